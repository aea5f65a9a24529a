package drilling

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tram/local/letter"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/rows"
)

// Facts is what a page of evidence is set from.
type Facts struct {
	Office  office.Office
	Drill   office.Drill
	Program string
}

// Sizes of letters and widths of columns, in points.
const (
	titleSize   = 15.0
	answerSize  = 13.0
	headingSize = 11.5
	textSize    = 10.5
	smallSize   = 8.5
	air         = 4.0  // above a paragraph
	wideAir     = 10.0 // above a section
	nameWidth   = 120.0
	signWidth   = 16.0 // of a sign before a text
	roomToSign  = 52.0
)

// What is printed of long words: a person reads no more.
const (
	nameRunes = 300
	saidRunes = 2000
)

// Write makes the page of evidence of a drill as a PDF, and tells how many pages it has.
func Write(w io.Writer, f Facts) (pages int, err error) {
	d := f.Drill
	about := pdf.About{ID: d.ID.Bytes(), Title: "Biên bản diễn tập khôi phục " + office.DaySaid(office.DayOf(d.At)), Author: f.Office.Name, Created: d.At.In(office.VietNam)}
	return letter.Pages(w, about, compose(f), func(page, of int) (mark.Layout, float64) { return foot(f, page, of), letter.FootAt() })
}

func foot(f Facts, page, of int) mark.Layout {
	number := fmt.Sprintf("Trang %d/%d", page, of)
	x := letter.Width() - mark.Width(number, smallSize, false)
	named := mark.Lines("Diễn tập khôi phục, "+mark.Printable(f.Office.Name, nameRunes)+", "+moment(f.Drill.At), smallSize, false, x-air)[0]
	return rows.LayOut([]rows.Row{{Pieces: []rows.Piece{{S: named}, {X: x, S: number}}, Size: smallSize}}, letter.Width())
}

// setter sets the parts of the page.
type setter struct{ rows.Setter }

func compose(f Facts) []rows.Row {
	c := &setter{rows.Setter{Width: letter.Width(), Size: textSize, Names: nameWidth}}
	c.opening(f)
	c.answer(f.Drill)
	c.figures(f.Drill)
	c.checks(f.Drill.Checks)
	c.closing(f)
	return c.Rows
}

func (c *setter) opening(f Facts) {
	d := f.Drill
	named := mark.Printable(f.Office.Name, nameRunes)
	if f.Office.Code != "" {
		named += ", mã định danh " + mark.Printable(f.Office.Code, nameRunes)
	}
	c.Text(headingSize, true, 0, named)
	c.Centred(titleSize, wideAir, "BIÊN BẢN DIỄN TẬP KHÔI PHỤC DỮ LIỆU")
	c.Fact("Căn cứ", "Nghị định 137/2024/NĐ-CP Điều 13 khoản 2 điểm b", wideAir)
	c.Fact("Trạm", fmt.Sprintf("%s (%s)", office.StationSaid(d.Station), d.Station), 0)
	c.Fact("Người làm", mark.Printable(d.Clerk, nameRunes), 0)
	c.Fact("Bắt đầu lúc", moment(d.At), 0)
	c.Fact("Bản sao đem thử", mark.Printable(d.Where, nameRunes), 0)
	c.Fact("Mở bằng", keySaid(d.Key), 0)
	c.Fact("Bằng phần mềm", mark.Printable(f.Program, nameRunes), 0)
}

func keySaid(k office.DrillKey) string {
	if k == office.ByOwnKey {
		return k.Name() + "; tờ khóa khôi phục không được thử trong lần này"
	}
	return k.Name()
}

func (c *setter) answer(d office.Drill) {
	c.Dashes(smallSize, wideAir)
	sign := "√"
	if d.Verdict != office.DrillGood {
		sign = "×"
	}
	name, said, found := strings.Cut(d.Said, ": ") // the verdict, and what shows it
	if !found {
		name, said = d.Verdict.Name(), d.Said
	}
	c.Marked(sign, strings.ToUpper(name), signWidth, answerSize, true, air)
	c.Para(mark.Printable(capital(said), saidRunes), signWidth, air)
	c.Dashes(smallSize, air)
}

