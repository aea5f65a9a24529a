package convert

import (
	"context"
	"errors"
	"slices"

	"tram/local/intake"
	"tram/local/office"
	"tram/local/store"
)

// Scanned takes what a scanner sent as one page into a draft, before one of its pages, in the
// place of one, or at the end; a draft that is not there yet is begun with it. A file may
// hold several pages. When it returns without an error they lie in the tray for good. The record tells of it with
// NoteScanned. first is the page with which the step began that the page before it is part
// of, and is told anew; empty: it begins one.
func (d *Desk) Scanned(ctx context.Context, o office.ScanOrder, p office.ScannedPage, first office.ID) (_ []office.Page, now office.ID, err error) {
	if err := d.beginAs(ctx, o.Clerk, o.Draft); err != nil {
		return nil, "", err
	}
	t, err := d.editable(ctx, o.Draft)
	if err != nil {
		return nil, "", err
	}
	if o.Over != "" && first == "" {
		taken, err := t.ReplaceScanned(ctx, o.Over, p.Path, p.DPI)
		if err != nil {
			return nil, "", err
		}
		return taken, taken[0].ID, nil
	}
	at := slices.IndexFunc(t.Pages(), func(p office.Page) bool { return p.ID == o.Before })
	got, err := t.TakeScanned(ctx, at, p.Path, p.DPI, first)
	switch {
	case err != nil:
		return nil, "", err
	case len(got.Refused) > 0:
		return nil, "", got.Refused[0].Err
	}
	return got.Pages, got.First, nil
}

// NoteScanned writes the pages of a draft to its record, once for a whole scan.
func (d *Desk) NoteScanned(ctx context.Context, id office.ID) error {
	t, err := d.tray(ctx, id)
	if err != nil {
		return err
	}
	return d.notePages(ctx, id, nil, t.Pages(), "take", sameSheets)
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
// stays. The draft is the clerk's; that the file came is told by the act.
func (d *Desk) Arrived(ctx context.Context, by store.Act, clerk office.Clerk, id office.ID, path string) (pages int, refused, err error) {
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
	_, err = d.Records.SaveConversion(context.WithoutCancel(ctx), by, c)
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

// Across moves a page from one draft into another, at a place among its pages or at the end
// (at < 0). It lies in both for a moment, and in neither never; a move that was cut off is
// ended at the next start. A draft that has no page left is discarded, and comes back with
// the next page that is moved into it.
func (d *Desk) Across(ctx context.Context, from, page, to office.ID, at int) error {
	here, err := d.editable(ctx, from)
	if err != nil {
		return err
	}
	if _, err := d.putAway(ctx, to); err == nil { // it had given its last page away
		if err := d.Restore(ctx, to); err != nil {
			return err
		}
	}
	there, err := d.editable(ctx, to)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	if err := there.Bring(here, page, at); err != nil {
		return err
	}
	if err := d.notePages(ctx, to, nil, there.Pages(), stepEdit, sameLay); err != nil {
		return err
	}
	return d.givenAway(ctx, here, from, page)
}

func (d *Desk) givenAway(ctx context.Context, here *intake.Tray, from, page office.ID) error {
	if err := here.GiveAway(page); err != nil {
		return err
	}
	if err := d.notePages(ctx, from, nil, here.Pages(), stepEdit, sameLay); err != nil || len(here.Pages()) > 0 {
		return err
	}
	return d.Discard(ctx, from)
}

// EndAcross ends a move that was cut off: a page that came into the other draft leaves the
// one in which it lay.
func (d *Desk) EndAcross(ctx context.Context, from, page, to office.ID) error {
	there, err := d.Pages(to)
	if err != nil || !slices.ContainsFunc(there, func(p office.Page) bool { return p.ID == page }) {
		return errors.Join(err, d.putDown(to))
	}
	here, err := d.tray(ctx, from)
	if err != nil {
		return err
	}
	err = errors.Join(d.notePages(ctx, to, nil, there, stepEdit, sameLay), d.givenAway(ctx, here, from, page))
	return errors.Join(err, d.putDown(from), d.putDown(to))
}

// Interleave lays the backs of sheets, that came in the order of the turned stack, behind
// their fronts, as one step that can be taken back. Failure: SidesDiffer.
func (d *Desk) Interleave(ctx context.Context, id office.ID, fronts, backs []office.ID) error {
	if len(fronts) != len(backs) {
		return SidesDiffer.About(len(fronts), len(backs))
	}
	return d.Edit(ctx, id, func(t *intake.Tray) error {
		var order []office.ID
		for _, p := range t.Pages() {
			if i := slices.Index(fronts, p.ID); i >= 0 {
				order = append(order, p.ID, backs[len(backs)-1-i])
			} else if !slices.Contains(backs, p.ID) {
				order = append(order, p.ID)
			}
		}
		return t.Arrange(order)
	})
}
