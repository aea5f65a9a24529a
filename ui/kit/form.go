package kit

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tram/local/office"
)

// Form asks for the parts of an R. What it does not ask stays as it was filled in.
type Form[R any] struct {
	Content *fyne.Container
	OnTyped func() // by the clerk; may be nil
	OnEnter func() // Enter in a line: what the button does; may be nil

	base    R // as it was filled in
	asks    []*Ask[R]
	filling bool
}

// NewForm lays questions out one below the other.
func NewForm[R any](asks ...*Ask[R]) *Form[R] {
	f := &Form[R]{Content: container.NewVBox()}
	f.Lay(asks...)
	return f
}

// InColumns lays the questions out in so many columns.
func (f *Form[R]) InColumns(n int) *Form[R] {
	f.Content.Layout = layout.NewGridLayoutWithColumns(n)
	return f
}

// Lay takes other questions, whose fields are empty.
func (f *Form[R]) Lay(asks ...*Ask[R]) {
	f.asks = asks
	f.Content.RemoveAll()
	for _, a := range asks {
		a.lay(told{typed: func() { f.typed(a) }, enter: f.enter})
		if a.input.leave != nil && a.judge != nil {
			a.input.leave(func() { f.left(a) })
		}
	}
	for len(asks) > 0 {
		row := []fyne.CanvasObject{asks[0].object()}
		for asks = asks[1:]; len(asks) > 0 && asks[0].tight; asks = asks[1:] {
			row = append(row, asks[0].object())
		}
		f.Content.Add(rowOf(row))
	}
	f.shape()
}

func rowOf(o []fyne.CanvasObject) fyne.CanvasObject {
	if len(o) == 1 {
		return o[0]
	}
	return container.NewGridWithColumns(len(o), o...)
}

// lay makes the answer of a question, and the field around it.
func (a *Ask[R]) lay(tell told) {
	a.input, a.field = newInput(a.Ask, a.rows, tell), nil
	said := a.Said
	if a.Needed {
		said += " *"
	}
	switch a.How {
	case askNewPassword:
		return
	case askCheck:
		said = ""
	}
	a.field = NewField(said, a.input.shown, a.Hint)
	if e, is := a.input.shown.(*Entry); is {
		e.SetPlaceHolder(cmp.Or(a.example, e.PlaceHolder))
		if a.whole {
			e.Wrapping, e.Scroll = fyne.TextWrapOff, fyne.ScrollBoth
		}
	}
}

// Fill shows an R without telling anyone.
func (f *Form[R]) Fill(r R) {
	f.base = r
	f.quietly(func(a *Ask[R]) {
		a.input.write(a.get(&r))
		a.stands = a.input.read()
	})
	f.clear()
}

// Renew shows what is stored by now; what was typed over what was stored stays.
func (f *Form[R]) Renew(r R) {
	before := f.base
	f.base = r
	f.quietly(func(a *Ask[R]) { a.renew(before, r) })
}

func (a *Ask[R]) renew(before, now R) {
	if a.get(&before) == a.get(&now) {
		return
	}
	typed, differs := a.input.read(), a.differs()
	a.input.write(a.get(&now))
	if a.stands = a.input.read(); differs {
		a.input.write(typed)
	}
}

// Type puts answers into their fields, by the keys of their questions, as if they had been
// typed.
func (f *Form[R]) Type(answers map[string]string) {
	f.quietly(func(a *Ask[R]) {
		if text, is := answers[a.Key]; is {
			a.input.write(text)
		}
	})
	f.tell()
}

// stored takes answers that were in the form for stored: they are typed no more.
func (f *Form[R]) stored(r R, answers map[string]string) {
	f.base = r
	for _, a := range f.asks {
		a.stands = answers[a.Key]
	}
}

// quietly does something to the answers that are no passwords, without telling anyone.
func (f *Form[R]) quietly(do func(*Ask[R])) {
	f.filling = true
	for _, a := range f.asks {
		if a.secret == nil {
			do(a)
		}
	}
	f.filling = false
	f.shape()
}

// Stored is the R as it was filled in.
func (f *Form[R]) Stored() R { return f.base }

// Value is the R with what stands in the form, tidied, but for passwords.
func (f *Form[R]) Value() R {
	r := f.base
	for _, a := range f.asks {
		if a.secret == nil {
			a.set(&r, a.input.read())
		}
	}
	return r
}

// Hand is the R with its passwords. Whoever is given it wipes them.
func (f *Form[R]) Hand() R {
	r := f.Value()
	for _, a := range f.asks {
		switch {
		case a.secret == nil || !a.object().Visible():
		case a.input.once != nil:
			*a.secret(&r) = a.input.once.Take()
		default:
			*a.secret(&r) = a.input.twice.Typed()
		}
	}
	return r
}

