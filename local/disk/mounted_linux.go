package disk

import (
	"io"
	"os"
	"strings"
)

const (
	mountsFile = "/proc/self/mountinfo"
	mostMounts = 1 << 20 // bytes of that file
)

// Mounted are the folders at which disks and sticks of this machine are mounted. Shares of the
// network, and what is no device, are none of them.
func Mounted() []string {
	f, err := os.Open(mountsFile)
	if err != nil {
		return nil
	}
	defer f.Close()
	mounts, err := io.ReadAll(io.LimitReader(f, mostMounts))
	if err != nil {
		return nil
	}
	return devices(string(mounts))
}

// devices are the places of a list of mounts to which a device belongs, each device once.
func devices(mounts string) (at []string) {
	seen := map[string]bool{}
	for line := range strings.Lines(mounts) {
		point, source, ok := mountIn(line)
		if !ok || !strings.HasPrefix(source, "/dev/") || strings.HasPrefix(source, "/dev/loop") || seen[source] {
			continue
		}
		seen[source] = true
		at = append(at, point)
	}
	return at
}

// mountIn is one line of the list: where something is mounted, and what.
func mountIn(line string) (point, source string, ok bool) {
	before, after, found := strings.Cut(line, " - ")
	left, right := strings.Fields(before), strings.Fields(after)
	const at, from = 4, 1
	if !found || len(left) <= at || len(right) <= from {
		return "", "", false
	}
	return unescaped.Replace(left[at]), unescaped.Replace(right[from]), true
}
