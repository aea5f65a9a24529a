package sharedcalendartest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/calsync"
	"tram/local/icalendar"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/sharedcalendar"
	"tram/local/store"
)

// What people do at a station, in the calendar, and with what was made apart.

// work is what people at a station do.
func (h *history) work(s *sharedcalendar.Side) {
	ctx := h.t.Context()
	all := h.standing(s)
	if len(all) == 0 || h.draw.IntN(10) < 3 {
		m := office.Meeting{Title: h.word("o"), Sort: office.MeetingPlain, Way: office.MeetingHere, Place: h.word("p"), Secrecy: office.Ordinary,
			When: office.Timing{Start: h.start(), Lasts: 600}, People: []office.MeetingPerson{{Name: "Trần Thị Mẫu", Mail: "mau@example.vn", Votes: true}},
			Agenda: []office.AgendaItem{{Title: "Mục một"}}}
		_, err := meetings.Arrange(ctx, s.Store, who, m)
		h.failed(err)
		return
	}
	m := all[h.draw.IntN(len(all))]
	was := m
	switch h.draw.IntN(6) {
	case 0:
		if _, err := meetings.Cancel(ctx, s.Store, who, m.ID, "", "Bận"); err == nil {
			h.replace(m, office.Meeting{})
		} else {
			h.failed(err)
		}
		return
	case 1:
		m.Title = h.word("o")
	case 2:
		m.Place = h.word("p")
	case 3:
		m.Purpose = h.word("q")
	default:
		m.When.Start = h.start()
	}
	if _, err := meetings.Change(ctx, s.Store, who, meetings.StepChange, m); err == nil {
		h.replace(was, m)
	} else {
		h.failed(err)
		h.undone(was, m)
	}
}

// undone takes back words that were not kept: whoever wrote them was told so.
func (h *history) undone(was, m office.Meeting) {
	for i, w := range wordsOf(m) {
		if wordsOf(was)[i] != w {
			delete(h.words, w)
		}
	}
}

func (h *history) standing(s *sharedcalendar.Side) (all []office.Meeting) {
	every, err := store.All(h.t.Context(), s.Store, meetings.Meetings)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, m := range every {
		if m.State != office.MeetingCancelled {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b office.Meeting) int { return strings.Compare(a.UID, b.UID) })
	return all
}

// elsewhere is what somebody does in the calendar itself.
func (h *history) elsewhere() {
	ctx := h.t.Context()
	all := h.there()
	if h.draw.IntN(4) == 0 && h.putBack(all) {
		return
	}
	if len(all) == 0 || h.draw.IntN(4) == 0 {
		h.n++
		m := office.Meeting{UID: fmt.Sprintf("khac-%d@example.vn", h.n), Title: h.word("o"), Place: h.word("p"), When: office.Timing{Start: h.start(), Lasts: 600}, State: office.MeetingConfirmed}
		if _, err := h.far.Put(ctx, "khac-"+strconv.Itoa(h.n)+".ics", h.text(m), ""); err != nil {
			h.t.Fatal(err)
		}
		return
	}
	o := all[h.draw.IntN(len(all))]
	m := h.read(o.Text)
	was := m
	switch h.draw.IntN(5) {
	case 0:
		if err := h.far.Remove(ctx, o.Href, o.ETag); err != nil {
			h.t.Fatal(err)
		}
		h.binned = append(h.binned, o)
		h.replace(m, office.Meeting{})
		return
	case 1:
		m.Title = h.word("o")
	case 2:
		m.Place = h.word("p")
	case 3:
		m.Purpose = h.word("q")
	default:
		m.When.Start = h.start()
	}
	if _, err := h.far.Put(ctx, o.Href, h.text(m), o.ETag); err != nil {
		h.t.Fatal(err)
	}
	h.replace(was, m)
}

// putBack puts something into the calendar again that somebody removed there, as it was: its words are written
// once more. It does not where the meeting lies there, or where nothing was removed.
func (h *history) putBack(all []calsync.Object) bool {
	for i, o := range h.binned {
		m := h.read(o.Text)
		if slices.ContainsFunc(all, func(other calsync.Object) bool { return other.Href == o.Href || h.read(other.Text).UID == m.UID }) {
			continue
		}
		if _, err := h.far.Put(h.t.Context(), o.Href, o.Text, ""); err != nil {
			h.t.Fatal(err)
		}
		for _, w := range wordsOf(m) {
			h.replaced[w]--
		}
		h.binned = slices.Delete(h.binned, i, i+1)
		h.seen.PutBack++
		return true
	}
	return false
}

func (h *history) text(m office.Meeting) string {
	var b strings.Builder
	if err := icalendar.Write(&b, icalendar.Calendar{Meetings: []office.Meeting{m}}, time.Date(2029, 12, 1, 0, 0, 0, 0, time.UTC)); err != nil {
		h.t.Fatal(err)
	}
	return b.String()
}

func (h *history) read(text string) office.Meeting {
	c, err := icalendar.Read(h.t.Context(), strings.NewReader(text))
	if err != nil || len(c.Meetings) != 1 {
		h.t.Fatal(err, text)
	}
	return c.Meetings[0]
}

func (h *history) there() (all []calsync.Object) {
	c, err := h.far.Changes(h.t.Context(), "")
	if err != nil {
		h.t.Fatal(err)
	}
	var names []string
	for _, ref := range c.Changed {
		names = append(names, ref.Href)
	}
	slices.Sort(names)
	for o, err := range h.far.Fetch(h.t.Context(), names) {
		if err != nil {
			h.t.Fatal(err)
		}
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b calsync.Object) int { return strings.Compare(a.Href, b.Href) })
	return all
}

// choose has a person say which of the versions stands that people made apart.
func (h *history) choose(s *sharedcalendar.Side) (chose int) {
	ctx := h.t.Context()
	all, err := store.All(ctx, s.Store, meetings.Meetings)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, m := range all {
		versions, err := store.VersionsOf(ctx, s.Store, meetings.Meetings, m.ID)
		if err != nil {
			h.t.Fatal(err)
		}
		unrelated, err := s.Store.Unrelated(ctx, m.ID)
		if err != nil || len(versions) < 2 || len(unrelated) > 0 {
			continue
		}
		var seen []office.ID
		for _, v := range versions {
			seen = append(seen, v.Entry)
			h.replace(v.Is, versions[0].Is)
		}
		if _, err := meetings.Settle(ctx, s.Store, who, m.ID, versions[0].Entry, seen[1:]); err != nil {
			h.t.Fatal(err)
		}
		chose++
	}
	h.seen.Settled += chose
	return chose
}
