package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Limits of a CMS that is worth looking at.
const (
	maxCMS          = 8 << 20 // bytes; foreign signatures carry revocation lists
	maxCertificates = 64
	maxSigners      = 8
	maxAttributes   = 64
	maxStamps       = 8
)

// signedData is a CMS SignedData (RFC 5652, 5) that was read, not believed.
type signedData struct {
	content      asn1.ObjectIdentifier
	encapsulated []byte // nil: detached
	certificates []*x509.Certificate
	strangers    []stranger // certificates that could not be read
	unread       int        // of which not even the name could be seen
	crls, ocsps  [][]byte
	signers      []signerInfo
	tail         bool // something stands behind it that is none of it
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
	stamps   [][]byte // tokens among the unsigned attributes, in their order
	named    bool     // it names its certificate under the signature; set by check
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
	der, tail, err := definite(b)
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
	d = &signedData{tail: tail}
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
		d.addCertificate(one)
	}
	return d.readRevocation(crls)
}

// addCertificate reads a certificate, or as much of it as can be seen.
func (d *signedData) addCertificate(der []byte) {
	if c, err := ReadCertificate(der); err == nil {
		d.certificates = append(d.certificates, c)
		return
	}
	if s, seen := glance(der); seen {
		d.strangers = append(d.strangers, s)
		return
	}
	d.unread++
}

// readRevocation reads the lists of a CMS, and the answers in their other form
// (RFC 5940).
func (d *signedData) readRevocation(all cryptobyte.String) error {
	for len(d.crls)+len(d.ocsps) < maxCertificates && !all.Empty() {
		var one, other, answer cryptobyte.String
		var oid asn1.ObjectIdentifier
		var tag cbasn1.Tag
		if !all.ReadAnyASN1Element(&one, &tag) {
			return errBER
		}
		switch {
		case tag == cbasn1.SEQUENCE:
			d.crls = append(d.crls, bytes.Clone(one))
		case one.ReadASN1(&other, context1) && other.ReadASN1ObjectIdentifier(&oid) && oid.Equal(oidAnswerInCMS) && other.ReadASN1Element(&answer, cbasn1.SEQUENCE):
			d.ocsps = append(d.ocsps, bytes.Clone(answer))
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
		d.readArchived(i.signed[oidArchived.String()])
	}
	return nil
}

// readArchived reads the lists and answers that Adobe's programs set among what is
// signed (adbe-revocationInfoArchival). What cannot be read there shows nothing.
func (d *signedData) readArchived(value []byte) {
	in := cryptobyte.String(value)
	var all, part cryptobyte.String
	var tag cbasn1.Tag
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) {
		return
	}
	for all.ReadAnyASN1(&part, &tag) {
		var list, one cryptobyte.String
		if tag != context0 && tag != context1 || !part.ReadASN1(&list, cbasn1.SEQUENCE) {
			continue
		}
		for len(d.crls)+len(d.ocsps) < maxCertificates && list.ReadASN1Element(&one, cbasn1.SEQUENCE) {
			if tag == context0 {
				d.crls = append(d.crls, bytes.Clone(one))
			} else {
				d.ocsps = append(d.ocsps, bytes.Clone(one))
			}
		}
	}
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
		if i.signed, err = readAttributes(&s2); err != nil {
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
		err = i.readUnsigned(&s)
	}
	return i, err
}

// readUnsigned finds the time stamps among what is not signed. There may be
// several, from several authorities: none takes the place of another.
func (i *signerInfo) readUnsigned(s *cryptobyte.String) error {
	var set cryptobyte.String
	if !s.ReadASN1(&set, context1) {
		return errBER
	}
	for !set.Empty() {
		oid, values, ok := readAttribute(&set)
		if !ok {
			return errAttributes
		}
		var value cryptobyte.String
		var tag cbasn1.Tag
		for oid.Equal(oidStampToken) && len(i.stamps) < maxStamps && values.ReadAnyASN1Element(&value, &tag) {
			i.stamps = append(i.stamps, value)
		}
	}
	return nil
}

var errAttributes = errors.New("malformed attributes")

func readAttribute(set *cryptobyte.String) (oid asn1.ObjectIdentifier, values cryptobyte.String, ok bool) {
	var one cryptobyte.String
	ok = set.ReadASN1(&one, cbasn1.SEQUENCE) && one.ReadASN1ObjectIdentifier(&oid) && one.ReadASN1(&values, cbasn1.SET)
	return oid, values, ok
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

// single are the signed attributes that a judgement rests on: each has one value,
// once. Two readers could each take another one for the true one.
var single = []asn1.ObjectIdentifier{oidContentType, oidDigest, oidSigningTime, oidCertificate, oidCertificate2}

// readAttributes reads the signed attributes. Of those that nothing rests on, the
// first value is kept, be there several or none.
func readAttributes(s *cryptobyte.String) (map[string][]byte, error) {
	var set cryptobyte.String
	if !s.ReadASN1(&set, cbasn1.SET) {
		return nil, errBER
	}
	found := map[string][]byte{}
	for n := 0; !set.Empty(); n++ {
		var value cryptobyte.String
		var kind cbasn1.Tag
		oid, values, ok := readAttribute(&set)
		if !ok || n >= maxAttributes {
			return nil, errAttributes
		}
		has := values.ReadAnyASN1Element(&value, &kind)
		_, twice := found[oid.String()]
		switch {
		case slices.ContainsFunc(single, oid.Equal) && (twice || !has || !values.Empty()):
			return nil, fmt.Errorf("%w: %v", errTwice, oid)
		case has && !twice:
			found[oid.String()] = value
		}
	}
	return found, nil
}
