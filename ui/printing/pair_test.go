package printing

import (
	"testing"

	"tram/local/office"
	"tram/ui/kit"
)

// differing is a comparison of three pages with all that it can find.
func differing() office.Comparison {
	return office.Comparison{Pages: []office.ComparedPage{
		{Page: 0, Sheet: 0, Skew: 0.4, Scale: 0.98, Differences: []office.Difference{
			{Kind: office.Altered, X: 112, Y: 78, W: 9, H: 5}, {Kind: office.ByHand, X: 120, Y: 215, W: 44, H: 44}}},
		{Page: 1, Sheet: 1, Differences: []office.Difference{{Kind: office.Gone, X: 30, Y: 142, W: 155, H: 6}}},
		{Page: 2, Sheet: -1}}, Missing: []int{2}, Strange: []int{2}, Swapped: true}
}

// compared shows what comparing the paper of a printed act found.
func compared(t *testing.T, s *station, found office.Comparison) *Page {
	t.Helper()
	s.found = found
	p := printed(t, s, "1")
	p.PickFiles = func(_ []string, many bool, then func([]string)) { then([]string{"/x/1.jpg", "/x/2.jpg"}) }
	p.Scan()
	kit.Settle()
	if !p.pair.shown {
		t.Fatal("no comparison is shown")
	}
	return p
}

func TestDifferencesAreListedInOrderAndWhatWasAddedByHandStandsApart(t *testing.T) {
	s := newStation()
	p := compared(t, s, differing())
	if len(p.pair.rows) != 2 || p.pair.rows[0].Kind != office.Altered || p.pair.rows[1].Kind != office.Gone || p.pair.byHand.Checked {
		t.Fatalf("listed %+v", p.pair.rows)
	}
	p.pair.byHand.SetChecked(true)
	if len(p.pair.rows) != 3 || p.pair.rows[2].Kind != office.ByHand || len(p.pair.copy.marks[0]) != 2 || p.pair.copy.marks[0][1].Number != 3 {
		t.Errorf("listed %+v, marked %+v", p.pair.rows, p.pair.copy.marks)
	}
	if s.opened != 2 {
		t.Errorf("%d books are open", s.opened)
	}
}

func TestTheKeyboardWalksThroughTheDifferences(t *testing.T) {
	p := compared(t, newStation(), differing())
	for _, step := range []struct{ by, at int }{{1, 0}, {1, 1}, {1, 1}, {-1, 0}, {-1, 0}} {
		p.Move(step.by)
		if p.pair.at != step.at {
			t.Errorf("at %d after a step of %d, not at %d", p.pair.at, step.by, step.at)
		}
	}
}

func TestPaperThatIsTheSameSaysSoAndPagesOutOfOrderAreTold(t *testing.T) {
	p := compared(t, newStation(), office.Comparison{Pages: []office.ComparedPage{{Page: 0}}})
	if p.pair.verdict.Said() != kit.T("printing.same") || p.pair.orderly.Visible() {
		t.Errorf("said %q", p.pair.verdict.Said())
	}
	if tone, _ := verdictOf(p.pair.Found); tone != kit.Good {
		t.Errorf("told in tone %v", tone)
	}
	p.pair.Found = office.Comparison{Missing: []int{1}}
	p.pair.tell()
	if p.pair.verdict.Said() != kit.T("printing.differs-pages") || p.pair.orderly.Said() != "Thiếu trang 2." {
		t.Errorf("said %q, %q", p.pair.verdict.Said(), p.pair.orderly.Said())
	}
}

// A seal that was put on and a figure that was printed in look alike to the program: it says
// that something was added, shows where, and promises nothing.
func TestWhatWasAddedOnPaperIsShownAndNotPassedAsTheSame(t *testing.T) {
	p := compared(t, newStation(), office.Comparison{Pages: []office.ComparedPage{{Page: 0, Differences: []office.Difference{{Kind: office.ByHand, X: 1, Y: 1, W: 9, H: 9}}}}})
	if tone, said := verdictOf(p.pair.Found); tone != kit.Warn || said.Said != kit.T("printing.added", 1) {
		t.Errorf("told %q in tone %v", said.Said, tone)
	}
	if len(p.pair.rows) != 1 || !p.pair.byHand.Checked {
		t.Errorf("%d places are listed", len(p.pair.rows))
	}
	kept := office.ComparedPaper{Found: p.pair.Found}.Keep("Nguyễn Văn Mẫu")
	if kept.Added != 1 || kept.Said() == (office.KeptComparison{Same: true}).Said() {
		t.Errorf("kept as %q", kept.Said())
	}
}

