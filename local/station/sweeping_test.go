package station

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestWhatAKilledWriterLeftHalfIsGoneAfterTheNextStart(t *testing.T) {
	d := newDesk(t)
	var left []string
	d.attacked(t, func() {
		for _, dir := range []string{d.home, filepath.Join(d.home, scansDir), filepath.Join(d.home, revocationDir), d.state} {
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "."+guardName+".9a5f5d2e0fb7c702.part")
			if err := os.WriteFile(path, []byte(`{"half`), 0o600); err != nil {
				t.Fatal(err)
			}
			left = append(left, path)
		}
	})
	for _, path := range left {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s stays after a start: %v", path, err)
		}
	}
}
