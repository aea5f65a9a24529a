// Package heading reads the head of a document that is laid out as Nghị định 30, Phụ
// lục I, has it: whose it is, its number and symbol, place and day, kind and subject, and
// who signed it at its foot. What it is not sure of it marks as doubted or leaves out: a
// clerk who is offered a wrong word may take it.
package heading

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

var (
	numberWords = regexp.MustCompile(`(?:^|\s)S[ốồổỗôo0]\s*[:.;]?\s*([0-9OoIlSBZ]{0,6}[a-zA-Z]?)\s*/\s*(\p{Lu}[\p{L}0-9&/. -]{0,40})`)
	dayWords    = regexp.MustCompile(`^(.{0,40}?)[,.;]?\s*[Nn]gày\s*([0-9]{1,2})\s*tháng\s*([0-9]{1,2})\s*năm\s*([0-9]{4})\W*$`)
	ofNumber    = regexp.MustCompile(`(?i:^\W*S[ốồổỗôo0]\s*[:.;])|^\s*[:;]|[0-9][a-zA-Z]?\s*/|[0-9]\s*\p{Lu}{2,}-`) // also where it is misread
	about       = regexp.MustCompile(`^[Vv]\s?[/⁄]\s?[Vvw]\s*:?\s*(.+)$`)
)

const (
	motto = "cong hoa xa hoi chu nghia viet nam"
	below = "doc lap - tu do - hanh phuc"
	head  = 0.5 // of the page: what stands below is no head
	close = 1.4 // heights of a line between two lines of one thing
)

// Read reads the lines of a first page of so many millimetres. known are names of
// issuers as they are written, for what stands in capitals alone.
func Read(lines []office.TextLine, page office.PageShape, types []office.DocumentType, known []string) office.Heading {
	r := newReader(lines, page)
	r.types, r.known = types, known
	if !slices.ContainsFunc(r.lines, isMotto) {
		return office.Heading{} // another layout, of which nothing is known
	}
	h := r.read()
	r.signed(&h, 0)
	return h
}

// Foot reads who signed off a page that is not the first: its place among the pages of the
// document, from 0.
func Foot(lines []office.TextLine, page office.PageShape, at int) (h office.Heading) {
	newReader(lines, page).signed(&h, at)
	return h
}

// isMotto tells the motto of the state or the line below it, a letter or two of them misread.
func isMotto(l line) bool {
	folded := office.Fold(l.Text)
	return strings.Contains(folded, motto) || strings.Contains(folded, below) || near(folded, motto, 4) || near(folded, below, 3)
}

// line is a line as it lies on the level page.
type line struct {
	office.TextLine
	seen [4]float64 // its box on the page as it is seen
}

func (l line) mid() float64  { return (l.Box[0] + l.Box[2]) / 2 }
func (l line) tall() float64 { return l.Box[3] - l.Box[1] }

type reader struct {
	page  office.PageShape
	types []office.DocumentType
	known []string
	lines []line // from the top
}

