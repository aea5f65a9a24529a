package kit

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tram/local/job"
	"tram/local/office"
)

func TestMain(m *testing.M) {
	if err := Speak(Vietnamese); err != nil {
		panic(err)
	}
	Rehearse()
	os.Exit(m.Run())
}

func newDesk(t *testing.T) *Desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(Look{})
	return NewDesk(t.Context(), test.NewTempWindow(t, nil))
}

func TestAClerkNeverReadsAnEnglishCause(t *testing.T) {
	cause := errors.New("disk I/O error 0x1f")
	for _, err := range []error{cause, fmt.Errorf("opening: %w", cause), office.BadDate.About("x").Because(cause)} {
		told, ok := Explain(err)
		if !ok || told.Said == "" || told.Next == "" {
			t.Fatalf("%v: nothing was told", err)
		}
		if strings.Contains(told.String(), "I/O") {
			t.Errorf("told %q", told)
		}
	}
}

func TestAFailureIsToldInItsOwnWordsHoweverDeepItLies(t *testing.T) {
	told, _ := Explain(fmt.Errorf("saving: %w", office.BadDate.About("32/13")))
	if told.Said != "Không đọc được ngày “32/13”." {
		t.Errorf("told %q", told.Said)
	}
}

func TestWorkThatTheClerkStoppedIsNoNews(t *testing.T) {
	if _, ok := Explain(fmt.Errorf("reading: %w", context.Canceled)); ok {
		t.Error("a stop by the clerk was told as an error")
	}
	if _, ok := Explain(nil); ok {
		t.Error("nil was told")
	}
}

func TestALoadThatCameTooLateIsDropped(t *testing.T) {
	test.NewTempApp(t)
	ctx, leave := context.WithCancel(context.Background())
	arrived, shown := make(chan struct{}), false
	Load(ctx, func(context.Context) (int, error) { <-arrived; return 7, nil }, func(int, error) { shown = true })
	leave()
	close(arrived)
	Settle()
	if shown {
		t.Error("a page that was left showed its load")
	}
}

func TestALoadBringsItsResultToTheScreen(t *testing.T) {
	test.NewTempApp(t)
	got := 0
	Load(t.Context(), func(context.Context) (int, error) { return 7, nil }, func(n int, err error) { got = n })
	Settle()
	if got != 7 {
		t.Errorf("shown %d", got)
	}
}

func TestGoodNewsGoesAwayAndBadNewsStays(t *testing.T) {
	d := newDesk(t)
	synctest.Test(t, func(t *testing.T) {
		d.Good("Đã lưu.")
		if !d.News.Visible() {
			t.Fatal("good news was not shown")
		}
		time.Sleep(goodStays + time.Second)
		synctest.Wait()
		Settle()
		if d.News.Visible() {
			t.Error("good news stayed")
		}
		if !d.News.TakesRoom() {
			t.Error("the page moves by itself")
		}
		if d.News.Clear(); d.News.TakesRoom() {
			t.Error("the page that came next begins lower")
		}
		d.Good("Đã lưu.")
		d.Tell(office.BadDate.About("x"))
		time.Sleep(time.Hour)
		synctest.Wait()
		Settle()
		if !d.News.Visible() {
			t.Error("bad news went away unread")
		}
	})
}

func TestUndoIsOfferedOnce(t *testing.T) {
	d := newDesk(t)
	undone := 0
	d.Undoable("Đã bỏ trang 3.", func() { undone++ })
	test.Tap(&d.News.deed.Button)
	if undone != 1 || d.News.Visible() {
		t.Errorf("undone %d times, visible %v", undone, d.News.Visible())
	}
}

func TestRunHandsTheEndToTheScreenAndClearsItsBar(t *testing.T) {
	d := newDesk(t)
	var end error
	d.Run("Đang đọc", false, func(context.Context, *job.Progress) error { return office.BadDate.About("x") }, func(err error) { end = err })
	Settle()
	if !errors.Is(end, office.BadDate) || len(d.Works.bars) != 0 {
		t.Errorf("end = %v, %d bars", end, len(d.Works.bars))
	}
}

