package meetings

import (
	"cmp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"tram/local/calendar"
	"tram/local/office"
	"tram/local/store"
)

// Whom and what a meeting takes: rooms, equipment, and each person who must be there, whether or not they
// have an account, work here, or are known by an address or a name alone.

// hold is something or somebody that a meeting takes, by a key under which others that take it are found.
type hold struct {
	key office.ID
	who office.MeetingPerson // of a person; the zero value: a room or equipment
}

// The keys of people who are found by an address, or by a name.
const (
	byMail = "mail:"
	byName = "name:"
)

func holds(m office.Meeting) (all []hold) {
	for _, room := range m.Rooms {
		all = append(all, hold{key: room})
	}
	for _, p := range m.People {
		if !p.Freely && p.Answer != office.MeetingDeclined {
			for _, key := range keysOf(p) {
				all = append(all, hold{key, p})
			}
		}
		if p.Set != "" {
			all = append(all, hold{key: p.Set})
		}
	}
	return all
}

// keysOf are the keys under which a person is found: an account or an entry of who works here, an address,
// and of a stranger the name.
func keysOf(p office.MeetingPerson) (all []office.ID) {
	if p.ID != "" {
		all = append(all, p.ID)
	}
	if p.Mail != "" {
		all = append(all, byMail+office.ID(strings.ToLower(strings.TrimSpace(p.Mail))))
	}
	if name := strings.Fields(office.Fold(p.Name)); p.ID == "" && len(name) > 0 {
		all = append(all, byName+office.ID(strings.Join(name, "-")))
	}
	return all
}

// SamePerson tells that two who are invited are one: who works here by who they are, others by their address,
// and who has none by the name, unless each has another unit.
func SamePerson(a, b office.MeetingPerson) bool {
	switch {
	case a.ID != "" && b.ID != "":
		return a.ID == b.ID
	case a.Mail != "" && b.Mail != "":
		return sameMail(a.Mail, b.Mail)
	}
	return sameWords(a.Name, b.Name) && (a.Unit == "" || b.Unit == "" || sameWords(a.Unit, b.Unit))
}

func sameWords(a, b string) bool {
	plain := func(s string) string { return norm.NFC.String(office.OneLine(s)) }
	return strings.EqualFold(plain(a), plain(b))
}

// heldBy tells that a meeting takes what another one holds: a key alone is not yet the same person.
func heldBy(h hold, m office.Meeting) bool {
	if h.who.Seat == "" && h.who.Name == "" {
		return true
	}
	for _, o := range holds(m) {
		if o.key == h.key && SamePerson(h.who, o.who) {
			return true
		}
	}
	return false
}

// holding are the meetings that take somebody or something between two moments, each once.
func holding(in *store.Inside, h hold, from, to time.Time) (all []office.Meeting, err error) {
	every, err := store.EveryBy[office.Meeting](in, Kind, FacetHolds, held(h.key, Always))
	if err != nil {
		return nil, err
	}
	some, err := store.EveryBetween[office.Meeting](in, Kind, FacetHolds, held(h.key, monthOf(from).Format(monthForm)), held(h.key, monthOf(to).Format(monthForm)))
	for _, m := range append(every, some...) {
		if heldBy(h, m) {
			all = append(all, m)
		}
	}
	return all, err
}

// busy says who or what is taken, by which meeting, and when.
func busy(m office.Meeting, h hold, other office.Meeting, at calendar.Span) error {
	if h.who.Name != "" {
		return PersonBusy.About(h.who.Name, titleFor(other), SpanSaid(at))
	}
	return RoomBusy.About(cmp.Or(m.Place, "Phòng hoặc thiết bị"), titleFor(other), SpanSaid(at))
}

func titleFor(m office.Meeting) string { return cmp.Or(m.Title, "một cuộc họp khác") }
