package convert

import (
	"context"
	"errors"

	"tram/local/office"
	"tram/local/store"
)

// Recover brings trays and records together again after a start that was cut
// off: a tray whose conversion was finished is emptied, one that a secret
// document left is wiped, one that was discarded is put away, and one that has
// pages but no record yet becomes a draft of the given clerk. It returns how
// many drafts it made. Trays that somebody works on are left alone.
func (d *Desk) Recover(ctx context.Context, clerk office.Clerk) (made int, err error) {
	waiting, err := d.Trays.Waiting(ctx)
	if err != nil {
		return 0, err
	}
	for _, id := range waiting {
		c, err := d.Records.Conversion(ctx, id)
		switch {
		case errors.Is(err, store.NoSuchRecord):
			err = d.adopt(ctx, id, clerk)
			made++
		case err != nil:
		case c.State == office.Finished:
			err = d.Trays.Filed(id)
		case c.State == office.Discarded && c.Document.Secrecy != office.Ordinary:
			err = d.Trays.Wipe(id)
		case c.State == office.Discarded:
			err = d.Trays.Discard(id)
		}
		if err != nil {
			return made, err
		}
	}
	return made, nil
}

// adopt gives pages that were taken in a record, so that the clerk finds them.
func (d *Desk) adopt(ctx context.Context, id office.ID, clerk office.Clerk) error {
	c, err := d.blankDraft(ctx, clerk)
	if err != nil {
		return err
	}
	t, err := d.tray(ctx, id)
	if err != nil {
		return err
	}
	c.ID, c.Pages = id, t.Pages()
	if _, err := d.Records.SaveConversion(ctx, actOf(c, "recover"), c); err != nil {
		return err
	}
	return d.putDown(id)
}
