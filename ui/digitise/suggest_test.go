package digitise

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

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
	if offered := p.form.Suggested(); p.form.SaidOf("subject") != "Về việc mẫu" || len(offered) != 5 || kittest.Line(p.form, "number").Text != "" {
		t.Fatalf("offered %q, the number is %q", offered, kittest.Line(p.form, "number").Text)
	}
	if s.headings != 1 {
		t.Errorf("read %d times", s.headings)
	}
	for _, key := range []string{"type", "number", "issued", "subject"} {
		p.form.TakeSuggested(key)
	}
	kit.Settle()
	if c := p.Words(); c.Document.Number != "15" || c.Document.Symbol != "QĐ-UBND" || c.Document.Issued != "2026-11-09" || c.Document.Type != "quyet-dinh" || len(p.form.Suggested()) != 0 {
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

// TestADayThatIsNotToBeIsToldAtItsField types one that is none, and one after today.
func TestADayThatIsNotToBeIsToldAtItsField(t *testing.T) {
	p := withPages(t, newStation(), a4)
	day := kittest.Line(p.form, "issued")
	day.SetText("31/02/2026")
	p.Save()
	if said := p.form.Said(); !strings.Contains(said, "31/02/2026") {
		t.Errorf("of a day that is none it says %q", said)
	}
	day.SetText("01/01/2030")
	if p.Save(); p.form.Said() != "" {
		t.Errorf("of a day that is one it says %q", p.form.Said())
	}
	ahead, is := office.Document{Issued: "2030-01-01"}.Ahead(now)
	p.sitting.conditions = append(p.sitting.conditions, ahead)
	p.show()
	if said := p.form.Said(); !is || !strings.Contains(said, "01/01/2030") {
		t.Errorf("of a day after today it says %q", said)
	}
	if day.SetText("01/01/2026"); p.form.Said() != "" {
		kit.Settle()
		t.Errorf("of another day it still says %q", p.form.Said())
	}
}

// TestWordsAreReadBesideTheWorkAndAgainWherePagesCame counts what is read, and what is told
// on a computer that reads nothing.
func TestWordsAreReadBesideTheWorkAndAgainWherePagesCame(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4, a4)
	if last := s.readings[len(s.readings)-1]; last != 2 || p.view.refused.Visible() {
		t.Fatalf("read %v", s.readings)
	}
	before := len(s.readings)
	p.reload()
	kit.Settle()
	if len(s.readings) != before {
		t.Errorf("pages that lie as they lay were read again: %v", s.readings)
	}
	p.turnPage(1)
	kit.Settle()
	if len(s.readings) != before+1 {
		t.Errorf("a page that was turned was not read: %v", s.readings)
	}
	s = newStation()
	s.noReader = true
	p = withPages(t, s, a4)
	if !p.view.refused.Visible() || p.view.refused.Said() == "" {
		t.Error("nothing tells that this computer reads no pages")
	}
	p.view.refused.Hide()
	p.turnPage(1)
	kit.Settle()
	if p.view.refused.Visible() {
		t.Error("it was told twice")
	}
}

// TestAPageOnItsSideIsOfferedToBeTurned: where the words that were read say so, while it is in
// view; once it was turned nothing is offered.
func TestAPageOnItsSideIsOfferedToBeTurned(t *testing.T) {
	s := newStation()
	s.onItsSide = true
	p := withPages(t, s, a4, a4)
	offered := func() string {
		said := ""
		for _, thing := range kittest.Things(p.desk.Window) {
			if l, is := thing.Object.(*widget.Label); is && strings.HasPrefix(l.Text, "Chữ trên trang") {
				said = l.Text
			}
		}
		return said
	}
	if got := offered(); got != "Chữ trên trang 1 nằm ngang" {
		t.Fatalf("it offers %q", got)
	}
	p.turnTo(1)
	if got := offered(); got != "" {
		t.Errorf("beside another page it offers %q", got)
	}
	p.turnTo(0)
	test.Tap(&kittest.Named(p.desk.Window, "Xoay trang 1").Button)
	kit.Settle()
	if got := offered(); got != "" || p.sitting.pages[0].Turn != 1 {
		t.Errorf("turned by %d, and it offers %q", p.sitting.pages[0].Turn, got)
	}
}

// TestTheBlankOfAPressIsNoLetterOfTheNextField says the grade by Space, whose letter comes
// after its key, and rubs out what was typed over a suggestion.
func TestTheBlankOfAPressIsNoLetterOfTheNextField(t *testing.T) {
	s := newStation()
	first := a4
	first.Name = "trang đầu.jpg"
	s.headingOf = map[string]office.Heading{"trang đầu.jpg": {Issued: "2026-11-09"}}
	p := withPages(t, s, first)
	canvas, day := p.desk.Window.Canvas(), kittest.Line(p.form, "issued")
	canvas.Focus(p.form.Grade.Plain)
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	canvas.Focused().TypedRune(' ')
	kit.Settle()
	if p.form.Grade.Value() != office.Ordinary || day.Text != "" || p.form.Offering() != "issued" {
		t.Fatalf("the grade is %q, the day %q, offered is %q", p.form.Grade.Value(), day.Text, p.form.Offering())
	}
	day.TypedRune('1')
	if p.form.Offering() != "" {
		t.Error("a suggestion stands below what is typed")
	}
	day.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if p.form.Offering() != "issued" {
		t.Error("nothing is offered in a field that is empty again")
	}
	day.TypedRune(' ')
	canvas.Unfocus()
	canvas.Focus(day)
	day.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	kit.Settle()
	if got := p.Words().Document.Issued; got != "2026-11-09" {
		t.Errorf("taken over a blank, the day is %q", got)
	}
}
