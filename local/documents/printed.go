package documents

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/routing"
	"tram/local/store"
	"tram/local/volume"
)

// rowOf is how a row of a register is filled. What stays within the office and copies are drawn as what
// goes out.
var rowOf = map[office.Flow]func(office.Registered, []office.DocumentType, string) []string{
	office.FlowIn: incoming, office.FlowOut: outgoing, office.FlowInternal: outgoing, office.FlowCopies: outgoing, office.FlowPost: posted,
}

// Volume is the printed register of a year: every number that was given with its entry, in the order
// of numbers, a cancelled one with why, and behind missing ones which of them stand on the other register;
// what waits for its number says so and stands at the end of its series. It fails with NoSuchFlow and NoSuchYear.
func Volume(ctx context.Context, s *store.Store, flow office.Flow, year int, types []office.DocumentType) (volume.Volume, error) {
	row, is := rowOf[flow]
	if !is {
		return volume.Volume{}, NoSuchFlow.About(flow)
	}
	kind, _ := volume.Of(string(flow))
	all, err := ofYear(ctx, s, flow, year)
	if err != nil {
		return volume.Volume{}, err
	}
	if all, err = withEachNumber(ctx, s, all); err != nil {
		return volume.Volume{}, err
	}
	if err := withOther(ctx, s, flow, year, all); err != nil {
		return volume.Volume{}, err
	}
	v := volume.Volume{Kind: kind, Year: year, Count: len(all), Struck: cancelled(all)}
	v.From, v.To = spanned(all)
	if len(all) > 0 {
		v.First, v.Last = numberSaid(all[0]), numberSaid(all[len(all)-1])
	}
	v.Rows = func(yield func([]string, error) bool) {
		for some := range slices.Chunk(all, rowsAtOnce) {
			fates, err := fatesOf(ctx, s, some)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range some {
				is := fates[r.ID]
				r.Note = strings.TrimPrefix(r.Note+is.said, "; ")
				if r.Flow == office.FlowIn {
					r.To = cmp.Or(r.To, is.to)
				}
				if !yield(row(r, types, is.moved), nil) {
					return
				}
			}
		}
	}
	return v, nil
}

// cancelled are the rows of documents that were cancelled.
func cancelled(all []office.Registered) map[int]bool {
	rows := map[int]bool{}
	for i, r := range all {
		if r.State == office.RegisteredCancelled {
			rows[i] = true
		}
	}
	return rows
}

// rowsAtOnce is of how many rows it is asked at once what became of their documents.
const rowsAtOnce = 500

// fate is what a row tells of its document beside what was entered.
type fate struct {
	said  string // what was done with it (Điều 18), each led by a semicolon
	moved string // the day on which it was passed on; empty: no step says so
	to    string // to whom; empty: no step says so
}

// fatesOf are those of some rows.
func fatesOf(ctx context.Context, s *store.Store, rows []office.Registered) (map[office.ID]fate, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = string(r.ID)
	}
	touched, err := amendedAmong(ctx, s, ids)
	if err != nil {
		return nil, err
	}
	roads, err := stepsAmong(ctx, s, ids)
	if err != nil {
		return nil, err
	}
	fates := make(map[office.ID]fate, len(rows))
	for _, r := range rows {
		var is fate
		is.moved, is.to = passedOn(r, roads[r.ID])
		if touched[r.ID] {
			amended, err := AmendedOf(ctx, s, r.ID)
			if err != nil {
				return nil, err
			}
			for _, a := range amended {
				is.said += "; " + a.Said
			}
		}
		fates[r.ID] = is
	}
	return fates, nil
}

// stepsAmong are the steps that were taken of some documents.
func stepsAmong(ctx context.Context, s *store.Store, ids []string) (map[office.ID][]office.RouteEntry, error) {
	all, err := store.ByAny(ctx, s, Steps, FacetDocument, ids)
	taken := map[office.ID][]office.RouteEntry{}
	for _, e := range all {
		taken[e.Document] = append(taken[e.Document], e)
	}
	return taken, err
}

// passedOn is the day on which a document was passed on (ngày chuyển): what came in to whoever works on
// it, what goes out to whom it is for. Empty: no step says so, and the column is left for the hand.
func passedOn(r office.Registered, taken []office.RouteEntry) (day, to string) {
	if r.Flow == office.FlowPost {
		return r.Entered, ""
	}
	way, err := routing.RoadOf(r.Flow)
	if err != nil || len(taken) == 0 {
		return "", ""
	}
	for _, step := range routing.Walk(way, timeOf(r.ID), taken).Steps {
		if step.How == routing.Kept && slices.Contains(passes[r.Flow], step.Deed) {
			return step.At.In(office.VietNam).Format(time.DateOnly), step.To.Name
		}
	}
	return "", ""
}

// passes are the steps by which a document is passed on, by its flow.
var passes = map[office.Flow][]office.RouteDeed{
	office.FlowIn:  {office.RoutePresent, office.RouteAssign},
	office.FlowOut: {office.RouteIssue}, office.FlowInternal: {office.RouteIssue},
}

// ofYear are the documents on the registers of a flow in a year, series after series in the order
// of their numbers.
// It fails with NoSuchYear.
func ofYear(ctx context.Context, s *store.Store, flow office.Flow, year int) (all []office.Registered, err error) {
	if !office.RegisterYear(year) {
		return nil, NoSuchYear.About(year)
	}
	all, err = store.By(ctx, s, Registered, FacetShelf, ShelfOf(flow, year))
	slices.SortFunc(all, func(a, b office.Registered) int { return cmp.Or(cmp.Compare(a.Series, b.Series), byNumber(a, b)) })
	return all, err
}

