package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// A word is a run of letters, digits and the marks on them. Both what is
// stored and what is typed is split and folded here and nowhere else, so that
// the index holds single words without a sign in them, and no sign that a
// clerk types can reach the query language.

const maxWordRunes = 40 // longer words are cut, in the index and in a query alike

// word is one word of a text.
type word struct {
	plain string // folded: no accents, lower case, đ as d; a number without leading zeros
	exact string // in lower case and NFKC
	after string // the signs up to the next word
}

// split takes a text apart.
func split(text string) []word {
	text = clean(text)
	words := make([]word, 0, len(text)/4)
	for len(text) > 0 {
		end := strings.IndexFunc(text, isNoWordRune)
		if end < 0 {
			end = len(text)
		}
		next := strings.IndexFunc(text[end:], isWordRune)
		if next < 0 {
			next = len(text) - end
		}
		if plain := fold(text[:end]); plain != "" {
			words = append(words, word{plain, text[:end], text[end : end+next]})
		}
		text = text[end+next:]
	}
	return words
}

// clean writes a text in lower case and NFKC. What cannot be seen (a soft hyphen,
// a joiner) is not there, and letters that look like đ are đ.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u00ad', '\u200c', '\u200d', '\u2060', '\ufeff':
			return -1
		case 'Ð', 'ð', 'Ɖ', 'ɖ':
			return 'đ'
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(text))
}

// onePlaced is a clean text with the tone of oa, oe and uy on the first of the two, where some write
// it on the second: hoà, hòa.
func onePlaced(text string) string { return tonePlaces.Replace(text) }

var tonePlaces = strings.NewReplacer(
	"oà", "òa", "oá", "óa", "oả", "ỏa", "oã", "õa", "oạ", "ọa", "oè", "òe", "oé", "óe", "oẻ", "ỏe", "oẽ", "õe", "oẹ", "ọe",
	"uỳ", "ùy", "uý", "úy", "uỷ", "ủy", "uỹ", "ũy", "uỵ", "ụy",
)

// hasWord tells whether a clean text has a word, or one that begins so.
func hasWord(text, word string, begun bool) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(word):])
		if !isWordRune(before) && (begun || !isWordRune(after)) {
			return true
		}
		at += len(word)
	}
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r))
}

func isNoWordRune(r rune) bool { return !isWordRune(r) }

func isNumber(word string) bool {
	return strings.TrimLeft(word, "0123456789") == ""
}

// fold takes the accents off one word, of any language, and cuts it; off a
// number, the zeros before it: 05 and 5 are one number.
func fold(word string) string {
	if word != "" && isNumber(word) {
		if word = strings.TrimLeft(word, "0"); word == "" {
			return "0"
		}
	}
	plain := office.Fold(word)
	if !isASCII(plain) { // letters of other languages
		plain = office.Fold(norm.NFD.String(word))
	}
	return cut(plain)
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

func cut(plain string) string {
	if len(plain) <= maxWordRunes {
		return plain
	}
	for i := range plain {
		if utf8.RuneCountInString(plain[:i]) == maxWordRunes {
			return plain[:i]
		}
	}
	return plain
}

// joined writes words as one, as the index keeps number and symbol: 15qdubnd.
func joined(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.plain)
	}
	return cut(b.String())
}

// shortened are names that are written both ways, all words or the first letters.
var shortened = map[string][]string{
	"ubnd": {"uy", "ban", "nhan", "dan"},
	"hdnd": {"hoi", "dong", "nhan", "dan"},
}

// indexed is what the search knows of a conversion: each folded word once. The
// type's code is its name without accents. A syllable that is spelled with i or y is
// there both ways, and a number that is written in groups is there in one piece. The lookup code is there in its
// groups and in one piece, because it is typed both ways; so are number and
// symbol, also those that a subject cites; and days, of issue and in a subject.
func indexed(r office.Row) string {
	const many = 48 // words of a usual conversion
	keys, seen := make([]string, 0, many), make(map[string]bool, many)
	put := func(words ...string) {
		for _, w := range words {
			if w != "" && !seen[w] {
				seen[w] = true
				keys = append(keys, w)
			}
		}
	}
	code, number, symbol, subject, issuer, kind := split(string(r.Code)), split(r.Number), split(r.Symbol), split(r.Subject), split(r.Issuer), split(r.Type)
	for _, field := range [][]word{code, number, symbol, subject, issuer, kind, split(r.Clerk)} {
		for _, w := range field {
			put(w.plain)
			put(spelledOtherwise(w.plain))
		}
	}
	for _, w := range regrouped(subject) {
		put(w.plain)
	}
	put(joined(code))
	put(symbolKeys(symbol)...)
	put(numberKeys(r, number, symbol, kind)...)
	put(keysIn(subject)...)
	put(saidKeys(subject)...)
	put(bothWays(subject)...)
	put(bothWays(issuer)...)
	put(dateKeys(r.Issued)...)
	put(sortedRow(r)...)
	return strings.Join(keys, " ")
}

