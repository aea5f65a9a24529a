package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestAWindowTakesNoMoreRoomThanTheScreenHas(t *testing.T) {
	for name, c := range map[string]struct{ room, want fyne.Size }{
		"a small screen": {fyne.NewSize(1020, 503), fyne.NewSize(1020, 503)},
		"a low screen":   {fyne.NewSize(1900, 503), fyne.NewSize(firstWidth, 503)},
		"a large screen": {fyne.NewSize(1900, 1000), fyne.NewSize(firstWidth, firstHeight)},
		"not told":       {fyne.Size{}, fyne.NewSize(firstWidth, firstHeight)},
	} {
		t.Run(name, func(t *testing.T) {
			a := test.NewTempApp(t)
			asked := 0.0
			w := &Window{app: a, own: 1.25, options: Options{Room: func(own float64) fyne.Size { asked = own; return c.room }}}
			w.win = test.NewTempWindow(t, nil)
			w.win.SetPadded(false)
			w.takeRoom()
			if got := w.win.Canvas().Size(); got != c.want || asked != 1.25 {
				t.Errorf("it is %v, asked for at %v", got, asked)
			}
		})
	}
}
