package sign

import (
	"context"
	"crypto"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"tram/local/office"
	"tram/local/pdf"
)

// roomBesides is what a signature needs beside its certificates, in bytes: its
// attributes and a time stamp with the certificates of its authority.
const roomBesides = 12 << 10

// SignPDF signs a PDF and returns what is to be appended to it (PAdES B-B, or
// B-T with a Stamper). The original bytes stay as they are, and with an error
// there is nothing to append. f.At is the time of the act: the certificate is
// held against it before the file is touched.
func SignPDF(ctx context.Context, r io.ReaderAt, size int64, f pdf.Field, k Key, tsa Stamper) ([]byte, error) {
	if f.At.IsZero() {
		return nil, errors.New("a signature of a person needs the time of the act")
	}
	if err := Fit(k.Certificate(), k.Chain(), f.At); err != nil {
		return nil, err
	}
	if f.Signer == "" {
		f.Signer = commonName(k.Certificate())
	}
	f.SubFilter = pdf.CAdES
	if f.Reserve == 0 {
		f.Reserve = max(pdf.ReservedBytes, roomFor(k))
	}
	return fill(ctx, r, size, f, func(digest []byte) ([]byte, error) { return CMS(ctx, digest, k, f.At, tsa) })
}

func roomFor(k Key) int {
	room := roomBesides + len(k.Certificate().Raw)
	for _, c := range k.Chain() {
		room += len(c.Raw)
	}
	return room
}

// StampPDF puts a time stamp over a whole PDF, signatures and evidence
// included, and returns what is to be appended.
func StampPDF(ctx context.Context, r io.ReaderAt, size int64, tsa Stamper) ([]byte, error) {
	return fill(ctx, r, size, pdf.Field{SubFilter: pdf.DocumentStamp}, func(digest []byte) ([]byte, error) {
		return tsa.Stamp(ctx, digest, crypto.SHA256)
	})
}

// fill prepares an increment, has its digest signed, and closes it.
func fill(ctx context.Context, r io.ReaderAt, size int64, f pdf.Field, signed func(digest []byte) ([]byte, error)) ([]byte, error) {
	inc, err := pdf.PrepareSignature(ctx, r, size, f)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	if err := inc.Digest(ctx, r, size, h); err != nil {
		return nil, fmt.Errorf("hashing what is to be signed: %w", err)
	}
	value, err := signed(h.Sum(nil))
	if err != nil {
		return nil, err
	}
	if err := inc.Fill(value); err != nil {
		return nil, fmt.Errorf("putting the signature into its place: %w", err)
	}
	return inc.Bytes, nil
}

// VerifyPDF judges every signature of a PDF, ours or not, and sums them up in
// one verdict (Luật GDĐT Điều 22.3d: every change after signing is found). A
// file without any is NothingSigned.
func VerifyPDF(ctx context.Context, r io.ReaderAt, size int64, t Trust, now time.Time) (office.SignatureReport, error) {
	found, err := pdf.Signatures(ctx, r, size)
	if err != nil {
		return office.SignatureReport{}, err
	}
	if len(found) == 0 {
		return office.SignatureReport{}, NothingSigned
	}
	t, err = t.withEvidence(ctx, r, size)
	if err != nil {
		return office.SignatureReport{}, err
	}
	stamps, err := documentStamps(ctx, r, found, t, now)
	if err != nil {
		return office.SignatureReport{}, err
	}
	report := office.SignatureReport{Verdict: office.SignatureValid}
	for n, s := range found {
		finding, isStamp := stamps[n]
		if !isStamp {
			if finding, err = judgeIn(ctx, r, s, t, Moment{Now: now, Claimed: s.At, Proven: provenBy(found, stamps, s)}); err != nil {
				return office.SignatureReport{}, err
			}
		}
		report.Signatures = append(report.Signatures, finding)
		report.Verdict = report.Verdict.Worse(finding.Verdict)
	}
	report.Said = sentence(report)
	return report, nil
}

// withEvidence adds what the file brings along.
func (t Trust) withEvidence(ctx context.Context, r io.ReaderAt, size int64) (Trust, error) {
	e, err := pdf.Evidences(ctx, r, size)
	if err != nil {
		return t, err
	}
	t.Kept = t.Kept.and(Evidence{Certificates: e.Certs, CRLs: e.CRLs, OCSPs: e.OCSPs})
	return t, nil
}

// documentStamps judges the time stamps over whole states of the file, the
// latest first: one may vouch for the one before.
func documentStamps(ctx context.Context, r io.ReaderAt, found []pdf.Signature, t Trust, now time.Time) (map[int]Finding, error) {
	judged := map[int]Finding{}
	for {
		latest := -1
		for n, s := range found {
			if _, done := judged[n]; s.SubFilter == pdf.DocumentStamp && !done && (latest < 0 || s.Revision > found[latest].Revision) {
				latest = n
			}
		}
		if latest < 0 {
			return judged, nil
		}
		m := Moment{Now: now, Proven: provenBy(found, judged, found[latest])}
		f, err := judgeIn(ctx, r, found[latest], t, m)
		if err != nil {
			return nil, err
		}
		judged[latest] = f
	}
}

