package kit

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tram/local/office"
)

func TestANameIsProposedAndTakenByEnter(t *testing.T) {
	w := saveIn(t, Saving{Name: "15-QĐ-UBND.pdf"})
	if w.p.name.Text != "15-QĐ-UBND.pdf" || w.focused() != fyne.Focusable(w.p.name) {
		t.Errorf("proposed %q", w.p.name.Text)
	}
	w.key(fyne.KeyReturn)
	if w.wants("15-QĐ-UBND.pdf"); w.over {
		t.Error("something is to be replaced")
	}
}

func TestANameThatIsProposedCanBeHeld(t *testing.T) {
	w := saveIn(t, Saving{Name: "Kết quả kiểm tra - a\u202egpj: 15/QĐ?.pdf"})
	if w.p.name.Text != "Kết quả kiểm tra - agpj- 15-QĐ-.pdf" || w.p.accept.Disabled() {
		t.Errorf("proposed %q, told %q", w.p.name.Text, w.p.told.Text)
	}
}

func TestANameThatCannotBeHeldIsToldWhileItIsTyped(t *testing.T) {
	w := saveIn(t, Saving{Name: "bản lưu.pdf"})
	for name, said := range map[string]string{
		"12:30.pdf": "dấu “:”", "gì?": "dấu “?”", "CON": "dành riêng", "../lên.pdf": "gạch chéo", "hai.": "", "bản..": "", strings.Repeat("ế", 90): "dài quá",
		"a\u202ebc": "không nhìn thấy", ".": "dấu chấm",
	} {
		w.p.name.SetText(name)
		ended := said == "" // the ending comes after the dot
		if w.p.accept.Disabled() == ended && !strings.HasSuffix(name, ".") || said != "" && !strings.Contains(w.p.told.Text, said) {
			t.Errorf("%q: told %q, could be taken: %v", name, w.p.told.Text, !w.p.accept.Disabled())
		}
		if w.key(fyne.KeyReturn); w.got != nil && said != "" {
			t.Errorf("%q was taken", name)
		}
	}
}

func TestTheEndingIsAddedAndTold(t *testing.T) {
	w := saveIn(t, Saving{Name: "bản lưu.pdf"})
	w.p.name.SetText(" Quyết định 15 ")
	if w.p.told.Text != T("files.ended", "Quyết định 15.pdf") {
		t.Errorf("told %q", w.p.told.Text)
	}
	w.press(w.p.accept)
	w.wants("Quyết định 15.pdf")
}

func TestReplacingIsAskedOnceAndOnlyForThatName(t *testing.T) {
	w := saveIn(t, Saving{Name: "mới.pdf"}, "đã có.pdf", "cũng có.pdf")
	w.click("đã có.pdf")
	if w.p.name.Text != "đã có.pdf" || w.p.told.Text != T("files.there", "đã có.pdf") {
		t.Errorf("a click put %q, told %q", w.p.name.Text, w.p.told.Text)
	}
	w.press(w.p.accept)
	if w.got != nil || w.p.accept.Text != T("files.replace") || w.p.told.Text != T("files.replace-ask", "đã có.pdf") {
		t.Fatalf("took %q, told %q on %q", w.got, w.p.told.Text, w.p.accept.Text)
	}
	w.p.name.SetText("cũng có.pdf")
	if w.p.accept.Text != T("files.save") {
		t.Error("the answer for one name holds for another")
	}
	w.press(w.p.accept)
	w.p.name.SetText("đã có.pdf")
	w.press(w.p.accept)
	if w.got != nil {
		t.Fatalf("took %q without being asked", w.got)
	}
	w.press(w.p.accept)
	if w.wants("đã có.pdf"); !w.over {
		t.Error("the consent is lost")
	}
}

func TestEnterPressedTwiceReplacesNothing(t *testing.T) {
	w := saveIn(t, Saving{Name: "đã có.pdf"}, "đã có.pdf")
	w.key(fyne.KeyReturn, fyne.KeyReturn)
	if w.got != nil || w.focused() != fyne.Focusable(w.p.accept) {
		t.Fatalf("took %q, the keyboard is on %T", w.got, w.focused())
	}
	if w.key(fyne.KeyReturn); !w.over {
		t.Error("the button does not replace")
	}
}

func TestWhatMustBeNewReplacesNothing(t *testing.T) {
	w := saveIn(t, Saving{Name: "đã có.pdf", Fresh: true}, "đã có.pdf")
	w.key(fyne.KeyReturn)
	if w.got != nil || !w.p.accept.Disabled() || w.p.told.Text != T("files.taken", "đã có.pdf") {
		t.Errorf("took %q, told %q", w.got, w.p.told.Text)
	}
}

