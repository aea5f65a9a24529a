package convert

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"tram/local/intake"
	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
)

// Check records that the clerk has paged through the pages viewed and counted
// so many on paper. It refuses a count that differs, and pages not seen.
func (d *Desk) Check(ctx context.Context, id office.ID, viewed []office.ID, counted int) (office.Conversion, error) {
	return d.check(ctx, id, func(c *office.Conversion) error { return confirm(c, viewed, counted) })
}

// Declare checks by the clerk's word in a command, which shows no page: each was looked
// at, and so many were counted on paper. The record says how it was told.
func (d *Desk) Declare(ctx context.Context, id office.ID, counted int) (office.Conversion, error) {
	return d.check(ctx, id, func(c *office.Conversion) error { return declare(c, counted) })
}

func (d *Desk) check(ctx context.Context, id office.ID, by func(*office.Conversion) error) (office.Conversion, error) {
	if err := d.gated(ctx); err != nil {
		return office.Conversion{}, err
	}
	c, err := d.unfinished(ctx, id)
	if err != nil {
		return c, err
	}
	stored := c
	if c.Pages, err = d.Pages(id); err != nil {
		return c, err
	}
	checkedBefore := c
	if err := by(&c); err != nil {
		return checkedBefore, err
	}
	if same(c, stored) { // whoever presses again has found nothing new
		return stored, nil
	}
	return d.Records.SaveConversion(ctx, actOf(c, "check"), c)
}

// same tells whether two conversions are kept alike.
func same(a, b office.Conversion) bool {
	one, err := json.Marshal(a)
	other, err2 := json.Marshal(b)
	return err == nil && err2 == nil && bytes.Equal(one, other)
}

// confirm turns a draft into a checked conversion, or tells what is missing.
func confirm(c *office.Conversion, viewed []office.ID, paper int) error {
	c.Viewed, c.PaperPages, c.Declared = viewed, paper, false
	return complete(c)
}

// complete is what confirming and declaring have in common.
func complete(c *office.Conversion) error {
	if err := firstMissing([]office.Condition{counted(c.FromPaper), seen(*c)}); err != nil {
		return err
	}
	c.State = office.Checked
	return nil
}

func declare(c *office.Conversion, paper int) error {
	c.Viewed, c.PaperPages, c.Declared = idsOf(c.Pages), paper, true
	return complete(c)
}

// Finish carries a checked conversion out: the PDF with its mark is born in
// the vault, signed where a signature is wished for, the records and their
// journal entries follow in one transaction, and only then is the tray emptied.
// Whatever fails leaves the draft as it was.
func (d *Desk) Finish(ctx context.Context, id office.ID, s *Signing, p *job.Progress) (office.Conversion, error) {
	c, err := d.unfinished(ctx, id)
	if err != nil {
		return c, err
	}
	t, err := d.tray(ctx, id)
	if err != nil {
		return c, err
	}
	if now := t.Pages(); c.State == office.Checked && !samePages(c.Pages, now) {
		return c, PagesChanged
	} else {
		c.Pages = now
	}
	finished, err := d.carryOut(ctx, c, t, s, p)
	if err != nil {
		return c, err
	}
	saved, err := d.file(ctx, finished)
	if err != nil {
		return saved, err
	}
	d.emptied(ctx, id)
	return saved, nil
}

// emptied removes the tray of an act that is on record. What fails then is trouble
// beside the act and not of it; the next start tries again.
func (d *Desk) emptied(ctx context.Context, id office.ID) {
	err := errors.Join(d.putDown(id), d.Trays.Filed(id))
	if err != nil && d.Beside != nil {
		d.Beside(ctx, id, TrayStays.Because(err))
	}
}

// samePages tells whether the pages lie as they lay when they were checked.
// Whether they are blank may have been found out meanwhile.
func samePages(a, b []office.Page) bool {
	return slices.EqualFunc(a, b, func(p, q office.Page) bool {
		return p.ID == q.ID && p.Capture == q.Capture && p.Turn == q.Turn && p.DPIX == q.DPIX && p.DPIY == q.DPIY && p.Retouch == q.Retouch
	})
}

// Order (phiếu) is a conversion asked for in one go: words, count and files.
type Order struct {
	Clerk         office.Clerk
	Document      office.Document
	Form          office.Form
	Source        office.Source
	Certification *office.Certification
	WithQR        bool
	Counted       int  // of the paper; 0: not counted, so it stays a draft
	Seen          bool // the clerk declares to have looked at every page
	Thorough      bool // decode every page before the act is done
	Paper         string
	LegalBasis    string // why the office need not sign; empty: as the law has it
	ClockWhy      string // why the act goes on although the time of the PC is doubted
	Files         []string
	Signing       *Signing // nil: not signed
}

