package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// diskSealed tells whether the disk under a folder is encrypted, and whether
// that could be known: a device-mapper volume whose name, or that of a volume
// below it, says CRYPT is; a plain partition is not; anything else (a network
// share, a container) is unknown.
func diskSealed(dir string) (sealed, known bool) {
	var s unix.Stat_t
	if err := unix.Stat(dir, &s); err != nil {
		return false, false
	}
	return blockSealed("/sys/dev/block", fmt.Sprintf("%d:%d", unix.Major(s.Dev), unix.Minor(s.Dev)))
}

// blockSealed follows a block device to those that it lies on.
func blockSealed(sys, device string) (sealed, known bool) {
	root := filepath.Join(sys, device)
	if _, err := os.Stat(root); err != nil {
		return false, false
	}
	if name, err := os.ReadFile(filepath.Join(root, "dm", "uuid")); err == nil && strings.HasPrefix(string(name), "CRYPT-") {
		return true, true
	}
	below, err := os.ReadDir(filepath.Join(root, "slaves"))
	if err != nil || len(below) == 0 {
		return false, true
	}
	for _, each := range below {
		number, err := os.ReadFile(filepath.Join(root, "slaves", each.Name(), "dev"))
		if err != nil {
			return false, false
		}
		if sealed, known = blockSealed(sys, strings.TrimSpace(string(number))); !sealed {
			return false, known
		}
	}
	return true, true
}
