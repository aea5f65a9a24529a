package reader

import (
	"math"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

func TestOnlyPagesInSightAreDrawnAndKept(t *testing.T) {
	b := newBook(copies(1000, a4)...)
	r := reading(t, b)
	if pages := b.pages(); len(pages) > 8 || !slices.Contains(pages, 0) {
		t.Errorf("drawn at first: %v", pages)
	}
	for range 150 {
		r.Turn(1)
	}
	kit.Settle()
	r.view.TypedKey(key(fyne.KeyEnd))
	kit.Settle()
	if r.Front() != 999 {
		t.Errorf("at the end page %d is in front", r.Front())
	}
	if b.times(999) == 0 {
		t.Error("the last page was not drawn")
	}
	if r.shelf.bytes > mostBytes+40<<20 {
		t.Errorf("%d MB of pictures are kept", r.shelf.bytes>>20)
	}
	if n := len(r.view.board.slots) + len(r.view.board.spare); n > 6 {
		t.Errorf("%d slots for what fits the view", n)
	}
}

func TestWhatTheClerkHasPassedIsNotDrawn(t *testing.T) {
	b := newBook(copies(50, a4)...)
	b.hold = make(chan struct{})
	r := empty(t)
	r.Show(b)
	for i := range 30 {
		r.GoTo(i)
	}
	close(b.hold)
	kit.Settle()
	for w := range r.shelf.kept {
		if w.page > 8 && w.page < 26 {
			t.Errorf("page %d was drawn to the end at %g dpi, %d rows", w.page, w.dpi, len(r.thumbs.rows))
		}
	}
	if r.shelf.has(r.view.sharp(29)) == nil {
		t.Error("the page in front is not there")
	}
}

func TestWideAnnexesFitBetweenNarrowPages(t *testing.T) {
	r := reading(t, newBook(a4, a3, a4))
	room := r.view.Size().Width
	for i := range 3 {
		if at, size := r.view.strip.place(i); at.X < margin-1 || at.X+size.Width > room {
			t.Errorf("page %d lies from %g to %g of %g", i, at.X, at.X+size.Width, room)
		}
	}
	r.view.setZoom(100)
	if w := r.view.strip.sizes[1].Width; w < 1586 || w > 1589 {
		t.Errorf("A3 at 100 %% is %g wide", w)
	}
	r.view.setZoom(kit.FitPage)
	if h := r.view.strip.sizes[0].Height; h > r.view.Size().Height {
		t.Errorf("a whole page is %g tall", h)
	}
}

func TestAPictureIsAsFineAsItIsShownAndNotTooLarge(t *testing.T) {
	r := reading(t, newBook(a4, office.PageShape{W: 5000, H: 5000}))
	r.view.setZoom(100)
	if got := r.view.sharp(0).dpi; got < 95.9 || got > 96.1 {
		t.Errorf("at 100 %%: %g dpi", got)
	}
	r.view.setZoom(400)
	for i, s := range r.shelf.book.Shapes() {
		if d := r.view.sharp(i).dpi / mmPerInch; s.W*d*s.H*d > mostPixels*1.01 {
			t.Errorf("page %d: %g dpi", i, d)
		}
	}
}

func TestZoomStaysWithinItsBoundsAndKeepsThePlace(t *testing.T) {
	r := reading(t, newBook(copies(20, a4)...))
	r.GoTo(7)
	r.view.scrollBy(0, 200)
	for range 20 {
		r.Zoom(1)
	}
	if r.view.percent() != float64(kit.GreatestZoom) || r.Front() != 7 {
		t.Errorf("%.0f %%, page %d in front", r.view.percent(), r.Front())
	}
	for range 20 {
		r.Zoom(-1)
	}
	if r.view.percent() != float64(kit.LeastZoom) {
		t.Errorf("%.0f %%", r.view.percent())
	}
	r.Zoom(0)
	if r.view.zoom != kit.FitWidth {
		t.Error("Ctrl and 0 does not fit the width")
	}
}

func TestCtrlAndTheWheelZoom(t *testing.T) {
	r := reading(t, newBook(copies(3, a4)...))
	r.view.setZoom(100)
	held := fyne.KeyModifierShortcutDefault
	real := kit.Modifiers
	kit.Modifiers = func() fyne.KeyModifier { return held }
	defer func() { kit.Modifiers = real }()
	up := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 10)}
	r.view.scroll.Scrolled(up)
	if math.Round(r.view.percent()) != 125 {
		t.Errorf("%.0f %%", r.view.percent())
	}
	held = 0
	r.view.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -50)})
	if math.Round(r.view.percent()) != 125 || r.view.scroll.Offset.Y == 0 {
		t.Errorf("%.0f %%, scrolled to %v", r.view.percent(), r.view.scroll.Offset)
	}
}

