package convert

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/assets"
	"tram/local/intake"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/vault"
)

// still is a clock that stands at one time.
type still struct{ at time.Time }

func (s still) Now() time.Time             { return s.at }
func (s still) Source() office.ClockSource { return office.ClockSource{Name: "test"} }

// steered is the clock of a store, which a test may set.
type steered struct{ now time.Time }

func (s *steered) Now() time.Time           { return s.now }
func (*steered) Source() office.ClockSource { return office.ClockSource{Name: "test"} }

var steering = map[*store.Store]*steered{}

// setClock sets the clock of a desk and of its store.
func setClock(d *Desk, now time.Time) {
	d.Clock = still{now}
	steering[d.Records.(*store.Store)].now = now
}

var noon = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

var clerk = office.Clerk{Name: "Nguyễn Văn Mẫu", Position: "Công chức Văn phòng"}

// open opens a desk on real rooms in a folder.
func open(t *testing.T, home string, identity *seal.Identity) *Desk {
	t.Helper()
	ctx := context.Background()
	entries := &steered{now: noon}
	s, err := store.Open(ctx, filepath.Join(home, "office.db"), store.Options{Clock: entries})
	check(t, err)
	steering[s] = entries
	v, err := vault.Open(filepath.Join(home, "vault"), identity)
	check(t, err)
	trays, err := intake.Open(filepath.Join(home, "tray"), identity, still{noon}, noPDF)
	check(t, err)
	d := lawOf(t)
	d.Records, d.Followers, d.Settings, d.Register, d.Journal = s, s, s, s, s
	d.Vault, d.Trays, d.Clock = v, trays, still{noon}
	t.Cleanup(func() { d.Close(); s.Close(); delete(steering, s) })
	return d
}

// noPDF stands where no test brings a scanner's PDF.
func noPDF(context.Context, io.ReaderAt, int64, func(intake.Lifted) error) (bool, error) {
	return false, errors.New("no PDF is expected here")
}

// newOffice is a desk of an office that was just set up.
func newOffice(t *testing.T) *Desk {
	t.Helper()
	identity, err := seal.New()
	check(t, err)
	return settled(t, open(t, t.TempDir(), identity))
}

