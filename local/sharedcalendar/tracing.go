package sharedcalendar

import (
	"context"
	"encoding/json"
	"iter"
	"maps"
	"slices"

	"tram/local/calsync"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

// What another station took out of the calendar comes here by the journal as well: it is no change of ours.
// The journal tells which entry a value came from, and by which step.

// traced is an item with what the journal tells of it, where it is not what both sides had last.
func (s *Side) traced(ctx context.Context, it calsync.Item, m office.Meeting) (calsync.Item, error) {
	base := s.known.Shared.Items[m.UID].Base
	if base != nil && base.Are(it) || base != nil && it.Gone {
		return it, nil
	}
	p, err := s.pastOf(ctx, m.ID)
	if err != nil {
		return it, err
	}
	heads, err := s.Store.Versions(ctx, m.ID)
	if err != nil || len(heads) == 0 {
		return it, err
	}
	if it.Gone {
		it.Fields = p.standing(heads[0])
		return it, nil
	}
	it.Borne = map[string]bool{}
	for _, field := range fieldNames(it.Fields, base) {
		e, taken := p.origin(heads[0], field)
		it.Borne[field] = taken && e.Station != s.Store.Station() // of what we took ourselves the base tells
	}
	return it, nil
}

func fieldNames(fields, more map[string]string) []string {
	all := maps.Clone(fields)
	maps.Copy(all, more)
	return slices.Sorted(maps.Keys(all))
}

// past are the entries of one meeting.
type past struct {
	side    *Side
	entries map[office.ID]office.Entry
	told    map[office.ID]map[string]string // fields, by entry
}

func (s *Side) pastOf(ctx context.Context, id office.ID) (*past, error) {
	entries, err := s.Store.Entries(ctx, id)
	p := &past{side: s, entries: map[office.ID]office.Entry{}, told: map[office.ID]map[string]string{}}
	for _, e := range entries {
		p.entries[e.ID] = e
	}
	return p, err
}

func (p *past) fields(e office.Entry) map[string]string {
	if f, known := p.told[e.ID]; known {
		return f
	}
	var m office.Meeting
	f := map[string]string{}
	if e.Kind == meetings.Kind && json.Unmarshal(e.Body, &m) == nil {
		f = p.side.asTold(m)
	}
	p.told[e.ID] = f
	return f
}

// origin is the entry by which a field came to have its value. taken: it took it out of the calendar.
func (p *past) origin(e office.Entry, field string) (is office.Entry, taken bool) {
	value, there := p.fields(e)[field]
	for range len(p.entries) {
		from, found := office.Entry{}, false
		for _, id := range e.Follows {
			parent, known := p.entries[id]
			if v, has := p.fields(parent)[field]; known && v == value && has == there {
				from, found = parent, true
				break
			}
		}
		if !found {
			return e, e.Step == meetings.StepAgree
		}
		e = from
	}
	return e, false
}

// taken tells that what a field says was taken out of the calendar, by whichever station.
func (p *past) taken(e office.Entry, field string) bool {
	_, is := p.origin(e, field)
	return is
}

// before are an entry and all that it was made from.
func (p *past) before(e office.Entry) iter.Seq[office.Entry] {
	return func(yield func(office.Entry) bool) {
		seen, next := map[office.ID]bool{}, []office.Entry{e}
		for len(next) > 0 {
			e, next = next[0], next[1:]
			if seen[e.ID] {
				continue
			}
			if seen[e.ID] = true; !yield(e) {
				return
			}
			for _, id := range e.Follows {
				if parent, known := p.entries[id]; known {
					next = append(next, parent)
				}
			}
		}
	}
}

// had tells whether a field ever had a value before an entry, or has it there.
func (p *past) had(e office.Entry, field, value string) bool {
	for is := range p.before(e) {
		if p.fields(is)[field] == value {
			return true
		}
	}
	return false
}

// follows tells whether an entry was made from another one.
func (p *past) follows(e, other office.Entry) bool {
	for is := range p.before(e) {
		if is.ID == other.ID {
			return true
		}
	}
	return false
}

// byPeople is in how many of some heads people wrote something that the others do not follow.
func (p *past) byPeople(heads []office.Entry) (n int) {
	for i, head := range heads {
		for e := range p.before(head) {
			known := slices.ContainsFunc(heads, func(o office.Entry) bool { return o.ID != heads[i].ID && p.follows(o, e) })
			if !known && e.Step != meetings.StepAgree && e.Step != store.MergeStep {
				n++
				break
			}
		}
	}
	return n
}

// later is which of two heads says of a field what holds: the one whose past knows what the other says, or of
// two that were taken out of the calendar the one that this station had last.
// lost: neither does, or both do, and what a person wrote is given up.
func (p *past) later(heads [2]office.Entry, field string, had func(which int) bool) (which int, lost bool) {
	first, second := p.fields(heads[0])[field], p.fields(heads[1])[field]
	knows, known := p.had(heads[0], field, second), p.had(heads[1], field, first)
	taken, too := p.taken(heads[0], field), p.taken(heads[1], field)
	switch {
	case knows != known:
		return map[bool]int{true: 0, false: 1}[knows], false
	case taken && too:
		return map[bool]int{true: 1, false: 0}[had(1)], false
	case taken:
		return 0, true
	}
	return 1, true
}

// standing are the fields of a meeting as it was before it was cancelled.
func (p *past) standing(e office.Entry) map[string]string {
	for range len(p.entries) {
		if fields := p.fields(e); office.State(fields[fieldState]) != office.MeetingCancelled {
			return fields
		}
		if len(e.Follows) == 0 {
			break
		}
		parent, known := p.entries[e.Follows[0]]
		if !known {
			break
		}
		e = parent
	}
	return p.fields(e)
}