func TestTheKeyboardGoesEverywhere(t *testing.T) {
	r := reading(t, newBook(copies(9, a4)...))
	r.Focus()
	r.view.TypedKey(key(fyne.KeyPageDown))
	if got, want := r.view.scroll.Offset.Y, whole(pageScroll*float64(r.view.Size().Height)); got != want {
		t.Errorf("PgDn scrolls to %g, not %g", got, want)
	}
	r.view.TypedKey(key(fyne.KeyPageUp))
	r.view.TypedKey(key(fyne.KeyDown))
	if r.view.scroll.Offset.Y != arrowScroll {
		t.Errorf("down by %g", r.view.scroll.Offset.Y)
	}
	r.view.TypedKey(key(fyne.KeyEnd))
	if r.Front() != 8 || r.bar.page.Text != "9" {
		t.Errorf("End: page %d, the bar says %q", r.Front(), r.bar.page.Text)
	}
	r.view.TypedKey(key(fyne.KeyHome))
	if r.Front() != 0 {
		t.Errorf("Home: page %d", r.Front())
	}
	r.bar.page.SetText("5")
	r.bar.page.TypedKey(key(fyne.KeyReturn))
	if r.Front() != 4 {
		t.Errorf("typed 5: page %d", r.Front())
	}
	for _, nonsense := range []string{"x", "", "-3", "4000"} {
		r.bar.page.SetText(nonsense)
		r.bar.page.TypedKey(key(fyne.KeyReturn))
		if r.bar.page.Text != map[bool]string{true: "9", false: "1"}[r.Front() == 8] && r.bar.page.Text != "5" {
			t.Errorf("typed %q: the bar says %q on page %d", nonsense, r.bar.page.Text, r.Front())
		}
	}
	r.view.TypedKey(key(fyne.KeyHome))
	r.view.TypedRune('+')
	if r.view.zoom == kit.FitWidth {
		t.Error("+ does not zoom")
	}
}

func TestASearchShowsWhatItFindsAndGoesAround(t *testing.T) {
	b := newBook(copies(60, a4)...)
	b.words = map[string][]int{"chợ": {2, 2, 5, 59}}
	r := reading(t, b)
	r.Search()
	test.Type(r.bar.words, "chợ")
	kit.Settle()
	if len(r.finder.hits) != 4 || r.finder.here != 0 || r.Front() != 2 || r.bar.count.Text != "1/4" {
		t.Fatalf("%d places, at %d, page %d, %q", len(r.finder.hits), r.finder.here, r.Front(), r.bar.count.Text)
	}
	if h := r.view.hits[2]; len(h) != 2 || !h[0].here || h[1].here {
		t.Errorf("on page 3: %v", h)
	}
	enter := key(fyne.KeyReturn)
	for _, page := range []int{2, 5, 59, 2} {
		r.bar.words.TypedKey(enter)
		if r.Front() != page {
			t.Errorf("Enter: page %d, not %d", r.Front(), page)
		}
	}
	real := kit.Modifiers
	kit.Modifiers = func() fyne.KeyModifier { return fyne.KeyModifierShift }
	defer func() { kit.Modifiers = real }()
	r.bar.words.TypedKey(enter)
	if r.Front() != 59 || r.bar.count.Text != "4/4" {
		t.Errorf("Shift and Enter: page %d, %q", r.Front(), r.bar.count.Text)
	}
	r.bar.words.TypedKey(key(fyne.KeyEscape))
	if len(r.view.hits) != 0 || r.bar.words.Text != "" {
		t.Error("Esc leaves marks behind")
	}
}

