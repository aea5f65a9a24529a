package mark

import (
	"slices"

	"github.com/makiuchi-d/gozxing/qrcode/encoder"

	"tram/local/office"
)

// A QR code (mã phản hồi nhanh, Điều 4.1a) is read from paper at 0.34 mm a
// module and more. At 200 dpi, the least resolution of a digitised page, a
// module here is three pixels without a rest, which readers like better than
// a greater one with a rest.
const (
	quiet       = 4                          // modules on every side
	modulePt    = 0.381 * office.PointsPerMM // 3/200 inch
	codeGapPt   = 1 * office.PointsPerMM
	mostModules = 113 // version 24: above it a code of this size is no longer a mark
)

// encode makes the bits of a code, without quiet zone; nil for an empty text.
func encode(text string) ([][]bool, error) {
	if text == "" {
		return nil, nil
	}
	m, err := modulesOf(text)
	if err != nil {
		return nil, CodeTooLong.Because(err)
	}
	if m.GetWidth() > mostModules {
		return nil, CodeTooLong
	}
	return bitsIn(m), nil
}

func bitsIn(m *encoder.ByteMatrix) [][]bool {
	bits := make([][]bool, m.GetHeight())
	for y := range bits {
		bits[y] = make([]bool, m.GetWidth())
		for x := range bits[y] {
			bits[y][x] = m.Get(x, y) == 1
		}
	}
	return bits
}

// NewCode is a code of its own, with modules of a side in points; side is how much room it
// takes with its quiet zone, and X and Y leave room for that. It fails with CodeTooLong.
func NewCode(text string, module float64) (code *Code, side float64, err error) {
	m, err := modulesOf(text)
	if err != nil {
		return nil, 0, CodeTooLong.Because(err)
	}
	bits := bitsIn(m)
	return &Code{X: quiet * module, Y: quiet * module, Module: module, Bits: bits}, module * float64(len(bits)+2*quiet), nil
}

// withCode sets a block of words beside a code, on either side, and above it.
func withCode(b words, bits [][]bool) []Layout {
	if bits == nil {
		return []Layout{{W: b.w, H: b.h, Texts: b.texts}}
	}
	side := modulePt * float64(len(bits)+2*quiet)
	w, h := b.w+codeGapPt+side, max(b.h, side)
	wordsY, codeY := (h-b.h)/2, (h-side)/2
	return []Layout{
		compound(b, 0, wordsY, bits, b.w+codeGapPt, codeY, w, h),
		compound(b, side+codeGapPt, wordsY, bits, 0, codeY, w, h),
		compound(b, 0, 0, bits, 0, b.h, max(b.w, side), b.h+side),
	}
}

// compound puts words and code, each by its top left corner, quiet zone
// included, into a box.
func compound(b words, x, y float64, bits [][]bool, codeX, codeY, w, h float64) Layout {
	texts := slices.Clone(b.texts)
	for i := range texts {
		texts[i].X += x
		texts[i].Y += y
	}
	code := &Code{X: codeX + quiet*modulePt, Y: codeY + quiet*modulePt, Module: modulePt, Bits: bits}
	return Layout{W: w, H: h, Texts: texts, Code: code}
}
