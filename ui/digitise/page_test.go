package digitise

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// a4 is a page whose size on paper is known.
var a4 = scanned("trang.jpg", 200)

func focused(p *Page) fyne.Focusable { return p.desk.Window.Canvas().Focused() }

// choose picks the kind of document as a clerk does: by typing a part of it.
func choose(p *Page, typed string) {
	p.desk.Focus(p.form.Kind)
	p.form.Kind.SetText("")
	test.Type(p.form.Kind, typed)
	p.form.Kind.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	kit.Settle()
}

func TestPressingFinishTooEarlyLeadsToWhatIsMissing(t *testing.T) {
	p := withPages(t, newStation(), a4, scanned("không rõ.jpg", 0), a4)
	press := func(want fyne.Focusable, what string) {
		t.Helper()
		test.Tap(&p.finish.Button)
		kit.Settle()
		if focused(p) != want {
			t.Fatalf("%s: the keyboard went to %T", what, focused(p))
		}
	}
	press(p.view.ask.first, "paper size")
	if p.sitting.current != 1 {
		t.Errorf("page %d is in view, not the one without a size", p.sitting.current+1)
	}
	test.Tap(&p.view.ask.first.Button)
	kit.Settle()
	press(p.view.sheet, "pages not looked at")
	if p.sitting.current != 0 {
		t.Errorf("page %d is in view, not the first not looked at", p.sitting.current+1)
	}
	readThrough(p)
	press(kittest.Line(p.form, "counted"), "count of the paper")
	test.Type(kittest.Line(p.form, "counted"), "3")
	press(p.form.Grade.First(), "secrecy, which nobody has chosen")
	p.form.Grade.Field.SetSelected("Thường")
	kit.Settle()
	press(p.form.Kind, "kind of document")
	choose(p, "qd")
	press(kittest.Line(p.form, "number"), "number")
	test.Type(kittest.Line(p.form, "number"), "15")
	test.Tap(&p.finish.Button)
	kit.Settle()
	if p.sitting != nil || !p.done.shown {
		t.Error("all is met and yet it was not finished")
	}
	p.Leave()
	p.Enter()
	kit.Settle()
	if p.done.shown || !p.body.Objects[0].Visible() {
		t.Error("whoever comes back is told of the last document in the place of what waits")
	}
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	p := withPages(t, newStation(), a4)
	readThrough(p)
	p.Finish()
	kit.Settle()
	if c, missing := p.points.Missing(); !missing || !p.desk.News.Visible() {
		t.Errorf("missing %q, news shown: %v", c.Asks, p.desk.News.Visible())
	}
	kittest.Line(p.form, "counted").SetText("1")
	p.Save()
	kit.Settle()
	if p.desk.News.Visible() {
		t.Error("still said when it is no longer missing")
	}
}

func TestAKindIsFoundByItsAbbreviationOrWithoutAccents(t *testing.T) {
	p := withPages(t, newStation(), a4)
	for typed, want := range map[string]string{"qd": "quyet-dinh", "to trinh": "to-trinh", "Giấy m": "giay-moi"} {
		choose(p, typed)
		if got := p.form.Kind.Chosen(); got != want {
			t.Errorf("%q chose %q", typed, got)
		}
	}
	p.form.Kind.SetText("không có loại này")
	p.desk.Focus(kittest.Line(p.form, "number"))
	if got := p.form.Kind.Text; got != p.nameOfKind() {
		t.Errorf("a kind that does not exist was left in the field: %q", got)
	}
}

func (p *Page) nameOfKind() string {
	for _, kind := range p.services.Types() {
		if kind.Code == p.form.Kind.Chosen() {
			return kind.Name
		}
	}
	return ""
}

func TestASecretDocumentIsRefusedAtOnceAndLeavesNothing(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4, a4)
	id := p.sitting.conversion.ID
	p.form.Grade.Field.SetSelected("Mật")
	test.Tap(&p.form.Grade.Asking.Yes.Button)
	kit.Settle()
	if p.sitting != nil || p.view.sheet.Sheet().Picture != nil {
		t.Error("the secret document still lies on the desk")
	}
	if len(s.wiped) != 1 || s.wiped[0] != id {
		t.Errorf("wiped %v", s.wiped)
	}
	if !p.start.notice.Visible() {
		t.Error("nobody said why")
	}
	if len(p.big.kept.All())+len(p.small.kept.All()) > 0 {
		t.Error("pictures of the secret document are kept")
	}
}

func TestNothingIsWipedOrFinishedBeforeASecretGradeIsConfirmed(t *testing.T) {
	s := newStation()
	p := complete(t, s)
	id := p.sitting.conversion.ID
	p.form.Grade.Field.SetSelected("Tuyệt mật")
	p.Finish()
	kit.Settle()
	if p.sitting == nil || len(s.wiped) > 0 || s.records[id].State == office.Finished {
		t.Fatalf("wiped %v, state %q", s.wiped, s.records[id].State)
	}
	test.Tap(&p.form.Grade.Asking.No.Button)
	p.Finish()
	kit.Settle()
	if s.records[id].State != office.Finished || s.records[id].Document.Secrecy != office.Ordinary {
		t.Errorf("state %q, secrecy %q", s.records[id].State, s.records[id].Document.Secrecy)
	}
}

