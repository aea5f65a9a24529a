package hardcopy

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tram/local/convert"
	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
	"tram/local/store"
	"tram/local/whole"
)

// Import stores a data message as a draft. A secret one is refused before its
// file is opened, and leaves a register line (Điều 6.1).
func (d *Desk) Import(ctx context.Context, o office.MessageOrder, p *job.Progress) (office.Conversion, error) {
	c, err := d.brought(ctx, o, p)
	if err != nil {
		return c, err
	}
	return d.Records.SaveConversion(ctx, actOf(c, "import"), c)
}

// Adopt stores a file that no record named as a draft, together with the person's
// word on it: both, or neither.
func (d *Desk) Adopt(ctx context.Context, o office.MessageOrder, word office.Notice) (office.Conversion, error) {
	c, err := d.brought(ctx, o, nil)
	if err != nil {
		return c, err
	}
	return d.Records.SaveAdopted(ctx, actOf(c, "adopt"), c, word)
}

// brought is a draft of what was brought in, which is on no record yet.
func (d *Desk) brought(ctx context.Context, o office.MessageOrder, p *job.Progress) (office.Conversion, error) {
	c, err := d.begin(ctx, o)
	if err != nil {
		return c, err
	}
	m, err := d.Bring(ctx, o.Path, o.Password, p)
	if err != nil {
		return c, err
	}
	m.Systems, m.Address, m.Told = o.Systems, o.Address, toldTime(o.Path)
	m = m.Tidy()
	c.Message, c.Print = &m, &office.PrintCopy{}
	return c, nil
}

// toldTime is the latest time that a file tells of itself, of the disk or in it.
func toldTime(path string) time.Time {
	f, err := whole.Open(path)
	if err != nil {
		return time.Time{}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return time.Time{}
	}
	at := info.ModTime()
	if inside := page.ToldTime(f, info.Size()); inside.After(at) {
		at = inside
	}
	return at.UTC().Truncate(time.Second)
}

func (d *Desk) begin(ctx context.Context, o office.MessageOrder) (office.Conversion, error) {
	bureau, err := d.Settings.Office(ctx)
	if err != nil {
		return office.Conversion{}, err
	}
	o.Clerk = d.Hand.Of(ctx, o.Clerk)
	if err := o.Clerk.Validate(); err != nil {
		return office.Conversion{}, err
	}
	now := d.Clock.Now()
	if o.Form == "" {
		o.Form = office.Plain
	}
	bureau.WithQR = bureau.WithQR || o.WithQR
	c := office.Conversion{
		ID: office.NewID(now), Direction: office.DataToPaper, State: office.Draft, Code: office.NewLookupCode(),
		Form: o.Form, Document: o.Document.Tidy(), Office: bureau, Clerk: o.Clerk, Begun: now,
	}
	if err := d.admit(ctx, c, nil); err != nil {
		return c, err
	}
	c.Source, err = o.Form.AllowDataToPaper(o.Source)
	return c, err
}

// admit refuses a secret document, and words that the registers could not hold.
// draft is what was brought in of it by then; nil: nothing.
func (d *Desk) admit(ctx context.Context, c office.Conversion, draft *office.Conversion) error {
	err := c.Document.Validate()
	if !errors.Is(err, office.SecretAtTheDoor) {
		return err
	}
	if draft == nil {
		return errors.Join(err, d.refuse(ctx, c, nil))
	}
	return convert.Refused(c.Document.Secrecy, d.goneWith(ctx, *draft), d.refuse(ctx, c, draft))
}

// goneWith names what is wiped with a draft: its file, unless another record stands
// on the same.
func (d *Desk) goneWith(ctx context.Context, draft office.Conversion) string {
	if shared, err := d.Shared(ctx, draft); err != nil || len(shared) > 0 {
		return "bản nháp (tệp còn lại vì một hồ sơ khác đang dùng)"
	}
	return "tệp đã đưa vào"
}

// refuse leaves the register line, and wipes what had been brought in: words and
// files. The record goes first, so that a wipe that is cut off is done again at the
// next start.
func (d *Desk) refuse(ctx context.Context, c office.Conversion, draft *office.Conversion) error {
	act := store.Act{Actor: c.Clerk.Name, Step: convert.StepRefuse}
	line := convert.RefusalOf(d.Clock.Now(), c.Clerk, c.Document)
	if draft == nil {
		_, err := d.Records.Refuse(ctx, act, line, nil)
		return err
	}
	left := convert.RefusedDraft(*draft, c.Document.Secrecy)
	if _, err := d.Records.Refuse(ctx, act, line, &left); err != nil {
		return convert.NotOnRecord{Cause: err}
	}
	return d.wipe(ctx, left)
}

