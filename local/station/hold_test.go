package station

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"tram/local/convert"
	"tram/local/office"
	"tram/local/people"
	"tram/local/sign"
	"tram/local/store/storetest"
)

// shutKey counts how often it was closed.
type shutKey struct {
	sign.Key
	shut atomic.Int32
}

func (k *shutKey) Close() error {
	k.shut.Add(1)
	return nil
}

// atLook does something when the accounts are looked at for the nth time from here on.
type atLook struct {
	people.Records
	nth int
	do  func()
}

func (a *atLook) Changes(ctx context.Context) (int64, error) {
	if a.nth--; a.nth == 0 {
		a.do()
	}
	return a.Records.Changes(ctx)
}

// signer is an office in which one person may sign with the signature service of the PC.
func signer(t *testing.T) (d *desk, boss people.Account, source office.KeySource) {
	t.Helper()
	d = newDesk(t)
	d.ground.outside.Service = func(context.Context, io.ReaderAt, int64, convert.Subject) ([]byte, error) { return nil, nil }
	boss = d.employ(t, accessPassword)[1]
	d.sitAs(t, boss, accessPassword)
	return d, boss, office.KeySource{Place: office.KeyInService}
}

func (d *desk) seated(t *testing.T) *people.Login {
	t.Helper()
	l, err := d.Acting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestAKeyGoesWithTheLogInThatOpensIt ends the log-in before a key is opened, in the midst
// of it, and afterwards.
func TestAKeyGoesWithTheLogInThatOpensIt(t *testing.T) {
	d, boss, source := signer(t)
	other, err := d.People().Unlock(t.Context(), boss.ID, []byte(accessPassword))
	if err != nil {
		t.Fatal(err)
	}
	well := d.people.Records
	for name, c := range map[string]struct {
		midst func()
		fails error
	}{
		"locked in the midst":      {func() { d.persons.Seated().End() }, people.Ended},
		"another enters meanwhile": {func() { _ = d.Enter(other) }, people.Ended},
		"nobody":                   {func() {}, nil},
	} {
		d.sitAs(t, boss, accessPassword)
		d.people.Records = &atLook{well, 2, c.midst} // the first asks for the right to begin
		_, err := d.OpenKey(t.Context(), source, nil)
		d.people.Records = well
		if _, open := d.HeldKey(); !errors.Is(err, c.fails) || open != (c.fails == nil) {
			t.Errorf("%s: a key is open: %v; %v", name, open, err)
		}
		source.Slot++ // otherwise nothing is to be remembered
	}
	d.sitAs(t, boss, accessPassword)
	l := d.seated(t)
	if _, err := d.OpenKey(t.Context(), source, nil); err != nil {
		t.Fatal(err)
	}
	l.End()
	if _, open := d.HeldKey(); open {
		t.Error("the key stays open after its log-in")
	}
	if _, err := d.OpenKey(t.Context(), source, nil); !errors.Is(err, people.Ended) {
		t.Errorf("opened after the end: %v", err)
	}
}

func TestAKeyThatCannotBeRememberedIsNotOpen(t *testing.T) {
	d, _, source := signer(t)
	free := storetest.Stick(t, filepath.Join(d.home, databaseName))
	said, err := d.OpenKey(t.Context(), source, nil)
	if _, open := d.HeldKey(); err == nil || open || said.Source.Place != "" {
		t.Errorf("a key is open: %v, told as %+v; %v", open, said, err)
	}
	free()
	if _, err := d.OpenKey(t.Context(), source, nil); err != nil {
		t.Error(err)
	}
	if _, open := d.HeldKey(); !open {
		t.Error("no key is open")
	}
}

// TestAKeyIsClosedOnceByWhoeverPutsItAway has keys take each other's place.
func TestAKeyIsClosedOnceByWhoeverPutsItAway(t *testing.T) {
	d, boss, _ := signer(t)
	first, second := &shutKey{}, &shutKey{}
	l := d.seated(t)
	for _, k := range []*shutKey{first, second} {
		if err := d.hold(&held{by: l, key: k}); err != nil {
			t.Fatal(err)
		}
	}
	if first.shut.Load() != 1 || second.shut.Load() != 0 {
		t.Errorf("closed: the first %d times, the second %d", first.shut.Load(), second.shut.Load())
	}
	d.sitAs(t, boss, accessPassword) // the same person again
	if second.shut.Load() != 1 {
		t.Error("who enters has the key of the one before")
	}
	late := &shutKey{}
	if err := d.hold(&held{by: l, key: late}); !errors.Is(err, people.Ended) || late.shut.Load() != 1 {
		t.Errorf("a key for a log-in that has ended: closed %d times, %v", late.shut.Load(), err)
	}
	quiet, l := &shutKey{}, d.seated(t)
	if err := d.hold(&held{by: l, key: quiet}); err != nil {
		t.Fatal(err)
	}
	l.End()
	for begun := time.Now(); quiet.shut.Load() == 0; time.Sleep(time.Millisecond) {
		if time.Since(begun) > 10*time.Second {
			t.Fatal("nobody puts away the key of a log-in that ended")
		}
	}
	if err := d.PutKeyAway(); err != nil || quiet.shut.Load() != 1 {
		t.Errorf("after the end it was closed %d times, %v", quiet.shut.Load(), err)
	}
}
