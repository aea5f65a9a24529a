package copying_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/whole"
)

func TestAFolderKeepsWhatATargetPromises(t *testing.T) {
	copyingtest.Suite(t, func(t *testing.T) (copying.Target, func() copying.Target) {
		dir := t.TempDir()
		again := func() copying.Target { return copying.NewFolder(dir) }
		return again(), again
	})
}

// TestAFolderThatIsGoneIsNeverMade: an empty mount point is not the stick.
func TestAFolderThatIsGoneIsNeverMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "usb")
	f := copying.NewFolder(dir)
	tries := map[string]func() error{
		"put":    func() error { return f.Put(t.Context(), "a/1", 1, strings.NewReader("x")) },
		"get":    func() error { _, _, err := f.Get(t.Context(), "a/1"); return err },
		"list":   func() error { return f.List(t.Context(), "a", func(string, int64) error { return nil }) },
		"remove": func() error { return f.Remove(t.Context(), "a/1") },
	}
	for name, try := range tries {
		if err := try(); !errors.Is(err, copying.Gone) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("it was made: %v", err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := tries["put"](); err != nil {
		t.Fatal(err)
	}
	// A stick that was pulled out and came back empty.
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := tries["put"](); !errors.Is(err, copying.Gone) {
		t.Errorf("pulled out: %v", err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := tries["put"](); err != nil {
		t.Errorf("put back empty: %v", err)
	}
}

// TestNoLinkLeadsOutOfAFolder: whoever can write a stick has nothing written elsewhere.
func TestNoLinkLeadsOutOfAFolder(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	f := copying.NewFolder(dir)
	if err := f.Put(t.Context(), "a/1", 1, strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(outside, "1"), []byte("bí mật"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "tram-sao-luu", "b")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "1"), filepath.Join(dir, "tram-sao-luu", "a", "2")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"b/2", "a/2"} {
		if err := f.Put(t.Context(), name, 1, strings.NewReader("x")); err == nil {
			t.Errorf("%s was put", name)
		}
	}
	for _, name := range []string{"b/1", "a/2"} {
		if _, _, err := f.Get(t.Context(), name); err == nil || errors.Is(err, copying.ErrNone) {
			t.Errorf("%s: %v", name, err)
		}
		if err := f.Remove(t.Context(), name); err == nil {
			t.Errorf("%s was removed", name)
		}
	}
	if left, err := os.ReadDir(outside); err != nil || len(left) != 1 {
		t.Errorf("outside lie %v, %v", left, err)
	}
	var all []string
	if err := f.List(t.Context(), "", func(name string, _ int64) error { all = append(all, name); return nil }); err != nil || len(all) != 1 {
		t.Errorf("listed: %v, %v", all, err)
	}
}

// TestWhatIsNoFileIsNotTakenForAnObject: a folder of its name is told, and nothing counts as copied
// that it stands in the place of.
func TestWhatIsNoFileIsNotTakenForAnObject(t *testing.T) {
	b := newBureau(t)
	dir := t.TempDir()
	b.work()
	b.round(b.copier(copying.NewFolder(dir)))
	files, err := filepath.Glob(filepath.Join(dir, "*", "*", "f", "*", "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	if err := errors.Join(os.Remove(files[0]), os.MkdirAll(filepath.Join(files[0], "gì đó"), 0o700)); err != nil {
		t.Fatal(err)
	}
	if r, err := b.copier(copying.NewFolder(dir)).Round(t.Context()); !errors.Is(err, whole.NotAFile) {
		t.Errorf("it is taken for the file: %+v, %v", r, err)
	}
	if err := os.RemoveAll(files[0]); err != nil {
		t.Fatal(err)
	}
	b.round(b.copier(copying.NewFolder(dir)))
	b.same(copying.NewFolder(dir))
}
