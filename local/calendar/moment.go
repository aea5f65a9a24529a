package calendar

import (
	"time"

	"tram/local/office"
)

// At is when a timing begins for the first time.
func At(t office.Timing) (time.Time, error) {
	s, err := once(t)
	if err != nil {
		return time.Time{}, err
	}
	return s.begins(s.start), nil
}

// Shown is a moment as the Start of a timing writes it: what a clock in its zone shows, and of whole
// days the day in the office's zone.
func Shown(at time.Time, t office.Timing) (string, error) {
	zone := office.VietNam
	if !t.AllDay {
		var err error
		if zone, err = Location(t); err != nil {
			return "", err
		}
	}
	return wallOf(at.In(zone)).said(t.AllDay), nil
}
