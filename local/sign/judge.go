package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"hash"
	"time"

	"tram/local/office"

	"golang.org/x/crypto/cryptobyte"
)

// How a verdict comes about:
//   - Not valid: the content or the signature was changed; the certificate was
//     revoked, or was not in force, when the signature was made; it was
//     self-made; or a rule of the format is broken in a way that tricks use.
//   - Valid with a reservation: all that could be checked holds, but an issuer is
//     not among those that the office trusts, there is no fresh word on
//     revocation, or no proof that the signature is older than the end of the
//     certificate.
//   - Valid: all else.
//
// The time of a signature is believed only from a time stamp. Without one, the
// certificate has to be good now: nothing shows that the signature is older.

// Finding is what a judgement says of one signature.
type Finding = office.SignatureFinding

// Content writes the bytes that are said to be signed.
type Content func(ctx context.Context, h hash.Hash) error

// Bytes is content in memory.
func Bytes(b []byte) Content {
	return func(_ context.Context, h hash.Hash) error {
		h.Write(b)
		return nil
	}
}

// Moment is when a signature is judged, and when it says, or is shown, to be
// from.
type Moment struct {
	Now     time.Time
	Claimed time.Time // what the document says beside the signature; zero: nothing
	Proven  time.Time // a trusted stamp over the whole document says that it was there; zero: none
}

// Judge tells who signed, when, and whether that holds. The error is only of
// reading the content or of ctx: whatever is wrong with the signature is in the
// finding.
func Judge(ctx context.Context, cms []byte, content Content, t Trust, m Moment) (Finding, error) {
	j := newJudgement(ctx, t, m)
	d, err := parseSignedData(cms)
	if err != nil {
		j.reject("%s", saidOfReading(err))
		return j.finding(), ctx.Err()
	}
	if len(d.signers) != 1 {
		j.reject("Dữ liệu chữ ký gộp nhiều người ký hoặc không có người ký nào, trái tiêu chuẩn.")
		return j.finding(), ctx.Err()
	}
	signer := &d.signers[0]
	if d.signer(signer) == nil {
		d.lookAmong(t.Kept.Certificates)
	}
	c, err := d.check(signer, j.digests(content))
	if j.failed != nil {
		return Finding{}, j.failed
	}
	j.describe(c, signer)
	if s, seen := d.stranger(signer); c == nil && seen {
		j.f.Signer, j.f.Organisation, j.f.Issuer, j.f.ValidTo = s.name, s.organisation, s.from, s.until
	}
	if d.encapsulated != nil {
		j.reject("Chữ ký thuộc kiểu cũ, ký vào một bản tóm tắt thay cho văn bản, nên không được chấp nhận.")
	}
	j.weighTail(d.tail)
	switch {
	case errors.Is(err, errAlgorithm) || errors.Is(err, errStranger):
		j.doubt("%s", saidOf(err)) // nobody looked, so nothing speaks against it
	case err != nil:
		j.reject("%s", saidOf(err))
	default:
		if signer.misnumbered(c) {
			j.doubt("Chữ ký ghi nơi cấp hoặc số hiệu khác với chứng thư đã dùng để ký. Hãy hỏi lại nơi gửi, hoặc kiểm tra bằng phần mềm khác.")
		}
		if d.ambiguous(signer, c) {
			j.doubt("Chữ ký khớp với chứng thư của nhiều người mà không ghi rõ là của ai, nên chưa chắc người ký đúng là người có tên. Hãy hỏi lại nơi gửi.")
		}
		j.weigh(d, signer, c)
	}
	return j.finding(), ctx.Err()
}

func (j *judgement) weighTail(tail bool) {
	if tail {
		j.doubt("Sau chữ ký còn dữ liệu lạ trong ô chữ ký; dữ liệu ấy không thuộc chữ ký và không hiện ra trang nào.")
	}
}

// saidOfReading tells why the data of a signature cannot be read.
func saidOfReading(err error) string {
	if errors.Is(err, errTwice) {
		return "Chữ ký ghi hai lần một mục chỉ được ghi một lần, mỗi chương trình có thể đọc một khác."
	}
	return "Dữ liệu chữ ký bị hỏng, không đọc được."
}

// lookAmong looks for the signer's certificate in what the document holds beside
// the signature.
func (d *signedData) lookAmong(kept [][]byte) {
	for _, der := range first(kept, maxCertificates) {
		d.addCertificate(der)
	}
}

// beside is the evidence that a CMS brings along.
func (d *signedData) beside() Evidence { return Evidence{CRLs: d.crls, OCSPs: d.ocsps} }

