package digitise

import (
	"testing"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// TestWhatOneClerkHasSeenAnotherHasNot keeps the list from saying of one what another did
// (Luật GDĐT 12.1a).
func TestWhatOneClerkHasSeenAnotherHasNot(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4, a4)
	lookOn()
	for range 12 {
		p.Turn(1)
		lookOn()
	}
	id := p.sitting.conversion.ID
	seen := func() int {
		p.Save()
		kit.Settle()
		return len(s.records[id].Viewed)
	}
	if seen() != 2 {
		t.Fatalf("%d pages were looked at", seen())
	}
	p.Who.Pick(office.Clerk{ID: "c2", Name: "Trần Thị Ví Dụ"})
	if got := seen(); got != 0 || s.records[id].Clerk.ID != "c2" {
		t.Errorf("%s is said to have seen %d pages", s.records[id].Clerk.Name, got)
	}
	p.Undo()
	if got := seen(); got != 2 || s.records[id].Clerk.ID != "c1" {
		t.Errorf("back at the first clerk %d pages are seen, by %s", got, s.records[id].Clerk.ID)
	}
}

// TestACheckedDraftWhosePagesChangeKeepsItsTicksOnRecord: the station takes the check back,
// and what the clerk has seen and counted is saved once more.
func TestACheckedDraftWhosePagesChangeKeepsItsTicksOnRecord(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4, a4)
	lookOn()
	for range 12 {
		p.Turn(1)
		lookOn()
	}
	kittest.Line(p.form, "counted").SetText("2")
	p.Save()
	kit.Settle()
	id := p.sitting.conversion.ID
	p.sitting.conversion.State = office.Checked // as it comes back from waiting for its signature
	s.records[id] = func(c office.Conversion) office.Conversion { c.Viewed, c.PaperPages = nil, 0; return c }(s.records[id])
	p.turnPage(1)
	kit.Settle()
	if got := s.records[id]; len(got.Viewed) != 2 || got.PaperPages != 2 {
		t.Errorf("on record %d pages seen, %d counted; the screen says 2 and 2", len(got.Viewed), got.PaperPages)
	}
}
