package calsynctest

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"tram/local/calsync"
)

// Seen is what happened in histories: a test that saw no clash proves nothing of clashes.
type Seen struct {
	Kills, Lost, Restored, Sent, Taken, Merged, Removed, Dropped, Clashes, Revived int
}

// Live lives one history of two stations and other people's programs that share a calendar, and
// ends when nobody has anything to send: then all have the same, no meeting is there twice, and
// each word that somebody wrote stands, was replaced by somebody who had it before them, or was
// told of. Programs are killed at any step.
//
// far is the calendar as other people's programs reach it, near as the stations do: in their way an
// ErrKilled may come from it at any time, until calm.
func Live(t *testing.T, seed uint64, far, near calsync.Far, calm func(), seen *Seen) {
	t.Helper()
	h := &history{
		t: t, far: far, near: near, seen: seen, draw: rand.New(rand.NewPCG(seed, 1)), stations: []*station{newStation("A"), newStation("B")},
		old: map[string]map[string]calsync.Item{}, words: map[string]bool{}, replaced: map[string]bool{},
	}
	for range 12 + h.draw.IntN(20) {
		h.event()
		if t.Failed() {
			return
		}
	}
	calm()
	h.settle()
	h.check()
}

type history struct {
	t        *testing.T
	far      calsync.Far
	near     calsync.Far // the same, as stations reach it
	seen     *Seen
	draw     *rand.Rand
	stations []*station
	old      map[string]map[string]calsync.Item // copies of stations
	n        int
	past     []calsync.Object // what somebody saw in the calendar
	words    map[string]bool  // that somebody wrote
	replaced map[string]bool  // words that somebody had before them, and wrote over or removed
}

var fields = []string{"title", "place", "purpose"}

func (h *history) event() {
	s := h.stations[h.draw.IntN(len(h.stations))]
	switch n := h.draw.IntN(100); {
	case n < 45:
		h.work(s)
	case n < 60:
		h.elsewhere()
	case n < 92:
		h.exchange(s, 12)
	case n < 94:
		s.state = nil
		h.seen.Lost++
	case n < 96:
		h.old[s.name] = s.copied()
	case n < 98 && h.old[s.name] != nil:
		h.restore(s)
	default:
		if server, is := h.far.(*Server); is {
			server.Forget()
		}
	}
}

// word is one that nobody wrote before.
func (h *history) word(by string) string {
	h.n++
	w := fmt.Sprintf("%s%d", by, h.n)
	h.words[w] = true
	return w
}

// changed has somebody who sees an item write, take out or change one of its fields.
func (h *history) changed(it calsync.Item, by string) calsync.Item {
	it.Fields = maps.Clone(it.Fields)
	field := fields[h.draw.IntN(len(fields))]
	if old, there := it.Fields[field]; there {
		h.replaced[old] = true
	}
	if h.draw.IntN(8) == 0 {
		delete(it.Fields, field)
	} else {
		it.Fields[field] = h.word(by)
	}
	return it
}

func (h *history) removed(it calsync.Item) {
	for _, w := range it.Fields {
		h.replaced[w] = true
	}
}

// work is what people at a station do.
func (h *history) work(s *station) {
	all := s.standing()
	if n := h.draw.IntN(10); n < 3 || len(all) == 0 {
		uid := h.word(s.name + "u")
		delete(h.words, uid)
		s.items[uid] = calsync.Item{UID: uid, Version: 1, Fields: map[string]string{"title": h.word(s.name)}}
		return
	}
	uid := all[h.draw.IntN(len(all))]
	it := s.items[uid]
	if h.draw.IntN(6) == 0 {
		h.removed(it)
		s.items[uid] = calsync.Item{UID: uid, Version: it.Version + 1, Gone: true}
		return
	}
	it = h.changed(it, s.name)
	it.Version++
	s.items[uid] = it
}

// elsewhere is what somebody does in the calendar itself.
func (h *history) elsewhere() {
	ctx := h.t.Context()
	all := h.there()
	if len(all) == 0 || h.draw.IntN(4) == 0 {
		uid := h.word("Pu")
		delete(h.words, uid)
		it := calsync.Item{UID: uid, Fields: map[string]string{"title": h.word("P")}}
		if _, err := h.far.Put(ctx, "dt-"+uid+".ics", Text(it), ""); err != nil {
			h.t.Errorf("elsewhere: %v", err)
		}
		return
	}
	o := all[h.draw.IntN(len(all))]
	it, err := Item(o.Text)
	if err != nil {
		h.t.Fatal(err)
	}
	h.past = append(h.past, o)
	switch n := h.draw.IntN(10); {
	case n < 2:
		h.removed(it)
		err = h.far.Remove(ctx, o.Href, o.ETag)
	case n < 4:
		err = h.back(h.past[h.draw.IntN(len(h.past))])
	default:
		_, err = h.far.Put(ctx, o.Href, Text(h.changed(it, "P")), o.ETag)
	}
	if err != nil {
		h.t.Errorf("elsewhere: %v", err)
	}
}