func (c *setter) figures(d office.Drill) {
	c.Heading("Đo được", headingSize, wideAir)
	c.Fact("Lập lại xong sau", seconds(d.Restoring), air)
	c.Fact("Cả cuộc diễn tập", seconds(d.Seconds), 0)
	c.Fact("Bản ghi", fmt.Sprint(d.Records), 0)
	c.Fact("Tệp trong kho", fmt.Sprintf("%d tệp, %d byte khi niêm phong", d.Files, d.Bytes), 0)
	c.Fact("Hồ sơ đã mở", fmt.Sprintf("%d trên %d hồ sơ hoàn thành", d.Documents, d.Finished), 0)
	c.Fact("Chữ ký số đã xét", fmt.Sprint(d.Signatures), 0)
	if d.Head.Seq > 0 {
		c.Fact("Nhật ký lấy lại tới", fmt.Sprintf("mục %d, ghi lúc %s, SHA-256 %s", d.Head.Seq, moment(d.Head.At), strings.Join(office.HashGroups(d.Head.Hash), " ")), 0)
		c.Fact("Mất nếu hỏng lúc ấy", fmt.Sprintf("%d mục nhật ký mới nhất chưa kịp sao", d.Lacks), 0)
	}
}

func seconds(s float64) string {
	if s <= 0 {
		return "không tới bước này"
	}
	return strings.Replace(fmt.Sprintf("%.1f giây", s), ".", ",", 1)
}

var metSigns = map[office.Met]string{office.IsMet: "√", office.IsMissed: "×", office.IsOwed: "▲"}

func (c *setter) checks(all []office.Condition) {
	c.Heading("Đã kiểm", headingSize, wideAir)
	for _, k := range all {
		c.Marked(metSigns[k.Met], mark.Printable(k.Point+": "+k.Asks+".", saidRunes), signWidth, textSize, true, air)
		c.Para(mark.Printable(k.Evidence, saidRunes), signWidth, 0)
		if k.Next != "" {
			c.Para(mark.Printable(k.Next, saidRunes), signWidth, 0)
		}
	}
}

// closing says what was not looked at, and leaves room to sign.
func (c *setter) closing(f Facts) {
	from := len(c.Rows)
	c.Para("Cuộc diễn tập lập lại cơ quan ở một thư mục riêng trên chính máy này rồi xóa thư mục đó; cơ quan đang làm việc không bị động tới. "+
		"Không thử trong cuộc này: một máy tính khác, máy quét, máy in, mật khẩu và thẻ (không nằm trong bản sao), khóa trong USB Token, đường mạng.", 0, wideAir)
	if f.Drill.Signer != "" {
		c.Para("Tệp này được ký số bằng chứng thư của "+mark.Printable(f.Drill.Signer, nameRunes)+".", 0, air)
	}
	middle := c.Width / 2
	c.Within(middle, c.Width, "Ngày …… tháng …… năm ……", false, wideAir)
	c.Within(middle, c.Width, signerOf(f.Drill), true, air)
	c.Within(middle, c.Width, "(ký, ghi rõ họ tên)", false, 0)
	c.Within(middle, c.Width, "………………………………", false, roomToSign)
	c.KeepFrom(from)
	c.Rows[len(c.Rows)-1].Keep = false
}

// signerOf is who signs in ink: of a drill that nobody held, who has seen the page.
func signerOf(d office.Drill) string {
	if d.ByItself {
		return "NGƯỜI XEM BIÊN BẢN"
	}
	return "NGƯỜI DIỄN TẬP"
}

// capital begins a sentence.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

func moment(t time.Time) string { return t.In(office.VietNam).Format("15:04 ngày 02/01/2006") }
