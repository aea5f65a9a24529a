package audit

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"tram/local/office"
	"tram/local/store"
	"tram/local/table"
)

// Time per step (Điều 6.4): of each record the time from one step to the next, and from
// its first to its last, as the journal tells it.

// Way is from one step of a kind of record to another; empty names: from the first
// entry of a record to the last one in the period.
type Way struct {
	Kind     office.Kind
	From, To string
}

// Span is how long records took on a way.
type Span struct {
	Way
	Count                 int
	Mean, Median, Longest time.Duration
}

// Times measures the ways of which the later step lies in the period. Steps are taken in
// the order of their times, those of all stations together.
func (b *Book) Times(ctx context.Context, a store.Asked) ([]Span, error) {
	since := a.Since
	a.Since, a.Oldest = time.Time{}, true // a way may have begun before the period
	m := measuring{since: since, records: map[office.ID]*life{}, spans: map[Way][]time.Duration{}}
	for after := (office.DeedPlace{}); ; {
		page, err := b.from.AuditPage(ctx, a, after, pageEntries)
		if err != nil {
			return nil, err
		}
		for _, e := range page {
			m.met(e)
			after = store.PlaceOf(e)
		}
		if len(page) < pageEntries {
			return m.told(), nil
		}
	}
}

// life is what is remembered of a record: its first entry, and its last one so far.
type life struct {
	kind      office.Kind
	first, at time.Time
	step      string
	steps     int
}

type measuring struct {
	since   time.Time
	records map[office.ID]*life
	spans   map[Way][]time.Duration
}

func (m *measuring) met(e office.Entry) {
	l, known := m.records[e.Record]
	if !known {
		m.records[e.Record] = &life{kind: e.Kind, first: e.At, at: e.At, step: e.Step, steps: 1}
		return
	}
	if !e.At.Before(m.since) {
		way := Way{l.kind, l.step, e.Step}
		m.spans[way] = append(m.spans[way], e.At.Sub(l.at))
	}
	l.at, l.step, l.steps = e.At, e.Step, l.steps+1
}

// told sums the spans up, the kinds by their names, and of each the way that most went.
func (m *measuring) told() []Span {
	for _, l := range m.records {
		if l.steps > 1 && !l.at.Before(m.since) {
			m.spans[Way{Kind: l.kind}] = append(m.spans[Way{Kind: l.kind}], l.at.Sub(l.first))
		}
	}
	var all []Span
	for way := range maps.Keys(m.spans) {
		all = append(all, summed(way, m.spans[way]))
	}
	slices.SortFunc(all, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.From, ""), cmp.Compare(b.Count, a.Count), cmp.Compare(a.From+a.To, b.From+b.To))
	})
	return all
}

func summed(way Way, took []time.Duration) Span {
	slices.Sort(took)
	var sum time.Duration
	for _, d := range took {
		sum += d
	}
	n := len(took)
	s := Span{Way: way, Count: n, Mean: sum / time.Duration(n), Median: took[n/2], Longest: took[n-1]}
	if n%2 == 0 {
		s.Median = (took[n/2-1] + took[n/2]) / 2
	}
	return s
}

// TimesTable is the figures in words.
func (b *Book) TimesTable(spans []Span, a store.Asked, of, by string, at time.Time) table.Table {
	return table.Table{
		Title: "THỜI GIAN XỬ LÝ THEO BƯỚC", Of: of, By: by, At: at, Told: b.bounds(a),
		Columns: []table.Column{
			{Name: "Loại", Width: 2.5, Kind: table.Text}, {Name: "Từ bước", Width: 4, Kind: table.Text}, {Name: "Đến bước", Width: 4, Kind: table.Text},
			{Name: "Số lần", Width: 1.2, Kind: table.Number}, {Name: "Trung bình", Width: 2.4, Kind: table.Text},
			{Name: "Trung vị", Width: 2.4, Kind: table.Text}, {Name: "Lâu nhất", Width: 2.4, Kind: table.Text},
		},
		Rows: func(yield func(table.Row, error) bool) {
			for _, s := range spans {
				if !yield(b.timeRow(s), nil) {
					return
				}
			}
		},
	}
}

func (b *Book) timeRow(s Span) table.Row {
	kind, _ := b.from.KindOf(s.Kind)
	from, to := stepSaid(kind, s.From), stepSaid(kind, s.To)
	if s.Way == (Way{Kind: s.Kind}) {
		from, to = "Bước đầu tiên", "Bước cuối cùng"
	}
	return table.Row{kind.Word(), from, to, s.Count, Lasting(s.Mean), Lasting(s.Median), Lasting(s.Longest)}
}

func stepSaid(kind store.AnyKind, name string) string {
	if step, worded := kind.StepOf(name); worded {
		return step.Said
	}
	return unworded
}

// Lasting tells a time as people do, to its two greatest parts.
func Lasting(d time.Duration) string {
	seconds := int64(d.Round(time.Second) / time.Second)
	parts := []struct {
		name string
		of   int64
	}{{"ngày", 24 * 3600}, {"giờ", 3600}, {"phút", 60}, {"giây", 1}}
	for i, p := range parts {
		if seconds < p.of && p.of > 1 {
			continue
		}
		said := fmt.Sprintf("%d %s", seconds/p.of, p.name)
		if i+1 < len(parts) && seconds%p.of >= parts[i+1].of {
			said += fmt.Sprintf(" %d %s", seconds%p.of/parts[i+1].of, parts[i+1].name)
		}
		return said
	}
	return ""
}
