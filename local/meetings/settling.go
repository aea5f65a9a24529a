package meetings

import (
	"cmp"
	"context"
	"slices"

	"tram/local/office"
	"tram/local/store"
)

// Settle keeps one of the versions of a meeting that stations made apart, by its entry; seen are the entries of
// all that the person saw. What no calendar knows (rooms, agenda, papers, who votes) stays where the version that
// is kept was read of one and has none of it. It fails as store.Choose does.
func Settle(ctx context.Context, s *store.Store, actor string, id, keep office.ID, seen []office.ID) (office.Meeting, error) {
	all, err := store.VersionsOf(ctx, s, Meetings, id)
	if err != nil {
		return office.Meeting{}, err
	}
	m, err := store.Chosen(ctx, s, Meetings, id, keep)
	if err != nil {
		return m, err
	}
	if Own(m) == 0 {
		for _, v := range all {
			if Own(v.Is) > 0 {
				m = furnished(m, v.Is)
				break
			}
		}
	}
	return m, s.Settle(ctx, store.Act{Actor: actor, Step: store.SettleStep}, append([]office.ID{keep}, seen...), Meetings.Put(&m))
}

// Own is how much a meeting knows that no calendar does; 0: it was read of one.
func Own(m office.Meeting) int {
	n := len(m.Rooms) + len(m.Agenda) + len(m.Papers)
	for _, p := range m.People {
		if p.ID != "" || p.Votes || p.Unit != "" {
			n++
		}
	}
	return n
}

// furnished is a meeting that was read of a calendar, with what the office's own version knows beside.
func furnished(m, own office.Meeting) office.Meeting {
	m.Rooms, m.Agenda, m.Papers = slices.Clone(own.Rooms), slices.Clone(own.Agenda), slices.Clone(own.Papers)
	m.Sort, m.Members, m.Quorum = own.Sort, own.Members, own.Quorum
	m.People = slices.Clone(m.People)
	for _, p := range own.People {
		i := slices.IndexFunc(m.People, func(o office.MeetingPerson) bool {
			return p.Mail != "" && sameMail(o.Mail, p.Mail) || p.Mail == "" && o.Name == p.Name
		})
		switch {
		case i >= 0:
			p.Answer, p.Said = cmp.Or(m.People[i].Answer, p.Answer), cmp.Or(m.People[i].Said, p.Said)
			m.People[i] = p
		case p.Votes || p.ID != "" || p.Role == office.MeetingChair || p.Role == office.MeetingSecretary:
			m.People = append(m.People, p)
		}
	}
	return m
}
