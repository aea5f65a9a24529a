package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tram/cmd/machine"
	"tram/local/hardcopy"
	"tram/local/office"
	"tram/local/station"
	"tram/printing/spool"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// paperTray is a printer that always prints: what is counted here is what the clerk does.
type paperTray struct{ sent int }

func (p *paperTray) Printers(context.Context) ([]office.Printer, error) {
	return []office.Printer{{Key: "mau", Name: "Máy in mẫu", Usual: true, Ready: true, Most: 99}}, nil
}

func (p *paperTray) Print(_ context.Context, wish office.PrintWish, _ io.ReaderAt, _ int64) (office.PrintJob, error) {
	p.sent += wish.Copies
	return office.PrintJob{Printer: wish.Printer, Title: wish.Title, State: office.JobPrinted}, nil
}

func (p *paperTray) Job(_ context.Context, j office.PrintJob) (office.PrintJob, error) { return j, nil }

func (p *paperTray) Cancel(_ context.Context, j office.PrintJob) (office.PrintJob, error) {
	return j, nil
}

// trayAndFiles is that printer, and the one that writes files on this computer.
type trayAndFiles struct {
	paperTray
	files hardcopy.Spool
}

func (p *trayAndFiles) Printers(ctx context.Context) ([]office.Printer, error) {
	all, err := p.paperTray.Printers(ctx)
	return append(all, office.Printer{Key: spool.FilePrinter, Name: "In ra tệp PDF", ToFile: true, Most: 1, Ready: true}), err
}

func (p *trayAndFiles) Print(ctx context.Context, wish office.PrintWish, file io.ReaderAt, size int64) (office.PrintJob, error) {
	if wish.Printer == spool.FilePrinter {
		return p.files.Print(ctx, wish, file, size)
	}
	return p.paperTray.Print(ctx, wish, file, size)
}

// atWork is a clerk at a screen of 1366×768 who chose files from a folder before.
func atWork(t *testing.T, files []string) *sitting {
	t.Helper()
	w := newSitting(t)
	w.leave()
	real := machine.Printing(office.SystemClock{})
	w.printing = &station.Printing{Press: real.Press, Spool: &trayAndFiles{files: real.Spool}}
	w.begin()
	w.folder = filepath.Dir(files[0])
	w.open()
	w.app.Window.Resize(fyne.NewSize(1366, 690))
	kit.Settle()
	w.hand.Clicks, w.hand.Keys = 0, 0
	return w
}

// click clicks in the middle of what is in view of a thing.
func (w *sitting) click(is func(fyne.CanvasObject) bool, what string) {
	w.t.Helper()
	w.app.Window.Content().Refresh()
	for _, c := range kittest.Controls(w.app.Window) {
		if is(c.Object) {
			w.hand.Click(c.View.Middle())
			return
		}
	}
	w.t.Fatalf("%s is not in view:\n%s", what, w.said())
}

func (w *sitting) clickButton(word string) {
	w.t.Helper()
	w.click(func(o fyne.CanvasObject) bool {
		b, is := o.(*kit.Button)
		return is && (b.Text == word || strings.HasPrefix(b.Text, word+" ·"))
	}, word)
}

// clickRow clicks a file of the list from which files are chosen.
func (w *sitting) clickRow(name string) {
	w.t.Helper()
	for _, o := range w.things() {
		if text, _ := read([]fyne.CanvasObject{o.Object}); strings.TrimSpace(text) == name && o.View.Size.Height > 4 {
			w.hand.Click(o.View.Middle())
			return
		}
	}
	w.t.Fatalf("%s is not in view:\n%s", name, w.said())
}

func (w *sitting) finish() { w.hand.With(fyne.KeyModifierControl, fyne.KeyReturn) }

// pageThrough looks at all pages by the key that goes on.
func (w *sitting) pageThrough() {
	w.hand.Pause = kit.Dwell
	kit.Pass(kit.Dwell) // at what is in view before the first key
	defer func() { w.hand.Pause = 0 }()
	for range 40 {
		w.hand.Press(fyne.KeyPageDown)
	}
}

// isFinished tells whether the one conversion is done, with all that the law asks.
func (w *sitting) isFinished() office.Conversion {
	w.t.Helper()
	keys, _, err := w.s.Find(context.Background(), "", 10)
	w.must(err)
	rows, err := w.s.Rows(context.Background(), keys)
	w.must(err)
	if len(rows) != 1 {
		w.t.Fatalf("%d records are finished:\n%s", len(rows), w.said())
	}
	return w.record(rows[0].ID)
}

