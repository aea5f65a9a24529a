package report

import (
	"fmt"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/rows"
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

// composer sets the parts of a report one below another.
type composer struct {
	rows.Setter
	now time.Time // when it was looked at
}

func compose(f Facts) []rows.Row {
	c := &composer{Setter: rows.Setter{Width: textWidth(), Size: textSize, Names: nameWidth}, now: f.At}
	c.opening(f)
	c.answer(f.Proof)
	c.paper(f.Proof)
	c.signatures(f.Proof.Signatures)
	c.checks(f.Proof.OtherChecks())
	c.closing(f.Head)
	return c.Rows
}

func (c *composer) opening(f Facts) {
	c.Text(headingSize, true, 0, mark.Printable(f.Office.Name, nameRunes))
	if f.Office.Code != "" {
		c.Text(textSize, false, 0, "Mã định danh: "+mark.Printable(f.Office.Code, nameRunes))
	}
	c.Centred(titleSize, wideAir*1.5, title)
	c.Fact("Đã kiểm tra", mark.Printable(f.About, nameRunes), wideAir)
	if f.SHA256 != "" {
		c.Fact("SHA-256 của tệp", mark.Printable(string(f.SHA256), nameRunes), 0)
	}
	c.Fact("Kiểm tra lúc", moment(f.At)+" ("+office.ISO(f.At)+")", 0)
	c.Fact("Bằng phần mềm", mark.Printable(f.Program, nameRunes), 0)
}

var answerSigns = map[office.SignatureVerdict]string{
	office.SignatureValid: "√", office.SignatureReserved: "▲", office.SignatureUnsigned: "?", office.SignatureInvalid: "×",
}

// answer tells the verdict in words, its sign beside it.
func (c *composer) answer(p office.Proof) {
	a := p.Answer()
	c.Dashes(smallSize, wideAir)
	c.Marked(answerSigns[a.Verdict()], a.Name(), markWidth, answerSize, true, air)
	for _, s := range p.Sentences() {
		c.Para(mark.Printable(s, saidRunes), markWidth, air)
	}
	c.Dashes(smallSize, air)
}

// closing tells what the report rests on, and leaves room to sign: on the same
// page, for a name below nothing could be put below anything.
func (c *composer) closing(head office.JournalHead) {
	from := len(c.Rows)
	c.Para("Kết quả này do phần mềm lập từ tệp hoặc mã ghi ở trên, theo danh sách tin cậy, khóa và tin thu hồi mà "+
		"cơ quan có vào lúc kiểm tra. Kiểm tra lại sau này có thể biết thêm.", 0, wideAir)
	if head.Seq > 0 {
		c.Para(fmt.Sprintf("Đầu nhật ký của trạm lúc lập: mục %d, SHA-256 %s. Giữ tờ này thì sau này kiểm được các mục 1–%d có bị đổi không "+
			"(tramctl verify --journal --head MÃ).", head.Seq, head.Hash, head.Seq), 0, air)
	}
	right := textWidth() * 0.55
	c.Within(right, textWidth(), "Ngày …… tháng …… năm ……", false, wideAir*1.5)
	c.Within(right, textWidth(), "NGƯỜI KIỂM TRA", true, air)
	c.Within(right, textWidth(), "(ký, ghi rõ họ tên)", false, 0)
	const roomToSign = 60.0
	c.Within(right, textWidth(), "………………………………", false, roomToSign)
	c.KeepFrom(from)
	c.Rows[len(c.Rows)-1].Keep = false
}

func head(f Facts) rows.Row {
	return small(mark.Lines("Kết quả kiểm tra: "+mark.Printable(f.About, nameRunes), smallSize, false, textWidth())[0])
}

func foot(f Facts, page, of int) rows.Row {
	number := fmt.Sprintf("Trang %d/%d", page, of)
	x := textWidth() - mark.Width(number, smallSize, false)
	r := small(mark.Lines(mark.Printable(f.Office.Name, nameRunes)+", "+moment(f.At), smallSize, false, x-wideAir)[0])
	r.Pieces = append(r.Pieces, rows.Piece{X: x, S: number})
	return r
}

func small(s string) rows.Row {
	return rows.Row{Pieces: []rows.Piece{{S: s}}, Size: smallSize}
}

func moment(t time.Time) string { return t.In(office.VietNam).Format("15:04 ngày 02/01/2006") }

func day(t time.Time) string { return t.In(office.VietNam).Format("02/01/2006") }
