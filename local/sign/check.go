package sign

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// What the mathematics of a signature can say against it.
var (
	errChanged       = errors.New("the content is not what was signed")
	errSalt          = errors.New("the salt of the signature is not as long as it says")
	errForged        = errors.New("the signature is not by the key of the certificate")
	errNoCertificate = errors.New("the signature brings no certificate of its signer")
	errOldAlgorithm  = errors.New("the signature rests on an algorithm that is no longer safe")
	errAlgorithm     = errors.New("the signature rests on an algorithm that is not known here")
	errMisnamed      = errors.New("the signature names another certificate than the one beside it")
	errStranger      = errors.New("the certificate of the signer cannot be read")
	errTwice         = errors.New("the signature tells once more what it must tell once")
	errShape         = errors.New("the signature lacks what it must have")
)

// digester gives the digest of what is said to be signed.
type digester func(crypto.Hash) ([]byte, error)

func contentOf(b []byte) digester {
	return func(h crypto.Hash) ([]byte, error) { return sum(h, b), nil }
}

func sum(h crypto.Hash, b []byte) []byte {
	w := h.New()
	w.Write(b)
	return w.Sum(nil)
}

// check holds a signature against the content and against the certificate that
// comes with it, which it returns also with an error where it was found. What was
// changed is told before what is not known of the signer.
func (d *signedData) check(i *signerInfo, content digester) (*x509.Certificate, error) {
	c := d.signer(i)
	hash, known := hashNamed(i.digest)
	switch {
	case outdated(i.digest):
		return c, errOldAlgorithm
	case i.toVerify == nil:
		return c, fmt.Errorf("%w: signed attributes", errShape)
	case !known:
		return c, errAlgorithm
	}
	if err := i.checkAttributes(d.content); err != nil {
		return c, err
	}
	if err := i.checkDigest(hash, content); err != nil {
		return c, err
	}
	if c == nil {
		return nil, d.missing(i)
	}
	var misnamed error
	i.named, misnamed = i.names(c)
	if err := i.verify(c); err != nil {
		return c, err
	}
	return c, misnamed
}

// verify holds the signature value against a key. What was signed is the set in the
// order of DER (RFC 5652, 5.4), though some programs write it down in another.
func (i *signerInfo) verify(c *x509.Certificate) error {
	err := i.scheme.verify(c.PublicKey, i.toVerify, i.value)
	if sorted := sortedAttributes(i.toVerify); errors.Is(err, errForged) && !bytes.Equal(sorted, i.toVerify) {
		return i.scheme.verify(c.PublicKey, sorted, i.value)
	}
	return err
}

// sortedAttributes writes a SET in the order of DER.
func sortedAttributes(set []byte) []byte {
	in := cryptobyte.String(set)
	var all, one cryptobyte.String
	if !in.ReadASN1(&all, cbasn1.SET) {
		return set
	}
	var elements [][]byte
	for all.ReadASN1Element(&one, cbasn1.SEQUENCE) {
		elements = append(elements, one)
	}
	slices.SortFunc(elements, bytes.Compare)
	return setOf(elements)
}

// checkDigest holds the content against what was signed of it.
func (i *signerInfo) checkDigest(hash crypto.Hash, content digester) error {
	got, err := content(hash)
	if err != nil {
		return err
	}
	value := cryptobyte.String(i.signed[oidDigest.String()])
	var said cryptobyte.String
	if !value.ReadASN1(&said, cbasn1.OCTET_STRING) {
		return fmt.Errorf("%w: the digest", errShape)
	}
	if !bytes.Equal(said, got) {
		return errChanged
	}
	return nil
}

// signer finds the certificate that a signature says it was made with. A key may
// have several, after a renewal, and an authority may give a number out twice: then
// the one counts that the signed attributes name, or else the first that the
// signature fits.
func (d *signedData) signer(i *signerInfo) *x509.Certificate {
	fits := d.candidates(i)
	if len(fits) < 2 {
		return append(fits, nil)[0]
	}
	for _, c := range fits {
		if named, err := i.names(c); named && err == nil {
			return c
		}
	}
	at := slices.IndexFunc(fits, func(c *x509.Certificate) bool { return i.verify(c) == nil })
	return fits[max(at, 0)]
}

// mostCandidates bounds the work on a hostile bag: each may be tried.
const mostCandidates = 8

