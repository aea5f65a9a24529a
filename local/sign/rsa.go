package sign

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"math/big"
)

// The standard library refuses RSA keys that authorities do give out: with a
// public exponent above 2³¹, or of a small or odd size. What it refuses to look at
// is worked out here; that such a key is weak is told elsewhere.

// mostRSABits bounds the work on a hostile key.
const mostRSABits = 16384

// verifyRSA holds an RSA signature against a digest: nil, errForged where the
// mathematics does not fit, errAlgorithm where it is not to be worked out.
func (s scheme) verifyRSA(k *rsa.PublicKey, digest, value []byte) error {
	switch {
	case s.mask == 0 && !s.isOneOf(oidRSA, oidRSA256, oidRSA384, oidRSA512):
		return errForged
	case k.N.BitLen() > mostRSABits:
		return errAlgorithm
	}
	err := errAlgorithm // the library knows one hash for both parts of PSS
	switch s.mask {
	case 0:
		err = rsa.VerifyPKCS1v15(k, s.hash, digest, value)
	case s.hash:
		err = rsa.VerifyPSS(k, s.hash, digest, value, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthAuto})
	}
	switch {
	case err == nil && s.mask != 0 && s.salt != nil && !s.saltFits(k, digest, value):
		return errSalt
	case err == nil:
		return nil
	case errors.Is(err, rsa.ErrVerification):
		return errForged
	}
	return s.workOut(k, digest, value)
}

// workOut does by hand what the library will not.
func (s scheme) workOut(k *rsa.PublicKey, digest, value []byte) error {
	if k.E < 3 || k.E%2 == 0 || k.N.Bit(0) == 0 {
		return errAlgorithm
	}
	fits := verifyPSS
	if s.mask == 0 {
		fits = verifyPKCS1
	}
	switch {
	case !fits(k, s.hash, s.mask, digest, value):
		return errForged
	case s.mask != 0 && s.salt != nil && !s.saltFits(k, digest, value):
		return errSalt
	}
	return nil
}

// saltFits tells whether the salt of a PSS signature is as long as it says.
func (s scheme) saltFits(k *rsa.PublicKey, digest, value []byte) bool {
	n, fits := saltOf(k, s.hash, s.mask, digest, value)
	return fits && n == *s.salt
}

// opened is the number that a signature value hides; nil: it is none of this key.
func opened(k *rsa.PublicKey, value []byte) *big.Int {
	number := new(big.Int).SetBytes(value)
	if len(value) != k.Size() || number.Cmp(k.N) >= 0 {
		return nil
	}
	return number.Exp(number, big.NewInt(int64(k.E)), k.N)
}

// verifyPKCS1 checks EMSA-PKCS1-v1_5 (RFC 8017, 9.2). The whole message is made
// and compared: what is only looked into can be forged where exponents are small.
func verifyPKCS1(k *rsa.PublicKey, hash, _ crypto.Hash, digest, value []byte) bool {
	number := opened(k, value)
	told, err := hex.DecodeString(digestInfos[hash])
	told = append(told, digest...)
	const least = 11 // 0, 1, eight bytes of 0xff, 0
	if number == nil || err != nil || digestInfos[hash] == "" || k.Size() < len(told)+least {
		return false
	}
	padding := bytes.Repeat([]byte{0xff}, k.Size()-len(told)-3)
	want := bytes.Join([][]byte{{0, 1}, padding, {0}, told}, nil)
	return bytes.Equal(number.FillBytes(make([]byte, k.Size())), want)
}

// digestInfos are the beginnings of DigestInfo (RFC 8017, 9.2, note 1).
var digestInfos = map[crypto.Hash]string{
	crypto.SHA256: "3031300d060960864801650304020105000420",
	crypto.SHA384: "3041300d060960864801650304020205000430",
	crypto.SHA512: "3051300d060960864801650304020305000440",
}

// oddKey tells that an authority's key is one that the standard library does not
// work with, so that it can follow no way through it.
func oddKey(c *x509.Certificate) bool {
	k, is := c.PublicKey.(*rsa.PublicKey)
	if !is {
		return false
	}
	err := rsa.VerifyPKCS1v15(k, crypto.SHA256, make([]byte, crypto.SHA256.Size()), make([]byte, k.Size()))
	return err != nil && !errors.Is(err, rsa.ErrVerification)
}
