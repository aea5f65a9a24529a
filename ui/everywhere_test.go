package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tram/ui/books"
	"tram/ui/digitise"
	"tram/ui/kit"
	"tram/ui/printing"
	"tram/ui/records"
	"tram/ui/settings"
)

// keyed presses a combination of keys inside a field.
func (b *worked) keyed(mod fyne.KeyModifier, key fyne.KeyName) {
	field := kit.NewEntry()
	field.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod})
	kit.Settle()
}

func TestOneSearchLeadsToEveryKindOfRecordAndToEveryPlace(t *testing.T) {
	b := newWorked(t)
	for typed, leads := range map[string]func() bool{
		"Cổng thông tin": func() bool { _, is := b.w.frame.page().(*books.Page); return is },
		"cai dat":        func() bool { _, is := b.w.frame.page().(*settings.Page); return is },
		"rà soát": func() bool { // a record, its draft, and the message made of it
			switch b.w.frame.page().(type) {
			case *records.Page, *digitise.Page, *printing.Page:
				return true
			}
			return false
		},
	} {
		b.w.frame.goTo(0)
		kit.Settle()
		b.keyed(fyne.KeyModifierControl, fyne.KeyK)
		if !b.w.frame.all.IsOpen() {
			t.Fatal("Ctrl+K opens no search")
		}
		test.Type(b.w.win.Canvas().Focused(), typed)
		kit.Settle()
		b.w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		kit.Settle()
		if !leads() || b.w.frame.all.IsOpen() {
			t.Errorf("%q leads to place %d, the search is open: %v", typed, b.w.frame.now, b.w.frame.all.IsOpen())
		}
	}
}
