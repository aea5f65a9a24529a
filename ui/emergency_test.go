package ui

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/books"
	"tram/ui/kit"
)

// withoutLine has a station work without a line, with a pad on which two slips were written.
func withoutLine(t *testing.T, s Services) (number string) {
	t.Helper()
	ctx := context.Background()
	clerks, err := s.Clerks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	pad, err := s.MakePad(ctx, clerks[0], 50, filepath.Join(t.TempDir(), "quyển.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.BeginEmergency(ctx, clerks[0], "Mất mạng cả trụ sở từ sáng, nhà mạng báo đứt cáp quang ở cầu Mẫu", ""); err != nil {
		t.Fatal(err)
	}
	number = office.ReceiptNumber(pad.Number, 2)
	if _, err := s.KeepSheet(ctx, receiptBook, clerks[0], office.Sheet{Answers: map[string]string{"number": office.ReceiptNumber(pad.Number, 1), "from": "Lò Văn Mẫu", "given": "2026-11-28T03:00:00Z", "matter": "Đăng ký khai sinh cho con"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CountPad(ctx, clerks[0], pad.Number, 2, false); err != nil {
		t.Fatal(err)
	}
	return number
}

// TestABannerTellsOfTheTimeWithoutALineOverEachPage and leads to what can be done.
func TestABannerTellsOfTheTimeWithoutALineOverEachPage(t *testing.T) {
	s := stationtest.New(t)
	w := openOn(t, s)
	if w.frame.banner.content.Visible() {
		t.Fatal("an office with a line has a banner")
	}
	withoutLine(t, s)
	kit.Settle()
	w.frame.changed()
	kit.Settle()
	b := w.frame.banner
	if !b.content.Visible() || !strings.Contains(b.said.Text, "Mất mạng cả trụ sở") || !strings.HasPrefix(b.waits.Text, "2 biên nhận giấy chưa xong. Vẫn làm được") {
		t.Errorf("%v: %q, %q", b.content.Visible(), b.said.Text, b.waits.Text)
	}
	for _, o := range below(b.content) {
		if button, is := o.(*kit.Button); is {
			d := fyne.CurrentApp().Driver()
			right := d.AbsolutePositionForObject(b.content).X + b.content.Size().Width
			if air := right - d.AbsolutePositionForObject(button).X - button.Size().Width; air < bannerMargin {
				t.Errorf("the button ends %g before the edge", air)
			}
			test.Tap(button)
		}
	}
	kit.Settle()
	if w.frame.page() != kit.Page(w.frame.without) {
		t.Error("the banner leads elsewhere")
	}
	if _, err := s.EndEmergency(context.Background(), stationtest.Clerk(t, s), ""); err != nil {
		t.Fatal(err)
	}
	w.frame.changed()
	kit.Settle()
	if b.content.Visible() {
		t.Error("with a line the banner stays")
	}
}

// TestNobodyLooksAtTheLineAndNoneIsClaimed: what a clerk noted is all that is known of it.
func TestNobodyLooksAtTheLineAndNoneIsClaimed(t *testing.T) {
	w := openOn(t, stationtest.New(t))
	w.frame.goToPage(w.frame.without)
	kit.Settle()
	shown := test.RenderObjectToMarkup(w.frame.without.Content())
	if !strings.Contains(shown, "Chưa ghi mất kết nối") || !strings.Contains(shown, "không tự dò") || strings.Contains(shown, "Đang có kết nối") {
		t.Errorf("the page says\n%s", shown)
	}
}

// TestASlipIsWrittenInFromTheReckoning presses its button, types, goes away and comes back.
func TestASlipIsWrittenInFromTheReckoning(t *testing.T) {
	s := stationtest.New(t)
	w := openOn(t, s)
	number := withoutLine(t, s)
	w.frame.goToPage(w.frame.without)
	kit.Settle()
	pressed := false
	for _, o := range below(w.frame.page().Content()) {
		if button, is := o.(*kit.Button); is && button.Text == kit.T("emergency.write-in") {
			test.Tap(button)
			pressed = true
		}
	}
	kit.Settle()
	registers, is := w.frame.page().(*books.Page)
	if !pressed || !is {
		t.Fatalf("pressed %v, page %T", pressed, w.frame.page())
	}
	typed := func() (all []string) {
		for _, o := range below(registers.Content()) {
			if e, is := o.(*kit.Entry); is && e.Text != "" {
				all = append(all, e.Text)
			}
		}
		return all
	}
	if got := typed(); len(got) != 1 || got[0] != number {
		t.Fatalf("the form has %q", got)
	}
	w.frame.goToPage(w.frame.without)
	kit.Settle()
	w.frame.without.WriteIn("471-082-359-07-6")
	kit.Settle()
	if got := typed(); len(got) != 1 || got[0] != number || !strings.Contains(w.desk.News.Said(), kit.T("books.half-typed")) {
		t.Errorf("another slip takes the half-typed one's place: %q, %q", got, w.desk.News.Said())
	}
}

// TestWhatIsTypedOfAPadOutlivesANewLook types a count while something changes.
func TestWhatIsTypedOfAPadOutlivesANewLook(t *testing.T) {
	s := stationtest.New(t)
	w := openOn(t, s)
	withoutLine(t, s)
	w.frame.goToPage(w.frame.without)
	kit.Settle()
	entries := func() (all []*kit.Entry) {
		for _, o := range below(w.frame.page().Content()) {
			if e, is := o.(*kit.Entry); is {
				all = append(all, e)
			}
		}
		return all
	}
	count := entries()[1]
	count.SetText("7")
	if _, err := s.EndEmergency(context.Background(), stationtest.Clerk(t, s), ""); err != nil {
		t.Fatal(err)
	}
	w.frame.changed()
	kit.Settle()
	if now := entries()[1]; now.Text != "7" {
		t.Errorf("it has %q", now.Text)
	}
}