// Wipe forgets the passwords that were typed.
func (f *Form[R]) Wipe() {
	for _, a := range f.asks {
		switch {
		case a.input.once != nil:
			clear(a.input.once.Take())
		case a.input.twice != nil:
			a.input.twice.Empty()
		}
	}
}

// Answers are what stands in the form, by the keys of the questions; passwords are not
// among them.
func (f *Form[R]) Answers() map[string]string {
	all := map[string]string{}
	for _, a := range f.asks {
		if a.secret == nil {
			all[a.Key] = a.input.read()
		}
	}
	return all
}

// Retyped are the answers that were typed over what was filled in.
func (f *Form[R]) Retyped() map[string]string {
	typed := map[string]string{}
	for _, a := range f.asks {
		if a.secret == nil && a.differs() {
			typed[a.Key] = a.input.read()
		}
	}
	return typed
}

// differs tells whether something was typed over what was filled in.
func (a *Ask[R]) differs() bool { return a.input.read() != a.stands }

// Differs tells whether anything was typed over what was filled in.
func (f *Form[R]) Differs() bool { return len(f.Retyped()) > 0 }

// Check tells what is wrong beside each answer and leads the keyboard to the first; true:
// nothing is.
func (f *Form[R]) Check(d *Desk) bool {
	f.clear()
	r := f.Value()
	var first fyne.Focusable
	for _, a := range f.asks {
		if on := a.wrong(r); on != nil && first == nil && a.object().Visible() {
			first = on
		}
	}
	if first != nil {
		d.Focus(first)
	}
	return first == nil
}

// wrong tells beside the answer what is wrong with it, and where the keyboard mends it;
// nil: nothing is.
func (a *Ask[R]) wrong(r R) fyne.Focusable {
	switch {
	case a.input.twice != nil && !a.input.twice.Same():
		return a.input.twice.Second
	case a.judge != nil && a.fail(a.judge(r)):
		return a.input.focus
	}
	return nil
}

// Fail tells beside a question what is wrong with its answer, and leads the keyboard
// there; false: it is of none of them.
func (f *Form[R]) Fail(d *Desk, key string, err error) bool {
	for _, a := range f.asks {
		if a.Key == key && a.object().Visible() && a.fail(err) {
			d.Focus(a.input.focus)
			return true
		}
	}
	return false
}

// Place tells a failure beside the answer that it is about, and whether there is one.
func (f *Form[R]) Place(d *Desk, err error) bool {
	told, _ := office.FailureIn(err)
	return slices.ContainsFunc(f.asks, func(a *Ask[R]) bool { return a.owns(told.Name) && f.Fail(d, a.Key, err) })
}

// Tell tells a failure beside the answer that it is about, else among the news.
func (f *Form[R]) Tell(d *Desk, err error) {
	if !f.Place(d, err) {
		d.Tell(err)
	}
}

// Focus leads the keyboard to a question.
func (f *Form[R]) Focus(d *Desk, key string) {
	if i := slices.IndexFunc(f.asks, func(a *Ask[R]) bool { return a.Key == key }); i >= 0 {
		d.Focus(f.asks[i].input.focus)
	}
}

// First is where the keyboard begins; nil: there are no questions.
func (f *Form[R]) First() fyne.Focusable {
	for _, a := range f.asks {
		if a.object().Visible() && a.input.focus != nil {
			return a.input.focus
		}
	}
	return nil
}

// Field is the field of a question, by its key; nil: there is none.
func (f *Form[R]) Field(key string) *Field {
	for _, a := range f.asks {
		if a.Key == key {
			return a.field
		}
	}
	return nil
}

// typed is told that an answer was typed. What the station said of another one may hold no
// more.
func (f *Form[R]) typed(in *Ask[R]) {
	if f.filling {
		return
	}
	for _, a := range f.asks {
		if a == in || a.judge == nil {
			a.clear()
		}
	}
	f.shape()
	f.tell()
}

func (f *Form[R]) tell() {
	if f.OnTyped != nil {
		f.OnTyped()
	}
}

// clear takes away what is said of the answers.
func (f *Form[R]) clear() {
	for _, a := range f.asks {
		a.clear()
	}
}

func (f *Form[R]) enter() {
	if f.OnEnter != nil {
		f.OnEnter()
	}
}

// left judges an answer that the keyboard leaves.
func (f *Form[R]) left(a *Ask[R]) {
	if a.input.read() != "" {
		a.fail(a.judge(f.Value()))
	}
}

// shape shows the questions that are asked of what stands in the form.
func (f *Form[R]) shape() {
	for _, a := range f.asks {
		if a.shown != nil {
			Seen(a.object(), a.shown(f.Value()))
		}
	}
	f.Content.Refresh()
}
