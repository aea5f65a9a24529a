package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"math/big"
	"os"
	"slices"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"tram/local/office"
)

// keepInStore puts the clerk's certificate with its key, and those above it, into the store
// of this account, as a token's driver does.
func keepInStore(t *testing.T, h *house) {
	t.Helper()
	c := contextOf(t, h.clerk.c)
	container := "tram " + h.clerk.c.SerialNumber.String()
	importOld(t, container, h.clerk.key.(*rsa.PrivateKey))
	info := keyInfo{container: wideOf(t, container), provider: wideOf(t, "Microsoft Enhanced Cryptographic Provider v1.0"), kind: weakKind, spec: signatureKey}
	if ok, _, err := crypt32.NewProc("CertSetCertificateContextProperty").Call(uintptr(unsafe.Pointer(c)), keyPlace, 0, uintptr(unsafe.Pointer(&info))); ok == 0 {
		t.Fatal(err)
	}
	lay(t, ownStore, c)
	for _, above := range h.chain() {
		lay(t, "CA", contextOf(t, above))
	}
}

const (
	signatureKey = 2      // AT_SIGNATURE
	rsaToSign    = 0x2400 // CALG_RSA_SIGN
	privateBlob  = 7
)

// importOld puts an RSA key into a container of Windows' provider of before.
func importOld(t *testing.T, container string, k *rsa.PrivateKey) {
	t.Helper()
	var provider, key windows.Handle
	weak := wideOf(t, "Microsoft Enhanced Cryptographic Provider v1.0")
	if err := windows.CryptAcquireContext(&provider, wideOf(t, container), weak, weakKind, windows.CRYPT_NEWKEYSET); err != nil {
		t.Fatal(err)
	}
	defer windows.CryptReleaseContext(provider, 0)
	t.Cleanup(func() {
		var none windows.Handle
		if err := windows.CryptAcquireContext(&none, wideOf(t, container), weak, weakKind, windows.CRYPT_DELETEKEYSET); err != nil {
			t.Error(err)
		}
	})
	var b bytes.Buffer
	le := binary.LittleEndian
	head := struct {
		kind, version         uint8
		_                     uint16
		algorithm             uint32
		magic, bits, exponent uint32
	}{kind: privateBlob, version: 2, algorithm: rsaToSign, magic: le.Uint32([]byte("RSA2")), bits: uint32(k.N.BitLen()), exponent: uint32(k.E)}
	if err := binary.Write(&b, le, head); err != nil {
		t.Fatal(err)
	}
	size := k.N.BitLen() / 8
	for _, part := range []struct {
		n    *big.Int
		size int
	}{{k.N, size}, {k.Primes[0], size / 2}, {k.Primes[1], size / 2}, {k.Precomputed.Dp, size / 2}, {k.Precomputed.Dq, size / 2}, {k.Precomputed.Qinv, size / 2}, {k.D, size}} {
		number := part.n.FillBytes(make([]byte, part.size))
		slices.Reverse(number)
		b.Write(number)
	}
	if ok, _, err := advapi32.NewProc("CryptImportKey").Call(uintptr(provider), uintptr(unsafe.Pointer(&b.Bytes()[0])), uintptr(b.Len()), 0, 0, uintptr(unsafe.Pointer(&key))); ok == 0 {
		t.Fatal(err)
	}
}

