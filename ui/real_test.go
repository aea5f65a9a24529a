package ui

import (
	"context"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/job"
	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestTheWindowComesToTheDeskOfARealOffice(t *testing.T) {
	w := openOn(t, stationtest.New(t))
	if w.frame == nil || w.locked {
		t.Fatal("the window did not come to the desk of an office without accounts")
	}
	for i := range w.frame.pages {
		w.frame.goTo(i)
		kit.Settle()
		if said := w.desk.News.Said(); said != "" {
			t.Errorf("place %d says %q in an office where nothing happened yet", i, said)
		}
	}
}

func TestWhoSetUpTheOfficeComesInByTheDoorAsAnyoneDoes(t *testing.T) {
	s := stationtest.Open(t, t.TempDir())
	if _, err := s.SetUp(context.Background(), stationtest.Office(), []office.Clerk{{Name: "Nguyễn Văn Mẫu"}}); err != nil {
		t.Fatal(err)
	}
	w := open(t, nil, func(o *Options) { // shows the recovery key that nobody put away yet
		o.Open = func(context.Context, string, *job.Progress) (Services, error) { return s, nil }
		o.Save = func(path string, b []byte) error { return os.WriteFile(path, b, 0o600) }
	})
	w.desk.AskSave = func(_ kit.Saving, then func(string, bool)) { then(t.TempDir()+"/khóa.pdf", true) }
	test.Tap(&kittest.Named(w.win, kit.T("setup.key-save")).Button)
	kit.Settle()
	for _, seen := range kittest.Things(w.win) {
		if kept, is := seen.Object.(*kit.Check); is {
			kept.SetChecked(true)
		}
	}
	w.desk.Finish(w.founding)
	kit.Settle()
	if w.frame == nil {
		t.Fatal("the desk was not reached")
	}
	if told := w.frame.side.who.Text; !strings.Contains(told, "Chưa có tài khoản") {
		t.Errorf("at the desk that was just set up the sidebar says %q", told)
	}
}
