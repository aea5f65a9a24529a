package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"
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
	errCRL         = errors.New("malformed revocation list")
	errCRLScope    = errors.New("the revocation list is not about this certificate")
)

const onHold = 6 // CRLReason certificateHold: it may be lifted again

// readCRL asks a list, whose signature is checked, about one certificate.
func readCRL(raw []byte, c, issuer *x509.Certificate) (word, error) {
	if len(raw) > MaxCRL {
		return word{}, errCRL
	}
	in := cryptobyte.String(raw)
	var all, body, tbs cryptobyte.String
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) || !in.Empty() || !all.ReadASN1Element(&body, cbasn1.SEQUENCE) {
		return word{}, errCRL
	}
	if !bytes.Contains(body[:min(len(body), 4096)], issuer.RawSubject) {
		return word{}, errCRLScope // before hashing megabytes of another's list
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
	if s.hash == 0 {
		return errOldAlgorithm
	}
	if issuer.KeyUsage != 0 && issuer.KeyUsage&x509.KeyUsageCRLSign == 0 {
		return errors.New("the issuer may not sign revocation lists")
	}
	return s.verify(issuer.PublicKey, sum(s.hash, signed), value)
}

func (w *word) readList(tbs cryptobyte.String, c, issuer *x509.Certificate) error {
	var name, lines cryptobyte.String
	if !tbs.SkipOptionalASN1(cbasn1.INTEGER) || !tbs.SkipASN1(cbasn1.SEQUENCE) || !tbs.ReadASN1Element(&name, cbasn1.SEQUENCE) {
		return errCRL
	}
	if !bytes.Equal(name, issuer.RawSubject) {
		return errCRLScope
	}
	if !readTime(&tbs, &w.from) {
		return errCRL
	}
	if (tbs.PeekASN1Tag(cbasn1.UTCTime) || tbs.PeekASN1Tag(cbasn1.GeneralizedTime)) && !readTime(&tbs, &w.until) {
		return errCRL
	}
	if tbs.PeekASN1Tag(cbasn1.SEQUENCE) {
		if !tbs.ReadASN1(&lines, cbasn1.SEQUENCE) {
			return errCRL
		}
		if err := w.findLine(lines, c.SerialNumber); err != nil {
			return err
		}
	}
	var extensions cryptobyte.String
	var has bool
	if !tbs.ReadOptionalASN1(&extensions, &has, context0) {
		return errCRL
	}
	if has {
		return eachExtension(extensions, func(oid asn1.ObjectIdentifier, critical bool, value []byte) error {
			return inScope(oid, critical, value, c)
		})
	}
	return nil
}

// findLine walks the lines for a serial number.
func (w *word) findLine(lines cryptobyte.String, serial *big.Int) error {
	var b cryptobyte.Builder
	b.AddASN1BigInt(serial)
	wanted := b.BytesOrPanic()
	for !lines.Empty() {
		var line cryptobyte.String
		if !lines.ReadASN1(&line, cbasn1.SEQUENCE) {
			return errCRL
		}
		if !bytes.HasPrefix(line, wanted) {
			continue
		}
		w.state = revoked
		if !line.SkipASN1(cbasn1.INTEGER) || !readTime(&line, &w.at) {
			return errCRL
		}
		if line.Empty() {
			return nil
		}
		return eachExtension(line, func(oid asn1.ObjectIdentifier, _ bool, value []byte) error {
			s := cryptobyte.String(value)
			if oid.Equal(oidReason) && !s.ReadASN1Enum(&w.reason) {
				return errCRL
			}
			return nil
		})
	}
	return nil
}

// inScope refuses lists that do not tell everything about a certificate: a part
// of another address, a mere difference, or another's lines.
func inScope(oid asn1.ObjectIdentifier, critical bool, value []byte, c *x509.Certificate) error {
	switch {
	case oid.Equal(oidDelta):
		return errCRLScope
	case oid.Equal(oidIssuingSpot):
		return spotFits(value, c)
	case critical && !oid.Equal(oidNumber) && !oid.Equal(oidAuthorityID):
		return errCRLScope
	}
	return nil
}

// spotFits reads IssuingDistributionPoint.
func spotFits(value []byte, c *x509.Certificate) error {
	in := cryptobyte.String(value)
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
		const pointName, users, authorities = 0, 1, 2
		switch byte(tag) & 0x1f {
		case pointName:
			named := false
			for _, url := range c.CRLDistributionPoints {
				named = named || bytes.Contains(part, []byte(url))
			}
			if !named {
				return errCRLScope
			}
		case users:
			if c.IsCA {
				return errCRLScope
			}
		case authorities:
			if !c.IsCA {
				return errCRLScope
			}
		default: // some reasons only, indirect, attributes
			return errCRLScope
		}
	}
	return nil
}

// eachExtension visits the Extensions that stand in b.
func eachExtension(b cryptobyte.String, visit func(asn1.ObjectIdentifier, bool, []byte) error) error {
	var all cryptobyte.String
	if !b.ReadASN1(&all, cbasn1.SEQUENCE) {
		return errCRL
	}
	for !all.Empty() {
		var one, value cryptobyte.String
		var oid asn1.ObjectIdentifier
		var critical bool
		if !all.ReadASN1(&one, cbasn1.SEQUENCE) || !one.ReadASN1ObjectIdentifier(&oid) ||
			!one.ReadOptionalASN1Boolean(&critical, cbasn1.BOOLEAN, false) || !one.ReadASN1(&value, cbasn1.OCTET_STRING) {
			return errCRL
		}
		if err := visit(oid, critical, value); err != nil {
			return err
		}
	}
	return nil
}

// readTime reads either of the two times of RFC 5280.
func readTime(s *cryptobyte.String, t *time.Time) bool {
	if s.PeekASN1Tag(cbasn1.UTCTime) {
		return s.ReadASN1UTCTime(t)
	}
	return s.ReadASN1GeneralizedTime(t)
}
