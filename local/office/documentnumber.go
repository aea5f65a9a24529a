package office

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	numberWord  = regexp.MustCompile(`^(?i)\s*số\s*:?\s+|^(?i)\s*số\s*:\s*`)
	aroundSigns = regexp.MustCompile(`\s*([/\-])\s*`)
	otherSigns  = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "\u00a0", " ", "∕", "/", "Ð", "Đ", "ð", "đ")
)

// Tightened is a number with its symbol without the spaces around its signs, and with the signs that a
// keyboard has: “15 / QĐ – UBND” is 15/QĐ-UBND.
func Tightened(text string) string {
	return aroundSigns.ReplaceAllString(OneLine(otherSigns.Replace(text)), "$1")
}

// NumberParts parts the number of a document from its symbol where a stroke stands between them. What
// an office writes in a way of its own (137-CV/ĐU) stays whole, as the symbol.
func NumberParts(text string) (number, symbol string) {
	text = Tightened(text)
	before, after, parted := strings.Cut(text, "/")
	before = strings.TrimSpace(before)
	switch {
	case !parted && isNumber(text):
		return text, ""
	case parted && isNumber(before) && strings.TrimSpace(after) != "":
		return before, strings.TrimSpace(after)
	}
	return "", text
}

// isNumber tells digits with at most one letter behind them.
func isNumber(text string) bool {
	digits := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZđĐ")
	return digits != "" && strings.Trim(digits, "0123456789") == "" && len([]rune(text))-len(digits) <= 1
}

// numbered puts a number and a symbol that were written into one field into their two (Nghị định 30,
// Phụ lục VI). The symbol of a legal document begins with its year, which is no number.
func (d Document) numbered() Document {
	d.Number, d.Symbol = Tightened(numberWord.ReplaceAllString(d.Number, "")), strings.TrimPrefix(Tightened(d.Symbol), "/")
	if n, symbol := NumberParts(d.Number); n != "" && symbol != "" && (d.Symbol == "" || strings.EqualFold(d.Symbol, symbol)) {
		d.Number, d.Symbol = n, symbol
	}
	n, symbol := NumberParts(d.Symbol)
	year, _ := strconv.Atoi(n) // none that stands: 0
	if n != "" && symbol != "" && !RegisterYear(year) && (d.Number == "" || d.Number == n) {
		d.Number, d.Symbol = n, symbol
	}
	return d
}
