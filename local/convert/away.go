package convert

import (
	"context"
	"errors"

	"tram/local/intake"
	"tram/local/office"
	"tram/local/store"
)

// The record of a draft goes before its tray: a tray that is put away while its record
// says that it is worked on is one that nobody finds again. Where the tray could not
// follow, the next opening, or the next start, moves it.

// errOtherwise ends the move of a tray whose record does not ask for it.
var errOtherwise = errors.New("the record says otherwise")

// Discard puts a draft away. Restore brings it back with every page.
func (d *Desk) Discard(ctx context.Context, id office.ID) error {
	return d.follow(ctx, id, d.Trays.Discard, "discard", office.Discarded, d.waiting)
}

// Restore brings a discarded draft back, as far as the clerk had come with it.
func (d *Desk) Restore(ctx context.Context, id office.ID) error {
	return d.follow(ctx, id, d.Trays.Restore, "restore", office.Draft, d.putAway)
}

// putAway reads a draft that was discarded, and can come back.
func (d *Desk) putAway(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := d.Records.Conversion(ctx, id)
	if err == nil && (c.Direction == office.DataToPaper || c.State != office.Discarded || c.Document.Secrecy.Secret()) {
		err = NothingToRestore
	}
	return c, err
}

// follow saves the next state of the record that from reads, and then moves the tray.
// A tray that cannot follow is trouble beside what is on record by then.
func (d *Desk) follow(ctx context.Context, id office.ID, move func(office.ID, func() error) error, step string, next office.State, from func(context.Context, office.ID) (office.Conversion, error)) error {
	if _, err := from(ctx, id); err != nil {
		return err
	}
	if err := d.putDown(id); err != nil {
		return err
	}
	saved := false
	err := move(id, func() error {
		err := notStale(func() error {
			c, err := from(ctx, id)
			if err != nil {
				return err
			}
			c.State = next
			_, err = d.Records.SaveConversion(ctx, store.Act{Actor: c.Clerk.Name, Step: step}, c)
			return err
		})
		saved = err == nil
		return err
	})
	if !saved {
		return err
	}
	d.unmoved(ctx, id, err)
	return nil
}

// unmoved tells of a tray that does not lie where its record says.
func (d *Desk) unmoved(ctx context.Context, id office.ID, err error) {
	if err != nil && d.Beside != nil {
		d.Beside(ctx, id, TrayUnmoved.Because(err))
	}
}

// says fails unless the record of paper is in one of the states.
func (d *Desk) says(ctx context.Context, id office.ID, states ...office.State) error {
	c, err := d.Records.Conversion(ctx, id)
	if err != nil {
		return err
	}
	for _, s := range states {
		if c.State == s && c.Direction != office.DataToPaper {
			return nil
		}
	}
	return errOtherwise
}

// bringBack brings a tray back that was put away although its record is worked on.
func (d *Desk) bringBack(ctx context.Context, id office.ID) error {
	isOpen := func() error { return d.says(ctx, id, office.Draft, office.Checked) }
	if err := isOpen(); err != nil {
		return err
	}
	return d.Trays.Restore(id, isOpen)
}

// bringAllBack does so with every tray that was put away.
func (d *Desk) bringAllBack(ctx context.Context) error {
	away, err := d.Trays.Away()
	if err != nil {
		return err
	}
	for _, id := range away {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := d.bringBack(ctx, id)
		if errors.Is(err, errOtherwise) || errors.Is(err, store.NoSuchRecord) || errors.Is(err, intake.TrayBusy) {
			continue
		}
		d.unmoved(ctx, id, err)
	}
	return nil
}