func newReader(lines []office.TextLine, page office.PageShape) *reader {
	r := &reader{page: page}
	for _, l := range lines {
		l.Text = norm.NFC.String(strings.ReplaceAll(l.Text, "Ð", "Đ"))
		r.lines = append(r.lines, leveled(l, page))
	}
	slices.SortStableFunc(r.lines, func(a, b line) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	return r
}

// leveled turns a line about the middle of its page as far as that leans.
func leveled(l office.TextLine, page office.PageShape) line {
	seen := l.Box
	wide := l.Box[2] - l.Box[0]
	fall := wide * max(l.Lean, -l.Lean)
	x, y := (l.Box[0]+l.Box[2])/2, (l.Box[1]+l.Box[3])/2
	high := max(l.Box[3]-l.Box[1]-fall, 2)
	x, y = x+(y-page.H/2)*l.Lean, y-(x-page.W/2)*l.Lean
	l.Box = [4]float64{x - wide/2, y - high/2, x + wide/2, y + high/2}
	if l.Lean == 0 {
		l.Box = seen
	}
	return line{l, seen}
}

func (r *reader) read() (h office.Heading) {
	at := slices.IndexFunc(r.lines, func(l line) bool { return r.inHead(l) && numberWords.MatchString(l.Text) })
	if at >= 0 {
		r.numbered(&h, r.lines[at])
		r.issuer(&h, r.lines[at])
	}
	r.day(&h)
	if !r.named(&h) && at >= 0 {
		r.letter(&h, r.lines[at])
	}
	r.agree(&h)
	return h
}

func (r *reader) inHead(l line) bool { return l.Box[3] < r.page.H*head }

// from tells of a field whether the lines that say it are doubted, by how sure a machine must be
// of each of their words, and where they stand.
func (r *reader) from(certain float64, said string, lines ...line) (doubt bool, at office.Strip) {
	if said == "" || len(lines) == 0 {
		return false, at
	}
	box := lines[0].seen
	for _, l := range lines {
		box = [4]float64{min(box[0], l.seen[0]), min(box[1], l.seen[1]), max(box[2], l.seen[2]), max(box[3], l.seen[3])}
		doubt = doubt || l.Read && l.Sure < certain
	}
	at.Box = [4]float64{box[0] / r.page.W, box[1] / r.page.H, box[2] / r.page.W, box[3] / r.page.H}
	return doubt, at
}

// left tells that a line stands in the column of whoever issued the document.
func (r *reader) left(l line) bool { return l.mid() < r.page.W*0.45 }

// numbered reads số and ký hiệu.
func (r *reader) numbered(h *office.Heading, l line) {
	found := numberWords.FindStringSubmatch(l.Text)
	h.Number, h.Symbol = found[1], symbolOf(found[2])
	certain := alone
	if r.usualSymbol(h.Symbol) {
		certain = borneOut
	}
	h.Doubts.Number, h.Seen.Number = r.from(certain, h.Number, l)
	h.Doubts.Number = h.Doubts.Number || l.Read && strings.ContainsAny(h.Number, likeDigits)
	h.Doubts.Symbol, h.Seen.Symbol = r.from(certain, h.Symbol, l)
}

// bearers are abbreviations of those who issue documents, as symbols have them.
var bearers = []string{"UBND", "HĐND", "VP", "CT", "CP", "TTg", "CAX", "TYT"}

// usualSymbol tells a symbol whose parts are all known: kinds, and whoever bears them.
func (r *reader) usualSymbol(symbol string) bool {
	for part := range strings.SplitSeq(symbol, "-") {
		if !slices.Contains(bearers, part) && !slices.ContainsFunc(r.types, func(t office.DocumentType) bool { return t.Abbrev == part }) {
			return false
		}
	}
	return true
}

// symbolOf is a symbol without the spaces about its dashes, and what stands behind it.
func symbolOf(s string) string {
	for _, sign := range []string{"-", "/", "&"} {
		parts := strings.Split(s, sign)
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		s = strings.Join(parts, sign)
	}
	return strings.TrimRight(strings.Fields(s)[0], "-/&.")
}

// issuer is who stands above the number: the lowest name there. Its superior above it is
// another name.
func (r *reader) issuer(h *office.Heading, number line) {
	var above []line
	for _, l := range r.lines {
		if l.Box[3] < number.Box[1]+1 && r.left(l) && mostlyCapitals(l.Text) && letters(l.Text) > 2 && !ofNumber.MatchString(l.Text) {
			above = append(above, l)
		}
	}
	for i := len(above) - 1; i >= 0; i-- { // a name that is long goes on in the line below
		if begins(above[i].Text) && (i == 0 || !goesOn(above[i-1].Text)) {
			issuer, asRead := r.written(tidy(strings.ToUpper(joined(above[i:]))), unsure(above[i:]))
			h.Issuer = issuer
			h.Doubts.Issuer, h.Seen.Issuer = r.from(borneOut, h.Issuer, above[i:]...)
			h.Doubts.Issuer = h.Doubts.Issuer || above[i].Read && !(asRead && !slices.Contains(bodies, issuer) && r.isBorneOut(h.Issuer, above[i:]))
			return
		}
	}
}

// tidy is a name without what is no part of one.
func tidy(s string) string { return strings.Trim(s, " -–—_.,:;'\"*|~") }

// joined is the text of lines one behind the other.
func joined(lines []line) string {
	words := make([]string, len(lines))
	for i, l := range lines {
		words[i] = l.Text
	}
	return strings.Join(words, " ")
}

// day is the day beside the place: in the head, or where there is none, over whoever signs.
func (r *reader) day(h *office.Heading) {
	for _, inHead := range []bool{true, false} {
		for _, l := range r.lines {
			d := dayWords.FindStringSubmatch(l.Text)
			if d == nil || r.inHead(l) != inHead || l.mid() < r.page.W*0.45 {
				continue
			}
			day, err := time.Parse("2/1/2006", strings.TrimLeft(d[2], "0")+"/"+strings.TrimLeft(d[3], "0")+"/"+d[4])
			if err != nil {
				continue
			}
			said := tidy(d[1])
			h.Issued, h.Place = day.Format(time.DateOnly), said
			if unsure([]line{l}) {
				h.Place = placed(said)
			}
			h.Doubts.Issued, h.Seen.Issued = r.from(borneOut, h.Issued, l)
			h.Doubts.Place, h.Seen.Place = r.from(borneOut, h.Place, l)
			h.Doubts.Place = h.Doubts.Place || l.Read && h.Place != "" && !(h.Place == said && r.isBorneOut(h.Place, []line{l}))
			return
		}
	}
}

// named is the kind that stands in capitals in the middle, and the subject below it.
func (r *reader) named(h *office.Heading) (is bool) {
	for i, l := range r.lines {
		if !r.inHead(l) || !mostlyCapitals(l.Text) || l.mid() < r.page.W*0.35 || l.mid() > r.page.W*0.65 {
			continue
		}
		for _, t := range r.types {
			if same(t.Name, l.Text) {
				h.Type = t.Code
				h.Doubts.Type, h.Seen.Type = r.from(borneOut, h.Type, l)
				lines := r.below(i)
				h.Subject = joined(lines)
				r.subject(h, lines)
				return true
			}
		}
	}
	return false
}

// subject tells where a subject was read, and whether it is doubted.
func (r *reader) subject(h *office.Heading, lines []line) {
	h.Doubts.Subject, h.Seen.Subject = r.from(alone, h.Subject, lines...)
	h.Doubts.Subject = h.Doubts.Subject || len(lines) > 0 && lines[0].Read && r.isContradicted(h.Subject)
}

// same tells that two lines have the same letters, whatever their accents and spaces.
func same(a, b string) bool {
	only := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, office.Fold(s))
	}
	return only(a) == only(b)
}

