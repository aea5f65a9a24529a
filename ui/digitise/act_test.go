package digitise

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestTheMarkLiesWhereItWillBeAndMovesWhereItMay(t *testing.T) {
	p := withPages(t, newStation(), a4, a4)
	sheet := p.view.sheet.Sheet()
	if sheet.Mark == nil || sheet.Spot.X != 120 || sheet.W != 210 {
		t.Fatalf("page 1 shows %+v", sheet.Spot)
	}
	p.view.sheet.OnMark(20, -40, true)
	kit.Settle()
	if got := p.view.sheet.Sheet().Spot; got.X != 20 || got.Y != 0 {
		t.Errorf("the mark was dropped at 20,-40 and lies at %g,%g", got.X, got.Y)
	}
	p.view.rail.BeginMove()
	p.view.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	kit.Settle()
	if got := p.view.sheet.Sheet().Spot; got.X != 20+5 {
		t.Errorf("the right arrow moved the mark to %g", got.X)
	}
	p.view.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p.leaf(1)
	kit.Settle()
	if p.view.sheet.Sheet().Mark != nil {
		t.Error("page 2 shows a mark")
	}
}

func TestAHeldMarkShowsWhereItWouldLandAndOnlyADropMovesIt(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	p.tryMark(30, 40)
	p.tryMark(31, 41)
	p.tryMark(32, 42)
	kit.Settle()
	if s.mark.X != 120 || s.tried != 2 {
		t.Errorf("the mark lies at %g after it was held; asked %d times", s.mark.X, s.tried)
	}
	p.moveMark(32, 42)
	kit.Settle()
	if s.mark.X != 32 {
		t.Errorf("dropped at 32, lies at %g", s.mark.X)
	}
}

func TestAMarkOnASheetOfItsOwnCanBePagedTo(t *testing.T) {
	s := newStation()
	s.mark = office.Spot{Where: office.OwnSheet, Page: 2, X: 30, Y: 30, W: 75, H: 13}
	p := withPages(t, s, a4, a4)
	p.leaf(5)
	kit.Settle()
	if p.sitting.current != 2 || p.view.sheet.Sheet().Mark == nil || p.view.sheet.Sheet().Picture != nil {
		t.Errorf("sheet %d in view, mark %v", p.sitting.current, p.view.sheet.Sheet().Mark != nil)
	}
}

func TestFinishingShowsTheLookupCodeAndClearsTheDesk(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	readThrough(p)
	choose(p, "qd")
	p.form.Grade.Field.SetSelected("Thường")
	kittest.Line(p.form, "number").SetText("15")
	kittest.Line(p.form, "counted").SetText("1")
	opened := office.ID("")
	p.OpenRecord = func(id office.ID) { opened = id }
	id := p.sitting.conversion.ID
	p.Finish()
	kit.Settle()
	if p.sitting != nil || p.done.code.Text != "7K4M-Q2XN-9RT2" || s.records[id].State != office.Finished {
		t.Fatalf("code %q, state %q", p.done.code.Text, s.records[id].State)
	}
	if s.records[id].Clerk.Name != "Nguyễn Văn Mẫu" || s.records[id].PaperPages != 1 {
		t.Errorf("finished as %+v", s.records[id])
	}
	test.Tap(&p.done.see.Button)
	if opened != id || p.done.sign.Visible() {
		t.Errorf("opened %q; it can be signed nowhere: %v", opened, p.done.sign.Visible())
	}
	signed := office.ID("")
	p.SignRecord = func(id office.ID) { signed = id }
	p.done.show(s.records[id], true)
	if test.Tap(&p.done.sign.Button); signed != id {
		t.Errorf("signs %q", signed)
	}
	is := s.records[id]
	is.Signed = &office.Attestation{}
	if p.done.show(is, true); p.done.sign.Visible() {
		t.Error("what is signed can be signed")
	}
}

// complete has a document of one page on the desk that lacks nothing.
func complete(t *testing.T, s *station) *Page {
	t.Helper()
	p := withPages(t, s, a4)
	readThrough(p)
	choose(p, "qd")
	p.form.Grade.Field.SetSelected("Thường")
	kittest.Line(p.form, "number").SetText("15")
	kittest.Line(p.form, "counted").SetText("1")
	return p
}

func TestAnActThatFailedIsNeverShownAsDoneWhateverComesBack(t *testing.T) {
	s := newStation()
	p := complete(t, s)
	s.afterwards = errNotAPage.About("0001.cap")
	p.Finish()
	kit.Settle()
	if p.sitting == nil || p.done.code.Text == "7K4M-Q2XN-9RT2" {
		t.Error("the act failed, and is told as done")
	}
	if !p.desk.News.Visible() {
		t.Error("why it failed is not told")
	}
}

