// Package heading reads the head of a document that is laid out as Nghị định 30, Phụ
// lục I, has it: whose it is, its number and symbol, day, kind and subject. What it is
// not sure of it leaves out: a clerk who is offered a wrong word may take it.
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
	numberLine = regexp.MustCompile(`^Số\s*:?\s*([0-9]{0,6}[a-zA-Z]?)\s*/\s*(\p{Lu}[\p{L}0-9&/-]{0,40})$`)
	dayWords   = regexp.MustCompile(`ngày\s*([0-9]{1,2})\s*tháng\s*([0-9]{1,2})\s*năm\s*([0-9]{4})`)
	about      = regexp.MustCompile(`^[Vv]/[Vv]\s*:?\s*(.+)$`)
)

// leastCertain is below which what a machine read is doubted, by its own word for its least
// sure word. Letters that were typed into the file are not.
const leastCertain = 0.85

func doubted(lines ...office.TextLine) bool {
	return slices.ContainsFunc(lines, func(l office.TextLine) bool { return l.Read && l.Sure < leastCertain })
}

const (
	motto = "cong hoa xa hoi chu nghia viet nam"
	head  = 0.5 // of the page: what stands below is no head
	close = 1.4 // heights of a line between two lines of one thing
)

// Read reads the lines of a first page of so many millimetres. known are names of
// issuers as they are written, for what stands in capitals alone.
func Read(lines []office.TextLine, page office.PageShape, types []office.DocumentType, known []string) office.Heading {
	r := reader{page: page, types: types, known: known}
	for _, l := range lines {
		l.Text = norm.NFC.String(l.Text)
		if l.Box[3] < page.H*head {
			r.lines = append(r.lines, l)
		}
	}
	slices.SortStableFunc(r.lines, func(a, b office.TextLine) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	if !slices.ContainsFunc(r.lines, func(l office.TextLine) bool { return strings.Contains(office.Fold(l.Text), motto) }) {
		return office.Heading{} // another layout, of which nothing is known
	}
	return r.read()
}

type reader struct {
	page  office.PageShape
	types []office.DocumentType
	known []string
	lines []office.TextLine // of the head, from the top
}

func (r *reader) read() (h office.Heading) {
	at := slices.IndexFunc(r.lines, func(l office.TextLine) bool { return numberLine.MatchString(l.Text) })
	if at >= 0 {
		found := numberLine.FindStringSubmatch(r.lines[at].Text)
		h.Number, h.Symbol = found[1], found[2]
		h.Doubts.Number, h.Seen.Number = r.from(h.Number, r.lines[at])
		h.Doubts.Symbol, h.Seen.Symbol = r.from(h.Symbol, r.lines[at])
		r.issuer(&h, r.lines[at])
	}
	r.day(&h)
	if !r.named(&h) && at >= 0 {
		r.letter(&h, r.lines[at])
	}
	return h
}

// from tells of a field whether the lines that say it are doubted, and where they stand.
func (r *reader) from(said string, lines ...office.TextLine) (doubt bool, at office.Strip) {
	if said == "" || len(lines) == 0 {
		return false, at
	}
	box := lines[0].Box
	for _, l := range lines[1:] {
		box = [4]float64{min(box[0], l.Box[0]), min(box[1], l.Box[1]), max(box[2], l.Box[2]), max(box[3], l.Box[3])}
	}
	at.Box = [4]float64{box[0] / r.page.W, box[1] / r.page.H, box[2] / r.page.W, box[3] / r.page.H}
	return doubted(lines...), at
}

// left tells that a line stands in the column of whoever issued the document.
func (r *reader) left(l office.TextLine) bool { return (l.Box[0]+l.Box[2])/2 < r.page.W*0.45 }

// issuer is who stands above the number: the lowest name there. Its superior above it is
// another name.
func (r *reader) issuer(h *office.Heading, number office.TextLine) {
	var above []office.TextLine
	for _, l := range r.lines {
		if l.Box[3] < number.Box[1]+1 && r.left(l) && capitals(l.Text) && letters(l.Text) > 2 {
			above = append(above, l)
		}
	}
	for i := len(above) - 1; i >= 0; i-- { // a name that is long goes on in the line below
		if begins(above[i].Text) {
			h.Issuer = r.written(joined(above[i:]))
			h.Doubts.Issuer, h.Seen.Issuer = r.from(h.Issuer, above[i:]...)
			return
		}
	}
}

// joined is the text of lines one behind the other.
func joined(lines []office.TextLine) string {
	words := make([]string, len(lines))
	for i, l := range lines {
		words[i] = l.Text
	}
	return strings.Join(words, " ")
}

// nouns are what the names of those begin with who issue documents.
var nouns = []string{"ỦY BAN", "UỶ BAN", "HỘI ĐỒNG", "HỘI ", "SỞ ", "PHÒNG ", "BAN ", "BỘ ", "CỤC ", "CHI CỤC", "TỔNG CỤC", "TRUNG TÂM", "TRƯỜNG ", "VĂN PHÒNG", "ĐẢNG ỦY",
	"CÔNG AN", "THANH TRA", "TÒA ÁN", "TOÀ ÁN", "VIỆN ", "TRẠM ", "ĐOÀN ", "LIÊN ĐOÀN", "CHÍNH PHỦ", "THỦ TƯỚNG", "QUỐC HỘI", "KHO BẠC", "NGÂN HÀNG", "BẢO HIỂM"}

func begins(line string) bool {
	return slices.ContainsFunc(nouns, func(n string) bool { return strings.HasPrefix(line+" ", n) })
}

// places stand in the names of bodies of a place: ỦY BAN NHÂN DÂN / XÃ MẪU SƠN.
var places = []string{"XÃ ", "PHƯỜNG ", "THỊ TRẤN ", "HUYỆN ", "QUẬN ", "THỊ XÃ ", "THÀNH PHỐ ", "TỈNH ", "ĐẶC KHU "}

// bodies are those whose names are told from names of places by their words alone.
var bodies = []string{"ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN"}

// written is a name as it is written within a sentence: as it was before, or by the rule
// for a body of a place. Others stay in capitals: which of their words are names is not
// known.
func (r *reader) written(name string) string {
	for _, each := range r.known {
		if office.Fold(each) == office.Fold(name) {
			return each
		}
	}
	for _, body := range bodies {
		rest, is := strings.CutPrefix(name, body+" ")
		i := slices.IndexFunc(places, func(p string) bool { return strings.HasPrefix(rest, p) })
		if is && i >= 0 {
			words := strings.Fields(strings.ToLower(strings.TrimPrefix(rest, places[i])))
			for j, w := range words {
				words[j] = upperFirst(w)
			}
			return upperFirst(strings.ToLower(body)) + " " + strings.ToLower(places[i]) + strings.Join(words, " ")
		}
	}
	return name
}

func upperFirst(s string) string {
	r := []rune(s)
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}

// day is the day beside the place, in the head.
func (r *reader) day(h *office.Heading) {
	for _, l := range r.lines {
		if d := dayWords.FindStringSubmatch(l.Text); d != nil && !r.left(l) {
			day, err := time.Parse("2/1/2006", strings.TrimLeft(d[1], "0")+"/"+strings.TrimLeft(d[2], "0")+"/"+d[3])
			if err == nil {
				h.Issued = day.Format(time.DateOnly)
				h.Doubts.Issued, h.Seen.Issued = r.from(h.Issued, l)
				return
			}
		}
	}
}

// named is the kind that stands in capitals in the middle, and the subject below it.
func (r *reader) named(h *office.Heading) (is bool) {
	for i, l := range r.lines {
		mid := (l.Box[0] + l.Box[2]) / 2
		if !capitals(l.Text) || mid < r.page.W*0.35 || mid > r.page.W*0.65 {
			continue
		}
		for _, t := range r.types {
			if office.Fold(t.Name) == office.Fold(l.Text) {
				h.Type = t.Code
				h.Doubts.Type, h.Seen.Type = r.from(h.Type, l)
				lines := r.below(i)
				h.Subject = joined(lines)
				h.Doubts.Subject, h.Seen.Subject = r.from(h.Subject, lines...)
				return true
			}
		}
	}
	return false
}

// mostSubject is how many lines a subject may have.
const mostSubject = 5

// below is the subject: the lines close below the kind, until something else begins.
func (r *reader) below(i int) (lines []office.TextLine) {
	last := r.lines[i]
	for _, l := range r.lines[i+1:] {
		tall := l.Box[3] - l.Box[1]
		if l.Box[1] < last.Box[1]+1 {
			continue
		}
		if len(lines) == mostSubject || l.Box[1]-last.Box[3] > close*max(tall, 4) || ends(l.Text) {
			break
		}
		lines, last = append(lines, l), l
	}
	return lines
}

// ends tells what is no part of a subject any more.
func ends(line string) bool {
	folded := office.Fold(line)
	for _, begins := range []string{"can cu ", "kinh gui", "thuc hien ", "theo de nghi", "xet de nghi"} {
		if strings.HasPrefix(folded, begins) {
			return true
		}
	}
	return letters(line) < 2 || capitals(line)
}

// letter is a document without a name of its kind: a công văn, which tells below its
// number what it is about.
func (r *reader) letter(h *office.Heading, number office.TextLine) {
	at := slices.IndexFunc(r.lines, func(l office.TextLine) bool {
		return l.Box[1] > number.Box[1] && r.left(l) && about.MatchString(l.Text)
	})
	if at < 0 {
		return
	}
	lines := []office.TextLine{r.lines[at]}
	for _, l := range r.lines[at+1:] {
		last := lines[len(lines)-1]
		if !r.left(l) || l.Box[1] < last.Box[1]+1 {
			continue
		}
		if len(lines) == mostSubject || l.Box[1]-last.Box[3] > close*max(l.Box[3]-l.Box[1], 4) || ends(l.Text) {
			break
		}
		lines = append(lines, l)
	}
	h.Type, h.Subject = "cong-van", upperFirst(about.FindStringSubmatch(joined(lines))[1])
	h.Doubts.Subject, h.Seen.Subject = r.from(h.Subject, lines...)
	_, h.Seen.Type = r.from(h.Type, lines[0])
}

// capitals tells that all letters of a line are capitals.
func capitals(s string) bool { return s == strings.ToUpper(s) && letters(s) > 0 }

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
