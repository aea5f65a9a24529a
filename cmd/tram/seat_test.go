package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tram/local/whole"
)

// seated is a window that sits at a folder and counts how often it came forward.
func seated(t *testing.T, home string) (s *seat, came *atomic.Int64) {
	t.Helper()
	s, came = newSeat(home), &atomic.Int64{}
	for range 2 { // whoever sits there may sit down again
		if !s.take() {
			t.Fatal("the seat is taken already")
		}
	}
	t.Cleanup(s.up)
	s.window <- func() bool {
		came.Add(1)
		return true
	}
	return s, came
}

// folder is one that another name leads to.
func folder(t *testing.T, parts ...string) (home, other string) {
	t.Helper()
	base, err := os.MkdirTemp("", "seat") //nolint:usetesting // wine cannot remove it as TempDir does
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = whole.RemoveAll(base) })
	home = filepath.Join(append([]string{base}, parts...)...)
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	return home, home + string(filepath.Separator) + "."
}

// withRuntime gives this account a folder for as long as it is logged in.
func withRuntime(t *testing.T) {
	t.Helper()
	dir, _ := folder(t, "run")
	t.Setenv("XDG_RUNTIME_DIR", dir)
}

func TestASecondWindowOfAFolderBringsTheFirstForward(t *testing.T) {
	withRuntime(t)
	for name, parts := range map[string][]string{"a folder": {"dữ liệu"}, "one far down": {strings.Repeat("x", 60), strings.Repeat("y", 60)}} {
		t.Run(name, func(t *testing.T) {
			home, other := folder(t, parts...)
			first, came := seated(t, home)
			for n := int64(1); n <= 3; n++ {
				second := newSeat(other)
				if second.take() {
					t.Fatal("two sit at one folder")
				}
				if !second.knock() || came.Load() != n {
					t.Fatalf("knocked %d times, it came forward %d times", n, came.Load())
				}
			}
			first.up()
			third, _ := seated(t, other)
			third.up()
		})
	}
}

func TestFoldersHaveDoorsOfTheirOwn(t *testing.T) {
	withRuntime(t)
	one, _ := folder(t, "một")
	two, _ := folder(t, "hai")
	_, cameOne := seated(t, one)
	_, cameTwo := seated(t, two)
	if !newSeat(two).knock() || cameOne.Load() != 0 || cameTwo.Load() != 1 {
		t.Errorf("came forward: %d, %d", cameOne.Load(), cameTwo.Load())
	}
}

func TestAWindowThatDoesNotComeForwardIsNotSaidToHave(t *testing.T) {
	withRuntime(t)
	home, _ := folder(t, "dữ liệu")
	s := newSeat(home)
	if !s.take() {
		t.Fatal("taken")
	}
	t.Cleanup(s.up)
	s.window <- func() bool { return false }
	if newSeat(home).knock() {
		t.Error("it is said to have come forward")
	}
	if nobody, _ := folder(t, "trống"); newSeat(nobody).knock() {
		t.Error("nobody is said to have come forward")
	}
}

// TestWhatAKilledWindowLeftKeepsNobodyOut leaves the files of one that is gone.
func TestWhatAKilledWindowLeftKeepsNobodyOut(t *testing.T) {
	withRuntime(t)
	home, _ := folder(t, "dữ liệu")
	for _, name := range []string{seatName, "window.sock"} {
		if err := os.WriteFile(filepath.Join(home, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, came := seated(t, home)
	if next := newSeat(home); next.take() || !next.knock() || came.Load() != 1 {
		t.Errorf("it came forward %d times", came.Load())
	}
}

// TestNobodyIsKeptOutOfAFolderThatIsNotThere: opening the data makes it.
func TestNobodyIsKeptOutOfAFolderThatIsNotThere(t *testing.T) {
	withRuntime(t)
	home, _ := folder(t, "dữ liệu")
	home = filepath.Join(home, "mới")
	s := newSeat(home)
	if !s.take() || s.leave != nil {
		t.Fatal("a seat at nothing")
	}
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	if !s.take() || s.leave == nil {
		t.Fatal("no seat where there is one")
	}
	t.Cleanup(s.up)
	start := time.Now()
	if newSeat(home).take() {
		t.Error("two sit at one folder")
	}
	if time.Since(start) > time.Second {
		t.Errorf("asked for %v", time.Since(start))
	}
}
