package copying_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"tram/local/copying"
	"tram/local/office"
)

// leaving is a folder whose disk goes before an object is put, and leaves its mount point.
type leaving struct {
	*copying.Folder
	after atomic.Int32 // objects; 0: it stays
	leave func()
}

func (l *leaving) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	if l.after.Add(-1) == 0 {
		l.leave()
	}
	return l.Folder.Put(ctx, name, size, r)
}

// TestADiskThatLeavesItsMountPointIsTakenUpAgain takes the disk away in the midst of rounds.
// Nothing is put into the mount point, and the disk is written to again once it is back.
func TestADiskThatLeavesItsMountPointIsTakenUpAgain(t *testing.T) {
	b := newBureau(t)
	dir, away := t.TempDir(), filepath.Join(t.TempDir(), "usb")
	base := filepath.Join(dir, "tram-sao-luu")
	move := func(from, to string) {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	target := &leaving{Folder: copying.NewFolder(dir), leave: func() { move(base, away) }}
	c := b.copier(target)
	b.work()
	b.round(c)
	for after := 1; after < 12; after++ {
		for range 8 {
			b.work()
		}
		target.after.Store(int32(after))
		if r, err := c.Round(t.Context()); err == nil {
			t.Errorf("copied to where no disk is: %+v", r)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("gone before object %d: in the mount point lies %v, %v", after, left, err)
			if err := os.RemoveAll(base); err != nil {
				t.Fatal(err)
			}
		}
		move(away, base)
		b.round(c)
	}
	b.same(target)
}

// TestATargetWentBackOnlyWithinOneChain tells a copier that more was there once, of the chain at
// work and of another: a station whose data were turned back begins one of its own, from 1.
func TestATargetWentBackOnlyWithinOneChain(t *testing.T) {
	b := newBureau(t)
	b.work()
	for of, want := range map[office.ID]bool{b.store.Station(): true, office.NewID(b.clock.Now()): false, "": false} {
		c := b.copier(copying.NewFolder(t.TempDir()))
		c.Knew, c.KnewOf = office.JournalHead{Seq: 1_000_000}, of
		r := b.round(c)
		if told := r.Back != nil; told != want {
			t.Errorf("of the chain of %q: it is told as gone back: %v", of, told)
		}
		if r.Of != b.store.Station() || c.KnewOf != r.Of || c.Knew != r.Head {
			t.Errorf("afterwards it knows %+v of %q", c.Knew, c.KnewOf)
		}
	}
}
