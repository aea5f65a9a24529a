package station

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/scanning/watched"
)

// quickly are times for files that a test writes.
var quickly = watched.Times{Rest: 60 * time.Millisecond, Broken: 300 * time.Millisecond, Stale: time.Second, Poll: 100 * time.Millisecond}

// drop lays pages of a stack into a folder.
func drop(t *testing.T, dir string, stack, pages int) {
	t.Helper()
	for n := 1; n <= pages; n++ {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("SCAN%04d.JPG", n)), scannedPage(stack, n), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// capturesOf tells how often each content lies in a draft.
func (d *desk) capturesOf(t *testing.T) map[office.Digest]int {
	t.Helper()
	drafts, err := d.Drafts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := map[office.Digest]int{}
	for _, row := range drafts {
		pages, err := d.Pages(t.Context(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pages {
			all[p.Capture]++
		}
	}
	return all
}

func TestEachFileInAWatchedFolderBecomesADraft(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	d.times = quickly
	drop(t, dir, 1, 4)
	if err := os.WriteFile(filepath.Join(dir, "hỏng.pdf"), []byte("%PDF-1.7\n%%EOF"), 0o600); err != nil {
		t.Fatal(err)
	}
	var taken, aside int
	err := d.Watch(t.Context(), dir, staff[0], true, func(a office.Arrival) {
		switch {
		case a.Aside && a.Name == "hỏng.pdf" && a.Err != nil:
			aside++
		case a.Err == nil && a.Pages == 1:
			taken++
			if c, err := d.store.Conversion(t.Context(), a.Draft); err != nil || len(c.Pages) != 1 || c.State != office.Draft || c.Clerk.Name != staff[0].Name {
				t.Errorf("%+v: %d pages of %s, %v", a, len(c.Pages), c.Clerk.Name, err)
			}
		default:
			t.Errorf("told %+v", a)
		}
	})
	if err != nil || taken != 4 || aside != 1 || len(d.capturesOf(t)) != 4 {
		t.Errorf("%d files taken, %d set aside, %v", taken, aside, err)
	}
	if err := d.store.Journal(t.Context(), 0, func(e office.Entry) error {
		if e.Kind == office.KindConversion && (e.Step != "arrive" || !strings.HasPrefix(e.Actor, program)) {
			t.Errorf("%s by %q is told of a file that came by itself", e.Step, e.Actor)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if trays, err := os.ReadDir(filepath.Join(d.home, "tray")); err != nil || len(trays) != 4+2 { // and those of locks and discarded ones
		t.Errorf("the trays are %v, %v", trays, err)
	}
}

func TestOneProgramOfAStationWatchesAFolder(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	d.times = quickly
	ctx, stop := context.WithCancel(t.Context())
	first := make(chan error, 1)
	drop(t, dir, 1, 1)
	taken := make(chan struct{})
	go func() { first <- d.Watch(ctx, dir, staff[0], false, func(office.Arrival) { close(taken) }) }()
	<-taken
	if err := d.Watch(t.Context(), dir, staff[0], true, nil); !errors.Is(err, watched.AlreadyWatched) {
		t.Errorf("the second one: %v", err)
	}
	stop()
	if err := <-first; err != nil {
		t.Error(err)
	}
	if err := d.Watch(t.Context(), dir, staff[0], true, nil); err != nil {
		t.Errorf("after the first has left: %v", err)
	}
	if err := d.Watch(t.Context(), filepath.Join(d.home, "tray"), staff[0], true, nil); !errors.Is(err, OwnFolder) {
		t.Errorf("the data folder is watched: %v", err)
	}
	if err := d.Watch(t.Context(), "", staff[0], true, nil); !errors.Is(err, watched.Unreachable) {
		t.Errorf("no folder at all: %v", err)
	}
}

const childDir = "STATION_TEST_DIR"

func watchUntilKilled(home string) int {
	s, err := opened(home)
	if err == nil {
		s.times = quickly
		err = s.Watch(context.Background(), os.Getenv(childDir), staff[0], false, nil)
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// TestKillingAWatchLosesNoFileAndTakesNoneTwice kills it again and again until all is taken.
func TestKillingAWatchLosesNoFileAndTakesNoneTwice(t *testing.T) {
	home, dir := t.TempDir(), t.TempDir()
	if out, err := asChild(t, "set-up", home).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	const files = 150
	drop(t, dir, 7, files)
	left := func() int {
		found, err := filepath.Glob(filepath.Join(dir, "SCAN*"))
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	kills := 0
	for ; left() > 0 && kills < 100; kills++ {
		cmd := asChild(t, "watch", home)
		cmd.Env = append(cmd.Env, childDir+"="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		before, ended := left(), make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		awaits(ended, func() bool { return left() < before })
		time.Sleep(time.Duration(rand.IntN(60_000)) * time.Microsecond)
		cmd.Process.Kill()
		<-ended
	}
	s, err := opened(home)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := &desk{Station: s}
	d.times = quickly
	if err := d.Watch(t.Context(), dir, staff[0], true, nil); err != nil {
		t.Fatal(err)
	}
	all := d.capturesOf(t)
	for n := 1; n <= files; n++ {
		if times := all[office.DigestOf(scannedPage(7, n))]; times != 1 {
			t.Errorf("file %d was taken %d times", n, times)
		}
	}
	taken, err := filepath.Glob(filepath.Join(dir, "Đã lấy", "SCAN*"))
	if err != nil || len(taken) != files || len(all) != files {
		t.Errorf("%d of %d files were taken and %d moved aside, %v", len(all), files, len(taken), err)
	}
	t.Logf("killed %d times", kills)
}
