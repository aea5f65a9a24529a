package requests

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
	"tram/local/workday"
)

// What is measured follows from the lives of requests alone:
//
//   - A request counts in a span of days if it came in then, or was open when the span began.
//   - It counts as it stood at the end of the span, by all that is known of it now: where stations took it
//     apart and a person chose one way since, by that way; where nobody has, as parted and as nothing else.
//   - In time is by the appointment as it was put off with an apology; that it was is counted beside.
//   - No word of a person is read, but the name of who settles it, where that is asked for.

// Span is a span of time: From is in it, To is not; at At, requests are looked at as they stood.
type Span struct{ From, To, At time.Time }

// Measuring counts lives.
type Measuring struct {
	c    *workday.Calendar
	span Span
	by   office.RequestReportBy

	rows  map[string]*office.RequestFigures
	last  map[string]time.Time // when the request came in by which a row is named
	spent map[string][]time.Duration
}

// Measure begins to count.
func Measure(c *workday.Calendar, span Span, by office.RequestReportBy) *Measuring {
	return &Measuring{c: c, span: span, by: by, rows: map[string]*office.RequestFigures{}, last: map[string]time.Time{}, spent: map[string][]time.Duration{}}
}

// Add counts a request.
func (m *Measuring) Add(l Life) {
	r := l.Request
	is, before := l.stood(m.span.At), r.Received.Before(m.span.From)
	if !r.Received.Before(m.span.To) || before && !is.parted && !l.stood(m.span.From).open() {
		return
	}
	f := m.row(is)
	if before {
		f.Before++
	} else {
		m.received(f, r)
	}
	m.outcome(f, is)
	m.times(is)
}

// stood is how a request stood at a moment.
type stood struct {
	Stands
	of     office.Request
	parted bool
	way    []office.RequestEntry // by which it came there, without what was done beside
}

// stood tells how a request stood just before a moment: on the way that stands now, or, where stations took
// it apart and nobody chose, as they had by then.
func (l Life) stood(moment time.Time) stood {
	if l.Parted() {
		then := Live(l.Request, slices.DeleteFunc(l.entries(), func(e office.RequestEntry) bool { return !e.At.Before(moment) }))
		return stood{then.Stands(), l.Request, then.Parted(), then.way()}
	}
	is := stood{Stands: l.start(), of: l.Request}
	for _, e := range l.way() {
		if e.At.Before(moment) {
			is.Stands, _ = leads(is.Stands, e)
			is.way = append(is.way, e)
		}
	}
	return is
}

func (l Life) entries() (all []office.RequestEntry) {
	for _, step := range l.walked.Steps {
		all = append(all, step.Is)
	}
	return all
}

// way are the steps by which a request came to where it is shown, without those that chose a way: they are
// no work on it.
func (l Life) way() (all []office.RequestEntry) {
	entries := l.entries()
	for _, id := range l.walked.Shown().Path {
		at := slices.IndexFunc(entries, func(e office.RequestEntry) bool { return e.ID == id })
		if e := entries[at]; e.Deed != office.RequestSettle {
			all = append(all, e)
		}
	}
	return all
}

// open tells that a request was neither answered nor withdrawn, or that nobody knows.
func (s stood) open() bool { return s.parted || s.Answered.IsZero() && !s.withdrawn() }

// withdrawn tells that who asked took it back.
func (s Stands) withdrawn() bool {
	return s.Answered.IsZero() && (s.Stage == office.RequestWithdrawn || s.Stage == office.RequestClosed)
}

// row is where a request is counted.
func (m *Measuring) row(is stood) *office.RequestFigures {
	r := is.of
	key, name := string(r.Procedure), strings.TrimSpace(r.Asked.Code+" "+r.Asked.Name)
	switch m.by {
	case office.CountByChannel:
		key, name = r.Channel, office.ChoiceSaid(office.RequestChannels, r.Channel)
	case office.CountByPerson:
		key, name = settles(is)
	}
	if m.rows[key] == nil {
		m.rows[key] = &office.RequestFigures{}
	}
	if !r.Received.Before(m.last[key]) { // a procedure is called as it was called last
		m.last[key], m.rows[key].Name = r.Received, name
	}
	return m.rows[key]
}

func settles(is stood) (key, name string) {
	switch h := is.Holder; {
	case is.parted:
		return "parted", "Chờ chọn diễn biến"
	case h.ID == "":
		return "", "Bộ phận một cửa"
	default:
		return "person " + string(h.ID), h.Name
	}
}

func (m *Measuring) received(f *office.RequestFigures, r office.Request) {
	f.Received++
	if office.RequestOnline(r.Channel) {
		f.Online++
	}
	for _, p := range r.Papers {
		f.Papers++
		if p.Form == office.PaperReused {
			f.Reused++
		}
	}
}