func wideOf(t *testing.T, s string) *uint16 {
	t.Helper()
	p, err := windows.UTF16PtrFromString(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// contextOf is a certificate as Windows has it, until the test ends.
func contextOf(t *testing.T, c *x509.Certificate) *windows.CertContext {
	t.Helper()
	made, err := windows.CertCreateCertificateContext(windows.X509_ASN_ENCODING|windows.PKCS_7_ASN_ENCODING, &c.Raw[0], uint32(len(c.Raw)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = windows.CertFreeCertificateContext(made) })
	return made
}

// lay adds a certificate to a store of this account until the test ends.
func lay(t *testing.T, store string, c *windows.CertContext) {
	t.Helper()
	inside(t, store, func(h windows.Handle) error {
		return windows.CertAddCertificateContextToStore(h, c, windows.CERT_STORE_ADD_ALWAYS, nil)
	})
	lasting := windows.CertDuplicateCertificateContext(c)
	t.Cleanup(func() {
		defer windows.CertFreeCertificateContext(lasting)
		inside(t, store, func(h windows.Handle) error {
			const same = windows.CERT_FIND_EXISTING
			found, err := windows.CertFindCertificateInStore(h, windows.X509_ASN_ENCODING|windows.PKCS_7_ASN_ENCODING, 0, same, unsafe.Pointer(lasting), nil)
			if err != nil {
				return err
			}
			return windows.CertDeleteCertificateFromStore(found)
		})
	})
}

// inside works in a store and closes it, which is when wine writes it down.
func inside(t *testing.T, store string, do func(windows.Handle) error) {
	t.Helper()
	h, err := windows.CertOpenStore(windows.CERT_STORE_PROV_SYSTEM, 0, 0, windows.CERT_SYSTEM_STORE_CURRENT_USER, uintptr(unsafe.Pointer(wideOf(t, store))))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(do(h), windows.CertCloseStore(h, 0)); err != nil {
		t.Fatal(err)
	}
}

func clerkOf(h *house) func(*x509.Certificate) bool { return h.clerk.c.Equal }

func TestWhatAKeyOfTheStoreSignsHolds(t *testing.T) {
	h := newHouse(t, rsaKey(), nil)
	keepInStore(t, h)
	k, err := OpenOwnKey(t.Context(), clerkOf(h))
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if !k.Certificate().Equal(h.clerk.c) || len(k.Chain()) != 2 || !k.Chain()[0].Equal(h.middle.c) {
		t.Fatalf("the store gives %q with %d above", k.Certificate().Subject, len(k.Chain()))
	}
	w := &world{h, makeCertificate(t, h.root, "Dấu Thời Gian Ví Dụ", rsaKey(), asStamper), t}
	file := added(t, added(t, samplePDF(t), k, nil), k, nil) // opened once, signs twice
	if dir := os.Getenv("TRAM_TEST_KEEP"); dir != "" {       // where another program judges it, too
		put(t, dir, "kho-windows.pdf", file)
	}
	r := verified(t, file, w.trust(today), today.Add(time.Minute))
	if r.Verdict != office.SignatureValid || len(r.Signatures) != 2 {
		t.Errorf("we say %+v", r)
	}
	for _, hash := range []crypto.Hash{crypto.SHA256, crypto.SHA384, crypto.SHA512} {
		digest := hash.New()
		digest.Write(content)
		value, err := k.Sign(t.Context(), digest.Sum(nil), hash)
		if err != nil {
			t.Errorf("%v: %v", hash, err)
		} else if err := rsa.VerifyPKCS1v15(&rsaKey().PublicKey, hash, digest.Sum(nil), value); err != nil {
			t.Errorf("%v: %v", hash, err)
		}
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
	if _, err := k.Sign(t.Context(), digestOf(content), crypto.SHA256); !errors.Is(err, KeyPutAway) {
		t.Errorf("closed: %v", err)
	}
}

func TestTheStoreShowsWhatHasAKeyAlone(t *testing.T) {
	h := newHouse(t, rsaKey(), nil)
	other := makeCertificate(t, h.middle, "Không Có Khóa", rsaKey(), nil)
	lay(t, ownStore, contextOf(t, other.c))
	if _, err := OpenOwnKey(t.Context(), other.c.Equal); !errors.Is(err, OwnKeyNone) {
		t.Errorf("a certificate without a key: %v", err)
	}
	keepInStore(t, h)
	found, err := OwnCertificates(t.Context())
	if err != nil || !slices.ContainsFunc(found, h.clerk.c.Equal) || slices.ContainsFunc(found, other.c.Equal) {
		t.Errorf("the store shows %d, %v", len(found), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := OpenOwnKey(ctx, clerkOf(h)); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
}

func TestOfSeveralInTheStoreThatIsTakenWhichEndsLast(t *testing.T) {
	h := newHouse(t, rsaKey(), nil)
	keepInStore(t, h)
	longer := newHouse(t, rsaKey(), func(c *x509.Certificate) { c.NotAfter = today.Add(4 * year) })
	keepInStore(t, longer)
	k, err := OpenOwnKey(t.Context(), func(*x509.Certificate) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if !k.Certificate().Equal(longer.clerk.c) {
		t.Errorf("taken: one that ends %v", k.Certificate().NotAfter)
	}
}

// TestAKeyOfTheNewKindSigns: no token's driver, but a key that lies where the drivers of
// the new kind have theirs.
func TestAKeyOfTheNewKindSigns(t *testing.T) {
	private := rsaKey()
	key := importNew(t, private)
	for _, how := range []crypto.SignerOpts{crypto.SHA256, crypto.SHA384, crypto.SHA512, &rsa.PSSOptions{Hash: crypto.SHA256, SaltLength: rsa.PSSSaltLengthEqualsHash}} {
		hash := how.HashFunc().New()
		hash.Write(content)
		value, err := signModern(key, hash.Sum(nil), how)
		if err != nil {
			t.Errorf("%T %v: %v", how, how.HashFunc(), err)
			continue
		}
		if _, pss := how.(*rsa.PSSOptions); pss {
			err = rsa.VerifyPSS(&private.PublicKey, how.HashFunc(), hash.Sum(nil), value, nil)
		} else {
			err = rsa.VerifyPKCS1v15(&private.PublicKey, how.HashFunc(), hash.Sum(nil), value)
		}
		if err != nil {
			t.Errorf("%T %v: %v", how, how.HashFunc(), err)
		}
	}
}

// importNew gives an RSA key to Windows' own place for keys of the new kind.
func importNew(t *testing.T, k *rsa.PrivateKey) (key windows.Handle) {
	t.Helper()
	var provider windows.Handle
	if status, _, _ := ncrypt.NewProc("NCryptOpenStorageProvider").Call(uintptr(unsafe.Pointer(&provider)), uintptr(unsafe.Pointer(wideOf(t, "Microsoft Software Key Storage Provider"))), 0); status != 0 {
		t.Fatalf("%#x", status)
	}
	t.Cleanup(func() { ncryptFree.Call(uintptr(provider)) })
	var b bytes.Buffer
	size := uint32(k.N.BitLen() / 8)
	exponent := big.NewInt(int64(k.E)).Bytes()
	head := []uint32{binary.LittleEndian.Uint32([]byte("RSA3")), uint32(k.N.BitLen()), uint32(len(exponent)), size, size / 2, size / 2}
	if err := binary.Write(&b, binary.LittleEndian, head); err != nil {
		t.Fatal(err)
	}
	b.Write(exponent)
	for _, part := range []struct {
		n    *big.Int
		size uint32
	}{{k.N, size}, {k.Primes[0], size / 2}, {k.Primes[1], size / 2}, {k.Precomputed.Dp, size / 2}, {k.Precomputed.Dq, size / 2}, {k.Precomputed.Qinv, size / 2}, {k.D, size}} {
		b.Write(part.n.FillBytes(make([]byte, part.size)))
	}
	if status, _, _ := ncrypt.NewProc("NCryptImportKey").Call(uintptr(provider), 0, uintptr(unsafe.Pointer(wideOf(t, "RSAFULLPRIVATEBLOB"))), 0, uintptr(unsafe.Pointer(&key)),
		uintptr(unsafe.Pointer(&b.Bytes()[0])), uintptr(b.Len()), 0); status != 0 {
		t.Fatalf("%#x", status)
	}
	t.Cleanup(func() { ncryptFree.Call(uintptr(key)) })
	return key
}

// TestWhatWindowsAnswersBecomesASentence: what only a token's driver answers.
func TestWhatWindowsAnswersBecomesASentence(t *testing.T) {
	for code, want := range map[windows.Errno]office.Failure{
		0x8010006e: OwnKeyCancelled, windows.ERROR_CANCELLED: OwnKeyCancelled, 0x8010006b: PINWrong, 0x8010006c: PINLocked,
		0x8010000c: OwnKeyAway, 0x80090016: OwnKeyAway, 0x80090008: OwnKeyOld, 0x80090020: OwnKeyFailed,
	} {
		if err := ownFailure("signing", code); !errors.Is(err, want) || !errors.Is(err, code) {
			t.Errorf("%#x is told as %v", uint32(code), err)
		}
	}
}
