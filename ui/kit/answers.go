package kit

import (
	"slices"

	"tram/local/office"
)

// Answers are what a clerk says in a form about one kind of record, each answer once:
// its name, what stands in its field, and where it belongs in the record. To fill the
// form, to read it, and to take back what was typed follow from that. Its methods are
// for the screen.
type Answers[R any] struct {
	OnTyped func()       // by the clerk; may be nil
	OnLeft  func()       // a field was left, or something chosen; may be nil
	OnRead  func(string) // why an answer cannot be read; empty: all can; may be nil

	all     []Answer[R]
	filling bool
	deeds   *Deeds
	saved   func()   // saves words that were put back
	known   []string // what stands in the form, as the deeds know it
	writing *typing  // what is being typed; nil: the next word is a deed of its own
}

// Answer is one of them. Get and Put are the letters in the field, From and Into those
// in the record; Into fails where the letters are no answer, and leaves the old one.
type Answer[R any] struct {
	Name string
	Get  func() string
	Put  func(string)
	From func(R) string
	Into func(*R, string) error
}

// typing is what is being typed in one field.
type typing struct {
	field         int
	before, after []string
	deed          *Deed
}

// Add asks one more.
func (a *Answers[R]) Add(one Answer[R]) { a.all = append(a.all, one) }

// Text asks for words in a field; of is where they belong.
func (a *Answers[R]) Text(name string, e *Entry, of func(*R) *string) {
	a.Watch(e)
	a.Add(Answer[R]{Name: name, Get: func() string { return e.Text }, Put: e.SetText,
		From: func(t R) string { return *of(&t) },
		Into: func(t *R, s string) error { *of(t) = Typed(s); return nil }})
}

// Day asks for a day.
func (a *Answers[R]) Day(name string, e *Entry, of func(*R) *string) {
	a.Watch(e)
	a.Add(Answer[R]{Name: name, Get: func() string { return e.Text }, Put: e.SetText,
		From: func(t R) string { return Day(*of(&t)) },
		Into: func(t *R, s string) error {
			day, err := office.ParseDate(s)
			if err == nil {
				*of(t) = day
			}
			return err
		}})
}

// Watch follows the typing in a field.
func (a *Answers[R]) Watch(e *Entry) {
	e.OnChanged = func(string) { a.Typed() }
	e.OnLeave = a.Left
}

// Fill shows a record without telling anyone.
func (a *Answers[R]) Fill(t R) {
	texts := make([]string, len(a.all))
	for i, each := range a.all {
		texts[i] = each.From(t)
	}
	a.put(texts)
	a.told("")
}

// Read puts what the clerk typed into a record.
func (a *Answers[R]) Read(t R) R {
	said := ""
	for _, each := range a.all {
		if why, bad := Explain(each.Into(&t, each.Get())); bad {
			said = why.String()
		}
	}
	a.told(said)
	return t
}

func (a *Answers[R]) told(said string) {
	if a.OnRead != nil {
		a.OnRead(said)
	}
}

// Filling tells that the program fills the form, and not the clerk.
func (a *Answers[R]) Filling() bool { return a.filling }

// Quietly does something to the fields without telling anyone.
func (a *Answers[R]) Quietly(do func()) {
	was := a.filling
	a.filling = true
	do()
	a.filling = was
}

// Texts is all that stands in the form, letter by letter.
func (a *Answers[R]) Texts() []string {
	all := make([]string, len(a.all))
	for i, each := range a.all {
		all[i] = each.Get()
	}
	return all
}

func (a *Answers[R]) put(texts []string) {
	a.Quietly(func() {
		for i, each := range a.all {
			if each.Get() != texts[i] {
				each.Put(texts[i])
			}
		}
	})
}

// Typed says that the clerk typed something.
func (a *Answers[R]) Typed() {
	if a.filling {
		return
	}
	a.wrote()
	if a.OnTyped != nil {
		a.OnTyped()
	}
}

// Left says that a field was left: what is typed next is another deed.
func (a *Answers[R]) Left() {
	if a.filling {
		return
	}
	a.Rest()
	if a.OnLeft != nil {
		a.OnLeft()
	}
}

// Chosen says that the clerk chose something, which is typed and left at once.
func (a *Answers[R]) Chosen() {
	a.Typed()
	a.Left()
}

// Rest ends what was being typed.
func (a *Answers[R]) Rest() { a.writing = nil }

// Remember makes each word a deed that can be taken back; saved is told when older
// words stand in the form again.
func (a *Answers[R]) Remember(deeds *Deeds, saved func()) { a.deeds, a.saved = deeds, saved }

// Begin begins the deeds of another record, as the form shows it now.
func (a *Answers[R]) Begin() { a.known, a.writing = a.Texts(), nil }

// wrote remembers what the clerk typed or chose: one deed a field, until the typing
// rests or something else is done. Letters that changed another field besides belong
// to the same deed.
func (a *Answers[R]) wrote() {
	before, now := a.known, a.Texts()
	i := firstChanged(before, now)
	if i < 0 || a.deeds == nil {
		return
	}
	a.known = now
	if w := a.writing; w != nil && w.field == i && w.deed == a.deeds.Last() {
		w.after = now
		return
	}
	w := &typing{field: i, before: before, after: now}
	w.deed = a.deeds.Did(Deed{Said: T("kit.did-write", a.all[i].Name),
		Back:  func(ended func(bool)) { a.rewrite(w.after, w.before); ended(true) },
		Again: func(ended func(bool)) { a.rewrite(w.before, w.after); ended(true) }})
	a.writing = w
}

// rewrite puts those texts that a deed changed as they were before, or after it.
func (a *Answers[R]) rewrite(from, to []string) {
	texts := a.Texts()
	for i := range texts {
		if from[i] != to[i] {
			texts[i] = to[i]
		}
	}
	a.put(texts)
	a.Begin()
	a.saved()
}

// Suggest puts words that were read elsewhere and that the clerk takes, as one deed of
// that name.
func (a *Answers[R]) Suggest(said string, put func()) {
	before := a.Texts()
	a.Quietly(put)
	after := a.Texts()
	if slices.Equal(before, after) {
		return
	}
	a.Begin()
	if a.deeds != nil {
		a.deeds.Did(Deed{Said: said,
			Back:  func(ended func(bool)) { a.rewrite(after, before); ended(true) },
			Again: func(ended func(bool)) { a.rewrite(before, after); ended(true) }})
	}
	if a.OnLeft != nil {
		a.OnLeft()
	}
}

// firstChanged is the first text that differs; -1: none.
func firstChanged(a, b []string) int {
	for i := range b {
		if i >= len(a) || a[i] != b[i] {
			return i
		}
	}
	return -1
}
