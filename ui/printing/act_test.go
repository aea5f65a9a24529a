package printing

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestWhatIsMissingIsSaidAndTheKeyboardLedThere(t *testing.T) {
	s := newStation()
	p := with(t, s, "quyết định.pdf")
	press(p)
	if p.act.stage() != filling || !p.desk.News.Visible() {
		t.Fatal("a copy was made without a kind of document, or nothing was said")
	}
	if got := p.desk.Window.Canvas().Focused(); got != fyne.Focusable(p.form.Grade.Plain) {
		t.Errorf("the keyboard is at %T, not at the secrecy that nobody has chosen", got)
	}
	p.form.Grade.Field.SetSelected("Thường")
	press(p)
	if got := p.desk.Window.Canvas().Focused(); got != fyne.Focusable(p.form.Kind) {
		t.Errorf("the keyboard is at %T", got)
	}
	p.form.Kind.Choose("quyet-dinh")
	press(p)
	if got := p.desk.Window.Canvas().Focused(); got != p.form.systems.rows[0].First() {
		t.Errorf("the keyboard is at %T, not at the name of the system", got)
	}
}

func TestADoubtIsDecidedWhereItIsToldAndNotWithoutAReason(t *testing.T) {
	s := newStation()
	p := filled(t, s, "chữ ký sai.pdf")
	press(p)
	if p.act.stage() != filling || p.desk.Window.Canvas().Focused() != fyne.Focusable(kittest.Line(p.decide, "why")) {
		t.Fatal("the field for the reason has not the keyboard")
	}
	p.decideIt()
	if !p.decide.Field("why").Bad() {
		t.Error("an empty reason was taken")
	}
	kittest.Line(p.decide, "why").SetText("Đã hỏi lại nơi gửi qua điện thoại")
	p.decideIt()
	kit.Settle()
	d := s.records[p.act.Conversion.ID].Print.Decision
	if d == nil || d.Why != "Đã hỏi lại nơi gửi qua điện thoại" || d.Clerk != "Trần Thị Ví Dụ" {
		t.Fatalf("decision %+v", d)
	}
	press(p)
	if p.act.stage() != ordering {
		t.Errorf("stage %d after the decision", p.act.stage())
	}
}

func TestWordsAreOpenAgainUntilSomethingWasSent(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	if p.foot.beside.Text != kit.T("printing.reopen") {
		t.Fatalf("beside the main act stands %q", p.foot.beside.Text)
	}
	test.Tap(&p.foot.beside.Button)
	kit.Settle()
	if p.act.stage() != filling || kittest.Line(p.form, "number").Text != "15" {
		t.Fatalf("stage %d, number %q", p.act.stage(), kittest.Line(p.form, "number").Text)
	}
	press(p)
	order1(p, "1")
	if p.act.Reopens() {
		t.Error("the words may be changed though an order was sent")
	}
}

func TestOnlyWhatThePrinterCanDoIsOffered(t *testing.T) {
	p := made(t, newStation(), "quyết định.pdf")
	press(p)
	o := p.order
	if !o.form.Asks("sides") || !o.form.Asks("tray") || o.form.Asks("colour") || o.state.Visible() {
		t.Error("the laser printer turns paper, has two trays, no colour and no trouble")
	}
	o.printer.Field().SetSelectedIndex(1)
	if o.form.Asks("sides") || o.form.Asks("tray") || !o.form.Asks("colour") || o.state.Said() != "Máy in hết giấy." {
		t.Errorf("the colour printer has one tray and no paper; it says %q", o.state.Said())
	}
	if len(o.printer.Field().Options) != 2 || !o.file.Visible() {
		t.Errorf("%q are offered as printers; a file is asked for by a button", o.printer.Field().Options)
	}
}

