package pagetest

import (
	"bufio"
	"fmt"
	"os"
	"runtime/debug"
	"testing"
	"time"
)

// Peak tells how many bytes of memory more than before were held at most while something was
// done, and how long that took.
func Peak(t testing.TB, do func()) (held int64, took time.Duration) {
	t.Helper()
	debug.FreeOSMemory()
	const forgetPeak = "5"
	if err := os.WriteFile("/proc/self/clear_refs", []byte(forgetPeak), 0o200); err != nil {
		t.Fatal(err)
	}
	before, began := memory(t, "VmRSS"), time.Now()
	do()
	took = time.Since(began)
	return memory(t, "VmHWM") - before, took
}

// memory is a line of what the system tells of this process, in bytes.
func memory(t testing.TB, line string) (bytes int64) {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if n, _ := fmt.Sscanf(lines.Text(), line+": %d kB", &bytes); n == 1 {
			return bytes << 10
		}
	}
	t.Fatalf("/proc/self/status has no %s", line)
	return 0
}
