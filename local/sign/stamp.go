package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Stamper obtains time stamps (dấu thời gian) from an authority of RFC 3161. A
// token that it returns was checked by StampRequest.Read. No token and no error
// leave a signature without a stamp.
type Stamper interface {
	Stamp(ctx context.Context, imprint []byte, hash crypto.Hash) (token []byte, err error)
}

// StampRequest is one question to a time-stamp authority.
type StampRequest struct {
	DER []byte // as it is sent

	imprint []byte
	hash    crypto.Hash
	nonce   *big.Int
}

// MaxStampReply is more than any answer of a time-stamp authority has, in bytes.
const MaxStampReply = 256 << 10

// maxStampSkew is how far an authority's clock may be from ours. What is
// further off is not to be had in good faith: one of the two clocks is wrong.
const maxStampSkew = time.Hour

const nonceBytes = 16

// NewStampRequest asks for a stamp with a certificate in it and a number that
// no earlier answer can have.
func NewStampRequest(imprint []byte, hash crypto.Hash) (*StampRequest, error) {
	oid, known := nameOfHash(hash)
	if !known || len(imprint) != hash.Size() {
		return nil, fmt.Errorf("an imprint of %d bytes by %v", len(imprint), hash)
	}
	random := make([]byte, nonceBytes)
	rand.Read(random)
	q := &StampRequest{imprint: imprint, hash: hash, nonce: new(big.Int).SetBytes(random)}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			addAlgorithm(b, oid, true)
			b.AddASN1OctetString(imprint)
		})
		b.AddASN1BigInt(q.nonce)
		b.AddASN1Boolean(true)
	})
	var err error
	q.DER, err = b.Bytes()
	return q, err
}

// Read takes the token out of an answer, and refuses one that is for something
// else, old, unsigned, by somebody who may not stamp, or of another time than
// now.
func (q *StampRequest) Read(reply []byte, now time.Time) (token []byte, err error) {
	token, err = tokenIn(reply)
	if err != nil {
		return nil, StampRefused.Because(err)
	}
	s, err := readStamp(token)
	if err != nil {
		return nil, StampFalse.Because(err)
	}
	switch {
	case s.hash != q.hash || !bytes.Equal(s.imprint, q.imprint):
		return nil, StampFalse.Because(errors.New("the token is of something else"))
	case s.nonce == nil || s.nonce.Cmp(q.nonce) != 0:
		return nil, StampFalse.Because(errors.New("the token has another nonce"))
	case s.at.Sub(now).Abs() > maxStampSkew:
		return nil, StampClock.About(moment(s.at), moment(now))
	}
	return token, nil
}

// tokenIn reads TimeStampResp.
func tokenIn(reply []byte) ([]byte, error) {
	if len(reply) > MaxStampReply {
		return nil, fmt.Errorf("an answer of %d bytes", len(reply))
	}
	s := cryptobyte.String(reply)
	var all, status cryptobyte.String
	var granted int
	if !s.ReadASN1(&all, cbasn1.SEQUENCE) || !all.ReadASN1(&status, cbasn1.SEQUENCE) || !status.ReadASN1Integer(&granted) {
		return nil, errors.New("not an answer of a time-stamp authority")
	}
	const withChanges = 1 // PKIStatus grantedWithMods; 0 is granted
	if granted < 0 || granted > withChanges {
		return nil, fmt.Errorf("the authority answers with status %d", granted)
	}
	if all.Empty() {
		return nil, errors.New("the answer has no token")
	}
	return bytes.Clone(all), nil
}

// stamp is a token whose own signature holds. Whether its authority is to be
// trusted is another question.
type stamp struct {
	hash        crypto.Hash
	imprint     []byte
	nonce       *big.Int // nil: none
	at          time.Time
	certificate *x509.Certificate
	others      []*x509.Certificate
	beside      Evidence // that the token brings along
	tail        bool     // something stands behind it that is none of it
}

// What speaks against a token that can be read.
var (
	errNotForStamps = errors.New("the token is signed with a certificate that is not for time stamps")
	errUnnamed      = errors.New("the token does not name its certificate")
)

