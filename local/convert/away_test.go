package convert

import (
	"context"
	"errors"
	"testing"

	"tram/local/intake"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
)

// refusing is a store that refuses to keep some saves of a conversion.
type refusing struct {
	Records
	why  error
	left int // how many it refuses; negative: all
}

func (r *refusing) SaveConversion(ctx context.Context, act store.Act, c office.Conversion) (office.Conversion, error) {
	if r.left != 0 {
		r.left--
		return c, r.why
	}
	return r.Records.SaveConversion(ctx, act, c)
}

// refusals are the ways in which a store refuses to keep a record.
var refusals = []error{store.NotAllowed, store.DiskFull, store.Busy, store.Stale, errors.New("the gate")}

// refused does act while the store refuses every save, and holds that it failed so.
func refused(t *testing.T, d *Desk, why error, act func() error) {
	t.Helper()
	s := d.Records
	d.Records = &refusing{Records: s, why: why, left: -1}
	err := act()
	d.Records = s
	if !errors.Is(err, why) {
		t.Errorf("refused with %v, told %v", why, err)
	}
}

// TestADraftWhoseRecordWasNotSavedKeepsItsPagesAtHand refuses the saving of a
// discarding and of a return, and lets the program end after each.
func TestADraftWhoseRecordWasNotSavedKeepsItsPagesAtHand(t *testing.T) {
	for _, why := range refusals {
		home, ctx := t.TempDir(), t.Context()
		identity, err := seal.New()
		check(t, err)
		d := settled(t, open(t, home, identity))
		c := draftWith(t, d, samplePages(t, "1", "2"))
		again := func() {
			t.Helper()
			check(t, d.Close())
			d = open(t, home, identity)
			_, err := d.Recover(ctx, atStart)
			check(t, err)
		}
		holds := func(when string) {
			t.Helper()
			if got, err := d.Resume(ctx, c.ID); err != nil || len(got.Pages) != 2 {
				t.Errorf("%v, %s: %d pages, %v", why, when, len(got.Pages), err)
			}
		}
		refused(t, d, why, func() error { return d.Discard(ctx, c.ID) })
		holds("at once")
		again()
		holds("after a restart")
		check(t, d.Discard(ctx, c.ID))
		refused(t, d, why, func() error { return d.Restore(ctx, c.ID) })
		if _, err := d.Trays.Tray(ctx, c.ID); !errors.Is(err, intake.PutAway) {
			t.Errorf("%v: the tray came back without its record: %v", why, err)
		}
		again()
		check(t, d.Restore(ctx, c.ID))
		holds("after the return")
	}
}

// TestASaveThatSomebodyCameBeforeIsDoneOnceMore has another write the record while a
// draft is put away and brought back.
func TestASaveThatSomebodyCameBeforeIsDoneOnceMore(t *testing.T) {
	d, ctx := newOffice(t), t.Context()
	c := draftWith(t, d, samplePages(t, "1"))
	s := d.Records
	for _, act := range []func(context.Context, office.ID) error{d.Discard, d.Restore} {
		d.Records = &refusing{Records: s, why: store.Stale, left: 2}
		check(t, act(ctx, c.ID))
	}
	if got, err := d.Resume(ctx, c.ID); err != nil || len(got.Pages) != 1 {
		t.Errorf("%d pages, %v", len(got.Pages), err)
	}
}

// cutOff saves a record as a power cut leaves it, before its tray could follow.
func cutOff(t *testing.T, d *Desk, id office.ID, step string, state office.State) {
	t.Helper()
	c, err := d.Records.Conversion(t.Context(), id)
	check(t, err)
	c.State = state
	_, err = d.Records.SaveConversion(t.Context(), store.Act{Actor: clerk.Name, Step: step}, c)
	check(t, err)
	check(t, d.putDown(id))
}

