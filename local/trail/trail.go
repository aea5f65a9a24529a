// Package trail follows steps of which each names the one that it goes on from, wherever they were
// taken: none can be skipped, taken twice or overwritten. Two stations that went on from one step
// without knowing of each other make two ends, and both are kept until a person says which stands.
//
// What is found is a function of the steps that are known, and of nothing else: in whatever order
// they come in, everybody finds the same.
package trail

import (
	"cmp"
	"slices"
	"time"

	"tram/local/office"
)

// Step is what a trail must know of a step.
type Step struct {
	ID    office.ID
	At    time.Time
	After []office.ID // what it goes on from; none: the start. A step that settles goes on from several.
	Of    office.ID   // of one that settles: the end that stands

	Beside  bool // it moves nothing: it is done where the trail stands, and stands there
	Settles bool
}

// Standing says what a step counts for.
type Standing string

// Kept: on the way that is shown. Aside: on another one. Early: what it follows is not known here
// yet. Stray: the trail leads nowhere like that; it is kept and counts for nothing.
const (
	Kept  Standing = "kept"
	Aside Standing = "aside"
	Early Standing = "early"
	Stray Standing = "stray"
)

// Told is a step with what it counts for.
type Told[E any] struct {
	Is  E
	How Standing
}

// End is where a way ends.
type End[E, P any] struct {
	Place  P
	Head   office.ID   // the step that led here; empty: none was taken
	Path   []office.ID // its steps, the first first
	Beside []E         // what was done beside it, the first first
}

// On tells whether a step lies on the way to the end, or at its start.
func (e End[E, P]) On(after []office.ID) bool {
	return len(after) == 0 || len(after) == 1 && slices.Contains(e.Path, after[0])
}

// Walked is what was found.
type Walked[E, P any] struct {
	Ends  []End[E, P] // the first is the one that is shown
	Steps []Told[E]   // all that are known, each after those that it follows
}

// Shown is the end that is shown.
func (w Walked[E, P]) Shown() End[E, P] { return w.Ends[0] }

// Parted tells that stations took it apart.
func (w Walked[E, P]) Parted() bool { return len(w.Ends) > 1 }

// Rules are what a trail asks of whose steps they are.
type Rules[E, P any] struct {
	Step func(E) Step
	// Leads tells where a step leads from a place; false: from there it leads nowhere. Of a step
	// beside, the place is not looked at.
	Leads func(from P, e E) (to P, is bool)
}

// Walk follows steps from a start.
func (r Rules[E, P]) Walk(start P, all []E) Walked[E, P] {
	w := walk[E, P]{Rules: r, start: start, known: map[office.ID]bool{}, places: map[office.ID]place[P]{}, followed: map[office.ID]bool{}}
	left := slices.Clone(all)
	slices.SortFunc(left, func(a, b E) int {
		x, y := r.Step(a), r.Step(b)
		return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.ID, y.ID))
	})
	for {
		i := slices.IndexFunc(left, w.ready)
		if i < 0 {
			break
		}
		w.take(left[i])
		left = slices.Delete(left, i, i+1)
	}
	for _, e := range left {
		w.steps = append(w.steps, Told[E]{e, Early})
	}
	return w.walked()
}

type place[P any] struct {
	is     P
	before office.ID // the step that it follows; empty: the start
}

type walk[E, P any] struct {
	Rules[E, P]
	start    P
	known    map[office.ID]bool // all that were taken up
	places   map[office.ID]place[P]
	followed map[office.ID]bool
	steps    []Told[E]
}

func (w *walk[E, P]) ready(e E) bool {
	return !slices.ContainsFunc(w.Step(e).After, func(id office.ID) bool { return !w.known[id] })
}

// take takes up a step of which all that it follows is known.
func (w *walk[E, P]) take(e E) {
	s := w.Step(e)
	from, to, is := w.leads(e, s)
	if w.known[s.ID] || !is {
		w.steps = append(w.steps, Told[E]{e, Stray})
		w.known[s.ID] = true
		return
	}
	w.known[s.ID] = true
	w.steps = append(w.steps, Told[E]{Is: e})
	if s.Beside {
		return
	}
	w.places[s.ID] = place[P]{to, from}
	for _, id := range s.After {
		w.followed[id] = true
	}
}

func (w *walk[E, P]) leads(e E, s Step) (from office.ID, to P, is bool) {
	on := func(id office.ID) bool { _, placed := w.places[id]; return placed }
	switch {
	case s.Settles:
		is = len(s.After) > 1 && slices.Contains(s.After, s.Of) && !slices.ContainsFunc(s.After, func(id office.ID) bool { return !on(id) })
		return s.Of, w.places[s.Of].is, is
	case len(s.After) > 1 || len(s.After) == 1 && !on(s.After[0]):
		return "", to, false
	}
	at := w.start
	if len(s.After) == 1 {
		from = s.After[0]
		at = w.places[from].is
	}
	to, is = w.Leads(at, e)
	return from, to, is
}

func (w *walk[E, P]) walked() Walked[E, P] {
	all := Walked[E, P]{Steps: w.steps}
	for _, t := range w.steps { // in their order, the same wherever it is asked
		id := w.Step(t.Is).ID
		if _, is := w.places[id]; is && !w.followed[id] && t.How != Stray {
			all.Ends = append(all.Ends, w.end(id))
		}
	}
	if len(all.Ends) == 0 {
		all.Ends = []End[E, P]{w.end("")}
	}
	for i, t := range all.Steps {
		if t.How == "" {
			all.Steps[i].How = w.standing(t.Is, all.Ends[0])
		}
	}
	return all
}

func (w *walk[E, P]) end(head office.ID) End[E, P] {
	end := End[E, P]{Place: w.start, Head: head}
	if head != "" {
		end.Place = w.places[head].is
	}
	for id := head; id != ""; id = w.places[id].before {
		end.Path = append(end.Path, id)
	}
	slices.Reverse(end.Path)
	for _, t := range w.steps {
		if s := w.Step(t.Is); s.Beside && t.How != Stray && end.On(s.After) {
			end.Beside = append(end.Beside, t.Is)
		}
	}
	return end
}

func (w *walk[E, P]) standing(e E, shown End[E, P]) Standing {
	s := w.Step(e)
	if s.Beside && shown.On(s.After) || slices.Contains(shown.Path, s.ID) {
		return Kept
	}
	return Aside
}
