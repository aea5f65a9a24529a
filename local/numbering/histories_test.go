package numbering

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
)

// histories are how many a test plays.
const histories = 10_000

// told is one entry of a station's chain.
type told struct {
	opening *Opening
	share   *Given
	assent  *Assent
	gone    *Gone
	duty    *Duty
	number  int
	series  Series
}

// machine is one station with what it knows: of each chain, how many entries.
type machine struct {
	id    office.ID
	knows map[office.ID]int
	years int // how many years its clock is off
	dead  bool
	copy  map[office.ID]int // what a copy of it holds
	heir  office.ID         // who was restored from it
	since int               // the year in which it was restored
}

// world is an office whose stations meet now and then.
type world struct {
	rng      *rand.Rand
	chains   map[office.ID][]told
	from     map[office.ID]office.ID
	machines []*machine
	year     int
	given    map[string]office.ID // each final number, with the station that gave it
	ids      int
	counts   map[string]int
	wrong    []string
}

func newWorld(seed uint64) *world {
	w := &world{rng: rand.New(rand.NewPCG(seed, 137)), chains: map[office.ID][]told{}, from: map[office.ID]office.ID{}, year: 2026, given: map[string]office.ID{}, counts: map[string]int{}}
	for range 1 + w.rng.IntN(4) {
		w.joins()
	}
	return w
}

// joins is a machine that comes to the office and knows nothing yet.
func (w *world) joins() *machine {
	m := &machine{id: office.ID(fmt.Sprintf("m%d", len(w.machines))), knows: map[office.ID]int{}}
	w.machines = append(w.machines, m)
	return m
}

// says adds an entry to the chain of a machine. The clocks of stations differ: an entry's ID
// says nothing about what was known when it was made.
func (w *world) id() office.ID {
	w.ids++
	return office.ID(fmt.Sprintf("%08x-%d", w.rng.Uint32(), w.ids))
}

func (w *world) says(m *machine, t told) {
	w.chains[m.id] = append(w.chains[m.id], t)
	m.knows[m.id] = len(w.chains[m.id])
}

// view is what a machine knows of a series.
func (w *world) view(m *machine, s Series) View {
	v := View{Here: m.id, From: map[office.ID]office.ID{}, Restored: m.since}
	for child, parent := range w.from {
		if _, known := m.knows[child]; known || child == m.id {
			v.From[child] = parent
		}
	}
	for chain, n := range m.knows {
		for _, t := range w.chains[chain][:n] {
			switch {
			case t.opening != nil:
				v.Openings = append(v.Openings, *t.opening)
			case t.share != nil:
				v.Shares = append(v.Shares, *t.share)
			case t.assent != nil:
				v.Assents = append(v.Assents, *t.assent)
			case t.gone != nil:
				v.Gone = append(v.Gone, *t.gone)
			case t.duty != nil && t.duty.Series == s:
				v.Duties = append(v.Duties, *t.duty)
			}
		}
	}
	w.rng.Shuffle(len(v.Openings), func(i, j int) { v.Openings[i], v.Openings[j] = v.Openings[j], v.Openings[i] })
	w.rng.Shuffle(len(v.Shares), func(i, j int) { v.Shares[i], v.Shares[j] = v.Shares[j], v.Shares[i] })
	w.rng.Shuffle(len(v.Duties), func(i, j int) { v.Duties[i], v.Duties[j] = v.Duties[j], v.Duties[i] })
	return v
}

// used is the last number within a span that a machine knows of.
func (w *world) used(m *machine, s Series) func(Span) int {
	return func(span Span) (last int) {
		for chain, n := range m.knows {
			for _, t := range w.chains[chain][:n] {
				if t.number > 0 && t.series == s && span.holds(t.number) {
					last = max(last, t.number)
				}
			}
		}
		return last
	}
}

func (w *world) series(m *machine) Series {
	return Series{Flow: office.FlowOut, Year: w.year + m.years, Name: []string{"quyet-dinh", "thong-bao"}[w.rng.IntN(2)]}
}

