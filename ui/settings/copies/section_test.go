package copies

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
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

// said is all that is to be read in a window.
func said(w fyne.Window) string {
	var all []string
	for _, thing := range kittest.Things(w) {
		switch o := thing.Object.(type) {
		case *widget.Label:
			all = append(all, o.Text)
		case *kit.Chip:
			all = append(all, o.Said())
		}
	}
	return strings.Join(all, "\n")
}

// TestAPlaceIsChosenCopiedToAndGivenUp: the first copy is made at once, and what is given up
// is chosen again by one press.
func TestAPlaceIsChosenCopiedToAndGivenUp(t *testing.T) {
	s := stationtest.New(t)
	p, w := lay(t, s)
	if !p.now.Disabled() || !strings.Contains(said(w), "Hỏng máy này là mất dữ liệu") {
		t.Fatalf("with no place: %s", said(w))
	}
	where := t.TempDir()
	p.desk.AskFolder = func(then func(string)) { then(where) }
	test.Tap(&kittest.Named(w, "Thêm nơi để bản sao…").Button)
	kit.Settle()
	states, err := s.CopyStates(t.Context())
	if err != nil || len(states) != 1 || states[0].Where != where || states[0].Level != office.CopyGood {
		t.Fatalf("%+v, %v: %s", states, err, p.desk.News.Said())
	}
	chosen, err := s.Entries(t.Context(), states[0].ID) // what comes after it may be written while it is copied
	if err != nil || len(chosen) == 0 || states[0].Head.Seq < chosen[len(chosen)-1].Seq {
		t.Fatalf("the copy ends at %d, the place was chosen by %+v, %v", states[0].Head.Seq, chosen, err)
	}
	if got := said(w); !strings.Contains(got, where) || !strings.Contains(got, "vừa xong") || !strings.Contains(got, "Sao đủ và đọc lại đúng lúc") || p.now.Disabled() {
		t.Errorf("after the first copy: %s", got)
	}
	test.Tap(&kittest.Named(w, "Thôi dùng").Button)
	kit.Settle()
	if states, _ := s.CopyStates(t.Context()); len(states) != 0 || !strings.Contains(said(w), "Chưa có nơi nào") {
		t.Errorf("given up: %+v, %s", states, said(w))
	}
	p.add(where)
	kit.Settle()
	if states, _ := s.CopyStates(t.Context()); len(states) != 1 || states[0].Level != office.CopyGood {
		t.Errorf("chosen again: %+v", states)
	}
}

// TestAPlaceThatIsGoneIsToldWithWhatToDo: nothing is said to be copied that was not.
func TestAPlaceThatIsGoneIsToldWithWhatToDo(t *testing.T) {
	s := stationtest.New(t)
	where := filepath.Join(t.TempDir(), "USB")
	if err := os.Mkdir(where, 0o700); err != nil {
		t.Fatal(err)
	}
	p, w := lay(t, s)
	p.add(where)
	kit.Settle()
	if err := os.RemoveAll(where); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveClerk(t.Context(), office.Clerk{Name: "Trần Thị Ví Dụ"}); err != nil {
		t.Fatal(err)
	}
	p.copyNow()
	kit.Settle()
	if got := said(w); !strings.Contains(got, "Không thấy nơi để bản sao") || !strings.Contains(got, "mục nhật ký chưa sao") {
		t.Errorf("in its place: %s", got)
	}
	if got := p.desk.News.Said(); !strings.Contains(got, "Không thấy nơi để bản sao") {
		t.Errorf("it says %q", got)
	}
}

// full is a station at whose new place the first copy finds no room.
type full struct{ Services }

func (f full) CopyNow(ctx context.Context, p *job.Progress) ([]office.CopyState, error) {
	all, err := f.Services.CopyNow(ctx, p)
	for i := range all {
		all[i].Silent, all[i].Said, all[i].Next = "whole.full", "Ổ đĩa đã đầy.", "Hãy dọn bớt."
	}
	return all, err
}

func TestAFirstCopyThatWasNotMadeIsNotSaidToBe(t *testing.T) {
	p, _ := lay(t, full{stationtest.New(t)})
	p.add(t.TempDir())
	kit.Settle()
	if got := p.desk.News.Said(); !strings.Contains(got, "Ổ đĩa đã đầy") || strings.Contains(got, "Đã sao") {
		t.Errorf("it says %q", got)
	}
}

