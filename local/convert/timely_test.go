package convert

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/intake"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
)

func anOrder(files []string) Order {
	return Order{Clerk: clerk, Document: office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary}, Form: office.Plain, Seen: true, Counted: len(files), Files: files}
}

// TestADoubtedClockNeedsAWordThatTheJournalKeeps sets the clock against the journal,
// which ends at noon, and against the files.
func TestADoubtedClockNeedsAWordThatTheJournalKeeps(t *testing.T) {
	at := func(d time.Duration) time.Time { return noon.Add(d) }
	for name, c := range map[string]struct {
		now, file time.Time
		doubted   bool
	}{
		"right":                        {at(0), at(0), false},
		"a step back of half a minute": {at(-30 * time.Second), at(-time.Hour), false},
		"an hour before the journal":   {at(-time.Hour), at(-2 * time.Hour), true},
		"years before the journal":     {at(-2 * 365 * 24 * time.Hour), at(-3 * 365 * 24 * time.Hour), true},
		"long after the journal":       {at(500 * 24 * time.Hour), at(0), true},
		"a file of next week":          {at(0), at(7 * 24 * time.Hour), true},
		"a file of another zone":       {at(0), at(14 * time.Hour), false},
		"a file of long ago":           {at(0), at(-10 * 365 * 24 * time.Hour), false},
	} {
		t.Run(name, func(t *testing.T) {
			d, ctx := newOffice(t), context.Background()
			files := samplePages(t, "1")
			check(t, os.Chtimes(files[0], c.file, c.file))
			d.Clock = still{c.now}
			o := anOrder(files)
			_, err := d.CarryOut(ctx, o, nil)
			if doubted := errors.Is(err, office.ClockDoubted); doubted != c.doubted || err != nil && !doubted {
				t.Fatalf("%v", err)
			}
			if !c.doubted {
				return
			}
			o.ClockWhy = "đã so với điện thoại"
			done, err := d.CarryOut(ctx, o, nil)
			check(t, err)
			entries, err := d.Journal.Entries(ctx, done.ID)
			check(t, err)
			if last := string(entries[len(entries)-1].Body); done.Clock == nil || !strings.Contains(last, "đã so với điện thoại") || len(done.Clock.Doubts) == 0 {
				t.Errorf("the record keeps %+v", done.Clock)
			}
		})
	}
}

// doubted carries an act out at a time, and tells whether a word was asked for first.
func doubted(t *testing.T, d *Desk, now time.Time) bool {
	t.Helper()
	setClock(d, now)
	o := anOrder(samplePages(t, "1"))
	check(t, os.Chtimes(o.Files[0], noon, noon))
	_, err := d.CarryOut(t.Context(), o, nil)
	if err == nil {
		return false
	}
	if !errors.Is(err, office.ClockDoubted) {
		t.Fatal(err)
	}
	o.ClockWhy = "đã so với điện thoại"
	_, err = d.CarryOut(t.Context(), o, nil)
	check(t, err)
	return true
}

// TestAnHourInAFarYearCostsOneWordAndNoMore dates acts by a clock that jumps.
func TestAnHourInAFarYearCostsOneWordAndNoMore(t *testing.T) {
	type step struct {
		at      time.Duration
		doubted bool
	}
	const day, year = 24 * time.Hour, 365 * 24 * time.Hour
	for name, steps := range map[string][]step{
		"one act in 2031":          {{5 * year, true}, {time.Hour, true}, {2 * time.Hour, false}, {day, false}, {30 * day, false}},
		"an hour of acts in 2031":  {{5 * year, true}, {5*year + time.Hour, false}, {time.Hour, true}, {2 * time.Hour, false}},
		"twice":                    {{5 * year, true}, {time.Hour, true}, {5*year + time.Hour, true}, {day, true}, {2 * day, false}},
		"a month back":             {{-30 * day, true}, {time.Hour, false}, {2 * time.Hour, false}},
		"a month ahead, unnoticed": {{30 * day, false}, {time.Hour, true}, {2 * time.Hour, false}},
		"back behind a word":       {{5 * year, true}, {time.Hour, true}, {-time.Hour, true}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newOffice(t)
			for i, s := range steps {
				if got := doubted(t, d, noon.Add(s.at)); got != s.doubted {
					t.Fatalf("act %d: doubted %v", i, got)
				}
			}
		})
	}
}

// TestADraftThatIsSavedWhileTheClockStandsWrongVouchesForNoTime begins a draft at a
// time before the journal: that entry is the last, and measures nothing.
func TestADraftThatIsSavedWhileTheClockStandsWrongVouchesForNoTime(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	setClock(d, noon.Add(-30*24*time.Hour))
	files := samplePages(t, "1")
	check(t, os.Chtimes(files[0], noon.AddDate(-1, 0, 0), noon.AddDate(-1, 0, 0)))
	c := draftWith(t, d, files)
	_, err := d.Check(ctx, c.ID, viewAll(t, d, c.ID), 1)
	check(t, err)
	if _, err := d.Finish(ctx, c.ID, nil, nil); !errors.Is(err, office.ClockDoubted) {
		t.Errorf("finished: %v", err)
	}
}

