package mark

import (
	"sync"
	"sync/atomic"
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
	known [commonRunes]atomic.Pointer[glyph]
	mu    sync.Mutex // guards what is below
	buf   sfnt.Buffer
	rare  map[rune]*glyph
}

// commonRunes are all below the signs of punctuation of Unicode: every letter of Vietnamese.
const commonRunes = 0x2000

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
	return &typeface{font: f, units: float64(f.UnitsPerEm()), rare: map[rune]*glyph{}}
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
	if r < 0 || r >= commonRunes {
		t.mu.Lock()
		defer t.mu.Unlock()
		g, seen := t.rare[r]
		if !seen {
			g = t.read(r)
			t.rare[r] = g
		}
		return *g
	}
	if g := t.known[r].Load(); g != nil {
		return *g
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	g := t.read(r)
	t.known[r].Store(g)
	return *g
}

// read looks a rune up in the file of the font. Whoever calls it holds mu.
func (t *typeface) read(r rune) *glyph {
	g := &glyph{}
	if i, err := t.font.GlyphIndex(&t.buf, r); err == nil && i != 0 {
		w, err := t.font.GlyphAdvance(&t.buf, i, fixed.Int26_6(t.units*64), font.HintingNone)
		*g = glyph{width: float64(w) / 64, has: err == nil}
	}
	return g
}

// Width is the length in points of a text set in Liberation Serif at a size in
// points, without kerning. A rune without a glyph has no width: Compose
// refuses it.
func Width(s string, sizePt float64, isBold bool) float64 {
	return face(isBold, false).width(s, sizePt)
}

// SlantedWidth is Width of a text in italics.
func SlantedWidth(s string, sizePt float64) float64 {
	return face(false, true).width(s, sizePt)
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
