package requests

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

// days of a span, both in it; it is looked at when it has ended.
func days(t *testing.T, from, to string) Span {
	t.Helper()
	s := Span{From: moment(t, from+" 00:00"), To: moment(t, to+" 00:00").AddDate(0, 0, 1)}
	s.At = s.To
	return s
}

// at does something at a moment.
func (d *desk) at(when string, e office.RequestEntry) *desk {
	d.t.Helper()
	d.now = moment(d.t, when).Add(-time.Hour) // as try adds one
	return d.do(e)
}

func put(until time.Time) office.RequestEntry {
	return office.RequestEntry{Deed: office.RequestExtend, Due: until, Say: "Xin lỗi ông Lê Văn Thí Dụ, chờ xác minh"}
}

// TestOneRequestIsCountedAsItStood: each life, worked out by hand. Received on Monday 30/11/2026 at 08:00,
// due on Thursday 03/12 at 17:00.
func TestOneRequestIsCountedAsItStood(t *testing.T) {
	week, after := days(t, "30/11/2026", "06/12/2026"), days(t, "07/12/2026", "13/12/2026")
	for name, c := range map[string]struct {
		live func(*desk)
		span Span
		want office.RequestFigures
	}{
		"in time":                   {func(d *desk) { d.at("03/12/2026 17:00", electronic) }, week, office.RequestFigures{Received: 1, InTime: 1}},
		"late by a minute":          {func(d *desk) { d.at("03/12/2026 17:01", electronic) }, week, office.RequestFigures{Received: 1, Late: 1}},
		"refused":                   {func(d *desk) { d.at("01/12/2026 09:00", refuse) }, week, office.RequestFigures{Received: 1, InTime: 1, Refused: 1}},
		"refused and closed, late":  {func(d *desk) { d.at("04/12/2026 09:00", refuse).do(notify, finish) }, week, office.RequestFigures{Received: 1, Late: 1, Refused: 1}},
		"withdrawn":                 {func(d *desk) { d.at("01/12/2026 09:00", withdraw) }, week, office.RequestFigures{Received: 1, Withdrawn: 1}},
		"withdrawn late and closed": {func(d *desk) { d.at("04/12/2026 09:00", withdraw).do(finish) }, week, office.RequestFigures{Received: 1, Withdrawn: 1}},
		"nothing done":              {func(*desk) {}, week, office.RequestFigures{Received: 1, OpenLate: 1}},
		"waiting":                   {func(d *desk) { d.at("01/12/2026 09:00", supplement) }, week, office.RequestFigures{Received: 1, Open: 1, Waiting: 1}},
		"refused while waiting":     {func(d *desk) { d.at("01/12/2026 09:00", supplement).at("10/12/2026 09:00", refuse) }, after, office.RequestFigures{Before: 1, InTime: 1, Refused: 1}},
		"put off, in time": {func(d *desk) {
			d.at("02/12/2026 09:00", put(moment(t, "08/12/2026 17:00"))).at("08/12/2026 10:00", electronic)
		}, after, office.RequestFigures{Before: 1, InTime: 1, PutOff: 1}},
		"put off, late": {func(d *desk) {
			d.at("02/12/2026 09:00", put(moment(t, "08/12/2026 17:00"))).at("09/12/2026 10:00", electronic)
		}, after, office.RequestFigures{Before: 1, Late: 1, PutOff: 1, Excused: 1}},
		"put off, open":           {func(d *desk) { d.at("02/12/2026 09:00", put(moment(t, "08/12/2026 17:00"))) }, week, office.RequestFigures{Received: 1, Open: 1, PutOff: 1}},
		"answered after the span": {func(d *desk) { d.at("08/12/2026 09:00", electronic) }, week, office.RequestFigures{Received: 1, OpenLate: 1}},
		"and in the next":         {func(d *desk) { d.at("08/12/2026 09:00", electronic) }, after, office.RequestFigures{Before: 1, Late: 1}},
		"done before":             {func(d *desk) { d.at("01/12/2026 09:00", electronic).at("08/12/2026 09:00", deliver) }, after, office.RequestFigures{}},
		"before it came":          {func(d *desk) { d.at("01/12/2026 09:00", electronic) }, days(t, "01/11/2026", "29/11/2026"), office.RequestFigures{}},
	} {
		d := received(t)
		c.live(d)
		m := Measure(d.c, c.span, office.CountByProcedure)
		m.Add(d.life())
		got := m.Report()
		if c.want.Name = "Tổng số"; got.All != c.want || !got.All.Whole() {
			t.Errorf("%s: %+v, want %+v", name, got.All, c.want)
		}
	}
}

