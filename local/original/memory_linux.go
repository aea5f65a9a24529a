package original

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
)

// used is how much memory the processes of a group hold, in bytes.
func (g group) used() int64 {
	var pages int64
	all, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range all {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // it has just ended
		}
		// Behind the name, which may hold anything: state, parent, group, …, the 22nd
		// is the pages that it holds.
		fields := bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:])
		if len(fields) < 22 || string(fields[2]) != strconv.Itoa(g.c.Process.Pid) {
			continue
		}
		if n, err := strconv.ParseInt(string(fields[21]), 10, 64); err == nil {
			pages += n
		}
	}
	return pages * int64(os.Getpagesize())
}
