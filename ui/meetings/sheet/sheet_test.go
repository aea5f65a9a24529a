package sheet

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

// spotOf is where a meeting lies on a pane.
func (d *desk) spotOf(t *testing.T, p *pane, title string) spot {
	t.Helper()
	for i := len(p.spots) - 1; i >= 0; i-- {
		if s := p.spots[i]; s.at >= 0 && d.ledger.all[s.at].Title == title {
			return s
		}
	}
	t.Fatalf("%q is not drawn", title)
	return spot{}
}

// texts are what a pane says, in its order.
func texts(p *pane) (said []*canvas.Text) {
	for _, o := range p.paper.objects {
		if s, is := o.(*canvas.Text); is && s.Visible() {
			said = append(said, s)
		}
	}
	return said
}

func says(p *pane, text string) bool {
	for _, each := range texts(p) {
		if strings.Contains(each.Text, text) {
			return true
		}
	}
	return false
}

func TestAMeetingLiesAtItsHourOnItsDay(t *testing.T) {
	d := newDeskOf(t, usual, meeting("Họp", "2026-12-09 09:00", "2026-12-09 10:30"), meeting("Đêm", "2026-12-10 22:00", "2026-12-11 02:00"))
	s := d.spotOf(t, d.board, "Họp")
	if y, tall := s.frame.at.Y, s.size.Height; y < 9*d.hourTall() || y > 9*d.hourTall()+2 || tall < 1.5*d.hourTall()-4 || tall > 1.5*d.hourTall() {
		t.Errorf("from %g of %g units an hour, %g high", y, d.hourTall(), tall)
	}
	if x := s.frame.at.X; x < d.across(d.day) || s.right() > d.across(d.day+1) {
		t.Errorf("at %g, but its day begins at %g", x, d.across(d.day))
	}
	d.scrollTo(0)
	if s := d.spotOf(t, d.board, "Đêm"); s.day != d.day+2 || s.frame.at.Y > 2 {
		t.Errorf("the rest of a night begins at %g of day %d", s.frame.at.Y, s.day-d.day)
	}
}

func TestTheLastMinutesOfADayStayOnIt(t *testing.T) {
	d := newDeskOf(t, usual, meeting("Khuya", "2026-12-09 23:50", "2026-12-10 00:00"), meeting("Sớm", "2026-12-10 00:00", "2026-12-10 00:05"))
	d.scrollTo(1e6)
	if s := d.spotOf(t, d.board, "Khuya"); s.bottom() > 24*d.hourTall() || s.size.Height < d.ink.line-1 || s.day != d.day {
		t.Errorf("it ends at %g of %g, %g high", s.bottom(), 24*d.hourTall(), s.size.Height)
	}
	d.scrollTo(0)
	if s := d.spotOf(t, d.board, "Sớm"); s.frame.at.Y < 0 || s.size.Height < d.ink.line-1 {
		t.Errorf("five minutes are %g high", s.size.Height)
	}
}

func TestTimesAreThoseOfTheOfficeWhereverTheyWereWritten(t *testing.T) {
	o := meeting("Họp", "2026-12-09 09:00", "2026-12-09 10:00")
	o.Start, o.End = o.Start.UTC(), o.End.UTC()
	d := newDeskOf(t, usual, o)
	if s := d.spotOf(t, d.board, "Họp"); s.frame.at.Y < 9*d.hourTall() || s.frame.at.Y > 9*d.hourTall()+2 {
		t.Errorf("drawn at %g", s.frame.at.Y/d.hourTall())
	}
}

// sizes are rooms that a page may have for the sheet, from the tightest screen to the largest.
var sizes = []fyne.Size{fyne.NewSize(430, 190), fyne.NewSize(600, 260), fyne.NewSize(770, 410), usual, fyne.NewSize(1700, 900), fyne.NewSize(3600, 1900)}

func (d *desk) everyView(do func(name string)) {
	for _, size := range sizes {
		d.window.Resize(size)
		for _, v := range []View{ByDay, ByWeek, ByMonth} {
			d.Turn(v)
			for _, part := range []float32{0, 0.3, 0.37, 1} {
				d.scrollTo(part * d.board.Size().Height)
				do(fmt.Sprintf("view %d at %v from %g", v, size, d.scroll.Offset.Y))
			}
		}
	}
}

// overlap tells that two frames share more than their edges.
func overlap(a, b frame) bool {
	const off = 0.6
	return a.at.X+off < b.right() && b.at.X+off < a.right() && a.at.Y+off < b.bottom() && b.at.Y+off < a.bottom()
}

// lists tells that a spot is a list in which others lie.
func lists(s spot, other spot) bool {
	return s.at < 0 && len(s.more) > 0 && other.frame.at.Y >= s.frame.at.Y && other.bottom() <= s.bottom()+1 && other.right() <= s.right()
}

