package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	pkcs12 "software.sslmate.com/src/go-pkcs12"

	"tram/local/pdf"
	"tram/local/sign"
)

// issuer is a root that a test makes, and a key that it vouches for.
type issuer struct {
	root     string // PEM file
	file     string // PKCS #12
	password string
	key      sign.Key
}

func newIssuer(t *testing.T) issuer {
	t.Helper()
	return issuerFor(t, "Trần Thị Ví Dụ")
}

// issuerFor vouches for a key of whoever is named, and calls its root so, too.
func issuerFor(t *testing.T, name string) issuer {
	t.Helper()
	now, dir := time.Now(), t.TempDir()
	rootKey, rootDER := certificate(t, &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Gốc thử nghiệm của " + name}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
	}, nil, nil)
	root, err := x509.ParseCertificate(rootDER)
	if err != nil {
		t.Fatal(err)
	}
	key, der := certificate(t, &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name, Organization: []string{officeName}},
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
	}, root, rootKey)
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	p12, err := pkcs12.Modern.Encode(key, leaf, []*x509.Certificate{root}, "mật khẩu")
	if err != nil {
		t.Fatal(err)
	}
	a := issuer{root: filepath.Join(dir, "gốc.pem"), file: filepath.Join(dir, "khóa.p12"), password: "mật khẩu"}
	if err := os.WriteFile(a.file, p12, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(a.root, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rootDER}), 0o600); err != nil {
		t.Fatal(err)
	}
	if a.key, err = sign.OpenFile(context.Background(), a.file, []byte(a.password)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.key.Close() })
	return a
}

func certificate(t *testing.T, c, above *x509.Certificate, by *ecdsa.PrivateKey) (*ecdsa.PrivateKey, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if above == nil {
		above, by = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, above, key.Public(), by)
	if err != nil {
		t.Fatal(err)
	}
	return key, der
}

