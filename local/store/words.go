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

const (
	maxTypedBytes = 2000 // of a query; the rest is not looked at
	maxTypedWords = 16
	maxWordRunes  = 40 // longer words are cut, in the index and in a query alike
)

// typedWord is one word of a query.
type typedWord struct {
	plain string // folded: no accents, lower case, đ as d
	exact string // as typed, in lower case and NFC
	whole bool   // not a prefix
}

// typedWords splits a query. A number before a slash ("15/QĐ-UBND") is whole:
// the clerk has typed past it, and 150 is another document.
func typedWords(text string) []typedWord {
	if len(text) > maxTypedBytes {
		text = strings.ToValidUTF8(text[:maxTypedBytes], "")
	}
	var typed []typedWord
	eachWord(text, func(word string, next rune) {
		w := typedWord{plain: fold(word), exact: word, whole: next == '/' && isNumber(word)}
		known := slices.ContainsFunc(typed, func(t typedWord) bool { return t == w })
		if w.plain != "" && !known && len(typed) < maxTypedWords {
			typed = append(typed, w)
		}
	})
	return typed
}

// expression writes words in the query language of FTS5: quoted, all asked for.
func expression(typed []typedWord) string {
	var b strings.Builder
	for _, w := range typed {
		b.WriteString(`"` + w.plain + `"`)
		if !w.whole {
			b.WriteByte('*')
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// indexed is what the search knows of a conversion: each folded word once. The
// type's code is its name without accents. The lookup code is there in its
// groups and in one piece, because it is typed both ways.
func indexed(r office.Row) string {
	var words []string
	seen := map[string]bool{}
	for _, field := range []string{
		string(r.Code), strings.ReplaceAll(string(r.Code), "-", ""), r.Number, r.Symbol, r.Subject, r.Issuer, r.Type, r.Clerk,
	} {
		eachWord(field, func(word string, _ rune) {
			if plain := fold(word); plain != "" && !seen[plain] {
				seen[plain] = true
				words = append(words, plain)
			}
		})
	}
	return strings.Join(words, " ")
}

// carries tells whether a row has every typed word with its accents. The
// type's code has none, so it answers for words with and without.
func carries(r office.Row, typed []typedWord) bool {
	var words []string
	for _, field := range []string{string(r.Code), strings.ReplaceAll(string(r.Code), "-", ""), r.Number, r.Symbol, r.Subject, r.Issuer, r.Clerk} {
		eachWord(field, func(word string, _ rune) { words = append(words, word) })
	}
	for _, t := range typed {
		matches := func(word string) bool {
			return word == t.exact || !t.whole && strings.HasPrefix(word, t.exact)
		}
		ofType := func(word string) bool { return strings.HasPrefix(word, t.plain) }
		if !slices.ContainsFunc(words, matches) && !slices.ContainsFunc(strings.Split(r.Type, "-"), ofType) {
			return false
		}
	}
	return true
}

// eachWord calls yield with every word of a text in lower case and NFC, and
// with the sign after it (0 at the end).
func eachWord(text string, yield func(word string, next rune)) {
	text = strings.ToLower(norm.NFC.String(text))
	for start := 0; start < len(text); {
		end := start
		var r rune
		for end < len(text) {
			var size int
			if r, size = utf8.DecodeRuneInString(text[end:]); !isWordRune(r) {
				break
			}
			end, r = end+size, 0
		}
		if end > start {
			yield(text[start:end], r)
		}
		_, sign := utf8.DecodeRuneInString(text[end:])
		start = end + sign
	}
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r))
}

func isNumber(word string) bool {
	return strings.TrimLeft(word, "0123456789") == ""
}

// fold takes the accents off one word, of any language, and cuts it.
func fold(word string) string {
	plain := office.Fold(norm.NFD.String(word))
	for i := range plain {
		if utf8.RuneCountInString(plain[:i]) == maxWordRunes {
			return plain[:i]
		}
	}
	return plain
}