// TestWorkingTimeOfEachStepIsThatOfTheOffice, which works from 07:30 to 11:30 and from 13:30 to 17:00: two
// requests that came at 08:00 on Monday. The first took 2 h, 2 h, and 5 h on Wednesday after what was missing
// was there; the second 1 h and 7 h.
func TestWorkingTimeOfEachStepIsThatOfTheOffice(t *testing.T) {
	one := received(t).at("30/11/2026 10:00", hand).at("30/11/2026 14:00", supplement).at("02/12/2026 08:00", supplied).at("02/12/2026 15:00", electronic)
	two := received(t).at("30/11/2026 09:00", hand).at("01/12/2026 08:30", electronic)
	m := Measure(one.c, days(t, "30/11/2026", "06/12/2026"), office.CountByPerson)
	m.Add(one.life())
	m.Add(two.life())
	want := []office.RequestTime{
		{Step: untilAnswer, Count: 2, Median: 510, Longest: 540},
		{Step: "Chuyển giải quyết", Count: 2, Median: 90, Longest: 120},
		{Step: "Yêu cầu bổ sung", Count: 1, Median: 120, Longest: 120},
		{Step: "Có kết quả", Count: 2, Median: 360, Longest: 420},
	}
	got := m.Report()
	if !reflect.DeepEqual(got.Times, want) {
		t.Errorf("%+v, want %+v", got.Times, want)
	}
	if len(got.Rows) != 1 || got.Rows[0].Name != expert.Name || got.Rows[0].InTime != 2 {
		t.Errorf("%+v", got.Rows)
	}
}

// TestRowsAreThoseOfWhatIsAskedFor: a procedure as it was called last, channels, people.
func TestRowsAreThoseOfWhatIsAskedFor(t *testing.T) {
	renamed := received(t, func(r *office.Request) {
		r.Procedure, r.Channel, r.Received, r.Asked.Name = "p1", "national", r.Received.Add(time.Hour), "Xác nhận, tên mới"
		r.Papers = []office.RequestPaper{{Name: "Tờ khai", Form: "original"}, {Name: "Trích lục", Form: office.PaperReused}}
	})
	all := []*desk{renamed, received(t, func(r *office.Request) { r.Procedure, r.Channel = "p1", "counter" }).do(hand), received(t, func(r *office.Request) { r.Procedure, r.Channel, r.Asked.Code = "p2", "counter", "2" })}
	for by, want := range map[office.RequestReportBy][]string{
		office.CountByProcedure: {"1.004082 Xác nhận, tên mới 2 1 2 1", "2 Xác nhận ví dụ 1 0 0 0"},
		office.CountByChannel:   {"Trực tiếp 2 0 0 0", "Cổng Dịch vụ công quốc gia 1 1 2 1"},
		office.CountByPerson:    {"Bộ phận một cửa 2 1 2 1", "Nguyễn Văn Mẫu 1 0 0 0"},
	} {
		m := Measure(renamed.c, days(t, "30/11/2026", "30/11/2026"), by)
		for _, d := range all {
			m.Add(d.life())
		}
		var got []string
		for _, f := range m.Report().Rows {
			got = append(got, fmt.Sprintf("%s %d %d %d %d", f.Name, f.Received, f.Online, f.Papers, f.Reused))
		}
		if !slices.Equal(got, want) {
			t.Errorf("by %s: %q, want %q", by, got, want)
		}
	}
}

