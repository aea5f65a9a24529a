package sign

import (
	"bytes"
	"crypto"
	"crypto/sha1" //nolint:gosec // names a certificate in old time stamps; nothing rests on it
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// What the mathematics of a signature can say against it.
var (
	errChanged       = errors.New("the content is not what was signed")
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
	if err := i.scheme.verify(c.PublicKey, i.toVerify, i.value); err != nil {
		return c, err
	}
	return c, misnamed
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

// signer finds the certificate that a signature says it was made with.
func (d *signedData) signer(i *signerInfo) *x509.Certificate {
	for _, c := range d.certificates {
		byName := i.serial != nil && sameName(c.RawIssuer, i.issuer) && c.SerialNumber.Cmp(i.serial) == 0
		if byName || (i.keyID != nil && bytes.Equal(c.SubjectKeyId, i.keyID)) {
			return c
		}
	}
	return nil
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
// refuses another one's name.
func (i *signerInfo) names(c *x509.Certificate) (bool, error) {
	second, first := i.signed[oidCertificate2.String()], i.signed[oidCertificate.String()]
	if second == nil && first == nil {
		return false, nil
	}
	if second != nil {
		return true, namesCertificate(second, c, true)
	}
	return true, namesCertificate(first, c, false)
}

// namesCertificate reads the first ESSCertID or ESSCertIDv2.
func namesCertificate(value []byte, c *x509.Certificate, v2 bool) error {
	s := cryptobyte.String(value)
	var all, list, first, said cryptobyte.String
	if !s.ReadASN1(&all, cbasn1.SEQUENCE) || !all.ReadASN1(&list, cbasn1.SEQUENCE) || !list.ReadASN1(&first, cbasn1.SEQUENCE) {
		return fmt.Errorf("%w: the name of its certificate", errShape)
	}
	var w = sha1.New() //nolint:gosec // see above
	if v2 {
		w = sha256.New()
		if first.PeekASN1Tag(cbasn1.SEQUENCE) {
			oid, _, _ := readAlgorithm(&first)
			h, known := hashNamed(oid)
			if !known {
				return errAlgorithm
			}
			w = h.New()
		}
	}
	w.Write(c.Raw)
	if !first.ReadASN1(&said, cbasn1.OCTET_STRING) || !bytes.Equal(said, w.Sum(nil)) {
		return errMisnamed
	}
	return nil
}
