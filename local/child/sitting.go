package child

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tram/local/whole"
)

// Sitting is how a program shows others that it is at work on a folder: a file that it
// holds. It is gone with the program, however that ends.
type Sitting struct {
	path string
	held *os.File
}

const sitTries = 3

// Sit shows that this program is at work, by a file in a folder that is made for it.
func Sit(dir string) (*Sitting, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, whole.Tell(dir, err)
	}
	var problem error
	for range sitTries {
		f, err := os.CreateTemp(dir, fmt.Sprintf("%d-*", os.Getpid()))
		if err != nil {
			return nil, whole.Tell(dir, err)
		}
		s := &Sitting{path: f.Name(), held: f}
		if problem = hold(f); problem == nil && s.stands() {
			sweep(dir, s)
			return s, nil
		}
		f.Close() // another took it for one that nobody holds
	}
	return nil, fmt.Errorf("holding a place in %s: %w", dir, errors.Join(problem, fs.ErrInvalid))
}

const (
	mostSwept  = 100       // places are looked at as one more sits down: who was killed leaves one, and they are few
	sweptAfter = time.Hour // none that somebody may be about to hold
)

// sweep removes what programs left that are gone, and no place that somebody holds.
func sweep(dir string, own *Sitting) {
	found, err := os.ReadDir(dir)
	if err != nil {
		return // they are looked at again when it counts (Others)
	}
	for _, each := range found[:min(len(found), mostSwept)] {
		path := filepath.Join(dir, each.Name())
		if is, err := each.Info(); err == nil && is.Mode().IsRegular() && path != own.path && time.Since(is.ModTime()) > sweptAfter {
			sits(path)
		}
	}
}

// stands tells whether the file that is held is the one that others see.
func (s *Sitting) stands() bool {
	held, err := s.held.Stat()
	if err != nil {
		return false
	}
	seen, err := os.Stat(s.path)
	return err == nil && os.SameFile(held, seen)
}

// Leave ends the sitting.
func (s *Sitting) Leave() error {
	err := s.held.Close()
	return errors.Join(err, whole.Remove(s.path))
}

// Others tells whether a program other than the one of a sitting, which may be nil, is at
// work on a folder, and removes what programs left that are gone. What is no file of
// this account shows no program: anybody may have put it there.
func Others(dir string, own *Sitting) (bool, error) {
	found, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, whole.Tell(dir, err)
	}
	for _, each := range found {
		path := filepath.Join(dir, each.Name())
		if each.Type().IsRegular() && (own == nil || path != own.path) && sits(path) {
			return true, nil
		}
	}
	return false, nil
}

// sits tells whether somebody holds a file; one that nobody holds is removed.
func sits(path string) bool {
	f, err := whole.Open(path)
	if err != nil {
		return false
	}
	held := hold(f) != nil
	f.Close()
	if !held {
		_ = whole.Remove(path) // the next who looks may succeed
	}
	return held
}