// The symbol of a letter (công văn) does not bear the short name of its type, which
// clerks type all the same: CV 127.
const (
	letter      = "cong-van"
	letterShort = "cv"
)

// numberKeys are number and symbol in one piece, with the year between them
// (15/2026/QĐ-UBND) and without, wherever it stands; and number and type.
func numberKeys(r office.Row, number, symbol, kind []word) []string {
	keys := []string{joined(slices.Concat(number, symbol)), joined(slices.Concat(number, kind))}
	if r.Type == letter && r.Number != "" {
		keys = append(keys, joined(slices.Concat(number, split(letterShort))))
	}
	switch {
	case len(symbol) > 1 && isYear(symbol[0].plain):
		keys = append(keys, joined(slices.Concat(number, symbol[1:])))
	case len(r.Issued) > 4:
		keys = append(keys, joined(slices.Concat(number, split(r.Issued[:4]), symbol)))
	}
	return keys
}

// keysIn are the days and the citations in a text.
func keysIn(words []word) (keys []string) {
	if !slices.ContainsFunc(words, func(w word) bool { return strings.ContainsAny(w.plain, "0123456789") }) {
		return nil
	}
	for i := 0; i < len(words); {
		t := termAt(words, i)
		i += len(t.words)
		keys = append(keys, t.key)
		if day := strings.TrimPrefix(t.key, "§"); t.isDay() {
			keys = append(keys, "¶"+day[len("2006"):])
		}
	}
	return keys
}

// symbolKeys are a symbol in one piece, without the year before it too.
func symbolKeys(symbol []word) []string {
	keys := []string{joined(symbol)}
	if len(symbol) > 1 && isYear(symbol[0].plain) {
		keys = append(keys, joined(symbol[1:]))
	}
	return keys
}

// spelledOtherwise is a syllable with the other of i and y, where both are written:
// kì and kỳ, quí and quý. Empty: there is no other way.
func spelledOtherwise(plain string) string {
	if plain == "" {
		return ""
	}
	start, vowel := plain[:len(plain)-1], plain[len(plain)-1]
	switch {
	case vowel == 'i' && slices.Contains(eitherAfter, start):
		return start + "y"
	case vowel == 'y' && slices.Contains(eitherAfter, start):
		return start + "i"
	}
	return ""
}

// eitherAfter are the sounds after which a syllable ends in i or in y.
var eitherAfter = []string{"b", "h", "k", "l", "m", "qu", "s", "t", "v"}

// regrouped writes numbers in groups of three digits as one word: 1.250,5 is 1250 and
// 5.
func regrouped(words []word) []word {
	var all []word
	for i := 0; i < len(words); {
		n := groupsAt(words[i:])
		w := words[i]
		for _, next := range words[i+1 : i+n] {
			w.exact, w.after = w.exact+next.exact, next.after
		}
		if n > 1 {
			w.plain = fold(w.exact)
		}
		all = append(all, w)
		i += n
	}
	return all
}

// groupsAt counts the words that are one number with points between its thousands.
func groupsAt(words []word) int {
	first := words[0].exact
	if !isNumber(first) || len(first) > group || first[0] == '0' {
		return 1
	}
	n := 1
	for n < len(words) && words[n-1].after == "." && isNumber(words[n].exact) && len(words[n].exact) == group {
		n++
	}
	if isSlash(words[n-1].after) || n > 1 && strings.HasPrefix(words[n-1].after, "-") { // a number with its symbol
		return 1
	}
	return n
}

// bothWays are the other ways to write the names in a text.
func bothWays(words []word) []string {
	var other []string
	for short, long := range shortened {
		for i, w := range words {
			if w.plain == short {
				other = append(other, long...)
			}
			if startsWith(words[i:], long) {
				other = append(other, short)
			}
		}
	}
	return other
}

func startsWith(words []word, plain []string) bool {
	return len(words) >= len(plain) && slices.EqualFunc(words[:len(plain)], plain, func(w word, p string) bool { return w.plain == p })
}
