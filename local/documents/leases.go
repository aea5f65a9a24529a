package documents

import (
	"cmp"

	"tram/local/numbering"
	"tram/local/office"
	"tram/local/store"
)

// The names of what stations tell each other of numbers.
const (
	kindNumber   office.Kind = "register-number"
	kindYear     office.Kind = "number-year"
	kindShare    office.Kind = "number-share"
	kindAssent   office.Kind = "number-assent"
	kindFarewell office.Kind = "number-farewell"
	kindDuty     office.Kind = "number-duty"
)

// said is what a station says of numbers.
type said struct {
	ID      office.ID `json:"id"`
	Version int64     `json:"version"`
	Station office.ID `json:"station"`
}

func (s said) by() (record, station office.ID) { return s.ID, s.Station }

// year is that a station opened a year, or asks the others to let it.
type year struct {
	said
	Year  int  `json:"year"`
	First bool `json:"first,omitempty"`

	// Plan is how the year counts, from its opening on: numbers that were given by another are not found anew.
	Plan numbering.Plan `json:"plan,omitzero"`

	State office.State `json:"state"`
}

// The states of a year.
const (
	yearAsked  office.State = "asked"
	yearOpened office.State = "opened"
)

// share is a part of the reserve that a station gave to another, or took for itself.
type share struct {
	said
	To    office.ID       `json:"to"`
	Share numbering.Share `json:"share"`
}

// assent is that a station lets another open a year.
type assent struct {
	said
	Year int       `json:"year"`
	To   office.ID `json:"to"`
}

// farewell is that a person said of a station that it is no more.
type farewell struct {
	said
	Of   office.ID `json:"of"`
	Year int       `json:"year"`
	Why  string    `json:"why"`
}

// duty is that a station gives the numbers of a series from then on.
type duty struct {
	said
	To     office.ID      `json:"to"`
	Series string         `json:"series"`
	Span   numbering.Span `json:"span"`
	After  []office.ID    `json:"after,omitempty"`
	Why    string         `json:"why,omitempty"`
}

func born(step, said string, to office.State, needs office.Right) store.Step {
	return store.Step{Name: step, Said: said, From: []office.State{store.Unborn}, To: to, Needs: needs}
}

var years = store.Kind[year]{
	Name: kindYear, Said: "Năm của các sổ", Clash: store.Alone, Silent: true,
	Named: func(y *year) (*office.ID, *int64) { return &y.ID, &y.Version },
	Steps: []store.Step{
		born(StepAskYear, "Xin mở sổ năm mới", yearAsked, office.MayKeep),
		{Name: StepOpenYear, Said: "Mở sổ năm mới", From: []office.State{store.Unborn, yearAsked}, To: yearOpened, Needs: office.MayKeep},
	},
	Beside: func(in *store.Inside, y *year) error {
		v, err := ViewOf(in, numbering.Series{Year: y.Year})
		if err != nil {
			return err
		}
		y.Station = in.Station()
		if in.Step() == StepAskYear {
			return nil
		}
		if y.First = len(v.Openings) == 0; y.First {
			return nil // whoever may begin is asked where a person is
		}
		return v.MayOpen(y.Year)
	},
	Line: func(y year) store.Line {
		return store.Line{Title: office.StationSaid(y.Station), State: y.State}
	},
	Fields: map[string]string{"year": "Năm", "station": "Máy", "plan.together": "Tên loại đánh số chung", "plan.all": "Mọi tên loại một dãy số", "plan.internal": "Nội bộ đánh số chung với đi"},
	Values: map[string]func(string) string{"state": func(state string) string {
		return map[string]string{"asked": "Đã xin mở", "opened": "Đã mở"}[state]
	}},
}

var shares = store.Kind[share]{
	Name: kindShare, Said: "Dải số dành riêng", Clash: store.Alone, Silent: true,
	Named: func(s *share) (*office.ID, *int64) { return &s.ID, &s.Version },
	Steps: []store.Step{
		born(StepShare, "Dành dải số cho một máy", "", ""),
		born(StepBring, "Dành dải số cho sổ cũ", "", office.MayKeep),
	},
	Beside: func(in *store.Inside, s *share) error {
		v, err := ViewOf(in, numbering.Series{})
		if err != nil {
			return err
		}
		gift, has := v.NextGift()
		if !has {
			return numbering.NoReserve
		}
		s.Station, s.Share = in.Station(), gift
		return nil
	},
	Line:   func(s share) store.Line { return store.Line{Title: office.StationSaid(s.To)} },
	Fields: map[string]string{"to": "Máy", "share": "Dải"},
}

var assents = store.Kind[assent]{
	Name: kindAssent, Said: "Đồng ý mở sổ năm mới", Clash: store.Alone, Silent: true,
	Named: func(a *assent) (*office.ID, *int64) { return &a.ID, &a.Version },
	Steps: []store.Step{born(StepAssent, "Đồng ý để một máy mở sổ năm mới", "", "")},
	Beside: func(in *store.Inside, a *assent) error {
		v, err := ViewOf(in, numbering.Series{Year: a.Year})
		if err != nil {
			return err
		}
		a.Station = in.Station()
		if !v.MayAssent(a.Year) {
			return numbering.AlreadyOpen.About(a.Year)
		}
		return nil
	},
	Line:   func(a assent) store.Line { return store.Line{Title: office.StationSaid(a.To)} },
	Fields: map[string]string{"year": "Năm", "to": "Máy"},
}

