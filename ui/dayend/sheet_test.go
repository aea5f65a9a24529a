package dayend

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// paper is a real station with a printer of the test.
type paper struct {
	Services
	printers []office.Printer
	dumb     error // why printers cannot be asked
	fails    error // of the printer
	printed  []office.ID
}

func (p *paper) DayPrinters(context.Context) ([]office.Printer, error) { return p.printers, p.dumb }

func (p *paper) PrintDaySheet(_ context.Context, id office.ID, _ office.Clerk, w office.PrintWish) (office.DaySheet, error) {
	if w.Printer != "hp" || p.fails != nil {
		return office.DaySheet{}, errors.Join(p.fails, errStrange)
	}
	p.printed = append(p.printed, id)
	return office.DaySheet{ID: id}, nil
}

var (
	errStrange = errors.New("another printer was asked")
	hp         = []office.Printer{{Key: "file", Name: "Tệp", ToFile: true}, {Key: "cũ", Name: "Máy cũ"}, {Key: "hp", Name: "HP", Usual: true}}
	jammed     = office.Failure{Name: "spool.jammed", Said: "Giấy bị kẹt.", Next: "Hãy lấy giấy ra."}
)

// opened lays the sheet over a window on a real station.
func opened(t *testing.T, p *paper) (*Sheet, *kit.Desk) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, widget.NewLabel("trang"))
	w.Resize(fyne.NewSize(1100, 700))
	ctx, end := context.WithCancel(context.Background())
	t.Cleanup(func() { end(); kit.Settle() })
	desk := kit.NewDesk(ctx, w)
	s := Open(desk, p, "")
	kit.Settle()
	return s, desk
}

// sees is all that the sheet says.
func sees(s *Sheet) string {
	var said []string
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widget.Label:
			said = append(said, o.Text)
		case *fyne.Container:
			for _, each := range o.Objects {
				walk(each)
			}
		}
	}
	walk(s.figures)
	return strings.Join(said, "\n")
}

