package documents

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

// TestADocumentIsRecalledCorrectedOrReplacedAtTheWindow: what follows is said before, what is wanting is
// told and kept by nobody, and the list says what became of each and by which document.
func TestADocumentIsRecalledCorrectedOrReplacedAtTheWindow(t *testing.T) {
	s := begun(t)
	register := func(subject string) office.Registered {
		t.Helper()
		r, err := s.Register(t.Context(), stationtest.Clerk(t, s), office.Registered{Flow: office.FlowOut, Document: office.Document{Type: "quyet-dinh", Symbol: "QĐ-UBND", Subject: subject, Secrecy: office.Ordinary}})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	old, wrong, fixed, newer := register("bản cũ"), register("gửi nhầm"), register("sai chính tả"), register("bản mới")
	p, w := at(t, s)
	begin := func(r office.Registered, business office.Business, why string) *amending {
		t.Helper()
		p.Open(r.ID)
		kit.Settle()
		tap(t, w, kit.T("documents.amend"))
		a := p.detail.amending
		a.form.Type(map[string]string{"business": string(business), "why": why})
		kit.Settle()
		if said := labels(w); !strings.Contains(said, kit.T("documents.amend-"+string(business))) {
			t.Errorf("what follows is not said before:\n%s", said)
		}
		for _, o := range a.offered {
			if o.ID == r.ID {
				t.Error("a document is offered for itself")
			}
		}
		return a
	}
	by := func(a *amending, number string) {
		t.Helper()
		a.find.SetText("bản mới")
		kit.Settle()
		if len(a.offered) != 1 || !strings.Contains(a.found.Options[0], number) {
			t.Fatalf("it finds %v", a.found.Options)
		}
		a.found.SetSelectedIndex(0)
		kit.Press(a.yes)
		kit.Settle()
	}
	a := begin(old, office.BusinessReplace, "")
	kit.Press(a.yes)
	kit.Settle()
	a.form.Type(map[string]string{"why": "sai số tiền"})
	kit.Press(a.yes)
	kit.Settle()
	if whole, err := s.RegisteredWhole(t.Context(), old.ID); err != nil || len(whole.Amended) > 0 {
		t.Fatalf("without another document: %+v %v", whole.Amended, err)
	}
	by(a, newer.Numbered())
	kit.Press(begin(wrong, office.BusinessRecall, "gửi nhầm nơi").yes)
	kit.Settle()
	by(begin(fixed, office.BusinessUpdate, "sai chính tả"), newer.Numbered())
	rows := listed(p)
	for _, want := range []string{"Đã thay thế bằng " + newer.Numbered() + " · bản cũ", "Đã thu hồi · gửi nhầm", "Đã sửa đổi, bổ sung bằng " + newer.Numbered() + " · sai chính tả"} {
		if !strings.Contains(rows, want) {
			t.Errorf("the list lacks %q:\n%s", want, rows)
		}
	}
	p.Open(old.ID)
	kit.Settle()
	if said := told(p); !strings.Contains(said, "Đã bị thay thế bởi văn bản") {
		t.Errorf("it says\n%s", said)
	}
	p.Open(newer.ID)
	kit.Settle()
	tap(t, w, kit.T("documents.amend"))
	for _, o := range p.detail.amending.offered {
		if o.ID == old.ID || o.ID == wrong.ID {
			t.Errorf("%s is no more in force, and offered", o.Document.Subject)
		}
	}
	p.detail.amending.over.Hide()
	p.Open(old.ID)
	kit.Settle()
	tap(t, w, kit.T("documents.untie"))
	p.detail.asking.Why.SetText("ghi nhầm")
	test.Tap(&p.detail.asking.Yes.Button)
	kit.Settle()
	if said := told(p); !strings.Contains(said, "ghi nhầm") || strings.Contains(said, "Đã bị thay thế bởi văn bản") {
		t.Errorf("after it was taken back it says\n%s", said)
	}
}

// TestWhatWasSignedIsPutRightAtTheWindowWithWhy: the entry is kept only with a reason, and the history
// tells what changed, and why.
func TestWhatWasSignedIsPutRightAtTheWindowWithWhy(t *testing.T) {
	s := staffed(t)
	p, w := at(t, s)
	p.comes(t, s, keeper)
	p.keeps(map[string]string{"flow": "out", "type": "quyet-dinh", "symbol": "QĐ-UBND", "subject": "Về việc cũ"})
	id := registered(t, s, office.RegisteredWish{})[0].ID
	for _, step := range []byRole{
		{by: keeper, deed: office.RouteAssign, to: worker}, {by: worker, deed: office.RouteTakeUp}, {by: worker, deed: office.RouteSubmit, to: leader},
		{by: leader, deed: office.RouteDecide, say: "đồng ý"}, {by: leader, deed: office.RouteSign},
	} {
		p.comes(t, s, step.by)
		p.Open(id)
		kit.Settle()
		p.steps(t, w, step.deed, step.to, step.say)
	}
	p.comes(t, s, keeper)
	p.Open(id)
	kit.Settle()
	tap(t, w, kit.T("documents.change"))
	p.entry.Form.Type(map[string]string{"subject": "Về việc mới"})
	p.Finish()
	kit.Settle()
	subject := func() string { return registered(t, s, office.RegisteredWish{})[0].Document.Subject }
	h := p.entry.Hurdle
	if subject() != "Về việc cũ" || !h.Content.Visible() {
		t.Fatalf("without why it is %q", subject())
	}
	test.Tap(&h.Act.Button)
	kit.Settle()
	h.Asking.Why.SetText("gõ nhầm")
	test.Tap(&h.Asking.Yes.Button)
	kit.Settle()
	if subject() != "Về việc mới" || h.Content.Visible() {
		t.Errorf("with why it is %q", subject())
	}
	p.Open(id)
	kit.Settle()
	for _, want := range []string{kit.T("documents.after-signing", "Sửa trong sổ"), "Trích yếu: từ “Về việc cũ” thành “Về việc mới”", "gõ nhầm"} {
		if said := told(p); !strings.Contains(said, want) {
			t.Errorf("it lacks %q:\n%s", want, said)
		}
	}
	tap(t, w, kit.T("documents.change"))
	p.entry.Form.Type(map[string]string{"subject": "Về việc khác"})
	p.Finish()
	kit.Settle()
	if subject() != "Về việc mới" {
		t.Error("the reason of before was taken for this change, too")
	}
}
