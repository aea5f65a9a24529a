package whole

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"tram/local/office"
)

// inTime fails a test where do waits for ever.
func inTime(t *testing.T, name string, do func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		return err
	case <-time.After(5 * time.Second):
		t.Fatalf("%s waits for ever", name)
		return nil
	}
}

// strangers lays down what is at a path and is no file: all of it, and links to it.
func strangers(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	pipe, link, socket := filepath.Join(dir, "ống"), filepath.Join(dir, "lối"), filepath.Join(dir, "cửa")
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err == nil {
		err = errors.Join(unix.Bind(fd, &unix.SockaddrUnix{Name: socket}), unix.Close(fd), unix.Mkfifo(pipe, 0o600), os.Symlink(pipe, link))
	}
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"a pipe": pipe, "a link to a pipe": link, "a socket": socket, "a folder": dir, "zeros without end": "/dev/zero", "nothing": os.DevNull}
}

// TestWhatIsNoFileIsNeitherOpenedNorWaitedFor tries every way that opens a path.
func TestWhatIsNoFileIsNeitherOpenedNorWaitedFor(t *testing.T) {
	ways := map[string]func(path string) error{
		"Open":     func(path string) error { _, err := Open(path); return err },
		"ReadFile": func(path string) error { _, err := ReadFile(path); return err },
		"writing":  func(path string) error { _, err := OpenFile(path, os.O_WRONLY, 0o600); return err },
		"adding": func(path string) error {
			_, err := OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
			return err
		},
		"a turn": func(path string) error { _, err := Turn(context.Background(), path); return err },
	}
	for what, path := range strangers(t) {
		for name, way := range ways {
			err := inTime(t, name+" of "+what, func() error { return way(path) })
			if f, told := office.FailureIn(err); !told || f.Name != NotAFile.Name {
				t.Errorf("%s of %s: %v", name, what, err)
			}
		}
	}
}

// TestAPipeThatTookTheFilesPlaceIsNotWaitedFor opens what was looked at a moment before
// and is another thing by now.
func TestAPipeThatTookTheFilesPlaceIsNotWaitedFor(t *testing.T) {
	for what, path := range strangers(t) {
		err := inTime(t, what, func() error { _, err := openUnwaiting(path, os.O_RDONLY, 0); return err })
		if err == nil {
			t.Errorf("%s was opened for a file", what)
		}
	}
	pipe := strangers(t)["a pipe"]
	if err := inTime(t, "writing", func() error { _, err := openUnwaiting(pipe, os.O_WRONLY, 0); return err }); err == nil {
		t.Error("a pipe was opened to be written")
	}
}

func TestAFileIsOpenedAsBefore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tệp")
	if _, err := Open(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing there: %v", err)
	}
	f, err := OpenFile(path, os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString("chữ")
	info, statErr := f.Stat()
	if err := errors.Join(err, statErr, f.Close()); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if b, err := ReadFile(path); err != nil || string(b) != "chữ" {
		t.Errorf("%q, %v", b, err)
	}
}
