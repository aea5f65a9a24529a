package people

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The tone marks of Vietnamese. Input methods set them on different vowels of a
// syllable (hòa, hoà), as their owners have chosen.
const tones = "\u0300\u0301\u0303\u0309\u0323"

// lookalikes are letters that keyboards and fonts write for đ.
var lookalikes = strings.NewReplacer("ð", "đ", "ɖ", "đ", "Ð", "Đ", "Ɖ", "Đ")

// canonical writes a password in the one form that is hashed: the same for every
// input method (composed or not, full width or not, the tone on either vowel), and
// without what a clerk cannot see (spaces at both ends, marks of no width).
func canonical(typed []byte) []byte {
	folded := strings.TrimSpace(norm.NFKD.String(lookalikes.Replace(string(typed))))
	out := make([]byte, 0, 2*len(typed))
	var held []rune // the tones of the word that is being written
	for _, r := range folded {
		switch {
		case unicode.Is(unicode.Cf, r):
			continue
		case strings.ContainsRune(tones, r):
			held = append(held, r)
			continue
		case !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r):
			out, held = appendRunes(out, held), held[:0]
		}
		out = utf8.AppendRune(out, r)
	}
	return appendRunes(out, held)
}

func appendRunes(to []byte, runes []rune) []byte {
	for _, r := range runes {
		to = utf8.AppendRune(to, r)
	}
	return to
}

// plainText tells whether a password is a text that a keyboard types: arrow keys and
// another coding of letters leave signs that nobody types again.
func plainText(typed []byte) bool {
	return utf8.Valid(typed) && !strings.ContainsFunc(string(typed), unicode.IsControl)
}

// signs is how many signs a password has, as a person counts them.
func signs(typed []byte) int {
	return utf8.RuneCount(norm.NFC.Bytes([]byte(strings.TrimSpace(string(typed)))))
}