func TestUndoBringsARemovedPageBack(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4, a4, a4)
	second := p.sitting.pages[1].ID
	p.leaf(1)
	p.removePage()
	kit.Settle()
	if len(p.sitting.pages) != 2 || p.sitting.indexOf(second) >= 0 {
		t.Fatal("the page was not removed")
	}
	p.Undo()
	kit.Settle()
	if p.sitting.indexOf(second) != 1 {
		t.Error("undo did not bring the page back to its place")
	}
	p.Redo()
	kit.Settle()
	if p.sitting.indexOf(second) >= 0 {
		t.Error("redo did not remove it again")
	}
}

func TestTheLastPageCanBeRemovedAndBroughtBack(t *testing.T) {
	p := withPages(t, newStation(), a4)
	p.removePage()
	kit.Settle()
	if len(p.sitting.pages) != 0 || p.view.sheet.Sheet().Picture != nil || p.view.rail.Where() != "0/0" {
		t.Errorf("%d pages, %s in view", len(p.sitting.pages), p.view.rail.Where())
	}
	p.Undo()
	kit.Settle()
	if len(p.sitting.pages) != 1 || p.view.sheet.Sheet().Picture == nil {
		t.Error("the page did not come back")
	}
}

func TestPagesAreMovedTurnedAndReplacedInPlace(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4, a4, a4)
	first := p.sitting.pages[0].ID
	p.movePage(0, 2)
	kit.Settle()
	if p.sitting.indexOf(first) != 2 || p.sitting.current != 2 {
		t.Errorf("the page went to %d, in view %d", p.sitting.indexOf(first), p.sitting.current)
	}
	p.turnPage(1)
	kit.Settle()
	if p.sitting.page().Turn != 1 {
		t.Error("the page was not turned")
	}
	s.named["mới.png"] = scanned("mới.png", 300)
	p.PickFiles = func(_ bool, then func([]string)) { then([]string{"mới.png"}) }
	p.swapPage()
	kit.Settle()
	if got := p.sitting.pages[2].Name; got != "mới.png" || len(p.sitting.pages) != 3 {
		t.Errorf("page 3 is %q of %d", got, len(p.sitting.pages))
	}
}

func TestAPageOfUnknownSizeIsAskedAboutBesideIt(t *testing.T) {
	unknown := scanned("không rõ.jpg", 0)
	p := withPages(t, newStation(), a4, unknown, unknown)
	if p.view.ask.content.Visible() {
		t.Error("asked about a page whose size is known")
	}
	p.leaf(1)
	kit.Settle()
	if !p.view.ask.content.Visible() || !p.view.ask.all.Checked {
		t.Fatalf("asked: %v, for all: %v", p.view.ask.content.Visible(), p.view.ask.all.Checked)
	}
	p.tellPaper("A5", true)
	kit.Settle()
	for i, page := range p.sitting.pages[1:] {
		if page.Paper != "A5" {
			t.Errorf("page %d lies on %q", i+2, page.Paper)
		}
	}
	if p.view.ask.content.Visible() {
		t.Error("still asked after the answer")
	}
}

func TestWhatWasTypedIsSavedAfterAPause(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	p.Save()
	kit.Settle()
	before := s.saves
	synctest.Test(t, func(t *testing.T) {
		test.Type(kittest.Line(p.form, "number"), "15")
		time.Sleep(kit.TypingPause / 2)
		synctest.Wait()
		if s.saves != before {
			t.Error("saved while the clerk was typing")
		}
		time.Sleep(kit.TypingPause)
		synctest.Wait()
		kit.Settle()
		if s.saves != before+1 {
			t.Errorf("%d saves after the pause", s.saves-before)
		}
	})
	if got := s.records[p.sitting.conversion.ID].Document.Number; got != "15" {
		t.Errorf("saved number %q", got)
	}
}

func TestWhatWasTypedSurvivesLeavingThePage(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	test.Type(kittest.Line(p.form, "subject"), "Về việc thử")
	p.Leave()
	kit.Settle()
	if got := s.records[p.sitting.conversion.ID].Document.Subject; got != "Về việc thử" {
		t.Errorf("saved subject %q", got)
	}
	p.Enter()
	kit.Settle()
	if kittest.Line(p.form, "subject").Text != "Về việc thử" || p.view.sheet.Sheet().Picture == nil {
		t.Errorf("back on the page: subject %q, picture %v", kittest.Line(p.form, "subject").Text, p.view.sheet.Sheet().Picture != nil)
	}
}

func TestWordsTypedWhileASaveIsUnderWayAreNotLost(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	p.Save()
	kit.Settle()
	s.hold = make(chan struct{})
	kittest.Line(p.form, "number").SetText("1")
	p.Save()
	kittest.Line(p.form, "number").SetText("15")
	p.Save()
	close(s.hold)
	kit.Settle()
	if got := s.records[p.sitting.conversion.ID].Document.Number; got != "15" {
		t.Errorf("saved number %q", got)
	}
}

