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
	mkdir := func() error { return os.Mkdir(dir, perm) }
	err := roomy(dir, mkdir)
	if errors.Is(err, fs.ErrNotExist) && filepath.Dir(dir) != dir {
		if err := MakeDir(filepath.Dir(dir), perm); err != nil {
			return err
		}
		err = roomy(dir, mkdir)
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

// Takes tells why a folder takes no new file, in a sentence about the folder;
// nil: it does. It writes a little and takes it away again, for nothing but a
// write tells a full disk, one that is only to be read and a lack of permission
// apart for certain.
func Takes(dir string) error {
	f, err := Create(filepath.Join(dir, filepath.Base(dir)), 0o600)
	if err != nil {
		return err
	}
	defer f.Abort()
	if _, err := f.Write(make([]byte, probe)); err != nil {
		return err
	}
	return Tell(dir, f.f.Sync())
}

// probe is more than a database asks for at once, in bytes, and more than the
// buffer holds back.
const probe = 64 << 10

// Sweep removes the temporary files that a crash left in a folder, and not in
// the folders below it. They were never acknowledged. One that is still being
// written, by this process or another, stays: its writer holds a lock on it
// (on Windows: has it open, which forbids removing it). Where the disk knows
// no locks, nothing is removed; nor where nothing may be, which keeps nobody from
// reading. A folder that is not there needs no sweeping.
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
		err := removeOrphan(filepath.Join(dir, e.Name()))
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) && !isAny(err, readOnly) {
			return fmt.Errorf("removing what a crash left: %w", Tell(dir, err))
		}
	}
	return nil
}

// SweepFor removes the temporary files that killed writers of one file left beside
// it, as Sweep does for a whole folder: in a folder that is the clerk's own, nothing
// else is ours to judge. What cannot be removed stays.
func SweepFor(path string) {
	dir, base := filepath.Split(path)
	entries, err := os.ReadDir(filepath.Clean(dir))
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.Type().IsRegular() && isTempOf(e.Name(), base) {
			_ = removeOrphan(filepath.Join(dir, e.Name()))
		}
	}
}

// isTempOf tells whether a name is one that tempName gives for a file.
func isTempOf(name, base string) bool {
	return tempNames.MatchString(name) && len(name) == len(tempName(base)) && name[:len(name)-tempTail] == "."+stemOf(base)
}
