package hardcopy

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
	"tram/local/vault"
)

// sealed counts the files in the vault.
func (p *place) sealed(t *testing.T) (n int) {
	t.Helper()
	if err := p.Vault.Walk(func(office.Digest) bool { n++; return true }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAMessageToldSecretLaterIsWiped(t *testing.T) {
	p, o := newPlace(t), order(t)
	o.Document.Subject = "về việc zyxw"
	c := p.imported(t, o)
	if p.sealed(t) == 0 {
		t.Fatal("nothing came in")
	}
	typed := c
	typed.Document.Secrecy = office.TopSecret
	_, err := p.Describe(t.Context(), typed)
	if f, _ := office.FailureIn(err); !errors.Is(err, office.SecretAtTheDoor) || !strings.Contains(f.Said, "đã xóa tệp đã đưa vào") {
		t.Fatalf("%v, told %q", err, f.Said)
	}
	if n := p.sealed(t); n != 0 {
		t.Errorf("%d files are left in the vault", n)
	}
	left, err := p.store.Conversion(t.Context(), c.ID)
	if err != nil || left.State != office.Discarded || left.Document.Subject != "" || left.Message.Name != "" || len(left.Message.Systems) > 0 {
		t.Errorf("%v: the record keeps %+v", err, left)
	}
	lines, err := p.store.Refusals(t.Context())
	if err != nil || len(lines) != 1 || lines[0].Secrecy != office.TopSecret || lines[0].Number != "15" {
		t.Errorf("%v: the register has %+v", err, lines)
	}
	for _, ending := range []string{"", "-wal"} {
		b, err := os.ReadFile(filepath.Join(p.home, "office.db"+ending))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("zyxw")) {
			t.Errorf("office.db%s still holds its words", ending)
		}
	}
	p.journalHolds(t)
}

func TestBothDirectionsRefuseByOneStep(t *testing.T) {
	p, o := newPlace(t), order(t)
	c := p.imported(t, o)
	c.Document.Secrecy = office.Secret
	if _, err := p.Describe(t.Context(), c); !errors.Is(err, office.SecretAtTheDoor) {
		t.Fatalf("%v", err)
	}
	o.Document.Secrecy = office.Secret
	if _, err := p.Import(t.Context(), o, nil); !errors.Is(err, office.SecretAtTheDoor) {
		t.Fatalf("%v", err)
	}
	steps := map[string]int{}
	if err := p.store.Journal(t.Context(), 0, func(e office.Entry) error {
		if e.Kind == office.KindRefusal {
			steps[e.Step]++
		}
		return nil
	}); err != nil || steps["refuse-secret"] != 2 || len(steps) != 1 {
		t.Errorf("%v %v", err, steps)
	}
}

func TestAFileThatAnotherRecordStandsOnIsToldAndNotWiped(t *testing.T) {
	p, o := newPlace(t), order(t)
	first, second := p.imported(t, o), p.imported(t, o)
	second.Document.Secrecy = office.Secret
	if _, err := p.Describe(t.Context(), second); !errors.Is(err, office.SecretAtTheDoor) {
		t.Fatalf("%v", err)
	}
	if !p.Vault.Has(first.Message.File) {
		t.Fatal("the file of another record is gone")
	}
	left, err := p.store.Conversion(t.Context(), second.ID)
	if err != nil {
		t.Fatal(err)
	}
	if shared, err := p.Shared(t.Context(), left); err != nil || len(shared) == 0 || shared[0] != first.Message.File {
		t.Errorf("%v: told of %v", err, shared)
	}
	first.Document.Secrecy = office.Secret
	if _, err := p.Describe(t.Context(), first); !errors.Is(err, office.SecretAtTheDoor) {
		t.Fatalf("%v", err)
	}
	if p.Vault.Has(first.Message.File) {
		t.Error("the last record is refused, and the file is there")
	}
	if shared, err := p.Shared(t.Context(), left); err != nil || len(shared) > 0 {
		t.Errorf("%v: still told of %v", err, shared)
	}
}

// TestAWipeThatWasCutOffIsEndedAtTheNextStart leaves what a kill between the record
// and the wipe leaves.
func TestAWipeThatWasCutOffIsEndedAtTheNextStart(t *testing.T) {
	p := newPlace(t)
	c := p.imported(t, order(t))
	act, now := store.Act{Actor: clerk.Name, Step: "refuse-secret"}, p.Clock.Now()
	left := office.Conversion{ID: c.ID, Version: c.Version, Direction: c.Direction, State: office.Discarded, Code: c.Code, Clerk: c.Clerk,
		Document: office.Document{Secrecy: office.Secret}, FromMessage: office.FromMessage{Message: &office.DataMessage{File: c.Message.File, PDF: c.Message.PDF}}}
	if _, err := p.store.Refuse(t.Context(), act, office.Refusal{At: now, Clerk: clerk.Name, Secrecy: office.Secret}, &left); err != nil {
		t.Fatal(err)
	}
	if !p.Vault.Has(c.Message.File) {
		t.Fatal("nothing was left")
	}
	if err := p.Recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p.Vault.Has(c.Message.File) {
		t.Error("the file of a secret document is still there")
	}
}

func TestAVaultFileThatCannotBeWipedIsTold(t *testing.T) {
	p := newPlace(t)
	c := p.imported(t, order(t))
	path := filepath.Join(p.home, "vault", string(c.Message.File[:2]), string(c.Message.File)+".age")
	// A folder that is not empty, in the place of the file, is what nobody can remove
	// as a file, whoever runs this test.
	if err := errors.Join(os.Remove(path), os.MkdirAll(filepath.Join(path, "x"), 0o700)); err != nil {
		t.Fatal(err)
	}
	c.Document.Secrecy = office.Secret
	_, err := p.Describe(t.Context(), c)
	if !errors.Is(err, office.SecretAtTheDoor) || !strings.Contains(err.Error(), "wiping") {
		t.Errorf("told: %v", err)
	}
	if f, _ := office.FailureIn(err); strings.Contains(f.Said, "đã xóa") || !errors.Is(err, office.SecretNotWiped) {
		t.Errorf("the clerk is told %q", f.Said)
	}
}

func TestADoubtedClockKeepsAPrintCopyFromBeingMade(t *testing.T) {
	for name, c := range map[string]struct {
		now  time.Time
		want error
	}{
		"before the journal": {still{}.Now().Add(-time.Hour), office.ClockDoubted},
		"long after it":      {still{}.Now().AddDate(2, 0, 0), office.ClockDoubted},
		"never set":          {time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), office.ClockNeverSet},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			made := p.imported(t, order(t))
			p.Clock = at{c.now}
			if _, _, err := p.Make(t.Context(), made.ID, nil); !errors.Is(err, c.want) {
				t.Fatalf("made: %v", err)
			}
			if _, err := p.VouchClock(t.Context(), made.ID, clerk, "đã so với điện thoại"); (err != nil) != errors.Is(c.want, office.ClockNeverSet) {
				t.Fatalf("vouched: %v", err)
			}
			done, _, err := p.Make(t.Context(), made.ID, nil)
			if errors.Is(c.want, office.ClockNeverSet) {
				if !errors.Is(err, office.ClockNeverSet) {
					t.Errorf("made with a clock that was never set: %v", err)
				}
				return
			}
			if err != nil || done.Clock == nil || done.Clock.Why != "đã so với điện thoại" {
				t.Errorf("%v %+v", err, done.Clock)
			}
		})
	}
}

