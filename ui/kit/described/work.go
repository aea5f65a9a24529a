package described

import (
	"context"
	"errors"

	"tram/local/office"
	"tram/ui/kit"
)

// Work is what a clerk does on a desk in either direction: who works here, what they say of
// the document that lies there, and all of it that can be taken back.
type Work struct {
	Draft  *kit.Draft[office.Conversion] // keeps what is typed
	Deeds  *kit.Deeds
	Thrown *kit.Thrown // drafts
	Who    *kit.ClerkChoice

	desk *kit.Desk
	form *Form
	on   Desk
}

// Desk is what the work on a desk is told of it. With nothing on the desk, taking back brings
// back the draft that was thrown away last.
type Desk struct {
	Lies    func() *office.Conversion // on the desk, as it is stored; nil: nothing does
	Takes   func() bool               // what lies there takes words
	Looks   func(*office.Conversion)  // adds what was done without the form; nil: nothing is
	Title   func(office.Conversion) string
	Same    func(a, b office.Conversion) bool // nothing that was typed differs
	Save    func(context.Context, office.Conversion) (office.Conversion, error)
	Again   func()            // what lies on the desk is to be weighed again
	Refused func(kit.Trouble) // a secret document was turned away; the station has wiped it
	Clerk   string            // stands before the name of who works here
	Seated  func()            // another person works here; nil: that is saved and no more
	Thrown  kit.ThrownOf
}

// NewWork begins the work on a desk, which the form asks about.
func NewWork(desk *kit.Desk, f *Form, on Desk) *Work {
	w := &Work{Deeds: kit.NewDeeds(desk), Thrown: kit.NewThrown(desk, on.Thrown), desk: desk, form: f, on: on}
	w.Deeds.Empty = func() bool {
		empty := on.Lies() == nil
		if empty {
			w.Thrown.Back()
		}
		return empty
	}
	w.Who = kit.NewClerkChoice(on.Clerk, func(office.Clerk) {
		if on.Seated != nil {
			on.Seated()
		}
		w.Save()
	})
	w.Who.Remember(w.Deeds, w.typing)
	w.Draft = w.keeper()
	f.OnTyped, f.OnLeft = w.Draft.Typed, w.Save
	f.Remember(w.Deeds, w.Save)
	return w
}

// typing tells whether something lies on the desk that takes words.
func (w *Work) typing() bool { return w.on.Lies() != nil && w.on.Takes() }

// Lies tells whether a conversion lies on the desk.
func (w *Work) Lies(id office.ID) bool {
	c := w.on.Lies()
	return c != nil && c.ID == id
}

// Clerk is who works here.
func (w *Work) Clerk() office.Clerk { return w.Who.Chosen() }

// Words are those of the conversion on the desk as they stand now.
func (w *Work) Words() office.Conversion {
	c := w.form.Read(*w.on.Lies())
	if by := w.Clerk(); by.ID != "" {
		c.Clerk = by
	}
	if w.on.Looks != nil {
		w.on.Looks(&c)
	}
	return c
}

// Fill shows the conversion that was laid on the desk, with what could not be saved of its
// words before.
func (w *Work) Fill() {
	c := *w.on.Lies()
	w.form.Fill(c)
	w.Draft.Begin(w.Words())
	if words, lost := w.Draft.Recall(string(c.ID)); lost {
		w.form.Fill(words)
	}
	w.Deeds.Forget()
	w.form.Begin()
}

// Save saves what was typed now.
func (w *Work) Save() { w.Draft.Now() }

// Undo takes back the last thing that was done, whatever it was.
func (w *Work) Undo() { w.Deeds.Undo() }

// Redo does again what was taken back last.
func (w *Work) Redo() { w.Deeds.Redo() }

// Discard throws the draft on the desk away once its words are saved, and offers to take
// that back, also later; cleared clears the desk. It tells whether a draft lay there.
func (w *Work) Discard(cleared func()) bool {
	if !w.typing() {
		return false
	}
	words := w.Words()
	w.Draft.Leave(func() { w.Thrown.Throw(words.ID, w.on.Title(words)) })
	cleared()
	return true
}

// keeper keeps what is typed of the conversion on the desk.
func (w *Work) keeper() *kit.Draft[office.Conversion] {
	d := kit.NewDraft[office.Conversion](w.desk)
	d.Title, d.Same, d.Save, d.Ended = w.on.Title, w.on.Same, w.on.Save, w.saved
	d.Read = func() (c office.Conversion, there bool) {
		if there = w.typing(); there {
			c = w.Words()
		}
		if w.form.note(c.ID) {
			w.form.half.Typed()
		}
		return c, there
	}
	w.form.lies = func() (id office.ID) {
		if w.typing() {
			id = w.on.Lies().ID
		}
		return id
	}
	d.Of = func(c office.Conversion) string { return string(c.ID) }
	return d
}

// saved tells what came of saving words.
func (w *Work) saved(asked, stored office.Conversion, err error) (over bool) {
	over = errors.Is(err, office.SecretAtTheDoor) // it takes no words any more
	t, told := kit.Explain(err)
	switch {
	case !w.Lies(asked.ID):
		if told {
			w.desk.News.Warn(kit.Trouble{Said: kit.T("kit.unkept", w.on.Title(asked)), Next: t.String()})
		}
		return over
	case over:
		w.on.Refused(t)
		return over
	case err == nil:
		*w.on.Lies() = stored
		if !w.Draft.Waits() { // the typing rests
			w.form.Rest()
		}
	}
	w.on.Again()
	if told { // after the words were read for that
		w.form.Say(t.String())
	}
	return over
}
