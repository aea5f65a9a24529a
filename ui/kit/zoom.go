package kit

import (
	"math"

	"fyne.io/fyne/v2"
)

// Zoom is how large a SheetView shows its sheet: one of the fits, or a
// percentage of the paper's true size.
type Zoom float64

// The two fits.
const (
	FitWidth Zoom = 0
	FitPage  Zoom = -1
)

// The least and the greatest percentage.
const (
	LeastZoom    Zoom = 25
	GreatestZoom Zoom = 400
)

// zoomSteps are the percentages that + and − go through.
var zoomSteps = []Zoom{LeastZoom, 33, 50, 67, 80, 100, 125, 150, 200, 300, GreatestZoom}

// UnitsPerMM is the length of a millimetre at 100 %: a screen counts 96 units to
// the inch.
const UnitsPerMM = 96.0 / 25.4

const (
	boardMargin = 12 // of the desk around the sheet
	unitsPerMM  = UnitsPerMM
	scrollBar   = 8    // room that a fitted width leaves to the bar
	mostPixels  = 4200 // of the longer side: a full A4 scan of 300 dpi is 3508
)

// Zoom is what was last asked for.
func (v *SheetView) Zoom() Zoom { return v.zoom }

// SetZoom shows the sheet as asked, within 25 to 400 %.
func (v *SheetView) SetZoom(z Zoom) {
	if z != FitWidth && z != FitPage {
		z = max(LeastZoom, min(z, GreatestZoom))
	}
	v.zoom = z
	v.fit()
	v.told()
}

// ZoomBy goes to the next larger (1) or smaller (-1) step, or to the whole width
// (0).
func (v *SheetView) ZoomBy(step int) {
	v.Own()
	v.SetZoom(NextZoom(v.Percent(), step))
}

// NextZoom is the next larger (1) or smaller (-1) step from a percentage, or the
// whole width (0).
func NextZoom(percent float64, step int) Zoom {
	if step == 0 {
		return FitWidth
	}
	now := Zoom(percent)
	next := now
	for _, z := range zoomSteps {
		if step < 0 && z < now-0.5 {
			next = z
		}
		if step > 0 && z > now+0.5 {
			next = z
			break
		}
	}
	return next
}

// Percent is how large the sheet is shown, 100 being its true size.
func (v *SheetView) Percent() float64 {
	w, h := v.sheet.size()
	room := v.Size()
	wide := (float64(room.Width) - 2*boardMargin - scrollBar) / (w * unitsPerMM) * 100
	tall := (float64(room.Height) - 2*boardMargin) / (h * unitsPerMM) * 100
	switch v.zoom {
	case FitWidth:
		if v.legible {
			wide = max(wide, legiblePercent)
		}
		return max(1, wide)
	case FitPage:
		return max(1, min(wide, tall))
	}
	return float64(v.zoom)
}

// units is the length on the screen of a millimetre of the sheet.
func (v *SheetView) units() float64 { return unitsPerMM * v.Percent() / 100 }

// Wanted is the longer side, in pixels, of a picture that is sharp at this
// zoom and not larger than it need be.
func (v *SheetView) Wanted() int {
	w, h := v.sheet.size()
	scale := 1.0
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		scale = float64(c.Scale())
	}
	return int(min(mostPixels, math.Ceil(max(w, h)*v.units()*scale)))
}
