package digitise

import (
	"slices"
	"testing"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// TestWhatTheFirstPageSaysIsOfferedUntilItIsTaken reads the head of a page: it is offered
// and not put in; taken, it is the clerk's word; another page is read anew, and of another
// document nothing stays.
func TestWhatTheFirstPageSaysIsOfferedUntilItIsTaken(t *testing.T) {
	s := newStation()
	first := a4
	first.Name = "trang đầu.jpg"
	s.headingOf = map[string]office.Heading{"trang đầu.jpg": {Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Issued: "2026-11-09", Subject: "Về việc mẫu"}}
	p := withPages(t, s, first, a4)
	if offered := p.form.Suggested(); !slices.Contains(offered, "“Về việc mẫu”") || len(offered) != 5 || kittest.Line(p.form, "number").Text != "" {
		t.Fatalf("offered %q, the number is %q", offered, kittest.Line(p.form, "number").Text)
	}
	if s.headings != 1 {
		t.Errorf("read %d times", s.headings)
	}
	p.form.TakeSuggested()
	kit.Settle()
	if c := p.words(); c.Document.Number != "15" || c.Document.Symbol != "QĐ-UBND" || c.Document.Issued != "2026-11-09" || c.Document.Type != "quyet-dinh" || len(p.form.Suggested()) != 0 {
		t.Errorf("taken: %+v", c.Document)
	}
	p.turnPage(1)
	kit.Settle()
	if s.headings != 2 {
		t.Errorf("turned, read %d times", s.headings)
	}
	p.Leave()
	p.Enter()
	kit.Settle()
	if s.headings != 3 {
		t.Errorf("come back, read %d times", s.headings)
	}
	p.putAside()
	kit.Settle()
	s.named["khác.jpg"] = scanned("khác.jpg", 200)
	p.Drop([]string{"khác.jpg"})
	kit.Settle()
	if got := p.form.Suggested(); p.sitting == nil || len(got) != 0 || s.headings != 4 {
		t.Errorf("of another document: %q, read %d times", got, s.headings)
	}
}
