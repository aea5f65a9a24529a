package sign

import (
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Authorities write certificates that the standard library refuses, though what
// they mean is plain. They are read from a copy with the fault mended, and keep
// their own bytes: those are what the issuer signed. Where even that fails, what
// can be seen of them is told, and nothing is concluded.

// Numbers of RFC 5280 in certificates.
var (
	oidCommonName   = asn1.ObjectIdentifier{2, 5, 4, 3}
	oidOrganisation = asn1.ObjectIdentifier{2, 5, 4, 10}
	oidNameLimits   = asn1.ObjectIdentifier{2, 5, 29, 30} // nameConstraints
	errCertificate  = errors.New("malformed certificate")
)

// ReadCertificate reads a certificate in DER. A key of a kind that is not known
// here is nil.
func ReadCertificate(der []byte) (*x509.Certificate, error) {
	c, err := x509.ParseCertificate(der)
	if err != nil {
		var odd error
		if c, odd = readMended(der); odd != nil {
			return nil, err
		}
	}
	understand(c)
	return c, nil
}

// understand takes from a certificate's list of demands those that are met here,
// beyond what the standard library knows.
func understand(c *x509.Certificate) {
	c.UnhandledCriticalExtensions = slices.DeleteFunc(c.UnhandledCriticalExtensions, func(oid asn1.ObjectIdentifier) bool {
		return oid.Equal(oidNoCheck) || oid.Equal(oidNameLimits) && knownLimits(c)
	})
	if c.PublicKey == nil {
		c.PublicKey = keyForPSS(c)
	}
}

// keyForPSS is an RSA key that is marked as being for PSS alone; nil: it is none.
func keyForPSS(c *x509.Certificate) any {
	in := cryptobyte.String(c.RawSubjectPublicKeyInfo)
	var all cryptobyte.String
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) {
		return nil
	}
	if oid, _, ok := readAlgorithm(&all); !ok || !oid.Equal(oidPSS) {
		return nil
	}
	k, err := x509.ParsePKCS1PublicKey(keyBits(c))
	if err != nil {
		return nil
	}
	return k
}

// parts of a certificate, each in DER.
type parts struct {
	tbs, algorithm, value                           cryptobyte.String // of the whole
	version, serial, inner, issuer, term, name, key cryptobyte.String // of what is signed
	rest                                            cryptobyte.String
}

func partsOf(der []byte) (p parts, err error) {
	in := cryptobyte.String(der)
	var all, tbs cryptobyte.String
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) || !in.Empty() || !all.ReadASN1Element(&p.tbs, cbasn1.SEQUENCE) ||
		!all.ReadASN1Element(&p.algorithm, cbasn1.SEQUENCE) || !all.ReadASN1Element(&p.value, cbasn1.BIT_STRING) {
		return p, errCertificate
	}
	if body := p.tbs; !body.ReadASN1(&tbs, cbasn1.SEQUENCE) {
		return p, errCertificate
	}
	if tbs.PeekASN1Tag(context0) && !tbs.ReadASN1Element(&p.version, context0) || !tbs.ReadASN1Element(&p.serial, cbasn1.INTEGER) {
		return p, errCertificate
	}
	for _, to := range []*cryptobyte.String{&p.inner, &p.issuer, &p.term, &p.name, &p.key} {
		if !tbs.ReadASN1Element(to, cbasn1.SEQUENCE) {
			return p, errCertificate
		}
	}
	p.rest = tbs
	return p, nil
}

// stranger is what can be seen of a certificate that could not be read.
type stranger struct {
	issuer, serial           []byte // in DER
	name, organisation, from string // of whom, and whose it is
	until                    time.Time
}

// glance looks at a certificate that could not be read.
func glance(der []byte) (s stranger, ok bool) {
	p, err := partsOf(der)
	if err != nil {
		return s, false
	}
	s = stranger{issuer: p.issuer, serial: p.serial, name: wordIn(p.name, oidCommonName), organisation: wordIn(p.name, oidOrganisation),
		from: wordIn(p.issuer, oidCommonName)}
	var term cryptobyte.String
	if p.term.ReadASN1(&term, cbasn1.SEQUENCE) {
		var begins time.Time
		_ = readTime(&term, &begins) && readTime(&term, &s.until)
	}
	return s, true
}

// wordIn is one word of a name as a person reads it; empty: it is not there.
func wordIn(name cryptobyte.String, wanted asn1.ObjectIdentifier) (word string) {
	_ = eachWord(name, func(oid asn1.ObjectIdentifier, tag cbasn1.Tag, value []byte) {
		if oid.Equal(wanted) {
			word = plainly(tag, value)
		}
	})
	return word
}

// eachWord visits the words of a name.
func eachWord(name cryptobyte.String, visit func(oid asn1.ObjectIdentifier, tag cbasn1.Tag, value []byte)) error {
	var all cryptobyte.String
	if !name.ReadASN1(&all, cbasn1.SEQUENCE) {
		return errCertificate
	}
	for !all.Empty() {
		var set cryptobyte.String
		if !all.ReadASN1(&set, cbasn1.SET) {
			return errCertificate
		}
		for !set.Empty() {
			var one, value cryptobyte.String
			var oid asn1.ObjectIdentifier
			var tag cbasn1.Tag
			if !set.ReadASN1(&one, cbasn1.SEQUENCE) || !one.ReadASN1ObjectIdentifier(&oid) || !one.ReadAnyASN1(&value, &tag) {
				return errCertificate
			}
			visit(oid, tag, value)
		}
	}
	return nil
}
