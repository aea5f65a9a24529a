package machine

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/sync/escl/escltest"
)

// BenchmarkADuplexStack scans 50 sheets on both sides, A4 in colour at 300 dpi, from a
// device that gives a side each 500 ms (60 sheets a minute), into a draft, in a process of
// its own. It tells how much longer that takes than the paper runs, and the memory of the
// process when a fifth of the pages and when all were in. By SANE the device is the same, by
// Debian's sane-airscan, and each page is packed.
func BenchmarkADuplexStack(b *testing.B) {
	const pace, sides = 500 * time.Millisecond, 2 * stack
	for _, driver := range []string{"escl", "sane"} {
		b.Run(driver, func(b *testing.B) {
			for b.Loop() {
				took, early, late := duplexStack(b, driver, pace)
				runs := sides * pace
				b.ReportMetric(100*float64(took-runs)/float64(runs), "%longer")
				b.ReportMetric(early, "MB-at-20")
				b.ReportMetric(late, "MB-at-100")
			}
		})
	}
}

// duplexStack gives how long a stack took from the job on, and the resident memory.
func duplexStack(b *testing.B, driver string, pace time.Duration) (took time.Duration, early, late float64) {
	b.Helper()
	device := escltest.New()
	device.Odd.Pace = pace
	device.Load(stack)
	for n := range 2 * stack { // drawn before: that is not the device's time
		escltest.Page(escltest.Side{Sheet: n/2 + 1, Back: n%2 == 1}, device.Width, device.Height)
	}
	var begins sync.Once
	var began time.Time
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			begins.Do(func() { began = time.Now() })
		}
		device.ServeHTTP(w, r)
	}))
	defer server.Close()
	home := b.TempDir()
	s, err := inHome(home)
	if err == nil {
		_, err = s.SetUp(b.Context(), stationtest.Office(), []office.Clerk{{Name: "Trần Thị Bình"}})
	}
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
	scanner, config := "escl:"+server.URL+"/eSCL", b.TempDir()
	if driver == "sane" {
		scanner = airscan
		atAirscan(b, config, server.URL)
	}
	cmd := exec.CommandContext(b.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childHome+"="+home, childScanner+"="+scanner, childSource+"=duplex", childDPI+"=300", "SANE_CONFIG_DIR="+config)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	shown := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		switch shown++; shown {
		case 20:
			early = resident(b, cmd.Process.Pid)
		case 2 * stack:
			late = resident(b, cmd.Process.Pid)
		}
	}
	if err := cmd.Wait(); err != nil || shown != 2*stack {
		b.Fatalf("%d pages, %v", shown, err)
	}
	return time.Since(began), early, late
}

// resident is the memory of a process, in MB.
func resident(b *testing.B, pid int) float64 {
	b.Helper()
	status, err := os.ReadFile(filepath.Join("/proc", fmt.Sprint(pid), "status"))
	if err != nil {
		b.Fatal(err)
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	var kB int
	if _, err := fmt.Sscanf(after, "%d", &kB); err != nil {
		b.Fatal(err)
	}
	return float64(kB) / 1024
}
