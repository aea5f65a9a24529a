package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// sealRed is the ink of an office's seal.
var (
	sealRed = color.RGBA{R: 200, G: 24, B: 38, A: 255}
	penBlue = color.RGBA{R: 28, G: 40, B: 130, A: 255}
)

// dab mixes ink into the page: what lies below shines through.
func dab(img *image.RGBA, x, y float64, ink color.RGBA, strength float64) {
	p := image.Pt(int(x), int(y))
	if !p.In(img.Bounds()) {
		return
	}
	c := img.RGBAAt(p.X, p.Y)
	mix := func(below, over uint8) uint8 {
		dyed := float64(below) * float64(over) / 255
		return uint8(float64(below)*(1-strength) + dyed*strength)
	}
	img.SetRGBA(p.X, p.Y, color.RGBA{R: mix(c.R, ink.R), G: mix(c.G, ink.G), B: mix(c.B, ink.B), A: 255})
}

// scribble draws a signature around a point in mm: no one's hand.
func scribble(img *image.RGBA, xMM, yMM float64) {
	touched := map[image.Point]bool{}
	for t := 0.0; t < 1; t += 1.0 / 24000 {
		x := xMM + 44*t + 5*math.Sin(t*41)*(1-t)
		y := yMM - 3*t + 6.5*math.Sin(t*29+0.6)*math.Exp(-2.2*t)*math.Cos(t*5)
		if t > 0.86 { // the flourish runs back below the name
			u := (t - 0.86) / 0.14
			x, y = xMM+44*0.86-34*u, yMM+5.5+2.5*math.Sin(u*3.2)
		}
		width := 2.0 + 1.1*math.Sin(t*37)
		for a := 0.0; a < 2*math.Pi; a += 0.5 {
			p := image.Pt(int(x/25.4*dpi+width*math.Cos(a)), int(y/25.4*dpi+width*math.Sin(a)))
			if !touched[p] {
				touched[p] = true
				dab(img, float64(p.X), float64(p.Y), penBlue, 0.85)
			}
		}
	}
}

// seal prints a round red stamp of 36 mm: two rings, a star, words around.
func seal(img *image.RGBA, xMM, yMM float64, words string, face font.Face) {
	cx, cy := xMM/25.4*dpi, yMM/25.4*dpi
	outer := 18.0 / 25.4 * dpi
	for y := -outer - 2; y <= outer+2; y++ {
		for x := -outer - 2; x <= outer+2; x++ {
			r := math.Hypot(x, y)
			ring := math.Abs(r-outer+3) < 3.2 || math.Abs(r-outer*0.66) < 1.4
			worn := 0.62 + 0.3*math.Sin(x*0.05+1)*math.Sin(y*0.037)
			if ring || inStar(x/(outer*0.3), y/(outer*0.3)) {
				dab(img, cx+x, cy+y, sealRed, worn)
			}
		}
	}
	around(img, cx, cy, outer*0.745, words, face)
}

// inStar tells whether a point lies in a five-pointed star of radius one.
func inStar(x, y float64) bool {
	angle := math.Mod(math.Atan2(x, -y)+2*math.Pi, 2*math.Pi/5)
	angle = math.Abs(angle - math.Pi/5)
	r := math.Hypot(x, y)
	const inner = 0.382
	// The edge runs from a tip at angle π/5 to a notch at angle 0.
	tx, ty := math.Cos(math.Pi/5), math.Sin(math.Pi/5)
	px, py := r*math.Cos(angle), r*math.Sin(angle)
	return (tx-inner)*py-ty*(px-inner) > 0
}

// around writes words on the upper arc of a circle, letter by letter.
func around(img *image.RGBA, cx, cy, radius float64, words string, face font.Face) {
	total := float64(font.MeasureString(face, words)) / 64 * 1.08
	at := -total / 2
	for _, letter := range words {
		advance := float64(font.MeasureString(face, string(letter))) / 64 * 1.08
		angle := (at + advance/2) / radius
		turned(img, cx, cy, radius, angle, string(letter), face)
		at += advance
	}
}

// turned prints one letter at an angle from the top of a circle.
func turned(img *image.RGBA, cx, cy, radius, angle float64, letter string, face font.Face) {
	const box = 48
	cell := image.NewGray(image.Rect(0, 0, box, box))
	draw.Draw(cell, cell.Bounds(), image.Black, image.Point{}, draw.Src)
	half := font.MeasureString(face, letter) / 2
	d := font.Drawer{Dst: cell, Src: image.White, Face: face, Dot: fixed.Point26_6{X: fixed.I(box/2) - half, Y: fixed.I(box * 3 / 4)}}
	d.DrawString(letter)
	sin, cos := math.Sincos(angle)
	for y := -box * 0.75; y < box*0.75; y++ {
		for x := -box * 0.75; x < box*0.75; x++ {
			// Look up the letter's own point under a point of the page.
			u, v := x*cos+y*sin, -x*sin+y*cos
			ink := cell.GrayAt(int(u)+box/2, int(v)+box*3/4).Y
			if ink > 40 {
				dab(img, cx+radius*sin+x, cy-radius*cos+y, sealRed, float64(ink)/255*0.8)
			}
		}
	}
}