func TestASearchBeginsAtThePageInFrontAndGoesAround(t *testing.T) {
	b := newBook(copies(300, a4)...)
	b.words = map[string][]int{"chợ": {}, "đầu": {3}}
	for i := range 300 {
		b.words["chợ"] = append(b.words["chợ"], i)
	}
	r := reading(t, b)
	r.GoTo(100)
	kit.Settle()
	r.bar.words.SetText("chợ")
	kit.Settle()
	if len(r.finder.hits) != 300 || r.Front() != 100 || r.bar.count.Text != "101/300" {
		t.Errorf("%d places, page %d, %q", len(r.finder.hits), r.Front(), r.bar.count.Text)
	}
	for i, h := range r.finder.hits {
		if h.Page != i {
			t.Fatalf("place %d is on page %d", i, h.Page)
		}
	}
	if b.found[0] != 100 {
		t.Errorf("searched first from page %d", b.found[0])
	}
	r.bar.words.SetText("đầu")
	kit.Settle()
	if r.Front() != 3 || r.bar.count.Text != "1/1" {
		t.Errorf("page %d, %q", r.Front(), r.bar.count.Text)
	}
}

func TestASearchThatFindsNothingSaysSo(t *testing.T) {
	r := reading(t, newBook(copies(3, a4)...))
	r.bar.words.SetText("không đâu")
	kit.Settle()
	if r.bar.count.Text != kit.T("reader.none") || !r.bar.next.Disabled() {
		t.Errorf("%q", r.bar.count.Text)
	}
}

func TestAPageThatCannotBeDrawnSaysSoInItsPlace(t *testing.T) {
	b := newBook(copies(4, a4)...)
	b.torn = 1
	r := reading(t, b)
	r.GoTo(1)
	kit.Settle()
	s := r.view.board.slot(1)
	if s == nil || !s.failure.Visible() || s.failing == nil {
		t.Fatal("the page does not say why it is empty")
	}
	asked := b.times(1)
	r.GoTo(0)
	r.GoTo(1)
	kit.Settle()
	if b.times(1) != asked {
		t.Error("it is drawn again though it fails")
	}
	b.torn = -1
	test.Tap(&s.failure.Button.Button)
	kit.Settle()
	if s = r.view.board.slot(1); s.failure.Visible() || s.picture.Image == nil {
		t.Error("it was not tried again")
	}
}

func TestAPageTellsThatItIsComingOnlyWhenTheWaitIsFelt(t *testing.T) {
	b := newBook(a4)
	b.hold = make(chan struct{})
	r := empty(t)
	synctest.Test(t, func(t *testing.T) {
		s := newSlot(func() {})
		s.turnTo(0)
		s.startWaiting()
		time.Sleep(kit.ShowsAfter / 2)
		synctest.Wait()
		kit.Settle()
		if s.wait.Visible() {
			t.Error("the word flashed before the wait was felt")
		}
		time.Sleep(kit.ShowsAfter)
		synctest.Wait()
		kit.Settle()
		if !s.wait.Visible() || s.wait.Text != kit.T("reader.drawing", 1) {
			t.Errorf("%v %q", s.wait.Visible(), s.wait.Text)
		}
		s.stopWaiting()
		if s.wait.Visible() {
			t.Error("the word outlived the wait")
		}
	})
	r.Show(b)
	close(b.hold)
	kit.Settle()
	if s := r.view.board.slot(0); s.later != nil || s.waits {
		t.Error("a page that is there is still waited for")
	}
	r.Close()
	kit.Settle()
}

