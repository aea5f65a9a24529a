package requests

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// idOf is somebody who works here, as a form names them.
func (c counter) idOf(name string) string {
	c.t.Helper()
	all, err := c.s.AllClerks(c.t.Context())
	i := slices.IndexFunc(all, func(each office.Clerk) bool { return each.Name == name })
	if err != nil || i < 0 {
		c.t.Fatalf("%s does not work here: %v", name, err)
	}
	return string(all[i].ID)
}

// TestARequestIsLivedThroughTheWindowByEachRole: received, handed on, supplemented, put off with an
// apology, answered on paper, converted, told, given and closed, each by whose work it is.
func TestARequestIsLivedThroughTheWindowByEachRole(t *testing.T) {
	c := manned(t)
	is := c.receives("Đăng ký khai sinh", map[string]string{"phone": "0900000001", "tell": office.TellPhone})
	id := is.Request.ID
	if want := []string{"Giấy chứng sinh", "Tờ khai đăng ký khai sinh"}; len(is.Request.Papers) != 2 || is.Request.Papers[0].Name != want[0] || is.Request.Papers[1].Name != want[1] {
		t.Errorf("the papers: %+v", is.Request.Papers)
	}
	if is = c.does(office.RequestHand, map[string]string{"to": c.idOf(settler)}); is.Holder.Name != settler {
		t.Errorf("it stands with %+v", is.Holder)
	}
	c.comes(settler)
	c.Mine()
	kit.Settle()
	if c.finder.Listed() != 1 {
		t.Errorf("%d requests are with who settles it", c.finder.Listed())
	}
	c.Open(id)
	kit.Settle()
	c.comes(keeper)
	if is = c.does(office.RequestSupplement, map[string]string{"lacks": "Bản sao căn cước\nẢnh 3×4"}); !slices.Equal(is.Lacks, []string{"Bản sao căn cước", "Ảnh 3×4"}) {
		t.Errorf("missing: %q", is.Lacks)
	}
	due := is.Due
	if is = c.does(office.RequestSupplied, nil); is.Stage != office.RequestWorking || is.Due.Before(due) {
		t.Errorf("supplied: %s, due %s, before %s", is.Stage, is.Due, due)
	}
	c.comes(leader)
	later := is.Due.AddDate(0, 0, 7)
	if is = c.does(office.RequestExtend, map[string]string{"due": kit.At(later), "say": "Chờ xác minh"}); !is.Due.Equal(later) {
		t.Errorf("put off to %s, not %s", is.Due, later)
	}
	c.comes(keeper)
	is = c.does(office.RequestResult, map[string]string{"result": "Giấy khai sinh", "medium": office.ResultPaper})
	if len(is.Owes) != 2 {
		t.Errorf("owed: %q", is.Owes)
	}
	record := stationtest.Digitised(t, c.s, office.Document{Type: "giay-moi", Subject: "Giấy khai sinh của người mẫu"})
	c.picks(office.RequestConvert, record.ID)
	is = c.does(office.RequestNotify, map[string]string{"notice": office.TellPhone})
	is = c.does(office.RequestDeliver, map[string]string{"taker": "Nguyễn Văn Mẫu", "store": office.StoreLater})
	if is = c.does(office.RequestClose, map[string]string{"reference": "KHO-137"}); is.Stage != office.RequestClosed || is.Given.Reference != "KHO-137" || is.Given.Store != office.StoreSent || is.Converted != record.ID {
		t.Errorf("closed: %+v", is)
	}
	if deeds := len(is.Steps); deeds != 9 {
		t.Errorf("%d steps are told: %+v", deeds, is.Steps)
	}
	c.detail.copy()
	if said := fyne.CurrentApp().Clipboard().Content(); said != is.Said || strings.Contains(said, "Nguyễn") {
		t.Errorf("copied %q", said)
	}
}

// picks takes a conversion in the form of a deed, and sends it.
func (c counter) picks(d office.RequestDeed, record office.ID) {
	c.t.Helper()
	c.opens(d)
	c.step.records.search.SetText("khai sinh")
	kit.Settle()
	i := slices.IndexFunc(c.step.records.rows, func(r office.Row) bool { return r.ID == record })
	if i < 0 {
		c.t.Fatalf("it is not offered: %+v", c.step.records.rows)
	}
	c.step.records.found.SetSelectedIndex(i)
	c.Finish()
	kit.Settle()
	if c.step.content.Visible() {
		c.t.Fatalf("%s was not done: %s", d.Said(), c.wrong()+c.desk.News.Said())
	}
}

