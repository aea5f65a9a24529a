package sharedcalendar

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"tram/local/meetings"
	"tram/local/office"
)

// The fields of a meeting that a calendar holds.
const (
	fieldTitle   = "title"
	fieldWhen    = "when"
	fieldPlace   = "place"
	fieldLink    = "link"
	fieldPurpose = "purpose"
	fieldState   = "state"
	fieldFree    = "free"
	fieldPeople  = "people"
	fieldFrom    = "from"
	fieldForeign = "foreign"
)

// said are the fields for people.
var said = map[string]string{
	fieldTitle: "Tên cuộc họp", fieldWhen: "Thời gian", fieldPlace: "Địa điểm", fieldLink: "Đường vào họp", fieldPurpose: "Nội dung",
	fieldState: "Tình trạng", fieldFree: "Không chiếm giờ", fieldPeople: "Người dự", fieldFrom: "Nơi mời", fieldForeign: "Ghi chú của chương trình khác",
}

// when is the field of that name: a time that is moved moves all.
type when struct {
	When   office.Timing
	Shifts []office.Shift
}

type link struct{ Link, Platform string }

// guest is somebody with an address: of the others a calendar knows the name at most.
type guest struct{ Mail, Name, Role, Answer string }

type inviter struct{ Mail, Name string }

// fieldsOf are the fields of a meeting as a calendar file tells it.
func fieldsOf(m office.Meeting) map[string]string {
	all := map[string]string{}
	put := func(field, value string) {
		if value != "" {
			all[field] = value
		}
	}
	put(fieldTitle, m.Title)
	put(fieldWhen, written(when{m.When, m.Shifts}))
	put(fieldPlace, m.Place)
	put(fieldPurpose, m.Purpose)
	put(fieldState, string(m.State))
	put(fieldForeign, lasting(m.Foreign))
	if m.Link != "" {
		put(fieldLink, written(link{m.Link, m.Platform}))
	}
	if m.Free {
		put(fieldFree, "free")
	}
	if all := guests(m.People); len(all) > 0 {
		put(fieldPeople, written(all))
	}
	if m.From.Mail != "" || m.From.Name != "" {
		put(fieldFrom, written(inviter{strings.ToLower(m.From.Mail), m.From.Name}))
	}
	return all
}

func written(of any) string {
	b, err := json.Marshal(of)
	if err != nil { // nothing that a field holds has no JSON
		return ""
	}
	return string(b)
}

func guests(people []office.MeetingPerson) (all []guest) {
	for _, p := range people {
		if p.Mail != "" {
			all = append(all, guest{strings.ToLower(p.Mail), p.Name, p.Role, p.Answer})
		}
	}
	slices.SortFunc(all, func(a, b guest) int { return cmp.Compare(a.Mail, b.Mail) })
	return all
}

// passing are lines that programs write anew whenever they write.
var passing = []string{"LAST-MODIFIED", "CREATED", "X-MOZ-GENERATION", "X-LIC-ERROR"}

// lasting is what another program wrote, without what says nothing of the meeting.
func lasting(foreign string) string {
	var b strings.Builder
	for line := range strings.Lines(foreign) {
		name, _, _ := strings.Cut(line, ":")
		name, _, _ = strings.Cut(name, ";")
		if !slices.Contains(passing, name) {
			b.WriteString(line)
		}
	}
	return b.String()
}

