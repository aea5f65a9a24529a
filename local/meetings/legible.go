package meetings

import (
	"slices"
	"strings"

	"tram/local/office"
)

// What is written down of a meeting is what everybody sees: signs that no eye sees, and those that turn
// letters round, are left out where words come in, typed or from a file; and of what another station wrote,
// where no rule looked at it, as it is told (Live).

// tidied is a meeting without those signs, and without spaces that nobody meant.
func tidied(m office.Meeting) office.Meeting {
	lines(&m.Title, &m.Place, &m.Platform, &m.Link, &m.Why, &m.From.Name, &m.From.Unit, &m.From.Mail, &m.From.Said)
	m.Purpose = strings.TrimSpace(office.Legible(m.Purpose))
	m.People, m.Agenda, m.Shifts = slices.Clone(m.People), slices.Clone(m.Agenda), slices.Clone(m.Shifts)
	for i := range m.People {
		p := &m.People[i]
		lines(&p.Name, &p.Unit, &p.Mail, &p.Said)
	}
	for i := range m.Agenda {
		lines(&m.Agenda[i].Title, &m.Agenda[i].Who)
	}
	for i := range m.Shifts {
		lines(&m.Shifts[i].Title, &m.Shifts[i].Place, &m.Shifts[i].Note)
	}
	return m
}

// legible is an entry without those signs.
func legible(e office.MeetingEntry) office.MeetingEntry {
	e.Say = office.Legible(e.Say)
	lines(&e.Deputy, &e.Authority, &e.Motion.Title, &e.Task.Who.Name, &e.By.Name)
	e.Motion.Choices = slices.Clone(e.Motion.Choices)
	for i := range e.Motion.Choices {
		lines(&e.Motion.Choices[i])
	}
	return e
}

func lines(all ...*string) {
	for _, words := range all {
		*words = office.OneLine(*words)
	}
}
