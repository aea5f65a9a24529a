package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// A revocation list may be tens of megabytes for one line that matters, so it
// is walked, never built up in memory.

// MaxCRL is the largest revocation list that is read, in bytes.
const MaxCRL = 64 << 20

// Numbers of RFC 5280 in lists and their lines.
var (
	oidReason      = asn1.ObjectIdentifier{2, 5, 29, 21}
	oidDelta       = asn1.ObjectIdentifier{2, 5, 29, 27}
	oidIssuingSpot = asn1.ObjectIdentifier{2, 5, 29, 28}
	oidNumber      = asn1.ObjectIdentifier{2, 5, 29, 20}
	oidAuthorityID = asn1.ObjectIdentifier{2, 5, 29, 35}
	oidKeepsGone   = asn1.ObjectIdentifier{2, 5, 29, 60} // expiredCertsOnCRL
	oidSuspect     = asn1.ObjectIdentifier{2, 5, 29, 24} // invalidityDate
	oidLineIssuer  = asn1.ObjectIdentifier{2, 5, 29, 29} // certificateIssuer
	oidPoints      = asn1.ObjectIdentifier{2, 5, 29, 31} // cRLDistributionPoints
	errCRL         = errors.New("malformed revocation list")
	errCRLScope    = errors.New("the revocation list is not about this certificate")
)

// Reasons of a revocation (CRLReason) that change what it means.
const (
	onHold = 6 // certificateHold: it may be lifted again
	lifted = 8 // removeFromCRL, in a list of differences
)

// readCRL asks a list, whose signature is checked, about one certificate. A line
// about it counts in whatever list its issuer put it; that there is no line says
// something in a list only that tells everything about such certificates.
func readCRL(raw []byte, c, issuer *x509.Certificate) (word, error) {
	if len(raw) > MaxCRL {
		return word{}, errCRL
	}
	in := cryptobyte.String(raw)
	var all, body, tbs cryptobyte.String
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) || !in.Empty() || !all.ReadASN1Element(&body, cbasn1.SEQUENCE) {
		return word{}, errCRL
	}
	signed := []byte(body)
	if !body.ReadASN1(&tbs, cbasn1.SEQUENCE) {
		return word{}, errCRL
	}
	w := word{raw: raw, state: good}
	if err := w.readList(tbs, c, issuer); err != nil {
		return word{}, err
	}
	return w, checkList(all, signed, issuer)
}

// checkList holds a list against the key of who is said to have issued it.
func checkList(rest cryptobyte.String, signed []byte, issuer *x509.Certificate) error {
	s, err := readScheme(&rest, nil)
	if err != nil {
		return err
	}
	var value []byte
	if !rest.ReadASN1BitStringAsBytes(&value) || !rest.Empty() {
		return errCRL
	}
	if issuer.KeyUsage != 0 && issuer.KeyUsage&x509.KeyUsageCRLSign == 0 {
		return errors.New("the issuer may not sign revocation lists")
	}
	return s.verify(issuer.PublicKey, signed, value)
}

func (w *word) readList(tbs cryptobyte.String, c, issuer *x509.Certificate) error {
	var name, lines cryptobyte.String
	if !tbs.SkipOptionalASN1(cbasn1.INTEGER) || !tbs.SkipASN1(cbasn1.SEQUENCE) || !tbs.ReadASN1Element(&name, cbasn1.SEQUENCE) {
		return errCRL
	}
	if !sameName(name, issuer.RawSubject) {
		return errCRLScope // before walking and hashing megabytes of another's list
	}
	if !readTime(&tbs, &w.from) {
		return errCRL
	}
	if (tbs.PeekASN1Tag(cbasn1.UTCTime) || tbs.PeekASN1Tag(cbasn1.GeneralizedTime)) && !readTime(&tbs, &w.until) {
		return errCRL
	}
	if tbs.PeekASN1Tag(cbasn1.SEQUENCE) && !tbs.ReadASN1(&lines, cbasn1.SEQUENCE) {
		return errCRL
	}
	scope, err := readScope(tbs, c)
	if err != nil {
		return err
	}
	w.keeps = scope.keeps
	if err := w.findLine(lines, c, issuer, scope.indirect); err != nil {
		return err
	}
	if w.state == good && !scope.whole {
		return errCRLScope
	}
	return nil
}

