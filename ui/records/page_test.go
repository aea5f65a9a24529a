package records

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
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

var now = time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)

// archive is a stand-in for the station that holds many records in memory.
type archive struct {
	records  int
	toPaper  map[office.ID]bool      // those of the other direction
	looks    atomic.Int32            // of a person, at a record
	born     map[office.ID]office.ID // the stations of those that came from others
	broken   error
	exported string
	signed   *office.Attestation
	form     *office.SignedFile
	told     map[office.ID]office.Withdrawal
	behind   bool  // the PC tells an earlier time than the record bears
	stuck    error // what keeps a withdrawal from being stored
	proof    office.Proof
}

func (a *archive) Types() []office.DocumentType {
	types, err := office.DecodeTypes(assets.Types)
	if err != nil {
		panic(err)
	}
	return types
}

// FindRecords finds all of them.
func (a *archive) FindRecords(context.Context, office.RecordWish, int) (keys []int64, more bool, err error) {
	for i := range a.records {
		keys = append(keys, int64(i))
	}
	return keys, false, a.broken
}

func (a *archive) RowsFound(_ context.Context, keys []int64, _ string) ([]office.Row, error) {
	rows := make([]office.Row, len(keys))
	for i, key := range keys {
		rows[i] = office.Row{ID: office.ID(fmt.Sprint(key)), State: office.Finished, Type: "quyet-dinh", Number: fmt.Sprint(key),
			Symbol: "QĐ-UBND", Subject: "Về việc kiện toàn Ban Chỉ huy phòng thủ dân sự xã Mẫu Sơn", At: now, Direction: a.direction(office.ID(fmt.Sprint(key)))}
	}
	return rows, nil
}

func (a *archive) Conversion(ctx context.Context, id office.ID) (office.Conversion, error) {
	if !office.IsAgain(ctx) {
		a.looks.Add(1)
	}
	page := office.Page{ID: "p", Width: 1654, Height: 2339, DPIX: 200, DPIY: 200}
	return office.Conversion{
		ID: id, Direction: a.direction(id), State: office.Finished, Code: "7K4M-Q2XN-9RT2", Form: office.Plain, Finished: now,
		Document: office.Document{Type: "quyet-dinh", Number: string(id), Symbol: "QĐ-UBND", Subject: "Về việc thử", Issued: "2026-11-20"},
		Clerk:    office.Clerk{Name: "Nguyễn Văn Mẫu"}, Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"},
		FromPaper: office.FromPaper{Pages: []office.Page{page, page, page}}, Signed: a.signed, PDF: office.DigestOf([]byte("pdf")), PDFSize: 4 << 20,
		Conditions: []office.Condition{{Point: "Luật GDĐT 12.1a", Asks: "Toàn vẹn", Met: office.IsMet, Evidence: "3/3 trang"}},
	}, nil
}

func (a *archive) direction(id office.ID) office.Direction {
	if a.toPaper[id] {
		return office.DataToPaper
	}
	return office.PaperToData
}

func (a *archive) OnPages(context.Context, office.ID, string) (map[int][][4]float64, error) {
	return nil, nil
}

func (a *archive) PagePicture(_ context.Context, _ office.ID, page, side int) (image.Image, error) {
	return image.NewGray(image.Rect(0, 0, max(1, side*210/297), side+page)), nil
}

// History tells of what followed the record too.
func (a *archive) History(_ context.Context, id office.ID) ([]office.Deed, error) {
	deeds := []office.Deed{
		{Seq: 120, Did: "Mở bản nháp", Who: "Nguyễn Văn Mẫu", At: now, Hash: office.DigestOf([]byte("a"))},
		{Seq: 123, Did: "Hoàn thành", Who: "Nguyễn Văn Mẫu", At: now, Hash: office.DigestOf([]byte("b"))},
		{Seq: 124, Did: "Việc mà bản phần mềm này chưa biết gọi tên", Who: "Nguyễn Văn Mẫu", At: now, Hash: office.DigestOf([]byte("c"))},
	}
	follow := func(did, who string) {
		seq := deeds[len(deeds)-1].Seq + 3
		deeds = append(deeds, office.Deed{Seq: seq, Did: did, Who: who, At: now, Hash: office.DigestOf([]byte{byte(seq)})})
	}
	if a.form != nil {
		for _, p := range a.form.Parts {
			follow(map[string]string{"sign": "Ký số", "finish": "Ký số khi hoàn thành", "extend": "Bổ sung bằng chứng cho chữ ký"}[p.Step], p.Actor)
		}
	}
	if w, withdrawn := a.told[id]; withdrawn {
		follow("Thu hồi", w.Clerk)
	}
	return deeds, nil
}

func (a *archive) SignedForm(context.Context, office.ID) (office.SignedFile, bool, error) {
	if a.form == nil {
		return office.SignedFile{}, false, nil
	}
	return *a.form, true, nil
}

func (a *archive) BornAt(_ context.Context, id office.ID) (office.ID, error) { return a.born[id], nil }

func (a *archive) Withdrawal(_ context.Context, id office.ID) (office.Withdrawal, bool, error) {
	w, withdrawn := a.told[id]
	return w, withdrawn, nil
}