// provenBy is the earliest valid stamp over a state of the file that has s.
func provenBy(found []pdf.Signature, stamps map[int]Finding, s pdf.Signature) (proven time.Time) {
	for n, f := range stamps {
		if f.Verdict == office.SignatureValid && found[n].Revision > s.Revision && (proven.IsZero() || f.At.Before(proven)) {
			proven = f.At
		}
	}
	return proven
}

// judgeIn judges a signature in its file: what it covers, what came after, and
// then itself.
func judgeIn(ctx context.Context, r io.ReaderAt, s pdf.Signature, t Trust, m Moment) (Finding, error) {
	judge := Judge
	switch {
	case len(s.CMS) == 0 && len(s.Faults) > 0:
		judge = nobodyLooked
	case s.SubFilter == pdf.DocumentStamp:
		judge = JudgeStamp
	}
	f, err := judge(ctx, s.CMS, func(ctx context.Context, h hash.Hash) error { return s.Digest(ctx, r, h) }, t, m)
	if err != nil && (len(s.Faults) == 0 || ctx.Err() != nil) {
		return Finding{}, err
	}
	f.Field, f.CoversFile, f.Stamp = s.Field, s.CoversFile, s.SubFilter == pdf.DocumentStamp
	if f.Level != "" && s.SubFilter != pdf.CAdES {
		f.Level = office.LevelPlain
	}
	if f.Verdict == "" {
		f = Finding{Field: s.Field, Stamp: f.Stamp, Verdict: office.SignatureInvalid, Signer: s.Signer, AtFrom: office.TimeUnknown,
			CertificateThen: office.CertificateUnknown, CertificateNow: office.CertificateUnknown}
	}
	var faults, changes []string
	for _, fault := range s.Faults {
		faults = append(faults, fault.Said)
		f.Verdict = office.SignatureInvalid
	}
	if !s.CoversRevision && len(faults) == 0 {
		faults = append(faults, pdf.NoWholeState.Said)
		f.Verdict = office.SignatureInvalid
	}
	for _, change := range gathered(s.Since) {
		f.Since = append(f.Since, change.Said)
		weight := weightOf(change.Kind)
		f.Verdict = f.Verdict.Worse(weight)
		if weight == office.SignatureInvalid {
			faults = append(faults, change.Said)
		} else if weight == office.SignatureReserved {
			changes = append(changes, change.Said)
		}
	}
	f.Reasons = append(append(faults, f.Reasons...), changes...)
	return f.WithoutUnheld(), nil
}

// nobodyLooked is for what was found to be no signature before anybody looked into
// one.
func nobodyLooked(ctx context.Context, _ []byte, _ Content, t Trust, m Moment) (Finding, error) {
	return newJudgement(ctx, t, m).finding(), ctx.Err()
}

// weightOf says what a later change does to a verdict. What the reader of a page
// may see changed by others, though allowed, is told.
func weightOf(k pdf.ChangeKind) office.SignatureVerdict {
	switch k {
	case pdf.AnotherSignature, pdf.EvidenceAdded, pdf.Redated, pdf.Described:
		return office.SignatureValid
	case pdf.FormFilled, pdf.Annotated, pdf.FieldAdded, pdf.Titled, pdf.StampShows, pdf.SignShows, pdf.Structured, pdf.Coloured, pdf.SmallCover, pdf.Stray, pdf.Unsettled, pdf.Rerooted, pdf.Overlaid,
		pdf.OddLook, pdf.Beside, pdf.SealOver, pdf.FilledOver:
		return office.SignatureReserved
	}
	return office.SignatureInvalid
}

// sentence sums a report up.
func sentence(r office.SignatureReport) string {
	people := 0
	for _, f := range r.Signatures {
		if !f.Stamp {
			people++
		}
	}
	switch r.Verdict {
	case office.SignatureValid:
		if people == 1 {
			return "Chữ ký hợp lệ, văn bản không bị thay đổi sau khi ký."
		}
		return fmt.Sprintf("Cả %d chữ ký đều hợp lệ, văn bản không bị thay đổi sau khi ký.", people)
	case office.SignatureReserved:
		return "Chưa thấy gì sai, nhưng có điều chưa kiểm tra được hoặc cần lưu ý: xem lý do ở từng chữ ký."
	}
	return "Có chữ ký không hợp lệ: không dùng văn bản này làm căn cứ trước khi hỏi lại nơi gửi."
}
