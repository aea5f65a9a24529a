package sign

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestOnePINSignsAllThatIsTicked(t *testing.T) {
	s := office3()
	p := shown(t, s)
	signed := []office.ID{}
	p.OnSigned = func(id office.ID) { signed = append(signed, id) }
	p.Finish() // no key yet: it is asked for
	kit.Settle()
	if focused(p) != fyne.Focusable(secretOf(pinOf(p))) || len(s.signed) != 0 {
		t.Fatalf("focus %T, %d signed", focused(p), len(s.signed))
	}
	typePIN(p, rightPIN)
	if focused(p) != fyne.Focusable(p.how.act) || len(s.signed) != 0 {
		t.Fatalf("the key was opened: focus %T, %d signed", focused(p), len(s.signed))
	}
	p.Finish()
	kit.Settle()
	if got := states(p.wait); !slices.Equal(got, []string{"p1 - done", "p2 - done", "p3 - done", "d1 - waiting"}) {
		t.Error(got)
	}
	if len(s.secrets) != 1 || !slices.Equal(signed, []office.ID{"p1", "p2", "p3"}) || !p.desk.News.Visible() {
		t.Errorf("%d PINs asked, told of %v", len(s.secrets), signed)
	}
	if p.front.view.Look != "" || p.front.leaves.Where() == "0/0" {
		t.Errorf("of a signed document the signature to be is shown: %q, page %s", p.front.view.Look, p.front.leaves.Where())
	}
	if p.front.line.Row.ID != "p1" || p.front.callout.Said() != kit.T("sign.done-level", "B-T") {
		t.Errorf("in front %s: %q", p.front.line.Row.ID, p.front.callout.Said())
	}
}

func TestEachDocumentHasItsOwnResultAndTheFailedOneIsBroughtToTheFront(t *testing.T) {
	s := office3().hold()
	s.failing["p2"] = errBusy
	p := shown(t, s)
	p.Finish()
	kit.Settle()
	if got := states(p.wait); !slices.Equal(got, []string{"p1 - done", "p2 x failed", "p3 - done", "d1 - waiting"}) {
		t.Error(got)
	}
	if p.front.line.Row.ID != "p2" || p.front.callout.Said() != errBusy.Said || p.how.act.Text != kit.T("sign.sign", 1) {
		t.Errorf("in front %s: %q; the button says %q", p.front.line.Row.ID, p.front.callout.Said(), p.how.act.Text)
	}
	delete(s.failing, "p2")
	p.Finish()
	kit.Settle()
	if got := states(p.wait)[1]; got != "p2 - done" {
		t.Errorf("tried again: %s", got)
	}
}

func TestTheBarCountsDocumentsWhateverTheirWishes(t *testing.T) {
	s := office3().hold()
	s.turn = make(chan struct{})
	p := shown(t, s)
	p.wishes.Move("p1", office.LookView{Look: office.LookSeal, Spot: s.spots[office.LookSeal]})
	p.Finish()
	running := p.desk.Jobs.Running()
	if len(running) != 1 || !running[0].Precious {
		t.Fatalf("%d works run", len(running))
	}
	j := running[0]
	for range 3 {
		s.turn <- struct{}{}
	}
	kit.Settle()
	if done, total, _ := j.Progress.Read(); done != 3 || total != 3 {
		t.Errorf("the bar ended at %d/%d", done, total)
	}
	if got := []bool{s.signed[0].Spot != nil, s.signed[1].Spot != nil, s.signed[2].Spot != nil}; !slices.Equal(got, []bool{true, false, false}) {
		t.Errorf("places given: %v", got)
	}
}

