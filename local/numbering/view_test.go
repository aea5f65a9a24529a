package numbering

import (
	"errors"
	"reflect"
	"testing"

	"tram/local/office"
)

var decisions = Series{office.FlowOut, 2026, "quyet-dinh"}

// begun is an office whose station a opened 2026 and gave b its share.
func begun(here office.ID) View {
	return View{
		Here: here, Openings: []Opening{{ID: "o1", Station: "a", Year: 2026, First: true}},
		Shares: []Given{{"g1", "a", "b", Share{2, 4}}},
		From:   map[office.ID]office.ID{},
	}
}

func last(n int) func(Span) int {
	return func(s Span) int {
		if s.holds(n) {
			return n
		}
		return 0
	}
}

func fails(t *testing.T, what string, err error, want office.Failure) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v", what, err)
	}
}

func TestNumbersGoOnWithoutAGapWhereTheyAreHandedOver(t *testing.T) {
	t.Parallel()
	v := begun("a")
	if n, final, err := v.Next(decisions, last(0)); n != 1 || !final || err != nil {
		t.Errorf("the first: %d %v %v", n, final, err)
	}
	if n, final, _ := v.Next(decisions, last(15)); n != 16 || !final {
		t.Errorf("the next: %d %v", n, final)
	}
	d, err := v.HandOver(decisions, "b", 16)
	if want := (Duty{By: "a", Station: "b", Series: decisions, Span: Span{16, 10_000}, After: []office.ID{"o1"}}); err != nil || !reflect.DeepEqual(d, want) {
		t.Fatalf("%+v %v", d, err)
	}
	d.ID = "d1"
	for _, here := range []office.ID{"a", "b"} {
		want := here == "b"
		v = begun(here)
		v.Duties = []Duty{d}
		if n, final, err := v.Next(decisions, last(15)); final != want || want && n != 16 || err != nil {
			t.Errorf("at %s: %d %v %v", here, n, final, err)
		}
	}
	_, err = v.HandOver(decisions, "b", 10_001)
	fails(t, "numbers that it has no more", err, Exhausted)
	_, err = begun("b").HandOver(decisions, "a", 1)
	fails(t, "what it has not", err, NotInDuty)
}

func TestWhoTakesOverBeginsAboveTheBound(t *testing.T) {
	t.Parallel()
	v := begun("b")
	d, err := v.TakeOver(decisions, last(15))
	if err != nil || d.Span != (Span{20_001, 30_000}) || !d.Took() {
		t.Fatalf("%+v %v", d, err)
	}
	incoming, err := v.TakeOver(Series{office.FlowIn, 2026, ""}, last(15))
	if err != nil || incoming.Span != (Span{200_001, 300_000}) {
		t.Errorf("%+v %v", incoming, err)
	}
	d.ID = "d1"
	v.Duties = []Duty{d}
	_, err = v.TakeOver(decisions, last(20_007))
	fails(t, "what it has", err, InDuty)
	_, _, err = v.Next(decisions, last(30_000))
	fails(t, "after the last", err, Exhausted)
	_, err = v.TakeOver(decisions, last(30_000))
	fails(t, "a slot after the last, without one", err, NoReserve)
	v.Duties = append(v.Duties, Duty{ID: "d2", By: "c", Station: "c", Series: decisions, Span: Span{40_001, 50_000}, After: []office.ID{"d1", "o1"}})
	if again, err := v.TakeOver(decisions, last(20_007)); err != nil || again.Span != (Span{20_008, 30_000}) {
		t.Errorf("again in its slot: %+v %v", again, err)
	}
	_, err = View{Here: "c", Openings: v.Openings, Shares: v.Shares}.TakeOver(decisions, last(0))
	fails(t, "whoever got no share", err, NoReserve)
	r := View{Here: "r", Openings: v.Openings, Shares: v.Shares, From: map[office.ID]office.ID{"r": "a"}, Restored: 2026}
	if d, err := r.TakeOver(decisions, last(15)); err != nil || d.Span.From != 10_001 {
		t.Errorf("the restored copy: %+v %v", d, err)
	}
	if n, final, _ := r.Next(decisions, last(15)); final {
		t.Errorf("a restored station has no lease, and gave %d", n)
	}
}

func TestOfTwoInDutyTheLowerNumbersCount(t *testing.T) {
	t.Parallel()
	v := begun("b")
	v.Duties = []Duty{
		{ID: "d1", By: "b", Station: "b", Series: decisions, Span: Span{20_001, 30_000}, After: []office.ID{"o1"}},
		{ID: "d2", By: "a", Station: "c", Series: decisions, Span: Span{16, 10_000}, After: []office.ID{"o1"}},
	}
	if d, is := v.Duty(decisions); !is || d.Station != "c" {
		t.Errorf("%+v", d)
	}
	d, err := v.TakeOver(decisions, last(0))
	if err != nil || !reflect.DeepEqual(d.After, []office.ID{"d1", "d2"}) {
		t.Errorf("it follows both: %+v %v", d, err)
	}
}

