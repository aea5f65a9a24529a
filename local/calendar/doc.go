// Package calendar says when meetings take place: each time of one that comes again and again (lần
// họp), what was moved or called off, and what of two lasts at the same time.
//
// It stands on values alone. A rule is read as RFC 5545 writes it and as clerks mean it: the start is
// always the first time, an hour that a clock leaps over is the one it would have been, and an hour
// that it strikes twice is the first. Rules that recur within a day are refused: no office meets each
// second, and a file that says so would fill the screen for ever.
//
// RRULE is expanded here and by no library: the one there is for Go goes on to the year 9999 where a
// rule yields nothing, panics at a 53rd Monday of a month, and begins with the first year each time.
package calendar

import "time"

// What a timing may be at most.
const (
	FirstYear = 1900
	LastYear  = 2200

	MostDays        = 366         // that one meeting lasts
	MostDates       = 5_000       // of Also, of Except, and of shifts
	MostOccurrences = 20_000      // told at once
	mostRule        = 2_000       // bytes of a rule
	mostTimes       = 96          // a day: each quarter of an hour
	mostInterval    = 9_999       // years, months, weeks, days
	mostRules       = 64 << 10    // bytes of a VTIMEZONE
	mostObservances = 1_000       // STANDARD and DAYLIGHT of one zone
	mostTransitions = 5_000       // of one zone, from FirstYear to LastYear
	mostKinds       = 256         // of offsets in one zone
	day             = wall(86400) // seconds by the clock on the wall
)

// end is the first moment that no timing reaches.
var end = wallOf(time.Date(LastYear+1, 1, 1, 0, 0, 0, 0, time.UTC))
