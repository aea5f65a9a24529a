package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Row is a line of a list in two storeys: a title with the subject below it,
// the date at the right with a small state below that.
type Row struct {
	widget.BaseWidget
	title, below, when *widget.Label
	Chip               *Chip
	box                *fyne.Container
}

// NewRow makes an empty row, as List.CreateItem wants it.
func NewRow() *Row {
	r := &Row{title: widget.NewLabel(""), below: widget.NewLabel(""), when: widget.NewLabel(""), Chip: NewChip(Neutral, nil, "")}
	r.title.TextStyle.Bold = true
	r.title.Truncation, r.below.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	r.when.Alignment = fyne.TextAlignTrailing
	r.when.Importance = widget.LowImportance
	r.box = container.New(rowLayout{}, r.title, r.below, r.when, r.Chip)
	r.Chip.grown = r.lay
	r.ExtendBaseWidget(r)
	return r
}

// Set fills the row; the chip is set by itself. What is said already is left alone: to cut
// a text where its room ends is the greatest cost of scrolling.
func (r *Row) Set(title, below, when string) {
	for label, text := range map[*widget.Label]string{r.title: title, r.below: below, r.when: when} {
		if label.Text != text {
			label.SetText(text)
		}
	}
}

// lay gives title, subject, day and state the room that they need now.
func (r *Row) lay() { r.box.Layout.Layout(r.box.Objects, r.box.Size()) }

// CreateRenderer lays the four corners.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(r.box)
}

// rowLayout gives the right column what it needs and the left one the rest;
// where there is no date or state to tell, the line beside it has the whole width.
type rowLayout struct{}

const (
	rowRight = 168
	chipEdge = 4 // between the state and the edge of the list
)

func (rowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(rowRight+160, o[0].MinSize().Height+o[1].MinSize().Height-tightBy)
}

func (rowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	line := o[0].MinSize().Height
	right := fyne.Min(rowRight, s.Width/2)
	title, below := s.Width, s.Width
	if o[2].(*widget.Label).Text != "" {
		title -= right
	}
	o[0].Resize(fyne.NewSize(title, line))
	if o[3].Visible() {
		below -= fyne.Max(right, o[3].MinSize().Width+chipEdge)
	}
	o[1].Resize(fyne.NewSize(below, line))
	o[1].Move(fyne.NewPos(0, line-tightBy))
	o[2].Resize(fyne.NewSize(right, line))
	o[2].Move(fyne.NewPos(s.Width-right, 0))
	chip := o[3].MinSize()
	o[3].Resize(chip)
	o[3].Move(fyne.NewPos(s.Width-chip.Width-chipEdge, s.Height-chip.Height-1))
}

// FoundOr is the line of a page on which something was found, with the number of the page;
// where it was found in the record itself, what that says.
func FoundOr(e office.Excerpt, says string) string {
	if e.Line == "" {
		return says
	}
	return T("kit.found-on-page", e.Page+1, e.Line)
}
