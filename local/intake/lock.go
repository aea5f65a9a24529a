package intake

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"tram/local/office"
	"tram/local/whole"
)

// key is the right to work on one tray. The operating system takes it back
// when the process dies, however it dies. Its file goes with the tray.
type key struct {
	f    *os.File
	path string
}

// errHeld tells that another holds the lock.
var errHeld = errors.New("the lock is held")

func (in *Intake) take(id office.ID) (key, error) {
	path := filepath.Join(in.dir, locksDir, string(id))
	for {
		f, err := whole.OpenFile(path, os.O_RDWR|os.O_CREATE, filePerm)
		if err != nil {
			return key{}, fmt.Errorf("open the lock of a tray: %w", whole.Tell(path, err))
		}
		if err := lock(f); err != nil {
			f.Close()
			if errors.Is(err, errHeld) {
				return key{}, TrayBusy.Because(err)
			}
			return key{}, fmt.Errorf("lock a tray: %w", err)
		}
		if stillThere(f, path) {
			return key{f, path}, nil
		}
		f.Close() // it was removed with its tray between opening and locking
	}
}

func stillThere(f *os.File, path string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(mine, there)
}

func (k key) release() { k.f.Close() }
