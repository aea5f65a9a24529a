package disk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"tram/local/office"
)

// Linux tells of a block device what it is made of: a mapping of dm-crypt (LUKS) has a
// name that begins with CRYPT-, and whatever lies above one has it among its slaves,
// some steps below.

func encrypted(_ context.Context, folder string) office.DiskCipher {
	var s unix.Statx_t
	if err := unix.Statx(unix.AT_FDCWD, folder, 0, unix.STATX_BASIC_STATS, &s); err != nil {
		return office.DiskCipherUnknown
	}
	if s.Attributes&unix.STATX_ATTR_ENCRYPTED != 0 { // the folder itself (fscrypt)
		return office.DiskCipherOn
	}
	return ofDevice("/sys", deviceBelow(folder))
}

// deviceBelow is the number of the block device on which a folder lies; empty: it is not known.
func deviceBelow(folder string) string {
	var s unix.Stat_t
	if unix.Stat(folder, &s) != nil {
		return ""
	}
	if unix.Major(s.Dev) != 0 {
		return fmt.Sprintf("%d:%d", unix.Major(s.Dev), unix.Minor(s.Dev))
	}
	mounts, err := os.ReadFile(mountsFile) // a file system with numbers of its own, as btrfs
	if err != nil {
		return ""
	}
	return deviceOf(sourceOf(string(mounts), folder))
}

// sourceOf is what is mounted where a folder lies.
func sourceOf(mounts, folder string) (source string) {
	longest := -1
	for line := range strings.Lines(mounts) {
		at, from, ok := mountIn(line)
		if ok && within(folder, at) && len(at) >= longest { // of two in one place, the later hides the other
			longest, source = len(at), from
		}
	}
	return source
}

var unescaped = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)

func within(folder, at string) bool {
	return folder == at || strings.HasPrefix(folder, strings.TrimSuffix(at, "/")+"/")
}

// deviceOf is the number of a block device; empty: it is none.
func deviceOf(path string) string {
	var s unix.Stat_t
	if !filepath.IsAbs(path) || unix.Stat(path, &s) != nil || s.Mode&unix.S_IFMT != unix.S_IFBLK {
		return ""
	}
	return fmt.Sprintf("%d:%d", unix.Major(s.Rdev), unix.Minor(s.Rdev))
}

// ofDevice looks at a device below sys, which is /sys.
func ofDevice(sys, device string) office.DiskCipher {
	real, err := filepath.EvalSymlinks(filepath.Join(sys, "dev/block", device))
	if device == "" || err != nil {
		return office.DiskCipherUnknown
	}
	const deepest = 8 // mappings above each other
	return made(real, deepest)
}

// made tells of a device by what it is made of: all of it must be encrypted.
func made(dir string, deep int) office.DiskCipher {
	if name, err := os.ReadFile(filepath.Join(dir, "dm/uuid")); err == nil && strings.HasPrefix(string(name), "CRYPT-") {
		return office.DiskCipherOn
	}
	if _, err := os.Stat(filepath.Join(dir, "loop")); err == nil || deep == 0 {
		return office.DiskCipherUnknown // a file on another disk
	}
	parts, err := os.ReadDir(filepath.Join(dir, "slaves"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return office.DiskCipherUnknown
	}
	var are []office.DiskCipher
	for _, p := range parts {
		real, err := filepath.EvalSymlinks(filepath.Join(dir, "slaves", p.Name()))
		if err != nil {
			return office.DiskCipherUnknown
		}
		are = append(are, made(real, deep-1))
	}
	for _, worst := range []office.DiskCipher{office.DiskCipherOff, office.DiskCipherUnknown, office.DiskCipherOn} {
		if slices.Contains(are, worst) {
			return worst
		}
	}
	return office.DiskCipherOff
}
