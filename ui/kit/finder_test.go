package kit

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

// shelf holds rows that a finder reads: numbers, the newest first, found by their digits.
type shelf struct {
	mu     sync.Mutex
	rows   []int64
	asked  []Wish
	pieces int
	hold   map[string]chan struct{}
	broken error
}

func shelfOf(n int) *shelf {
	s := &shelf{hold: map[string]chan struct{}{}}
	for i := n - 1; i >= 0; i-- {
		s.rows = append(s.rows, int64(i))
	}
	return s
}

func (s *shelf) add(row int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows = slices.Insert(s.rows, 0, row)
}

func (s *shelf) ask(_ context.Context, w Wish) (found Found[int64], err error) {
	s.mu.Lock()
	s.asked = append(s.asked, w)
	hold, broken := s.hold[w.Text], s.broken
	s.mu.Unlock()
	if hold != nil {
		<-hold
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	found.Keys, found.Rows = []int64{}, s.read
	for _, row := range s.rows {
		said := strconv.FormatInt(row, 10)
		if strings.Contains(said, w.Text) && (len(w.Chosen) == 0 || strings.HasSuffix(said, w.Chosen[0])) {
			found.Keys = append(found.Keys, row)
		}
	}
	return found, broken
}

func (s *shelf) read(_ context.Context, keys []int64) ([]int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pieces++
	return keys, nil
}

func numbered(row int64) office.ID { return office.ID(strconv.FormatInt(row, 10)) }

// finding is a finder over a shelf in a window.
func finding(t testing.TB, s *shelf, filters ...*Filter) *Finder[int64] {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(Look{})
	w := test.NewTempWindow(t, nil)
	f := NewFinder[int64](NewDesk(t.Context(), w), FinderSaid{
		Search: "Tìm", Icon: IconRecords, Empty: "Nơi để các số.", Begin: "Thêm", OnBegin: func() {},
		Count: func(n string) string { return n + " số" }, More: func(n string) string { return "hơn " + n },
	}, filters...)
	f.Ask, f.ID = s.ask, numbered
	f.Show = func(row int64, o *Row) {
		o.Set(strconv.FormatInt(row, 10), "", "")
		o.Chip.Hide()
	}
	w.SetContent(container.NewBorder(f.Head, nil, nil, nil, f.Body))
	w.Resize(fyne.NewSize(600, 500))
	t.Cleanup(func() {
		f.Leave()
		Settle()
	})
	f.Enter(t.Context())
	Settle()
	return f
}

func TestOnlyThePiecesInSightAreReadOfAHundredThousandRows(t *testing.T) {
	s := shelfOf(100_000)
	f := finding(t, s)
	if s.pieces != 1 || f.Count.Text != "100.000 số" {
		t.Errorf("%d pieces read for the first screen of %s", s.pieces, f.Count.Text)
	}
	for step := range 60 {
		f.List.ScrollToOffset(float32(step) * 50_000)
		Settle()
	}
	if s.pieces > 3*60 {
		t.Errorf("%d pieces read for 60 screens", s.pieces)
	}
	if kept := len(f.pieces.known); kept > mostPieces*pieceRows {
		t.Errorf("%d rows kept", kept)
	}
	first, _ := f.pieces.row(int(f.List.GetScrollOffset() / f.List.stride()))
	if first == 0 || len(f.pieces.read) > mostPieces {
		t.Errorf("%d is shown at the top, %d pieces", first, len(f.pieces.read))
	}
}

func TestASearchWaitsForAPauseInTheTyping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := shelfOf(500)
		f := finding(t, s)
		s.asked = nil
		for _, r := range "123" {
			f.Search.TypedRune(r)
			time.Sleep(findPause / 2)
		}
		time.Sleep(2 * findPause)
		synctest.Wait()
		Settle()
		if len(s.asked) != 1 || s.asked[0].Text != "123" || f.Listed() != 1 {
			t.Errorf("asked %v, found %d", s.asked, f.Listed())
		}
	})
}

func TestTheAnswerToAnOlderSearchIsDropped(t *testing.T) {
	s := shelfOf(500)
	late := make(chan struct{})
	s.hold["1"] = late
	f := finding(t, s)
	f.Search.Text = "1"
	f.Find()
	f.Search.Text = "123"
	f.Find()
	close(late)
	Settle()
	if f.Listed() != 1 || f.pieces.found.Keys[0] != 123 {
		t.Errorf("%d rows for 123", f.Listed())
	}
}

