package disk

import (
	"encoding/binary"
	"path/filepath"
	"slices"
)

// Same tells whether two folders that are there lie on one disk: when that breaks, both are
// lost. What the system does not tell is taken for another disk.
func Same(a, b string) bool {
	of := func(folder string) []string {
		real, err := filepath.EvalSymlinks(folder)
		if err != nil {
			return nil
		}
		return disksOf(real)
	}
	on := of(a)
	return slices.ContainsFunc(of(b), func(disk string) bool { return slices.Contains(on, disk) })
}

// deviceNumber reads a STORAGE_DEVICE_NUMBER of Windows: of which kind a device is, and which
// one of that kind.
func deviceNumber(b []byte) (kind, number uint32, ok bool) {
	const size, unset = 12, 0xffffffff
	if len(b) < size {
		return 0, 0, false
	}
	kind, number = binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
	return kind, number, number != unset
}
