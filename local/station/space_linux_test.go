package station

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tram/local/office"
	"tram/local/people"
	"tram/local/whole/wholetest"
)

// TestAnActIsFinishedOnADiskThatRanFull: what was begun ends well on the room that was held
// back, nothing new is begun, and all goes on where the disk was tidied.
func TestAnActIsFinishedOnADiskThatRanFull(t *testing.T) {
	wholetest.OnSmallDisk(t, 48<<20, func(t *testing.T, dir string) {
		if !wholetest.Mounted(dir) {
			t.Log("no disk runs full here: local/whole looks at what can be seen without one")
			return
		}
		ctx := context.Background()
		s, err := Open(ctx, Options{Home: filepath.Join(dir, "nhà"), Passwords: people.LeastCost(), Ballast: 12 << 20})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		d := &desk{Station: s, home: s.home}
		if _, err := d.SetUp(ctx, ours, staff); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(d.RecoveryKept(), s.refill(ctx)); err != nil || !s.ballast.Held() {
			t.Fatal(err)
		}
		ready := d.allButFinished(t)
		draft, err := d.Begin(ctx, staff[0])
		if err != nil {
			t.Fatal(err)
		}
		filler := filepath.Join(dir, "filler")
		fill(t, filler)
		if _, _, err := d.Take(ctx, draft.ID, 0, []string{samplePage(t)}, "", nil); !errors.Is(err, NoRoom) {
			t.Fatalf("pages were begun on a full disk: %v", err)
		}
		draft.Document = office.Document{Secrecy: office.Ordinary, Type: "cong-van", Subject: "về việc đang dở"}
		if _, err := d.Describe(ctx, draft); err != nil {
			t.Errorf("the words of a draft: %v", err)
		}
		if s.ballast.Held() {
			t.Error("it was not given up")
		}
		if _, err := d.Finish(ctx, ready, nil); err != nil {
			t.Errorf("an act that was under way: %v", err)
		}
		if _, _, err := d.Take(ctx, draft.ID, 0, []string{samplePage(t)}, "", nil); !errors.Is(err, RoomHeldBack) {
			t.Errorf("pages on what is held back: %v", err)
		}
		if all, err := d.SpaceStates(ctx); err != nil || all[0].Level != office.SpaceFull {
			t.Errorf("told %+v, %v", all, err)
		}
		told := false
		for _, beside := range d.Beside() {
			told = told || errors.Is(beside, RoomGiven)
		}
		if !told {
			t.Error("nobody was told")
		}
		if err := errors.Join(os.Remove(filler), s.refill(ctx)); err != nil || !s.ballast.Held() {
			t.Errorf("not made anew: %v", err)
		}
		if c, err := d.Resume(ctx, draft.ID); err != nil || c.Document.Subject != draft.Document.Subject {
			t.Errorf("came back as %q, %v", c.Document.Subject, err)
		}
		d.act(t)
	})
}

// allButFinished is an act that only has to be finished.
func (d *desk) allButFinished(t *testing.T) office.ID {
	t.Helper()
	ctx := t.Context()
	c, err := d.Begin(ctx, staff[0])
	if err != nil {
		t.Fatal(err)
	}
	c.Document, c.Form = office.Document{Secrecy: office.Ordinary, Type: "cong-van", Subject: "về việc sắp xong"}, office.Plain
	if _, err := d.Describe(ctx, c); err != nil {
		t.Fatal(err)
	}
	pages, _, err := d.Take(ctx, c.ID, 0, []string{samplePage(t)}, "", nil)
	if err != nil || len(pages) != 1 {
		t.Fatal(pages, err)
	}
	if _, err := d.Check(ctx, c.ID, []office.ID{pages[0].ID}, 1); err != nil {
		t.Fatal(err)
	}
	return c.ID
}

// fill writes until the disk takes no more.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4<<10))
	}
}
