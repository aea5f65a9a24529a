package sign

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Limits of a CMS that is worth looking at.
const (
	maxCMS          = 8 << 20 // bytes; foreign signatures carry revocation lists
	maxCertificates = 64
	maxSigners      = 8
	maxAttributes   = 64
)

// signedData is a CMS SignedData (RFC 5652, 5) that was read, not believed.
type signedData struct {
	content      asn1.ObjectIdentifier
	encapsulated []byte // nil: detached
	certificates []*x509.Certificate
	unread       int // certificates that could not be read
	crls         [][]byte
	signers      []signerInfo
}

type signerInfo struct {
	issuer   []byte // DER of the name, with serial; or keyID
	serial   *big.Int
	keyID    []byte
	digest   asn1.ObjectIdentifier
	signed   map[string][]byte // first value of each signed attribute
	toVerify []byte            // the signed attributes as they were signed
	scheme   scheme
	value    []byte
	unsigned map[string][]byte
	named    bool // it names its certificate under the signature; set by check
}

// scheme is how a signature was made.
type scheme struct {
	oid  asn1.ObjectIdentifier
	hash crypto.Hash
	pss  bool
}

// parseSignedData reads a CMS of any origin.
func parseSignedData(b []byte) (d *signedData, err error) {
	defer func() {
		if p := recover(); p != nil {
			d, err = nil, fmt.Errorf("the signature upset its reader: %v", p)
		}
	}()
	if len(b) > maxCMS {
		return nil, fmt.Errorf("a signature of %d bytes", len(b))
	}
	der, err := definite(b)
	if err != nil {
		return nil, err
	}
	in := cryptobyte.String(der)
	var info, wrapped, body cryptobyte.String
	var oid asn1.ObjectIdentifier
	if !in.ReadASN1(&info, cbasn1.SEQUENCE) || !info.ReadASN1ObjectIdentifier(&oid) || !oid.Equal(oidSignedData) ||
		!info.ReadASN1(&wrapped, context0) || !wrapped.ReadASN1(&body, cbasn1.SEQUENCE) {
		return nil, errors.New("not a CMS SignedData")
	}
	d = &signedData{}
	for _, part := range []struct {
		name string
		read func(*cryptobyte.String) error
	}{{"head", d.readHead}, {"certificates", d.readCertificates}, {"signers", d.readSigners}} {
		if err := part.read(&body); err != nil {
			return nil, fmt.Errorf("reading the %s of a signature: %w", part.name, err)
		}
	}
	return d, nil
}

func (d *signedData) readHead(s *cryptobyte.String) error {
	var version int
	var content, wrapped cryptobyte.String
	var has bool
	if !s.ReadASN1Integer(&version) || !s.SkipASN1(cbasn1.SET) || !s.ReadASN1(&content, cbasn1.SEQUENCE) ||
		!content.ReadASN1ObjectIdentifier(&d.content) || !content.ReadOptionalASN1(&wrapped, &has, context0) {
		return errBER
	}
	if has && !wrapped.ReadASN1Bytes(&d.encapsulated, cbasn1.OCTET_STRING) {
		return errBER
	}
	if has && d.encapsulated == nil {
		d.encapsulated = []byte{}
	}
	return nil
}

func (d *signedData) readCertificates(s *cryptobyte.String) error {
	var certificates, crls cryptobyte.String
	var has bool
	if !s.ReadOptionalASN1(&certificates, &has, context0) || !s.ReadOptionalASN1(&crls, &has, context1) {
		return errBER
	}
	for n := 0; !certificates.Empty(); n++ {
		var one cryptobyte.String
		var tag cbasn1.Tag
		if n >= maxCertificates || !certificates.ReadAnyASN1Element(&one, &tag) {
			return errors.New("too many or malformed certificates")
		}
		if c, err := x509.ParseCertificate(one); err == nil {
			d.certificates = append(d.certificates, c)
		} else {
			d.unread++
		}
	}
	for len(d.crls) < maxCertificates && !crls.Empty() {
		var one cryptobyte.String
		var tag cbasn1.Tag
		if !crls.ReadAnyASN1Element(&one, &tag) {
			return errBER
		}
		if tag == cbasn1.SEQUENCE {
			d.crls = append(d.crls, bytes.Clone(one))
		}
	}
	return nil
}

