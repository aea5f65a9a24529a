package icalendar

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// product names the program in what it writes.
const product = "-//Tram Cong vu//Lich hop//VI"

// writing is a calendar on its way into a file.
type writing struct {
	sheet
	Calendar
	at    time.Time
	zones map[string]string // rules by TZID
}

// Write writes a calendar as of a moment (DTSTAMP): its meetings, each with its time zone and with what
// another program wrote of it once. What only the office knows is not written: who may vote, the
// agenda, the papers, what somebody said when they answered. It fails where a meeting has no start or a
// zone that is none.
func Write(w io.Writer, c Calendar, at time.Time) error {
	s := &writing{Calendar: c, at: at, zones: map[string]string{}}
	s.line("BEGIN:VCALENDAR")
	s.line("VERSION:2.0")
	s.line("PRODID:" + product)
	s.line("CALSCALE:GREGORIAN")
	if c.Method != "" {
		s.line("METHOD:" + c.Method)
	}
	s.text("X-WR-CALNAME", c.Name)
	if err := s.timezones(); err != nil {
		return err
	}
	for _, m := range c.Meetings {
		if err := s.meeting(m); err != nil {
			return err
		}
	}
	s.line("END:VCALENDAR")
	_, err := w.Write(s.Bytes())
	return err
}

// isApart tells that a meeting stands for some of its times alone, because no more is known of it.
func isApart(m office.Meeting) bool {
	if m.When.Again != "" || len(m.Shifts) == 0 {
		return false
	}
	for _, start := range append([]string{m.When.Start}, m.When.Also...) {
		if !slices.ContainsFunc(m.Shifts, func(s office.Shift) bool { return s.Of == start && !s.Following }) {
			return false
		}
	}
	return true
}

func (s *writing) meeting(m office.Meeting) error {
	apart := isApart(m)
	if !apart {
		if err := s.whole(m); err != nil {
			return err
		}
	}
	for _, shift := range m.Shifts {
		if shift.Off && !apart {
			continue // it stands among the exceptions, or ends the rule
		}
		if err := s.time(m, shift); err != nil {
			return err
		}
	}
	return nil
}

// whole writes the event that stands for all times.
func (s *writing) whole(m office.Meeting) error {
	s.begin(m)
	if m.When.Start != "" {
		if err := s.span(m.When); err != nil {
			return err
		}
	}
	if err := s.again(m); err != nil {
		return err
	}
	s.words(m, m.Title, m.Place, m.Purpose)
	s.persons(m, false)
	for _, item := range items(m.Foreign) {
		if !strings.HasPrefix(item, beginOf) && !aboutPeople(item) {
			s.foreign(item)
		}
	}
	s.line("END:VEVENT")
	return nil
}

// time writes the event that stands for one time.
func (s *writing) time(m office.Meeting, shift office.Shift) error {
	s.begin(m)
	s.line("RECURRENCE-ID" + rangeOf(shift) + s.stamped(m.When, shift.Of))
	when := shift.When
	if when.Start == "" {
		var err error
		if when, err = timeOf(m, shift.Of); err != nil {
			return err
		}
	}
	if err := s.span(when); err != nil {
		return err
	}
	if shift.Off {
		m.State = office.MeetingCancelled
	}
	own := ownOf(&m, shift.Of)
	s.words(m, cmp.Or(shift.Title, m.Title), cmp.Or(shift.Place, m.Place), cmp.Or(shift.Note, m.Purpose))
	s.persons(m, slices.ContainsFunc(own, aboutPeople))
	for _, item := range own {
		s.foreign(item)
	}
	s.line("END:VEVENT")
	return nil
}

// ownOf is what another program wrote of one time alone. Where that takes place at a link of its own,
// the meeting takes that.
func ownOf(m *office.Meeting, of string) (own []string) {
	for _, item := range items(m.Foreign) {
		inner, ok := strings.CutPrefix(item, beginOf+"\n"+ofLine(of)+"\n")
		if !ok {
			continue
		}
		for _, one := range items(strings.TrimSuffix(inner, "END:"+ofName+"\n")) {
			if p, ok := parse(strings.TrimRight(one, "\r\n")); ok && p.name == ownLink+"CONFERENCE" && isLink(p.said()) {
				m.Link, m.Platform = p.said(), p.get("LABEL")
			} else {
				own = append(own, one)
			}
		}
	}
	return own
}

// conference is the line of a link.
func conference(link, platform string) string {
	label := ""
	if platform != "" {
		label = ";LABEL=" + quoted(platform)
	}
	return "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO" + label + ":" + link
}

// timeOf is when a time takes place that has no timing of its own.
func timeOf(m office.Meeting, of string) (office.Timing, error) {
	one, ok, err := calendar.Of(m, of)
	when := m.When
	when.Start, when.Again, when.Also, when.Except = of, "", nil, nil
	if err != nil || !ok {
		return when, err
	}
	when.AllDay, when.Lasts = one.AllDay, int64(one.End.Sub(one.Start)/time.Second)
	if one.AllDay {
		when.Lasts /= 24 * 60 * 60
	}
	when.Start, err = calendar.Shown(one.Start, when)
	return when, err
}

func rangeOf(shift office.Shift) string {
	if shift.Following {
		return ";RANGE=THISANDFUTURE"
	}
	return ""
}

func (s *writing) begin(m office.Meeting) {
	s.line("BEGIN:VEVENT")
	s.text("UID", m.UID)
	s.line("DTSTAMP:" + utc(s.at))
	s.line("SEQUENCE:" + strconv.Itoa(m.Sequence))
}

func utc(at time.Time) string { return at.UTC().Format("20060102T150405Z") }

// words writes what a time is called, where it is, and what it is about.
func (s *writing) words(m office.Meeting, title, place, purpose string) {
	s.text("SUMMARY", title)
	s.text("LOCATION", cmp.Or(place, m.Link))
	if line := linkLine(m.Link); line != "" && purpose != "" {
		purpose += "\n\n" + line
	} else {
		purpose += line
	}
	s.text("DESCRIPTION", purpose)
	if m.Link != "" {
		s.line("URL:" + m.Link)
		s.line(conference(m.Link, m.Platform))
	}
	s.line("STATUS:" + strings.ToUpper(string(s.state(m))))
	s.line("TRANSP:" + map[bool]string{true: "TRANSPARENT", false: "OPAQUE"}[m.Free])
}

// state is that of a meeting, of which CANCEL says more than the record.
func (s *writing) state(m office.Meeting) office.State {
	switch {
	case s.Method == "CANCEL":
		return office.MeetingCancelled
	case m.State == office.MeetingTentative, m.State == office.MeetingCancelled:
		return m.State
	}
	return office.MeetingConfirmed
}

// aboutPeople tells that an item of a Foreign says more of somebody who is invited, or who invites.
func aboutPeople(item string) bool {
	p, ok := parse(strings.TrimRight(item, "\r\n"))
	return ok && (p.name == "ATTENDEE" || p.name == "ORGANIZER")
}

// foreign writes what another program wrote, as it was.
func (s *writing) foreign(item string) {
	for line := range strings.Lines(item) {
		line = strings.TrimRight(line, "\r\n")
		if _, ok := parse(line); ok {
			s.line(line)
		}
	}
}
