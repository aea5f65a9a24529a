package proof

import (
	"context"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/assets"
	"tram/local/job"
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

// court is a stand-in for the station that gives the answer it is told to.
type court struct {
	answer office.Proof
	broken error
	asked  []string
	hold   chan struct{} // ProveFile waits for it or for a stop
}

func (c *court) Types() []office.DocumentType {
	types, err := office.DecodeTypes(assets.Types)
	if err != nil {
		panic(err)
	}
	return types
}

func (c *court) ProveFile(ctx context.Context, path string, _ *job.Progress) (office.Proof, error) {
	c.asked = append(c.asked, path)
	if c.hold != nil {
		select {
		case <-c.hold:
		case <-ctx.Done():
			return office.Proof{}, ctx.Err()
		}
	}
	return c.answer, c.broken
}

func (c *court) ProveCode(_ context.Context, code string, _ *job.Progress) (office.Proof, error) {
	c.asked = append(c.asked, code)
	return c.answer, c.broken
}

func (c *court) ProveJournal(context.Context, *job.Progress) (office.Proof, error) {
	c.asked = append(c.asked, "journal")
	return c.answer, c.broken
}

func (c *court) Conversion(_ context.Context, id office.ID) (office.Conversion, error) {
	return office.Conversion{ID: id, Code: "7K4M-Q2XN-9RT2", Form: office.Plain,
		Document: office.Document{Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Subject: "Về việc thử"},
		Finished: time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)}, nil
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
	if !p.record.content.Visible() {
		t.Error("the record is not shown")
	}
	opened := office.ID("")
	p.OpenRecord = func(id office.ID) { opened = id }
	test.Tap(&p.record.see.Button)
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
	if p.verdict.Word() != kit.T("verdict.changed") || p.record.content.Visible() {
		t.Errorf("verdict %q, record shown: %v", p.verdict.Word(), p.record.content.Visible())
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
	for name, c := range map[string]*court{
		"empty": nil, "proven": {answer: proven}, "changed": {answer: changed},
	} {
		t.Run(name, func(t *testing.T) {
			if c == nil {
				c = &court{}
			}
			p := shown(t, c)
			if name != "empty" {
				p.Drop([]string{"/x/văn bản.pdf"})
				kit.Settle()
			}
			test.AssertRendersToMarkup(t, name+".xml", p.desk.Window.Canvas())
		})
	}
}