// away is a station whose place for copies cannot be made.
type away struct{ Services }

func (away) AddCopyTarget(context.Context, string) (office.CopyTarget, error) {
	return office.CopyTarget{}, office.Failure{Name: "copying.full", Said: "Ổ đĩa đã đầy.", Next: "Hãy dọn bớt."}
}

func TestAPlaceThatIsRefusedIsNone(t *testing.T) {
	p, w := lay(t, away{stationtest.New(t)})
	p.add(t.TempDir())
	kit.Settle()
	if !strings.Contains(p.desk.News.Said(), "Ổ đĩa đã đầy") || !strings.Contains(said(w), "Chưa có nơi nào") {
		t.Errorf("%q, %s", p.desk.News.Said(), said(w))
	}
}

func TestTheChipTellsTheAgeOfTheBestCopy(t *testing.T) {
	now := time.Date(2026, 11, 28, 8, 0, 0, 0, office.VietNam)
	copyOf := func(ago time.Duration, level office.CopyLevel) office.CopyState {
		return office.CopyState{Verified: now.Add(-ago), Level: level}
	}
	for _, c := range []struct {
		all  []office.CopyState
		tone kit.Tone
		said string
	}{
		{nil, kit.Warn, "Chưa có bản sao"},
		{[]office.CopyState{{Level: office.CopyRed}}, kit.Bad, "Bản sao: chưa xong"},
		{[]office.CopyState{copyOf(59*time.Second, office.CopyGood)}, kit.Good, "Bản sao: vừa xong"},
		{[]office.CopyState{copyOf(59*time.Minute, office.CopyGood)}, kit.Good, "Bản sao: 59 phút trước"},
		{[]office.CopyState{copyOf(100*time.Hour, office.CopyRed), copyOf(25*time.Hour, office.CopyAmber)}, kit.Warn, "Bản sao: 1 ngày trước"},
		{[]office.CopyState{copyOf(23*time.Hour, office.CopyGood), {Level: office.CopyRed}}, kit.Good, "Bản sao: 23 giờ trước"},
	} {
		if tone, said := Chip(c.all, now); tone != c.tone || said != c.said {
			t.Errorf("%v, %q; not %v, %q", tone, said, c.tone, c.said)
		}
	}
}

func TestHowReadingBackStandsIsSaid(t *testing.T) {
	ended := time.Date(2026, 11, 27, 15, 4, 0, 0, office.VietNam)
	bad := office.CopyFault{Said: "Bản sao của tệp abc… của hồ sơ 12 hỏng; chưa sao lại được."}
	for want, tour := range map[string]office.CopyTour{
		"Chưa đọc lại từng phần lần nào":        {},
		"lần đầu: được 40 %":                    {Begun: ended, Bytes: 4, OfBytes: 10},
		"27/11/2026: không phần nào hỏng":       {Last: &office.CopyToured{Ended: ended, Objects: 3}},
		"27/11/2026: 1 chỗ hỏng hoặc thiếu, đã": {Last: &office.CopyToured{Ended: ended, Found: []office.CopyFault{{Good: true}}}},
		"27/11/2026: còn 1 chỗ hỏng":            {Last: &office.CopyToured{Ended: ended, Found: []office.CopyFault{bad}, Open: 1}},
	} {
		if got := tourSaid(tour); !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
		if worst := tour.Worst(); (worst != "") != (tour.Unmended() > 0) {
			t.Errorf("%q is the worst of %d", worst, tour.Unmended())
		}
	}
}

