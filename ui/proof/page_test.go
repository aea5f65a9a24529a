package proof

import (
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

var (
	proven = office.Proof{Verdict: office.Proven, Said: "Văn bản chưa bị thay đổi.", Conversion: "r1", Checks: []office.Condition{
		{Point: "Luật GDĐT 12.1a", Asks: "Ảnh trang đúng bản đã quét", Met: office.IsMet, Evidence: "3/3 trang giống từng byte"},
	}}
	changed = office.Proof{Verdict: office.Changed, Said: "Tệp đã khác bản lưu.", Checks: []office.Condition{
		{Point: "Luật GDĐT 12.1a", Asks: "Ảnh trang đúng bản đã quét", Met: office.IsMissed, Evidence: "trang 2 khác"},
	}}
	errTorn = office.Failure{Name: "test.torn", Said: "Không đọc được tệp.", Next: "Hãy chép lại tệp rồi thử lại."}
)

func shown(t *testing.T, c *court) *Page {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), c)
	p.Files = Files{Save: func(string, []byte) error { return nil }, Open: func(string) error { return nil }}
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1148, 680))
	p.Enter()
	kit.Settle()
	return p
}

func TestADroppedFileIsProvenAndItsRecordShown(t *testing.T) {
	c := &court{answer: proven}
	p := shown(t, c)
	p.Drop([]string{"/x/văn bản.pdf"})
	kit.Settle()
	if p.verdict.Word() != kit.T("verdict.proven") || !p.verdict.Visible() {
		t.Errorf("verdict %q", p.verdict.Word())
	}
	if !p.beside.content.Visible() {
		t.Error("the record is not shown")
	}
	opened := office.ID("")
	p.OpenRecord = func(id office.ID) { opened = id }
	test.Tap(&p.beside.see.Button)
	if opened != "r1" {
		t.Errorf("opened %q", opened)
	}
}

func TestAChangedFileShowsNoRecordOfAnEarlierOne(t *testing.T) {
	c := &court{answer: proven}
	p := shown(t, c)
	p.Drop([]string{"a.pdf"})
	kit.Settle()
	c.answer = changed
	p.Drop([]string{"b.pdf"})
	kit.Settle()
	if p.verdict.Word() != kit.T("verdict.changed") || p.beside.content.Visible() {
		t.Errorf("verdict %q, record shown: %v", p.verdict.Word(), p.beside.content.Visible())
	}
}

func TestAMistypedCodeIsToldBesideTheFieldAndNotSearchedFor(t *testing.T) {
	c := &court{answer: proven}
	p := shown(t, c)
	test.Type(p.code, "7K4M-Q2XN-9RTB")
	p.code.OnSubmitted("")
	kit.Settle()
	if len(c.asked) != 0 || !p.trouble.Visible() {
		t.Errorf("asked %q, told %v", c.asked, p.trouble.Visible())
	}
	code := office.NewLookupCode()
	p.code.SetText(string(code[:4]) + " " + string(code[5:9]) + string(code[10:]))
	test.Tap(&p.check.Button)
	kit.Settle()
	if len(c.asked) != 1 || c.asked[0] != string(code) || p.trouble.Visible() {
		t.Errorf("asked %q for %q, told %v", c.asked, code, p.trouble.Visible())
	}
}

func TestTheJournalIsCheckedWhole(t *testing.T) {
	c := &court{answer: office.Proof{Verdict: office.Broken, Said: "Mục 7 đã bị sửa."}}
	p := shown(t, c)
	test.Tap(&p.journal.Button)
	kit.Settle()
	if p.verdict.Word() != kit.T("verdict.broken") || p.about.Text != kit.T("proof.of-journal") {
		t.Errorf("verdict %q about %q", p.verdict.Word(), p.about.Text)
	}
}

func TestTheAnswerToAnOlderQuestionIsNotShown(t *testing.T) {
	c := &court{answer: proven, hold: make(chan struct{})}
	p := shown(t, c)
	p.Drop([]string{"chậm.pdf"})
	c.answer = changed
	p.proveJournal()
	close(c.hold)
	kit.Settle()
	if p.verdict.Word() != kit.T("verdict.changed") || p.about.Text != kit.T("proof.of-journal") {
		t.Errorf("verdict %q about %q", p.verdict.Word(), p.about.Text)
	}
}

