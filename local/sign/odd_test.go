package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/cryptobyte"

	"tram/local/office"
)

// swap replaces bytes of a certificate that are there once.
func swap(old, new []byte) func([]byte) []byte {
	return func(tbs []byte) []byte { return bytes.Replace(tbs, old, new, 1) }
}

// retag gives a word of a name another kind.
func retag(word string, kind byte) func([]byte) []byte {
	tail := append([]byte{byte(len(word))}, word...)
	return swap(append([]byte{0x0c}, tail...), append([]byte{kind}, tail...))
}

// oddities are certificates that the standard library refuses, each with what is
// told of it. Some can be read all the same.
func oddities(t *testing.T, w *world) map[string]struct {
	by     *issuer
	reason string
} {
	plain := func(name string, change func(*x509.Certificate)) *issuer { return another(t, w.middle, name, change) }
	numbered := plain("Nguyễn Văn Mẫu", func(c *x509.Certificate) { c.SerialNumber = big.NewInt(0x1122334455667788) })
	mail := plain("vanthu@mauson.example", nil)
	hint := plain("Nguyễn Văn Mẫu", func(c *x509.Certificate) { c.DNSNames = []string{"mauson.example"} })
	keyed := plain("Nguyễn Văn Mẫu", func(c *x509.Certificate) { c.SubjectKeyId = []byte("0123456789") })
	curve := []byte{0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07}
	brainpool := []byte{0x06, 0x08, 0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x07}
	return map[string]struct {
		by     *issuer
		reason string
	}{
		"a number below zero":          {odd(t, numbered, swap([]byte{2, 8, 0x11, 0x22}, []byte{2, 8, 0x91, 0x22})), "số âm"},
		"letters that the kind lacks":  {odd(t, mail, retag("vanthu@mauson.example", 0x13)), "tên có ký tự"},
		"a name of bits":               {odd(t, mail, retag("vanthu@mauson.example", 0x03)), "tên có ký tự"},
		"accents in ASCII":             {odd(t, numbered, retag("Nguyễn Văn Mẫu", 0x16)), "tên có ký tự"},
		"a name of a site that is bad": {odd(t, hint, swap([]byte("mauson.example"), []byte("mauson\xffexample"))), "viết sai quy cách"},
		"a hint that is a demand":      {odd(t, keyed, criticalHint), "viết sai quy cách"},
		"a key on a brainpool curve":   {odd(t, numbered, swap(curve, brainpool)), "chưa biết"},
		"a hint twice":                 {odd(t, keyed, twiceKeyed), "viết sai quy cách"},
		"a limit twice":                {odd(t, keyed, twiceLimited), "không đúng chuẩn nên phần mềm này không đọc được"},
	}
}

// criticalHint marks the key identifier as a demand.
func criticalHint(tbs []byte) []byte {
	was := wrap(0x30, []byte{6, 3, 0x55, 0x1d, 0x0e}, wrap(4, wrap(4, []byte("0123456789"))))
	return replaceGrown(tbs, was, wrap(0x30, []byte{6, 3, 0x55, 0x1d, 0x0e}, []byte{1, 1, 0xff}, wrap(4, wrap(4, []byte("0123456789")))))
}

func twiceKeyed(tbs []byte) []byte {
	was := wrap(0x30, []byte{6, 3, 0x55, 0x1d, 0x0e}, wrap(4, wrap(4, []byte("0123456789"))))
	return replaceGrown(tbs, was, append(bytes.Clone(was), was...))
}

func twiceLimited(tbs []byte) []byte {
	was := wrap(0x30, []byte{6, 3, 0x55, 0x1d, 0x0f}, []byte{1, 1, 0xff}, wrap(4, []byte{3, 2, 6, 0xc0}))
	return replaceGrown(tbs, was, append(bytes.Clone(was), was...))
}

// replaceGrown replaces an extension by a longer one and mends the lengths round
// it.
func replaceGrown(tbs, was, is []byte) []byte {
	in := cryptobyte.String(tbs)
	var body, tail, all cryptobyte.String
	const tag = 0xa3 // [3]
	if !in.ReadASN1(&body, 0x30) {
		return tbs
	}
	at := bytes.LastIndex(body, []byte{tag})
	for ; at >= 0; at = bytes.LastIndex(body[:at], []byte{tag}) {
		rest := body[at:]
		if rest.ReadASN1(&tail, tag) && rest.Empty() && tail.ReadASN1(&all, 0x30) && tail.Empty() {
			return wrap(0x30, body[:at], wrap(tag, wrap(0x30, bytes.Replace(all, was, is, 1))))
		}
	}
	return tbs
}

