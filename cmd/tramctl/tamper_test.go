package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/vault"
)

// verdict proves a file and returns what was said of it. Its exit code must
// say the same.
func (d desk) verdict(file string) (verdict, code string) {
	d.t.Helper()
	out, messages, exit := d.do("verify", file)
	var proof struct{ Verdict, Proof, Said, Code string }
	if err := json.Unmarshal([]byte(out), &proof); err != nil || messages != "" || proof.Said == "" ||
		(exit == well) != (proof.Proof == "proven") || (exit == well) != (proof.Verdict == "valid") {
		d.t.Fatalf("exit %d, printed %q, told %q (%v)", exit, out, messages, err)
	}
	return proof.Proof, proof.Code
}

func TestNoChangedByteIsEverProven(t *testing.T) {
	d := newDesk(t)
	made := convertAll(d, scans(t)[:1])
	pdf := read(t, d.exported(made["id"].(string)))
	places := []int{0, 5, 9, len(pdf) - 1, len(pdf) - 7, len(pdf) - 30}
	for at := len(pdf) - 600; at < len(pdf); at += 9 {
		places = append(places, at)
	}
	random := rand.New(rand.NewPCG(137, 2024))
	for range 150 {
		places = append(places, random.IntN(len(pdf)))
	}
	for _, at := range places {
		changed := bytes.Clone(pdf)
		changed[at] ^= 1 << random.IntN(8)
		if verdict, code := d.verdict(lay(t, "x.pdf", changed)); verdict != "changed" || code != made["code"] {
			t.Errorf("byte %d of %d: %s %s", at, len(pdf), verdict, code)
		}
	}
	for what, changed := range map[string][]byte{
		"a byte more": append(bytes.Clone(pdf), '\n'), "a byte less": pdf[:len(pdf)-1], "twice": append(bytes.Clone(pdf), pdf...),
		"moved": append([]byte("x"), pdf...), "without its trailer": pdf[:len(pdf)-200],
	} {
		if verdict, _ := d.verdict(lay(t, "x.pdf", changed)); verdict != "changed" {
			t.Errorf("%s: %s", what, verdict)
		}
	}
}

func TestAFileThatAnotherProgramSavedAnewIsChanged(t *testing.T) {
	d := newDesk(t)
	made := convertAll(d, scans(t)[:2])
	pdf, dir := d.exported(made["id"].(string)), t.TempDir()
	for name, command := range map[string][]string{
		"qpdf":       {"qpdf", pdf, filepath.Join(dir, "qpdf.pdf")},
		"linearised": {"qpdf", "--linearize", pdf, filepath.Join(dir, "linearised.pdf")},
		"encrypted":  {"qpdf", "--encrypt", "", "x", "256", "--", pdf, filepath.Join(dir, "encrypted.pdf")},
		"one page":   {"qpdf", pdf, "--pages", ".", "1", "--", filepath.Join(dir, "one page.pdf")},
		"mutool":     {"mutool", "clean", "-ggg", pdf, filepath.Join(dir, "mutool.pdf")},
	} {
		tool(t, command[0], command[1:]...)
		if verdict, code := d.verdict(filepath.Join(dir, name+".pdf")); verdict != "changed" || code != made["code"] {
			t.Errorf("%s: %s %s", name, verdict, code)
		}
	}
}

func TestWhatIsNotOursIsAStranger(t *testing.T) {
	d := newDesk(t)
	for name, b := range map[string][]byte{"quét.pdf": scannedPDF(t), "rỗng.pdf": nil, "chữ.pdf": []byte("xin chào")} {
		if verdict, _ := d.verdict(lay(t, name, b)); verdict != "stranger" {
			t.Errorf("%s: %s", name, verdict)
		}
	}
}

func TestAnotherRecordsFileIsNeverHandedOut(t *testing.T) {
	d, files := newDesk(t), scans(t)
	a, b := convertAll(d, files[:1]), convertAll(d, files[1:2])
	sealed := func(made map[string]any) string {
		sha := made["sha256"].(string)
		return filepath.Join(d.home, "vault", sha[:2], sha+".age")
	}
	os.Chmod(sealed(a), 0o600)
	if err := os.WriteFile(sealed(a), read(t, sealed(b)), 0o600); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "ra.pdf")
	if name := d.refuses("export", a["id"].(string), "-o", to); name != "station.not-the-records" {
		t.Errorf("refused as %s", name)
	}
	if left, _ := os.ReadDir(filepath.Dir(to)); len(left) > 0 {
		t.Errorf("left %v", left)
	}
	if verdict, _ := d.verdict(a["id"].(string)); verdict != "broken" {
		t.Errorf("proof: %s", verdict)
	}
}

