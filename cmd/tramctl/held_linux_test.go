package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// TestASecretPaperIsRefusedWhileAnotherHasItOpen: on record at once, and wiped when the pages
// are let go.
func TestASecretPaperIsRefusedWhileAnotherHasItOpen(t *testing.T) {
	d := newDesk(t)
	id := d.must("convert", "--type", "QĐ", scans(t)[0])["id"].(string)
	var lock, tray string
	check := filepath.WalkDir(d.home, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Name() == id {
			if e.IsDir() {
				tray = path
			} else {
				lock = path
			}
		}
		return err
	})
	held, err := os.OpenFile(lock, os.O_RDWR, 0)
	if check != nil || err != nil || tray == "" {
		t.Fatal(check, err, tray)
	}
	defer held.Close()
	if err := unix.Flock(int(held.Fd()), unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	if name := d.refuses("finish", "--pages", "1", "--seen", "--secrecy", "mat", id); name != "office.secret-held" {
		t.Errorf("it is refused by %q", name)
	}
	if left := d.must("refusals")["refusals"].([]any); len(left) != 1 {
		t.Errorf("the register of refusals has %v", left)
	}
	held.Close()
	d.must("list")
	if _, err := os.Stat(tray); !os.IsNotExist(err) {
		t.Errorf("its pages are still there: %v", err)
	}
}
