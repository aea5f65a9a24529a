package papercode

import (
	"errors"
	"strings"
)

// base45 is the alphabet of RFC 9285: what a QR code packs into 5.5 bits.
const base45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

var errBase45 = errors.New("not base45")

// encode45 writes two bytes as three characters, a last single one as two.
func encode45(b []byte) string {
	var out strings.Builder
	for ; len(b) > 1; b = b[2:] {
		put45(&out, int(b[0])<<8|int(b[1]), 3)
	}
	if len(b) == 1 {
		put45(&out, int(b[0]), 2)
	}
	return out.String()
}

// put45 writes a number with its least digit first.
func put45(out *strings.Builder, n, digits int) {
	for range digits {
		out.WriteByte(base45[n%len(base45)])
		n /= len(base45)
	}
}

// decode45 reads what encode45 writes and nothing else: no lower case, no group
// that stands for more than its bytes can hold, no single character at the end.
func decode45(s string) ([]byte, error) {
	out := make([]byte, 0, len(s)/3*2+1)
	for ; len(s) >= 3; s = s[3:] {
		n := take45(s[:3])
		if n < 0 || n > 0xffff {
			return nil, errBase45
		}
		out = append(out, byte(n>>8), byte(n))
	}
	switch n := take45(s); {
	case s == "":
		return out, nil
	case len(s) == 1 || n < 0 || n > 0xff:
		return nil, errBase45
	default:
		return append(out, byte(n)), nil
	}
}

// take45 reads a number with its least digit first; -1 for a foreign character.
func take45(s string) int {
	n := 0
	for i := len(s) - 1; i >= 0; i-- {
		digit := strings.IndexByte(base45, s[i])
		if digit < 0 {
			return -1
		}
		n = n*len(base45) + digit
	}
	return n
}