func TestABarShowsItselfOnlyWhenTheWaitIsFelt(t *testing.T) {
	d := newDesk(t)
	synctest.Test(t, func(t *testing.T) {
		var board job.Board
		j := board.Start(t.Context(), "Đang ghi PDF", false, func(ctx context.Context, p *job.Progress) error {
			p.Expect(100)
			p.Did(12)
			p.Say("trang 12")
			<-ctx.Done()
			return ctx.Err()
		})
		bar, told := NewJobBar(j), 0
		bar.appeared = func() { told++ }
		d.Window.SetContent(bar)
		time.Sleep(100 * time.Millisecond)
		synctest.Wait()
		Settle()
		if bar.Visible() {
			t.Error("the bar flashed before the wait was felt")
		}
		time.Sleep(200 * time.Millisecond)
		synctest.Wait()
		Settle()
		if !bar.Visible() || bar.bar.Value != 12 || bar.doing.Visible() {
			t.Errorf("visible %v, value %g, doing %v", bar.Visible(), bar.bar.Value, bar.doing.Visible())
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		Settle()
		if !bar.doing.Visible() || bar.count.Text != "12/100" {
			t.Errorf("doing %v, count %q", bar.doing.Visible(), bar.count.Text)
		}
		if told != 1 {
			t.Errorf("the column was told %d times that the bar is there", told)
		}
		test.Tap(&bar.stop.Button)
		if err := j.Wait(); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped work ended with %v", err)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		Settle()
		if bar.Visible() {
			t.Error("the bar outlived its work")
		}
	})
}

func TestTheWindowsKeysWorkFromInsideAField(t *testing.T) {
	d := newDesk(t)
	field, button, choice := NewEntry(), NewButton("x", nil, nil), NewSelect([]string{"a"}, nil)
	d.Window.SetContent(field)
	helped, turned, digitised := 0, 0, 0
	keys := NewKeys(d.Window.Canvas())
	keys.On(fyne.KeyF1, func() { helped++ })
	keys.On(fyne.KeyPageDown, func() { turned++ })
	keys.With(fyne.KeyModifierAlt, fyne.Key1, func() { digitised++ })
	for _, w := range []interface {
		fyne.Focusable
		fyne.CanvasObject
	}{field, button, choice} {
		d.Window.SetContent(w)
		w.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
		w.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
	if helped != 3 || turned != 3 {
		t.Errorf("F1 came %d times, PgDn %d times, of 3", helped, turned)
	}
	d.Window.SetContent(field)
	field.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.Key1, Modifier: fyne.KeyModifierAlt})
	if digitised != 1 {
		t.Error("Alt+1 did not reach the window")
	}
}

func TestEnterPressesAButton(t *testing.T) {
	newDesk(t)
	pressed := 0
	b := NewButton("Lưu", nil, func() { pressed++ })
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if pressed != 2 {
		t.Errorf("pressed %d times", pressed)
	}
}

func TestDaysAreWrittenAsClerksWriteThem(t *testing.T) {
	if got := Day("2026-11-03"); got != "03/11/2026" {
		t.Error(got)
	}
	if got := Day("tháng 11"); got != "tháng 11" {
		t.Error(got)
	}
	night := time.Date(2026, 11, 22, 17, 30, 0, 0, time.UTC)
	if got := At(night); got != "00:30 23/11/2026" {
		t.Error("not the time of Vietnam:", got)
	}
	if got := AtShort(night, night.Add(time.Hour)); got != "00:30" {
		t.Error(got)
	}
	if At(time.Time{}) != "" {
		t.Error("zero time is told")
	}
}

func TestAMomentThatNobodySetIsNotTold(t *testing.T) {
	now := time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)
	for _, none := range []time.Time{{}, time.Unix(0, 0), time.UnixMilli(1), time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)} {
		for _, said := range []string{At(none), DayOf(none), AtShort(none, now)} {
			if said != "" {
				t.Errorf("%s is told as %q", none, said)
			}
		}
	}
	if signed := time.Date(2009, 5, 4, 0, 0, 0, 0, time.UTC); DayOf(signed) != "04/05/2009" {
		t.Errorf("an old signature is told as of %q", DayOf(signed))
	}
	if At(now) != "17:00 27/11/2026" {
		t.Errorf("a real one: %q", At(now))
	}
}
