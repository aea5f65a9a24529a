package meetings

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tram/local/calendar"
	"tram/local/office"
	"tram/local/store"
)

// A series without end and one booking meet however far ahead, whichever of them was there first, whatever
// is taken: a room, a set, a person.
func TestNothingIsTakenTwiceHoweverFarAhead(t *testing.T) {
	far := []string{"2037-03-02T08:30:00", "2071-06-01T08:30:00", "2199-12-30T08:30:00"} // Mondays
	for i, take := range []func(*office.Meeting, office.ID){
		func(m *office.Meeting, r office.ID) { m.Rooms = []office.ID{r} },
		func(m *office.Meeting, r office.ID) {
			m.People = []office.MeetingPerson{{Name: "Lê Văn Thử", Set: r}}
		},
		func(m *office.Meeting, r office.ID) {
			m.People = []office.MeetingPerson{{Name: "Lê Văn Thử", ID: r}}
		},
	} {
		for _, first := range []bool{true, false} {
			s, ctx := opened(t), t.Context()
			r := room(t, s, "Phòng họp")
			series, one := plain("Giao ban", "2030-12-02T08:00:00", 60), plain("Xa", far[i], 60)
			series.When.Again = "FREQ=WEEKLY"
			take(&series, r)
			take(&one, r)
			before, after := series, one
			if !first {
				before, after = one, series
			}
			if _, err := Arrange(ctx, s, who, before); err != nil {
				t.Fatal(err)
			}
			_, err := Arrange(ctx, s, who, after)
			if !errors.Is(err, RoomBusy) && !errors.Is(err, PersonBusy) {
				t.Errorf("%d, the series first: %v: %v", i, first, err)
			}
			after.When.Start = after.When.Start[:11] + map[bool]string{true: "09:00:00", false: "09:30:00"}[first]
			if _, err := Arrange(ctx, s, who, after); err != nil {
				t.Errorf("one begins as the other ends: %v", err)
			}
		}
	}
}

// Two meetings meet as an account of its own says, minute by minute, whatever their rules are.
func TestWhenTwoMeetIsExact(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 15))
	rules := []string{"", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY;COUNT=900;INTERVAL=3", "FREQ=WEEKLY;UNTIL=20571231T000000Z", "FREQ=YEARLY;INTERVAL=5", "FREQ=DAILY;BYHOUR=7,9,11,13,15,17"}
	meeting := func(id office.ID) office.Meeting {
		at := time.Date(2030+draw.IntN(16), time.Month(1+draw.IntN(12)), 1+draw.IntN(28), 7+draw.IntN(10), 15*draw.IntN(4), 0, 0, time.UTC)
		m := plain(string(id), at.Format("2006-01-02T15:04:05"), 15*(1+draw.IntN(6)))
		m.ID, m.When.Again = id, rules[draw.IntN(len(rules))]
		return m
	}
	to := time.Date(2062, 1, 1, 0, 0, 0, 0, time.UTC)
	met := 0
	for range 150 {
		a, b := meeting("a"), meeting("b")
		taken, is, err := takingFrom(a, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
		if err != nil || !is {
			t.Fatal(a.When, err)
		}
		at, is, err := taken.meets(b)
		if err != nil {
			t.Fatal(a.When, b.When, err)
		}
		first := firstBoth(t, a, b, to)
		if is {
			met++
		}
		if is != !first.IsZero() && (!is || at.From.Before(to)) || is && at.From.Before(to) && !at.From.Equal(first) {
			t.Errorf("%+v and %+v: %v %s, by the account %s", a.When, b.When, is, at.From, first)
		}
	}
	if met < 20 || met > 130 {
		t.Errorf("%d of 150 meet: nothing was tried", met)
	}
}

// firstBoth is when the first time of b begins that lasts at once with one of a; zero: none does.
func firstBoth(t *testing.T, a, b office.Meeting, to time.Time) (first time.Time) {
	t.Helper()
	minutes := map[int64]bool{}
	each := func(m office.Meeting, do func(office.Occurrence, int64) bool) {
		for year := 2029; year < to.Year(); year++ {
			times, err := calendar.Occurrences(m, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(year+1, 1, 1, 0, 0, 0, 0, time.UTC))
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range times {
				for at := o.Start; at.Before(o.End); at = at.Add(15 * time.Minute) {
					if !do(o, at.Unix()) {
						return
					}
				}
			}
		}
	}
	each(a, func(_ office.Occurrence, at int64) bool { minutes[at] = true; return true })
	each(b, func(o office.Occurrence, at int64) bool {
		if minutes[at] {
			first = o.Start
		}
		return first.IsZero()
	})
	return first
}

// What takes place so often that no list holds it at once is looked at all the same.
func TestWhatTakesPlaceTooOftenForOneListIsLookedAt(t *testing.T) {
	often := plain("Dày", "2030-01-01T00:00:00", 5)
	often.ID, often.When.Again = "often", "FREQ=DAILY;UNTIL=20351231T000000Z;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=0,15,30,45"
	one := plain("Một", "2030-12-31T23:46:00", 10)
	one.ID = "one"
	long := plain("Dài", "2030-01-01T00:06:00", 5)
	long.ID, long.When.Again = "long", "FREQ=DAILY"
	late := long
	late.ID, late.When.Also = "late", []string{"2034-05-01T00:01:00"}
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		m    office.Meeting
		want bool
	}{"one": {one, true}, "beside": {long, false}, "once beside": {late, true}} {
		taken, _, err := takingFrom(c.m, now)
		if err != nil {
			t.Fatal(err)
		}
		if _, is, err := taken.meets(often); is != c.want || err != nil {
			t.Errorf("%s: %v %v", name, is, err)
		}
	}
	if _, _, err := takingFrom(often, now); !errors.Is(err, calendar.TooMany) {
		t.Errorf("one of its own: %v", err)
	}
}