// mostSubject is how many lines a subject may have.
const mostSubject = 5

// below is the subject: the lines close below the kind, about the same middle, until something
// else begins.
func (r *reader) below(i int) (lines []line) {
	const aside = 12 // mm from the middle of the kind
	last := r.lines[i]
	for _, l := range r.lines[i+1:] {
		if l.Box[1] < last.Box[1]+1 || letters(l.Text) < 2 {
			continue
		}
		if len(lines) == 0 && numberWords.MatchString(l.Text) { // where there is no head on the left
			last = l
			continue
		}
		off := l.mid() - r.lines[i].mid()
		if len(lines) == mostSubject || l.Box[1]-last.Box[3] > close*max(l.tall(), 4) || ends(l.Text, len(lines) == 0) && !goesOnInCapitals(l.Text, lines) || max(off, -off) > aside {
			break
		}
		lines, last = append(lines, l), l
	}
	return lines
}

// ends tells what is no part of a subject any more; first: right below the kind.
func ends(text string, first bool) bool {
	folded := office.Fold(text)
	begins := []string{"can cu ", "kinh gui", "hom nay", "thoi gian"}
	if !first {
		begins = append(begins, "thuc hien ", "theo de nghi", "xet de nghi", "xet to trinh", "chung nhan", "dieu 1")
	}
	return slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(folded, b) }) || letters(text) < 2 || capitals(text)
}

