package main

import (
	"context"
	"crypto/x509"
	"strings"
	"testing"
	"time"

	"tram/local/sign"
	"tram/sync/authority/authoritytest"
	"tram/sync/signservice/signservicetest"
)

// inWorld is an office that trusts the root of a little world.
func inWorld(t *testing.T) (*authoritytest.World, desk) {
	t.Helper()
	w, d := authoritytest.New(t), newDesk(t)
	d.must("trust", "add", w.RootPEM)
	d.pin = authoritytest.Password
	return w, d
}

// TestWhatTheNetworkGivesComesAtOnce: stamp, chain and revocation list, so that
// the signature is proven for years (PAdES B-LT).
func TestWhatTheNetworkGivesComesAtOnce(t *testing.T) {
	w, d := inWorld(t)
	key, _ := w.KeyFile(officeName, nil)
	id := convertAll(d, scans(t)[:1])["id"].(string)
	if done := d.must("sign", "--key", key, "--tsa", w.TSA, id); done["level"] != "B-LT" || done["note"] != nil {
		t.Fatalf("signed %v", done)
	}
	w.Cut(true)
	for _, what := range []string{id, d.exported(id)} {
		proof := d.must("verify", what)
		one := signatures(proof)[0]
		if proof["verdict"] != "valid" || one["level"] != "B-LT" || one["at_from"] != "stamp" || one["certificate_then"] != "good" {
			t.Errorf("%v", proof)
		}
	}
}

// TestWhatWasSignedOfflineIsCompletedLater keeps the task and the signature.
func TestWhatWasSignedOfflineIsCompletedLater(t *testing.T) {
	w, d := inWorld(t)
	key, _ := w.KeyFile(officeName, nil)
	id := convertAll(d, scans(t)[:1])["id"].(string)
	w.Cut(true)
	done := d.must("sign", "--key", key, "--tsa", w.TSA, id)
	if done["level"] != "B-B" || !strings.Contains(done["note"].(string), "máy chủ không trả lời") {
		t.Fatalf("signed offline: %v", done)
	}
	offline := d.exported(id)
	if proof := d.must("verify", "--offline", offline); proof["verdict"] != "reservation" {
		t.Errorf("offline: %v", proof)
	}
	if name := d.refuses("extend", "--tsa", w.TSA, id); name != "sign.evidence-away" {
		t.Errorf("extended with the cable out: %s", name)
	}
	w.Cut(false)
	results := d.must("extend", "--tsa", w.TSA, "--all")["results"].([]any)
	if len(results) != 1 || results[0].(map[string]any)["level"] != "B-LT" {
		t.Fatalf("extended: %v", results)
	}
	whole := d.exported(id)
	if before, after := read(t, offline), read(t, whole); string(after[:len(before)]) != string(before) {
		t.Error("the extension touched what was signed")
	}
	for _, file := range []string{offline, whole} {
		if proof := d.must("verify", "--offline", file); proof["proof"] != "proven" || proof["verdict"] != "valid" {
			t.Errorf("%s: %v", file, proof)
		}
	}
	if left := d.must("extend", "--all")["results"]; left != nil && len(left.([]any)) > 0 {
		t.Errorf("still owed: %v", left)
	}
	if said := tool(t, "pdfsig", "-nocert", whole); !strings.Contains(said, "Signature is Valid") {
		t.Errorf("pdfsig says %s", said)
	}
}

func TestACertificateThatMustNotSignIsRefusedBeforeTheFileIsTouched(t *testing.T) {
	w, d := inWorld(t)
	id := convertAll(d, scans(t)[:1])["id"].(string)
	revoked, c := w.KeyFile("Nguyễn Văn Mẫu", nil)
	w.Revoke(c, time.Now())
	for want, change := range map[string]func(*x509.Certificate){
		"sign.certificate-expired": func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Hour) },
		"sign.certificate-early":   func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Hour) },
		"sign.certificate-use":     func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment },
	} {
		key, _ := w.KeyFile("Nguyễn Văn Mẫu", change)
		if name := d.refuses("sign", "--key", key, id); name != want {
			t.Errorf("%s, want %s", name, want)
		}
	}
	if name := d.refuses("sign", "--key", revoked, id); name != "sign.certificate-revoked" {
		t.Errorf("revoked: %s", name)
	}
	if proof := d.must("verify", id); len(signatures(proof)) != 0 {
		t.Errorf("something was signed: %v", proof)
	}
}

// TestARevocationAfterTheStampDoesNotTouchTheSignature, and one without a stamp
// does.
func TestARevocationAfterTheStampDoesNotTouchTheSignature(t *testing.T) {
	w, d := inWorld(t)
	files := scans(t)
	key, c := w.KeyFile(officeName, nil)
	stamped, plain := convertAll(d, files[:1])["id"].(string), convertAll(d, files[1:2])["id"].(string)
	d.must("sign", "--key", key, "--tsa", w.TSA, stamped)
	d.must("sign", "--key", key, plain)
	w.Revoke(c, time.Now().Add(2*time.Second)) // surely after the stamp
	fresh := newDesk(t)                        // of another office, which has no list in its cache
	fresh.must("trust", "add", w.RootPEM)
	if proof := fresh.must("verify", d.exported(stamped)); proof["verdict"] != "valid" {
		t.Errorf("stamped before: %v", proof)
	}
	out, _, code := fresh.do("verify", d.exported(plain))
	if code != refused || decoded(t, out)["verdict"] != "invalid" {
		t.Errorf("without a stamp: exit %d, %s", code, out)
	}
}

// TestTheSignatureServiceOfThePCSigns speaks its protocol with a simulator,
// which really signs.
func TestTheSignatureServiceOfThePCSigns(t *testing.T) {
	w, d := inWorld(t)
	file, _ := w.KeyFile(officeName, nil)
	key, err := sign.OpenFile(t.Context(), file, []byte(authoritytest.Password))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { key.Close() })
	service := signservicetest.Start(t, key)
	d.service, d.pin = service.Address, ""
	made := convertAll(d, scans(t)[:1], "--form", "sao-y", "--sign", "--service")
	if made["signed"].(map[string]any)["level"] == "" || service.Asked()[0].Op != "SignCopy" {
		t.Fatalf("made %v, asked %v", made, service.Asked())
	}
	pdf := d.exported(made["id"].(string))
	if proof := d.must("verify", pdf); proof["verdict"] == "invalid" || signatures(proof)[0]["signer"] != officeName {
		t.Errorf("%v", proof)
	}
	id := convertAll(d, scans(t)[1:2])["id"].(string)
	before := read(t, d.exported(id))
	service.Play(func(context.Context, string, signservicetest.Question) []byte {
		return signservicetest.Say(signservicetest.Answer{Status: 11})
	})
	if name := d.refuses("sign", "--service", id); name != "signservice.cancelled" {
		t.Errorf("cancelled in its window: %s", name)
	}
	if string(read(t, d.exported(id))) != string(before) {
		t.Error("the document changed")
	}
}
