package people

import (
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

const (
	leastSigns = 8
	mostSigns  = 200

	// leastBits is how hard a password has to be to guess. With the delays at the
	// door nobody tries a thousand of the 2^27.
	leastBits = 27

	leastShare = 3 // the part of a password that is told as the reason, at least a third
)

// What a piece of a password costs whoever guesses, in bits.
const (
	ownBits      = 2.0  // a word of the person's or the office's name
	againBits    = 2.0  // what stands before it, and four signs that stand earlier
	rowBits      = 4.0  // a row of the keyboard, a run of one sign
	yearBits     = 5.0  // 1940–2039
	commonBits   = 6.0  // a word of the list
	syllableBits = 9.0  // any syllable
	dayBits      = 10.0 // a date
	letterBits   = 4.7
	digitBits    = 2.5
	signBits     = 4.0
	accentBits   = 1.0 // for each letter with an accent
	capitalBits  = 1.0 // for each capital but the first sign
	leetBits     = 2.0
	mostExtra    = 6.0
)

// Weak refuses a password that others would guess, and tells why. Near a person stand
// their own name and what the office is called. No class of signs is
// asked for, and no password grows old. Failures: PasswordShort, PasswordLong,
// PasswordNotText, PasswordOwn, PasswordCommon, PasswordRow, PasswordSimple.
func Weak(password []byte, person string, offices ...string) error {
	switch n := signs(password); {
	case !plainText(password):
		return PasswordNotText
	case n < leastSigns:
		return PasswordShort.About(n, leastSigns)
	case n > mostSigns:
		return PasswordLong.About(mostSigns)
	}
	text := strings.Join(strings.Fields(norm.NFKC.String(string(password))), "") // to guess spaces costs nothing
	bits, met := cheapest(text, wordsNear(person, offices))
	if bits >= leastBits {
		return nil
	}
	return met.why(len([]rune(text)))
}

// met is how many signs of a password speak for each failure, by its name.
type met map[string]int

// why is what speaks most against a password; PasswordSimple where that is little of it.
func (m met) why(signs int) error {
	found := PasswordSimple
	for _, f := range []office.Failure{PasswordOwn, PasswordCommon, PasswordRow} {
		if n := m[f.Name]; n*leastShare >= signs && n > m[found.Name] {
			found = f
		}
	}
	return found
}

// everywhere are words of the names of all offices: alone they tell of none.
var everywhere = wordsOf("uy ban nhan dan hoi dong xa phuong thi tran dac khu huyen quan tinh thanh pho trung tam van phong phuc vu hanh chinh cong tram so")

// wordsNear are the words of names, without accents, and their initials.
func wordsNear(person string, offices []string) map[string]bool {
	all := map[string]bool{}
	for i, name := range append([]string{person}, offices...) {
		words := strings.FieldsFunc(office.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		for n, w := range words {
			if i == 0 || !everywhere[w] {
				all[w] = true
			}
			all[initials(words[n:])] = true
		}
	}
	maps.DeleteFunc(all, func(w string, _ bool) bool { return len(w) < 2 || !strings.ContainsFunc(w, unicode.IsLetter) })
	return all
}

func initials(words []string) string {
	var s strings.Builder
	for _, w := range words {
		s.WriteString(w[:1])
	}
	return s.String()
}

// cheapest is what the cheapest way to guess a text costs, in bits, and what it meets
// on its way: names of failures.
func cheapest(text string, own map[string]bool) (float64, met) {
	folded := office.Fold(text)
	bits, found := path([]rune(folded), own)
	if other := leet.Replace(folded); other != folded {
		if b, m := path([]rune(other), own); b+leetBits < bits {
			bits, found = b+leetBits, m
		}
	}
	return bits + extra(text), found
}

// extra is what capitals and accents add.
func extra(text string) float64 {
	bits := 0.0
	for i, r := range []rune(text) {
		if i > 0 && unicode.IsUpper(r) {
			bits += capitalBits
		}
		if r > unicode.MaxASCII && unicode.IsLetter(r) {
			bits += accentBits
		}
	}
	return min(bits, mostExtra)
}

// path goes through the pieces of a text at the least cost.
func path(text []rune, own map[string]bool) (float64, met) {
	type step struct {
		bits float64
		from int
		met  string
	}
	best := make([]step, len(text)+1)
	for end := 1; end <= len(text); end++ {
		best[end] = step{bits: math.Inf(1)}
		for start := range end {
			bits, speaks := piece(text, start, end, own)
			if sum := best[start].bits + bits; sum < best[end].bits {
				best[end] = step{sum, start, speaks}
			}
		}
	}
	found := met{}
	for at := len(text); at > 0; at = best[at].from {
		found[best[at].met] += at - best[at].from
	}
	delete(found, "")
	return best[len(text)].bits, found
}

// piece is what a part of a text costs as one thing, and the failure that it speaks
// for; infinite: it is no one thing.
func piece(text []rune, start, end int, own map[string]bool) (float64, string) {
	part := text[start:end]
	s := string(part)
	switch {
	case own[s]:
		return ownBits, PasswordOwn.Name
	case len(part) > 1 && strings.HasSuffix(string(text[:start]), s), len(part) > 3 && strings.Contains(string(text[:start]), s):
		return againBits, ""
	case len(part) > 2 && inRow(s):
		return rowBits, PasswordRow.Name
	case common[s]:
		return commonBits, PasswordCommon.Name
	case isYear(s):
		return yearBits, PasswordOwn.Name
	case syllable(s):
		return syllableBits, ""
	case isDay(s):
		return dayBits, PasswordOwn.Name
	case len(part) == 1:
		return signCosts(part[0]), ""
	}
	return math.Inf(1), ""
}

func signCosts(r rune) float64 {
	switch {
	case unicode.IsLetter(r):
		return letterBits
	case unicode.IsDigit(r):
		return digitBits
	}
	return signBits
}

// inRow tells a run of one sign and a part of a row, forwards or backwards.
func inRow(s string) bool {
	if strings.Count(s, string([]rune(s)[:1])) == len([]rune(s)) {
		return true
	}
	back := []rune(s)
	slices.Reverse(back)
	return slices.ContainsFunc(rows, func(row string) bool {
		return strings.Contains(row, s) || strings.Contains(row, string(back))
	})
}

func isYear(s string) bool {
	t, err := time.Parse("2006", s)
	const first, last = 1940, 2039
	return err == nil && t.Year() >= first && t.Year() <= last
}

// isDay tells a date as people write it, with or without marks between.
func isDay(s string) bool {
	for _, form := range []string{"02012006", "020106", "20060102", "02/01/2006", "2/1/2006", "02-01-2006", "02.01.2006", "2006-01-02"} {
		if _, err := time.Parse(form, s); err == nil {
			return true
		}
	}
	return false
}
