package docx

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/packed"
)

// The bounds of a document that is read, in bytes, letters and time: far above a plan with its
// annexes, and what a weak computer can hold.
const (
	MostFile    = 64 << 20
	mostPart    = 64 << 20 // one part, unpacked
	mostLetters = 8_000_000
	mostTime    = 2 * time.Minute
)

// Content is what words a document has.
type Content struct {
	Parts  []Part // the text itself first
	Unread Unread
}

// Part are the paragraphs of a place of the document, each as its words stand, line feeds and tabs
// between them. One without words is left out.
type Part struct {
	Place Place
	Words []string
	In    []InTable // of each paragraph
	high  []lifts   // of each paragraph
}

// InTable is the cell in which words stand, counted from 1; zero: in no table. Of a table within another
// it is the cell of the outer one.
type InTable struct{ Table, Row, Column int }

// Place is where words stand that are no part of the running text.
type Place string

// The places of words.
const (
	Body      Place = "body"
	Header    Place = "header"
	Footer    Place = "footer"
	Footnotes Place = "footnotes"
	Endnotes  Place = "endnotes"
)

// Unread is what a document has beside its words, counted.
type Unread struct {
	Pictures int // images
	Objects  int // charts, drawings of shapes with data, files within the file
	Numbered int // paragraphs to which the word processor sets a number by itself
	Hidden   int // stretches of words that are not shown; they are read
	Struck   int // stretches that are struck through; they are read
	Removed  int // stretches that somebody took out while changes were recorded; they are not read
	Added    int // stretches that somebody put in while changes were recorded; they are read
	Comments int // in the margin
	Raised   int // stretches of letters that stand high or low, as in m² and H₂O; they are read
	Faint    int // stretches of white letters, or of letters too small to be read; they are read
	Foreign  int // signs of a font of signs; they are read as their code
	Counted  int // page numbers that the word processor counts; they are not read
	Clocks   int // days and times that become others when the document is opened; they are not read
}

// Read reads the words of a document of size bytes. What changes were recorded is read as if they
// were accepted. It fails with NotDocument, OldDocument, DocumentTooLarge, DocumentTooLong,
// DocumentTooSlow and DocumentBroken, whose verb is the name of the file.
func Read(ctx context.Context, file io.ReaderAt, size int64, name string) (Content, error) {
	name = filepath.Base(name)
	if size > MostFile {
		return Content{}, DocumentTooLarge.About(name, MostFile>>20)
	}
	ctx, stop := context.WithTimeoutCause(ctx, mostTime, DocumentTooSlow.About(name))
	defer stop()
	c, err := read(ctx, file, size, name)
	switch cause := context.Cause(ctx); {
	case cause != nil && errors.Is(err, context.DeadlineExceeded):
		return Content{}, cause
	case errors.Is(err, packed.TooLarge):
		return Content{}, DocumentTooLarge.About(name, MostFile>>20).Because(err)
	case errors.Is(err, packed.Broken):
		return Content{}, DocumentBroken.About(name).Because(err)
	case err != nil:
		return Content{}, err
	}
	return c, nil
}

var oldMagic, zipMagic = []byte{0xd0, 0xcf, 0x11, 0xe0}, []byte("PK\x03\x04")

func read(ctx context.Context, file io.ReaderAt, size int64, name string) (c Content, err error) {
	first := make([]byte, min(size, 4))
	if _, err := file.ReadAt(first, 0); err != nil && !errors.Is(err, io.EOF) {
		return c, err
	}
	switch {
	case bytes.Equal(first, oldMagic):
		return c, OldDocument.About(name)
	case !bytes.Equal(first, zipMagic):
		return c, NotDocument.About(name)
	}
	a, err := packed.Open(ctx, file, size)
	if err != nil {
		return c, err
	}
	root, err := a.Relations("")
	if err != nil {
		return c, err
	}
	body := strings.TrimPrefix(root["type:officeDocument"], "/")
	if body == "" || !a.Has(body) {
		return c, NotDocument.About(name)
	}
	to, err := a.Relations(body)
	if err != nil {
		return c, err
	}
	r := &reader{archive: a, content: &c, name: name}
	if err := r.part(Body, body); err != nil {
		return c, err
	}
	if !r.isText {
		return c, NotDocument.About(name)
	}
	return c, r.beside(to)
}