// TestACertificateThatCannotBeReadIsNoForgery: what is true of it is told, with its
// name, and who changes the words is found out all the same.
func TestACertificateThatCannotBeReadIsNoForgery(t *testing.T) {
	w := newWorld(t, nil)
	for name, c := range oddities(t, w) {
		cms := w.signedBy(c.by, today, nil)
		f := w.judge(cms, w.trust(today), Moment{Now: today})
		wants(t, name, f, office.SignatureReserved, c.reason)
		if f.Signer == "" || f.Issuer != "CA Ví Dụ" || f.ValidTo.IsZero() {
			t.Errorf("%s: tells not whose it is: %+v", name, f)
		}
		for _, untrue := range []string{"giả", "hỏng", "không kèm", "danh sách tin cậy", "Chưa có tin"} {
			if strings.Contains(strings.Join(f.Reasons, " "), untrue) {
				t.Errorf("%s: says %q", name, f.Reasons)
			}
		}
		changed, err := Judge(context.Background(), cms, Bytes([]byte("khác")), w.trust(today), Moment{Now: today})
		if err != nil {
			t.Fatal(err)
		}
		wants(t, name+", other words", changed, office.SignatureInvalid, "đã bị thay đổi")
		if c.by.c.PublicKey == nil || c.by.c.RawTBSCertificate == nil {
			continue
		}
		forged := w.signedBy(&issuer{c.by.c, ecKey(elliptic.P256()), w.middle}, today, nil)
		wants(t, name+", another key", w.judge(forged, w.trust(today), Moment{Now: today}), office.SignatureInvalid, "giả")
		revoked := w.trust(today, gone(c.by.c, today.Add(-1), 1))
		wants(t, name+", revoked", w.judge(cms, revoked, Moment{Now: today}), office.SignatureInvalid, "đã bị thu hồi")
		stranger := newWorld(t, nil)
		wants(t, name+", of a stranger", w.judge(cms, stranger.trust(today), Moment{Now: today}), office.SignatureReserved, "danh sách tin cậy")
	}
}

