package numbering

import (
	"cmp"
	"slices"

	"tram/local/office"
)

// Opening is that a station opened a year: its are the numbers before the reserve.
type Opening struct {
	ID, Station office.ID
	Year        int
	First       bool // no other was known when it was opened
	Plan        Plan // how that year counts
}

// Given is a share of the reserve that a station gave to another, or to itself.
type Given struct {
	ID, By, To office.ID
	Share      Share
}

// Assent is that a station lets another open a year, and none beside it.
type Assent struct {
	ID, Station office.ID
	Year        int
	To          office.ID
}

// Gone is that a person said in some year of a station that it is no more. What it gave in
// that year, and whether it opened it, nobody knows: years that come after can be opened
// without it.
type Gone struct {
	Station office.ID
	Year    int
}

// Duty is that a station gives the numbers of a series from then on.
type Duty struct {
	ID, By, Station office.ID // By hands over; the station itself takes over
	Series          Series
	Span            Span
	After           []office.ID // the duties known then that nothing followed; none: the opening
}

// Took tells a duty that its station took without a word of whoever had it.
func (d Duty) Took() bool { return d.By == d.Station }

// View is what a station knows of the numbers of its office. All come in any order.
type View struct {
	Here     office.ID
	Openings []Opening
	Shares   []Given
	Assents  []Assent
	Gone     []Gone
	Duties   []Duty                  // of one series
	From     map[office.ID]office.ID // restored stations with those whose copy they go on with
	Restored int                     // the year in which this station was restored; 0: it was not
}

// root is the opening with which numbers began: from its station every share descends.
func (v View) root() (first Opening, is bool) {
	for _, o := range v.Openings {
		if o.First && (!is || o.ID < first.ID) {
			first, is = o, true
		}
	}
	return first, is
}

// SharesOf are the shares of a station, in the order in which it got them.
func (v View) SharesOf(station office.ID) (all []Share) {
	if parent, restored := v.From[station]; restored {
		if p, has := v.pool(parent, len(v.From)); has {
			all = append(all, p.heirs)
		}
	}
	for _, g := range inOrder(v.Shares, func(g Given) office.ID { return g.ID }) {
		if g.To == station {
			all = append(all, g.Share)
		}
	}
	return all
}

// pool is what a station has to give, by what it was first; generations bounds how far back
// the stations are followed of which each was restored from the next.
func (v View) pool(station office.ID, generations int) (pool, bool) {
	if root, is := v.root(); is && root.Station == station {
		return firstPool, true
	}
	if parent, restored := v.From[station]; restored && generations > 0 {
		if p, has := v.pool(parent, generations-1); has {
			return p.heirs.pool(), true
		}
	}
	for _, g := range inOrder(v.Shares, func(g Given) office.ID { return g.ID }) {
		if g.To == station {
			return g.Share.pool(), true
		}
	}
	return pool{}, false
}

// Counts tells whether a station has a part in the numbers.
func (v View) Counts(station office.ID) bool {
	_, has := v.pool(station, len(v.From))
	return has
}

// NextGift is the share that this station may give to another, or take for itself; false: it
// has none to give.
func (v View) NextGift() (Share, bool) {
	p, has := v.pool(v.Here, len(v.From))
	if !has {
		return Share{}, false
	}
	given := 0
	for _, g := range v.Shares {
		if g.By == v.Here {
			given++
		}
	}
	return p.gift(given)
}

// OpenedBy is the station that opened a year; empty: none that is known here.
func (v View) OpenedBy(year int) office.ID { return v.opening(year).Station }

// opening is the one that counts of a year; the zero one: none is known here.
func (v View) opening(year int) (first Opening) {
	for _, o := range v.Openings {
		if o.Year == year && (first.ID == "" || o.ID < first.ID) {
			first = o
		}
	}
	return first
}

// Plan is how a year counts, as whoever opened it said. Before anybody has, it counts as the last one
// before it; what lies before all of them has the zero plan.
func (v View) Plan(year int) Plan {
	last := 0
	for _, o := range v.Openings {
		if o.Year <= year {
			last = max(last, o.Year)
		}
	}
	return v.opening(last).Plan
}