// places are the parts beside the body, by how the file of one begins.
var places = []struct {
	file  string
	place Place
}{{"header", Header}, {"footer", Footer}, {"footnotes", Footnotes}, {"endnotes", Endnotes}, {"comments", ""}}

// beside reads what belongs to the body: each part once, whatever else names it.
func (r *reader) beside(to map[string]string) error {
	var parts []string
	for id, part := range to {
		if part = strings.TrimPrefix(part, "/"); !strings.HasPrefix(id, "type:") && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	slices.Sort(parts)
	for _, p := range places {
		for _, part := range parts {
			file := strings.ToLower(filepath.Base(part))
			if rest, is := strings.CutPrefix(file, p.file); !is || strings.Trim(rest, "0123456789") != ".xml" {
				continue
			}
			if err := r.part(p.place, part); err != nil {
				return err
			}
		}
	}
	return nil
}

// reader reads parts one after the other.
type reader struct {
	archive packed.Archive
	content *Content
	name    string
	letters int
	isText  bool // it is a document of words
}

// part reads one; comments are counted.
func (r *reader) part(place Place, part string) error {
	p := partReading{reader: r, place: place, words: &Part{Place: place}}
	err := r.archive.XML(part, mostPart, func(e *packed.Elements) error { return e.Each(p.begins, p.ends, p.says) })
	if err != nil {
		return err
	}
	p.shut()
	if len(p.words.Words) > 0 && !slices.ContainsFunc(r.content.Parts, func(o Part) bool { return o.Place == place && slices.Equal(o.Words, p.words.Words) }) {
		r.content.Parts = append(r.content.Parts, *p.words)
	}
	return nil
}

// partReading reads the signs of one part.
type partReading struct {
	*reader
	place Place
	words *Part

	paragraph []*paragraph // those that are open: a text box stands within one
	fields    []*field
	tables    tables
	before    *paragraph // whose end was taken out: the next goes on with it
	inText    bool
	told      bool // the text that is open is counted as not like others
	inCode    bool
	inMark    bool  // in what a paragraph says of itself
	full      error // it has too many letters
	skip      int   // elements of which nothing counts
	gone      int   // of recorded changes
	added     int
	inRun     bool
	run       face
}

// paragraph is one that is read.
type paragraph struct {
	strings.Builder
	high   lifts
	cell   InTable
	depth  int  // how many paragraphs were open when it began
	fields int  // that were open when it began
	joined bool // its end was taken out while changes were recorded
}

// face is how the letters of a run look, where that may deceive.
type face struct {
	hidden, struck, faint bool
	lift                  int // 1: above the line, -1: below
}

func isOff(s xml.StartElement) bool {
	v := packed.Attribute(s, "val")
	return v == "0" || v == "false" || v == "off" || v == "none"
}

func (p *partReading) begins(s xml.StartElement) error {
	name := s.Name.Local
	if p.skip > 0 || skipped(name) {
		if skipped(name) {
			p.skip++
		}
		return nil
	}
	u := &p.content.Unread
	switch name {
	case "document":
		p.isText = p.isText || p.place == Body
	case "comment":
		u.Comments++
	case "p":
		p.paragraph = append(p.paragraph, p.next())
	case "tbl":
		p.release()
		p.tables.begins(name)
	case "r":
		p.inRun, p.run = true, face{}
	case "del", "moveFrom":
		p.gone++
		p.endTaken(u)
	case "ins", "moveTo":
		p.added++
		if p.inMark {
			u.Added++
		}
	case "t":
		p.inText, p.told = true, false
	case "pPr":
		p.inMark = true
	case "instrText":
		p.inCode = true
	case "delText":
		u.Removed++
	case "numPr":
		u.Numbered++
	case "blip", "imagedata":
		u.Pictures++
	case "OLEObject", "chart", "relIds", "altChunk":
		u.Objects++
	default:
		p.tables.begins(name)
		p.field(s)
		if p.inRun {
			p.run.looks(s)
		}
		return p.sign(s)
	}
	return nil
}

// skipped are elements of which nothing is read: the same once more, for older programs, and how
// something looked before a recorded change.
func skipped(name string) bool {
	return name == "Fallback" || name == "rPrChange" || name == "pPrChange"
}

// Letters that no eye sees on white paper: white ones, and those of less than so many half points.
const (
	white    = "ffffff"
	faintest = 6
)

// looks heeds what a run says of its letters.
func (f *face) looks(s xml.StartElement) {
	v := packed.Attribute(s, "val")
	switch s.Name.Local {
	case "vanish":
		f.hidden = !isOff(s)
	case "strike", "dstrike":
		f.struck = f.struck || !isOff(s)
	case "color":
		f.faint = f.faint || strings.EqualFold(v, white)
	case "sz":
		n, err := strconv.ParseFloat(v, 64)
		f.faint = f.faint || err == nil && n < faintest
	case "vertAlign":
		f.lift = map[string]int{"superscript": 1, "subscript": -1}[v]
	case "position":
		n, _ := strconv.ParseFloat(v, 64) //nolint:errcheck // what is no number lifts nothing
		f.lift = cmp.Compare(n, 0)
	}
}

// endTaken heeds that the end of a paragraph was taken out: it stands in what the paragraph says of
// its own mark.
func (p *partReading) endTaken(u *Unread) {
	if last := len(p.paragraph) - 1; last >= 0 && p.inMark {
		p.paragraph[last].joined = true
		u.Removed++
	}
}

// noted counts a stretch of words that is not like others.
func (p *partReading) noted(u *Unread) {
	stands := p.gone == 0
	for _, n := range []struct {
		is    bool
		count *int
	}{{p.gone > 0, &u.Removed}, {stands && p.run.hidden, &u.Hidden}, {stands && p.run.struck, &u.Struck}, {stands && p.added > 0, &u.Added}, {stands && p.run.faint, &u.Faint}, {stands && p.run.lift != 0, &u.Raised}} {
		if n.is {
			*n.count++
		}
	}
}

// signs stand for letters.
var signs = map[string]string{"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

func (p *partReading) sign(s xml.StartElement) error {
	if said, is := signs[s.Name.Local]; is && p.inRun {
		return p.write(said)
	}
	if s.Name.Local == "sym" {
		if code, err := strconv.ParseUint(packed.Attribute(s, "char"), 16, 16); err == nil {
			return p.write(p.signOf(packed.Attribute(s, "font"), rune(code)))
		}
	}
	return nil
}

func (p *partReading) ends(name string) error {
	if p.full != nil {
		return p.full
	}
	if skipped(name) {
		p.skip = max(0, p.skip-1)
		return nil
	}
	if p.skip > 0 {
		return nil
	}
	p.tables.ends(name)
	switch name {
	case "t":
		p.inText = false
	case "instrText":
		p.inCode = false
	case "pPr":
		p.inMark = false
	case "tc", "tbl":
		p.release()
	case "fldSimple":
		p.fieldEnds()
	case "r":
		p.inRun = false
	case "del", "moveFrom":
		p.gone = max(0, p.gone-1)
	case "ins", "moveTo":
		p.added = max(0, p.added-1)
	case "p":
		p.end()
	}
	return nil
}

// end ends the paragraph that is open.
func (p *partReading) end() {
	last := len(p.paragraph) - 1
	if last < 0 {
		return
	}
	is := p.paragraph[last]
	p.paragraph = p.paragraph[:last]
	for i := is.fields; i < len(p.fields); i++ { // what a broken document leaves open hides no paragraph
		p.fields[i].kind = textField
	}
	if is.joined {
		p.before = is
		return
	}
	p.keep(is)
}

// next is the paragraph that begins: the one before it, where the end of that was taken out.
func (p *partReading) next() *paragraph {
	if is := p.before; is != nil && is.depth == len(p.paragraph) {
		p.before, is.joined, is.fields = nil, false, len(p.fields)
		return is
	}
	return &paragraph{cell: p.tables.cell(), depth: len(p.paragraph), fields: len(p.fields)}
}

// release keeps a paragraph that none goes on with.
func (p *partReading) release() {
	if p.before != nil {
		p.keep(p.before)
		p.before = nil
	}
}

// keep puts a paragraph to the words of its part.
func (p *partReading) keep(is *paragraph) {
	if words := is.String(); strings.TrimSpace(words) != "" && p.place != "" {
		p.words.Words, p.words.In, p.words.high = append(p.words.Words, words), append(p.words.In, is.cell), append(p.words.high, is.high)
	}
}

// shut ends what a broken part left open.
func (p *partReading) shut() {
	for len(p.paragraph) > 0 {
		p.end()
	}
	p.release()
}

func (p *partReading) says(words xml.CharData) {
	switch {
	case p.skip > 0:
	case p.inCode:
		p.fieldSays(string(words))
	case p.inText:
		if !p.told && p.shown() && len(bytes.TrimSpace(words)) > 0 {
			p.told = true
			p.noted(&p.content.Unread)
		}
		p.full = cmp.Or(p.full, p.write(string(words)))
	}
}

// write puts letters to the paragraph that is open. It fails with DocumentTooLong.
func (p *partReading) write(said string) error {
	last := len(p.paragraph) - 1
	if last < 0 || p.gone > 0 || !p.shown() {
		return nil
	}
	if p.letters += len(said); p.letters > mostLetters {
		return DocumentTooLong.About(p.name)
	}
	is := p.paragraph[last]
	if p.run.lift != 0 {
		is.high = append(is.high, lift{is.Len(), is.Len() + len(said), p.run.lift})
	}
	is.WriteString(said)
	return nil
}

// What keeps a document from being read. The verb is the name of the file.
var (
	NotDocument = office.Failure{
		Name: "docx.not-document",
		Said: "Tệp “%s” không phải văn bản DOCX.",
		Next: "Hãy mở tệp bằng Word hay LibreOffice, lưu thành .docx, rồi đưa tệp mới vào.",
	}
	OldDocument = office.Failure{
		Name: "docx.old-document",
		Said: "Tệp “%s” là văn bản kiểu cũ (.doc) hoặc có mật khẩu, nên không đọc được chữ.",
		Next: "Hãy mở tệp bằng Word hay LibreOffice, bỏ mật khẩu nếu có, lưu thành .docx, rồi đưa tệp mới vào.",
	}
	DocumentTooLarge = office.Failure{
		Name: "docx.too-large",
		Said: "Tệp “%s” lớn hơn %d MB, hoặc mở ra lớn gấp nhiều lần một văn bản bình thường, nên không được đọc.",
		Next: "Hãy bớt hình trong tệp hoặc chia thành nhiều tệp. Nếu tệp vốn nhỏ thì hỏi lại nơi đưa tệp: tệp có thể bị làm sai để treo máy.",
	}
	DocumentTooLong = office.Failure{
		Name: "docx.too-long",
		Said: "Tệp “%s” có quá nhiều chữ để đọc một lần.",
		Next: "Hãy chia văn bản thành nhiều tệp.",
	}
	DocumentTooSlow = office.Failure{
		Name: "docx.too-slow",
		Said: "Đọc tệp “%s” quá lâu nên đã dừng.",
		Next: "Hãy chia văn bản thành nhiều tệp nhỏ hơn rồi thử lại.",
	}
	DocumentBroken = office.Failure{
		Name: "docx.broken",
		Said: "Tệp “%s” bị hỏng, hoặc không đúng kiểu mà tên tệp nói.",
		Next: "Hãy mở tệp bằng Word hay LibreOffice. Nếu mở được thì lưu thành .docx mới rồi đưa lại.",
	}
)
