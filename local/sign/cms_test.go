package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"strings"
	"testing"
	"time"
)

var keyKinds = []struct {
	name string
	key  func() crypto.Signer
}{
	{"RSA", func() crypto.Signer { return rsaKey() }},
	{"P-256", func() crypto.Signer { return ecKey(elliptic.P256()) }},
	{"P-384", func() crypto.Signer { return ecKey(elliptic.P384()) }},
}

var content = []byte("Quyết định về việc ví dụ của xã Mẫu Sơn\n")

// opensslAccepts asks openssl whether a detached signature holds as CAdES.
func opensslAccepts(t *testing.T, h *house, cms, content []byte) (string, error) {
	t.Helper()
	dir := t.TempDir()
	return run(t, "openssl", "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", put(t, dir, "s.der", cms),
		"-content", put(t, dir, "content", content), "-CAfile", put(t, dir, "root.pem", pemOf(h.root.c)), "-purpose", "any", "-out", "/dev/null")
}

func TestOpensslAcceptsWhatAKeyFileSigns(t *testing.T) {
	for _, kind := range keyKinds {
		t.Run(kind.name, func(t *testing.T) {
			h := newHouse(t, kind.key(), nil)
			cms, err := CMS(context.Background(), digestOf(content), h.open(t), today, nil)
			if err != nil {
				t.Fatal(err)
			}
			if out, err := opensslAccepts(t, h, cms, content); err != nil {
				t.Errorf("openssl refuses: %s", out)
			}
			if out, err := opensslAccepts(t, h, cms, append(bytes.Clone(content), '.')); err == nil {
				t.Errorf("openssl accepts other content: %s", out)
			}
		})
	}
}

func TestASignatureSaysNoTimeOfItsOwn(t *testing.T) {
	h := newHouse(t, ecKey(elliptic.P256()), nil)
	cms, err := CMS(context.Background(), digestOf(content), h.open(t), today, nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := parseSignedData(cms)
	if err != nil {
		t.Fatal(err)
	}
	if _, has := d.signers[0].signed[oidSigningTime.String()]; has {
		t.Error("PAdES forbids a signing time among the signed attributes")
	}
	if len(d.certificates) != 3 {
		t.Errorf("%d certificates, want the whole chain of 3", len(d.certificates))
	}
}

func TestAKeyFileSignsWithPSSToo(t *testing.T) {
	h := newHouse(t, rsaKey(), nil)
	k := h.open(t)
	value, err := k.Sign(context.Background(), digestOf(content), &rsa.PSSOptions{Hash: crypto.SHA256, SaltLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	if err := rsa.VerifyPSS(&rsaKey().PublicKey, crypto.SHA256, digestOf(content), value, nil); err != nil {
		t.Error(err)
	}
}

// A liar is a key whose answers are not of its certificate.
type liar struct {
	Key
	answer func([]byte) ([]byte, error)
}

func (l liar) Sign(_ context.Context, digest []byte, _ crypto.SignerOpts) ([]byte, error) {
	return l.answer(digest)
}

func TestAnAnswerThatIsNotOfTheCertificateIsNeverASignature(t *testing.T) {
	h := newHouse(t, rsaKey(), nil)
	other := newHouse(t, ecKey(elliptic.P256()), nil).open(t)
	gone := errors.New("pulled out")
	for name, c := range map[string]struct {
		answer func([]byte) ([]byte, error)
		want   error
	}{
		"another key": {func(d []byte) ([]byte, error) { return other.Sign(context.Background(), d, crypto.SHA256) }, KeyMismatch},
		"nothing":     {func([]byte) ([]byte, error) { return nil, nil }, KeyMismatch},
		"noise":       {func([]byte) ([]byte, error) { return make([]byte, 256), nil }, KeyMismatch},
		"a failure":   {func([]byte) ([]byte, error) { return nil, gone }, gone},
	} {
		cms, err := CMS(context.Background(), digestOf(content), liar{h.open(t), c.answer}, today, nil)
		if cms != nil || !errors.Is(err, c.want) {
			t.Errorf("%s: %d bytes, %v", name, len(cms), err)
		}
	}
}

func TestACertificateThatMustNotSignIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*x509.Certificate)
		at     time.Time
		want   error
	}{
		"expired":          {nil, today.Add(3 * year), CertificateExpired},
		"not yet valid":    {nil, today.Add(-2 * year), CertificateEarly},
		"encryption alone": {func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment }, today, CertificateUse},
		"an authority's":   {asAuthority, today, CertificateUse},
		"good":             {nil, today, nil},
	} {
		h := newHouse(t, ecKey(elliptic.P256()), c.change)
		cms, err := CMS(context.Background(), digestOf(content), h.open(t), c.at, nil)
		if !errors.Is(err, c.want) || (cms == nil) != (c.want != nil) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASelfMadeOrMismatchedCertificateIsRefused(t *testing.T) {
	self := makeCertificate(t, nil, "Tự Ký", ecKey(elliptic.P256()), nil)
	if err := Fit(self.c, nil, today); !errors.Is(err, CertificateSelfMade) {
		t.Errorf("self-made: %v", err)
	}
	weak := newHouse(t, ecKey(elliptic.P224()), nil)
	if err := Fit(weak.clerk.c, weak.chain(), today); !errors.Is(err, CertificateWeak) {
		t.Errorf("weak: %v", err)
	}
	a, b := newHouse(t, ecKey(elliptic.P256()), nil), newHouse(t, ecKey(elliptic.P256()), nil)
	if err := Fit(a.clerk.c, b.chain(), today); !errors.Is(err, CertificateChain) {
		t.Errorf("another's chain: %v", err)
	}
	if err := Fit(a.clerk.c, a.chain(), today); err != nil {
		t.Errorf("its own chain: %v", err)
	}
	err := Fit(a.clerk.c, nil, today.Add(3*year))
	if f, _ := FailureText(err); !strings.Contains(f, "Nguyễn Văn Mẫu") {
		t.Errorf("the sentence does not say whose: %q", f)
	}
}