// WithdrawOver refuses what the station refuses.
func (a *archive) WithdrawOver(_ context.Context, id office.ID, by office.Clerk, reason, clockWhy string) (office.Withdrawal, error) {
	if a.behind && clockWhy == "" {
		return office.Withdrawal{}, office.ClockBefore.About("08:00 ngày 23/11/2026", "09:00 ngày 23/11/2027")
	}
	if by.Name == "" || reason == "" {
		return office.Withdrawal{}, errors.New("nobody, or for no reason")
	}
	w := office.Withdrawal{Conversion: id, Reason: reason, Clerk: by.Name, At: now}
	if a.behind {
		w.Clock = &office.ClockWord{Why: clockWhy, Clerk: by.Name, At: now}
	}
	if a.stuck == nil {
		a.told[id] = w
	}
	return w, a.stuck
}

func (a *archive) Clerks(context.Context) ([]office.Clerk, error) {
	return []office.Clerk{{ID: "z", Name: "Lê Đã Nghỉ", Left: true}, {ID: "a", Name: "Trần Thị Ví Dụ"}, {ID: "b", Name: "Nguyễn Văn Mẫu"}}, a.broken
}

func (a *archive) Export(_ context.Context, _ office.ID, path string) error {
	a.exported = path
	return a.broken
}

func (a *archive) Prove(context.Context, office.ID, *job.Progress) (office.Proof, error) {
	return a.proof, a.broken
}

var errLost = office.Failure{Name: "test.lost", Said: "Không đọc được kho hồ sơ.", Next: "Hãy thử lại."}