func TestNoMeetingCoversAnother(t *testing.T) {
	d := newDeskOf(t, usual, append(workWeek(), many(300)...)...)
	drawn := 0
	d.everyView(func(name string) {
		for _, p := range []*pane{d.head, d.board} {
			for i, a := range p.spots {
				for _, b := range p.spots[:i] {
					if overlap(a.frame, b.frame) && !lists(b, a) {
						t.Errorf("%s: %v covers %v", name, a, b)
					}
				}
				drawn++
			}
		}
	})
	if drawn < 1000 {
		t.Errorf("only %d were looked at", drawn)
	}
}

func TestNoTextLiesOverAnotherOrOutside(t *testing.T) {
	d := newDeskOf(t, usual, append(workWeek(), many(300)...)...)
	d.window.Canvas().Focus(d.Sheet)
	seen := 0
	d.everyView(func(name string) {
		for _, p := range []*pane{d.head, d.board} {
			all := texts(p)
			for i, a := range all {
				f := frame{a.Position(), a.MinSize()}
				if f.at.X < 0 || f.right() > p.Size().Width {
					t.Errorf("%s: %q lies outside", name, a.Text)
				}
				for _, b := range all[:i] {
					if overlap(f, frame{b.Position(), b.MinSize()}) {
						t.Errorf("%s: %q lies over %q", name, a.Text, b.Text)
					}
				}
				seen++
			}
		}
	})
	if seen < 1000 {
		t.Errorf("only %d texts were looked at", seen)
	}
}

func TestEachTextLiesWithinWhatItIsOf(t *testing.T) {
	d := newDeskOf(t, usual, append(workWeek(), many(300)...)...)
	d.everyView(func(name string) {
		for _, p := range []*pane{d.head, d.board} {
			l := p.paper.layers[cards]
			for _, a := range l.texts[:l.used[1]] {
				f, in := frame{a.Position(), a.MinSize()}, false
				for _, s := range p.spots {
					in = in || s.holds(f.at) && f.right() <= s.right()+0.6 && f.bottom() <= s.bottom()+1.6
				}
				if !in {
					t.Errorf("%s: %q at %v leaves its card", name, a.Text, f)
				}
			}
		}
	})
}

func TestWhatEachMeetingIsCanBeReadOfItsCard(t *testing.T) {
	d := newDeskOf(t, usual, workWeek()...)
	d.Turn(ByDay)
	d.Go(at("2026-12-11 00:00"))
	for _, said := range []string{"Phỏng vấn lúc 08:00", "Phỏng vấn lúc 08:50"} {
		if !says(d.board, said) {
			t.Errorf("%q is not told", said)
		}
	}
	d.Go(at("2026-12-07 00:00"))
	if !says(d.board, "dự kiến") || !says(d.board, "Phòng họp số 2") {
		t.Error("what is tentative, or where, is not told")
	}
	if l := d.board.paper.layers[struck]; l.used[0] != 0 {
		t.Error("what takes place is struck")
	}
	d.Go(at("2026-12-09 00:00"))
	if l := d.board.paper.layers[struck]; l.used[0] != 1 || !says(d.board, "đã hủy") {
		t.Errorf("what was cancelled has %d strokes", l.used[0])
	}
}

// outlined tells whether a card has a stroke and no ground of its own.
func outlined(d *desk, f frame) bool {
	l := d.board.paper.layers[cards]
	for _, r := range l.shapes[:l.used[0]] {
		if r.Position() == f.at && r.Size() == f.size {
			return r.StrokeWidth > 1 && r.FillColor == d.ink.plain
		}
	}
	return false
}

func TestWhatIsTentativeIsAnOutline(t *testing.T) {
	all := []office.Occurrence{meeting("Chắc", "2026-12-09 09:00", "2026-12-09 10:00"), meeting("Chưa chắc", "2026-12-10 09:00", "2026-12-10 10:00")}
	all[1].State = office.MeetingTentative
	d := newDeskOf(t, usual, all...)
	if outlined(d, d.spotOf(t, d.board, "Chắc").frame) || !outlined(d, d.spotOf(t, d.board, "Chưa chắc").frame) {
		t.Error("what is certain and what is not look alike")
	}
}

func TestDaysOffAndTodayAreToldInWords(t *testing.T) {
	d := newDeskOf(t, usual)
	for _, said := range []string{"Ngày hội xã", "nghỉ · 17", "Thứ Tư 09/12"} {
		if !says(d.head, said) {
			t.Errorf("the week does not say %q", said)
		}
	}
	d.Turn(ByMonth)
	for _, said := range []string{"Ngày hội xã Mẫu", "nghỉ · 17", "1/12", "nghỉ · 1/11"} {
		if !says(d.board, said) {
			t.Errorf("the month does not say %q", said)
		}
	}
}