func TestFourPagesAreDigitisedByEightClicksAndTheTexts(t *testing.T) {
	files := samplePages(t, 4)
	w := atWork(t, files)
	w.goTo("Số hóa")
	kit.Settle()
	w.clickButton("Thêm tệp…")
	w.clickRow(filepath.Base(files[0]))
	real := kit.Modifiers
	kit.Modifiers = func() fyne.KeyModifier { return fyne.KeyModifierShift }
	w.clickRow(filepath.Base(files[3]))
	kit.Modifiers = real
	w.clickButton(kit.T("files.open"))
	w.clickButton("Thường")
	for _, text := range []string{"", "05/03/2026", "Quyết định", "", "15", "QĐ-UBND", "Về việc kiện toàn", "Ủy ban nhân dân xã Mẫu Sơn"} {
		w.hand.Type(text)
		w.hand.Press(fyne.KeyTab)
	}
	w.pageThrough()
	w.click(func(o fyne.CanvasObject) bool { return o == w.counted() }, "the count")
	w.hand.Type("4")
	w.clickButton("Hoàn thành số hóa")
	c := w.isFinished()
	if w.hand.Clicks > 8 || c.Document.Number != "15" || c.Document.Issuer == "" || len(c.Viewed) != 4 {
		t.Errorf("%d clicks; %+v, %d pages seen", w.hand.Clicks, c.Document, len(c.Viewed))
	}
	t.Logf("%d clicks", w.hand.Clicks)
}

// counted is the field of the count of the paper.
func (w *sitting) counted() fyne.CanvasObject {
	things := w.things()
	for i := len(things) - 1; i >= 0; i-- {
		if e, is := things[i].Object.(*kit.Entry); is && e.Size().Width < 60 {
			return e
		}
	}
	return nil
}

func TestFourPagesAreDigitisedWithoutAMouse(t *testing.T) {
	w := atWork(t, samplePages(t, 4))
	w.goTo("Số hóa")
	kit.Settle()
	w.hand.With(fyne.KeyModifierControl, fyne.KeyN)
	w.hand.With(fyne.KeyModifierControl, fyne.KeyA)
	w.finish()
	for _, do := range []func(){
		func() { w.hand.Type("Quyết định"); w.hand.Press(fyne.KeyReturn) },
		func() { w.hand.Type("4") },
		w.pageThrough,
		func() { w.hand.Press(fyne.KeyReturn) }, // Thường
	} {
		w.finish() // leads to what is missing
		do()
	}
	w.finish()
	if c := w.isFinished(); w.hand.Clicks > 0 || c.Document.Type != "quyet-dinh" {
		t.Errorf("%d clicks; %+v", w.hand.Clicks, c.Document)
	}
}

// known puts on record by which system documents of the office came before.
func (w *sitting) known() {
	w.t.Helper()
	ctx := context.Background()
	clerks, err := w.s.Clerks(ctx)
	w.must(err)
	c, err := w.s.ImportMessage(ctx, office.MessageOrder{Path: decision(w.t), Clerk: clerks[0], Form: office.Plain,
		Document: office.Document{Type: "quyet-dinh", Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Secrecy: office.Ordinary},
		Systems:  []office.InfoSystem{{Part: office.Created, Name: "Hệ thống quản lý văn bản", Owner: "Ủy ban nhân dân tỉnh Mẫu"}}}, nil)
	w.must(err)
	_, _, err = w.s.MakeCopy(ctx, c.ID, nil)
	w.must(err)
}