func shown(t *testing.T, a *archive) *Page {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), a)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1148, 680))
	t.Cleanup(func() {
		p.Leave()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	return p
}

func TestARecordIsShownWithItsFactsEvidenceAndJournal(t *testing.T) {
	p := shown(t, &archive{records: 300})
	p.finder.List.Select(7)
	kit.Settle()
	if p.detail.Of() != "7" || !strings.Contains(said(p.detail.Content), "7/QĐ-UBND · Về việc thử") {
		t.Fatalf("shown %q: %q", p.detail.Of(), said(p.detail.Content))
	}
	if met, all := p.detail.evidence.Count(); met != 1 || all != 1 {
		t.Errorf("evidence %d/%d", met, all)
	}
	if got := len(p.detail.journal.Content.Objects); got != 3 {
		t.Errorf("%d steps of the journal", got)
	}
	if !p.detail.leaves.Drawn() {
		t.Error("no page is shown")
	}
	p.Turn(9)
	kit.Settle()
	if p.detail.leaves.Where() != "3/3" {
		t.Errorf("paged to %s", p.detail.leaves.Where())
	}
}

func TestARecordOfAnotherStationIsMarkedInTheListAndBesideItsFacts(t *testing.T) {
	const there office.ID = "0198aaaa-0000-7000-8000-0000deadbeef"
	a := &archive{records: 3, born: map[office.ID]office.ID{"1": there}}
	p := shown(t, a)
	for i, marked := range []bool{false, true} {
		row, o := office.Row{ID: office.ID(strconv.Itoa(i)), Subject: "Về việc thử"}, kit.NewRow()
		row.Station = a.born[row.ID]
		p.showRow(row, o)
		p.finder.List.Select(i)
		kit.Settle()
		list, facts := test.RenderObjectToMarkup(o), test.RenderObjectToMarkup(p.detail.facts)
		if strings.Contains(list, "Trạm deadbeef") != marked || strings.Contains(facts, "Trạm deadbeef") != marked {
			t.Errorf("%d: marked in the list %v, beside its facts %v", i, strings.Contains(list, "deadbeef"), strings.Contains(facts, "deadbeef"))
		}
	}
}

// TestOnlyWhatAPersonOpensIsALook has the record that lies open read anew because
// something changed elsewhere.
func TestOnlyWhatAPersonOpensIsALook(t *testing.T) {
	a := &archive{records: 3}
	p := shown(t, a)
	for i, do := range []struct {
		act   func()
		looks int32
	}{{func() { p.finder.List.Select(0) }, 1}, {p.Changed, 1}, {func() { p.Leave(); p.Enter() }, 2}, {p.Changed, 2}} {
		do.act()
		kit.Settle()
		if a.looks.Load() != do.looks {
			t.Errorf("%d: %d looks, not %d", i, a.looks.Load(), do.looks)
		}
	}
}

func TestPaperMadeOfDataHasAWordAndAPlaceOfItsOwn(t *testing.T) {
	p := shown(t, &archive{records: 4, toPaper: map[office.ID]bool{"1": true, "2": true}})
	row := kit.NewRow()
	p.showRow(office.Row{Direction: office.DataToPaper, State: office.Finished}, row)
	if !row.Chip.Visible() {
		t.Error("the list does not tell it apart")
	}
	p.showRow(office.Row{Direction: office.PaperToData, State: office.Finished}, row)
	if row.Chip.Visible() {
		t.Error("what is usual is told too")
	}
	var led []office.ID
	p.OpenMessage = func(id office.ID) { led = append(led, id) }
	p.finder.List.Select(1)
	p.Open("2") // as another page leads to it
	kit.Settle()
	if !slices.Equal(led, []office.ID{"1", "2"}) || p.detail.Of() != "" {
		t.Errorf("led to %v", led)
	}
	p.finder.List.Select(3)
	kit.Settle()
	if p.detail.Of() != "3" {
		t.Errorf("%q is shown", p.detail.Of())
	}
}

func TestARecordLeadsToOneMoreSignature(t *testing.T) {
	p := shown(t, &archive{records: 3})
	p.finder.List.Select(0)
	kit.Settle()
	if p.detail.sign.Visible() {
		t.Error("a button leads nowhere")
	}
	sent := office.ID("")
	p.SignRecord = func(id office.ID) { sent = id }
	p.finder.List.Select(1)
	kit.Settle()
	test.Tap(&p.detail.sign.Button)
	if sent != "1" {
		t.Errorf("sent %q to be signed", sent)
	}
}

func TestARecordTellsWhyNobodySignedIt(t *testing.T) {
	c := office.Conversion{Exception: &office.SignatureException{LegalBasis: "Khoản 2 Điều 9 Nghị định mẫu"}}
	want := kit.Fact{Name: kit.T("facts.signed"), Value: kit.T("facts.unsigned", "Khoản 2 Điều 9 Nghị định mẫu")}
	if facts := kit.FactsOf(c, nil); !slices.Contains(facts, want) {
		t.Errorf("%q is not told among %q", want.Value, facts)
	}
}

func TestTheNameOfAnExportFitsEverySystem(t *testing.T) {
	c := office.Conversion{Code: "7K4M-Q2XN-9RT2", Document: office.Document{Number: "15", Symbol: "QĐ-UBND"}}
	if got := kit.FileName(c); got != "15-QĐ-UBND 7K4M-Q2XN-9RT2.pdf" {
		t.Error(got)
	}
	c.Document = office.Document{}
	if got := kit.FileName(c); got != "7K4M-Q2XN-9RT2.pdf" {
		t.Error(got)
	}
}

func TestAnExportGoesWhereTheClerkSaidAndSaysSo(t *testing.T) {
	a := &archive{records: 3}
	p := shown(t, a)
	p.finder.List.Select(1)
	kit.Settle()
	path := filepath.Join(t.TempDir(), "văn bản.pdf")
	p.desk.AskSave = func(_ kit.Saving, then func(string, bool)) { then(path, false) }
	test.Tap(&p.detail.export.Button)
	kit.Settle()
	if a.exported != path || !p.desk.News.Visible() {
		t.Errorf("exported to %q, told %v", a.exported, p.desk.News.Visible())
	}
}

func TestAProofIsShownAboveTheFacts(t *testing.T) {
	a := &archive{records: 3, proof: office.Proof{Verdict: office.Broken, Said: "Bản lưu bị hỏng."}}
	p := shown(t, a)
	p.finder.List.Select(1)
	kit.Settle()
	if p.detail.verdict.Visible() {
		t.Error("a verdict is shown before a proof")
	}
	test.Tap(&p.detail.prove.Button)
	kit.Settle()
	if !p.detail.verdict.Visible() || p.detail.verdict.Word() != kit.T("verdict.broken") {
		t.Errorf("verdict %q", p.detail.verdict.Word())
	}
}

func TestLeavingFreesTheRowsAndThePicture(t *testing.T) {
	p := shown(t, &archive{records: 300})
	p.finder.List.Select(1)
	kit.Settle()
	p.Leave()
	if p.detail.leaves.Drawn() {
		t.Error("something is kept after leaving")
	}
	p.Enter()
	kit.Settle()
	if !p.detail.leaves.Drawn() || p.finder.Listed() != 300 {
		t.Error("the page did not come back as it was")
	}
}

func TestThePageLooksAsItDid(t *testing.T) {
	for name, state := range map[string]func(t *testing.T) *Page{
		"empty":  func(t *testing.T) *Page { return shown(t, &archive{}) },
		"failed": func(t *testing.T) *Page { return shown(t, &archive{broken: errLost}) },
		"signed": func(t *testing.T) *Page {
			return inFront(t, &archive{form: signedForm(false, byOffice, byPerson, extended)})
		},
		"signed-debt": func(t *testing.T) *Page { return inFront(t, &archive{form: signedForm(true, byOffice)}) },
		"withdrawn":   func(t *testing.T) *Page { return inFront(t, &archive{told: gone, form: signedForm(true, byOffice)}) },
		"withdraw":    func(t *testing.T) *Page { return withdrawing(t, &archive{}) },
		"withdraw-failed": func(t *testing.T) *Page {
			p := withdrawing(t, &archive{})
			test.Tap(&p.detail.withdraw.Act.Button)
			return p
		},
		"filled": func(t *testing.T) *Page {
			p := shown(t, &archive{records: 30})
			p.finder.List.Select(2)
			kit.Settle()
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := state(t)
			p.content.Refresh() // the test's canvas does not lay out again by itself
			test.AssertRendersToMarkup(t, name+".xml", p.desk.Window.Canvas())
		})
	}
}
