package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// FormRow is a field with its name at the left.
func FormRow(name string, of fyne.CanvasObject) fyne.CanvasObject {
	return container.New(labelled{}, Caption(name), of)
}

// FormBeside puts a second, named field in the row of a short first one.
func FormBeside(first fyne.CanvasObject, name string, second fyne.CanvasObject) fyne.CanvasObject {
	return container.New(halves{}, first, Caption(name), second)
}

// FormRows stacks the rows of a form closely; hidden ones take no room.
func FormRows(o ...fyne.CanvasObject) *fyne.Container { return container.New(rowLines{}, o...) }

// Caption is the name of a field.
func Caption(name string) *widget.Label {
	l := widget.NewLabel(name)
	l.SizeName = theme.SizeNameCaptionText
	return l
}

// Strong is the name of a group of questions or pictures.
func Strong(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.TextStyle.Bold = true
	return l
}

// NamesOf are the names of things that a list of choices offers.
func NamesOf[T interface{ Name() string }](all []T) []string {
	names := make([]string, len(all))
	for i, each := range all {
		names[i] = Capital(Said(each.Name()))
	}
	return names
}

// Capital begins an option with a capital letter, as a list of choices does.
func Capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// TypeOptions are the kinds of documents for a Choice, which finds them by
// their abbreviations too.
func TypeOptions(types []office.DocumentType) []Option {
	options := make([]Option, len(types))
	for i, t := range types {
		options[i] = Option{Key: t.Code, Name: t.Name}
		if t.Abbrev != "" {
			options[i].Also = []string{t.Abbrev}
		}
	}
	return options
}

// labelled sets a field right of its name; all names of a form are as wide.
type labelled struct{}

const nameWide = 84

func (labelled) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(nameWide+120, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (labelled) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(nameWide, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(nameWide, 0))
	o[1].Resize(fyne.NewSize(size.Width-nameWide, size.Height))
}

// halves sets a field, the name of another, and that other in one row: both as wide,
// unless the first needs more.
type halves struct{}

func (halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(o[0].MinSize().Height, o[2].MinSize().Height))
}

func (halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	name := o[1].MinSize().Width
	first := max(o[0].MinSize().Width, (size.Width-name)/2)
	o[0].Resize(fyne.NewSize(first, size.Height))
	o[1].Move(fyne.NewPos(first, 0))
	o[1].Resize(fyne.NewSize(name, o[1].MinSize().Height))
	o[2].Move(fyne.NewPos(first+name, 0))
	o[2].Resize(fyne.NewSize(size.Width-first-name, size.Height))
}

// rowLines stacks the rows of a form with a little air, skipping hidden ones.
type rowLines struct{}

const rowGap = 5

func (rowLines) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height+rowGap)
		}
	}
	return size
}

func (rowLines) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if o.Visible() {
			h := o.MinSize().Height
			o.Move(fyne.NewPos(0, y))
			o.Resize(fyne.NewSize(size.Width, h))
			y += h + rowGap
		}
	}
}

// AsWide gives an object a width of its own, in units of the screen.
func AsWide(wide float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixedWidth{wide}, o)
}

// fixedWidth gives what it holds a width of its own.
type fixedWidth struct{ w float32 }

func (f fixedWidth) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(f.w, o[0].MinSize().Height)
}

func (f fixedWidth) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }

// HeightAt gives an object a width, and tells the height that it has then: words
// that break their lines know it at a width only.
func HeightAt(o fyne.CanvasObject, wide float32) float32 {
	o.Resize(fyne.NewSize(wide, o.MinSize().Height))
	o.Resize(fyne.NewSize(wide, o.MinSize().Height))
	return o.Size().Height
}
