package people

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
)

func TestTenWhoGuessAtOnceHaveThreeTries(t *testing.T) {
	d, w, _ := testDesk(t)
	boss := admin(t, d)
	a := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	var looked, waited atomic.Int64
	var wait sync.WaitGroup
	for range 10 {
		other := w.again(t, d)
		wait.Go(func() {
			for range 5 {
				switch _, err := other.Unlock(ctx, a.ID, []byte("đoán bừa một câu")); {
				case errors.Is(err, PasswordWrong):
					looked.Add(1)
				case errors.Is(err, TooManyTries):
					waited.Add(1)
				default:
					t.Errorf("a wrong guess: %v", err)
				}
			}
		})
	}
	wait.Wait()
	if looked.Load() != freeTries || waited.Load() != 50-freeTries {
		t.Errorf("%d guesses were looked at, %d waited", looked.Load(), waited.Load())
	}
}

func TestRightPasswordsAtOnceAllComeIn(t *testing.T) {
	d, w, _ := testDesk(t)
	a := admitted(t, d, admin(t, d), "Trần Thị Mẫu", office.AsClerk)
	var wait sync.WaitGroup
	for range 8 {
		other := w.again(t, d)
		wait.Go(func() {
			if _, err := other.Unlock(ctx, a.ID, []byte(goodPassword)); err != nil {
				t.Errorf("a right password: %v", err)
			}
		})
	}
	wait.Wait()
}

func TestAChangeIsMadeByALoginWithTheRightOfItsStep(t *testing.T) {
	d, w, _ := testDesk(t)
	o, err := w.store.Office(ctx)
	if err != nil {
		t.Fatal(err)
	}
	change := func() error {
		next := o
		next.Lookup += "x"
		kept, err := w.store.SaveOffice(ctx, store.Act{Actor: "Tên gõ vào", Step: "settings"}, next)
		if err == nil {
			o = kept
		}
		return err
	}
	if err := change(); err != nil {
		t.Errorf("in an office without accounts: %v", err)
	}
	everybody, err := d.UnlockUnmanned(ctx)
	if err != nil {
		t.Fatal(err)
	}
	w.gate.Seat(everybody)
	if err := change(); err != nil {
		t.Errorf("who sits in an office without accounts: %v", err)
	}
	boss := admin(t, w.again(t, d)) // in another program
	clerk := entered(t, d, admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk))
	if err := change(); !errors.Is(err, NoLogin) {
		t.Errorf("nobody has unlocked: %v", err)
	}
	w.gate.Seat(clerk)
	if err := change(); !errors.Is(err, NotAllowed) {
		t.Errorf("a clerk sets the station up: %v", err)
	}
	w.gate.Seat(boss)
	if err := clerk.May(office.MayRead); !errors.Is(err, Ended) {
		t.Errorf("two sit at one program: %v", err)
	}
	if err := change(); err != nil {
		t.Errorf("an administrator: %v", err)
	}
	all := w.entries(t)
	if last := all[len(all)-1]; last.Actor != "Nguyễn Văn Mẫu" {
		t.Errorf("the journal tells of %q", last.Actor)
	}
	boss.End()
	if err := change(); !errors.Is(err, Ended) {
		t.Errorf("after the end: %v", err)
	}
}

func TestWhatWasDeniedIsGatheredByPersonAndHour(t *testing.T) {
	d, w, clock := testDesk(t)
	boss := admin(t, d)
	clerk := entered(t, d, admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk))
	kept := Stored{Store: w.store, Station: "Phần mềm"}
	before := len(w.entries(t))
	deny := func(times int) {
		t.Helper()
		for range times {
			if err := w.gate.May(With(ctx, clerk), office.MayRun); !errors.Is(err, NotAllowed) {
				t.Fatal(err)
			}
			if err := w.gate.Told(ctx, kept.Deny); err != nil {
				t.Fatal(err)
			}
		}
	}
	deny(100)
	told, err := kept.Denials(ctx)
	if err != nil || len(told) != 1 {
		t.Fatalf("%v, %v", told, err)
	}
	if d := told[0]; d.Who != "Trần Thị Mẫu" || d.Account != clerk.Account() || d.AtLeast != 64 || d.What != "Không có quyền thiết lập trạm" || !d.Hour.Equal(now0) {
		t.Errorf("told: %+v", d)
	}
	if n := len(w.entries(t)) - before; n != 7 {
		t.Errorf("100 refusals made %d entries", n)
	}
	clock.pass(time.Hour)
	deny(1)
	if told, err = kept.Denials(ctx); err != nil || len(told) != 2 || told[1].AtLeast != 1 {
		t.Errorf("an hour later: %v, %v", told, err)
	}
	w.gate.Refused(ctx, clerk.Account(), PasswordWrong)
	w.gate.Refused(ctx, clerk.Account(), errors.New("of no concern"))
	if err := w.gate.Told(ctx, kept.Deny); err != nil {
		t.Fatal(err)
	}
	if told, err = kept.Denials(ctx); err != nil || len(told) != 3 || told[2].What != "Không mở khóa được: sai mật khẩu" {
		t.Errorf("a wrong password: %v, %v", told, err)
	}
}

func TestAnActOfASubstituteTellsForWhom(t *testing.T) {
	d, w, _ := testDesk(t)
	boss := admin(t, d)
	clerk := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	if _, err := d.HandOver(ctx, boss, boss.Account(), clerk.ID, now0, "đi họp"); err != nil {
		t.Fatal(err)
	}
	w.gate.Seat(entered(t, d, clerk))
	o, err := w.store.Office(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.SaveOffice(ctx, store.Act{Step: "settings"}, o); err != nil {
		t.Fatal(err)
	}
	all := w.entries(t)
	if last := all[len(all)-1]; last.Actor != "Trần Thị Mẫu (thay Nguyễn Văn Mẫu)" {
		t.Errorf("the journal tells of %q", last.Actor)
	}
}

func TestWhatIsTakenFromAPersonAtWorkIsGoneAtOnce(t *testing.T) {
	d, w, clock := testDesk(t)
	boss := admin(t, d)
	clerk := admitted(t, d, boss, "Trần Thị Mẫu", office.AsClerk)
	leader := admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader)
	elsewhere := w.again(t, d) // another program, in which the administrator sits
	at := func(l *Login, right office.Right) error { return w.gate.May(With(ctx, l), right) }

	l := entered(t, d, clerk)
	text, made, err := d.MakeToken(ctx, l, "", []office.Right{office.MayRead}, now0)
	if err != nil {
		t.Fatal(err)
	}
	script, err := d.UnlockByToken(ctx, text)
	if err != nil {
		t.Fatal(err)
	}
	if err := at(l, office.MaySign); err != nil {
		t.Fatal(err)
	}
	if _, err := elsewhere.Repost(ctx, boss, clerk.ID, []office.Post{office.AsOfficer}); err != nil {
		t.Fatal(err)
	}
	if err := at(l, office.MaySign); !errors.Is(err, NotAllowed) {
		t.Errorf("a post that was taken: %v", err)
	}
	if _, err := elsewhere.HandOver(ctx, boss, leader.ID, clerk.ID, now0, ""); err != nil {
		t.Fatal(err)
	}
	if err := at(l, office.MaySign); err != nil {
		t.Errorf("what was lent meanwhile: %v", err)
	}
	if _, err := elsewhere.TakeBack(ctx, boss, leader.ID); err != nil {
		t.Fatal(err)
	}
	if err := at(l, office.MaySign); !errors.Is(err, NotAllowed) {
		t.Errorf("what was lent and taken back: %v", err)
	}
	if err := at(script, office.MayRead); err != nil {
		t.Errorf("the script: %v", err)
	}
	if _, err := elsewhere.Revoke(ctx, boss, clerk.ID, made.Tokens[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := at(script, office.MayRead); !errors.Is(err, NotAllowed) {
		t.Errorf("a token that was revoked: %v", err)
	}
	clock.pass(time.Minute)
	if _, err := elsewhere.Lock(ctx, boss, clerk.ID, "nghi lộ mật khẩu"); err != nil {
		t.Fatal(err)
	}
	if err := at(l, office.MayRead); !errors.Is(err, AccountLocked) {
		t.Errorf("an account that was locked: %v", err)
	}
	if l.Context().Err() == nil {
		t.Error("the log-in of a locked account goes on")
	}
}