// laid is a meeting with fields of a calendar, over those that it had: what did not change stays as it is
// kept here, which is more than a calendar knows.
func laid(m office.Meeting, had, fields map[string]string) office.Meeting {
	changed := func(field string) (string, bool) { return fields[field], fields[field] != had[field] }
	if value, is := changed(fieldTitle); is && value != "" { // a meeting without one could not be changed here
		m.Title = value
	}
	for field, to := range map[string]*string{fieldPlace: &m.Place, fieldPurpose: &m.Purpose, fieldForeign: &m.Foreign} {
		if value, is := changed(field); is {
			*to = value
		}
	}
	if value, is := changed(fieldWhen); is {
		m = retimed(m, value)
	}
	if value, is := changed(fieldLink); is {
		m = linked(m, value)
	}
	if value, is := changed(fieldState); is {
		m.State, m.Why = office.State(value), ""
	}
	if value, is := changed(fieldFree); is {
		m.Free = value != ""
	}
	if value, is := changed(fieldFrom); is && !arrangedHere(m) {
		var from inviter
		_ = json.Unmarshal([]byte(value), &from) // it was written here
		m.From.Mail, m.From.Name = from.Mail, from.Name
	}
	if value, is := changed(fieldPeople); is {
		m.People = seated(m.People, had[fieldPeople], value)
	}
	return m
}

// arrangedHere tells that an office arranged a meeting with this program: it stays its own, whoever a program sets
// for who invites.
func arrangedHere(m office.Meeting) bool {
	return meetings.Ours(m) && strings.HasSuffix(m.UID, "@tram")
}

// retimed is a meeting at another time. What was called off here with a reason keeps it.
func retimed(m office.Meeting, value string) office.Meeting {
	var now when
	_ = json.Unmarshal([]byte(value), &now)
	for _, s := range m.Shifts {
		at := slices.Index(now.When.Except, s.Of)
		if s.Off && at >= 0 {
			now.When.Except = slices.Delete(now.When.Except, at, at+1)
			now.Shifts = append(now.Shifts, s)
		}
	}
	m.When, m.Shifts = now.When, now.Shifts
	return m
}

// linked is a meeting at another link, or at none: then nobody takes part over a line.
func linked(m office.Meeting, value string) office.Meeting {
	var now link
	_ = json.Unmarshal([]byte(value), &now)
	m.Link, m.Platform = now.Link, now.Platform
	switch {
	case m.Link == "":
		m.Way = office.MeetingHere
	case m.Way == office.MeetingHere && m.Place == "":
		m.Way = office.MeetingRemote
	case m.Way == office.MeetingHere:
		m.Way = office.MeetingBoth
	}
	return m
}

// seated are the people of a meeting once a calendar has others: new ones come in as guests of theirs, answers
// are taken, and whoever votes, leads or works here stays.
func seated(people []office.MeetingPerson, had, value string) (all []office.MeetingPerson) {
	var before, now []guest
	_ = json.Unmarshal([]byte(had), &before)
	_ = json.Unmarshal([]byte(value), &now)
	of := func(all []guest, mail string) (guest, bool) {
		at := slices.IndexFunc(all, func(g guest) bool { return g.Mail == strings.ToLower(mail) })
		if at < 0 {
			return guest{}, false
		}
		return all[at], true
	}
	for _, p := range people {
		g, there := of(now, p.Mail)
		was, _ := of(before, p.Mail)
		switch {
		case p.Mail == "":
		case !there && !p.Votes && p.ID == "" && p.Role != office.MeetingChair && p.Role != office.MeetingSecretary:
			continue
		case there:
			p = changedGuest(p, was, g)
		}
		all = append(all, p)
	}
	for _, g := range now {
		if !slices.ContainsFunc(people, func(p office.MeetingPerson) bool { return strings.EqualFold(p.Mail, g.Mail) }) {
			p := office.MeetingPerson{Mail: g.Mail, Name: cmp.Or(g.Name, g.Mail), Role: g.Role, Answer: g.Answer}
			if slices.ContainsFunc(all, func(o office.MeetingPerson) bool { return o.Role == p.Role }) && p.Role == office.MeetingChair {
				p.Role = office.MeetingMember // there is one who leads
			}
			p.Seat = meetings.SeatOf(p)
			all = append(all, p)
		}
	}
	return all
}

// changedGuest is somebody of whom a calendar says something new.
func changedGuest(p office.MeetingPerson, was, now guest) office.MeetingPerson {
	if now.Answer != was.Answer {
		p.Answer = now.Answer
	}
	if now.Name != was.Name && now.Name != "" && p.ID == "" {
		p.Name = now.Name
	}
	return p
}
