package calsync

import "maps"

// State is what is known of both sides from the last time. The caller keeps it, as JSON.
type State struct {
	Token string            `json:"token,omitempty"`
	Items map[string]Entry  `json:"items,omitempty"` // by UID
	Aside map[string]string `json:"aside,omitempty"` // ETags of objects that were not understood or are none of ours, by Href
}

// Entry is what is known of an item: where it lies in the calendar, and what both sides had last.
//
// Before an item is sent its Sent is kept, and when the server took it that becomes the Base. After
// a kill in between, what lies in the calendar tells which of both it was.
type Entry struct {
	Href    string `json:"href"`
	ETag    string `json:"etag,omitempty"`    // empty: not known
	Base    Marks  `json:"base,omitempty"`    // nil: nobody knows
	Version int64  `json:"version,omitempty"` // of ours, at Base
	Sent    Marks  `json:"sent,omitempty"`
	Sending int64  `json:"sending,omitempty"` // version of ours, at Sent
}

// copied is a state that can be changed while the other one stays.
func (s State) copied() State {
	s.Items, s.Aside = maps.Clone(s.Items), maps.Clone(s.Aside)
	if s.Items == nil {
		s.Items = map[string]Entry{}
	}
	if s.Aside == nil {
		s.Aside = map[string]string{}
	}
	return s
}

// agreed is an entry after which both sides have the same.
func agreed(ref Ref, it Item) Entry {
	return Entry{Href: ref.Href, ETag: ref.ETag, Base: marksOf(it), Version: it.Version}
}

// behind tells that ours is older than what both had last: it was put back from an old copy, and
// what differs is no change.
func (e Entry) behind(ours *Item) bool { return ours != nil && ours.Version < e.Version }

// blind tells that theirs has to be read before anything can be said of it.
func (e Entry) blind(ours *Item) bool { return e.ETag == "" || e.Base == nil || e.behind(ours) }

// before is what is known before ours is sent over theirs, or theirs is removed.
func (e Entry) before(ours Item, theirs Theirs) Entry {
	e.Sent, e.Sending = nil, 0
	switch {
	case theirs.Item != nil:
		e.Base, e.Version = marksOf(*theirs.Item), ours.Version
	case !theirs.Same: // it becomes a new one
		e.Base, e.Version = nil, 0
	}
	return e
}
