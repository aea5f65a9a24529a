package office

import (
	"strings"
	"testing"
)

// TestANumberThatIsMisreadIsNoNumber changes each digit to each other, and lets each two
// neighbours change places.
func TestANumberThatIsMisreadIsNoNumber(t *testing.T) {
	const number = "471-082-359-07-6"
	if got := ReceiptNumber("471082359", 7); got != number {
		t.Fatalf("the seventh slip is %s", got)
	}
	digits := strings.ReplaceAll(number, "-", "")
	for i := range len(digits) {
		for d := byte('0'); d <= '9'; d++ {
			if wrong := digits[:i] + string(d) + digits[i+1:]; wrong != digits {
				if _, _, is := ParseReceiptNumber(wrong); is {
					t.Errorf("%s passes for %s", wrong, digits)
				}
			}
		}
		if i+1 < len(digits) && digits[i] != digits[i+1] {
			wrong := digits[:i] + string(digits[i+1]) + string(digits[i]) + digits[i+2:]
			if _, _, is := ParseReceiptNumber(wrong); is {
				t.Errorf("%s passes for %s", wrong, digits)
			}
		}
	}
}

// TestANumberIsReadAsClerksWriteIt with strokes, spaces, dots, and the letters before it.
func TestANumberIsReadAsClerksWriteIt(t *testing.T) {
	for _, typed := range []string{"471-082-359-07-6", " 471 082 359 07 6", "BN 471082359076", "bn-471.082.359.07.6"} {
		if number, pad, is := ParseReceiptNumber(typed); !is || number != "471-082-359-07-6" || pad != "471082359" {
			t.Errorf("%q is %s of %s, %v", typed, number, pad, is)
		}
	}
	for _, typed := range []string{"", "471-082-359", "471-082-359-07", ReceiptNumber("471082359", 0), "47108235907a", "4710823590762", "４71082359072"} {
		if number, _, is := ParseReceiptNumber(typed); is {
			t.Errorf("%q passes for %s", typed, number)
		}
	}
}

// TestPadsAreDrawnAndNotCounted draws some: none is the one after another.
func TestPadsAreDrawnAndNotCounted(t *testing.T) {
	seen := map[string]bool{}
	for range 200 {
		n := NewPadNumber()
		if len(n) != PadDigits || seen[n] {
			t.Errorf("drew %q", n)
		}
		seen[n] = true
	}
}
