package calendar

import (
	"fmt"
	"testing"

	"tram/local/office"
)

// aYear are 6,000 meetings, of which each tenth recurs.
func aYear() []office.Meeting {
	var all []office.Meeting
	for i := range 6000 {
		m := office.Meeting{Title: "Họp", When: office.Timing{Start: fmt.Sprintf("2026-%02d-%02dT%02d:00:00", i%12+1, i%28+1, i%24), Lasts: 3600}}
		switch i % 10 {
		case 0:
			m.When.Again = "FREQ=WEEKLY;BYDAY=MO,TH"
			m.When.Start = "2019" + m.When.Start[4:]
		case 1:
			m.When.Zone = "Europe/Paris"
		}
		all = append(all, m)
	}
	return all
}

func BenchmarkAYearIsOpened(b *testing.B) {
	all, from, to := aYear(), moment(b, "2026-01-01 00:00"), moment(b, "2027-01-01 00:00")
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, m := range all {
			some, err := Occurrences(m, from, to)
			if err != nil {
				b.Fatal(err)
			}
			n += len(some)
		}
		if n < 6000 {
			b.Fatal(n)
		}
	}
}

func BenchmarkWhatTakesPlaceOnce(b *testing.B) {
	m := aYear()[2]
	from, to := moment(b, "2026-01-01 00:00"), moment(b, "2027-01-01 00:00")
	b.ReportAllocs()
	for b.Loop() {
		if some, err := Occurrences(m, from, to); err != nil || len(some) != 1 {
			b.Fatal(err)
		}
	}
}

func BenchmarkADailyMeetingOfThirtyYears(b *testing.B) {
	m := office.Meeting{When: office.Timing{Start: "1996-01-05T08:00:00", Lasts: 3600, Zone: "Europe/Paris", Again: "FREQ=DAILY"}}
	from, to := moment(b, "2026-01-01 00:00"), moment(b, "2026-02-01 00:00")
	b.ReportAllocs()
	for b.Loop() {
		if some, err := Occurrences(m, from, to); err != nil || len(some) != 31 {
			b.Fatal(len(some), err)
		}
	}
}