func TestAnswersStayWhereAnotherPrinterCanBeGivenThemToo(t *testing.T) {
	s := newStation()
	s.printers[1].Duplex = true
	p := made(t, s, "quyết định.pdf")
	press(p)
	kittest.Line(p.order.form, "copies").SetText("4")
	kittest.List(p.order.form, "sides").SetSelectedIndex(2)
	kittest.List(p.order.form, "tray").SetSelectedIndex(2)
	p.order.printer.Field().SetSelectedIndex(1)
	if w := p.order.form.Value(); w.Copies != 4 || w.Sides != office.ShortEdge || w.Tray != "" || w.Printer != "canon" || p.foot.main.Text != "In 4 bản" {
		t.Errorf("the other printer is asked for %+v by %q", w, p.foot.main.Text)
	}
	press(p)
	p.cancelPrint()
	kit.Settle()
	p.tell()
	kit.Settle()
	press(p)
	if w := p.order.form.Value(); w.Copies != 1 || w.Sides != office.ShortEdge || w.Printer != "canon" {
		t.Errorf("the next sheet begins with %+v", w)
	}
}

func TestAWishSaysAllThatWasChosenAndNothingOfTheDocument(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	press(p)
	o := p.order
	kittest.Line(o.form, "copies").SetText("4")
	kittest.Line(o.form, "pages").SetText("1, 2–3")
	kittest.List(o.form, "sides").SetSelectedIndex(1)
	kittest.List(o.form, "tray").SetSelectedIndex(2)
	press(p)
	got := s.printouts[p.act.Conversion.ID][0].Order
	want := office.PrintWish{Printer: "hp", Title: string(p.act.Conversion.Code), Copies: 4, Sides: office.LongEdge, Tray: "tray-1",
		Pages: []office.PageSpan{{From: 1, To: 1}, {From: 2, To: 3}}}
	if got.Printer != want.Printer || got.Title != want.Title || got.Copies != 4 || got.Sides != want.Sides || got.Tray != want.Tray || !slices.Equal(got.Pages, want.Pages) || got.Paper != "" {
		t.Errorf("ordered %+v", got)
	}
}

func TestAWishThatCannotBeMeantIsToldAndNothingIsSent(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	press(p)
	for _, c := range []struct{ copies, pages string }{{"0", ""}, {"một", ""}, {"101", ""}, {"1", "4"}, {"1", "3-2"}, {"1", "x"}} {
		kittest.Line(p.order.form, "copies").SetText(c.copies)
		kittest.Line(p.order.form, "pages").SetText(c.pages)
		press(p)
		if p.order.form.Said() == "" || len(s.printouts) > 0 {
			t.Errorf("%q copies of pages %q were ordered", c.copies, c.pages)
		}
	}
	p.desk.AskSave = func(kit.Saving, func(string, bool)) {} // and goes away
	test.Tap(&p.order.file.Button)
	kit.Settle()
	if len(s.printouts) > 0 || p.act.stage() != ordering {
		t.Error("a file without a name was ordered")
	}
}

func TestWithoutAPrinterTheMainButtonPrintsToAFile(t *testing.T) {
	s := newStation()
	s.printers = s.printers[2:]
	p := made(t, s, "quyết định.pdf")
	var asked kit.Saving
	p.desk.AskSave = func(s kit.Saving, then func(string, bool)) {
		asked = s
		then("/y/tên khác.pdf", false)
	}
	press(p)
	if p.order.file.Visible() || p.order.printer.Content.Visible() || p.order.form.Said() == "" || p.foot.main.Text != kit.T("printing.print-file") {
		t.Errorf("without a printer %q is offered", p.foot.main.Text)
	}
	press(p)
	if got := s.printouts[p.act.Conversion.ID][0].Order; got.File != "/y/tên khác.pdf" || got.Printer != "file" || !asked.Fresh || asked.Name != kit.FileName(p.act.Conversion) {
		t.Errorf("asked %+v, ordered %+v", asked, got)
	}
}

func TestAPrinterIsFollowedUntilItIsDoneAndThenTheClerkIsAsked(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	order1(p, "1")
	if p.act.stage() != queued || p.next == nil {
		t.Fatalf("stage %d; the printer will be asked again: %v", p.act.stage(), p.next != nil)
	}
	for range 3 {
		p.askPrinter()
		kit.Settle()
	}
	if p.act.stage() != telling || p.came.Value() != "1" || p.next != nil {
		t.Fatalf("stage %d, guess %q", p.act.stage(), p.came.Value())
	}
	p.askPrinter()
	kit.Settle()
	if s.followed != 3 {
		t.Errorf("the printer was asked %d times", s.followed)
	}
}

