package station

import (
	"context"
	"errors"
	"testing"

	"tram/local/office"
	"tram/local/people"
)

// denied is what people were refused here, as the journal has it after the next start.
func (d *desk) denied(t *testing.T) []people.Denial {
	t.Helper()
	d.restart(t)
	all, err := people.Stored{Store: d.store}.Denials(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhoIsNotLetInIsInTheJournal(t *testing.T) {
	d := newDesk(t)
	all := d.employ(t, accessPassword)
	if _, err := d.LetIn(t.Context(), all[1].ID, []byte("sai hết cả rồi")); !errors.Is(err, people.PasswordWrong) {
		t.Fatal(err)
	}
	d.persons.Settled()
	told, err := people.Stored{Store: d.store}.Denials(t.Context())
	if err != nil || len(told) != 1 || told[0].Who != staff[1].Name || told[0].What != "Không mở khóa được: sai mật khẩu" {
		t.Errorf("told while the program runs: %+v, %v", told, err)
	}
	if _, err := d.LetIn(t.Context(), "", nil); !errors.Is(err, people.PasswordNeeded) {
		t.Fatal(err)
	}
	if told := d.denied(t); len(told) != 2 || told[1].Account != "" {
		t.Errorf("told: %+v", told)
	}
}

// TestTheEndOfTheProgramWritesWhatWasRefused has no disk take it before.
func TestTheEndOfTheProgramWritesWhatWasRefused(t *testing.T) {
	d := newDesk(t)
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[1], accessPassword)
	d.persons.Soon(func(context.Context) error { return errors.New("not yet") })
	for range 3 {
		if err := d.May(t.Context(), office.MayRun); !errors.Is(err, people.NotAllowed) {
			t.Fatal(err)
		}
	}
	if told := d.denied(t); len(told) != 1 || told[0].AtLeast != 3 || told[0].Who != staff[1].Name {
		t.Errorf("told: %+v", told)
	}
}

func TestWhatIsWrittenOutBearsWhoUnlocked(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	if got := d.author(ctx, "Tên Gõ Vào"); got != "Tên Gõ Vào" {
		t.Errorf("while nobody has an account: %q", got)
	}
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[1], accessPassword)
	if got := d.author(ctx, staff[0].Name); got != staff[1].Name {
		t.Errorf("%q, and %s has unlocked", got, staff[1].Name)
	}
}

// TestNobodyIsEnteredUnderALoan has a substitute of an administrator change who works here.
func TestNobodyIsEnteredUnderALoan(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[0], accessPassword)
	if _, err := d.SaveClerk(ctx, office.Clerk{Name: "Phạm Thị Mẫu", Position: "Công chức"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.People().HandOver(ctx, d.seated(t), all[0].ID, all[1].ID, d.clock.Now().AddDate(0, 0, 3), "nghỉ phép"); err != nil {
		t.Fatal(err)
	}
	d.sitAs(t, all[1], accessPassword)
	clerks, err := d.AllClerks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	renamed := clerks[len(clerks)-1]
	renamed.Name = "Mạc Thị Mẫu"
	for name, c := range map[string]office.Clerk{"entered": {Name: "Mạc Văn Mẫu", Position: "Công chức"}, "renamed": renamed} {
		if _, err := d.SaveClerk(ctx, c); !errors.Is(err, people.LentOnly) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if now, err := d.AllClerks(ctx); err != nil || len(now) != len(clerks) {
		t.Errorf("%d people, %v", len(now), err)
	}
}
