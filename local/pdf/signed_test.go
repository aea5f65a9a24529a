package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// signer is a key with a certificate that openssl made.
type signer struct{ key, certificate string }

// signerDir outlives the tests that share the key: making one takes a while.
var signerDir, _ = os.MkdirTemp("", "tram-pdf-signer")

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(signerDir)
	os.Exit(code)
}

var makeSigner = sync.OnceValue(func() error {
	out, err := exec.Command("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
		"-keyout", filepath.Join(signerDir, "key.pem"), "-out", filepath.Join(signerDir, "cert.pem"), "-days", "30", "-utf8",
		"-subj", "/CN=Nguyễn Văn Mẫu/O=Ủy ban nhân dân xã Mẫu Sơn", "-addext", "keyUsage=critical,digitalSignature,nonRepudiation").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
})

func theSigner(t testing.TB) signer {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Fatal("openssl is needed here: apt-get install openssl")
	}
	if err := makeSigner(); err != nil {
		t.Fatal(err)
	}
	return signer{filepath.Join(signerDir, "key.pem"), filepath.Join(signerDir, "cert.pem")}
}

// signed appends a signature to a PDF.
func signed(t testing.TB, file []byte, f Field) []byte {
	t.Helper()
	inc, err := PrepareSignature(context.Background(), bytes.NewReader(file), int64(len(file)), f)
	if err != nil {
		t.Fatalf("preparing: %v", err)
	}
	return closed(t, file, inc)
}

// closed fills the hole of an increment with a real signature.
func closed(t testing.TB, file []byte, inc *Increment) []byte {
	t.Helper()
	covered := bytes.Join([][]byte{file, inc.Bytes[:inc.Hole.Offset-1], inc.Bytes[inc.Hole.Offset+inc.Hole.Length+1:]}, nil)
	h := sha256.New()
	if err := inc.Digest(context.Background(), bytes.NewReader(file), int64(len(file)), h); err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(covered); !bytes.Equal(h.Sum(nil), sum[:]) {
		t.Fatal("the digest is not of everything but the hole")
	}
	if err := inc.Fill(cms(t, covered)); err != nil {
		t.Fatal(err)
	}
	return append(bytes.Clone(file), inc.Bytes...)
}

// cms signs bytes with openssl.
func cms(t testing.TB, covered []byte) []byte {
	t.Helper()
	s := theSigner(t)
	command := exec.Command("openssl", "cms", "-sign", "-cades", "-binary", "-md", "sha256", "-outform", "DER",
		"-signer", s.certificate, "-inkey", s.key, "-nosmimecap")
	command.Stdin = bytes.NewReader(covered)
	var out, said bytes.Buffer
	command.Stdout, command.Stderr = &out, &said
	if err := command.Run(); err != nil {
		t.Fatalf("openssl: %v %s", err, said.Bytes())
	}
	return out.Bytes()
}

// believed asks poppler about every signature of a file.
func believed(t testing.TB, file []byte) string {
	t.Helper()
	path := written(t, file)
	// pdfsig answers with 2 where it cannot trust the signer: here nobody can.
	out, err := exec.Command("pdfsig", "-nocert", path).CombinedOutput()
	var exit *exec.ExitError
	if errors.Is(err, exec.ErrNotFound) {
		t.Fatal("pdfsig is needed here: apt-get install poppler-utils")
	} else if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out)
}

// ownFile is a file of our own with two pages and a mark.
func ownFile(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, about)
	for range 2 {
		if _, err := w.Page(context.Background(), leafOf(t, jpegOf(t, grain(413, 585, 1), 50), 50, 1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Mark(0, words(), spotOfTests), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// flavours makes the file in every kind of table.
func flavours(t testing.TB) map[string][]byte {
	t.Helper()
	own := ownFile(t)
	path := written(t, own)
	made := map[string][]byte{"own": own, "without a last line end": bytes.TrimRight(own, "\n")}
	for name, args := range map[string][]string{
		"object streams":   {"--object-streams=generate"},
		"linearized":       {"--linearize", "--object-streams=disable"},
		"linearized packs": {"--linearize", "--object-streams=generate"},
		"old version":      {"--object-streams=disable", "--force-version=1.3"},
	} {
		to := filepath.Join(filepath.Dir(path), strings.ReplaceAll(name, " ", "-")+".pdf")
		run(t, "qpdf", "qpdf", append(append([]string{}, args...), path, to)...)
		b, err := os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
		made[name] = b
	}
	return made
}
