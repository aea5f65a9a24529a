package stack

import (
	"io"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/rows"
)

// SheetText is what the code on a sheet between documents says.
const SheetText = "TRAM: TO NGAN CACH"

// Where things stand on a sheet, in millimetres. The bars keep the distances of Kodak
// A-61599 from the edge that goes in first.
const (
	side       = 25.0
	barsTop    = 12.7
	titleTop   = 60.0
	codeTop    = 110.0
	codeModule = 8.0 // points
	titleSize  = 30.0
	wordSize   = 14.0
)

// Bars of Patch T, in halves of a narrow one: narrow, wide, narrow, wide.
var bars = []struct {
	rows  int
	black bool
}{{2, true}, {2, false}, {5, true}, {2, false}, {2, true}, {2, false}, {5, true}}

const (
	barModule = 0.04 * office.PointsPerInch
	barLong   = 150 // modules: six inches
)

// WriteSheet makes a sheet that is put between two documents in the feeder. It bears a code
// and bars, so that it is told by either; it lies right whichever way it goes in.
func WriteSheet(w io.Writer, about pdf.About) error {
	a4 := office.Papers["A4"]
	about.Title = "Tờ ngăn cách"
	out := pdf.NewWriter(w, about)
	sheet := out.Sheet(a4[0]*office.PointsPerMM, a4[1]*office.PointsPerMM)
	wide := (a4[0] - 2*side) * office.PointsPerMM
	code, high, err := mark.NewCode(SheetText, codeModule)
	if err != nil {
		return err
	}
	left := (a4[0] - barLong*barModule/office.PointsPerMM) / 2
	for _, part := range []struct {
		l       mark.Layout
		x, yTop float64
	}{
		{mark.Layout{W: barLong * barModule, H: barsHigh(), Code: &mark.Code{Module: barModule, Bits: barBits()}}, left, barsTop},
		{words(wide), side, titleTop},
		{mark.Layout{W: high, H: high, Code: code}, (a4[0] - high/office.PointsPerMM) / 2, codeTop},
	} {
		if err := out.Text(sheet, part.l, part.x, part.yTop); err != nil {
			return err
		}
	}
	return out.Close()
}

func words(wide float64) mark.Layout {
	set := rows.Setter{Width: wide, Size: wordSize}
	set.Text(titleSize, true, 0, "TỜ NGĂN CÁCH")
	set.Para("Đặt tờ này giữa hai văn bản trước khi cho cả chồng vào khay nạp. Phần mềm tách ở đây và không đưa tờ này vào hồ sơ nào. Dùng lại được nhiều lần; photo lại thì vẫn dùng được khi các vạch đen còn rõ.", 0, wordSize/2)
	return rows.LayOut(set.Rows, wide)
}

func barsHigh() float64 {
	n := 0
	for _, b := range bars {
		n += b.rows
	}
	return float64(n) * barModule
}

func barBits() (bits [][]bool) {
	for _, b := range bars {
		for range b.rows {
			row := make([]bool, barLong)
			for i := range row {
				row[i] = b.black
			}
			bits = append(bits, row)
		}
	}
	return bits
}
