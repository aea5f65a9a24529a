package today

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	kit.Rehearse()
	os.Exit(m.Run())
}

// sitting is the page in a window, on what a station says.
type sitting struct {
	*Page
	win   fyne.Window
	wents []office.Wait
}

func sit(t *testing.T, services Services) *sitting {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	if err := kit.Speak(kit.Vietnamese); err != nil {
		t.Fatal(err)
	}
	win := test.NewTempWindow(t, nil)
	ctx, end := context.WithCancel(context.Background())
	t.Cleanup(func() { end(); kit.Settle() })
	s := &sitting{Page: New(kit.NewDesk(ctx, win), services), win: win}
	s.Ways = map[office.Lead]func(office.Wait){}
	for _, to := range office.Leads {
		s.Ways[to] = func(w office.Wait) { s.wents = append(s.wents, w) }
	}
	win.SetContent(s.Content())
	win.Resize(fyne.NewSize(1122, 690))
	s.Enter()
	kit.Settle()
	return s
}

// said is what the page shows, line by line.
func (s *sitting) said() string {
	var all []string
	for _, l := range s.lines {
		if l.wait == nil {
			all = append(all, wordOf(l.of.Sort)+" "+strings.Repeat("|", l.of.Count))
			continue
		}
		all = append(all, "- "+l.wait.Title+l.wait.Below)
	}
	if s.empty.Visible() {
		all = append(all, "nothing")
	}
	return strings.Join(all, "\n")
}

func TestNothingWaitsInANewOffice(t *testing.T) {
	s := sit(t, stationtest.New(t))
	if !s.empty.Visible() || !s.begin.Visible() || s.list.Visible() || s.unsaid.Visible() {
		t.Fatalf("told %s", s.said())
	}
	begun := ""
	s.Begin = Beginnings{Digitise: func() { begun += "d" }, Print: func() { begun += "p" }, Prove: func() { begun += "k" }}
	for _, o := range s.begin.Objects {
		test.Tap(o.(*kit.Button))
	}
	if begun != "dpk" {
		t.Errorf("the beginnings lead to %q", begun)
	}
}

