package sign

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"
	"strings"
)

// sameName tells whether two names in DER are one (RFC 5280, 7.1): how a text is
// encoded, its capitals and its inner blanks do not count.
func sameName(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	one, known := nameIn(a)
	other, also := nameIn(b)
	return known && also && slices.EqualFunc(one, other, sameParts)
}

func nameIn(der []byte) (name pkix.RDNSequence, known bool) {
	rest, err := asn1.Unmarshal(der, &name)
	return name, err == nil && len(rest) == 0
}

func sameParts(a, b pkix.RelativeDistinguishedNameSET) bool {
	return slices.EqualFunc(a, b, func(a, b pkix.AttributeTypeAndValue) bool {
		one, text := a.Value.(string)
		other, also := b.Value.(string)
		return a.Type.Equal(b.Type) && text && also && plainName(one) == plainName(other)
	})
}

// plainName is a text of a name without what does not count.
func plainName(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