func TestADayThatCannotBeReadIsToldAndTheRestIsSaved(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	kittest.Line(p.form, "issued").SetText("31/02/2026")
	kittest.Line(p.form, "number").SetText("9")
	p.Save()
	kit.Settle()
	if got := s.records[p.sitting.conversion.ID].Document; got.Number != "9" || got.Issued != "" {
		t.Errorf("saved %+v", got)
	}
	if !(p.form.Said() != "") {
		t.Error("the day was not told")
	}
	kittest.Line(p.form, "issued").SetText("3/2/2026")
	p.Save()
	kit.Settle()
	if got := s.records[p.sitting.conversion.ID].Document.Issued; got != "2026-02-03" || (p.form.Said() != "") {
		t.Errorf("saved day %q, still told: %v", got, (p.form.Said() != ""))
	}
}

// What is typed as a day and is none keeps the document from being finished with another
// day, and is there again when the window was opened anew.
func TestADayThatCannotBeReadIsNeitherPassedOverNorLost(t *testing.T) {
	s := newStation()
	p := withPages(t, s, a4)
	readThrough(p)
	kittest.Line(p.form, "counted").SetText("1")
	p.form.Grade.Field.SetSelected("Thường")
	choose(p, "qd")
	kittest.Line(p.form, "issued").SetText("1/11/2026")
	p.Save()
	kit.Settle()
	kittest.Line(p.form, "issued").SetText("31/11/2026")
	for range 2 {
		p.Finish()
		kit.Settle()
	}
	id := p.sitting.conversion.ID
	if p.done.shown || !p.desk.News.Visible() || p.desk.Window.Canvas().Focused() != fyne.Focusable(kittest.Line(p.form, "issued")) {
		t.Fatalf("finished %v, told %v, focus %T", p.done.shown, p.desk.News.Visible(), p.desk.Window.Canvas().Focused())
	}
	kept := make(chan []kit.Unkept, 1)
	p.desk.Keep(func(all []kit.Unkept) { kept <- all })
	kit.Settle()
	if all := <-kept; len(all) > 0 {
		t.Fatal(all)
	}
	again := New(kit.NewDesk(t.Context(), p.desk.Window), s)
	again.Enter()
	again.Open(id)
	kit.Settle()
	if got := kittest.Line(again.form, "issued").Text; got != "31/11/2026" {
		t.Errorf("the day that was typed is %q now", got)
	}
	kittest.Line(again.form, "issued").SetText("30/11/2026")
	again.Finish()
	kit.Settle()
	if got := s.records[id].Document.Issued; got != "2026-11-30" {
		t.Errorf("the day that was mended is stored as %q", got)
	}
}

func TestOnlyTheFieldsOfTheFormAreAsked(t *testing.T) {
	p := withPages(t, newStation(), a4)
	for _, c := range []struct {
		form                  office.Form
		source, dossier, cert bool
	}{
		{office.Plain, false, false, false}, {office.TrueCopy, true, false, false},
		{office.Dossier, false, true, false}, {office.Notarised, false, false, true}, {office.Certified, false, false, true},
	} {
		kittest.List(p.form, "form").SetSelected(c.form.Name())
		kit.Settle()
		if p.form.Asks("source") != c.source || p.form.Asks("dossier") != c.dossier || p.form.Asks("cert-body") != c.cert {
			t.Errorf("%s: source %v, dossier %v, certification %v", c.form, p.form.Asks("source"), p.form.Asks("dossier"), p.form.Asks("cert-body"))
		}
	}
}

func TestDraftsThatNobodyDescribedAreToldApart(t *testing.T) {
	p := desk(t, newStation())
	row := kit.NewRow()
	for _, c := range []struct {
		draft office.Row
		want  []string
	}{
		{office.Row{Number: "15", Symbol: "QĐ-UBND", Subject: "Về việc mẫu", Head: "16/QĐ-UBND", Pages: 2, Name: "a.pdf", Clerk: "Ví Dụ"}, []string{"15/QĐ-UBND · Về việc mẫu", "2 trang · a.pdf · Ví Dụ"}},
		{office.Row{Head: "16/QĐ-UBND · Về việc khác", Pages: 4, Name: office.ScannedName + "3.png", Clerk: "Ví Dụ"}, []string{"Máy đọc được: 16/QĐ-UBND · Về việc khác", "4 trang · từ máy quét · Ví Dụ"}},
		{office.Row{Pages: 1}, []string{"Chưa có số và trích yếu", "1 trang"}},
	} {
		p.start.row(c.draft, row)
		var said []string
		for _, o := range test.WidgetRenderer(row).Objects()[0].(*fyne.Container).Objects[:2] {
			said = append(said, o.(*widget.Label).Text)
		}
		if !slices.Equal(said, c.want) {
			t.Errorf("told %q, not %q", said, c.want)
		}
	}
}
