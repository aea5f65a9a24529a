package sign

import (
	"bytes"
	"crypto"
	"crypto/sha1" //nolint:gosec // names an issuer in an answer; nothing rests on it
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Answers of OCSP (RFC 6960) are read by the rules that hold for lists: signed by
// the issuer, or by whom it made its delegate, with an algorithm that is still
// safe, about this certificate of this issuer.

// Numbers of RFC 6960.
var (
	oidBasicAnswer = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 1}
	oidNonce       = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 2}
	oidNoCheck     = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 5}
	oidCertHash    = asn1.ObjectIdentifier{1, 3, 36, 8, 3, 13}
	oidCutoff      = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 6}
	errOCSP        = errors.New("malformed answer of an authority")
	errOCSPScope   = errors.New("the answer is not about this certificate")
	errOCSPForeign = errors.New("the answer is by somebody who may not answer")
)

// mostAnswers bounds who vouches for an answer.
const mostAnswers = 64

// reply is a BasicOCSPResponse that was read, not believed.
type reply struct {
	signed   []byte
	producer []byte // name or hash of the key, as it stands there
	produced time.Time
	single   cryptobyte.String // what is said of each certificate
	scheme   scheme
	value    []byte
	by       []*x509.Certificate // that came along
	odd      bool                // it has a critical extension that is not known
}

// readOCSP asks an answer, whose signature is checked, about one certificate.
func readOCSP(raw []byte, c, issuer *x509.Certificate) (word, error) {
	if len(raw) > maxOCSP {
		return word{}, errOCSP
	}
	a, err := readAnswer(basicIn(raw))
	if err != nil {
		return word{}, err
	}
	w, err := a.about(c, issuer)
	if err != nil {
		return word{}, err
	}
	w.raw, w.ocsp = raw, true
	if w.delegate, err = a.signer(issuer); err != nil {
		return word{}, err
	}
	if w.delegate != nil && slices.ContainsFunc(w.delegate.Extensions, func(e pkix.Extension) bool { return e.Id.Equal(oidNoCheck) }) {
		w.delegate = nil
	}
	return w, nil
}

// basicIn takes the basic answer out of an OCSPResponse. Evidence of CAdES holds
// it bare.
func basicIn(raw []byte) []byte {
	in := cryptobyte.String(raw)
	var all, wrapped, body, basic cryptobyte.String
	var status int
	var oid asn1.ObjectIdentifier
	if in.ReadASN1(&all, cbasn1.SEQUENCE) && all.ReadASN1Enum(&status) && status == 0 && all.ReadASN1(&wrapped, context0) &&
		wrapped.ReadASN1(&body, cbasn1.SEQUENCE) && body.ReadASN1ObjectIdentifier(&oid) && oid.Equal(oidBasicAnswer) &&
		body.ReadASN1(&basic, cbasn1.OCTET_STRING) {
		return basic
	}
	return raw
}

func readAnswer(raw []byte) (a reply, err error) {
	in := cryptobyte.String(raw)
	var all, tbs, certificates, list cryptobyte.String
	var has bool
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) || !all.ReadASN1Element(&tbs, cbasn1.SEQUENCE) {
		return a, errOCSP
	}
	a.signed = tbs
	if a.scheme, err = readScheme(&all, nil); err != nil {
		return a, err
	}
	if !all.ReadASN1BitStringAsBytes(&a.value) || !all.ReadOptionalASN1(&certificates, &has, context0) ||
		has && !certificates.ReadASN1(&list, cbasn1.SEQUENCE) {
		return a, errOCSP
	}
	var one cryptobyte.String
	for len(a.by) < mostAnswers && list.ReadASN1Element(&one, cbasn1.SEQUENCE) {
		if c, err := ReadCertificate(one); err == nil {
			a.by = append(a.by, c)
		}
	}
	return a, a.readData(tbs)
}

// readData reads ResponseData.
func (a *reply) readData(tbs cryptobyte.String) error {
	var data, producer, extensions cryptobyte.String
	var tag cbasn1.Tag
	var has bool
	if !tbs.ReadASN1(&data, cbasn1.SEQUENCE) || !data.SkipOptionalASN1(context0) || !data.ReadAnyASN1(&producer, &tag) ||
		tag != context1 && tag != context2 || !readTime(&data, &a.produced) || !data.ReadASN1(&a.single, cbasn1.SEQUENCE) ||
		!data.ReadOptionalASN1(&extensions, &has, context1) {
		return errOCSP
	}
	a.producer = producer
	if tag == context2 && !producer.ReadASN1((*cryptobyte.String)(&a.producer), cbasn1.OCTET_STRING) {
		return errOCSP
	}
	if !has {
		return nil
	}
	return a.extensions(extensions, nil, nil)
}

// extensions notes what an answer demands to be understood; keeps and c are of a
// single answer, else nil.
func (a *reply) extensions(b cryptobyte.String, keeps *time.Time, c *x509.Certificate) error {
	return eachExtension(b, func(oid asn1.ObjectIdentifier, critical bool, value []byte) error {
		in := cryptobyte.String(value)
		switch {
		case keeps != nil && oid.Equal(oidCutoff):
			if !readTime(&in, keeps) {
				return errOCSP
			}
		case c != nil && oid.Equal(oidCertHash):
			if !isHashOf(in, c) {
				return errOCSPScope
			}
		case critical && !oid.Equal(oidNonce):
			a.odd = true
		}
		return nil
	})
}

