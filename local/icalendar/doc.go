// Package icalendar reads meetings out of the files and mails of other calendars, and writes ours for
// them (iCalendar, RFC 5545; invitations and answers, RFC 5546).
//
// It reads what programs write, and not what they should: whatever is odd is named in a sentence, what
// of one event cannot be read costs that event alone, and what nothing here stands for is kept as it
// was (Meeting.Foreign). It is its own reader and writer, for those there are refuse a whole file for
// one bad line, or write names and long lines that others cannot read.
package icalendar

import (
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// Calendar (tệp lịch) is what a file or a mail holds.
type Calendar struct {
	Method   string // what is asked of who receives it: REQUEST, CANCEL, REPLY, PUBLISH, COUNTER…; empty: nothing, or several things
	Name     string
	Zone     string               // in which it tells hours without a zone, as the IANA names it; empty: the office's
	From     office.MeetingPerson // who invites to meetings that the office arranges; read by nobody
	Meetings []office.Meeting
	Replies  []Reply
	Odd      []string // what is odd about it, as sentences
	Short    bool     // of how a meeting recurs it says more than Meetings hold: whoever wrote them over it would destroy that
}

// Reply (trả lời) is an answer to an invitation, or what else is said back to whoever invited.
type Reply struct {
	Method      string // REPLY, COUNTER, REFRESH or DECLINECOUNTER
	UID         string
	Title       string
	Of          office.Timing // of a single time: when that began by the rule; empty Start: of the whole
	Sequence    int
	Person      office.MeetingPerson // who answers; without a name where the file does not say
	DelegatedTo string               // an address
	When        office.Timing        // of COUNTER: what is proposed instead
}

// OfIn is the time that an answer speaks of, as the shifts of a meeting know it; empty: the whole. It
// fails where the meeting has a zone that is none.
func (r Reply) OfIn(m office.Meeting) (string, error) {
	if r.Of.Start == "" || r.Of.AllDay && m.When.AllDay {
		return r.Of.Start, nil
	}
	at, err := calendar.At(r.Of)
	if err != nil {
		return "", err
	}
	return calendar.Shown(at, m.When)
}

// What is read at most. What is more is refused, or left out and named.
const (
	MostBytes    = 64 << 20
	MostEvents   = 20_000
	mostZones    = 500
	mostLine     = 1 << 20 // bytes of a line that was put together
	mostDepth    = 6       // components in one another
	mostProps    = 20_000  // of one event
	mostPeople   = 2_000   // of one event
	mostForeign  = 64 << 10
	mostTitle    = 1_000  // letters
	mostPurpose  = 32_000 // letters
	mostOdd      = 500    // sentences
	mostRuleText = 2_000
)

// assumed is how long something lasts that tells no end.
const assumed = time.Hour