// TestCopyingThatWasStoppedGoesOnByAWord that says why.
func TestCopyingThatWasStoppedGoesOnByAWord(t *testing.T) {
	s := &halted{Station: stationtest.New(t)}
	if _, err := s.AddCopyTarget(t.Context(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	p, _ := lay(t, s)
	if !p.goOn.Visible() {
		t.Fatal("what was stopped cannot go on")
	}
	test.Tap(&p.goOn.Button)
	kit.Settle()
	p.asking.Why.SetText("đã thay ổ đĩa")
	test.Tap(&p.asking.Yes.Button)
	kit.Settle()
	if s.why != "đã thay ổ đĩa" || p.goOn.Visible() {
		t.Errorf("said: %q; still offered: %v", s.why, p.goOn.Visible())
	}
}

// halted is a station whose copying the guard has stopped.
type halted struct {
	*stationtest.Station
	why string
}

func (h *halted) CopyStates(ctx context.Context) ([]office.CopyState, error) {
	all, err := h.Station.CopyStates(ctx)
	for i := range all {
		if h.why == "" {
			all[i].Silent, all[i].Level = stopped, office.CopyRed
		}
	}
	return all, err
}

func (h *halted) LetCopyingGoOn(_ context.Context, _ office.Clerk, why string, _ bool) error {
	h.why = why
	return nil
}

// met is a station that reaches a server of which nobody has confirmed the key yet.
type met struct {
	*stationtest.Station
	got []office.FarPlace
}

func (m *met) AddFarPlace(_ context.Context, f office.FarPlace) (office.CopyTarget, error) {
	f.Secret.Password = strings.Clone(f.Secret.Password)
	m.got = append(m.got, f)
	if f.HostKey == "" {
		return office.CopyTarget{}, office.Failure{Name: "copying.host-unknown", Said: "Máy chủ “%s” chưa gặp lần nào. Khóa của nó là %s."}.About("may-chu", "ssh-ed25519 SHA256:mẫu")
	}
	return office.CopyTarget{ID: "x", Where: f.Where}, nil
}

func (m *met) CopyNow(context.Context, *job.Progress) ([]office.CopyState, error) { return nil, nil }

// TestAServerThatWasNeverMetIsConfirmedByItsKey before anything is copied to it, and what
// opens it is forgotten by the page.
func TestAServerThatWasNeverMetIsConfirmedByItsKey(t *testing.T) {
	s := &met{Station: stationtest.New(t)}
	p, w := lay(t, s)
	p.server.form.Type(map[string]string{"where": "sftp://saoluu@may-chu/ban-sao"})
	p.server.form.Input("password").(*kit.Secret).SetText("mật khẩu mẫu")
	test.Tap(&kittest.Named(w, "Nối thử và thêm").Button)
	kit.Settle()
	if got := said(w); len(s.got) != 1 || s.got[0].HostKey != "" || !strings.Contains(got, "ssh-ed25519 SHA256:mẫu") {
		t.Fatalf("asked %d times: %s", len(s.got), got)
	}
	test.Tap(&kittest.Named(w, "Đúng máy chủ này").Button)
	kit.Settle()
	if len(s.got) != 2 || s.got[1].HostKey != "ssh-ed25519 SHA256:mẫu" || s.got[1].Secret.Password != "mật khẩu mẫu" {
		t.Fatalf("confirmed: %d", len(s.got))
	}
	if left := p.server.form.Input("password").(*kit.Secret).Text; left != "" || p.server.met.Content.Visible() {
		t.Errorf("the page keeps %q", left)
	}
}

// TestWhatIsCopiedBesideIsShown while the section is: what is typed stays, nothing is made anew
// under the keyboard, and what is as it was is not drawn again.
func TestWhatIsCopiedBesideIsShown(t *testing.T) {
	s := stationtest.New(t)
	p, w := lay(t, s)
	p.server.form.Type(map[string]string{"where": "sftp://dang-go"})
	p.trial.form.Type(map[string]string{"key": "đang gõ"})
	where := t.TempDir()
	if _, err := s.AddCopyTarget(t.Context(), where); err != nil {
		t.Fatal(err)
	}
	look := func(ctx context.Context) {
		t.Helper()
		is, err := p.ask(ctx)
		if err != nil {
			t.Fatal(err)
		}
		p.follow(ctx, is)
	}
	look(t.Context())
	if got := said(w); !strings.Contains(got, where) || !strings.Contains(got, "Chưa lần nào sao xong") {
		t.Errorf("a place that was chosen beside: %s", got)
	}
	if at := p.server.form.Hand().Where; at != "sftp://dang-go" || p.trial.form.Hand().Key != "đang gõ" {
		t.Errorf("what was typed is %q", at)
	}
	drop := kittest.Named(w, "Thôi dùng")
	look(t.Context())
	if kittest.Named(w, "Thôi dùng") != drop {
		t.Error("what is as it was is made anew")
	}
	if _, err := s.CopyNow(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	w.Canvas().Focus(drop)
	look(t.Context())
	if kittest.Named(w, "Thôi dùng") != drop {
		t.Error("a button goes under the keyboard")
	}
	w.Canvas().Unfocus()
	left, leave := context.WithCancel(t.Context())
	is, err := p.ask(left)
	if err != nil {
		t.Fatal(err)
	}
	leave()
	p.follow(left, is)
	if got := said(w); !strings.Contains(got, "Chưa lần nào sao xong") {
		t.Errorf("after the section was left: %s", got)
	}
	look(t.Context())
	if got := said(w); !strings.Contains(got, "Sao đủ và đọc lại đúng lúc") {
		t.Errorf("when it is whole: %s", got)
	}
}

// TestTheSectionLooksByItself every few seconds, until it is left.
func TestTheSectionLooksByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var looks atomic.Int64
		p := &Section{every: looksEvery, desk: &kit.Desk{}}
		p.services = counted{looks: &looks}
		p.trial = &trial{p: p}
		ctx, leave := context.WithCancel(t.Context())
		p.watch(ctx)
		time.Sleep(10*looksEvery + time.Second)
		synctest.Wait()
		if n := looks.Load(); n != 10 {
			t.Errorf("%d looks", n)
		}
		leave()
		time.Sleep(10 * looksEvery)
		synctest.Wait()
		if n := looks.Load(); n != 10 {
			t.Errorf("it looks on: %d", n)
		}
	})
}