// naive counts one request by walking its way, one deed after the other.
func naive(r office.Request, way []office.RequestEntry, parted bool, span Span) (f office.RequestFigures) {
	answered, gone, waits, late, refused, put := time.Time{}, time.Time{}, time.Time{}, false, false, 0
	due := r.Due
	for _, e := range way {
		if !e.At.Before(span.At) {
			continue
		}
		switch e.Deed {
		case office.RequestSupplement:
			waits = e.At
		case office.RequestSupplied:
			waits, due = time.Time{}, e.Due
		case office.RequestExtend:
			due, put = e.Due, put+1
		case office.RequestResult, office.RequestRefuse:
			answered, refused = e.At, e.Deed == office.RequestRefuse
			if until := answered; !waits.IsZero() {
				late = waits.After(due)
			} else {
				late = until.After(due)
			}
		case office.RequestWithdraw:
			gone = e.At
		}
	}
	if !r.Received.Before(span.To) || r.Received.Before(span.From) && !parted && (!answered.IsZero() && answered.Before(span.From) || !gone.IsZero() && gone.Before(span.From)) {
		return f
	}
	if f.Received = 1; r.Received.Before(span.From) {
		f.Received, f.Before = 0, 1
	}
	if parted {
		f.Parted = 1
		return f
	}
	if put > 0 {
		f.PutOff = 1
	}
	switch {
	case !gone.IsZero():
		f.Withdrawn = 1
		return f
	case !answered.IsZero() && late:
		f.Late = 1
	case !answered.IsZero():
		f.InTime = 1
	case !waits.IsZero() && waits.After(due), waits.IsZero() && span.At.After(due):
		late, f.OpenLate = true, 1
	default:
		f.Open = 1
		if !waits.IsZero() {
			f.Waiting = 1
		}
	}
	if refused {
		f.Refused = 1
	}
	if late && put > 0 {
		f.Excused = 1
	}
	return f
}

// TestManyRequestsAreCountedAsOneByOne: 4,000 lives, of which some were taken apart by stations and some of
// those put together again, in spans of any days.
func TestManyRequestsAreCountedAsOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	seen := office.RequestFigures{}
	for range 4000 {
		d := received(t, func(r *office.Request) { r.Channel = "counter" })
		for range r.IntN(6) {
			d.now = d.now.Add(time.Duration(r.IntN(30*60)) * time.Minute)
			_ = d.try(anyDeed(r, d.now))
		}
		way, parted := slices.Clone(d.all), false
		if other := *d; r.IntN(3) == 0 {
			other.all, other.name = slices.Clone(d.all), "b"
			a, b := other.moves(r), d.moves(r)
			if parted = a && b; parted {
				way = slices.Clone(d.all)
				d.all = append(d.all, other.all[len(other.all)-1])
				if r.IntN(2) == 0 {
					d.do(office.RequestEntry{Deed: office.RequestSettle, Of: way[len(way)-1].ID, Say: "Theo quầy"})
					parted = false
				}
			} else {
				way = slices.Clone(d.all)
			}
		}
		from := moment(t, "20/11/2026 00:00").AddDate(0, 0, r.IntN(25))
		span := Span{From: from, To: from.AddDate(0, 0, 1+r.IntN(15))}
		span.At = span.To
		if parted && !span.From.After(d.now) {
			span.At, span.To = d.now.AddDate(0, 0, 1), d.now.AddDate(0, 0, 1)
		} else if parted {
			continue
		}
		m := Measure(d.c, span, office.CountByProcedure)
		m.Add(d.life())
		got, want := m.Report().All, naive(d.r, way, parted, span)
		if want.Name = "Tổng số"; got != want || !got.Whole() {
			t.Fatalf("%v from %v to %v:\n%+v, want\n%+v", way, span.From, span.To, got, want)
		}
		seen = seen.With(got)
	}
	for name, n := range map[string]int{"before": seen.Before, "received": seen.Received, "in time": seen.InTime, "late": seen.Late, "refused": seen.Refused, "withdrawn": seen.Withdrawn, "open": seen.Open, "waiting": seen.Waiting, "open late": seen.OpenLate, "parted": seen.Parted, "put off": seen.PutOff, "excused": seen.Excused} {
		if n < 3 {
			t.Errorf("only %d were %s", n, name)
		}
	}
}

// moves does something that moves the request; false: nothing could be done.
func (d *desk) moves(r *rand.Rand) bool {
	for range 20 {
		if e := anyDeed(r, d.now); !beside(e.Deed) && d.try(e) == nil {
			return true
		}
	}
	return false
}