// TestKeysOfOtherKindsAreNotCalledForged: openssl makes them.
func TestKeysOfOtherKindsAreNotCalledForged(t *testing.T) {
	dir := t.TempDir()
	for name, make := range map[string][]string{
		"brainpool": {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"},
		"secp256k1": {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"},
		"Ed448":     {"-newkey", "ed448"},
	} {
		key, cert := filepath.Join(dir, name+".key"), filepath.Join(dir, name+".pem")
		mustRun(t, "openssl", append([]string{"openssl", "req", "-x509", "-nodes", "-subj", "/CN=Nguyen Van Mau", "-keyout", key, "-out", cert, "-outform", "DER"}, make...)...)
		raw := readFile(t, cert)
		c, err := ReadCertificate(raw)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		w := newWorld(t, nil)
		f := w.judge(w.signedBy(&issuer{c, ecKey(elliptic.P256()), nil}, today, nil), w.trust(today), Moment{Now: today})
		wants(t, name, f, office.SignatureReserved, "loại khóa mà phần mềm chưa biết")
		if f.Signer != "Nguyen Van Mau" || f.Level != "" {
			t.Errorf("%s: signed by %q, level %q", name, f.Signer, f.Level)
		}
	}
}

// signPSS signs as RFC 8017 has it, with any hash for the mask.
func signPSS(t *testing.T, k *rsa.PrivateKey, hash, mask crypto.Hash, signed []byte, salt int) []byte {
	t.Helper()
	bits := k.N.BitLen() - 1
	encoded := make([]byte, (bits+7)/8)
	random := make([]byte, salt)
	rand.Read(random)
	h := sum(hash, append(append(make([]byte, 8), sum(hash, signed)...), random...))
	end := len(encoded) - len(h) - 1
	encoded[end-salt-1] = 1
	copy(encoded[end-salt:], random)
	for i, b := range mgf1(mask, h, end) {
		encoded[i] ^= b
	}
	encoded[0] &= 0xff >> (8*len(encoded) - bits)
	copy(encoded[end:], h)
	encoded[len(encoded)-1] = 0xbc
	return new(big.Int).Exp(new(big.Int).SetBytes(encoded), k.D, k.N).FillBytes(make([]byte, k.Size()))
}

// pssNamed is RSASSA-PSS-params of a salt of so many bytes, and what more they say.
func pssNamed(hash, mask asn1.ObjectIdentifier, salt int, more ...[]byte) []byte {
	named := func(oid asn1.ObjectIdentifier) []byte {
		return der(func(b *cryptobyte.Builder) { addAlgorithm(b, oid, true) })
	}
	oid := func(o asn1.ObjectIdentifier) []byte {
		return der(func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(o) })
	}
	long := wrap(context2, der(func(b *cryptobyte.Builder) { b.AddASN1Int64(int64(salt)) }))
	said := append([][]byte{wrap(context0, named(hash)), wrap(context1, wrap(0x30, oid(oidMGF1), named(mask))), long}, more...)
	return wrap(0x30, oid(oidPSS), wrap(0x30, said...))
}

// TestPSSIsWhatItSaysOfItself: a salt of another length, or an end that nobody knows, is
// refused by others.
func TestPSSIsWhatItSaysOfItself(t *testing.T) {
	k, signed := rsaKey(), []byte("những thuộc tính được ký")
	end := func(n int64) []byte { return wrap(0xa3, der(func(b *cryptobyte.Builder) { b.AddASN1Int64(n) })) }
	for name, c := range map[string]struct {
		said []byte
		mask crypto.Hash
		want error
	}{
		"as it says":        {pssNamed(oidSHA256, oidSHA256, 32), crypto.SHA256, nil},
		"and how it ends":   {pssNamed(oidSHA256, oidSHA256, 32, end(1)), crypto.SHA256, nil},
		"a longer salt":     {pssNamed(oidSHA256, oidSHA256, 20), crypto.SHA256, errSalt},
		"a shorter salt":    {pssNamed(oidSHA256, oidSHA256, 48), crypto.SHA256, errSalt},
		"under a mask":      {pssNamed(oidSHA256, oidSHA1, 20), crypto.SHA1, errSalt},
		"an end of its own": {pssNamed(oidSHA256, oidSHA256, 32, end(2)), crypto.SHA256, errAlgorithm},
		"less than nothing": {pssNamed(oidSHA256, oidSHA256, -1), crypto.SHA256, errAlgorithm},
	} {
		in := cryptobyte.String(c.said)
		s, err := readScheme(&in, nil)
		if err != nil {
			t.Fatal(name, err)
		}
		if err := s.verify(&k.PublicKey, signed, signPSS(t, k, crypto.SHA256, c.mask, signed, 32)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPSSHoldsWithAnyMask, and openssl makes the same.
func TestPSSHoldsWithAnyMask(t *testing.T) {
	k := rsaKey()
	signed := []byte("những thuộc tính được ký")
	oids := map[crypto.Hash]asn1.ObjectIdentifier{crypto.SHA1: oidSHA1, crypto.SHA256: oidSHA256, crypto.SHA384: oidSHA384, crypto.SHA512: oidSHA512}
	for _, c := range []struct {
		hash, mask crypto.Hash
		salt       int
		want       error
	}{
		{crypto.SHA256, crypto.SHA1, 32, nil}, {crypto.SHA256, crypto.SHA1, 20, nil}, {crypto.SHA256, crypto.SHA1, 0, nil},
		{crypto.SHA512, crypto.SHA256, 64, nil}, {crypto.SHA384, crypto.SHA512, 48, nil}, {crypto.SHA256, crypto.SHA256, 20, nil},
		{crypto.SHA1, crypto.SHA1, 20, errOldAlgorithm}, {crypto.SHA1, crypto.SHA256, 20, errOldAlgorithm},
	} {
		in := cryptobyte.String(pssNamed(oids[c.hash], oids[c.mask], c.salt))
		s, err := readScheme(&in, nil)
		if err != nil || s.hash != c.hash || s.mask != c.mask {
			t.Fatalf("%v, %v: read as %+v, %v", c.hash, c.mask, s, err)
		}
		value := signPSS(t, k, c.hash, c.mask, signed, c.salt)
		if err := s.verify(&k.PublicKey, signed, value); !errors.Is(err, c.want) {
			t.Errorf("%v with a mask of %v: %v", c.hash, c.mask, err)
		}
		if c.want != nil {
			continue
		}
		if err := s.verify(&k.PublicKey, append(signed, '.'), value); !errors.Is(err, errForged) {
			t.Errorf("other words: %v", err)
		}
		for at := range value {
			bad := bytes.Clone(value)
			bad[at] ^= 0x10
			if s.verify(&k.PublicKey, signed, bad) == nil {
				t.Fatalf("byte %d flipped, and it holds", at)
			}
		}
		other := scheme{oid: oidPSS, hash: c.hash, mask: crypto.SHA384}
		if c.mask != crypto.SHA384 && other.verify(&k.PublicKey, signed, value) == nil {
			t.Error("it holds with a mask that was not taken")
		}
	}
	empty := cryptobyte.String(wrap(0x30, der(func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidPSS) }), wrap(0x30)))
	if s, err := readScheme(&empty, nil); err != nil || !errors.Is(s.usable(), errOldAlgorithm) {
		t.Errorf("what is left out is SHA-1: %+v, %v", s, err)
	}
	opensslPSS(t, k, signed)
}

// opensslPSS has openssl sign with a mask of another hash.
func opensslPSS(t *testing.T, k *rsa.PrivateKey, signed []byte) {
	t.Helper()
	dir := t.TempDir()
	digest := sha256.Sum256(signed)
	out := filepath.Join(dir, "value")
	mustRun(t, "openssl", "openssl", "pkeyutl", "-sign", "-inkey", put(t, dir, "key.pem", pemKey(t, k)), "-in", put(t, dir, "digest", digest[:]), "-out", out,
		"-pkeyopt", "digest:sha256", "-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_mgf1_md:sha1", "-pkeyopt", "rsa_pss_saltlen:32")
	s := scheme{oid: oidPSS, hash: crypto.SHA256, mask: crypto.SHA1}
	if err := s.verify(&k.PublicKey, signed, readFile(t, out)); err != nil {
		t.Errorf("openssl's: %v", err)
	}
}

// TestWhyThereIsNoWayToARootIsToldTruly: the name of an authority in a certificate
// is only what somebody wrote.
func TestWhyThereIsNoWayToARootIsToldTruly(t *testing.T) {
	w := newWorld(t, nil)
	impostor := makeCertificate(t, nil, "CA Ví Dụ", ecKey(elliptic.P256()), asAuthority)
	impostor.c.RawSubject = w.middle.c.RawSubject
	pretended := another(t, impostor, "Nguyễn Văn Mẫu", nil)
	rsaMiddle := makeCertificate(t, w.root, "CA RSA Ví Dụ", rsaKey(), asAuthority)
	old := remade(t, another(t, rsaMiddle, "Nguyễn Văn Mẫu", nil), oidRSASHA1, crypto.SHA1)
	odd := remade(t, another(t, rsaMiddle, "Nguyễn Văn Mẫu", nil), asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 3, 14}, crypto.SHA256)
	for name, c := range map[string]struct {
		by     *issuer
		reason string
	}{
		"an impostor of the authority":   {pretended, "không phải do khóa của nơi đó"},
		"an authority that signs SHA-1":  {old, "thuật toán cũ"},
		"an authority that signs SHA3":   {odd, "thuật toán mà phần mềm chưa biết"},
		"an authority that nobody knows": {newWorld(t, func(c *x509.Certificate) {}).clerk, ""},
	} {
		trust := w.trust(today)
		trust.Others = []*x509.Certificate{rsaMiddle.c}
		f := w.judge(w.signedBy(c.by, today, nil), trust, Moment{Now: today})
		wants(t, name, f, office.SignatureReserved, c.reason)
	}
}

// remade is a certificate that its issuer signed in another way.
func remade(t *testing.T, i *issuer, oid asn1.ObjectIdentifier, hash crypto.Hash) *issuer {
	t.Helper()
	named := func(o asn1.ObjectIdentifier) []byte {
		return der(func(b *cryptobyte.Builder) { addAlgorithm(b, o, true) })
	}
	tbs := bytes.Replace(i.c.RawTBSCertificate, named(oidRSA256), named(oid), 1)
	if len(named(oid)) != len(named(oidRSA256)) {
		in := cryptobyte.String(i.c.RawTBSCertificate)
		var body cryptobyte.String
		in.ReadASN1(&body, 0x30)
		tbs = wrap(0x30, bytes.Replace(body, named(oidRSA256), named(oid), 1))
	}
	value, err := i.over.key.Sign(rand.Reader, sum(hash, tbs), hash)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ReadCertificate(wrap(0x30, tbs, named(oid), der(func(b *cryptobyte.Builder) { b.AddASN1BitString(value) })))
	if err != nil {
		t.Fatal(err)
	}
	return &issuer{c, i.key, i.over}
}
