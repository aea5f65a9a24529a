package main

import (
	"image"
	"image/color"
	"image/draw"
	"strings"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// An A4 sheet with the margins of Nghị định 30/2020, Phụ lục I, in mm.
const (
	dpi          = 200
	widthMM      = 210.0
	heightMM     = 297.0
	leftMM       = 30.0
	rightMM      = 195.0
	topMM        = 20.0
	indentMM     = 10.0
	leading      = 1.22 // of the size of the letters
	wordSpaceEms = 0.26
)

type style int

const (
	regular style = iota
	bold
	italic
)

// sheet is a page while it is being typeset. y is the baseline of the last
// line, in mm from the top.
type sheet struct {
	img   *image.RGBA
	fonts map[style]*opentype.Font
	faces map[faceKey]font.Face
	y     float64
}

type faceKey struct {
	style style
	size  float64
}

func newSheet() (*sheet, error) {
	s := &sheet{
		img:   image.NewRGBA(image.Rect(0, 0, px(widthMM), px(heightMM))),
		fonts: map[style]*opentype.Font{},
		faces: map[faceKey]font.Face{},
		y:     topMM,
	}
	draw.Draw(s.img, s.img.Bounds(), image.White, image.Point{}, draw.Src)
	for st, ttf := range map[style][]byte{
		regular: liberationserifregular.TTF, bold: liberationserifbold.TTF, italic: liberationserifitalic.TTF,
	} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			return nil, err
		}
		s.fonts[st] = f
	}
	return s, nil
}

func px(mm float64) int { return int(mm*dpi/25.4 + 0.5) }

func (s *sheet) face(st style, sizePt float64) font.Face {
	key := faceKey{st, sizePt}
	if f, ok := s.faces[key]; ok {
		return f
	}
	f, err := opentype.NewFace(s.fonts[st], &opentype.FaceOptions{Size: sizePt, DPI: dpi})
	if err != nil {
		panic(err) // the fonts are built in: only a wrong size can fail
	}
	s.faces[key] = f
	return f
}

// down moves the baseline by so many lines of the given size.
func (s *sheet) down(lines, sizePt float64) { s.y += lines * leading * sizePt * 25.4 / 72 }

// widthOf measures a line in mm.
func (s *sheet) widthOf(text string, st style, sizePt float64) float64 {
	return float64(font.MeasureString(s.face(st, sizePt), text)) / 64 * 25.4 / dpi
}

// at writes text with its baseline starting at x and the current y.
func (s *sheet) at(x float64, text string, st style, sizePt float64) {
	d := font.Drawer{
		Dst: s.img, Src: image.NewUniform(color.Gray{Y: 24}), Face: s.face(st, sizePt),
		Dot: fixed.Point26_6{X: fixed.Int26_6(x / 25.4 * dpi * 64), Y: fixed.Int26_6(s.y / 25.4 * dpi * 64)},
	}
	d.DrawString(text)
}

// centred writes text around x.
func (s *sheet) centred(x float64, text string, st style, sizePt float64) {
	s.at(x-s.widthOf(text, st, sizePt)/2, text, st, sizePt)
}

// rule draws a line of the given width in mm, a little below the baseline.
func (s *sheet) rule(x0, x1, below, thick float64) {
	r := image.Rect(px(x0), px(s.y+below), px(x1), px(s.y+below)+max(1, px(thick)))
	draw.Draw(s.img, r, image.NewUniform(color.Gray{Y: 40}), image.Point{}, draw.Over)
}

// upright draws a vertical line between two heights.
func (s *sheet) upright(x, y0, y1 float64) {
	r := image.Rect(px(x), px(y0), px(x)+2, px(y1))
	draw.Draw(s.img, r, image.NewUniform(color.Gray{Y: 40}), image.Point{}, draw.Over)
}

type word struct {
	text  string
	style style
}

// paragraph sets a justified paragraph: lead in bold, the rest in the style.
func (s *sheet) paragraph(lead, text string, st style, sizePt, left, right float64) {
	var words []word
	for _, w := range strings.Fields(lead) {
		words = append(words, word{w, bold})
	}
	for _, w := range strings.Fields(text) {
		words = append(words, word{w, st})
	}
	indent := indentMM
	for len(words) > 0 {
		n, used := s.fit(words, sizePt, right-left-indent)
		s.down(1, sizePt)
		gap := wordSpaceEms * sizePt * 25.4 / 72
		if n < len(words) && n > 1 {
			gap = (right - left - indent - used) / float64(n-1)
		}
		x := left + indent
		for _, w := range words[:n] {
			s.at(x, w.text, w.style, sizePt)
			x += s.widthOf(w.text, w.style, sizePt) + gap
		}
		words, indent = words[n:], 0
	}
	s.down(0.35, sizePt)
}

// fit tells how many words go on a line, and how wide they are without gaps.
func (s *sheet) fit(words []word, sizePt, room float64) (n int, used float64) {
	gap := wordSpaceEms * sizePt * 25.4 / 72
	for _, w := range words {
		width := s.widthOf(w.text, w.style, sizePt)
		if n > 0 && used+width+gap*float64(n) > room {
			break
		}
		n, used = n+1, used+width
	}
	return n, used
}