func TestAMonthCountsWhatItHasNoRoomForAndOpensTheDay(t *testing.T) {
	var all []office.Occurrence
	for i := range 9 {
		all = append(all, meeting(fmt.Sprintf("Họp %d", i), fmt.Sprintf("2026-12-16 %02d:00", 8+i), fmt.Sprintf("2026-12-16 %02d:30", 8+i)))
	}
	d := newDeskOf(t, fyne.NewSize(1700, 900), all...)
	var turned []View
	d.OnView = func(v View) { turned = append(turned, v) }
	d.Turn(ByMonth)
	if !says(d.board, "Họp 2") || says(d.board, "Họp 3") || !says(d.board, "+6 nữa") {
		t.Error("three are not told, and six counted")
	}
	for _, s := range d.board.spots {
		if s.at < 0 {
			d.hand.Click(d.onScreen(d.board, s.frame.at.AddXY(10, 5)))
		}
	}
	if d.View() != ByDay || d.Title() != "Thứ Tư, 16/12/2026" || len(turned) != 1 {
		t.Errorf("view %v, %s, told %v", d.View(), d.Title(), turned)
	}
	d.told(t)
}

// onScreen is where a place of a pane lies in the window.
func (d *desk) onScreen(p *pane, at fyne.Position) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(p).Add(at)
}

func TestWhatIsSeenIsAskedForOnce(t *testing.T) {
	d := newDeskOf(t, usual)
	d.Go(at("2026-12-13 23:59")) // the same week
	d.Forward()
	d.Back()
	d.Turn(ByDay)
	d.Turn(ByMonth)
	d.Today(wednesday)
	want := []string{"14/12/2026 21/12/2026", "07/12/2026 14/12/2026", "13/12/2026 14/12/2026", "30/11/2026 11/01/2027"}
	if fmt.Sprint(d.spans) != fmt.Sprint(want) {
		t.Errorf("asked for %v", d.spans)
	}
}

func TestTitlesNameWhatIsSeen(t *testing.T) {
	d := newDeskOf(t, usual)
	for _, c := range []struct {
		day   string
		view  View
		title string
	}{
		{"2026-12-09 00:00", ByWeek, "Tuần 50, 07–13/12/2026"},
		{"2026-12-02 00:00", ByWeek, "Tuần 49, 30/11–06/12/2026"},
		{"2027-01-01 00:00", ByWeek, "Tuần 53, 28/12/2026–03/01/2027"},
		{"1969-12-31 00:00", ByWeek, "Tuần 1, 29/12/1969–04/01/1970"},
		{"2026-12-31 00:00", ByMonth, "Tháng 12 năm 2026"},
		{"2026-12-06 00:00", ByDay, "Chủ nhật, 06/12/2026"},
	} {
		d.Turn(c.view)
		d.Go(at(c.day))
		if d.Title() != c.title {
			t.Errorf("%s: %q, not %q", c.day, d.Title(), c.title)
		}
	}
}

func TestAShorterMonthIsNotLeaptOver(t *testing.T) {
	d := newDeskOf(t, usual)
	d.Turn(ByMonth)
	d.Go(at("2027-01-31 00:00"))
	d.Forward()
	if d.Title() != "Tháng 2 năm 2027" {
		t.Error(d.Title())
	}
	d.Back()
	d.Back()
	if d.Title() != "Tháng 12 năm 2026" {
		t.Error(d.Title())
	}
}

func TestAStrangersYearFillsNoMemory(t *testing.T) {
	o := meeting("Vô tận", "2026-12-09 09:00", "2026-12-09 10:00")
	o.End = at("9999-12-31 00:00")
	d := newDeskOf(t, usual, o, office.Occurrence{UID: "x", Title: "Không giờ"})
	if n := len(d.ledger.byDay); n > 2*longest {
		t.Errorf("%d days are held", n)
	}
}

func TestTheSheetFollowsTheTheme(t *testing.T) {
	d := newDeskOf(t, usual, workWeek()...)
	was := d.board.paper.layers[ground].shapes[0].FillColor
	test.ApplyTheme(t, kit.Look{Dark: true})
	d.Refresh()
	if d.board.paper.layers[ground].shapes[0].FillColor == was {
		t.Error("the ground stayed light")
	}
}

func TestNothingThatIsNotSeenIsDrawn(t *testing.T) {
	d := newDeskOf(t, usual, many(500)...)
	if n := len(d.board.spots); n == 0 || n > 150 {
		t.Errorf("%d meetings are drawn of a week", n)
	}
	d.Turn(ByMonth)
	if n := len(d.board.paper.objects); n > 1200 {
		t.Errorf("a month is drawn by %d objects", n)
	}
	was := len(d.board.paper.objects)
	for range 30 {
		d.Forward()
		d.Back()
	}
	if n := len(d.board.paper.objects); n != was {
		t.Errorf("%d objects became %d by turning", was, n)
	}
}
