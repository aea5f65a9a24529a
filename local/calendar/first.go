package calendar

import (
	"time"

	"tram/local/office"
)

// First is the first time of a meeting that takes place; zero: all of them were called off. It fails
// where Check would.
func First(m office.Meeting) (start, stop time.Time, err error) {
	t, err := timesOf(m)
	if err != nil {
		return start, stop, err
	}
	start, stop = t.first()
	return start, stop, nil
}

func (t times) first() (start, stop time.Time) {
	heed := func(one office.Occurrence, is bool) {
		if is && (start.IsZero() || one.Start.Before(start)) {
			start, stop = one.Start, one.End
		}
	}
	t.walk(t.earliest(), end, func(w wall) bool {
		if t.shifted(w) {
			return true
		}
		heed(t.at(w))
		return start.IsZero()
	})
	for _, s := range t.single {
		heed(t.moved(s))
	}
	return start, stop
}

// Has tells whether the rule of a meeting has a time that begins so, called off or not.
func Has(m office.Meeting, of string) (is bool, err error) {
	t, err := timesOf(m)
	if err != nil {
		return false, err
	}
	w, err := read(of, m.When.AllDay)
	if err != nil {
		return false, nil
	}
	t.walk(w, w, func(wall) bool {
		is = true
		return false
	})
	return is, nil
}
