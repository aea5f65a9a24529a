package kit

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// folderOf makes a folder with files of these names.
func folderOf(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if fyne.CurrentApp() == nil {
		test.NewTempApp(t)
	}
	rememberFolder(dir)
	return dir
}

func TestFilesStandInTheOrderInWhichAPersonCounts(t *testing.T) {
	dir := folderOf(t, "trang 10.jpg", "trang 2.jpg", "Trang 1.jpg", "ảnh.png", "ghi chú.txt", ".ẩn.jpg")
	if err := os.Mkdir(filepath.Join(dir, "quyết định"), 0o700); err != nil {
		t.Fatal(err)
	}
	found, err := readFolder(t.Context(), dir, PageFiles, false)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range found {
		names = append(names, e.name)
	}
	want := []string{"quyết định", "ảnh.png", "Trang 1.jpg", "trang 2.jpg", "trang 10.jpg"}
	if !slices.Equal(names, want) {
		t.Errorf("listed %q", names)
	}
}

func TestAFolderThatCannotBeReadIsToldInASentence(t *testing.T) {
	if _, err := readFolder(t.Context(), filepath.Join(t.TempDir(), "không có"), nil, false); !errors.Is(err, FolderClosed) {
		t.Errorf("err = %v", err)
	}
}

func TestSeveralFilesAreTakenAtOnceInOrder(t *testing.T) {
	d := newDesk(t)
	d.Window.Resize(fyne.NewSize(1000, 700))
	dir := folderOf(t, "trang 10.jpg", "trang 2.jpg", "trang 1.jpg")
	var got []string
	p := newPicker(d, PageFiles, func(paths []string) { got = paths })
	p.many = true
	p.open("Chọn tệp", "Lấy vào")
	Settle()
	if !p.accept.Disabled() {
		t.Error("nothing is ticked and yet it can be taken")
	}
	for i := range p.entries {
		p.list.Select(len(p.entries) - 1 - i)
	}
	test.Tap(&p.accept.Button)
	want := []string{filepath.Join(dir, "trang 1.jpg"), filepath.Join(dir, "trang 2.jpg"), filepath.Join(dir, "trang 10.jpg")}
	if !slices.Equal(got, want) {
		t.Errorf("took %q", got)
	}
}

func TestEscapeThinksBetterOfIt(t *testing.T) {
	d := newDesk(t)
	folderOf(t, "trang 1.jpg")
	p := newPicker(d, PageFiles, func([]string) { t.Error("something was taken") })
	p.open("Chọn tệp", "Lấy vào")
	Settle()
	p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	Settle()
	if p.dir == lastFolder() {
		t.Error("Backspace did not go up")
	}
	p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.pop.Visible() {
		t.Error("Esc did not close")
	}
}

func TestSavingNeverReplacesAFile(t *testing.T) {
	d := newDesk(t)
	d.Window.Resize(fyne.NewSize(1000, 700))
	dir := folderOf(t, "đã có.pdf")
	got := ""
	p := newPicker(d, PDFFiles, func(paths []string) { got = paths[0] })
	p.saving = true
	p.name.SetText("đã có.pdf")
	p.open("Lưu", "Lưu")
	Settle()
	p.name.OnSubmitted("")
	if got != "" || !p.accept.Disabled() || p.told.Text != T("files.taken") {
		t.Errorf("took %q, told %q", got, p.told.Text)
	}
	p.name.SetText("mới.pdf")
	test.Tap(&p.accept.Button)
	if got != filepath.Join(dir, "mới.pdf") {
		t.Errorf("took %q", got)
	}
}

func TestANameThatLeadsElsewhereIsNotTaken(t *testing.T) {
	d := newDesk(t)
	p := newPicker(d, PDFFiles, nil)
	p.saving = true
	for _, name := range []string{"", "../x.pdf", "a/b.pdf"} {
		p.name.Text = name
		if got := p.paths(); got != nil {
			t.Errorf("%q became %q", name, got)
		}
	}
}

func TestTheNewestFilesStandFirstUnlessTheClerkWantsThemByName(t *testing.T) {
	d := newDesk(t)
	dir := folderOf(t, "a.jpg", "b.jpg", "c.jpg")
	for i, name := range []string{"b.jpg", "a.jpg", "c.jpg"} {
		at := time.Date(2026, 11, 23, 8, i, 0, 0, time.UTC)
		if err := os.Chtimes(filepath.Join(dir, name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	listed := func(p *picker) (names string) {
		Settle()
		for _, e := range p.entries {
			names += e.name[:1]
		}
		return names
	}
	p := newPicker(d, PageFiles, nil)
	p.open("Chọn tệp", "Lấy vào")
	if got := listed(p); got != "cab" {
		t.Errorf("first listed %s", got)
	}
	p.turnOrder()
	if got := listed(p); got != "abc" {
		t.Errorf("by name %s", got)
	}
	again := newPicker(d, PageFiles, nil)
	again.open("Chọn tệp", "Lấy vào")
	if got := listed(again); got != "abc" || again.dir != dir {
		t.Errorf("the next time %s in %s", got, again.dir)
	}
}

func TestShiftTicksARangeCtrlATicksAllAndTicksStayInOtherFolders(t *testing.T) {
	d := newDesk(t)
	dir := folderOf(t, "1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg")
	below := filepath.Join(dir, "quét")
	if err := os.Mkdir(below, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(below, "6.jpg"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	fyne.CurrentApp().Preferences().SetBool(prefByName, true)
	p := newPicker(d, PageFiles, nil)
	p.many = true
	p.open("Chọn tệp", "Lấy vào")
	Settle()
	held := fyne.KeyModifier(0)
	real := Modifiers
	Modifiers = func() fyne.KeyModifier { return held }
	defer func() { Modifiers = real }()
	p.list.Select(2) // after the folder: 2.jpg
	held = fyne.KeyModifierShift
	p.list.Select(4)
	held = 0
	if got := p.paths(); len(got) != 3 || filepath.Base(got[0]) != "2.jpg" || filepath.Base(got[2]) != "4.jpg" {
		t.Fatalf("a range ticked %q", got)
	}
	p.typedPath(below)
	Settle()
	p.list.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := p.paths(); len(got) != 4 || p.told.Text != T("files.chosen-elsewhere", 4, 3) {
		t.Errorf("ticked %q, told %q", got, p.told.Text)
	}
	p.goTo(dir)
	Settle()
	p.list.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := p.paths(); len(got) != 6 {
		t.Errorf("Ctrl+A ticked %q", got)
	}
}

func TestANameThatNamesAFolderIsToldBesideTheName(t *testing.T) {
	test.NewTempApp(t)
	d := NewDesk(t.Context(), test.NewTempWindow(t, nil))
	p := newPicker(d, PDFFiles, func([]string) { t.Error("taken") })
	p.saving, p.dir = true, t.TempDir()
	for _, name := range []string{"thu-muc/khoa.pdf", "/khong-co/khoa.pdf", "../khoa.pdf"} {
		p.name.SetText(name)
		if p.told.Text != T("files.name-bad") || !p.accept.Disabled() {
			t.Errorf("%s: told %q", name, p.told.Text)
		}
		p.take()
	}
	if p.name.SetText("khoa.pdf"); p.told.Text != "" || p.accept.Disabled() {
		t.Errorf("a good name: told %q", p.told.Text)
	}
}