// refuseMade refuses an act whose print copy is made and that is not finished: what
// was told secret goes, the copy with it. A finished act is on record for ever, and
// can only be withdrawn.
func (d *Desk) refuseMade(ctx context.Context, c, typed office.Conversion) error {
	if c.State == office.Finished {
		return CopyIsMade.About(c.Code)
	}
	typed.Document = typed.Document.Tidy()
	return d.admit(ctx, c.Worded(typed), &c)
}

// wipe removes the files of a refused message from the vault, but for those that
// another record stands on, which the officer is told of (Shared).
func (d *Desk) wipe(ctx context.Context, refused office.Conversion) error {
	if refused.Message == nil {
		return nil
	}
	shared, err := d.Shared(ctx, refused)
	if err != nil {
		return err
	}
	all := append(filesOf(*refused.Message), copyOf(refused)...)
	return d.wipeAll(slices.DeleteFunc(all, func(file office.Digest) bool { return slices.Contains(shared, file) }))
}

func (d *Desk) wipeAll(files []office.Digest) error {
	for _, file := range files {
		if file == "" {
			continue
		}
		if err := d.Vault.Wipe(file); err != nil {
			return err
		}
	}
	return nil
}

// copyOf are the files that the vault holds of a print copy beside the original.
func copyOf(c office.Conversion) (files []office.Digest) {
	if c.Print != nil {
		files = append(files, c.Print.More)
	}
	return append(files, c.PDF)
}

// Shared lists the files of a refused message that another record still uses: the
// same file was brought in before, and is not refused.
func (d *Desk) Shared(ctx context.Context, refused office.Conversion) (shared []office.Digest, err error) {
	if refused.Message == nil {
		return nil, nil
	}
	all := slices.DeleteFunc(append(filesOf(*refused.Message), copyOf(refused)...), func(f office.Digest) bool { return f == "" || !d.Vault.Has(f) })
	if len(all) == 0 {
		return nil, nil
	}
	others, err := d.Records.ConversionsOfMessage(ctx, refused.Message.File)
	for _, o := range others {
		if o.ID != refused.ID && !o.Document.Secrecy.Secret() && o.Message != nil {
			shared = append(shared, filesOf(*o.Message)...)
		}
	}
	// The file may be what another act made: a print is brought in that this office wrote.
	err = errors.Join(err, d.Records.EachKept(ctx, func(f office.Digest) bool { return !slices.Contains(all, f) }, func(g office.Gap) {
		if g.Record != refused.ID {
			shared = append(shared, g.Digest)
		}
	}))
	slices.Sort(shared)
	return slices.DeleteFunc(slices.Compact(shared), func(f office.Digest) bool { return !slices.Contains(all, f) }), err
}

// Recover wipes what a refusal that was cut off has left in the vault.
func (d *Desk) Recover(ctx context.Context) error {
	refused, err := d.Records.Refused(ctx)
	if err != nil {
		return err
	}
	for _, c := range refused {
		if err := d.wipe(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// Describe saves what the clerk typed while no print copy is made: document, form,
// systems, address, signer of a copy. A secret grade refuses the document: its
// files and words are wiped, and a register line stays (Điều 6.1).
func (d *Desk) Describe(ctx context.Context, typed office.Conversion) (office.Conversion, error) {
	typed.Clerk = d.Hand.Of(ctx, typed.Clerk)
	c, err := d.draft(ctx, typed.ID)
	if errors.Is(err, CopyIsMade) && typed.Document.Secrecy.Secret() {
		return c, d.refuseMade(ctx, c, typed)
	}
	if err != nil {
		return c, err
	}
	typed.Document = typed.Document.Tidy()
	next := c.Worded(typed)
	if err := d.admit(ctx, next, &c); err != nil {
		return c, err
	}
	if next.Source, err = next.Form.AllowDataToPaper(typed.Source); err != nil {
		return c, err
	}
	return d.Records.SaveConversion(ctx, actOf(next, "describe"), next)
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
	clerk = d.Hand.Of(ctx, clerk)
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
	c.State = office.Discarded
	_, err = d.Records.SaveConversion(ctx, actOf(c, "discard"), c)
	return err
}

// Restore brings a draft back that was put away. What was refused as secret never
// comes back.
func (d *Desk) Restore(ctx context.Context, id office.ID) error {
	c, err := d.message(ctx, id)
	if err != nil {
		return err
	}
	if c.State != office.Discarded || c.Document.Secrecy.Secret() {
		return NothingToRestore.About(c.Code)
	}
	c.State = office.Draft
	_, err = d.Records.SaveConversion(ctx, actOf(c, "restore"), c)
	return err
}
