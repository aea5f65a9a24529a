package records

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

// gone is the withdrawal of the third record.
var gone = map[office.ID]office.Withdrawal{"2": {Conversion: "2", Reason: "Quét thiếu trang 3", Clerk: "Trần Thị Ví Dụ", At: now}}

var errFull = office.Failure{Name: "test.full", Said: "Ổ đĩa đã đầy.", Next: "Hãy dọn ổ đĩa rồi làm lại."}

// withdrawing is the page with the form of a withdrawal open.
func withdrawing(t *testing.T, a *archive) *Page {
	t.Helper()
	p := inFront(t, a)
	test.Tap(&p.detail.withdraw.Begin.Button)
	kit.Settle()
	if !p.detail.withdraw.Form.Visible() || focused(p) != fyne.Focusable(p.detail.withdraw.Words) {
		t.Fatalf("form %v, focus %T", p.detail.withdraw.Form.Visible(), focused(p))
	}
	return p
}

func focused(p *Page) fyne.Focusable { return p.desk.Window.Canvas().Focused() }

func TestAWithdrawalIsMadeWithItsReasonByTheClerkAndToldAboveTheRecord(t *testing.T) {
	a := &archive{proof: office.Proof{Verdict: office.Proven}}
	p := inFront(t, a)
	test.Tap(&p.detail.prove.Button)
	kit.Settle()
	test.Tap(&p.detail.withdraw.Begin.Button)
	kit.Settle()
	p.detail.withdraw.Clerk.OnChosen(p.detail.withdraw.Clerk.Offered()[1])
	test.Type(p.detail.withdraw.Words, "Quét thiếu trang 3 ")
	test.Tap(&p.detail.withdraw.Act.Button)
	kit.Settle()
	if w := a.told["2"]; w.Reason != "Quét thiếu trang 3" || w.Clerk != "Nguyễn Văn Mẫu" {
		t.Fatalf("withdrawn %+v", w)
	}
	if got := p.detail.Banner.Said(); got != "Đã thu hồi từ 14:05 23/11/2026: Quét thiếu trang 3" {
		t.Errorf("told %q", got)
	}
	if p.detail.sign.Visible() || p.detail.withdraw.Content.Visible() {
		t.Error("what is withdrawn can still be signed, or withdrawn again")
	}
	if p.detail.verdict.Visible() {
		t.Error("a proof from before the withdrawal is still shown")
	}
	if !strings.Contains(said(p.detail.journal.Content), "Thu hồi") || focused(p) != fyne.Focusable(p.detail.prove) {
		t.Errorf("focus %T, the journal says\n%s", focused(p), said(p.detail.journal.Content))
	}
}

func TestAllOfTheFormComesIntoSight(t *testing.T) {
	p := withdrawing(t, &archive{form: signedForm(true, byOffice, byPerson)})
	words := p.detail.words
	top := p.detail.withdraw.Content.Position().Y - words.Offset.Y
	if bottom := top + p.detail.withdraw.Form.MinSize().Height; top < 0 || bottom > words.Size().Height {
		t.Errorf("the form reaches from %v to %v of %v", top, bottom, words.Size().Height)
	}
}

func TestAWithdrawalForNoReasonIsNotMade(t *testing.T) {
	a := &archive{}
	p := withdrawing(t, a)
	test.Type(p.detail.withdraw.Words, "  ")
	p.desk.Focus(p.detail.withdraw.Act)
	test.Tap(&p.detail.withdraw.Act.Button)
	kit.Settle()
	if len(a.told) != 0 || !p.detail.withdraw.Ask.Bad() || focused(p) != fyne.Focusable(p.detail.withdraw.Words) {
		t.Errorf("withdrawn %v, told %v, focus %T", a.told, p.detail.withdraw.Ask.Bad(), focused(p))
	}
	test.Type(p.detail.withdraw.Words, "Q")
	if p.detail.withdraw.Ask.Bad() {
		t.Error("still told while the clerk answers")
	}
}

func TestAWithdrawalThatFailsKeepsWhatWasTyped(t *testing.T) {
	a := &archive{stuck: errFull}
	p := withdrawing(t, a)
	test.Type(p.detail.withdraw.Words, "Quét thiếu trang 3")
	test.Tap(&p.detail.withdraw.Act.Button)
	kit.Settle()
	if !p.desk.News.Visible() || p.detail.Banner.Visible() || p.detail.withdraw.Act.Disabled() {
		t.Errorf("told %v, banner %v, held %v", p.desk.News.Visible(), p.detail.Banner.Visible(), p.detail.withdraw.Act.Disabled())
	}
	a.stuck = nil
	test.Tap(&p.detail.withdraw.Act.Button)
	kit.Settle()
	if a.told["2"].Reason != "Quét thiếu trang 3" {
		t.Errorf("withdrawn %v at the second try", a.told)
	}
}

