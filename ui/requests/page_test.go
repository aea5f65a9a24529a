package requests

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// The people of the office, by what they are.
const (
	keeper  = "Lê Thị Mẫu"
	settler = "Trần Văn Mẫu"
	leader  = "Hoàng Văn Mẫu"
)

// counter is the page over a real office, in a window.
type counter struct {
	*Page
	t *testing.T
	s *stationtest.Station
	w fyne.Window
}

// manned is the page over an office in which each role is somebody else's.
func manned(t *testing.T) counter {
	t.Helper()
	s := stationtest.Manned(t)
	for name, post := range map[string]office.Post{keeper: office.AsClerk, settler: office.AsOfficer, leader: office.AsLeader} {
		if err := s.AdmitUser(t.Context(), office.Clerk{Name: name}, []office.Post{post}, []byte(stationtest.Password)); err != nil {
			t.Fatal(err)
		}
	}
	stationtest.Enter(t, s, keeper)
	lists(t, s)
	return on(t, s)
}

// lists enters eight procedures, as an office has them.
func lists(t *testing.T, s *stationtest.Station) {
	t.Helper()
	for code, each := range map[string][2]string{
		"1.001193": {"Đăng ký khai sinh", "Giấy chứng sinh\nTờ khai đăng ký khai sinh"}, "1.000894": {"Đăng ký kết hôn", "Tờ khai đăng ký kết hôn"},
		"1.000656": {"Đăng ký khai tử", "Giấy báo tử"}, "1.004873": {"Cấp giấy xác nhận tình trạng hôn nhân", "Tờ khai"},
		"2.000884": {"Chứng thực chữ ký", "Giấy tờ cần chứng thực"}, "1.004859": {"Thay đổi, cải chính hộ tịch", "Tờ khai"},
		"2.000815": {"Chứng thực bản sao từ bản chính", "Bản chính"}, "1.001776": {"Trợ cấp xã hội hằng tháng", "Tờ khai"},
	} {
		answers := map[string]string{"code": code, "name": each[0], "sort": office.ProcedureForCitizens, "medium": office.WhollyOnline, "papers": each[1], "term": "3", "unit": office.TermWorkingDays}
		if _, err := s.KeepSheet(t.Context(), "thu-tuc", stationtest.Clerk(t, s), office.Sheet{Answers: answers}); err != nil {
			t.Fatal(err)
		}
	}
}

