package sharedcalendar

import (
	"context"
	"encoding/json"
	"maps"

	"tram/local/calsync"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

// unite puts meetings together that two stations took in apart, or that one of them changed while the other
// took in what the calendar says. What people at two stations changed apart is left to them. Of what they say differently the later stands,
// where the past of one knows what the other says; where neither does, what was read of the calendar stands,
// and a person is told of the other.
func (s *Side) unite(ctx context.Context) error {
	all, err := store.All(ctx, s.Store, meetings.Meetings)
	if err != nil {
		return err
	}
	var ids []office.ID
	for _, m := range all {
		ids = append(ids, m.ID)
	}
	apart, err := s.Store.ApartOf(ctx, ids)
	if err != nil {
		return err
	}
	for _, m := range all {
		if apart[m.ID] == 0 {
			continue
		}
		heads, err := s.Store.Versions(ctx, m.ID)
		if err != nil {
			return err
		}
		unrelated, err := s.Store.Unrelated(ctx, m.ID)
		if err != nil {
			return err
		}
		if err := s.uniteOne(ctx, m, heads, len(unrelated) > 0); err != nil {
			return err
		}
	}
	return nil
}

func (s *Side) uniteOne(ctx context.Context, shown office.Meeting, heads []office.Entry, unrelated bool) error {
	var versions []office.Meeting
	var seen []office.ID
	for _, e := range heads {
		var m office.Meeting
		if e.Kind != meetings.Kind || json.Unmarshal(e.Body, &m) != nil {
			return nil //nolint:nilerr // it is no meeting: a person looks at it
		}
		versions, seen = append(versions, m), append(seen, e.ID)
	}
	if len(versions) == 0 {
		return nil
	}
	p, err := s.pastOf(ctx, shown.ID)
	if err != nil {
		return err
	}
	if !unrelated && p.byPeople(heads) > 1 {
		return nil
	}
	first := richest(versions)
	now := versions[first]
	for i, other := range versions {
		if i == first || other.ID != now.ID {
			continue
		}
		if now, err = s.united(ctx, p, now, other, [2]office.Entry{heads[first], heads[i]}); err != nil {
			return err
		}
	}
	now.Version = shown.Version
	if now.State, err = s.stateOf(ctx, p, now, versions, heads); err != nil {
		return err
	}
	if now.Why = ""; now.State == office.MeetingCancelled {
		now.Why = whyOf(versions)
	}
	_, err = meetings.Agree(ctx, s.Store, s.Actor, now, now, seen...)
	return err
}

// stateOf is the state of versions as one: of one that a person cancelled it is cancelled, unless somebody
// changed it elsewhere: then it stands, and that is told. What a calendar took away stands until the calendar
// is asked.
func (s *Side) stateOf(ctx context.Context, p *past, now office.Meeting, versions []office.Meeting, heads []office.Entry) (office.State, error) {
	var stands []int
	cancelled := -1
	for i, m := range versions {
		if m.State != office.MeetingCancelled {
			stands = append(stands, i)
		} else if !p.taken(heads[i], fieldState) {
			cancelled = i
		}
	}
	switch {
	case len(stands) == 0:
		return office.MeetingCancelled, nil
	case cancelled < 0 && now.State == office.MeetingCancelled:
		return versions[stands[0]].State, nil
	case cancelled < 0:
		return now.State, nil
	}
	for _, i := range stands {
		switch e, _ := p.origin(heads[cancelled], fieldState); {
		case p.follows(heads[i], e): // it stands again
			return versions[i].State, nil
		case !s.changedSince(p, heads[cancelled], versions[i], versions[cancelled]):
			continue
		}
		ours, theirs := calsync.Item{UID: now.UID, Gone: true, Fields: s.asTold(versions[cancelled])}, calsync.Item{UID: now.UID, Fields: s.asTold(versions[i])}
		return versions[i].State, s.Tell(ctx, calsync.Clash{UID: now.UID, Ours: ours, Theirs: theirs, Unknown: true})
	}
	return office.MeetingCancelled, nil
}

// changedSince tells that a meeting says something that whoever cancelled another version of it did not know.
func (s *Side) changedSince(p *past, cancelled office.Entry, m, other office.Meeting) bool {
	a, b := s.asTold(m), s.asTold(other)
	for _, field := range fieldNames(a, b) {
		if field != fieldState && a[field] != b[field] && !p.had(cancelled, field, a[field]) {
			return true
		}
	}
	return false
}

// whyOf is why a meeting was cancelled in one of its versions: that of a person before that of a calendar.
func whyOf(all []office.Meeting) string {
	why := whyCancelled
	for _, m := range all {
		if m.State == office.MeetingCancelled && m.Why != whyCancelled && (why == whyCancelled || m.Why < why) {
			why = m.Why
		}
	}
	return why
}

// united are two versions as one.
func (s *Side) united(ctx context.Context, p *past, now, other office.Meeting, heads [2]office.Entry) (office.Meeting, error) {
	ours, theirs := s.asTold(now), s.asTold(other)
	base := s.known.Shared.Items[now.UID].Base
	fields := maps.Clone(ours)
	clash := calsync.Clash{UID: now.UID, Ours: calsync.Item{UID: now.UID, Fields: maps.Clone(ours)}, Theirs: calsync.Item{UID: now.UID, Fields: maps.Clone(theirs)}, Unknown: true}
	for _, field := range fieldNames(ours, theirs) {
		if ours[field] == theirs[field] || field == fieldState {
			continue
		}
		sides := []calsync.Item{clash.Ours, clash.Theirs}
		stands, lost := p.later(heads, field, func(which int) bool { return base.Is(sides[which], field) })
		if stands == 1 {
			fields[field] = theirs[field]
		}
		followed := p.taken(heads[stands], field) && base.Is(sides[1-stands], field)
		if lost && !followed { // else it was in the calendar, and was changed there
			clash.Fields = append(clash.Fields, field)
			if stands == 0 { // of a clash ours is what is given up
				clash.Ours.Fields[field], clash.Theirs.Fields[field] = theirs[field], ours[field]
			}
		}
		if fields[field] == "" {
			delete(fields, field)
		}
	}
	if len(clash.Fields) > 0 {
		if err := s.Tell(ctx, clash); err != nil {
			return now, err
		}
	}
	now = laid(now, ours, fields)
	now.Sequence = max(now.Sequence, other.Sequence)
	return now, nil
}

// richest is which version knows most of what no calendar does: it was arranged here, and the others were
// read of a calendar.
func richest(all []office.Meeting) (most int) {
	for i, m := range all {
		if meetings.Own(m) > meetings.Own(all[most]) {
			most = i
		}
	}
	return most
}
