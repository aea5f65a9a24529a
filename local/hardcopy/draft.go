package hardcopy

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
)

// Import stores a data message as a draft. A secret one is refused before its
// file is opened, and leaves a register line (Điều 6.1).
func (d *Desk) Import(ctx context.Context, o office.MessageOrder, p *job.Progress) (office.Conversion, error) {
	c, err := d.begin(ctx, o)
	if err != nil {
		return c, err
	}
	m, err := d.Bring(ctx, o.Path, o.Password, p)
	if err != nil {
		return c, err
	}
	m.Systems, m.Address = o.Systems, o.Address
	m = m.Tidy()
	c.Message, c.Print = &m, &office.PrintCopy{}
	return d.Records.SaveConversion(ctx, actOf(c, "import"), c)
}

func (d *Desk) begin(ctx context.Context, o office.MessageOrder) (office.Conversion, error) {
	bureau, err := d.Settings.Office(ctx)
	if err != nil {
		return office.Conversion{}, err
	}
	if err := o.Clerk.Validate(); err != nil {
		return office.Conversion{}, err
	}
	now := d.Clock.Now()
	if o.Form == "" {
		o.Form = office.Plain
	}
	if o.Document.Secrecy == "" {
		o.Document.Secrecy = office.Ordinary
	}
	bureau.WithQR = bureau.WithQR || o.WithQR
	c := office.Conversion{
		ID: office.NewID(now), Direction: office.DataToPaper, State: office.Draft, Code: office.NewLookupCode(),
		Form: o.Form, Document: o.Document.Tidy(), Office: bureau, Clerk: o.Clerk, Begun: now,
	}
	if err := d.admit(ctx, c); err != nil {
		return c, err
	}
	c.Source, err = o.Form.AllowDataToPaper(o.Source)
	return c, err
}

// admit refuses a secret document, and words that the registers could not hold.
func (d *Desk) admit(ctx context.Context, c office.Conversion) error {
	err := c.Document.Validate()
	if !errors.Is(err, office.SecretAtTheDoor) {
		return err
	}
	doc := c.Document
	r := office.Refusal{
		At: d.Clock.Now(), Clerk: c.Clerk.Name, Secrecy: doc.Secrecy,
		Number: doc.Number, Symbol: doc.Symbol, Issuer: doc.Issuer, Issued: doc.Issued,
	}
	_, failed := d.Records.SaveRefusal(ctx, store.Act{Actor: c.Clerk.Name, Step: "refuse"}, r)
	return errors.Join(err, failed)
}

// Describe saves what the clerk typed while no print copy is made: document, form,
// systems, address, signer of a copy. A secret grade refuses the document and
// drops the draft.
func (d *Desk) Describe(ctx context.Context, typed office.Conversion) (office.Conversion, error) {
	c, err := d.draft(ctx, typed.ID)
	if err != nil {
		return c, err
	}
	typed.Document = typed.Document.Tidy()
	next := worded(c, typed)
	if err := d.admit(ctx, next); err != nil {
		if errors.Is(err, office.SecretAtTheDoor) { // with its grade, so that Restore never brings it back
			c.Document = office.Document{Type: next.Document.Type, Secrecy: next.Document.Secrecy}
			err = errors.Join(err, d.putAway(ctx, c))
		}
		return c, err
	}
	if next.Source, err = next.Form.AllowDataToPaper(typed.Source); err != nil {
		return c, err
	}
	return d.Records.SaveConversion(ctx, actOf(next, "describe"), next)
}

// worded puts the clerk's words into the record of a draft.
func worded(c, typed office.Conversion) office.Conversion {
	c.Document, c.Form, c.Clerk, c.Source = typed.Document, typed.Form, typed.Clerk, typed.Source
	c.Office.WithQR = typed.Office.WithQR
	if typed.Message != nil {
		m := *c.Message
		m.Systems, m.Address = slices.Clone(typed.Message.Systems), typed.Message.Address
		m = m.Tidy()
		c.Message = &m
	}
	if typed.Print != nil {
		p := *c.Print
		p.Signer = typed.Print.Signer
		c.Print = &p
	}
	return c
}

// Decide records why paper is made of an original that has something against it.
func (d *Desk) Decide(ctx context.Context, id office.ID, clerk office.Clerk, why string) (office.Conversion, error) {
	c, err := d.draft(ctx, id)
	if err != nil {
		return c, err
	}
	if why = strings.Join(strings.Fields(why), " "); why == "" {
		return c, NoReason
	}
	p := *c.Print
	p.Decision = &office.Decision{Why: why, Clerk: clerk.Name, At: d.Clock.Now()}
	c.Print = &p
	return d.Records.SaveConversion(ctx, store.Act{Actor: clerk.Name, Step: "decide"}, c)
}

// Discard puts a draft away. Its file stays in the vault, so that Restore can bring
// it back.
func (d *Desk) Discard(ctx context.Context, id office.ID) error {
	c, err := d.draft(ctx, id)
	if err != nil {
		return err
	}
	return d.putAway(ctx, c)
}

func (d *Desk) putAway(ctx context.Context, c office.Conversion) error {
	c.State = office.Discarded
	_, err := d.Records.SaveConversion(ctx, actOf(c, "discard"), c)
	return err
}

// Restore brings a draft back that was put away. What was refused as secret never
// comes back.
func (d *Desk) Restore(ctx context.Context, id office.ID) error {
	c, err := d.message(ctx, id)
	if err != nil {
		return err
	}
	if c.State != office.Discarded || c.Document.Secrecy != office.Ordinary {
		return NothingToRestore.About(c.Code)
	}
	c.State = office.Draft
	_, err = d.Records.SaveConversion(ctx, actOf(c, "restore"), c)
	return err
}