// on lays the page out over a station.
func on(t *testing.T, s *stationtest.Station) counter {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	desk := kit.NewDesk(t.Context(), w)
	desk.Drawer = s
	p := New(desk, s)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1100, 700))
	t.Cleanup(func() {
		p.Leave()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	return counter{p, t, s, w}
}

// comes lets another person sit down at the window.
func (c counter) comes(name string) {
	c.t.Helper()
	c.Leave()
	kit.Settle()
	stationtest.Enter(c.t, c.s, name)
	c.desk.Deny(c.s.Denied(c.t.Context()))
	c.Enter()
	kit.Settle()
}

// receives receives a request by its form; answers are beside the procedure.
func (c counter) receives(procedure string, answers map[string]string) office.RequestTold {
	c.t.Helper()
	c.Begin()
	kit.Settle()
	for _, p := range c.receiving.procedures {
		if p.Name == procedure {
			c.receiving.choice.Choose(string(p.ID))
			c.receiving.choice.OnChosen(string(p.ID))
		}
	}
	all := map[string]string{"identity": office.IdentityCard, "number": "001099012345", "name": "Nguyễn Văn Mẫu"}
	maps.Copy(all, answers)
	c.receiving.form.Type(all)
	c.receiving.papers.every.SetChecked(true)
	c.Finish()
	kit.Settle()
	if c.detail.Of() == "" || !c.detail.Content.Visible() {
		c.t.Fatalf("nothing was received: %s\n%v", c.desk.News.Said(), c.receiving.form.Answers())
	}
	return c.detail.Record().is
}

// does a deed of the request that lies open by its button and its form, and tells what is said then.
func (c counter) does(d office.RequestDeed, answers map[string]string) office.RequestTold {
	c.t.Helper()
	c.opens(d)
	c.step.form.Type(answers)
	c.Finish()
	kit.Settle()
	if !c.detail.Content.Visible() || !strings.Contains(c.desk.News.Said(), d.Said()) {
		c.t.Fatalf("%s was not done: %q %v", d.Said(), c.desk.News.Said(), c.wrong())
	}
	return c.detail.Record().is
}

// opens presses the button of a deed.
func (c counter) opens(d office.RequestDeed) {
	c.t.Helper()
	c.content.Refresh()
	b := kittest.Named(c.w, d.Said())
	if b == nil || b.Disabled() {
		c.t.Fatalf("%s cannot be pressed: %+v", d.Said(), c.detail.Record().is.Ways)
	}
	test.Tap(b)
	kit.Settle()
}

// refused has a deed refused, and gives what is said beside its answers, or among the news.
func (c counter) refused(d office.RequestDeed, answers map[string]string) string {
	c.t.Helper()
	c.opens(d)
	c.step.form.Type(answers)
	c.Finish()
	kit.Settle()
	if !c.step.content.Visible() {
		c.t.Fatalf("%s was done with %v", d.Said(), answers)
	}
	said := c.wrong() + c.desk.News.Said()
	c.step.back()
	kit.Settle()
	return said
}

// wrong is what is said beside the answers of the form of a deed.
func (c counter) wrong() (said string) {
	for _, key := range []string{"to", "lacks", "due", "say", "result", "medium", "record", "notice", "basis", "taker", "given", "authority", "store", "reference", "of"} {
		if f := c.step.form.Field(key); f != nil && f.Bad() {
			said += f.Said() + "\n"
		}
	}
	return said
}

// TestOneSimpleRequestIsReceivedInFortyKeystrokes: at most forty with the name and the number, by the
// keys alone.
func TestOneSimpleRequestIsReceivedInFortyKeystrokes(t *testing.T) {
	c := manned(t)
	hand := &kittest.Hand{Window: c.w}
	c.Begin() // Ctrl+N is the window's
	hand.Keys++
	kit.Settle()
	hand.Type("kh")
	hand.Press(fyne.KeyReturn)
	hand.Type("001099012345")
	hand.Press(fyne.KeyTab)
	hand.Type("t") // Thẻ căn cước
	hand.Press(fyne.KeyTab)
	hand.Type("Nguyễn Văn Mẫu")
	hand.Press(fyne.KeyTab) // the phone
	hand.Press(fyne.KeyTab) // how it is told
	hand.Press(fyne.KeyTab)
	hand.Type(" ") // all papers are here
	hand.Keys++    // Ctrl+Enter is the window's
	c.Finish()
	kit.Settle()
	is := c.detail.Record().is.Request
	papers := []office.RequestPaper{{Name: "Giấy chứng sinh", Form: "original"}, {Name: "Tờ khai đăng ký khai sinh", Form: "original"}}
	if is.Asked.Name != "Đăng ký khai sinh" || is.From.Number != "001099012345" || is.From.Name != "Nguyễn Văn Mẫu" || is.From.Identity != office.IdentityCard || is.Tell != office.TellPortal || !slices.Equal(is.Papers, papers) || is.Due.IsZero() {
		t.Errorf("received: %+v\n%s", is, c.desk.News.Said())
	}
	if hand.Keys > 40 {
		t.Errorf("%d keys", hand.Keys)
	}
	t.Log(hand.Keys, "keys")
}

// TestNumbersAreTakenAndCalled: the strip says what stands, the screen in big letters the same, and what
// another program called comes to the screen.
func TestNumbersAreTakenAndCalled(t *testing.T) {
	c := manned(t)
	tap := func(word string) {
		t.Helper()
		c.content.Refresh()
		b := kittest.Named(c.w, word)
		if b == nil || b.Disabled() {
			t.Fatalf("%s cannot be pressed", word)
		}
		test.Tap(b)
		kit.Settle()
	}
	tap("Hàng đợi")
	if b := kittest.Named(c.w, "Gọi số tiếp theo"); !b.Disabled() {
		t.Error("nobody waits, and can be called")
	}
	tap("Lấy số")
	tap("Lấy số")
	if said := c.turns.said.Text; said != "Số mới: 2 · 2 người chờ" {
		t.Errorf("it says %q", said)
	}
	c.turns.counter.SetText("Quầy 1")
	tap("Gọi số tiếp theo")
	if said := c.turns.said.Text; said != "Đang mời số 1 · 1 người chờ" {
		t.Errorf("it says %q", said)
	}
	tap("Màn hình gọi số")
	s := c.turns.screen
	if s.Lines[screenNumber].Text != "1" || s.Lines[screenAt].Text != "Quầy 1" || s.Lines[screenWaits].Text != "1 người chờ" || s.Lines[screenBefore].Text != "" {
		t.Errorf("the screen says %q %q %q %q", s.Lines[screenNumber].Text, s.Lines[screenAt].Text, s.Lines[screenWaits].Text, s.Lines[screenBefore].Text)
	}
	if _, err := c.s.CallTurn(t.Context(), 0, "Quầy 2"); err != nil {
		t.Fatal(err)
	}
	c.turns.read()
	kit.Settle()
	if s.Lines[screenNumber].Text != "2" || s.Lines[screenAt].Text != "Quầy 2" || s.Lines[screenBefore].Text != "Đã gọi: 1" {
		t.Errorf("the screen says %q %q %q", s.Lines[screenNumber].Text, s.Lines[screenAt].Text, s.Lines[screenBefore].Text)
	}
	s.Close()
	if c.turns.screen != nil {
		t.Error("the screen is shut and still followed")
	}
}
