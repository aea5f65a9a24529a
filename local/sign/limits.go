package sign

import (
	"bytes"
	"crypto/x509"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// An authority may be limited to names below some branch of a directory (name
// constraints, RFC 5280, 4.2.1.10). The standard library knows the limits of
// addresses only; those of directory names, which authorities of states have, are
// kept here.

// branches are what an authority may and may not name below itself.
type branches struct {
	permitted, excluded []cryptobyte.String
	others              bool // limits of a kind that nobody here keeps
}

// Kinds of GeneralName whose limits the standard library keeps.
var addressKinds = map[cbasn1.Tag]bool{
	cbasn1.Tag(1).ContextSpecific(): true, cbasn1.Tag(2).ContextSpecific(): true,
	cbasn1.Tag(6).ContextSpecific(): true, cbasn1.Tag(7).ContextSpecific(): true,
}

// limitsOf reads the limits of an authority.
func limitsOf(c *x509.Certificate) (b branches) {
	for _, e := range c.Extensions {
		if !e.Id.Equal(oidNameLimits) {
			continue
		}
		in := cryptobyte.String(e.Value)
		var all, permitted, excluded cryptobyte.String
		var has bool
		if !in.ReadASN1(&all, cbasn1.SEQUENCE) || !all.ReadOptionalASN1(&permitted, &has, context0) || !all.ReadOptionalASN1(&excluded, &has, context1) {
			b.others = true
			return b
		}
		b.permitted, b.excluded = b.names(permitted), b.names(excluded)
	}
	return b
}

// names are the directory names among subtrees.
func (b *branches) names(trees cryptobyte.String) (names []cryptobyte.String) {
	for !trees.Empty() {
		var tree, base, name cryptobyte.String
		var tag cbasn1.Tag
		if !trees.ReadASN1(&tree, cbasn1.SEQUENCE) || !tree.ReadAnyASN1(&base, &tag) {
			b.others = true
			return names
		}
		switch {
		case tag == nameDirectory && tree.Empty() && base.ReadASN1Element(&name, cbasn1.SEQUENCE) && isName(name):
			names = append(names, name)
		case !addressKinds[tag]:
			b.others = true
		}
	}
	return names
}

func isName(der []byte) bool {
	_, known := stepsOf(der, sureWord)
	return known
}

// knownLimits tells whether all limits of an authority are kept.
func knownLimits(c *x509.Certificate) bool { return !limitsOf(c).others }

// namesFit tells whether each authority of a chain names below itself only what
// it may.
func namesFit(chain []*x509.Certificate) bool {
	for n, above := range chain {
		b := limitsOf(above)
		for i, below := range chain[:n] {
			if i > 0 && selfMade(below) {
				continue // the same authority under a new key
			}
			if !b.allow(below.RawSubject) || !mailsFit(above, below.RawSubject) {
				return false
			}
		}
	}
	return true
}

// allow tells whether a name is surely in a branch that is permitted, and by no
// reading in one that is excluded. A name without words is of nobody.
func (b branches) allow(name []byte) bool {
	steps, known := stepsOf(name, sureWord)
	if !known {
		return false
	}
	allowed := len(b.permitted) == 0 || len(steps) == 0
	for _, branch := range b.permitted {
		allowed = allowed || below(steps, branch, sureWord)
	}
	steps, _ = stepsOf(name, guessedWord)
	for _, branch := range b.excluded {
		allowed = allowed && (len(steps) == 0 || !below(steps, branch, guessedWord))
	}
	return allowed
}

// below tells whether a name begins with the steps of a branch.
func below(steps [][]byte, branch []byte, write wordWriter) bool {
	first, known := stepsOf(branch, write)
	return known && len(first) <= len(steps) && slices.EqualFunc(first, steps[:len(first)], bytes.Equal)
}
