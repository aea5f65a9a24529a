package routing

import (
	"cmp"
	"slices"
	"time"

	"tram/local/office"
)

// Journey is the road of one document, as far as its steps are known.
type Journey struct {
	Road  Road
	Heads []Head // where it stands; several: stations took it apart
	Steps []Step // all that are known, each after those that it follows
}

// Head is the end of one road.
type Head struct {
	office.RouteStands
	Open []office.RouteQuestion // opinions for which it waits

	place place
	path  []office.ID // its steps, the first first
}

// Step is a step as a timeline tells of it.
type Step struct {
	office.RouteEntry
	How Standing
}

// Standing says what a step counts for.
type Standing string

// Kept: on the road that is shown. Aside: on another one. Early: what it follows is not known
// here yet. Stray: the road leads nowhere like that; it is kept and counts for nothing.
const (
	Kept  Standing = "kept"
	Aside Standing = "aside"
	Early Standing = "early"
	Stray Standing = "stray"
)

// Walk follows the steps of one document that was put on its register at a moment.
func Walk(road Road, entered time.Time, all []office.RouteEntry) Journey {
	w := walk{road: road, places: map[office.ID]place{}, before: map[office.ID]office.ID{}, followed: map[office.ID]bool{}, known: map[office.ID]office.RouteEntry{}}
	w.start = place{RouteStands: office.RouteStands{Stage: office.StageReceived, Since: entered}, incoming: road == Incoming}
	left := slices.Clone(all)
	slices.SortFunc(left, byAge)
	for {
		i := slices.IndexFunc(left, w.ready)
		if i < 0 {
			break
		}
		w.take(left[i])
		left = slices.Delete(left, i, i+1)
	}
	for _, e := range left {
		w.steps = append(w.steps, Step{RouteEntry: e, How: Early})
	}
	return w.journey()
}

func byAge(a, b office.RouteEntry) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) }

// walk is a journey that is being followed.
type walk struct {
	road     Road
	start    place
	places   map[office.ID]place     // after each step of a road
	before   map[office.ID]office.ID // the step of its road that each follows; empty: it is the first
	followed map[office.ID]bool
	known    map[office.ID]office.RouteEntry // all that was taken up
	steps    []Step
}

// ready tells whether all that a step refers to is known.
func (w *walk) ready(e office.RouteEntry) bool {
	for _, id := range e.After {
		if _, is := w.known[id]; !is {
			return false
		}
	}
	if e.Of != "" {
		_, is := w.known[e.Of]
		return is
	}
	return true
}

// take takes up a step that is ready.
func (w *walk) take(e office.RouteEntry) {
	from, leads := w.leads(e)
	if _, twice := w.known[e.ID]; twice || !leads {
		w.steps = append(w.steps, Step{RouteEntry: e, How: Stray})
		if !twice {
			w.known[e.ID] = e
		}
		return
	}
	w.known[e.ID] = e
	w.steps = append(w.steps, Step{RouteEntry: e})
	if e.Deed.Beside() {
		return
	}
	w.before[e.ID] = from
	to := w.places[from]
	if from == "" {
		to = w.start
	}
	if e.Deed != office.RouteSettle {
		r, _ := ruleOf(w.road, to.Stage, e.Deed)
		to = r.leads(to, e)
		to.Since = e.At
	}
	to.Head = e.ID
	w.places[e.ID] = to
	for _, id := range e.After {
		w.followed[id] = true
	}
}

// leads tells from which step of the road another goes on, and whether it may.
func (w *walk) leads(e office.RouteEntry) (from office.ID, is bool) {
	if e.Deed == office.RouteOpine || e.Deed == office.RouteForgo {
		q, known := w.known[e.Of]
		return "", known && q.Deed == office.RouteAsk && e.Say != ""
	}
	if e.Deed == office.RouteSettle {
		return e.Of, len(e.After) > 1 && slices.Contains(e.After, e.Of) && !slices.ContainsFunc(e.After, func(id office.ID) bool { return !w.placed(id) })
	}
	switch len(e.After) {
	case 0:
	case 1:
		if from = e.After[0]; !w.placed(from) {
			return "", false
		}
	default:
		return "", false
	}
	at := w.start.Stage
	if from != "" {
		at = w.places[from].Stage
	}
	r, is := ruleOf(w.road, at, e.Deed)
	return from, is && (e.To.ID != "" || !r.to) && (e.Say != "" || !r.words)
}

func (w *walk) placed(id office.ID) bool {
	_, is := w.places[id]
	return is
}

// journey tells what was found.
func (w *walk) journey() Journey {
	j := Journey{Road: w.road, Steps: w.steps}
	for _, s := range w.steps { // in their order, the same wherever it is asked
		if p, is := w.places[s.ID]; is && !w.followed[s.ID] && s.How != Stray {
			j.Heads = append(j.Heads, w.head(p))
		}
	}
	if len(j.Heads) == 0 {
		j.Heads = []Head{w.head(w.start)}
	}
	for i, s := range j.Steps {
		if s.How == "" {
			j.Steps[i].How = w.standing(s.RouteEntry, j.Heads[0])
		}
	}
	return j
}

func (w *walk) head(p place) Head {
	h := Head{RouteStands: p.RouteStands, place: p}
	for id := p.Head; id != ""; id = w.before[id] {
		h.path = append(h.path, id)
	}
	slices.Reverse(h.path)
	h.Open = w.open(h)
	return h
}

// open are the questions of a road that nobody answered.
func (w *walk) open(h Head) (all []office.RouteQuestion) {
	done := map[office.ID]bool{}
	for _, s := range w.steps {
		if s.Of != "" && s.Deed.Beside() && s.How != Stray {
			done[s.Of] = true
		}
	}
	for _, s := range w.steps {
		if s.Deed == office.RouteAsk && s.How != Stray && !done[s.ID] && h.on(s.After) {
			all = append(all, office.RouteQuestion{Entry: s.ID, By: s.By, To: s.To, Asked: s.At, Due: s.Due, Say: s.Say})
		}
	}
	return all
}

func (h Head) on(after []office.ID) bool {
	return len(after) == 1 && slices.Contains(h.path, after[0])
}

// standing tells whether a step is of the road that is shown.
func (w *walk) standing(e office.RouteEntry, shown Head) Standing {
	on := slices.Contains(shown.path, e.ID)
	switch e.Deed {
	case office.RouteAsk:
		on = shown.on(e.After)
	case office.RouteOpine, office.RouteForgo:
		on = shown.on(w.known[e.Of].After)
	}
	if on {
		return Kept
	}
	return Aside
}

// Shown is where the document stands; of several roads the end of the one that is shown.
func (j Journey) Shown() Head { return j.Heads[0] }

// Parted tells that stations took it apart.
func (j Journey) Parted() bool { return len(j.Heads) > 1 }
