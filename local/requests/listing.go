package requests

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tram/local/office"
	"tram/local/store"
	"tram/local/workday"
)

// Find finds requests by what was typed, the newest first: keys for Rows. Empty: all of them.
func Find(ctx context.Context, s *store.Store, text string, most int) (keys []int64, more bool, err error) {
	return s.LineKeys(ctx, store.LineQuery{Kind: office.KindRequest, Text: text, Most: most})
}

// Among are the keys of the requests that stand somewhere, in that order, of which a text is; empty: of
// all. One that has not come here itself is left out.
func Among(ctx context.Context, s *store.Store, all []Stand, text string) (keys []int64, err error) {
	ids := make([]office.ID, len(all))
	for i, is := range all {
		ids[i] = is.Request
	}
	known, err := s.KeysOf(ctx, office.KindRequest, ids)
	if err != nil {
		return nil, err
	}
	wished := map[int64]bool{}
	if text != "" {
		found, _, err := Find(ctx, s, text, 0)
		if err != nil {
			return nil, err
		}
		for _, key := range found {
			wished[key] = true
		}
	}
	for _, id := range ids {
		if key, is := known[id]; is && (text == "" || wished[key]) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// Rows are requests as a list shows them at a moment, in the order of their keys.
func Rows(ctx context.Context, s *store.Store, c *workday.Calendar, keys []int64, at time.Time) ([]office.RequestRow, error) {
	all, err := store.Keyed(ctx, s, Requests, keys)
	if err != nil {
		return nil, err
	}
	stands, err := standsOf(ctx, s, all)
	if err != nil {
		return nil, err
	}
	rows := make([]office.RequestRow, len(all))
	for i, r := range all {
		is := stands[r.ID]
		rows[i] = office.RequestRow{Request: r.ID, Code: r.Code, Name: r.Asked.Name, From: r.From.Name, Stage: is.Stage, Said: is.Said(), Holder: is.Holder.Name, Due: is.Due, Parted: is.Parted()}
		if is.Late(at) {
			rows[i].Late = is.LateSaid(c, at)
		}
	}
	return rows, nil
}

// standsOf are where requests stand, by what they are.
func standsOf(ctx context.Context, s *store.Store, of []office.Request) (map[office.ID]Stand, error) {
	ids := make([]office.ID, len(of))
	for i, r := range of {
		ids[i] = standOf(r.ID)
	}
	all, err := store.These(ctx, s, Standings, ids)
	if err != nil {
		return nil, err
	}
	if all, err = withParted(ctx, s, all, ids); err != nil {
		return nil, err
	}
	stands := map[office.ID]Stand{}
	for _, is := range all {
		stands[is.Request] = is
	}
	return stands, nil
}

// Late are where open requests stand that are late at a moment, the oldest appointment first.
func Late(ctx context.Context, s *store.Store, at time.Time) (all []Stand, err error) {
	open, err := StandingsOf(ctx, s, true)
	for _, is := range open {
		if is.Answer.IsZero() && is.Late(at) {
			all = append(all, is)
		}
	}
	return all, err
}

// StandingsOf are where requests stand, the newest first; open: of those alone with which something
// is to be done.
func StandingsOf(ctx context.Context, s *store.Store, open bool) (all []Stand, err error) {
	if open {
		all, err = store.By(ctx, s, Standings, FacetOpen, Open)
	} else {
		all, err = store.All(ctx, s, Standings)
	}
	if err != nil {
		return nil, err
	}
	all, err = withParted(ctx, s, all, nil)
	slices.SortStableFunc(all, func(a, b Stand) int { return cmp.Compare(b.Request, a.Request) })
	return all, err
}

// withParted has what stations took apart, of all or of some, stand as both of them left it: what is
// written down of it is that of one alone. Until one way is chosen it is open.
func withParted(ctx context.Context, s *store.Store, all []Stand, of []office.ID) ([]Stand, error) {
	apart, _, err := s.Partings(ctx, mostParted)
	if err != nil {
		return nil, err
	}
	for _, p := range apart {
		if p.Kind != KindStand || of != nil && !slices.Contains(of, p.ID) {
			continue
		}
		is, err := store.One(ctx, s, Standings, p.ID)
		if err != nil {
			return nil, err
		}
		l, err := LifeOf(ctx, s, is.Request)
		if err != nil {
			return nil, err
		}
		is.laid(l)
		for _, end := range l.walked.Ends {
			is.ends = append(is.ends, end.Place)
		}
		all = append(slices.DeleteFunc(all, func(other Stand) bool { return other.ID == is.ID }), is)
	}
	return all, nil
}

// OfPart is the request of which stations made what is told of; empty: it is of none.
func OfPart(ctx context.Context, s *store.Store, p store.Parting) (office.ID, error) {
	if p.Kind != KindStand {
		return map[bool]office.ID{true: p.ID}[p.Kind == office.KindRequest], nil
	}
	is, err := store.One(ctx, s, Standings, p.ID)
	return is.Request, err
}

// mostParted is how many are looked at: they are the work of minutes, and each is settled by a person.
const mostParted = 1_000

// Parted tells that stations took the request apart.
func (s Stand) Parted() bool { return len(s.ends) > 1 }

// Said is the stage in words, as they stand in a sentence.
func (s Stand) Said() string {
	if s.Parted() {
		return "hai máy ghi khác nhau, chờ chọn"
	}
	return s.Stage.Said()
}

// Waits tells whether somebody has something to do with an open request: who settles it does until there
// is an answer, and then, or where nobody settles it, whoever sits at the counter. Of nobody it tells
// whether anybody has.
func (s Stand) Waits(who office.ID) bool {
	switch {
	case s.Parted():
		return true
	case s.Stage == office.RequestWaiting:
		return false
	case s.Stage == office.RequestWorking:
		return who == "" || s.Holder.ID == "" || s.Holder.ID == who
	}
	return s.Stage != office.RequestClosed
}

// Late tells whether the answer came, or is to come, after the appointment, at a moment.
func (s Stand) Late(at time.Time) bool {
	if s.Parted() {
		return slices.ContainsFunc(s.ends, func(end Stands) bool { return end.Late(at) })
	}
	return Stands{Stage: s.Stage, Due: s.Due, Answered: s.Answer, Stood: s.Stood, Still: s.still()}.Late(at)
}

func (s Stand) still() (since time.Time) {
	if s.Still {
		return s.Since
	}
	return since
}

// LateSaid is by how much the answer was late, or is at a moment.
func (s Stand) LateSaid(c *workday.Calendar, at time.Time) string {
	switch {
	case s.Still: // no term runs
		at = s.Since
	case !s.Stood.IsZero():
		at = s.Stood
	case !s.Answer.IsZero():
		at = s.Answer
	}
	return c.Late(workday.Deadline{By: s.Due}, at).Said()
}
