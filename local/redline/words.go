package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Passage is a stretch of words that stands at one place: a paragraph, or a page.
type Passage struct {
	Place  string // as people say it: "trang 2", "đoạn 12"
	Text   string
	Page   int  // of a page, from 1; 0: it is none
	Unread bool // it has, or may have, more than Text: a page without letters
}

// word is one that is compared: where it stands, and what it says.
type word struct {
	passage    int
	from, to   int // in the text of the passage
	said       string
	hasDigit   bool
	isSentence bool // it has letters or digits, it is no sign
}

// longestWord bounds a word, in letters: what is longer is compared piece by piece.
const longestWord = 200

// wordsOf parts passages into words and signs. “100.000”, “15/QĐ-UBND”, “7:30”, “-5” and “12 %” are one
// word.
func wordsOf(all []Passage) (words []word) {
	for i, p := range all {
		for at := 0; at < len(p.Text); {
			n := next(p.Text[at:])
			if said := plain(p.Text[at : at+n]); said != "" {
				words = append(words, word{passage: i, from: at, to: at + n, said: said, hasDigit: strings.ContainsFunc(said, unicode.IsNumber), isSentence: strings.ContainsFunc(said, inWord)})
			}
			at += n
		}
	}
	return words
}

// Words counts the words and signs of passages.
func Words(all []Passage) int { return len(wordsOf(all)) }

// next is how many bytes the first word, sign or space of a text takes.
func next(s string) int {
	first, n := utf8.DecodeRuneInString(s)
	if !inWord(first) && !valued(s) {
		for n < len(s) && isSign(first) { // a row of dots is one sign
			r, size := utf8.DecodeRuneInString(s[n:])
			if r != first || n > longestWord {
				break
			}
			n += size
		}
		return n
	}
	for letters := 1; n < len(s) && letters < longestWord; letters++ {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !inWord(r) && !joins(r, s[n+size:]) {
			break
		}
		n += size
	}
	if last, _ := utf8.DecodeLastRuneInString(s[:n]); unicode.IsDigit(last) {
		n += share(s[n:])
	}
	return n
}

// valued tells a sign before a number that makes it another one: -5, ±5, ≥5.
func valued(s string) bool {
	sign, n := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune("-–−+±<>≤≥", sign) {
		return false
	}
	then, _ := utf8.DecodeRuneInString(s[n:])
	return unicode.IsDigit(then)
}

// share is how many bytes a sign takes that makes a number a share: 5 %, 5‰.
func share(s string) int {
	bare := strings.TrimLeft(s, " \u00a0\u202f")
	if sign, n := utf8.DecodeRuneInString(bare); sign == '%' || sign == '‰' {
		return len(s) - len(bare) + n
	}
	return 0
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unseen(r)
}

func isSign(r rune) bool { return !unicode.IsSpace(r) && r != utf8.RuneError }

// joins tells a sign that holds two parts of a word together.
func joins(r rune, then string) bool {
	if !strings.ContainsRune(".,/:-–'’", r) {
		return false
	}
	after, _ := utf8.DecodeRuneInString(then)
	return unicode.IsLetter(after) || unicode.IsNumber(after)
}

// unseen are letters that no eye sees and that change nothing of what it sees.
func unseen(r rune) bool { return strings.ContainsRune("\u00ad\u200b\u200c\u200d\u2060\ufeff", r) }

// plain is what a word says: empty for space.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if unseen(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}

// text is what stands from one word to another of a version, as it was written.
func text(all []Passage, words []word, from, to int) string {
	var b strings.Builder
	for i := from; i < to; {
		n := i
		for n+1 < to && words[n+1].passage == words[i].passage {
			n++
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(all[words[i].passage].Text[words[i].from:words[n].to])
		i = n + 1
	}
	return b.String()
}
