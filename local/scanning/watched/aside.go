package watched

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/whole"
)

// Aside is a file that was set aside, and why.
type Aside struct {
	Name string
	Why  string // as the text beside it says; empty: there is none
	At   time.Time
}

// mostReason is how much of the text beside a file is read: ours are a few lines.
const mostReason = 4 << 10

// SetAside tells of the newest files of a watched folder that were set aside, and how many
// there are. A folder in which nothing was is no error.
func SetAside(dir string, most int) (newest []Aside, count int, err error) {
	entries, err := os.ReadDir(filepath.Join(dir, asideDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, 0, Unreachable.About(dir).Because(err)
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || isStrange(e.Name()) || strings.HasSuffix(e.Name(), reasonExt) {
			continue
		}
		a := Aside{Name: e.Name()}
		if info, err := os.Stat(filepath.Join(dir, asideDir, e.Name()+reasonExt)); err == nil {
			a.At = info.ModTime()
		}
		newest = append(newest, a)
	}
	count = len(newest)
	slices.SortStableFunc(newest, func(a, b Aside) int { return b.At.Compare(a.At) })
	newest = newest[:min(most, count)]
	for i := range newest {
		newest[i].Why = reasonOf(filepath.Join(dir, asideDir, newest[i].Name+reasonExt))
	}
	return newest, count, nil
}

// reasonOf is what the text beside a file says, but for its first line, the name.
func reasonOf(path string) string {
	f, err := whole.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	b, _ := io.ReadAll(io.LimitReader(f, mostReason))
	_, why, _ := strings.Cut(strings.ToValidUTF8(string(b), ""), "\n")
	return strings.Join(strings.Fields(why), " ")
}
