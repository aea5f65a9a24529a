package whole

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/windows"
)

// hold keeps a file to itself for a while, as a virus scanner does with one that is new.
func hold(t *testing.T, path string, length time.Duration) {
	t.Helper()
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(length, func() { windows.CloseHandle(h) })
}

// folder is one that this test removes by itself: wine lacks what Go's own way asks for.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "held")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestAFileThatIsHeldIsWaitedFor does all that is done to a file while another has it.
func TestAFileThatIsHeldIsWaitedFor(t *testing.T) {
	for name, do := range map[string]func(path string) error{
		"open": func(path string) error {
			f, err := Open(path)
			return errors.Join(err, f.Close())
		},
		"read": func(path string) error {
			_, err := ReadFile(path)
			return err
		},
		"remove":            Remove,
		"remove its folder": func(path string) error { return RemoveAll(filepath.Dir(path)) },
		"rename":            func(path string) error { return Rename(path, path+"2") },
		"rename its folder": func(path string) error { return Rename(filepath.Dir(path), filepath.Dir(path)+"2") },
		"write anew": func(path string) error {
			return Write(path, 0o600, func(w io.Writer) error { _, err := w.Write([]byte("b")); return err })
		},
	} {
		path := filepath.Join(folder(t), "thư mục", "tệp.pdf")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("a"), 0o600); err != nil {
			t.Fatal(err)
		}
		hold(t, path, 400*time.Millisecond)
		if err := do(path); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAFileThatIsHeldForEverIsTold names the cause in the end.
func TestAFileThatIsHeldForEverIsTold(t *testing.T) {
	path := filepath.Join(folder(t), "tệp.pdf")
	if err := os.WriteFile(path, []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	hold(t, path, triedFor+time.Second)
	if _, err := Open(path); !errors.Is(err, Held) {
		t.Errorf("opened: %v", err)
	}
	time.Sleep(time.Second)
}
