package digitise

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// lookOn lets what comes come, and the clerk look at it as long as it must be looked at.
func lookOn() {
	kit.Settle()
	kit.Pass(kit.Dwell)
	kit.Settle()
}

// readThrough looks at every page from its head to its foot, by PgDn alone.
func readThrough(p *Page) {
	p.turnTo(0)
	lookOn()
	for range 20 * len(p.sitting.pages) {
		p.Turn(1)
		lookOn()
	}
}

// atHead has a window in which no page is seen whole.
func atHead(t *testing.T, pages ...office.Page) *Page {
	t.Helper()
	p := withPages(t, newStation(), pages...)
	p.desk.Window.Resize(fyne.NewSize(1106, 620))
	kit.Settle()
	return p
}

func seen(p *Page) int { return len(p.sitting.seen()) }

func TestAPageCountsAsSeenOnlyWhenAllOfItWasShown(t *testing.T) {
	p := atHead(t, a4, a4)
	p.turnTo(1)
	kit.Settle()
	if seen(p) != 0 {
		t.Errorf("%d pages ticked of which the foot was not shown", seen(p))
	}
	p.view.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	kit.Settle()
	for p.view.sheet.Step(1) {
	}
	if p.sitting.current != 1 || p.sitting.viewed[p.sitting.pages[0].ID] {
		t.Error("the first page counts as seen")
	}
	readThrough(p)
	if seen(p) != 2 {
		t.Errorf("%d pages ticked after paging through", seen(p))
	}
}

func TestPgDnGoesThroughThePageBeforeItTurns(t *testing.T) {
	p := atHead(t, a4, a4)
	lookOn()
	p.Turn(1)
	lookOn()
	if p.sitting.current != 0 {
		t.Fatal("the page was turned before its foot was shown")
	}
	for range 10 {
		if p.sitting.current == 0 {
			p.Turn(1)
			lookOn()
		}
	}
	if p.sitting.current != 1 || !p.sitting.viewed[p.sitting.pages[0].ID] {
		t.Errorf("page %d in view, %d ticked", p.sitting.current+1, seen(p))
	}
	p.Turn(-1)
	if p.sitting.current != 0 {
		t.Error("PgUp at the head does not go back")
	}
}

func TestFinishingLeadsToAnUnseenPageWithoutTickingIt(t *testing.T) {
	p := atHead(t, a4, a4, a4)
	p.leaf(2)
	p.Finish()
	kit.Settle()
	if seen(p) != 0 || p.sitting.current != 0 {
		t.Errorf("%d pages ticked by the program, page %d in view", seen(p), p.sitting.current+1)
	}
}

// A clerk who only presses the main button has looked at nothing: what it brings before them
// counts once they go on from there themselves.
func TestNoPageIsTickedByPressingTheMainButton(t *testing.T) {
	p := atHead(t, a4, a4)
	for range 8 {
		p.Finish()
		lookOn()
	}
	if seen(p) != 0 {
		t.Fatalf("%d pages ticked by the main button", seen(p))
	}
	for range 40 {
		p.Turn(1)
		lookOn()
	}
	if seen(p) != 2 {
		t.Errorf("%d pages ticked after paging through", seen(p))
	}
}

func TestTheWheelCountsWhatTheClerkWasLedTo(t *testing.T) {
	p := atHead(t, a4)
	p.desk.Window.Resize(fyne.NewSize(1366, 668)) // no part lies at the side
	lookOn()
	p.Finish() // leads to below the head, which is the end of the page
	lookOn()
	if seen(p) != 0 {
		t.Fatal("the program ticked it")
	}
	hand := &kittest.Hand{Window: p.desk.Window}
	hand.Wheel(fyne.CurrentApp().Driver().AbsolutePositionForObject(p.view.sheet).AddXY(100, 100), -20)
	if seen(p) != 1 {
		t.Error("a turn of the wheel is not the clerk's")
	}
}

func TestAPageTooSmallToReadIsNotSeenAndSaysSo(t *testing.T) {
	p := atHead(t, a4, a4)
	for _, z := range []kit.Zoom{kit.FitPage, 25, 50, 67} {
		p.view.sheet.SetZoom(z)
		kit.Settle()
		readThrough(p)
		if seen(p) != 0 || !p.view.small.Visible() {
			t.Errorf("zoom %v: %d pages ticked, said: %v", z, seen(p), p.view.small.Visible())
		}
	}
	p.view.sheet.SetZoom(80)
	kit.Settle()
	if p.view.small.Visible() {
		t.Error("still called too small")
	}
	readThrough(p)
	if seen(p) != 2 {
		t.Errorf("%d pages ticked at 80 %%", seen(p))
	}
}

func TestAThumbnailTellsAPageSeenInPart(t *testing.T) {
	p := atHead(t, a4, a4)
	flags := func(i int) (words []string) {
		page := p.sitting.pages[i]
		for _, f := range flagsOf(page, p.thumbs.shown.viewed[page.ID], p.thumbs.shown.glancesOf(page).Any()) {
			words = append(words, f.word)
		}
		return words
	}
	lookOn()
	part, whole := kit.T("digitise.flag-part"), kit.T("digitise.flag-viewed")
	if got := flags(0); len(got) != 1 || got[0] != part {
		t.Errorf("the page of which the head was shown is called %q", got)
	}
	if got := flags(1); len(got) != 0 {
		t.Errorf("the page that was never in view is called %q", got)
	}
	readThrough(p)
	if got := flags(0); len(got) != 1 || got[0] != whole {
		t.Errorf("the page that was read is called %q", got)
	}
}

func TestATurnedPageIsLookedAtAnew(t *testing.T) {
	p := atHead(t, a4)
	p.turnPage(1)
	kit.Settle()
	lookOn()
	g := p.sitting.glancesOf(p.sitting.page())
	if g.All() || seen(p) != 0 {
		t.Error("the turned page counts as seen")
	}
}

// Four keys in half a second are no reading of two pages; what was in view so briefly is not
// called seen in part either.
func TestPagesThatWereOnlyLeafedThroughAreNotSeen(t *testing.T) {
	p := atHead(t, a4, a4)
	for range 8 {
		p.Turn(1)
		kit.Settle()
		kit.Pass(100 * time.Millisecond)
		kit.Settle()
	}
	if p.sitting.current != 1 {
		t.Fatalf("page %d in view: PgDn does not go on", p.sitting.current+1)
	}
	if first := p.sitting.pages[0]; seen(p) != 0 || p.sitting.glancesOf(first).Any() {
		t.Errorf("%d pages ticked in less than a second", seen(p))
	}
	p.Finish()
	lookOn()
	if seen(p) != 0 || p.sitting.current != 0 {
		t.Errorf("%d pages ticked, page %d in view after the main button", seen(p), p.sitting.current+1)
	}
	readThrough(p)
	if seen(p) != 2 {
		t.Errorf("%d pages ticked after reading", seen(p))
	}
}
