package whole

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestFilesOfABatchHaveTheirNamesAndAreSettled on a disk that is synced as a whole and on one
// of which each file is.
func TestFilesOfABatchHaveTheirNamesAndAreSettled(t *testing.T) {
	for _, atOnce := range []bool{syncsAtOnce(t.TempDir()), false} {
		dir := t.TempDir()
		b := NewBatch(dir)
		b.atOnce = atOnce
		for i, name := range []string{"một", "hai", "một"} {
			f, err := Create(filepath.Join(dir, ".part"), 0o600)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write([]byte(name)); err != nil {
				t.Fatal(err)
			}
			err = b.Commit(f, filepath.Join(dir, name))
			if taken := i == 2; errors.Is(err, os.ErrExist) != taken || !taken && err != nil {
				t.Errorf("%d, %s: %v", i, name, err)
			}
		}
		if err := b.Settle(); err != nil || len(b.dirs) > 0 {
			t.Errorf("settled: %v, %v", err, b.dirs)
		}
		for _, name := range []string{"một", "hai"} {
			if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != name {
				t.Errorf("%s holds %q, %v", name, got, err)
			}
		}
		if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
			t.Errorf("left: %v, %v", left, err)
		}
		if err := b.Settle(); err != nil {
			t.Errorf("with nothing more: %v", err)
		}
		f, err := Create(filepath.Join(dir, ".part"), 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Commit(f, filepath.Join(dir, "không có", "ba")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("into no folder: %v", err)
		}
	}
}