// signed appends a signature to a file and returns the name of the new one.
func (a issuer) signed(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	added, err := sign.SignPDF(context.Background(), bytes.NewReader(b), int64(len(b)), pdf.Field{At: time.Now()}, a.key, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "đã ký.pdf")
	if err := os.WriteFile(out, append(b, added...), 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestASignedFileIsJudgedByTheAuthoritiesThatTheOfficeTrusts is Luật GDĐT Điều
// 22.3d on a document of another office.
func TestASignedFileIsJudgedByTheAuthoritiesThatTheOfficeTrusts(t *testing.T) {
	a, files := newIssuer(t), scans(t)
	elsewhere := newDesk(t)
	theirs := a.signed(t, elsewhere.exported(convertAll(elsewhere, files[:1])["id"].(string)))
	if said := tool(t, "pdfsig", "-nocert", theirs); !strings.Contains(said, "Signature is Valid") || !strings.Contains(said, "Total document signed") {
		t.Fatalf("pdfsig says %s", said)
	}
	d := newDesk(t)
	judged := func(file string, want int) map[string]any {
		out, messages, code := d.do("verify", file)
		if code != want {
			t.Fatalf("exit %d\n%s%s", code, out, messages)
		}
		return decoded(t, out)
	}
	before := judged(theirs, well)
	if before["proof"] != "stranger" || before["verdict"] != "reservation" {
		t.Errorf("an unknown authority: %v", before["signatures"])
	}
	roots := d.must("trust", "add", a.root)["roots"].([]any)
	if len(roots) != 1 || len(d.must("trust", "list")["roots"].([]any)) != 1 {
		t.Fatalf("roots %v", roots)
	}
	after := judged(theirs, well)
	one := after["signatures"].([]any)[0].(map[string]any)
	if one["signer"] != "Trần Thị Ví Dụ" || one["organisation"] != officeName || one["covers_file"] != true || after["verdict"] == "invalid" {
		t.Errorf("judged as %v", after)
	}
	const doubt = "chưa có trong danh sách tin cậy"
	if was, is := fmt.Sprint(before["signatures"]), fmt.Sprint(after); !strings.Contains(was, doubt) || strings.Contains(is, doubt) {
		t.Errorf("trusting the root took no doubt away: %v, then %v", was, is)
	}
	flip(t, theirs, 0.4)
	if spoiled := judged(theirs, refused); spoiled["verdict"] != "invalid" {
		t.Errorf("a flipped byte: %v", spoiled)
	}
	d.must("trust", "remove", roots[0].(map[string]any)["id"].(string))
	if left := d.must("trust", "list")["roots"].([]any); len(left) != 0 {
		t.Errorf("still trusted: %v", left)
	}
	if proof := d.must("verify", "--journal"); proof["proof"] != "proven" {
		t.Errorf("journal: %v", proof)
	}
}

// TestOurFileSignedAfterExportIsToldFromAChangedOne: nothing of it is gone, and
// what was added is a signature.
func TestOurFileSignedAfterExportIsToldFromAChangedOne(t *testing.T) {
	a, d := newIssuer(t), newDesk(t)
	made := convertAll(d, scans(t)[:1])
	out, _, code := d.do("verify", a.signed(t, d.exported(made["id"].(string))))
	proof := decoded(t, out)
	if code != refused || proof["proof"] != "changed" || proof["code"] != made["code"] || !strings.Contains(out, "nằm nguyên ở đầu tệp") {
		t.Errorf("exit %d, %s", code, out)
	}
	if proof["signatures"] == nil {
		t.Error("the signature is not told")
	}
}

// TestAFileOfTooManySignaturesIsUncheckedAndNotForged: nothing of it was looked at.
func TestAFileOfTooManySignaturesIsUncheckedAndNotForged(t *testing.T) {
	const many = 130
	var file, fields strings.Builder
	var at []int
	object := func(body string) {
		at = append(at, file.Len())
		fmt.Fprintf(&file, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	for i := range many {
		fmt.Fprintf(&fields, "%d 0 R ", 4+i)
	}
	file.WriteString("%PDF-1.7\n")
	object("<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [" + fields.String() + "] >> >>")
	object("<< /Type /Pages /Count 1 /Kids [3 0 R] >>")
	object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
	for i := range many {
		object(fmt.Sprintf("<< /FT /Sig /T (Ky %d) /V << /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >> >>", i))
	}
	start := file.Len()
	fmt.Fprintf(&file, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&file, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&file, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	out, _, code := newDesk(t).do("verify", "--offline", lay(t, "nhiều.pdf", []byte(file.String())))
	if proof := decoded(t, out); code != unvouched || len(proof["signatures"].([]any)) > 0 || !strings.Contains(out, "có 130 chữ ký") || !strings.Contains(out, "chưa kiểm tra được") {
		t.Errorf("exit %d, %s", code, out)
	}
}

// TestASignatureThatCannotBeReadIsNotPassedOver: a locked file may carry one.
func TestASignatureThatCannotBeReadIsNotPassedOver(t *testing.T) {
	a, elsewhere := newIssuer(t), newDesk(t)
	file := elsewhere.exported(convertAll(elsewhere, scans(t)[:1])["id"].(string))
	locked := filepath.Join(t.TempDir(), "khóa.pdf")
	tool(t, "qpdf", "--encrypt", "mật khẩu", "chủ", "256", "--", a.signed(t, file), locked)
	out, messages, code := newDesk(t).do("verify", locked)
	if code != unvouched || len(decoded(t, out)["signatures"].([]any)) > 0 || !strings.Contains(out, "Đọc chữ ký của tệp") {
		t.Errorf("exit %d\n%s%s", code, out, messages)
	}
}

func TestOnlyAnAuthorityIsTrusted(t *testing.T) {
	d := newDesk(t)
	for _, file := range scans(t)[:1] {
		if name := d.refuses("trust", "add", file); !strings.HasPrefix(name, "sign.") {
			t.Errorf("a page as a root: %s", name)
		}
	}
	if name := d.refuses("trust", "remove", "không có"); name != "station.no-such-root" {
		t.Errorf("removed as %s", name)
	}
	if _, _, code := d.do("trust", "lisst"); code != usage {
		t.Errorf("mistyped: exit %d", code)
	}
}

func decoded(t *testing.T, out string) map[string]any {
	t.Helper()
	var answer map[string]any
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatalf("%v in %q", err, out)
	}
	return answer
}
