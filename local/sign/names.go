package sign

import (
	"crypto"
	_ "crypto/sha256" // the hashes that hashes names
	_ "crypto/sha512"
	"encoding/asn1"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// The names that CMS (RFC 5652), ESS (RFC 5035) and RFC 3161 give to things.
var (
	oidData         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidDigest       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningTime  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 5}
	oidStampContent = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidCertificate  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12} // signing-certificate, SHA-1
	oidStampToken   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}
	oidCertificate2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47} // signing-certificate-v2

	oidArchived    = asn1.ObjectIdentifier{1, 2, 840, 113583, 1, 1, 8} // adbe-revocationInfoArchival
	oidAnswerInCMS = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 16, 2} // id-ri-ocsp-response

	oidRSA       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidPSS       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}
	oidRSA256    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}
	oidRSA384    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 12}
	oidRSA512    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 13}
	oidEC        = asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}
	oidECDSA256  = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
	oidECDSA384  = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 3}
	oidECDSA512  = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 4}
	oidEd25519   = asn1.ObjectIdentifier{1, 3, 101, 112}
	oidMGF1      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 8}
	oidSHA256    = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidSHA384    = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	oidSHA512    = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
	oidSHA1      = asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}
	oidMD5       = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 5}
	oidRSAMD5    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 4}
	oidRSASHA1   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 5}
	oidECDSASHA1 = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 1}
)

// hashes that are still trusted. SHA-1 and MD5 are not among them: a second
// document with the same one can be made.
var hashes = []struct {
	oid  asn1.ObjectIdentifier
	hash crypto.Hash
}{{oidSHA256, crypto.SHA256}, {oidSHA384, crypto.SHA384}, {oidSHA512, crypto.SHA512}}

func hashNamed(oid asn1.ObjectIdentifier) (crypto.Hash, bool) {
	for _, h := range hashes {
		if h.oid.Equal(oid) {
			return h.hash, true
		}
	}
	return 0, false
}

func nameOfHash(hash crypto.Hash) (asn1.ObjectIdentifier, bool) {
	for _, h := range hashes {
		if h.hash == hash {
			return h.oid, true
		}
	}
	return nil, false
}

// outdated tells an algorithm that once was good.
func outdated(oid asn1.ObjectIdentifier) bool {
	for _, old := range []asn1.ObjectIdentifier{oidSHA1, oidMD5, oidRSAMD5, oidRSASHA1, oidECDSASHA1} {
		if old.Equal(oid) {
			return true
		}
	}
	return false
}

// addAlgorithm writes an AlgorithmIdentifier; RSA's and the hashes' older form
// have a NULL for parameters.
func addAlgorithm(b *cryptobyte.Builder, oid asn1.ObjectIdentifier, null bool) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oid)
		if null {
			b.AddASN1NULL()
		}
	})
}

// readAlgorithm reads an AlgorithmIdentifier and what stands behind its name.
func readAlgorithm(s *cryptobyte.String) (oid asn1.ObjectIdentifier, parameters cryptobyte.String, ok bool) {
	var inner cryptobyte.String
	if !s.ReadASN1(&inner, cbasn1.SEQUENCE) || !inner.ReadASN1ObjectIdentifier(&oid) {
		return nil, nil, false
	}
	return oid, inner, true
}

// context0, context1 and context2 are [0], [1] and [2] of something constructed.
var (
	context0 = cbasn1.Tag(0).ContextSpecific().Constructed()
	context1 = cbasn1.Tag(1).ContextSpecific().Constructed()
	context2 = cbasn1.Tag(2).ContextSpecific().Constructed()
)
