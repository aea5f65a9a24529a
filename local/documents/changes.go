package documents

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"tram/local/numbering"
	"tram/local/office"
	"tram/local/store"
)

// AskYear asks the other stations to let this one open a year. Asked already it is that one.
func AskYear(ctx context.Context, s *store.Store, actor string, of int) error {
	if _, asked, err := yearHere(ctx, s, of); err != nil || asked {
		return err
	}
	return s.Save(ctx, store.Act{Actor: actor, Step: StepAskYear}, years.Put(&year{Year: of, State: yearAsked}))
}

// OpenYear opens a year, which counts by a plan. It fails as numbering.View.MayOpen does.
func OpenYear(ctx context.Context, s *store.Store, actor string, of int, plan numbering.Plan) error {
	y, _, err := yearHere(ctx, s, of)
	if err != nil {
		return err
	}
	y.Year, y.State, y.Plan = of, yearOpened, plan
	return s.Save(ctx, store.Act{Actor: actor, Step: StepOpenYear}, years.Put(&y))
}

// PlanOf is how a year counts, by what this station knows.
func PlanOf(ctx context.Context, s *store.Store, year int) (numbering.Plan, error) {
	of, err := Plans(ctx, s)
	if err != nil {
		return numbering.Plan{}, err
	}
	return of(year), nil
}

// Opened tells whether a station that is known here opened a year.
func Opened(ctx context.Context, s *store.Store, year int) (bool, error) {
	v, err := viewNow(ctx, s, numbering.Series{})
	return v.OpenedBy(year) != "", err
}

// Plans tells of each year how it counts, by what this station knows.
func Plans(ctx context.Context, s *store.Store) (func(year int) numbering.Plan, error) {
	v, err := viewNow(ctx, s, numbering.Series{})
	return v.Plan, err
}

// yearHere is what this station itself said of a year; false: nothing.
func yearHere(ctx context.Context, s *store.Store, of int) (year, bool, error) {
	all, err := store.All(ctx, s, years)
	at := slices.IndexFunc(all, func(y year) bool { return y.Year == of && y.Station == s.Station() })
	if err != nil || at < 0 {
		return year{}, false, err
	}
	return all[at], true, nil
}

// HandOver hands a series over to another station.
func HandOver(ctx context.Context, s *store.Store, actor, series string, to office.ID) error {
	return s.Save(ctx, store.Act{Actor: actor, Step: StepHandOver}, duties.Put(&duty{Series: series, To: to}))
}

// TakeOver takes a series over.
func TakeOver(ctx context.Context, s *store.Store, actor, series, why string) error {
	return s.Save(ctx, store.Act{Actor: actor, Step: StepTakeOver}, duties.Put(&duty{Series: series, Why: why}))
}

// Reserve gives a station, which may be this one, the next share of the reserve.
func Reserve(ctx context.Context, s *store.Store, by store.Act, to office.ID) error {
	return s.Save(ctx, by, shares.Put(&share{To: to}))
}

// Farewell notes that a station is no more.
func Farewell(ctx context.Context, s *store.Store, actor string, of office.ID, why string) error {
	return s.Save(ctx, store.Act{Actor: actor, Step: StepFarewell}, farewells.Put(&farewell{Of: of, Why: why}))
}

// Gone are the stations of which a person said that they are no more.
func Gone(ctx context.Context, s *store.Store) (map[office.ID]bool, error) {
	all, err := store.All(ctx, s, farewells)
	gone := map[office.ID]bool{}
	for _, f := range all {
		gone[f.Of] = true
	}
	return gone, err
}

// Answer gives stations that have no share one, and lets whoever asked first open a year.
func Answer(ctx context.Context, s *store.Store, stations []office.ID, by func(why, step string) store.Act) error {
	v, err := viewNow(ctx, s, numbering.Series{})
	if err != nil || !v.Counts(v.Here) {
		return err
	}
	for _, station := range stations {
		if !v.Counts(station) {
			if err := Reserve(ctx, s, by("trạm mới gặp của cơ quan", StepShare), station); err != nil && !errors.Is(err, numbering.NoReserve) {
				return err
			}
		}
	}
	all, err := store.All(ctx, s, years)
	if err != nil {
		return err
	}
	for _, y := range all {
		if y.State != yearAsked || y.Station == v.Here || !v.MayAssent(y.Year) {
			continue
		}
		if err := s.Save(ctx, by("trạm khác xin mở sổ năm mới", StepAssent), assents.Put(&assent{Year: y.Year, To: y.Station})); err != nil {
			return err
		}
		if v, err = viewNow(ctx, s, numbering.Series{}); err != nil {
			return err
		}
	}
	return nil
}

