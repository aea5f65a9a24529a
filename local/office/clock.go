package office

import "time"

// Clock tells the time of the station. Luật GDĐT Điều 46.4c asks that a time
// in evidence come from a known source: every journal entry names it.
type Clock interface {
	Now() time.Time
	Source() ClockSource
}

// ClockSource says who set the clock and how far it was off when it was last
// compared with the national standard time.
type ClockSource struct {
	Name   string        `json:"name"`
	Offset time.Duration `json:"offset"`
}

// SystemClock is the clock of the operating system, never compared.
type SystemClock struct{}

// Now returns the time of the operating system.
func (SystemClock) Now() time.Time { return time.Now() }

// Source names the operating system with no known offset.
func (SystemClock) Source() ClockSource { return ClockSource{Name: "system"} }

// VietNam is the zone in which a mark tells its time (+07:00, no summer time).
var VietNam = time.FixedZone("+07:00", 7*60*60)

// ISO writes a time as the marks do: ISO 8601 to the second, +07:00.
func ISO(t time.Time) string { return t.In(VietNam).Format("2006-01-02T15:04:05-07:00") }
