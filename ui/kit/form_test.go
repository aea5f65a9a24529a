package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

// booking is what the form of these tests asks for.
type booking struct {
	ID, Room, Note, Day string
	Kind                sort
	With                []sort
	Online              bool
	Before, Password    []byte
}

type sort string

var (
	sorts  = []office.Choice{{Key: "a", Said: "Giao ban"}, {Key: "b", Said: "Tiếp dân"}, {Key: "c", Said: "Khác"}}
	noRoom = office.Failure{Name: "test.no-room", Said: "Chưa có phòng.", Next: "Hãy gõ tên phòng."}
	taken  = office.Failure{Name: "test.taken-then", Said: "Phòng đã có người.", Next: "Hãy chọn ngày khác."}
)

func bookingAsks() []*Ask[booking] {
	return []*Ask[booking]{
		AskWords("room", "Phòng", func(b *booking) *string { return &b.Room }).Must().Judged(func(b booking) error {
			if len(b.Room) < 2 {
				return noRoom
			}
			return nil
		}),
		AskDay("day", "Ngày", func(b *booking) *string { return &b.Day }).Beside().About("test.taken-*"),
		AskOne("kind", "Loại", sorts, func(b *booking) *sort { return &b.Kind }),
		AskSeveral("with", "Kèm", sorts, func(b *booking) *[]sort { return &b.With }),
		AskCheck("online", "Họp qua mạng", func(b *booking) *bool { return &b.Online }),
		AskLines("note", "Ghi chú", 2, func(b *booking) *string { return &b.Note }).When(func(b booking) bool { return b.Online }),
		AskPassword("before", "Mật khẩu", func(b *booking) *[]byte { return &b.Before }),
		AskNewPassword("password", func(b *booking) *[]byte { return &b.Password }),
	}
}

func booked(t *testing.T) (*Desk, *Form[booking]) {
	t.Helper()
	d, f := newDesk(t), NewForm(bookingAsks()...)
	d.Window.SetContent(f.Content)
	d.Window.Resize(fyne.NewSize(600, 700))
	return d, f
}

func (f *Form[R]) entry(key string) *Entry { return f.Field(key).Input.(*Entry) }

func (b booking) String() string {
	said := []string{b.ID, b.Room, b.Day, string(b.Kind), JoinKeys(b.With), b.Note}
	if b.Online {
		said = append(said, "online")
	}
	return strings.Join(said, "|")
}

func TestAFormGivesBackWhatItWasFilledWithAndWhatItDoesNotAsk(t *testing.T) {
	_, f := booked(t)
	told := 0
	f.OnTyped = func() { told++ }
	for _, b := range []booking{
		{ID: "7", Room: "Phòng họp 1", Day: "2026-12-01", Kind: "b", With: []sort{"a", "c"}, Online: true, Note: "một\nhai"},
		{ID: "8"},
	} {
		if f.Fill(b); f.Value().String() != b.String() || f.Differs() || told > 0 {
			t.Errorf("filled with %v it gives %v, differs %v, told %d", b, f.Value(), f.Differs(), told)
		}
	}
	if f.entry("day").Text != "" || f.Field("note").Visible() {
		t.Error("an empty day is shown, or a note is asked for where nobody meets online")
	}
}

func TestWhatIsTypedIsTidiedAndToldOnce(t *testing.T) {
	_, f := booked(t)
	told := 0
	f.OnTyped = func() { told++ }
	f.Fill(booking{ID: "7", Room: "Phòng 1"})
	f.entry("room").SetText("  Phòng\u00a0 họp  ")
	f.entry("day").SetText("1/12/2026")
	f.Field("online").Input.(*Check).SetChecked(true)
	f.entry("note").SetText("\n  mo\u0302\u0323t  \n\n hai \n\n")
	if got := f.Value().String(); got != "7|Phòng họp|2026-12-01|||một\n\nhai|online" || told != 4 {
		t.Errorf("it gives %q, told %d times", got, told)
	}
	if got := f.Retyped(); len(got) != 4 || !f.Field("note").Visible() {
		t.Errorf("typed: %q", got)
	}
	f.entry("room").SetText("Phòng  1")
	if _, is := f.Retyped()["room"]; is {
		t.Error("what says the same as before counts as typed")
	}
}

func TestWhatIsStoredAnewDoesNotTakeAwayWhatIsTyped(t *testing.T) {
	_, f := booked(t)
	f.Fill(booking{ID: "7", Room: "Phòng 1", Day: "2026-12-01", Kind: "a"})
	f.entry("room").SetText("Phòng lớn")
	f.Renew(booking{ID: "7", Room: "Phòng 2", Day: "2026-12-02", Kind: "a"})
	if got := f.Value().String(); got != "7|Phòng lớn|2026-12-02|a||" || len(f.Retyped()) != 1 {
		t.Errorf("it gives %q, typed %q", got, f.Retyped())
	}
	f.entry("room").SetText("Phòng 2")
	if f.Differs() {
		t.Error("what was stored meanwhile counts as typed")
	}
}

