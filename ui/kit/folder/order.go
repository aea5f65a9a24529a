package folder

import (
	"cmp"
	"slices"
	"strings"

	"tram/local/office"
)

// Counted compares names as a person does: without case or accents, and numbers by their
// value (trang 2 before trang 10).
func Counted(a, b string) int { return keyOf(a).compare(keyOf(b)) }

// key is a name made ready to be compared many times.
type key struct {
	name   string
	folded []rune
}

func keyOf(name string) key { return key{name, []rune(office.Fold(name))} }

func (k key) compare(other key) int {
	x, y := k.folded, other.folded
	for len(x) > 0 && len(y) > 0 {
		m, n := digits(x), digits(y)
		if m > 0 && n > 0 {
			if c := compareNumbers(x[:m], y[:n]); c != 0 {
				return c
			}
			x, y = x[m:], y[n:]
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	if len(x) != len(y) {
		return cmp.Compare(len(x), len(y))
	}
	return strings.Compare(k.name, other.name)
}

func digits(r []rune) int {
	n := 0
	for n < len(r) && r[n] >= '0' && r[n] <= '9' {
		n++
	}
	return n
}

func compareNumbers(a, b []rune) int {
	a, b = significant(a), significant(b)
	if len(a) != len(b) {
		return cmp.Compare(len(a), len(b))
	}
	return slices.Compare(a, b)
}

func significant(digits []rune) []rune {
	for len(digits) > 0 && digits[0] == '0' {
		digits = digits[1:]
	}
	return digits
}

// ordered puts folders first, in the order in which a person counts, then files: so, too,
// or the newest first.
func ordered(entries []Entry, byName bool) []Entry {
	type line struct {
		Entry
		key
	}
	lines := make([]line, len(entries))
	for i, e := range entries {
		lines[i] = line{e, keyOf(e.Name)}
	}
	slices.SortFunc(lines, func(a, b line) int {
		switch {
		case a.Folder != b.Folder && a.Folder:
			return -1
		case a.Folder != b.Folder:
			return 1
		case !byName && !a.Folder && !a.At.Equal(b.At):
			return b.At.Compare(a.At)
		}
		return a.compare(b.key)
	})
	for i, l := range lines {
		entries[i] = l.Entry
	}
	return entries
}
