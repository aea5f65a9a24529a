package child

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tram/local/whole"
)

const (
	placeName = "tram-mo-" // the number of the process and random letters, in the folder of temporary files
	heldName  = ".dang-dung"
	// tooFresh is how old a folder without a holder has to be: it may just be made.
	tooFresh = time.Hour
)

// Place is a folder in which a file lies open for a while, readable for this
// account only. Whoever made it removes it; one whose program was killed goes with
// the next Sweep.
type Place struct {
	Dir  string
	held *os.File
}

// NewPlace makes an empty place.
func NewPlace() (*Place, error) {
	dir, err := os.MkdirTemp("", fmt.Sprintf("%s%d-*", placeName, os.Getpid()))
	if err != nil {
		return nil, whole.Tell(os.TempDir(), err)
	}
	held, err := os.OpenFile(filepath.Join(dir, heldName), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		err = hold(held)
	}
	if err != nil {
		return nil, errors.Join(whole.Tell(dir, err), whole.RemoveAll(dir))
	}
	return &Place{Dir: dir, held: held}, nil
}

// Remove empties the place and gives it up.
func (p *Place) Remove() error {
	p.held.Close()
	return whole.RemoveAll(p.Dir)
}

// Sweep removes the places of programs that live no more. What another account
// left is not ours to judge.
func Sweep(now time.Time) error {
	dirs, err := filepath.Glob(filepath.Join(os.TempDir(), placeName+"*"))
	for _, dir := range dirs {
		info, problem := os.Lstat(dir)
		if problem != nil || !info.IsDir() || !abandoned(dir, now.Sub(info.ModTime())) {
			continue
		}
		if problem := whole.RemoveAll(dir); !errors.Is(problem, fs.ErrPermission) {
			err = errors.Join(err, problem)
		}
	}
	return err
}

// abandoned tells whether nobody holds a place. Where its mark cannot say, because a
// kill came before it or a sweep was cut off behind it, its maker has to be gone.
func abandoned(dir string, age time.Duration) bool {
	f, err := whole.OpenFile(filepath.Join(dir, heldName), os.O_RDWR, 0)
	if err != nil {
		return age > tooFresh || makerGone(dir)
	}
	defer f.Close()
	return hold(f) == nil
}

// makerGone tells whether the process that a place is named after has ended.
func makerGone(dir string) bool {
	number, _, is := strings.Cut(strings.TrimPrefix(filepath.Base(dir), placeName), "-")
	pid, err := strconv.Atoi(number)
	return is && err == nil && pid > 0 && !lives(pid)
}
