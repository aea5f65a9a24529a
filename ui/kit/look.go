package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// stepShare is how much of the view a step goes on by: a line or two stay in
// sight.
const stepShare = 0.88

// crumbShare is how little of the view may be left below a step: less than that is gone
// through by the same step, and a line stays in sight all the same.
const crumbShare = 0.06

// KeepLegible makes a fitted width never so small that the page cannot be read.
func (v *SheetView) KeepLegible() { v.legible = true }

// Legible tells that the page is shown large enough to be read.
func (v *SheetView) Legible() bool { return Legible(v.Percent()) }

// Glance times which parts of the page are before the clerk: none while it is shown too small
// to be read, nor while the clerk was only led there. nil: the page is no longer looked at.
func (v *SheetView) Glance(g *Glances) {
	if g == nil || !v.Legible() {
		v.gaze.On(false)
		return
	}
	v.gaze.On(v.led, View{Of: g, Page: v.pageArea(), Window: v.window()})
}

// Lead has whatever comes into view not count as seen until the clerk does something with
// the page: it was the program that brought it there.
func (v *SheetView) Lead() { v.led = true }

// Own is said before anything that the clerk does with the page: what is in view counts as
// seen.
func (v *SheetView) Own() {
	if v.led {
		v.led = false
		v.gaze.Own()
		v.shown()
	}
}

// Rest brings the first part that was not seen into view, and tells whether there
// was one out of view.
func (v *SheetView) Rest(g *Glances) bool { return v.lack(g, Dwell) }

// Skipped does the same for the first part that was not in view at all.
func (v *SheetView) Skipped(g *Glances) bool { return v.lack(g, time.Millisecond) }

func (v *SheetView) lack(g *Glances, least time.Duration) bool {
	at, is := g.rest(v.pageArea(), least)
	if !is || v.window().holds(at) {
		return false
	}
	const air = 24
	v.scrollTo(at.SubtractXY(air, air))
	return true
}

// Step goes on by most of what is in view, and tells whether there was more of
// the page: down first, then to the parts at the right, from the top.
func (v *SheetView) Step(by int) bool {
	v.Own()
	at, room := v.scroll.Offset, v.room()
	down, right := stepShare*v.scroll.Size().Height, stepShare*v.scroll.Size().Width
	const least = 1
	switch {
	case by > 0 && at.Y < room.Height-least:
		if rest := room.Height - at.Y - down; rest < crumbShare*v.scroll.Size().Height {
			down += rest
		}
		v.scrollTo(at.AddXY(0, down))
	case by > 0 && at.X < room.Width-least:
		v.scrollTo(fyne.NewPos(at.X+right, 0))
	case by < 0 && at.Y > least:
		v.scrollTo(at.SubtractXY(0, down))
	case by < 0 && at.X > least:
		v.scrollTo(fyne.NewPos(at.X-right, room.Height))
	default:
		return false
	}
	return true
}

// pageArea is where the captured page lies on the board, without the strip that
// was added for the mark.
func (v *SheetView) pageArea() Area {
	w, _ := v.sheet.size()
	top, tall := v.sheet.picture()
	u := v.units()
	return Area{v.board.origin().AddXY(0, float32(top*u)), fyne.NewSize(float32(w*u), float32(tall*u))}
}

// window is the part of the board that is in view.
func (v *SheetView) window() Area { return Area{v.scroll.Offset, v.scroll.Size()} }

// room is how far the board can be scrolled.
func (v *SheetView) room() fyne.Size { return v.board.Size().Subtract(v.scroll.Size()) }

// scrollTo goes to a place, as far as there is paper.
func (v *SheetView) scrollTo(at fyne.Position) {
	room := v.room()
	at.X = max(0, min(at.X, room.Width))
	at.Y = max(0, min(at.Y, room.Height))
	v.moving = true
	v.scroll.ScrollToOffset(at)
	v.moving = false
	v.shown()
}

func (v *SheetView) shown() {
	if v.OnShown != nil {
		v.OnShown()
	}
}