// about finds what is said of one certificate: the latest, or a revocation, which is
// heard whatever else stands beside it.
func (a *reply) about(c, issuer *x509.Certificate) (word, error) {
	var found []word
	var failed error
	for rest := a.single; !rest.Empty(); {
		var single, id cryptobyte.String
		if !rest.ReadASN1(&single, cbasn1.SEQUENCE) || !single.ReadASN1(&id, cbasn1.SEQUENCE) {
			failed = errOCSP
			break
		}
		if !namesBoth(id, c, issuer) {
			continue
		}
		w, err := a.readSingle(single, c)
		if err != nil {
			failed = err
			continue
		}
		found = append(found, w)
	}
	w, any := newest(found)
	switch {
	case any && w.state == revoked:
		return w, nil
	case failed != nil:
		return word{}, failed
	case !any || a.odd:
		return word{}, errOCSPScope
	}
	return w, nil
}

// namesBoth tells whether a CertID is of a certificate under its issuer: another
// authority may have given out the same number. The name of the issuer is hashed as
// the certificate writes it, or as the issuer itself does.
func namesBoth(id cryptobyte.String, c, issuer *x509.Certificate) bool {
	var name, key cryptobyte.String
	oid, _, ok := readAlgorithm(&id)
	if !ok || !id.ReadASN1(&name, cbasn1.OCTET_STRING) || !id.ReadASN1(&key, cbasn1.OCTET_STRING) {
		return false
	}
	hash, known := hashNamed(oid)
	if oid.Equal(oidSHA1) {
		hash, known = crypto.SHA1, true
	}
	ofName := known && (bytes.Equal(name, sum(hash, c.RawIssuer)) || bytes.Equal(name, sum(hash, issuer.RawSubject)))
	return ofName && bytes.Equal(id, serialOf(c)) && bytes.Equal(key, sum(hash, keyBits(issuer)))
}

// isHashOf reads CertHash (Common PKI), by which an authority says of which of its
// certificates it speaks. A hash that is not known here says nothing against it.
func isHashOf(in cryptobyte.String, c *x509.Certificate) bool {
	var all, said cryptobyte.String
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) {
		return false
	}
	hash := readHash(&all)
	return all.ReadASN1(&said, cbasn1.OCTET_STRING) && (hash == 0 || bytes.Equal(said, sum(hash, c.Raw)))
}

// keyBits is the public key of a certificate without the name of its kind.
func keyBits(c *x509.Certificate) []byte {
	in := cryptobyte.String(c.RawSubjectPublicKeyInfo)
	var all cryptobyte.String
	var bits []byte
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) || !all.SkipASN1(cbasn1.SEQUENCE) || !all.ReadASN1BitStringAsBytes(&bits) {
		return nil
	}
	return bits
}

// Tags of CertStatus.
var (
	statusGood    = cbasn1.Tag(0).ContextSpecific()
	statusRevoked = context1
)

// readSingle reads a SingleResponse behind its CertID.
func (a *reply) readSingle(s cryptobyte.String, c *x509.Certificate) (w word, err error) {
	var status, until, extensions, reason cryptobyte.String
	var tag cbasn1.Tag
	var ends, has, why bool
	if !s.ReadAnyASN1(&status, &tag) || !readTime(&s, &w.from) || !s.ReadOptionalASN1(&until, &ends, context0) ||
		ends && !readTime(&until, &w.until) || !s.ReadOptionalASN1(&extensions, &has, context1) {
		return w, errOCSP
	}
	if has {
		if err := a.extensions(extensions, &w.keeps, c); err != nil {
			return w, err
		}
	}
	switch tag {
	case statusGood:
		return w, nil
	case statusRevoked:
		w.state = revoked
		if !readTime(&status, &w.at) || !status.ReadOptionalASN1(&reason, &why, context0) || why && !reason.ReadASN1Enum(&w.reason) {
			return w, errOCSP
		}
		return w, nil
	}
	return w, errors.New("the authority does not know the certificate")
}

// signer finds who signed an answer: the issuer itself (nil), or a delegate that
// it certified for that and for nothing else than what its kind may do.
func (a *reply) signer(issuer *x509.Certificate) (*x509.Certificate, error) {
	if err := a.scheme.usable(); err != nil {
		return nil, err
	}
	if a.scheme.verify(issuer.PublicKey, a.signed, a.value) == nil {
		return nil, nil
	}
	for _, d := range a.by {
		if a.isBy(d) && a.scheme.verify(d.PublicKey, a.signed, a.value) == nil && mayAnswer(d, issuer, a.produced) {
			return d, nil
		}
	}
	return nil, errOCSPForeign
}

// isBy tells whether the answer names a certificate as its producer.
func (a *reply) isBy(c *x509.Certificate) bool {
	return sameName(a.producer, c.RawSubject) || bytes.Equal(a.producer, sum(crypto.SHA1, keyBits(c)))
}

// mayAnswer tells whether an issuer made a certificate its delegate: directly,
// for answers, within its term, its key usages and the names that it may give.
func mayAnswer(d, issuer *x509.Certificate, at time.Time) bool {
	if !slices.Contains(d.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) || d.KeyUsage != 0 && d.KeyUsage&x509.KeyUsageDigitalSignature == 0 {
		return false
	}
	w := newWays()
	w.addRoots(issuer)
	_, err := w.up(d, at, x509.ExtKeyUsageOCSPSigning)
	return err == nil
}

var _ = sha1.New // registers the hash by which answers name keys
