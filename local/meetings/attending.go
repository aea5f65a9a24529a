package meetings

import (
	"time"

	"tram/local/office"
)

// Attending is who was invited and how they attended. Someone who came unasked stands at the end.
type Attending struct {
	office.MeetingPerson
	Tours  []Tour // the times that they were there, the first first
	Absent string // why they were not, in words; said only of who was told to be absent
	Gone   bool   // they were told to be absent
}

func (s *Session) attend(e office.MeetingEntry) {
	i := s.seat(e.Seat)
	if i < 0 {
		if e.Seat == "" || e.Say == "" {
			return
		}
		s.Attending = append(s.Attending, Attending{MeetingPerson: office.MeetingPerson{Seat: e.Seat, Name: e.Say, Role: office.MeetingGuest}})
		i = len(s.Attending) - 1
	}
	a := &s.Attending[i]
	switch e.How {
	case office.AttendHere, office.AttendRemote:
		a.Gone, a.Absent = false, ""
		a.come(e)
	case office.AttendLeft:
		a.leave(e)
	case office.AttendAbsent:
		a.Tours, a.Gone, a.Absent = nil, true, e.Say
	}
}

// Came tells when somebody came first, and whether that was after the minute in which the meeting was
// opened: minutes tell no smaller time.
func (s Session) Came(a Attending) (at time.Time, late bool) {
	if len(a.Tours) == 0 {
		return at, false
	}
	at = a.Tours[0].From
	return at, !s.Opened.IsZero() && at.Truncate(time.Minute).After(s.Opened)
}

// Left tells when somebody left before the end; zero: they did not.
func (a Attending) Left() time.Time { return a.Last().To }

// Body is how many a quorum and a majority of all are counted of: those of the body, or else all who
// may vote.
func (s Session) Body() int {
	if s.Meeting.Members > 0 {
		return s.Meeting.Members
	}
	n := 0
	for _, a := range s.Attending {
		if a.Votes {
			n++
		}
	}
	return n
}

// Present are the seats of those who may vote and are there at a moment.
func (s Session) Present(at time.Time) (seats []office.ID) {
	for _, a := range s.Attending {
		if a.votesAt(at) {
			seats = append(seats, a.Seat)
		}
	}
	return seats
}

// Quorum tells how many of those who may vote are there at a moment, how many there must be (0: nobody
// asks for any), and whether they are. Whoever sits for several is one who is there.
func (s Session) Quorum(at time.Time) (there, needs int, is bool) {
	there, body := s.hands(s.Present(at), at), s.Body()
	switch s.Meeting.Quorum {
	case office.QuorumHalf:
		needs = body/2 + 1
	case office.QuorumTwoThirds:
		needs = (2*body + 2) / 3
	}
	return there, needs, there >= needs
}

// Numbers tell how many of those who may vote were there: by the end of the minute in which the meeting was
// opened, and the most and the fewest from then until it was closed.
func (s Session) Numbers() (opening, most, fewest int) {
	from := s.Opened.Truncate(time.Minute).Add(time.Minute - 1)
	there := func(at time.Time) int { return s.hands(s.Present(at), at) }
	opening = there(from)
	most, fewest = opening, opening
	for _, a := range s.Attending {
		for _, t := range a.Tours {
			for _, at := range []time.Time{t.From, t.To} {
				if at.After(from) && at.Before(s.Closed) {
					most, fewest = max(most, there(at)), min(fewest, there(at))
				}
			}
		}
	}
	return opening, most, fewest
}
