package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Large authorities cut their revocation lists into parts, each for the
// certificates that name its address (RFC 5280, 5.2.5). What a part does not list
// is good only where the certificate belongs to that part.

// scope is how far a list reaches.
type scope struct {
	whole    bool // it tells everything about the certificate
	indirect bool // it has lines of other issuers
	// keeps: certificates that ended after this time stay on the list; zero: a
	// line may go when its certificate ends.
	keeps time.Time
}

// readScope reads the extensions of a list.
func readScope(tbs cryptobyte.String, c *x509.Certificate) (s scope, err error) {
	var extensions cryptobyte.String
	var has bool
	if !tbs.ReadOptionalASN1(&extensions, &has, context0) {
		return s, errCRL
	}
	s.whole = true
	if !has {
		return s, nil
	}
	return s, eachExtension(extensions, func(oid asn1.ObjectIdentifier, critical bool, value []byte) error {
		in := cryptobyte.String(value)
		switch {
		case oid.Equal(oidIssuingSpot):
			return s.readSpot(in, c)
		case oid.Equal(oidKeepsGone):
			if !readTime(&in, &s.keeps) {
				return errCRL
			}
		case oid.Equal(oidDelta), critical && !oid.Equal(oidNumber) && !oid.Equal(oidAuthorityID):
			s.whole = false
		}
		return nil
	})
}

// Parts of IssuingDistributionPoint.
const (
	spotName, spotUsers, spotAuthorities, spotReasons, spotIndirect = 0, 1, 2, 3, 4
	// mostNames bounds the names of addresses in a list or a certificate.
	mostNames = 64
)

// readSpot reads IssuingDistributionPoint.
func (s *scope) readSpot(in cryptobyte.String, c *x509.Certificate) error {
	var all cryptobyte.String
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) {
		return errCRL
	}
	for !all.Empty() {
		var part cryptobyte.String
		var tag cbasn1.Tag
		if !all.ReadAnyASN1(&part, &tag) {
			return errCRL
		}
		fits := true
		switch byte(tag) & 0x1f {
		case spotName:
			fits = sharesName(namesOf(part), pointNames(c))
		case spotUsers:
			fits = !truth(part) || !c.IsCA
		case spotAuthorities:
			fits = !truth(part) || c.IsCA
		case spotReasons:
			fits = false // others may have revoked it
		case spotIndirect:
			s.indirect = truth(part)
		default: // for attribute certificates
			fits = !truth(part)
		}
		s.whole = s.whole && fits
	}
	return nil
}

// namesOf are the names in a DistributionPointName, each in DER: whole ones, or
// the end of one that begins with its issuer's.
func namesOf(part cryptobyte.String) (names [][]byte) {
	var all, one cryptobyte.String
	var tag cbasn1.Tag
	if !part.ReadAnyASN1(&all, &tag) {
		return nil
	}
	if tag != context0 {
		return [][]byte{all}
	}
	for len(names) < mostNames && all.ReadAnyASN1Element(&one, &tag) {
		names = append(names, one)
	}
	return names
}

// pointNames are the names of the addresses at which the issuer itself tells of a
// certificate.
func pointNames(c *x509.Certificate) (names [][]byte) {
	for _, e := range c.Extensions {
		in := cryptobyte.String(e.Value)
		var all, point cryptobyte.String
		if !e.Id.Equal(oidPoints) || !in.ReadASN1(&all, cbasn1.SEQUENCE) {
			continue
		}
		for len(names) < mostNames && all.ReadASN1(&point, cbasn1.SEQUENCE) {
			var named cryptobyte.String
			var has bool
			if point.ReadOptionalASN1(&named, &has, context0) && has {
				names = append(names, namesOf(named)...)
			}
		}
	}
	return names
}

// sharesName tells whether two lists of names of addresses have one in common.
func sharesName(a, b [][]byte) bool {
	return slices.ContainsFunc(a, func(x []byte) bool {
		return slices.ContainsFunc(b, func(y []byte) bool { return bytes.Equal(x, y) || sameDirectory(x, y) })
	})
}

// sameDirectory tells whether two names of addresses are one name of a directory.
func sameDirectory(a, b []byte) bool {
	one, other := directoryIn(a), directoryIn(b)
	return one != nil && other != nil && sameName(one, other)
}

// directoryIn is the name of a directory that stands in a GeneralName; nil: it is of
// another kind.
func directoryIn(general cryptobyte.String) (name []byte) {
	var inner cryptobyte.String
	if !general.ReadASN1(&inner, nameDirectory) {
		return nil
	}
	return inner
}
