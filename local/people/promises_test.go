package people

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/whole"
)

// TestATokenChangesNothingOfItsPerson has a script with every right of its person.
func TestATokenChangesNothingOfItsPerson(t *testing.T) {
	d, w, clock := testDesk(t)
	boss := admin(t, d)
	clerk, leader := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk), admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader)
	text, made, err := d.MakeToken(ctx, entered(t, d, leader), "", office.AsLeader.Rights(), clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]*Login{}
	if of["a leader"], err = d.UnlockByToken(ctx, text); err != nil {
		t.Fatal(err)
	}
	if text, _, err = d.MakeToken(ctx, boss, "", office.AsAdmin.Rights(), clock.Now()); err != nil {
		t.Fatal(err)
	}
	if of["an administrator"], err = d.UnlockByToken(ctx, text); err != nil {
		t.Fatal(err)
	}
	before := len(w.entries(t))
	for name, script := range of {
		own := script.Account()
		for act, do := range map[string]func() error{
			"hands over": func() error { _, err := d.HandOver(ctx, script, own, clerk.ID, clock.Now(), ""); return err },
			"takes back": func() error { _, err := d.TakeBack(ctx, script, own); return err },
			"revokes":    func() error { _, err := d.Revoke(ctx, script, own, made.Tokens[0].ID); return err },
			"sets the password": func() error {
				_, err := d.SetPassword(ctx, script, own, []byte(goodPassword), []byte("nồi đồng cối đá"))
				return err
			},
		} {
			if err := do(); !errors.Is(err, OwnByPerson) {
				t.Errorf("the token of %s %s: %v", name, act, err)
			}
		}
	}
	if left := w.entries(t)[before:]; len(left) > 0 {
		t.Errorf("what was refused left %v", left)
	}
}

func TestAnInspectorTakesNoLoan(t *testing.T) {
	d, _, clock := testDesk(t)
	boss := admin(t, d)
	leader, sub := admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader), admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	if _, err := d.HandOver(ctx, boss, leader.ID, sub.ID, clock.Now(), ""); err != nil {
		t.Fatal(err)
	}
	if err := entered(t, d, sub).May(office.MayReview); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Repost(ctx, boss, sub.ID, []office.Post{office.AsInspector}); err != nil {
		t.Fatal(err)
	}
	if l := entered(t, d, sub); l.May(office.MayReview) == nil || len(l.Lenders()) > 0 {
		t.Errorf("who inspects may %v in the place of %v", l.Rights(), l.Lenders())
	}
}

func TestWhoComesBackHasNothingOfBefore(t *testing.T) {
	d, _, clock := testDesk(t)
	boss := admin(t, d)
	leader, sub := admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader), admitted(t, d, boss, "Trần Thị Mẫu", office.AsOfficer)
	until := clock.Now().AddDate(0, 1, 0)
	l := entered(t, d, leader)
	text, _, err := d.MakeToken(ctx, l, "", []office.Right{office.MayRead}, until)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.HandOver(ctx, l, leader.ID, sub.ID, until, ""); err != nil {
		t.Fatal(err)
	}
	if left, err := d.Leave(ctx, boss, leader.ID, "nghỉ hưu"); err != nil || len(left.Tokens)+len(left.Lent) > 0 || left.HasPassword {
		t.Errorf("who left keeps %+v, %v", left, err)
	}
	if _, err := d.Repost(ctx, boss, leader.ID, []office.Post{office.AsLeader}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.UnlockByToken(ctx, text); !errors.Is(err, TokenWrong) {
		t.Errorf("the token of before: %v", err)
	}
	if err := entered(t, d, sub).May(office.MaySign); !errors.Is(err, NotAllowed) {
		t.Errorf("the loan of before: %v", err)
	}
	if _, err := d.Unlock(ctx, leader.ID, []byte(goodPassword)); !errors.Is(err, NoPassword) {
		t.Errorf("the password of before: %v", err)
	}
}

func TestADayEndsAtMidnightInVietnam(t *testing.T) {
	midnight := time.Date(2026, 11, 27, 17, 0, 0, 0, time.UTC) // of the 27th to the 28th
	for _, day := range []time.Time{
		midnight.Add(-time.Second), midnight.Add(-24 * time.Hour), time.Date(2026, 11, 27, 0, 0, 0, 0, office.VietNam),
		midnight.Add(-time.Hour).In(time.FixedZone("-10:00", -36_000)),
	} {
		if end := endOfDay(day); !end.Equal(midnight) {
			t.Errorf("%s ends at %s", day, end)
		}
	}
	if end := endOfDay(midnight); !end.Equal(midnight.Add(24 * time.Hour)) {
		t.Errorf("the next day ends at %s", end)
	}
}

