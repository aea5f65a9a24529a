package mark

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"tram/assets"
)

// typeface is a font of Liberation Serif with its widths in font units.
type typeface struct {
	font  *sfnt.Font
	units float64
	mu    sync.Mutex // guards what is below
	buf   sfnt.Buffer
	known map[rune]glyph
}

type glyph struct {
	width float64 // in font units
	has   bool
}

var (
	regular    = sync.OnceValue(func() *typeface { return parse(assets.Serif) })
	bold       = sync.OnceValue(func() *typeface { return parse(assets.SerifBold) })
	italic     = sync.OnceValue(func() *typeface { return parse(assets.SerifItalic) })
	boldItalic = sync.OnceValue(func() *typeface { return parse(assets.SerifBoldItalic) })
)

// parse reads a font that the program carries: it fails only in a broken build.
func parse(ttf []byte) *typeface {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic("the font that the program carries cannot be read: " + err.Error())
	}
	return &typeface{font: f, units: float64(f.UnitsPerEm()), known: map[rune]glyph{}}
}

func face(isBold, isItalic bool) *typeface {
	switch {
	case isBold && isItalic:
		return boldItalic()
	case isItalic:
		return italic()
	case isBold:
		return bold()
	}
	return regular()
}

// glyph looks a rune up. Widths are those of the font's own table, unhinted,
// which is what a PDF reader uses.
func (t *typeface) glyph(r rune) glyph {
	t.mu.Lock()
	defer t.mu.Unlock()
	if g, seen := t.known[r]; seen {
		return g
	}
	g := glyph{}
	if i, err := t.font.GlyphIndex(&t.buf, r); err == nil && i != 0 {
		w, err := t.font.GlyphAdvance(&t.buf, i, fixed.Int26_6(t.units*64), font.HintingNone)
		g = glyph{width: float64(w) / 64, has: err == nil}
	}
	t.known[r] = g
	return g
}

// Width is the length in points of a text set in Liberation Serif at a size in
// points, without kerning. A rune without a glyph has no width: Compose
// refuses it.
func Width(s string, sizePt float64, isBold bool) float64 {
	return face(isBold, false).width(s, sizePt)
}

func (t *typeface) width(s string, sizePt float64) float64 {
	units := 0.0
	for _, r := range s {
		units += t.glyph(r).width
	}
	return units / t.units * sizePt
}

// Missing finds the first rune that either weight cannot draw, or bytes that are
// no rune at all.
func Missing(s string) (rune, bool) {
	for _, r := range s {
		if r == utf8.RuneError || !regular().glyph(r).has || !bold().glyph(r).has {
			return r, true
		}
	}
	return 0, false
}