func TestWhatIsWrongStandsBesideItsAnswerAndTheKeyboardGoesThere(t *testing.T) {
	d, f := booked(t)
	f.Fill(booking{Room: "x"})
	if f.Check(d) || !f.Field("room").Bad() || d.Window.Canvas().Focused() != f.entry("room") {
		t.Error("half a name of a room is taken")
	}
	f.entry("room").SetText("Phòng 1")
	if f.Field("room").Bad() || !f.Check(d) {
		t.Error("what was mended is still called wrong")
	}
	f.Tell(d, taken)
	if !f.Field("day").Bad() || d.Window.Canvas().Focused() != f.entry("day") || d.News.Visible() {
		t.Error("what the station says of the day is told elsewhere")
	}
	f.Field("kind").Input.(*Select).SetSelectedIndex(1)
	if f.Field("day").Bad() {
		t.Error("what the station said stays while another answer is typed")
	}
	f.Tell(d, taken)
	if !f.Check(d) || f.Field("day").Bad() {
		t.Error("what the station said stays when the form is sent anew")
	}
	f.Tell(d, noRoom)
	if !d.News.Visible() {
		t.Error("a failure of no answer is told nowhere")
	}
	if f.Fail(d, "note", noRoom) {
		t.Error("something is told beside a question that nobody is asked")
	}
	f.entry("room").SetText("y")
	f.entry("room").FocusLost()
	if !f.Field("room").Bad() {
		t.Error("an answer is not judged when it is left")
	}
}

func TestPasswordsAreHandedOnAloneAndForgotten(t *testing.T) {
	d, f := booked(t)
	f.Fill(booking{Room: "Phòng 1"})
	var before *Secret
	var twice []*Secret
	for _, o := range test.LaidOutObjects(f.Content) {
		if s, is := o.(*Secret); is && before == nil {
			before = s
		} else if is {
			twice = append(twice, s)
		}
	}
	before.SetText("đang dùng")
	twice[0].SetText("nồi đồng cối đá")
	if f.Check(d) || d.Window.Canvas().Focused() != twice[1] {
		t.Error("a new password that was typed once is taken")
	}
	twice[1].SetText("nồi đồng cối đá")
	if !f.Check(d) || f.Value().Before != nil || f.Value().Password != nil {
		t.Error("passwords are read before they are handed on")
	}
	if all := f.Answers(); len(all) != 6 || slices.Contains([]string{all["before"], all["password"]}, "nồi đồng cối đá") {
		t.Errorf("passwords lie among the answers: %q", all)
	}
	got := f.Hand()
	if string(got.Before) != "đang dùng" || string(got.Password) != "nồi đồng cối đá" || before.Text != "" || twice[0].Text == "" {
		t.Errorf("handed on %q and %q, left %q and %q", got.Before, got.Password, before.Text, twice[0].Text)
	}
	if f.Wipe(); twice[0].Text+twice[1].Text != "" {
		t.Error("a new password stays")
	}
}

func TestAQuestionBesideAnotherSharesItsRow(t *testing.T) {
	d, f := booked(t)
	d.Window.Content().Refresh()
	room, day := f.Field("room"), f.Field("day")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	if at(room).Y != at(day).Y || at(day).X < at(room).X+room.Size().Width {
		t.Errorf("room at %v, day at %v", at(room), at(day))
	}
	if kind := f.Field("kind"); at(kind).X != at(room).X || kind.Size().Width < 2*room.Size().Width {
		t.Error("the next question has not a row of its own")
	}
	if f.First() != f.entry("room") {
		t.Error("the keyboard begins elsewhere")
	}
}

func TestWhatIsNotAskedIsNeitherJudgedNorHandedOn(t *testing.T) {
	d := newDesk(t)
	online := func(b booking) bool { return b.Online }
	f := NewForm(
		AskCheck("online", "Họp qua mạng", func(b *booking) *bool { return &b.Online }),
		AskWords("room", "Phòng", func(b *booking) *string { return &b.Room }).When(online).Judged(func(booking) error { return noRoom }),
		AskPassword("before", "Mật khẩu", func(b *booking) *[]byte { return &b.Before }).When(online),
	)
	d.Window.SetContent(f.Content)
	f.Fill(booking{Online: true})
	f.Field("before").Input.(*Secret).SetText("bí mật")
	if f.Check(d) {
		t.Error("what is asked is not judged")
	}
	f.Type(map[string]string{"online": ""})
	if !f.Check(d) {
		t.Error("an answer that nobody is asked for keeps the form from being sent")
	}
	if got := f.Hand(); got.Before != nil {
		t.Errorf("handed on: %q", got.Before)
	}
}
