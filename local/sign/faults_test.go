package sign

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// faultsAt is when the files of testdata/faults were made.
var faultsAt = time.Date(2026, 11, 27, 6, 0, 0, 0, time.UTC)

// faultTrust believes the roots of testdata/faults.
func faultTrust(t *testing.T) (trust Trust) {
	t.Helper()
	for _, name := range []string{"root.pem", "other.pem", "root-j.pem"} {
		roots, err := ReadRoots(read(t, name))
		if err != nil {
			t.Fatal(err)
		}
		trust.Roots = append(trust.Roots, roots...)
	}
	return trust
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "faults", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestFilesThatGotAWrongAnswerGetTheRightOne holds files that strangers made
// against what the law of certificates says of them.
func TestFilesThatGotAWrongAnswerGetTheRightOne(t *testing.T) {
	trust := faultTrust(t)
	for name, want := range map[string]struct {
		verdict office.SignatureVerdict
		reason  string
	}{
		"F00-control":                   {office.SignatureValid, ""},
		"F07b-partitioned-list-revoked": {office.SignatureInvalid, "đã bị thu hồi"},
		"F07c-older-good-answer-and-partitioned-list-revoked": {office.SignatureInvalid, "đã bị thu hồi"},
		"F08-revoked-before-signing-dropped-from-todays-list": {office.SignatureReserved, "sau khi chứng thư hết hạn"},
		"F09a-TSA-revoked-without-a-reason":                   {office.SignatureReserved, "cấp dấu thời gian đã bị thu hồi"},
		"F11a-two-stamp-attributes":                           {office.SignatureValid, ""},
		"F12a-negative-serial-number":                         {office.SignatureReserved, "số âm"},
		"F12b-PrintableString-with-@":                         {office.SignatureReserved, "tên có ký tự"},
		"F13-PSS-with-MGF1-SHA1":                              {office.SignatureValid, ""},
		"F14a-cross-signed-one-way-revoked":                   {office.SignatureValid, ""},
	} {
		b := read(t, name+".pdf")
		r, err := VerifyPDF(context.Background(), bytes.NewReader(b), int64(len(b)), trust, faultsAt)
		if err != nil || len(r.Signatures) != 1 {
			t.Errorf("%s: %v, %d signatures", name, err, len(r.Signatures))
			continue
		}
		reasons := strings.Join(r.Signatures[0].Reasons, "\n")
		if r.Verdict != want.verdict || !strings.Contains(reasons, want.reason) || want.verdict == office.SignatureValid && reasons != "" {
			t.Errorf("%s: %s because of %q", name, r.Verdict, reasons)
		}
		if want.verdict == office.SignatureReserved && strings.Contains(reasons, "giả") {
			t.Errorf("%s is called forged: %q", name, reasons)
		}
	}
}
