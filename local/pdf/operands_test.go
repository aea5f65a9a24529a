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
		"/DeviceRGB cs 1 1 1 sc q /DeviceGray cs 1 sc Q 0 0 0 scn 0 0 9 9 re f": "", "1 G 0 0 0 1 k 1 SC": "", "/DeviceCMYK CS 0 0 0 1 SCN 1 sc": "", "Q 0.5 sc": "",
		"/DeviceRGB cs 1 1 1 sc 0 sc": oddDrawing, "1 1 1 rg 0 scn": oddDrawing, "q 1 1 1 rg Q 1 1 1 sc": oddDrawing, "/DeviceCMYK CS 0 SCN": oddDrawing, "1 1 1 RG 1 1 1 sc": oddDrawing,
		"(1) g 0 0 9 9 re f": oddDrawing, "/P sc": oddPattern, "1 1 (1) rg": oddDrawing, "[1] 0 Td": oddDrawing, "[(a) /b] TJ": oddDrawing, "[(a) -20 <41>] TJ": "", "[/a] 0 d": oddDrawing,
		"[] 0 d [3] 1 d [0 2] 0 d 0.5 w": "", "[3 1] -1 d": oddDrawing, "[-3 1] 0 d": oddDrawing, "[0 0] 0 d": oddDrawing, "0 w": oddDrawing, "-1 w": oddDrawing,
		"/a Tj": oddDrawing, "5 /F1 Tf": oddDrawing, "0 0 9 [9] re f": oddDrawing,
	} {
		p := lookWalk{}
		p.run([]byte(content), cos.Dict{}, 0, blackOnWhite)
		if p.odd != odd {
			t.Errorf("%s: %q, not %q", content, p.odd, odd)
		}
	}
}
