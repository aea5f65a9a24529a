package machine

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/scanning"
	"tram/local/scanning/sane"
	"tram/local/station"
	"tram/local/station/stationtest"
	"tram/sync/escl"
	"tram/sync/escl/escltest"
)

// A child is this test again, which scans into an office until it is killed.
const (
	childHome    = "MACHINE_TEST_HOME"
	childScanner = "MACHINE_TEST_SCANNER"
	childSource  = "MACHINE_TEST_SOURCE"
	childDPI     = "MACHINE_TEST_DPI"
)

func TestMain(m *testing.M) {
	if home := os.Getenv(childHome); home != "" {
		os.Exit(scanUntilKilled(home, os.Getenv(childScanner)))
	}
	os.Exit(m.Run())
}

func inHome(home string) (*station.Station, error) {
	clock := office.SystemClock{}
	return station.Open(context.Background(), station.Options{
		Home: filepath.Join(home, "nhà"), State: filepath.Join(home, "ngoài"), Scanners: []scanning.Driver{escl.New(clock), sane.New(clock)},
	})
}

func scanUntilKilled(home, scanner string) int {
	s, err := inHome(home)
	var clerks []office.Clerk
	if err == nil {
		clerks, err = s.Clerks(context.Background())
	}
	if err == nil {
		w := office.ScanWish{Scanner: scanner, Source: office.ScanSource(cmp.Or(os.Getenv(childSource), string(office.Feeder))), Mode: office.Colour}
		if w.DPI, err = strconv.Atoi(cmp.Or(os.Getenv(childDPI), "75")); err != nil {
			return 2
		}
		shown := 0
		_, err = s.Scan(context.Background(), office.ScanOrder{Clerk: clerks[0], Wish: w}, func(office.ScanArrival) {
			shown++
			fmt.Println(shown)
		}, nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

const (
	stack   = 50 // sheets
	airscan = "sane:airscan:e0:May"
)

// kills is how often a scan of each driver is killed; TRAM_KILLS says otherwise.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("TRAM_KILLS")); err == nil {
		return n
	}
	return 3
}

// TestKillingAScanOfARealDriverLosesNoPageThatWasShown kills scans of 50 sheets at random
// moments, by eSCL and by SANE (Debian's sane-airscan), and finds at the next start every
// page that was shown, once and in the order of the paper.
func TestKillingAScanOfARealDriverLosesNoPageThatWasShown(t *testing.T) {
	for _, driver := range []string{"escl", "sane"} {
		t.Run(driver, func(t *testing.T) {
			home := t.TempDir()
			s, err := inHome(home)
			if err == nil {
				_, err = s.SetUp(t.Context(), stationtest.Office(), []office.Clerk{{Name: "Trần Thị Bình"}})
			}
			if err == nil {
				err = s.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
			seen, killed, beyond := map[office.ID]bool{}, 0, 0
			for life := range kills() {
				shown := killedScan(t, home, driver)
				if shown < stack {
					killed++
				}
				there := newSides(t, home, seen)
				if len(there) < shown || len(there) > stack || !slices.Equal(there, sheets(len(there))) {
					t.Errorf("life %d: %d pages were shown, there are %v", life, shown, there)
				}
				beyond += len(there) - shown
			}
			t.Logf("%d scans of %d sheets killed in the midst; %d pages were found that nobody had been shown yet", killed, stack, beyond)
		})
	}
}

func sheets(n int) (all []int) {
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

// killedScan gives how many pages a scan from a fresh device showed before it was killed.
func killedScan(t *testing.T, home, driver string) (shown int) {
	t.Helper()
	device := escltest.Small()
	device.Odd.Pace = 20 * time.Millisecond
	if driver == "sane" { // which takes a stack that is through before it looks for none
		device.Odd.Pace = 60 * time.Millisecond
	}
	device.Load(stack)
	server := httptest.NewServer(device)
	defer server.Close()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), own)
	scanner := "escl:" + server.URL + "/eSCL"
	config := t.TempDir()
	if driver == "sane" {
		scanner = airscan
		atAirscan(t, config, server.URL)
	}
	cmd.Env = append(os.Environ(), childHome+"="+home, childScanner+"="+scanner, "SANE_CONFIG_DIR="+config)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last := rand.IntN(stack-2) + 1
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if shown++; shown == last {
			time.AfterFunc(time.Duration(rand.IntN(80_000))*time.Microsecond, func() { cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); shown < last {
		t.Fatalf("the scan ended after %d pages: %v, %s", shown, err, complaints.String())
	}
	return shown
}

// newSides are the sheets in the drafts that were not seen yet, as their pictures show them.
func newSides(t *testing.T, home string, seen map[office.ID]bool) (all []int) {
	t.Helper()
	s, err := inHome(home)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	drafts, err := s.Drafts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range drafts {
		if seen[row.ID] {
			continue
		}
		seen[row.ID] = true
		pages, err := s.Pages(t.Context(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pages {
			img, err := s.Picture(t.Context(), row.ID, p.ID, 0)
			if err != nil {
				t.Fatal(err)
			}
			side, err := escltest.Read(img)
			if err != nil {
				t.Errorf("page %s: %v", p.ID, err)
			}
			all = append(all, side.Sheet)
		}
	}
	if beside := s.Beside(); len(beside) != 0 {
		t.Errorf("told beside: %v", beside)
	}
	return all
}
