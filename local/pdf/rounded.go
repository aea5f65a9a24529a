package pdf

import (
	"math"

	"tram/local/pdf/cos"
)

// rounding is how far a number may be off that a program wrote anew with fewer
// digits.
const rounding = 1e-6

// rounded tells whether two values are the same but for the last digits of their
// numbers.
func rounded(a, b cos.Object) bool {
	switch v := a.(type) {
	case cos.Array:
		other, is := b.(cos.Array)
		if !is || len(v.Items) != len(other.Items) {
			return false
		}
		for i := range v.Items {
			if !rounded(v.Items[i], other.Items[i]) {
				return false
			}
		}
		return true
	case cos.Real:
		x, _ := cos.Number(a)
		y, is := cos.Number(b)
		return is && math.Abs(x-y) <= rounding*max(1, math.Abs(x))
	}
	return cos.Same(a, b)
}
