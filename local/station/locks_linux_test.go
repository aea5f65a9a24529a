package station

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tram/local/store"
)

// keepsItsLocks holds a station that is open to what other programs rely on: its process has
// SQLite's shared lock on the database. Any opening and closing of the file but SQLite's lets go
// of it, unseen; then a program that closes the database takes its log away, and what was
// committed meanwhile is lost.
func (s *Station) keepsItsLocks(t *testing.T) {
	t.Helper()
	if s.store == nil {
		return
	}
	if _, err := s.store.Office(context.Background()); err != nil {
		return // it was closed, or is one that does not read
	}
	path := filepath.Join(s.home, databaseName)
	if _, err := os.Stat(path + "-wal"); err != nil {
		return // it has no log, and is locked while something is asked
	}
	if !hasLock(t, path) {
		t.Error("the process let go of its locks on the database")
	}
}

// hasLock looks more than once: the list of locks is told in pieces, and one that stands may be passed
// over while others come and go. One that was let go of is in no reading.
func hasLock(t *testing.T, path string) bool {
	t.Helper()
	for range 20 {
		if isListed(t, path) {
			return true
		}
		time.Sleep(5 * time.Millisecond)
	}
	return false
}

func isListed(t *testing.T, path string) bool {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		return true // it was taken away by the test
	}
	locks, err := os.ReadFile("/proc/locks")
	if err != nil {
		t.Fatal(err)
	}
	ours, node := fmt.Sprint(" ", os.Getpid(), " "), fmt.Sprintf(":%d ", info.Sys().(*syscall.Stat_t).Ino)
	for line := range strings.Lines(string(locks)) {
		if strings.Contains(line, "POSIX") && strings.Contains(line, ours) && strings.Contains(line, node) {
			return true
		}
	}
	return false
}

// TestLookingAtTheDatabaseKeepsItsLocks: each minute, and for “Hôm nay”.
func TestLookingAtTheDatabaseKeepsItsLocks(t *testing.T) {
	d := newDesk(t)
	d.keepsItsLocks(t)
	d.checked(t)
	d.keepsItsLocks(t)
	if _, err := store.SignOf(d.database()); err != nil {
		t.Fatal(err)
	}
	d.keepsItsLocks(t)
}
