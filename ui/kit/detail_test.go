package kit

import (
	"context"
	"errors"
	"image"
	"slices"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// opening is a record that a detail shows.
type opening struct {
	id    office.ID
	state string
}

// cabinet holds records that a detail reads.
type cabinet struct {
	state map[office.ID]string
	hold  map[office.ID]chan struct{}
	looks []office.ID // of a person
	shown []opening
	anew  []bool
}

func (d *cabinet) read(ctx context.Context, id office.ID) (opening, error) {
	if d.hold[id] != nil {
		<-d.hold[id]
	}
	if !office.IsAgain(ctx) {
		d.looks = append(d.looks, id)
	}
	if d.state[id] == "" {
		return opening{}, errors.New("EIO")
	}
	return opening{id, d.state[id]}, nil
}

func openable(t *testing.T) (*Detail[opening], *cabinet) {
	t.Helper()
	d := &cabinet{state: map[office.ID]string{"a": "mở", "b": "mở"}, hold: map[office.ID]chan struct{}{}}
	desk := newDesk(t)
	detail := NewDetail[opening](desk, "Chọn một mục.", widget.NewLabel("phần dưới"))
	detail.Read, detail.Same = d.read, func(x, y opening) bool { return x == y }
	detail.Show = func(r opening, anew bool) { d.shown, d.anew = append(d.shown, r), append(d.anew, anew) }
	desk.Window.SetContent(detail.Content)
	desk.Window.Resize(fyne.NewSize(600, 400))
	detail.Enter(t.Context())
	t.Cleanup(Settle)
	return detail, d
}

func TestTheRecordThatWasOpenedLastIsShown(t *testing.T) {
	detail, d := openable(t)
	if detail.card.Visible() || !detail.instead.Visible() {
		t.Error("something lies open before anything was opened")
	}
	late := make(chan struct{})
	d.hold["a"] = late
	detail.Open("a")
	detail.Open("b")
	close(late)
	Settle()
	if detail.Of() != "b" || len(d.shown) != 1 || !detail.card.Visible() || detail.instead.Visible() {
		t.Errorf("%q lies open, shown %v", detail.Of(), d.shown)
	}
}

func TestReadingAgainIsNoLookAndShowsOnlyWhatIsNews(t *testing.T) {
	detail, d := openable(t)
	detail.Open("a")
	Settle()
	detail.Renew()
	Settle()
	d.state["a"] = "đã ký"
	detail.Renew()
	Settle()
	want := []opening{{"a", "mở"}, {"a", "đã ký"}}
	if !slices.Equal(d.shown, want) || !slices.Equal(d.anew, []bool{true, false}) || !slices.Equal(d.looks, []office.ID{"a"}) {
		t.Errorf("shown %v, anew %v, looks %v", d.shown, d.anew, d.looks)
	}
}

func TestWhatCannotBeOpenedLeavesWhatLiesOpen(t *testing.T) {
	detail, d := openable(t)
	detail.Open("a")
	Settle()
	detail.Open("lost")
	Settle()
	if detail.Of() != "a" || !detail.card.Visible() || !detail.desk.News.Visible() {
		t.Errorf("%q lies open, told %v", detail.Of(), detail.desk.News.Visible())
	}
	led := office.ID("")
	detail.Lead = func(id office.ID, _ opening) bool { led = id; return true }
	detail.Open("b")
	Settle()
	if led != "b" || detail.Of() != "a" || len(d.shown) != 1 {
		t.Errorf("led to %q, %q lies open", led, detail.Of())
	}
	detail.Clear()
	if detail.Of() != "" || detail.card.Visible() {
		t.Error("it is still there")
	}
}

func TestARecordMakesWayForASignOfWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		detail, d := openable(t)
		detail.Open("a")
		Settle()
		late := make(chan struct{})
		d.hold["b"] = late
		detail.Open("b")
		if !detail.card.Visible() {
			t.Error("it flickers")
		}
		passes(2 * ShowsAfter)
		if detail.card.Visible() || detail.choose.Text != T("kit.reading") {
			t.Errorf("the buttons of another record can be pressed, said %q", detail.choose.Text)
		}
		close(late)
		synctest.Wait()
		Settle()
		if detail.Of() != "b" || !detail.card.Visible() {
			t.Errorf("%q lies open", detail.Of())
		}
	})
}

func TestLeavesShowThePageInViewAtTheSizeAtWhichItIsSeen(t *testing.T) {
	desk := newDesk(t)
	l := NewLeaves(desk)
	var asked []int
	l.Read = func(_ context.Context, page, side int) (image.Image, error) {
		asked = append(asked, page)
		return image.NewGray(image.Rect(0, 0, 10+page, side)), nil
	}
	desk.Window.SetContent(l.Content)
	desk.Window.Resize(fyne.NewSize(500, 600))
	l.Lay([]Sheet{{W: 210, H: 297}, {W: 210, H: 297}, {W: 297, H: 210}})
	Settle()
	if l.Drawn() || len(asked) > 0 {
		t.Error("a page is read while the clerk is elsewhere")
	}
	l.Enter(t.Context())
	Settle()
	l.Turn(1)
	l.Turn(1) // on at once: the one between is not waited for
	l.Turn(1)
	Settle()
	if l.Where() != "3/3" || !l.Drawn() || l.View.Sheet().Picture.Bounds().Dx() != 12 {
		t.Errorf("%s is shown, drawn %v, asked %v", l.Where(), l.Drawn(), asked)
	}
	n := len(asked)
	l.Zoom(1)
	Settle()
	if len(asked) == n {
		t.Error("a page that is shown larger is not read finer")
	}
	l.Zoom(1)
	l.Lay(nil)
	Settle()
	if l.Drawn() || l.Where() != "0/0" {
		t.Errorf("the page of another document came late; at %s", l.Where())
	}
	l.Renew([]Sheet{{W: 210, H: 297}, {W: 210, H: 297}, {W: 297, H: 210}}, 2)
	Settle()
	mark := image.NewGray(image.Rect(0, 0, 1, 1))
	l.Renew([]Sheet{{W: 210, H: 297}, {W: 210, H: 297}, {W: 297, H: 210, Mark: mark}}, 2)
	if !l.Drawn() || l.View.Sheet().Mark == nil {
		t.Error("a mark that moves takes the page away")
	}
	l.Leave()
	if l.Drawn() {
		t.Error("a picture is kept after leaving")
	}
	l.Enter(t.Context())
	Settle()
	if l.Where() != "3/3" || !l.Drawn() {
		t.Errorf("back at %s, drawn %v", l.Where(), l.Drawn())
	}
}
