package ballotbox

import (
	"crypto/rand"
	"crypto/sha256"
	"strings"
)

// Key (mã hòm phiếu) opens one box: 25 letters and digits in five groups, 125 bits that nobody chose.
type Key string

// keyLetters leave out what is taken for another one on paper: 0 and O, 1, I and L.
const keyLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ" + "1"

const (
	keyGroups = 5
	keyGroup  = 5
)

// newKey draws a key.
func newKey() Key {
	var b [keyGroups * keyGroup]byte
	rand.Read(b[:]) // it never fails
	var out strings.Builder
	for i, x := range b {
		if i > 0 && i%keyGroup == 0 {
			out.WriteByte('-')
		}
		out.WriteByte(keyLetters[x%32])
	}
	return Key(out.String())
}

// ParseKey reads what somebody typed from paper. It fails with NotAKey.
func ParseKey(typed string) (Key, error) {
	var letters []byte
	for _, r := range strings.ToUpper(typed) {
		switch {
		case r == '-' || r == ' ' || r == '–':
		case r < 128 && strings.IndexByte(keyLetters, byte(r)) >= 0:
			letters = append(letters, byte(r))
		default:
			return "", NotAKey
		}
	}
	if len(letters) != keyGroups*keyGroup {
		return "", NotAKey
	}
	var groups []string
	for i := 0; i < len(letters); i += keyGroup {
		groups = append(groups, string(letters[i:i+keyGroup]))
	}
	return Key(strings.Join(groups, "-")), nil
}

func (k Key) bytes(vote string) []byte {
	sum := sha256.Sum256([]byte("tram ballot box 1\n" + vote + "\n" + string(k)))
	return sum[:]
}
