package kit

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

const longList = 100_000

// slow is a shelf of which the first keys are there at once, and all of them once they are let go.
type slow struct {
	*shelf
	let    chan struct{}
	ending error
	asked  []int // how many keys, by each question
	reads  chan struct{}
}

// beginning is a finder over a slow shelf that shows its first rows, while all keys are held back.
func beginning(t *testing.T) (*slow, *Finder[int64]) {
	t.Helper()
	s := &slow{shelf: shelfOf(longList), let: make(chan struct{})}
	f := finding(t, shelfOf(0))
	f.Ask = s.ask
	f.Find()
	SettleUntil(func() bool { _, read := f.pieces.row(0); return read })
	return s, f
}

func (s *slow) ask(ctx context.Context, w Wish) (Found[int64], error) {
	return Keyed(ctx, w, longList, func(ctx context.Context, most int) ([]int64, bool, error) {
		s.mu.Lock()
		s.asked = append(s.asked, most)
		let := s.let
		s.mu.Unlock()
		if most == longList {
			<-let
			if s.ending != nil {
				return nil, false, s.ending
			}
		}
		all, err := s.shelf.ask(ctx, w)
		return all.Keys[:min(most, len(all.Keys))], most < len(all.Keys), err
	}, s.read)
}

func (s *slow) read(ctx context.Context, keys []int64) ([]int64, error) {
	if s.reads != nil {
		<-s.reads
	}
	return s.shelf.read(ctx, keys)
}

// all lets all keys be read, and waits for them.
func (s *slow) all() {
	close(s.let)
	Settle()
}

func TestTheFirstRowsAreSeenBeforeAllKeysWereRead(t *testing.T) {
	s, f := beginning(t)
	if f.Listed() != firstKeys || f.Count.Text != T("kit.reading") || f.waiting.Visible() {
		t.Errorf("%d rows are listed, said %q", f.Listed(), f.Count.Text)
	}
	if first, _ := f.pieces.row(0); first != longList-1 {
		t.Errorf("the first row is %d", first)
	}
	before := s.pieces
	s.all()
	if f.Listed() != longList || f.Count.Text != "100.000 số" || f.List.GetScrollOffset() != 0 {
		t.Errorf("%d rows are listed at %v, said %q", f.Listed(), f.List.GetScrollOffset(), f.Count.Text)
	}
	if s.pieces != before {
		t.Error("rows that are shown were read again for those behind them")
	}
	f.List.ScrollToBottom()
	Settle()
	if last, there := f.pieces.row(longList - 1); !there || last != 0 {
		t.Errorf("the last row is %d", last)
	}
}

func TestAShortAnswerIsAskedForOnce(t *testing.T) {
	for _, n := range []int{0, 1, firstKeys} {
		s := &slow{shelf: shelfOf(n), let: make(chan struct{})}
		f := finding(t, shelfOf(0))
		f.Ask = s.ask
		f.Find()
		Settle()
		if f.Listed() != n || f.Count.Text != Grouped(n)+" số" || !slices.Equal(s.asked, []int{firstKeys}) {
			t.Errorf("of %d rows %d are listed, said %q, asked for %v", n, f.Listed(), f.Count.Text, s.asked)
		}
	}
}

