package dayend

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// figure is one number of a sheet with its name; below zero it was not counted.
type figure struct {
	key string
	n   int
}

// figuresOf are those of the day, and those that are owed whatever the day.
func figuresOf(n office.DayCount) (day, owed []figure) {
	day = []figure{
		{"papers", n.Papers}, {"messages", n.Messages}, {"digitised", n.Digitised}, {"printed", n.Printed}, {"sheets", n.Sheets}, {"signed", n.Signed},
		{"unsigned", n.Unsigned}, {"open", n.Open}, {"discarded", n.Discarded}, {"withdrawn", n.Withdrawn}, {"refused", n.Refused}, {"orders", n.Orders},
	}
	return day, []figure{{"wait-signing", n.WaitSigning}, {"owe-evidence", n.OweEvidence}, {"wait-counting", n.WaitCounting}, {"missing-files", n.MissingFiles}}
}

// lineOverlap is the air of two lines that is left out, in units of the screen.
const lineOverlap = 10

// grid sets figures two in a row.
func grid(all []figure) fyne.CanvasObject {
	lines := container.New(layout.NewCustomPaddedVBoxLayout(-lineOverlap))
	for i := 0; i+1 < len(all); i += 2 {
		lines.Add(container.NewGridWithColumns(2, all[i].cell(), all[i+1].cell()))
	}
	return lines
}

// cell is one figure; those that are naught step back.
func (f figure) cell() fyne.CanvasObject {
	name, n := widget.NewLabel(kit.T("dayend."+f.key)), widget.NewLabel(said(f.n))
	name.Truncation = fyne.TextTruncateEllipsis
	n.TextStyle.Bold = f.n != 0
	if f.n == 0 {
		name.Importance, n.Importance = widget.LowImportance, widget.LowImportance
	}
	return kit.Border(nil, nil, nil, n, name)
}

func said(n int) string {
	if n < 0 {
		return kit.T("dayend.uncounted")
	}
	return strconv.Itoa(n)
}

// headSaid is the head as it will stand on the paper.
func headSaid(h office.JournalHead) string {
	return kit.T("dayend.head", h.Seq, kit.At(h.At)) + "\n" + strings.Join(office.HashGroups(h.Hash), " ")
}
