package printing

import (
	"slices"
	"testing"

	"tram/local/office"
	"tram/ui/kit"
)

// TestWhatWasComparedAnotherDayIsOpenedAgain begins with an act of which only the station
// knows what its paper was.
func TestWhatWasComparedAnotherDayIsOpenedAgain(t *testing.T) {
	s := newStation()
	p := printed(t, s, "1")
	id := p.act.Conversion.ID
	s.kept = map[office.ID]office.ComparedPaper{id: {Conversion: id, Paths: []string{"/x/1.jpg"}, Found: differing()}}
	p = desk(t, s)
	p.OpenCompared(id)
	kit.Settle()
	if !p.pair.shown || len(p.pair.rows) != 2 || !slices.Equal(p.pair.Paths, []string{"/x/1.jpg"}) {
		t.Fatalf("shown %v, listed %+v of %v", p.pair.shown, p.pair.rows, p.pair.Paths)
	}
	if !slices.Equal(s.reopened, []office.ID{id}) {
		t.Error("scans of another day are shown without a look at whether they are the same")
	}
	if !slices.Contains(s.lookedAt, id) {
		t.Error("the result goes on waiting before the eyes of the clerk")
	}
	again := desk(t, s)
	again.Open(id)
	kit.Settle()
	if again.pair.shown || !again.head.found.Visible() {
		t.Error("an act that was compared another day does not lead to what was found")
	}
	if len(s.lookedAt) != 1 {
		t.Errorf("looked at by opening the act: %v", s.lookedAt)
	}
	again.seeCompared()
	if !again.pair.shown {
		t.Error("what was found is not shown")
	}
}

// TestWhatCannotBeReadAgainLeadsToTheAct has nothing kept.
func TestWhatCannotBeReadAgainLeadsToTheAct(t *testing.T) {
	s := newStation()
	id := printed(t, s, "1").act.Conversion.ID
	p := desk(t, s)
	p.OpenCompared(id)
	kit.Settle()
	if p.pair.shown || p.act == nil || p.act.Conversion.ID != id {
		t.Error("it leads nowhere")
	}
}

// TestAResultThatIsSeenAtOnceWaitsForNobody compares while the clerk looks on, and while
// they are elsewhere.
func TestAResultThatIsSeenAtOnceWaitsForNobody(t *testing.T) {
	s := newStation()
	p := compared(t, s, differing())
	if id := p.act.Conversion.ID; len(s.lookedAt) != 1 || s.lookedAt[0] != id {
		t.Errorf("looked at %v", s.lookedAt)
	}
	s.holdCompare = make(chan struct{})
	p.Scan()
	p.Leave()
	close(s.holdCompare)
	kit.Settle()
	if len(s.lookedAt) != 1 {
		t.Errorf("looked at by a clerk who was elsewhere: %v", s.lookedAt)
	}
}
