package kit

import (
	"time"

	"tram/local/office"
)

// Day writes yyyy-mm-dd as clerks do: 23/11/2026. What is not a day stays as
// it is, for it is what somebody typed.
func Day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("02/01/2006")
}

// lastUnset is the year of the moments that files and clocks bear which were never
// set: 1970, and 1980 on sticks. Nothing that is told here is as old.
const lastUnset = 1980

// known tells a moment from one that nobody set.
func known(t time.Time) bool { return t.In(office.VietNam).Year() > lastUnset }

// At writes a moment in Vietnamese time: 14:05 23/11/2026; nothing
// for one that nobody set.
func At(t time.Time) string {
	if !known(t) {
		return ""
	}
	return t.In(office.VietNam).Format("15:04 02/01/2006")
}

// DayOf writes the day of a moment in Vietnamese time: 23/11/2026.
func DayOf(t time.Time) string {
	if !known(t) {
		return ""
	}
	return t.In(office.VietNam).Format("02/01/2006")
}

// AtShort is At without the day on the day that now is, else the day alone:
// what a list has room for.
func AtShort(t, now time.Time) string {
	if !known(t) {
		return ""
	}
	if DayOf(t) == DayOf(now) {
		return t.In(office.VietNam).Format("15:04")
	}
	return DayOf(t)
}