func viewNow(ctx context.Context, s *store.Store, of numbering.Series) (v numbering.View, err error) {
	err = s.Within(ctx, func(in *store.Inside) (err error) {
		v, err = ViewOf(in, of)
		return err
	})
	return v, err
}

// Waiting are the documents with a provisional number, in the order in which they were entered,
// of the series that this station gives. Each names the series in which it counts: whoever gave it
// its provisional number may not have known how the year counts.
func Waiting(ctx context.Context, s *store.Store) (all []office.Registered, err error) {
	known, err := seriesKnown(ctx, s, 0)
	if err != nil {
		return nil, err
	}
	plan, err := Plans(ctx, s)
	if err != nil {
		return nil, err
	}
	ours := map[string]bool{} // series of which it was asked; of many documents each is asked once
	for _, key := range known {
		waiting, err := store.By(ctx, s, Registered, waitingFacet, key)
		if err != nil {
			return nil, err
		}
		for _, r := range waiting {
			series := countsIn(&r, plan)
			if _, asked := ours[r.Series]; !asked {
				if ours[r.Series], err = givesHere(ctx, s, series); err != nil {
					return nil, err
				}
			}
			if ours[r.Series] {
				all = append(all, r)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b office.Registered) int {
		return cmp.Or(cmp.Compare(a.Series, b.Series), cmp.Compare(a.Entered, b.Entered), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// countsIn puts a document that waits for its number into the series in which it counts.
func countsIn(r *office.Registered, plan func(year int) numbering.Plan) numbering.Series {
	series := plan(r.Year).Series(r.Flow, r.Year, r.Document.Type)
	r.Series = series.Key()
	return series
}

// givesHere tells whether this station gives the numbers of a series.
func givesHere(ctx context.Context, s *store.Store, series numbering.Series) (bool, error) {
	v, err := viewNow(ctx, s, series)
	d, is := v.Duty(series)
	return is && d.Station == v.Here, err
}

// WaitsOn tells whether what kept a document from its number concerns that document or its series
// alone: another station has the series by now or its numbers are used up, it would be called as another is, two stations made
// different things of the document and a person settles it first, somebody changes it just now, or
// another program let what this one refuses stand in it.
func WaitsOn(r office.Registered, err error) bool {
	for _, its := range []error{numbering.NotInDuty, numbering.Exhausted, CalledAlready, store.Apart, store.Stale, store.WrongState} {
		if errors.Is(err, its) {
			return true
		}
	}
	return err != nil && checkRegistered(&r, r, StepNumber) != nil
}

// seriesKnown are the series of a year that have documents or a duty; 0: of every year.
func seriesKnown(ctx context.Context, s *store.Store, year int) (keys []string, err error) {
	for _, kind := range []office.Kind{Registered.Name, duties.Name} {
		values, err := s.Values(ctx, kind, FacetSeries)
		if err != nil {
			return nil, err
		}
		for _, key := range values {
			if series, ok := numbering.ParseSeries(key); ok && (year == 0 || series.Year == year) && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	return keys, nil
}

// Stand tells how each series of a year stands.
func Stand(ctx context.Context, s *store.Store, of int, types []office.DocumentType) (all []office.SeriesStands, err error) {
	known, err := seriesKnown(ctx, s, of)
	if err != nil {
		return nil, err
	}
	for _, key := range known {
		series, _ := numbering.ParseSeries(key)
		one := office.SeriesStands{Series: key}
		err := s.Within(ctx, func(in *store.Inside) error {
			v, err := ViewOf(in, series)
			if err != nil {
				return err
			}
			one.Doubled = slices.Contains(v.Doubled(), series.Year)
			plan := v.Plan(series.Year)
			if one.Said, one.Past = series.Said(types, plan), !plan.Counts(series); one.Past {
				return nil
			}
			used, failed := usedIn(in, key)
			if d, is := v.Duty(series); is {
				one.Station, one.Here = d.Station, d.Station == v.Here
				if next, final, err := v.Next(series, used); err == nil && final {
					one.Next, one.Upto = next, d.Span.To
				}
			}
			return *failed
		})
		if err != nil {
			return nil, err
		}
		given, err := store.By(ctx, s, Numbers, FacetSeries, key)
		if err != nil {
			return nil, err
		}
		waiting, err := store.By(ctx, s, Registered, waitingFacet, key)
		if err != nil {
			return nil, err
		}
		came, err := brought(ctx, s, key)
		if err != nil {
			return nil, err
		}
		one.Given, one.Waiting, one.Brought = len(given), len(waiting), len(came)
		all = append(all, one)
	}
	return all, nil
}

// Explain tells of a series which numbers were given, which of them were cancelled and why, and
// why others are missing. Where two documents have one number it says so.
func Explain(ctx context.Context, s *store.Store, key string) ([]office.NumbersSaid, error) {
	series, ok := numbering.ParseSeries(key)
	if !ok {
		return nil, NoSuchSeries.About(key)
	}
	given, err := store.By(ctx, s, Numbers, FacetSeries, key)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(given, func(a, b Number) int { return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID)) })
	v, err := viewNow(ctx, s, series)
	if err != nil {
		return nil, err
	}
	came, err := brought(ctx, s, key)
	if err != nil {
		return nil, err
	}
	var all []office.NumbersSaid
	for _, n := range given {
		said, err := saidOf(ctx, s, n)
		if err == nil && slices.Contains(v.Doubled(), series.Year) {
			said, err = alikeSaid(ctx, s, n, said)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, office.NumbersSaid{From: n.Number, To: n.Number, Said: said})
	}
	for _, r := range came {
		all = append(all, office.NumbersSaid{From: r.Number, To: r.Number, Said: broughtSaid(r)})
	}
	slices.SortStableFunc(all, func(a, b office.NumbersSaid) int { return cmp.Compare(a.From, b.From) })
	numbers := make([]int, len(all))
	for i, n := range all {
		numbers[i] = n.From
	}
	all = stretched(all)
	for _, g := range v.Gaps(series, slices.Compact(numbers)) {
		said := gapSaid(g)
		if last := len(came) - 1; last >= 0 && g.To < came[last].Number {
			said = "Không có trong các dòng đã nhập từ sổ cũ"
		}
		all = append(all, office.NumbersSaid{From: g.From, To: g.To, Said: said})
	}
	slices.SortStableFunc(all, func(a, b office.NumbersSaid) int { return cmp.Compare(a.From, b.From) })
	return all, nil
}

// stretched joins numbers of which the same is said, and says of those that two documents have
// that they do. all are in the order of numbers.
func stretched(all []office.NumbersSaid) (joined []office.NumbersSaid) {
	for i, n := range all {
		if i > 0 && all[i-1].From == n.From {
			n.Said = "Trùng số: " + n.Said
		}
		if last := len(joined) - 1; last >= 0 && n.Said == joined[last].Said && n.From == joined[last].To+1 {
			joined[last].To = n.To
			continue
		}
		joined = append(joined, n)
	}
	return joined
}

func saidOf(ctx context.Context, s *store.Store, n Number) (string, error) {
	r, err := store.One(ctx, s, Registered, n.Document)
	switch {
	case errors.Is(err, store.NoSuchRecord):
		return "Đã cấp ở " + office.StationSaid(n.Station) + ", văn bản chưa tới máy này", nil
	case err != nil:
		return "", err
	case r.State == office.RegisteredCancelled:
		return "Đã hủy: " + r.Reason, nil
	case r.Number != n.Number:
		return fmt.Sprintf("Đã cấp cho văn bản nay mang số %s", r.Said()), nil
	}
	return "Đã cấp", nil
}

// alikeSaid tells of a number whose document is called as another is: two stations opened the year, and may
// have counted in other rows.
func alikeSaid(ctx context.Context, s *store.Store, n Number, said string) (string, error) {
	r, err := store.One(ctx, s, Registered, n.Document)
	if errors.Is(err, store.NoSuchRecord) {
		return said, nil
	}
	for _, called := range calledIn(r) {
		all, failed := store.By(ctx, s, Registered, facetCalled, called)
		if err = cmp.Or(err, failed); len(all) > 1 {
			said = "Trùng số: " + said
		}
	}
	return said, err
}

func gapSaid(g numbering.Gap) string {
	switch {
	case g.Had == "":
		return "Dải dành riêng, không máy nào dùng"
	case g.Next == "":
		return office.StationSaid(g.Had) + " chưa cấp, theo những gì máy này biết"
	case g.Next == g.Had:
		return "Đã cấp trong sổ giấy, hoặc bỏ khi " + office.StationSaid(g.Had) + " nhận dải số mới"
	case g.Took:
		return "Bỏ trống: " + office.StationSaid(g.Next) + " nhận sổ khi " + office.StationSaid(g.Had) + " không giao"
	}
	return "Bỏ trống khi " + office.StationSaid(g.Had) + " giao sổ cho " + office.StationSaid(g.Next)
}
