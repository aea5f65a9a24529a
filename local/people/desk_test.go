package people

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/store/storetest"
)

var now0 = time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)

type fixedClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *fixedClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}
func (*fixedClock) Source() office.ClockSource { return office.ClockSource{Name: "fixed"} }
func (c *fixedClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

const goodPassword = "khoai lang tím nướng"

var ctx = context.Background()

// admin is an office with one administrator at work.
func admin(t *testing.T, d *Desk) *Login {
	t.Helper()
	key := d.Book.identity.RecoveryKey()
	l, err := d.UnlockByRecovery(ctx, key)
	if err != nil {
		t.Fatal(err)
	}
	a, err := d.NameAdministrator(ctx, l, office.Clerk{Name: "Nguyễn Văn Mẫu"}, []office.Post{office.AsAdmin}, []byte(goodPassword))
	if err != nil {
		t.Fatal(err)
	}
	in, err := d.Unlock(ctx, a.ID, []byte(goodPassword))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func admitted(t *testing.T, d *Desk, by *Login, name string, posts ...office.Post) Account {
	t.Helper()
	a, err := d.Admit(ctx, by, office.Clerk{Name: name}, posts, []byte(goodPassword))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func entered(t *testing.T, d *Desk, a Account) *Login {
	t.Helper()
	l, err := d.Unlock(ctx, a.ID, []byte(goodPassword))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestOnlyTheRightPasswordMakesALogin(t *testing.T) {
	d, _, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	for _, wrong := range []string{"", "khoai lang tím", "Khoai lang tím nướng", "khoai lang tim nuong"} {
		if l, err := d.Unlock(ctx, a.ID, []byte(wrong)); l != nil || !errors.Is(err, PasswordWrong) && !errors.Is(err, TooManyTries) {
			t.Errorf("%q: %v, %v", wrong, l, err)
		}
	}
	d, _, _ = testDesk(t)
	boss = admin(t, d)
	a = admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	l := entered(t, d, a)
	if l.Account() != a.ID || l.Person().Name != "Trần Thị Mẫu" || l.Station() != d.Station || l.Station() == "" || l.Way() != ByPassword {
		t.Errorf("the log-in tells %+v", l)
	}
	if !slices.Equal(l.Rights(), office.AsClerk.Rights()) {
		t.Errorf("a clerk may %v", l.Rights())
	}
	if err := l.May(office.MayAdmit); !errors.Is(err, NotAllowed) {
		t.Errorf("a clerk admits: %v", err)
	}
	l.End()
	l.End()
	if err := l.May(office.MayRead); !errors.Is(err, Ended) || l.Context().Err() == nil {
		t.Errorf("after its end: %v", err)
	}
	var nobody *Login
	if err := nobody.May(office.MayRead); !errors.Is(err, NoLogin) {
		t.Errorf("nobody: %v", err)
	}
}

func TestWhatWasHandedOutOfALoginStopsWithIt(t *testing.T) {
	d, _, _ := testDesk(t)
	l := admin(t, d)
	stopped := make(chan struct{})
	l.OnEnd(func() { close(stopped) })
	l.End()
	<-stopped
	again := make(chan struct{})
	l.OnEnd(func() { close(again) })
	<-again
}

func TestWrongTriesWaitLongerAndTheRecoveryKeyDoesNot(t *testing.T) {
	d, _, clock := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	guess := func() error {
		_, err := d.Unlock(ctx, a.ID, []byte("sai hết cả rồi"))
		return err
	}
	for i := range freeTries {
		if err := guess(); !errors.Is(err, PasswordWrong) {
			t.Fatalf("try %d: %v", i+1, err)
		}
	}
	want := firstDelay
	for range 12 {
		if err := guess(); !errors.Is(err, TooManyTries) {
			t.Fatalf("a try before %s are over: %v", want, err)
		}
		if _, err := d.Unlock(ctx, a.ID, []byte(goodPassword)); !errors.Is(err, TooManyTries) {
			t.Fatalf("the right password does not wait: %v", err)
		}
		clock.pass(want - time.Millisecond)
		if err := guess(); !errors.Is(err, TooManyTries) {
			t.Fatalf("a millisecond early: %v", err)
		}
		clock.pass(time.Millisecond)
		if err := guess(); !errors.Is(err, PasswordWrong) {
			t.Fatalf("after %s: %v", want, err)
		}
		want = min(2*want, mostDelay)
	}
	if _, err := d.UnlockByRecovery(ctx, d.Book.identity.RecoveryKey()); err != nil {
		t.Errorf("the recovery key waits: %v", err)
	}
	clock.pass(mostDelay)
	l := entered(t, d, a)
	if len(l.Told()) == 0 || !strings.Contains(strings.Join(l.Told(), " "), "15 lần") {
		t.Errorf("the wrong tries are not told: %q", l.Told())
	}
	if err := guess(); !errors.Is(err, PasswordWrong) {
		t.Errorf("the right password did not end the delays: %v", err)
	}
}

func TestDelaysGrowAndAreBounded(t *testing.T) {
	last := time.Duration(0)
	for wrong := range 10_000 {
		d := Delay(wrong)
		if d < last || d > mostDelay || wrong < freeTries && d != 0 || wrong >= freeTries && d < firstDelay {
			t.Fatalf("after %d wrong tries: %s", wrong, d)
		}
		last = d
	}
	if last != mostDelay {
		t.Errorf("the delay ends at %s", last)
	}
}

// stolen writes what a thief writes who has the folder and not the identity.
func TestAnAdmissionThatTheJournalDoesNotNameLocksAndTells(t *testing.T) {
	for name, attack := range map[string]func(t *testing.T, d *Desk, w *world, older []byte){
		"an older book": func(t *testing.T, d *Desk, _ *world, older []byte) { put(t, d.Book.path, older) },
		"no book":       func(t *testing.T, d *Desk, _ *world, _ []byte) { os.Remove(d.Book.path) },
		"a post written into the database": func(t *testing.T, d *Desk, w *world, _ []byte) {
			w.rewrite(t, second(t, d), func(a *Account) { a.Posts = []office.Post{office.AsAdmin} })
		},
		"a handover written into the database": func(t *testing.T, d *Desk, w *world, _ []byte) {
			w.rewrite(t, second(t, d), func(a *Account) { a.Lent = []Handover{{To: "x", From: now0, Until: now0.AddDate(1, 0, 0)}} })
		},
		"the generation turned back": func(t *testing.T, d *Desk, w *world, _ []byte) {
			w.rewrite(t, second(t, d), func(a *Account) { a.Generation-- })
		},
		"another's hash": func(t *testing.T, d *Desk, w *world, _ []byte) {
			w.rewrite(t, second(t, d), func(a *Account) { a.Admission = all(t, d)[0].Admission })
		},
		"another's person": func(t *testing.T, d *Desk, w *world, _ []byte) {
			w.rewrite(t, second(t, d), func(a *Account) { a.Person = all(t, d)[0].Person })
		},
	} {
		d, w, clock := testDesk(t)
		boss := admin(t, d)
		a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
		older, err := os.ReadFile(d.Book.path)
		if err != nil {
			t.Fatal(err)
		}
		clock.pass(time.Hour)
		if a, err = d.SetPassword(ctx, boss, a.ID, nil, []byte("bánh chưng xanh lá dong")); err != nil {
			t.Fatal(err)
		}
		attack(t, d, w, older)
		for _, password := range []string{goodPassword, "bánh chưng xanh lá dong"} {
			if l, err := d.Unlock(ctx, a.ID, []byte(password)); l != nil || !errors.Is(err, AdmissionChanged) {
				t.Errorf("%s: %q lets in: %v, %v", name, password, l, err)
			}
		}
		told, err := d.Trouble(ctx)
		if err != nil || len(told) == 0 || !errors.Is(told[0], AdmissionChanged) {
			t.Errorf("%s is not told: %v, %v", name, told, err)
		}
	}
}

func all(t *testing.T, d *Desk) []Account {
	t.Helper()
	accounts, err := d.Accounts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return accounts
}

func second(t *testing.T, d *Desk) office.ID { return all(t, d)[1].ID }

func put(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestABookThatAnotherSealedForTheOfficeLetsNobodyIn(t *testing.T) {
	d, w, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)

	// The public half is known, so a stranger seals an own book and names it in the database.
	stranger, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	own := *d.Book
	forged := Admission{Account: a.ID, Generation: a.Generation, Standing: a.Standing, Password: newVerifier([]byte("mật khẩu của kẻ lạ"), LeastCost())}
	text := written{Admissions: []Admission{forged}}
	said, _ := witnessed(text.Admissions, nil)
	text.Witness, _ = stranger.Witness(said)
	sealInto(t, own.path, d.Book.identity, text)
	named, err := a.of(forged)
	if err != nil {
		t.Fatal(err)
	}
	w.rewrite(t, a.ID, func(a *Account) { *a = named })
	if l, err := d.Unlock(ctx, a.ID, []byte("mật khẩu của kẻ lạ")); l != nil || !errors.Is(err, BookDamaged) {
		t.Errorf("a forged book: %v, %v", l, err)
	}

	for name, b := range map[string][]byte{"cut": read(t, own.path)[:100], "empty": {}, "noise": []byte("age-encryption.org/v1\nxyz"), "foreign": []byte("không phải sổ")} {
		put(t, own.path, b)
		if l, err := d.Unlock(ctx, a.ID, []byte(goodPassword)); l != nil || !errors.Is(err, BookDamaged) {
			t.Errorf("%s: %v, %v", name, l, err)
		}
	}
	if told, err := d.Trouble(ctx); err != nil || len(told) != 1 || !errors.Is(told[0], BookDamaged) {
		t.Errorf("told: %v, %v", told, err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheRecoveryKeyNamesOneAdministratorWhomAllAreToldOf(t *testing.T) {
	d, w, clock := testDesk(t)
	boss := admin(t, d)
	clerk := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	entered(t, d, clerk).End()
	clock.pass(time.Hour)
	for _, act := range []func(by *Login) error{
		func(by *Login) error {
			_, err := d.Admit(ctx, by, office.Clerk{Name: "Lê Văn Mẫu"}, []office.Post{office.AsClerk}, []byte(goodPassword))
			return err
		},
		func(by *Login) error { _, err := d.Lock(ctx, by, clerk.ID, ""); return err },
		func(by *Login) error {
			_, err := d.SetPassword(ctx, by, boss.Account(), nil, []byte("nồi đồng cối đá"))
			return err
		},
	} {
		l, err := d.UnlockByRecovery(ctx, d.Book.identity.RecoveryKey())
		if err != nil {
			t.Fatal(err)
		}
		if err := act(l); !errors.Is(err, RecoveryOnce) {
			t.Errorf("the recovery key does more than name an administrator: %v", err)
		}
	}
	put(t, d.Book.path, []byte("hỏng"))

	key, err := d.UnlockByRecovery(ctx, strings.ToLower(d.Book.identity.RecoveryKey()))
	if err != nil {
		t.Fatal(err)
	}
	made, err := d.NameAdministrator(ctx, key, office.Clerk{Name: "Phạm Văn Mẫu"}, []office.Post{office.AsAdmin}, []byte("nồi đồng cối đá"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.NameAdministrator(ctx, key, office.Clerk{Name: "Lê Văn Mẫu"}, []office.Post{office.AsAdmin}, []byte(goodPassword)); !errors.Is(err, Ended) {
		t.Errorf("the key names a second one: %v", err)
	}
	if steps := w.steps(t); steps[len(steps)-1] != StepRecover+" "+recoveryHolder {
		t.Errorf("the journal tells %v", steps)
	}
	if kept, _ := filepath.Glob(d.Book.path + ".*.hong"); len(kept) != 1 {
		t.Errorf("what could not be read was not set aside: %v", kept)
	}

	// The others are set anew, with the posts that the new administrator says.
	in, err := d.Unlock(ctx, made.ID, []byte("nồi đồng cối đá"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SetPassword(ctx, in, clerk.ID, nil, []byte(goodPassword)); !errors.Is(err, AdmissionChanged) {
		t.Errorf("a password for an account that nobody vouches for: %v", err)
	}
	if _, err := d.Repost(ctx, in, clerk.ID, []office.Post{office.AsOfficer}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Unlock(ctx, clerk.ID, []byte(goodPassword)); !errors.Is(err, NoPassword) {
		t.Errorf("before a password is set: %v", err)
	}
	if _, err := d.SetPassword(ctx, in, clerk.ID, nil, []byte(goodPassword)); err != nil {
		t.Fatal(err)
	}
	l := entered(t, d, clerk)
	if !slices.Equal(l.Rights(), office.AsOfficer.Rights()) {
		t.Errorf("rights: %v", l.Rights())
	}
	told := strings.Join(l.Told(), "\n")
	if !strings.Contains(told, "Phạm Văn Mẫu đã thành quản trị bằng khóa khôi phục") || !strings.Contains(told, "do người khác đặt") {
		t.Errorf("told: %q", told)
	}
	clock.pass(time.Hour)
	if told := entered(t, d, clerk).Told(); len(told) != 0 {
		t.Errorf("told again: %q", told)
	}
}

func TestAnotherOfficesRecoveryKeyNamesNobody(t *testing.T) {
	d, _, _ := testDesk(t)
	other, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	if l, err := d.UnlockByRecovery(ctx, other.RecoveryKey()); l != nil || !errors.Is(err, RecoveryOther) {
		t.Errorf("%v, %v", l, err)
	}
	if l, err := d.UnlockByRecovery(ctx, "0000"); l != nil || !errors.Is(err, seal.RecoveryKeyLength) {
		t.Errorf("%v, %v", l, err)
	}
	boss := admin(t, d)
	if _, err := d.NameAdministrator(ctx, boss, office.Clerk{Name: "Lê Văn Mẫu"}, []office.Post{office.AsAdmin}, nil); !errors.Is(err, RecoveryNeeded) {
		t.Errorf("an administrator does without the key: %v", err)
	}
}

// TestAnOfficeWithoutAccountsSaysWhatEverybodyMayDo holds the line to the rights.
func TestAnOfficeWithoutAccountsSaysWhatEverybodyMayDo(t *testing.T) {
	d, w, _ := testDesk(t)
	l, err := d.UnlockUnmanned(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Rights(); !slices.Equal(got, office.Rights) {
		t.Errorf("everybody may %v", got)
	}
	if _, err := d.Admit(ctx, l, office.Clerk{Name: "Trần Thị Mẫu"}, []office.Post{office.AsAdmin}, []byte(goodPassword)); !errors.Is(err, RecoveryNeeded) {
		t.Errorf("whoever comes admits people: %v", err)
	}
	if !strings.Contains(l.Said(), "Chưa có tài khoản: ai cũng làm được, trừ lập tài khoản") {
		t.Errorf("the line says %q", l.Said())
	}
	admin(t, d)
	if _, err := d.UnlockUnmanned(ctx); !errors.Is(err, PasswordNeeded) {
		t.Errorf("with an administrator: %v", err)
	}
	storetest.Drop(t, w.path, string(KindAccount))
	if _, err := d.UnlockUnmanned(ctx); !errors.Is(err, AccountsGone) {
		t.Errorf("accounts that were taken out of the database: %v", err)
	}
	if told, _ := d.Trouble(ctx); len(told) != 1 || !errors.Is(told[0], AccountsGone) {
		t.Errorf("told: %v", told)
	}
}

// TestAnOfficeThatHadAccountsNeverWorksWithoutThem hides every account from whoever looks,
// in each way that leaves the entries of the journal as they are.
func TestAnOfficeThatHadAccountsNeverWorksWithoutThem(t *testing.T) {
	foreign, gone, other := `UPDATE records SET station = 'zz' WHERE kind = 'account'`, `DELETE FROM records WHERE kind = 'account'`, `UPDATE records SET kind = 'konto' WHERE kind = 'account'`
	for name, c := range map[string]struct {
		hide string
		book bool // stays
	}{
		"of another station": {foreign, true}, "of another station, without the book": {foreign, false},
		"deleted": {gone, true}, "deleted with the book": {gone, false}, "of another kind": {other, false},
	} {
		d, w, _ := testDesk(t)
		admitted(t, d, admin(t, d), "Trần Thị Mẫu", office.AsClerk)
		storetest.Run(t, w.path, `DELETE FROM facts WHERE kind = 'account'`, `DELETE FROM lines WHERE kind = 'account'`, c.hide)
		if !c.book {
			os.Remove(d.Book.path)
		}
		if l, err := d.UnlockUnmanned(ctx); l != nil || !errors.Is(err, AccountsGone) {
			t.Errorf("%s: %v, %v", name, l, err)
		}
		if err := w.gate.May(ctx, office.MayRead); !errors.Is(err, AccountsGone) {
			t.Errorf("%s: somebody reads: %v", name, err)
		}
		if l, err := d.UnlockAlone(ctx); l != nil || err == nil {
			t.Errorf("%s: alone: %v, %v", name, l, err)
		}
		if told, err := d.Trouble(ctx); err != nil || len(told) != 1 || !errors.Is(told[0], AccountsGone) {
			t.Errorf("%s: told %v, %v", name, told, err)
		}
		admin(t, d) // by the recovery key, as the failure says
	}
}

func TestTheOnlyPersonMayGoWithoutAPassword(t *testing.T) {
	d, w, _ := testDesk(t)
	key, _ := d.UnlockByRecovery(ctx, d.Book.identity.RecoveryKey())
	a, err := d.NameAdministrator(ctx, key, office.Clerk{Name: "Nguyễn Văn Mẫu"}, []office.Post{office.AsAdmin, office.AsClerk}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := d.UnlockAlone(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(l.Said(), "không đặt mật khẩu") {
		t.Errorf("the line says %q", l.Said())
	}
	if _, err := d.Admit(ctx, l, office.Clerk{Name: "Trần Thị Mẫu"}, []office.Post{office.AsClerk}, []byte(goodPassword)); !errors.Is(err, PasswordAmongOthers) {
		t.Errorf("a second person beside one without a password: %v", err)
	}
	if _, err := d.SetPassword(ctx, l, a.ID, nil, []byte(goodPassword)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.UnlockAlone(ctx); !errors.Is(err, PasswordNeeded) {
		t.Errorf("in spite of a password: %v", err)
	}
	waiting, err := d.Admit(ctx, l, office.Clerk{Name: "Trần Thị Mẫu"}, []office.Post{office.AsClerk}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Unlock(ctx, waiting.ID, nil); !errors.Is(err, NoPassword) {
		t.Errorf("an account that waits for its password: %v", err)
	}
	if _, err := d.SetPassword(ctx, l, waiting.ID, nil, nil); !errors.Is(err, PasswordShort) {
		t.Errorf("a password is taken away: %v", err)
	}
	if _, err := d.SetPassword(ctx, l, a.ID, []byte(goodPassword), nil); !errors.Is(err, PasswordAmongOthers) {
		t.Errorf("one of two goes without: %v", err)
	}

	// The database is made to forget the other, and that there is a password.
	storetest.Run(t, w.path, fmt.Sprintf(`DELETE FROM records WHERE id = '%s'`, second(t, d)))
	w.rewrite(t, a.ID, func(a *Account) { a.HasPassword = false })
	if l, err := d.UnlockAlone(ctx); l != nil || !errors.Is(err, AdmissionChanged) {
		t.Errorf("%v, %v", l, err)
	}
}

func TestOnlyAnAdministratorChangesOthers(t *testing.T) {
	d, w, _ := testDesk(t)
	boss := admin(t, d)
	clerk := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	other := admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader)
	inspector := admitted(t, d, boss, "Thanh Văn Mẫu", office.AsInspector)
	unmanned := newLogin("", office.Clerk{}, "", Unmanned, d.Clock, nil)
	before := len(w.entries(t))
	book := read(t, d.Book.path)
	for name, l := range map[string]*Login{"clerk": entered(t, d, clerk), "leader": entered(t, d, other), "inspector": entered(t, d, inspector), "nobody": nil, "unmanned": unmanned} {
		for act, do := range map[string]func() error{
			"admit": func() error {
				_, err := d.Admit(ctx, l, office.Clerk{Name: "Ai Đó Mẫu"}, []office.Post{office.AsAdmin}, []byte(goodPassword))
				return err
			},
			"post":   func() error { _, err := d.Repost(ctx, l, clerk.ID, []office.Post{office.AsAdmin}); return err },
			"lock":   func() error { _, err := d.Lock(ctx, l, boss.Account(), ""); return err },
			"unlock": func() error { _, err := d.Reopen(ctx, l, clerk.ID); return err },
			"leave":  func() error { _, err := d.Leave(ctx, l, boss.Account(), ""); return err },
			"passwd": func() error {
				_, err := d.SetPassword(ctx, l, boss.Account(), nil, []byte("nồi đồng cối đá"))
				return err
			},
			"hand": func() error {
				_, err := d.HandOver(ctx, l, boss.Account(), clerk.ID, now0.Add(time.Hour), "")
				return err
			},
			"return": func() error { _, err := d.TakeBack(ctx, l, boss.Account()); return err },
			"revoke": func() error { _, err := d.Revoke(ctx, l, boss.Account(), "x"); return err },
			"token":  func() error { _, _, err := d.MakeToken(ctx, l, "", []office.Right{office.MayAdmit}, now0); return err },
		} {
			if err := do(); err == nil {
				t.Errorf("%s: %s goes through", name, act)
			}
		}
	}
	if left := w.entries(t)[before:]; len(left) > 0 || string(read(t, d.Book.path)) != string(book) {
		t.Errorf("what was denied left %v", left)
	}
}

func TestSomebodyAlwaysAdministers(t *testing.T) {
	d, _, _ := testDesk(t)
	boss := admin(t, d)
	second := admitted(t, d, boss, "Trần Thị Mẫu", office.AsAdmin)
	if _, err := d.Lock(ctx, boss, second.ID, "nghỉ phép"); err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]func() error{
		"lock":  func() error { _, err := d.Lock(ctx, boss, boss.Account(), ""); return err },
		"leave": func() error { _, err := d.Leave(ctx, boss, boss.Account(), ""); return err },
		"post":  func() error { _, err := d.Repost(ctx, boss, boss.Account(), []office.Post{office.AsClerk}); return err },
	} {
		if err := do(); !errors.Is(err, LastAdmin) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.Reopen(ctx, boss, second.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Leave(ctx, boss, boss.Account(), "chuyển công tác"); err != nil {
		t.Errorf("with a second administrator: %v", err)
	}
	if _, err := d.Unlock(ctx, boss.Account(), []byte(goodPassword)); !errors.Is(err, AccountLeft) {
		t.Errorf("who left comes in: %v", err)
	}
}

func TestALockedAccountLetsNobodyIn(t *testing.T) {
	d, _, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	l := entered(t, d, a)
	text, _, err := d.MakeToken(ctx, l, "sao lưu", []office.Right{office.MayRead}, now0.Add(48*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Lock(ctx, boss, a.ID, "mất máy"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Unlock(ctx, a.ID, []byte(goodPassword)); !errors.Is(err, AccountLocked) {
		t.Errorf("password: %v", err)
	}
	if _, err := d.UnlockByToken(ctx, text); !errors.Is(err, AccountLocked) {
		t.Errorf("token: %v", err)
	}
	if _, err := d.Reopen(ctx, boss, a.ID); err != nil {
		t.Fatal(err)
	}
	entered(t, d, a)
}

func TestATokenHasTheRightsThatItNamesAndEnds(t *testing.T) {
	d, _, clock := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	l := entered(t, d, a)
	if _, _, err := d.MakeToken(ctx, l, "", []office.Right{office.MayAdmit}, now0.Add(48*time.Hour)); !errors.Is(err, NotAllowed) {
		t.Errorf("a right that the person has not: %v", err)
	}
	for name, until := range map[string]time.Time{"yesterday": now0.Add(-24 * time.Hour), "in two years": now0.AddDate(2, 0, 0)} {
		if _, _, err := d.MakeToken(ctx, l, "", []office.Right{office.MayRead}, until); !errors.Is(err, TokenDay) {
			t.Errorf("%s: %v", name, err)
		}
	}
	text, made, err := d.MakeToken(ctx, l, "in sổ hằng đêm", []office.Right{office.MayRead, office.MayConvert}, now0.Add(48*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	script, err := d.UnlockByToken(ctx, " "+text+"\n")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(script.Rights(), []office.Right{office.MayRead, office.MayConvert}) || script.Way() != ByToken {
		t.Errorf("the script may %v", script.Rights())
	}
	if _, _, err := d.MakeToken(ctx, script, "", []office.Right{office.MayRead}, now0.Add(48*time.Hour)); !errors.Is(err, TokenByPerson) {
		t.Errorf("a token makes a token: %v", err)
	}
	if _, err := d.SetPassword(ctx, script, a.ID, []byte(goodPassword), []byte("nồi đồng cối đá")); err == nil {
		t.Error("a token sets the password")
	}
	for name, other := range map[string]string{"one sign changed": flip(text), "no secret": "tram-" + made.Tokens[0].ID, "empty": "", "long": strings.Repeat("tram-a-b", 100)} {
		if _, err := d.UnlockByToken(ctx, other); !errors.Is(err, TokenWrong) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.Repost(ctx, boss, a.ID, []office.Post{office.AsInspector}); err != nil {
		t.Fatal(err)
	}
	if script, err = d.UnlockByToken(ctx, text); err != nil || !slices.Equal(script.Rights(), []office.Right{office.MayRead}) {
		t.Errorf("the token keeps what the person lost: %v, %v", script.Rights(), err)
	}
	clock.pass(57*time.Hour - time.Second) // 08:00 UTC + 57 h is midnight in Vietnam
	if err := script.May(office.MayRead); err != nil {
		t.Errorf("on its last day: %v", err)
	}
	clock.pass(time.Second)
	if err := script.May(office.MayRead); err == nil {
		t.Error("a log-in outlives its token")
	}
	if _, err := d.UnlockByToken(ctx, text); !errors.Is(err, TokenOver) {
		t.Errorf("over: %v", err)
	}
}

func flip(text string) string {
	last := text[len(text)-2]
	other := byte('a')
	if last == other {
		other = 'b'
	}
	return text[:len(text)-2] + string(other) + text[len(text)-1:]
}

func TestASubstituteActsInTheirOwnNameUntilTheDayIsOver(t *testing.T) {
	d, _, clock := testDesk(t)
	boss := admin(t, d)
	leader := admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader)
	officer := admitted(t, d, boss, "Trần Thị Mẫu", office.AsOfficer)
	inspector := admitted(t, d, boss, "Thanh Văn Mẫu", office.AsInspector)
	l := entered(t, d, leader)
	if _, err := d.HandOver(ctx, l, leader.ID, inspector.ID, now0, "ốm"); !errors.Is(err, NoSubstitute) {
		t.Errorf("to an inspector: %v", err)
	}
	if _, err := d.HandOver(ctx, l, leader.ID, leader.ID, now0, "ốm"); !errors.Is(err, NoSubstitute) {
		t.Errorf("to oneself: %v", err)
	}
	if _, err := d.HandOver(ctx, l, leader.ID, officer.ID, now0.Add(-48*time.Hour), "ốm"); !errors.Is(err, HandoverOver) {
		t.Errorf("until a day that is over: %v", err)
	}
	if _, err := d.HandOver(ctx, l, leader.ID, officer.ID, now0.Add(24*time.Hour), "ốm"); err != nil {
		t.Fatal(err)
	}
	sub := entered(t, d, officer)
	if actor, err := sub.Actor(office.MaySign); err != nil || actor != "Trần Thị Mẫu (thay Lê Văn Mẫu)" {
		t.Errorf("a lent right: %q, %v", actor, err)
	}
	if actor, err := sub.Actor(office.MayConvert); err != nil || actor != "Trần Thị Mẫu" {
		t.Errorf("an own right: %q, %v", actor, err)
	}
	if err := sub.May(office.MayAdmit); err == nil {
		t.Error("more than was lent")
	}
	if !strings.Contains(sub.Said(), "đang thay Lê Văn Mẫu") {
		t.Errorf("the line says %q", sub.Said())
	}
	if _, _, err := d.MakeToken(ctx, sub, "", []office.Right{office.MaySign}, now0.Add(24*time.Hour)); !errors.Is(err, NotAllowed) {
		t.Errorf("a token of what was lent: %v", err)
	}
	clock.pass(33*time.Hour - time.Second) // midnight in Vietnam
	if err := sub.May(office.MaySign); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	clock.pass(time.Second)
	if err := sub.May(office.MaySign); !errors.Is(err, NotAllowed) {
		t.Errorf("it does not come back by itself: %v", err)
	}
	if err := entered(t, d, officer).May(office.MaySign); !errors.Is(err, NotAllowed) {
		t.Errorf("nor at the next log-in: %v", err)
	}
}

func TestWhatWasLentComesBackWithTheLender(t *testing.T) {
	d, _, _ := testDesk(t)
	boss := admin(t, d)
	leader := admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader)
	officer := admitted(t, d, boss, "Trần Thị Mẫu", office.AsOfficer)
	third := admitted(t, d, boss, "Phạm Văn Mẫu", office.AsOfficer)
	lend := func() {
		t.Helper()
		if _, err := d.HandOver(ctx, boss, leader.ID, officer.ID, now0, "ốm"); err != nil {
			t.Fatal(err)
		}
		if err := entered(t, d, officer).May(office.MaySign); err != nil {
			t.Fatal(err)
		}
	}
	lend()
	if _, err := d.HandOver(ctx, entered(t, d, officer), officer.ID, third.ID, now0, ""); err != nil {
		t.Fatal(err)
	}
	if err := entered(t, d, third).May(office.MaySign); err == nil {
		t.Error("what was lent is lent on")
	}
	for name, end := range map[string]func() error{
		"taken back": func() error { _, err := d.TakeBack(ctx, entered(t, d, leader), leader.ID); return err },
		"locked":     func() error { _, err := d.Lock(ctx, boss, leader.ID, ""); return err },
	} {
		if err := end(); err != nil {
			t.Fatal(err)
		}
		if err := entered(t, d, officer).May(office.MaySign); err == nil {
			t.Errorf("%s: the substitute goes on", name)
		}
		if name == "taken back" {
			lend()
		} else if _, err := d.Reopen(ctx, boss, leader.ID); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhoIsCutOffBetweenBookAndJournalComesInAsBefore(t *testing.T) {
	d, w, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	free := storetest.Stick(t, w.path)
	if _, err := d.SetPassword(ctx, boss, a.ID, nil, []byte("nồi đồng cối đá")); err == nil {
		t.Fatal("the change is told as done")
	}
	free()
	if _, err := d.Unlock(ctx, a.ID, []byte("nồi đồng cối đá")); !errors.Is(err, PasswordWrong) {
		t.Errorf("the password that the journal does not name: %v", err)
	}
	entered(t, d, a)
	if _, err := d.SetPassword(ctx, boss, a.ID, nil, []byte("nồi đồng cối đá")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Unlock(ctx, a.ID, []byte("nồi đồng cối đá")); err != nil {
		t.Error(err)
	}
	all, err := d.Book.all()
	if err != nil || len(all) != 2 {
		t.Errorf("the book holds %d admissions of two accounts, %v", len(all), err)
	}
}

func TestAnOwnPasswordIsChangedByWhoKnowsIt(t *testing.T) {
	d, _, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	l := entered(t, d, a)
	if _, err := d.SetPassword(ctx, l, a.ID, []byte("sai"), []byte("nồi đồng cối đá")); !errors.Is(err, PasswordWrong) {
		t.Errorf("without the one before: %v", err)
	}
	if _, err := d.SetPassword(ctx, l, a.ID, []byte(goodPassword), []byte("tranthimau1985")); !errors.Is(err, PasswordOwn) {
		t.Errorf("the own name: %v", err)
	}
	if _, err := d.SetPassword(ctx, l, a.ID, []byte(goodPassword), []byte("nồi đồng cối đá")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Unlock(ctx, a.ID, []byte(goodPassword)); !errors.Is(err, PasswordWrong) {
		t.Errorf("the one before still opens: %v", err)
	}
}

func TestPeopleAreNamedAsTheyAreTyped(t *testing.T) {
	d, _, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	b := admitted(t, d, boss, "Trần Thị Mậu", office.AsClerk)
	for who, want := range map[string]office.ID{"Trần Thị Mẫu": a.ID, " Trần  Thị Mậu ": b.ID, "nguyen van mau": boss.Account(), string(a.ID): a.ID} {
		if found, err := d.Named(ctx, who); err != nil || found.ID != want {
			t.Errorf("%q: %v, %v", who, found.ID, err)
		}
	}
	if _, err := d.Named(ctx, "tran thi mau"); !errors.Is(err, PersonTwice) {
		t.Errorf("two are alike: %v", err)
	}
	if _, err := d.Named(ctx, "Không Có Ai"); !errors.Is(err, NoSuchPerson) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := d.Admit(ctx, boss, office.Clerk{Name: "Trần Thị Mẫu"}, []office.Post{office.AsClerk}, []byte(goodPassword)); !errors.Is(err, HasAccount) {
		t.Errorf("a second account: %v", err)
	}
	if _, err := d.Admit(ctx, boss, office.Clerk{Name: "Phạm Văn Mẫu"}, []office.Post{office.AsInspector, office.AsClerk}, []byte(goodPassword)); !errors.Is(err, InspectorAlone) {
		t.Errorf("an inspector who converts: %v", err)
	}
}

func TestNoSecretLiesOpen(t *testing.T) {
	d, w, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	text, _, err := d.MakeToken(ctx, entered(t, d, a), "", []office.Right{office.MayRead}, now0)
	if err != nil {
		t.Fatal(err)
	}
	all, err := d.Book.all()
	if err != nil {
		t.Fatal(err)
	}
	open := string(read(t, d.Book.path)) + string(read(t, w.path)) + string(read(t, w.path+"-wal"))
	secrets := []string{goodPassword, text, strings.Split(text, "-")[2]}
	for _, adm := range all {
		secrets = append(secrets, string(adm.Password.Salt), string(adm.Password.Sum))
	}
	for _, s := range secrets {
		if strings.Contains(open, s) {
			t.Errorf("%q lies open", s)
		}
	}
	if info, err := os.Stat(d.Book.path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the book is readable: %v, %v", info.Mode(), err)
	}
}

func TestChangesAtOnceLockNobodyOut(t *testing.T) {
	d, w, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	other := w.again(t, d)
	var wait sync.WaitGroup
	for i, desk := range []*Desk{d, other, d, other, d, other} {
		wait.Go(func() {
			if _, err := desk.Repost(ctx, boss, a.ID, []office.Post{office.Posts[i%3]}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	entered(t, d, a)
	if now := all(t, d)[1]; now.Generation != a.Generation+6 {
		t.Errorf("generation %d after six changes of %d", now.Generation, a.Generation)
	}
}

func TestWhoComesInWhileTheirAccountIsChangedIsNotLockedOut(t *testing.T) {
	d, _, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 12 {
			if _, err := d.Repost(ctx, boss, a.ID, []office.Post{office.Posts[i%3]}); err != nil {
				t.Error(err)
			}
		}
	}()
	for changing := true; changing; {
		select {
		case <-done:
			changing = false
		default:
		}
		if _, err := d.Unlock(ctx, a.ID, []byte(goodPassword)); err != nil {
			t.Fatal(err)
		}
		if told, err := d.Trouble(ctx); err != nil || len(told) > 0 {
			t.Fatal(told, err)
		}
	}
}

// TestWhoWaitsForAPasswordDoesNotComeInAsTheOnlyPerson takes the others out of the
// database.
func TestWhoWaitsForAPasswordDoesNotComeInAsTheOnlyPerson(t *testing.T) {
	d, w, _ := testDesk(t)
	boss := admin(t, d)
	if _, err := d.Admit(ctx, boss, office.Clerk{Name: "Trần Thị Mẫu"}, []office.Post{office.AsClerk}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.UnlockAlone(ctx); !errors.Is(err, PasswordNeeded) {
		t.Errorf("beside another: %v", err)
	}
	storetest.Run(t, w.path, fmt.Sprintf(`DELETE FROM records WHERE id = '%s'`, boss.Account()))
	if l, err := d.UnlockAlone(ctx); l != nil || !errors.Is(err, AccountsGone) {
		t.Errorf("alone in the database: %v, %v", l, err)
	}
}

// TestAHandoverIsBelievedOnlyOfAnAdmissionThatStands writes one into the database.
func TestAHandoverIsBelievedOnlyOfAnAdmissionThatStands(t *testing.T) {
	d, w, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsOfficer)
	w.rewrite(t, boss.Account(), func(of *Account) { of.Lent = []Handover{{To: a.ID, From: now0, Until: now0.AddDate(0, 1, 0)}} })
	if l := entered(t, d, a); l.May(office.MayAdmit) == nil {
		t.Error("a handover that nobody made lends rights")
	}
}

// refusing is the journal of a disk that takes no account.
type refusing struct {
	Records
	err error
}

func (r refusing) SaveAccount(context.Context, *Login, string, Account, *office.Clerk) (Account, error) {
	return Account{}, r.err
}

func TestAnAccountThatTheJournalRefusedLocksNobodyOut(t *testing.T) {
	for name, cut := range map[string]bool{"refused": false, "cut off": true} {
		d, w, _ := testDesk(t)
		key, err := d.UnlockByRecovery(ctx, d.Book.identity.RecoveryKey())
		if err != nil {
			t.Fatal(err)
		}
		well := d.Records
		d.Records = refusing{well, store.DiskFull}
		if _, err := d.NameAdministrator(ctx, key, office.Clerk{Name: "Nguyễn Văn Mẫu"}, []office.Post{office.AsAdmin}, []byte(goodPassword)); !errors.Is(err, store.DiskFull) {
			t.Fatal(err)
		}
		d.Records = well
		if cut { // as if the program had ended before it took the admission out again
			if err := d.Book.write([]Admission{{Account: "a", Generation: 1, Begun: true, Standing: Standing{Person: "p", Posts: []office.Post{office.AsAdmin}}}}); err != nil {
				t.Fatal(err)
			}
		}
		if l, err := d.UnlockUnmanned(ctx); err != nil || l == nil {
			t.Errorf("%s: all are locked out: %v", name, err)
		}
		if told, err := d.Trouble(ctx); err != nil || len(told) != 0 {
			t.Errorf("%s: told %v, %v", name, told, err)
		}
		admin(t, d)
		storetest.Drop(t, w.path, string(KindAccount))
		if _, err := d.UnlockUnmanned(ctx); !errors.Is(err, AccountsGone) {
			t.Errorf("%s: accounts that were taken away later: %v", name, err)
		}
	}
}

// TestNothingThatIsDoneUnderALoanOutlastsIt tries each change of an account under an
// administrator's right that was lent.
func TestNothingThatIsDoneUnderALoanOutlastsIt(t *testing.T) {
	d, w, clock := testDesk(t)
	l := admin(t, d)
	clerk, other := admitted(t, d, l, "Trần Thị Ví Dụ", office.AsClerk), admitted(t, d, l, "Lê Văn Mẫu", office.AsOfficer)
	shut := admitted(t, d, l, "Phạm Thị Mẫu", office.AsClerk)
	if _, err := d.Lock(ctx, l, shut.ID, "nghi lộ mật khẩu"); err != nil {
		t.Fatal(err)
	}
	lender, in2 := all(t, d)[0].ID, clock.Now().Add(48*time.Hour)
	if _, err := d.HandOver(ctx, l, lender, clerk.ID, in2, "nghỉ"); err != nil {
		t.Fatal(err)
	}
	sub := entered(t, d, clerk)
	before, book := len(w.entries(t)), read(t, d.Book.path)
	newcomer := office.Clerk{Name: "Mạc Văn Mẫu"}
	for name, do := range map[string]func() error{
		"makes himself one": func() error { _, err := d.Repost(ctx, sub, clerk.ID, []office.Post{office.AsAdmin}); return err },
		"makes another one": func() error { _, err := d.Repost(ctx, sub, other.ID, []office.Post{office.AsAdmin}); return err },
		"changes a post":    func() error { _, err := d.Repost(ctx, sub, other.ID, []office.Post{office.AsLeader}); return err },
		"locks the lender":  func() error { _, err := d.Lock(ctx, sub, lender, "x"); return err },
		"locks himself":     func() error { _, err := d.Lock(ctx, sub, clerk.ID, "x"); return err },
		"opens an account":  func() error { _, err := d.Reopen(ctx, sub, shut.ID); return err },
		"has one leave":     func() error { _, err := d.Leave(ctx, sub, other.ID, "x"); return err },
		"sets the lender's password": func() error {
			_, err := d.SetPassword(ctx, sub, lender, nil, []byte("bốn con mèo đen nhánh"))
			return err
		},
		"sets a password": func() error {
			_, err := d.SetPassword(ctx, sub, other.ID, nil, []byte("bốn con mèo đen nhánh"))
			return err
		},
		"takes over from a third person": func() error { _, err := d.HandOver(ctx, sub, other.ID, clerk.ID, in2, "x"); return err },
		"lends for a third person":       func() error { _, err := d.HandOver(ctx, sub, other.ID, lender, in2, "x"); return err },
		"admits an administrator": func() error {
			_, err := d.Admit(ctx, sub, newcomer, []office.Post{office.AsAdmin}, []byte(goodPassword))
			return err
		},
		"admits a leader": func() error {
			_, err := d.Admit(ctx, sub, newcomer, []office.Post{office.AsLeader}, []byte(goodPassword))
			return err
		},
		"admits one without a password": func() error {
			_, err := d.Admit(ctx, sub, newcomer, []office.Post{office.AsInspector}, nil)
			return err
		},
		"takes the lender's handover back": func() error { _, err := d.TakeBack(ctx, sub, lender); return err },
	} {
		if err := do(); !errors.Is(err, LentOnly) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := d.MakeToken(ctx, sub, "", []office.Right{office.MayAdmit}, in2); !errors.Is(err, NotAllowed) {
		t.Errorf("a token of the lent right: %v", err)
	}
	if left := w.entries(t)[before:]; len(left) > 0 || string(read(t, d.Book.path)) != string(book) {
		t.Errorf("what was refused left %v", left)
	}
	if _, err := d.Lock(ctx, sub, other.ID, "nghỉ việc"); err != nil {
		t.Errorf("what the substitute is for: %v", err)
	}
	if _, err := d.SetPassword(ctx, sub, clerk.ID, []byte(goodPassword), []byte("bốn con mèo đen nhánh")); err != nil {
		t.Errorf("the own password: %v", err)
	}
}

// TestUnderALoanTokensAndLoansOfOthersAreTakenAway does what a substitute is there for.
func TestUnderALoanTokensAndLoansOfOthersAreTakenAway(t *testing.T) {
	d, _, clock := testDesk(t)
	boss := admin(t, d)
	sub, other := admitted(t, d, boss, "Trần Thị Ví Dụ", office.AsClerk), admitted(t, d, boss, "Lê Văn Mẫu", office.AsOfficer)
	until := clock.Now().Add(48 * time.Hour)
	o := entered(t, d, other)
	_, made, err := d.MakeToken(ctx, o, "", []office.Right{office.MayRead}, until)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.HandOver(ctx, o, other.ID, boss.Account(), until, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := d.HandOver(ctx, boss, boss.Account(), sub.ID, until, ""); err != nil {
		t.Fatal(err)
	}
	l := entered(t, d, sub)
	if _, err := d.Revoke(ctx, l, other.ID, made.Tokens[0].ID); err != nil {
		t.Error(err)
	}
	if made, err := d.TakeBack(ctx, l, other.ID); err != nil || len(made.Lent)+len(made.Tokens) > 0 {
		t.Errorf("%+v, %v", made, err)
	}
}

func TestTokensEndWithThePasswordThatAnotherSets(t *testing.T) {
	d, _, clock := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	token := func() string {
		t.Helper()
		text, _, err := d.MakeToken(ctx, entered(t, d, a), "", []office.Right{office.MayRead}, clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	text := token()
	if _, err := d.SetPassword(ctx, entered(t, d, a), a.ID, []byte(goodPassword), []byte(goodPassword)); err != nil {
		t.Fatal(err)
	}
	script, err := d.UnlockByToken(ctx, text)
	if err != nil {
		t.Errorf("after the person set their own password: %v", err)
	}
	if a, err = d.SetPassword(ctx, boss, a.ID, nil, []byte(goodPassword)); err != nil || len(a.Tokens) > 0 {
		t.Fatal(a, err)
	}
	if _, err := d.UnlockByToken(ctx, text); !errors.Is(err, TokenWrong) {
		t.Errorf("after an administrator set the password: %v", err)
	}
	if err := d.refresh(ctx, script); err != nil || script.May(office.MayRead) == nil {
		t.Errorf("the script that runs goes on, %v", err)
	}
	text = token()
	key, err := d.UnlockByRecovery(ctx, d.Book.identity.RecoveryKey())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.NameAdministrator(ctx, key, office.Clerk{Name: "Trần Thị Mẫu"}, []office.Post{office.AsAdmin}, []byte("nồi đồng cối đá")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.UnlockByToken(ctx, text); !errors.Is(err, TokenWrong) {
		t.Errorf("after the recovery key set it: %v", err)
	}
}

func TestAnInspectorLendsNothing(t *testing.T) {
	d, _, clock := testDesk(t)
	boss := admin(t, d)
	clerk, inspector := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk), admitted(t, d, boss, "Thanh Văn Mẫu", office.AsInspector)
	for name, by := range map[string]*Login{"the inspector": entered(t, d, inspector), "an administrator": boss} {
		if _, err := d.HandOver(ctx, by, inspector.ID, clerk.ID, clock.Now(), ""); !errors.Is(err, InspectorLends) {
			t.Errorf("handed over by %s: %v", name, err)
		}
	}
	// One that was lent by who became an inspector later, or by an older program.
	leader := admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader)
	if _, err := d.HandOver(ctx, boss, leader.ID, clerk.ID, clock.Now(), ""); err != nil {
		t.Fatal(err)
	}
	l := entered(t, d, clerk)
	if err := l.May(office.MayAudit); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Repost(ctx, boss, leader.ID, []office.Post{office.AsInspector}); err != nil {
		t.Fatal(err)
	}
	if err := entered(t, d, clerk).May(office.MayAudit); !errors.Is(err, NotAllowed) {
		t.Errorf("at the next log-in: %v", err)
	}
	if err := d.refresh(ctx, l); err != nil || l.May(office.MayAudit) == nil {
		t.Errorf("who is at work goes on, %v", err)
	}
}

// full is a count of tries on a disk that takes nothing.
type full struct{ Counter }

func (full) BookTry(context.Context, office.ID, func(int) time.Duration) (time.Duration, error) {
	return 0, store.ReadOnly
}

func TestWhereNothingCanBeWrittenARightPasswordReads(t *testing.T) {
	d, _, _ := testDesk(t)
	a := admitted(t, d, admin(t, d), "Trần Thị Ví Dụ", office.AsClerk)
	d.Tries = full{d.Tries}
	if _, err := d.Unlock(ctx, a.ID, []byte("sai rồi nhé bạn ơi")); !errors.Is(err, PasswordWrong) {
		t.Errorf("a wrong password: %v", err)
	}
	l, err := d.Unlock(ctx, a.ID, []byte(goodPassword))
	if err != nil {
		t.Fatal(err)
	}
	if err := l.May(office.MayRead); err != nil {
		t.Error(err)
	}
	if err := l.May(office.MayConvert); !errors.Is(err, NotAllowed) {
		t.Errorf("changes are allowed: %v", err)
	}
	if !slices.ContainsFunc(l.Told(), func(s string) bool { return strings.Contains(s, "không ghi được") }) {
		t.Errorf("told %q", l.Told())
	}
}

// TestABookThatWasPutBackHangsNobody lays an older book down while an administrator works:
// the change is refused at once, and again after that.
func TestABookThatWasPutBackHangsNobody(t *testing.T) {
	d, _, _ := testDesk(t)
	boss := admin(t, d)
	other := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	old, err := os.ReadFile(d.Book.path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SetPassword(ctx, boss, boss.Account(), []byte(goodPassword), []byte("một câu khác hẳn đủ dài 77")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.Book.path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	patient, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	for range 2 {
		if _, err := d.Lock(patient, boss, other.ID, "thử"); !errors.Is(err, AdmissionChanged) && !errors.Is(err, Ended) {
			t.Errorf("locked under an older book: %v", err)
		}
	}
	if patient.Err() != nil {
		t.Error("it hung until it was told to stop")
	}
}
