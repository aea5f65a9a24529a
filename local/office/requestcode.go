package office

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"
	"time"
)

// The code of a request (mã hồ sơ) is that of the office, the day of its receipt, and nine digits
// of which the last tells a slip of the pen: H00.00.01-261130-482913075. The digits are drawn at
// random: a counter gives one with the cable out, and none is given back or changed when stations
// meet. Read over the telephone they alone name the request.
const (
	requestDigits = 8
	requestDay    = "060102"
)

// NewRequestCode draws the code of a request that an office received at a moment. Of two stations
// that receive 50 a day without knowing of each other, two requests bear one number once in a
// hundred years.
func NewRequestCode(office string, received time.Time) string {
	n, err := rand.Int(rand.Reader, big.NewInt(1e8))
	if err != nil { // there is no system without randomness
		panic(err)
	}
	digits := fmt.Sprintf("%0*d", requestDigits, n)
	return fmt.Sprintf("%s-%s-%s%c", office, received.In(VietNam).Format(requestDay), digits, checkDigit(digits))
}

// ParseRequestCode reads the code of a request as somebody types it, whole or its nine digits alone,
// with spaces or strokes between them, and gives the nine digits; false: it is none, or a digit of it
// is wrong.
func ParseRequestCode(typed string) (digits string, is bool) {
	typed = strings.TrimSpace(typed)
	if parts := strings.Split(typed, "-"); len(parts) > 2 && len(parts[len(parts)-2]) == len(requestDay) && strings.ContainsAny(parts[0], ".HhA-Za-z") {
		typed = parts[len(parts)-1]
	}
	digits = strings.NewReplacer(" ", "", "-", "", "–", "", ".", "").Replace(typed)
	if len(digits) != requestDigits+1 || strings.Trim(digits, "0123456789") != "" || checkDigit(digits[:requestDigits]) != rune(digits[requestDigits]) {
		return "", false
	}
	return digits, true
}

// RequestDigits are the nine digits of a code.
func RequestDigits(code string) string { return code[strings.LastIndexByte(code, '-')+1:] }

// RequestCodeSpoken is a code as it is read out: 482 913 075.
func RequestCodeSpoken(code string) string {
	d := RequestDigits(code)
	if len(d) != requestDigits+1 {
		return code
	}
	return d[:3] + " " + d[3:6] + " " + d[6:]
}
