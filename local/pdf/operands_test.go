package pdf

import (
	"testing"

	"tram/local/pdf/cos"
)

// TestAnOperatorTakesWhatItHasAndNoMore: of operands too many one reader takes the first,
// another the last; of too few some draw and some do not.
func TestAnOperatorTakesWhatItHasAndNoMore(t *testing.T) {
	for content, odd := range map[string]oddity{
		"q 1 0 0 1 5 5 cm 0 g 0 0 9 9 re f Q": "", "[3 1] 0 d 0 0 1 RG 0 0 m 9 9 l S": "", "BT 0 Tr 1 0 0 1 2 3 Tm (a) Tj 1 2 (b) \" T* ET": "",
		"0 1 g 0 0 9 9 re f": oddDrawing, "0 rg 0 0 9 9 re f": oddDrawing, "1 0 0 0 rg": oddDrawing, "0 0 0 k": oddDrawing,
		"0 0 9 re f": oddDrawing, "1 q Q": oddDrawing, "(a) (b) Tj": oddDrawing, "1 2 3 (a) \"": oddDrawing, "0 0 9 9 re 1 f": oddDrawing,
	} {
		p := lookWalk{}
		p.run([]byte(content), cos.Dict{}, 0)
		if p.odd != odd {
			t.Errorf("%s: %q, not %q", content, p.odd, odd)
		}
	}
}
