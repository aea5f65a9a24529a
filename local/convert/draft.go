package convert

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"tram/local/intake"
	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
)

// Begin opens a draft with an empty tray.
func (d *Desk) Begin(ctx context.Context, clerk office.Clerk) (office.Conversion, error) {
	clerk = d.Hand.Of(ctx, clerk)
	c, err := d.blankDraft(ctx, clerk)
	if err != nil {
		return c, err
	}
	if _, err := d.tray(ctx, c.ID); err != nil {
		return c, err
	}
	return d.Records.SaveConversion(ctx, store.Act{Actor: clerk.Name, Step: "draft"}, c)
}

func (d *Desk) blankDraft(ctx context.Context, clerk office.Clerk) (office.Conversion, error) {
	if err := clerk.Validate(); err != nil {
		return office.Conversion{}, err
	}
	return d.draftOf(ctx, clerk)
}

// draftOf is an empty draft; the clerk may still be unknown.
func (d *Desk) draftOf(ctx context.Context, clerk office.Clerk) (office.Conversion, error) {
	o, err := d.Settings.Office(ctx)
	if err != nil {
		return office.Conversion{}, err
	}
	now := d.Clock.Now()
	return office.Conversion{
		ID: office.NewID(now), Direction: office.PaperToData, State: office.Draft, Code: office.NewLookupCode(),
		Form: office.Plain, Source: office.PaperPrincipal,
		Office: o, Clerk: clerk, Begun: now,
	}, nil
}

// Resume opens a draft that waited, with the pages of its tray.
func (d *Desk) Resume(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := d.unfinished(ctx, id)
	if err != nil {
		return c, err
	}
	t, err := d.tray(ctx, id)
	if err != nil {
		return c, err
	}
	if c.State == office.Draft {
		c.Pages = t.Pages()
	}
	return c, nil
}