func TestAStopIsToldWithWhatToDoAndCanBeCancelled(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	press(p)
	p.order.printer.Field().SetSelectedIndex(1)
	press(p)
	p.askPrinter()
	kit.Settle()
	if p.told.stops.Said() != "Máy in hết giấy." {
		t.Fatalf("told %q", p.told.stops.Said())
	}
	test.Tap(&p.foot.beside.Button)
	kit.Settle()
	if p.act.stage() != telling || p.came.Value() != "0" {
		t.Fatalf("stage %d, guess %q", p.act.stage(), p.came.Value())
	}
	press(p)
	if p.act.stage() != copied || p.act.Printouts.Came() != 0 {
		t.Errorf("stage %d after no copy came out", p.act.stage())
	}
}

func TestAPrinterThatDoesNotAnswerIsAskedAgain(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	order1(p, "1")
	s.silent = true
	p.askPrinter()
	kit.Settle()
	if p.act.stage() != queued || p.next == nil || p.desk.News.Visible() {
		t.Error("a printer that was silent once is given up, or told each second")
	}
}

func TestAFileIsNoPaperYet(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	p.desk.AskSave = func(s kit.Saving, then func(string, bool)) { then("/y/"+s.Name, false) }
	press(p)
	test.Tap(&p.order.file.Button)
	kit.Settle()
	said := printSaid(p.act.Printouts[0])
	if p.act.stage() != copied || p.came.Content.Visible() || !strings.Contains(said, "chưa in ra giấy") || !strings.HasPrefix(s.printouts[p.act.Conversion.ID][0].Order.File, "/y/15-QĐ-UBND") {
		t.Fatalf("stage %d, the clerk is asked to count %v, told %q", p.act.stage(), p.came.Content.Visible(), said)
	}
	test.Tap(&p.foot.beside.Button)
	if p.act.stage() != telling || p.came.Value() != "" || p.foot.beside.Text != kit.T("printing.not") {
		t.Fatalf("stage %d, guess %q", p.act.stage(), p.came.Value())
	}
	test.Tap(&p.foot.beside.Button)
	if p.act.stage() != copied || p.foot.beside.Text != kit.T("printing.tell-file") {
		t.Errorf("stage %d after nothing was told", p.act.stage())
	}
	test.Tap(&p.foot.beside.Button)
	kittest.Line(p.came, "came").SetText("1")
	press(p)
	if p.act.stage() != over || p.act.Printouts.Came() != 1 || p.foot.beside.Visible() {
		t.Errorf("stage %d after a copy was put on paper, %d came", p.act.stage(), p.act.Printouts.Came())
	}
}

func TestNoMoreCopiesCameOutThanWereOrdered(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	order1(p, "2")
	p.cancelPrint()
	kit.Settle()
	for _, typed := range []string{"3", "-1", "", "hai"} {
		kittest.Line(p.came, "came").SetText(typed)
		press(p)
		if !p.came.Field("came").Bad() || p.act.stage() != telling {
			t.Errorf("%q was taken", typed)
		}
	}
}

func TestACopyWaitsForInkAndSoDoFurtherOnes(t *testing.T) {
	s := newStation()
	p := printed(t, s, "1", asCopy)
	id := p.act.Conversion.ID
	if p.act.stage() != inking || p.ink.Value().Signer != "Nguyễn Văn Mẫu" || p.ink.Value().Position != "CHỦ TỊCH" {
		t.Fatalf("stage %d, signed by %q", p.act.stage(), p.ink.Value().Signer)
	}
	press(p)
	if s.records[id].State != office.Unsealed || !p.ink.Field("sealed").Bad() {
		t.Fatal("paper without a seal was taken")
	}
	p.ink.Input("sealed").(*kit.Check).SetChecked(true)
	press(p)
	if s.records[id].State != office.Finished || s.records[id].Print.Wet.Signer != "Nguyễn Văn Mẫu" {
		t.Fatalf("state %s", s.records[id].State)
	}
	order1(p, "1")
	p.cancelPrint()
	kit.Settle()
	kittest.Line(p.came, "came").SetText("1")
	press(p)
	if p.act.stage() != inking || p.ink.Value().Sealed {
		t.Errorf("stage %d: a further copy needs no ink, or its seal is taken for granted", p.act.stage())
	}
}

