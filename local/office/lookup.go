package office

import (
	"crypto/rand"
	"strings"
)

// LookupCode (mã tra cứu) stands on a mark and opens the original (Điều
// 5.1b): eleven random symbols and a check symbol, in three groups of four.
// The alphabet leaves out what a tired eye mistakes, and its size is prime, so
// that the check finds every single wrong symbol and every swapped pair.
type LookupCode string

const (
	lookupAlphabet = "23456789ACDEFGHJKMNPQRSTVWXYZ"
	lookupSymbols  = 12
)

// NewLookupCode draws a code. 29^11 of them make a collision between offices
// that never met less likely than one in ten thousand at a million codes.
func NewLookupCode() LookupCode {
	symbols := make([]byte, 0, lookupSymbols)
	var b [1]byte
	for len(symbols) < lookupSymbols-1 {
		rand.Read(b[:])
		// 232 is the greatest multiple of 29 in a byte: no symbol is favoured.
		if b[0] < 232 {
			symbols = append(symbols, lookupAlphabet[b[0]%29])
		}
	}
	return groupLookup(append(symbols, lookupCheck(symbols)))
}

// ParseLookupCode reads a code as a person types it: in either case, with or
// without its dashes.
func ParseLookupCode(s string) (LookupCode, error) {
	var symbols []byte
	for _, r := range strings.ToUpper(s) {
		switch {
		case r == '-' || r == ' ' || r == '.':
		case r < 128 && strings.IndexByte(lookupAlphabet, byte(r)) >= 0:
			symbols = append(symbols, byte(r))
		default:
			return "", BadLookupCode.About(s)
		}
	}
	if len(symbols) != lookupSymbols || lookupCheck(symbols[:lookupSymbols-1]) != symbols[lookupSymbols-1] {
		return "", BadLookupCode.About(s)
	}
	return groupLookup(symbols), nil
}

// misreadMost is the number of symbols of a code that may be misread.
const misreadMost = 2

// LookupCodesLike are the codes that a text may mean which has the length of one
// and a symbol or two that no code has (O for Q or D, 0, 1, I…).
func LookupCodesLike(s string) []LookupCode {
	symbols := []byte(strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == ' ' || r == '.':
			return -1
		case r < 128:
			return r
		}
		return '?'
	}, strings.ToUpper(s)))
	var misread []int
	for i, b := range symbols {
		if strings.IndexByte(lookupAlphabet, b) < 0 {
			misread = append(misread, i)
		}
	}
	if len(symbols) != lookupSymbols || len(misread) == 0 || len(misread) > misreadMost {
		return nil
	}
	return solved(symbols, misread)
}

// solved tries every symbol at the given places and keeps what the check allows.
func solved(symbols []byte, places []int) (codes []LookupCode) {
	if len(places) == 0 {
		if lookupCheck(symbols[:lookupSymbols-1]) == symbols[lookupSymbols-1] {
			codes = append(codes, groupLookup(symbols))
		}
		return codes
	}
	for _, b := range []byte(lookupAlphabet) {
		symbols[places[0]] = b
		codes = append(codes, solved(symbols, places[1:])...)
	}
	return codes
}

func lookupCheck(symbols []byte) byte {
	sum := 0
	for i, s := range symbols {
		sum += (i + 2) * strings.IndexByte(lookupAlphabet, s)
	}
	return lookupAlphabet[sum%29]
}

func groupLookup(s []byte) LookupCode {
	return LookupCode(string(s[:4]) + "-" + string(s[4:8]) + "-" + string(s[8:]))
}