func (m *Measuring) outcome(f *office.RequestFigures, is stood) {
	if is.parted {
		f.Parted++
		return
	}
	late := is.Late(m.span.At)
	if is.Extended > 0 {
		f.PutOff++
	}
	switch {
	case is.withdrawn():
		f.Withdrawn++
		return
	case !is.Answered.IsZero() && late:
		f.Late++
	case !is.Answered.IsZero():
		f.InTime++
	case late:
		f.OpenLate++
	default:
		f.Open++
	}
	if late && is.Extended > 0 {
		f.Excused++
	}
	if is.refused() {
		f.Refused++
	}
	if is.Stage == office.RequestWaiting && !late {
		f.Waiting++
	}
}

// refused tells that the answer was a refusal.
func (s Stands) refused() bool {
	return !s.Answered.IsZero() && s.Result.Medium == ""
}

// untilAnswer is told beside the deeds.
const untilAnswer = "Từ tiếp nhận đến khi có kết quả hoặc từ chối"

// times takes the working time of each step that was done within the span. Of what stations took apart
// nobody knows it yet.
func (m *Measuring) times(is stood) {
	if is.parted {
		return
	}
	was, waits, sum := is.of.Received, false, time.Duration(0)
	for _, e := range is.way {
		took := time.Duration(0)
		if !waits && e.At.After(was) {
			took = m.c.Worked(was, e.At)
		}
		if sum += took; !waits {
			m.took(e.Deed.Said(), e.At, took)
		}
		if e.Deed == office.RequestResult || e.Deed == office.RequestRefuse {
			m.took(untilAnswer, e.At, sum)
		}
		was, waits = e.At, e.Deed == office.RequestSupplement
	}
}

func (m *Measuring) took(step string, at time.Time, took time.Duration) {
	if !at.Before(m.span.From) && at.Before(m.span.To) {
		m.spent[step] = append(m.spent[step], took)
	}
}

// Report is what was counted: the rows that have most requests first, and steps in the order of a life.
func (m *Measuring) Report() (r office.RequestReport) {
	r.By, r.At = m.by, m.span.At
	for _, f := range m.rows {
		r.Rows = append(r.Rows, *f)
		r.All = r.All.With(*f)
	}
	slices.SortFunc(r.Rows, func(a, b office.RequestFigures) int {
		return cmp.Or(cmp.Compare(b.Before+b.Received, a.Before+a.Received), cmp.Compare(a.Name, b.Name))
	})
	steps := []string{untilAnswer}
	for _, d := range office.RequestDeeds {
		steps = append(steps, d.Said())
	}
	for _, step := range steps {
		if took := m.spent[step]; len(took) > 0 {
			r.Times = append(r.Times, timed(step, took))
		}
	}
	r.All.Name = "Tổng số"
	return r
}

// timed is the median, of an even number the middle between the two in the midst, and the longest.
func timed(step string, took []time.Duration) office.RequestTime {
	slices.Sort(took)
	n := len(took)
	median := took[n/2]
	if n%2 == 0 {
		median = (took[n/2-1] + took[n/2]) / 2
	}
	return office.RequestTime{Step: step, Count: n, Median: int(median.Minutes()), Longest: int(took[n-1].Minutes())}
}

// Measured counts the requests of a span of days.
func Measured(ctx context.Context, s *store.Store, c *workday.Calendar, span Span, by office.RequestReportBy) (office.RequestReport, error) {
	m := Measure(c, span, by)
	all, err := store.All(ctx, s, Requests)
	if err != nil {
		return office.RequestReport{}, err
	}
	over, err := overBefore(ctx, s, span.From)
	if err != nil {
		return office.RequestReport{}, err
	}
	for _, r := range all {
		if !r.Received.Before(span.To) || over[r.ID] && r.Received.Before(span.From) {
			continue
		}
		l, err := LifeOf(ctx, s, r.ID)
		if err != nil {
			return office.RequestReport{}, err
		}
		m.Add(l)
	}
	return m.Report(), nil
}

// overBefore are the requests that came in and with which all was done before a moment, so that nothing of them
// is read. A clock that stood ahead may have one closed before it came in.
func overBefore(ctx context.Context, s *store.Store, from time.Time) (map[office.ID]bool, error) {
	all, err := StandingsOf(ctx, s, false)
	over := map[office.ID]bool{}
	for _, is := range all {
		over[is.Request] = is.Stage == office.RequestClosed && !is.Parted() && is.Since.Before(from)
	}
	return over, err
}