func TestAnActThatEndsElsewhereLeadsToItsRecord(t *testing.T) {
	s := newStation()
	p := complete(t, s)
	s.holdAct = make(chan struct{})
	id, opened := p.sitting.conversion.ID, office.ID("")
	p.OpenRecord = func(id office.ID) { opened = id }
	p.Save()
	kit.Settle()
	p.act()
	p.putAside()
	close(s.holdAct)
	kit.Settle()
	p.desk.News.Press()
	if opened != id {
		t.Errorf("led to %q", opened)
	}
}

func TestAnActThatWasNotConfirmedIsRefusedAndSaysWhy(t *testing.T) {
	s := newStation()
	p := complete(t, s)
	p.Finish()
	kittest.Line(p.form, "counted").SetText("2") // the paper was counted anew while it was weighed
	kit.Settle()
	if got := p.Words().PaperPages; got != 2 {
		t.Fatalf("counted %d", got)
	}
	if p.sitting == nil {
		t.Fatal("finished though the count differs")
	}
	if !p.desk.News.Visible() {
		t.Error("nobody said why")
	}
}

func TestFilesThatCannotBeTakenInAreToldAndTheOthersStay(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	p.Drop([]string{"hóa đơn.docx", "p1.jpg"})
	kit.Settle()
	if len(p.sitting.pages) != 2 || !p.view.refused.Visible() {
		t.Errorf("%d pages, told %v", len(p.sitting.pages), p.view.refused.Visible())
	}
}

func TestADocumentOfNoPageIsNotBegun(t *testing.T) {
	s := newStation()
	p := desk(t, s)
	p.Drop([]string{"hóa đơn.docx"})
	kit.Settle()
	if p.sitting != nil || len(p.start.drafts) != 0 || !p.start.notice.Visible() {
		t.Errorf("drafts %d, told %v", len(p.start.drafts), p.start.notice.Visible())
	}
}

func TestADraftThatWasThrownAwayCanBeTakenBackWithTheWordsTypedLast(t *testing.T) {
	p := withPages(t, newStation(), a4, a4)
	id := p.sitting.conversion.ID
	kittest.Line(p.form, "number").SetText("128")
	p.discard()
	kit.Settle()
	if p.sitting != nil || len(p.start.drafts) != 0 {
		t.Fatal("the draft is still there")
	}
	p.desk.News.Clear()
	if !p.Thrown.Back() {
		t.Fatal("nothing is offered once the line of news is gone")
	}
	kit.Settle()
	if p.sitting == nil || p.sitting.conversion.ID != id || len(p.sitting.pages) != 2 || kittest.Line(p.form, "number").Text != "128" {
		t.Error("the draft did not come back with its pages and words")
	}
}

func TestADraftPutAsideWhileItIsSavedKeepsTheWordsTypedMeanwhile(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	kit.Settle()
	first := p.sitting.conversion.ID
	s.hold = make(chan struct{})
	kittest.Line(p.form, "number").SetText("1")
	p.Save()
	kittest.Line(p.form, "number").SetText("15")
	p.putAside()
	p.taking = false
	p.sit(office.Conversion{ID: "another", State: office.Draft, Form: office.Plain, Document: office.Document{Secrecy: office.Ordinary}})
	kittest.Line(p.form, "number").SetText("99")
	p.putAside()
	close(s.hold)
	kit.Settle()
	if got := s.records[first].Document.Number; got != "15" {
		t.Errorf("the draft put aside has number %q", got)
	}
	if got := s.records["another"].Document.Number; got != "99" {
		t.Errorf("the other one has number %q", got)
	}
}

func TestWordsThatCouldNotBeSavedComeBackWithTheirDraft(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	kit.Settle()
	s.failing = errNotAPage.About("x")
	kittest.Line(p.form, "number").SetText("15")
	p.putAside()
	kit.Settle()
	if !p.desk.News.Visible() {
		t.Error("nobody said that the words are not saved")
	}
	s.failing = nil
	p.start.list.Select(0)
	kit.Settle()
	if kittest.Line(p.form, "number").Text != "15" {
		t.Fatalf("the draft came back with number %q", kittest.Line(p.form, "number").Text)
	}
	p.Save()
	kit.Settle()
	if got := s.records[p.sitting.conversion.ID].Document.Number; got != "15" {
		t.Errorf("saved number %q", got)
	}
}