// TestWhatMayNotBeIsSaidBesideItsAnswer: a refusal without a reason, a close without notice, a paper
// result without conversion.
func TestWhatMayNotBeIsSaidBesideItsAnswer(t *testing.T) {
	c := manned(t)
	c.receives("Đăng ký khai tử", nil)
	if said := c.refused(office.RequestRefuse, nil); !strings.Contains(said, "lý do") {
		t.Errorf("a refusal without a reason: %q", said)
	}
	if said := c.refused(office.RequestSupplement, nil); !strings.Contains(said, "thiếu") {
		t.Errorf("nothing that lacks: %q", said)
	}
	is := c.does(office.RequestRefuse, map[string]string{"say": "Không thuộc thẩm quyền của xã"})
	if slices.ContainsFunc(is.Ways, func(w office.RequestWay) bool { return w.Deed == office.RequestClose }) || len(is.Owes) != 1 {
		t.Errorf("it can be closed before it was told: %+v", is)
	}
	if said := c.refused(office.RequestNotify, map[string]string{"notice": office.TellNone}); !strings.Contains(said, "ăn cứ") {
		t.Errorf("not told without why: %q", said)
	}
	c.does(office.RequestNotify, map[string]string{"notice": office.TellPortal})
	if is = c.does(office.RequestClose, nil); is.Stage != office.RequestClosed {
		t.Errorf("%+v", is)
	}
	c.receives("Đăng ký khai sinh", nil)
	is = c.does(office.RequestResult, map[string]string{"result": "Giấy khai sinh", "medium": office.ResultPaper})
	if said := c.refused(office.RequestDeliver, map[string]string{"taker": "Trần Thị Ví Dụ", "store": office.StoreNotWanted}); !strings.Contains(said, "ủy quyền") {
		t.Errorf("given to another: %q", said)
	}
	c.does(office.RequestNotify, map[string]string{"notice": office.TellPortal})
	if is = c.does(office.RequestDeliver, map[string]string{"taker": "Nguyễn Văn Mẫu", "store": office.StoreNotWanted}); slices.ContainsFunc(is.Ways, func(w office.RequestWay) bool { return w.Deed == office.RequestClose }) || !strings.Contains(is.Owes[0], "chuyển đổi") {
		t.Errorf("a paper result that is no data message: %+v", is)
	}
}

// TestTheSecondRequestReusesTheFirstOnesPaperInThreeSteps: the number with Enter, a tick, and who lets it
// be used again (Điều 8.4).
func TestTheSecondRequestReusesTheFirstOnesPaperInThreeSteps(t *testing.T) {
	c := manned(t)
	is := c.receives("Đăng ký khai sinh", map[string]string{"phone": "0900000001"})
	c.Begin()
	kit.Settle()
	c.receiving.number.SetText("001099012345")
	c.receiving.number.OnSubmitted("")
	kit.Settle()
	if said := c.receiving.known.Text; !strings.Contains(said, office.RequestCodeSpoken(is.Request.Code)+" · Đăng ký khai sinh") {
		t.Errorf("one that is being settled is not told: %q", said)
	}
	c.Open(is.Request.ID)
	kit.Settle()
	c.does(office.RequestResult, map[string]string{"result": "Giấy khai sinh", "medium": office.ResultPaper})
	record := stationtest.Digitised(t, c.s, office.Document{Type: "giay-moi", Subject: "Giấy khai sinh của người mẫu"})
	c.picks(office.RequestConvert, record.ID)

	c.Begin()
	kit.Settle()
	r := c.receiving
	i := slices.IndexFunc(r.procedures, func(p office.Procedure) bool { return p.Name == "Đăng ký kết hôn" })
	r.choice.Choose(string(r.procedures[i].ID))
	r.choice.OnChosen(r.choice.Chosen())
	r.number.SetText("001 099 012 345")
	r.number.OnSubmitted("") // 1
	kit.Settle()
	q := r.form.Value()
	if q.From.Name != "Nguyễn Văn Mẫu" || q.From.Phone != "0900000001" || !strings.Contains(r.known.Text, "1 giấy tờ") || q.Tell != office.TellMessage {
		t.Fatalf("found %q: %+v", r.known.Text, q.From)
	}
	r.form.Type(map[string]string{"name": "Trần Văn Khác"})
	r.number.OnSubmitted("")
	kit.Settle()
	if !strings.Contains(r.known.Text, "ghi tên Nguyễn Văn Mẫu") {
		t.Errorf("another name for one number: %q", r.known.Text)
	}
	r.form.Type(map[string]string{"name": "Nguyễn Văn Mẫu"})
	again := r.papers.rows[slices.IndexFunc(r.papers.rows, func(row *paperRow) bool { return row.is.Form == office.PaperReused })]
	test.Tap(again.tick) // 2
	r.form.Type(map[string]string{"identity": office.IdentityCard})
	c.Finish()
	kit.Settle()
	if f := r.form.Field("papers"); !r.content.Visible() || !f.Bad() {
		t.Fatalf("used again with nobody's word: %s", c.desk.News.Said())
	}
	r.papers.allowed.SetText(keeper) // 3
	c.Finish()
	kit.Settle()
	second := c.detail.Record().is.Request
	if second.ID == is.Request.ID || len(second.Papers) != 1 || second.Papers[0] != (office.RequestPaper{Name: "Giấy khai sinh", Form: office.PaperReused, Record: record.ID, From: is.Request.ID, Allowed: keeper}) {
		t.Fatalf("%+v\n%s", second, r.form.Field("papers").Said())
	}
	if proof, err := c.s.Prove(t.Context(), second.Papers[0].Record, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("the proof of the paper: %v %+v", err, proof)
	}
}

