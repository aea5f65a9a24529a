package store

import (
	"slices"
	"strings"
	"unicode"
)

// A document is cited by number and symbol: 15/QĐ-UBND. Clerks type it with
// other signs or none (15QĐ-UBND, 15 QĐ UBND, QĐ 15), and the index keeps it in
// one piece.

// abbreviated are the short names of types (Nghị định 30, Phụ lục III) and of
// those of the state, without accents.
var abbreviated = strings.Fields("nq qd ct qc qyd tc tb hd ctr kh pa da bc bb ttr cd bgn btt guq gm ggt gnp pg pc pb cv nd tt ttlt")

// typeNames are the types by the words of their names.
var typeNames = func() (names [][]string) {
	for code := range strings.FieldsSeq(`nghi-quyet quyet-dinh chi-thi quy-che quy-dinh thong-cao thong-bao huong-dan chuong-trinh ke-hoach phuong-an
		de-an du-an bao-cao bien-ban to-trinh hop-dong cong-van cong-dien ban-ghi-nho ban-thoa-thuan giay-uy-quyen giay-moi giay-gioi-thieu
		giay-nghi-phep phieu-gui phieu-chuyen phieu-bao thu-cong giay-phep giay-chung-nhan chung-chi nghi-dinh thong-tu`) {
		names = append(names, strings.Split(code, "-"))
	}
	return names
}()

// citedAt reads the citation that words begin with: its one piece, and how many
// words it takes (0: there is none).
func citedAt(words []word) (key string, taken int) {
	first := words[0]
	switch {
	case !startsWithDigit(first.plain):
		return turnedAt(words)
	case len(lettersAfter(first.plain)) > 0 && isAbbreviated(lettersAfter(first.plain)):
		taken = 1 + attached(words)
	case isSlash(first.after) && len(words) > 1:
		taken = 1 + attached(words)
	case len(words) > 1 && (isParting(strings.TrimSpace(first.after)) || spaced(first.after)) && isAbbreviated(words[1].plain):
		taken = 2 + attached(words[1:])
	case isParting(first.after) && len(words) > 1:
		taken = 1 + attached(words)
	}
	if taken == 0 || !slices.ContainsFunc(words[:taken], func(w word) bool { return !isNumber(w.plain) }) {
		return "", 0
	}
	return joined(words[:taken]), taken
}

// turnedAt reads QĐ 15 and QĐ15, which is 15/QĐ, and quyết định số 15.
func turnedAt(words []word) (key string, taken int) {
	first := words[0].plain
	letters := strings.TrimRight(first, "0123456789")
	if isAbbreviated(letters) && letters != first {
		return fold(first[len(letters):]) + letters, 1
	}
	if isAbbreviated(first) && spaced(words[0].after) {
		return numberAfter(words, 1, first)
	}
	for _, name := range typeNames {
		if startsWith(words, name) {
			return numberAfter(words, len(name), strings.Join(name, ""))
		}
	}
	return "", 0
}

// numberAfter reads the number after a type of so many words.
func numberAfter(words []word, at int, kind string) (key string, taken int) {
	if len(words) > at && isWord(words[at], "so", "số") {
		at++
	}
	if len(words) <= at || !startsWithDigit(words[at].plain) {
		return "", 0
	}
	if rest := words[at:]; dateAt(rest).words > 0 || attached(rest) > 0 || isAbbreviated(lettersAfter(rest[0].plain)) ||
		len(rest) > 1 && isAbbreviated(rest[1].plain) {
		return "", 0
	}
	return words[at].plain + kind, at + 1
}

// attached counts the words that hang on the first one by signs.
func attached(words []word) (n int) {
	for n+1 < len(words) {
		w := words[n]
		if sign := strings.TrimSpace(w.after); !isParting(sign) || sign == "." ||
			sign != w.after && !isSlash(w.after) && !isAbbreviated(lettersAfter(w.plain)) {
			break
		}
		n++
	}
	return n
}

func isSlash(signs string) bool     { return strings.TrimSpace(signs) == "/" }
func isAbbreviated(w string) bool   { return slices.Contains(abbreviated, w) }
func startsWithDigit(w string) bool { return w[0] >= '0' && w[0] <= '9' }

// lettersAfter is what follows the digits that a word begins with.
func lettersAfter(w string) string {
	return strings.TrimLeftFunc(w, unicode.IsDigit)
}