// counted is a station that tells nothing, and how often it was asked.
type counted struct {
	Services
	looks *atomic.Int64
}

func (c counted) CopyStates(context.Context) ([]office.CopyState, error) {
	c.looks.Add(1)
	return nil, errors.New("nothing is told")
}

// TestWhatAPlaceDoesNotGiveUpIsToldAsItIs: old snapshots take room, and what was to go for good
// is another matter.
func TestWhatAPlaceDoesNotGiveUpIsToldAsItIs(t *testing.T) {
	p, w := lay(t, stationtest.New(t))
	p.show(standing{copies: []office.CopyState{{Where: "/mnt/usb", Old: 7}}})
	if got := said(w); !strings.Contains(got, "còn 7 ảnh chụp cũ") || strings.Contains(got, "xóa hẳn") {
		t.Error(got)
	}
}

// TestAFormerCopyGoesOnceAPersonWasAsked: it is told with its size, and whoever thinks better of it
// keeps it.
func TestAFormerCopyGoesOnceAPersonWasAsked(t *testing.T) {
	s := stationtest.Manned(t)
	where := t.TempDir()
	p, w := lay(t, s)
	p.add(where)
	kit.Settle()
	stationtest.Renew(t, s)
	p.copyNow()
	kit.Settle()
	if got := said(w); !strings.Contains(got, "bản sao lập bằng chìa cũ") || !strings.Contains(got, "KB, đổi chìa lúc") {
		t.Fatalf("after a renewal: %s", got)
	}
	test.Tap(&kittest.Named(w, "Xóa bản sao cũ…").Button)
	if got := said(w); !strings.Contains(got, "không lấy lại được") {
		t.Errorf("the question: %s", got)
	}
	test.Tap(&kittest.Named(w, "Không xóa").Button)
	states, err := s.CopyStates(t.Context())
	if got := said(w); err != nil || states[0].Former.Objects == 0 || strings.Contains(got, "không lấy lại được") {
		t.Errorf("after thinking better of it: %+v, %v, %s", states, err, got)
	}
	test.Tap(&kittest.Named(w, "Xóa bản sao cũ…").Button)
	test.Tap(&kittest.Named(w, "Xóa hẳn").Button)
	kit.Settle()
	states, err = s.CopyStates(t.Context())
	if got := said(w); err != nil || states[0].Former.Objects != 0 || states[0].Level == office.CopyRed || strings.Contains(got, "chìa cũ:") {
		t.Errorf("removed: %+v, %v, %s", states, err, got)
	}
	if got := p.desk.News.Said(); !strings.Contains(got, "xóa bản sao cũ") {
		t.Errorf("told: %q", got)
	}
}
