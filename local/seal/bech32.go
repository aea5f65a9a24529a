package seal

import (
	"errors"
	"strings"
)

// The text form of an age identity is bech32 (BIP 173): "AGE-SECRET-KEY-1",
// 52 letters of 5 bits for the 32 bytes of the key, and 6 letters of checksum.
const (
	textPrefix    = "age-secret-key-"
	textAlphabet  = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	keyBytes      = 32
	keyLetters    = 52
	checksumSigns = 6
)

// keyFrom takes the 32 bytes out of the text form. The checksum is not looked
// at: the text comes from a parsed identity.
func keyFrom(text string) ([]byte, error) {
	letters, isKey := strings.CutPrefix(strings.ToLower(text), textPrefix+"1")
	if !isKey || len(letters) != keyLetters+checksumSigns {
		return nil, errors.New("not the text form of an X25519 identity")
	}
	var out []byte
	var bits, have uint
	for _, c := range letters[:keyLetters] {
		v := strings.IndexRune(textAlphabet, c)
		if v < 0 {
			return nil, errors.New("not the text form of an X25519 identity")
		}
		bits, have = bits<<5|uint(v), have+5
		if have >= 8 {
			have -= 8
			out = append(out, byte(bits>>have))
		}
	}
	return out, nil
}

// textOf writes 32 bytes in the text form that age parses.
func textOf(key []byte) string {
	var values []byte
	var bits, have uint
	for _, b := range key {
		for bits, have = bits<<8|uint(b), have+8; have >= 5; {
			have -= 5
			values = append(values, byte(bits>>have&31))
		}
	}
	if have > 0 {
		values = append(values, byte(bits<<(5-have)&31))
	}
	var text strings.Builder
	text.WriteString(textPrefix + "1")
	for _, v := range append(values, textChecksum(values)...) {
		text.WriteByte(textAlphabet[v])
	}
	return strings.ToUpper(text.String())
}

// textChecksum is the BCH code of BIP 173 over the prefix and the values.
func textChecksum(values []byte) []byte {
	var all []byte
	for _, c := range []byte(textPrefix) {
		all = append(all, c>>5)
	}
	all = append(all, 0)
	for _, c := range []byte(textPrefix) {
		all = append(all, c&31)
	}
	all = append(append(all, values...), make([]byte, checksumSigns)...)
	sum := uint32(1)
	for _, v := range all {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(v)
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	sum ^= 1
	out := make([]byte, checksumSigns)
	for i := range out {
		out[i] = byte(sum >> (5 * (checksumSigns - 1 - i)) & 31)
	}
	return out
}