// settled sets an office up on an empty desk.
func settled(t *testing.T, d *Desk) *Desk {
	t.Helper()
	s := d.Records.(*store.Store)
	ctx, act := context.Background(), store.Act{Actor: "Thiết lập", Step: "setup"}
	for _, m := range mark.Defaults() {
		m.ID = office.NewID(noon)
		_, err := s.SaveTemplate(ctx, act, m)
		check(t, err)
	}
	_, err := s.SaveOffice(ctx, act, office.Office{
		ID: office.NewID(noon), Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ", Owner: "Ủy ban nhân dân tỉnh Mẫu",
	})
	check(t, err)
	return d
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// samplePages lays some sample pages into files.
func samplePages(t *testing.T, numbers ...string) []string {
	t.Helper()
	dir, files := t.TempDir(), []string(nil)
	for _, n := range numbers {
		b, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-" + n + ".jpg")
		check(t, err)
		files = append(files, filepath.Join(dir, n+".jpg"))
		check(t, os.WriteFile(files[len(files)-1], b, 0o600))
		check(t, os.Chtimes(files[len(files)-1], noon, noon))
	}
	return files
}

// draftWith is a described draft that holds some sample pages.
func draftWith(t *testing.T, d *Desk, files []string) office.Conversion {
	t.Helper()
	ctx := context.Background()
	c, err := d.Begin(ctx, clerk)
	check(t, err)
	taken, refused, err := d.Take(ctx, c.ID, -1, files, "", nil)
	check(t, err)
	if len(refused) > 0 || len(taken) != len(files) {
		t.Fatalf("took %d of %d, refused %v", len(taken), len(files), refused)
	}
	c.Document = office.Document{Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Subject: "Về việc thử", Secrecy: office.Ordinary}
	c, err = d.Describe(ctx, c)
	check(t, err)
	return c
}

func viewAll(t *testing.T, d *Desk, id office.ID) []office.ID {
	t.Helper()
	pages, err := d.Pages(id)
	check(t, err)
	return idsOf(pages)
}

func TestADraftGoesThroughCheckedToFinishedAndIsProven(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c := draftWith(t, d, samplePages(t, "1", "2"))
	if _, err := d.Finish(ctx, c.ID, nil, nil); !errors.Is(err, NotAllMet) {
		t.Fatalf("finished without a check: %v", err)
	}
	if _, err := d.Check(ctx, c.ID, viewAll(t, d, c.ID)[:1], 2); !errors.Is(err, NotAllMet) {
		t.Fatalf("checked with a page unseen: %v", err)
	}
	if _, err := d.Check(ctx, c.ID, viewAll(t, d, c.ID), 3); !errors.Is(err, NotAllMet) {
		t.Fatalf("checked with a wrong count: %v", err)
	}
	checked, err := d.Check(ctx, c.ID, viewAll(t, d, c.ID), 2)
	check(t, err)
	if checked.State != office.Checked {
		t.Fatalf("state %s", checked.State)
	}
	done, err := d.Finish(ctx, c.ID, nil, nil)
	check(t, err)
	if done.State != office.Finished || done.Pages[0].Stream != done.Pages[0].Capture || !done.Finished.Equal(noon) {
		t.Errorf("finished as %+v", done)
	}
	proof, err := d.Prove(ctx, c.ID, nil)
	check(t, err)
	if proof.Verdict != office.Proven {
		t.Errorf("proof %+v", proof)
	}
	if waiting, err := d.Trays.Waiting(ctx); err != nil || len(waiting) > 0 {
		t.Errorf("trays left: %v, %v", waiting, err)
	}
}

func TestACheckThatFindsTheSameIsWrittenOnce(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c := draftWith(t, d, samplePages(t, "1", "2"))
	checks := func() (n int) {
		entries, err := d.Journal.Entries(ctx, c.ID)
		check(t, err)
		for _, e := range entries {
			if e.Step == "check" {
				n++
			}
		}
		return n
	}
	var versions []int64
	for range 3 {
		checked, err := d.Check(ctx, c.ID, viewAll(t, d, c.ID), 2)
		check(t, err)
		if checked.State != office.Checked || !slices.Equal(checked.Viewed, viewAll(t, d, c.ID)) {
			t.Errorf("checked as %+v", checked)
		}
		versions = append(versions, checked.Version)
	}
	if checks() != 1 || versions[0] != versions[2] {
		t.Errorf("three presses made %d entries, versions %v", checks(), versions)
	}
	_, err := d.Declare(ctx, c.ID, 2)
	check(t, err)
	if checks() != 2 {
		t.Errorf("a check that was told in another way made %d entries in all", checks())
	}
}

func TestAFinishedConversionNeverChanges(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	done, err := d.CarryOut(ctx, Order{Clerk: clerk, Document: office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary}, Form: office.Plain, Seen: true, Counted: 1, Files: samplePages(t, "1")}, nil)
	check(t, err)
	_, describeErr := d.Describe(ctx, done)
	_, checkErr := d.Check(ctx, done.ID, nil, 1)
	_, finishErr := d.Finish(ctx, done.ID, nil, nil)
	for what, err := range map[string]error{
		"describe": describeErr, "check": checkErr, "finish": finishErr, "discard": d.Discard(ctx, done.ID),
	} {
		if !errors.Is(err, AlreadyFinished) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestAnOrderSwearsToNothingThatTheClerkDidNotSay takes an order without the clerk's word
// on the pages, one without a grade of secrecy, and one with both.
func TestAnOrderSwearsToNothingThatTheClerkDidNotSay(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	order := Order{Clerk: clerk, Document: office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary}, Form: office.Plain, Seen: true, Counted: 2, Files: samplePages(t, "1", "2")}
	unseen, ungraded := order, order
	unseen.Seen, ungraded.Document.Secrecy = false, ""
	for part, o := range map[office.Part]Order{office.PartViewed: unseen, office.PartSecrecy: ungraded} {
		_, err := d.CarryOut(ctx, o, nil)
		if f, _ := office.FailureIn(err); !errors.Is(err, NotAllMet) || f.Part != part {
			t.Errorf("%s: %v %s", part, err, f.Part)
		}
	}
	done, err := d.CarryOut(ctx, order, nil)
	check(t, err)
	told := func(c office.Conversion) string {
		i := slices.IndexFunc(c.Conditions, func(k office.Condition) bool { return k.Part == office.PartViewed })
		return c.Conditions[i].Evidence
	}
	if said := told(done); said != clerk.Name+" khai trong lệnh: đã xem đủ 2 trang." {
		t.Errorf("of a command: %q", said)
	}
	c := draftWith(t, d, samplePages(t, "1"))
	_, err = d.Check(ctx, c.ID, viewAll(t, d, c.ID), 1)
	check(t, err)
	done, err = d.Finish(ctx, c.ID, nil, nil)
	check(t, err)
	if said := told(done); said != clerk.Name+" đã xem đủ 1 trang." {
		t.Errorf("of a desk: %q", said)
	}
}

// TestADeclarationIsNoTickAndATickNoDeclaration goes from the command to the desk and back.
func TestADeclarationIsNoTickAndATickNoDeclaration(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c := draftWith(t, d, samplePages(t, "1", "2"))
	c.Document.Type = "giay-phep"
	_, err := d.Describe(ctx, c)
	check(t, err)
	c, err = d.Declare(ctx, c.ID, 2)
	check(t, err)
	if !c.Declared || len(c.Viewed) != 2 || c.Ticked() != nil {
		t.Errorf("declared: %v, viewed %v, ticked %v", c.Declared, c.Viewed, c.Ticked())
	}
	first := viewAll(t, d, c.ID)[0]
	check(t, d.Edit(ctx, c.ID, func(tray *intake.Tray) error { return tray.Turn(first, 1) }))
	typed := c // as a window that held the declared pages for ticks would save them
	_, err = d.Describe(ctx, typed)
	check(t, err)
	c, err = d.Records.Conversion(ctx, c.ID)
	check(t, err)
	if c.Declared || len(c.Viewed) != 0 {
		t.Errorf("after a page was turned: declared %v, viewed %v", c.Declared, c.Viewed)
	}
	if _, err := d.Check(ctx, c.ID, c.Ticked(), 2); !errors.Is(err, NotAllMet) {
		t.Errorf("checked without anybody having looked: %v", err)
	}
	_, err = d.Declare(ctx, c.ID, 2)
	check(t, err)
	c, err = d.Check(ctx, c.ID, viewAll(t, d, c.ID), 2)
	check(t, err)
	if c.Declared || seen(c).Evidence != clerk.Name+" đã xem đủ 2 trang." {
		t.Errorf("seen at the desk: declared %v, %q", c.Declared, seen(c).Evidence)
	}
}

func TestChangingAPageMakesACheckedConversionADraftAgain(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c := draftWith(t, d, samplePages(t, "1", "2"))
	_, err := d.Check(ctx, c.ID, viewAll(t, d, c.ID), 2)
	check(t, err)
	first := viewAll(t, d, c.ID)[0]
	check(t, d.Edit(ctx, c.ID, func(tray *intake.Tray) error { return tray.Turn(first, 1) }))
	again, err := d.Records.Conversion(ctx, c.ID)
	check(t, err)
	if again.State != office.Draft || again.PaperPages != 0 || len(again.Viewed) != 0 {
		t.Errorf("state %s, counted %d, viewed %v", again.State, again.PaperPages, again.Viewed)
	}
}

func TestTheRecordOfADraftTellsAsManyPagesAsLieInItsTray(t *testing.T) {
	d := newOffice(t)
	c := draftWith(t, d, samplePages(t, "1", "2"))
	told := func(after string) {
		t.Helper()
		lie, err := d.Pages(c.ID)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := d.Records.Conversion(t.Context(), c.ID)
		if err != nil || len(kept.Pages) != len(lie) {
			t.Errorf("%v: after %s %d pages lie there, the record tells %d", err, after, len(lie), len(kept.Pages))
		}
	}
	edit := func(do func(*intake.Tray) error) {
		t.Helper()
		check(t, d.Edit(t.Context(), c.ID, do))
	}
	undo := func(tray *intake.Tray) error { _, err := tray.Undo(); return err }
	redo := func(tray *intake.Tray) error { _, err := tray.Redo(); return err }
	told("taking in")
	edit(func(tray *intake.Tray) error { return tray.Remove(tray.Pages()[0].ID) })
	told("removing")
	edit(undo)
	told("taking that back")
	edit(undo)
	told("taking the pages back")
	edit(redo)
	told("doing that again")
}

func TestADraftThatProvesSecretLeavesALineAndNoFile(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c := draftWith(t, d, samplePages(t, "1"))
	c.Document.Secrecy = office.Secret
	if _, err := d.Describe(ctx, c); !errors.Is(err, office.SecretAtTheDoor) {
		t.Fatalf("described: %v", err)
	}
	waiting, err := d.Trays.Waiting(ctx)
	check(t, err)
	if len(waiting) > 0 {
		t.Errorf("trays left: %v", waiting)
	}
	lines, err := d.Records.(*store.Store).Refusals(ctx)
	check(t, err)
	if len(lines) != 1 || lines[0].Number != "15" || lines[0].Secrecy != office.Secret {
		t.Errorf("register: %+v", lines)
	}
	left, err := d.Records.Conversion(ctx, c.ID)
	check(t, err)
	if left.State != office.Discarded || len(left.Pages) > 0 || left.Document.Subject != "" {
		t.Errorf("the record keeps %+v", left)
	}
	if err := d.Restore(ctx, c.ID); !errors.Is(err, NothingToRestore) {
		t.Errorf("restored: %v", err)
	}
}

func TestALateRefusalTellsWhatWasWiped(t *testing.T) {
	for _, names := range [][]string{{"1"}, {"1", "2"}} {
		d, ctx := newOffice(t), context.Background()
		c := draftWith(t, d, samplePages(t, names...))
		c.Document.Secrecy = office.TopSecret
		_, err := d.Describe(ctx, c)
		f, told := office.FailureIn(err)
		want := fmt.Sprintf("đã xóa %d trang đã đưa vào", len(names))
		if !told || !strings.Contains(f.Said, want) || !strings.Contains(f.Said, "Tối mật") {
			t.Errorf("told %q", f.Said)
		}
	}
}

func TestADiscardedDraftComesBackWithItsPages(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c := draftWith(t, d, samplePages(t, "1", "2"))
	c.PaperPages = 2
	_, err := d.Describe(ctx, c)
	check(t, err)
	check(t, d.Discard(ctx, c.ID))
	if _, err := d.Resume(ctx, c.ID); !errors.Is(err, WasDiscarded) {
		t.Errorf("resumed: %v", err)
	}
	check(t, d.Restore(ctx, c.ID))
	back, err := d.Resume(ctx, c.ID)
	check(t, err)
	if len(back.Pages) != 2 || back.PaperPages != 2 || back.Document != c.Document {
		t.Errorf("%d pages came back, counted %d, described as %+v", len(back.Pages), back.PaperPages, back.Document)
	}
}

func TestAnOldConversionKeepsTheWordingItWasMadeWith(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	order := Order{Clerk: clerk, Document: office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary}, Form: office.Plain, Seen: true, Counted: 1, Files: samplePages(t, "1")}
	before, err := d.CarryOut(ctx, order, nil)
	check(t, err)
	s := d.Records.(*store.Store)
	templates, err := s.Templates(ctx)
	check(t, err)
	worded, _ := mark.Pick(templates, office.PaperToData, office.Plain, "quyet-dinh")
	worded.Lines = append([]string{"BẢN SỐ HÓA TỪ VĂN BẢN GIẤY"}, worded.Lines[1:]...)
	_, err = s.SaveTemplate(ctx, store.Act{Actor: "Cài đặt", Step: "settings"}, worded)
	check(t, err)
	after, err := d.CarryOut(ctx, order, nil)
	check(t, err)
	if after.Mark.Lines[0] != "BẢN SỐ HÓA TỪ VĂN BẢN GIẤY" || after.Mark.TemplateVersion != before.Mark.TemplateVersion+1 {
		t.Errorf("new mark %+v", after.Mark)
	}
	for _, c := range []office.Conversion{before, after} {
		if proof, err := d.Prove(ctx, c.ID, nil); err != nil || proof.Verdict != office.Proven {
			t.Errorf("%v %v", proof, err)
		}
	}
}

