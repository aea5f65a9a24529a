package meetings

import (
	"errors"
	"testing"
	"time"

	"tram/local/office"
)

// TestWhatWasHeldStaysWhereItWas in the calendar: minutes tell when and where; what did not take place yet is
// moved and called off as ever.
func TestWhatWasHeldStaysWhereItWas(t *testing.T) {
	s, ctx := opened(t), t.Context()
	held := func(m office.Meeting, at string) office.Meeting {
		t.Helper()
		m.State, m.People = office.MeetingConfirmed, []office.MeetingPerson{{Name: "Trần Thị Ví Dụ", Role: office.MeetingChair}}
		m, err := Arrange(ctx, s, who, m)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Note(ctx, s, who, office.MeetingEntry{Meeting: m.ID, Time: at, Deed: office.MeetingOpened, At: s.Time().Add(-time.Hour), Frame: Frame(m, at)}); err != nil {
			t.Fatal(err)
		}
		return m
	}
	once := held(plain("Đã họp", "2020-06-03T08:00:00", 60), "")
	if _, err := Move(ctx, s, who, once.ID, "", office.Shift{When: office.Timing{Start: "2030-07-03T08:00:00", Lasts: 3600}}); !errors.Is(err, HeldStays) {
		t.Errorf("moved after it was held: %v", err)
	}
	if _, err := Move(ctx, s, who, once.ID, "", office.Shift{Place: "Phòng khác"}); err != nil {
		t.Errorf("its place is no longer put right: %v", err)
	}
	weekly := plain("Giao ban tuần", "2020-06-01T08:00:00", 60)
	weekly.When.Again = "FREQ=WEEKLY"
	weekly = held(weekly, "2020-06-08T08:00:00")
	for name, act := range map[string]func() error{
		"the whole series moved": func() error {
			_, err := Move(ctx, s, who, weekly.ID, "", office.Shift{When: office.Timing{Start: "2020-06-02T09:00:00", Lasts: 3600}})
			return err
		},
		"that time moved": func() error {
			_, err := Move(ctx, s, who, weekly.ID, "2020-06-08T08:00:00", office.Shift{When: office.Timing{Start: "2030-06-08T09:00:00", Lasts: 3600}})
			return err
		},
		"that time called off": func() error { _, err := Cancel(ctx, s, who, weekly.ID, "2020-06-08T08:00:00", "nhầm"); return err },
		"the rule put otherwise": func() error {
			m, err := MeetingOf(ctx, s, weekly.ID)
			if err != nil {
				return err
			}
			m.When.Again = "FREQ=MONTHLY"
			_, err = Change(ctx, s, who, StepChange, m)
			return err
		},
	} {
		if err := act(); !errors.Is(err, HeldStays) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Cancel(ctx, s, who, weekly.ID, "2030-06-10T08:00:00", "bão"); err != nil {
		t.Errorf("another time: %v", err)
	}
	if _, err := Move(ctx, s, who, weekly.ID, "2030-06-17T08:00:00", office.Shift{When: office.Timing{Start: "2030-06-18T09:00:00", Lasts: 3600}}); err != nil {
		t.Errorf("another time: %v", err)
	}
}
