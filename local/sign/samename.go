package sign

import (
	"bytes"
	"crypto/x509"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
	"golang.org/x/text/unicode/norm"
)

// Names are compared by RFC 5280, 7.1, wherever they are: how a text is encoded,
// its capitals, its blanks at the ends and how many stand between its words do not
// count, nor the order of words that stand side by side. A text with letters that
// nobody sees, or that cannot be read, is the same as itself only: there the
// standard is laxer, and would let a name pass for another that reads otherwise to
// a program of another kind.

// sameName tells whether two names in DER are one.
func sameName(a, b []byte) bool {
	return bytes.Equal(a, b) || bytes.Equal(plainName(a), plainName(b))
}

// selfMade tells whether a certificate names itself as its issuer, and no other key of
// that name signed it, as when an authority changes its key.
func selfMade(c *x509.Certificate) bool {
	if !sameName(c.RawIssuer, c.RawSubject) {
		return false
	}
	if len(c.AuthorityKeyId) > 0 && len(c.SubjectKeyId) > 0 {
		return bytes.Equal(c.AuthorityKeyId, c.SubjectKeyId)
	}
	return true
}

// plainName writes a name in DER so that two are one exactly where these are the
// same bytes. What is no name stays as it is.
func plainName(name []byte) []byte {
	steps, known := stepsOf(name, sureWord)
	if !known {
		return name
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { addAll(b, steps) })
	return b.BytesOrPanic()
}

// wordWriter writes the text of one word of a name as it is compared.
type wordWriter func(b *cryptobyte.Builder, tag cbasn1.Tag, value []byte)

// mostName is the longest name that is looked into, in bytes: some letters are many
// when they are taken apart, and a hostile bag has many names.
const mostName = 8 << 10

// stepsOf are the steps of a name from the top down (RDNs), as they are compared.
func stepsOf(name []byte, write wordWriter) (steps [][]byte, known bool) {
	in := cryptobyte.String(name)
	var all, set cryptobyte.String
	if len(name) > mostName || !in.ReadASN1(&all, cbasn1.SEQUENCE) || !in.Empty() {
		return nil, false
	}
	for !all.Empty() {
		if !all.ReadASN1(&set, cbasn1.SET) {
			return nil, false
		}
		step, known := stepIn(set, write)
		if !known {
			return nil, false
		}
		steps = append(steps, step)
	}
	return steps, true
}

// stepIn writes one step: its words in the order of what is compared, since DER
// orders them by what is not.
func stepIn(set cryptobyte.String, write wordWriter) (step []byte, known bool) {
	var words [][]byte
	for !set.Empty() {
		var one, oid, value cryptobyte.String
		var tag cbasn1.Tag
		if !set.ReadASN1(&one, cbasn1.SEQUENCE) || !one.ReadASN1Element(&oid, cbasn1.OBJECT_IDENTIFIER) || !one.ReadAnyASN1(&value, &tag) || !one.Empty() {
			return nil, false
		}
		var b cryptobyte.Builder
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddBytes(oid)
			write(b, tag, value)
		})
		words = append(words, b.BytesOrPanic())
	}
	slices.SortFunc(words, bytes.Compare)
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) { addAll(b, words) })
	return b.BytesOrPanic(), true
}

// sureWord keeps apart what is not surely the same.
func sureWord(b *cryptobyte.Builder, tag cbasn1.Tag, value []byte) {
	text, sure := textIn(tag, value)
	if !sure || strings.ContainsFunc(text, unseen) {
		b.AddASN1(tag, func(b *cryptobyte.Builder) { b.AddBytes(value) })
		return
	}
	addText(b, norm.NFC.String(text))
}

// guessedWord brings together what somebody might take for the same.
func guessedWord(b *cryptobyte.Builder, tag cbasn1.Tag, value []byte) {
	seen := func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}
	addText(b, norm.NFKC.String(strings.Map(seen, plainly(tag, value))))
}

func addText(b *cryptobyte.Builder, text string) {
	text = strings.Map(folded, strings.Join(strings.Fields(text), " "))
	b.AddASN1(cbasn1.UTF8String, func(b *cryptobyte.Builder) { b.AddBytes([]byte(text)) })
}

// folded is the first of the letters that differ by being a capital only.
func folded(r rune) rune {
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	return least
}

// unseen tells a letter that shows nothing, not even a blank, or that could not be
// read.
func unseen(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.IsGraphic(r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) ||
		unicode.Is(unicode.Variation_Selector, r) || r == utf8.RuneError
}

// tagVisible is a kind of word that the standard library does not name.
const tagVisible = cbasn1.Tag(26)

// textIn reads a word of a name; sure: its kind of text leaves no doubt what it is.
func textIn(tag cbasn1.Tag, value []byte) (text string, sure bool) {
	switch tag {
	case cbasn1.UTF8String:
		return string(value), utf8.Valid(value)
	case cbasn1.PrintableString, cbasn1.IA5String, cbasn1.T61String, tagVisible:
		return string(value), !slices.ContainsFunc(value, func(b byte) bool { return b >= utf8.RuneSelf })
	case tagBMP:
		return plainly(tag, value), len(value)%2 == 0
	case tagUniversal:
		return plainly(tag, value), len(value)%4 == 0
	}
	return "", false
}