// withEachNumber adds a row for each number that was given to a document beside the one that it has: two
// stations may have given it one each, and no number is missing on a register for that. Such rows
// name all of them, and those of a number that two documents have say so.
func withEachNumber(ctx context.Context, s *store.Store, all []office.Registered) ([]office.Registered, error) {
	given, err := numbersOf(ctx, s, all)
	if err != nil {
		return nil, err
	}
	times, rows := map[string]int{}, make([]office.Registered, 0, len(all))
	for _, r := range all {
		if numbers := given[r.ID]; len(numbers) > 1 {
			r.Note = beside(r.Note, EachNumberSaid(r, numbers))
			for _, n := range numbers {
				if n != r.Number {
					other := r
					other.Number = n
					rows = append(rows, other)
				}
			}
		}
		rows = append(rows, r)
	}
	for _, r := range rows {
		for _, one := range alikeIn(r) {
			times[one]++
		}
	}
	for i, r := range rows {
		if r.Number > 0 && r.Brought.Number == "" && slices.ContainsFunc(alikeIn(r), func(one string) bool { return times[one] > 1 }) {
			rows[i].Note = beside(r.Note, "Số này đã cấp cho hơn một văn bản")
		}
	}
	slices.SortStableFunc(rows, func(a, b office.Registered) int { return cmp.Or(cmp.Compare(a.Series, b.Series), byNumber(a, b)) })
	return rows, nil
}

// alikeIn is by what a row is told to have the number of another: the number of its series, and how it is called
// where stations counted apart.
func alikeIn(r office.Registered) []string {
	return append(calledIn(r), valueOf(r.Series, r.Number))
}

// numbersOf are the numbers that were given to documents, of each in their order.
func numbersOf(ctx context.Context, s *store.Store, all []office.Registered) (map[office.ID][]int, error) {
	given, read := map[office.ID][]int{}, map[string]bool{}
	for _, r := range all {
		if read[r.Series] {
			continue
		}
		read[r.Series] = true
		numbers, err := store.By(ctx, s, Numbers, FacetSeries, r.Series)
		if err != nil {
			return nil, err
		}
		for _, n := range numbers {
			if n.Number > 0 {
				given[n.Document] = append(given[n.Document], n.Number)
			}
		}
	}
	for _, numbers := range given {
		slices.Sort(numbers)
	}
	return given, nil
}

// NumbersGiven are the numbers that stations gave to a document, in their order.
func NumbersGiven(ctx context.Context, s *store.Store, document office.ID) (numbers []int, err error) {
	all, err := store.By(ctx, s, Numbers, FacetDocument, string(document))
	for _, n := range all {
		if n.Number > 0 {
			numbers = append(numbers, n.Number)
		}
	}
	slices.Sort(numbers)
	return numbers, err
}

// EachNumberSaid names all numbers that a document was given.
func EachNumberSaid(r office.Registered, numbers []int) string {
	said := make([]string, len(numbers))
	for i, n := range numbers {
		r.Number = n
		said[i] = r.Said()
	}
	return "Văn bản được cấp các số " + strings.Join(said, ", ")
}

func beside(note, more string) string { return strings.TrimPrefix(note+"; "+more, "; ") }

// spanned are the first and the last day on which documents were entered; zero: there are none.
func spanned(all []office.Registered) (from, to time.Time) {
	for i, r := range all {
		at := entered(r)
		if i == 0 || at.Before(from) {
			from = at
		}
		if i == 0 || at.After(to) {
			to = at
		}
	}
	return from, to
}

// byNumber puts what waits for its number behind all that have one.
func byNumber(a, b office.Registered) int {
	number := func(r office.Registered) int {
		if r.Number == 0 {
			return mostNumber + ordinal(r.Waiting)
		}
		return r.Number
	}
	return cmp.Or(number(a)-number(b), cmp.Compare(a.ID, b.ID))
}

func entered(r office.Registered) time.Time {
	at, _ := time.ParseInLocation(time.DateOnly, r.Entered, office.VietNam) // it was checked when it was entered
	return at
}

// numberSaid is the number of a document with its symbol, where it has one, or what it waits with.
func numberSaid(r office.Registered) string { return cmp.Or(r.Numbered(), r.Said()) }

func outgoing(r office.Registered, types []office.DocumentType, moved string) []string {
	return []string{numberSaid(r), daySaid(r.Document.Issued), typed(r, types), r.Signer, r.To, r.Keeper, counted(r.Copies), daySaid(moved), "", noted(r)}
}

func incoming(r office.Registered, types []office.DocumentType, moved string) []string {
	return []string{daySaid(r.Entered), r.Said(), r.Document.Issuer, office.Numbered(r.Document.Number, r.Document.Symbol), daySaid(r.Document.Issued), typed(r, types), r.To, daySaid(moved), "", noted(r)}
}

// posted is a line of what went by post (Phụ lục IV.III): which document, to whom, in how many envelopes.
func posted(r office.Registered, _ []office.DocumentType, moved string) []string {
	return []string{daySaid(moved), office.Numbered(r.Document.Number, r.Document.Symbol), r.To, counted(r.Copies), "", noted(r)}
}

// counted is a number of copies; nothing where nobody counted them.
func counted(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// typed is the type of a document with what it is about, as the registers have it in one column.
func typed(r office.Registered, types []office.DocumentType) string {
	t, err := office.FindType(types, r.Document.Type)
	if err == nil && !strings.HasPrefix(office.Fold(r.Document.Subject), office.Fold(t.Name)+" ") {
		return t.Name + " " + r.Document.Subject
	}
	return r.Document.Subject
}

func noted(r office.Registered) string {
	if r.State == office.RegisteredCancelled {
		return beside(r.Note, "Đã hủy: "+r.Reason)
	}
	return r.Note
}

func daySaid(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return at.Format("02/01/2006")
}