// candidates are the different certificates that bear the number or the key that a
// signature names.
func (d *signedData) candidates(i *signerInfo) (fits []*x509.Certificate) {
	for _, c := range d.certificates {
		byName := i.serial != nil && sameName(c.RawIssuer, i.issuer) && c.SerialNumber.Cmp(i.serial) == 0
		byKey := i.keyID != nil && bytes.Equal(c.SubjectKeyId, i.keyID)
		if (byName || byKey) && len(fits) < mostCandidates && !slices.ContainsFunc(fits, c.Equal) {
			fits = append(fits, c)
		}
	}
	return fits
}

// ambiguous tells that a signature fits certificates of different people and names
// none of them.
func (d *signedData) ambiguous(i *signerInfo, c *x509.Certificate) bool {
	return !i.named && slices.ContainsFunc(d.candidates(i), func(other *x509.Certificate) bool {
		return !sameName(other.RawSubject, c.RawSubject) && i.verify(other) == nil
	})
}

// stranger finds the signer's certificate among those that could not be read.
func (d *signedData) stranger(i *signerInfo) (stranger, bool) {
	for _, s := range d.strangers {
		serial, of := new(big.Int), cryptobyte.String(s.serial)
		if i.serial != nil && sameName(s.issuer, i.issuer) && of.ReadASN1Integer(serial) && serial.Cmp(i.serial) == 0 {
			return s, true
		}
	}
	return stranger{}, false
}

// missing tells why there is no certificate of the signer.
func (d *signedData) missing(i *signerInfo) error {
	if _, seen := d.stranger(i); seen || d.unread > 0 || i.keyID != nil && len(d.strangers) > 0 {
		return errStranger
	}
	return errNoCertificate
}

// checkAttributes holds the signed kind of content against the kind outside.
func (i *signerInfo) checkAttributes(content asn1.ObjectIdentifier) error {
	value := cryptobyte.String(i.signed[oidContentType.String()])
	var kind asn1.ObjectIdentifier
	if !value.ReadASN1ObjectIdentifier(&kind) || !kind.Equal(content) {
		return fmt.Errorf("%w: the kind of content", errShape)
	}
	return nil
}

// names tells whether the signed attributes name the certificate (ESS), and
// refuses another one's name. Where both of its forms are there, both count.
func (i *signerInfo) names(c *x509.Certificate) (bool, error) {
	second, first := i.signed[oidCertificate2.String()], i.signed[oidCertificate.String()]
	var err error
	if second != nil {
		err = namesCertificate(second, c, true)
	}
	if first != nil && err == nil {
		err = namesCertificate(first, c, false)
	}
	return second != nil || first != nil, err
}

// namesCertificate reads the first ESSCertID or ESSCertIDv2.
func namesCertificate(value []byte, c *x509.Certificate, v2 bool) error {
	s := cryptobyte.String(value)
	var all, list, first, said cryptobyte.String
	if !s.ReadASN1(&all, cbasn1.SEQUENCE) || !all.ReadASN1(&list, cbasn1.SEQUENCE) || !list.ReadASN1(&first, cbasn1.SEQUENCE) {
		return fmt.Errorf("%w: the name of its certificate", errShape)
	}
	hash := crypto.SHA1
	if v2 {
		hash = crypto.SHA256
	}
	if v2 && first.PeekASN1Tag(cbasn1.SEQUENCE) {
		hash = readHash(&first)
	}
	switch {
	case hash == 0:
		return errAlgorithm
	case !first.ReadASN1(&said, cbasn1.OCTET_STRING) || !bytes.Equal(said, sum(hash, c.Raw)):
		return errMisnamed
	}
	return nil
}

// misnumbered tells that the signed attributes name a certificate by its digest and,
// beside that, an issuer or a number that are not its own.
func (i *signerInfo) misnumbered(c *x509.Certificate) bool {
	for _, oid := range []asn1.ObjectIdentifier{oidCertificate, oidCertificate2} {
		in := cryptobyte.String(i.signed[oid.String()])
		var all, list, first, numbered, names cryptobyte.String
		serial := new(big.Int)
		if !in.ReadASN1(&all, cbasn1.SEQUENCE) || !all.ReadASN1(&list, cbasn1.SEQUENCE) || !list.ReadASN1(&first, cbasn1.SEQUENCE) ||
			!first.SkipOptionalASN1(cbasn1.SEQUENCE) || !first.SkipASN1(cbasn1.OCTET_STRING) || !first.ReadASN1(&numbered, cbasn1.SEQUENCE) ||
			!numbered.ReadASN1Element(&names, cbasn1.SEQUENCE) || !numbered.ReadASN1Integer(serial) {
			continue // it is left to whoever signs to tell them
		}
		issuer := directoryName(names)
		if serial.Cmp(c.SerialNumber) != 0 || len(issuer) > 0 && !sameName(issuer, c.RawIssuer) {
			return true
		}
	}
	return false
}