// TestACardIsReadIntoTheForm: a reader at the counter types the code on a card.
func TestACardIsReadIntoTheForm(t *testing.T) {
	c := manned(t)
	c.Begin()
	kit.Settle()
	c.desk.Focus(c.receiving.number)
	hand := &kittest.Hand{Window: c.w}
	hand.Type("001099012345|012345678|Nguyễn Văn Mẫu|01011999|Nam|Thôn Ví Dụ, xã Mẫu Sơn|10052021")
	hand.Press(fyne.KeyReturn)
	if keys, _, err := c.s.FindRequests(t.Context(), office.Clerk{}, office.RequestWish{}, 1); err != nil || len(keys) > 0 || !c.receiving.content.Visible() {
		t.Fatalf("the end of the code receives a request: %v", err)
	}
	q := c.receiving.form.Value()
	if q.From.Phone != "" || q.Tell != office.TellPortal {
		t.Errorf("a day became a phone number: %+v %s", q.From, q.Tell)
	}
	if q.From.Number != "001099012345" || q.From.Name != "Nguyễn Văn Mẫu" || q.From.Address != "Thôn Ví Dụ, xã Mẫu Sơn" || q.From.Identity != office.IdentityCard {
		t.Errorf("%+v", q.From)
	}
	if on := c.w.Canvas().Focused(); on != fyne.Focusable(c.receiving.form.Input("phone").(fyne.Focusable)) {
		t.Errorf("the keyboard is at %T", on)
	}
}

// TestWhatWasHalfTypedComesBack: the power fails while somebody sits before the counter.
func TestWhatWasHalfTypedComesBack(t *testing.T) {
	c := manned(t)
	c.Begin()
	kit.Settle()
	i := slices.IndexFunc(c.receiving.procedures, func(p office.Procedure) bool { return p.Name == "Đăng ký khai sinh" })
	c.receiving.choice.Choose(string(c.receiving.procedures[i].ID))
	c.receiving.choice.OnChosen(c.receiving.choice.Chosen())
	c.receiving.form.Type(map[string]string{"name": "Nguyễn Văn Mẫu", "content": "Khai sinh cho con"})
	test.Tap(c.receiving.papers.rows[0].tick)
	c.receiving.papers.rows[0].form.SetSelectedIndex(1)
	c.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	c.Leave()
	kit.Settle()

	next := on(t, c.s)
	kit.Settle()
	q := next.receiving.form.Value()
	if !next.receiving.content.Visible() || q.From.Name != "Nguyễn Văn Mẫu" || q.Content != "Khai sinh cho con" || next.receiving.procedure().Name != "Đăng ký khai sinh" || !slices.Equal(q.Papers, []office.RequestPaper{{Name: "Giấy chứng sinh", Form: "certified"}}) {
		t.Errorf("came back: %v %+v %+v", next.receiving.content.Visible(), q.From, q.Papers)
	}
	if rows := next.receiving.papers.rows; len(rows) != 2 {
		t.Errorf("%d papers are asked", len(rows))
	}
}