func (d *signedData) readSigners(s *cryptobyte.String) error {
	var set cryptobyte.String
	if !s.ReadASN1(&set, cbasn1.SET) || !s.Empty() {
		return errBER
	}
	for !set.Empty() {
		var one cryptobyte.String
		if len(d.signers) >= maxSigners || !set.ReadASN1(&one, cbasn1.SEQUENCE) {
			return errors.New("too many or malformed signers")
		}
		i, err := readSigner(one)
		if err != nil {
			return err
		}
		d.signers = append(d.signers, i)
	}
	return nil
}

func readSigner(s cryptobyte.String) (i signerInfo, err error) {
	var version int
	if !s.ReadASN1Integer(&version) || !i.readIdentity(&s) {
		return i, errBER
	}
	var ok bool
	if i.digest, _, ok = readAlgorithm(&s); !ok {
		return i, errBER
	}
	if s.PeekASN1Tag(context0) {
		var element cryptobyte.String
		if !s.ReadASN1Element(&element, context0) {
			return i, errBER
		}
		i.toVerify = bytes.Clone(element)
		i.toVerify[0] = byte(cbasn1.SET)
		s2 := cryptobyte.String(i.toVerify)
		if i.signed, err = readAttributes(&s2, cbasn1.SET); err != nil {
			return i, err
		}
	}
	if i.scheme, err = readScheme(&s, i.digest); err != nil {
		return i, err
	}
	if !s.ReadASN1Bytes(&i.value, cbasn1.OCTET_STRING) {
		return i, errBER
	}
	if s.PeekASN1Tag(context1) {
		i.unsigned, err = readAttributes(&s, context1)
	}
	return i, err
}

func (i *signerInfo) readIdentity(s *cryptobyte.String) bool {
	if keyID := cbasn1.Tag(0).ContextSpecific(); s.PeekASN1Tag(keyID) {
		return s.ReadASN1Bytes(&i.keyID, keyID)
	}
	var named, issuer cryptobyte.String
	i.serial = new(big.Int)
	ok := s.ReadASN1(&named, cbasn1.SEQUENCE) && named.ReadASN1Element(&issuer, cbasn1.SEQUENCE) && named.ReadASN1Integer(i.serial)
	i.issuer = issuer
	return ok
}

// readAttributes reads a set of attributes. One that comes twice is a trick: two
// readers could each take another one for the true one.
func readAttributes(s *cryptobyte.String, tag cbasn1.Tag) (map[string][]byte, error) {
	var set cryptobyte.String
	if !s.ReadASN1(&set, tag) {
		return nil, errBER
	}
	found := map[string][]byte{}
	for !set.Empty() {
		var one, values, value cryptobyte.String
		var oid asn1.ObjectIdentifier
		var kind cbasn1.Tag
		if len(found) >= maxAttributes || !set.ReadASN1(&one, cbasn1.SEQUENCE) || !one.ReadASN1ObjectIdentifier(&oid) ||
			!one.ReadASN1(&values, cbasn1.SET) || !values.ReadAnyASN1Element(&value, &kind) {
			return nil, errors.New("malformed attributes")
		}
		if _, twice := found[oid.String()]; twice || (tag == cbasn1.SET && !values.Empty()) {
			return nil, fmt.Errorf("the attribute %v comes twice", oid)
		}
		found[oid.String()] = value
	}
	return found, nil
}

// schemes by their names; those without a hash take that of the digest.
var schemes = []struct {
	oid  asn1.ObjectIdentifier
	hash crypto.Hash
}{
	{oidRSA, 0}, {oidEC, 0}, {oidRSA256, crypto.SHA256}, {oidRSA384, crypto.SHA384}, {oidRSA512, crypto.SHA512},
	{oidECDSA256, crypto.SHA256}, {oidECDSA384, crypto.SHA384}, {oidECDSA512, crypto.SHA512},
}

func readScheme(s *cryptobyte.String, digest asn1.ObjectIdentifier) (scheme, error) {
	oid, parameters, ok := readAlgorithm(s)
	if !ok {
		return scheme{}, errBER
	}
	found := scheme{oid: oid, pss: oid.Equal(oidPSS)}
	if found.pss {
		found.hash = pssHash(parameters)
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

// pssHash reads RSASSA-PSS-params (RFC 4055) as far as its hash; 0: SHA-1, the
// default, or one that is not known.
func pssHash(parameters cryptobyte.String) crypto.Hash {
	var all, explicit cryptobyte.String
	if !parameters.ReadASN1(&all, cbasn1.SEQUENCE) || !all.ReadASN1(&explicit, context0) {
		return 0
	}
	oid, _, ok := readAlgorithm(&explicit)
	if !ok {
		return 0
	}
	hash, _ := hashNamed(oid)
	return hash
}