func TestAFileThatCameMeanwhileIsAskedAbout(t *testing.T) {
	w := saveIn(t, Saving{Name: "bản lưu.pdf"})
	fill(t, w.dir, "bản lưu.pdf")
	if w.key(fyne.KeyReturn); w.got != nil || w.p.told.Text != T("files.there", "bản lưu.pdf") {
		t.Errorf("took %q, told %q", w.got, w.p.told.Text)
	}
	fill(t, w.dir, "khác.pdf/")
	w.p.name.SetText("khác.pdf")
	if w.key(fyne.KeyReturn); w.got != nil || w.p.told.Text != T("files.is-folder", "khác.pdf") {
		t.Errorf("took %q, told %q", w.got, w.p.told.Text)
	}
}

func TestADiskThatIsTooSmallIsToldBefore(t *testing.T) {
	w := saveIn(t, Saving{Name: "bản lưu.pdf", Size: 1 << 60})
	if !w.p.accept.Disabled() || !strings.Contains(w.p.told.Text, "không đủ chỗ") {
		t.Errorf("told %q", w.p.told.Text)
	}
	w.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	if w.got != nil {
		t.Errorf("took %q", w.got)
	}
}

// saves is a desk on which a name was given without the picker.
func saves(t *testing.T, path string, over bool) *Desk {
	d := newDesk(t)
	d.AskSave = func(_ Saving, then func(string, bool)) { then(path, over) }
	return d
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("left beside it: %v, %v", left, err)
	}
	return string(b)
}

func TestTheOldFileStaysUntilTheNewOneIsWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "báo cáo.pdf")
	fill(t, filepath.Dir(path), "báo cáo.pdf")
	d, then := saves(t, path, true), ""
	s := Saving{Name: "báo cáo.pdf", Then: func(path string) { then = path }, Write: func(_ context.Context, to string) error {
		if filepath.Base(to) != "báo cáo.pdf" || to == path {
			t.Errorf("written to %s", to)
		}
		if err := os.WriteFile(to, []byte("nửa"), 0o600); err != nil {
			return err
		}
		return office.BadDate.About("x")
	}}
	d.Save(s)
	if Settle(); content(t, path) != "báo cáo.pdf" || then != "" || d.News.now.tone != Warn {
		t.Errorf("it holds %q, and told is %q", content(t, path), d.News.Said())
	}
	s.Write = func(_ context.Context, to string) error { return os.WriteFile(to, []byte("mới"), 0o600) }
	d.Save(s)
	if Settle(); content(t, path) != "mới" || then != path || d.News.Said() != T("files.saved", "báo cáo.pdf", filepath.Base(filepath.Dir(path))) {
		t.Errorf("it holds %q, and told is %q", content(t, path), d.News.Said())
	}
}

func TestWhatCannotMoveIntoThePlaceOfTheOldOneIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "báo cáo.pdf")
	fill(t, filepath.Dir(path), "báo cáo.pdf")
	d := saves(t, path, true)
	d.Machine.Move = func(from, to string) error { return office.BadDate.About(filepath.Base(to)) }
	d.Save(Saving{Write: func(_ context.Context, to string) error { return os.WriteFile(to, []byte("mới"), 0o600) }})
	if Settle(); content(t, path) != "báo cáo.pdf" || !strings.Contains(d.News.Said(), "báo cáo.pdf") {
		t.Errorf("it holds %q, and told is %q", content(t, path), d.News.Said())
	}
}

func TestWhatWasSavedCanBeOpenedAndItsFolderToo(t *testing.T) {
	d := newDesk(t)
	var opened []string
	d.Machine.Open = func(path string) error {
		opened = append(opened, path)
		if len(opened) > 2 {
			return office.Failure{Name: "x", Said: "Máy không mở được.", Next: "Hãy mở bằng tay."}.Because(errors.New("no viewer"))
		}
		return nil
	}
	d.Window.SetContent(d.News)
	d.Saved("/x/Hồ sơ/15.pdf")
	if d.News.Said() != "Đã lưu “15.pdf” vào thư mục “Hồ sơ”." || d.News.deed.Text != T("files.see") || d.News.other.Text != T("files.see-folder") {
		t.Fatalf("told %q", d.News.Said())
	}
	for _, b := range []*Button{d.News.deed, d.News.other, d.News.deed} {
		if !b.Visible() {
			t.Fatal("a button is gone after the other was pressed")
		}
		Press(b)
		Settle()
	}
	if len(opened) != 3 || opened[0] != "/x/Hồ sơ/15.pdf" || opened[1] != "/x/Hồ sơ" || d.News.Said() != "Máy không mở được." {
		t.Errorf("opened %q, told %q", opened, d.News.Said())
	}
	if d.Good("Đã lưu."); d.News.other.Visible() || d.News.deed.Visible() {
		t.Error("the buttons outlive their line")
	}
}