func TestAYearIsOpenedByOne(t *testing.T) {
	t.Parallel()
	fails(t, "it is open", begun("a").MayOpen(2026), AlreadyOpen)
	fails(t, "without the other", begun("a").MayOpen(2027), NotYet)
	v := begun("a")
	v.Assents = []Assent{{"s1", "b", 2027, "a"}}
	if err := v.MayOpen(2027); err != nil {
		t.Error(err)
	}
	v.Here = "b"
	fails(t, "by the one that let another", v.MayOpen(2027), Assented)
	if v.MayAssent(2027) || !v.MayAssent(2028) || v.MayAssent(2026) {
		t.Error("one word a year, and none for one that is open")
	}
	v = begun("b")
	v.Gone = []Gone{{"a", 2027}}
	fails(t, "a year in which the other may have given numbers", v.MayOpen(2027), NotYet)
	if err := v.MayOpen(2028); err != nil {
		t.Error(err)
	}
	fails(t, "without a share", View{Here: "c", Openings: v.Openings}.MayOpen(2027), NoReserve)
	fails(t, "before any", View{Here: "a"}.MayOpen(2026), NotBegun)
	r := View{Here: "r", Openings: v.Openings, From: map[office.ID]office.ID{"r": "a"}, Restored: 2027}
	fails(t, "a year that the old one may have opened", r.MayOpen(2027), OpenedBefore)
	if err := r.MayOpen(2028); err != nil {
		t.Error(err)
	}
	v.Openings = append(v.Openings, Opening{ID: "o0", Station: "c", Year: 2026, First: true})
	if doubled := v.Doubled(); !reflect.DeepEqual(doubled, []int{2026}) {
		t.Errorf("two that opened a year: %v", doubled)
	}
}

func TestSharesHaveNoSlotInCommon(t *testing.T) {
	t.Parallel()
	all := []Share{firstPool.heirs}
	for n := range 20 {
		gift, ok := firstPool.gift(n)
		if !ok {
			break
		}
		mine := Share{gift.Start, mostSlots}
		all = append(all, mine, gift.pool().heirs)
		if own, ok := gift.pool().gift(0); ok {
			all = append(all, own)
		}
	}
	if len(all) < 30 {
		t.Fatalf("only %d", len(all))
	}
	for i, a := range all {
		for _, b := range all[:i] {
			for slot := a.Start; slot < mostSlots; slot += a.Stride {
				if slot >= b.Start && (slot-b.Start)%b.Stride == 0 {
					t.Fatalf("%v and %v have %d", a, b, slot)
				}
			}
		}
	}
}

func TestGapsAreExplained(t *testing.T) {
	t.Parallel()
	v := begun("b")
	v.Duties = []Duty{
		{ID: "d1", By: "a", Station: "b", Series: decisions, Span: Span{5, 10_000}, After: []office.ID{"o1"}},
		{ID: "d2", By: "c", Station: "c", Series: decisions, Span: Span{20_001, 30_000}, After: []office.ID{"d1"}},
	}
	got := v.Gaps(decisions, []int{1, 2, 3, 4, 5, 6, 20_001, 20_003})
	want := []Gap{
		{Span{7, 10_000}, "b", "c", true}, {Span{10_001, 20_000}, "", "", false}, {Span{20_002, 20_002}, "c", "", false},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if got := v.Gaps(decisions, nil); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func TestTheKeyOfASeriesIsReadAgain(t *testing.T) {
	t.Parallel()
	for _, s := range []Series{decisions, {office.FlowIn, 2027, ""}} {
		if got, ok := ParseSeries(s.Key()); !ok || got != s {
			t.Errorf("%v: %v", s, got)
		}
	}
	for _, bad := range []string{"", "in", "in/2026", "on/2026/x", "in/nay/x"} {
		if s, ok := ParseSeries(bad); ok {
			t.Errorf("%q: %v", bad, s)
		}
	}
}

// TestAStationOwnsWhatNoOtherCanGive of an office in which the first station gave the second its slots: each owns the numbers
// that it may give, and of the reserve what it can take for itself, but no slot of another and none that is kept for
// whoever is restored from it.
func TestAStationOwnsWhatNoOtherCanGive(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		here   office.ID
		number int
		shares int
		can    bool
	}{
		{"a", 1, 0, true}, {"a", 10_000, 0, true}, {"a", 10_001, 0, false}, {"a", 20_001, 0, false}, {"a", 30_001, 0, false},
		{"a", 40_001, 1, true}, {"a", 60_001, 0, false}, {"a", 80_001, 2, true},
		{"b", 1, 0, false}, {"b", 20_001, 0, true}, {"b", 30_000, 0, true}, {"b", 40_001, 0, false}, {"b", 60_001, 0, false}, {"b", 100_001, 1, true},
		{"c", 1, 0, false}, {"c", 20_001, 0, false},
	} {
		if shares, can := begun(c.here).Reach(decisions, c.number); shares != c.shares || can != c.can {
			t.Errorf("%s reaches %d by %d shares, %v", c.here, c.number, shares, can)
		}
	}
	v := begun("a")
	handed, err := v.HandOver(decisions, "b", 5)
	if err != nil {
		t.Fatal(err)
	}
	handed.ID = "d1"
	v.Duties = append(v.Duties, handed)
	if _, can := v.Reach(decisions, 7); can {
		t.Error("it owns what it handed over")
	}
	if _, err := v.GoOn(decisions, 40_001, last(0)); !errors.Is(err, NotInDuty) {
		t.Errorf("without the register it goes on: %v", err)
	}
}