// decision is a decision with letters in its head.
func decision(t testing.TB) string {
	t.Helper()
	sample, err := os.ReadFile("../../local/heading/testdata/quyet-dinh.pdf")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.(*testing.T).TempDir(), "quyết định.pdf")
	if err := os.WriteFile(path, sample, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestADataMessageIsPrintedBySixClicks(t *testing.T) {
	file := decision(t)
	w := atWork(t, []string{file})
	w.known()
	w.goTo("In chuyển đổi")
	kit.Settle()
	w.clickButton("quyết định.pdf")
	w.clickButton("Thường")
	w.takeSuggestions()
	w.clickButton("Làm bản in")
	w.clickButton("In 1 bản")
	w.clickButton("Ghi nhận số bản")
	w.isPrinted(6)
}

// takeSuggestions takes one after the other, each as it is shown.
func (w *sitting) takeSuggestions() {
	w.t.Helper()
	taken := 0
	for ; strings.Contains(w.said(), "Dùng · Enter"); taken++ {
		w.hand.Press(fyne.KeyReturn)
	}
	if taken == 0 {
		w.t.Fatalf("nothing is suggested:\n%s", w.said())
	}
}

// Everything is typed by hand, over what is suggested.
func TestADataMessageIsPrintedToAFileBySixClicksAndTheTexts(t *testing.T) {
	file := decision(t)
	w := atWork(t, []string{file})
	w.goTo("In chuyển đổi")
	kit.Settle()
	w.clickButton("quyết định.pdf")
	w.clickButton("Thường")
	for _, text := range []string{"05/03/2026", "Quyết định", "15", "QĐ-UBND", "Về việc kiện toàn", "Ủy ban nhân dân tỉnh Mẫu", "Hệ thống quản lý văn bản", "Ủy ban nhân dân tỉnh Mẫu"} {
		w.hand.Type(text)
		w.hand.Press(fyne.KeyTab)
	}
	w.click(func(o fyne.CanvasObject) bool { c, is := o.(*kit.Check); return is && c.Text == "Khởi tạo" }, "what the system did")
	w.clickButton("Làm bản in")
	w.clickButton("In ra tệp…")
	w.clickButton(kit.T("files.save"))
	c := w.record(w.messages()[0])
	now, err := w.s.OnPaper(context.Background(), c.ID, nil)
	orders := now.Printouts
	w.must(err)
	if w.hand.Clicks > 6 || len(orders) != 1 || c.Document.Number != "15" || c.Document.Issued != "2026-03-05" || c.Message.Systems[0].Owner != "Ủy ban nhân dân tỉnh Mẫu" {
		t.Fatalf("%d clicks; %+v, %+v, orders %+v\n%s", w.hand.Clicks, c.Document, c.Message.Systems, orders, w.said())
	}
	written, err := os.ReadFile(filepath.Join(filepath.Dir(file), "15-QĐ-UBND "+string(c.Code)+".pdf"))
	w.must(err)
	if office.DigestOf(written) != c.PDF || !orders[0].Filed() || c.State != office.Printed || !strings.Contains(w.said(), "ghi tệp, chưa in ra giấy") {
		t.Errorf("the file is not the print copy, or is taken for paper: %+v\n%s", orders[0], w.said())
	}
	t.Logf("%d clicks, %d keys", w.hand.Clicks, w.hand.Keys)
}

func TestADataMessageIsPrintedWithoutAMouse(t *testing.T) {
	file := decision(t)
	w := atWork(t, []string{file})
	w.known()
	w.goTo("In chuyển đổi")
	kit.Settle()
	w.hand.With(fyne.KeyModifierControl, fyne.KeyN)
	w.hand.With(fyne.KeyModifierControl, fyne.KeyA)
	w.finish()
	w.hand.Press(fyne.KeyReturn) // Thường
	w.takeSuggestions()
	for range 3 {
		w.finish()
	}
	w.isPrinted(0)
}

// isPrinted tells that the paper came out, with what the head of the original says.
func (w *sitting) isPrinted(clicks int) {
	w.t.Helper()
	i := slices.IndexFunc(w.messages(), func(id office.ID) bool { return w.record(id).Document.Number == "15" })
	if i < 0 {
		w.t.Fatalf("nothing bears the number of the original:\n%s", w.said())
	}
	c := w.record(w.messages()[i])
	now, err := w.s.OnPaper(context.Background(), c.ID, nil)
	came := now.Printouts
	w.must(err)
	if w.hand.Clicks > clicks || len(came) != 1 || came[0].Came != 1 || c.Document.Subject == "" || len(c.Message.Systems) != 1 {
		w.t.Errorf("%d clicks; %+v, %+v, %d printouts", w.hand.Clicks, c.Document, c.Message.Systems, len(came))
	}
	w.t.Logf("%d clicks, %d keys", w.hand.Clicks, w.hand.Keys)
}

func (w *sitting) messages() (ids []office.ID) {
	keys, _, err := w.s.FindMessages(context.Background(), "", 50)
	w.must(err)
	rows, err := w.s.Rows(context.Background(), keys)
	w.must(err)
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

// samplePages are pages of one folder.
func samplePages(t *testing.T, n int) []string {
	t.Helper()
	return (&sitting{t: t}).pages(n)
}
