package lines

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
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

// far is a station whose servers are told of here: what the section asked of it, and what it answers.
type far struct {
	mail    office.MailLine
	shared  []office.CalendarLine
	stands  []office.LineStand
	found   []office.FoundCalendar
	done    office.LinesDone
	err     error
	chosen  []office.MailWish
	secrets []string
	wishes  []office.ExchangeWish
	unseen  []office.CalendarClash
}

func (f *far) MailLine(context.Context) (office.MailLine, error) { return f.mail, nil }

func (f *far) ChooseMailLine(_ context.Context, w office.MailWish) (office.MailLine, error) {
	f.chosen = append(f.chosen, w)
	if f.err == nil {
		f.mail = w.Line
		f.mail.ID = "m"
		f.stands = append(f.stands, office.LineStand{ID: "m", Said: "Thư " + w.Line.From.Mail})
	}
	return f.mail, f.err
}

func (f *far) GiveUpMailLine(context.Context) error {
	f.mail, f.stands = office.MailLine{}, nil
	return nil
}

func (f *far) SharedCalendars(context.Context) ([]office.CalendarLine, error) { return f.shared, nil }

func (f *far) FindCalendars(_ context.Context, _, _, password string) ([]office.FoundCalendar, error) {
	f.secrets = append(f.secrets, password)
	return f.found, f.err
}

func (f *far) ShareCalendar(_ context.Context, l office.CalendarLine, password string) (office.CalendarLine, error) {
	f.secrets = append(f.secrets, password)
	l.ID = "c"
	f.shared = append(f.shared, l)
	return l, nil
}

func (f *far) GiveUpCalendar(context.Context, office.ID) error {
	f.shared = nil
	return nil
}

func (f *far) CalendarClashes(context.Context) ([]office.CalendarClash, error) { return f.unseen, nil }

func (f *far) SeeCalendarClash(_ context.Context, _ office.Clerk, id office.ID) error {
	f.unseen = slices.DeleteFunc(f.unseen, func(c office.CalendarClash) bool { return c.ID == id })
	return nil
}

func (f *far) LineStands(context.Context) ([]office.LineStand, error) { return f.stands, nil }

func (f *far) ExchangeNow(_ context.Context, w office.ExchangeWish) (office.LinesDone, error) {
	f.wishes = append(f.wishes, w)
	return f.done, nil
}

func lay(t *testing.T, s Services) (*Section, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), s)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1148, 554))
	p.Enter(t.Context())
	kit.Settle()
	return p, w
}

func said(w fyne.Window) string {
	var all []string
	for _, thing := range kittest.Things(w) {
		if o, is := thing.Object.(*widget.Label); is {
			all = append(all, o.Text)
		}
	}
	return strings.Join(all, "\n")
}

func press(w fyne.Window, named string) {
	test.Tap(&kittest.Named(w, named).Button)
	kit.Settle()
}

// TestAnAccountForLettersIsChosenAndGivenUp: what fails stands at its field, and the password is in the form
// no more once it is kept.
func TestAnAccountForLettersIsChosenAndGivenUp(t *testing.T) {
	f := &far{err: office.Failure{Name: "post.box-shut", Said: "Hộp thư không mở.", Next: "Hãy gõ lại."}}
	p, w := lay(t, f)
	if !p.now.Disabled() || !strings.Contains(said(w), "Chưa có đường thư") {
		t.Errorf("with none: %s", said(w))
	}
	p.mail.form.Type(map[string]string{"address": "vanthu@xamau.gov.vn", "server": "smtps://thu.xamau.gov.vn", "user": "vanthu", "box": "pop3s://thu.xamau.gov.vn"})
	p.mail.form.Input("password").(*kit.Secret).SetText("bí mật")
	press(w, "Dùng đường thư này")
	if !strings.Contains(said(w), "Hộp thư không mở.") || p.mail.form.Value().line.Server == "" {
		t.Errorf("what failed: %s", said(w))
	}
	f.err = nil
	p.mail.form.Input("password").(*kit.Secret).SetText("bí mật")
	press(w, "Dùng đường thư này")
	last := f.chosen[len(f.chosen)-1]
	if last.Line.From.Mail != "vanthu@xamau.gov.vn" || last.Secret.Password != "bí mật" || last.Line.Box != "pop3s://thu.xamau.gov.vn" || last.Old {
		t.Errorf("%+v", last.Line)
	}
	if got := p.mail.form.Value(); p.mail.form.Input("password").(*kit.Secret).Text != "" || got.line.User != "vanthu" || p.now.Disabled() {
		t.Errorf("%+v", got.line)
	}
	press(w, "Thôi dùng")
	if f.mail.ID != "" || p.mail.form.Value().line.Server != "" {
		t.Errorf("given up: %+v", p.mail.form.Value().line)
	}
}

