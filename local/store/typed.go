package store

import (
	"slices"
	"strings"

	"tram/local/office"
)

// What a clerk types is read as terms, all of which a record must meet: words, a
// day, a citation. Words that only lead to the others ("số", "căn cứ", "của", a
// label before a colon) are asked for first and then let go. The index is asked
// in steps from the strict to the loose; what a later one finds comes after.

const (
	maxTypedBytes = 2000 // of a query; the rest is not looked at
	maxTypedTerms = 16
)

// term is one thing that is asked for.
type term struct {
	words []word
	key   string // the one word of the index that says the same; empty: none
	begun bool   // key is a beginning
	cited bool   // key is number and symbol
	whole bool   // words[0] is a number that the clerk has typed past: 150 is another
	weak  bool   // it leads to what is meant
}

// termsOf reads what was typed.
func termsOf(text string) []term {
	if len(text) > maxTypedBytes {
		text = strings.ToValidUTF8(text[:maxTypedBytes], "")
	}
	words := regrouped(split(text))
	var terms []term
	for i := 0; i < len(words) && len(terms) < maxTypedTerms; {
		t := termAt(words, i)
		if t.cited && countsMonths(words[i:], len(t.words)) {
			t = term{words: words[i : i+1]}
		}
		i += len(t.words)
		if !slices.ContainsFunc(terms, t.sameAs) {
			terms = append(terms, t)
		}
	}
	return strengthened(terms)
}

// countsMonths tells of a type with a number behind it whether that counts months: báo cáo 6 tháng đầu
// năm. What has số between names a document.
func countsMonths(words []word, taken int) bool {
	return taken > 1 && taken < len(words) && !startsWithDigit(words[0].plain) && isNumber(words[taken-1].plain) &&
		isWord(words[taken], "thang", "tháng") && !isWord(words[taken-2], "so", "số")
}

func termAt(words []word, i int) term {
	rest := words[i:]
	if n := leading(words, i); n > 0 {
		return term{words: rest[:n], weak: true}
	}
	if key, n := citedAt(rest); n > 0 {
		return term{words: rest[:n], key: key, begun: true, cited: true, whole: isSlash(rest[0].after)}
	}
	if d := dateAt(rest); d.words > 0 {
		return term{words: rest[:d.words], key: d.key, begun: d.begun}
	}
	numbered := i > 0 && isWord(words[i-1], "so", "số")
	return term{words: rest[:1], whole: isNumber(rest[0].plain) && (numbered || isSlash(rest[0].after))}
}

// phrases lead to what is meant.
var phrases = [][]string{{"can", "cu"}, {"ve", "viec"}, {"v", "v"}, {"cua"}, {"ma", "tra", "cuu"}, {"kem", "theo"}}

// leading counts the words from i that only lead to others.
func leading(words []word, i int) int {
	for _, p := range phrases {
		if startsWith(words[i:], p) {
			return len(p)
		}
	}
	w, last := words[i], i == len(words)-1
	switch {
	case last:
		return 0
	case isWord(w, "so", "số") && startsWithDigit(words[i+1].plain), isWord(w, "so", "số") && isAbbreviated(words[i+1].plain):
		return 1
	}
	return label(words, i)
}

const labelMost = 4 // words of a label

// label counts the words before a colon, at the beginning of a line.
func label(words []word, i int) int {
	if i > 0 && !strings.ContainsAny(words[i-1].after, ",;:\n") {
		return 0
	}
	for n := 1; n <= labelMost && i+n < len(words); n++ {
		signs := words[i+n-1].after
		switch {
		case strings.HasPrefix(signs, ":"):
			return n
		case startsWithDigit(words[i+n-1].plain) || strings.ContainsAny(signs, ";\n"):
			return 0
		}
	}
	return 0
}

// strengthened makes leading words count where there is nothing to lead to.
func strengthened(terms []term) []term {
	if slices.ContainsFunc(terms, func(t term) bool { return !t.weak }) {
		return terms
	}
	for i := range terms {
		terms[i].weak = false
	}
	return terms
}

func (t term) sameAs(other term) bool {
	return t.key == other.key && t.whole == other.whole && t.weak == other.weak &&
		slices.EqualFunc(t.words, other.words, func(a, b word) bool { return a.exact == b.exact })
}

