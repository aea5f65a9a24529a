package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"tram/local/office"
	"tram/local/whole"
)

// Sealer closes what is written so that only the office can read it again.
type Sealer interface {
	Seal(io.Writer) (io.WriteCloser, error)
	Open(io.ReaderAt, int64) (*io.SectionReader, error)
}

// Lifted is one page image out of a scanner's PDF, as a Lifter found it. DPI
// and orientation are those of the sheet, 0 where they are not known.
type Lifted struct {
	Sheet       int // from 1
	Media       office.Media
	DPIX, DPIY  float64
	Orientation int
	Rendered    bool    // drawn as it is seen, because no image on the sheet stands for it
	Finest      float64 // of a sheet that was drawn: dpi of its finest image, 0 unknown
	Content     []byte
}

// Lifter takes the page images out of a scanner's PDF in their order and tells
// whether the PDF carries a digital signature.
type Lifter func(ctx context.Context, r io.ReaderAt, size int64, emit func(Lifted) error) (signed bool, err error)

// NoPaper tells, by the SHA-256 of a PDF, why it is no scan of paper; nil: it may be one.
type NoPaper func(context.Context, office.Digest) error

// Names in the folder of the trays.
const (
	discardedDir = "discarded"
	locksDir     = "locks"
	gonePrefix   = ".gone-" // of a tray that is being removed

	dirPerm  = 0o700
	filePerm = 0o600
)

// Intake is the folder that holds the trays, one a conversion. It is for any
// number of goroutines.
type Intake struct {
	// NoPaper tells why a PDF is no scan of paper; nil: every one may be. Set before use.
	NoPaper NoPaper

	dir    string
	sealer Sealer
	clock  office.Clock
	lift   Lifter

	mu   sync.Mutex
	open map[office.ID]*Tray
	held []error // what could not be removed yet
}

// Open opens the folder of the trays, and makes it if it is missing. It ends
// the removal of trays that a crash interrupted, as far as it can now.
func Open(dir string, s Sealer, clock office.Clock, lift Lifter) (*Intake, error) {
	for _, d := range []string{dir, filepath.Join(dir, discardedDir), filepath.Join(dir, locksDir)} {
		if err := whole.MakeDir(d, dirPerm); err != nil {
			return nil, fmt.Errorf("open the folder of the trays: %w", err)
		}
	}
	in := &Intake{dir: dir, sealer: s, clock: clock, lift: lift, open: map[office.ID]*Tray{}}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list the trays: %w", whole.Tell(dir, err))
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), gonePrefix) {
			in.removeGone(filepath.Join(dir, e.Name()))
		}
	}
	return in, nil
}

// removeGone removes what is left of a tray. What another program holds, a virus
// scanner or a copy under way, waits for the next opening: an office opens all the
// same.
func (in *Intake) removeGone(path string) {
	if err := whole.RemoveAll(path); err != nil {
		in.mu.Lock()
		in.held = append(in.held, fmt.Errorf("remove what is left of a tray: %w", whole.Tell(in.dir, err)))
		in.mu.Unlock()
	}
}

// Held tells what could not be removed yet, of trays that are gone.
func (in *Intake) Held() []error {
	in.mu.Lock()
	defer in.mu.Unlock()
	return slices.Clone(in.held)
}

func (in *Intake) trayDir(id office.ID) string { return filepath.Join(in.dir, string(id)) }
func (in *Intake) discardedDir(id office.ID) string {
	return filepath.Join(in.dir, discardedDir, string(id))
}

// Waiting lists the trays that hold pages and that nobody has open, oldest
// first: what an earlier start left.
func (in *Intake) Waiting(ctx context.Context) ([]office.ID, error) {
	entries, err := os.ReadDir(in.dir)
	if err != nil {
		return nil, fmt.Errorf("list the trays: %w", whole.Tell(in.dir, err))
	}
	var found []office.ID
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		id, err := office.ParseID(e.Name())
		if err != nil || !e.IsDir() || !holdsCaptures(in.trayDir(id)) {
			continue
		}
		key, err := in.take(id)
		if errors.Is(err, TrayBusy) {
			continue
		}
		if err != nil {
			return nil, err
		}
		key.release()
		found = append(found, id)
	}
	return found, nil
}

