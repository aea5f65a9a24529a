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
// when the process dies, however it dies. Its file stays: removing it would
// let two processes hold two files of one name.
type key struct{ f *os.File }

// errHeld tells that another holds the lock.
var errHeld = errors.New("the lock is held")

func (in *Intake) take(id office.ID) (key, error) {
	path := filepath.Join(in.dir, locksDir, string(id))
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, filePerm)
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
	return key{f}, nil
}

func (k key) release() { k.f.Close() }