func TestAPageOfUnknownSizeAsksForItsPaper(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	file := filepath.Join(t.TempDir(), "không rõ khổ.png")
	var b bytes.Buffer
	check(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 1654, 2339))))
	check(t, os.WriteFile(file, b.Bytes(), 0o600))
	check(t, os.Chtimes(file, noon, noon))
	order := Order{Clerk: clerk, Document: office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary}, Form: office.Plain, Seen: true, Counted: 1, Files: []string{file}}
	if _, err := d.CarryOut(ctx, order, nil); !errors.Is(err, SizeUnknown) {
		t.Fatalf("without a paper: %v", err)
	}
	order.Paper = "A4"
	done, err := d.CarryOut(ctx, order, nil)
	check(t, err)
	if w, h := done.Pages[0].SizeMM(); w < 209.9 || w > 210.1 || h < 296.9 || h > 297.1 {
		t.Errorf("size %v × %v", w, h)
	}
	if !d.Vault.Has(done.Pages[0].Capture) {
		t.Error("the PNG, which the PDF cannot give back byte for byte, is not kept")
	}
	if _, err := d.PagePicture(ctx, done.ID, 0, 800); err != nil {
		t.Errorf("picture: %v", err)
	}
}

func TestTheMarkIsShownWhereItWillBeAndCanBeMoved(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c := draftWith(t, d, samplePages(t, "1"))
	proposed, err := d.Mark(ctx, c.ID)
	check(t, err)
	moved, err := d.MoveMark(ctx, c.ID, 20, 270)
	check(t, err)
	if !moved.Mark.Spot.Moved || moved.Mark.Spot.Y <= proposed.Mark.Spot.Y {
		t.Fatalf("moved from %+v to %+v", proposed.Mark.Spot, moved.Mark.Spot)
	}
	_, err = d.Check(ctx, c.ID, viewAll(t, d, c.ID), 1)
	check(t, err)
	done, err := d.Finish(ctx, c.ID, nil, nil)
	check(t, err)
	if s, want := done.Mark.Spot, moved.Mark.Spot; s.X != want.X || s.Y != want.Y || s.W != want.W {
		t.Errorf("finished at %+v, shown at %+v", s, want)
	}
	picture, err := d.PagePicture(ctx, done.ID, 0, 1200)
	check(t, err)
	if b := picture.Bounds(); b.Dy() != 1200 {
		t.Errorf("picture %v", b)
	}
}

