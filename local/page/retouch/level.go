package retouch

import (
	"image"
	"math"

	"tram/local/office"
)

// Level is a picture turned back by as much as its lines lean, whole: nothing of it is cut off.
type Level struct {
	retouch office.Retouch
	full    image.Point
}

// LevelOf turns back a picture of so many pixels whose lines run clockwise by so many degrees.
func LevelOf(degrees float64, full image.Point) Level {
	if degrees == 0 {
		return Level{full: full}
	}
	return Level{office.Retouch{Straightened: degrees, Box: wholeBox(degrees, full)}, full}
}

// Of is the level picture. Beyond its edges it goes on as they are.
func (l Level) Of(grey *image.Gray) *image.Gray {
	if l.retouch.Straightened == 0 {
		return grey
	}
	return turned(grey, l.retouch, l.full, true).(*image.Gray)
}

// Back is the least box that holds what a box of the level picture shows, in the picture as it
// was. It may reach beyond that.
func (l Level) Back(box image.Rectangle) image.Rectangle {
	if l.retouch.Straightened == 0 {
		return box
	}
	sin, cos := math.Sincos(l.retouch.Straightened * math.Pi / 180)
	w, h := float64(l.full.X)/2, float64(l.full.Y)/2
	lowX, lowY, highX, highY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, at := range []image.Point{box.Min, {X: box.Max.X, Y: box.Min.Y}, {X: box.Min.X, Y: box.Max.Y}, box.Max} {
		x, y := float64(at.X+l.retouch.Box.X)-w, float64(at.Y+l.retouch.Box.Y)-h
		x, y = x*cos-y*sin+w, x*sin+y*cos+h
		lowX, lowY, highX, highY = min(lowX, x), min(lowY, y), max(highX, x), max(highY, y)
	}
	return image.Rect(int(math.Floor(lowX)), int(math.Floor(lowY)), int(math.Ceil(highX)), int(math.Ceil(highY)))
}