func holdsCaptures(trayDir string) bool {
	all, err := os.ReadDir(filepath.Join(trayDir, capturesDir))
	return err == nil && len(all) > 0
}

// Filed empties the tray of a document that has been filed. It may be open in
// this process; then it is closed. A tray that is already gone is no error.
func (in *Intake) Filed(id office.ID) error { return in.wipe(id, in.trayDir(id)) }

// Wipe removes the tray at once, also a discarded one: the document turned out
// to be one that must never have come in. The files are sealed, so removing
// them is enough on a disk that keeps old blocks. One that another process has open is
// waited for a little.
func (in *Intake) Wipe(id office.ID) error {
	return patient(func() error { return errors.Join(in.wipe(id, in.trayDir(id)), in.wipe(id, in.discardedDir(id))) })
}

func (in *Intake) wipe(id office.ID, from string) error {
	return in.withTray(id, func() error {
		gone := filepath.Join(in.dir, gonePrefix+string(office.NewID(in.clock.Now())))
		err := whole.Rename(from, gone)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			err = whole.RemoveAll(gone)
		}
		if err != nil {
			return fmt.Errorf("remove a tray: %w", whole.Tell(from, err))
		}
		return errors.Join(whole.SyncDir(in.dir), whole.SyncDir(filepath.Dir(from)))
	})
}

// Discard puts a tray away once record is done, which writes down that it is; where
// that fails the tray stays, and nobody else gets at it meanwhile. Restore brings it
// back. One that is away by then stays there. Failure NoTray when there is none.
func (in *Intake) Discard(id office.ID, record func() error) error {
	return in.moveAfter(record, id, in.trayDir(id), in.discardedDir(id))
}

// Restore brings a discarded tray back with all its pages and its undo, once record
// is done.
func (in *Intake) Restore(id office.ID, record func() error) error {
	return in.moveAfter(record, id, in.discardedDir(id), in.trayDir(id))
}

// Away lists the trays that were put away.
func (in *Intake) Away() (found []office.ID, err error) {
	entries, err := os.ReadDir(filepath.Join(in.dir, discardedDir))
	if err != nil {
		return nil, fmt.Errorf("list the trays put away: %w", whole.Tell(in.dir, err))
	}
	for _, e := range entries {
		if id, err := office.ParseID(e.Name()); err == nil && e.IsDir() {
			found = append(found, id)
		}
	}
	return found, nil
}

// moveAfter does record and moves a tray then. A power cut in between leaves a record
// that tells where the tray belongs.
func (in *Intake) moveAfter(record func() error, id office.ID, from, to string) error {
	return in.withTray(id, func() error {
		if isThere(to) && !isThere(from) {
			return record()
		}
		if !isThere(from) {
			return NoTray
		}
		if err := record(); err != nil {
			return err
		}
		return in.move(from, to)
	})
}

func isThere(dir string) bool {
	_, err := os.Stat(dir)
	return err == nil
}

func (in *Intake) move(from, to string) error {
	err := whole.Rename(from, to)
	if errors.Is(err, fs.ErrNotExist) {
		return NoTray.Because(err)
	}
	if err != nil {
		return fmt.Errorf("move a tray: %w", whole.Tell(to, err))
	}
	return errors.Join(whole.SyncDir(filepath.Dir(to)), whole.SyncDir(filepath.Dir(from)))
}

// withTray closes the tray if this process has it open, and works on its
// folder while nobody else can.
func (in *Intake) withTray(id office.ID, work func() error) error {
	if _, err := office.ParseID(string(id)); err != nil {
		return NoTray.Because(err)
	}
	in.mu.Lock()
	t := in.open[id]
	in.mu.Unlock()
	if t != nil {
		if err := t.Close(); err != nil {
			return err
		}
	}
	key, err := in.take(id)
	if err != nil {
		return err
	}
	err = work()
	for _, dir := range []string{in.trayDir(id), in.discardedDir(id)} {
		if _, statErr := os.Stat(dir); !errors.Is(statErr, fs.ErrNotExist) {
			key.release()
			return err
		}
	}
	key.throwAway()
	return err
}
