package sign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/asn1"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// scheme is how a signature was made. A hash of 0 is one that is not known here.
type scheme struct {
	oid  asn1.ObjectIdentifier
	hash crypto.Hash
	mask crypto.Hash // of PSS; else 0
	salt *int        // that PSS says it has, in bytes; nil: it does not say
}

// schemes by their names; those without a hash take that of the digest.
var schemes = []struct {
	oid  asn1.ObjectIdentifier
	hash crypto.Hash
}{
	{oidRSA, 0}, {oidEC, 0}, {oidRSA256, crypto.SHA256}, {oidRSA384, crypto.SHA384}, {oidRSA512, crypto.SHA512},
	{oidECDSA256, crypto.SHA256}, {oidECDSA384, crypto.SHA384}, {oidECDSA512, crypto.SHA512}, {oidEd25519, crypto.SHA512},
}

func readScheme(s *cryptobyte.String, digest asn1.ObjectIdentifier) (scheme, error) {
	oid, parameters, ok := readAlgorithm(s)
	if !ok {
		return scheme{}, errBER
	}
	found := scheme{oid: oid}
	if oid.Equal(oidPSS) {
		return found, found.readPSS(parameters)
	}
	for _, known := range schemes {
		if known.oid.Equal(oid) {
			found.hash = known.hash
			if known.hash == 0 {
				found.hash, _ = hashNamed(digest)
			}
		}
	}
	return found, nil
}

// readPSS reads RSASSA-PSS-params (RFC 4055). The hash and the mask may be
// different; what is left out is SHA-1.
func (s *scheme) readPSS(parameters cryptobyte.String) error {
	s.hash, s.mask = crypto.SHA1, crypto.SHA1
	var all, hash, mask cryptobyte.String
	var has, masked bool
	if parameters.Empty() {
		return nil
	}
	if !parameters.ReadASN1(&all, cbasn1.SEQUENCE) || !all.ReadOptionalASN1(&hash, &has, context0) || !all.ReadOptionalASN1(&mask, &masked, context1) {
		return errBER
	}
	if has {
		s.hash = readHash(&hash)
	}
	if masked {
		oid, inner, ok := readAlgorithm(&mask)
		if s.mask = 0; ok && oid.Equal(oidMGF1) {
			s.mask = readHash(&inner)
		}
	}
	return s.readSalt(&all)
}

// readSalt reads how long the salt is, and how a message ends, of which there is one way.
func (s *scheme) readSalt(all *cryptobyte.String) error {
	const usual, onlyTrailer = 20, 1
	salt, trailer := usual, onlyTrailer
	if !all.ReadOptionalASN1Integer(&salt, context2, usual) ||
		!all.ReadOptionalASN1Integer(&trailer, cbasn1.Tag(3).Constructed().ContextSpecific(), onlyTrailer) || !all.Empty() {
		return errBER
	}
	if trailer != onlyTrailer || salt < 0 {
		s.mask = 0 // nobody knows how to look at it
		return nil
	}
	s.salt = &salt
	return nil
}

// readHash reads the name of a hash, SHA-1 among them; 0: it is not known.
func readHash(s *cryptobyte.String) crypto.Hash {
	oid, _, ok := readAlgorithm(s)
	if ok && oid.Equal(oidSHA1) {
		return crypto.SHA1
	}
	hash, _ := hashNamed(oid)
	return hash
}

// usable tells why a signature made so cannot count, whatever its key: the
// algorithm is broken, or is not known here.
func (s scheme) usable() error {
	pss := s.oid.Equal(oidPSS)
	switch {
	case outdated(s.oid) || pss && s.hash == crypto.SHA1:
		return errOldAlgorithm
	case s.hash == 0 || pss && s.mask == 0:
		return errAlgorithm
	}
	return nil
}

// verify holds a signature value against what was signed. A mask of PSS need not
// withstand collisions, so SHA-1 is good enough for it.
func (s scheme) verify(public crypto.PublicKey, signed, value []byte) error {
	if err := s.usable(); err != nil {
		return err
	}
	var valid bool
	switch k := public.(type) {
	case *rsa.PublicKey:
		return s.verifyRSA(k, sum(s.hash, signed), value)
	case *ecdsa.PublicKey:
		valid = s.isOneOf(oidEC, oidECDSA256, oidECDSA384, oidECDSA512) && ecdsa.VerifyASN1(k, sum(s.hash, signed), value)
	case ed25519.PublicKey:
		valid = s.isOneOf(oidEd25519) && ed25519.Verify(k, signed, value)
	default:
		return errAlgorithm
	}
	if !valid {
		return errForged
	}
	return nil
}

func (s scheme) isOneOf(oids ...asn1.ObjectIdentifier) bool {
	for _, oid := range oids {
		if s.oid.Equal(oid) {
			return true
		}
	}
	return false
}
