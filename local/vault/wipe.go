package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tram/local/office"
	"tram/local/whole"
)

// Wipe removes a file for good, with what was set aside of it as damaged. It is for
// what must never have come in (Điều 6.1), and for a file that no record names and
// that a person has swept. What is not there is wiped already. The files are sealed,
// so removing them is enough on a disk that keeps old blocks.
func (v *Vault) Wipe(d office.Digest) error {
	path, err := v.path(d)
	if err != nil {
		return err
	}
	err = v.alone(func() error {
		for _, each := range append(asideOf(path), path) {
			if err := whole.Remove(each); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return whole.Tell(short(d), err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("wiping a file of the vault: %w", err)
	}
	if err := whole.SyncDir(filepath.Dir(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// asideOf lists what was set aside as damaged under the name of a file.
func asideOf(path string) (found []string) {
	entries, _ := os.ReadDir(filepath.Dir(path)) // no folder: nothing was
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(path)+asideMark) {
			found = append(found, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return found
}

// Stat tells the size of a file as it lies sealed, and when it was put there.
func (v *Vault) Stat(d office.Digest) (fs.FileInfo, error) {
	path, err := v.path(d)
	if err != nil {
		return nil, err
	}
	info, err := os.Lstat(path)
	return info, tell(d, err)
}
