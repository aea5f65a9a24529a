// Package authoritytest is a little world of trust on this machine, for tests: a
// root, an authority that issues keys and publishes what it revoked, and an
// authority of time that is `openssl ts` behind HTTP.
package authoritytest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// Password opens every key file that a world hands out.
const Password = "mật khẩu thử"

// World is one root with all below it. Its servers listen on the loopback.
type World struct {
	Root    *x509.Certificate
	RootPEM string // file
	TSA     string // address of the authority of time

	t      testing.TB
	dir    string
	key    *ecdsa.PrivateKey
	server *httptest.Server

	mu      sync.Mutex
	cut     bool
	revoked []x509.RevocationListEntry
}

// New makes a world that ends with the test.
func New(t testing.TB) *World {
	t.Helper()
	w := &World{t: t, dir: t.TempDir(), key: newKey(t)}
	w.Root = w.issue(w.key, func(c *x509.Certificate) {
		c.Subject = pkix.Name{CommonName: "Gốc Ví Dụ", Organization: []string{"Cục Chứng thực Ví Dụ"}}
		c.IsCA, c.KeyUsage = true, x509.KeyUsageCertSign|x509.KeyUsageCRLSign
	})
	w.RootPEM = w.put("root.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.Root.Raw}))
	w.server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(func() { w.server.CloseClientConnections(); w.server.Close() })
	w.TSA = w.server.URL + "/tsa"
	w.openTSA()
	return w
}

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// issue makes a certificate under the root, or the root itself.
func (w *World) issue(key crypto.Signer, change func(*x509.Certificate)) *x509.Certificate {
	w.t.Helper()
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 100))
	if err != nil {
		w.t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: serial, NotBefore: time.Now().Add(-24 * time.Hour), NotAfter: time.Now().Add(365 * 24 * time.Hour),
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}
	change(c)
	above := w.Root
	if above == nil {
		above = c
	}
	der, err := x509.CreateCertificate(rand.Reader, c, above, key.Public(), w.key)
	if err != nil {
		w.t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		w.t.Fatal(err)
	}
	return c
}

// Issue hands out a certificate for a key, published where the world lists what
// it revoked. change may be nil.
func (w *World) Issue(key crypto.Signer, name string, change func(*x509.Certificate)) *x509.Certificate {
	w.t.Helper()
	return w.issue(key, func(c *x509.Certificate) {
		c.Subject = pkix.Name{CommonName: name, Organization: []string{"Ủy ban nhân dân tỉnh Mẫu"}}
		c.CRLDistributionPoints = []string{w.server.URL + "/crl"}
		if change != nil {
			change(c)
		}
	})
}

// KeyFile hands out a new key in a PKCS #12 file, which Password opens.
func (w *World) KeyFile(name string, change func(*x509.Certificate)) (path string, c *x509.Certificate) {
	w.t.Helper()
	key := newKey(w.t)
	c = w.Issue(key, name, change)
	b, err := pkcs12.Modern.Encode(key, c, []*x509.Certificate{w.Root}, Password)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.put(c.SerialNumber.Text(16)+".p12", b), c
}

// Revoke takes a certificate back from a time on, which lists tell in seconds.
func (w *World) Revoke(c *x509.Certificate, from time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.revoked = append(w.revoked, x509.RevocationListEntry{SerialNumber: c.SerialNumber, RevocationTime: from})
}

// Cut pulls the cable out, or puts it in again: without it no server answers.
func (w *World) Cut(cut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
}

func (w *World) serve(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var answer []byte
	var err error
	switch {
	case w.cut:
		http.Error(out, "mất mạng", http.StatusServiceUnavailable)
		return
	case r.URL.Path == "/crl":
		answer, err = w.list()
	default:
		var query []byte
		if query, err = io.ReadAll(r.Body); err == nil {
			answer, err = w.Reply(query)
		}
	}
	if err != nil {
		http.Error(out, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = out.Write(answer)
}

func (w *World) list() ([]byte, error) {
	now := time.Now()
	return x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(now.UnixNano()), ThisUpdate: now.Add(-time.Minute),
		NextUpdate: now.Add(24 * time.Hour), RevokedCertificateEntries: w.revoked}, w.Root, w.key)
}

func (w *World) openTSA() {
	key := newKey(w.t)
	c := w.issue(key, func(c *x509.Certificate) {
		c.Subject = pkix.Name{CommonName: "Dấu Thời Gian Ví Dụ"}
		c.CRLDistributionPoints = []string{w.server.URL + "/crl"}
		c.ExtraExtensions = []pkix.Extension{{Id: []int{2, 5, 29, 37}, Critical: true, Value: []byte{0x30, 0x0a, 0x06, 0x08, 0x2b, 6, 1, 5, 5, 7, 3, 8}}}
	})
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		w.t.Fatal(err)
	}
	w.put("tsa.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
	w.put("tsa.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	w.put("serial", []byte("01\n"))
	w.put("tsa.cnf", fmt.Appendf(nil, `[tsa]
default_tsa = one
[one]
serial = %[1]s/serial
signer_cert = %[1]s/tsa.pem
signer_key = %[1]s/tsa.key
signer_digest = sha256
certs = %[1]s/root.pem
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
`, w.dir))
}

// Reply answers a question for a time stamp as openssl does.
func (w *World) Reply(query []byte) ([]byte, error) {
	if _, err := exec.LookPath("openssl"); err != nil {
		return nil, fmt.Errorf("openssl is needed here: apt-get install openssl: %w", err)
	}
	in, out := filepath.Join(w.dir, "query"), filepath.Join(w.dir, "reply")
	if err := os.WriteFile(in, query, 0o600); err != nil {
		return nil, err
	}
	said, err := exec.Command("openssl", "ts", "-reply", "-config", filepath.Join(w.dir, "tsa.cnf"), "-queryfile", in, "-out", out).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("openssl: %w: %s", err, said)
	}
	return os.ReadFile(out)
}

func (w *World) put(name string, b []byte) string {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}
