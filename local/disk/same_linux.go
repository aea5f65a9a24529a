package disk

import (
	"os"
	"path/filepath"
)

// disksOf names the disks on which a folder lies.
func disksOf(folder string) []string {
	device := deviceBelow(folder)
	if device == "" {
		return nil
	}
	return disksBelow("/sys", device)
}

// disksBelow are those on which a block device lies, below sys, which is /sys.
func disksBelow(sys, device string) []string {
	dir, err := filepath.EvalSymlinks(filepath.Join(sys, "dev/block", device))
	if err != nil {
		return nil
	}
	const deepest = 8 // mappings above each other
	return wholes(dir, deepest)
}

// wholes follows mappings to what they are made of, and partitions to their disk.
func wholes(dir string, deep int) (all []string) {
	parts, err := os.ReadDir(filepath.Join(dir, "slaves"))
	if err == nil && len(parts) > 0 && deep > 0 {
		for _, p := range parts {
			if real, err := filepath.EvalSymlinks(filepath.Join(dir, "slaves", p.Name())); err == nil {
				all = append(all, wholes(real, deep-1)...)
			}
		}
		return all
	}
	if _, err := os.Stat(filepath.Join(dir, "partition")); err == nil {
		dir = filepath.Dir(dir)
	}
	return []string{dir}
}
