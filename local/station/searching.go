package station

import (
	"context"
	"slices"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
	"tram/local/workfiles"
)

// One search over all kinds asks two indexes: of what was digitised or printed, with the words on
// its pages, and of everything that has a line. What a file keeps from whoever searches, and what
// lies in it, is neither shown nor counted, by whatever it is narrowed.

// searchStates are all states of conversions that are found: what was thrown away is not.
var searchStates = []office.State{office.Draft, office.Checked, office.Printed, office.Unsealed, office.Finished}

// Search finds records of all kinds; most 0: all of them. It fails with what
// store.ReadTyped says of days that are none, with BadSearchYear,
// UnknownSearchKind and UnknownSearchState.
func (s *Records) Search(ctx context.Context, w office.SearchWish, most int) (f office.Found, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return f, err
	}
	if w.Year != 0 && !office.RegisterYear(w.Year) {
		return f, BadSearchYear.About(w.Year)
	}
	if w.Kind != "" && w.Kind != office.KindConversion && !slices.Contains(s.readable(), w.Kind) {
		return f, UnknownSearchKind.About(w.Kind)
	}
	if w.From != "" && w.To != "" && w.To < w.From {
		return f, store.DaysTurned.About("ngày "+office.DaySaid(w.From), "ngày "+office.DaySaid(w.To))
	}
	typed, err := store.ReadTyped(w.Text, s.clock.Now())
	if err != nil {
		return f, err
	}
	f.Meant = typed.Meant
	hiding, err := workfiles.HidingFrom(ctx, s.store, func(file office.WorkFile) bool {
		return fileRights{s.ground, s.entrance}.maySee(ctx, file)
	})
	if err != nil {
		return f, err
	}
	by := siftingOf(w)
	if by.Any, err = s.statesCalled(w.State); err != nil {
		return f, err
	}
	for _, way := range typed.Ways {
		way.Sifted = by.And(way.Sifted)
		if err := s.searchOne(ctx, w, way, hiding, most, &f); err != nil {
			return f, err
		}
	}
	return f, nil
}

// searchOne adds what one way of asking finds and was not found before. Nothing is asked for where
// there is more than is wanted already.
func (s *Records) searchOne(ctx context.Context, w office.SearchWish, way store.Asking, hiding workfiles.Hiding, most int, f *office.Found) error {
	full := func(n int) bool { return f.More && most > 0 && n >= most }
	known := map[office.ID]bool{}
	if !full(len(f.Rows)) {
		rows, more, err := s.searchRows(ctx, w, way, hiding, most)
		if err != nil {
			return err
		}
		for _, r := range f.Rows {
			known[r.ID] = true
		}
		f.Rows, f.More = append(f.Rows, slices.DeleteFunc(rows, func(r office.Row) bool { return known[r.ID] })...), f.More || more
	}
	if !full(len(f.Lines)) {
		lines, more, err := s.searchLines(ctx, w, way, hiding, most)
		if err != nil {
			return err
		}
		for _, l := range f.Lines {
			known[l.ID] = true
		}
		f.Lines, f.More = append(f.Lines, slices.DeleteFunc(lines, func(l office.FoundLine) bool { return known[l.ID] })...), f.More || more
	}
	if most <= 0 {
		return nil
	}
	f.More = f.More || len(f.Rows) > most || len(f.Lines) > most
	f.Rows, f.Lines = f.Rows[:min(most, len(f.Rows))], f.Lines[:min(most, len(f.Lines))]
	return s.metDays(ctx, way.Sifted.Days, f.Lines)
}

// metDays tells of records that were asked for by days which of their days it was.
func (s *Records) metDays(ctx context.Context, asked []store.Days, lines []office.FoundLine) error {
	var open []office.ID
	for i, l := range lines {
		switch {
		case len(asked) == 0 || l.Met != "":
		case amongDays(asked, l.At):
			lines[i].Met = l.At
		default:
			open = append(open, l.ID)
		}
	}
	if len(open) == 0 {
		return nil
	}
	days, err := s.store.DaysOf(ctx, open)
	for i, l := range lines {
		if at := slices.IndexFunc(days[l.ID], func(day string) bool { return amongDays(asked, day) }); at >= 0 {
			lines[i].Met = days[l.ID][at]
		}
	}
	return err
}

// amongDays tells whether a day lies in any of some stretches.
func amongDays(asked []store.Days, day string) bool {
	return slices.ContainsFunc(asked, func(d store.Days) bool { return day != "" && d.From <= day && (d.To == "" || day <= d.To) })
}

