package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/store/veil"
	"tram/local/whole/wholetest"
)

func TestAFullDiskLeavesThePlainDatabaseInUse(t *testing.T) {
	wholetest.OnSmallDisk(t, 2<<20, func(t *testing.T, dir string) {
		made, entries := plainOf(t, 250)
		path := filepath.Join(dir, "office.db")
		if err := os.WriteFile(path, must(os.ReadFile(made))(t), 0o600); err != nil || sizeOf(made) < 1<<20 {
			t.Fatal(err, sizeOf(made))
		}
		s := must(Open(t.Context(), path, Options{Clock: newClock(), Key: theKey}))(t)
		if veiled, why := s.Veiled(); veiled || !errors.Is(why, NotVeiled) || !wholetest.IsFull(why) {
			if wholetest.Mounted(dir) {
				t.Errorf("under the key: %v, %v", veiled, why)
			}
		}
		for _, f := range must(os.ReadDir(dir))(t) {
			if strings.HasSuffix(f.Name(), ".part") || strings.HasSuffix(f.Name(), oldEnding) {
				t.Errorf("%s takes room", f.Name())
			}
		}
		must(s.SaveClerk(t.Context(), settings, office.Clerk{Name: "Trần Thị Ví Dụ"}))(t)
		if n := noFaults(t, s).Entries; n != entries+1 {
			t.Errorf("%d entries", n)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestADatabaseUnderAKeyIsReadOnADiskThatTakesNothing(t *testing.T) {
	for _, killed := range []bool{false, true} {
		wholetest.Unwritable(t, func(t *testing.T, dir string, spoil func(), cause error) {
			path, entries := leftBy(t, dir, theKey, killed)
			if killed != (sizeOf(path+"-wal") > 0) {
				t.Fatalf("a log of %d bytes", sizeOf(path+"-wal"))
			}
			spoil()
			s := open(t, path)
			isVeiled(t, s, true)
			if !isTold(s.Unwritable(), cause) {
				t.Errorf("%v was told as %v", cause, s.Unwritable())
			}
			if n := noFaults(t, s).Entries; n != entries {
				t.Errorf("%d of %d entries are read", n, entries)
			}
			if err := s.Veil(t.Context(), must(otherKey())(t)); !isTold(err, cause) {
				t.Errorf("another key was taken: %v", err)
			}
			if !must(veil.Look(path))(t).Fits(must(theKey())(t)) {
				t.Error("the database lies under another key")
			}
		})
	}
}
