package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"os"
	"time"

	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// keyPassword opens the key file of a sitting, which is worth nothing.
const keyPassword = "khóa thử"

// makeKey writes a key file whose certificate a root of its own vouches for.
func makeKey(path string) error {
	above, root, err := certificate("Gốc Ví Dụ", nil, nil)
	if err != nil {
		return err
	}
	key, c, err := certificate("Ủy ban nhân dân xã Mẫu Sơn", root, above)
	if err != nil {
		return err
	}
	b, err := pkcs12.Modern.Encode(key, c, []*x509.Certificate{root}, keyPassword)
	if err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o600)
}

func certificate(name string, above *x509.Certificate, by *ecdsa.PrivateKey) (*ecdsa.PrivateKey, *x509.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	now := time.Now()
	c := &x509.Certificate{SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(-time.Hour),
		NotAfter: now.Add(24 * time.Hour), BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}
	if above == nil {
		c.IsCA, c.KeyUsage = true, x509.KeyUsageCertSign
		above, by = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, above, key.Public(), by)
	if err != nil {
		return nil, nil, err
	}
	c, err = x509.ParseCertificate(der)
	return key, c, err
}
