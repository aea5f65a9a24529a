package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tram/local/office"
)

// A child is this test binary again, in the role that the environment names.
const (
	childRole = "STORE_TEST_CHILD"
	childPath = "STORE_TEST_PATH"
)

var children = map[string]func(path string) int{"write": writeForEver, "open": openOnce, "carry": carry, "remake": remakeForEver}

func child(t *testing.T, role, path string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"="+role, childPath+"="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

// writeForEver saves drafts and finishes them, and tells each save that the
// store has acknowledged.
func writeForEver(path string) int {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{Clock: office.SystemClock{}, Key: theKey})
	for err == nil {
		c := aConversion(rand.IntN(1000), "QĐ-UBND", "về việc kiểm tra", 1+rand.IntN(30))
		c.State = office.Draft
		for _, state := range []office.State{office.Draft, office.Checked, office.Finished} {
			c.State = state
			if c, err = s.SaveConversion(ctx, by, c); err != nil {
				break
			}
			fmt.Println(c.ID, c.Version)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// openOnce opens, writes one record and closes.
func openOnce(path string) int {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{Clock: office.SystemClock{}, Key: theKey})
	if err == nil {
		_, err = s.SaveClerk(ctx, settings, office.Clerk{Name: "Nguyễn Văn Mẫu"})
	}
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func TestKillingAWriterLosesNothingThatWasAcknowledged(t *testing.T) {
	const rounds = 15
	path := filepath.Join(t.TempDir(), "office.db")
	acknowledged := map[office.ID]int64{}
	for range rounds {
		for id, version := range killed(t, path, 1+rand.IntN(60)) {
			acknowledged[id] = version
		}
	}
	s, ctx := open(t, path), t.Context()
	for id, version := range acknowledged {
		c, err := s.Conversion(ctx, id)
		if err != nil || c.Version < version {
			t.Errorf("version %d of %s was acknowledged; there is %d: %v", version, id, c.Version, err)
		}
	}
	noFaults(t, s)
	t.Logf("%d records acknowledged in %d lives", len(acknowledged), rounds)
}

// killed runs a writer until it has acknowledged so many saves, kills it, and
// returns every save that it acknowledged before it died.
func killed(t *testing.T, path string, saves int) map[office.ID]int64 {
	t.Helper()
	cmd := child(t, "write", path)
	out := must(cmd.StdoutPipe())(t)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := map[office.ID]int64{}
	lines := bufio.NewScanner(out)
	for n := 1; lines.Scan(); n++ {
		var id office.ID
		var version int64
		if _, err := fmt.Sscan(lines.Text(), &id, &version); err != nil {
			break // cut in the middle of a line
		}
		told[id] = version
		if n == saves {
			cmd.Process.Kill()
		}
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the writer ended by itself: %v", err)
	}
	if len(told) == 0 {
		t.Fatal("nothing was acknowledged")
	}
	return told
}

func TestABirthThatIsKilledIsMadeGood(t *testing.T) {
	const rounds = 12
	for round := range rounds {
		path := filepath.Join(t.TempDir(), "office.db")
		cmd := child(t, "open", path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		// A finished birth has written some 130 KB into the log.
		for grown, enough := int64(0), int64(round)*12_000; grown < enough && len(ended) == 0; {
			grown = sizeOf(path) + sizeOf(path+"-wal")
		}
		cmd.Process.Kill()
		<-ended
		s := open(t, path)
		if n, clerks := noFaults(t, s).Entries, must(s.Clerks(t.Context()))(t); n != int64(1+len(clerks)) {
			t.Errorf("%d entries for a birth and %d clerks", n, len(clerks))
		}
	}
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

func TestTwoWritersShareOneChain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	const each = 20
	var writing sync.WaitGroup
	for range 2 {
		s := open(t, path)
		writing.Go(func() {
			for range each {
				if _, err := s.SaveClerk(t.Context(), settings, office.Clerk{Name: "Nguyễn Văn Mẫu"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writing.Wait()
	if n := noFaults(t, open(t, path)).Entries; n != 2*each+1 {
		t.Errorf("%d entries", n)
	}
}

func TestProcessesMayMeetAtAnyMoment(t *testing.T) {
	const meetings, crowd = 3, 6
	for range meetings {
		path := filepath.Join(t.TempDir(), "office.db")
		var running []*exec.Cmd
		for range crowd {
			cmd := child(t, "open", path)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			running = append(running, cmd)
		}
		for _, cmd := range running {
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
		}
		s := open(t, path)
		if n := len(must(s.Clerks(t.Context()))(t)); n != crowd {
			t.Errorf("%d processes wrote %d clerks", crowd, n)
		}
		if n := noFaults(t, s).Entries; n != crowd+1 {
			t.Errorf("%d entries", n)
		}
	}
}

// noFaults verifies the journal and expects it to hold.
func noFaults(t testing.TB, s *Store) JournalReport {
	t.Helper()
	report := must(s.VerifyJournal(t.Context(), nil))(t)
	for _, f := range report.Faults {
		t.Errorf("entry %d: %s", f.Seq, f.Said)
	}
	return report
}
