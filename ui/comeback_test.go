package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// TestAnOfficeComesBackInTheWindowOfANewComputer from the folder of the copy and the sheet
// with the key alone: what is asked, what a mistyped key leads to, and the desk at the end.
func TestAnOfficeComesBackInTheWindowOfANewComputer(t *testing.T) {
	ctx, stick := t.Context(), t.TempDir()
	old := stationtest.Open(t, t.TempDir())
	key, err := old.SetUp(ctx, stationtest.Office(), []office.Clerk{{Name: "Nguyễn Văn Mẫu"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := old.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	stationtest.Digitised(t, old, office.Document{Type: "cong-van", Subject: "về việc trở lại"})
	if _, err := old.AddCopyTarget(ctx, stick); err != nil {
		t.Fatal(err)
	}
	if _, err := old.CopyNow(ctx, nil); err != nil {
		t.Fatal(err)
	}
	home := filepath.Join(t.TempDir(), "máy mới")
	w := open(t, nil, func(o *Options) {
		o.Open = func(context.Context, string, *job.Progress) (Services, error) { return stationtest.Open(t, home), nil }
		o.FindCopies = stationtest.FindCopies
		o.ComeBack = func(ctx context.Context, w office.ComeBackWish, leave func() error, p *job.Progress) (office.CameBack, error) {
			return stationtest.ComeBack(ctx, w, home, leave, p)
		}
	})
	press := func(name string) {
		t.Helper()
		test.Tap(&kittest.Named(w.win, kit.T(name)).Button)
		kit.Settle()
	}
	type answer = map[string]string
	answers := func(a answer) {
		t.Helper()
		for _, thing := range kittest.Things(w.win) {
			if e, is := thing.Object.(*kit.Entry); is && !e.MultiLine && a["where"] != "" {
				e.SetText(a["where"])
			} else if is && e.MultiLine {
				e.SetText(a["key"])
			}
		}
		kit.Settle()
	}
	press("setup.back")
	answers(answer{"where": t.TempDir(), "key": key.Key})
	press("setup.back-look")
	if got := seenIn(w); !strings.Contains(got, "không có bản sao nào") {
		t.Errorf("an empty folder: %s", got)
	}
	answers(answer{"where": stick, "key": key.Key[:len(key.Key)-9]})
	press("setup.back-look")
	if kittest.Named(w.win, kit.T("setup.back-go")) != nil {
		t.Error("half a key opens the copy")
	}
	answers(answer{"where": stick, "key": strings.ToLower(strings.ReplaceAll(key.Key, "-", " "))})
	press("setup.back-look")
	if got := seenIn(w); !strings.Contains(got, stationtest.Office().Name) {
		t.Errorf("what is there is not shown: %s", got)
	}
	brings := regexp.MustCompile(`Khôi phục được đến \d.*: [1-9]\d* bản ghi, [1-9]\d* tệp\. Đã xem, chưa đọc hết các tệp\.`)
	if got := seenIn(w); !brings.MatchString(got) {
		t.Errorf("what would come back is not told: %s", got)
	}
	var frames kittest.Frames
	for _, screen := range allScreens {
		w.settleAt(screen.room(), &frames)
		for _, wrong := range w.misfits() {
			t.Errorf("%v: %s", screen, wrong)
		}
	}
	press("setup.back-go")
	if w.frame == nil {
		t.Fatalf("the desk was not reached: %s", w.desk.News.Said())
	}
	if got := w.frame.status.records.Text; got != "1 hồ sơ đã chuyển đổi" {
		t.Errorf("the desk has %q", got)
	}
	if got := w.desk.News.Said(); !strings.Contains(got, "Đã khôi phục "+stationtest.Office().Name) {
		t.Errorf("it says %q", got)
	}
}

// seenIn is all that is to be read in a window.
func seenIn(w *Window) string {
	var all []string
	for _, thing := range kittest.Things(w.win) {
		switch o := thing.Object.(type) {
		case *widget.Label:
			all = append(all, o.Text)
		case *kit.Chip:
			all = append(all, o.Said())
		}
	}
	return strings.Join(all, "\n")
}

// TestAServerIsMetByItsKeyBeforeAnOfficeComesBackFromIt: the password is asked for an address
// alone, goes along once the key was confirmed, and is forgotten by the page.
func TestAServerIsMetByItsKeyBeforeAnOfficeComesBackFromIt(t *testing.T) {
	const address, hostKey = "sftp://saoluu@may-chu.example.vn/ban-sao", "ssh-ed25519 SHA256:mẫu"
	var asked, back []office.ComeBackWish
	w := open(t, nil, func(o *Options) {
		home := filepath.Join(t.TempDir(), "máy mới")
		o.Open = func(context.Context, string, *job.Progress) (Services, error) { return stationtest.Open(t, home), nil }
		o.FindCopies = func(_ context.Context, wish office.ComeBackWish) ([]office.CopyFound, error) {
			if asked = append(asked, wish); wish.HostKey == "" {
				return nil, office.Failure{Name: "copying.host-unknown", Said: "Máy chủ “%s” chưa gặp lần nào. Khóa của nó là %s."}.About("may-chu", hostKey)
			}
			return []office.CopyFound{{Station: "a", Office: "Ủy ban nhân dân xã Mẫu Sơn"}}, nil
		}
		o.ComeBack = func(_ context.Context, wish office.ComeBackWish, _ func() error, _ *job.Progress) (office.CameBack, error) {
			back = append(back, wish)
			return office.CameBack{}, errors.New("thử")
		}
	})
	test.Tap(&kittest.Named(w.win, kit.T("setup.back")).Button)
	kit.Settle()
	entries := func() (all []*kit.Entry) {
		for _, thing := range kittest.Things(w.win) {
			if e, is := thing.Object.(*kit.Entry); is {
				all = append(all, e)
			}
		}
		return all
	}
	press := func(name string) {
		t.Helper()
		test.Tap(&kittest.Named(w.win, kit.T(name)).Button)
		kit.Settle()
	}
	password := func() (of *kit.Secret) {
		for _, thing := range kittest.Things(w.win) {
			if s, is := thing.Object.(*kit.Secret); is {
				of = s
			}
		}
		return of
	}
	folder := entries()
	folder[0].SetText(t.TempDir())
	kit.Settle()
	if n := len(entries()); n != len(folder) || password() != nil {
		t.Errorf("of a folder %d things are asked, of nothing %d, a password: %v", n, len(folder), password())
	}
	folder[0].SetText(address)
	folder[1].SetText("AAAA-BBBB")
	kit.Settle()
	if password() == nil || len(entries()) != len(folder)+1 {
		t.Fatalf("of a server no password or no file with a key is asked: %d fields", len(entries()))
	}
	password().SetText("nồi đồng")
	press("setup.back-look")
	if got := seenIn(w); !strings.Contains(got, hostKey) || kittest.Named(w.win, kit.T("setup.back-go")) != nil {
		t.Fatalf("the key of the server is not asked about: %s", got)
	}
	var frames kittest.Frames
	for _, screen := range allScreens {
		w.settleAt(screen.room(), &frames)
		for _, wrong := range w.misfits() {
			t.Errorf("%v: %s", screen, wrong)
		}
	}
	press("copies.far-right")
	if len(asked) != 2 || asked[1].Where != address || asked[1].HostKey != hostKey || asked[1].Secret.Password != "nồi đồng" || asked[0].Secret.Password != "nồi đồng" {
		t.Fatalf("asked were %+v", asked)
	}
	press("setup.back-go")
	if len(back) != 1 || back[0].HostKey != hostKey || back[0].Secret.Password != "nồi đồng" || back[0].Station != "a" {
		t.Errorf("brought back by %+v", back)
	}
	if left := password().Text; left != "" {
		t.Errorf("the page keeps %q on the screen", left)
	}
}

// TestAnOfficeComesBackAsItWasInTheWindow: the moment goes along, what would not be there is told,
// and a moment at which nothing was there has its sentence beside it.
func TestAnOfficeComesBackAsItWasInTheWindow(t *testing.T) {
	stick := t.TempDir()
	old := stationtest.Open(t, t.TempDir())
	key, err := old.SetUp(t.Context(), stationtest.Office(), []office.Clerk{{Name: "Nguyễn Văn Mẫu"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.AddCopyTarget(t.Context(), stick); err != nil {
		t.Fatal(err)
	}
	if _, err := old.CopyNow(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	var asked, back []office.ComeBackWish
	w := open(t, nil, func(o *Options) {
		home := filepath.Join(t.TempDir(), "máy mới")
		o.Open = func(context.Context, string, *job.Progress) (Services, error) { return stationtest.Open(t, home), nil }
		o.FindCopies = func(ctx context.Context, wish office.ComeBackWish) ([]office.CopyFound, error) {
			asked = append(asked, wish)
			all, err := stationtest.FindCopies(ctx, wish)
			if wish.At == "2026-01-05T07:05:00Z" { // at which the office was there for longer than a test
				head := office.JournalHead{Seq: 7, At: office.MomentOf(wish.At).AddDate(0, 0, -1)}
				return []office.CopyFound{{Station: "b", Office: "Mới", Nothing: true}, {Station: "a", Office: "Cũ", Head: head, Records: 5, Past: true}}, nil
			}
			return all, err
		}
		o.ComeBack = func(_ context.Context, wish office.ComeBackWish, _ func() error, _ *job.Progress) (office.CameBack, error) {
			back = append(back, wish)
			return office.CameBack{}, errors.New("thử")
		}
	})
	press := func(name string) {
		t.Helper()
		test.Tap(&kittest.Named(w.win, kit.T(name)).Button)
		kit.Settle()
	}
	fields := func() (all []*kit.Entry) {
		for _, thing := range kittest.Things(w.win) {
			if e, is := thing.Object.(*kit.Entry); is {
				all = append(all, e)
			}
		}
		return all
	}
	press("setup.back")
	if n := len(fields()); n != 2 {
		t.Fatalf("%d things are asked of whoever wants the newest", n)
	}
	press("setup.back-earlier")
	fields()[0].SetText(stick)
	fields()[1].SetText(key.Key)
	for typed, want := range map[string]string{
		"chiều hôm qua":    "Không đọc được “chiều hôm qua”",
		"08:00 01/01/2001": "chưa có gì",
		"08:00 01/01/2999": "chưa tới",
	} {
		fields()[2].SetText(typed)
		kit.Settle()
		press("setup.back-look")
		if got := seenIn(w); !strings.Contains(got, want) || kittest.Named(w.win, kit.T("setup.back-go")) != nil {
			t.Errorf("%s: %s", typed, got)
		}
	}
	fields()[2].SetText("14:05 05/01/2026")
	kit.Settle()
	press("setup.back-look")
	got := seenIn(w)
	for _, want := range []string{"Khôi phục được đến 14:05 04/01/2026: 5 bản ghi", "Như lúc 14:05 05/01/2026: những gì làm sau đó", "Lúc đó bản sao này chưa có gì"} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not say %q: %s", want, got)
		}
	}
	var frames kittest.Frames
	for _, screen := range allScreens {
		w.settleAt(screen.room(), &frames)
		for _, wrong := range w.misfits() {
			t.Errorf("%v: %s", screen, wrong)
		}
	}
	press("setup.back-go")
	if len(back) != 1 || back[0].At != "2026-01-05T07:05:00Z" || back[0].Station != "a" || asked[len(asked)-1].At != back[0].At {
		t.Errorf("brought back by %+v", back)
	}
	fields()[2].SetText("14:06 05/01/2026")
	kit.Settle()
	if kittest.Named(w.win, kit.T("setup.back-go")) != nil {
		t.Error("what was seen for another moment stays")
	}
}

// lastStick looks in the window of a new computer at the only copy of an office, of which
// something was spoilt.
func lastStick(t *testing.T, spoil func(t *testing.T, stick string)) (w *Window, press func(string)) {
	t.Helper()
	stick, home := t.TempDir(), filepath.Join(t.TempDir(), "máy mới")
	old := stationtest.Open(t, t.TempDir())
	key, err := old.SetUp(t.Context(), stationtest.Office(), []office.Clerk{{Name: "Nguyễn Văn Mẫu"}})
	if err == nil {
		err = old.RecoveryKept()
	}
	if err != nil {
		t.Fatal(err)
	}
	stationtest.Digitised(t, old, office.Document{Type: "cong-van", Subject: "về việc trở lại"})
	if _, err = old.AddCopyTarget(t.Context(), stick); err == nil {
		_, err = old.CopyNow(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	spoil(t, stick)
	w = open(t, nil, func(o *Options) {
		o.Open = func(context.Context, string, *job.Progress) (Services, error) { return stationtest.Open(t, home), nil }
		o.FindCopies = stationtest.FindCopies
		o.ComeBack = func(ctx context.Context, w office.ComeBackWish, leave func() error, p *job.Progress) (office.CameBack, error) {
			return stationtest.ComeBack(ctx, w, home, leave, p)
		}
	})
	press = func(name string) {
		t.Helper()
		test.Tap(&kittest.Named(w.win, kit.T(name)).Button)
		kit.Settle()
	}
	press("setup.back")
	for _, thing := range kittest.Things(w.win) {
		if e, is := thing.Object.(*kit.Entry); is && e.MultiLine {
			e.SetText(key.Key)
		} else if is {
			e.SetText(stick)
		}
	}
	kit.Settle()
	press("setup.back-look")
	return w, press
}

// removed takes away what lies on a stick under a pattern.
func removed(t *testing.T, stick string, below ...string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(append([]string{stick}, below...)...))
	if err != nil || len(all) == 0 {
		t.Fatalf("%d files, %v", len(all), err)
	}
	if err := os.Remove(all[0]); err != nil {
		t.Fatal(err)
	}
}

// TestWhatCanBeReadOfACopyComesBackInTheWindow where a file is missing on the last stick: it is
// said before anything is pressed, and the way on is there.
func TestWhatCanBeReadOfACopyComesBackInTheWindow(t *testing.T) {
	w, press := lastStick(t, func(t *testing.T, stick string) { removed(t, stick, "*", "*", "f", "*", "*") })
	if got := seenIn(w); !strings.Contains(got, "Nếu còn bản sao ở nơi khác") || kittest.Named(w.win, kit.T("setup.back-go")) != nil {
		t.Errorf("a copy that lacks a file: %s", got)
	}
	press("setup.back-rest")
	if w.frame == nil {
		t.Fatalf("the desk was not reached: %s", w.desk.News.Said())
	}
	if got := seenIn(w) + w.desk.News.Said(); !strings.Contains(got, "Trong kho không còn 1 tệp") {
		t.Errorf("what did not come back is not told: %s", got)
	}
}

// TestACopyThatDoesNotSayWhoseItIsComesBackInTheWindow: that is said, how far it would come back
// as well, and all of it does.
func TestACopyThatDoesNotSayWhoseItIsComesBackInTheWindow(t *testing.T) {
	w, press := lastStick(t, func(t *testing.T, stick string) { removed(t, stick, "*", "*", "s-*", "about") })
	got := seenIn(w)
	for _, want := range []string{"phần ghi tên đã mất hoặc hỏng", "Khôi phục được đến", "Nếu còn bản sao ở nơi khác"} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not say %q: %s", want, got)
		}
	}
	if kittest.Named(w.win, kit.T("setup.back-go")) != nil {
		t.Errorf("it comes back as if nothing were wrong: %s", got)
	}
	press("setup.back-rest")
	if w.frame == nil {
		t.Fatalf("the desk was not reached: %s", w.desk.News.Said())
	}
	if got := w.desk.News.Said(); !strings.Contains(got, "Đã khôi phục "+stationtest.Office().Name) {
		t.Errorf("what came back: %s", got)
	}
}
