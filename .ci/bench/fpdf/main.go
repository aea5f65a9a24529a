// Command fpdf writes the rows of a CSV file as a register of outgoing documents with
// go-pdf/fpdf: what the register of the program is measured beside. It is a module of its own, so
// that the program never depends on that library.
//
//	fpdf ROWS.csv FONT.ttf OUT.pdf
package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"

	"codeberg.org/go-pdf/fpdf"
)

// The register of outgoing documents, in millimetres of an A4 page.
var (
	names = []string{"Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký", "Nơi nhận văn bản",
		"Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú"}
	widths = []float64{18, 19, 31.2, 17.5, 15, 22.5, 17.5, 20, 15, 12.5}
)

const (
	left, top, bottom = 14.5, 20.0, 277.0
	lineHigh          = 4.2
)

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "fpdf:", err)
		os.Exit(1)
	}
}

func run(rows, font, out string) error {
	f, err := os.Open(rows)
	if err != nil {
		return err
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	doc := fpdf.New("P", "mm", "A4", filepath.Dir(font))
	doc.AddUTF8Font("serif", "", filepath.Base(font))
	doc.SetFont("serif", "", 9)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCompression(true)
	y := begin(doc)
	for _, row := range all {
		high := height(doc, row)
		if y+high > bottom {
			y = begin(doc)
		}
		y = put(doc, y, high, row)
	}
	return doc.OutputFileAndClose(out)
}

// begin begins a page with the names of the columns, and tells where their rows begin.
func begin(doc *fpdf.Fpdf) float64 {
	doc.AddPage()
	return put(doc, top, height(doc, names), names)
}

func height(doc *fpdf.Fpdf, row []string) float64 {
	most := 1
	for i, cell := range row {
		most = max(most, len(doc.SplitText(cell, widths[i]-2)))
	}
	return float64(most) * lineHigh
}

func put(doc *fpdf.Fpdf, y, high float64, row []string) float64 {
	x := left
	for i, cell := range row {
		doc.Rect(x, y, widths[i], high, "D")
		doc.SetXY(x, y)
		doc.MultiCell(widths[i], lineHigh, cell, "", "L", false)
		x += widths[i]
	}
	return y + high
}
