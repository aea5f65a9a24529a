// Command empty shows a Fyne window with nothing in it: what a window costs before any
// work is done in it.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.NewWithID("vn.tram.empty").NewWindow("Trống")
	w.SetContent(widget.NewLabel("Một cửa sổ trống"))
	w.Resize(fyne.NewSize(1320, 720))
	w.ShowAndRun()
}