func TestAnEmptyPlaceSaysWhatItIsForAndAnEmptySearchHowToGetOutOfIt(t *testing.T) {
	s := shelfOf(0)
	f := finding(t, s)
	if !f.Empty.Visible() || f.Empty.said.Text != "Nơi để các số." || f.Empty.Button.Text != "Thêm" {
		t.Errorf("says %q, offers %q", f.Empty.said.Text, f.Empty.Button.Text)
	}
	s.add(7)
	f.Find()
	Settle()
	if f.Empty.Visible() {
		t.Error("still said although something is listed")
	}
	f.Search.Text = "8"
	f.Find()
	Settle()
	if !f.Empty.Visible() || f.Empty.said.Text != T("kit.none") {
		t.Errorf("says %q of a search that finds nothing", f.Empty.said.Text)
	}
	f.Search.Text = `"8"`
	f.Find()
	Settle()
	if f.Empty.said.Text != T("kit.none-phrase") {
		t.Errorf("says %q of a phrase that is not found", f.Empty.said.Text)
	}
	test.Tap(&f.Empty.Button.Button)
	Settle()
	if f.Empty.Visible() || f.Search.Text != "" || f.Listed() != 1 {
		t.Errorf("%q is searched, %d listed", f.Search.Text, f.Listed())
	}
}

func TestAFilterLetsThroughWhatWasChosenAndADayThatIsNoneIsTold(t *testing.T) {
	s := shelfOf(100)
	f := finding(t, s, NewFilter("Mọi số", Option{Key: "3", Name: "Tận cùng là ba"}), NewDayFilter("Từ ngày"))
	f.filters[0].widget.(*Select).SetSelected("Tận cùng là ba")
	f.Find()
	Settle()
	if f.Listed() != 10 || f.Count.Text != "10 số" {
		t.Errorf("%s, %d listed", f.Count.Text, f.Listed())
	}
	day := f.filters[1].widget.(*Entry)
	day.SetText("32/13")
	f.Find()
	Settle()
	if f.Listed() != 0 || !strings.Contains(f.Empty.said.Text, "32/13") {
		t.Errorf("%d listed, said %q", f.Listed(), f.Empty.said.Text)
	}
	day.SetText("")
	f.filters[0].widget.(*Select).SetSelected("Tận cùng là ba")
	s.rows = []int64{4}
	f.Find()
	Settle()
	if f.Empty.said.Text != T("kit.none-chosen") || f.Empty.Button.Text != T("kit.none-clear") {
		t.Errorf("says %q, offers %q", f.Empty.said.Text, f.Empty.Button.Text)
	}
	s.rows = shelfOf(100).rows
	day.SetText("1/11/2026")
	f.Find()
	Settle()
	if got := s.asked[len(s.asked)-1].Chosen; !slices.Equal(got, []string{"3", "2026-11-01"}) || f.Empty.Visible() {
		t.Errorf("asked %q", got)
	}
	f.Clear()
	Settle()
	if f.Listed() != 100 || day.Text != "" {
		t.Errorf("%d listed after all was cleared", f.Listed())
	}
}

func TestWhatCannotBeReadIsToldAndCanBeTriedAgain(t *testing.T) {
	s := shelfOf(3)
	s.broken = errors.New("EIO")
	f := finding(t, s)
	if !f.Empty.Visible() || !f.Empty.Button.Visible() || f.Listed() != 0 {
		t.Fatal("the failure was not told")
	}
	s.broken = nil
	test.Tap(&f.Empty.Button.Button)
	Settle()
	if f.Empty.Visible() || f.Listed() != 3 {
		t.Errorf("%d listed after trying again", f.Listed())
	}
}

func TestTheChosenRowStaysMarkedAndInItsPlaceWhenOthersComeAboveIt(t *testing.T) {
	s := shelfOf(1000)
	f := finding(t, s)
	opened := 0
	f.OnOpen = func(int64) { opened++ }
	f.List.ScrollToOffset(300 * f.List.stride())
	Settle()
	f.List.Select(303)
	Settle()
	top, chosen := f.List.GetScrollOffset(), f.Chosen()
	for range 3 {
		s.add(int64(len(s.rows)))
		f.Find()
		Settle()
	}
	if f.Chosen() != chosen || f.List.marked != 306 || opened != 1 {
		t.Errorf("%s is chosen, %d marked, opened %d times", f.Chosen(), f.List.marked, opened)
	}
	if moved := (f.List.GetScrollOffset() - top) / f.List.stride(); moved < 2.9 || moved > 3.1 {
		t.Errorf("what the clerk looks at moved by %v rows", 3-moved)
	}
	f.Search.Text = "999"
	f.Find()
	Settle()
	if f.List.marked != -1 || f.Chosen() != chosen {
		t.Errorf("%d is marked where the chosen one is not listed", f.List.marked)
	}
}

func TestWhatIsListedIsReadAgainWhenTheSameIsAskedAgain(t *testing.T) {
	s := shelfOf(200)
	f := finding(t, s)
	for range 2 {
		before := s.pieces
		f.Find()
		if _, still := f.pieces.row(0); !still {
			t.Error("the list is empty while it is asked again")
		}
		Settle()
		if s.pieces == before {
			t.Error("rows that changed on record are shown as they were")
		}
	}
}

func TestScrollingByTheWheelNeverShowsARowThatWasNotRead(t *testing.T) {
	f := finding(t, shelfOf(500))
	const turn = 5 // rows
	for top := 0; top < 300; top += turn {
		f.List.ScrollToOffset(float32(top) * f.List.stride())
		for i := range int(f.List.Size().Height / f.List.stride()) {
			if _, there := f.pieces.row(top + i); !there {
				t.Fatalf("row %d is not there yet", top+i)
			}
		}
		Settle()
	}
}