// registers gives a number where the machine may.
func (w *world) registers(m *machine) {
	s := w.series(m)
	w.opens(m, s)
	n, final, err := w.view(m, s).Next(s, w.used(m, s))
	switch {
	case err != nil:
		w.counts["exhausted"]++
	case !final:
		w.counts["provisional"]++
	default:
		key := fmt.Sprint(s.Key(), "/", n)
		if by, taken := w.given[key]; taken {
			w.wrong = append(w.wrong, fmt.Sprintf("%s of %s was given by %s", key, m.id, by))
		}
		w.given[key] = m.id
		w.counts["final"]++
		w.says(m, told{number: n, series: s})
	}
}

// opens opens the year of a machine's clock where it may.
func (w *world) opens(m *machine, s Series) {
	if m.years != 0 {
		return // a person is asked which year it is
	}
	v := w.view(m, s)
	if _, begun := v.root(); !begun {
		if m == w.machines[0] && len(w.chains[m.id]) == 0 {
			w.says(m, told{opening: &Opening{ID: w.id(), Station: m.id, Year: s.Year, First: true}})
		}
		return
	}
	if m.heir != "" && v.From[m.heir] == "" {
		return // it does not know that it is gone: nobody could tell it apart
	}
	if v.MayOpen(s.Year) == nil {
		w.counts["opened"]++
		w.says(m, told{opening: &Opening{ID: w.id(), Station: m.id, Year: s.Year}})
	}
}

// hands hands a series over to another machine.
func (w *world) hands(m *machine) {
	s, to := w.series(m), w.machines[w.rng.IntN(len(w.machines))]
	v := w.view(m, s)
	now, is := v.Duty(s)
	if !is || to == m {
		return
	}
	d, err := v.HandOver(s, to.id, max(w.used(m, s)(now.Span)+1, now.Span.From))
	if err == nil {
		d.ID = w.id()
		w.says(m, told{duty: &d})
		w.counts["handed"]++
	}
}

// takes takes a series over from whoever has it.
func (w *world) takes(m *machine) {
	s := w.series(m)
	for range 2 {
		v := w.view(m, s)
		d, err := v.TakeOver(s, w.used(m, s))
		if err == nil {
			d.ID = w.id()
			w.says(m, told{duty: &d})
			w.counts["taken"]++
			return
		}
		if !errors.Is(err, NoReserve) {
			return
		}
		share, has := v.NextGift()
		if !has {
			return
		}
		w.says(m, told{share: &Given{w.id(), m.id, m.id, share}})
	}
}

// meets brings some of what a machine knows to another.
func (w *world) meets(m, o *machine) {
	for chain, n := range m.knows {
		if chain == o.id || w.rng.IntN(4) == 0 {
			continue
		}
		if upto := n - w.rng.IntN(n/4+1); upto > o.knows[chain] {
			o.knows[chain] = upto
		}
	}
	w.answers(o)
}

// answers is what a program does by itself when it has learned of others.
func (w *world) answers(m *machine) {
	v := w.view(m, Series{})
	for _, o := range w.machines {
		if _, known := m.knows[o.id]; !known || v.Counts(o.id) || o == m {
			continue
		}
		if share, has := v.NextGift(); has {
			w.says(m, told{share: &Given{w.id(), m.id, o.id, share}})
			v = w.view(m, Series{})
		}
	}
	for year := w.year; year <= w.year+1; year++ {
		if all := v.Holders(); v.MayAssent(year) {
			w.says(m, told{assent: &Assent{w.id(), m.id, year, all[w.rng.IntN(len(all))]}})
		}
	}
}