// JudgeStamp judges a time stamp of a whole document (ETSI.RFC3161). The token
// says itself what it is of.
func JudgeStamp(ctx context.Context, token []byte, content Content, t Trust, m Moment) (Finding, error) {
	j := newJudgement(ctx, t, m)
	j.f.Stamp = true
	s, err := readStamp(token)
	switch {
	case errors.Is(err, errAlgorithm) || errors.Is(err, errStranger):
		j.doubt("Dấu thời gian %s", saidOfStamp(err, false))
		return j.finding(), ctx.Err()
	case s == nil:
		j.reject("Dấu thời gian bị hỏng hoặc bị sửa.")
		return j.finding(), ctx.Err()
	}
	j.describe(s.certificate, nil)
	got, _ := j.digests(content)(s.hash)
	if j.failed != nil {
		return Finding{}, j.failed
	}
	if !bytes.Equal(got, s.imprint) {
		j.reject("%s", saidOf(errChanged))
		return j.finding(), ctx.Err()
	}
	if err != nil {
		j.doubt("Dấu thời gian %s", saidOfStamp(err, true))
		return j.finding(), ctx.Err()
	}
	j.weighTail(s.tail)
	j.f.At, j.f.AtFrom = s.at, office.TimeStamped
	if said := j.doubtsStamp(s); said != "" {
		j.doubt("%s", said)
	} else {
		j.f.CertificateThen = office.CertificateGood
	}
	j.f.CertificateNow = j.validity(s.certificate, j.m.Now, j.f.CertificateThen)
	return j.finding(), ctx.Err()
}

// judgement is one signature on the scales.
type judgement struct {
	ctx    context.Context
	t      Trust
	m      Moment
	f      Finding
	failed error // of reading the content

	against, doubts, notes []string
	shown                  bool // what came with the document shows that the chain was good
}

func newJudgement(ctx context.Context, t Trust, m Moment) *judgement {
	return &judgement{ctx: ctx, t: t, m: m, shown: true, f: Finding{
		AtFrom: office.TimeUnknown, CertificateThen: office.CertificateUnknown, CertificateNow: office.CertificateUnknown,
	}}
}

func (j *judgement) reject(said string, about ...any) {
	j.against = append(j.against, fmt.Sprintf(said, about...))
}
func (j *judgement) doubt(said string, about ...any) {
	j.doubts = append(j.doubts, fmt.Sprintf(said, about...))
}
func (j *judgement) note(said string, about ...any) {
	j.notes = append(j.notes, fmt.Sprintf(said, about...))
}

func (j *judgement) finding() Finding {
	switch {
	case len(j.against) > 0:
		j.f.Verdict = office.SignatureInvalid
	case len(j.doubts) > 0:
		j.f.Verdict = office.SignatureReserved
	default:
		j.f.Verdict = office.SignatureValid
	}
	j.f.Reasons = append(append(j.against, j.doubts...), j.notes...)
	return j.f.WithoutUnheld()
}

// digests keeps apart what is wrong with the signature from what is wrong with
// the disk.
func (j *judgement) digests(content Content) digester {
	return func(h crypto.Hash) ([]byte, error) {
		w := h.New()
		if err := content(j.ctx, w); err != nil {
			j.failed = fmt.Errorf("reading what was signed: %w", err)
			return nil, j.failed
		}
		return w.Sum(nil), nil
	}
}

// describe tells who, as far as the certificate says, and when, as far as
// anyone claims.
func (j *judgement) describe(c *x509.Certificate, i *signerInfo) {
	if i != nil {
		if claimed := i.claimed(); !claimed.IsZero() {
			j.m.Claimed = claimed
		}
	}
	if !j.m.Claimed.IsZero() {
		j.f.At, j.f.AtFrom = j.m.Claimed, office.TimeClaimed
	}
	if c == nil {
		return
	}
	told := Describe(c)
	j.f.Signer, j.f.Organisation, j.f.Issuer, j.f.Serial, j.f.ValidTo = told.Subject, told.Organisation, told.Issuer, told.Serial, told.To
}

// claimed is the signing time among the signed attributes; zero: none.
func (i *signerInfo) claimed() (at time.Time) {
	s := cryptobyte.String(i.signed[oidSigningTime.String()])
	if s.Empty() || !readTime(&s, &at) {
		return time.Time{}
	}
	return at
}

// saidOf tells in the clerk's words what the mathematics says.
func saidOf(err error) string {
	for _, s := range []struct {
		err  error
		said string
	}{
		{errChanged, "Nội dung đã bị thay đổi sau khi ký."},
		{errForged, "Chữ ký không khớp với chứng thư: chữ ký giả hoặc đã bị sửa."},
		{errSalt, "Chữ ký ghi sai thông số của chính nó (độ dài phần muối của PSS), trái tiêu chuẩn: phần mềm khác không nhận."},
		{errMisnamed, "Chứng thư đi kèm không phải chứng thư đã dùng để ký."},
		{errNoCertificate, "Chữ ký không kèm chứng thư của người ký nên không kiểm tra được."},
		{errOldAlgorithm, "Chữ ký dùng thuật toán cũ (SHA-1 hoặc MD5) đã bị phá, không còn giá trị chứng minh."},
		{errAlgorithm, "Chữ ký dùng thuật toán hoặc loại khóa mà phần mềm chưa biết, nên chưa kiểm tra được ai đã ký. Hãy kiểm tra bằng phần mềm khác."},
		{errStranger, "Chứng thư của người ký viết không đúng chuẩn nên phần mềm này không đọc được: chưa kiểm tra được ai đã ký. Hãy kiểm tra bằng phần mềm khác."},
	} {
		if errors.Is(err, s.err) {
			return s.said
		}
	}
	return "Dữ liệu chữ ký thiếu những phần bắt buộc, không coi là hợp lệ."
}