// TestWhoAsksIsPutRight: what was misread from a card; what stands on the receipt stays.
func TestWhoAsksIsPutRight(t *testing.T) {
	c := manned(t)
	was := c.receives("Đăng ký khai sinh", nil).Request
	c.receiving.begin(was)
	kit.Settle()
	c.receiving.form.Type(map[string]string{"name": "Nguyễn Văn Mẩu", "more": "yes", "address": "Thôn Ví Dụ"})
	c.Finish()
	kit.Settle()
	is := c.detail.Record().is.Request
	if is.From.Name != "Nguyễn Văn Mẩu" || is.From.Address != "Thôn Ví Dụ" || is.Code != was.Code || !is.Due.Equal(was.Due) || len(is.Papers) != 2 {
		t.Errorf("%+v", is)
	}
}

// TestFormsAreSavedFromTheRequest: the receipt first, and of what was not done no form is offered.
func TestFormsAreSavedFromTheRequest(t *testing.T) {
	c := manned(t)
	dir := t.TempDir()
	var named []string
	c.desk.AskSave = func(s kit.Saving, then func(string, bool)) {
		named = append(named, s.Name)
		then(filepath.Join(dir, s.Name), false)
	}
	is := c.receives("Đăng ký khai sinh", nil)
	if on, is := c.w.Canvas().Focused().(*kit.Button); !is || on.Text != "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" {
		t.Fatalf("the keyboard is at %T", c.w.Canvas().Focused())
	}
	test.Tap(c.w.Canvas().Focused().(*kit.Button))
	kit.Settle()
	c.content.Refresh()
	for said, offered := range map[string]bool{"Phiếu kiểm soát": true, "Phiếu yêu cầu bổ sung": false, "Phiếu từ chối": false, "Phiếu xin lỗi": false} {
		if b := kittest.Named(c.w, said); (b != nil) != offered {
			t.Errorf("%s is offered: %v", said, b != nil)
		}
	}
	c.does(office.RequestSupplement, map[string]string{"lacks": "Bản sao căn cước"})
	c.content.Refresh()
	test.Tap(kittest.Named(c.w, "Phiếu yêu cầu bổ sung"))
	kit.Settle()
	if len(named) != 2 {
		t.Fatalf("saved %q", named)
	}
	for i, words := range []string{is.Request.Code, "Bản sao căn cước"} {
		said, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", filepath.Join(dir, named[i]), "-").Output()
		if err != nil || !strings.Contains(string(said), words) {
			t.Errorf("%s: %v %s", named[i], err, said)
		}
	}
	c.does(office.RequestSupplied, nil)
	c.comes(leader)
	later := c.detail.Record().is.Due.AddDate(0, 0, 7)
	c.does(office.RequestExtend, map[string]string{"due": kit.At(later), "say": "Chờ xác minh"})
	c.comes(keeper)
	c.does(office.RequestRefuse, map[string]string{"say": "Không thuộc thẩm quyền của xã"})
	for form, words := range map[string]string{"Phiếu xin lỗi": "Chờ xác minh", "Phiếu từ chối": "Không thuộc thẩm quyền của xã", "Phiếu kiểm soát": is.Request.Code} {
		c.content.Refresh()
		test.Tap(kittest.Named(c.w, form))
		kit.Settle()
		said, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", filepath.Join(dir, named[len(named)-1]), "-").Output()
		if err != nil || !strings.Contains(string(said), words) || !strings.HasPrefix(named[len(named)-1], form) {
			t.Errorf("%s as %s: %v %s", form, named[len(named)-1], err, said)
		}
	}
	for _, button := range []string{"Sổ theo dõi hồ sơ", "Báo cáo một cửa"} {
		c.print()
		kit.Settle()
		test.Tap(overlaid(c.w, button))
		kit.Settle()
	}
	for _, name := range named[5:] {
		if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(named) != 7 {
		t.Errorf("saved %q: %s", named, c.desk.News.Said())
	}
}

// overlaid is a button of the sheet that lies over the page.
func overlaid(w fyne.Window, word string) *kit.Button {
	for _, each := range kittest.Controls(w) {
		if b, is := each.Object.(*kit.Button); is && b.Text == word {
			return b
		}
	}
	return nil
}

// TestWordsOfAStepThatWasNotSentComeBack: another request was opened meanwhile, or the power failed.
func TestWordsOfAStepThatWasNotSentComeBack(t *testing.T) {
	c := manned(t)
	first, second := c.receives("Đăng ký khai sinh", nil), c.receives("Đăng ký khai tử", nil)
	c.Open(first.Request.ID)
	kit.Settle()
	c.opens(office.RequestSupplement)
	c.step.form.Type(map[string]string{"lacks": "Bản sao căn cước"})
	c.Open(second.Request.ID)
	kit.Settle()
	c.opens(office.RequestSupplement)
	if typed := c.step.form.Answers()["lacks"]; typed != "" {
		t.Errorf("words of one request stand in another: %q", typed)
	}
	c.Open(first.Request.ID)
	kit.Settle()
	c.opens(office.RequestSupplement)
	if typed := c.step.form.Answers()["lacks"]; typed != "Bản sao căn cước" {
		t.Errorf("came back: %q", typed)
	}
	c.step.form.OnTyped()
	c.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	c.Leave()
	kit.Settle()
	next := on(t, c.s)
	next.Open(first.Request.ID)
	kit.Settle()
	next.opens(office.RequestSupplement)
	if typed := next.step.form.Answers()["lacks"]; typed != "Bản sao căn cước" {
		t.Errorf("after the window closed: %q", typed)
	}
	next.Finish()
	kit.Settle()
	if is := next.detail.Record().is; !slices.Equal(is.Lacks, []string{"Bản sao căn cước"}) {
		t.Errorf("%+v", is)
	}
	if all, waits := next.step.unsent(); waits {
		t.Errorf("what was sent still waits: %v", all)
	}
}

// TestAReceiptIsReadIntoTheSearch: its code and Enter open the request, and the next code does so in the same
// field; a code of none shows none.
func TestAReceiptIsReadIntoTheSearch(t *testing.T) {
	c := manned(t)
	first, second := c.receives("Đăng ký khai sinh", nil), c.receives("Đăng ký khai tử", nil)
	hand := &kittest.Hand{Window: c.w}
	c.Search()
	for _, each := range []office.RequestTold{first, second} {
		hand.With(fyne.KeyModifierControl, fyne.KeyA)
		hand.Type(each.Request.Code)
		hand.Press(fyne.KeyReturn)
		if c.detail.Of() != each.Request.ID || c.w.Canvas().Focused() != fyne.Focusable(c.finder.Search) {
			t.Fatalf("%s opens %s, the keyboard is at %T", each.Request.Code, c.detail.Record().is.Request.Code, c.w.Canvas().Focused())
		}
	}
	hand.With(fyne.KeyModifierControl, fyne.KeyA)
	hand.Type("482913077") // a right code of none
	hand.Press(fyne.KeyReturn)
	if c.detail.Of() != "" || !strings.Contains(c.desk.News.Said(), "482913077") {
		t.Errorf("a code of none shows %s: %s", c.detail.Of(), c.desk.News.Said())
	}
}

// TestAPaperThatWasTypedAndNotAddedIsNotLost: it is asked what it is.
func TestAPaperThatWasTypedAndNotAddedIsNotLost(t *testing.T) {
	c := manned(t)
	c.Begin()
	kit.Settle()
	r := c.receiving
	r.choice.Choose(string(r.procedures[0].ID))
	r.form.Type(map[string]string{"identity": office.IdentityCard, "name": "Nguyễn Văn Mẫu"})
	r.papers.other.SetText("Giấy tờ chưa bấm Thêm")
	c.Finish()
	kit.Settle()
	if f := r.form.Field("papers"); !r.content.Visible() || !f.Bad() {
		t.Fatalf("received without it: %s", c.desk.News.Said())
	}
	r.papers.add()
	r.papers.rows[len(r.papers.rows)-1].form.SetSelectedIndex(0)
	c.Finish()
	kit.Settle()
	if is := c.detail.Record().is.Request.Papers; !slices.Contains(is, office.RequestPaper{Name: "Giấy tờ chưa bấm Thêm", Form: "original"}) {
		t.Errorf("%+v", is)
	}
}

// TestANewOfficeIsToldWhereItsProceduresAreWritten: nothing can be received before.
func TestANewOfficeIsToldWhereItsProceduresAreWritten(t *testing.T) {
	c := on(t, stationtest.New(t))
	c.Begin()
	kit.Settle()
	if said := c.desk.News.Said(); !strings.Contains(said, "chưa có thủ tục") {
		t.Errorf("it says %q", said)
	}
	lists(t, c.s)
	c.desk.News.Clear()
	c.Changed()
	kit.Settle()
	c.Begin()
	kit.Settle()
	if said := c.desk.News.Said(); said != "" {
		t.Errorf("with procedures it says %q", said)
	}
}
