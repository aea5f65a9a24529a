package icalendar

import (
	"cmp"
	"io"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// persons writes who invites and, where they are not told by lines of one time, who is invited.
func (s *writing) persons(m office.Meeting, told bool) {
	kept := keptPeople(m.Foreign)
	switch {
	case m.From.Mail != "" || m.From.Name != "":
		s.line(attendee("ORGANIZER", m.From, kept))
	case s.From.Mail != "" && len(m.People) > 0:
		s.line(attendee("ORGANIZER", s.From, nil))
	}
	for _, p := range m.People {
		if !told {
			s.line(attendee("ATTENDEE", p, kept))
		}
	}
}

// keptPeople are the lines of a Foreign about people, by what attendee knows them by.
func keptPeople(foreign string) map[string]property {
	kept := map[string]property{}
	for _, item := range items(foreign) {
		p, ok := parse(strings.TrimRight(item, "\r\n"))
		if ok && (p.name == "ATTENDEE" || p.name == "ORGANIZER") {
			kept[personKey(p.name, mailOf(p), p.get("CN"))] = p
		}
	}
	return kept
}

func personKey(kind, mail, name string) string {
	if mail == "" {
		return kind + "\n@" + name
	}
	return kind + "\n" + strings.ToLower(mail)
}

// mailOf is the address in a line about a person.
func mailOf(p property) string {
	var none reading
	mail, _ := none.address("", p, strings.TrimSpace(p.value), false)
	return mail
}

// attendee is the line of a person, with what else was kept of them.
func attendee(kind string, p office.MeetingPerson, kept map[string]property) string {
	old, had := kept[personKey(kind, p.Mail, p.Name)]
	var b strings.Builder
	b.WriteString(kind)
	if name := quoted(p.Name); name != "" && name != p.Mail {
		b.WriteString(";CN=" + name)
	}
	if kind == "ATTENDEE" {
		b.WriteString(";ROLE=" + roleOf(p, old) + ";PARTSTAT=" + answerOf(p, old))
		if rsvp := old.get("RSVP"); rsvp != "" {
			b.WriteString(";RSVP=" + quoted(strings.ToUpper(rsvp)))
		} else if p.Answer == "" {
			b.WriteString(";RSVP=TRUE")
		}
	}
	for _, one := range old.params {
		if slices.Contains([]string{"CN", "ROLE", "PARTSTAT", "RSVP"}, one.name) {
			continue
		}
		for i, value := range one.values {
			b.WriteString(map[bool]string{true: ";" + one.name + "=", false: ","}[i == 0] + quoted(value))
		}
	}
	switch {
	case p.Mail != "":
		b.WriteString(":mailto:" + clean(p.Mail))
	case had:
		b.WriteString(":" + old.value)
	default:
		b.WriteString(":" + noMail)
	}
	return b.String()
}

func roleOf(p office.MeetingPerson, old property) string {
	if was := strings.ToUpper(old.get("ROLE")); was != "" && roles[was] == p.Role {
		return was
	}
	switch p.Role {
	case office.MeetingChair:
		return "CHAIR"
	case office.MeetingSecretary, office.MeetingMember:
		return "REQ-PARTICIPANT"
	}
	return "OPT-PARTICIPANT"
}

func answerOf(p office.MeetingPerson, old property) string {
	for said, meant := range answers {
		if said != "" && meant == p.Answer && (p.Answer != "" || said == "NEEDS-ACTION") {
			return said
		}
	}
	return cmp.Or(strings.ToUpper(quoted(old.get("PARTSTAT"))), "NEEDS-ACTION")
}

// WriteReply answers an invitation for one person, in the form that Outlook takes in: the same UID and
// SEQUENCE, the one who answers alone, and who invited. Of is one time of it by its rule; empty: all.
// It fails with NoOrganizer and NoAddress.
func WriteReply(w io.Writer, m office.Meeting, of string, who office.MeetingPerson, at time.Time) error {
	switch {
	case m.From.Mail == "":
		return NoOrganizer
	case who.Mail == "":
		return NoAddress
	}
	s := &writing{Calendar: Calendar{Method: "REPLY", Meetings: []office.Meeting{m}}, at: at, zones: map[string]string{}}
	s.line("BEGIN:VCALENDAR")
	s.line("VERSION:2.0")
	s.line("PRODID:" + product)
	s.line("METHOD:REPLY")
	if err := s.timezones(); err != nil {
		return err
	}
	if err := s.answer(m, of, who); err != nil {
		return err
	}
	s.line("END:VCALENDAR")
	_, err := w.Write(s.Bytes())
	return err
}

func (s *writing) answer(m office.Meeting, of string, who office.MeetingPerson) error {
	s.begin(m)
	when := m.When
	if of != "" {
		s.line("RECURRENCE-ID" + s.stamped(m.When, of))
		var err error
		if when, err = timeOf(m, of); err != nil {
			return err
		}
	}
	if when.Start != "" {
		if err := s.span(when); err != nil {
			return err
		}
	}
	s.text("SUMMARY", m.Title)
	s.text("LOCATION", cmp.Or(m.Place, m.Link))
	s.line(attendee("ORGANIZER", office.MeetingPerson{Name: m.From.Name, Mail: m.From.Mail}, nil))
	line := ";PARTSTAT=" + answerOf(who, property{})
	if name := quoted(who.Name); name != "" && name != who.Mail {
		line += ";CN=" + name
	}
	s.line("ATTENDEE" + line + ":mailto:" + clean(who.Mail))
	s.text("COMMENT", who.Said)
	s.line("END:VEVENT")
	return nil
}
