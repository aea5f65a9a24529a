package intake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tram/local/office"
	"tram/local/whole"
)

// EachSealed hands over the path of each sealed file of each tray, discarded ones and
// what was set aside too, while nobody else changes the tray. busy counts the trays that
// another program has open: they were left out.
func (in *Intake) EachSealed(ctx context.Context, do func(path string) error) (busy int, err error) {
	for _, dir := range []string{in.dir, filepath.Join(in.dir, discardedDir)} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return busy, fmt.Errorf("list the trays: %w", whole.Tell(dir, err))
		}
		for _, e := range entries {
			id, err := office.ParseID(e.Name())
			if err != nil && !strings.HasPrefix(e.Name(), gonePrefix) || !e.IsDir() {
				continue
			}
			work := func() error { return eachSealed(ctx, filepath.Join(dir, e.Name()), do) }
			if err == nil {
				err = in.still(id, work)
			} else {
				err = work() // what is left of a tray is nobody's
			}
			if errors.Is(err, TrayBusy) {
				busy++
			} else if err != nil {
				return busy, err
			}
		}
	}
	return busy, nil
}

// still works on a tray while nobody changes it, and leaves it open if it is.
func (in *Intake) still(id office.ID, work func() error) error {
	in.mu.Lock()
	t := in.open[id]
	in.mu.Unlock()
	if t != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		if !t.closed {
			return work()
		}
	}
	key, err := in.take(id)
	if err != nil {
		return err
	}
	defer key.release()
	return work()
}

func eachSealed(ctx context.Context, dir string, do func(path string) error) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return fmt.Errorf("walk through a tray: %w", whole.Tell(path, err))
		case e.IsDir():
			return whole.Sweep(path)
		case !e.Type().IsRegular() || !strings.HasSuffix(path, sealedExt):
			return nil
		}
		return do(path)
	})
}
