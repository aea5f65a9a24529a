package signservicetest

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tram/local/sign"

	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// Now is the time at which the service signs.
var Now = time.Now().Truncate(time.Second)

const (
	year     = 365 * 24 * time.Hour
	password = "mật-khẩu-thử"
)

// NewKey makes a key of an office with its certificate, and the trust of someone
// who knows the authority above it and that nothing was revoked.
func NewKey(t testing.TB) (sign.Key, sign.Trust) {
	t.Helper()
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Gốc Ví Dụ"}, NotBefore: Now.Add(-year), NotAfter: Now.Add(year),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}
	own := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Ủy ban nhân dân xã Mẫu Sơn"}, NotBefore: Now.Add(-year), NotAfter: Now.Add(year),
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}
	rootKey, key := newECKey(t), newECKey(t)
	root = issue(t, root, root, rootKey, rootKey)
	own = issue(t, own, root, key, rootKey)
	list, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: Now, NextUpdate: Now.Add(year)}, root, rootKey)
	if err != nil {
		t.Fatal(err)
	}
	return open(t, key, own, root), sign.Trust{Roots: []*x509.Certificate{root}, Kept: sign.Evidence{CRLs: [][]byte{list}}}
}

func newECKey(t testing.TB) *ecdsa.PrivateKey {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func issue(t testing.TB, c, over *x509.Certificate, key, by *ecdsa.PrivateKey) *x509.Certificate {
	der, err := x509.CreateCertificate(rand.Reader, c, over, &key.PublicKey, by)
	if err != nil {
		t.Fatal(err)
	}
	issued, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return issued
}

// open puts a key into a file and opens it, as an office does.
func open(t testing.TB, key *ecdsa.PrivateKey, own, root *x509.Certificate) sign.Key {
	b, err := pkcs12.Modern.Encode(key, own, []*x509.Certificate{root}, password)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "khoa.p12")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	k, err := sign.OpenFile(context.Background(), path, []byte(password))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Close() })
	return k
}