func TestADraftWaitsUntilItIsPutAway(t *testing.T) {
	office := stationtest.New(t)
	s := sit(t, office)
	c, err := office.Begin(t.Context(), stationtest.Clerk(t, office))
	if err != nil {
		t.Fatal(err)
	}
	s.Changed()
	kit.Settle()
	if len(s.lines) != 2 || s.empty.Visible() || s.count.Text != "1 việc đang chờ" {
		t.Fatalf("told %s, %q", s.said(), s.count.Text)
	}
	if s.win.Canvas().Focused() != s.list {
		t.Error("the keyboard is elsewhere")
	}
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn} {
		s.list.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if len(s.wents) != 1 || s.wents[0].Record != c.ID || s.wents[0].To != "digitise" {
		t.Errorf("down and enter lead to %+v", s.wents)
	}
	s.list.Select(1)
	if len(s.wents) != 2 || s.wents[1].Record != c.ID {
		t.Errorf("a second click leads to %+v", s.wents)
	}
	s.list.Select(0)
	if len(s.wents) != 3 || s.wents[2].Record != "" || s.wents[2].To != "digitise" {
		t.Errorf("the head leads to %+v", s.wents)
	}
	if err := office.Discard(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	s.Changed()
	kit.Settle()
	if len(s.lines) != 0 || !s.empty.Visible() || s.count.Text != "" {
		t.Errorf("put away, and told %s", s.said())
	}
}

// TestEverySortHasItsWordAndEveryLineItsWay asks a station what may wait.
func TestEverySortHasItsWordAndEveryLineItsWay(t *testing.T) {
	office := stationtest.New(t)
	for _, language := range []string{kit.Vietnamese, kit.English} {
		test.NewTempApp(t)
		if err := kit.Speak(language); err != nil {
			t.Fatal(err)
		}
		sorts, err := office.WaitSorts(t.Context())
		if err != nil || len(sorts) < 12 {
			t.Fatal(sorts, err)
		}
		for _, sort := range sorts {
			if strings.HasPrefix(wordOf(sort), "today.") {
				t.Errorf("%s: no word for %q", language, sort)
			}
		}
	}
	if err := kit.Speak(kit.Vietnamese); err != nil {
		t.Fatal(err)
	}
}

// troubled is a station of which some rooms cannot be asked.
type troubled struct {
	Services
	silent map[office.WaitSort]error
	all    error
	waits  map[office.WaitSort]office.Waiting
}

func (s *troubled) WaitSorts(ctx context.Context) ([]office.WaitSort, error) {
	if s.all != nil {
		return nil, s.all
	}
	return s.Services.WaitSorts(ctx)
}

func (s *troubled) WaitingOf(ctx context.Context, sort office.WaitSort) (office.Waiting, error) {
	if err := s.silent[sort]; err != nil {
		return office.Waiting{Sort: sort}, err
	}
	if w, is := s.waits[sort]; is {
		return w, nil
	}
	return s.Services.WaitingOf(ctx, sort)
}

// TestARoomThatCannotBeAskedIsNamed has two of them silent, and one speak again.
func TestARoomThatCannotBeAskedIsNamed(t *testing.T) {
	held := office.Failure{Name: "store.busy", Said: "Dữ liệu đang bận.", Next: "Hãy thử lại."}
	st := &troubled{Services: stationtest.New(t), silent: map[office.WaitSort]error{"draft": held, "file": errors.New("boom")}}
	s := sit(t, st)
	said := s.unsaid.Said()
	if !strings.Contains(said, "Bản nháp số hóa") || !strings.Contains(said, "Tệp thiếu") || !s.again.Visible() {
		t.Errorf("told %q", said)
	}
	if strings.Contains(s.emptySaid(), "Không còn việc nào chờ bạn") {
		t.Error("nothing is said to wait, and two rooms could not be asked")
	}
	st.silent = nil
	test.Tap(s.again)
	kit.Settle()
	if s.unsaid.Visible() || !strings.Contains(s.emptySaid(), "Không còn việc nào chờ bạn") {
		t.Errorf("all were asked, and told %q, %q", s.unsaid.Said(), s.emptySaid())
	}
	st.all = held
	s.Changed()
	kit.Settle()
	if strings.Contains(s.emptySaid(), "Không còn") || !strings.Contains(s.emptySaid(), "Dữ liệu đang bận") {
		t.Errorf("nobody could be asked, and told %q", s.emptySaid())
	}
}

func (s *sitting) emptySaid() string {
	var all []string
	for _, o := range test.LaidOutObjects(s.empty) {
		if l, is := o.(*widget.Label); is && l.Visible() {
			all = append(all, l.Text)
		}
	}
	return strings.Join(all, " ")
}

// TestWhatIsGraveStandsFirstAndThenWhatIsNew lays sorts of different gravity and age out.
func TestWhatIsGraveStandsFirstAndThenWhatIsNew(t *testing.T) {
	at := time.Date(2026, 11, 28, 7, 0, 0, 0, office.VietNam)
	one := func(sort office.WaitSort, grave office.Gravity, hours int) office.Waiting {
		return office.Waiting{Sort: sort, Count: 1, All: office.ToSign, Newest: []office.Wait{{Title: string(sort), Grave: grave, Since: at.Add(time.Duration(hours) * time.Hour)}}}
	}
	st := &troubled{Services: stationtest.New(t), waits: map[office.WaitSort]office.Waiting{
		"draft": one("draft", office.Calm, 3), "message": one("message", office.Calm, 4), "sign": one("sign", office.Wanting, 1), "compared": one("compared", office.Alarming, 0),
	}}
	s := sit(t, st)
	var order []string
	for _, l := range s.lines {
		if l.wait != nil {
			order = append(order, l.wait.Title)
		}
	}
	if got := strings.Join(order, " "); got != "compared sign message draft" {
		t.Errorf("told in the order %s", got)
	}
}

// TestNothingIsSaidBeforeAllWereAsked holds one room up.
func TestNothingIsSaidBeforeAllWereAsked(t *testing.T) {
	s := sit(t, stationtest.New(t))
	s.asked["file"].known = false
	s.show()
	if !strings.Contains(s.emptySaid(), "Đang xem") || s.begin.Visible() {
		t.Errorf("told %q", s.emptySaid())
	}
}
