package whole

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

// TestWhatIsHeldForAMomentIsDoneAgain lets another program hold a file for a while, for
// ever, and not at all.
func TestWhatIsHeldForAMomentIsDoneAgain(t *testing.T) {
	held := errors.New("held")
	isHeld := func(err error) bool { return errors.Is(err, held) }
	for name, c := range map[string]struct {
		frees time.Duration // after which it is free; negative: never
		fails error         // what then happens
		want  error
		took  time.Duration
	}{
		"free at once":           {0, nil, nil, 0},
		"held for 200 ms":        {200 * time.Millisecond, nil, nil, 200 * time.Millisecond},
		"held for four seconds":  {4 * time.Second, nil, nil, 4 * time.Second},
		"held, and then missing": {100 * time.Millisecond, fs.ErrNotExist, fs.ErrNotExist, 100 * time.Millisecond},
		"missing":                {0, fs.ErrNotExist, fs.ErrNotExist, 0},
		"held for ever":          {-1, nil, Held, triedFor},
	} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			err := patiently("tệp.pdf", isHeld, func() error {
				if c.frees < 0 || time.Since(began) < c.frees {
					return held
				}
				return c.fails
			})
			if !errors.Is(err, c.want) || time.Since(began) != c.took {
				t.Errorf("%s: %v after %v, want %v after %v", name, err, time.Since(began), c.want, c.took)
			}
		})
	}
}

func TestAFolderGoesWithAllThatLiesInIt(t *testing.T) {
	at := t.TempDir()
	outside, dir := filepath.Join(at, "ngoài"), filepath.Join(at, "khay")
	for _, name := range []string{filepath.Join(outside, "giữ"), filepath.Join(dir, "trang", "1"), filepath.Join(dir, "2")} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(outside, filepath.Join(dir, "lối")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, dir, filepath.Join(outside, "giữ")} {
		if err := RemoveAll(path); err != nil {
			t.Error(err)
		}
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there: %v", path, err)
		}
	}
	if _, err := os.Stat(outside); err != nil {
		t.Errorf("the link was followed: %v", err)
	}
}