// A series that meets itself only once in years is found out.
func TestASeriesThatMeetsItselfMuchLaterIsRefused(t *testing.T) {
	s, ctx := opened(t), t.Context()
	m := plain("Hai ngày", "2030-02-27T08:00:00", 2*24*60)
	m.When.Again = "FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=27,1" // 48 hours, and 48 between them in a leap year alone
	if _, err := Arrange(ctx, s, who, m); err != nil {
		t.Fatal(err)
	}
	m.When.Lasts += 3600
	if _, err := Arrange(ctx, s, who, m); !errors.Is(err, SelfBusy) {
		t.Errorf("%v", err)
	}
	late := plain("Một lần", "2030-12-02T08:00:00", 60)
	late.When.Again, late.When.Also = "FREQ=WEEKLY", []string{"2061-12-05T08:30:00"} // a Monday
	if _, err := Arrange(ctx, s, who, late); !errors.Is(err, SelfBusy) {
		t.Errorf("thirty years later: %v", err)
	}
}

// BenchmarkASeriesAmongManyBookings arranges a series without end in a room that has thousands of bookings.
func BenchmarkASeriesAmongManyBookings(b *testing.B) {
	s, ctx := opened(b), b.Context()
	r := room(b, s, "Phòng họp")
	first := time.Date(2031, 1, 1, 7, 0, 0, 0, time.UTC)
	for i := range 10_000 {
		m := plain(fmt.Sprint("Họp ", i), first.Add(time.Duration(i)*3*time.Hour).Format("2006-01-02T15:04:05"), 60, r)
		m.ID, m.UID, m.State = office.NewID(s.Time()), fmt.Sprint("u", i), office.MeetingConfirmed
		if err := s.Save(ctx, store.Act{Actor: who, Step: StepTake}, Meetings.Put(&m)); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		m := plain("Tuần", "2030-12-02T08:00:00", 60, r)
		m.When.Again = "FREQ=WEEKLY;BYHOUR=9;BYMINUTE=0"
		if _, err := Arrange(ctx, s, who, m); !errors.Is(err, SelfBusy) && err != nil && !errors.Is(err, RoomBusy) {
			b.Fatal(err)
		}
	}
}