// A doubt that lets an act be finished is owed before, and to be noted after: list, chip,
// count and button all say that it is over.
func TestAFinishedActOwesNothingAndSaysWhatIsToBeNoted(t *testing.T) {
	p := made(t, newStation(), "chữ ký chưa rõ.pdf")
	if said := words(p); !said["4/6 đã đủ"] || said["Lưu ý"] {
		t.Error("what is owed before the end is not counted as such")
	}
	order1(p, "1")
	for p.act.stage() == queued {
		p.askPrinter()
		kit.Settle()
	}
	press(p)
	if said := words(p); !said["5/6 đã đủ, 1 lưu ý"] || !said["Hoàn thành"] || !said[kit.T("printing.finished", 1)] || p.foot.main.Text != kit.T("printing.print-more") {
		t.Errorf("the end is told as %v by %q", said, p.foot.main.Text)
	}
	for said := range words(p) {
		if strings.Contains(said, kit.T("kit.owed")) {
			t.Errorf("%q, though nothing more is to be done", said)
		}
	}
	p.goBack()
	kit.Settle()
	if !words(p)["Hoàn thành"] {
		t.Error("the list does not say that it is over")
	}
	p.Drop([]string{"/x/chữ ký chưa rõ.pdf"})
	kit.Settle()
	if words(p)["Lưu ý"] {
		t.Error("the next act begins as one that is over")
	}
}

// words are the labels in sight.
func words(p *Page) map[string]bool {
	p.content.Refresh()
	all := map[string]bool{}
	for _, o := range kittest.Things(p.desk.Window) {
		if l, is := o.Object.(*widget.Label); is {
			all[l.Text] = true
		}
	}
	return all
}

func TestAFurtherCopySaysWhichItIs(t *testing.T) {
	s := newStation()
	p := printed(t, s, "2")
	press(p)
	if !p.order.further.Visible() || !strings.Contains(p.order.further.Text, "3") {
		t.Errorf("the sheet says %q", p.order.further.Text)
	}
	press(p)
	if got := s.printouts[p.act.Conversion.ID][1].First; got != 3 {
		t.Errorf("the further copy is number %d", got)
	}
}

func TestACopyIsMadeWhileTheClerkDoesSomethingElse(t *testing.T) {
	s := newStation()
	p := filled(t, s, "quyết định.pdf")
	hold := make(chan struct{})
	s.hold = hold
	p.press()
	if p.act.stage() != making {
		t.Fatalf("stage %d", p.act.stage())
	}
	made := p.act.Conversion.ID
	p.goBack()
	close(hold)
	kit.Settle()
	if s.records[made].State != office.Printed || p.act != nil || !p.desk.News.Visible() {
		t.Errorf("state %s", s.records[made].State)
	}
}

func TestMakingACopyThatWasStoppedLeavesTheDraft(t *testing.T) {
	s := newStation()
	p := filled(t, s, "quyết định.pdf")
	s.hold = make(chan struct{})
	p.press()
	for _, j := range p.desk.Jobs.Running() {
		j.Cancel()
	}
	kit.Settle()
	if p.act.stage() != filling || p.desk.News.Visible() {
		t.Errorf("stage %d after stopping", p.act.stage())
	}
}

func TestAWithdrawnActSaysSoAndIsNotPrintedAgain(t *testing.T) {
	s := newStation()
	p := printed(t, s, "1")
	s.withdrawn = p.act.Conversion.ID
	p.reload()
	kit.Settle()
	if got := p.told.notice.Said(); !strings.Contains(got, "In nhầm bản cũ") {
		t.Errorf("told %q", got)
	}
	if p.foot.main.Visible() || p.foot.beside.Visible() {
		t.Error("it is still offered to be printed")
	}
}

func TestPagesWithoutRoomForTheLineAreNamed(t *testing.T) {
	p := made(t, newStation(), "kín.pdf")
	if got := p.told.notice.Said(); !strings.Contains(got, "2–3") {
		t.Errorf("told %q", got)
	}
}

func TestTheOriginalCanBeReadBesideItsCopyAndNoBookStaysOpen(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	if s.opened != 1 {
		t.Errorf("%d books are open", s.opened)
	}
	p.readOther(true)
	kit.Settle()
	if s.opened != 1 || !p.act.original {
		t.Errorf("%d books are open", s.opened)
	}
	p.goBack()
	kit.Settle()
	if s.opened != 0 {
		t.Errorf("%d books stay open", s.opened)
	}
}

