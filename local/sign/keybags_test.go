package sign

import (
	"context"
	"crypto/elliptic"
	"crypto/x509"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"
	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// ofSeveral writes a key file with the keys of several.
func ofSeveral(t *testing.T, word string, checked bool, all ...*issuer) []byte {
	t.Helper()
	var whole keyFile
	for _, i := range all {
		b, err := pkcs12.Modern.Encode(i.key, i.c, []*x509.Certificate{i.over.c}, word)
		if err != nil {
			t.Fatal(err)
		}
		f, err := takeApart(b)
		if err != nil || len(f.keys) != 1 || len(f.sealed) != 1 || !f.checked {
			t.Fatalf("taken apart: %+v, %v", f, err)
		}
		whole.keys, whole.sealed = append(whole.keys, f.keys...), append(whole.sealed, f.sealed...)
	}
	safes := derOf(0x30, append([][]byte{contentOfKind(derOf(0x30, whole.keys...))}, whole.sealed...)...)
	parts := [][]byte{{2, 1, 3}, contentOfKind(safes)}
	if checked {
		parts = append(parts, checkOf(safes, word))
	}
	return derOf(0x30, parts...)
}

// TestOfSeveralKeysInAFileTheOneForSigningIsTaken, and the others are told.
func TestOfSeveralKeysInAFileTheOneForSigningIsTaken(t *testing.T) {
	h := newHouse(t, ecKey(elliptic.P256()), nil)
	sealing := another(t, h.middle, "Mã hóa", func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment })
	ended := another(t, h.middle, "Nguyễn Văn Mẫu", func(c *x509.Certificate) { c.NotAfter = today.Add(-1) })
	server := another(t, h.middle, "máy chủ", func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} })
	dir := t.TempDir()
	for name, all := range map[string][]*issuer{
		"one":                   {h.clerk},
		"for encryption first":  {sealing, h.clerk},
		"for encryption last":   {h.clerk, sealing},
		"the older one first":   {ended, h.clerk},
		"three":                 {server, ended, h.clerk, sealing},
		"none of them to sign":  {sealing, server},
		"the same one as twice": {h.clerk, h.clerk},
	} {
		for _, checked := range []bool{true, false} {
			path := put(t, dir, "khoa.p12", ofSeveral(t, password, checked, all...))
			k, err := OpenFile(context.Background(), path, []byte(password))
			if err != nil {
				t.Errorf("%s, checked %v: %v", name, checked, err)
				continue
			}
			want := h.clerk.c
			if !slices.Contains(all, h.clerk) {
				want = all[0].c
			}
			if !k.Certificate().Equal(want) || len(k.Chain()) == 0 || len(PassedOver(k)) != len(all)-1 {
				t.Errorf("%s, checked %v: %s, %d passed over", name, checked, commonName(k.Certificate()), len(PassedOver(k)))
			}
			if _, err := OpenFile(context.Background(), path, []byte("sai")); !errors.Is(err, PasswordWrong) {
				t.Errorf("%s, checked %v, wrong password: %v", name, checked, err)
			}
		}
	}
}

// TestAPasswordOpensInEveryFormOfItsLetters: a Mac types “ậ” as three signs, and
// some programs write files without any password or check.
func TestAPasswordOpensInEveryFormOfItsLetters(t *testing.T) {
	const word = "mật khẩu của tôi"
	h := newHouse(t, ecKey(elliptic.P256()), nil)
	dir := t.TempDir()
	cert, key := put(t, dir, "cert.pem", pemOf(h.clerk.c)), put(t, dir, "key.pem", pemKey(t, h.clerk.key))
	for name, c := range map[string]struct {
		made, typed string
		more        []string
		want        error
	}{
		"as typed":                {word, word, nil, nil},
		"made decomposed":         {norm.NFD.String(word), word, nil, nil},
		"typed decomposed":        {word, norm.NFD.String(word), nil, nil},
		"both decomposed":         {norm.NFD.String(word), norm.NFD.String(word), nil, nil},
		"empty":                   {"", "", nil, nil},
		"empty, and one is typed": {"", word, nil, PasswordWrong},
		"no check":                {word, word, []string{"-nomac"}, nil},
		"no check, decomposed":    {norm.NFD.String(word), word, []string{"-nomac"}, nil},
		"no check, wrong":         {word, "khác", []string{"-nomac"}, PasswordWrong},
		"no check, empty":         {"", "", []string{"-nomac"}, nil},
		"old ways, decomposed":    {norm.NFD.String(word), word, []string{"-legacy"}, nil},
		"nothing is encrypted":    {word, word, []string{"-keypbe", "NONE", "-certpbe", "NONE"}, nil},
		"signs beyond the plane":  {word, "🔑", nil, PasswordWrong},
	} {
		path := filepath.Join(dir, "khoa.p12")
		os.Remove(path)
		mustRun(t, "openssl", append([]string{"openssl", "pkcs12", "-export", "-inkey", key, "-in", cert, "-passout", "pass:" + c.made, "-out", path}, c.more...)...)
		k, err := OpenFile(context.Background(), path, []byte(c.typed))
		if !errors.Is(err, c.want) || c.want == nil && !k.Certificate().Equal(h.clerk.c) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
