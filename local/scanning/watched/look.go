package watched

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tram/local/office"
	"tram/local/page"
	"tram/local/whole"
)

// rest is since when a file has been as it is.
type rest struct {
	size    int64
	mod     time.Time
	since   time.Time
	refused bool // it was taken for whole and refused
}

// candidate is a file that may be taken: one in the folder, or one that this station has
// claimed.
type candidate struct {
	path  string
	claim office.ID // empty: none yet
	info  fs.FileInfo
}

func (c candidate) name() string { return filepath.Base(c.path) }

// look takes what can be taken now, in the order in which it was written. soon tells that
// something is about to become whole.
func (f *Folder) look(ctx context.Context) (soon bool, err error) {
	all, err := f.candidates()
	if err != nil {
		return false, err
	}
	seen := map[string]rest{}
	for _, c := range all {
		was, known := f.seen[c.path]
		if !known || was.size != c.info.Size() || !was.mod.Equal(c.info.ModTime()) {
			was = rest{size: c.info.Size(), mod: c.info.ModTime(), since: f.Clock.Now()}
		}
		seen[c.path] = was
	}
	f.seen = seen
	for _, c := range all {
		if ctx.Err() != nil {
			return true, nil //nolint:nilerr // whoever stops it wants no error
		}
		soon = f.weigh(ctx, c, f.Clock.Now().Sub(seen[c.path].since)) || soon
	}
	return soon, nil
}

// candidates are the files that lie there, what this station has claimed first.
func (f *Folder) candidates() ([]candidate, error) {
	claims, err := os.ReadDir(f.claims())
	if err != nil {
		return nil, err
	}
	var claimed []candidate
	for _, c := range claims {
		id, err := office.ParseID(c.Name())
		if err != nil || !c.IsDir() {
			continue
		}
		inside, err := files(filepath.Join(f.claims(), c.Name()), id)
		if err != nil {
			return nil, err
		}
		if len(inside) == 0 {
			_ = os.Remove(filepath.Join(f.claims(), c.Name())) // a claim that came too late, or that is done
		}
		claimed = append(claimed, inside...)
	}
	free, err := files(f.Dir, "")
	return append(claimed, free...), err
}

// files are those of a folder, oldest first.
func files(dir string, claim office.ID) ([]candidate, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var all []candidate
	for _, e := range entries {
		if !e.Type().IsRegular() || isStrange(e.Name()) {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // it was renamed, or another station has it
		}
		if err != nil {
			return nil, err
		}
		all = append(all, candidate{filepath.Join(dir, e.Name()), claim, info})
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(a.info.ModTime().Compare(b.info.ModTime()), cmp.Compare(a.path, b.path))
	})
	return all, nil
}

// weigh decides what is done with a file that has been at rest for a while.
func (f *Folder) weigh(ctx context.Context, c candidate, rests time.Duration) (soon bool) {
	switch {
	case c.claim == "" && isHalf(c.name()):
		if rests < f.Times.Stale {
			return false // whoever writes it gives it another name
		}
		return f.claimed(c, func(c candidate) bool { return f.aside(c, HalfNamed.About(c.name())) })
	case rests < f.Times.Rest, f.seen[c.path].refused && rests < f.Times.Broken:
		return true
	}
	err := isWhole(c.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false
	case errors.Is(err, errLocked) || errors.Is(err, fs.ErrPermission) || errors.Is(err, whole.Held):
		if rests >= f.Times.Broken {
			f.trouble(c.name(), Locked.About(c.name()).Because(err))
		}
		return rests < f.Times.Broken
	case err != nil && rests < f.Times.Broken:
		return true
	case err != nil && !errors.Is(err, errNoEnd):
		return f.claimed(c, func(c candidate) bool { return f.aside(c, err) })
	}
	return f.claimed(c, func(c candidate) bool { return f.take(ctx, c, rests) })
}

var errLocked = errors.New("another program locks it")

// errNoEnd tells a PDF that has no end: most are still on their way, and whoever takes the
// others knows what they lack.
var errNoEnd = errors.New("a PDF without an end")

// pdfTail is in how many of its last bytes a PDF has its end.
const pdfTail = 2 << 10

// isWhole tells why a file cannot be a whole page or PDF; nil: it may be.
func isWhole(path string) error {
	f, err := whole.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if isLocked(f) {
		return errLocked
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return page.Empty
	}
	kind, err := page.SniffAt(f, info.Size())
	if err != nil {
		return page.Unreadable.Because(err)
	}
	if kind != page.KindPDF {
		_, err := page.ProbeAll(f, info.Size())
		return err
	}
	return pdfEnds(f, info.Size())
}