func TestMarkingARowOutOfSightScrollsNowhere(t *testing.T) {
	f := finding(t, shelfOf(500))
	f.List.ScrollToOffset(100 * f.List.stride())
	Settle()
	at := f.List.GetScrollOffset()
	f.Choose("498")
	if f.List.marked != 1 || f.List.GetScrollOffset() != at {
		t.Errorf("%d is marked, scrolled from %v to %v", f.List.marked, at, f.List.GetScrollOffset())
	}
}

func TestAWaitShowsItself(t *testing.T) {
	for _, listed := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			s := shelfOf(10)
			f := finding(t, s)
			late := make(chan struct{})
			s.hold["5"] = late
			f.Search.Text = "5"
			if !listed {
				f.pieces = pieces[int64]{}
			}
			f.Find()
			passes(2 * ShowsAfter)
			if f.Count.Text != T("kit.reading") || f.waiting.Visible() == listed {
				t.Errorf("says %q, the sign in the place of the list is seen: %v", f.Count.Text, f.waiting.Visible())
			}
			close(late)
			synctest.Wait()
			Settle()
			if f.Count.Text != "1 số" || f.waiting.Visible() {
				t.Errorf("says %q after the answer", f.Count.Text)
			}
		})
	}
}

func TestRowsThatComeByAndByAreReadOnAsTheEndComesNear(t *testing.T) {
	f := finding(t, shelfOf(0))
	var grow func(have []int64) Found[int64]
	grow = func(have []int64) Found[int64] {
		found := Found[int64]{Have: have, More: len(have) < 300}
		if found.More {
			found.Next = func(context.Context) (Found[int64], error) {
				for range 100 {
					have = append(have, int64(len(have)))
				}
				return grow(have), nil
			}
		}
		return found
	}
	var listed []int
	f.Ask = func(_ context.Context, w Wish) (Found[int64], error) {
		listed = append(listed, w.Listed)
		found := grow(nil)
		for found.count() < max(100, w.Listed) {
			found, _ = found.Next(t.Context())
		}
		return found, nil
	}
	f.Find()
	Settle()
	if f.Listed() != 100 || f.Count.Text != "hơn 100" {
		t.Fatalf("%d listed, %q", f.Listed(), f.Count.Text)
	}
	for range 6 {
		f.List.ScrollToOffset(f.List.GetScrollOffset() + 50*f.List.stride())
		Settle()
	}
	at := f.List.GetScrollOffset()
	if f.Listed() != 300 || f.Count.Text != "300 số" || at < 150*f.List.stride() {
		t.Fatalf("%d listed, %q, at %v", f.Listed(), f.Count.Text, at)
	}
	f.Find()
	Settle()
	if f.Listed() != 300 || f.List.GetScrollOffset() != at || listed[len(listed)-1] != 300 {
		t.Errorf("asked again for %v, %d listed, at %v", listed, f.Listed(), f.List.GetScrollOffset())
	}
}

func TestTheKeyboardGoesFromTheSearchToTheRowsAndBack(t *testing.T) {
	f := finding(t, shelfOf(30))
	var opened []int64
	f.OnOpen = func(row int64) { opened = append(opened, row) }
	canvas := f.desk.Window.Canvas()
	f.desk.Focus(f.Search)
	f.Search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if canvas.Focused() != fyne.Focusable(f.List) {
		t.Fatalf("the keyboard is at %T", canvas.Focused())
	}
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeyUp} {
		f.List.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if !slices.Equal(opened, []int64{28}) || canvas.Focused() != fyne.Focusable(f.Search) {
		t.Errorf("opened %v, the keyboard is at %T", opened, canvas.Focused())
	}
}

func TestLeavingLetsTheRowsGo(t *testing.T) {
	f := finding(t, shelfOf(300))
	f.Leave()
	if f.Listed() != 0 || len(f.pieces.known) > 0 {
		t.Errorf("%d rows are kept", len(f.pieces.known))
	}
	f.Find() // a change that is told late
	Settle()
	if f.Listed() != 0 {
		t.Error("rows are read for a page that the clerk has left")
	}
}

// TestRowsThatCannotBeReadAreNotAskedForWithoutAnEnd: to tell of them draws the list anew.
func TestRowsThatCannotBeReadAreNotAskedForWithoutAnEnd(t *testing.T) {
	s := shelfOf(500)
	f := finding(t, s)
	asked := 0
	f.Ask = func(_ context.Context, w Wish) (Found[int64], error) {
		return Found[int64]{Keys: []int64{1, 2, 3}, Rows: func(context.Context, []int64) ([]int64, error) {
			asked++
			return nil, errors.New("disk I/O error")
		}}, nil
	}
	f.desk.News.OnChanged = f.List.Refresh
	f.Find()
	for range 20 {
		Settle()
		f.List.Refresh()
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	f.Find()
	Settle()
	if asked != 2 {
		t.Errorf("asked %d times after another search", asked)
	}
}
