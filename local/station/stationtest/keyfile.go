package stationtest

import (
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

	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// KeyFile is a file that holds a signing key of the office of New, opened by Password. The
// authority above its certificate is trusted by nobody.
func KeyFile(t testing.TB) (path string) {
	t.Helper()
	now := time.Now()
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Gốc chứng thực mẫu"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
	}
	rootKey, root := certified(t, root, root, nil)
	key, leaf := certified(t, &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: Office().Name, Organization: []string{Office().Owner}},
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
	}, root, rootKey)
	b, err := pkcs12.Modern.Encode(key, leaf, []*x509.Certificate{root}, Password)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "khóa.p12")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// certified makes a key and its certificate, vouched for by another key; nil: by itself.
func certified(t testing.TB, about, above *x509.Certificate, by *ecdsa.PrivateKey) (*ecdsa.PrivateKey, *x509.Certificate) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if by == nil {
		by = key
	}
	der, err := x509.CreateCertificate(rand.Reader, about, above, key.Public(), by)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return key, c
}