func TestABookThatComesTooLateIsClosed(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	p.readOther(true)
	p.readOther(false)
	p.readOther(true)
	p.goBack()
	kit.Settle()
	if s.opened != 0 {
		t.Errorf("%d books stay open", s.opened)
	}
}

func TestADocumentThatCannotBeOpenedSaysWhyInItsPlace(t *testing.T) {
	s := newStation()
	s.read = func() (office.Book, error) { return nil, errTorn }
	p := with(t, s, "quyết định.pdf")
	again := func() *kit.Button { return kittest.Named(p.desk.Window, kit.T("kit.again")) }
	if again() == nil {
		t.Fatal("nothing is told")
	}
	s.read = nil
	test.Tap(&again().Button)
	kit.Settle()
	if again() != nil || s.opened != 1 {
		t.Errorf("trying again opened %d books", s.opened)
	}
}

func TestThePrintCopyIsSavedUnderItsNumberAndCode(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	p.desk.AskSave = func(s kit.Saving, then func(string, bool)) { then("/y/"+s.Name, false) }
	p.export()
	kit.Settle()
	if len(s.exported) != 1 || s.exported[0] != "/y/15-QĐ-UBND "+string(p.act.Conversion.Code)+".pdf" {
		t.Errorf("saved %q", s.exported)
	}
}

func TestWhatChangedElsewhereIsShownAndWordsBeingTypedStay(t *testing.T) {
	s := newStation()
	p := filled(t, s, "quyết định.pdf")
	kittest.Line(p.form, "subject").SetText("Đang gõ dở")
	p.Changed()
	kit.Settle()
	if kittest.Line(p.form, "subject").Text != "Đang gõ dở" {
		t.Errorf("the subject is %q", kittest.Line(p.form, "subject").Text)
	}
	if _, _, err := s.MakeCopy(context.Background(), p.act.Conversion.ID, nil); err != nil {
		t.Fatal(err)
	}
	p.Changed()
	kit.Settle()
	if p.act.stage() != copied {
		t.Errorf("stage %d after the copy was made elsewhere", p.act.stage())
	}
}

func TestLeavingThePageStopsAskingThePrinterAndComingBackGoesOn(t *testing.T) {
	s := newStation()
	p := made(t, s, "quyết định.pdf")
	order1(p, "1")
	p.Leave()
	kit.Settle()
	if p.next != nil || s.opened != 0 {
		t.Errorf("the printer is asked on: %v; %d books open", p.next != nil, s.opened)
	}
	p.Enter()
	kit.Settle()
	if p.next == nil || s.opened != 1 || p.act.stage() != queued {
		t.Errorf("the printer is asked on: %v; %d books open", p.next != nil, s.opened)
	}
}

// TestARecordThatChangesMeanwhileKeepsNoCopyFromBeingMade: the words are saved first, and
// that they are is told to every page, which reads the act anew.
func TestARecordThatChangesMeanwhileKeepsNoCopyFromBeingMade(t *testing.T) {
	p := filled(t, newStation(), "quyết định.pdf")
	p.Finish()
	p.Changed()
	kit.Settle()
	if p.act.stage() != ordering {
		t.Errorf("stage %d: the press was lost", p.act.stage())
	}
}

func TestADayAfterTodayIsLookedAtAgainBeforeThePrintCopyIsMade(t *testing.T) {
	s := newStation()
	p := filled(t, s, "quyết định.pdf")
	day := kittest.Line(p.form, "issued")
	day.SetText("24/11/2026")
	press(p)
	if p.act.stage() != filling || p.desk.Window.Canvas().Focused() != fyne.Focusable(day) || !strings.Contains(p.desk.News.Said(), "24/11/2026") {
		t.Fatalf("stage %d, focus %T, told %q", p.act.stage(), p.desk.Window.Canvas().Focused(), p.desk.News.Said())
	}
	press(p)
	if p.act.stage() == filling {
		t.Errorf("a day that stands on the paper keeps the clerk from the act: %q", p.desk.News.Said())
	}
}
