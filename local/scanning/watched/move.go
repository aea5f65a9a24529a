package watched

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tram/local/whole"
)

// mostNames is how many files of one name are told apart by a number.
const mostNames = 100_000

// moveTo moves a claimed file into a folder below, under its own name or one with a number
// behind it, and ends the claim. It is never moved over another.
func (f *Folder) moveTo(below string, c candidate) (name string, err error) {
	dir := filepath.Join(f.Dir, below)
	for n := 1; n < mostNames; n++ {
		name = numbered(c.name(), n)
		err = move(c.path, filepath.Join(dir, name))
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", whole.Tell(filepath.Join(dir, name), err)
	}
	_ = os.Remove(filepath.Dir(c.path))
	delete(f.said, c.name())
	_ = whole.SyncDir(dir) // on a share there may be nothing to sync
	return name, nil
}

func numbered(name string, n int) string {
	if n == 1 {
		return name
	}
	ext := filepath.Ext(name)
	return fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext)
}

// move gives a file another name, and fails with fs.ErrExist where there is one of that
// name. A second name is given first, which one alone can; where a share knows no second
// names, an empty file keeps the place.
func move(from, to string) error {
	err := os.Link(from, to)
	switch {
	case err == nil:
		return whole.Remove(from)
	case errors.Is(err, fs.ErrExist):
		if same(from, to) { // a start was cut off between the two
			return whole.Remove(from)
		}
		return err
	case errors.Is(err, fs.ErrNotExist):
		return err
	}
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	f.Close()
	return whole.Rename(from, to)
}

func same(a, b string) bool {
	x, err := os.Lstat(a)
	if err != nil {
		return false
	}
	y, err := os.Lstat(b)
	return err == nil && os.SameFile(x, y)
}