// isBare tells whether a term is a number that may be the beginning of another.
func (t term) isBare() bool {
	return t.key == "" && !t.whole && isNumber(t.words[0].plain)
}

// step is one question to the index: all of terms, or a match of its own.
type step struct {
	terms   []term
	as      manner
	match   string
	instead bool // asked only where nothing was found before

	standing []phrase // what the index does not tell: whoever it names is looked into
}

// stepsOf are the questions for what was typed, the strictest first.
func stepsOf(terms []term) []step {
	strong := slices.DeleteFunc(slices.Clone(terms), func(t term) bool { return t.weak })
	var steps []step
	for _, s := range []step{
		{terms: terms, as: finished}, {terms: strong, as: finished}, {terms: strong, as: begun}, {terms: quoted(terms), as: begun},
		{terms: strong, as: apart, instead: true}, {match: untyped(strong), instead: true}, {match: anyOf(misreadCodes(strong)), instead: true},
	} {
		if s.match == "" {
			s.match = matching(s.terms, s.as)
		}
		if s.match != "" && !slices.ContainsFunc(steps, func(earlier step) bool { return earlier.match == s.match }) {
			steps = append(steps, s)
		}
	}
	return steps
}

// rare are the terms of a step that few records meet; the others can then be
// looked for in those. Empty where there is nothing to gain.
func (s step) rare() (few []term) {
	for _, t := range s.terms {
		if t.isRare(s.as) {
			few = append(few, t)
		}
	}
	if len(few) == len(s.terms) {
		return nil
	}
	return few
}

func (t term) isRare(m manner) bool { return t.cited && m != apart || t.isDay() }

// quoted are number, symbol and day of a citation as it stands in another
// document: with words that lead to it, or its day. They are enough to find it.
func quoted(terms []term) (enough []term) {
	framed := false
	for _, t := range terms {
		framed = framed || t.weak || t.isDay()
		if t.cited || t.isDay() {
			enough = append(enough, t)
		}
	}
	if !framed || !slices.ContainsFunc(enough, func(t term) bool { return t.cited }) {
		return nil
	}
	return enough
}

// isDay tells whether a term is a day of one year.
func (t term) isDay() bool { return strings.HasPrefix(t.key, "§") && !t.begun }

// manner is how terms are asked for.
type manner int

const (
	finished manner = iota // bare numbers are whole
	begun                  // they may go on
	apart                  // citations are single words too
)

// question is a word of the index, or the beginning of one.
type question struct {
	plain string
	begun bool
}

// questions are the words that a record must have to meet a term.
func (t term) questions(m manner) []question {
	if t.key != "" && (!t.cited || m != apart) {
		return []question{{t.key, t.begun}}
	}
	asked := make([]question, len(t.words))
	for i, w := range t.words {
		past := i == 0 && t.whole || m == finished && t.isBare()
		asked[i] = question{w.plain, !past}
	}
	return asked
}

// matching writes terms in the query language of FTS5: quoted, all asked for.
func matching(terms []term, m manner) string { return matchingAs(terms, m, question.asked) }

func matchingAs(terms []term, m manner, asked func(question) string) string {
	var parts []string
	for _, t := range terms {
		for _, q := range t.questions(m) {
			parts = append(parts, asked(q))
		}
	}
	return strings.Join(parts, " AND ")
}

func (q question) asked() string { return asked(q.plain, q.begun) }

// longestBegun is how many letters a beginning has at most of which the index of pages knows.
const longestBegun = 5

// isLong tells whether a question is for a beginning of which the index of pages does not know, and
// which many words may have.
func (q question) isLong() bool {
	return q.begun && len(q.plain) > longestBegun && isASCII(q.plain) && !strings.ContainsAny(q.plain, "0123456789")
}

// bounds are two questions that the index of pages answers at once: all that meets the first meets the
// step, and all that meets the step meets the second. long: the step itself asks for long beginnings.
func (s step) bounds() (whole, shorter string, long bool) {
	whole = matchingAs(s.terms, s.as, func(q question) string {
		long = long || q.isLong()
		return asked(q.plain, q.begun && !q.isLong())
	})
	shorter = matchingAs(s.terms, s.as, func(q question) string {
		if q.isLong() {
			return asked(q.plain[:longestBegun], true)
		}
		return q.asked()
	})
	return whole, shorter, long
}

