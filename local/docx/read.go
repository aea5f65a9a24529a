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
}

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

	paragraph []*strings.Builder // those that are open: a text box stands within one
	inText    bool
	full      error // it has too many letters
	skip      int   // elements of which nothing counts
	gone      int   // of recorded changes
	added     int
	inRun     bool
	hidden    bool
	struck    bool
}

func isOff(s xml.StartElement) bool {
	v := packed.Attribute(s, "val")
	return v == "0" || v == "false" || v == "off" || v == "none"
}

func (p *partReading) begins(s xml.StartElement) error {
	name := s.Name.Local
	if p.skip > 0 || name == "Fallback" {
		if name == "Fallback" { // the same once more, for older programs
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
		p.paragraph = append(p.paragraph, &strings.Builder{})
	case "r":
		p.inRun, p.hidden, p.struck = true, false, false
	case "vanish":
		p.hidden = p.inRun && !isOff(s)
	case "strike", "dstrike":
		p.struck = p.struck || p.inRun && !isOff(s)
	case "del", "moveFrom":
		p.gone++
	case "ins", "moveTo":
		p.added++
	case "t":
		p.inText = true
		p.noted(u)
	case "delText":
		u.Removed++
	case "numPr":
		u.Numbered++
	case "blip", "imagedata":
		u.Pictures++
	case "OLEObject", "chart", "relIds", "altChunk":
		u.Objects++
	default:
		return p.sign(s)
	}
	return nil
}

// noted counts a stretch of words that is not like others.
func (p *partReading) noted(u *Unread) {
	for _, n := range []struct {
		is    bool
		count *int
	}{{p.gone > 0, &u.Removed}, {p.gone == 0 && p.hidden, &u.Hidden}, {p.gone == 0 && p.struck, &u.Struck}, {p.gone == 0 && p.added > 0, &u.Added}} {
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
			return p.write(string(rune(code)))
		}
	}
	return nil
}

func (p *partReading) ends(name string) error {
	if p.full != nil {
		return p.full
	}
	if name == "Fallback" {
		p.skip = max(0, p.skip-1)
		return nil
	}
	if p.skip > 0 {
		return nil
	}
	switch name {
	case "t":
		p.inText = false
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
	if words := p.paragraph[last].String(); strings.TrimSpace(words) != "" && p.place != "" {
		p.words.Words = append(p.words.Words, words)
	}
	p.paragraph = p.paragraph[:last]
}

// shut ends what a broken part left open.
func (p *partReading) shut() {
	for len(p.paragraph) > 0 {
		p.end()
	}
}

func (p *partReading) says(words xml.CharData) {
	if p.inText && p.skip == 0 {
		p.full = cmp.Or(p.full, p.write(string(words)))
	}
}

// write puts letters to the paragraph that is open. It fails with DocumentTooLong.
func (p *partReading) write(said string) error {
	last := len(p.paragraph) - 1
	if last < 0 || p.gone > 0 {
		return nil
	}
	if p.letters += len(said); p.letters > mostLetters {
		return DocumentTooLong.About(p.name)
	}
	p.paragraph[last].WriteString(said)
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
