package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A day is a word of its own in the index, written with a sign that no typed
// word can hold: §20261123, of which the year and the month are beginnings, and
// ¶1123 for a day whose year is not said.

// dateKeys are the words by which a day (yyyy-mm-dd) is found.
func dateKeys(day string) []string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil
	}
	return []string{t.Format("§20060102"), t.Format("¶0102")}
}

// typedDate is a day, a month or a year among typed words.
type typedDate struct {
	key   string // what the index calls it
	begun bool   // key is a beginning of what is meant
	words int    // how many it takes
}

// dateForms are how days are typed: the parts in their order, and what may
// stand between them.
var dateForms = []struct {
	parts   string // d, m, y: numbers; D, M, Y: the words ngày, tháng, năm
	between func(signs string) bool
}{
	{"DdMmYy", blank}, {"dMmYy", blank}, {"DdMmy", loose}, {"dMmy", loose}, {"DdMm", blank}, {"dMm", blank}, {"MmYy", blank}, {"Mmy", loose},
	{"dmy", parting}, {"ymd", parting}, {"dmy", spaced}, {"my", parting}, {"dm", parting}, {"Yy", blank}, {"y", anything}, {"c", anything},
}

func anything(string) bool { return true }
func blank(signs string) bool {
	return strings.Trim(signs, " ,.\t\n\u00a0") == ""
}
func loose(signs string) bool   { return blank(signs) || parting(signs) }
func spaced(signs string) bool  { return strings.TrimSpace(signs) == "" }
func parting(signs string) bool { return isParting(strings.TrimSpace(signs)) }

func isParting(sign string) bool {
	switch sign {
	case "/", "-", ".", "\\", "‐", "‑", "‒", "–", "—", "−", "⁄", "∕":
		return true
	}
	return false
}

// dateAt reads the date that words begin with; words 0 where there is none.
func dateAt(words []word) typedDate {
	skipped := 0
	if len(words) > 1 && isWord(words[0], "ngay", "ngày") && blank(strings.Trim(words[0].after, ":")) {
		skipped = 1
	}
	for _, form := range dateForms {
		for _, from := range []int{0, skipped} {
			if from == 1 && form.parts[0] >= 'M' && form.parts[0] <= 'Y' {
				continue
			}
			if d, is := inForm(words[from:], form.parts, form.between); is {
				d.words += from
				return d
			}
		}
	}
	return typedDate{}
}

func inForm(words []word, parts string, between func(string) bool) (typedDate, bool) {
	if len(words) < len(parts) {
		return typedDate{}, false
	}
	var day, month, year string
	for i, part := range parts {
		w := words[i]
		if i+1 < len(parts) && !between(w.after) {
			return typedDate{}, false
		}
		is := isNumber(w.plain)
		switch part {
		case 'D':
			is = isWord(w, "ngay", "ngày")
		case 'M':
			is = isWord(w, "thang", "tháng")
		case 'Y':
			is = isWord(w, "nam", "năm")
		case 'd':
			day = w.plain
		case 'm':
			month = w.plain
		case 'y':
			year = w.exact
		case 'c': // 23112026
			if is = is && len(w.exact) == len("ddmmyyyy"); is {
				day, month, year = w.exact[:2], w.exact[2:4], w.exact[4:]
			}
		}
		if !is {
			return typedDate{}, false
		}
	}
	return dateOf(day, month, year, len(parts))
}

// isWord tells whether a word is meant: without accents, or with its own.
func isWord(w word, plain, marked string) bool { return w.exact == plain || w.exact == marked }

func dateOf(day, month, year string, words int) (typedDate, bool) {
	d, m, y := upTo(day, 31), upTo(month, 12), yearOf(year)
	switch {
	case day != "" && d == 0 || month != "" && m == 0:
		return typedDate{}, false
	case d == 0 && !isYear(year), y == "" && len(year) > 3: // up to three digits are the beginning of a year
		return typedDate{}, false
	case y == "" && d > 0:
		return typedDate{key: fmt.Sprintf("¶%02d%02d", m, d), words: words}, true
	case d > 0:
		return typedDate{key: fmt.Sprintf("§%s%02d%02d", y, m, d), words: words}, true
	case m > 0:
		return typedDate{key: fmt.Sprintf("§%s%02d", y, m), begun: true, words: words}, true
	}
	return typedDate{key: "§" + y, begun: true, words: words}, true
}

func upTo(s string, most int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n > most {
		return 0
	}
	return n
}

// yearOf reads a year of two digits or four; 20 is the beginning of one.
func yearOf(typed string) string {
	switch {
	case isYear(typed):
		return typed
	case len(typed) == 2 && typed != "19" && typed != "20":
		return "20" + typed
	}
	return ""
}

func isYear(word string) bool {
	return len(word) == 4 && isNumber(word) && (word[:2] == "19" || word[:2] == "20")
}
