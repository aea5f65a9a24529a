package station

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/filepack"
	"tram/local/office"
	"tram/local/pdf/pdftest"
	"tram/local/people"
	"tram/local/store"
	"tram/local/workfiles"
)

// file is a work file of the running year.
func file(notation string) office.WorkFile {
	return office.WorkFile{Notation: notation, Title: "Hồ sơ ví dụ " + notation, Retention: 20, Creator: "Nguyễn Văn Mẫu"}
}

// opens opens a file.
func (d *desk) opens(t *testing.T, f office.WorkFile) office.WorkFile {
	t.Helper()
	f, err := d.OpenFile(t.Context(), staff[0], f)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// registersOn puts a decision of a day on the register.
func (d *desk) registersOn(t *testing.T, day, subject string) office.Registered {
	t.Helper()
	r := decision(subject)
	r.Document.Issued, r.DaySure = day, true // it may be of years ago
	r, err := d.Register(t.Context(), staff[0], r)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (d *desk) adds(t *testing.T, f office.WorkFile, r office.Registered, pages int) {
	t.Helper()
	if _, err := d.AddToFile(t.Context(), staff[0], f.ID, r.ID, pages, ""); err != nil {
		t.Fatal(err)
	}
}

// holdsPapers checks the subjects of a file's documents, in order.
func (d *desk) holdsPapers(t *testing.T, id office.ID, want ...string) office.FileContents {
	t.Helper()
	c, err := d.FileContents(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, one := range c.Documents {
		if one.Ordinal != i+1 {
			t.Errorf("the %d. has ordinal %d", i+1, one.Ordinal)
		}
		got = append(got, one.Document.Document.Subject)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the file holds %q and not %q", got, want)
	}
	return c
}

// ended opens a file on a day, puts one document in, and closes it on another.
func (d *desk) ended(t *testing.T, f office.WorkFile, opened, ended string) office.WorkFile {
	t.Helper()
	f.Opened = opened
	f = d.opens(t, f)
	d.adds(t, f, d.registersOn(t, opened, "văn bản của "+f.Notation), 1)
	c, err := d.CloseFile(t.Context(), staff[0], f.ID, ended)
	if err != nil {
		t.Fatal(err)
	}
	return c.WorkFile
}

func TestAFileThroughItsWholeLife(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	line := office.PlannedFile{Heading: "Tổ chức cán bộ", Abbreviation: "TCCB", Title: "Hồ sơ tuyển dụng ví dụ", Retention: 20, Creator: "Nguyễn Văn Mẫu"}
	for n := 1; n <= 2; n++ {
		p, err := d.PlanFile(ctx, staff[0], line)
		if err != nil || p.Notation() != fmt.Sprintf("%02d.TCCB", n) {
			t.Fatalf("the %d. line: %s %v", n, p.Notation(), err)
		}
	}
	f := d.opens(t, office.WorkFile{Notation: "02.TCCB"})
	if f.Title != line.Title || f.Retention != 20 || f.Creator != line.Creator || f.Organ != ours.Code || f.Code() != fmt.Sprintf("%s.%d.02.TCCB", ours.Code, thisYear()) {
		t.Errorf("opened by its line: %+v", f)
	}
	if _, err := d.OpenFile(ctx, staff[0], office.WorkFile{Notation: "02.TCCB"}); !errors.Is(err, workfiles.NotationTaken) {
		t.Errorf("its number again: %v", err)
	}
	if _, err := d.CloseFile(ctx, staff[0], f.ID, ""); !errors.Is(err, workfiles.Empty) {
		t.Errorf("closed with nothing in it: %v", err)
	}
	late := d.registersOn(t, "2026-03-02", "sau")
	early := d.registersOn(t, "2026-03-01", "trước")
	d.adds(t, f, late, 3)
	d.adds(t, f, early, 0)
	d.holdsPapers(t, f.ID, "trước", "sau")
	if _, err := d.AddToFile(ctx, staff[0], f.ID, early.ID, 1, ""); !errors.Is(err, workfiles.AlreadyIn) {
		t.Errorf("the same once more: %v", err)
	}
	other := d.opens(t, file("09.TC"))
	d.adds(t, other, early, 2) // one document in two files
	if err := d.TakeFromFile(ctx, staff[0], other.ID, early.ID, ""); !errors.Is(err, workfiles.NoReason) {
		t.Errorf("taken out without a reason: %v", err)
	}
	if err := d.TakeFromFile(ctx, staff[0], other.ID, early.ID, "đưa nhầm"); err != nil {
		t.Fatal(err)
	}
	d.holdsPapers(t, other.ID)
	d.adds(t, other, early, 2)
	d.holdsPapers(t, other.ID, "trước")

	if err := d.CountInFile(ctx, staff[0], f.ID, late.ID, 2000, ""); !errors.Is(err, workfiles.BadPages) {
		t.Errorf("counted as 2000: %v", err)
	}
	if err := d.CountInFile(ctx, staff[0], f.ID, late.ID, 4, "đếm lại"); err != nil {
		t.Fatal(err)
	}
	tomorrow := time.Now().In(office.VietNam).AddDate(0, 0, 1).Format(time.DateOnly)
	if _, err := d.CloseFile(ctx, staff[0], f.ID, tomorrow); !errors.Is(err, workfiles.NotCome) {
		t.Errorf("closed tomorrow: %v", err)
	}
	c, err := d.CloseFile(ctx, staff[0], f.ID, "")
	if err != nil || c.State != office.FileClosed || c.Pages != 4 || c.Uncounted != 1 || c.From != "2026-03-01" || c.To != "2026-03-02" || len(c.Remarks) != 1 {
		t.Fatalf("closed as %+v %v", c, err)
	}
	if _, err := d.AddToFile(ctx, staff[0], f.ID, d.registersOn(t, "2026-02-01", "muộn").ID, 1, ""); !errors.Is(err, workfiles.IsShut) {
		t.Errorf("added to a closed file: %v", err)
	}
	if err := d.CountInFile(ctx, staff[0], f.ID, early.ID, 1, ""); !errors.Is(err, workfiles.IsShut) {
		t.Errorf("counted in a closed file: %v", err)
	}
	if err := d.TakeFromFile(ctx, staff[0], f.ID, early.ID, "x"); !errors.Is(err, workfiles.IsShut) {
		t.Errorf("taken from a closed file: %v", err)
	}
	if _, err := d.ReopenFile(ctx, staff[0], f.ID, " "); !errors.Is(err, workfiles.NoReason) {
		t.Errorf("reopened without a reason: %v", err)
	}
	if f, err = d.ReopenFile(ctx, staff[0], f.ID, "còn một văn bản"); err != nil || f.Ended != "" {
		t.Fatalf("reopened as %+v %v", f, err)
	}
	d.adds(t, f, d.registersOn(t, "2026-02-01", "muộn"), 1)
	if _, err = d.CloseFile(ctx, staff[0], f.ID, ""); err != nil {
		t.Fatal(err)
	}
	d.restart(t)
	d.holdsPapers(t, f.ID, "muộn", "trước", "sau")
	if _, err := d.HandFileIn(ctx, staff[0], f.ID, ""); !errors.Is(err, workfiles.NoReceiver) {
		t.Errorf("handed to nobody: %v", err)
	}
	if f, err = d.HandFileIn(ctx, staff[0], f.ID, "Lưu trữ cơ quan"); err != nil || f.Handed == "" {
		t.Fatalf("handed in as %+v %v", f, err)
	}
	if _, err := d.ReopenFile(ctx, staff[0], f.ID, "x"); !errors.Is(err, store.WrongState) {
		t.Errorf("reopened in the archive: %v", err)
	}
	if _, err := d.DestroyFile(ctx, staff[0], f.ID, "x"); !errors.Is(err, workfiles.StillKept) {
		t.Errorf("destroyed within its term: %v", err)
	}
	entries, err := d.Entries(ctx, f.ID)
	if err != nil || len(entries) != 5 {
		t.Errorf("the journal has %d entries of it, %v", len(entries), err)
	}
}

// TestWhatTwoStationsAddedApartIsAllThere has both add to one file offline, one of them a
// document that the other has too, and one close the file meanwhile.
func TestWhatTwoStationsAddedApartIsAllThere(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	f := a.opens(t, file("01.VP"))
	both := a.registersOn(t, "2026-05-05", "cả hai")
	a.brings(t, b)
	b.brings(t, a)
	a.adds(t, f, both, 1)
	b.adds(t, f, both, 1)
	a.adds(t, f, a.registersOn(t, "2026-05-06", "ở máy một"), 1)
	b.adds(t, f, b.registersOn(t, "2026-05-04", "ở máy hai"), 1)
	if _, err := a.CloseFile(t.Context(), staff[0], f.ID, ""); err != nil {
		t.Fatal(err)
	}
	a.holdsPapers(t, f.ID, "cả hai", "ở máy một")
	b.holdsPapers(t, f.ID, "ở máy hai", "cả hai")
	a.brings(t, b)
	b.brings(t, a)
	for name, d := range map[string]*desk{"the first": a, "the second": b} {
		c := d.holdsPapers(t, f.ID, "cả hai", "ở máy một", "ở máy hai")
		if c.State != office.FileClosed || c.Late != 1 || !c.Documents[2].Late {
			t.Errorf("%s station: %+v", name, c)
		}
		if all, _, err := d.FilesOfYear(t.Context(), thisYear()); err != nil || len(all) != 1 || all[0].Documents != 3 {
			t.Errorf("%s station lists %+v, %v", name, all, err)
		}
	}
	if _, err := b.ReopenFile(t.Context(), staff[0], f.ID, "văn bản tới sau"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.CloseFile(t.Context(), staff[0], f.ID, ""); err != nil {
		t.Fatal(err)
	}
	b.brings(t, a)
	for _, d := range []*desk{a, b} {
		if c := d.holdsPapers(t, f.ID, "ở máy hai", "cả hai", "ở máy một"); c.Late != 0 {
			t.Errorf("closed anew: %+v", c)
		}
	}
}

// TestWhatComesOnceAFileWasHandedOverIsToldToBeMissingThere: nobody can open such a file again.
func TestWhatComesOnceAFileWasHandedOverIsToldToBeMissingThere(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	f := a.opens(t, file("01.VP"))
	a.adds(t, f, a.registersOn(t, "2026-05-05", "ở máy một"), 1)
	a.brings(t, b)
	b.brings(t, a)
	b.adds(t, f, b.registersOn(t, "2026-05-04", "ở máy hai"), 1)
	if _, err := a.CloseFile(t.Context(), staff[0], f.ID, ""); err != nil {
		t.Fatal(err)
	}
	b.brings(t, a)
	told := func() string {
		return strings.Join(a.holdsPapers(t, f.ID, "ở máy một", "ở máy hai").Remarks, "\n")
	}
	if said := told(); !strings.Contains(said, "mở lại") {
		t.Errorf("of a closed file it says %q", said)
	}
	if _, err := a.HandFileIn(t.Context(), staff[0], f.ID, "Lưu trữ cơ quan"); err != nil {
		t.Fatal(err)
	}
	if said := told(); strings.Contains(said, "mở lại") || !strings.Contains(said, "bên nhận chưa có") {
		t.Errorf("of one that was handed over it says %q", said)
	}
}

func TestARecalledDocumentFreezesItsFiles(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	f, g := a.opens(t, file("01.VP")), a.opens(t, file("02.VP"))
	r := a.registersOn(t, "2026-05-05", "bị thu hồi")
	next := a.registersOn(t, "2026-05-06", "văn bản khác")
	a.adds(t, f, r, 1)
	a.brings(t, b)
	b.adds(t, g, r, 1) // which the first does not know as it cancels
	if _, err := a.CancelRegistered(t.Context(), staff[0], r.ID, "ban hành nhầm"); err != nil {
		t.Fatal(err)
	}
	frozen := func(d *desk, f office.WorkFile) {
		t.Helper()
		if c := d.holdsPapers(t, f.ID, "bị thu hồi"); !c.Frozen {
			t.Errorf("not frozen: %+v", c)
		}
		if _, err := d.AddToFile(t.Context(), staff[0], f.ID, next.ID, 1, ""); !errors.Is(err, workfiles.Frozen) {
			t.Errorf("added to a frozen file: %v", err)
		}
		if err := d.TakeFromFile(t.Context(), staff[0], f.ID, r.ID, "x"); err == nil {
			t.Error("the recalled document was taken out")
		}
		if _, err := d.CloseFile(t.Context(), staff[0], f.ID, ""); !errors.Is(err, workfiles.Frozen) {
			t.Errorf("closed while frozen: %v", err)
		}
	}
	frozen(a, f)
	h := a.opens(t, file("03.VP"))
	if _, err := a.AddToFile(t.Context(), staff[0], h.ID, r.ID, 1, ""); !errors.Is(err, workfiles.DocumentGone) {
		t.Errorf("what is recalled was put in: %v", err)
	}
	b.brings(t, a)
	frozen(a, g)
	a.brings(t, b)
	frozen(b, g)
	frozen(b, f)
	if err := b.LookedAtRecalled(t.Context(), staff[0], g.ID, r.ID, ""); !errors.Is(err, workfiles.NoReason) {
		t.Errorf("looked at without a word: %v", err)
	}
	if err := b.LookedAtRecalled(t.Context(), staff[0], g.ID, r.ID, "đã thay bằng văn bản khác"); err != nil {
		t.Fatal(err)
	}
	b.adds(t, g, next, 1)
	if c := b.holdsPapers(t, g.ID, "bị thu hồi", "văn bản khác"); c.Frozen || !c.Documents[0].Recalled() || len(c.Remarks) != 1 {
		t.Errorf("after a person looked: %+v", c)
	}
}

func TestWhoIsNotNamedDoesNotSeeAFile(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	f := d.opens(t, file("01.VP"))
	d.adds(t, f, d.registersOn(t, "2026-05-05", "một"), 1)
	next := d.registersOn(t, "2026-05-06", "hai")
	all := d.employ(t, accessPassword)
	first := all[0]
	d.sitAs(t, first, accessPassword)
	boss, err := d.Acting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	officer := office.Clerk{Name: "Lê Văn Mẫu", Position: "Công chức"}
	second, err := d.People().Admit(people.With(ctx, boss), boss, officer, []office.Post{office.AsOfficer}, []byte(accessPassword))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SetFileRights(ctx, staff[0], f.ID, []office.ID{first.Person}, nil); err != nil {
		t.Fatal(err)
	}
	if hits, err := hitsOf(ctx, d, "Hồ sơ ví dụ 01", 10); err != nil || len(hits) != 0 {
		t.Errorf("the search shows its title: %+v %v", hits, err)
	}
	d.sitAs(t, all[1], accessPassword) // a leader is shut out of no file
	d.holdsPapers(t, f.ID, "một")
	d.sitAs(t, second, accessPassword)
	if _, err := d.FileContents(ctx, f.ID); !errors.Is(err, workfiles.NotYours) {
		t.Errorf("shown to another: %v", err)
	}
	if _, err := d.AddToFile(ctx, officer, f.ID, next.ID, 1, ""); !errors.Is(err, workfiles.NotYours) {
		t.Errorf("added by another: %v", err)
	}
	if _, err := d.ExportFile(ctx, f.ID, filepath.Join(t.TempDir(), "a.xml"), ""); !errors.Is(err, workfiles.NotYours) {
		t.Errorf("exported by another: %v", err)
	}
	for _, id := range d.recordsOf(t, f.ID) {
		if _, err := d.Entries(ctx, id); !errors.Is(err, workfiles.NotYours) {
			t.Errorf("the journal of %s is told to another: %v", id, err)
		}
		if _, err := d.History(ctx, id); !errors.Is(err, workfiles.NotYours) {
			t.Errorf("the history of %s is told to another: %v", id, err)
		}
	}
	if _, err := d.FileVersions(ctx, f.ID); !errors.Is(err, workfiles.NotYours) {
		t.Errorf("the versions are told to another: %v", err)
	}
	if all, hidden, err := d.FilesOfYear(ctx, thisYear()); err != nil || len(all) != 0 || hidden != 1 {
		t.Errorf("listed to another: %+v, %d hidden, %v", all, hidden, err)
	}
	for _, text := range []string{"", "01.VP", "ho so vi du"} {
		if keys, hidden, err := d.FindFiles(ctx, office.FileWish{Year: thisYear(), Text: text}); err != nil || len(keys) != 0 || hidden != 1 {
			t.Errorf("%q: found by another: %v, %d hidden, %v", text, keys, hidden, err)
		}
	}
	keys, err := d.store.KeysOf(ctx, workfiles.KindFile, []office.ID{f.ID})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.FileRows(ctx, []int64{keys[f.ID]}); !errors.Is(err, workfiles.NotYours) {
		t.Errorf("its row is shown to another: %v", err)
	}
	if w := d.waits(t, "file-rights"); w.Count != 1 || !strings.Contains(w.Newest[0].Below, "Không còn được xem") {
		t.Errorf("told of it: %+v", w)
	}
	if seen, err := d.FileRightsSeen(ctx, officer); err != nil || len(seen) != 1 {
		t.Errorf("seen: %+v %v", seen, err)
	}
	if w := d.waits(t, "file-rights"); w.Count != 0 {
		t.Errorf("told again: %+v", w)
	}
	d.sitAs(t, first, accessPassword)
	for text, want := range map[string]int{"": 1, "ho so vi du": 1, "việc khác": 0} {
		if keys, hidden, err := d.FindFiles(ctx, office.FileWish{Year: thisYear(), Text: text}); err != nil || len(keys) != want || hidden != 0 {
			t.Errorf("%q: found by who may see it: %v, %d hidden, %v", text, keys, hidden, err)
		}
	}
	d.holdsPapers(t, f.ID, "một")
	if w := d.waits(t, "file-rights"); w.Count != 0 {
		t.Errorf("whose rights stayed is told: %+v", w)
	}
	if _, err := d.SetFileRights(ctx, staff[0], f.ID, nil, []office.ID{first.Person}); err != nil {
		t.Fatal(err)
	}
	d.sitAs(t, second, accessPassword)
	d.holdsPapers(t, f.ID, "một")
	if _, err := d.AddToFile(ctx, officer, f.ID, next.ID, 1, ""); !errors.Is(err, workfiles.NotYoursToKeep) {
		t.Errorf("added by who may read it: %v", err)
	}
	d.sitAs(t, first, accessPassword)
	looks, err := d.FileLooks(ctx, f.ID)
	if err != nil || len(looks) != 3 || looks[0].Seen != 1 || looks[0].Taken != 0 {
		t.Errorf("who looked: %+v %v", looks, err)
	}
}

// recordsOf are a file and all records that belong to it.
func (d *desk) recordsOf(t *testing.T, file office.ID) (ids []office.ID) {
	t.Helper()
	found := map[office.Kind]bool{}
	err := d.store.Journal(t.Context(), 0, func(e office.Entry) error {
		if of, is := workfiles.Of(e); is && of == file {
			ids, found[e.Kind] = append(ids, e.Record), true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !found[workfiles.KindFile] || !found[workfiles.KindFiled] || !found[workfiles.KindRight] {
		t.Fatalf("of the file there is %v", found)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// TestTwoEditsOfOneFieldLeaveTheChoiceToAPerson has two stations say apart to whom a file was
// handed, and one of them choose.
func TestTwoEditsOfOneFieldLeaveTheChoiceToAPerson(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	f := a.ended(t, file("01.VP"), "2026-01-02", "2026-02-03")
	a.brings(t, b)
	for d, to := range map[*desk]string{a: "Lưu trữ một", b: "Lưu trữ hai"} {
		if all, err := d.FileVersions(t.Context(), f.ID); err != nil || len(all) != 1 {
			t.Fatalf("before: %+v %v", all, err)
		}
		if _, err := d.HandFileIn(t.Context(), staff[0], f.ID, to); err != nil {
			t.Fatal(err)
		}
	}
	a.brings(t, b)
	b.brings(t, a)
	all, err := a.FileVersions(t.Context(), f.ID)
	if err != nil || len(all) != 2 || len(all[0].Differs) != 0 || len(all[1].Differs) != 1 || all[1].Differs[0].Field != "Bên nhận" {
		t.Fatalf("the versions are %+v %v", all, err)
	}
	if listed, _, err := a.FilesOfYear(t.Context(), thisYear()); err != nil || !listed[0].Apart {
		t.Errorf("listed as %+v %v", listed, err)
	}
	seen := []office.ID{all[0].Entry, all[1].Entry}
	if _, err := a.SettleFile(t.Context(), staff[0], f.ID, "x", seen); !errors.Is(err, store.NoSuchVersion) {
		t.Errorf("kept what there is not: %v", err)
	}
	if _, err := a.SettleFile(t.Context(), staff[0], f.ID, all[1].Entry, seen[1:]); !errors.Is(err, store.Stale) {
		t.Errorf("settled unseen: %v", err)
	}
	kept, err := a.SettleFile(t.Context(), staff[0], f.ID, all[1].Entry, seen)
	if err != nil || kept.HandedTo != all[1].Differs[0].Now {
		t.Fatalf("kept %+v %v", kept, err)
	}
	a.brings(t, b)
	for _, d := range []*desk{a, b} {
		c, err := d.FileContents(t.Context(), f.ID)
		left, failed := d.FileVersions(t.Context(), f.ID)
		if err := errors.Join(err, failed); err != nil || c.HandedTo != kept.HandedTo || len(left) != 1 {
			t.Errorf("afterwards %q, %+v, %v", c.HandedTo, left, err)
		}
	}
}

// TestWhoeverKeepsFilesIsToldThirtyDaysBefore looks at days around the end of a year, and at 29
// February.
func TestWhoeverKeepsFilesIsToldThirtyDaysBefore(t *testing.T) {
	for name, c := range map[string]struct {
		f          office.WorkFile
		day, told  string // empty: of none
		end, tells string
	}{
		"closed, kept for ever":             {f: office.WorkFile{Retention: office.Forever, Ended: "2025-01-15", State: office.FileClosed}, day: "2026-01-15", told: "2025-12-16"},
		"closed, too short for the archive": {f: office.WorkFile{Retention: 2, Ended: "2025-01-15", State: office.FileClosed}, end: "2027-12-31", tells: "2027-12-01"},
		"closed, for five years":            {f: office.WorkFile{Retention: 5, Ended: "2024-02-29", State: office.FileClosed}, day: "2025-03-01", told: "2025-01-30", end: "2029-12-31", tells: "2029-12-01"},
		"kept back":                         {f: office.WorkFile{Retention: 20, Ended: "2025-12-31", Keep: "2028-12-31", State: office.FileKeptBack}, day: "2028-12-31", told: "2028-12-01", end: "2045-12-31", tells: "2045-12-01"},
		"handed over, its term goes on":     {f: office.WorkFile{Retention: 10, Ended: "2025-12-31", State: office.FileHanded}, end: "2035-12-31", tells: "2035-12-01"},
		"open":                              {f: office.WorkFile{Retention: 10, State: office.FileOpen}},
		"destroyed":                         {f: office.WorkFile{Retention: 10, Ended: "2025-12-31", State: office.FileDestroyed}},
	} {
		var want []string
		if c.day != "" {
			want = append(want, c.told+" "+c.day)
		}
		if c.end != "" {
			want = append(want, c.tells+" "+c.end)
		}
		var got []string
		for _, due := range workfiles.Dues(c.f) {
			got = append(got, due.Tell.Format(time.DateOnly)+" "+due.Day.Format(time.DateOnly))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: told %q and not %q", name, got, want)
		}
	}
}

func TestAFileWhoseTermIsOverIsDestroyedByAPersonAlone(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	short := file("01.VP")
	short.Retention = 1
	f := d.ended(t, short, "2020-01-02", "2020-02-03")
	forever := file("02.VP")
	forever.Retention = office.Forever
	kept := d.ended(t, forever, "2020-01-02", "2020-02-03")
	if w := d.waits(t, "work-file"); w.Count != 2 {
		t.Errorf("told %+v", w)
	}
	if _, err := d.DestroyFile(ctx, staff[0], kept.ID, "x"); !errors.Is(err, workfiles.KeptForever) {
		t.Errorf("what is kept for ever: %v", err)
	}
	if _, err := d.DestroyFile(ctx, staff[0], f.ID, " "); !errors.Is(err, workfiles.NoReason) {
		t.Errorf("without a reason: %v", err)
	}
	entries, err := d.Entries(ctx, f.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.DestroyFile(ctx, staff[0], f.ID, "Quyết định tiêu hủy số 01/QĐ-UBND"); err != nil {
		t.Fatal(err)
	}
	if after, err := d.Entries(ctx, f.ID); err != nil || len(after) != len(entries)+1 {
		t.Errorf("the journal had %d entries and has %d, %v", len(entries), len(after), err)
	}
	d.holdsPapers(t, f.ID, "văn bản của 01.VP")
	if _, err := d.ExportFile(ctx, f.ID, filepath.Join(t.TempDir(), "a.xml"), ""); !errors.Is(err, workfiles.Destroyed) {
		t.Errorf("exported: %v", err)
	}
	if w := d.waits(t, "work-file"); w.Count != 1 {
		t.Errorf("told %+v", w)
	}
}

func TestAFileIsKeptBackForTwoYearsAtMost(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	f := d.ended(t, file("01.VP"), "2026-01-02", "2026-02-03")
	for _, day := range []string{"", "mai", "2027-02-02", "2029-02-04"} {
		if _, err := d.KeepFileBack(ctx, staff[0], f.ID, day, "còn dùng"); !errors.Is(err, workfiles.BadKeep) {
			t.Errorf("until %q: %v", day, err)
		}
	}
	f, err := d.KeepFileBack(ctx, staff[0], f.ID, "2029-02-03", "còn dùng")
	if due, is := f.HandOverDue(); err != nil || !is || due.Format(time.DateOnly) != "2029-02-03" {
		t.Errorf("due %s %v", due, err)
	}
}

// TestEachFieldHasTheLengthOfTheDecree fills each field to its length, and by one more.
func TestEachFieldHasTheLengthOfTheDecree(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	long := func(n int) string { return strings.Repeat("ữ", n) }
	n := 0
	for name, c := range map[string]struct {
		most int
		into func(*office.WorkFile, string)
	}{
		"notation": {20, func(f *office.WorkFile, s string) { f.Notation = s }},
		"title":    {500, func(f *office.WorkFile, s string) { f.Title = s }},
		"use":      {30, func(f *office.WorkFile, s string) { f.Use = s }},
		"creator":  {30, func(f *office.WorkFile, s string) { f.Creator = s }},
		"language": {50, func(f *office.WorkFile, s string) { f.Language = s }},
		"note":     {500, func(f *office.WorkFile, s string) { f.Note = s }},
	} {
		for _, more := range []int{0, 1} {
			n++
			f := file(fmt.Sprintf("%02d.VP", n))
			c.into(&f, long(c.most+more))
			if _, err := d.OpenFile(ctx, staff[0], f); errors.Is(err, workfiles.TooLong) != (more == 1) || more == 0 && err != nil {
				t.Errorf("%s of %d letters: %v", name, c.most+more, err)
			}
		}
	}
	for name, wrong := range map[error]func(*office.WorkFile){
		workfiles.NoTitle: func(f *office.WorkFile) { f.Title = " " }, workfiles.NoCreator: func(f *office.WorkFile) { f.Creator = "" }, workfiles.NoNotation: func(f *office.WorkFile) { f.Notation = "" },
		workfiles.NoRetention: func(f *office.WorkFile) { f.Retention = 0 }, workfiles.BadYear: func(f *office.WorkFile) { f.Year = 26 }, workfiles.BadDay: func(f *office.WorkFile) { f.Opened = "31/2" },
	} {
		f := file("99.VP")
		wrong(&f)
		if _, err := d.OpenFile(ctx, staff[0], f); !errors.Is(err, name) {
			t.Errorf("%v: %v", name, err)
		}
	}
	d.begins(t)
	f := d.opens(t, file("98.VP"))
	r := d.registersOn(t, "2026-05-05", "dài")
	for pages, fits := range map[int]bool{-1: false, 1000: false} {
		if _, err := d.AddToFile(ctx, staff[0], f.ID, r.ID, pages, ""); errors.Is(err, workfiles.BadPages) == fits {
			t.Errorf("%d pages: %v", pages, err)
		}
	}
	if _, err := d.AddToFile(ctx, staff[0], f.ID, r.ID, 1, long(501)); !errors.Is(err, workfiles.TooLong) {
		t.Errorf("a long note: %v", err)
	}
	if _, err := d.AddToFile(ctx, staff[0], f.ID, r.ID, 999, long(500)); err != nil {
		t.Errorf("999 pages: %v", err)
	}
}

// exported are the forms of a file, by their endings.
func (d *desk) exported(t *testing.T, id office.ID) map[string]string {
	t.Helper()
	dir, all := t.TempDir(), map[string]string{}
	for _, ending := range []string{".pdf", ".xlsx", ".xml", ".zip"} {
		path := filepath.Join(dir, "hồ sơ"+ending)
		if _, err := d.ExportFile(t.Context(), id, path, ""); err != nil {
			t.Fatalf("%s: %v", ending, err)
		}
		was, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.ExportFile(t.Context(), id, path, ""); !errors.Is(err, FileExists) {
			t.Errorf("%s over a file that is there: %v", ending, err)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != string(was) {
			t.Errorf("%s: a file that was there changed, %v", ending, err)
		}
		all[ending] = path
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 4 {
		t.Errorf("beside them lies %v, %v", left, err)
	}
	return all
}

// outside is what a program of others says, which must be there.
func outside(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestAFileIsWrittenOutInOrderOfTime(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	f := d.opens(t, file("01.VP"))
	done := d.act(t) // a paper that was digitised
	with := decision("văn bản <có> tệp & chữ ký")
	with.Document.Issued = "2026-05-05"
	with, err := d.RegisterWith(ctx, staff[0], with, office.Enclosing{Conversion: string(done.ID)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	came, err := d.Register(ctx, staff[0], office.Registered{Flow: office.FlowIn, Document: office.Document{Number: "137", Symbol: "UBND-VP", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: "văn bản đến trước", Issued: "2026-05-01", Secrecy: office.Ordinary}})
	if err != nil {
		t.Fatal(err)
	}
	d.adds(t, f, with, 2)
	d.adds(t, f, came, 3)
	path := filepath.Join(t.TempDir(), "a.zip")
	if _, err := d.ExportFile(ctx, f.ID, path, ""); !errors.Is(err, workfiles.NotYetClosed) {
		t.Errorf("a package of an open file: %v", err)
	}
	if _, err := d.ExportFile(ctx, f.ID, path+".txt", ""); !errors.Is(err, workfiles.UnknownEnding) {
		t.Errorf("an ending that says nothing: %v", err)
	}
	if _, err := d.CloseFile(ctx, staff[0], f.ID, ""); err != nil {
		t.Fatal(err)
	}
	all := d.exported(t, f.ID)
	said := elements(t, all[".xml"], "FileCode/FileNotation", "DocTotal", "PageTotal", "Documents/Document[1]/DocOrdinal", "Documents/Document[1]/Subject", "Documents/Document[1]/CodeNumber",
		"Documents/Document[1]/ArrivalNumber", "Documents/Document[2]/Subject", "Documents/Document[2]/IssuedDate")
	if want := "01.VP|2|5|1|văn bản đến trước|137|1|văn bản <có> tệp & chữ ký|2026-05-05"; said != want {
		t.Errorf("the data say %s", said)
	}
	outside(t, "qpdf", "--check", all[".pdf"])
	words := strings.Join(strings.Fields(outside(t, "pdftotext", "-layout", all[".pdf"], "-")), " ")
	for _, want := range []string{"MỤC LỤC VĂN BẢN, TÀI LIỆU", "01.VP", "137/UBND-", "05/05/2026"} {
		if !strings.Contains(words, want) {
			t.Errorf("the list lacks %q:\n%s", want, words)
		}
	}
	d.unpacks(t, all[".zip"], done)
}

// unpacks reads a package by a program of others, and compares each file with its digest.
func (d *desk) unpacks(t *testing.T, path string, done office.Conversion) {
	t.Helper()
	dir := t.TempDir()
	outside(t, "unzip", "-q", path, "-d", dir)
	folders, err := os.ReadDir(dir)
	if err != nil || len(folders) != 1 || !strings.HasPrefix(folders[0].Name(), "SIP_") {
		t.Fatalf("the package holds %v %v", folders, err)
	}
	dir = filepath.Join(dir, folders[0].Name())
	text, err := os.ReadFile(filepath.Join(dir, "METS.xml"))
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Files []struct {
			Checksum string `xml:"CHECKSUM,attr"`
			At       struct {
				Href string `xml:"href,attr"`
			} `xml:"FLocat"`
		} `xml:"fileSec>fileGrp>file"`
	}
	if err := xml.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Files) != 3 {
		t.Fatalf("the manifest names %+v", m.Files)
	}
	for _, f := range m.Files {
		sum := outside(t, "sha256sum", filepath.Join(dir, f.At.Href))
		if !strings.HasPrefix(strings.TrimPrefix(sum, `\`), f.Checksum) {
			t.Errorf("%s is not what the manifest says", f.At.Href)
		}
	}
	if m.Files[0].Checksum != string(done.PDF) {
		t.Errorf("the file of the document is %s and not %s", m.Files[0].Checksum, done.PDF)
	}
	outside(t, "qpdf", "--check", filepath.Join(dir, "metadata", "muc-luc-van-ban.pdf"))
	elements(t, filepath.Join(dir, "METS.xml"))
	if said := elements(t, filepath.Join(dir, "metadata", "ho-so.xml"), "Documents/Document[1]/File", "Documents/Document[2]/File"); said != "|representations/rep1/data/00002-1.pdf" {
		t.Errorf("the data name the files as %s", said)
	}
}

// elements has a program of others read XML, and tell what elements hold.
func elements(t *testing.T, path string, names ...string) string {
	t.Helper()
	const reads = "import sys, xml.etree.ElementTree as x\nroot = x.parse(sys.argv[1]).getroot()\nsys.stdout.buffer.write('|'.join(root.findtext(n, '') for n in sys.argv[2:]).encode())"
	return outside(t, "python3", append([]string{"-c", reads, path}, names...)...)
}

// TestAnExportThatFailsLeavesNothing takes away the file of a document that a package is to have.
func TestAnExportThatFailsLeavesNothing(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	f := d.opens(t, file("01.VP"))
	done := d.act(t)
	r, err := d.RegisterWith(ctx, staff[0], decision("có tệp"), office.Enclosing{Conversion: string(done.ID)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	d.adds(t, f, r, 1)
	if _, err := d.CloseFile(ctx, staff[0], f.ID, ""); err != nil {
		t.Fatal(err)
	}
	if err := d.vault.Wipe(done.PDF); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := d.ExportFile(ctx, f.ID, filepath.Join(dir, "a.zip"), ""); err == nil {
		t.Error("a package without a file of its document")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("what failed left %v, %v", left, err)
	}
}

func TestTheListsOfAYear(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	for _, p := range []office.PlannedFile{
		{Heading: "Văn phòng", Part: "Lưu trữ", Abbreviation: "VP", Title: "Hồ sơ lưu trữ ví dụ", Retention: office.Forever, Creator: "Nguyễn Văn Mẫu"},
		{Heading: "Tài chính", Abbreviation: "TC", Title: "Hồ sơ quyết toán ví dụ", Retention: 20, Creator: "Trần Thị Ví Dụ"},
		{Heading: "Văn phòng", Part: "Lưu trữ", Abbreviation: "VP", Title: "Hồ sơ thứ hai", Retention: 10, Creator: "Nguyễn Văn Mẫu"},
	} {
		if _, err := d.PlanFile(ctx, staff[0], p); err != nil {
			t.Fatal(err)
		}
	}
	closed := d.ended(t, file("01.VP"), "2026-01-02", "2026-02-03")
	d.opens(t, file("02.VP"))
	for name, save := range map[string]func(string) error{
		"I. VĂN PHÒNG|1. Lưu trữ|01.VP|02.VP|II. TÀI CHÍNH|01.TC|1 hồ sơ bảo quản vĩnh viễn; 2 hồ sơ": func(path string) error { return d.SaveFilePlan(ctx, thisYear(), path, "") },
		"01.VP|" + closed.Title + "|02/01/2026|20 năm|gồm: 1 hồ sơ":                                   func(path string) error { return d.SaveFilesList(ctx, thisYear(), path, "") },
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "danh mục.pdf")
		if err := errors.Join(save(path), save(filepath.Join(dir, "danh mục.xlsx"))); err != nil {
			t.Fatal(err)
		}
		outside(t, "qpdf", "--check", path)
		if err := save(path); !errors.Is(err, FileExists) {
			t.Errorf("over a file that is there: %v", err)
		}
		words := strings.Join(strings.Fields(outside(t, "pdftotext", "-raw", path, "-")), " ")
		for want := range strings.SplitSeq(name, "|") {
			if !strings.Contains(words, want) {
				t.Errorf("the list lacks %q:\n%s", want, words)
			}
		}
	}
	all, _, err := d.FilesOfYear(ctx, thisYear())
	if err != nil || len(all) != 2 || all[0].Documents != 1 || all[1].Documents != 0 || all[0].Doubled {
		t.Errorf("listed %+v %v", all, err)
	}
	if id, err := d.FileNamed(ctx, "01.VP", 0); err != nil || id != closed.ID {
		t.Errorf("named: %s %v", id, err)
	}
	if _, err := d.FileNamed(ctx, "07.VP", 0); !errors.Is(err, workfiles.NoSuchFile) {
		t.Errorf("no such: %v", err)
	}
}

// TestTheFilesOfAYearStandByTheirNumbers whatever is searched for among them, each row as the whole list has it.
func TestTheFilesOfAYearStandByTheirNumbers(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	for _, notation := range []string{"10.VP", "2.VP", "1.TCCB", "9.TCCB", "x", "1.VP"} {
		d.opens(t, file(notation))
	}
	d.ended(t, office.WorkFile{Year: 2020, Notation: "1.VP", Title: "Hồ sơ ví dụ cũ", Retention: 20, Creator: "Nguyễn Văn Mẫu"}, "2020-01-02", "2020-02-03")
	for text, want := range map[string]string{
		"": "x 1.TCCB 9.TCCB 1.VP 2.VP 10.VP", "VP": "1.VP 2.VP 10.VP", "9.tccb": "9.TCCB", "hồ sơ ví dụ": "x 1.TCCB 9.TCCB 1.VP 2.VP 10.VP", "ho so 10": "10.VP", "việc khác": "", "…": "",
	} {
		keys, hidden, err := d.FindFiles(ctx, office.FileWish{Year: thisYear(), Text: text})
		if err != nil || hidden != 0 {
			t.Fatal(hidden, err)
		}
		rows, err := d.FileRows(ctx, keys)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, f := range rows {
			said = append(said, f.Notation)
		}
		if is := strings.Join(said, " "); is != want {
			t.Errorf("%q: %q and not %q", text, is, want)
		}
		if all, _, err := d.FilesOfYear(ctx, thisYear()); text == "" && (err != nil || !reflect.DeepEqual(all, rows)) {
			t.Errorf("the whole list has %+v, the rows are %+v, %v", all, rows, err)
		}
	}
}

// TestTheNamesOfAnArchiveAreData reads names that no file has.
func TestTheNamesOfAnArchiveAreData(t *testing.T) {
	for _, wrong := range []string{`{`, `{"root":"a b"}`, `{"root":"A","documents":"B","document":"C","package":{"prefix":"x","manifest":"../m","metadata":"a","list":"b","data":"c"}}`,
		`{"root":"A","documents":"B","document":"C","package":{"prefix":"x","manifest":"m","metadata":"a","list":"b","data":"c"},"file":[{"field":"nothing","element":"X"}]}`} {
		if _, err := filepack.Read([]byte(wrong)); err == nil {
			t.Errorf("read: %s", wrong)
		}
	}
}

// halting is a context of which a work stops for ever, once the folder has something in it.
type halting struct {
	context.Context
	folder string
}

func (h halting) Err() error {
	if all, err := os.ReadDir(h.folder); err == nil && len(all) > 0 {
		fmt.Println("midst")
		select {}
	}
	return h.Context.Err()
}

// exportUntilKilled writes a package, and stops in the midst of it.
func exportUntilKilled(home string) int {
	s, err := opened(home)
	if err == nil {
		var id office.ID
		if id, err = s.FileNamed(context.Background(), "01.VP", 0); err == nil {
			folder := filepath.Join(home, "ra")
			_, err = s.ExportFile(halting{context.Background(), folder}, id, filepath.Join(folder, "gói.zip"), "")
		}
	}
	fmt.Fprintln(os.Stderr, "it came to an end:", err)
	return 1
}

func TestAnExportThatIsKilledLeavesNoFile(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	f := d.opens(t, file("01.VP"))
	for day := 1; day <= 9; day++ {
		d.adds(t, f, d.registersOn(t, fmt.Sprintf("2026-05-0%d", day), "ví dụ"), 1)
	}
	if _, err := d.CloseFile(t.Context(), staff[0], f.ID, ""); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	folder := filepath.Join(home, "ra")
	if err := errors.Join(os.Rename(d.home, filepath.Join(home, "nhà")), os.Rename(d.state, filepath.Join(home, "ngoài")), os.Mkdir(folder, 0o700)); err != nil {
		t.Fatal(err)
	}
	cmd := asChild(t, "export-file", home)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	said := make([]byte, len("midst"))
	_, read := io.ReadFull(out, said)
	if err := errors.Join(read, cmd.Process.Kill()); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	path := filepath.Join(folder, "gói.zip")
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("a package that was cut off lies there: %v", err)
	}
	d.home, d.state = filepath.Join(home, "nhà"), filepath.Join(home, "ngoài")
	d.start(t)
	if is, err := d.ExportFile(t.Context(), f.ID, path, ""); err != nil || is.Documents != 9 || is.Without != 9 {
		t.Fatalf("written anew: %+v %v", is, err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("what was killed left %v, %v", left, err)
	}
	outside(t, "unzip", "-tq", path)
}

// TestWhatWasRecalledBeforeFreezesTheFileThatTakesIt: nobody closes a file over a document that is no
// more in force without having looked.
func TestWhatWasRecalledBeforeFreezesTheFileThatTakesIt(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	r := d.registers(t, letterIn("15", "về việc đến"))
	if _, err := d.Amend(ctx, staff[0], office.Amended{Business: office.BusinessRecall, Document: r.ID, Why: "bên gửi thu hồi"}); err != nil {
		t.Fatal(err)
	}
	f := d.opens(t, file("09.TC"))
	d.adds(t, f, r, 1)
	if _, err := d.CloseFile(ctx, staff[0], f.ID, ""); !errors.Is(err, workfiles.Frozen) {
		t.Errorf("closed: %v", err)
	}
	if err := d.LookedAtRecalled(ctx, staff[0], f.ID, r.ID, "giữ làm chứng cứ"); err != nil {
		t.Fatal(err)
	}
	c, err := d.CloseFile(ctx, staff[0], f.ID, "")
	if err != nil || !slices.ContainsFunc(c.Remarks, func(said string) bool {
		return strings.HasPrefix(said, "1 văn bản trong hồ sơ đã bị hủy hoặc thu hồi")
	}) {
		t.Errorf("closed as %q %v", c.Remarks, err)
	}
}

// TestAPackageTellsVersionsOfADraftFromTheDocument: whoever receives it takes none of them for what was
// issued.
func TestAPackageTellsVersionsOfADraftFromTheDocument(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	who := d.hired(t)
	r := d.registers(t, decision("về việc mẫu"))
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteTakeUp})
	for _, name := range []string{"một.pdf", "hai.pdf"} {
		d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSubmit, To: who[0].ID, With: office.Enclosing{Paths: []string{pdftest.Letter(t, name, "Dự thảo "+name)}}})
		if name == "một.pdf" {
			d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "sửa lại"})
		}
	}
	d.attaches(t, r.ID, "đã ký.pdf")
	f := d.opens(t, file("09.TC"))
	d.adds(t, f, r, 1)
	if _, err := d.CloseFile(ctx, staff[0], f.ID, ""); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "gói.zip")
	if _, err := d.ExportFile(ctx, f.ID, path, ""); err != nil {
		t.Fatal(err)
	}
	pack, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer pack.Close()
	var names []string
	for _, in := range pack.File {
		if strings.HasSuffix(in.Name, ".pdf") && strings.Contains(in.Name, "/00001-") {
			names = append(names, in.Name[strings.Index(in.Name, "/00001-")+1:])
		}
	}
	if want := []string{"00001-1.pdf", "00001-2-ban-trinh-lan-1.pdf", "00001-3-ban-trinh-lan-2.pdf"}; !slices.Equal(names, want) {
		t.Errorf("it has %q", names)
	}
}
