package sign

import (
	"bytes"
	"context"
	"crypto/elliptic"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"

	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// FailureText is what a clerk reads of an error.
func FailureText(err error) (string, bool) {
	f, is := office.FailureIn(err)
	return f.Said + " " + f.Next, is
}

func TestABadKeyFileIsToldInItsOwnWords(t *testing.T) {
	dir := t.TempDir()
	h := newHouse(t, ecKey(elliptic.P256()), nil)
	good := filepath.Join(dir, "khoa.p12")
	h.save(t, good)
	b, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		path, password string
		want           error
	}{
		"wrong password": {good, "sai", PasswordWrong},
		"no password":    {good, "", PasswordWrong},
		"not there":      {filepath.Join(dir, "khong-co.p12"), password, KeyFileAway},
		"a folder":       {dir, password, KeyFileAway},
		"a text":         {put(t, dir, "text.p12", content), password, KeyFileForeign},
		"cut short":      {put(t, dir, "cut.p12", b[:len(b)/2]), password, KeyFileForeign},
		"empty":          {put(t, dir, "empty.p12", nil), password, KeyFileForeign},
		"too large":      {put(t, dir, "large.p12", make([]byte, maxKeyFile+1)), password, KeyFileForeign},
	} {
		k, err := OpenFile(context.Background(), c.path, []byte(c.password))
		if k != nil || !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), password) {
			t.Errorf("%s: the password stands in the error", name)
		}
	}
}

func TestAKeyFileThatAsksForDaysOfWorkIsRefusedAtOnce(t *testing.T) {
	h := newHouse(t, ecKey(elliptic.P256()), nil)
	path := filepath.Join(t.TempDir(), "khoa.p12")
	h.save(t, path)
	b, _ := os.ReadFile(path)
	if !patient(b) {
		t.Fatal("a usual file is refused")
	}
	// salt of one byte, then 2^31-1 iterations
	if hostile := []byte{0x30, 0x09, 0x04, 0x01, 0xaa, 0x02, 0x04, 0x7f, 0xff, 0xff, 0xff}; patient(hostile) {
		t.Error("two thousand million iterations are accepted")
	}
	if patient(bytes.Repeat([]byte{0x30, 0x80}, 100)) {
		t.Error("a nest without end is accepted")
	}
	asked := func(count int64, times int) []byte {
		one := derOf(0x30, []byte{4, 1, 0xaa}, number(count))
		return derOf(0x30, bytes.Repeat(one, times))
	}
	for _, c := range []struct {
		count int64
		times int
		want  bool
	}{{600_000, 3, true}, {10_000_000, 1, true}, {10_000_000, 2, false}, {1_000_000, 17, false}, {100_000_000, 1, false}, {2048, 200, true}} {
		if patient(asked(c.count, c.times)) != c.want {
			t.Errorf("%d iterations %d times: it should be %v", c.count, c.times, c.want)
		}
	}
	keys := bytes.Repeat(derOf(0x30, named(oidShroudedKey), derOf(context0, asked(200_000, 1))), 16)
	safes := derOf(0x30, contentOfKind(derOf(0x30, keys)))
	if many := derOf(0x30, []byte{2, 1, 3}, contentOfKind(safes)); patient(many) {
		t.Error("16 keys of 200,000 iterations, each opened beside each part, are accepted")
	}
}

func TestKeyFilesOfEveryAgeOpen(t *testing.T) {
	h := newHouse(t, rsaKey(), nil)
	dir := t.TempDir()
	files := map[string]string{}
	for name, encoder := range map[string]*pkcs12.Encoder{"RC2": pkcs12.LegacyRC2, "3DES": pkcs12.LegacyDES, "AES": pkcs12.Modern2023} {
		b, err := encoder.Encode(h.clerk.key, h.clerk.c, h.chain(), password)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = put(t, dir, name, b)
	}
	files["openssl"] = filepath.Join(dir, "openssl.p12")
	mustRun(t, "openssl", "openssl", "pkcs12", "-export", "-inkey", put(t, dir, "key.pem", pemKey(t, h.clerk.key)), "-in", put(t, dir, "cert.pem", pemOf(h.clerk.c)),
		"-certfile", put(t, dir, "chain.pem", pemOf(h.root.c, h.middle.c)), "-passout", "pass:mat-khau", "-out", files["openssl"])
	for name, path := range files {
		with := password
		if name == "openssl" {
			with = "mat-khau"
		}
		k, err := OpenFile(context.Background(), path, []byte(with))
		if err != nil || !k.Certificate().Equal(h.clerk.c) || len(k.Chain()) != 2 || !k.Chain()[0].Equal(h.middle.c) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