// goesOnInCapitals tells that a subject is set in capitals and has not come to whoever decides,
// who stands below it in capitals, too. Its first line tells that it is one.
func goesOnInCapitals(text string, before []line) bool {
	if !mostlyCapitals(text) {
		return false
	}
	first := text
	if len(before) > 0 {
		first = before[0].Text
	}
	folded := office.Fold(first)
	return mostlyCapitals(first) && (strings.HasPrefix(folded, "ve ") || strings.HasPrefix(folded, "v/v ")) && !begins(text) && postOf(text) == ""
}

// letter is a document without a name of its kind: a công văn, which tells below its
// number what it is about.
func (r *reader) letter(h *office.Heading, number line) {
	at := slices.IndexFunc(r.lines, func(l line) bool {
		return r.inHead(l) && l.Box[1] > number.Box[1] && r.left(l) && about.MatchString(l.Text)
	})
	if at < 0 {
		return
	}
	lines := []line{r.lines[at]}
	for _, l := range r.lines[at+1:] {
		last := lines[len(lines)-1]
		if !r.left(l) || l.Box[1] < last.Box[1]+1 {
			continue
		}
		if len(lines) == mostSubject || l.Box[1]-last.Box[3] > close*max(l.tall(), 4) || ends(l.Text, false) {
			break
		}
		lines = append(lines, l)
	}
	h.Type, h.Subject = "cong-van", upperFirst(about.FindStringSubmatch(joined(lines))[1])
	r.subject(h, lines)
	_, h.Seen.Type = r.from(borneOut, h.Type, lines[0])
}

// agree holds kind and symbol against each other: QĐ stands before what a Quyết định bears.
// Where they differ both are doubted, and where only the symbol tells a kind, it is a guess.
func (r *reader) agree(h *office.Heading) {
	first, rest, _ := strings.Cut(h.Symbol, "-")
	if i := slices.IndexFunc(r.types, func(t office.DocumentType) bool { return t.Code == h.Type && misread(first, t.Abbrev) }); i >= 0 && h.Doubts.Symbol {
		first = r.types[i].Abbrev
		h.Symbol = first + "-" + rest
		return
	}
	at := slices.IndexFunc(r.types, func(t office.DocumentType) bool { return t.Abbrev != "" && t.Abbrev == first })
	switch {
	case at < 0:
		return
	case h.Type == "":
		h.Type, h.Doubts.Type, h.Seen.Type = r.types[at].Code, true, h.Seen.Symbol
	case h.Type != r.types[at].Code:
		h.Doubts.Type, h.Doubts.Symbol = true, true
	}
}

// misread tells that a part of a symbol may be another one, of which every other letter was read
// wrongly.
func misread(part, abbrev string) bool {
	long := len([]rune(abbrev))
	return long > 1 && part != abbrev && len([]rune(part)) == long && near(part, abbrev, (long+1)/2)
}

func upperFirst(s string) string {
	r := []rune(s)
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}

// capitals tells that all letters of a line are capitals.
func capitals(s string) bool { return s == strings.ToUpper(s) && letters(s) > 0 }

// mostlyCapitals forgives one small letter of eight: a machine takes some for others.
func mostlyCapitals(s string) bool {
	small := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			small++
		}
	}
	return letters(s) > 0 && small*8 <= letters(s)
}

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