func TestALostDatabaseIsNeverSetUpOver(t *testing.T) {
	d := newDesk(t)
	convertAll(d, scans(t)[:1])
	setup := []string{"setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm", "--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu"}
	empty := func(db string) error { return os.Truncate(db, 0) }
	for i, lose := range []func(string) error{empty, os.Remove} {
		for _, part := range []string{"-wal", "-shm"} {
			os.Remove(filepath.Join(d.home, "office.db"+part))
		}
		if err := lose(filepath.Join(d.home, "office.db")); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{setup, {"list"}, {"verify", "--journal"}} {
			if name := d.refuses(args...); name != "station.records-gone" {
				t.Errorf("loss %d, %s: %s", i+1, args[0], name)
			}
		}
	}
}

// signedPDF is a scanner's PDF that carries a digital signature of a key that
// is made for it.
func signedPDF(t *testing.T) string {
	t.Helper()
	const room = 8192 // bytes of the signature
	jpg := grayJPEG(t)
	hole := "<" + strings.Repeat("0", 2*room) + ">"
	b := pdfFrom([]string{
		"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[7 0 R]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Annots[7 0 R]/Resources<</XObject<</I 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(wholePage), wholePage),
		fmt.Sprintf("<</Type/XObject/Subtype/Image%s/Filter/DCTDecode/Length %d>>stream\n%s\nendstream", grayDict, len(jpg), jpg),
		"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 000000000 000000000 000000000]/Contents" + hole + ">>",
		"<</Type/Annot/Subtype/Widget/FT/Sig/T(ky)/V 6 0 R/P 3 0 R/Rect[0 0 0 0]/F 132>>",
	})
	from := bytes.Index(b, []byte(hole))
	to := from + len(hole)
	copy(b[bytes.Index(b, []byte("[0 000000000")):], fmt.Sprintf("[0 %09d %09d %09d]", from, to, len(b)-to))
	dir := t.TempDir()
	key, cert, text, der := filepath.Join(dir, "k.pem"), filepath.Join(dir, "c.pem"), filepath.Join(dir, "text"), filepath.Join(dir, "der")
	tool(t, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-subj", "/CN=Co quan Mau", "-days", "30")
	if err := os.WriteFile(text, append(bytes.Clone(b[:from]), b[to:]...), 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "openssl", "cms", "-sign", "-binary", "-signer", cert, "-inkey", key, "-in", text, "-outform", "DER", "-out", der)
	hex.Encode(b[from+1:], read(t, der))
	return lay(t, "đã ký.pdf", b)
}

func TestASignedPDFIsStoredUntouched(t *testing.T) {
	file := signedPDF(t)
	if said := tool(t, "pdfsig", "-nocert", file); !strings.Contains(said, "Signature is Valid") {
		t.Fatalf("the sample is not signed: %s", said)
	}
	d := newDesk(t)
	made := d.must("convert", "--type", "QĐ", "--seen", "--secrecy", "thuong", "--pages", "1", file)
	page := made["record"].(map[string]any)["pages"].([]any)[0].(map[string]any)
	if page["signed"] != true {
		t.Errorf("the record does not say that it was signed: %v", page)
	}
	identity, _, err := seal.Keeper{Home: d.home, Keyring: seal.SystemKeyring{}}.Find()
	if err != nil {
		t.Fatal(err)
	}
	v, err := vault.Open(filepath.Join(d.home, "vault"), identity)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := v.Read(office.Digest(page["container"].(string)))
	if err != nil {
		t.Fatal(err)
	}
	defer stored.Close()
	out := lay(t, "từ kho.pdf", nil)
	kept, err := io.ReadAll(stored)
	if err != nil || !bytes.Equal(kept, read(t, file)) {
		t.Fatalf("the stored PDF is another (%v)", err)
	}
	if err := os.WriteFile(out, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	if said := tool(t, "pdfsig", "-nocert", out); !strings.Contains(said, "Signature is Valid") {
		t.Errorf("its signature was lost: %s", said)
	}
}