// CarryOut does an order in one go, straight from the clerk's files: nothing is
// stored unless the whole act is done. Without a count it stays a draft whose
// pages wait in the tray.
func (d *Desk) CarryOut(ctx context.Context, o Order, p *job.Progress) (office.Conversion, error) {
	o.Clerk = d.Hand.Of(ctx, o.Clerk)
	c, err := d.blankDraft(ctx, o.Clerk)
	if err != nil {
		return c, err
	}
	o.Document = o.Document.Tidy()
	if err := o.Document.Validate(); err != nil {
		return c, d.refuseOrder(ctx, o, err)
	}
	c.Document, c.Form, c.Certification = o.Document, o.Form, o.Certification
	if o.LegalBasis != "" {
		c.Exception = &office.SignatureException{LegalBasis: o.LegalBasis}
	}
	if c.Source, err = o.Form.AllowPaperToData(o.Source); err != nil {
		return c, err
	}
	c.Office.WithQR = c.Office.WithQR || o.WithQR
	if o.Counted == 0 {
		return d.leaveDraft(ctx, c, o, p)
	}
	return d.carryOutFiles(ctx, c, o, p)
}

func (d *Desk) carryOutFiles(ctx context.Context, c office.Conversion, o Order, p *job.Progress) (office.Conversion, error) {
	batch, err := intake.Gather(ctx, o.Files, intake.GatherParams{Paper: o.Paper, Clock: d.Clock, Lift: d.Lift, NoPaper: d.NoPaper})
	if err != nil {
		return c, err
	}
	defer batch.Close()
	c.Pages = batch.Pages()
	if err := o.check(&c); err != nil {
		return c, err
	}
	if c.Clock, err = d.clockWord(ctx, c, o.Clerk, o.ClockWhy); err != nil {
		return c, err
	}
	look := lookBeside(ctx, batch, o.Thorough)
	finished, err := d.carryOut(ctx, c, batch, o.Signing, p)
	if err = errors.Join(err, look.stop(finished.Pages)); err != nil {
		return c, err
	}
	return d.file(ctx, finished)
}

// check takes the clerk's word of the pages; what it does not tell is missing.
func (o Order) check(c *office.Conversion) error {
	if o.Seen {
		return declare(c, o.Counted)
	}
	return confirm(c, nil, o.Counted)
}

// file writes the record of an act that is done: its PDF lies in the vault by
// now, so a wish to stop comes too late.
func (d *Desk) file(ctx context.Context, done outcome) (office.Conversion, error) {
	ctx, act := context.WithoutCancel(ctx), actOf(done.Conversion, "finish")
	if done.signed == nil {
		return d.Records.SaveConversion(ctx, act, done.Conversion)
	}
	if _, err := d.Followers.SaveSigned(ctx, act, *done.signed, &done.Conversion); err != nil {
		return office.Conversion{}, err
	}
	return done.Conversion, nil
}

// leaveDraft takes the files of an order into a tray and waits for the clerk.
// A file that is refused refuses the order: a script would not notice it.
func (d *Desk) leaveDraft(ctx context.Context, c office.Conversion, o Order, p *job.Progress) (office.Conversion, error) {
	t, err := d.tray(ctx, c.ID)
	if err != nil {
		return c, err
	}
	taken, err := t.Take(ctx, -1, o.Files, o.Paper, p)
	if err == nil && len(taken.Refused) > 0 {
		err = taken.Refused[0].Err
	}
	if err == nil {
		err = t.Look(ctx, p)
	}
	if err != nil {
		return c, errors.Join(err, d.putDown(c.ID), d.Trays.Wipe(c.ID))
	}
	c.Pages = t.Pages()
	saved, err := d.Records.SaveConversion(ctx, actOf(c, "draft"), c)
	if err != nil {
		return c, err
	}
	return saved, d.putDown(c.ID)
}

// refuseOrder leaves the register line of a secret order; no file was opened.
func (d *Desk) refuseOrder(ctx context.Context, o Order, why error) error {
	if o.Document.Secrecy.Secret() {
		line := RefusalOf(d.Clock.Now(), o.Clerk, o.Document)
		if _, err := d.Register.Refuse(ctx, store.Act{Actor: o.Clerk.Name, Step: StepRefuse}, line, nil); err != nil {
			return err
		}
	}
	return why
}

func idsOf(pages []office.Page) []office.ID {
	ids := make([]office.ID, len(pages))
	for i, p := range pages {
		ids[i] = p.ID
	}
	return ids
}

func actOf(c office.Conversion, step string) store.Act {
	return store.Act{Actor: c.Clerk.Name, Step: step}
}
