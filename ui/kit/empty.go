package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// EmptyState says in one sentence what a place is for, with the button that
// begins.
type EmptyState struct {
	widget.BaseWidget
	icon   *widget.Icon
	said   *widget.Label
	next   *widget.Label
	box    *fyne.Container
	Button *Button
}

// NewEmptyState makes one; begin may be nil where there is nothing to press.
func NewEmptyState(icon fyne.Resource, sentence, button string, begin func()) *EmptyState {
	e := &EmptyState{icon: widget.NewIcon(Tinted(icon, ColorMuted)), said: wrapped(), next: wrapped()}
	e.said.Alignment, e.next.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	e.said.SetText(sentence)
	e.next.Hide()
	e.Button = NewMainButton(button, nil, begin)
	if begin == nil {
		e.Button.Hide()
	}
	e.box = e.layOut()
	e.ExtendBaseWidget(e)
	return e
}

// Say changes the sentence.
func (e *EmptyState) Say(sentence string) {
	e.icon.SetResource(Tinted(e.icon.Resource, ColorMuted))
	e.said.Importance = widget.MediumImportance
	e.said.SetText(sentence)
	e.next.Hide()
}

// Fail shows a failure in place of what could not be loaded, with a button
// that tries again. It reports false where there is nothing to tell.
func (e *EmptyState) Fail(err error, again func()) bool {
	t, ok := Explain(err)
	if !ok {
		return false
	}
	e.icon.SetResource(Tinted(IconWarning, tones[Warn].ink))
	e.said.SetText(t.Said)
	e.next.SetText(t.Next)
	e.next.Hidden = t.Next == ""
	e.Button.SetText(T("kit.again"))
	e.Button.OnTapped = again
	e.Button.Hidden = again == nil
	e.box.Refresh()
	return true
}

// layOut sets all in the middle, the sentence no wider than it reads well.
func (e *EmptyState) layOut() *fyne.Container {
	icon := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(56), e.icon))
	words := container.New(tightBox{}, e.said, e.next)
	return Narrow(560, container.NewVBox(icon, words, container.NewCenter(e.Button)))
}

// CreateRenderer shows icon, sentences and button.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(e.box) }

// Narrow holds one object in the middle, at most as wide as lines read well.
func Narrow(most float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(narrow{most}, o)
}

type narrow struct{ most float32 }

func (n narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	return objects[0].MinSize()
}

func (n narrow) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		w := fyne.Min(n.most, s.Width)
		o.Resize(fyne.NewSize(w, o.MinSize().Height)) // wraps at this width, which sets its height
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos((s.Width-w)/2, fyne.Max(0, (s.Height-h)/2)))
	}
}
