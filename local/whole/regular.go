package whole

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Whoever opens a pipe waits until somebody is at its other end, and who reads a device
// may read for ever; to open some does something by itself. Whatever lies at a path that
// somebody named, or in a folder where others write, is looked at before it is opened, and
// again when it is open.

// Regular fails with NotAFile where what lies at path is no file. That there is nothing,
// or nothing that can be seen, is left to who opens it.
func Regular(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return nil //nolint:nilerr // who opens it is told the same
	}
	return isFile(path, info)
}

func isFile(path string, info fs.FileInfo) error {
	if info.Mode().IsRegular() {
		return nil
	}
	return NotAFile.About(shortened(filepath.Base(path))).Because(errors.New("it is " + info.Mode().Type().String()))
}

func openRegular(path string, flag int, perm os.FileMode) (*os.File, error) {
	if err := Regular(path); err != nil {
		return nil, err
	}
	return openUnwaiting(path, flag, perm)
}

// openUnwaiting opens what was a file when it was looked at, and waits for nobody where
// another thing took its place meanwhile.
func openUnwaiting(path string, flag int, perm os.FileMode) (*os.File, error) {
	f, err := os.OpenFile(path, flag|unwaiting, perm)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		err = isFile(path, info)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
