package station

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
	"tram/local/seal"
)

func init() { children["renew"] = renewOnce }

// renewOnce renews the identity, or ends a renewal that was cut off.
func renewOnce(home string) int {
	s, err := opened(home)
	if err == nil {
		err = comeIn(context.Background(), s)
	}
	var r Renewed
	if err == nil {
		fmt.Println("open")
		r, err = s.Renew(context.Background(), Renewal{Reason: people.AfterTheft}, nil)
	}
	if err == nil && r.Open == nil {
		fmt.Println("renewed")
		err = s.Close()
	}
	if err != nil || r.Open != nil {
		fmt.Fprintln(os.Stderr, err, r.Open)
		return 1
	}
	return 0
}

// farPlace is a server of copies in whose place the secret of a survivor is kept.
const farPlace office.ID = "ban-sao"

var farSecret = office.CopySecret{Password: "mật khẩu mẫu"}

// survivor is an office in which one renewal after the other is killed.
type survivor struct {
	home    string
	records []office.ID
	keys    map[string]string // recovery keys of identities that were in force, by public half
	put     string            // public half of the one whose sheet somebody has put away
	usual   time.Duration     // that a renewal takes
	seen    map[string]int
}

// TestKillingARenewalLeavesAnOfficeThatOpens kills renewals at any moment. After each kill
// the office opens and proves its records, and the recovery key of the identity in force
// is owed exactly where nobody has it. In the end none of all former ones opens anything.
func TestKillingARenewalLeavesAnOfficeThatOpens(t *testing.T) {
	s := newSurvivor(t)
	const rounds = 6
	for range rounds {
		s.kill(t)
		s.look(t)
	}
	t.Logf("a renewal takes %v; after a kill: %v", s.usual, s.seen)
	d := s.open(t)
	// The last renewal is whole: it sweeps the secret of one that was killed before it was noted.
	for whole := false; !whole || d.takenUp || len(s.keys) < 2; whole = true {
		d.renewed(t, Renewal{Reason: people.AfterTheft})
		s.keys[d.sealing.Recipient()] = d.sealing.RecoveryKey()
		d.takenUp = false
	}
	for recipient, key := range s.keys {
		former, err := seal.FromRecoveryKey(key)
		if err != nil {
			t.Fatal(err)
		}
		if recipient != d.sealing.Recipient() {
			d.opensNothing(t, former)
		}
	}
	if is, err := d.copySecret(farPlace); is != farSecret {
		t.Errorf("what opens a server of copies is lost in the end: %v", err)
	}
	d.stands(t, s.records)
}

func newSurvivor(t *testing.T) *survivor {
	t.Helper()
	d, c := furnished(t)
	s := &survivor{home: t.TempDir(), records: []office.ID{c.ID, d.act(t).ID}, put: d.sealing.Recipient(),
		keys: map[string]string{d.sealing.Recipient(): d.sealing.RecoveryKey()}, usual: 150 * time.Millisecond, seen: map[string]int{}}
	if err := errors.Join(d.keepCopySecret(farPlace, farSecret), d.Close()); err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]string{"nhà": d.home, "ngoài": d.state} {
		if err := os.Rename(at, filepath.Join(s.home, name)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// kill kills a renewal some time after it has begun: the steps that count come early.
func (s *survivor) kill(t *testing.T) {
	t.Helper()
	early := rand.Float64()
	s.usual = max(s.usual, killedAfter(t, asChild(t, "renew", s.home), time.Duration(float64(s.usual)*early*early)))
}

// killedAfter kills a child some time after its first word. It returns how long the child
// took where it ended before; 0: it was killed.
func killedAfter(t *testing.T, cmd *exec.Cmd, after time.Duration) (took time.Duration) {
	t.Helper()
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	words := bufio.NewReader(out)
	if _, err := words.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	begun, ended := time.Now(), make(chan struct{})
	go func() {
		defer close(ended)
		io.Copy(io.Discard, words)
	}()
	select {
	case <-time.After(after):
	case <-ended:
		took = time.Since(begun)
	}
	cmd.Process.Kill()
	<-ended
	cmd.Wait()
	return took
}

func (s *survivor) open(t *testing.T) *desk {
	t.Helper()
	is, err := opened(s.home)
	if err != nil {
		t.Fatalf("the office does not open: %v", err)
	}
	t.Cleanup(func() { is.Close() })
	d := &desk{Station: is, home: filepath.Join(s.home, "nhà"), state: filepath.Join(s.home, "ngoài")}
	d.comesIn(t)
	return d
}

// look opens what a kill has left.
func (s *survivor) look(t *testing.T) {
	t.Helper()
	d := s.open(t)
	recipient := d.sealing.Recipient()
	_, known := s.keys[recipient]
	s.keys[recipient] = d.sealing.RecoveryKey()
	switch {
	case d.takenUp:
		s.seen["goes on"]++
	case known:
		s.seen["as it was"]++
	default:
		s.seen["renewed"]++
	}
	if owed := d.RecoveryOwed(); owed != (recipient != s.put) {
		t.Errorf("the recovery key is owed: %v, and somebody has it: %v", owed, recipient == s.put)
	}
	if sheet, err := d.Recovery(t.Context()); d.RecoveryOwed() && (err != nil || sheet.Key != s.keys[recipient]) {
		t.Errorf("another key is handed out: %v", err)
	}
	if rand.IntN(2) == 0 {
		if err := d.RecoveryKept(); err != nil {
			t.Fatal(err)
		}
		s.put = recipient
	}
	if is, err := d.copySecret(farPlace); is != farSecret {
		t.Errorf("what opens a server of copies is lost: %v", err)
	}
	d.stands(t, s.records)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// stands tells what does not.
func (d *desk) stands(t *testing.T, records []office.ID) {
	t.Helper()
	for _, id := range records {
		if proof, err := d.Prove(t.Context(), id, nil); err != nil || proof.Verdict != office.Proven || proof.Reserved {
			t.Errorf("%v: %s", err, proof.Said)
		}
	}
	if all := d.missing(t); len(all) > 0 {
		t.Errorf("missing: %+v", all)
	}
	if trouble, is := d.JournalTrouble(); is {
		t.Errorf("a kill is told as an attack: %+v", trouble)
	}
}
