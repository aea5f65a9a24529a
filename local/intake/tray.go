package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"tram/local/office"
	"tram/local/whole"
)

const (
	manifestName = "manifest" + sealedExt
	asideDir     = "aside"
)

// Tray (khay) holds the pages of one document until it is filed. It is for any
// number of goroutines: changes wait for one another, reading never waits.
type Tray struct {
	*contents
	note func([]office.Page) error // asked before a change is on the disk; nil: nobody is
}

// Noting is the tray for one who notes each change elsewhere first: where note fails,
// the tray stays as it is. The pages that note is given are those of after the change.
func (t *Tray) Noting(note func([]office.Page) error) *Tray { return &Tray{t.contents, note} }

// contents is what all hands on one tray share.
type contents struct {
	in       *Intake
	id       office.ID
	dir      string
	captures captures
	key      key
	pictures pictures

	taking, looking sync.Mutex // one Take or Replace, one Look at a time

	mu        sync.Mutex // held by a change until it is on the disk
	closed    bool
	now       atomic.Pointer[manifest]
	recovered int
}

// Tray opens the tray of a conversion, or makes it. Failure TrayBusy if it is
// open already, here or in another process, and PutAway if it was discarded. It
// sets aside what a crash left
// half-written and offers again what was captured but not yet listed.
func (in *Intake) Tray(ctx context.Context, id office.ID) (*Tray, error) {
	if _, err := office.ParseID(string(id)); err != nil {
		return nil, NoTray.Because(err)
	}
	key, err := in.take(id)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(in.discardedDir(id)); err == nil {
		key.release()
		return nil, PutAway
	}
	dir := in.trayDir(id)
	t := &Tray{contents: &contents{in: in, id: id, dir: dir, key: key, captures: captures{filepath.Join(dir, capturesDir), in.sealer}}}
	if err := t.start(ctx); err != nil {
		key.release()
		return nil, err
	}
	in.mu.Lock()
	in.open[id] = t
	in.mu.Unlock()
	return t, nil
}

func (t *Tray) start(ctx context.Context) error {
	if err := whole.MakeDir(t.captures.dir, dirPerm); err != nil {
		return fmt.Errorf("make a tray: %w", err)
	}
	if err := errors.Join(whole.Sweep(t.dir), whole.Sweep(t.captures.dir)); err != nil {
		return err
	}
	m, err := t.load()
	if err != nil {
		return err
	}
	t.now.Store(&m)
	return t.recover(ctx)
}

// load reads the manifest. A damaged one is set aside if the captures can
// still be read: then they are all offered again.
func (t *Tray) load() (m manifest, err error) {
	path := filepath.Join(t.dir, manifestName)
	m, err = t.readManifest(path)
	switch {
	case err == nil:
		return m, nil
	case errors.Is(err, fs.ErrNotExist):
		return manifest{}, nil
	case !t.someCaptureOpens():
		return manifest{}, TrayUnreadable.Because(err)
	}
	return manifest{}, t.setAside(path)
}

func (t *Tray) readManifest(path string) (m manifest, err error) {
	f, err := whole.Open(path)
	if err != nil {
		return m, err
	}
	defer f.Close()
	plain, err := unseal(f, t.in.sealer)
	if err != nil {
		return m, err
	}
	body, err := io.ReadAll(plain)
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(body, &m)
}

func (t *Tray) someCaptureOpens() bool {
	all, _ := t.captures.list()
	return slices.ContainsFunc(all, func(d office.Digest) bool {
		c, err := t.captures.open(d)
		if err != nil {
			return false
		}
		defer c.f.Close()
		_, err = c.ReadAt(make([]byte, 1), 0)
		return err == nil
	})
}

// setAside moves a file that cannot be read out of the way.
func (t *Tray) setAside(path string) error {
	aside := filepath.Join(t.dir, asideDir)
	if err := whole.MakeDir(aside, dirPerm); err != nil {
		return err
	}
	to := filepath.Join(aside, string(office.NewID(t.in.clock.Now()))+"-"+filepath.Base(path))
	if err := whole.Rename(path, to); err != nil {
		return fmt.Errorf("set aside: %w", whole.Tell(to, err))
	}
	return errors.Join(whole.SyncDir(aside), whole.SyncDir(filepath.Dir(path)))
}

// change makes a new manifest, notes its pages where somebody asked for that, brings it
// to the disk, and only then shows it.
func (t *Tray) change(how func(m *manifest) error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return fmt.Errorf("change a tray: %w", os.ErrClosed)
	}
	next := t.now.Load().clone()
	if err := how(&next); err != nil {
		return err
	}
	if t.note != nil {
		if err := t.note(next.Pages); err != nil {
			return err
		}
	}
	if err := t.save(next); err != nil {
		return fmt.Errorf("save a tray: %w", err)
	}
	t.now.Store(&next)
	return nil
}

func (t *Tray) save(m manifest) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return whole.Write(filepath.Join(t.dir, manifestName), filePerm, func(w io.Writer) error {
		sealed, err := t.in.sealer.Seal(w)
		if err != nil {
			return err
		}
		if _, err := sealed.Write(body); err != nil {
			return err
		}
		return sealed.Close()
	})
}

// Pages are the acknowledged pages in their order.
func (t *Tray) Pages() []office.Page { return slices.Clone(t.now.Load().Pages) }

// Recovered tells how many pages a crash had left unlisted and this opening
// offered again, at the end.
func (t *Tray) Recovered() int { return t.recovered }

// Open gives the capture that a page shows, unsealed, until it is closed.
func (t *Tray) Open(id office.ID) (Content, error) {
	p, err := t.page(id)
	if err != nil {
		return nil, err
	}
	return content(t.captures.open(p.Capture))
}

func (t *Tray) page(id office.ID) (office.Page, error) {
	m := t.now.Load()
	i, err := m.index(id)
	if err != nil {
		return office.Page{}, err
	}
	return m.Pages[i], nil
}

// Container gives a scanner's PDF as it came in, until it is closed.
func (t *Tray) Container(d office.Digest) (Content, error) {
	return content(t.captures.open(d))
}

// content keeps a nil file from looking like a content.
func content(f *sealedFile, err error) (Content, error) {
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Close lets others open the tray, once a Take that is under way has ended. Its
// pages stay. Closing twice is no error.
func (t *Tray) Close() error {
	t.taking.Lock()
	defer t.taking.Unlock()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil
	}
	t.closed = true
	t.in.mu.Lock()
	delete(t.in.open, t.id)
	t.in.mu.Unlock()
	t.pictures.forget()
	t.key.release()
	return nil
}