func TestListThumbnailsAndButtonAgreeAfterUndoRedoAndReopening(t *testing.T) {
	p := withPages(t, newStation(), a4, a4)
	readThrough(p)
	agree := func(when string) {
		t.Helper()
		seen := len(p.sitting.seen()) == len(p.sitting.pages) && len(p.sitting.pages) > 0
		for _, c := range p.sitting.conditions {
			if c.Part == office.PartViewed && (c.Met == office.IsMet) != seen {
				t.Errorf("%s: %d of %d pages are ticked, and the list says %q", when, len(p.sitting.seen()), len(p.sitting.pages), c.Evidence)
			}
		}
	}
	agree("first")
	p.Undo()
	kit.Settle()
	if len(p.sitting.pages) != 0 {
		t.Fatal("the pages are still there")
	}
	p.Redo()
	kit.Settle()
	agree("after undo and redo")
	p.putAside()
	kit.Settle()
	p.start.list.Select(0)
	kit.Settle()
	agree("reopened")
	if got := len(p.sitting.seen()); got != 2 {
		t.Errorf("reopened with %d pages ticked", got)
	}
}

func TestADraftPutAsideIsOfferedAndGoesOnWhereItStopped(t *testing.T) {
	p := withPages(t, newStation(), a4, a4)
	kittest.Line(p.form, "number").SetText("128")
	p.putAside()
	kit.Settle()
	if len(p.start.drafts) != 1 || p.start.drafts[0].Number != "128" {
		t.Fatalf("offered %+v", p.start.drafts)
	}
	p.start.list.Select(0)
	kit.Settle()
	if p.sitting == nil || kittest.Line(p.form, "number").Text != "128" {
		t.Error("the draft was not resumed with its words")
	}
}

func TestTheDraftsAreThoseThatWereReadLast(t *testing.T) {
	s := newStation()
	p := desk(t, s)
	s.holdDrafts = make(chan struct{})
	held := s.holdDrafts
	p.start.load() // is answered last, with what was true before
	for taken := false; !taken; {
		s.mu.Lock()
		taken = s.holdDrafts == nil
		s.mu.Unlock()
	}
	if _, err := s.Begin(t.Context(), p.Clerk()); err != nil {
		t.Fatal(err)
	}
	p.start.load()
	kit.SettleUntil(func() bool { return len(p.start.drafts) == 1 })
	close(held)
	kit.Settle()
	if len(p.start.drafts) != 1 {
		t.Errorf("%d drafts are offered of 1", len(p.start.drafts))
	}
}

func TestFewBigPicturesAreKeptHoweverManyPagesAreLookedAt(t *testing.T) {
	pages := make([]office.Page, 30)
	for i := range pages {
		pages[i] = a4
	}
	p := withPages(t, newStation(), pages...)
	for range pages {
		p.leaf(1)
		kit.Settle()
	}
	if len(p.big.kept.All()) > bigKept {
		t.Errorf("%d big pictures kept", len(p.big.kept.All()))
	}
	p.Leave()
	if len(p.big.kept.All())+len(p.small.kept.All()) > 0 || p.view.sheet.Sheet().Picture != nil {
		t.Error("pictures are kept after leaving")
	}
}

func TestAClerkWhoLeftIsNotOffered(t *testing.T) {
	p := desk(t, newStation())
	if got := fmt.Sprint(p.Who.Names()); got != "[Nguyễn Văn Mẫu Trần Thị Ví Dụ]" {
		t.Errorf("offered %s", got)
	}
}

func TestAServiceThatFailsIsToldAndThePageGoesOn(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	p.change(func(context.Context, office.ID) error { return errNotAPage.About("x").Because(errors.New("EIO")) }, nil)
	kit.Settle()
	if !p.desk.News.Visible() || p.sitting == nil {
		t.Errorf("told %v", p.desk.News.Visible())
	}
}

func TestThePageInViewIsMovedAndZoomedByTheKeyboard(t *testing.T) {
	p := withPages(t, newStation(), a4, a4, a4)
	first := p.sitting.pages[0].ID
	p.Move(-1)
	p.Move(1)
	kit.Settle()
	if p.sitting.indexOf(first) != 1 || p.sitting.current != 1 {
		t.Errorf("the page lies at %d, in view %d", p.sitting.indexOf(first), p.sitting.current)
	}
	before := p.view.sheet.Percent()
	p.Zoom(1)
	if p.view.sheet.Percent() <= before {
		t.Error("not larger")
	}
}

// TestFilesDroppedWhileTheFirstComeInAreTakenAfterThem, into the same document.
func TestFilesDroppedWhileTheFirstComeInAreTakenAfterThem(t *testing.T) {
	s := newStation()
	p := desk(t, s)
	s.named["p1.jpg"], s.named["p2.jpg"] = a4, a4
	s.holdIn = make(chan struct{})
	p.Drop([]string{"p1.jpg"})
	p.Drop([]string{"p2.jpg"})
	close(s.holdIn)
	kit.Settle()
	if p.sitting == nil || len(p.sitting.pages) != 2 || len(s.records) != 1 {
		t.Errorf("%d documents, or a file of them is lost", len(s.records))
	}
}