func TestNoMarkCarriesTheTimeOfAClockThatWasNeverSet(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	for _, year := range []int{1970, 1980, 2000, 2023} {
		d.Clock = still{time.Date(year, 1, 1, 0, 5, 0, 0, time.UTC)}
		o := anOrder(samplePages(t, "1"))
		o.ClockWhy = "kệ"
		if _, err := d.CarryOut(ctx, o, nil); !errors.Is(err, office.ClockNeverSet) {
			t.Errorf("%d: %v", year, err)
		}
	}
}

func TestAWordOnTheClockCoversADraftForADay(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c := draftWith(t, d, samplePages(t, "1"))
	_, err := d.Check(ctx, c.ID, viewAll(t, d, c.ID), 1)
	check(t, err)
	d.Clock = still{noon.Add(-48 * time.Hour)}
	if _, err := d.Finish(ctx, c.ID, nil, nil); !errors.Is(err, office.ClockDoubted) {
		t.Fatalf("finished: %v", err)
	}
	c, err = d.VouchClock(ctx, c.ID, clerk, "máy đứng giờ")
	check(t, err)
	d.Clock = still{noon.Add(-20 * time.Hour)}
	if _, err := d.Finish(ctx, c.ID, nil, nil); !errors.Is(err, office.ClockDoubted) {
		t.Errorf("a word of another day was taken: %v", err)
	}
	d.Clock = still{noon.Add(-47 * time.Hour)}
	done, err := d.Finish(ctx, c.ID, nil, nil)
	check(t, err)
	if done.Clock == nil || done.Clock.Why != "máy đứng giờ" || done.State != office.Finished {
		t.Errorf("%+v", done.Clock)
	}
}

// TestATrayThatIsHeldDoesNotUndoTheAct has another process take the tray as soon as
// the act is on record.
func TestATrayThatIsHeldDoesNotUndoTheAct(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	dir := t.TempDir()
	identity, err := seal.New()
	check(t, err)
	d.Trays, err = intake.Open(dir, identity, still{noon}, noPDF)
	check(t, err)
	other, err := intake.Open(dir, identity, still{noon}, noPDF)
	check(t, err)
	var told []error
	d.Beside = func(_ context.Context, _ office.ID, err error) { told = append(told, err) }
	c := draftWith(t, d, samplePages(t, "1"))
	_, err = d.Check(ctx, c.ID, viewAll(t, d, c.ID), 1)
	check(t, err)
	d.Records = taker{d.Records, func() {
		check(t, d.putDown(c.ID))
		held, err := other.Tray(ctx, c.ID)
		check(t, err)
		t.Cleanup(func() { held.Close() })
	}}
	done, err := d.Finish(ctx, c.ID, nil, nil)
	check(t, err)
	if done.State != office.Finished || len(told) != 1 || !errors.Is(told[0], TrayStays) {
		t.Fatalf("state %s, told %v", done.State, told)
	}
	if f, is := office.FailureIn(told[0]); !is || !strings.Contains(f.Said, "đã hoàn thành") {
		t.Errorf("told %v", told)
	}
}

// taker does something once an act is on record.
type taker struct {
	Records
	then func()
}

func (r taker) SaveConversion(ctx context.Context, by store.Act, c office.Conversion) (office.Conversion, error) {
	saved, err := r.Records.SaveConversion(ctx, by, c)
	if err == nil && by.Step == "finish" {
		r.then()
	}
	return saved, err
}

// TestASecretDraftWhoseTrayCannotBeWipedIsToldAndWipedLater keeps the tray from being
// removed: the refusal stands, the trouble is told, and the next start wipes.
func TestASecretDraftWhoseTrayCannotBeWipedIsToldAndWipedLater(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	dir := t.TempDir()
	identity, err := seal.New()
	check(t, err)
	d.Trays, err = intake.Open(dir, identity, still{noon}, noPDF)
	check(t, err)
	other, err := intake.Open(dir, identity, still{noon}, noPDF)
	check(t, err)
	c := draftWith(t, d, samplePages(t, "1"))
	check(t, d.putDown(c.ID))
	held, err := other.Tray(ctx, c.ID)
	check(t, err)
	c.Document.Secrecy = office.Secret
	_, err = d.Describe(ctx, c)
	if !errors.Is(err, office.SecretAtTheDoor) || !errors.Is(err, intake.TrayBusy) {
		t.Errorf("told: %v", err)
	}
	f, _ := office.FailureIn(err)
	if holds := fmt.Sprintf("(tiến trình %d, từ ", os.Getpid()); f.Name != office.SecretHeld.Name || !strings.Contains(f.Said, holds) {
		t.Errorf("who holds the pages is told as %s: %s", f.Name, f.Said)
	}
	lines, err := d.Records.(*store.Store).Refusals(ctx)
	check(t, err)
	if len(lines) != 1 {
		t.Errorf("%d register lines", len(lines))
	}
	check(t, held.Close())
	_, err = d.Recover(ctx, atStart)
	check(t, err)
	if _, err := os.Stat(filepath.Join(dir, string(c.ID))); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the pages of a secret document are still there: %v", err)
	}
}
