package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// today is the time of every test that does not ask a tool with a clock of its
// own.
var today = time.Now().Truncate(time.Second)

const (
	year     = 365 * 24 * time.Hour
	password = "mật-khẩu-thử"
)

// issuer is a certificate with its key, above others or not.
type issuer struct {
	c    *x509.Certificate
	key  crypto.Signer
	over *issuer
}

var rsaKey = sync.OnceValue(func() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
})

func ecKey(curve elliptic.Curve) crypto.Signer {
	k, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		panic(err)
	}
	return k
}

// make issues a certificate under over, or a root where that is nil.
func makeCertificate(t testing.TB, over *issuer, name string, key crypto.Signer, change func(*x509.Certificate)) *issuer {
	t.Helper()
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 100))
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name, Organization: []string{"Ủy ban nhân dân xã Mẫu Sơn"}, Country: []string{"VN"}},
		NotBefore: today.Add(-year), NotAfter: today.Add(2 * year), BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
	}
	if change != nil {
		change(template)
	}
	parent, signer := template, key
	if over != nil {
		parent, signer = over.c, over.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &issuer{c, key, over}
}

func asAuthority(c *x509.Certificate) {
	c.IsCA, c.KeyUsage = true, x509.KeyUsageCertSign|x509.KeyUsageCRLSign
	c.Subject.Organization = []string{"Cục Chứng thực Ví Dụ"}
}

func asStamper(c *x509.Certificate) {
	c.ExtraExtensions = []pkix.Extension{{Id: []int{2, 5, 29, 37}, Critical: true,
		Value: []byte{0x30, 0x0a, 0x06, 0x08, 0x2b, 6, 1, 5, 5, 7, 3, 8}}}
}

// house is a whole little world of trust.
type house struct {
	root, middle, clerk *issuer
}

func newHouse(t testing.TB, key crypto.Signer, change func(*x509.Certificate)) *house {
	t.Helper()
	root := makeCertificate(t, nil, "Gốc Ví Dụ", ecKey(elliptic.P384()), asAuthority)
	middle := makeCertificate(t, root, "CA Ví Dụ", ecKey(elliptic.P256()), asAuthority)
	return &house{root, middle, makeCertificate(t, middle, "Nguyễn Văn Mẫu", key, change)}
}

func (h *house) chain() []*x509.Certificate { return []*x509.Certificate{h.middle.c, h.root.c} }

// key is the clerk's key as OpenFile gives it.
func (h *house) open(t testing.TB) Key {
	t.Helper()
	path := filepath.Join(t.TempDir(), "khoa.p12")
	h.save(t, path)
	k, err := OpenFile(context.Background(), path, []byte(password))
	if err != nil {
		t.Fatalf("opening the key file: %v", err)
	}
	t.Cleanup(func() { k.Close() })
	return k
}

func (h *house) save(t testing.TB, path string) {
	t.Helper()
	b, err := pkcs12.Modern.Encode(h.clerk.key, h.clerk.c, h.chain(), password)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// crl lists revoked certificates.
func (i *issuer) crl(t testing.TB, at time.Time, revoked ...x509.RevocationListEntry) []byte {
	t.Helper()
	b, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(at.Unix()), ThisUpdate: at,
		NextUpdate: at.Add(7 * 24 * time.Hour), RevokedCertificateEntries: revoked}, i.c, i.key)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func digestOf(b []byte) []byte {
	s := sha256.Sum256(b)
	return s[:]
}

// run asks a tool and returns all that it says.
func run(t testing.TB, pkg string, args ...string) (string, error) {
	t.Helper()
	if _, err := exec.LookPath(args[0]); err != nil {
		t.Fatalf("%s is needed here: apt-get install %s", args[0], pkg)
	}
	out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
	return string(out), err
}

func mustRun(t testing.TB, pkg string, args ...string) string {
	t.Helper()
	out, err := run(t, pkg, args...)
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return out
}

func put(t testing.TB, dir, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func pemOf(certificates ...*x509.Certificate) []byte {
	var out bytes.Buffer
	for _, c := range certificates {
		pem.Encode(&out, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
	}
	return out.Bytes()
}

func pemKey(t testing.TB, key crypto.Signer) []byte {
	t.Helper()
	b, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: b})
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
