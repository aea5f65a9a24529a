package dayend

import (
	"fmt"
	"io"
	"strings"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/rows"
)

// Facts is what a sheet is set from.
type Facts struct {
	Office office.Office
	Draft  office.DayDraft
	QR     string // text of the code: Lines, and the proof of them
	KeyID  string // of the key that made the proof
	Former *office.DaySheet
}

// A4 with the margins of Nghị định 30, Phụ lục I, in millimetres. The code stands at the
// foot of each page, with the head beside it.
const (
	marginTop    = 15
	marginBottom = 17
	marginLeft   = 30
	marginRight  = 15
	anchorAbove  = 4.0 // of air above what stands at the foot
	footBelow    = 5.0 // from the end of the text to the foot of the page
)

// modulePt is the side of a module of the code: four pixels without a rest where a sheet
// is scanned at 200 dpi, so that a photo of it is read, too.
const modulePt = 4 * office.PointsPerInch / 200

// Write makes the sheet as a PDF, and tells how many pages it has.
func Write(w io.Writer, f Facts) (pages int, err error) {
	code, side, err := mark.NewCode(f.QR, modulePt)
	if err != nil {
		return 0, err
	}
	a4 := office.Papers["A4"]
	high := (a4[1]-marginTop-marginBottom-anchorAbove)*office.PointsPerMM - side
	all := rows.Paginate(compose(f), high)
	s := f.Draft.DaySheet
	out := pdf.NewWriter(w, pdf.About{ID: office.NewID(s.At).Bytes(), Title: s.Called(), Author: f.Office.Name, Created: s.At.In(office.VietNam)})
	for i, page := range all {
		sheet := out.Sheet(a4[0]*office.PointsPerMM, a4[1]*office.PointsPerMM)
		if err := out.Text(sheet, rows.LayOut(page, textWidth()), marginLeft, marginTop); err != nil {
			return 0, err
		}
		top := a4[1] - marginBottom - side/office.PointsPerMM
		if err := out.Text(sheet, anchorBlock(f, code, side), marginLeft, top); err != nil {
			return 0, err
		}
		if err := out.Text(sheet, foot(f, i+1, len(all)), marginLeft, a4[1]-marginBottom+footBelow); err != nil {
			return 0, err
		}
	}
	return len(all), out.Close()
}

func textWidth() float64 {
	return (office.Papers["A4"][0] - marginLeft - marginRight) * office.PointsPerMM
}

// foot tells of a page which one it is, of how many.
func foot(f Facts, page, of int) mark.Layout {
	number := fmt.Sprintf("Trang %d/%d", page, of)
	x := textWidth() - mark.Width(number, smallSize, false)
	s := f.Draft.DaySheet
	named := mark.Lines(mark.Printable(f.Office.Name, nameRunes)+", "+s.Called(), smallSize, false, x-air)[0]
	return rows.LayOut([]rows.Row{{Pieces: []rows.Piece{{S: named}, {X: x, S: number}}, Size: smallSize}}, textWidth())
}

// headPrinted stands level with the upper edge of the code, right of it.
const (
	headPrinted = "ĐẦU NHẬT KÝ IN TRÊN TỜ NÀY"
	codeGapPt   = 12.0
)

// CodeBeside tells where the code of a page stands, in millimetres, from the line that is
// printed beside it; of any other line it tells nothing. The code vouches for itself: what
// it says was read, and errors of its modules were corrected.
func CodeBeside(line office.TextLine) (area office.Difference, is bool) {
	if strings.TrimSpace(line.Text) != headPrinted {
		return area, false
	}
	side := line.Box[0] - codeGapPt/office.PointsPerMM - marginLeft
	return office.Difference{X: marginLeft, Y: office.Papers["A4"][1] - marginBottom - side, W: side, H: side}, side > 0
}

// anchorBlock is the code, and beside it the head for whoever has no reader of codes.
func anchorBlock(f Facts, code *mark.Code, side float64) mark.Layout {
	set := setter{rows.Setter{Width: textWidth() - side - codeGapPt, Size: textSize}}
	head := f.Draft.Head
	set.Text(headingSize, true, 0, headPrinted)
	set.Para(fmt.Sprintf("Mục %d, ghi lúc %s, SHA-256:", head.Seq, moment(head.At)), 0, air)
	set.hash(head.Hash)
	set.Size = smallSize
	set.Para("Khóa của trạm ký mã bên trái: "+f.KeyID, 0, air)
	set.Para("Kiểm lại về sau: quét hoặc chụp tờ này rồi mở ở trang Kiểm tra (trong lệnh: tramctl verify TỆP). "+
		"Tờ có chữ ký được cất giữ thì không phần mềm nào sửa được.", 0, air)
	l := rows.LayOut(set.Rows, set.Width)
	for i := range l.Texts {
		l.Texts[i].X += side + codeGapPt
	}
	l.Code = &mark.Code{X: 0, Y: code.Y, Module: code.Module, Bits: code.Bits}
	l.W, l.H = textWidth(), max(l.H, side)
	return l
}