// Take brings files into the tray of a draft, at a place or at the end (at < 0).
// refused holds one error a file that could not be taken; the others are in.
func (d *Desk) Take(ctx context.Context, id office.ID, at int, paths []string, paper string, p *job.Progress) (taken []office.Page, refused []error, err error) {
	t, err := d.editable(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	got, err := t.Take(ctx, at, paths, paper, p)
	for _, r := range got.Refused {
		refused = append(refused, r.Err)
	}
	if len(got.Pages) > 0 {
		err = errors.Join(err, d.notePages(context.WithoutCancel(ctx), id, nil, t.Pages(), "take", sameSheets))
	}
	return got.Pages, refused, err
}

// notePages writes the pages of a tray to the draft's record where it tells others,
// so that the list of drafts tells how many there are, and the journal who changed
// them. was are the pages that lay there before; nil: none is gone of them.
func (d *Desk) notePages(ctx context.Context, id office.ID, was, pages []office.Page, step string, same func(a, b []office.Page) bool) error {
	return notStale(func() error {
		c, err := d.unfinished(ctx, id)
		if err != nil || same(c.Pages, pages) {
			return err
		}
		did := became(step, c.Pages, pages)
		c.Viewed = seenAs(c, pages)
		c.Pages = pages
		c.Became(was, pages)
		_, err = d.Records.SaveConversion(ctx, store.Act{Actor: c.Clerk.Name, Step: did}, c)
		return err
	})
}

// The steps under which pages are changed, whose names tell what became of the pages.
const (
	stepEdit = "edit"
	stepUndo = "undo"
)

// became is the step of the journal for a change that was asked for: whether pages went,
// came, or only lie otherwise.
func became(step string, was, now []office.Page) string {
	named, known := map[string][3]string{
		stepEdit: {"remove", "take", "replace"}, stepUndo: {"take-back", "bring-back", "replace"},
	}[step]
	lost, came := without(was, now), without(now, was)
	switch {
	case !known:
		return step
	case lost && came:
		return named[2]
	case lost:
		return named[0]
	case came:
		return named[1]
	}
	return stepEdit
}

// without tells whether there is a page among some that is not among others.
func without(some, others []office.Page) bool {
	return slices.ContainsFunc(some, func(p office.Page) bool {
		return !slices.ContainsFunc(others, func(o office.Page) bool { return o.ID == p.ID })
	})
}

// seenAs are those of the pages seen that still are what was seen: one that was retouched
// since is to be looked at again.
func seenAs(c office.Conversion, now []office.Page) (seen []office.ID) {
	before := map[office.ID]office.Page{}
	for _, p := range c.Pages {
		before[p.ID] = p
	}
	for _, id := range c.Viewed {
		at := slices.IndexFunc(now, func(p office.Page) bool { return p.ID == id })
		if at < 0 || before[id].SameLook(now[at]) {
			seen = append(seen, id)
		}
	}
	return seen
}

// sameSheets tells that the same pages are there, however they lie.
func sameSheets(a, b []office.Page) bool {
	return slices.Equal(slices.Sorted(slices.Values(idsOf(a))), slices.Sorted(slices.Values(idsOf(b))))
}

// sameLay tells that the same pages lie in the same order, turned and sized the same
// way. What the program finds out of a page by looking at it is no change of it.
func sameLay(a, b []office.Page) bool {
	return slices.EqualFunc(a, b, func(x, y office.Page) bool {
		return x.ID == y.ID && x.Turn == y.Turn && x.Paper == y.Paper && x.DPIX == y.DPIX && x.DPIY == y.DPIY && x.Retouch == y.Retouch
	})
}

// notStale does once more what reads a record and writes it, where somebody else
// wrote it in between: the words of a draft and its pages are saved beside each
// other.
func notStale(do func() error) (err error) {
	const tries = 5
	for range tries {
		if err = do(); !errors.Is(err, store.Stale) {
			return err
		}
	}
	return err
}

// Pages returns the pages of a draft as they lie now.
func (d *Desk) Pages(id office.ID) ([]office.Page, error) {
	t, err := d.tray(context.Background(), id)
	if err != nil {
		return nil, err
	}
	return t.Pages(), nil
}

// Undone tells how the pages of a draft would lie after Undo; false: there is nothing to take
// back.
func (d *Desk) Undone(ctx context.Context, id office.ID) ([]office.Page, bool, error) {
	t, err := d.tray(ctx, id)
	if err != nil {
		return nil, false, err
	}
	return t.Undone()
}

// Edit changes the pages of a draft by do. A checked conversion becomes a
// draft again: what the clerk confirmed is no longer what lies there. Each change is
// an entry of the journal, a turn and a move as well: the order of the pages and
// which way up they are is what the document says (Luật GDĐT 12.1a). It is on record
// before it is in the tray, so that what the store refuses changes nothing.
func (d *Desk) Edit(ctx context.Context, id office.ID, do func(*intake.Tray) error) error {
	return d.edit(ctx, id, stepEdit, do)
}

// Undo takes the last change of the pages of a draft back; false: there is none.
func (d *Desk) Undo(ctx context.Context, id office.ID) (did bool, err error) {
	err = d.edit(ctx, id, stepUndo, func(t *intake.Tray) (err error) {
		did, err = t.Undo()
		return err
	})
	return did, err
}

// Retouch does a clerk's wish to pages of a draft, all in one step; without pages, to all.
func (d *Desk) Retouch(ctx context.Context, id office.ID, pages []office.ID, wish office.Retouching, p *job.Progress) (told office.RetouchTold, err error) {
	step := "retouch"
	switch wish {
	case office.DropBlank, office.KeepBlank:
		step = string(office.DropBlank)
	case office.Upright:
		step = stepEdit
	}
	err = d.edit(ctx, id, step, func(t *intake.Tray) (err error) {
		if len(pages) == 0 {
			pages = idsOf(t.Pages())
		}
		told, err = t.Retouch(ctx, pages, wish, p)
		return err
	})
	return told, err
}

func (d *Desk) edit(ctx context.Context, id office.ID, step string, do func(*intake.Tray) error) error {
	t, err := d.editable(ctx, id)
	if err != nil {
		return err
	}
	noted, is, was := context.WithoutCancel(ctx), false, t.Pages()
	err = do(t.Noting(func(pages []office.Page) error {
		err := d.notePages(noted, id, was, pages, step, sameLay)
		is = is || err == nil
		return err
	}))
	if err == nil || !is {
		return err
	}
	return errors.Join(err, d.notePages(noted, id, was, t.Pages(), step, sameLay))
}

// editable returns the tray of a conversion that may still change, as a draft.
func (d *Desk) editable(ctx context.Context, id office.ID) (*intake.Tray, error) {
	c, err := d.unfinished(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.State == office.Checked {
		c.State = office.Draft
		c.Unchecked()
		if _, err := d.Records.SaveConversion(ctx, store.Act{Actor: c.Clerk.Name, Step: "reopen"}, c); err != nil {
			return nil, err
		}
	}
	return d.tray(ctx, id)
}

// Describe saves what the clerk typed of a conversion: document, form, source,
// certification, what comes after it, clerk, and how far the checking has come; where that alone is news, the
// journal names no other act. A secret grade
// refuses the document: its pages are wiped, and only a register line stays
// (Điều 6.1).
func (d *Desk) Describe(ctx context.Context, typed office.Conversion) (office.Conversion, error) {
	c, err := d.unfinished(ctx, typed.ID)
	if err != nil {
		return c, err
	}
	typed.Clerk, typed.Document = d.Hand.Of(ctx, typed.Clerk), typed.Document.Tidy()
	err = typed.Document.Validate()
	if errors.Is(err, office.SecretAtTheDoor) {
		return c, d.refuseLate(ctx, c, typed.Document)
	}
	if err != nil {
		return c, err
	}
	if typed.Source, err = typed.Form.AllowPaperToData(typed.Source); err != nil {
		return c, err
	}
	err = notStale(func() error {
		if c, err = d.unfinished(ctx, typed.ID); err == nil {
			next := worded(c, typed)
			c, err = d.Records.SaveConversion(ctx, store.Act{Actor: typed.Clerk.Name, Step: stepTo(c, next)}, next)
		}
		return err
	})
	return c, err
}

// worded puts the clerk's words into the record of a draft: what they typed,
// their count so far, and which pages they have seen so far. The count and the
// pages of a checked one stay as they were confirmed, until another count is
// typed: then it is a draft again.
func worded(c, typed office.Conversion) office.Conversion {
	c.Document, c.Form, c.Source, c.Certification, c.Clerk = typed.Document, typed.Form, typed.Source, typed.Certification, typed.Clerk
	c.Exception, c.Entering = typed.Exception, typed.Entering
	if c.State == office.Checked && typed.PaperPages != 0 && typed.PaperPages != c.PaperPages {
		c.State = office.Draft
	}
	if c.State == office.Draft {
		c.PaperPages, c.Viewed, c.Declared = typed.PaperPages, typed.Ticked(), false
	}
	return c
}

// stepTo is what was done between two states of the words of a draft: whoever only looked at
// pages and counted them has written nothing about the document.
func stepTo(was, now office.Conversion) string {
	now.State, now.PaperPages, now.Viewed, now.Declared = was.State, was.PaperPages, was.Viewed, was.Declared
	if reflect.DeepEqual(was, now) {
		return "see-pages"
	}
	return "describe"
}

// refuseLate refuses a draft that proved secret, and tells what became of its pages.
func (d *Desk) refuseLate(ctx context.Context, c office.Conversion, doc office.Document) error {
	gone := "các trang đã đưa vào"
	if pages, err := d.Pages(c.ID); err == nil {
		gone = fmt.Sprintf("%d trang đã đưa vào", len(pages))
	}
	return Refused(doc.Secrecy, gone, d.refuseDraft(ctx, c, doc))
}

// Refused tells what became of what had come in of a document that proved secret:
// it is gone, could not all be wiped, or is all still there, for the refusal could not be
// put on record (NotOnRecord).
func Refused(grade office.Secrecy, gone string, wiping error) error {
	var not NotOnRecord
	if errors.As(wiping, &not) {
		return office.SecretNotRefused.About(grade.Name()).Because(errors.Join(office.SecretAtTheDoor, wiping))
	}
	if busy, is := office.FailureIn(wiping); is && errors.Is(wiping, intake.TrayBusy) {
		return office.SecretHeld.About(grade.Name(), busy.Said).Because(errors.Join(office.SecretAtTheDoor, wiping))
	}
	if wiping != nil {
		return office.SecretNotWiped.About(grade.Name()).Because(errors.Join(office.SecretAtTheDoor, wiping))
	}
	return office.SecretWiped.About(grade.Name(), gone).Because(office.SecretAtTheDoor)
}

// NotOnRecord is a refusal that could not be written: nothing was wiped.
type NotOnRecord struct{ Cause error }

// Error is that of its cause.
func (n NotOnRecord) Error() string { return n.Cause.Error() }

// Unwrap gives the cause.
func (n NotOnRecord) Unwrap() error { return n.Cause }

// refuseDraft leaves a register line of a document that proved secret, and
// wipes what had been taken in. The draft's record keeps neither its words nor
// its pages. The record goes first: a wipe that is cut off is done again at the
// next start.
func (d *Desk) refuseDraft(ctx context.Context, c office.Conversion, doc office.Document) error {
	left := RefusedDraft(c, doc.Secrecy)
	if _, err := d.Register.Refuse(ctx, store.Act{Actor: c.Clerk.Name, Step: StepRefuse}, RefusalOf(d.Clock.Now(), c.Clerk, doc), &left); err != nil {
		return NotOnRecord{err}
	}
	return errors.Join(d.putDown(c.ID), d.Trays.Wipe(c.ID))
}

// StepRefuse is the step of a refused secret document, whichever way it was to go.
// Journals of older versions also have "refuse".
const StepRefuse = "refuse-secret"

// RefusalOf is the register line of a refused document.
func RefusalOf(now time.Time, clerk office.Clerk, doc office.Document) office.Refusal {
	return office.Refusal{
		ID: office.NewID(now), At: now, Clerk: clerk.Name, Secrecy: doc.Secrecy,
		Number: doc.Number, Symbol: doc.Symbol, Issuer: doc.Issuer, Issued: doc.Issued,
	}
}

// RefusedDraft is what stays of the draft of a refused document: whose it was, and
// the names of the files that must be gone.
func RefusedDraft(c office.Conversion, grade office.Secrecy) office.Conversion {
	left := office.Conversion{
		ID: c.ID, Version: c.Version, Direction: c.Direction, State: office.Discarded, Code: c.Code, Form: c.Form,
		Document: office.Document{Type: c.Document.Type, Secrecy: grade}, Office: c.Office, Clerk: c.Clerk, Begun: c.Begun,
	}
	if m := c.Message; m != nil {
		left.Message = &office.DataMessage{File: m.File, PDF: m.PDF}
		left.PDF = c.PDF
	}
	if p := c.Print; p != nil && p.More != "" {
		left.Print = &office.PrintCopy{More: p.More}
	}
	return left
}

// unfinished reads a conversion that is worked on, as it lies in the hands of whoever
// works on it: what another counted and saw of its pages, they did not (Luật GDĐT 12.1a).
func (d *Desk) unfinished(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := d.waiting(ctx, id)
	if err != nil {
		return c, err
	}
	who := d.Hand.Of(ctx, c.Clerk)
	if who.ID == c.Clerk.ID {
		return c, nil
	}
	c.Clerk, c.State = who, office.Draft
	c.Unchecked()
	return c, nil
}

// waiting reads a conversion that may still change. Until it is finished it
// carries the office's data of now: the mark tells who the office is at that
// time. A QR code that was asked for with the draft stays asked for.
func (d *Desk) waiting(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := d.Records.Conversion(ctx, id)
	if err != nil {
		return c, err
	}
	switch {
	case c.Direction == office.DataToPaper:
		return c, OtherDirection.About(c.Code)
	case c.State == office.Finished:
		return c, AlreadyFinished.About(c.Code)
	case c.State == office.Discarded:
		return c, WasDiscarded
	}
	withQR := c.Office.WithQR
	c.Office, err = d.Settings.Office(ctx)
	c.Office.WithQR = c.Office.WithQR || withQR
	return c, err
}

// Look finds out which pages of a draft are blank, a page at a time, until it
// is done or ctx ends.
func (d *Desk) Look(ctx context.Context, id office.ID, p *job.Progress) error {
	t, err := d.tray(ctx, id)
	if err != nil {
		return err
	}
	return t.Look(ctx, p)
}
