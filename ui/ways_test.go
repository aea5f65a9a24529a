package ui

import (
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/books"
	"tram/ui/digitise"
	"tram/ui/documents"
	"tram/ui/kit"
	"tram/ui/meetings"
	"tram/ui/printing"
	"tram/ui/today"
)

// waiting is the list of the first place.
func (b *worked) waiting(t *testing.T) *kit.List {
	t.Helper()
	at[*today.Page](b)
	b.w.win.Content().Refresh()
	for _, o := range below(b.w.frame.page().Content()) {
		if l, is := o.(*kit.List); is {
			return l
		}
	}
	t.Fatal("nothing waits")
	return nil
}

// TestWhatWaitsLeadsToItsPlace follows each line of the first place, of an office with a
// draft, a data message that came in, a document that was submitted, a meeting of today, and a channel without its regulation.
func TestWhatWaitsLeadsToItsPlace(t *testing.T) {
	b := newWorked(t)
	came := map[string]bool{}
	for i := range b.waiting(t).Length() {
		b.waiting(t).Select(i)
		kit.Settle()
		b.w.win.Content().Refresh()
		shown := ""
		for _, o := range below(b.w.frame.page().Content()) {
			switch e := o.(type) {
			case *kit.Entry:
				shown += e.Text + "\n"
			case *kit.Offered:
				shown += e.Text + "\n"
			}
		}
		switch b.w.frame.page().(type) {
		case *digitise.Page:
			came["a draft"] = came["a draft"] || strings.Contains(shown, "UBND-VP")
		case *printing.Page:
			came["a message"] = came["a message"] || strings.Contains(shown, "UBND-VP")
		case *books.Page:
			came["a channel"] = came["a channel"] || strings.Contains(shown, "xamauson.vi-du.vn")
		case *documents.Page:
			came["a document"] = came["a document"] || tells(b.w, "Về việc rà soát") && tells(b.w, "đã trình, chờ duyệt")
		case *meetings.Page:
			came["a meeting"] = came["a meeting"] || tells(b.w, "Họp xét duyệt")
		default:
			t.Errorf("line %d leads to place %d", i, b.w.frame.now)
		}
	}
	if len(came) != 5 || !came["a meeting"] || !came["a document"] || !came["a draft"] || !came["a message"] || !came["a channel"] {
		t.Errorf("opened: %v", came)
	}
}

// TestTheWindowHasAWayToEachPlaceThatAWaitLeadsTo asks for all of them.
func TestTheWindowHasAWayToEachPlaceThatAWaitLeadsTo(t *testing.T) {
	w := open(t, newStandIn())
	first := w.frame.pages[w.place("frame.today")].(*today.Page)
	for _, to := range office.Leads {
		if first.Ways[to] == nil {
			t.Errorf("there is no way to %s", to)
			continue
		}
		w.goTo("frame.today")
		kit.Settle()
		first.Ways[to](office.Wait{To: to})
		kit.Settle()
		over := w.desk.Escape() // a day is closed over whatever page is in front
		if over != (to == office.ToDayEnd) || to != office.ToRecovery && !over && w.frame.now == w.place("frame.today") {
			t.Errorf("the way to %s leads nowhere", to)
		}
	}
	for word, begin := range map[string]func(){"frame.digitise": first.Begin.Digitise, "frame.printing": first.Begin.Print, "frame.proof": first.Begin.Prove} {
		if begin(); w.frame.now != w.place(word) {
			t.Errorf("%s is not where work begins: place %d", word, w.frame.now)
		}
	}
}

// TestTheFirstPlaceIsToldOfAChange begins a draft elsewhere.
func TestTheFirstPlaceIsToldOfAChange(t *testing.T) {
	b := newWorked(t)
	before := b.waiting(t).Length()
	at[*digitise.Page](b).Drop([]string{stationtest.Scan(t)})
	kit.Settle()
	at[*today.Page](b)
	if after := b.waiting(t).Length(); after != before+1 {
		t.Errorf("%d lines, %d before a draft was begun", after, before)
	}
}