// readStamp reads a token and checks its signature. With errOldAlgorithm,
// errNotForStamps and errUnnamed comes what it says, which nothing shows.
func readStamp(token []byte) (*stamp, error) {
	d, err := parseSignedData(token)
	if err != nil {
		return nil, err
	}
	if !d.content.Equal(oidStampContent) || d.encapsulated == nil || len(d.signers) != 1 {
		return nil, errors.New("not a time-stamp token")
	}
	s, err := readStampContent(d.encapsulated)
	if err != nil {
		return nil, err
	}
	s.certificate, err = d.check(&d.signers[0], contentOf(d.encapsulated))
	s.others, s.beside, s.tail = d.certificates, d.beside(), d.tail
	switch {
	case errors.Is(err, errOldAlgorithm):
		return s, err
	case err != nil:
		return nil, err
	case s.hash == crypto.SHA1:
		return s, errOldAlgorithm
	case !d.signers[0].named:
		return s, errUnnamed
	case !onlyForStamps(s.certificate):
		return s, errNotForStamps
	}
	return s, nil
}

// saidOfStamp tells why a token that lies beside a signature, or over a file, counts for nothing; empty: it
// is as it must be, and only its authority is still to be looked at.
func saidOfStamp(err error, fits bool) string {
	switch {
	case errors.Is(err, errAlgorithm) || errors.Is(err, errStranger):
		return "dùng thuật toán hoặc chứng thư mà phần mềm này chưa đọc được, nên không được tính."
	case !fits:
		return "bị hỏng hoặc của một chữ ký khác, nên không được tính."
	case errors.Is(err, errOldAlgorithm):
		return "dùng thuật toán cũ (SHA-1 hoặc MD5) đã bị phá, nên không được tính."
	case errors.Is(err, errNotForStamps):
		return "được ký bằng chứng thư không dành riêng cho cấp dấu thời gian, nên không được tính."
	case errors.Is(err, errUnnamed):
		return "không ghi rõ đã ký bằng chứng thư nào, nên không được tính."
	}
	return ""
}

// onlyForStamps tells whether a certificate is for time stamps and for nothing
// else (RFC 3161, 2.3): who signs documents must not date them.
func onlyForStamps(c *x509.Certificate) bool {
	return len(c.ExtKeyUsage) == 1 && c.ExtKeyUsage[0] == x509.ExtKeyUsageTimeStamping && len(c.UnknownExtKeyUsage) == 0 &&
		(c.KeyUsage == 0 || c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) != 0)
}

// readStampContent reads TSTInfo.
func readStampContent(b []byte) (*stamp, error) {
	malformed := errors.New("malformed contents of a time-stamp token")
	in := cryptobyte.String(b)
	var info, imprint, generalised cryptobyte.String
	var version int
	s := &stamp{}
	if !in.ReadASN1(&info, cbasn1.SEQUENCE) || !in.Empty() || !info.ReadASN1Integer(&version) || version != 1 ||
		!info.SkipASN1(cbasn1.OBJECT_IDENTIFIER) || !info.ReadASN1(&imprint, cbasn1.SEQUENCE) {
		return nil, malformed
	}
	s.hash = readHash(&imprint)
	if !imprint.ReadASN1Bytes(&s.imprint, cbasn1.OCTET_STRING) {
		return nil, malformed
	}
	if s.hash == 0 {
		return nil, fmt.Errorf("%w: of the imprint", errAlgorithm)
	}
	if !info.SkipASN1(cbasn1.INTEGER) || !info.ReadASN1(&generalised, cbasn1.GeneralizedTime) ||
		!info.SkipOptionalASN1(cbasn1.SEQUENCE) || !info.SkipOptionalASN1(cbasn1.BOOLEAN) {
		return nil, malformed
	}
	var err error
	if s.at, err = time.Parse("20060102150405.999999999Z07:00", string(generalised)); err != nil {
		return nil, malformed
	}
	if info.PeekASN1Tag(cbasn1.INTEGER) {
		s.nonce = new(big.Int)
		if !info.ReadASN1Integer(s.nonce) {
			return nil, malformed
		}
	}
	return s, nil
}