func TestAReasonIsNotCarriedToAnotherRecord(t *testing.T) {
	p := withdrawing(t, &archive{})
	test.Type(p.detail.withdraw.Words, "Quét thiếu trang 3")
	p.finder.List.Select(3)
	kit.Settle()
	if p.detail.withdraw.Form.Visible() || p.detail.withdraw.Words.Text != "" {
		t.Errorf("form %v, reason %q", p.detail.withdraw.Form.Visible(), p.detail.withdraw.Words.Text)
	}
}

func TestAClerkWhoThinksBetterOfItLeavesTheRecordStanding(t *testing.T) {
	a := &archive{}
	p := withdrawing(t, a)
	test.Type(p.detail.withdraw.Words, "Nhầm")
	test.Tap(&p.detail.withdraw.Not.Button)
	if len(a.told) != 0 || p.detail.withdraw.Form.Visible() || p.detail.withdraw.Words.Text != "" || focused(p) != fyne.Focusable(p.detail.withdraw.Begin) {
		t.Errorf("withdrawn %v, form %v, focus %T", a.told, p.detail.withdraw.Form.Visible(), focused(p))
	}
}

func TestAWithdrawnRecordSaysSoWhenItIsOpenedAndTheNextDoesNot(t *testing.T) {
	p := inFront(t, &archive{told: gone})
	if !p.detail.Banner.Visible() || p.detail.sign.Visible() || p.detail.withdraw.Content.Visible() {
		t.Errorf("banner %v, sign %v, withdraw %v", p.detail.Banner.Visible(), p.detail.sign.Visible(), p.detail.withdraw.Content.Visible())
	}
	p.finder.List.Select(3)
	kit.Settle()
	if p.detail.Banner.Visible() || !p.detail.sign.Visible() || !p.detail.withdraw.Begin.Visible() {
		t.Error("a record that stands is told as withdrawn")
	}
}

func TestALongReasonLeavesRoomForTheRecord(t *testing.T) {
	long := map[office.ID]office.Withdrawal{"2": {Conversion: "2", Reason: strings.Repeat("Quét thiếu trang 3. ", 500), At: now}}
	p := inFront(t, &archive{told: long})
	p.content.Refresh()
	if got := p.detail.Banner.Size().Height; got > 160 {
		t.Errorf("the banner is %v high", got)
	}
}

func TestAWithdrawalBeforeTheTimeOfItsRecordAsksForAWordOnTheClock(t *testing.T) {
	a := &archive{behind: true, told: map[office.ID]office.Withdrawal{}}
	p := withdrawing(t, a)
	w := p.detail.withdraw
	test.Type(w.Words, "Hồ sơ mang giờ sai")
	test.Tap(&w.Act.Button)
	kit.Settle()
	if w.asking == nil || len(a.told) != 0 {
		t.Fatalf("asked %v, withdrawn %v", w.asking != nil, a.told)
	}
	test.Tap(&w.asking.Yes.Button) // a word is owed
	kit.Settle()
	if len(a.told) != 0 {
		t.Fatal("withdrawn without a word")
	}
	w.asking.Why.SetText("Đã so với điện thoại")
	test.Tap(&w.asking.Yes.Button)
	kit.Settle()
	got := a.told["2"]
	if got.Reason != "Hồ sơ mang giờ sai" || got.Clock == nil || got.Clock.Why != "Đã so với điện thoại" || !p.detail.Banner.Visible() {
		t.Errorf("withdrawn %+v, told %v", got, p.detail.Banner.Visible())
	}
}

func TestCtrlEnterWithdrawsOnlyFromTheOpenForm(t *testing.T) {
	a := &archive{told: map[office.ID]office.Withdrawal{}}
	p := inFront(t, a)
	kit.Finisher(p).Finish()
	kit.Settle()
	if p.detail.withdraw.Ask.Bad() || len(a.told) != 0 {
		t.Fatalf("withdrawn %v though nobody asked for the form", a.told)
	}
	test.Tap(&p.detail.withdraw.Begin.Button)
	kit.Settle()
	p.Finish()
	kit.Settle()
	if len(a.told) != 0 || !p.detail.withdraw.Ask.Bad() {
		t.Fatalf("withdrawn %v without a reason", a.told)
	}
	test.Type(p.detail.withdraw.Words, "Quét thiếu trang 3")
	p.Finish()
	kit.Settle()
	if a.told["2"].Reason != "Quét thiếu trang 3" {
		t.Errorf("withdrawn %v", a.told)
	}
}

// TestAReasonThatWasHalfTypedComesBackWithItsRecord closes the window over the open form.
func TestAReasonThatWasHalfTypedComesBackWithItsRecord(t *testing.T) {
	a := &archive{}
	p := withdrawing(t, a)
	test.Type(p.detail.withdraw.Words, "Quét thiếu")
	p.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	p = New(kit.NewDesk(t.Context(), p.desk.Window), a)
	p.desk.Window.SetContent(p.Content())
	p.Enter()
	for id, want := range map[office.ID]string{"3": "", "2": "Quét thiếu"} {
		p.Open(id)
		kit.Settle()
		if got := p.detail.withdraw.Words.Text; got != want && id == "3" || id == "2" && got != want {
			t.Errorf("%s: the form says %q", id, got)
		}
	}
	p.Leave()
	kit.Settle()
}
