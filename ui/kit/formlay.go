package kit

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// closeForm is what the form of a desk has besides its questions.
type closeForm[R any] struct {
	trouble *widget.Label // what the station said, in the last row
	offer   *suggested[R]
}

// NewDeskForm makes a close form, for the narrow column beside a document: each question
// is a row with its name at the left; what cannot be read is said below its row, and what
// the station said in the last one.
func NewDeskForm[R any]() *Form[R] {
	f := &Form[R]{Content: FormRows()}
	f.close = &closeForm[R]{trouble: newAlarm(), offer: &suggested[R]{form: f}}
	return f
}

// newAlarm says nothing yet, and takes no room.
func newAlarm() *widget.Label {
	l := wrapped()
	l.Importance = widget.WarningImportance
	l.Hide()
	return l
}

// Lay takes other questions, whose fields are empty.
func (f *Form[R]) Lay(asks ...*Ask[R]) {
	f.asks = asks
	f.Content.RemoveAll()
	for _, a := range asks {
		a.lay(told{typed: func() { f.typed(a) }, left: func() { f.left(a) }, chosen: func() { f.chosen(a) }, picked: func() { f.picked(a) }, enter: f.enter}, f.close != nil)
	}
	for rest := asks; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].tight {
			n++
		}
		f.addRow(rest[:n])
		rest = rest[n:]
	}
	if f.close != nil {
		f.Content.Add(f.close.trouble)
	}
	f.shape()
}

// addRow sets questions side by side.
func (f *Form[R]) addRow(asks []*Ask[R]) {
	switch {
	case asks[0].apart:
	case f.close != nil:
		f.addClose(asks)
	case len(asks) == 1:
		f.Content.Add(asks[0].object())
	default:
		row := container.NewGridWithColumns(len(asks))
		for _, a := range asks {
			row.Add(a.object())
		}
		f.Content.Add(row)
	}
}

// addClose sets one question, or a short one and a second, in a row of a close form.
func (f *Form[R]) addClose(asks []*Ask[R]) {
	first := asks[0]
	o := first.object()
	if first.under != "" {
		f.Content.Add(Strong(first.under))
	}
	if len(asks) > 1 {
		o = FormBeside(o, asks[1].Said, asks[1].object())
	}
	if !first.wide {
		o = FormRow(first.Said, o)
	}
	if first.behind != "" {
		first.fold = newFold(first.behind, o, f.grown)
		o = FormRows(first.fold.button, o)
	}
	alarm := newAlarm()
	for _, a := range asks {
		a.line, a.alarm = o, alarm
	}
	f.Content.Add(o)
	f.Content.Add(alarm)
}

// lay makes the answer of a question, and the field around it.
func (a *Ask[R]) lay(tell told, close bool) {
	if a.input == nil || a.input.begin == nil {
		a.input = newInput(a.Ask, a.rows, a.offers, tell)
	}
	a.field, a.line, a.alarm = nil, nil, nil
	if e := a.input.entry; e != nil {
		e.SetPlaceHolder(cmp.Or(a.like(close), a.empty, e.PlaceHolder))
		if a.whole {
			e.Wrapping, e.Scroll = fyne.TextWrapOff, fyne.ScrollBoth
		}
	}
	said := a.Said
	if a.Needed {
		said += " *"
	}
	switch {
	case close || a.How == askNewPassword:
		return
	case a.How == askCheck:
		said = ""
	}
	a.field = NewField(said, a.input.shown, a.Hint)
}

// like is the example in the empty field; empty: there is none.
func (a *Ask[R]) like(close bool) string {
	switch {
	case a.example == "":
		return ""
	case close: // where there is little room
		return T("kit.example-short", a.example)
	}
	return T("kit.example", a.example)
}

// alarm says below each row of a close form what of its answers cannot be read, or what
// the station finds strange in them.
func (f *Form[R]) alarm() {
	said := map[*widget.Label]string{}
	for _, a := range f.asks {
		if a.alarm == nil {
			continue
		}
		why := a.note
		if t, told := Explain(a.misread()); told {
			why = t.String()
		}
		if !a.row().Visible() {
			why = ""
		}
		said[a.alarm] = cmp.Or(said[a.alarm], why)
	}
	grown := false
	for l, text := range said {
		if l.Text != text {
			l.SetText(text)
			Seen(l, text != "")
			grown = true
		}
	}
	if grown {
		f.grown()
	}
}

// Note tells below a question, by its key, what the station finds strange in its answer;
// empty: nothing. It stands until the answer is another.
func (f *Form[R]) Note(key, why string) {
	if a := f.ask(key); a != nil && a.note != why {
		a.note = why
		f.alarm()
	}
}

// Say tells in the last row of a close form what is wrong with what was typed; empty:
// nothing.
func (f *Form[R]) Say(text string) {
	if f.close == nil || f.close.trouble.Text == text {
		return
	}
	f.close.trouble.SetText(text)
	Seen(f.close.trouble, text != "")
	f.grown()
}

// Said is what a close form says of what was typed: the first that is wrong, else what the
// station said.
func (f *Form[R]) Said() string {
	if f.close == nil {
		return ""
	}
	for _, a := range f.asks {
		if a.alarm != nil && a.alarm.Text != "" {
			return a.alarm.Text
		}
	}
	return f.close.trouble.Text
}

// fold is a question behind a button.
type fold struct {
	button *Button
	of     fyne.CanvasObject
}

func newFold(word string, of fyne.CanvasObject, grown func()) *fold {
	d := &fold{of: of}
	d.button = NewQuietButton(word, nil, func() {
		d.open(!of.Visible())
		grown()
	})
	d.button.Alignment = widget.ButtonAlignLeading
	d.open(false)
	return d
}

func (d *fold) open(yes bool) {
	icon := theme.MenuExpandIcon()
	if yes {
		icon = theme.MenuDropDownIcon()
	}
	d.button.SetIcon(icon)
	Seen(d.of, yes)
}

// unfold opens what has an answer, and shuts what has none.
func (f *Form[R]) unfold() {
	for _, a := range f.asks {
		if a.fold != nil {
			a.fold.open(a.input.read() != "")
		}
	}
}
