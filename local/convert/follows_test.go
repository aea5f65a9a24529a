package convert

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// TestWhatFollowsAnActIsNeverBeforeItNorOfAClockThatWasNeverSet signs and withdraws at
// times that cannot be, and then at one that can.
func TestWhatFollowsAnActIsNeverBeforeItNorOfAClockThatWasNeverSet(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	good := office.SignatureFinding{Verdict: office.SignatureValid, Signer: clerk.Name, CoversFile: true, Level: office.LevelB}
	d.Signatures = func(context.Context, io.ReaderAt, int64) (*office.SignatureReport, error) {
		return &office.SignatureReport{Signatures: []office.SignatureFinding{good}}, nil
	}
	c, err := d.CarryOut(ctx, anOrder(samplePages(t, "1")), nil)
	check(t, err)
	s := Signing{Wish: office.SigningWish{Clerk: clerk, Role: office.ByPerson}, Hand: handOf("chữ ký")}
	both := func() []error {
		_, signed := d.Sign(ctx, c.ID, s, nil)
		_, withdrawn := d.Withdraw(ctx, c.ID, clerk, "sai")
		return []error{signed, withdrawn}
	}
	for at, want := range map[time.Time]error{
		time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC): office.ClockNeverSet, time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC): office.ClockNeverSet,
		noon.AddDate(0, 0, -20): office.ClockBefore, noon.Add(-time.Hour): office.ClockBefore,
	} {
		d.Clock = still{at}
		for i, err := range both() {
			if !errors.Is(err, want) {
				t.Errorf("%v, %d: %v", at, i, err)
			}
		}
	}
	if _, err := d.Followers.SignedOf(ctx, c.ID); !errors.Is(err, store.NoSuchRecord) {
		t.Errorf("signed: %v", err)
	}
	d.Clock = still{noon.AddDate(0, 0, 2)}
	_, err = d.Sign(ctx, c.ID, s, nil)
	check(t, err)
	d.Clock = still{noon.AddDate(0, 0, 1)}
	if _, err := d.Sign(ctx, c.ID, s, nil); !errors.Is(err, office.ClockBefore) {
		t.Errorf("signed before the signature that it follows: %v", err)
	}
	d.Clock = still{time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC)}
	if _, err := d.WithdrawOver(ctx, c.ID, clerk, "sai", "kệ"); !errors.Is(err, office.ClockNeverSet) {
		t.Errorf("a word stood over a clock that was never set: %v", err)
	}
	d.Clock = still{noon.Add(-time.Hour)}
	w, err := d.WithdrawOver(ctx, c.ID, clerk, "sai giờ", "giờ của hồ sơ sai")
	check(t, err)
	if w.Clock == nil || w.Clock.Why != "giờ của hồ sơ sai" || len(w.Clock.Doubts) != 1 {
		t.Errorf("the record keeps %+v", w.Clock)
	}
}

func TestAClockThatIsSetRightByItselfStopsNoWithdrawal(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	c, err := d.CarryOut(ctx, anOrder(samplePages(t, "1")), nil)
	check(t, err)
	d.Clock = still{noon.Add(-20 * time.Second)}
	if w, err := d.Withdraw(ctx, c.ID, clerk, "sai"); err != nil || w.Clock != nil {
		t.Errorf("%+v, %v", w.Clock, err)
	}
}
