// Package sharedcalendartest holds histories of two stations of an office that share a calendar with other
// programs, and carry their journals to each other.
package sharedcalendartest

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tram/local/books"
	"tram/local/calsync"
	"tram/local/calsync/calsynctest"
	"tram/local/icalendar"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/sharedcalendar"
	"tram/local/store"
)

const who = "Nguyễn Văn Mẫu"

// ticking is a clock that goes on whenever it is looked at.
type ticking struct{ at time.Time }

func (c *ticking) Now() time.Time {
	c.at = c.at.Add(time.Second)
	return c.at
}

func (c *ticking) Source() office.ClockSource { return office.ClockSource{Name: "system"} }

func kinds() []store.AnyKind {
	return append(append(meetings.Kinds(), sharedcalendar.Kinds()...), books.Facilities.Kind)
}

// Unborn is an empty database of today's schema, for Live.
func Unborn(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unborn.db")
	s, err := store.Open(t.Context(), path, store.Options{Clock: &ticking{time.Now()}, Kinds: kinds(), Unborn: true})
	if err == nil {
		err = errors.Join(s.Checkpoint(t.Context()), s.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// history is one of two stations of an office that share a calendar with other programs, and carry their
// journals to each other.
type history struct {
	t        *testing.T
	far      calsync.Far
	draw     *rand.Rand
	sides    []*sharedcalendar.Side
	n        int
	words    map[string]bool // that somebody wrote
	replaced map[string]bool // words that somebody had before them, and wrote over, removed, or did not choose
	seen     *Seen
}

// Seen is what happened in histories: a test that saw no clash proves nothing of clashes.
type Seen struct{ Kills, Sent, Taken, Merged, Removed, Dropped, Clashes, Settled int }

func newHistory(t *testing.T, seed uint64, far calsync.Far, empty []byte, seen *Seen) *history {
	t.Helper()
	h := &history{t: t, far: far, draw: rand.New(rand.NewPCG(seed, 7)), words: map[string]bool{}, replaced: map[string]bool{}, seen: seen}
	clock, dir := &ticking{time.Date(2029, 12, 1, 8, 0, 0, 0, office.VietNam)}, t.TempDir()
	for _, name := range []string{"a", "b"} {
		path := filepath.Join(dir, name+".db")
		if err := os.WriteFile(path, empty, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), path, store.Options{Clock: clock, Kinds: kinds()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		h.sides = append(h.sides, &sharedcalendar.Side{Store: s, Actor: "Trạm " + name, Path: filepath.Join(dir, name+".calendar")})
	}
	return h
}

func (h *history) event() {
	s := h.sides[h.draw.IntN(2)]
	switch n := h.draw.IntN(100); {
	case n < 40:
		h.work(s)
	case n < 55:
		h.elsewhere()
	case n < 80:
		h.exchange(s, 12)
	case n < 92:
		h.carry(s)
	case n < 94:
		_ = os.Remove(s.Path)
	default:
		h.choose(s)
	}
}

func (h *history) word(by string) string {
	h.n++
	w := fmt.Sprintf("%s%d", by, h.n)
	h.words[w] = true
	return w
}

func (h *history) failed(err error) {
	if err != nil && !errors.Is(err, store.Apart) && !errors.Is(err, store.Stale) {
		h.t.Helper()
		h.t.Fatal(err)
	}
}

// start is an hour that is a word as well.
func (h *history) start() string {
	h.n++
	at := time.Date(2030, 1, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(h.n) * time.Hour).Format("2006-01-02T15:04:05")
	h.words[at] = true
	return at
}

// wordsOf are what a meeting says.
func wordsOf(m office.Meeting) []string { return []string{m.Title, m.Place, m.Purpose, m.When.Start} }

func (h *history) replace(was, now office.Meeting) {
	for i, w := range wordsOf(was) {
		if wordsOf(now)[i] != w {
			h.replaced[w] = true
		}
	}
}

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

// exchange is one between a station and the calendar, of a hundred of whose steps so many are the last;
// people go on working meanwhile.
func (h *history) exchange(s *sharedcalendar.Side, kills int) calsync.Result {
	ctx := h.t.Context()
	known, err := s.Begin(ctx)
	if err != nil {
		h.t.Fatal(err)
	}
	far, near := calsynctest.Shake(h.far, s, func() (bool, bool) {
		if kills > 0 && h.draw.IntN(12) == 0 {
			if h.draw.IntN(2) == 0 {
				h.work(s)
			} else {
				h.elsewhere()
			}
		}
		n := h.draw.IntN(100)
		return n < kills/2, n >= kills/2 && n < kills
	})
	is, err := calsync.Run(ctx, far, near, known, calsync.Wish{Emptied: true})
	for _, odd := range is.Odd {
		if !errors.Is(odd.Err, store.Apart) {
			h.t.Errorf("%s: %+v", s.Actor, odd)
		}
	}
	if errors.Is(err, calsynctest.ErrKilled) {
		h.seen.Kills++
	} else if err != nil {
		h.t.Errorf("%s: %v", s.Actor, err)
	}
	h.seen.Sent += is.Sent
	h.seen.Taken += is.Taken
	h.seen.Merged += is.Merged
	h.seen.Removed += is.Removed
	h.seen.Dropped += is.Dropped
	h.seen.Clashes += len(is.Clashes)
	return is
}

// carry brings the journal of a station to the other one.
func (h *history) carry(from *sharedcalendar.Side) int {
	var all []store.Arrival
	if err := from.Store.Leaving(h.t.Context(), 0, func(a store.Arrival) error { all = append(all, a); return nil }); err != nil {
		h.t.Fatal(err)
	}
	to := h.sides[0]
	if from == to {
		to = h.sides[1]
	}
	is, err := to.Store.Receive(h.t.Context(), store.Act{Actor: to.Actor, Step: "import"}, func(yield func(store.Arrival) error) error {
		for _, a := range all {
			if err := yield(a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return int(is.Changed)
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
		if !stands[w] && !h.replaced[w] {
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

// Live lives one history and ends when nobody has anything to send: then both stations and the calendar have
// the same, no meeting is there twice, what no calendar knows is still here, and each word that somebody wrote
// stands, was replaced by somebody who had it before them, or was told of.
func Live(t *testing.T, seed uint64, far calsync.Far, empty []byte, seen *Seen) {
	t.Helper()
	newHistory(t, seed, far, empty, seen).live()
}

func (h *history) live() {
	for range 12 + h.draw.IntN(20) {
		h.event()
		if h.t.Failed() {
			return
		}
	}
	h.settle()
	h.check()
}