// TestARecordTurnedBackIntoADraftIsTold is a hand in the database: the journal
// still knows that the act was done.
func TestARecordTurnedBackIntoADraftIsTold(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	done, err := d.CarryOut(ctx, Order{Clerk: clerk, Document: office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary}, Form: office.Plain, Seen: true, Counted: 1, Files: samplePages(t, "1")}, nil)
	check(t, err)
	d.Records = turnedBack{d.Records}
	proof, err := d.Prove(ctx, done.ID, nil)
	if err != nil || proof.Verdict != office.Broken {
		t.Errorf("%+v %v", proof, err)
	}
	draft := draftWith(t, newOffice(t), samplePages(t, "1"))
	if _, err := d.unfinishedProof(ctx, draft); !errors.Is(err, NotFinished) {
		t.Errorf("a true draft: %v", err)
	}
}

// turnedBack shows every record as a draft.
type turnedBack struct{ Records }

func (r turnedBack) Conversion(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := r.Records.Conversion(ctx, id)
	c.State = office.Draft
	return c, err
}

func TestADraftIsFinishedUnderTheNameThatTheOfficeHasThen(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c := draftWith(t, d, samplePages(t, "1"))
	o, err := d.Settings.Office(ctx)
	check(t, err)
	o.Name = "Ủy ban nhân dân phường Mẫu Sơn"
	_, err = d.Records.(*store.Store).SaveOffice(ctx, store.Act{Actor: "Cài đặt", Step: "settings"}, o)
	check(t, err)
	_, err = d.Check(ctx, c.ID, viewAll(t, d, c.ID), 1)
	check(t, err)
	done, err := d.Finish(ctx, c.ID, nil, nil)
	check(t, err)
	if done.Office.Name != o.Name || !strings.Contains(strings.Join(done.Mark.Lines, " "), o.Name) {
		t.Errorf("finished as %q with %q", done.Office.Name, done.Mark.Lines)
	}
}