// meets tells what the index would tell of one row: whether it has all terms.
func meets(r office.Row, terms []term, m manner) bool {
	folded := office.Fold(clean(strings.Join([]string{string(r.Code), r.Number, r.Symbol, r.Subject, r.Issuer, r.Type, r.Clerk}, " ")))
	var words []string
	for _, t := range terms {
		for _, q := range t.questions(m) {
			if hasWord(folded, q.plain, q.begun) {
				continue
			}
			if words == nil {
				words = strings.Fields(indexed(r))
			}
			if !slices.ContainsFunc(words, func(w string) bool { return w == q.plain || q.begun && strings.HasPrefix(w, q.plain) }) {
				return false
			}
		}
	}
	return true
}

func asked(plain string, begun bool) string {
	if begun {
		return `"` + plain + `"*`
	}
	return `"` + plain + `"`
}

func anyOf(keys []string) string {
	for i, k := range keys {
		keys[i] = asked(k, false)
	}
	return strings.Join(keys, " OR ")
}

// untyped reads words in which the signs of an input method were left as they
// were typed (Telex: quyeets ddinhj; VNI: quye61t d9inh5); empty where there are
// none.
func untyped(terms []term) string {
	var parts []string
	changed := false
	for _, t := range terms {
		if t.key != "" {
			parts = append(parts, matching([]term{t}, begun))
			continue
		}
		for _, w := range t.words {
			plain := withoutTyping(w.exact)
			changed = changed || plain != w.plain
			parts = append(parts, asked(plain, !t.whole))
		}
	}
	if !changed {
		return ""
	}
	return strings.Join(parts, " AND ")
}

// withoutTyping takes the signs of Telex and VNI out of a word. After a vowel
// no Vietnamese word has one of the letters that Telex takes for signs.
func withoutTyping(w string) string {
	if startsWithDigit(w) || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return fold(w)
	}
	var b strings.Builder
	var last byte
	vowel := false
	for i := range len(w) {
		c := w[i]
		sign := c >= '0' && c <= '9' || vowel && strings.IndexByte("sfrxjw", c) >= 0 || c == last && strings.IndexByte("adeo", c) >= 0
		vowel = vowel || strings.IndexByte("aeiouyw", c) >= 0
		if sign {
			continue
		}
		last = c
		if c == 'w' {
			c = 'u'
		}
		b.WriteByte(c)
	}
	if b.Len() == 0 {
		return fold(w)
	}
	return cut(b.String())
}

// misreadCodes are the lookup codes that terms may mean in which some symbols
// are not of a code's alphabet: the check symbol leaves few.
func misreadCodes(terms []term) (codes []string) {
	var typed strings.Builder
	for _, t := range terms {
		for _, w := range t.words {
			typed.WriteString(w.exact)
		}
	}
	for _, code := range office.LookupCodesLike(typed.String()) {
		codes = append(codes, joined(split(string(code))))
	}
	return codes
}

// likeness tells how much a row that was found is what was typed: more for the
// number, then for the accents as they were typed.
func likeness(r office.Row, terms []term) (score int) {
	if carries(r, terms) {
		score++
	}
	number := split(r.Number)
	for _, t := range terms {
		switch {
		case t.cited && slices.ContainsFunc(numberKeys(r, split(r.Number), split(r.Symbol), split(r.Type)), func(k string) bool { return strings.HasPrefix(k, t.key) }),
			(t.whole || t.isBare()) && len(number) > 0 && number[0].plain == t.words[0].plain:
			score += 2
		}
	}
	return score
}

func (t term) isCarried() bool { return !t.weak && (t.key == "" || t.cited) }

// carries tells whether a row has every typed word with its accents. The
// type's code has none, so it answers for words with and without. A day answers
// for itself.
func carries(r office.Row, terms []term) bool {
	if !slices.ContainsFunc(terms, term.isCarried) {
		return true
	}
	text := onePlaced(clean(strings.Join([]string{string(r.Code), strings.ReplaceAll(string(r.Code), "-", ""), r.Number, r.Symbol, r.Subject, r.Issuer, r.Clerk}, " ")))
	for _, t := range terms {
		if !t.isCarried() {
			continue
		}
		for i, typed := range t.words {
			if !hasWord(text, onePlaced(typed.exact), i > 0 || !t.whole) && !hasWord(r.Type, typed.plain, true) {
				return false
			}
		}
	}
	return true
}
