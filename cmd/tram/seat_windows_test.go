package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/windows"
)

// TestAScannerIsNoWindow holds the file of the seat alone, as a virus scanner does.
func TestAScannerIsNoWindow(t *testing.T) {
	home, _ := folder(t, "dữ liệu")
	path := filepath.Join(home, seatName)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(400*time.Millisecond, func() { windows.CloseHandle(h) })
	s := newSeat(home)
	if !s.take() || s.leave == nil {
		t.Fatal("it is taken for a window")
	}
	t.Cleanup(s.up)
	if newSeat(home).take() {
		t.Error("two sit at one folder")
	}
}
