package convert

import (
	"context"
	"errors"
	"slices"

	"tram/local/intake"
	"tram/local/office"
	"tram/local/store"
)

// Scanned takes a page that a scanner sent into a draft, before one of its pages or at the
// end; a draft that is not there yet is begun with it. When it returns without an error the
// page lies in the tray for good. The record tells of it with NoteScanned.
func (d *Desk) Scanned(ctx context.Context, o office.ScanOrder, p office.ScannedPage) (office.Page, error) {
	if err := d.beginAs(ctx, o.Clerk, o.Draft); err != nil {
		return office.Page{}, err
	}
	t, err := d.editable(ctx, o.Draft)
	if err != nil {
		return office.Page{}, err
	}
	at := slices.IndexFunc(t.Pages(), func(p office.Page) bool { return p.ID == o.Before })
	got, err := t.TakeScanned(ctx, at, p.Path, p.DPI)
	switch {
	case err != nil:
		return office.Page{}, err
	case len(got.Refused) > 0:
		return office.Page{}, got.Refused[0].Err
	}
	return got.Pages[0], nil
}

// NoteScanned writes the pages of a draft to its record, once for a whole scan.
func (d *Desk) NoteScanned(ctx context.Context, id office.ID) error {
	t, err := d.tray(ctx, id)
	if err != nil {
		return err
	}
	return d.notePages(ctx, id, t.Pages(), "take", sameSheets)
}

// beginAs begins a draft of an ID that was chosen before, unless it is there.
func (d *Desk) beginAs(ctx context.Context, clerk office.Clerk, id office.ID) error {
	_, err := d.Records.Conversion(ctx, id)
	if !errors.Is(err, store.NoSuchRecord) {
		return err
	}
	clerk = d.Hand.Of(ctx, clerk)
	c, err := d.blankDraft(ctx, clerk)
	if err != nil {
		return err
	}
	c.ID = id
	_, err = d.Records.SaveConversion(ctx, store.Act{Actor: clerk.Name, Step: "draft"}, c)
	return err
}

// Arrived takes a file that came by itself into a draft of its own, and puts it down.
// Whoever brings the file chose the ID: brought again by a start after one that was cut
// off, it is taken once. refused is why the file is none that can be taken: then no draft
// stays.
func (d *Desk) Arrived(ctx context.Context, clerk office.Clerk, id office.ID, path string) (pages int, refused, err error) {
	c, err := d.Records.Conversion(ctx, id)
	switch {
	case errors.Is(err, store.NoSuchRecord):
		clerk = d.Hand.Of(ctx, clerk)
		c, err = d.blankDraft(ctx, clerk)
		c.ID = id
	case err == nil && (c.State != office.Draft || len(c.Pages) > 0):
		return len(c.Pages), nil, nil
	}
	if err != nil {
		return 0, nil, err
	}
	t, err := d.tray(ctx, id)
	if err != nil {
		return 0, nil, err
	}
	defer func() { err = errors.Join(err, d.putDown(id)) }()
	if len(t.Pages()) == 0 {
		got, err := t.Take(ctx, -1, []string{path}, "", nil)
		if len(got.Refused) > 0 {
			return 0, got.Refused[0].Err, errors.Join(d.putDown(id), d.Trays.Wipe(id))
		}
		if err != nil {
			return 0, nil, err
		}
	}
	c.Pages = t.Pages()
	_, err = d.Records.SaveConversion(context.WithoutCancel(ctx), store.Act{Actor: c.Clerk.Name, Step: "take"}, c)
	return len(c.Pages), nil, err
}

// TakeLeft takes pages, in their order, that a scan which was cut off left outside of the
// draft that they were for, and notes what lies in it. Where that is finished or discarded
// by now they make a draft of their own, of nobody. refused are those that are no page.
func (d *Desk) TakeLeft(ctx context.Context, id office.ID, paths []string, by store.Act) (refused []string, err error) {
	c, err := d.leftFor(ctx, id)
	if err != nil {
		return nil, err
	}
	t, err := d.tray(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.putDown(c.ID)) }()
	if refused, err = takeMissing(ctx, t, paths); err != nil {
		return refused, err
	}
	switch {
	case len(t.Pages()) == 0 && c.Version == 0:
		return refused, errors.Join(d.putDown(c.ID), d.Trays.Wipe(c.ID))
	case sameSheets(c.Pages, t.Pages()):
		return refused, nil
	case c.State == office.Checked:
		c.State = office.Draft
		c.Unchecked()
	}
	c.Pages = t.Pages()
	_, err = d.Records.SaveConversion(ctx, by, c)
	return refused, err
}

// leftFor is the draft of an ID, or a new one where that is none any more.
func (d *Desk) leftFor(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := d.Records.Conversion(ctx, id)
	missing := errors.Is(err, store.NoSuchRecord)
	if err == nil && (c.State == office.Draft || c.State == office.Checked) || err != nil && !missing {
		return c, err
	}
	c, err = d.draftOf(ctx, office.Clerk{})
	if missing {
		c.ID = id
	}
	return c, err
}

// takeMissing takes what a tray did not take before it was cut off.
func takeMissing(ctx context.Context, t *intake.Tray, paths []string) (refused []string, err error) {
	for _, path := range paths {
		took, err := t.Took(path)
		if err != nil {
			return refused, err
		}
		if took {
			continue
		}
		got, err := t.Take(ctx, -1, []string{path}, "", nil)
		if err != nil {
			return refused, err
		}
		if len(got.Refused) > 0 {
			refused = append(refused, path)
		}
	}
	return refused, nil
}
