package sign

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"testing"

	"tram/local/office"
)

// oddSigner is an RSA key that the standard library does not work with. It signs
// by the formula of RFC 8017.
type oddSigner struct {
	public *rsa.PublicKey
	d      *big.Int
}

func (s oddSigner) Public() crypto.PublicKey { return s.public }

func (s oddSigner) Sign(_ io.Reader, digest []byte, how crypto.SignerOpts) ([]byte, error) {
	bare := map[crypto.Hash]byte{crypto.SHA256: 1, crypto.SHA384: 2, crypto.SHA512: 3}[how.HashFunc()]
	size := byte(how.HashFunc().Size())
	told := append([]byte{0x30, 17 + size, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, bare, 5, 0, 4, size}, digest...)
	encoded := append([]byte{0, 1}, bytes.Repeat([]byte{0xff}, s.public.Size()-len(told)-3)...)
	number := new(big.Int).SetBytes(append(append(encoded, 0), told...))
	return number.Exp(number, s.d, s.public.N).FillBytes(make([]byte, s.public.Size())), nil
}

// withExponent is a key of a size whose exponent is the first from one on that
// can be.
func withExponent(t testing.TB, bits int, e int64) oddSigner {
	t.Helper()
	one := big.NewInt(1)
	p, _ := rand.Prime(rand.Reader, bits-bits/2)
	q, _ := rand.Prime(rand.Reader, bits/2)
	round := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
	for ; ; e += 2 {
		if d := new(big.Int).ModInverse(big.NewInt(e), round); d != nil {
			return oddSigner{&rsa.PublicKey{N: new(big.Int).Mul(p, q), E: int(e)}, d}
		}
	}
}

// oddKeys by what is odd about them.
func oddKeys(t testing.TB) map[string]oddSigner {
	return map[string]oddSigner{
		"an exponent above 2^31": withExponent(t, 2048, 2271055779), "one near 2^62": withExponent(t, 2048, 1<<62-1),
		"a small key": withExponent(t, 768, 65537), "a key of an odd size": withExponent(t, 1031, 3),
		"an exponent above 2^31 in an odd size": withExponent(t, 2047, 1<<31+11),
	}
}

// TestAKeyThatTheLibraryRefusesIsNotCalledForged: the mathematics is worked out, and
// finds a forgery all the same.
func TestAKeyThatTheLibraryRefusesIsNotCalledForged(t *testing.T) {
	w := newWorld(t, nil)
	for name, key := range oddKeys(t) {
		by := makeCertificate(t, w.middle, "Nguyễn Văn Mẫu", key, nil)
		want, reason := office.SignatureValid, ""
		if key.public.N.BitLen() < minRSABits {
			want, reason = office.SignatureReserved, "Khóa của người ký quá ngắn"
		}
		wants(t, name, w.judge(w.signedBy(by, today, nil), w.trust(today), Moment{Now: today}), want, reason)
		other := &issuer{by.c, withExponent(t, key.public.N.BitLen(), int64(key.public.E)), by.over}
		wants(t, name+", another key", w.judge(w.signedBy(other, today, nil), w.trust(today), Moment{Now: today}), office.SignatureInvalid, "giả")
	}
}

// TestOddKeysHoldWithEverySchemeAndHash, and with one bit flipped no more.
func TestOddKeysHoldWithEverySchemeAndHash(t *testing.T) {
	signed := []byte("những thuộc tính được ký")
	for name, key := range oddKeys(t) {
		for _, hash := range []crypto.Hash{crypto.SHA256, crypto.SHA384, crypto.SHA512} {
			plain, _ := key.Sign(nil, sum(hash, signed), hash)
			holdsOnce(t, name, scheme{oid: oidRSA, hash: hash}, key.public, signed, plain)
			if key.public.N.BitLen() < 1024 {
				continue
			}
			private := &rsa.PrivateKey{PublicKey: *key.public, D: key.d}
			for _, mask := range []crypto.Hash{hash, crypto.SHA1} {
				holdsOnce(t, name+" (PSS)", scheme{oid: oidPSS, hash: hash, mask: mask}, key.public, signed, signPSS(t, private, hash, mask, signed, 20))
			}
		}
	}
}

func holdsOnce(t *testing.T, name string, s scheme, k *rsa.PublicKey, signed, value []byte) {
	t.Helper()
	if err := s.verify(k, signed, value); err != nil {
		t.Errorf("%s, %v: %v", name, s.hash, err)
	}
	value[len(value)/2] ^= 1
	if err := s.verify(k, signed, value); !errors.Is(err, errForged) {
		t.Errorf("%s, %v, a bit flipped: %v", name, s.hash, err)
	}
}

// TestAKeyThatIsNoKeyProvesNothing: with an exponent of one everybody signs.
func TestAKeyThatIsNoKeyProvesNothing(t *testing.T) {
	n := rsaKey().N
	for name, k := range map[string]*rsa.PublicKey{
		"an exponent of one": {N: n, E: 1}, "an even exponent": {N: n, E: 4}, "an even modulus": {N: new(big.Int).Lsh(n, 1), E: 3},
		"more bits than anybody needs": {N: new(big.Int).SetBit(big.NewInt(1), mostRSABits+1, 1), E: 3},
	} {
		self := oddSigner{k, big.NewInt(1)}
		value, _ := self.Sign(nil, sum(crypto.SHA256, nil), crypto.SHA256)
		if err := (scheme{oid: oidRSA256, hash: crypto.SHA256}).verify(k, nil, value); !errors.Is(err, errAlgorithm) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAnAuthorityWithAnOddKeyIsNotCalledAnImpostor: its certificates are
// not shown to be false.
func TestAnAuthorityWithAnOddKeyIsNotCalledAnImpostor(t *testing.T) {
	w := newWorld(t, nil)
	key := withExponent(t, 2048, 2271055779)
	authority := makeCertificate(t, w.root, "CA Khóa Lạ", key, asAuthority)
	by := another(t, makeCertificate(t, w.root, "CA Khóa Lạ", rsaKey(), asAuthority), "Nguyễn Văn Mẫu", nil)
	by.over = authority
	by = remade(t, by, oidRSA256, crypto.SHA256)
	trust := w.trust(today)
	trust.Others = []*x509.Certificate{authority.c}
	f := w.judge(w.signedBy(by, today, nil), trust, Moment{Now: today})
	wants(t, "by such an authority", f, office.SignatureReserved, "khóa RSA khác thường")
}
