package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/windows"

	"tram/local/whole"
)

// keep opens a file alone, as a virus scanner does.
func keep(t *testing.T, path string, length time.Duration) {
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

// TestADatabaseThatIsHeldOpensWhenItIsLetGo holds it for longer than SQLite waits by itself,
// and then for longer than anybody should.
func TestADatabaseThatIsHeldOpensWhenItIsLetGo(t *testing.T) {
	dir, err := os.MkdirTemp("", "held") //nolint:usetesting // wine cannot remove it as TempDir does
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = whole.RemoveAll(dir) })
	path := filepath.Join(dir, "office.db")
	open := func() error {
		s, err := Open(t.Context(), path, Options{Clock: newClock(), Key: theKey})
		if err != nil {
			return err
		}
		return s.Close()
	}
	if err := open(); err != nil {
		t.Fatal(err)
	}
	keep(t, path, 3*time.Second)
	if err := open(); err != nil {
		t.Errorf("held for three seconds: %v", err)
	}
	keep(t, path, 8*time.Second)
	if err := open(); !errors.Is(err, whole.Held) {
		t.Errorf("held for eight seconds: %v", err)
	}
	time.Sleep(4 * time.Second)
	if err := open(); err != nil {
		t.Errorf("let go: %v", err)
	}
}