// TestAnActWhoseFileIsMadeIsRecordedThoughStopIsPressed: its PDF lies in the vault.
func TestAnActWhoseFileIsMadeIsRecordedThoughStopIsPressed(t *testing.T) {
	d := newOffice(t)
	c := draftWith(t, d, samplePages(t, "1"))
	_, err := d.Check(context.Background(), c.ID, viewAll(t, d, c.ID), 1)
	check(t, err)
	ctx, stop := context.WithCancel(context.Background())
	d.Records = lateStop{d.Records, stop}
	done, err := d.Finish(ctx, c.ID, nil, nil)
	if err != nil || done.State != office.Finished {
		t.Errorf("%s %v", done.State, err)
	}
}

// lateStop presses stop at the moment in which a record is to be written.
type lateStop struct {
	Records
	stop context.CancelFunc
}

func (r lateStop) SaveConversion(ctx context.Context, act store.Act, c office.Conversion) (office.Conversion, error) {
	r.stop()
	return r.Records.SaveConversion(ctx, act, c)
}

// TestACaptureThatChangedIsNotKeptAsTheOneThatWasChecked: what was checked is no longer what
// lies there.
func TestACaptureThatChangedIsNotKeptAsTheOneThatWasChecked(t *testing.T) {
	d := newOffice(t)
	kept := filepath.Join(t.TempDir(), "trang.png")
	check(t, os.WriteFile(kept, []byte("trang khác"), 0o600))
	f, err := os.Open(kept)
	check(t, err)
	if _, err := d.keep(context.Background(), capture{f}, office.DigestOf([]byte("trang đã xem"))); !errors.Is(differs(0, office.Page{}, err), CaptureChanged) {
		t.Errorf("kept all the same: %v", err)
	}
}

