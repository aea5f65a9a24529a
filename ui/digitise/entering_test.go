package digitise

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// meantIn is a page with one document on the desk that is ready and meant for the register.
func meantIn(t *testing.T, s *station) *Page {
	t.Helper()
	p := withPages(t, s, a4)
	readThrough(p)
	choose(p, "qd")
	p.form.Grade.Field.SetSelected("Thường")
	kittest.Line(p.form, "number").SetText("15")
	kittest.Line(p.form, "subject").SetText("Về việc mẫu")
	kittest.Line(p.form, "counted").SetText("1")
	p.form.Type(map[string]string{"entering": "yes"})
	p.Save()
	kit.Settle()
	return p
}

// told is all that the page says.
func told(p *Page) string {
	var all []string
	for _, seen := range kittest.Things(p.desk.Window) {
		if l, is := seen.Object.(interface{ Said() string }); is {
			all = append(all, l.Said())
		}
	}
	return strings.Join(append(all, p.done.words.Text, p.done.code.Text), "\n")
}

func TestATickedPaperIsTakenInByTheMainButtonAndItsNumberIsShown(t *testing.T) {
	s := newStation()
	p := meantIn(t, s)
	if p.finish.Text != kit.T("digitise.finish-in") || p.head.title.Text != kit.T("digitise.title-in") {
		t.Errorf("the button says %q, the head %q", p.finish.Text, p.head.title.Text)
	}
	id := p.sitting.conversion.ID
	if s.records[id].Entering == nil {
		t.Fatal("the draft does not keep that it is to be entered")
	}
	opened := office.ID("")
	p.OpenDocument = func(id office.ID) { opened = id }
	p.Finish()
	kit.Settle()
	if p.sitting != nil || p.done.code.Text != kit.T("digitise.number-in", "01") || s.entered != 1 {
		t.Fatalf("on the desk %v, it shows %q, %d on the register: %s", p.sitting != nil, p.done.code.Text, s.entered, p.desk.News.Said())
	}
	test.Tap(&p.done.document.Button)
	if opened == "" || p.done.see.Visible() || p.done.next.Visible() || !p.done.scan.Visible() {
		t.Errorf("it leads to %q", opened)
	}
	if p.head.title.Text != kit.T("digitise.title") {
		t.Errorf("with an empty desk the head says %q", p.head.title.Text)
	}
}

func TestWithoutTheTickAPaperIsDigitisedAlone(t *testing.T) {
	s := newStation()
	p := meantIn(t, s)
	p.form.Type(map[string]string{"entering": ""})
	p.Save()
	kit.Settle()
	id := p.sitting.conversion.ID
	if s.records[id].Entering != nil || p.finish.Text != kit.T("digitise.finish") {
		t.Errorf("unticked it is kept as %+v, and the button says %q", s.records[id].Entering, p.finish.Text)
	}
	p.Finish()
	kit.Settle()
	if s.entered != 0 || s.records[id].State != office.Finished || !p.done.next.Visible() {
		t.Errorf("%d on the register, it is %s", s.entered, s.records[id].State)
	}
}

// Whom a paper goes to stays chosen when the people are read again, and when they come late.
func TestWhomAPaperGoesToStaysChosen(t *testing.T) {
	s := newStation()
	p := meantIn(t, s)
	p.give.whom.SetSelectedIndex(2)
	p.Save()
	kit.Settle()
	id := p.sitting.conversion.ID
	if e := s.records[id].Entering; e == nil || e.Give != "c2" {
		t.Fatalf("kept as %+v", e)
	}
	p.Leave()
	p.Enter()
	kit.Settle()
	p.give.offer(nil)
	if c := p.Words(); c.Entering.Give != "c2" {
		t.Errorf("while nobody is known it is %q", c.Entering.Give)
	}
	p.loadEntering()
	kit.Settle()
	if p.give.whom.SelectedIndex() != 2 || p.Words().Entering.Give != "c2" {
		t.Errorf("read again it is %d, %+v", p.give.whom.SelectedIndex(), p.Words().Entering)
	}
}

// What keeps a paper from its register is told while it is a draft, with the way out; what came between
// after it was finished is told with the button that goes on.
func TestWhatKeepsAPaperFromItsRegisterIsToldWithAWayOn(t *testing.T) {
	s := newStation()
	p := meantIn(t, s)
	id := p.sitting.conversion.ID
	s.notEntered = office.Failure{Name: "documents.maybe-there", Said: "Đã vào sổ: số 07.", Next: "Hãy xem lại."}
	p.Finish()
	kit.Settle()
	if p.sitting == nil || !strings.Contains(p.desk.News.Said(), "số 07") {
		t.Fatalf("it says %q", p.desk.News.Said())
	}
	s.notEntered = nil
	p.desk.News.Press()
	kit.Settle()
	if !s.records[id].Entering.Another || s.entered != 1 {
		t.Errorf("another one: %+v, %d on the register", s.records[id].Entering, s.entered)
	}
	p = meantIn(t, s)
	s.betweenFails = office.Failure{Name: "numbering.exhausted", Said: "Sổ đã hết dải số.", Next: "Hãy mở dải mới."}
	p.Finish()
	kit.Settle()
	if p.sitting != nil || !p.done.again.Visible() || p.done.wants.Said() == "" || s.entered != 1 || p.done.document.Visible() {
		t.Fatalf("digitised and not entered it shows %q, %q", p.done.words.Text, p.done.wants.Said())
	}
	s.betweenFails = nil
	test.Tap(&p.done.again.Button)
	kit.Settle()
	if s.entered != 2 || p.done.code.Text != kit.T("digitise.number-in", "02") || p.done.wants.Visible() {
		t.Errorf("gone on it shows %q, %d on the register: %q", p.done.code.Text, s.entered, p.done.wants.Said())
	}
}

// TestADayThatIsDoubtedIsTakenInAfterAWord, which stands with the paper and says of which day it is.
func TestADayThatIsDoubtedIsTakenInAfterAWord(t *testing.T) {
	s := newStation()
	p := meantIn(t, s)
	id := p.sitting.conversion.ID
	p.form.Type(map[string]string{"issued": "01/02/2100"})
	kit.Settle()
	s.notEntered = office.Failure{Name: "office.day-ahead", Said: "Ngày văn bản là 01/02/2100.", Next: "Hãy so lại."}
	p.Finish()
	kit.Settle()
	s.notEntered = nil
	p.desk.News.Press()
	kit.Settle()
	if is := s.records[id].Entering; is.DaySure != "2100-02-01" || s.entered != 1 {
		t.Errorf("a day that somebody vouched for: %+v, %d on the register", is, s.entered)
	}
}