// TestATrayThatCouldNotFollowItsRecordIsMovedLater cuts the power between the record
// and the tray, both ways, and opens the draft at once or after a start.
func TestATrayThatCouldNotFollowItsRecordIsMovedLater(t *testing.T) {
	recover := func(d *Desk, id office.ID) error { _, err := d.Recover(t.Context(), atStart); return err }
	for name, later := range map[string]func(*Desk, office.ID) error{
		"the next start": recover, "the next opening": func(d *Desk, id office.ID) error { _, err := d.Resume(t.Context(), id); return err },
		"two starts": func(d *Desk, id office.ID) error { return errors.Join(recover(d, id), recover(d, id)) },
	} {
		d, ctx := newOffice(t), t.Context()
		d.Beside = func(_ context.Context, _ office.ID, err error) { t.Errorf("%s: %v", name, err) }
		c := draftWith(t, d, samplePages(t, "1", "2"))
		check(t, d.Discard(ctx, c.ID))
		cutOff(t, d, c.ID, "restore", office.Draft)
		check(t, later(d, c.ID))
		if away, err := d.Trays.Away(); err != nil || len(away) > 0 {
			t.Errorf("%s: still away: %v, %v", name, away, err)
		}
		if got, err := d.Resume(ctx, c.ID); err != nil || len(got.Pages) != 2 {
			t.Errorf("%s: %d pages, %v", name, len(got.Pages), err)
		}
	}
	d, ctx := newOffice(t), t.Context()
	c := draftWith(t, d, samplePages(t, "1"))
	cutOff(t, d, c.ID, "discard", office.Discarded)
	check(t, recover(d, c.ID))
	if away, err := d.Trays.Away(); err != nil || len(away) != 1 || away[0] != c.ID {
		t.Errorf("put away: %v, %v", away, err)
	}
	check(t, d.Restore(ctx, c.ID))
}

// TestADiscardingCutOffCanBeTakenBackAtOnce restores a draft whose tray was not put
// away yet.
func TestADiscardingCutOffCanBeTakenBackAtOnce(t *testing.T) {
	d, ctx := newOffice(t), t.Context()
	c := draftWith(t, d, samplePages(t, "1"))
	cutOff(t, d, c.ID, "discard", office.Discarded)
	check(t, d.Restore(ctx, c.ID))
	if got, err := d.Resume(ctx, c.ID); err != nil || len(got.Pages) != 1 {
		t.Errorf("%d pages, %v", len(got.Pages), err)
	}
}

// edits are all the ways in which pages of a tray are changed.
func edits(t *testing.T) map[string]func(*intake.Tray) error {
	other := samplePages(t, "3")[0]
	return map[string]func(*intake.Tray) error{
		"turn":    func(tray *intake.Tray) error { return tray.Turn(tray.Pages()[0].ID, 1) },
		"move":    func(tray *intake.Tray) error { return tray.Move(tray.Pages()[0].ID, 1) },
		"remove":  func(tray *intake.Tray) error { return tray.Remove(tray.Pages()[0].ID) },
		"paper":   func(tray *intake.Tray) error { return tray.OnPaper(tray.Pages()[0].ID, "A5") },
		"replace": func(tray *intake.Tray) error { return tray.Replace(t.Context(), tray.Pages()[0].ID, other, "") },
		"undo":    func(tray *intake.Tray) error { _, err := tray.Undo(); return err },
	}
}

// TestWhatTheStoreRefusesLeavesThePagesAsTheyLay refuses each edit, and opens the
// tray anew after it.
func TestWhatTheStoreRefusesLeavesThePagesAsTheyLay(t *testing.T) {
	d, ctx := newOffice(t), t.Context()
	c := draftWith(t, d, samplePages(t, "1", "2"))
	before, err := d.Pages(c.ID)
	check(t, err)
	for name, edit := range edits(t) {
		for _, why := range refusals {
			refused(t, d, why, func() error { return d.Edit(ctx, c.ID, edit) })
			check(t, d.putDown(c.ID))
			if after, err := d.Resume(ctx, c.ID); err != nil || !sameLay(before, after.Pages) {
				t.Errorf("%s, %v: the pages lie as %v: %v", name, why, after.Pages, err)
			}
		}
	}
}

// TestEachEditOfPagesIsAnEntryOfTheJournal counts what each leaves there, and holds that
// one that changes nothing leaves nothing.
func TestEachEditOfPagesIsAnEntryOfTheJournal(t *testing.T) {
	for name, edit := range edits(t) {
		d, ctx := newOffice(t), t.Context()
		c := draftWith(t, d, samplePages(t, "1", "2"))
		count := func() int {
			entries, err := d.Journal.Entries(ctx, c.ID)
			check(t, err)
			return len(entries)
		}
		before := count()
		check(t, d.Edit(ctx, c.ID, edit))
		if n := count() - before; n != 1 {
			t.Errorf("%s: %d entries", name, n)
		}
		kept, err := d.Records.Conversion(ctx, c.ID)
		check(t, err)
		if lie, err := d.Pages(c.ID); err != nil || !sameLay(kept.Pages, lie) {
			t.Errorf("%s: the record tells %v: %v", name, kept.Pages, err)
		}
		check(t, d.Edit(ctx, c.ID, func(*intake.Tray) error { return nil }))
		if n := count() - before; n != 1 {
			t.Errorf("%s, and nothing: %d entries", name, n)
		}
	}
}
