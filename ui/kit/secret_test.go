package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestASecretIsGivenOnceAndNothingBringsItBack(t *testing.T) {
	d := newDesk(t)
	done := 0
	s := NewSecret(func() { done++ })
	d.Window.SetContent(s)
	test.Type(s, "12345678")
	clip := test.NewClipboard()
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	s.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	if clip.Content() != "" {
		t.Error("the secret was copied")
	}
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if done != 1 || s.Empty() {
		t.Fatalf("Enter was told %d times", done)
	}
	if got := string(s.Take()); got != "12345678" || !s.Empty() {
		t.Errorf("took %q, left %q", got, s.Text)
	}
	s.TypedShortcut(&fyne.ShortcutUndo{})
	if !s.Empty() {
		t.Errorf("undo brought %q back", s.Text)
	}
}
