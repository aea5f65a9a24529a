package digitise

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// permit has a page of a kind of document on the desk that the office must
// sign, with all else met.
func permit(t *testing.T, s *station) *Page {
	t.Helper()
	p := withPages(t, s, a4)
	p.SignRecord = func(office.ID) { t.Error("sent to be signed") }
	p.form.Grade.Field.SetSelected("Thường")
	readThrough(p)
	choose(p, "giấy phép")
	kittest.Line(p.form, "number").SetText("12")
	kittest.Line(p.form, "counted").SetText("1")
	p.Save()
	kit.Settle()
	return p
}

func TestADocumentThatLacksOnlyTheSignatureGoesToBeSigned(t *testing.T) {
	s := newStation()
	p := permit(t, s)
	sent := office.ID("")
	p.SignRecord = func(id office.ID) { sent = id }
	p.show()
	id := p.sitting.conversion.ID
	if p.finish.Text != kit.T("digitise.sign-and-finish") {
		t.Errorf("the button says %q", p.finish.Text)
	}
	p.Finish()
	kit.Settle()
	if sent != id || p.sitting != nil || s.records[id].State != office.Checked {
		t.Errorf("sent %q, on the desk %v, state %q", sent, p.sitting != nil, s.records[id].State)
	}
	if len(p.start.drafts) != 1 {
		t.Errorf("%d drafts wait", len(p.start.drafts))
	}
}

func TestTheSignatureComesAfterAllOtherConditions(t *testing.T) {
	p := permit(t, newStation())
	kittest.Line(p.form, "counted").SetText("3")
	p.Save()
	kit.Settle()
	if p.finish.Text != kit.T("digitise.finish") {
		t.Errorf("the button says %q", p.finish.Text)
	}
	p.Finish()
	kit.Settle()
	if focused(p) != fyne.Focusable(kittest.Line(p.form, "counted")) {
		t.Errorf("the keyboard went to %T", focused(p))
	}
}

func TestWithoutAPlaceForSigningTheSignatureIsToldAsMissing(t *testing.T) {
	p := permit(t, newStation())
	p.SignRecord = nil
	p.Finish()
	kit.Settle()
	if p.sitting == nil || !p.desk.News.Visible() {
		t.Error("nobody says what is missing")
	}
}

func TestTheCaseWithoutASignatureIsOfferedOnlyWhereOneIsNeeded(t *testing.T) {
	p := withPages(t, newStation(), a4)
	for _, c := range []struct {
		kind   string
		form   office.Form
		offers bool
	}{
		{"quyết định", office.Plain, false}, {"giấy phép", office.Plain, true}, {"quyết định", office.TrueCopy, true}, {"quyết định", office.Dossier, false},
	} {
		choose(p, c.kind)
		kittest.List(p.form, "form").SetSelected(c.form.Name())
		kit.Settle()
		if got := p.form.Asks("basis"); got != c.offers {
			t.Errorf("%s, %s: offered %v", c.kind, c.form, got)
		}
	}
}

func TestALegalBasisStandsForTheSignature(t *testing.T) {
	s := newStation()
	p := permit(t, s)
	id := p.sitting.conversion.ID
	if kittest.Shown(p.desk.Window, kittest.Line(p.form, "basis")) {
		t.Error("the exception is open before anyone asked for it")
	}
	test.Tap(kittest.Named(p.desk.Window, kit.T("digitise.exception")))
	test.Type(kittest.Line(p.form, "basis"), "Khoản 2 Điều 9 Nghị định mẫu")
	p.Save()
	kit.Settle()
	if got := s.records[id].Exception; got == nil || got.LegalBasis != "Khoản 2 Điều 9 Nghị định mẫu" || p.finish.Text != kit.T("digitise.finish") {
		t.Fatalf("saved %+v, the button says %q", got, p.finish.Text)
	}
	p.putAside()
	kit.Settle()
	p.resume(id)
	kit.Settle()
	if !kittest.Shown(p.desk.Window, kittest.Line(p.form, "basis")) || kittest.Line(p.form, "basis").Text == "" {
		t.Error("the basis is out of sight after coming back")
	}
	choose(p, "quyết định") // needs no signature, and so no exception
	p.Save()
	kit.Settle()
	if got := s.records[id].Exception; got != nil {
		t.Errorf("kept %+v", got)
	}
}

func TestADocumentThatWasSignedElsewhereLeavesTheDesk(t *testing.T) {
	p := permit(t, newStation())
	p.Signed("another")
	if p.sitting == nil {
		t.Fatal("another's signature cleared the desk")
	}
	p.Signed(p.sitting.conversion.ID)
	kit.Settle()
	if p.sitting != nil {
		t.Error("a finished document lies on the desk")
	}
}
