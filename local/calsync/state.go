package calsync

import "maps"

// State is what is known of both sides from the last time. The caller keeps it, as JSON.
type State struct {
	Life  string            `json:"life,omitempty"`
	Token string            `json:"token,omitempty"`
	Items map[string]Entry  `json:"items,omitempty"` // by UID
	Since map[string]bool   `json:"since,omitempty"` // names of what was sent, removed, met or missed after Token was given out
	Aside map[string]string `json:"aside,omitempty"` // ETags of objects that were not understood or are none of ours, by Href
	Tries map[string]int    `json:"tries,omitempty"` // how often in a row another version was said to lie there, by UID
}

// Entry is what is known of an item: where it lies in the calendar, and what both sides had last.
//
// Before an item is sent its Sent is kept, and when the server took it that becomes the Base. After
// a kill in between, what lies in the calendar tells which of both it was.
type Entry struct {
	Href string `json:"href"`
	ETag string `json:"etag,omitempty"` // empty: not known
	Base Marks  `json:"base,omitempty"` // nil: nobody knows
	Sent Marks  `json:"sent,omitempty"`
}

// copied is a state that can be changed while the other one stays.
func (s State) copied() State {
	s.Items, s.Aside, s.Since, s.Tries = maps.Clone(s.Items), maps.Clone(s.Aside), maps.Clone(s.Since), maps.Clone(s.Tries)
	if s.Since == nil {
		s.Since = map[string]bool{}
	}
	if s.Tries == nil {
		s.Tries = map[string]int{}
	}
	if s.Items == nil {
		s.Items = map[string]Entry{}
	}
	if s.Aside == nil {
		s.Aside = map[string]string{}
	}
	return s
}

// of is the state as far as it holds in the life of what is held here: of another one nobody knows
// what both had last.
func (s State) of(life string) State {
	s = s.copied()
	if s.Life == life {
		return s
	}
	s.Life, s.Token = life, ""
	for uid, e := range s.Items {
		e.Base, e.Sent = nil, nil
		s.Items[uid] = e
	}
	return s
}

// agreed is an entry after which both sides have the same.
func agreed(ref Ref, it Item) Entry {
	return Entry{Href: ref.Href, ETag: ref.ETag, Base: marksOf(it)}
}

// blind tells that theirs has to be read before anything can be said of it.
func (e Entry) blind() bool { return e.ETag == "" || e.Base == nil }

// asks tells that theirs has to be read, for what is held here of it is not what both had last, and
// nobody here changed it.
func (e Entry) asks(ours *Item) bool {
	if ours == nil || ours.Swept || e.blind() {
		return true
	}
	_, borne := e.changed(*ours)
	return borne && !ours.Gone
}

// changed tells that somebody here changed an item since both sides had the same. borne: something of
// it was taken out of the calendar by another way.
func (e Entry) changed(ours Item) (is, borne bool) {
	for _, field := range fieldsOf(ours, Item{Fields: e.Base}) {
		switch {
		case e.Base != nil && e.Base.Is(ours, field):
		case ours.Borne[field]:
			borne = true
		default:
			is = true
		}
	}
	return is, borne
}

// before is what is known before ours is sent over theirs, or theirs is removed.
func (e Entry) before(theirs Theirs) Entry {
	e.Sent = nil
	switch {
	case theirs.Item != nil:
		e.Base = marksOf(*theirs.Item)
	case !theirs.Same: // it becomes a new one
		e.Base, e.ETag = nil, ""
	}
	return e
}