// findLine walks the lines for a serial number. In an indirect list a line may
// name another issuer, which then holds for the lines below it too.
func (w *word) findLine(lines cryptobyte.String, c, issuer *x509.Certificate, indirect bool) error {
	wanted, named := serialOf(c), issuer.RawSubject
	for !lines.Empty() {
		var line cryptobyte.String
		if !lines.ReadASN1(&line, cbasn1.SEQUENCE) {
			return errCRL
		}
		hit := bytes.HasPrefix(line, wanted)
		if !hit && !indirect {
			continue
		}
		found := word{state: revoked}
		by, err := found.readLine(line)
		if err != nil {
			return err
		}
		if by != nil {
			named = by
		}
		if hit && found.reason != lifted && sameName(named, issuer.RawSubject) {
			w.state, w.at, w.reason, w.suspect = revoked, found.at, found.reason, found.suspect
			return nil
		}
	}
	return nil
}

// serialOf is a serial number as a list writes it.
func serialOf(c *x509.Certificate) []byte {
	var b cryptobyte.Builder
	b.AddASN1BigInt(c.SerialNumber)
	return b.BytesOrPanic()
}

// readLine reads a line, and the issuer that it names; nil: none.
func (w *word) readLine(line cryptobyte.String) (by []byte, err error) {
	if !line.SkipASN1(cbasn1.INTEGER) || !readTime(&line, &w.at) {
		return nil, errCRL
	}
	if line.Empty() {
		return nil, nil
	}
	return by, eachExtension(line, func(oid asn1.ObjectIdentifier, _ bool, value []byte) error {
		s := cryptobyte.String(value)
		switch {
		case oid.Equal(oidReason) && !s.ReadASN1Enum(&w.reason), oid.Equal(oidSuspect) && !readTime(&s, &w.suspect):
			return errCRL
		case oid.Equal(oidLineIssuer):
			by = directoryName(s)
		}
		return nil
	})
}

// directoryName is the name of a directory among GeneralNames, in DER; empty:
// there is none.
func directoryName(s cryptobyte.String) []byte {
	var all, name, element cryptobyte.String
	var tag cbasn1.Tag
	if !s.ReadASN1(&all, cbasn1.SEQUENCE) {
		return []byte{}
	}
	for all.ReadAnyASN1(&name, &tag) {
		if tag == nameDirectory && name.ReadASN1Element(&element, cbasn1.SEQUENCE) {
			return element
		}
	}
	return []byte{}
}

// nameDirectory is [4] of GeneralName.
var nameDirectory = cbasn1.Tag(4).ContextSpecific().Constructed()

// eachExtension visits the Extensions that stand in b.
func eachExtension(b cryptobyte.String, visit func(asn1.ObjectIdentifier, bool, []byte) error) error {
	var all cryptobyte.String
	if !b.ReadASN1(&all, cbasn1.SEQUENCE) {
		return errCRL
	}
	for !all.Empty() {
		var one, flag, value cryptobyte.String
		var oid asn1.ObjectIdentifier
		if !all.ReadASN1(&one, cbasn1.SEQUENCE) || !one.ReadASN1ObjectIdentifier(&oid) ||
			one.PeekASN1Tag(cbasn1.BOOLEAN) && !one.ReadASN1(&flag, cbasn1.BOOLEAN) || !one.ReadASN1(&value, cbasn1.OCTET_STRING) {
			return errCRL
		}
		if err := visit(oid, truth(flag), value); err != nil {
			return err
		}
	}
	return nil
}

// truth is what a BOOLEAN says: anything but nought is true, as BER has it.
func truth(flag []byte) bool { return len(flag) == 1 && flag[0] != 0 }

// readTime reads either of the two times of RFC 5280.
func readTime(s *cryptobyte.String, t *time.Time) bool {
	if s.PeekASN1Tag(cbasn1.UTCTime) {
		return s.ReadASN1UTCTime(t)
	}
	return s.ReadASN1GeneralizedTime(t)
}