func TestAPageIsSeenWhenAllOfItWasBeforeTheClerk(t *testing.T) {
	b := newBook(copies(3, a4)...)
	r := reading(t, b)
	var seen []int
	r.OnSeen = func(page int) { seen = append(seen, page) }
	r.view.setZoom(kit.FitWidth)
	kit.Settle()
	if len(seen) > 0 {
		t.Fatalf("seen though only its head was in view: %v", seen)
	}
	for range 3 {
		r.Turn(1)
		kit.Settle()
	}
	if len(seen) > 0 {
		t.Fatalf("seen though it was leafed through in no time: %v", seen)
	}
	r.GoTo(0)
	for range 3 {
		kit.Pass(kit.Dwell)
		r.Turn(1)
		kit.Settle()
	}
	kit.Pass(kit.Dwell)
	if !slices.Equal(seen, []int{0}) || !r.ticked[0] || r.ticked[1] {
		t.Errorf("seen %v", seen)
	}
	r.view.TypedKey(key(fyne.KeyEnd)) // the middle of page 2 was never in view
	kit.Settle()
	kit.Pass(kit.Dwell)
	if slices.Contains(seen, 1) {
		t.Error("a page counts as seen that was jumped over")
	}
}

func TestAPageIsSeenAtSeventyDotsToTheInchAndNoLess(t *testing.T) {
	half := office.PageShape{W: 105, H: 74} // lies whole in view at every size below
	for zoom, all := range map[kit.Zoom]bool{25: false, 45: false, 50: false, 72: false, 73: true, 100: true} {
		r := reading(t, newBook(half))
		r.view.setZoom(25)
		kit.Settle()
		seen := 0
		r.OnSeen = func(int) { seen++ }
		r.ticked, r.view.glanced = map[int]bool{}, make([]kit.Glances, 1)
		r.view.setZoom(zoom)
		kit.Settle()
		kit.Pass(kit.Dwell)
		if (seen == 1) != all {
			t.Errorf("at %g %%: seen %d times", float64(zoom), seen)
		}
	}
}

func TestAPageThatIsNotThereYetIsNotSeen(t *testing.T) {
	b := newBook(copies(2, a4)...)
	r := reading(t, b)
	b.hold = make(chan struct{})
	r.OnSeen = func(page int) { t.Errorf("page %d is seen", page) }
	r.view.setZoom(kit.FitPage)
	r.Close()
	close(b.hold)
	kit.Settle()
}

func TestMarksLieOnTheirPlacesAtEveryZoom(t *testing.T) {
	r := reading(t, newBook(copies(2, a4)...))
	r.SetMarks(map[int][]Mark{0: {{Box: [4]float64{50, 20, 100, 30}, Tone: kit.Bad, Number: 3}}})
	for _, zoom := range []kit.Zoom{50, 100, 200} {
		r.view.setZoom(zoom)
		s := r.view.board.slot(0)
		if len(s.marks) != 2 {
			t.Fatalf("%d objects for one mark with a number", len(s.marks))
		}
		u := float32(kit.UnitsPerMM * float64(zoom) / 100)
		at, size := s.marks[0].Position().Subtract(s.paper.Position()), s.marks[0].Size()
		if d := at.X - 50*u; d < -4 || d > -2 {
			t.Errorf("at %g %%: begins at %g, not %g", float64(zoom), at.X, 50*u)
		}
		if d := size.Height - 10*u; d < 5 || d > 7 {
			t.Errorf("at %g %%: %g tall, not %g", float64(zoom), size.Height, 10*u)
		}
	}
}

func TestAnInvalidSignatureOpensThePanel(t *testing.T) {
	r := reading(t, newBook(a4))
	r.SetAbout(About{Signatures: &office.SignatureReport{Verdict: office.SignatureValid}})
	if r.side.content.Visible() {
		t.Error("the panel opens though nothing is wrong")
	}
	r.SetAbout(About{Signatures: signedBoth})
	if !r.side.content.Visible() {
		t.Error("the panel stays closed")
	}
	test.Tap(&r.bar.side.Button)
	if r.side.content.Visible() {
		t.Error("the button does not close it")
	}
}

