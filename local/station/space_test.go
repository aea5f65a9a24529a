package station

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/disk"
	"tram/local/office"
	"tram/local/people"
)

// TestLittleRoomIsToldBeforeTheDiskIsFull: of the disk of the data, and of that of a copy; what
// fits is said in pages only where the office has made some.
func TestLittleRoomIsToldBeforeTheDiskIsFull(t *testing.T) {
	d := newDesk(t)
	where := d.firstCopy(t)
	free, known := disk.Free(d.home)
	if !known {
		t.Fatal("the disk of the test tells nothing")
	}
	for _, c := range []struct {
		low, out int64
		is       office.SpaceLevel
		grave    office.Gravity
		waits    int
	}{
		{1, 0, office.SpaceGood, 0, 0},
		{int64(free) * 2, 1, office.SpaceLow, office.Wanting, 2},
		{int64(free) * 4, int64(free) * 2, office.SpaceOut, office.Alarming, 2},
	} {
		d.Space.low, d.Space.out = c.low, c.out
		all, err := d.SpaceStates(t.Context())
		if err != nil || len(all) != 2 || !all[0].Own || all[1].Own || all[1].Where != where {
			t.Fatalf("told %+v, %v", all, err)
		}
		for _, is := range all {
			if is.Level != c.is || is.Free <= 0 || is.Pages != 0 {
				t.Errorf("told %+v, not %s", is, c.is)
			}
		}
		w := d.waits(t, "space")
		if w.Count != c.waits {
			t.Fatalf("at %s there wait %+v", c.is, w)
		}
		if c.waits > 0 && (w.Newest[0].To != office.ToData || w.Newest[1].To != office.ToCopies || w.Newest[0].Grave != c.grave || strings.Contains(w.Newest[0].Below, "trang")) {
			t.Errorf("told as %+v", w.Newest)
		}
	}
	done := d.act(t)
	d.Space.measured = d.Space.measured.Add(-2 * pageMeasured)
	all, err := d.SpaceStates(t.Context())
	if err != nil || all[0].Pages != all[0].Free/done.PDFSize {
		t.Errorf("%+v, with a page of %d bytes: %v", all, done.PDFSize, err)
	}
	if below := d.waits(t, "space").Newest[0].Below; !strings.Contains(below, "trang như các trang đã làm") {
		t.Errorf("told as %q", below)
	}
}

// TestWhatSurelyDoesNotFitIsRefusedBeforeItBegins: a file that is larger than what is free.
func TestWhatSurelyDoesNotFitIsRefusedBeforeItBegins(t *testing.T) {
	d := newDesk(t)
	large := filepath.Join(t.TempDir(), "lon.jpg")
	if err := os.WriteFile(large, []byte{0xff, 0xd8}, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, 1<<43); err != nil {
		t.Fatal(err)
	}
	draft, err := d.Begin(t.Context(), staff[0])
	if err != nil {
		t.Fatal(err)
	}
	for name, road := range map[string]func() error{
		"pages": func() error {
			_, _, err := d.Take(t.Context(), draft.ID, 0, []string{samplePage(t), large}, "", nil)
			return err
		},
		"message": func() error {
			_, err := d.ImportMessage(t.Context(), office.MessageOrder{Path: large}, nil)
			return err
		},
		"a bundle": func() error { _, err := d.ImportBundle(t.Context(), large, nil); return err },
	} {
		if err := road(); !errors.Is(err, NoRoom) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if pages, err := d.Pages(t.Context(), draft.ID); err != nil || len(pages) != 0 {
		t.Errorf("something was begun: %v, %v", pages, err)
	}
}

// TestTheBallastIsNoFileOfTheVault: it lies in the data folder, goes into no copy, and is no
// stray file; a start that finds no room makes none.
func TestTheBallastIsNoFileOfTheVault(t *testing.T) {
	d := newDesk(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	const size = 1 << 20
	s, err := Open(context.Background(), Options{Home: d.home, State: d.state, Passwords: people.LeastCost(), Ballast: size})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d.Station = s
	d.KeepRoom(t.Context())
	if err := s.refill(t.Context()); err != nil || !s.ballast.Held() { // whoever is first
		t.Fatal(err)
	}
	d.act(t)
	where := d.firstCopy(t)
	if all := tree(t, where); slices.ContainsFunc(all, func(line string) bool { return strings.Contains(line, ballastName) }) {
		t.Errorf("it was copied: %v", all)
	}
	if all, err := d.Orphans(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("strange: %v, %v", all, err)
	}
	if err := d.Close(); err != nil || !s.ballast.Held() {
		t.Errorf("held %v after the end, %v", s.ballast.Held(), err)
	}
}
