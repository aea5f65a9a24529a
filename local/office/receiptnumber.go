package office

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"
)

// The number of a paper receipt is that of its pad, which is drawn at random, its slip, and a
// digit that tells a slip of the pen: 471-082-359-07-6. Nothing in it is counted by a station:
// one that was restored from a copy, or copied whole, would count on from where the other
// does. Digits alone, since they are read over the telephone.
const (
	PadDigits = 9
	// MostSlips is how many slips a pad may have.
	MostSlips = 99

	slipDigits   = 2
	numberDigits = PadDigits + slipDigits + 1
)

// NewPadNumber draws the number of a pad. Of 50 pads that stations made without knowing of
// each other two bear one number once in 800,000 times; then it is told when they meet.
func NewPadNumber() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1e9))
	if err != nil { // there is no system without randomness
		panic(err)
	}
	return fmt.Sprintf("%0*d", PadDigits, n)
}

// PadSaid is the number of a pad as it is printed: 471-082-359.
func PadSaid(pad string) string {
	if len(pad) != PadDigits {
		return pad
	}
	return pad[:3] + "-" + pad[3:6] + "-" + pad[6:]
}

// ReceiptNumber is the number of a slip of a pad as it is printed.
func ReceiptNumber(pad string, slip int) string {
	digits := fmt.Sprintf("%s%0*d", pad, slipDigits, slip)
	return fmt.Sprintf("%s-%0*d-%c", PadSaid(pad), slipDigits, slip, checkDigit(digits))
}

// ParseReceiptNumber reads the number of a receipt as somebody types it, with or without its
// strokes, and gives it as it is printed, with its pad; false: it is none, or a digit of it is
// wrong.
func ParseReceiptNumber(typed string) (number, pad string, is bool) {
	typed = strings.TrimPrefix(strings.ToUpper(strings.Join(strings.Fields(typed), "")), "BN")
	digits := strings.NewReplacer("-", "", ".", "", "–", "").Replace(typed)
	if len(digits) != numberDigits || strings.Trim(digits, "0123456789") != "" {
		return "", "", false
	}
	slip := int(digits[PadDigits]-'0')*10 + int(digits[PadDigits+1]-'0')
	if slip == 0 || checkDigit(digits[:numberDigits-1]) != rune(digits[numberDigits-1]) {
		return "", "", false
	}
	pad = digits[:PadDigits]
	return ReceiptNumber(pad, slip), pad, true
}

// damm is the table of H. M. Damm's check digit, which tells each wrong digit and each two
// neighbours that changed places.
var damm = [10]string{"0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"}

func checkDigit(digits string) rune {
	at := byte('0')
	for i := range len(digits) {
		at = damm[at-'0'][digits[i]-'0']
	}
	return rune(at)
}
