package report

import (
	"fmt"
	"strings"
	"time"

	"tram/local/mark"
	"tram/local/office"
)

const title = "KẾT QUẢ KIỂM TRA"

// Sizes of letters and widths of columns, in points.
const (
	titleSize   = 16.0
	answerSize  = 14.0
	headingSize = 12.0
	textSize    = 11.0
	air         = 5.0  // above a paragraph
	wideAir     = 12.0 // above a section
	nameWidth   = 112.0
	markWidth   = 16.0 // of a sign before a text
)

// What is printed of foreign text and of long lists: a person reads no more, and
// a hostile file shall not fill the printer.
const (
	nameRunes = 300
	saidRunes = 2000
	mostItems = 200   // signatures, checks, lines, reasons
	mostRows  = 3_000 // about 55 pages
)

// composer sets rows one below another.
type composer struct {
	rows []row
	now  time.Time // when it was looked at
}

func compose(f Facts) []row {
	c := &composer{now: f.At}
	c.opening(f)
	c.answer(f.Proof)
	c.paper(f.Proof)
	c.signatures(f.Proof.Signatures)
	c.checks(f.Proof.OtherChecks())
	c.closing(f.Head)
	return c.rows
}

func (c *composer) opening(f Facts) {
	c.text(headingSize, true, 0, mark.Printable(f.Office.Name, nameRunes))
	if f.Office.Code != "" {
		c.text(textSize, false, 0, "Mã định danh: "+mark.Printable(f.Office.Code, nameRunes))
	}
	c.centred(titleSize, wideAir*1.5, title)
	c.fact("Đã kiểm tra", mark.Printable(f.About, nameRunes), wideAir)
	if f.SHA256 != "" {
		c.fact("SHA-256 của tệp", mark.Printable(string(f.SHA256), nameRunes), 0)
	}
	c.fact("Kiểm tra lúc", moment(f.At)+" ("+office.ISO(f.At)+")", 0)
	c.fact("Bằng phần mềm", mark.Printable(f.Program, nameRunes), 0)
}

var answerSigns = map[office.SignatureVerdict]string{
	office.SignatureValid: "√", office.SignatureReserved: "▲", office.SignatureUnsigned: "?", office.SignatureInvalid: "×",
}

// answer tells the verdict in words, its sign beside it.
func (c *composer) answer(p office.Proof) {
	a := p.Answer()
	c.rule(wideAir)
	c.marked(answerSigns[a.Verdict()], a.Name(), answerSize, true, air)
	for _, s := range p.Sentences() {
		c.para(mark.Printable(s, saidRunes), markWidth, air)
	}
	c.rule(air)
}

// closing tells what the report rests on, and leaves room to sign: on the same
// page, for a name below nothing could be put below anything.
func (c *composer) closing(head office.JournalHead) {
	from := len(c.rows)
	c.para("Kết quả này do phần mềm lập từ tệp hoặc mã ghi ở trên, theo danh sách tin cậy, khóa và tin thu hồi mà "+
		"cơ quan có vào lúc kiểm tra. Kiểm tra lại sau này có thể biết thêm.", 0, wideAir)
	if head.Seq > 0 {
		c.para(fmt.Sprintf("Đầu nhật ký của trạm lúc lập: mục %d, SHA-256 %s. Giữ tờ này thì sau này kiểm được các mục 1–%d có bị đổi không "+
			"(tramctl verify --journal --head MÃ).", head.Seq, head.Hash, head.Seq), 0, air)
	}
	right := textWidth() * 0.55
	c.onRight(right, "Ngày …… tháng …… năm ……", false, wideAir*1.5)
	c.onRight(right, "NGƯỜI KIỂM TRA", true, air)
	c.onRight(right, "(ký, ghi rõ họ tên)", false, 0)
	const roomToSign = 60.0
	c.onRight(right, "………………………………", false, roomToSign)
	for i := from; i < len(c.rows)-1; i++ {
		c.rows[i].keep = true
	}
}

// onRight sets a line in the middle of what lies right of x.
func (c *composer) onRight(x float64, s string, bold bool, before float64) {
	w := mark.Width(s, textSize, bold)
	x += (textWidth() - x - w) / 2
	c.add(row{pieces: []piece{{x: x, s: s, bold: bold}}, size: textSize, before: before})
}

func head(f Facts) row {
	return small(mark.Lines("Kết quả kiểm tra: "+mark.Printable(f.About, nameRunes), smallSize, false, textWidth())[0])
}

func foot(f Facts, page, of int) row {
	number := fmt.Sprintf("Trang %d/%d", page, of)
	x := textWidth() - mark.Width(number, smallSize, false)
	r := small(mark.Lines(mark.Printable(f.Office.Name, nameRunes)+", "+moment(f.At), smallSize, false, x-wideAir)[0])
	r.pieces = append(r.pieces, piece{x: x, s: number})
	return r
}

func small(s string) row { return row{pieces: []piece{{s: s}}, size: smallSize} }

func moment(t time.Time) string { return t.In(office.VietNam).Format("15:04 ngày 02/01/2006") }

func day(t time.Time) string { return t.In(office.VietNam).Format("02/01/2006") }

func (c *composer) add(r row) { c.rows = append(c.rows, r) }

// text sets lines of a size, without air above.
func (c *composer) text(size float64, bold bool, x float64, s string) {
	for _, line := range mark.Lines(s, size, bold, textWidth()-x) {
		c.add(row{pieces: []piece{{x: x, s: line, bold: bold}}, size: size})
	}
}

// para sets a paragraph.
func (c *composer) para(s string, x, before float64) {
	from := len(c.rows)
	c.text(textSize, false, x, s)
	c.openUp(from, before)
}

// openUp puts air above the row at from, if there is one.
func (c *composer) openUp(from int, before float64) {
	if from < len(c.rows) {
		c.rows[from].before = before
	}
}

func (c *composer) centred(size, before float64, s string) {
	x := (textWidth() - mark.Width(s, size, true)) / 2
	c.add(row{pieces: []piece{{x: x, s: s, bold: true}}, size: size, before: before})
}

// heading begins a section or a part of it, and stays with what follows.
func (c *composer) heading(s string, size, before float64) {
	from := len(c.rows)
	c.text(size, true, 0, s)
	c.openUp(from, before)
	for i := from; i < len(c.rows); i++ {
		c.rows[i].keep = true
	}
}

// fact sets a value beside its name.
func (c *composer) fact(name, value string, before float64) {
	if value == "" {
		return
	}
	from := len(c.rows)
	c.text(textSize, false, nameWidth, value)
	c.rows[from].pieces = append([]piece{{s: name + ":"}}, c.rows[from].pieces...)
	c.openUp(from, before)
}

// marked sets a text beside a sign.
func (c *composer) marked(sign, s string, size float64, bold bool, before float64) {
	from := len(c.rows)
	c.text(size, bold, markWidth, s)
	if from == len(c.rows) {
		return
	}
	c.rows[from].pieces = append([]piece{{s: sign, bold: bold}}, c.rows[from].pieces...)
	c.openUp(from, before)
}

// rule draws a line across the page.
func (c *composer) rule(before float64) {
	const dash = "─"
	n := int(textWidth() / mark.Width(dash, smallSize, false))
	c.add(row{pieces: []piece{{s: strings.Repeat(dash, n)}}, size: smallSize, before: before})
}