// back has an object of the calendar be as it was before, to the letter.
func (h *history) back(as calsync.Object) error {
	etag := ""
	for o, err := range h.far.Fetch(h.t.Context(), []string{as.Href}) {
		if err != nil {
			return err
		}
		etag = o.ETag
		it, err := Item(o.Text)
		if err != nil {
			return err
		}
		h.removed(it)
	}
	_, err := h.far.Put(h.t.Context(), as.Href, as.Text, etag)
	if etag == "" && errors.Is(err, calsync.Overtaken) { // it stands under another name by now
		return nil
	}
	return err
}

// there is what lies in the calendar, in the order of its names.
func (h *history) there() (all []calsync.Object) {
	c, err := h.far.Changes(h.t.Context(), "")
	if err != nil {
		h.t.Fatal(err)
	}
	refs := names(c.Changed)
	slices.Sort(refs)
	for o, err := range h.far.Fetch(h.t.Context(), refs) {
		if err != nil {
			h.t.Fatal(err)
		}
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b calsync.Object) int { return slices.Index(refs, a.Href) - slices.Index(refs, b.Href) })
	return all
}

// restore puts a station back from a copy, while its state stays. What was written since and came
// nowhere else went with the disk.
func (h *history) restore(s *station) {
	for _, it := range s.items {
		for _, w := range it.Fields {
			if w[:1] == s.name {
				h.replaced[w] = true
			}
		}
	}
	s.items, s.life = h.old[s.name], s.life+"'"
	delete(h.old, s.name)
	h.seen.Restored++
}

// exchange is one between a station and the calendar. Of a hundred steps so many are the last;
// people go on working meanwhile.
func (h *history) exchange(s *station, kills int) calsync.Result {
	last, err := s.last()
	if err != nil {
		h.t.Fatal(err)
	}
	far, near := Shake(h.near, s, func() (bool, bool) {
		n := h.draw.IntN(100)
		if kills > 0 && h.draw.IntN(12) == 0 {
			if h.draw.IntN(2) == 0 {
				h.work(s)
			} else {
				h.elsewhere()
			}
		}
		return n < kills/2, n >= kills/2 && n < kills
	})
	is, err := calsync.Run(h.t.Context(), far, near, last, calsync.Wish{Emptied: true})
	switch {
	case errors.Is(err, ErrKilled):
		h.seen.Kills++
	case err != nil:
		h.t.Errorf("%s: %v", s.name, err)
	case len(is.Odd) > 0:
		h.t.Errorf("%s: %+v", s.name, is.Odd)
	}
	h.seen.Sent += is.Sent
	h.seen.Taken += is.Taken
	h.seen.Merged += is.Merged
	h.seen.Removed += is.Removed
	h.seen.Dropped += is.Dropped
	for _, c := range is.Clashes {
		h.seen.Clashes++
		if c.Ours.Gone || c.Theirs.Gone {
			h.seen.Revived++
		}
	}
	return is
}

// mostRounds are how many it may take until nobody has anything to send.
const mostRounds = 8

func (h *history) settle() {
	for range mostRounds {
		quiet := true
		for _, s := range h.stations {
			is := h.exchange(s, 0)
			quiet = quiet && !is.Again && is.Sent+is.Taken+is.Merged+is.Removed+is.Dropped+len(is.Clashes) == 0
		}
		if quiet {
			return
		}
	}
	h.t.Error("they do not come to rest")
}

func (h *history) check() {
	stands := map[string]calsync.Item{}
	for _, o := range h.there() {
		it, err := Item(o.Text)
		if err != nil {
			h.t.Fatal(err)
		}
		if _, twice := stands[it.UID]; twice {
			h.t.Errorf("%s is in the calendar twice", it.UID)
		}
		stands[it.UID] = it
	}
	told := map[string]bool{}
	for _, s := range h.stations {
		if all := s.standing(); !slices.Equal(all, slices.Sorted(maps.Keys(stands))) {
			h.t.Errorf("%s holds %q, the calendar %q", s.name, all, slices.Sorted(maps.Keys(stands)))
		}
		for uid, it := range stands {
			if !s.items[uid].Same(it) {
				h.t.Errorf("%s: %s has %q, the calendar %q", uid, s.name, s.items[uid].Fields, it.Fields)
			}
		}
		for _, c := range s.told {
			for _, f := range c.Fields {
				told[c.Ours.Fields[f]] = true
			}
		}
	}
	for _, it := range stands {
		for _, w := range it.Fields {
			told[w] = true
		}
	}
	for w := range h.words {
		if !told[w] && !h.replaced[w] {
			h.t.Errorf("%s was lost", w)
		}
	}
}