// What is known of a document comes again when the clerk comes back to its page, with the
// panel open: what breaks its lines knows its height only once it has its width.
func TestNothingInAnOpenPanelLiesOverWhatCameAnew(t *testing.T) {
	long := *signedBoth
	long.Verdict, long.Signatures = office.SignatureReserved, slices.Clone(long.Signatures)
	long.Signatures[1].Reasons = slices.Repeat([]string{"Nơi cấp chứng thư chưa có trong danh sách tin cậy của cơ quan, nên chưa chắc người ký đúng là người có tên."}, 3)
	r := reading(t, newBook(a4))
	r.desk.Window.Resize(fyne.NewSize(900, 500))
	r.SetAbout(About{Signatures: &office.SignatureReport{}})
	r.ShowSide(true)
	for range 2 {
		r.SetAbout(About{Signatures: &long})
		end := r.side.signatures.Position().Y
		for _, card := range r.side.signatures.Objects {
			end = max(end, r.side.signatures.Position().Y+card.Position().Y+card.MinSize().Height)
		}
		if at := r.side.attachments.Position().Y; at < end {
			t.Errorf("the attachments begin at %g, over a card that ends at %g", at, end)
		}
		if got, need := r.side.scroll.Content.Size().Height, r.side.scroll.Content.MinSize().Height; got < need {
			t.Errorf("%g of %g can be scrolled to", got, need)
		}
	}
}

func TestASmallPageLeadsToItsPage(t *testing.T) {
	r := reading(t, newBook(copies(9, a4)...))
	r.thumbs.list.Select(6)
	if r.Front() != 6 {
		t.Errorf("page %d in front", r.Front())
	}
}

func TestClosingABookFreesIt(t *testing.T) {
	b, next := newBook(copies(9, a4)...), newBook(a3)
	r := reading(t, b)
	s := r.shelf
	r.Show(next)
	kit.Settle()
	if !b.closed || len(s.kept) != 0 || len(s.going) != 0 {
		t.Errorf("closed %v, %d pictures kept", b.closed, len(s.kept))
	}
	if r.bar.of.Text != "/ 1" {
		t.Errorf("the bar says %q", r.bar.of.Text)
	}
	r.Close()
	r.Close()
	kit.Settle()
	r.Turn(1)
	r.Zoom(1)
	r.view.TypedKey(key(fyne.KeyEnd))
	r.bar.words.SetText("x")
	if !next.closed || r.bar.of.Text != "" || !r.bar.words.Disabled() {
		t.Errorf("closed %v, the bar says %q", next.closed, r.bar.of.Text)
	}
}

func TestButtonsAboveAScrolledPageAreStillPressed(t *testing.T) {
	r := reading(t, newBook(copies(9, a4)...))
	w := test.NewTempWindow(t, nil)
	pressed := 0
	above := kit.NewButton("Phóng to", nil, func() { pressed++ })
	w.SetPadded(false)
	w.SetContent(container.NewBorder(above, nil, nil, nil, r.view))
	w.Resize(fyne.NewSize(700, 500))
	for _, scrolled := range []float32{0, 300, 2000} {
		r.view.goTo(fyne.NewPos(0, scrolled))
		pressed = 0
		test.TapCanvas(w.Canvas(), fyne.NewPos(20, above.Size().Height/2))
		if pressed != 1 {
			t.Errorf("scrolled by %.0f: pressed %d times", scrolled, pressed)
		}
	}
	r.view.goTo(fyne.NewPos(0, 300))
	test.Scroll(w.Canvas(), fyne.NewPos(300, 300), 0, -50)
	if r.view.scroll.Offset.Y <= 300 {
		t.Error("the wheel does not reach the page")
	}
}
