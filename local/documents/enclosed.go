package documents

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/arrivalstamp"
	"tram/local/office"
	"tram/local/store"
)

// The steps by which a document on a register gets a file and the stamp ĐẾN. No step takes one
// away.
const (
	StepEnclose = "enclose"
	StepStamp   = "stamp"
)

// EncloseSaid is what it is called that a document was given a file.
const EncloseSaid = "Kèm tệp"

// FacetFile is a file as it came; facetSame what tells a document that came in from all others.
const (
	FacetFile = "file"
	facetSame = "same"
)

// Enclosed are the files of documents on the registers.
var Enclosed = store.Kind[office.Enclosed]{
	Name: office.KindEnclosed, Said: "Tệp của văn bản", Clash: store.Alone, Silent: true, Rev: 1,
	Named: func(e *office.Enclosed) (*office.ID, *int64) { return &e.ID, &e.Version },
	Steps: []store.Step{
		{Name: StepRegister, Said: "Kèm tệp khi vào sổ", From: []office.State{store.Unborn}, Needs: office.MayKeep},
		{Name: StepEnclose, Said: EncloseSaid, From: []office.State{store.Unborn}, Needs: office.MayKeep},
		{Name: RouteStep(office.RouteSubmit), Said: "Kèm bản trình", From: []office.State{store.Unborn}, Needs: office.MayKeep},
	},
	Beside: ofADocument,
	Line: func(e office.Enclosed) store.Line {
		l := store.Line{Facts: map[string][]string{FacetDocument: {string(e.Document)}, FacetFrom: {string(e.Conversion)}}}
		if e.Message != nil {
			l.Title, l.Facts[FacetFile] = e.Message.Name, []string{string(e.Message.File)}
		}
		return l
	},
}

// Stamped are the forms of documents that bear the stamp ĐẾN: here one of each.
var Stamped = store.Kind[office.ArrivalStamp]{
	Name: office.KindArrivalStamp, Said: "Dấu ĐẾN", Clash: store.Alone, Silent: true, Only: []string{FacetDocument}, Taken: AlreadyStamped,
	Named:  func(s *office.ArrivalStamp) (*office.ID, *int64) { return &s.ID, &s.Version },
	Steps:  []store.Step{{Name: StepStamp, Said: "Đóng dấu ĐẾN", From: []office.State{store.Unborn}, Needs: office.MayKeep}},
	Beside: ofItsNumber,
	Line: func(s office.ArrivalStamp) store.Line {
		return store.Line{Title: strings.Join(s.Lines, " "), At: s.At.UTC().Format(time.RFC3339), Facts: map[string][]string{FacetDocument: {string(s.Document)}}}
	},
}

// ofADocument refuses a file of what is on no register, or was cancelled there.
func ofADocument(in *store.Inside, e *office.Enclosed) error {
	r, err := standing(in, e.Document)
	if err == nil && r.State != office.RegisteredStands {
		return Cancelled.About(r.Said())
	}
	return err
}

// ofItsNumber refuses a stamp that does not say the number that the register holds when it is
// kept.
func ofItsNumber(in *store.Inside, s *office.ArrivalStamp) error {
	r, err := standing(in, s.Document)
	if err != nil {
		return err
	}
	if err := MayStamp(r); err != nil {
		return err
	}
	if r.Number != s.Number {
		return NumberTaken
	}
	return nil
}

// MayStamp tells whether a document can bear the stamp ĐẾN: it came in, it stands, and its number
// is no provisional one.
func MayStamp(r office.Registered) error {
	switch {
	case r.Flow != office.FlowIn:
		return NotArrived
	case r.State != office.RegisteredStands:
		return Cancelled.About(r.Said())
	case r.Number == 0:
		return Provisional.About(r.Waiting)
	}
	return nil
}

// OnStamp is what the stamp ĐẾN of an office says of a document: what the register holds of it.
func OnStamp(o office.Office, r office.Registered) arrivalstamp.Facts {
	return arrivalstamp.Facts{Office: o.Name, Number: r.Said(), Day: daySaid(r.Entered), To: r.To}
}

// standing reads a document within the transaction.
func standing(in *store.Inside, id office.ID) (office.Registered, error) {
	return store.OneInside[office.Registered](in, office.KindRegistered, id)
}

// once are the files of a document, each that was put to it at two stations but once: one that bears a stamp or
// is a version of a draft stays, and of the others the first.
func once(ctx context.Context, s *store.Store, w office.RegisteredWhole) ([]office.Enclosed, error) {
	if !twice(w.Files) {
		return w.Files, nil
	}
	steps, err := store.By(ctx, s, Steps, FacetDocument, string(w.ID))
	if err != nil {
		return nil, err
	}
	named := map[office.ID]bool{}
	for _, e := range steps {
		for _, id := range e.Files {
			named[id] = true
		}
	}
	seen := map[string]bool{}
	for _, stamp := range w.Stamps {
		named[stamp.Of] = true
		for _, e := range w.Files {
			seen[e.Same()] = seen[e.Same()] || e.ID == stamp.Of
		}
	}
	var all []office.Enclosed
	for _, e := range w.Files {
		if named[e.ID] || !seen[e.Same()] {
			all = append(all, e)
		}
		seen[e.Same()] = seen[e.Same()] || !named[e.ID]
	}
	return all, nil
}

