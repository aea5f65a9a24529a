package disk

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestADeviceIsFollowedToItsDisks through partitions and mappings.
func TestADeviceIsFollowedToItsDisks(t *testing.T) {
	sys := t.TempDir()
	for _, dir := range []string{"dev/block", "devices/sda/sda1", "devices/sda/sda2", "devices/sdb", "devices/dm-0/slaves"} {
		if err := os.MkdirAll(filepath.Join(sys, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range []string{"sda1", "sda2"} {
		if err := os.WriteFile(filepath.Join(sys, "devices/sda", part, "partition"), []byte("1\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{
		"dev/block/8:1": "devices/sda/sda1", "dev/block/8:2": "devices/sda/sda2", "dev/block/8:16": "devices/sdb", "dev/block/253:0": "devices/dm-0",
		"devices/dm-0/slaves/sda2": "devices/sda/sda2", "devices/dm-0/slaves/sdb": "devices/sdb",
	} {
		if err := os.Symlink(filepath.Join(sys, to), filepath.Join(sys, link)); err != nil {
			t.Fatal(err)
		}
	}
	a, b := filepath.Join(sys, "devices/sda"), filepath.Join(sys, "devices/sdb")
	for device, want := range map[string][]string{"8:1": {a}, "8:2": {a}, "8:16": {b}, "253:0": {a, b}, "8:99": nil} {
		if got := disksBelow(sys, device); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", device, got, want)
		}
	}
}
