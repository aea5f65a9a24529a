package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Field is one question of a form: its name, the widget that answers it, a
// hint below, and in the place of the hint what is wrong with the answer.
type Field struct {
	widget.BaseWidget
	Input fyne.CanvasObject
	name  *widget.Label
	hint  string
	below *widget.Label
	icon  *widget.Icon
	alarm *fyne.Container
	box   *fyne.Container
	bad   bool
}

// NewField makes a field; an empty name or hint takes no room.
func NewField(name string, input fyne.CanvasObject, hint string) *Field {
	f := &Field{Input: input, name: widget.NewLabel(name), hint: hint, below: wrapped(), icon: widget.NewIcon(Tinted(IconWarning, theme.ColorNameWarning))}
	f.name.TextStyle.Bold = true
	f.name.Hidden = name == ""
	f.ExtendBaseWidget(f)
	f.alarm = container.NewVBox(container.NewPadded(container.NewGridWrap(fyne.NewSquareSize(20), f.icon)))
	f.box = container.New(fieldBox{}, f.name, f.Input, container.NewBorder(nil, nil, f.alarm, nil, f.below))
	f.Clear()
	return f
}

// Fail says beside the field what is wrong and what to do, and reports
// whether there was something to say.
func (f *Field) Fail(err error) bool {
	t, ok := Explain(err)
	if !ok {
		f.Clear()
		return false
	}
	f.bad = true
	f.below.Importance = widget.WarningImportance
	f.below.SetText(t.String())
	f.below.Show()
	f.alarm.Show()
	f.box.Refresh()
	return true
}

// Bad tells whether the field shows a failure.
func (f *Field) Bad() bool { return f.bad }

// Said is what stands below the field: a failure, else its hint.
func (f *Field) Said() string { return f.below.Text }

// Clear takes the failure away and shows the hint again.
func (f *Field) Clear() {
	f.bad = false
	f.alarm.Hide()
	f.below.Importance = widget.LowImportance
	f.below.SetText(f.hint)
	f.below.Hidden = f.hint == ""
	f.box.Refresh()
}

// Hint changes the hint below the field.
func (f *Field) Hint(hint string) {
	f.hint = hint
	if !f.bad {
		f.Clear()
	}
}

// CreateRenderer lays the name over the input over the hint.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(f.box)
}

// fieldBox is a column that keeps name, input and hint close together.
type fieldBox struct{}

const fieldGap = 3

func (fieldBox) MinSize(o []fyne.CanvasObject) (min fyne.Size) {
	for _, each := range o {
		if each.Visible() {
			m := each.MinSize()
			min.Width = fyne.Max(min.Width, m.Width)
			min.Height += m.Height - fieldGap
		}
	}
	min.Height += fieldGap
	return min
}

func (fieldBox) Layout(o []fyne.CanvasObject, s fyne.Size) {
	var y float32
	for _, each := range o {
		if each.Visible() {
			h := each.MinSize().Height
			each.Move(fyne.NewPos(0, y))
			each.Resize(fyne.NewSize(s.Width, h))
			y += h - fieldGap
		}
	}
}

// Heading is the title of a page.
func Heading(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.TextStyle.Bold = true
	l.SizeName = theme.SizeNameHeadingText
	return l
}

// Subheading is the title of a group on a page.
func Subheading(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.TextStyle.Bold = true
	l.SizeName = theme.SizeNameSubHeadingText
	return l
}

// Prose is a paragraph that breaks its lines.
func Prose(text string) *widget.Label {
	l := wrapped()
	l.SetText(text)
	return l
}

// Muted is a paragraph that steps back.
func Muted(text string) *widget.Label {
	l := Prose(text)
	l.Importance = widget.LowImportance
	return l
}

// Card sets what belongs together on a ground of its own.
func Card(o ...fyne.CanvasObject) *fyne.Container {
	ground := NewGround(ColorCard, 10).Bordered(theme.ColorNameSeparator)
	return container.NewStack(ground, container.New(&pad{12}, container.NewVBox(o...)))
}

// Gap is the room between the cards of a page, in device-independent pixels.
const Gap = 12

// Column stacks cards with the room of Gap between them.
func Column(o ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(Gap), o...)
}

// Border sets objects around a middle one, as Fyne's does, but in the order in
// which the eye and the Tab key go: top, left, middle, right, bottom. Any of
// them may be nil.
func Border(top, bottom, left, right, middle fyne.CanvasObject) *fyne.Container {
	c := container.New(layout.NewBorderLayout(top, bottom, left, right))
	for _, o := range []fyne.CanvasObject{top, left, middle, right, bottom} {
		if o != nil {
			c.Objects = append(c.Objects, o)
		}
	}
	return c
}

// pad leaves the same room on every side.
type pad struct{ by float32 }

// Padded leaves by pixels on every side of an object.
func Padded(by float32, o fyne.CanvasObject) *fyne.Container { return container.New(&pad{by}, o) }

func (p *pad) MinSize(objects []fyne.CanvasObject) (min fyne.Size) {
	for _, o := range objects {
		min = min.Max(o.MinSize())
	}
	return min.AddWidthHeight(2*p.by, 2*p.by)
}

func (p *pad) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(p.by, p.by))
		o.Resize(s.SubtractWidthHeight(2*p.by, 2*p.by))
	}
}

func (f *Field) within() []fyne.CanvasObject { return []fyne.CanvasObject{f.box} }
