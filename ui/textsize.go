package ui

import (
	"os"
	"strconv"

	"fyne.io/fyne/v2"

	"tram/ui/kit"
)

const (
	// scaleName is the variable by which Fyne is told how large all is drawn.
	scaleName = "FYNE_SCALE"
	prefText  = "text.percent"
	plainText = 100
)

// ownScale is how large the clerk's system has all drawn, apart from what the clerk chose
// here; 1 where it says nothing.
func ownScale(a fyne.App) float64 {
	if said, err := strconv.ParseFloat(os.Getenv(scaleName), 64); err == nil && said > 0 {
		return said
	}
	if said := a.Settings().Scale(); said > 0 {
		return float64(said)
	}
	return 1
}

// textSize is the size of the text that the clerk chose, as a percentage.
func (w *Window) textSize() int {
	return w.app.Preferences().IntWithFallback(prefText, plainText)
}

// setTextSize changes the size of all that is drawn at once and keeps the choice. Text
// alone would outgrow what it stands in. The window stays as large as it is on the screen:
// the toolkit would let it grow over the edge.
func (w *Window) setTextSize(percent int) {
	was, size := float32(w.textSize()), w.win.Canvas().Size()
	w.app.Preferences().SetInt(prefText, percent)
	w.scale()
	w.win.Resize(fyne.NewSize(size.Width*was/float32(percent), size.Height*was/float32(percent)))
}

// scale has all drawn as large as the clerk chose.
func (w *Window) scale() {
	if err := os.Setenv(scaleName, strconv.FormatFloat(w.own*float64(w.textSize())/plainText, 'f', 3, 64)); err != nil {
		kit.Explain(err) // the text stays as large as it was; why goes to the log
		return
	}
	w.app.Settings().SetTheme(kit.Look{Dark: w.app.Preferences().Bool(prefDark)})
}
