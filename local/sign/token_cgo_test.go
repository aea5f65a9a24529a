//go:build cgo

package sign

import (
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/rsa"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

const pin = "246810"

// softToken is a token of SoftHSM2 with the clerk's key.
func softToken(t testing.TB, h *house) (module string, slot uint) {
	t.Helper()
	module = "/usr/lib/softhsm/libsofthsm2.so"
	if _, err := os.Stat(module); err != nil {
		t.Fatal("SoftHSM2 is needed here: apt-get install softhsm2")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "tokens"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", put(t, dir, "softhsm2.conf", fmt.Appendf(nil, "directories.tokendir = %s/tokens\nobjectstore.backend = file\nlog.level = ERROR\n", dir)))
	mustRun(t, "softhsm2", "softhsm2-util", "--init-token", "--free", "--label", "Mẫu", "--so-pin", "135790", "--pin", pin)
	mustRun(t, "softhsm2", "softhsm2-util", "--import", put(t, dir, "key.pem", pemKey(t, h.clerk.key)), "--token", "Mẫu", "--label", "khóa", "--id", "a1", "--pin", pin)
	for n, c := range append(h.chain(), h.clerk.c) {
		id := []string{"b1", "b2", "a1"}[n]
		mustRun(t, "opensc", "pkcs11-tool", "--module", module, "--token-label", "Mẫu", "--login", "--pin", pin, "--write-object",
			put(t, dir, "c.der", c.Raw), "--type", "cert", "--id", id, "--label", c.Subject.CommonName)
	}
	tokens, err := Tokens(context.Background(), module)
	if err != nil || len(tokens) != 1 {
		t.Fatalf("tokens: %v, %v", tokens, err)
	}
	return module, tokens[0].Slot
}

func TestOpensslAcceptsWhatATokenSigns(t *testing.T) {
	for _, kind := range keyKinds {
		t.Run(kind.name, func(t *testing.T) {
			h := newHouse(t, kind.key(), nil)
			module, slot := softToken(t, h)
			k, err := OpenToken(context.Background(), module, slot, []byte(pin))
			if err != nil {
				t.Fatal(err)
			}
			defer k.Close()
			if !k.Certificate().Equal(h.clerk.c) || len(k.Chain()) != 2 {
				t.Fatalf("the token gives %q with %d above", k.Certificate().Subject, len(k.Chain()))
			}
			for range 3 { // one PIN, many signatures
				cms, err := CMS(context.Background(), digestOf(content), k, today, nil)
				if err != nil {
					t.Fatal(err)
				}
				if out, err := opensslAccepts(t, h, cms, content); err != nil {
					t.Fatalf("openssl refuses: %s", out)
				}
			}
		})
	}
}

func TestOtherProgramsBelieveWhatATokenSigns(t *testing.T) {
	for _, kind := range keyKinds {
		t.Run(kind.name, func(t *testing.T) {
			h := newHouse(t, kind.key(), nil)
			w := &world{h, makeCertificate(t, h.root, "Dấu Thời Gian Ví Dụ", ecKey(elliptic.P256()), asStamper), t}
			module, slot := softToken(t, h)
			k, err := OpenToken(context.Background(), module, slot, []byte(pin))
			if err != nil {
				t.Fatal(err)
			}
			defer k.Close()
			once := added(t, samplePDF(t), k, newOpensslStamper(t, w))
			for _, want := range []string{"Signature is Valid", "Certificate is Trusted", "Total document signed"} {
				if said := pdfsig(t, h.root, once); !strings.Contains(said, want) {
					t.Errorf("pdfsig does not say %q:\n%s", want, said)
				}
			}
			cms, covered := inPDF(t, once)
			if out, err := opensslAccepts(t, h, cms, covered); err != nil {
				t.Errorf("openssl refuses: %s", out)
			}
			twice := added(t, once, k, nil)
			if said := pdfsig(t, h.root, twice); strings.Count(said, "Signature is Valid") != 2 || strings.Count(said, "Total document signed") != 1 {
				t.Errorf("a second signature:\n%s", said)
			}
			agrees(t, "pyHanko", opinions(t, h.root, w.trust(today).Kept.CRLs, twice)[0], []opinion{
				{Level: "B-T", Covers: "ENTIRE_REVISION", Changes: "FORM_FILLING"}, {Level: "B-B", Covers: "ENTIRE_FILE", Changes: "NONE"}})
			if r := verified(t, twice, w.trust(today), time.Now().Add(time.Minute)); r.Verdict != office.SignatureValid {
				t.Errorf("we say %+v", r)
			}
		})
	}
}

func TestATokenSignsWithPSSToo(t *testing.T) {
	h := newHouse(t, rsaKey(), nil)
	module, slot := softToken(t, h)
	k, err := OpenTokenKey(context.Background(), module, slot, []byte(pin), h.clerk.c.Equal)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	value, err := k.Sign(context.Background(), digestOf(content), &rsa.PSSOptions{Hash: crypto.SHA256, SaltLength: rsa.PSSSaltLengthEqualsHash})
	if err != nil {
		t.Fatal(err)
	}
	if err := rsa.VerifyPSS(&rsaKey().PublicKey, crypto.SHA256, digestOf(content), value, nil); err != nil {
		t.Error(err)
	}
}

func TestATokenTellsWhatItHoldsAndHowNearItIsToLocking(t *testing.T) {
	h := newHouse(t, ecKey(elliptic.P256()), nil)
	module, slot := softToken(t, h)
	before, err := Tokens(context.Background(), module)
	if err != nil || before[0].Label != "Mẫu" || len(before[0].Certificates) != 3 || before[0].PINTried || before[0].PINLocked {
		t.Fatalf("%+v, %v", before, err)
	}
	for name, c := range map[string]struct {
		pin  string
		want error
	}{"wrong": {"111111", PINWrong}, "too short": {"1", PINWrong}, "none": {"", PINForm}} {
		k, err := OpenToken(context.Background(), module, slot, []byte(c.pin))
		if k != nil || !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if len(c.pin) > 1 && strings.Contains(err.Error(), c.pin) {
			t.Errorf("%s: the PIN stands in the error", name)
		}
	}
	after, err := Tokens(context.Background(), module)
	if err != nil || !after[0].PINTried {
		t.Errorf("after a wrong PIN: %+v, %v", after, err)
	}
	k, err := OpenToken(context.Background(), module, slot, []byte(pin))
	if err != nil {
		t.Fatalf("the right PIN after wrong ones: %v", err)
	}
	k.Close()
}

func TestATokenThatIsPulledOutLeavesNoSignature(t *testing.T) {
	h := newHouse(t, ecKey(elliptic.P256()), nil)
	module, slot := softToken(t, h)
	k, err := OpenToken(context.Background(), module, slot, []byte(pin))
	if err != nil {
		t.Fatal(err)
	}
	// What a module does when its token goes: every session ends.
	if err := modules[module].c.CloseAllSessions(slot); err != nil {
		t.Fatal(err)
	}
	cms, err := CMS(context.Background(), digestOf(content), k, today, nil)
	if cms != nil || !errors.Is(err, TokenAway) {
		t.Errorf("pulled out: %d bytes, %v", len(cms), err)
	}
	if err := k.Close(); err != nil {
		t.Errorf("closing: %v", err)
	}
	if _, err := k.Sign(context.Background(), digestOf(content), crypto.SHA256); !errors.Is(err, TokenAway) {
		t.Errorf("after closing: %v", err)
	}
	if len(modules) != 0 {
		t.Error("the module was not stopped")
	}
	if _, err := OpenToken(context.Background(), module, slot+1000, []byte(pin)); !errors.Is(err, TokenAway) {
		t.Errorf("an empty slot: %v", err)
	}
}

func TestAModuleThatIsNoneIsTold(t *testing.T) {
	for name, path := range map[string]string{"not there": "/khong/co.so", "a text": put(t, t.TempDir(), "driver.so", content)} {
		if _, err := Tokens(context.Background(), path); !errors.Is(err, ModuleAway) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Tokens(ctx, "/usr/lib/softhsm/libsofthsm2.so"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func BenchmarkSign100OnOnePIN(b *testing.B) {
	for _, kind := range keyKinds[:2] {
		b.Run(kind.name, func(b *testing.B) {
			h := newHouse(b, kind.key(), nil)
			module, slot := softToken(b, h)
			file := samplePDF(b)
			for b.Loop() {
				k, err := OpenToken(context.Background(), module, slot, []byte(pin))
				if err != nil {
					b.Fatal(err)
				}
				for range 100 {
					added(b, file, k, nil)
				}
				k.Close()
			}
		})
	}
}
