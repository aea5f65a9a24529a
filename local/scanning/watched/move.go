package watched

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"tram/local/whole"
)

// mostNames is how many files of one name are told apart by a number.
const mostNames = 100_000

// moveTo moves a claimed file into a folder below, under its own name or one with a number
// behind it, and ends the claim. It is never moved over another.
func (f *Folder) moveTo(below string, c candidate) (name string, err error) {
	dir, most := filepath.Join(f.Dir, below), longestName
	if below == asideDir {
		most -= len(reasonExt)
	}
	for n := 1; n < mostNames; n++ {
		name = numbered(c.name(), n, most)
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

// longestName is how long a disk lets a name be, in bytes.
const longestName = 255

// numbered is the name of the nth file of that name, cut between two letters where it would
// be longer than most bytes.
func numbered(name string, n, most int) string {
	if n == 1 && len(name) <= most {
		return name
	}
	ext := filepath.Ext(name)
	if len(ext) > most/2 {
		ext = "" // a point within a sentence
	}
	stem, end := strings.TrimSuffix(name, ext), ext
	if n > 1 {
		end = fmt.Sprintf(" (%d)%s", n, ext)
	}
	for cut := most - len(end); len(stem) > cut; {
		_, last := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-last]
	}
	return stem + end
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