// restores puts an older copy of a machine on a new one. The old one may come back.
func (w *world) restores(m *machine) {
	if m.copy == nil || m.heir != "" {
		return
	}
	r := w.joins()
	w.from[r.id], m.heir, r.since = m.id, r.id, w.year
	for chain, n := range m.copy {
		r.knows[chain] = n
	}
	w.chains[r.id] = append(w.chains[r.id], told{}) // it says from whom it goes on
	r.knows[r.id] = 1
	m.dead = w.rng.IntN(2) == 0
	w.counts["restored"]++
}

// mourns has a person say of a dead machine that it is no more.
func (w *world) mourns(m *machine) {
	for _, o := range w.machines {
		if o.dead && o.heir == "" && m.knows[o.id] > 0 {
			w.says(m, told{gone: &Gone{o.id, w.year}})
			w.counts["mourned"]++
		}
	}
}

// step does one thing.
func (w *world) step() {
	m := w.machines[w.rng.IntN(len(w.machines))]
	if m.dead {
		return
	}
	switch w.rng.IntN(20) {
	case 0:
		w.hands(m)
	case 1:
		w.takes(m)
	case 2, 3, 4:
		if o := w.machines[w.rng.IntN(len(w.machines))]; o != m && !o.dead {
			w.meets(m, o)
		}
	case 5:
		if w.rng.IntN(5) == 0 {
			w.year = min(w.year+1, 2029)
		}
	case 6:
		m.years = []int{0, 0, 0, 1, -1}[w.rng.IntN(5)]
	case 7:
		m.copy = map[office.ID]int{}
		for chain, n := range m.knows {
			m.copy[chain] = n
		}
	case 8:
		switch w.rng.IntN(10) {
		case 0:
			w.restores(m)
		case 1:
			m.dead = true
		default:
			w.mourns(m)
		}
	default:
		w.registers(m)
	}
}

// TestNoTwoStationsEverGiveOneNumber plays offices whose stations hand over, take over, meet
// in part, restore old copies and have wrong clocks.
func TestNoTwoStationsEverGiveOneNumber(t *testing.T) {
	t.Parallel()
	counts := map[string]int{}
	for seed := range uint64(histories) {
		w := newWorld(seed)
		for range 200 {
			w.step()
		}
		if len(w.wrong) > 0 {
			t.Fatalf("history %d:\n%s", seed, strings.Join(w.wrong, "\n"))
		}
		w.settles(t, seed)
		for what, n := range w.counts {
			counts[what] += n
		}
	}
	for _, what := range []string{"final", "provisional", "handed", "taken", "opened", "restored", "mourned"} {
		if counts[what] < histories/5 {
			t.Errorf("hardly any %s: %d", what, counts[what])
		}
	}
	t.Log(counts)
}

// settles has all that live tell each other all: then they agree on who is in duty, and within
// each stretch of duty no number is missing.
func (w *world) settles(t *testing.T, seed uint64) {
	t.Helper()
	alive := slices.DeleteFunc(slices.Clone(w.machines), func(m *machine) bool { return m.dead })
	if len(alive) == 0 {
		return
	}
	for _, m := range alive {
		for _, o := range w.machines {
			m.knows[o.id] = len(w.chains[o.id])
		}
	}
	for _, name := range []string{"quyet-dinh", "thong-bao"} {
		s := Series{office.FlowOut, w.year, name}
		first, is := w.view(alive[0], s).Duty(s)
		for _, m := range alive[1:] {
			if d, also := w.view(m, s).Duty(s); d.ID != first.ID || also != is {
				t.Fatalf("history %d: %s says %v, %s says %v", seed, alive[0].id, first, m.id, d)
			}
		}
		for _, d := range append(w.view(alive[0], s).Duties, Duty{Span: slotSpan(s.Flow, 0)}) {
			for n := w.used(alive[0], s)(Span{d.Span.From, min(d.Span.To, d.Span.From+500)}); n >= d.Span.From; n-- {
				if w.given[fmt.Sprint(s.Key(), "/", n)] == "" {
					t.Fatalf("history %d: %s/%d is missing in a stretch", seed, s.Key(), n)
				}
			}
		}
	}
}