// inTheMiddle scrolls among the first rows, opens one, and puts the keyboard on another.
func inTheMiddle(f *Finder[int64]) (opened, onKeyboard int64) {
	f.List.ScrollToOffset(100 * f.List.stride())
	SettleUntil(func() bool { _, read := f.pieces.row(109); return read })
	f.desk.Focus(f.List)
	f.List.putOn(103)
	f.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	for range 2 {
		f.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	opened, _ = f.pieces.row(103)
	onKeyboard, _ = f.pieces.row(105)
	return opened, onKeyboard
}

func TestNothingJumpsWhenAllKeysWereRead(t *testing.T) {
	for name, change := range map[string]func(s *shelf){
		"nothing changed":         func(*shelf) {},
		"one came on top":         func(s *shelf) { s.rows = slices.Insert(s.rows, 0, longList) },
		"one above has gone":      func(s *shelf) { s.rows = slices.Delete(s.rows, 50, 51) },
		"one came and three went": func(s *shelf) { s.rows = slices.Insert(slices.Delete(s.rows, 10, 13), 0, longList) },
	} {
		t.Run(name, func(t *testing.T) {
			s, f := beginning(t)
			var opened []int64
			f.OnOpen = func(row int64) { opened = append(opened, row) }
			chosen, on := inTheMiddle(f)
			top := f.rowAtTop(t)
			s.mu.Lock()
			change(s.shelf)
			s.mu.Unlock()
			s.all()
			if f.Listed() != min(longList, len(s.rows)) {
				t.Fatalf("%d rows are listed of %d", f.Listed(), len(s.rows))
			}
			if now := f.rowAtTop(t); now != top {
				t.Errorf("%d is at the top of the view, was %d", now, top)
			}
			if at := f.List.marked; at < 0 || f.pieces.found.Keys[at] != chosen || f.Chosen() != numbered(chosen) {
				t.Errorf("row %d is marked", at)
			}
			f.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			if want := []int64{chosen, on}; !slices.Equal(opened, want) || f.desk.Window.Canvas().Focused() != fyne.Focusable(f.List) {
				t.Errorf("opened %v, want %v; the keyboard is at %T", opened, want, f.desk.Window.Canvas().Focused())
			}
			f.isTrue(t)
		})
	}
}

// rowAtTop is the row at the top of the view.
func (f *Finder[R]) rowAtTop(t *testing.T) R {
	t.Helper()
	row, there := f.pieces.row(int(f.List.GetScrollOffset()/f.List.stride() + 0.5))
	if !there {
		t.Error("the row at the top of the view is not there")
	}
	return row
}

// isTrue holds that each row that was read stands under its own key, and that what is in view was.
func (f *Finder[R]) isTrue(t *testing.T) {
	t.Helper()
	for key, row := range f.pieces.known {
		if any(row) != any(key) {
			t.Fatalf("%v is shown as %d", row, key)
		}
	}
	top := int(f.List.GetScrollOffset() / f.List.stride())
	for i := range int(f.List.Size().Height / f.List.stride()) {
		if _, there := f.pieces.row(top + i); !there {
			t.Errorf("row %d in view is not there", top+i)
		}
	}
}

func TestRowsThatWereReadForTheOldOrderAreNotShownInTheNewOne(t *testing.T) {
	s, f := beginning(t)
	s.reads = make(chan struct{})
	f.List.ScrollToOffset(120 * f.List.stride()) // its piece is being read
	s.add(longList)
	close(s.let)
	SettleUntil(func() bool { return f.Listed() == longList }) // one of the newest 100.000 came on top
	close(s.reads)
	Settle()
	f.isTrue(t)
	if first, _ := f.pieces.row(0); f.pieces.found.Keys[0] != longList || first == longList-1 {
		t.Errorf("row 0 is %d", first)
	}
}

func TestAPieceThatWasReadForOtherKeysIsDropped(t *testing.T) {
	var p pieces[int64]
	before := shelfOf(2 * pieceRows).rows
	p.take(Found[int64]{Keys: before})
	if want := p.wanting(0); !slices.Equal(want, []int{0}) {
		t.Fatalf("pieces %v are wanting", want)
	}
	p.take(Found[int64]{Keys: append([]int64{longList}, before...)})
	p.keep(0, before[:pieceRows], before[:pieceRows])
	if want := p.wanting(0); !slices.Equal(want, []int{0}) {
		t.Errorf("pieces %v are wanting, of which the first row was not read", want)
	}
	for i := range pieceRows {
		if row, there := p.row(i); there && row != p.found.Keys[i] {
			t.Fatalf("%d is shown for %d", row, p.found.Keys[i])
		}
	}
	p.keep(0, p.keysOf(0), p.keysOf(0))
	if first, there := p.row(0); !there || first != longList {
		t.Errorf("row 0 is %d", first)
	}
}

func TestWhatIsAskedAgainIsAskedForWhole(t *testing.T) {
	s, f := beginning(t)
	s.all()
	s.asked, s.let = nil, make(chan struct{})
	f.List.ScrollToOffset(60_000 * f.List.stride())
	Settle()
	at := f.List.GetScrollOffset()
	f.Find()
	if f.Listed() != longList {
		t.Errorf("%d rows are listed while the same is asked again", f.Listed())
	}
	s.all()
	if f.Listed() != longList || f.List.GetScrollOffset() != at || !slices.Equal(s.asked, []int{longList}) {
		t.Errorf("%d rows at %v, which was %v; asked for %v", f.Listed(), f.List.GetScrollOffset(), at, s.asked)
	}
}

func TestAChangeThatIsToldWhileKeysAreReadIsNotLost(t *testing.T) {
	s, f := beginning(t)
	s.add(longList)
	f.Find()
	SettleUntil(func() bool { return f.pieces.found.Keys[0] == longList })
	s.all()
	if f.Listed() != longList || f.pieces.found.Keys[0] != longList || f.Count.Text != "hơn 100.000" {
		t.Errorf("%d rows from %d, said %q", f.Listed(), f.pieces.found.Keys[0], f.Count.Text)
	}
	f.isTrue(t)
}

func TestKeysThatCannotBeReadAreToldAndTheirCountIsNotSaid(t *testing.T) {
	s, f := beginning(t)
	s.ending = errors.New("disk I/O error")
	s.all()
	for range 20 { // to tell of it draws the list anew
		f.List.ScrollToBottom()
		f.List.Refresh()
		Settle()
	}
	if f.Listed() != firstKeys || f.Count.Text != "hơn 200" || !slices.Equal(s.asked, []int{firstKeys, longList}) {
		t.Errorf("%d rows are listed, said %q, asked for %v", f.Listed(), f.Count.Text, s.asked)
	}
	s.ending = nil
	f.Find()
	Settle()
	if f.Listed() != longList || f.Count.Text != "100.000 số" {
		t.Errorf("%d rows are listed after another search, said %q", f.Listed(), f.Count.Text)
	}
}

func TestEndLeadsToTheEndAlsoOfWhatIsStillBeingRead(t *testing.T) {
	s, f := beginning(t)
	f.desk.Focus(f.List)
	f.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	s.all()
	if on := f.List.onRow(); on != longList-1 {
		t.Errorf("the keyboard is on row %d", on)
	}
	f.isTrue(t)
	f.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if on := f.List.onRow(); on != 0 || f.List.GetScrollOffset() != 0 {
		t.Errorf("the keyboard is on row %d, at %v", on, f.List.GetScrollOffset())
	}
	s.let = make(chan struct{})
	f.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	f.Search.Text = "9"
	f.Find() // something else is listed from its top
	SettleUntil(func() bool { return f.Listed() == firstKeys })
	s.all()
	if on := f.List.onRow(); on != 0 || f.Listed() <= firstKeys || !strings.HasSuffix(f.Count.Text, " số") {
		t.Errorf("the keyboard is on row %d of %s", on, f.Count.Text)
	}
}

func TestThePointerDoesNotLeadTheKeyboard(t *testing.T) {
	f := finding(t, shelfOf(300))
	f.desk.Focus(f.List)
	f.List.putOn(7)
	test.MoveMouse(f.desk.Window.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(f.List).AddXY(40, 10))
	f.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if on := f.List.onRow(); on != 6 || f.desk.Window.Canvas().Focused() != fyne.Focusable(f.List) {
		t.Errorf("the keyboard is on row %d, at %T", on, f.desk.Window.Canvas().Focused())
	}
}
