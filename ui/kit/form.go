package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tram/local/office"
)

// Form asks for the parts of an R. What it does not ask stays as it was filled in. The
// form of a desk is close (NewDeskForm): it also remembers what was typed, so that it can
// be taken back, and offers what was read elsewhere.
type Form[R any] struct {
	Content *fyne.Container
	OnTyped func() // by the clerk; may be nil
	OnLeft  func() // an answer was left, or chosen; may be nil
	OnEnter func() // Enter in a line: what the button does; may be nil
	OnGrown func() // it takes more room, or less; may be nil

	OnPicked func(key string) // an answer was taken from a list that was opened; may be nil

	base    R // as it was filled in
	asks    []*Ask[R]
	filling bool
	close   *closeForm[R] // nil: each question has its name above it
	deeds   formDeeds
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

// Fill shows an R without telling anyone.
func (f *Form[R]) Fill(r R) {
	f.base = r
	f.quietly(func(a *Ask[R]) {
		a.input.write(a.get(&r))
		a.stands, a.note = a.input.read(), ""
	})
	f.unfold()
	f.clear()
	f.alarm()
	f.Suggest()
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
// typed; a choice that is not offered changes nothing.
func (f *Form[R]) Type(answers map[string]string) {
	f.quietly(func(a *Ask[R]) {
		if text, is := answers[a.Key]; is && a.takes(text) {
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
	f.Quietly(func() {
		for _, a := range f.asks {
			if a.secret == nil {
				do(a)
			}
		}
	})
	f.shape()
}

// Quietly does something to the answers without telling anyone.
func (f *Form[R]) Quietly(do func()) {
	was := f.filling
	f.filling = true
	do()
	f.filling = was
}

// Stored is the R as it was filled in.
func (f *Form[R]) Stored() R { return f.base }

// Value is the R with what stands in the form, tidied, but for passwords.
func (f *Form[R]) Value() R {
	return f.put(f.base)
}

// Read puts what stands in the form into an R. What cannot be read is said, and leaves the
// old answer.
func (f *Form[R]) Read(r R) R {
	r = f.put(r)
	f.Say("")
	f.alarm()
	return r
}

func (f *Form[R]) put(r R) R {
	for _, a := range f.asks {
		if a.secret != nil {
			continue
		}
		text := a.input.read()
		if a.unread != nil {
			if a.unread(text) != nil {
				continue
			}
		}
		a.set(&r, text)
	}
	return r
}

// Misread are the answers whose letters cannot be read, by the keys of their questions.
func (f *Form[R]) Misread() map[string]string {
	all := map[string]string{}
	for _, a := range f.asks {
		if a.misread() != nil {
			all[a.Key] = a.input.read()
		}
	}
	return all
}

// misread tells why the letters of an answer that is asked for are none; nil: they are one.
func (a *Ask[R]) misread() error {
	if a.unread == nil || !a.object().Visible() {
		return nil
	}
	return a.unread(a.input.read())
}

// Unclear leads the keyboard to the first answer that cannot be read, and tells why; nil:
// there is none.
func (f *Form[R]) Unclear(d *Desk) error {
	for _, a := range f.asks {
		if err := a.misread(); err != nil {
			d.Focus(a.input.first())
			return err
		}
	}
	return nil
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
		f.grown()
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
		return a.input.first()
	}
	return nil
}

// Fail tells beside a question what is wrong with its answer, and leads the keyboard
// there; false: it is of none of them.
func (f *Form[R]) Fail(d *Desk, key string, err error) bool {
	for _, a := range f.asks {
		if a.Key == key && a.object().Visible() && a.fail(err) {
			d.Focus(a.input.first())
			f.grown()
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

// Tell tells a failure beside the answer that it is about, else in the last row of a close
// form, or among the news.
func (f *Form[R]) Tell(d *Desk, err error) {
	switch {
	case f.Place(d, err):
	case f.close != nil:
		t, _ := Explain(err)
		f.Say(t.String())
	default:
		d.Tell(err)
	}
}

// ask is a question by its key; nil: there is none.
func (f *Form[R]) ask(key string) *Ask[R] {
	if i := slices.IndexFunc(f.asks, func(a *Ask[R]) bool { return a.Key == key }); i >= 0 {
		return f.asks[i]
	}
	return nil
}

// Focus leads the keyboard to a question.
func (f *Form[R]) Focus(d *Desk, key string) {
	if a := f.ask(key); a != nil {
		d.Focus(a.input.first())
	}
}

// First is where the keyboard begins; nil: there are no questions.
func (f *Form[R]) First() fyne.Focusable {
	for _, a := range f.asks {
		if a.object().Visible() && a.input.first() != nil {
			return a.input.first()
		}
	}
	return nil
}

// At is where the keyboard meets a condition of the law: the first of its questions that
// has no answer, else the first; nil: none meets it.
func (f *Form[R]) At(part office.Part) (at fyne.Focusable) {
	rank := 0
	for _, a := range f.asks {
		if a.meets != part && office.Part(a.Key) != part || !a.row().Visible() {
			continue
		}
		if is := a.turn(); is > rank {
			at, rank = a.input.first(), is
		}
	}
	return at
}

// Field is the field of a question, by its key; nil: there is none.
func (f *Form[R]) Field(key string) *Field {
	if a := f.ask(key); a != nil {
		return a.field
	}
	return nil
}

// Input is the widget that answers a question, by its key; nil: there is none.
func (f *Form[R]) Input(key string) fyne.CanvasObject {
	if a := f.ask(key); a != nil {
		return a.input.shown
	}
	return nil
}

// Asks tells whether a question is in sight, by its key.
func (f *Form[R]) Asks(key string) bool {
	a := f.ask(key)
	return a != nil && a.row().Visible()
}

// typed is told that an answer was typed. What the station said of another one may hold no
// more.
func (f *Form[R]) typed(in *Ask[R]) {
	if f.filling {
		return
	}
	if in.leads != nil {
		in.leads()
	}
	f.wrote()
	if in.note != "" {
		in.note = ""
		f.alarm()
	}
	for _, a := range f.asks {
		if a == in || a.judge == nil {
			a.clear()
		}
	}
	f.shape()
	f.reoffer()
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
	if f.filling {
		return
	}
	if a.judge != nil && a.input.read() != "" {
		a.fail(a.judge(f.Value()))
	}
	f.rest()
}

// chosen is told that something was chosen, which is typed and left at once.
func (f *Form[R]) chosen(a *Ask[R]) {
	f.typed(a)
	if !f.filling {
		f.rest()
	}
}

// picked is told of an answer from a list that was opened; the arrows only pass by.
func (f *Form[R]) picked(a *Ask[R]) {
	if f.OnPicked != nil && !f.filling {
		f.OnPicked(a.Key)
	}
}

// rest says that the clerk is done with an answer.
func (f *Form[R]) rest() {
	f.Rest()
	f.reoffer()
	if f.OnLeft != nil {
		f.OnLeft()
	}
}

// shape shows the questions that are asked of what stands in the form.
func (f *Form[R]) shape() {
	changed := false
	for _, a := range f.asks {
		if a.shown != nil {
			yes := a.shown(f.Value())
			changed = changed || a.row().Visible() != yes
			Seen(a.row(), yes)
		}
	}
	if changed || f.close == nil {
		f.grown()
	}
}

func (f *Form[R]) grown() {
	f.Content.Refresh()
	if f.OnGrown != nil {
		f.OnGrown()
	}
}

// Put writes an answer without telling anyone.
func (f *Form[R]) Put(key, text string) {
	if a := f.ask(key); a != nil {
		f.Quietly(func() { a.input.write(text) })
	}
}
