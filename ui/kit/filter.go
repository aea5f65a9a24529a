package kit

import (
	"fyne.io/fyne/v2"

	"tram/local/office"
)

// Filter lets some of a list through: a choice, or a day that is typed.
type Filter struct {
	widget fyne.CanvasObject
	read   func() (string, error) // what is chosen; empty: all
	clear  func()
	chosen func() // told by the widget
}

// NewFilter chooses one of options; all is the word for letting everything through.
func NewFilter(all string, options ...Option) *Filter {
	f := &Filter{}
	names := []string{all}
	for _, o := range options {
		names = append(names, o.Name)
	}
	s := NewSelect(names, nil)
	s.SetSelectedIndex(0)
	s.OnChanged = func(string) { f.chosen() }
	f.widget = s
	f.clear = func() { s.SetSelectedIndex(0) }
	f.read = func() (string, error) {
		if i := s.SelectedIndex(); i > 0 {
			return options[i-1].Key, nil
		}
		return "", nil
	}
	return f
}

// NewDayFilter asks for a day, which is read as yyyy-mm-dd; says tells which.
func NewDayFilter(says string) *Filter {
	f := &Filter{}
	e := NewEntry()
	e.PlaceHolder = says
	e.OnChanged = func(string) { f.chosen() }
	f.widget = e
	f.clear = func() { e.SetText("") }
	f.read = func() (string, error) { return office.ParseDate(e.Text) }
	return f
}

// filterRow gives filters what they need, and the search field before them the rest of
// the width.
type filterRow struct{}

const (
	filterWide = 176 // the longest choice, in units of the screen
	filterGap  = 6
)

func (filterRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, 0)
	for _, each := range o {
		size.Height = max(size.Height, each.MinSize().Height)
	}
	size.Width = filterWide * float32(len(o)) / 2
	return size
}

func (filterRow) Layout(o []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(o))
	wide := min(filterWide, (size.Width-filterGap*(n-1))/n)
	first := size.Width - (wide+filterGap)*(n-1)
	x := float32(0)
	for i, each := range o {
		w := wide
		if i == 0 {
			w = first
		}
		each.Move(fyne.NewPos(x, 0))
		each.Resize(fyne.NewSize(w, size.Height))
		x += w + filterGap
	}
}
