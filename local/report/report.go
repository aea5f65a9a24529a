package report

import (
	"io"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/rows"
)

// Facts is what a report stands on.
type Facts struct {
	Office  office.Office
	At      time.Time     // when it was looked at
	About   string        // the name of the file, or the lookup code
	SHA256  office.Digest // of the file; empty: a code was looked up
	Proof   office.Proof
	Program string // name of the program, with its version

	// Head is the newest entry of the office's journal: whoever keeps the sheet can
	// tell later whether anything before it was changed. Zero: it is not told.
	Head office.JournalHead
}

// A4 with the margins of Nghị định 30, Phụ lục I, in millimetres.
const (
	marginTop    = 20
	marginBottom = 20
	marginLeft   = 30
	marginRight  = 15
)

// The words at the head and foot of a page stand in its margins.
const (
	headAbove = 5.0 // mm, above the text
	footBelow = 8.0 // mm, below the text
	smallSize = 9.0
)

// Write makes the report as a PDF. Everything that a stranger may have written
// into a certificate or a code is shown as far as it can be printed, and no
// further than a person would read.
func Write(w io.Writer, f Facts) error {
	pages := rows.Paginate(compose(f), textHeight())
	about := pdf.About{ID: office.NewID(f.At).Bytes(), Title: title, Author: f.Office.Name, Subject: mark.Printable(f.About, nameRunes),
		Created: f.At.In(office.VietNam)}
	out := pdf.NewWriter(w, about)
	a4 := office.Papers["A4"]
	for i, each := range pages {
		page := out.Sheet(a4[0]*office.PointsPerMM, a4[1]*office.PointsPerMM)
		if err := out.Text(page, rows.LayOut(each, textWidth()), marginLeft, marginTop); err != nil {
			return err
		}
		if i > 0 {
			if err := out.Text(page, oneLine(head(f)), marginLeft, marginTop-headAbove); err != nil {
				return err
			}
		}
		if err := out.Text(page, oneLine(foot(f, i+1, len(pages))), marginLeft, a4[1]-marginBottom+footBelow); err != nil {
			return err
		}
	}
	return out.Close()
}

func textWidth() float64 {
	return (office.Papers["A4"][0] - marginLeft - marginRight) * office.PointsPerMM
}

func textHeight() float64 {
	return (office.Papers["A4"][1] - marginTop - marginBottom) * office.PointsPerMM
}

func oneLine(r rows.Row) mark.Layout { return rows.LayOut([]rows.Row{r}, textWidth()) }
