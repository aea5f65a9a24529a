package ui

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/digitise"
	"tram/ui/kit"
	"tram/ui/printing"
	"tram/ui/records"
	"tram/ui/settings"
	"tram/ui/sign"
)

// worked is an office in which each place has something to show.
type worked struct {
	t                 *testing.T
	w                 *Window
	finished, message office.ID
}

// newWorked opens a window on it.
func newWorked(t *testing.T) *worked {
	t.Helper()
	s, ctx := stationtest.New(t), context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	b := worked{t: t}
	clerk := stationtest.Clerk(t, s)
	of := office.Document{Type: "cong-van", Number: "15", Symbol: "UBND-VP", Subject: "Về việc rà soát quy hoạch sử dụng đất và chuẩn bị phương án di dời các hộ dân ở ven suối trước mùa mưa bão", Issuer: "Ủy ban nhân dân xã Mẫu Sơn"}
	stationtest.Draft(t, s, of)
	b.finished = stationtest.Digitised(t, s, of).ID
	pdf := filepath.Join(t.TempDir(), "văn bản đến.pdf")
	must(s.Export(ctx, b.finished, pdf))
	m, err := s.ImportMessage(ctx, office.MessageOrder{Clerk: clerk, Document: of, Form: office.Plain, Path: pdf}, nil)
	must(err)
	b.message = m.ID
	_, err = s.KeepSheet(ctx, s.Books()[0].Name, clerk, office.Sheet{Answers: map[string]string{"name": "Cổng thông tin", "sort": "information", "address": "xamauson.vi-du.vn"}})
	must(err)
	b.w = openOn(t, s)
	return &b
}

// openOn starts a window on a station.
func openOn(t *testing.T, s Services) *Window {
	t.Helper()
	return open(t, nil, func(o *Options) {
		o.Open = func(context.Context, string) (Services, error) { return s, nil }
	})
}

// at goes to the place of a page.
func at[P kit.Page](b *worked) (none P) {
	b.t.Helper()
	for i, each := range b.w.frame.pages {
		if p, is := each.(P); is {
			b.w.frame.goTo(i)
			kit.Settle()
			return p
		}
	}
	b.t.Fatalf("there is no place of %T", none)
	return none
}

// states are what the places show when there is work in them, by what they are called.
func (b *worked) states(t *testing.T) map[string]func() {
	scan := stationtest.Scan(t)
	return map[string]func(){
		"a paper on the desk": func() { at[*digitise.Page](b).Drop([]string{scan, scan, scan, scan}) },
		"a paper on the desk, and news": func() {
			at[*digitise.Page](b).Drop([]string{scan, filepath.Join(t.TempDir(), "không có.jpg")})
			kit.Settle()
			b.w.desk.News.Warn(kit.Trouble{Said: "Còn thiếu: Đủ số trang so với bản giấy", Next: "Hãy đếm lại bản giấy, quét thêm trang thiếu hoặc bỏ trang thừa."})
		},
		"a message on the desk": func() { at[*printing.Page](b).Open(b.message) },
		"a record in view":      func() { at[*records.Page](b).Open(b.finished) },
		"a document to sign":    func() { at[*sign.Page](b).SignOne(b.finished) },
		"keys to sign with": func() {
			at[*sign.Page](b)
			b.tap(kit.T("sign.open-key"))
		},
		"the signing of the settings": func() { at[*settings.Page](b).ToKeys() },
		"the data in the settings":    func() { at[*settings.Page](b).ToData() },
	}
}

// tap presses the button with a word, where it is in sight.
func (b *worked) tap(word string) {
	for _, o := range below(b.w.win.Content()) {
		if button, is := o.(*kit.Button); is && button.Text == word {
			test.Tap(button)
			kit.Settle()
			return
		}
	}
}

// below are an object and those in it that are in sight.
func below(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	found, inside := []fyne.CanvasObject{o}, []fyne.CanvasObject(nil)
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, each := range inside {
		found = append(found, below(each)...)
	}
	return found
}

// chooseFirst chooses the first row of each list in sight.
func (b *worked) chooseFirst() {
	for _, o := range below(b.w.frame.page().Content()) {
		if l, is := o.(*kit.List); is && l.Length() > 0 {
			l.Select(0)
		}
	}
	kit.Settle()
}
