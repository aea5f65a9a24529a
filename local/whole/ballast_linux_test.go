package whole_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"tram/local/whole"
	"tram/local/whole/wholetest"
)

const ballastSize = 2 << 20 // bytes, on a disk of 8 MB

// TestAFullDiskGivesUpItsBallastAndTheWriteGoesOn: a real disk runs full in the midst of a
// file, which becomes whole all the same; the next one that finds no room is refused.
func TestAFullDiskGivesUpItsBallastAndTheWriteGoesOn(t *testing.T) {
	wholetest.OnSmallDisk(t, 8<<20, func(t *testing.T, dir string) {
		told := 0
		b := whole.KeepBallast(filepath.Join(dir, "ballast"), ballastSize, func() { told++ })
		t.Cleanup(b.Leave)
		if err := b.Fill(t.Context()); err != nil || !b.Held() {
			t.Fatalf("not made: %v", err)
		}
		if taken := blocks(t, filepath.Join(dir, "ballast")); taken < ballastSize {
			t.Errorf("it holds %d bytes of the disk, not %d", taken, ballastSize)
		}
		if !wholetest.Mounted(dir) { // no disk here runs full: the one that refuses a file is asked
			if !whole.MadeRoom(filepath.Join(dir, "x")) || b.Held() || told != 1 {
				t.Errorf("held %v, told %d times", b.Held(), told)
			}
			return
		}
		part := bytes.Repeat([]byte("mot trang"), 1<<17)[:1<<20]
		var last error
		for i := range 9 {
			if last = write(filepath.Join(dir, "sub", string(rune('a'+i))), part); last != nil {
				break
			}
			if told == 1 && b.Held() {
				t.Fatal("told, and not given up")
			}
		}
		if told != 1 || !wholetest.IsFull(last) {
			t.Errorf("told %d times; the last write: %v", told, last)
		}
		if all, err := os.ReadDir(filepath.Join(dir, "sub")); err != nil || len(all) < 7 {
			t.Errorf("%d files are whole: %v", len(all), err)
		}
		if err := b.Fill(t.Context()); !wholetest.IsFull(err) || b.Held() || told != 1 {
			t.Errorf("made anew where there is no room: %v, told %d times", err, told)
		}
		if err := os.RemoveAll(filepath.Join(dir, "sub")); err != nil {
			t.Fatal(err)
		}
		if err := b.Fill(t.Context()); err != nil || !b.Held() {
			t.Errorf("not made anew where there is room: %v", err)
		}
	})
}

func write(path string, content []byte) error {
	if err := whole.MakeDir(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := whole.Create(path, 0o600)
	if err != nil {
		return err
	}
	defer f.Abort()
	if _, err := f.Write(content); err != nil {
		return err
	}
	return f.Commit()
}

// blocks is what a file takes of its disk, in bytes.
func blocks(t *testing.T, path string) int64 {
	t.Helper()
	var is unix.Stat_t
	if err := unix.Stat(path, &is); err != nil {
		t.Fatal(err)
	}
	return is.Blocks * 512
}

// TestABallastIsGivenUpForItsOwnFolderAlone, and by nobody once it was left.
func TestABallastIsGivenUpForItsOwnFolderAlone(t *testing.T) {
	dir, link := t.TempDir(), filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	b := whole.KeepBallast(filepath.Join(link, "ballast"), 4096, nil)
	for path, is := range map[string]bool{
		filepath.Join(dir, "office.db"): true, filepath.Join(link, "vault", "aa", "x"): true,
		dir + "-other/x": false, filepath.Join(filepath.Dir(dir), "x"): false,
	} {
		if err := b.Fill(t.Context()); err != nil {
			t.Fatal(err)
		}
		if whole.MadeRoom(path) != is || b.Held() == is {
			t.Errorf("%s: held %v", path, b.Held())
		}
	}
	if !whole.MadeRoom(filepath.Join(dir, "office.db")) { // another write had it given up
		t.Error("a write beside the one that had it given up is not tried again")
	}
	b.Leave()
	if err := b.Fill(t.Context()); err != nil {
		t.Fatal(err)
	}
	if whole.MadeRoom(filepath.Join(dir, "office.db")) || !b.Held() {
		t.Error("given up after it was left")
	}
}
