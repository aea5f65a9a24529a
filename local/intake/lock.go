package intake

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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
				return key{}, TrayBusy.About(in.holder(path)).Because(err)
			}
			return key{}, fmt.Errorf("lock a tray: %w", err)
		}
		if stillThere(f, path) {
			in.sign(f)
			return key{f, path}, nil
		}
		f.Close() // it was removed with its tray between opening and locking
	}
}

// noteAt is where whoever holds a lock says who it is: behind the byte that Windows locks.
const (
	noteAt    = 1
	noteBytes = 200
)

// sign says who holds a lock, for the sentence that others meet. A note that cannot be
// written stops no work.
func (in *Intake) sign(f *os.File) {
	who := filepath.Base(os.Args[0])
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-") {
		who += " " + os.Args[1]
	}
	note := fmt.Sprintf("“%s” (tiến trình %d, từ %s)", who, os.Getpid(), in.clock.Now().In(office.VietNam).Format("15:04"))
	if len(note) <= noteBytes && f.Truncate(0) == nil {
		_, _ = f.WriteAt(append(make([]byte, noteAt), note...), 0)
	}
}

// holder tells who holds a lock, as far as it says.
func (in *Intake) holder(path string) string {
	f, err := whole.Open(path)
	if err == nil {
		defer f.Close()
		note := make([]byte, noteBytes)
		n, _ := f.ReadAt(note, noteAt)
		if said := string(note[:n]); said != "" && utf8.ValidString(said) && !strings.ContainsFunc(said, unicode.IsControl) {
			return said
		}
	}
	return "một cửa sổ hoặc một lệnh khác trên máy"
}

// patience is how long a wipe waits for another process to let a tray go.
const patience = 2 * time.Second

// patient is a try that is repeated while a tray is open elsewhere.
func patient(try func() error) (err error) {
	const pause = 50 * time.Millisecond
	for range patience / pause {
		if err = try(); !errors.Is(err, TrayBusy) {
			return err
		}
		time.Sleep(pause)
	}
	return err
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