func TestAFileThatCannotBeReadIsToldWithoutAVerdict(t *testing.T) {
	p := shown(t, &court{broken: errTorn})
	p.Drop([]string{"hỏng.pdf"})
	kit.Settle()
	if p.verdict.Visible() || !p.desk.News.Visible() {
		t.Errorf("verdict shown %v, told %v", p.verdict.Visible(), p.desk.News.Visible())
	}
}

func TestThePageLooksAsItDid(t *testing.T) {
	states := answers()
	states["proven"], states["changed"] = proven, changed
	for name, answer := range states {
		t.Run(name, func(t *testing.T) {
			p := shown(t, &court{answer: answer})
			p.Drop([]string{"/x/" + fileOf(answer)})
			kit.Settle()
			p.looks(t, name)
		})
	}
	t.Run("empty", func(t *testing.T) { shown(t, &court{}).looks(t, "empty") })
}

func fileOf(p office.Proof) string {
	if p.Paper != nil {
		return "tờ giấy.jpg"
	}
	return "văn bản.pdf"
}

// looks compares the page with testdata/<name>.xml; TRAM_LOOK names a folder
// into which it is also drawn, for eyes.
func (p *Page) looks(t *testing.T, name string) {
	t.Helper()
	p.desk.Window.Content().Refresh() // the test's canvas does not lay out again by itself
	test.AssertRendersToMarkup(t, name+".xml", p.desk.Window.Canvas())
	if dir := os.Getenv("TRAM_LOOK"); dir != "" {
		f, err := os.Create(filepath.Join(dir, "proof-"+name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, p.desk.Window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryAnswerIsToldByWordsToo(t *testing.T) {
	for name, answer := range answers() {
		p := shown(t, &court{answer: answer})
		p.Drop([]string{fileOf(answer)})
		kit.Settle()
		if got := p.verdict.Word(); got != answer.Answer().Name() {
			t.Errorf("%s is told as %q", name, got)
		}
	}
}

func TestThePictureOfAPaperIsShownBesideWhatIsKept(t *testing.T) {
	p := shown(t, &court{answer: answers()["paper-valid"]})
	p.Drop([]string{"tờ giấy.JPG"})
	kit.Settle()
	b := p.beside
	if b.given.picture.Image == nil || b.kept.picture.Image == nil || !b.facts.Visible() || !b.see.Visible() {
		t.Error("the picture, the page that is kept, or the record is missing")
	}
	p.Leave()
	if b.given.picture.Image != nil || b.kept.picture.Image != nil {
		t.Error("the pictures are kept while nobody looks")
	}
	p.Enter()
	kit.Settle()
	if b.given.picture.Image == nil || b.kept.picture.Image == nil {
		t.Error("the pictures do not come back")
	}
}

func TestAPictureThatCannotBeDrawnTakesNoAnswerAway(t *testing.T) {
	p := shown(t, &court{answer: answers()["paper-valid"], blind: errTorn})
	p.Drop([]string{"tờ giấy.png"})
	kit.Settle()
	if p.verdict.Word() != kit.T("verdict.paper-valid") {
		t.Errorf("verdict %q", p.verdict.Word())
	}
	if p.beside.given.content.Visible() || p.beside.kept.content.Visible() || !p.beside.facts.Visible() || !p.desk.News.Visible() {
		t.Error("an empty frame is shown, the record is not, or nobody was told")
	}
}

func TestAPDFAsksForNoPicture(t *testing.T) {
	p := shown(t, &court{answer: answers()["valid"], blind: errTorn})
	p.Drop([]string{"văn bản.pdf"})
	kit.Settle()
	if p.beside.content.Visible() || p.desk.News.Visible() {
		t.Error("a picture was asked for")
	}
}

func TestTheTicksAreCountedAndOnlyOfferedWhereTheCodeIsKnown(t *testing.T) {
	p := shown(t, &court{answer: answers()["paper-valid"]})
	p.Drop([]string{"tờ giấy.jpg"})
	kit.Settle()
	for i, l := range p.paper.lines {
		if i == 1 {
			test.Tap(l) // anywhere on the line
		} else {
			l.tick.SetChecked(true)
		}
	}
	if p.paper.count.Text != kit.T("proof.compared-all") {
		t.Errorf("after all ticks: %q", p.paper.count.Text)
	}
	test.Tap(p.paper.lines[0])
	if p.paper.count.Text != kit.T("proof.compared", 3, 4) {
		t.Errorf("after one was taken away: %q", p.paper.count.Text)
	}
	for _, name := range []string{"paper-unknown", "paper-changed", "paper-withdrawn"} {
		p := shown(t, &court{answer: answers()[name]})
		p.Drop([]string{"tờ giấy.jpg"})
		kit.Settle()
		if len(p.paper.lines) != 4 {
			t.Fatalf("%s: %d lines", name, len(p.paper.lines))
		}
		test.Tap(p.paper.lines[0])
		if p.paper.lines[0].tick.Visible() || p.paper.count.Visible() || p.paper.lines[0].tick.Checked {
			t.Errorf("%s: lines that prove nothing can be ticked", name)
		}
	}
}

func TestAnUnknownKeyLeadsToWhereKeysAreAdded(t *testing.T) {
	p := shown(t, &court{answer: answers()["paper-unknown"]})
	led := false
	p.OpenKeys = func() { led = true }
	p.Drop([]string{"tờ giấy.jpg"})
	kit.Settle()
	test.Tap(&p.paper.trust.Button)
	if !led {
		t.Error("the button leads nowhere")
	}
}

func TestAReportIsSavedUnderANameAndOpened(t *testing.T) {
	c := &court{answer: answers()["valid"]}
	p := shown(t, c)
	var saved, opened, offered string
	p.Files.Save = func(path string, content []byte) error { saved = path + " " + string(content); return nil }
	p.Files.Open = func(path string) error { opened = path; return nil }
	p.desk.AskSave = func(s kit.Saving, then func(string, bool)) { offered = s.Name; then("/x/"+s.Name, false) }
	p.Drop([]string{"/y/văn bản.pdf"})
	kit.Settle()
	test.Tap(&p.report.Button)
	kit.Settle()
	if offered != "Kết quả kiểm tra - văn bản.pdf" || saved != "/x/"+offered+" %PDF-1.7" || opened != "/x/"+offered {
		t.Errorf("offered %q, saved %q, opened %q", offered, saved, opened)
	}
	if !slices.Equal(c.reported, []string{"văn bản.pdf: signed-valid"}) {
		t.Errorf("the report is about %q", c.reported)
	}
}

func TestAReportThatCannotBeMadeOrSavedIsTold(t *testing.T) {
	for name, change := range map[string]func(*Page, *court){
		"made":   func(_ *Page, c *court) { c.unmade = errTorn },
		"saved":  func(p *Page, _ *court) { p.Files.Save = func(string, []byte) error { return errTorn } },
		"opened": func(p *Page, _ *court) { p.Files.Open = func(string) error { return errTorn } },
	} {
		c := &court{answer: proven}
		p := shown(t, c)
		p.desk.AskSave = func(s kit.Saving, then func(string, bool)) { then(s.Name, false) }
		p.proveJournal()
		kit.Settle()
		change(p, c)
		p.saveReport()
		kit.Settle()
		if !p.desk.News.Visible() {
			t.Errorf("a report that could not be %s is passed over", name)
		}
	}
}

func TestNoReportIsOfferedBeforeAnAnswer(t *testing.T) {
	p := shown(t, &court{broken: errors.New("away")})
	if p.bar.Visible() {
		t.Error("a report of nothing is offered")
	}
	p.Drop([]string{"a.pdf"})
	kit.Settle()
	if p.report.Visible() {
		t.Error("a report of a question without an answer is offered")
	}
}

func TestThePageKeysScrollTheAnswer(t *testing.T) {
	p := shown(t, &court{answer: answers()["invalid"]})
	p.Drop([]string{"văn bản.pdf"})
	kit.Settle()
	p.Turn(1)
	if p.answer.Offset.Y <= 0 {
		t.Fatal("the answer did not move")
	}
	for range 50 {
		p.Turn(1)
	}
	if room := p.answer.Content.MinSize().Height - p.answer.Size().Height; p.answer.Offset.Y > room+1 {
		t.Errorf("scrolled %.0f of %.0f", p.answer.Offset.Y, room)
	}
	for range 50 {
		p.Turn(-1)
	}
	if p.answer.Offset.Y != 0 {
		t.Error("the head of the answer is not reached again")
	}
}