func TestAStoppedRunLeavesTheRestTickedAndUnharmed(t *testing.T) {
	s := office3().hold()
	s.turn = make(chan struct{})
	p := shown(t, s)
	p.Finish()
	if got := states(p.wait); got[0] != "p1 x under way" || !p.how.act.Disabled() {
		t.Errorf("%v, the button can be pressed: %v", got, !p.how.act.Disabled())
	}
	j := p.desk.Jobs.Running()[0]
	s.turn <- struct{}{} // p1 has its turn, and is not given up halfway
	j.Cancel()
	kit.Settle()
	if got := states(p.wait); !slices.Equal(got, []string{"p1 - done", "p2 x waiting", "p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
	if p.how.act.Disabled() || !p.desk.News.Visible() || len(s.signed) != 1 {
		t.Errorf("signed %d, told %v", len(s.signed), p.desk.News.Visible())
	}
}

func TestAChangeElsewhereIsReadWhenTheRunIsOver(t *testing.T) {
	s := office3().hold()
	s.turn = make(chan struct{})
	p := shown(t, s)
	p.Finish()
	s.mu.Lock()
	s.add(office.TaskFinish, decision("d2", "106"))
	s.mu.Unlock()
	p.Changed()
	for range 3 {
		s.turn <- struct{}{}
	}
	kit.Settle()
	if got := states(p.wait); len(got) != 5 || got[4] != "d2 - waiting" {
		t.Error(got)
	}
}

func TestASignatureWithoutAStampIsToldAsOwing(t *testing.T) {
	s := office3().hold()
	s.setup.StampURL = ""
	p := shown(t, s)
	if len(p.how.stamp.Objects) != 2 {
		t.Error("nobody said that there is no time-stamp server")
	}
	p.Finish()
	kit.Settle()
	if got := states(p.owe); len(got) != 5 {
		t.Errorf("owing: %v", got)
	}
	if _, tone, told := p.said(p.wait.Find("p1")); tone != kit.Warn || told.Said != "Đã ký, mức B-B" || told.Next != "Chưa có dấu thời gian: chưa đặt máy chủ." {
		t.Error(told)
	}
}

func TestEvidenceIsAddedWithoutAKey(t *testing.T) {
	s := office3()
	p := shown(t, s)
	test.Tap(p.list.doors[1])
	kit.Settle()
	if p.front.line.Row.ID != "e1" || p.front.view.Picture != nil || p.how.signing.Visible() {
		t.Errorf("in front %s", p.front.line.Row.ID)
	}
	test.Tap(&p.how.act.Button)
	kit.Settle()
	if got := states(p.owe); !slices.Equal(got, []string{"e1 - done", "e2 - done"}) || p.held != nil {
		t.Error(got)
	}
	if p.front.callout.Said() != kit.T("sign.extended", "B-LT") {
		t.Errorf("told %q", p.front.callout.Said())
	}
}

func TestWhereOnlyEvidenceIsOwedThatStandsInFront(t *testing.T) {
	s := newStation()
	s.add(office.TaskExtend, decision("e1", "98"))
	p := shown(t, s)
	if p.queue != p.owe || p.front.line.Row.ID != "e1" {
		t.Fatal("an empty list is in front")
	}
	p.turnTo(p.wait)
	p.Changed()
	kit.Settle()
	if p.queue != p.wait {
		t.Error("the empty list was taken away that the clerk looks at")
	}
	p.turnTo(p.owe)
	s.add(office.TaskFinish, permit("p1", "12"))
	p.Changed()
	kit.Settle()
	if p.queue != p.owe || len(p.wait.Lines) != 1 {
		t.Error("what came took the list away that the clerk looks at")
	}
}

func TestNothingTickedIsToldAndLeadsToTheList(t *testing.T) {
	s := office3().hold()
	p := shown(t, s)
	p.tick(false, p.wait.Lines...)
	p.Finish()
	kit.Settle()
	if len(s.signed) != 0 || focused(p) != fyne.Focusable(p.list) || !p.desk.News.Visible() {
		t.Errorf("%d signed, focus %T", len(s.signed), focused(p))
	}
}

func TestADocumentThatIsSentHereStandsInFrontAloneTicked(t *testing.T) {
	for _, id := range []office.ID{"p3", "stranger"} {
		p := shown(t, office3())
		p.Leave()
		p.SignOne(id)
		p.Enter()
		kit.Settle()
		ticked := p.wait.Ticked()
		if p.front.line.Row.ID != id || len(ticked) != 1 || ticked[0].Row.ID != id || !p.how.signing.Visible() {
			t.Errorf("%s: in front %s, ticked %v", id, p.front.line.Row.ID, states(p.wait))
		}
		if p.front.pages != 3 || p.front.view.Look == "" {
			t.Errorf("%s: %d pages, look %q", id, p.front.pages, p.front.view.Look)
		}
	}
}

func TestWhatWasSignedLeavesTheListWithTheClerk(t *testing.T) {
	p := shown(t, office3().hold())
	p.Finish()
	kit.Settle()
	p.Leave()
	p.Enter()
	kit.Settle()
	if got := states(p.wait); !slices.Equal(got, []string{"d1 - waiting"}) || p.front.line.Row.ID != "d1" {
		t.Error(got)
	}
}

func TestAPlaceWithNothingToDoSaysWhatItIsForAndLeadsOn(t *testing.T) {
	p := shown(t, newStation())
	led := false
	p.StartDigitising = func() { led = true }
	if !p.empty.Visible() || p.work.Visible() {
		t.Fatal("the empty state is not shown")
	}
	test.Tap(&p.empty.Button.Button)
	if !led {
		t.Error("the button leads nowhere")
	}
}

func TestWhatCannotBeReadIsToldAndCanBeTriedAgain(t *testing.T) {
	s := office3()
	s.broken = errStore
	p := shown(t, s)
	again := emptySign(p)
	if again == nil || again == p.empty || p.reading.There() {
		t.Fatal("the failure was not told")
	}
	s.broken = nil
	test.Tap(&again.Button.Button)
	kit.Settle()
	if emptySign(p) != nil || !p.work.Visible() || len(p.wait.Lines) != 4 {
		t.Errorf("%d lines after trying again", len(p.wait.Lines))
	}
	s.broken = errStore
	p.Changed()
	kit.Settle()
	if len(p.wait.Lines) != 4 || !p.work.Visible() || emptySign(p) != nil || !p.desk.News.Visible() {
		t.Error("a later failure took the list away, or was not told")
	}
}

// emptySign is what stands in sight in the place of the list; nil: the list does.
func emptySign(p *Page) *kit.EmptyState {
	for _, thing := range kittest.Things(p.desk.Window) {
		if e, is := thing.Object.(*kit.EmptyState); is {
			return e
		}
	}
	return nil
}

func TestTheListIsWorkedByTheKeyboard(t *testing.T) {
	p := shown(t, office3())
	p.Search()
	p.list.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if focused(p) != fyne.Focusable(p.list) {
		t.Fatalf("Down in the search led to %T", focused(p))
	}
	press := func(keys ...fyne.KeyName) {
		for _, key := range keys {
			p.list.TypedKey(&fyne.KeyEvent{Name: key})
			kit.Settle()
		}
	}
	press(fyne.KeyDown, fyne.KeySpace)
	if p.front.line.Row.ID != "p2" || states(p.wait)[1] != "p2 - waiting" {
		t.Errorf("in front %s, %v", p.front.line.Row.ID, states(p.wait))
	}
	press(fyne.KeyUp, fyne.KeyUp, fyne.KeySpace) // the head of the group
	if got := states(p.wait)[1]; got != "p2 x waiting" || p.front.line.Row.ID != "p1" {
		t.Errorf("the head of the group: %s, in front %s", got, p.front.line.Row.ID)
	}
	press(fyne.KeyReturn)
	if got := len(p.wait.Ticked()); got != 0 {
		t.Errorf("%d ticked after the second press", got)
	}
}

func TestWhatIsTickedOutOfSightIsCounted(t *testing.T) {
	p := shown(t, office3())
	p.list.search.SetText("13/GP")
	if got := p.how.ticked.Text; got != kit.T("sign.ticked-hidden", 3, 4, 2) || len(p.list.items) != 2 {
		t.Errorf("%q, %d rows", got, len(p.list.items))
	}
}

func TestWhatThePageBringsToTheFrontByItselfIsNoLook(t *testing.T) {
	s := office3()
	p := shown(t, s)
	p.Changed()
	kit.Settle()
	if first := p.front.line; first == nil || !p.front.leaves.Drawn() || len(s.looked) > 0 {
		t.Fatalf("in front %v, and it counts as looked at: %v", first, s.looked)
	}
	p.Turn(1)
	kit.Settle()
	if want := fmt.Sprint(p.front.line.Row.ID, "/2"); !slices.Equal(s.looked, []string{want}) {
		t.Errorf("turning a page counts as %v, not %s", s.looked, want)
	}
	s.looked = nil
	p.list.OnSelected(p.list.where(p.wait.Find("p2")))
	kit.Settle()
	if len(s.looked) == 0 || !strings.HasPrefix(s.looked[0], "p2/") {
		t.Errorf("what the clerk chose counts as %v", s.looked)
	}
	s.looked = nil
	p.SignOne("p3")
	kit.Settle()
	if len(s.looked) == 0 || !strings.HasPrefix(s.looked[0], "p3/") {
		t.Errorf("what the clerk came with counts as %v", s.looked)
	}
}
