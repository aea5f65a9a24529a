package station

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
)

// A child is this test binary again, in the role that the environment names.
const (
	childRole = "STATION_TEST_CHILD"
	childHome = "STATION_TEST_HOME"
)

func TestMain(m *testing.M) {
	if role := os.Getenv(childRole); role != "" {
		os.Exit(children[role](os.Getenv(childHome)))
	}
	os.Exit(m.Run())
}

var children = map[string]func(home string) int{"set-up": setUpOnce, "write": writeUntilKilled, "scan": scanUntilKilled, "watch": watchUntilKilled, "pads": makePads, "route": routeUntilKilled, "take-in": takeInUntilKilled, "export-file": exportUntilKilled, "bring": bringUntilKilled}

func opened(home string) (*Station, error) {
	return Open(context.Background(), Options{Home: filepath.Join(home, "nhà"), State: filepath.Join(home, "ngoài")})
}

func setUpOnce(home string) int {
	s, err := opened(home)
	if err == nil {
		_, err = s.SetUp(context.Background(), ours, staff)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// setUpHere sets an office up in this process, and leaves nobody at work on it.
func setUpHere(t *testing.T, home string) {
	t.Helper()
	s, err := opened(home)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetUp(t.Context(), ours, staff); err != nil {
		t.Fatal(errors.Join(err, s.Close()))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// writeUntilKilled changes the office again and again, and tells each change that was
// acknowledged by the number of its entry.
func writeUntilKilled(home string) int {
	s, err := opened(home)
	for err == nil {
		var o office.Office
		if o, err = s.Office(context.Background()); err == nil {
			_, err = s.SaveOffice(context.Background(), o)
		}
		if err == nil {
			err = s.mark(context.Background())
		}
		head, headErr := s.store.Head(context.Background())
		if err == nil && headErr == nil {
			fmt.Println(head.Seq)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func asChild(t *testing.T, role, home string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"="+role, childHome+"="+home)
	return cmd
}

// TestASetUpThatIsKilledLeavesNothingOrAnOfficeWhoseKeyIsOwed kills it as soon as it
// has left each of its traces, and at moments in between.
func TestASetUpThatIsKilledLeavesNothingOrAnOfficeWhoseKeyIsOwed(t *testing.T) {
	traces := []string{"office.db", "office.db-wal", "journal.heads", "identity.key", "identity.json", "recovery.owed", "vault", "tray", "tray/locks"}
	var ready, not int
	for round, trace := range append(traces, "", "", "", "", "") {
		home := t.TempDir()
		cmd := asChild(t, "set-up", home)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		if trace == "" {
			// Beyond what a birth writes, some kilobytes further each round.
			awaits(ended, func() bool { return sizeOf(filepath.Join(home, "nhà", "office.db-wal")) > int64(130_000+round*9_000) })
		} else {
			awaits(ended, func() bool { _, err := os.Lstat(filepath.Join(home, "nhà", trace)); return err == nil })
		}
		cmd.Process.Kill()
		<-ended
		if survived(t, home) {
			ready++
		} else {
			not++
		}
	}
	t.Logf("killed %d times before the office was there, %d times after", not, ready)
}

// awaits looks as often as it can until something is there, or the child has ended.
func awaits(ended chan error, there func() bool) {
	for !there() && len(ended) == 0 {
		time.Sleep(50 * time.Microsecond)
	}
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// survived opens what a killed set-up left, ends it, and tells whether the office was
// there already.
func survived(t *testing.T, home string) bool {
	t.Helper()
	s, err := opened(home)
	if err != nil {
		t.Fatalf("the office does not open: %v", err)
	}
	defer s.Close()
	was := s.Ready()
	var r office.Recovery
	if was {
		if !s.RecoveryOwed() {
			t.Error("the office is there, and its recovery key cannot be shown")
		}
		r, err = s.Recovery(t.Context())
	} else {
		r, err = s.SetUp(t.Context(), ours, staff)
	}
	if err != nil || r.Key != s.sealing.RecoveryKey() {
		t.Errorf("ready %v: %v", was, err)
	}
	if clerks, err := s.Clerks(t.Context()); err != nil || len(clerks) != len(staff) {
		t.Errorf("%v: people %v", err, clerks)
	}
	if trouble, is := s.JournalTrouble(); is {
		t.Errorf("a kill is told as an attack: %+v", trouble)
	}
	return was
}

// TestAKillNeverMakesAnHonestJournalSuspect kills a program that writes heads and
// marks all the time.
func TestAKillNeverMakesAnHonestJournalSuspect(t *testing.T) {
	home := t.TempDir()
	setUpHere(t, home)
	const rounds = 6
	for round := range rounds {
		cmd := asChild(t, "write", home)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var last int64
		for range 3 + 5*round {
			if _, err := fmt.Fscan(out, &last); err != nil {
				t.Fatal(err)
			}
		}
		cmd.Process.Kill()
		cmd.Wait()
		s, err := opened(home)
		if err != nil {
			t.Fatal(err)
		}
		if trouble, is := s.JournalTrouble(); is {
			t.Fatalf("%+v", trouble)
		}
		proof, err := s.ProveJournal(t.Context(), nil)
		if err != nil || proof.Verdict != office.Proven {
			t.Fatalf("%v: %s", err, proof.Said)
		}
		heads, err := s.watch.heads[1].All()
		if err != nil || heads[len(heads)-1].Seq < last {
			t.Errorf("%v: entry %d was acknowledged, and the file outside ends at %d", err, last, heads[len(heads)-1].Seq)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
