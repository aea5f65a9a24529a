package convert

import (
	"context"
	"errors"

	"tram/local/office"
	"tram/local/store"
)

// Recover brings trays and records together again after a start that was cut
// off: a tray whose conversion was finished is emptied, one that a secret
// document left is wiped, one that was discarded is put away, one that is worked on
// and lies among those is brought back, and one that has pages but no record yet becomes a draft of nobody: who took them in is not
// known. It returns how many drafts it made. Trays that somebody works on are left
// alone; of one that cannot be moved or removed now Beside is told, and the next
// start tries again.
func (d *Desk) Recover(ctx context.Context, by store.Act) (made int, err error) {
	waiting, err := d.Trays.Waiting(ctx)
	if err != nil {
		return 0, err
	}
	for _, id := range waiting {
		c, err := d.Records.Conversion(ctx, id)
		switch {
		case errors.Is(err, store.NoSuchRecord):
			err = d.adopt(ctx, id, by)
			made++
		case err == nil:
			d.tidied(ctx, c)
		}
		if err != nil {
			return made, err
		}
	}
	return made, d.bringAllBack(ctx)
}

// tidied does with a tray what its record says.
func (d *Desk) tidied(ctx context.Context, c office.Conversion) {
	var err error
	switch {
	case c.State == office.Finished:
		err = d.Trays.Filed(c.ID)
	case c.State == office.Discarded && c.Document.Secrecy.Secret():
		err = d.Trays.Wipe(c.ID)
	case c.State == office.Discarded:
		d.unmoved(ctx, c.ID, d.Trays.Discard(c.ID, func() error { return d.says(ctx, c.ID, office.Discarded) }))
	}
	if err != nil && d.Beside != nil {
		d.Beside(ctx, c.ID, TrayStays.Because(err))
	}
}

// adopt gives pages that were taken in a record, so that the clerk finds them.
func (d *Desk) adopt(ctx context.Context, id office.ID, by store.Act) error {
	c, err := d.draftOf(ctx, office.Clerk{})
	if err != nil {
		return err
	}
	t, err := d.tray(ctx, id)
	if err != nil {
		return err
	}
	c.ID, c.Pages = id, t.Pages()
	if _, err := d.Records.SaveConversion(ctx, by, c); err != nil {
		return err
	}
	return d.putDown(id)
}
