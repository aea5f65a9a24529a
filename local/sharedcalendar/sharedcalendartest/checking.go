package sharedcalendartest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tram/local/meetings"
	"tram/local/office"
	"tram/local/sharedcalendar"
	"tram/local/store"
)

// What comes to rest, and what is held against each other then.

const mostRounds = 25

// settle has all that is under way come to its end.
func (h *history) settle() {
	for range mostRounds {
		moved := 0
		for _, s := range h.sides {
			moved += h.choose(s)
			is := h.exchange(s, 0)
			moved += is.Sent + is.Taken + is.Merged + is.Removed + is.Dropped + len(is.Clashes) + len(is.Odd)
			if is.Again {
				moved++
			}
		}
		moved += h.carry(h.sides[0])
		moved += h.carry(h.sides[1])
		if moved == 0 {
			return
		}
	}
	h.t.Error("they do not come to rest")
}

// check holds both stations and the calendar against each other, and looks for each word.
func (h *history) check() {
	there := map[string]office.Meeting{}
	for _, o := range h.there() {
		m := h.read(o.Text)
		if _, twice := there[m.UID]; twice {
			h.t.Errorf("%s lies in the calendar twice", m.UID)
		}
		there[m.UID] = m
	}
	stands := map[string]bool{}
	for _, s := range h.sides {
		all := h.standing(s)
		if uids := uidsOf(all); !slices.Equal(uids, slices.Sorted(maps.Keys(there))) {
			h.t.Errorf("%s has %q, the calendar %q", s.Actor, uids, slices.Sorted(maps.Keys(there)))
			continue
		}
		for _, m := range all {
			if got, want := h.told(s, m), h.told(s, there[m.UID]); got != want {
				h.t.Errorf("%s: %s is\n%s, the calendar says\n%s", s.Actor, m.UID, got, want)
			}
			if strings.HasSuffix(m.UID, "@tram") && (len(m.Agenda) != 1 || !m.People[0].Votes) {
				h.t.Errorf("%s lost what no calendar knows: %+v\n%s", m.UID, m, h.story(m.Title))
			}
			for _, w := range wordsOf(m) {
				stands[w] = true
			}
		}
		clashes, err := store.All(h.t.Context(), s.Store, sharedcalendar.Clashes)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, c := range clashes {
			for _, f := range c.Fields {
				stands[f.Ours], stands[f.Theirs] = true, true
				h.hours(f.Ours, stands)
			}
		}
	}
	if a, b := h.standing(h.sides[0]), h.standing(h.sides[1]); fmt.Sprintf("%+v", unversioned(a)) != fmt.Sprintf("%+v", unversioned(b)) {
		h.t.Errorf("the stations differ:\n%s\n%s", fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", b))
	}
	for w := range h.words {
		if !stands[w] && h.replaced[w] <= 0 {
			h.t.Errorf("%s was lost:\n%s", w, h.story(w))
		}
	}
}

// story is what was written of the meeting in which a word stood.
func (h *history) story(word string) string {
	var b strings.Builder
	for _, s := range h.sides {
		all, err := store.All(h.t.Context(), s.Store, meetings.Meetings)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, m := range all {
			entries, err := s.Store.Entries(h.t.Context(), m.ID)
			if err != nil {
				h.t.Fatal(err)
			}
			if !slices.ContainsFunc(entries, func(e office.Entry) bool { return strings.Contains(string(e.Body), `"`+word+`"`) }) {
				continue
			}
			fmt.Fprintf(&b, "%s: %q %s\n", s.Actor, wordsOf(m), m.UID)
			for _, e := range entries {
				fmt.Fprintf(&b, "  %s %s %s follows %v: %s\n", e.ID.Short(), e.Step, e.Actor, e.Follows, e.Body)
			}
		}
		clashes, err := store.All(h.t.Context(), s.Store, sharedcalendar.Clashes)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, c := range clashes {
			fmt.Fprintf(&b, "  told %+v\n", c)
		}
	}
	for _, o := range h.there() {
		fmt.Fprintf(&b, "%s: %q\n", o.Href, wordsOf(h.read(o.Text)))
	}
	return b.String()
}

// told is a meeting as a calendar tells it.
func (h *history) told(s *sharedcalendar.Side, m office.Meeting) string {
	it, err := s.Read(h.text(m))
	if err != nil {
		h.t.Fatal(err)
	}
	return fmt.Sprint(it.Fields)
}

// hours marks hours, which people read otherwise.
func (h *history) hours(said string, stands map[string]bool) {
	for w := range h.words {
		if at, err := time.Parse("2006-01-02T15:04:05", w); err == nil && strings.HasPrefix(said, at.Format("15:04")) && strings.HasSuffix(said, at.Format("02/01/2006")) {
			stands[w] = true
		}
	}
}

func unversioned(all []office.Meeting) (some []office.Meeting) {
	for _, m := range all {
		m.Version = 0
		some = append(some, m)
	}
	return some
}

func uidsOf(all []office.Meeting) (uids []string) {
	for _, m := range all {
		uids = append(uids, m.UID)
	}
	return uids
}
