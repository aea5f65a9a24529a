package whole

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// MakeDir makes a folder and those above it that are missing, each on the disk
// for good: a folder that was just made is lost in a power cut unless the one
// above it is synced.
func MakeDir(dir string, perm os.FileMode) error {
	err := os.Mkdir(dir, perm)
	if errors.Is(err, fs.ErrNotExist) && filepath.Dir(dir) != dir {
		if err := MakeDir(filepath.Dir(dir), perm); err != nil {
			return err
		}
		err = os.Mkdir(dir, perm)
	}
	if errors.Is(err, fs.ErrExist) {
		if info, statErr := os.Stat(dir); statErr == nil && info.IsDir() {
			return nil
		}
		return NotAFolder.About(shortened(filepath.Base(dir))).Because(err)
	}
	if err != nil {
		return Tell(dir, err)
	}
	return SyncDir(filepath.Dir(dir))
}

// SyncDir makes the names in a folder last through a power cut. On Windows
// there is nothing to do: a rename is written through.
func SyncDir(dir string) error {
	if err := syncDir(dir); err != nil {
		return Tell(dir, err)
	}
	return nil
}

// Sweep removes the temporary files that a crash left in a folder, and not in
// the folders below it. They were never acknowledged. One that is still being
// written, by this process or another, stays: its writer holds a lock on it
// (on Windows: has it open, which forbids removing it). Where the disk knows
// no locks, nothing is removed. A folder that is not there needs no sweeping.
func Sweep(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return Tell(dir, err)
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !tempNames.MatchString(e.Name()) {
			continue
		}
		if err := removeOrphan(filepath.Join(dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing what a crash left: %w", Tell(dir, err))
		}
	}
	return nil
}
