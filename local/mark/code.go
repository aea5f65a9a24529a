package mark

import (
	"slices"

	"github.com/skip2/go-qrcode"

	"tram/local/office"
)

// A QR code (mã phản hồi nhanh, Điều 4.1a) is read from paper at 0.34 mm a
// module and more; the smallest here keeps 2.8 pixels a module when a copy is
// rendered at 200 dpi.
const (
	quiet       = 4 // modules on every side
	codeGapPt   = 1 * office.PointsPerMM
	mostModules = 105 // version 22: above it a code at these sizes is no longer a mark
)

var modulesMM = []float64{0.45, 0.36}

// encode makes the bits of a code, without quiet zone; nil for an empty text.
func encode(text string) ([][]bool, error) {
	if text == "" {
		return nil, nil
	}
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil, CodeTooLong.Because(err)
	}
	code.DisableBorder = true
	bits := code.Bitmap()
	if len(bits) > mostModules {
		return nil, CodeTooLong
	}
	return bits, nil
}

// withCode sets a block of words beside a code and above it, at each size of
// module.
func withCode(b words, bits [][]bool) []Layout {
	if bits == nil {
		return []Layout{{W: b.w, H: b.h, Texts: b.texts}}
	}
	var all []Layout
	for _, mm := range modulesMM {
		module := mm * office.PointsPerMM
		side := module * float64(len(bits)+2*quiet)
		h := max(b.h, side)
		wordsY, codeY := (h-b.h)/2, (h-side)/2
		all = append(all,
			compound(b, 0, wordsY, bits, module, b.w+codeGapPt, codeY, b.w+codeGapPt+side, h),
			compound(b, side+codeGapPt, wordsY, bits, module, 0, codeY, b.w+codeGapPt+side, h),
			compound(b, 0, 0, bits, module, 0, b.h, max(b.w, side), b.h+side),
		)
	}
	return all
}

// compound puts words and code, each by its top left corner, quiet zone
// included, into a box.
func compound(b words, x, y float64, bits [][]bool, module, codeX, codeY, w, h float64) Layout {
	texts := slices.Clone(b.texts)
	for i := range texts {
		texts[i].X += x
		texts[i].Y += y
	}
	code := &Code{X: codeX + quiet*module, Y: codeY + quiet*module, Module: module, Bits: bits}
	return Layout{W: w, H: h, Texts: texts, Code: code}
}
