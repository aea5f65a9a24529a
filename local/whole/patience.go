package whole

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A virus scanner, an indexer or a program that copies folders elsewhere holds each new
// file for a moment, and on Windows nobody else gets at it meanwhile. What is done here to
// a file that is held is done again for some seconds before it is refused.
const (
	triedAgain = 50 * time.Millisecond
	triedFor   = 5 * time.Second
)

// patiently does again what another program keeps from being done. What is still held in
// the end is Held.
func patiently(path string, held func(error) bool, do func() error) error {
	for waited := time.Duration(0); ; waited += triedAgain {
		err := do()
		if err == nil || !held(err) {
			return err
		}
		if waited >= triedFor {
			return Held.About(shortened(filepath.Base(path))).Because(err)
		}
		time.Sleep(triedAgain)
	}
}

// Open opens a file for reading (os.Open), and waits for whom holds it. Failures: Held,
// NotAFile.
func Open(path string) (*os.File, error) { return OpenFile(path, os.O_RDONLY, 0) }

// OpenFile is os.OpenFile for what is a file, and waits for whom holds it. Failures: Held,
// NotAFile.
func OpenFile(path string, flag int, perm os.FileMode) (f *os.File, err error) {
	err = patiently(path, isShut, func() (err error) {
		f, err = openRegular(path, flag, perm)
		return err
	})
	return f, err
}

// ReadFile is os.ReadFile for what is a file, and waits for whom holds it. Failures: Held,
// NotAFile.
func ReadFile(path string) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	b := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead)) // with room to see the end
	_, err = b.ReadFrom(f)
	return b.Bytes(), err
}

// Await waits until nobody keeps a file to itself, for who opens it by other means. What
// is not there, nobody keeps. Failures: Held.
func Await(path string) error {
	if err := patiently(path, isShut, func() error { return shutOut(path) }); errors.Is(err, Held) {
		return err
	}
	return nil
}

// Remove is os.Remove, and waits for whom holds the file. Failures: Held.
func Remove(path string) error {
	return patiently(path, isHeld, func() error { return os.Remove(path) })
}

// RemoveAll removes a folder with all that lies in it, and waits for whom holds a file in
// there. A link is removed and not followed; what is not there is no error. Failures: Held.
func RemoveAll(path string) error {
	inside, err := os.ReadDir(path)
	if err != nil && !isNoFolder(path, err) {
		return err
	}
	for _, e := range inside {
		if err := removeIn(path, e); err != nil {
			return err
		}
	}
	if err := Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func removeIn(dir string, e fs.DirEntry) error {
	path := filepath.Join(dir, e.Name())
	if e.IsDir() {
		return RemoveAll(path)
	}
	if err := Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// isNoFolder tells that what could not be listed is no folder, or nothing at all.
func isNoFolder(path string, err error) bool {
	is, statErr := os.Lstat(path)
	return errors.Is(err, fs.ErrNotExist) || statErr == nil && !is.IsDir()
}

// Rename is os.Rename, and waits for whom holds the file, or one in the folder. Failures:
// Held.
func Rename(from, to string) error {
	return patiently(from, isHeld, func() error { return os.Rename(from, to) })
}