func sheets(t *testing.T, p *paper) []office.DaySheet {
	t.Helper()
	all, err := p.DaySheets(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestADayIsClosedAndPrintedByOneKey presses Ctrl+Enter on what the sheet shows first.
func TestADayIsClosedAndPrintedByOneKey(t *testing.T) {
	p := &paper{Services: stationtest.New(t), printers: hp}
	s, desk := opened(t, p)
	d, err := p.DayToClose(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if got := sees(s); !strings.Contains(got, strings.Join(office.HashGroups(d.Head.Hash), " ")) || !strings.Contains(got, "Giấy đưa vào") {
		t.Errorf("the sheet says %s", got)
	}
	if len(s.printer.Field().Options) != 2 || s.printer.Field().Selected != "HP" || s.print.Disabled() {
		t.Errorf("printers %v, %q", s.printer.Field().Options, s.printer.Field().Selected)
	}
	desk.Finish(struct{}{})
	kit.Settle()
	all := sheets(t, p)
	if len(all) != 1 || len(p.printed) != 1 || p.printed[0] != all[0].ID || all[0].Clerk != "Nguyễn Văn Mẫu" {
		t.Errorf("%d sheets, printed %v", len(all), p.printed)
	}
	if desk.Window.Canvas().Overlays().Top() != nil {
		t.Error("the sheet stays over the page")
	}
}

// TestASheetThatDidNotComeOutIsOnRecordAndIsNotMadeTwice lets the printer fail.
func TestASheetThatDidNotComeOutIsOnRecordAndIsNotMadeTwice(t *testing.T) {
	p := &paper{Services: stationtest.New(t), printers: hp, fails: jammed}
	s, _ := opened(t, p)
	test.Tap(s.print)
	kit.Settle()
	if got := sheets(t, p); len(got) != 1 || !strings.Contains(s.state.Said(), "chưa đưa ra được") || s.print.Text != kit.T("dayend.print") {
		t.Fatalf("%d sheets, %q, %q", len(got), s.state.Said(), s.print.Text)
	}
	p.fails = nil
	test.Tap(s.print)
	kit.Settle()
	if got := sheets(t, p); len(got) != 1 || len(p.printed) != 1 || p.printed[0] != got[0].ID {
		t.Errorf("%d sheets, printed %v", len(got), p.printed)
	}
}

// TestWithoutAPrinterTheSheetIsSaved has no printer, saves, and saves once more.
func TestWithoutAPrinterTheSheetIsSaved(t *testing.T) {
	p := &paper{Services: stationtest.New(t), printers: hp[:1]}
	for i, want := range []int{1, 1} {
		s, desk := opened(t, p)
		if s.print.Visible() || !s.dumb.Visible() || s.save.Disabled() {
			t.Errorf("print %v, told %v, save asleep %v", s.print.Visible(), s.dumb.Visible(), s.save.Disabled())
		}
		path := filepath.Join(t.TempDir(), "tờ.pdf")
		s.PickSave = func(name string, then func(string)) {
			if !strings.HasSuffix(name, ".pdf") || !strings.Contains(name, "-") {
				t.Errorf("offered as %q", name)
			}
			then(path)
		}
		if i > 0 { // the one on record
			s.days.SetSelectedIndex(len(s.days.Options) - 1)
			kit.Settle()
		}
		desk.Finish(struct{}{})
		kit.Settle()
		all := sheets(t, p)
		b, err := os.ReadFile(path)
		if err != nil || len(all) != want || office.DigestOf(b) != all[0].PDF || !bytes.HasPrefix(b, []byte("%PDF")) {
			t.Errorf("%v, %d sheets", err, len(all))
		}
	}
}

// TestADayThatIsClosedAlreadySaysSo opens the sheet again.
func TestADayThatIsClosedAlreadySaysSo(t *testing.T) {
	p := &paper{Services: stationtest.New(t), printers: hp}
	if _, err := p.CloseDay(t.Context(), office.Clerk{Name: "Nguyễn Văn Mẫu"}, ""); err != nil {
		t.Fatal(err)
	}
	s, desk := opened(t, p)
	if !strings.Contains(s.state.Said(), "đã có tờ số 1") {
		t.Errorf("%q", s.state.Said())
	}
	s.days.SetSelectedIndex(1)
	kit.Settle()
	if !strings.Contains(s.state.Said(), "đã cất trong kho") || s.print.Text != kit.T("dayend.print") {
		t.Errorf("%q, %q", s.state.Said(), s.print.Text)
	}
	s.days.SetSelectedIndex(0)
	kit.Settle()
	if s.print.Text != kit.T("dayend.print-close") {
		t.Errorf("back at today: %q", s.print.Text)
	}
	if !desk.Escape() || desk.Window.Canvas().Overlays().Top() != nil {
		t.Error("Esc leaves the sheet where it is")
	}
	if len(sheets(t, p)) != 1 {
		t.Error("leaving closed a day")
	}
}

// TestWhoMayNotKeepIsToldAndClosesNothing takes the right away.
func TestWhoMayNotKeepIsToldAndClosesNothing(t *testing.T) {
	p := &paper{Services: stationtest.New(t), printers: hp}
	s, desk := opened(t, p)
	desk.Deny(map[office.Right]error{office.MayKeep: office.Failure{Name: "x", Said: "Không có quyền.", Next: "Hỏi."}})
	s.at = -1
	s.choose(0)
	kit.Settle()
	desk.Finish(struct{}{})
	test.Tap(s.save)
	kit.Settle()
	if len(sheets(t, p)) != 0 || !strings.Contains(s.state.Said(), "Không có quyền") {
		t.Errorf("%q", s.state.Said())
	}
}

// TestAFailureToCloseIsToldOnTheSheet keeps the station from closing.
func TestAFailureToCloseIsToldOnTheSheet(t *testing.T) {
	p := &paper{Services: refusing{stationtest.New(t)}, printers: hp}
	s, _ := opened(t, p)
	test.Tap(s.print)
	kit.Settle()
	if s.state.Said() != jammed.Said || s.print.Disabled() || s.print.Text != kit.T("dayend.print-close") {
		t.Errorf("%q, asleep %v", s.state.Said(), s.print.Disabled())
	}
}

// refusing closes no day.
type refusing struct{ Services }

func (refusing) CloseDay(context.Context, office.Clerk, string) (office.DaySheet, error) {
	return office.DaySheet{}, jammed
}
