package calendar

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func span(t testing.TB, from, to string) Span {
	t.Helper()
	return Span{From: moment(t, from), To: moment(t, to)}
}

func TestOverlap(t *testing.T) {
	a := []Span{span(t, "2026-01-05 08:00", "2026-01-05 09:00"), span(t, "2026-01-05 10:00", "2026-01-05 12:00")}
	for _, c := range []struct {
		b    []Span
		want Span
	}{
		{nil, Span{}},
		{[]Span{span(t, "2026-01-05 09:00", "2026-01-05 10:00")}, Span{}},
		{[]Span{span(t, "2026-01-05 08:59", "2026-01-05 10:00")}, span(t, "2026-01-05 08:59", "2026-01-05 09:00")},
		{[]Span{span(t, "2026-01-05 07:00", "2026-01-05 08:00"), span(t, "2026-01-05 11:00", "2026-01-05 13:00")}, span(t, "2026-01-05 11:00", "2026-01-05 12:00")},
	} {
		for _, pair := range [][2][]Span{{a, c.b}, {c.b, a}} {
			if got, is := Overlap(pair[0], pair[1]); got != c.want || is != (c.want != Span{}) {
				t.Error(c.b, got, is)
			}
		}
	}
}

// hours of an office: 7:30 to 11:30, 13:30 to 17:00, and none on Sundays.
func hours(day time.Time) []Span {
	if day.Weekday() == time.Sunday {
		return nil
	}
	at := func(h, m int) time.Time { return day.Add(time.Duration(h*60+m) * time.Minute) }
	return []Span{{at(7, 30), at(11, 30)}, {at(13, 30), at(17, 0)}}
}

func TestFreeTimesAreProposedWithinWorkingHours(t *testing.T) {
	busy := []Span{span(t, "2026-01-05 13:30", "2026-01-05 16:00"), span(t, "2026-01-05 08:00", "2026-01-05 10:10"), span(t, "2026-01-05 09:00", "2026-01-05 09:30")}
	var got []string
	for _, s := range Free(busy, moment(t, "2026-01-03 16:10"), moment(t, "2026-01-07 00:00"), time.Hour, hours, 5) {
		got = append(got, s.From.Format("02 15:04"))
	}
	equals(t, strings.Join(got, "\n"), "05 10:15", "05 16:00", "06 07:30", "06 08:30", "06 09:30")
	if got := Free(nil, moment(t, "2026-01-03 16:10"), moment(t, "2026-01-05 08:29"), time.Hour, hours, 5); len(got) != 0 {
		t.Error(got)
	}
	if got := Free(nil, moment(t, "2026-01-01 00:00"), moment(t, "2199-01-01 00:00"), 5*time.Hour, hours, 5); len(got) != 0 {
		t.Error(got)
	}
	if got := Free(nil, moment(t, "2026-01-01 00:00"), moment(t, "2027-01-01 00:00"), 0, hours, 5); len(got) != 0 {
		t.Error(got)
	}
}

// Whatever is busy, nothing that is proposed overlaps it, and what is free is found.
func TestWhatIsProposedIsFree(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	from, to := moment(t, "2026-01-05 00:00"), moment(t, "2026-01-12 00:00")
	for range 500 {
		var busy []Span
		for range random.IntN(30) {
			at := from.Add(time.Duration(random.IntN(7*24*60)) * time.Minute)
			busy = append(busy, Span{at, at.Add(time.Duration(1+random.IntN(400)) * time.Minute)})
		}
		got := Free(busy, from, to, 45*time.Minute, hours, 1000)
		for _, s := range got {
			for _, b := range busy {
				if b.From.Before(s.To) && s.From.Before(b.To) {
					t.Fatal(s, "overlaps", b)
				}
			}
		}
		if _, is := Overlap(joined(busy), got); is {
			t.Fatal("Overlap thinks otherwise")
		}
		if any := anyFree(busy, from, to); any != (len(got) > 0) {
			t.Fatalf("%d proposed, free: %v", len(got), any)
		}
	}
}

// anyFree looks at each quarter of an hour.
func anyFree(busy []Span, from, to time.Time) bool {
	for day := from; day.Before(to); day = day.AddDate(0, 0, 1) {
		for _, open := range hours(day) {
			for at := open.From; !at.Add(45 * time.Minute).After(open.To); at = at.Add(15 * time.Minute) {
				if _, is := Overlap(joined(busy), []Span{{at, at.Add(45 * time.Minute)}}); !is {
					return true
				}
			}
		}
	}
	return false
}
