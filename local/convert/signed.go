package convert

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tram/local/office"
	"tram/local/pdf"
)

// withSignatures adds to a proof what is found out about the digital signatures
// of the file (Luật GDĐT Điều 22.3): a line a signature beside the other checks,
// and the whole report for machines. They do not change whether the file is one
// of ours.
func (d *Desk) withSignatures(ctx context.Context, proof office.Proof, r io.ReaderAt, size int64) (office.Proof, error) {
	if d.Signatures == nil || !isPDF(r, size) {
		proof.Unchecked = !isPDF(r, size) && mayBeSigned(r, size)
		return proof, nil
	}
	report, err := d.Signatures(ctx, r, size)
	if told, is := office.FailureIn(err); is {
		// Whether there are signatures could not be found out: that is told, and
		// takes nothing from the answer to whose file it is.
		k := office.Condition{Point: office.PointSigned, Asks: "Đọc chữ ký của tệp", Met: office.IsOwed, Evidence: told.Said, Next: told.Next}
		proof.Checks = append(proof.Checks, k)
		return unlooked(ctx, proof, r, size, told, errors.Is(err, pdf.Unverifiable))
	}
	if err == nil && proof.Verdict == office.Stranger {
		proof.Said = whoseSaid(report, proof.Said)
	}
	return reported(proof, report), err
}

// unlooked tells of a stranger's file whose signatures could not be looked at: a
// broken file that speaks of one is not to be relied on.
func unlooked(ctx context.Context, proof office.Proof, r io.ReaderAt, size int64, told office.Failure, broken bool) (office.Proof, error) {
	if proof.Verdict != office.Stranger {
		return proof, nil
	}
	proof.Said = "Tệp này không phải do trạm này tạo ra. " + told.Said + " " + told.Next
	signed, err := pdf.MentionsSignature(ctx, r, size)
	if err != nil {
		return proof, err
	}
	if proof.Unchecked = !broken || !signed; !proof.Unchecked {
		proof.Signatures = &office.SignatureReport{Verdict: office.SignatureInvalid, Said: told.Said, Signatures: []office.SignatureFinding{}}
	}
	return proof, nil
}

// whoseSaid tells of a stranger's file whether anybody signed it.
func whoseSaid(report *office.SignatureReport, said string) string {
	if report != nil {
		return "Tệp này do nơi khác tạo ra. Chữ ký số trong tệp cho biết ai đã ký."
	}
	return "Tệp này không có chữ ký số. " + said
}

// signedKinds are the beginnings of files that may be signed in a way of their
// own: documents of office suites, XML, CMS.
var signedKinds = []string{"PK\x03\x04", "\xd0\xcf\x11\xe0", "<?xml", "\xef\xbb\xbf<?xml", "\x30\x82", "\x30\x83", "\x30\x80"}

// mayBeSigned tells whether a file that is no PDF may bear a signature.
func mayBeSigned(r io.ReaderAt, size int64) bool {
	head := headOf(r, size)
	return slices.ContainsFunc(signedKinds, func(kind string) bool { return bytes.HasPrefix(head, []byte(kind)) })
}

// reported adds a report on signatures to a proof: a line a signature beside the
// other checks, and the whole of it for machines. nil adds nothing.
func reported(proof office.Proof, report *office.SignatureReport) office.Proof {
	if report == nil {
		return proof
	}
	proof.Signatures = report
	for _, s := range report.Signatures {
		proof.Checks = append(proof.Checks, signatureCheck(s))
	}
	return proof
}

var signatureMet = map[office.SignatureVerdict]office.Met{
	office.SignatureValid: office.IsMet, office.SignatureReserved: office.IsOwed, office.SignatureInvalid: office.IsMissed,
}

// signatureCheck tells of one signature in a line: who, when, and what speaks
// for or against it.
func signatureCheck(s office.SignatureFinding) office.Condition {
	k := office.Condition{Point: s.Kind(), Asks: strings.Join(said(s.Signer, s.Organisation), ", "), Met: signatureMet[s.Verdict]}
	told := []string{s.Verdict.Name()}
	if !s.At.IsZero() {
		told = append(told, fmt.Sprintf("ký lúc %s (%s)", s.At.In(office.VietNam).Format("15:04 ngày 02/01/2006"), s.AtFrom.Name()))
	}
	told = append(told, "do "+s.Issuer+" cấp chứng thư")
	k.Evidence = strings.Join(told, ", ") + "."
	for _, reason := range append(append([]string{}, s.Reasons...), s.Since...) {
		k.Evidence += " " + reason
	}
	return k
}

func said(parts ...string) (all []string) {
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return all
}

// startsAsOurs tells that a changed file begins with the very bytes that the
// vault holds, so that nothing was taken away and something was added: a
// signature made after export does that.
func startsAsOurs(ctx context.Context, c office.Conversion, r io.ReaderAt, size int64) (office.Condition, bool) {
	k := office.Condition{Point: "Tệp", Asks: "Bản của trạm nằm nguyên ở đầu tệp"}
	if c.PDFSize == 0 || size <= c.PDFSize {
		return k, false
	}
	digest, err := digestOf(ctx, r, c.PDFSize)
	if err != nil || digest != c.PDF {
		return k, false
	}
	return k.Meet("Giống từng byte; sau đó được thêm %d byte, có thể là chữ ký số, có thể là sửa đổi.", size-c.PDFSize), true
}
