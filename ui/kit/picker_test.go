package kit

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tram/ui/kit/folder"
)

// picking is a picker in a driven window, on a folder of this test.
type picking struct {
	t    *testing.T
	p    *picker
	dir  string
	got  []string
	over bool
	held fyne.KeyModifier
}

// fill makes files of these names below a folder, each a minute younger than the one
// before; a name that ends in a slash is a folder.
func fill(t testing.TB, dir string, names ...string) {
	t.Helper()
	for i, name := range names {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(path, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		at := time.Date(2026, 11, 27, 8, i, 0, 0, time.UTC)
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

func pickIn(t *testing.T, names ...string) *picking {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	w := &picking{t: t, dir: t.TempDir()}
	fill(t, w.dir, names...)
	d := newDesk(t)
	d.Window.Resize(fyne.NewSize(1366, 700))
	rememberFolder("", w.dir)
	was := Modifiers
	Modifiers = func() fyne.KeyModifier { return w.held }
	t.Cleanup(func() { Modifiers = was })
	w.p = newPicker(d, PageFiles, true, nil, w.take)
	return w
}

func (w *picking) take(paths []string, over bool) { w.got, w.over = paths, over }

func (w *picking) open() *picking {
	w.t.Helper()
	w.p.open()
	w.t.Cleanup(w.p.close)
	Settle()
	return w
}

// saveIn asks for a name, that of s proposed.
func saveIn(t *testing.T, s Saving, names ...string) *picking {
	w := pickIn(t, names...)
	w.p = newPicker(w.p.desk, []string{filepath.Ext(s.Name)}, false, &s, w.take)
	return w.open()
}

func (w *picking) names() (names []string) {
	for _, e := range w.p.entries {
		names = append(names, e.Name)
	}
	return names
}

// rowOf is where an entry stands.
func (w *picking) rowOf(name string) int {
	w.t.Helper()
	i := slices.Index(w.names(), name)
	if i < 0 {
		w.t.Fatalf("%q is not listed among %q", name, w.names())
	}
	return i
}

// click clicks on an entry of the list where it is on the screen.
func (w *picking) click(name string) {
	w.t.Helper()
	w.p.tapped.at = time.Time{} // a moment passes between two clicks
	w.clickFast(name)
}

func (w *picking) clickFast(name string) {
	w.t.Helper()
	i := w.rowOf(name)
	if !w.p.list.inView(i) {
		w.p.list.ScrollTo(i)
	}
	tall := w.p.rowTall() + w.p.list.Theme().Size("padding")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(w.p.list)
	test.TapCanvas(w.p.desk.Window.Canvas(), at.AddXY(200, float32(i)*tall-w.p.list.GetScrollOffset()+w.p.rowTall()/2))
	Settle()
}

// press clicks on a button where it is on the screen.
func (w *picking) press(o fyne.CanvasObject) {
	w.t.Helper()
	w.p.sheet.content.Refresh() // a test's canvas does not lay out again by itself
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	test.TapCanvas(w.p.desk.Window.Canvas(), at.AddXY(o.Size().Width/2, o.Size().Height/2))
	Settle()
}

func (w *picking) focused() fyne.Focusable { return w.p.desk.Window.Canvas().Focused() }

func (w *picking) key(keys ...fyne.KeyName) {
	w.t.Helper()
	for _, k := range keys {
		w.focused().TypedKey(&fyne.KeyEvent{Name: k})
		Settle()
	}
}

func (w *picking) typed(text string) {
	for _, r := range text {
		w.focused().TypedRune(r)
		Settle()
	}
}

func (w *picking) shortcut(s fyne.Shortcut) {
	w.focused().(fyne.Shortcutable).TypedShortcut(s)
	Settle()
}

// wants names files below the folder of this test that were taken.
func (w *picking) wants(names ...string) {
	w.t.Helper()
	var paths []string
	for _, name := range names {
		paths = append(paths, filepath.Join(w.dir, name))
	}
	if !slices.Equal(w.got, paths) {
		w.t.Errorf("took %q, not %q", w.got, names)
	}
}

func TestFilesAreTickedByClicksAndTakenInTheOrderOfAPerson(t *testing.T) {
	w := pickIn(t, "trang 10.jpg", "trang 2.jpg", "trang 1.jpg", "ghi chú.txt").open()
	if !w.p.accept.Disabled() || w.p.told.Text != T("files.none") {
		t.Errorf("nothing is ticked, and told %q", w.p.told.Text)
	}
	for _, name := range []string{"trang 10.jpg", "trang 1.jpg", "trang 2.jpg", "trang 1.jpg", "trang 1.jpg"} {
		w.click(name)
	}
	if w.p.told.Text != T("files.chosen", 3) {
		t.Errorf("told %q", w.p.told.Text)
	}
	w.press(w.p.accept)
	w.wants("trang 1.jpg", "trang 2.jpg", "trang 10.jpg")
	if w.p.sheet.shown() {
		t.Error("the sheet stays")
	}
}

func TestASecondClickInAMomentTakesTheFileAtOnce(t *testing.T) {
	w := pickIn(t, "trang 1.jpg", "trang 2.jpg").open()
	w.click("trang 2.jpg")
	w.clickFast("trang 1.jpg")
	if w.got != nil {
		t.Fatal("two clicks on two rows took something")
	}
	w.clickFast("trang 1.jpg")
	w.wants("trang 1.jpg", "trang 2.jpg")
}

func TestOneAloneIsTickedWhereOneAloneMayBe(t *testing.T) {
	w := pickIn(t, "a.jpg", "b.jpg")
	w.p.many = false
	w.open()
	w.click("a.jpg")
	w.held = fyne.KeyModifierShift
	w.click("b.jpg")
	w.press(w.p.accept)
	w.wants("b.jpg")
}

func TestShiftTicksARangeFromEitherEndAndCtrlAAll(t *testing.T) {
	w := pickIn(t, "1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "x/")
	fyne.CurrentApp().Preferences().SetBool(prefByName, true)
	w.open()
	w.click("4.jpg")
	w.held = fyne.KeyModifierShift
	w.click("2.jpg")
	if got := w.p.paths(); len(got) != 3 || filepath.Base(got[0]) != "2.jpg" {
		t.Fatalf("ticked %q", got)
	}
	w.held = fyne.KeyModifierControl
	w.click("3.jpg")
	w.held = 0
	if got := w.p.paths(); len(got) != 2 {
		t.Fatalf("Ctrl and a click left %q", got)
	}
	w.p.desk.Focus(w.p.list)
	w.shortcut(&fyne.ShortcutSelectAll{})
	if got := w.p.paths(); len(got) != 5 {
		t.Errorf("Ctrl+A ticked %q", got)
	}
	w.press(w.p.unpick)
	if got := w.p.paths(); len(got) != 0 || w.p.unpick.Visible() {
		t.Errorf("still ticked: %q", got)
	}
}

// Enter after Ctrl+A takes what was ticked, though the keyboard was on a folder.
func TestEnterTakesAllThatWasTicked(t *testing.T) {
	w := pickIn(t, "1.jpg", "2.jpg", "quét/3.jpg").open()
	w.p.desk.Focus(w.p.list)
	w.p.list.light(0)
	if !w.p.entries[0].Folder {
		t.Fatal("the folder is not first")
	}
	w.shortcut(&fyne.ShortcutSelectAll{})
	w.p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	Settle()
	if len(w.got) != 2 {
		t.Errorf("took %q", w.got)
	}
}

func TestTicksStayWhenOneGoesUpAndDown(t *testing.T) {
	w := pickIn(t, "1.jpg", "quét/2.jpg", "quét/3.jpg", "khác/4.jpg").open()
	w.click("1.jpg")
	w.click("quét")
	w.click("2.jpg")
	if want := T("files.chosen-there", 2, 1, 1, filepath.Base(w.dir)); w.p.told.Text != want {
		t.Errorf("told %q, not %q", w.p.told.Text, want)
	}
	w.key(fyne.KeyBackspace)
	if w.p.dir != w.dir || w.p.entries[w.p.list.at].Name != "quét" {
		t.Errorf("Backspace led to %s, on row %d", w.p.dir, w.p.list.at)
	}
	w.click("khác")
	w.click("4.jpg")
	if want := T("files.chosen-elsewhere", 3, 1, 2, 2); w.p.told.Text != want {
		t.Errorf("told %q, not %q", w.p.told.Text, want)
	}
	w.press(w.p.accept)
	w.wants("1.jpg", "khác/4.jpg", "quét/2.jpg")
}

func TestAllOfItGoesByTheKeyboard(t *testing.T) {
	w := pickIn(t, "1.jpg", "2.jpg", "3.jpg", "4.jpg", "quét/5.jpg", "quét/6.jpg")
	fyne.CurrentApp().Preferences().SetBool(prefByName, true)
	w.open()
	w.key(fyne.KeyEnd, fyne.KeySpace, fyne.KeyHome, fyne.KeyDown, fyne.KeySpace) // 4.jpg, 1.jpg
	w.held = fyne.KeyModifierShift
	w.key(fyne.KeyDown)
	w.held = 0
	if got := w.p.paths(); len(got) != 3 || filepath.Base(got[1]) != "2.jpg" {
		t.Fatalf("ticked %q", got)
	}
	w.key(fyne.KeyHome, fyne.KeyReturn) // into the folder
	w.typed("6")
	w.key(fyne.KeyDown, fyne.KeySpace)
	w.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt})
	if w.p.dir != w.dir {
		t.Fatalf("Alt and the arrow led to %s", w.p.dir)
	}
	w.p.desk.Focus(w.p.list)
	w.key(fyne.KeyPageDown, fyne.KeyReturn)
	w.wants("1.jpg", "2.jpg", "4.jpg", "quét/6.jpg")
}

func TestEnterTakesTheFileOfTheRowWhereNothingIsTicked(t *testing.T) {
	w := pickIn(t, "1.jpg", "2.jpg").open()
	w.key(fyne.KeyDown, fyne.KeyReturn)
	w.wants("1.jpg")
}

func TestEscapeThinksBetterOfIt(t *testing.T) {
	w := pickIn(t, "1.jpg").open()
	w.click("1.jpg")
	w.key(fyne.KeyEscape)
	if w.got != nil || w.p.sheet.shown() {
		t.Errorf("took %q", w.got)
	}
}

func TestTypingSearchesNamesWithoutAccents(t *testing.T) {
	w := pickIn(t, "Quyết định 15.jpg", "Quyết định 150.jpg", "Tờ trình 15.jpg", "quà.jpg").open()
	w.typed("15 quyet")
	if got := w.names(); !slices.Equal(got, []string{"Quyết định 150.jpg", "Quyết định 15.jpg"}) {
		t.Fatalf("found %q", got)
	}
	w.key(fyne.KeyDown)
	w.shortcut(&fyne.ShortcutSelectAll{})
	if got := w.p.paths(); len(got) != 2 {
		t.Errorf("Ctrl+A ticked %q", got)
	}
	w.typed("x")
	if !w.p.none.Visible() || w.p.none.Text != T("files.not-found", "15 quyetx") {
		t.Errorf("of nothing is told %q", w.p.none.Text)
	}
	w.key(fyne.KeyEscape)
	if got := w.names(); len(got) != 4 || !w.p.sheet.shown() {
		t.Errorf("Esc left %q", got)
	}
}

func TestAnEmptyListSaysWhy(t *testing.T) {
	w := pickIn(t, "ghi chú.txt", "trống/").open()
	w.click("trống")
	if !w.p.none.Visible() || w.p.none.Text != T("files.empty") {
		t.Errorf("told %q", w.p.none.Text)
	}
	fill(t, w.dir, "trống/a.txt", "trống/b.doc", "trống/.ẩn.jpg")
	w.key(fyne.KeyF5)
	if w.p.none.Text != T("files.others-only", 2) {
		t.Errorf("told %q", w.p.none.Text)
	}
}

func TestAPathIsTypedOrPasted(t *testing.T) {
	w := pickIn(t, "Quét ảnh/a.jpg", "Quét ảnh/b.txt", "c.jpg").open()
	inside := filepath.Join(w.dir, "Quét ảnh")
	go1 := func(text string) {
		w.p.desk.Focus(w.p.path)
		w.p.path.SetText(text)
		Settle()
		w.key(fyne.KeyReturn)
	}
	for typed, want := range map[string]string{`"` + inside + `"`: inside, "~": os.Getenv("HOME"), inside + "/..": w.dir, "file://" + strings.ReplaceAll(inside, " ", "%20"): inside} {
		if go1(typed); w.p.dir != want {
			t.Errorf("%q led to %s", typed, w.p.dir)
		}
	}
	go1(filepath.Join(inside, "không có"))
	if !strings.Contains(w.p.told.Text, "Không tìm thấy") {
		t.Errorf("of a wrong path is told %q", w.p.told.Text)
	}
	if go1(inside); w.p.told.Text != T("files.none") || w.p.path.Text != inside {
		t.Errorf("the error outlives the next success: %q", w.p.told.Text)
	}
	if go1("b.txt"); !strings.Contains(w.p.told.Text, "không thuộc loại") {
		t.Errorf("of another kind is told %q", w.p.told.Text)
	}
	go1(filepath.Join(w.dir, "c.jpg"))
	if got := w.p.paths(); len(got) != 1 || w.focused() != fyne.Focusable(w.p.accept) {
		t.Errorf("a typed file ticked %q", got)
	}
	w.key(fyne.KeyReturn)
	w.wants("c.jpg")
}

func TestFoldersAreOfferedBelowThePath(t *testing.T) {
	w := pickIn(t, "Quét/a.jpg", "Quà/b.jpg", "Tờ trình/").open()
	w.key("") // the list has the keyboard
	w.typed("/")
	if w.focused() != fyne.Focusable(w.p.path) {
		t.Fatal("a slash does not begin a path")
	}
	w.p.path.SetText("")
	w.typed(w.dir + "/qu")
	if len(w.p.path.fits) != 2 || !w.p.path.hanger.Holds(w.p.path) {
		t.Fatalf("offered %v", w.p.path.fits)
	}
	w.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if w.p.dir != filepath.Join(w.dir, "Quét") || w.p.path.hanger.Holds(w.p.path) {
		t.Errorf("the arrows led to %s", w.p.dir)
	}
	w.p.path.SetText(w.dir + "/to")
	Settle()
	w.p.path.hanger.rows.Objects[0].(*hungRow).MouseDown(nil)
	Settle()
	if w.p.dir != filepath.Join(w.dir, "Tờ trình") {
		t.Errorf("a click led to %s", w.p.dir)
	}
	w.p.path.SetText("/không/đâu")
	Settle()
	if w.key(fyne.KeyEscape); w.p.path.Text != w.p.dir || !w.p.sheet.shown() {
		t.Errorf("Esc left %q", w.p.path.Text)
	}
}

func TestThePickerBeginsWhereItEndedForEachPurpose(t *testing.T) {
	w := pickIn(t, "quét/a.jpg", "khóa/k.p12").open()
	w.click("quét")
	w.click("a.jpg")
	w.press(w.p.accept)
	keys := newPicker(w.p.desk, KeyFiles, false, nil, w.take)
	again := *w
	again.p = keys
	again.open()
	if keys.dir != filepath.Join(w.dir, "quét") {
		t.Errorf("a purpose that is new begins in %s", keys.dir)
	}
	again.p.goTo(filepath.Join(w.dir, "khóa"))
	Settle()
	again.click("k.p12")
	again.press(keys.accept)
	for _, c := range []struct {
		endings []string
		want    string
	}{{PageFiles, "quét"}, {KeyFiles, "khóa"}, {MessageFiles, "khóa"}} {
		p := newPicker(w.p.desk, c.endings, true, nil, w.take)
		p.open()
		Settle()
		if p.dir != filepath.Join(w.dir, c.want) {
			t.Errorf("%v begin in %s", c.endings, p.dir)
		}
		p.close()
	}
	if err := os.RemoveAll(filepath.Join(w.dir, "quét")); err != nil {
		t.Fatal(err)
	}
	p := newPicker(w.p.desk, PageFiles, true, nil, w.take)
	p.open()
	defer p.close()
	if Settle(); p.dir != filepath.Join(w.dir, "khóa") {
		t.Errorf("where the last folder is gone it begins in %s", p.dir)
	}
}

func TestTheOrderIsTheClerksAndIsKept(t *testing.T) {
	w := pickIn(t, "b.jpg", "a.jpg", "c.jpg").open()
	if got := w.names(); !slices.Equal(got, []string{"c.jpg", "a.jpg", "b.jpg"}) {
		t.Errorf("first %q", got)
	}
	w.press(w.p.order)
	if got := w.names(); !slices.Equal(got, []string{"a.jpg", "b.jpg", "c.jpg"}) {
		t.Errorf("by name %q", got)
	}
	again := newPicker(w.p.desk, PageFiles, true, nil, w.take)
	again.open()
	defer again.close()
	if Settle(); again.entries[0].Name != "a.jpg" || again.order.Text != T("files.by-name") {
		t.Errorf("the next time %v", again.entries)
	}
}

// land brings to the screen what has come there, and waits for nothing else.
func land() {
	flights.mu.Lock()
	came := flights.waiting
	flights.waiting = nil
	flights.mu.Unlock()
	for _, fn := range came {
		fn()
	}
}

func TestAFolderThatDoesNotAnswerShowsThatItIsWaitedForAndCanBeLeft(t *testing.T) {
	w := pickIn(t, "a.jpg", "b/").open()
	synctest.Test(t, func(t *testing.T) {
		hangs := func(ctx context.Context) (arrival, error) {
			<-ctx.Done()
			return arrival{}, ctx.Err()
		}
		pass := func(d time.Duration) {
			time.Sleep(d)
			synctest.Wait()
			land()
		}
		w.p.enter("//chết/chung", hangs)
		if pass(ShowsAfter - time.Millisecond); w.p.stay.Visible() {
			t.Error("a wait that nobody feels is shown")
		}
		if pass(2 * time.Millisecond); !w.p.stay.Visible() || w.p.told.Text != T("files.waiting", "//chết/chung") {
			t.Errorf("after it is felt is told %q", w.p.told.Text)
		}
		if test.Tap(&w.p.stay.Button); w.p.stay.Visible() || w.p.told.Text != T("files.none") || w.p.dir != w.dir {
			t.Errorf("after it was left: in %s, told %q", w.p.dir, w.p.told.Text)
		}
		w.p.enter("//chết/chung", hangs)
		pass(time.Second)
		w.p.goTo(filepath.Join(w.dir, "b"))
		if pass(time.Second); w.p.dir != filepath.Join(w.dir, "b") || w.p.stay.Visible() {
			t.Errorf("another folder could not be entered meanwhile: in %s", w.p.dir)
		}
		w.p.enter("//chết/chung", hangs)
		pass(time.Second)
		w.p.close()
		synctest.Wait()
	})
}

func TestWhatWasChosenStaysWhileAFolderIsWaitedFor(t *testing.T) {
	w := pickIn(t, "a.jpg").open()
	w.click("a.jpg")
	w.p.enter("//chết", func(ctx context.Context) (arrival, error) { return arrival{}, folder.Closed.About("//chết") })
	Settle()
	if got := w.p.paths(); len(got) != 1 || w.p.accept.Disabled() || !strings.Contains(w.p.told.Text, "//chết") {
		t.Errorf("ticked %q, told %q", got, w.p.told.Text)
	}
	w.press(w.p.accept)
	w.wants("a.jpg")
}

func TestThePickerFitsEveryWindow(t *testing.T) {
	for _, saving := range []*Saving{nil, {Name: "bản lưu.pdf"}} {
		w := pickIn(t, "1.jpg", "2.pdf", "một thư mục có tên dài đến mức không dòng nào chứa nổi một thư mục có tên dài/")
		if saving != nil {
			w.p = newPicker(w.p.desk, PDFFiles, false, saving, w.take)
		}
		w.open()
		for _, size := range []fyne.Size{fyne.NewSize(683, 384), fyne.NewSize(911, 512), fyne.NewSize(1366, 700), fyne.NewSize(3840, 2100)} {
			w.p.desk.Window.Resize(size)
			w.p.sheet.Resize(w.p.desk.Window.Canvas().Size()) // as a real window does
			room := w.p.desk.Window.Canvas().Size()
			for _, o := range []fyne.CanvasObject{w.p.accept, w.p.cancel, w.p.path, w.p.find, w.p.order, w.p.list, w.p.places.scroll} {
				at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
				if at.X < 0 || at.Y < 0 || at.X+o.Size().Width > room.Width || at.Y+o.Size().Height > room.Height || o.Size().Height < 20 {
					t.Errorf("at %v (saving %v) a %T lies at %v, as large as %v", size, saving != nil, o, at, o.Size())
				}
			}
			if w.p.list.Size().Height < 90 {
				t.Errorf("at %v the list has %v", size, w.p.list.Size())
			}
		}
	}
}

// TestAFolderIsChosenByGoingIntoIt and files in it do not matter.
func TestAFolderIsChosenByGoingIntoIt(t *testing.T) {
	w := pickIn(t, "a.jpg", "USB/tram-sao-luu/f")
	var got string
	w.p.desk.PickFolder(func(dir string) { got = dir })
	Settle()
	sheet := w.p.desk.Window.Canvas().Overlays().Top().(*pickSheet)
	w.p = sheet.p
	if names := w.names(); len(names) != 1 || names[0] != "USB" {
		t.Fatalf("listed: %q", names)
	}
	w.click("USB")
	if want := filepath.Join(w.dir, "USB"); !strings.Contains(w.p.told.Text, want) || w.p.accept.Disabled() || w.p.accept.Text != T("files.folder-take") {
		t.Errorf("told %q", w.p.told.Text)
	}
	w.press(w.p.accept)
	if want := filepath.Join(w.dir, "USB"); got != want {
		t.Errorf("chosen %q, not %q", got, want)
	}
	if sheet.shown() {
		t.Error("the sheet stays")
	}
}

func BenchmarkThePickerEntersAFolderOf20000Files(b *testing.B) {
	test.NewTempApp(b)
	dir := b.TempDir()
	for i := range 20_000 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("Quyết định số %d.pdf", i)), nil, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	d := NewDesk(b.Context(), test.NewTempWindow(b, nil))
	d.Window.Resize(fyne.NewSize(1366, 700))
	p := newPicker(d, PageFiles, true, nil, nil)
	p.open()
	defer p.close()
	for b.Loop() {
		p.goTo(dir)
		Settle()
		if len(p.entries) != 20_000 {
			b.Fatal(len(p.entries))
		}
	}
	b.Run("searching", func(b *testing.B) {
		for b.Loop() {
			p.find.SetText("19999")
			p.find.SetText("")
		}
	})
	b.Run("a step down", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			p.list.ScrollToOffset(float32(i * 40 % 500_000))
		}
	})
}