// capture is a file as the content of a page.
type capture struct{ *os.File }

func (c capture) Size() int64 {
	info, _ := c.Stat()
	return info.Size()
}

// Of a clerk who only paged through and counted the journal says that, and not that they wrote
// what the document is.
func TestLookingAndCountingIsNoWritingOfTheDocument(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c := draftWith(t, d, samplePages(t, "1", "2"))
	last := func() string {
		entries, err := d.Journal.Entries(ctx, c.ID)
		check(t, err)
		return entries[len(entries)-1].Step
	}
	describe := func(change func(*office.Conversion)) {
		now, err := d.Records.Conversion(ctx, c.ID)
		check(t, err)
		change(&now)
		_, err = d.Describe(ctx, now)
		check(t, err)
	}
	describe(func(c *office.Conversion) { c.Viewed = viewAll(t, d, c.ID)[:1] })
	if last() != "see-pages" {
		t.Errorf("a page that was looked at is told as %q", last())
	}
	describe(func(c *office.Conversion) { c.PaperPages = 2 })
	if last() != "see-pages" {
		t.Errorf("a count is told as %q", last())
	}
	describe(func(c *office.Conversion) { c.PaperPages, c.Document.Subject = 3, "Về việc khác" })
	if last() != "describe" {
		t.Errorf("words are told as %q", last())
	}
}