func TestPaperIsKnownByItsCode(t *testing.T) {
	s := newStation()
	s.found = differing()
	p := printed(t, s, "1")
	id := p.act.Conversion.ID
	p.goBack()
	kit.Settle()
	p.PickFiles = func(_ []string, many bool, then func([]string)) { then([]string{"/x/chụp.jpg"}) }
	p.Scan()
	kit.Settle()
	if !p.pair.shown || p.act == nil || p.act.Conversion.ID != id || len(s.compared) != 1 {
		t.Fatal("the paper did not open its act")
	}
	p.Drop([]string{"/x/chụp lại.jpg"})
	kit.Settle()
	if s.compared[0] != "/x/chụp lại.jpg" || len(s.records) != 1 {
		t.Errorf("compared %q", s.compared)
	}
	p.goBack()
	kit.Settle()
	if p.pair.shown || p.act == nil || s.opened != 1 {
		t.Errorf("%d books are open", s.opened)
	}
}

func TestAComparisonThatEndsElsewhereIsToldAndCanBeOpenedAgain(t *testing.T) {
	for name, elsewhere := range map[string]func(p *Page){
		"at the list":       func(p *Page) { p.goBack() },
		"at another place":  func(p *Page) { p.Leave() },
		"in another act":    func(p *Page) { p.Drop([]string{"khác.pdf"}) },
		"back at the place": func(p *Page) { p.Leave(); p.goBack(); p.Enter(); p.Begin() },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStation()
			s.found = differing()
			p := printed(t, s, "1")
			id := p.act.Conversion.ID
			p.Front = p.Enter
			hold := make(chan struct{})
			s.holdCompare = hold
			p.PickFiles = func(_ []string, _ bool, then func([]string)) {}
			p.compare(p.act.Conversion, []string{"/x/1.jpg"})
			elsewhere(p)
			close(hold)
			kit.Settle()
			if p.pair.shown || !p.desk.News.Visible() {
				t.Fatal("nothing is told, or it burst in")
			}
			p.desk.Good("tin khác")
			p.desk.News.Shut()
			p.desk.News.Press()
			kit.Settle()
			if !p.pair.shown || p.act.Conversion.ID != id || len(p.pair.rows) != 2 {
				t.Fatal("the button does not lead to what was found")
			}
			if p.desk.News.Visible() {
				t.Error("still told once it was seen")
			}
			p.goBack()
			kit.Settle()
			if !p.head.found.Visible() {
				t.Fatal("it cannot be opened again")
			}
			p.seeCompared()
			kit.Settle()
			if !p.pair.shown || len(p.pair.rows) != 2 {
				t.Error("it did not open again")
			}
		})
	}
}

func TestAFileThatCameInElsewhereIsToldAndOneButtonLeadsToIt(t *testing.T) {
	s := newStation()
	p := desk(t, s)
	p.Front = p.Enter
	p.importAll([]string{"quyết định.pdf"}, "")
	p.Leave()
	kit.Settle()
	if p.act != nil || !p.desk.News.Visible() {
		t.Fatalf("opened %v behind the clerk's back, told %v", p.act != nil, p.desk.News.Visible())
	}
	p.desk.News.Press()
	kit.Settle()
	if p.act == nil || p.act.Conversion.Message.Name != "quyết định.pdf" {
		t.Error("the button does not lead to the file")
	}
}

func TestAPlaceIsToldInWords(t *testing.T) {
	p := compared(t, newStation(), differing())
	if said := words(p); !said["1 · Trang 1 · phía trên, ở giữa"] || !said["9 × 5 mm"] || !said["Bị đổi"] {
		t.Errorf("said %v", said)
	}
	for want, d := range map[string]office.Difference{
		"top-left": {X: 10, Y: 10}, "middle-centre": {X: 100, Y: 140}, "bottom-right": {X: 190, Y: 280, W: 5, H: 5},
	} {
		if got := thirdOf(d, office.PageShape{W: 210, H: 297}); got != want {
			t.Errorf("%+v lies %s", d, got)
		}
	}
}
