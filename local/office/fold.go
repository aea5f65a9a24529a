package office

import (
	"strings"
	"unicode"
)

// plain maps every Vietnamese letter with a mark to the letter under it. Eth
// and the African đ look like đ, and some keyboards and fonts write them for it.
var plain = func() map[rune]rune {
	m := map[rune]rune{'đ': 'd', 'ð': 'd', 'ɖ': 'd'}
	for base, marked := range map[rune]string{
		'a': "àáảãạăằắẳẵặâầấẩẫậ", 'e': "èéẻẽẹêềếểễệ", 'i': "ìíỉĩị",
		'o': "òóỏõọôồốổỗộơờớởỡợ", 'u': "ùúủũụưừứửữự", 'y': "ỳýỷỹỵ",
	} {
		for _, r := range marked {
			m[r] = base
		}
	}
	return m
}()

// Fold writes a text without accents and in lower case, đ as d, composed or
// decomposed alike: what is compared when a clerk types without accents.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII {
			return unicode.ToLower(r)
		}
		if base, marked := plain[r]; marked { // most are, and tables are long
			return base
		}
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		r = unicode.ToLower(r)
		if base, marked := plain[r]; marked {
			return base
		}
		return r
	}, s)
}

// Dashed is a text as a part of the name of a file: its letters and digits without accents, a
// dash between words, cut after a whole word at most characters.
func Dashed(s string, most int) string {
	words := strings.FieldsFunc(Fold(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	said := ""
	for _, w := range words {
		next := strings.TrimPrefix(said+"-"+w, "-")
		if len(next) > most {
			break
		}
		said = next
	}
	return said
}
