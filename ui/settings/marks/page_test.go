package marks

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

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

// table is the section on a window.
type table struct {
	*Section
	services Services
	window   fyne.Window
}

func lay(t *testing.T, s Services) *table {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	return again(t, s)
}

// again is another window of the same program.
func again(t *testing.T, s Services) *table {
	t.Helper()
	l := &table{services: s, window: test.NewTempWindow(t, nil)}
	l.Section = New(kit.NewDesk(t.Context(), l.window), s)
	l.window.SetContent(l.Content())
	l.window.Resize(fyne.NewSize(1148, 554))
	l.Enter(t.Context())
	kit.Settle()
	return l
}

func (l *table) shows(t *testing.T, name string) {
	t.Helper()
	l.window.Content().Refresh() // the test's canvas does not lay out again by itself
	test.AssertRendersToMarkup(t, name+".xml", l.window.Canvas())
	if dir := os.Getenv("TRAM_LOOK"); dir != "" {
		f, err := os.Create(filepath.Join(dir, "marks-"+name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, l.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
}

// chooses a wording by its name.
func (l *table) chooses(t *testing.T, name string) {
	t.Helper()
	if !slices.Contains(l.which.Options, name) {
		t.Fatalf("%q is not among %q", name, l.which.Options)
	}
	l.which.SetSelected(name)
	kit.Settle()
}

// types lines, and lets the sample be drawn.
func (l *table) types(lines string) {
	l.Form.Type(map[string]string{"lines": lines})
	l.draw()
	kit.Settle()
}

func (l *table) presses() {
	test.Tap(l.Save)
	kit.Settle()
}

// stored is the wording in the form as the station has it.
func (l *table) stored(t *testing.T) office.MarkTemplate {
	t.Helper()
	all, err := l.services.Templates(t.Context())
	i := slices.IndexFunc(all, func(each office.MarkTemplate) bool { return is(each) == is(l.Now()) })
	if err != nil || i < 0 {
		t.Fatalf("the wording is gone: %v", err)
	}
	return all[i]
}

const (
	toData  = "CHUYỂN ĐỔI TỪ BẢN GIẤY\nThời gian: {thoi-gian}\nCơ quan: {co-quan}\nNgười: {nguoi}"
	ofPaper = "In ra giấy: SAO Y"
)

func TestAWordingIsShownWithTheMarkAsItWillBe(t *testing.T) {
	l := lay(t, stationtest.New(t))
	if l.which.Selected != office.Plain.Name() || !l.Save.Disabled() || l.sample.Image == nil || !strings.Contains(l.Form.Answers()["lines"], "{co-quan}") {
		t.Fatalf("begins with %q, save disabled %v", l.which.Selected, l.Save.Disabled())
	}
	before := l.sample.Image.Bounds()
	l.types(toData)
	if l.sample.Image.Bounds() == before || l.Save.Disabled() {
		t.Error("the sample does not follow what is typed: ", test.RenderToMarkup(l.window.Canvas()))
	}
	l.shows(t, "marks")
}

func TestANewWordingBecomesANewVersionAndCanBeTakenBack(t *testing.T) {
	l := lay(t, stationtest.New(t))
	was := l.stored(t)
	l.types("\n" + toData + "\n\n  Mã: {ma} ")
	l.Form.Type(map[string]string{"size": "11 pt"})
	l.presses()
	now := l.stored(t)
	if now.Version != was.Version+1 || len(now.Lines) != 5 || now.Lines[4] != "Mã: {ma}" || now.SizePt != 11 || !l.Save.Disabled() {
		t.Fatalf("saved %+v: %s", now, l.desk.News.Said())
	}
	if !strings.Contains(l.version.Text, "2") {
		t.Errorf("it says %q", l.version.Text)
	}
	l.desk.News.Press()
	kit.Settle()
	if back := l.stored(t); back.Version != was.Version+2 || !slices.Equal(back.Lines, was.Lines) || back.SizePt != was.SizePt {
		t.Errorf("after undo %+v", back)
	}
}

// untouched is a station in which the office has made none of the wordings its own.
type untouched struct{ Services }

func (u untouched) Templates(ctx context.Context) ([]office.MarkTemplate, error) {
	all, err := u.Services.Templates(ctx)
	for i, t := range all {
		if t.Version == 1 {
			all[i].ID, all[i].Version = "", 0
		}
	}
	return all, err
}

func TestTheWordingOnPaperIsChosenByItsName(t *testing.T) {
	l := lay(t, stationtest.New(t))
	in, on := slices.Index(l.which.Options, office.TrueCopy.Name()), slices.Index(l.which.Options, ofPaper)
	if l.which.Options[0] != office.Plain.Name() || in < 0 || on < in {
		t.Fatalf("offers %q", l.which.Options)
	}
	l.chooses(t, ofPaper)
	if l.Now().Serves() != office.DataToPaper || l.Now().Form != office.TrueCopy {
		t.Fatalf("chosen is %+v", l.Now())
	}
	l.types(l.Form.Answers()["lines"] + "\n{cac-he-thong}")
	l.presses()
	if now := l.stored(t); now.Serves() != office.DataToPaper || now.Lines[len(now.Lines)-1] != "{cac-he-thong}" {
		t.Errorf("saved %+v: %s", now, l.desk.News.Said())
	}
}

func TestAWordingOfTheProgramIsToldAsSuch(t *testing.T) {
	l := lay(t, untouched{stationtest.New(t)})
	if l.version.Text != kit.T("settings.mark-brought") {
		t.Errorf("it says %q", l.version.Text)
	}
}

func TestAMarkThatCannotBePrintedIsRefusedWhileItIsTyped(t *testing.T) {
	l := lay(t, stationtest.New(t))
	l.types("☃")
	if !l.Form.Field("lines").Bad() || !l.Save.Disabled() || l.sample.Visible() {
		t.Error("a mark that cannot be printed could be saved, or is shown")
	}
	l.shows(t, "unprintable")
	l.types(toData)
	if l.Form.Field("lines").Bad() || l.Save.Disabled() || !l.sample.Visible() {
		t.Error("what was mended is still refused")
	}
}

func TestAMarkThatTellsTooLittleIsRefusedBesideItsLines(t *testing.T) {
	l := lay(t, stationtest.New(t))
	was := l.stored(t)
	l.Form.Type(map[string]string{"lines": "không đủ"})
	l.presses()
	if !l.Form.Field("lines").Bad() || l.stored(t).Version != was.Version || l.desk.News.Visible() {
		t.Error("it was saved, or is told elsewhere")
	}
}

func TestWordsOfEachWordingWaitForTheButton(t *testing.T) {
	s := stationtest.New(t)
	l := lay(t, s)
	l.types("DÒNG GÕ DỞ")
	l.chooses(t, ofPaper)
	was := l.Form.Answers()["lines"]
	l.types(was + "\nDÒNG KHÁC")
	l.chooses(t, office.Plain.Name())
	if got := l.Form.Answers()["lines"]; got != "DÒNG GÕ DỞ" {
		t.Errorf("the mark says %q", got)
	}
	l.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	next := again(t, s)
	for name, want := range map[string]string{office.Plain.Name(): "DÒNG GÕ DỞ", ofPaper: was + "\nDÒNG KHÁC"} {
		next.chooses(t, name)
		if got := next.Form.Answers()["lines"]; got != want {
			t.Errorf("%s: in another window it says %q", name, got)
		}
	}
}