var farewells = store.Kind[farewell]{
	Name: kindFarewell, Said: "Máy không còn dùng", Clash: store.Alone, Silent: true,
	Named: func(f *farewell) (*office.ID, *int64) { return &f.ID, &f.Version },
	Steps: []store.Step{born(StepFarewell, "Ghi là một máy không còn dùng", "", office.MayRun)},
	Beside: func(in *store.Inside, f *farewell) error {
		f.Station, f.Year = in.Station(), in.Time().In(office.VietNam).Year()
		if f.Of == f.Station {
			return OwnFarewell
		}
		return nil
	},
	Line:   func(f farewell) store.Line { return store.Line{Title: office.StationSaid(f.Of)} },
	Fields: map[string]string{"of": "Máy", "year": "Năm", "why": "Lý do"},
}

var duties = store.Kind[duty]{
	Name: kindDuty, Said: "Giữ sổ", Clash: store.Alone, Silent: true,
	Named: func(d *duty) (*office.ID, *int64) { return &d.ID, &d.Version },
	Steps: []store.Step{
		born(StepHandOver, "Giao sổ cho máy khác", "", office.MayKeep),
		born(StepTakeOver, "Nhận sổ về máy này", "", office.MayKeep),
		born(StepBring, "Cấp số tiếp trên số của sổ cũ", "", office.MayKeep),
	},
	Beside: layDuty,
	Line: func(d duty) store.Line {
		return store.Line{Title: office.StationSaid(d.To), Facts: map[string][]string{FacetSeries: {d.Series}}}
	},
	Fields: map[string]string{"series": "Sổ", "to": "Máy", "span": "Dải số", "why": "Lý do"},
}

// layDuty hands a series over to the station that is named, takes it over, or goes on where its span begins.
func layDuty(in *store.Inside, d *duty) error {
	s, ok := numbering.ParseSeries(d.Series)
	if !ok {
		return NoSuchSeries.About(d.Series)
	}
	v, err := ViewOf(in, s)
	if err != nil {
		return err
	}
	used, failed := usedIn(in, d.Series)
	var laid numbering.Duty
	switch in.Step() {
	case StepHandOver:
		now, _ := v.Duty(s)
		laid, err = v.HandOver(s, d.To, max(used(now.Span)+1, now.Span.From))
	case StepBring:
		laid, err = v.GoOn(s, d.Span.From, used)
	default:
		laid, err = v.TakeOver(s, used)
	}
	if err = cmp.Or(*failed, err); err != nil {
		return err
	}
	d.Station, d.To, d.Span, d.After = laid.By, laid.Station, laid.Span, laid.After
	return nil
}

// ViewOf is what this station knows of the numbers of a series. What a record says of another
// station than the one in whose chain it began counts for nothing.
func ViewOf(in *store.Inside, s numbering.Series) (v numbering.View, err error) {
	v.Here = in.Station()
	if v.From, err = in.Descent(); err != nil {
		return v, err
	}
	if v.Restored, err = in.Restored(); err != nil {
		return v, err
	}
	err = cmp.Or(
		each(in, kindYear, "", func(y year) {
			if y.State == yearOpened {
				v.Openings = append(v.Openings, numbering.Opening{ID: y.ID, Station: y.Station, Year: y.Year, First: y.First, Plan: y.Plan})
			}
		}),
		each(in, kindShare, "", func(g share) {
			v.Shares = append(v.Shares, numbering.Given{ID: g.ID, By: g.Station, To: g.To, Share: g.Share})
		}),
		each(in, kindAssent, "", func(a assent) {
			v.Assents = append(v.Assents, numbering.Assent{ID: a.ID, Station: a.Station, Year: a.Year, To: a.To})
		}),
		each(in, kindFarewell, "", func(f farewell) {
			v.Gone = append(v.Gone, numbering.Gone{Station: f.Of, Year: f.Year})
		}),
		each(in, kindDuty, s.Key(), func(d duty) {
			v.Duties = append(v.Duties, numbering.Duty{ID: d.ID, By: d.Station, Station: d.To, Series: s, Span: d.Span, After: d.After})
		}),
	)
	return v, err
}

// each reads what stations said of a series; empty: of all.
func each[T interface {
	by() (record, station office.ID)
}](in *store.Inside, kind office.Kind, series string, add func(T)) (err error) {
	var all []T
	if series == "" {
		all, err = store.Every[T](in, kind)
	} else {
		all, err = store.EveryBy[T](in, kind, FacetSeries, series)
	}
	if err != nil {
		return err
	}
	for _, t := range all {
		record, station := t.by()
		from, err := in.Born(record)
		if err != nil {
			return err
		}
		if from == station {
			add(t)
		}
	}
	return nil
}
