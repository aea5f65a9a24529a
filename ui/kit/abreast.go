package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Abreast sets objects of one size side by side, at most so many in a row, and fewer where
// the widest would not fit.
func Abreast(most int, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&abreast{most: most}, o...)
}

// abreast remembers the width that it was given last: how high it is follows from that.
type abreast struct {
	most int
	wide float32
}

func (a *abreast) MinSize(o []fyne.CanvasObject) fyne.Size {
	cell, rows, gap := cellOf(o), a.rows(o), theme.Padding()
	return fyne.NewSize(cell.Width, max(0, float32(rows)*(cell.Height+gap)-gap))
}

func (a *abreast) Layout(o []fyne.CanvasObject, s fyne.Size) {
	a.wide = s.Width
	gap, row := theme.Padding(), float32(a.inRow(o))
	cell := fyne.NewSize((s.Width-gap*(row-1))/row, cellOf(o).Height)
	for i, each := range o {
		each.Resize(cell)
		each.Move(fyne.NewPos(float32(i%int(row))*(cell.Width+gap), float32(i/int(row))*(cell.Height+gap)))
	}
}

// inRow is how many stand in one row.
func (a *abreast) inRow(o []fyne.CanvasObject) int {
	gap := theme.Padding()
	return max(1, min(a.most, int((a.wide+gap)/(cellOf(o).Width+gap))))
}

func (a *abreast) rows(o []fyne.CanvasObject) int {
	row := a.inRow(o)
	return (len(o) + row - 1) / row
}

// cellOf is the room that the widest and the highest need.
func cellOf(o []fyne.CanvasObject) (cell fyne.Size) {
	for _, each := range o {
		cell = cell.Max(each.MinSize())
	}
	return cell
}
