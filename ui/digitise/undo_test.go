package digitise

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// state is all that a clerk can change of a document.
type state struct {
	number, kind, clerk string
	secrecy             string
	pages               int
	turn                int
	retouch             office.Retouch
	paper               string
	mark                float64
}

func (p *Page) stateNow() state {
	kit.Settle()
	s := state{number: kittest.Line(p.form, "number").Text, kind: p.form.Kind.Chosen(), clerk: string(p.Clerk().ID), secrecy: p.form.Grade.Field.Selected,
		pages: len(p.sitting.pages), mark: p.sitting.mark.Mark.Spot.X}
	if s.pages > 0 {
		s.retouch = p.sitting.pages[0].Retouch
		s.turn, s.paper = p.sitting.pages[0].Turn, p.sitting.pages[s.pages-1].Paper
	}
	return s
}

func TestUndoTakesBackTheLastThingWhateverItWasAndSaysWhat(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4, a4, scanned("không rõ.jpg", 0))
	deeds := []struct {
		said string
		do   func()
	}{
		{"sửa ô “Số”", func() { test.Type(kittest.Line(p.form, "number"), "15") }},
		{"dời ký hiệu riêng", func() { p.view.sheet.OnMark(20, 40, true) }},
		{"xoay trang 1", func() { p.turnPage(1) }},
		{"làm thẳng 1 trang", func() { p.wish(office.Straighten, []office.ID{p.sitting.pages[0].ID}) }},
		{"sửa ô “Loại", func() { choose(p, "qd") }},
		{"chọn khổ giấy A5", func() { p.leaf(2); p.tellPaper("A5", true) }},
		{"thêm 2 trang", func() { p.Drop([]string{"p1.jpg", "p2.jpg"}) }},
		{"sửa ô “Độ mật”", func() { p.form.Grade.Field.SetSelected("Thường") }},
		{"chọn người thực hiện", func() { p.Who.Pick(office.Clerk{ID: "c2", Name: "Trần Thị Ví Dụ"}) }},
		{"sửa ô “Số”", func() { test.Type(kittest.Line(p.form, "number"), "7") }},
		{"bỏ trang 1", func() { p.turnTo(0); p.removePage() }},
	}
	states := []state{p.stateNow()}
	for _, d := range deeds {
		d.do()
		states = append(states, p.stateNow())
		if states[len(states)-1] == states[len(states)-2] {
			t.Fatalf("%s changed nothing", d.said)
		}
	}
	for i := len(deeds) - 1; i >= 0; i-- {
		p.Undo()
		if got := p.stateNow(); got != states[i] {
			t.Errorf("undoing %q gave %+v, not %+v", deeds[i].said, got, states[i])
		}
		if said := p.desk.News.Said(); !strings.Contains(said, deeds[i].said) {
			t.Errorf("undoing %q said %q", deeds[i].said, said)
		}
	}
	for i, d := range deeds {
		if p.Deeds.Again.Disabled() {
			t.Fatal("the button to do it again sleeps")
		}
		test.Tap(&p.Deeds.Again.Button)
		if got := p.stateNow(); got != states[i+1] {
			t.Errorf("doing %q again gave %+v, not %+v", d.said, got, states[i+1])
		}
	}
	if !p.Deeds.Again.Disabled() {
		t.Error("there is nothing left to do again, and the button is awake")
	}
	if got := s.records[p.sitting.conversion.ID].Document.Number; got != "157" && got != "715" {
		t.Errorf("the words that came back are saved as %q", got)
	}
}

func TestUndoOfAMarkLeavesThePagesAlone(t *testing.T) {
	p := withPages(t, newStation(), a4, a4, a4, a4)
	p.view.sheet.OnMark(20, 40, true)
	kit.Settle()
	test.Tap(&p.Deeds.Back.Button)
	kit.Settle()
	if len(p.sitting.pages) != 4 || p.view.sheet.Sheet().Spot.X != 120 {
		t.Errorf("%d pages, the mark at %g", len(p.sitting.pages), p.view.sheet.Sheet().Spot.X)
	}
}

func TestAnOfferToUndoGoesWhenSomethingElseWasDone(t *testing.T) {
	p := withPages(t, newStation(), a4, a4)
	p.removePage()
	kit.Settle()
	if !p.desk.News.Visible() {
		t.Fatal("nothing is offered")
	}
	test.Type(kittest.Line(p.form, "number"), "1")
	if p.desk.News.Visible() {
		t.Error("the offer stands, and would take the typed word back instead of the page")
	}
}

func TestWhatWasTypedIsTakenBackInPartsAsItWasTyped(t *testing.T) {
	p := withPages(t, newStation(), a4)
	test.Type(kittest.Line(p.form, "subject"), "Về việc")
	p.Save() // the typing rests
	kit.Settle()
	test.Type(kittest.Line(p.form, "subject"), " thử")
	p.Undo()
	kit.Settle()
	if got := kittest.Line(p.form, "subject").Text; got != "Về việc" {
		t.Errorf("after one undo %q stands there", got)
	}
	p.Undo()
	kit.Settle()
	if got := kittest.Line(p.form, "subject").Text; got != "" {
		t.Errorf("after two %q", got)
	}
}

func TestWithNothingOnTheDeskUndoBringsTheDiscardedDraftBack(t *testing.T) {
	p := withPages(t, newStation(), a4)
	id := p.sitting.conversion.ID
	p.discard()
	kit.Settle()
	p.Undo()
	kit.Settle()
	if p.sitting == nil || p.sitting.conversion.ID != id {
		t.Error("the draft did not come back")
	}
}

func TestWhyWordsCouldNotBeSavedStaysBelowThem(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	s.failing = office.BadDate.About("x")
	test.Type(kittest.Line(p.form, "number"), "15")
	p.Save()
	kit.Settle()
	if said := p.form.Said(); said == "" {
		t.Errorf("said %q", said)
	}
	s.failing = nil
	test.Type(kittest.Line(p.form, "number"), "7")
	p.Save()
	if kit.Settle(); p.form.Said() != "" {
		t.Errorf("saved, and still said: %q", p.form.Said())
	}
}

func TestDeleteInTheColumnRemovesThePageInView(t *testing.T) {
	p := withPages(t, newStation(), a4, a4)
	p.thumbs.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if kit.Settle(); len(p.sitting.pages) != 1 {
		t.Errorf("%d pages", len(p.sitting.pages))
	}
}