func TestALoanIsForAYearAtMostAndToWhoIsAtWork(t *testing.T) {
	d, _, clock := testDesk(t)
	boss := admin(t, d)
	sub := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	lend := func(until time.Time) error {
		_, err := d.HandOver(ctx, boss, boss.Account(), sub.ID, until, "")
		return err
	}
	for _, days := range []int{367, 400, 4000} {
		if err := lend(clock.Now().AddDate(0, 0, days)); !errors.Is(err, HandoverTooLong) {
			t.Errorf("for %d days: %v", days, err)
		}
	}
	if err := lend(clock.Now().AddDate(0, 0, 365)); err != nil {
		t.Errorf("for a year: %v", err)
	}
	if _, err := d.Lock(ctx, boss, sub.ID, "mất máy"); err != nil {
		t.Fatal(err)
	}
	if err := lend(clock.Now()); !errors.Is(err, NoSubstitute) {
		t.Errorf("to who is locked: %v", err)
	}
	if _, err := d.Leave(ctx, boss, sub.ID, ""); err != nil {
		t.Fatal(err)
	}
	if err := lend(clock.Now()); !errors.Is(err, NoSubstitute) {
		t.Errorf("to who has left: %v", err)
	}
}

// TestWhoCameInToReadOnlyReads has a disk that cannot be written as somebody comes in, and
// accounts that are changed while they are at work.
func TestWhoCameInToReadOnlyReads(t *testing.T) {
	d, w, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	well := d.Tries
	d.Tries = full{well}
	l := entered(t, d, a)
	d.Tries = well
	at := func(right office.Right) error { return w.gate.May(With(ctx, l), right) }
	if _, err := d.Repost(ctx, boss, a.ID, []office.Post{office.AsLeader}); err != nil {
		t.Fatal(err)
	}
	for _, right := range []office.Right{office.MayConvert, office.MaySign, office.MayReview} {
		if err := at(right); !errors.Is(err, NotAllowed) {
			t.Errorf("a change of the account lets them %s: %v", right.Name(), err)
		}
	}
	for _, right := range []office.Right{office.MayRead, office.MayAudit} {
		if err := at(right); err != nil {
			t.Error(err)
		}
	}
	if _, err := d.Lock(ctx, boss, a.ID, ""); err != nil {
		t.Fatal(err)
	}
	if err := at(office.MayRead); !errors.Is(err, AccountLocked) {
		t.Errorf("who is locked reads on: %v", err)
	}
}

func TestATryThatWaitsForOthersTooLongLooksAtNothing(t *testing.T) {
	d, _, _ := testDesk(t)
	a := admitted(t, d, admin(t, d), "Trần Thị Mẫu", office.AsClerk)
	release, err := whole.Turn(ctx, d.Book.tries)
	if err != nil {
		t.Fatal(err)
	}
	d.patience = 50 * time.Millisecond
	for range freeTries + 1 {
		if l, err := d.Unlock(ctx, a.ID, []byte(goodPassword)); l != nil || !errors.Is(err, OthersTry) {
			t.Errorf("%v, %v", l, err)
		}
	}
	release()
	d.patience = 0
	if told := entered(t, d, a).Told(); slices.ContainsFunc(told, func(s string) bool { return strings.Contains(s, "gõ sai") }) {
		t.Errorf("what was not looked at counts: %q", told)
	}
}

// TestABookTellsOfWhoIsBegunUnderItsWitness changes in the book whether the journal named
// an account: who could would have all work as in an office without accounts.
func TestABookTellsOfWhoIsBegunUnderItsWitness(t *testing.T) {
	d, _, _ := testDesk(t)
	boss := admin(t, d)
	all, err := d.Book.all()
	if err != nil {
		t.Fatal(err)
	}
	for name, begun := range map[string][2][]office.ID{"said to be begun": {nil, {boss.Account()}}, "said to be named": {{boss.Account()}, nil}} {
		said, err := witnessed(all, begun[0])
		if err != nil {
			t.Fatal(err)
		}
		w := written{Admissions: all, Begun: begun[1]}
		if w.Witness, err = d.Book.identity.Witness(said); err != nil {
			t.Fatal(err)
		}
		sealInto(t, d.Book.path, d.Book.identity, w)
		if _, err := d.Book.all(); !errors.Is(err, BookDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestABookIsReadUpToABound pads a genuine book.
func TestABookIsReadUpToABound(t *testing.T) {
	d, _, _ := testDesk(t)
	admin(t, d)
	all, err := d.Book.all()
	if err != nil {
		t.Fatal(err)
	}
	said, err := witnessed(all, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := written{Admissions: all}
	if w.Witness, err = d.Book.identity.Witness(said); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		padded int
		fails  error
	}{"as it may be": {1 << 20, nil}, "too large": {mostBook, BookDamaged}} {
		sealBytes(t, d.Book, append(bytes.Repeat([]byte(" "), c.padded), text...))
		if got, err := d.Book.all(); !errors.Is(err, c.fails) || err == nil && len(got) != len(all) {
			t.Errorf("%s: %d admissions, %v", name, len(got), err)
		}
	}
}

func sealBytes(t *testing.T, b *Book, text []byte) {
	t.Helper()
	f, err := os.Create(b.path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	to, err := b.identity.Seal(f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
}
