package kit

import (
	"slices"

	"fyne.io/fyne/v2"

	"tram/local/office"
)

// Filter lets some of a list through: a choice, or a day that is typed.
type Filter struct {
	widget fyne.CanvasObject
	read   func() (string, error) // what is chosen; empty: all
	clear  func()
	put    func(key string)
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
	f.put = func(key string) {
		s.SetSelectedIndex(1 + slices.IndexFunc(options, func(o Option) bool { return o.Key == key }))
	}
	f.read = func() (string, error) {
		if i := s.SelectedIndex(); i > 0 {
			return options[i-1].Key, nil
		}
		return "", nil
	}
	return f
}

// Put chooses one of the options as a clerk does; of none of them, it lets everything through.
func (f *Filter) Put(key string) { f.put(key) }

// NewDayFilter asks for a day, which is read as yyyy-mm-dd; says tells which.
func NewDayFilter(says string) *Filter {
	f := &Filter{}
	e := NewEntry()
	e.PlaceHolder = says
	e.OnChanged = func(string) { f.chosen() }
	f.widget = e
	f.clear = func() { e.SetText("") }
	f.put = e.SetText
	f.read = func() (string, error) { return office.ParseDate(e.Text) }
	return f
}

// filterWide is the width of a filter: that of its longest choice, in units of the screen.
const filterWide = 184

// searchLeast is the least width of the search field beside filters.
const searchLeast = 260

// ofFilterWidth holds a filter, which is as wide as all of them.
type ofFilterWidth struct{}

func (ofFilterWidth) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(filterWide, o[0].MinSize().Height)
}

func (ofFilterWidth) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }
