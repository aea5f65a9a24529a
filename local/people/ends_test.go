package people

import (
	"errors"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// goes sets the clock of the PC, and has the journal take an entry then.
func (w *world) goes(t *testing.T, clock *fixedClock, by *Login, at time.Time) {
	t.Helper()
	clock.at = at
	o, err := w.store.Office(ctx)
	if err != nil {
		t.Fatal(err)
	}
	o.Lookup += "x"
	if _, err := w.store.SaveOffice(With(ctx, by), store.Act{Step: "settings"}, o); err != nil {
		t.Fatal(err)
	}
}

// timely is what somebody holds that ends on a day: a token, and what was lent to them.
type timely struct {
	token  string
	holder Account
}

func (d *Desk) lendOut(t *testing.T, boss *Login, leader, holder Account, until time.Time) timely {
	t.Helper()
	if _, err := d.HandOver(ctx, boss, leader.ID, holder.ID, until, "nghỉ phép"); err != nil {
		t.Fatal(err)
	}
	text, _, err := d.MakeToken(ctx, entered(t, d, holder), "", []office.Right{office.MayRead}, until)
	if err != nil {
		t.Fatal(err)
	}
	return timely{token: text, holder: holder}
}

// ended tells whether both are over, at a new log-in.
func (d *Desk) ended(t *testing.T, of timely) (token, lent bool) {
	t.Helper()
	shown, err := d.Running(ctx, all(t, d))
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.UnlockByToken(ctx, of.token)
	if err != nil && !errors.Is(err, TokenOver) {
		t.Fatal(err)
	}
	token, lent = err != nil, entered(t, d, of.holder).May(office.MaySign) != nil
	for _, a := range shown {
		if a.ID == of.holder.ID && (len(a.Tokens) == 0) != token || a.Name == "Lê Văn Mẫu" && (len(a.Lent) == 0) != lent {
			t.Errorf("the list shows %s with %d tokens and %d loans; over: %v, %v", a.Name, len(a.Tokens), len(a.Lent), token, lent)
		}
	}
	return token, lent
}

// TestWhatHasEndedLivesNeverAgain sets the clock of the PC back after the journal has seen
// the day on which a token and a loan end.
func TestWhatHasEndedLivesNeverAgain(t *testing.T) {
	for name, back := range map[string]time.Duration{"to the day of the loan": 0, "by an hour": 72*time.Hour - time.Hour, "long before": -400 * 24 * time.Hour} {
		d, w, clock := testDesk(t)
		boss := admin(t, d)
		leader, officer := admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader), admitted(t, d, boss, "Trần Thị Mẫu", office.AsOfficer)
		lent := d.lendOut(t, boss, leader, officer, now0.Add(24*time.Hour))
		if token, loan := d.ended(t, lent); token || loan {
			t.Fatal("nothing was lent")
		}
		l := entered(t, d, officer)
		script, err := d.UnlockByToken(ctx, lent.token)
		if err != nil {
			t.Fatal(err)
		}
		w.goes(t, clock, boss, now0.Add(72*time.Hour))
		clock.at = now0.Add(back)
		if token, loan := d.ended(t, lent); !token || !loan {
			t.Errorf("%s: token over %v, loan over %v", name, token, loan)
		}
		if err := w.gate.May(With(ctx, l), office.MaySign); !errors.Is(err, NotAllowed) {
			t.Errorf("%s: who is at work goes on in the place of another: %v", name, err)
		}
		if err := w.gate.May(With(ctx, l.Work()), office.MaySign); !errors.Is(err, NotAllowed) {
			t.Errorf("%s: so does a work: %v", name, err)
		}
		if err := w.gate.May(With(ctx, script), office.MayRead); err == nil {
			t.Errorf("%s: the script goes on", name)
		}
		if err := w.gate.May(With(ctx, l), office.MayRead); err != nil {
			t.Errorf("%s: the own right ended, too: %v", name, err)
		}
	}
}

func TestWhatALogInSawEndIsOverWithoutAnEntry(t *testing.T) {
	d, _, clock := testDesk(t)
	boss := admin(t, d)
	leader, officer := admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader), admitted(t, d, boss, "Trần Thị Mẫu", office.AsOfficer)
	d.lendOut(t, boss, leader, officer, now0.Add(24*time.Hour))
	l := entered(t, d, officer)
	clock.at = now0.Add(72 * time.Hour)
	if err := l.May(office.MaySign); !errors.Is(err, NotAllowed) {
		t.Fatal(err)
	}
	clock.at = now0
	if err := l.May(office.MaySign); !errors.Is(err, NotAllowed) || len(l.Lenders()) > 0 {
		t.Errorf("the loan lives again: %v, in the place of %v", err, l.Lenders())
	}
}

// TestAnHourOfAWrongClockEndsNothingThatIsMadeLater leaves an entry of a far day behind.
func TestAnHourOfAWrongClockEndsNothingThatIsMadeLater(t *testing.T) {
	d, w, clock := testDesk(t)
	boss := admin(t, d)
	leader, officer := admitted(t, d, boss, "Lê Văn Mẫu", office.AsLeader), admitted(t, d, boss, "Trần Thị Mẫu", office.AsOfficer)
	w.goes(t, clock, boss, now0.AddDate(3, 0, 0))
	clock.at = now0.Add(time.Hour)
	lent := d.lendOut(t, boss, leader, officer, now0.Add(24*time.Hour))
	if token, loan := d.ended(t, lent); token || loan {
		t.Errorf("token over %v, loan over %v", token, loan)
	}
	w.goes(t, clock, boss, now0.Add(72*time.Hour))
	clock.at = now0
	if token, loan := d.ended(t, lent); !token || !loan {
		t.Errorf("after their day: token over %v, loan over %v", token, loan)
	}
}
