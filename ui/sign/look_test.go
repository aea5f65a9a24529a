package sign

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

// sealed is the page with the seal of the office shown on the last page of p1.
func sealed(t *testing.T, s *station) *Page {
	t.Helper()
	p := shown(t, s)
	p.how.look.SetSelected(kit.T("sign.look-seal"))
	kit.Settle()
	if sheet := p.front.leaves.View.Sheet(); sheet.Mark == nil || p.front.leaves.At() != 2 || p.front.leaves.View.OnMark == nil {
		t.Fatalf("page %d, mark %v", p.front.leaves.At(), sheet.Mark != nil)
	}
	return p
}

func TestTheSignatureLiesWhereItWillBeAndMovesWhereItMay(t *testing.T) {
	s := office3().hold()
	p := sealed(t, s)
	p.front.leaves.View.OnMark(-20, 100, true)
	kit.Settle()
	if got := p.front.leaves.View.Sheet().Spot; got.X != 0 || got.Y != 100 {
		t.Errorf("dropped at -20,100 it lies at %g,%g", got.X, got.Y)
	}
	p.Finish()
	kit.Settle()
	if spot := s.signed[0].Spot; spot == nil || spot.Page != 2 || spot.Y != 100 || s.signed[0].Look != office.LookSeal {
		t.Errorf("signed at %+v", spot)
	}
	if s.signed[1].Spot != nil || s.signed[1].Look != office.LookSeal {
		t.Errorf("the next of the kind is signed at %+v as %q", s.signed[1].Spot, s.signed[1].Look)
	}
}

func TestAHeldSignatureOnlyShowsWhereItWouldLand(t *testing.T) {
	s := office3()
	p := sealed(t, s)
	before := s.asked
	p.front.try(30, 40)
	p.front.try(31, 41)
	p.front.try(32, 42)
	kit.Settle()
	if got := p.front.leaves.View.Sheet().Spot; got.X != s.spots[office.LookSeal].X || s.asked != before+2 {
		t.Errorf("it lies at %g after it was held; asked %d times", got.X, s.asked-before)
	}
	if p.wishes.Of(p.front.line.Row).Spot != nil {
		t.Error("a place was kept without a drop")
	}
}

func TestASignatureDoesNotLandOnTheHeadOfTheDocument(t *testing.T) {
	p := sealed(t, office3())
	p.Turn(-5)
	kit.Settle()
	if !p.how.here.Visible() || p.how.move.Visible() {
		t.Fatal("another page does not offer itself")
	}
	p.front.view.Spot.Y = 30
	test.Tap(&p.how.here.Button)
	kit.Settle()
	if got := p.front.view.Spot; got.Page != 0 || got.Y != 60 || p.front.leaves.At() != 0 {
		t.Errorf("it lies on page %d at %g", got.Page, got.Y)
	}
}

func TestTheArrowKeysMoveTheSignatureUntilEnter(t *testing.T) {
	s := office3()
	p := sealed(t, s)
	test.Tap(&p.how.move.Button)
	press := func(key fyne.KeyName) {
		p.front.leaves.View.TypedKey(&fyne.KeyEvent{Name: key})
		kit.Settle()
	}
	if p.front.callout.Said() != kit.T("sign.moving") {
		t.Error("nobody says how to move it")
	}
	press(fyne.KeyRight)
	if got := p.front.view.Spot.X; got != s.spots[office.LookSeal].X+5 {
		t.Errorf("the right arrow moved it to %g", got)
	}
	press(fyne.KeyReturn)
	press(fyne.KeyRight)
	if got := p.front.view.Spot.X; got != s.spots[office.LookSeal].X+5 || p.front.callout.Said() == kit.T("sign.moving") {
		t.Errorf("after Enter the arrow moved it to %g", got)
	}
}

func TestASignatureThatCannotBeDrawnIsToldAndAnotherLookCanBeChosen(t *testing.T) {
	s := office3()
	s.noHand = true
	p := shown(t, s)
	p.how.roles.OnPicked(1)
	kit.Settle()
	if p.how.why.Said() != errNoHand.Said || p.front.leaves.View.Sheet().Mark != nil {
		t.Errorf("told %q", p.how.why.Said())
	}
	p.how.look.SetSelected(kit.T("sign.look-copy"))
	kit.Settle()
	if p.how.why.Visible() || p.front.view.Look != office.LookCopy {
		t.Errorf("told %q, look %q", p.how.why.Said(), p.front.view.Look)
	}
}

func TestASignatureThatShowsNothingCannotBeMoved(t *testing.T) {
	p := sealed(t, office3())
	p.how.look.SetSelected(kit.T("sign.look-on-mark"))
	kit.Settle()
	if p.front.leaves.View.OnMark != nil || p.how.move.Visible() || p.how.here.Visible() {
		t.Error("it can be taken")
	}
	if p.front.leaves.View.Sheet().Mark == nil {
		t.Error("nobody shows where it lies")
	}
}

func TestALookIsOfTheKindOfDocumentAndOfTheRole(t *testing.T) {
	p := sealed(t, office3())
	p.bring(p.wait.Find("d1"), true)
	kit.Settle()
	if p.front.view.Look != office.LookOnMark {
		t.Errorf("a decision took the look of a permit: %q", p.front.view.Look)
	}
	p.bring(p.wait.Find("p2"), true)
	kit.Settle()
	if p.front.view.Look != office.LookSeal {
		t.Errorf("another permit is shown as %q", p.front.view.Look)
	}
	p.how.roles.OnPicked(1)
	kit.Settle()
	if p.front.view.Look != office.LookPerson {
		t.Errorf("a person signs as %q", p.front.view.Look)
	}
}

func TestTheOldPictureIsNotShownOfAnotherDocumentOrPage(t *testing.T) {
	p := shown(t, office3())
	if p.front.leaves.View.Sheet().Picture == nil {
		t.Fatal("no page is shown")
	}
	p.bring(p.wait.Find("p2"), true)
	if p.front.leaves.View.Sheet().Picture != nil {
		t.Error("the page of another document is shown")
	}
	kit.Settle()
	p.Turn(1)
	if p.front.leaves.View.Sheet().Picture != nil || p.front.leaves.Where() != "2/3" {
		t.Error("the page before is shown")
	}
	kit.Settle()
	if p.front.leaves.View.Sheet().Picture == nil {
		t.Error("page 2 did not come")
	}
	p.Leave()
	if p.front.leaves.View.Sheet().Picture != nil {
		t.Error("a picture is kept after leaving")
	}
}

func TestAnotherClerkAnswersForTheSignature(t *testing.T) {
	s := office3().hold()
	p := shown(t, s)
	if got := p.clerk.Names(); len(got) != 2 {
		t.Errorf("offered %v", got)
	}
	p.clerk.OnChosen(clerks[1])
	kit.Settle()
	p.Finish()
	kit.Settle()
	if got := s.signed[0].Clerk.ID; got != "c2" {
		t.Errorf("signed by %q", got)
	}
}

func TestAWishThatIsMadeWhileTheDocumentIsReadCounts(t *testing.T) {
	p := shown(t, office3())
	p.bring(p.wait.Find("d1"), true)
	p.how.roles.OnPicked(1)
	kit.Settle()
	if p.front.view.Look != office.LookPerson || p.front.leaves.Where() != "3/3" {
		t.Errorf("shown as %q, page %s", p.front.view.Look, p.front.leaves.Where())
	}
}
