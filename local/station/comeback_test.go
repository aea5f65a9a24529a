package station

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
)

// TestAnOfficeComesBackAsItWasAtAMoment, and what would come back is told of that moment.
func TestAnOfficeComesBackAsItWasAtAMoment(t *testing.T) {
	ctx, clock := t.Context(), &hands{time.Date(2026, 11, 20, 8, 0, 0, 0, office.VietNam)}
	s, err := Open(ctx, Options{Home: filepath.Join(t.TempDir(), "nhà"), State: t.TempDir(), Passwords: people.LeastCost(), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	key, err := s.SetUp(ctx, ours, staff)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	clock.at = clock.at.Add(2 * time.Hour)
	if _, err := s.SaveClerk(ctx, office.Clerk{Name: "Trần Thị Ví Dụ"}); err != nil {
		t.Fatal(err)
	}
	where := t.TempDir()
	clock.at = clock.at.Add(2 * time.Hour)
	if _, err := s.AddCopyTarget(ctx, where); err != nil {
		t.Fatal(err)
	}
	if states, err := s.CopyNow(ctx, nil); err != nil || states[0].Silent != "" {
		t.Fatalf("%+v, %v", states, err)
	}
	find := func(at string) (office.CopyFound, error) {
		all, err := FindCopies(ctx, office.ComeBackWish{Where: where, Key: key.Key, At: at}, Outside{})
		if err != nil {
			return office.CopyFound{}, err
		}
		return all[0], nil
	}
	newest, err := find("")
	if err != nil || newest.Past || newest.Nothing || newest.Records == 0 {
		t.Fatalf("the newest: %+v, %v", newest, err)
	}
	between, err := find("09:30 20/11/2026")
	if err != nil || !between.Past || between.Nothing || between.Records >= newest.Records || !between.Head.At.Before(time.Date(2026, 11, 20, 9, 30, 0, 0, office.VietNam)) {
		t.Errorf("between two entries: %+v, of %+v, %v", between, newest, err)
	}
	if after, err := find("2026-11-20T15:00"); err != nil || after != newest {
		t.Errorf("after the newest entry: %+v, %v", after, err)
	}
	for at, want := range map[string]error{
		"07:59 20/11/2026": RestoreBefore, time.Now().Add(time.Hour).Format(time.RFC3339): RestoreAhead, "hôm kia": RestoreUnread, "25:00 20/11/2026": RestoreUnread,
	} {
		if _, err := find(at); !errors.Is(err, want) {
			t.Errorf("at %q: %v, not %v", at, err, want)
		}
		home := filepath.Join(t.TempDir(), "nhà")
		_, err := ComeBack(ctx, office.ComeBackWish{Where: where, Key: key.Key, At: at}, Options{Home: home, State: t.TempDir(), Passwords: people.LeastCost()}, nil, nil)
		if err == nil || len(below(t, filepath.Dir(home))) != 1 {
			t.Errorf("restored at %q: %v, and %v lie there", at, err, below(t, filepath.Dir(home)))
		}
	}
	home := filepath.Join(t.TempDir(), "nhà")
	came, err := ComeBack(ctx, office.ComeBackWish{Where: where, Key: key.Key, At: "09:30 20/11/2026"}, Options{Home: home, State: t.TempDir(), Passwords: people.LeastCost()}, nil, nil)
	if err != nil || came.Head != between.Head {
		t.Fatalf("%+v, %v", came, err)
	}
	back, err := Open(context.Background(), Options{Home: home, State: t.TempDir(), Passwords: people.LeastCost()})
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if clerks, err := back.AllClerks(ctx); err != nil || len(clerks) != len(staff) {
		t.Errorf("%+v, %v", clerks, err)
	}
}