// Doubled are the years that two stations opened: their numbers may be the same.
func (v View) Doubled() (years []int) {
	for _, o := range v.Openings {
		if v.OpenedBy(o.Year) != o.Station && !slices.Contains(years, o.Year) {
			years = append(years, o.Year)
		}
	}
	slices.Sort(years)
	return years
}

// Holders are the stations that have a share, in no order.
func (v View) Holders() (all []office.ID) {
	add := func(s office.ID) {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	if root, is := v.root(); is {
		add(root.Station)
	}
	for _, g := range v.Shares {
		add(g.By)
		add(g.To)
	}
	for child := range v.From {
		if v.Counts(child) {
			add(child)
		}
	}
	return all
}

// gone tells whether a station is no more when a year begins: a person said so, or this one
// was restored from it.
func (v View) gone(station office.ID, year int) bool {
	if slices.ContainsFunc(v.Gone, func(g Gone) bool { return g.Station == station && g.Year < year }) {
		return true
	}
	at := v.Here
	for range v.From {
		if at = v.From[at]; at == station {
			return true
		}
	}
	return false
}

// Wanting are the stations that have yet to let this one open a year.
func (v View) Wanting(year int) (all []office.ID) {
	for _, station := range v.Holders() {
		if station != v.Here && !v.gone(station, year) && v.assented(station, year) != v.Here {
			all = append(all, station)
		}
	}
	slices.Sort(all)
	return all
}

// MayOpen tells whether this station may open a year. A restored one opens none that had begun
// when it was restored: whoever it goes on with may have given its first numbers after the
// copy. It fails with AlreadyOpen, NotBegun, NoReserve, OpenedBefore, Assented and NotYet.
func (v View) MayOpen(year int) error {
	if v.OpenedBy(year) != "" {
		return AlreadyOpen.About(year)
	}
	if _, begun := v.root(); !begun {
		return NotBegun
	}
	if !v.Counts(v.Here) {
		return NoReserve
	}
	if v.Restored >= year {
		return OpenedBefore.About(year)
	}
	if to := v.assented(v.Here, year); to != "" && to != v.Here {
		return Assented.About(year, office.StationSaid(to))
	}
	if wanting := v.Wanting(year); len(wanting) > 0 {
		return NotYet.About(year, office.StationSaid(wanting[0]))
	}
	return nil
}

// assented is whom a station lets open a year; empty: nobody yet.
func (v View) assented(station office.ID, year int) office.ID {
	var first Assent
	for _, a := range v.Assents {
		if a.Station == station && a.Year == year && (first.ID == "" || a.ID < first.ID) {
			first = a
		}
	}
	return first.To
}

// MayAssent tells whether this station has yet to say who opens a year.
func (v View) MayAssent(year int) bool {
	return v.assented(v.Here, year) == "" && v.OpenedBy(year) == "" && v.Counts(v.Here)
}

// Duty is who gives the numbers of the series, and which. Where two have it by what each knew,
// the lower numbers count. false: nobody does.
func (v View) Duty(s Series) (Duty, bool) {
	heads := v.heads(s)
	if len(heads) == 0 {
		return Duty{}, false
	}
	return slices.MinFunc(heads, func(a, b Duty) int {
		return cmp.Or(cmp.Compare(a.Span.From, b.Span.From), cmp.Compare(a.ID, b.ID))
	}), true
}

// heads are the duties that nothing follows, with the opening while nothing follows that.
func (v View) heads(s Series) (all []Duty) {
	followed := map[office.ID]bool{}
	for _, d := range v.Duties {
		for _, a := range d.After {
			followed[a] = true
		}
	}
	for _, d := range v.Duties {
		if !followed[d.ID] {
			all = append(all, d)
		}
	}
	for _, o := range v.Openings {
		if o.Year == s.Year && !followed[o.ID] {
			all = append(all, Duty{ID: o.ID, By: o.Station, Station: o.Station, Series: s, Span: slotSpan(s.Flow, 0)})
		}
	}
	return all
}

// follows are the duties that a new one follows.
func (v View) follows(s Series) (ids []office.ID) {
	for _, d := range v.heads(s) {
		ids = append(ids, d.ID)
	}
	slices.Sort(ids)
	return ids
}

// HandOver is the duty by which this station hands the numbers from next on to another.
func (v View) HandOver(s Series, to office.ID, next int) (Duty, error) {
	now, is := v.Duty(s)
	switch {
	case !is || now.Station != v.Here:
		return Duty{}, NotInDuty
	case next > now.Span.To:
		return Duty{}, Exhausted
	}
	return Duty{By: v.Here, Station: to, Series: s, Span: Span{next, now.Span.To}, After: v.follows(s)}, nil
}

// TakeOver is the duty by which this station goes on in a slot of its own. used is the last
// number that it gave within a span; 0: none.
func (v View) TakeOver(s Series, used func(Span) int) (Duty, error) {
	if now, is := v.Duty(s); is && now.Station == v.Here && used(now.Span) < now.Span.To {
		return Duty{}, InDuty
	}
	for _, share := range v.SharesOf(v.Here) {
		span := slotSpan(s.Flow, share.Start)
		if v.left(span) {
			continue
		}
		if last := used(span); last > 0 {
			span.From = last + 1
		}
		if span.From <= span.To {
			return Duty{By: v.Here, Station: v.Here, Series: s, Span: span, After: v.follows(s)}, nil
		}
	}
	return Duty{}, NoReserve
}

// Own are the numbers of a series that no station but this one can give: those that it is in duty for, of the
// year that it opened and of the slots that it has, but where it handed the rest of them over.
func (v View) Own(s Series) (all []Span) {
	if now, is := v.Duty(s); is && now.Station == v.Here {
		all = append(all, now.Span)
	}
	var slots []Span
	if v.OpenedBy(s.Year) == v.Here {
		slots = append(slots, slotSpan(s.Flow, 0))
	}
	for _, share := range v.SharesOf(v.Here) {
		slots = append(slots, slotSpan(s.Flow, share.Start))
	}
	return append(all, slices.DeleteFunc(slots, v.left)...)
}

// behind sorts a share behind all that stations told of.
const behind = "~"

// Reach is how many shares this station has to take for itself to own a number; false: it cannot, since
// another may give it.
func (v View) Reach(s Series, n int) (shares int, can bool) {
	v.Shares = slices.Clone(v.Shares)
	for ; ; shares++ {
		if slices.ContainsFunc(v.Own(s), func(o Span) bool { return o.holds(n) }) {
			return shares, true
		}
		gift, has := v.NextGift()
		if !has || slotSpan(s.Flow, gift.Start).From > n {
			return 0, false
		}
		v.Shares = append(v.Shares, Given{ID: behind, By: v.Here, To: v.Here, Share: gift})
	}
}

// GoOn is the duty by which this station, which has the series, goes on where a number lies that it owns and that
// came with an old register. used is the last number that it gave within a span; 0: none.
func (v View) GoOn(s Series, n int, used func(Span) int) (Duty, error) {
	if now, is := v.Duty(s); !is || now.Station != v.Here {
		return Duty{}, NotInDuty
	}
	for _, span := range v.Own(s) {
		if !span.holds(n) {
			continue
		}
		if span.From = max(span.From, used(span)+1); span.From <= span.To {
			return Duty{By: v.Here, Station: v.Here, Series: s, Span: span, After: v.follows(s)}, nil
		}
	}
	return Duty{}, NoReserve
}

// left tells whether this station handed over what was left of a slot.
func (v View) left(slot Span) bool {
	return slices.ContainsFunc(v.Duties, func(d Duty) bool { return d.By == v.Here && !d.Took() && slot.holds(d.Span.From) })
}

func inOrder[T any](all []T, id func(T) office.ID) []T {
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
	return sorted
}

// Next is the number that this station gives next in a series, when used is the last one that
// was given within a span; 0: none. final: it is in duty; else a document gets a provisional
// number. It fails with Exhausted.
func (v View) Next(s Series, used func(Span) int) (n int, final bool, err error) {
	now, is := v.Duty(s)
	if !is || now.Station != v.Here {
		return 0, false, nil
	}
	if n = max(used(now.Span), now.Span.From-1) + 1; n > now.Span.To {
		return 0, false, Exhausted
	}
	return n, true, nil
}
