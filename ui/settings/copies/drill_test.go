package copies

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// TestADrillIsHeldByOneButton and tells what it showed; its page of evidence is saved.
func TestADrillIsHeldByOneButton(t *testing.T) {
	s := stationtest.New(t)
	p, w := lay(t, s)
	if !p.trial.now.Disabled() {
		t.Error("without a copy there is something to try")
	}
	where := t.TempDir()
	p.add(where)
	kit.Settle()
	if got := said(w); !strings.Contains(got, "Chưa diễn tập lần nào") || !strings.Contains(got, "Lần tới: trước ngày ") {
		t.Errorf("before the first: %s", got)
	}
	p.trial.form.Type(map[string]string{"key": "không phải khóa"})
	test.Tap(&kittest.Named(w, "Diễn tập ngay").Button)
	kit.Settle()
	if all, err := s.Drills(t.Context()); err != nil || len(all) > 0 {
		t.Fatalf("by no key: %+v, %v", all, err)
	}
	p.trial.form.Type(map[string]string{"key": ""})
	test.Tap(&kittest.Named(w, "Diễn tập ngay").Button)
	kit.Settle()
	all, err := s.Drills(t.Context())
	if err != nil || len(all) != 1 || all[0].Verdict != office.DrillGood {
		t.Fatalf("%+v, %v: %s", all, err, p.desk.News.Said())
	}
	if got := p.desk.News.Said(); !strings.Contains(got, "Đạt: lập lại được ") {
		t.Errorf("it says %q", got)
	}
	if got := said(w); !strings.Contains(got, all[0].Said) || strings.Contains(got, "Chưa diễn tập lần nào") {
		t.Errorf("in its place: %s", got)
	}
	page := filepath.Join(t.TempDir(), "biên bản.pdf")
	p.desk.AskSave = func(_ kit.Saving, then func(string, bool)) { then(page, false) }
	test.Tap(&kittest.Named(w, "Lưu biên bản…").Button)
	kit.Settle()
	if b, err := os.ReadFile(page); err != nil || office.DigestOf(b) != all[0].PDF {
		t.Errorf("saved: %v", err)
	}
	if err := os.Rename(where, where+" hỏng"); err != nil {
		t.Fatal(err)
	}
	test.Tap(&kittest.Named(w, "Diễn tập ngay").Button)
	kit.Settle()
	if got := p.desk.News.Said(); !strings.Contains(got, "Không thấy nơi để bản sao") {
		t.Errorf("with the stick away: %q", got)
	}
}

// TestWhoRunsTheOfficeTurnsDrillsByItselfOff, and on again.
func TestWhoRunsTheOfficeTurnsDrillsByItselfOff(t *testing.T) {
	s := stationtest.New(t)
	_, w := lay(t, s)
	for _, c := range []struct {
		press, said string
		off         bool
	}{{"Đừng tự diễn tập", "gần đến hạn chỉ nhắc", true}, {"Cho máy tự diễn tập", "máy tự diễn tập khi 5 phút không ai dùng", false}} {
		test.Tap(&kittest.Named(w, c.press).Button)
		kit.Settle()
		if setup, err := s.DrillSetup(t.Context()); err != nil || setup.Off != c.off || !strings.Contains(said(w), c.said) {
			t.Errorf("%q: %+v, %v: %s", c.press, setup, err, said(w))
		}
	}
}

// TestADrillTellsWhetherItTriedThePaper: only the key that was typed from the sheet tries that.
func TestADrillTellsWhetherItTriedThePaper(t *testing.T) {
	s := stationtest.New(t)
	p, w := lay(t, s)
	p.add(t.TempDir())
	kit.Settle()
	test.Tap(&p.trial.now.Button)
	kit.Settle()
	const own, paper = "Tờ giấy chưa được thử", "Khóa: gõ từ tờ giấy"
	if got := said(w); strings.Count(got, own) != 1 || strings.Contains(got, paper) {
		t.Errorf("by the key of the computer: %s", got)
	}
	held, err := s.Drills(t.Context())
	if err != nil || len(held) != 1 {
		t.Fatalf("%+v, %v", held, err)
	}
	typed := held[0]
	typed.Key = office.ByRecoveryKey
	p.trial.show(stand{held: append(held, typed)}, 1)
	if got := said(w); strings.Count(got, own) != 1 || strings.Count(got, paper) != 1 {
		t.Errorf("by the key of the sheet: %s", got)
	}
}