// siftingOf is what narrows a search, but for kinds and holder.
func siftingOf(w office.SearchWish) (s store.Sifting) {
	for _, one := range []store.Sifted{{By: store.SiftRegister, Value: string(w.Flow)}, {By: store.SiftType, Value: w.Type}, {By: store.SiftIssuer, Value: w.Issuer}} {
		if one.Value != "" {
			s.All = append(s.All, one)
		}
	}
	if w.Year != 0 {
		s.All = append(s.All, store.Year(w.Year))
	}
	if w.From != "" || w.To != "" {
		s.Days = []store.Days{{From: w.From, To: w.To}}
	}
	return s
}

// statesCalled are the states that a word means: those of several kinds may be called the same.
func (s *Records) statesCalled(word string) (all []store.Sifted, err error) {
	if word == "" {
		return nil, nil
	}
	take := func(state office.State, said string) {
		if said != "" && (office.Fold(said) == office.Fold(word) || string(state) == word) {
			all = append(all, store.Sifted{By: store.SiftState, Value: string(state)})
		}
	}
	for _, k := range s.store.Kinds() {
		for _, step := range k.Ways() {
			take(step.To, k.Value("state", string(step.To)))
		}
	}
	for _, state := range searchStates {
		take(state, state.Name())
	}
	if len(all) == 0 {
		return nil, UnknownSearchState.About(word)
	}
	return all, nil
}

// searchRows finds conversions, none where a search is narrowed to what no conversion is.
func (s *Records) searchRows(ctx context.Context, w office.SearchWish, way store.Asking, hiding workfiles.Hiding, most int) ([]office.Row, bool, error) {
	if w.Kind != "" && w.Kind != office.KindConversion || w.Flow != "" || w.Holder != "" || asksNothing(way) {
		return nil, false, nil
	}
	q := store.Query{Text: way.Text, States: searchStates, Sifted: way.Sifted}
	for q.Most = most; ; q.Most *= widenedSearch {
		hits, err := s.store.Find(ctx, q)
		if err != nil {
			return nil, false, err
		}
		keys, err := hiding.Keep(ctx, hits.Keys)
		if err != nil {
			return nil, false, err
		}
		if hits.More && len(hits.Keys) >= q.Most && len(keys) <= most && !hiding.Nothing() {
			continue // fewer than q.Most, and yet more: pages that were not looked into, however many are asked for
		}
		more := hits.More || most > 0 && len(keys) > most
		if most > 0 {
			keys = keys[:min(most, len(keys))]
		}
		rows, err := s.RowsFound(ctx, keys, way.Text)
		return rows, more, err
	}
}

// widenedSearch is how many times more conversions are asked for where too many are hidden.
const widenedSearch = 4

func asksNothing(way store.Asking) bool {
	return way.Text == "" && len(way.Sifted.All)+len(way.Sifted.Any)+len(way.Sifted.Days) == 0
}

// searchLines finds what has a line.
func (s *Records) searchLines(ctx context.Context, w office.SearchWish, way store.Asking, hiding workfiles.Hiding, most int) (all []office.FoundLine, more bool, err error) {
	q := store.Across{Kinds: s.readable(), Text: way.Text, Sifted: way.Sifted, Most: most}
	if !hiding.Nothing() {
		q.Keep = hiding.Keep
	}
	switch {
	case w.Kind == office.KindConversion:
		return nil, false, nil
	case w.Kind != "":
		q.Kinds = slices.DeleteFunc(q.Kinds, func(k office.Kind) bool { return k != w.Kind })
		q.Sifted.All = append(slices.Clip(q.Sifted.All), store.Sifted{By: store.SiftKind, Value: string(w.Kind)})
	}
	if w.Holder != "" {
		if q.Among, err = documents.HeldBy(ctx, s.store, w.Holder); err != nil {
			return nil, false, err
		}
	}
	found, more, err := s.store.FindAcross(ctx, q)
	for _, l := range found {
		k, _ := s.store.KindOf(l.Kind)
		all = append(all, office.FoundLine{
			Kind: l.Kind, Word: k.Word(), ID: l.ID, Title: l.Line.Title, Below: l.Line.Below, State: l.Line.State,
			Stands: k.Value("state", string(l.Line.State)), At: store.DayOf(l.Line.At),
		})
	}
	return all, more, err
}
