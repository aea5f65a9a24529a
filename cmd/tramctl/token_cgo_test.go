//go:build cgo

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/sync/authority/authoritytest"
)

const softhsm = "/usr/lib/softhsm/libsofthsm2.so"

// token makes a SoftHSM2 token whose key a world vouches for.
func token(t *testing.T, w *authoritytest.World, pin string) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("SOFTHSM2_CONF", lay(t, "softhsm2.conf", fmt.Appendf(nil, "directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n", dir)))
	tool(t, "softhsm2-util", "--init-token", "--free", "--label", "Mẫu", "--so-pin", "135790", "--pin", pin)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	file := lay(t, "key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	tool(t, "softhsm2-util", "--import", file, "--token", "Mẫu", "--label", "khóa", "--id", "a1", "--pin", pin)
	c := w.Issue(key, officeName, nil)
	tool(t, "pkcs11-tool", "--module", softhsm, "--token-label", "Mẫu", "--login", "--pin", pin, "--write-object", lay(t, "c.der", c.Raw),
		"--type", "cert", "--id", "a1", "--label", "chứng thư")
}

// TestATokenIsListedAndSignsManyWithOnePIN works on SoftHSM2 as on a USB Token.
func TestATokenIsListedAndSignsManyWithOnePIN(t *testing.T) {
	w, d := inWorld(t)
	token(t, w, "246810")
	found := d.must("keys", "--token", softhsm)["tokens"].([]any)
	if len(found) != 1 {
		t.Fatalf("tokens: %v", found)
	}
	one := found[0].(map[string]any)
	certificates := one["certificates"].([]any)
	if len(certificates) != 1 || certificates[0].(map[string]any)["subject"] != officeName || one["label"] != "Mẫu" {
		t.Errorf("listed as %v", one)
	}
	slot := fmt.Sprintf("%.0f", one["slot"])
	var ids []string
	for _, file := range scans(t)[:3] {
		ids = append(ids, convertAll(d, []string{file})["id"].(string))
	}
	d.pin = "000000"
	if name := d.refuses("sign", "--token", softhsm, "--slot", slot, ids[0]); name != "sign.pin-wrong" {
		t.Errorf("a wrong PIN: %s", name)
	}
	d.pin = "246810"
	signed := d.must(append([]string{"sign", "--token", softhsm, "--slot", slot, "--tsa", w.TSA}, ids...)...)
	for i, r := range signed["results"].([]any) {
		if r.(map[string]any)["level"] != "B-LT" {
			t.Errorf("document %d: %v", i, r)
		}
	}
	pdf := d.exported(ids[0])
	if said := tool(t, "pdfsig", "-nocert", pdf); !strings.Contains(said, "Signature is Valid") {
		t.Errorf("pdfsig says %s", said)
	}
	err := filepath.WalkDir(d.home, func(p string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.Contains(string(read(t, p)), "246810") {
			t.Errorf("%s holds the PIN", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
