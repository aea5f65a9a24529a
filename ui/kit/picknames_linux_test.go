package kit

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
)

func TestNamesThatAreNoTextAreShownFitToBeReadAndTakenAsTheyAre(t *testing.T) {
	w := pickIn(t, "cũ\xe9.jpg", "lật\u202egpj.exe.jpg", "th\xe0nh/trang.jpg")
	fyne.CurrentApp().Preferences().SetBool(prefByName, true)
	w.open()
	row := newFileRow(rowWithout)
	row.show(w.p.entries[w.rowOf("lật\u202egpj.exe.jpg")], false, true)
	if row.name.Text != "lật[U+202E]gpj.exe.jpg" {
		t.Errorf("shown %q", row.name.Text)
	}
	w.click("cũ\xe9.jpg")
	w.click("lật\u202egpj.exe.jpg")
	w.click("th\xe0nh")
	if w.p.dir != filepath.Join(w.dir, "th\xe0nh") {
		t.Fatalf("it led to %q, told %q", w.p.dir, w.p.told.Text)
	}
	w.p.desk.Focus(w.p.path)
	if w.key(fyne.KeyReturn); w.p.dir != filepath.Join(w.dir, "th\xe0nh") {
		t.Errorf("Enter in the path that is shown led to %q, told %q", w.p.dir, w.p.told.Text)
	}
	w.click("trang.jpg")
	w.press(w.p.accept)
	w.wants("cũ\xe9.jpg", "lật\u202egpj.exe.jpg", "th\xe0nh/trang.jpg")
}
