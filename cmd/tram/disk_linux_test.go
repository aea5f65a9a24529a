package main

import (
	"os"
	"path/filepath"
	"testing"
)

// block lays down what the kernel tells of a device: its device-mapper name
// and the devices that it lies on.
func block(t *testing.T, sys, device, uuid string, below ...string) {
	t.Helper()
	root := filepath.Join(sys, device)
	for _, each := range below {
		dir := filepath.Join(root, "slaves", each)
		write(t, filepath.Join(dir, "dev"), each+"\n")
	}
	write(t, filepath.Join(root, "dev"), device+"\n")
	if uuid != "" {
		write(t, filepath.Join(root, "dm", "uuid"), uuid+"\n")
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestADiskIsSealedOnlyWhereEveryPartBelowIs(t *testing.T) {
	sys := t.TempDir()
	block(t, sys, "8:1", "")
	block(t, sys, "253:0", "CRYPT-LUKS2-0a1b", "8:1")
	block(t, sys, "253:1", "LVM-root", "253:0")
	block(t, sys, "253:2", "LVM-wide", "253:0", "8:1")
	for device, want := range map[string][2]bool{
		"8:1": {false, true}, "253:0": {true, true}, "253:1": {true, true}, "253:2": {false, true}, "0:42": {false, false},
	} {
		if sealed, known := blockSealed(sys, device); sealed != want[0] || known != want[1] {
			t.Errorf("%s: sealed %v, known %v", device, sealed, known)
		}
	}
}