// at is a clock that stands somewhere else.
type at struct{ now time.Time }

func (a at) Now() time.Time           { return a.now }
func (at) Source() office.ClockSource { return office.ClockSource{} }

func TestCopiesThatAreMadeAtOnceAllGetTheirNumbers(t *testing.T) {
	p := newPlace(t)
	const writers = 6
	ids := make([]office.ID, writers)
	for i := range ids {
		o := order(t)
		o.Form = office.TrueCopy
		c := p.imported(t, o)
		c.Print.Signer = &office.CopySigner{Place: "Mẫu Sơn", Position: "CHỦ TỊCH", Name: "Trần Thị Ví Dụ"}
		if _, err := p.Describe(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		ids[i] = c.ID
	}
	var mu sync.Mutex
	var making sync.WaitGroup
	given := map[int]bool{}
	for _, id := range ids {
		making.Go(func() {
			c, _, err := p.Make(context.Background(), id, nil)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			given[c.Print.Number.Number] = true
			mu.Unlock()
		})
	}
	making.Wait()
	for n := 1; n <= writers; n++ {
		if !given[n] {
			t.Errorf("number %d was given to nobody: %v", n, given)
		}
	}
}

func TestWhatWasSetAsideOfAFileIsWipedWithIt(t *testing.T) {
	p := newPlace(t)
	c := p.imported(t, order(t))
	path := filepath.Join(p.home, "vault", string(c.Message.File[:2]), string(c.Message.File)+".age")
	if err := os.WriteFile(path+".damaged-1", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.Vault.Wipe(c.Message.File); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".damaged-1"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if err := p.Vault.Check(t.Context(), c.Message.File); !errors.Is(err, vault.Missing) {
		t.Errorf("%v", err)
	}
	if err := p.Vault.Wipe(c.Message.File); err != nil {
		t.Errorf("a second time: %v", err)
	}
}

// TestAMessageToldSecretAfterItsCopyWasMadeIsWipedWithTheCopy takes each press, and
// each state that is not yet the end of the act.
func TestAMessageToldSecretAfterItsCopyWasMadeIsWipedWithTheCopy(t *testing.T) {
	for _, rewrites := range []bool{false, true} {
		for _, state := range []office.State{office.Printed, office.Unsealed, office.Finished} {
			p, o := newPlace(t), order(t)
			p.Press = plainPress{rewrites: rewrites}
			o.Document.Subject = "về việc zyxw"
			if state == office.Unsealed {
				o.Document.Type = "giay-phep"
			}
			c := p.imported(t, o)
			c = p.pressedCopy(t, c.ID)
			if state != office.Printed {
				p.sent(t, c.ID, 1)
				c = p.told(t, c.ID, 1)
			}
			if c.State != state {
				t.Fatalf("the act is %s", c.State)
			}
			c.Document.Secrecy = office.Secret
			_, err := p.Describe(t.Context(), c)
			if state == office.Finished {
				if !errors.Is(err, CopyIsMade) || p.sealed(t) == 0 {
					t.Errorf("a finished act: %v", err)
				}
				continue
			}
			if !errors.Is(err, office.SecretAtTheDoor) || p.sealed(t) != 0 {
				t.Errorf("%s, rewritten %v: %v, %d files are left", state, rewrites, err, p.sealed(t))
			}
			left, err := p.store.Conversion(t.Context(), c.ID)
			if err != nil || left.State != office.Discarded || left.Document.Subject != "" || left.Mark != nil {
				t.Errorf("%v: the record keeps %+v", err, left)
			}
			if lines, err := p.store.Refusals(t.Context()); err != nil || len(lines) != 1 {
				t.Errorf("%v: the register has %+v", err, lines)
			}
			if seqs, err := p.store.OpenWords(t.Context(), c.ID); err != nil || len(seqs) > 0 {
				t.Errorf("%v: entries %v hold its words", err, seqs)
			}
			if b, err := os.ReadFile(filepath.Join(p.home, "office.db")); err != nil || bytes.Contains(b, []byte("zyxw")) {
				t.Errorf("%v: the database holds its words", err)
			}
			if err := p.Restore(t.Context(), c.ID); !errors.Is(err, NothingToRestore) {
				t.Errorf("restored: %v", err)
			}
			p.journalHolds(t)
		}
	}
}