// TestACalendarIsFoundAndShared: what may only be read is named and not offered.
func TestACalendarIsFoundAndShared(t *testing.T) {
	f := &far{found: []office.FoundCalendar{{Address: "https://lich/a/", Name: "Lịch xã", Writes: true}, {Address: "https://lich/b/", Name: "Lịch huyện"}}}
	p, w := lay(t, f)
	p.shared.form.Type(map[string]string{"address": "https://lich", "user": "vanthu"})
	p.shared.form.Input("password").(*kit.Secret).SetText("bí mật")
	press(w, "Tìm lịch")
	if got := said(w); !strings.Contains(got, "Lịch xã") || !strings.Contains(got, "Tài khoản chỉ được xem. https://lich/b/") {
		t.Errorf("found: %s", got)
	}
	press(w, "Dùng chung")
	if len(f.shared) != 1 || f.shared[0].Address != "https://lich/a/" || f.shared[0].User != "vanthu" || len(f.wishes) != 1 {
		t.Errorf("%+v %v", f.shared, f.wishes)
	}
	for _, s := range f.secrets {
		if s != "bí mật" {
			t.Errorf("opened with %q", s)
		}
	}
	if p.shared.form.Input("password").(*kit.Secret).Text != "" || len(p.shared.asked.password) != 0 || len(p.shared.found.Objects) != 0 {
		t.Error("what opened it is still in the form")
	}
	press(w, "Thôi dùng")
	if len(f.shared) != 0 {
		t.Errorf("%+v", f.shared)
	}
}

// TestWhyALineDoesNotGoIsTold, and of a calendar that is suddenly empty a person says what happened.
func TestWhyALineDoesNotGoIsTold(t *testing.T) {
	f := &far{stands: []office.LineStand{{ID: "c", Said: "Lịch chung “Xã”", Good: time.Date(2026, 11, 3, 8, 0, 0, 0, office.VietNam), Name: "calsync.emptied", Why: "Lịch bỗng thiếu 12 cuộc họp.", Next: "Hãy xem."}}}
	_, w := lay(t, f)
	if got := said(w); !strings.Contains(got, "Lịch bỗng thiếu 12 cuộc họp. Hãy xem.") || !strings.Contains(got, "03/11") {
		t.Errorf("%s", got)
	}
	press(w, "Đúng là đã xóa, bỏ ở đây luôn")
	if len(f.wishes) != 1 || !f.wishes[0].Emptied {
		t.Errorf("%+v", f.wishes)
	}
	f.done, f.stands[0].Name = office.LinesDone{Sent: 2, Waiting: 1}, ""
	press(w, "Gửi và nhận ngay")
	if len(f.wishes) != 2 || f.wishes[1].Emptied {
		t.Errorf("%+v", f.wishes)
	}
}

// TestWhatWasGivenUpStandsUntilSomebodySawIt, with both sides of it.
func TestWhatWasGivenUpStandsUntilSomebodySawIt(t *testing.T) {
	f := &far{unseen: []office.CalendarClash{{ID: "1", Title: "Giao ban", What: "Cùng sửa.", Fields: []office.CalendarClashField{{Name: "Địa điểm", Ours: "Phòng 1", Theirs: "Phòng 2"}}}, {ID: "2", Title: "Họp dân", What: "Không nhận."}}}
	p, w := lay(t, f)
	if got := said(w); !strings.Contains(got, "Giao ban: Cùng sửa.") || !strings.Contains(got, "Địa điểm: ở đây “Phòng 1”, lịch chung “Phòng 2”") || !strings.Contains(got, "Họp dân: Không nhận.") {
		t.Errorf("%s", got)
	}
	press(w, "Đã xem")
	if got := said(w); len(f.unseen) != 1 || strings.Contains(got, "Giao ban: ") {
		t.Errorf("%+v: %s", f.unseen, got)
	}
	press(w, "Đã xem")
	if len(f.unseen) != 0 || p.clashes.Visible() {
		t.Errorf("%+v, shown: %v", f.unseen, p.clashes.Visible())
	}
}
