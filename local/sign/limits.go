package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"strings"

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
		case tag == nameDirectory && tree.Empty() && base.ReadASN1Element(&name, cbasn1.SEQUENCE):
			names = append(names, name)
		case !addressKinds[tag]:
			b.others = true
		}
	}
	return names
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

func (b branches) allow(name []byte) bool {
	words, err := wordsOf(name)
	if err != nil {
		return false
	}
	if len(words) == 0 {
		return true
	}
	allowed := len(b.permitted) == 0
	for _, branch := range b.permitted {
		allowed = allowed || below(words, branch)
	}
	for _, branch := range b.excluded {
		allowed = allowed && !below(words, branch)
	}
	return allowed
}

// below tells whether a name begins with the words of a branch.
func below(words []string, branch []byte) bool {
	first, err := wordsOf(branch)
	if err != nil || len(first) > len(words) {
		return false
	}
	for i := range first {
		if words[i] != first[i] {
			return false
		}
	}
	return true
}

// wordsOf are the words of a name as they are compared: whatever their case and
// spaces.
func wordsOf(name []byte) (words []string, err error) {
	err = eachWord(name, func(oid asn1.ObjectIdentifier, tag cbasn1.Tag, value []byte) {
		words = append(words, oid.String()+"="+strings.ToLower(strings.Join(strings.Fields(plainly(tag, bytes.Clone(value))), " ")))
	})
	return words, err
}