// twice tells whether one of some files is there more than once.
func twice(files []office.Enclosed) bool {
	seen := map[string]bool{}
	return slices.ContainsFunc(files, func(e office.Enclosed) bool {
		was := seen[e.Same()]
		seen[e.Same()] = true
		return was
	})
}

// Whole is a document on a register with what belongs to it.
func Whole(ctx context.Context, s *store.Store, id office.ID) (w office.RegisteredWhole, err error) {
	if w.Registered, err = store.One(ctx, s, Registered, id); err != nil {
		return w, err
	}
	if w.Files, err = store.By(ctx, s, Enclosed, FacetDocument, string(id)); err != nil {
		return w, err
	}
	slices.SortStableFunc(w.Files, func(a, b office.Enclosed) int { return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.ID, b.ID)) })
	if w.Stamps, err = store.By(ctx, s, Stamped, FacetDocument, string(id)); err != nil {
		return w, err
	}
	slices.Reverse(w.Stamps)
	if w.Files, err = once(ctx, s, w); err != nil {
		return w, err
	}
	w.Amended, err = AmendedOf(ctx, s, id)
	return w, err
}

// sameAs tells a document that came in from all others: its number, symbol and issuer, however
// they are spelt. One that says not all of them is told by nothing.
func sameAs(d office.Document) string {
	number, symbol := bare(d)
	parts := []string{number, symbol, d.Issuer}
	for i, part := range parts {
		parts[i] = strings.Join(strings.FieldsFunc(office.Fold(part), func(r rune) bool { return strings.ContainsRune(" -–/.,", r) }), "")
		if parts[i] == "" {
			return ""
		}
	}
	return strings.Join(parts, "|")
}

// bare are the number and the symbol of a document without the year that some write behind the one and some
// before the other: 15/2026, 2026/QĐ-UBND.
func bare(d office.Document) (number, symbol string) {
	number, symbol = office.Tightened(d.Number), office.Tightened(d.Symbol)
	if before, year, parted := strings.Cut(number, "/"); parted && isYear(year) {
		number = before
	}
	if year, rest, parted := strings.Cut(symbol, "/"); parted && isYear(year) {
		symbol = rest
	}
	return strings.TrimLeft(number, "0 "), symbol
}

func isYear(text string) bool {
	year, err := strconv.Atoi(text)
	return err == nil && office.RegisterYear(year)
}

// Twins are the documents on the registers that a document which comes in may be, the newest
// first: by a file, byte for byte, or by number, symbol and issuer. A number comes again each
// year; what was cancelled was to be registered anew. The document itself is none of them, and a file
// that it has tells of none.
func Twins(ctx context.Context, s *store.Store, r office.Registered, files []office.Digest) (all []office.RegisteredTwin, err error) {
	add := func(other office.Registered, file bool) {
		at := slices.IndexFunc(all, func(t office.RegisteredTwin) bool { return t.Registered.ID == other.ID })
		if other.ID == r.ID || other.State != office.RegisteredStands {
			return
		}
		if at < 0 {
			at, all = len(all), append(all, office.RegisteredTwin{Registered: other})
		}
		all[at].SameFile, all[at].SameNumber = all[at].SameFile || file, all[at].SameNumber || !file
	}
	if same := sameAs(r.Document); same != "" && r.Flow == office.FlowIn {
		numbered, err := store.By(ctx, s, Registered, facetSame, same)
		if err != nil {
			return nil, err
		}
		for _, other := range numbered {
			if !otherYears(other.Document, r.Document) {
				add(other, false)
			}
		}
	}
	for _, file := range files {
		enclosed, err := store.By(ctx, s, Enclosed, FacetFile, string(file))
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(enclosed, func(e office.Enclosed) bool { return e.Document == r.ID }) {
			continue // it has it already
		}
		for _, e := range enclosed {
			other, err := store.One(ctx, s, Registered, e.Document)
			if err != nil {
				return nil, err
			}
			add(other, true)
		}
	}
	return all, nil
}

// otherYears tells that two documents say of themselves that they are of two years.
func otherYears(a, b office.Document) bool {
	const digits = 4
	return len(a.Issued) > digits && len(b.Issued) > digits && a.Issued[:digits] != b.Issued[:digits]
}

// sameIn is the fact by which a document that came in is found again.
func sameIn(r office.Registered) []string {
	if same := sameAs(r.Document); same != "" && r.Flow == office.FlowIn {
		return []string{same}
	}
	return nil
}
