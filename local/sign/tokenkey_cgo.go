//go:build cgo

package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"

	"github.com/miekg/pkcs11"
)

// OpenToken opens the signing key of a token: where it has several, that whose
// certificate ends last. The PIN is not kept, but where the device itself asks
// for it at every signature.
func OpenToken(ctx context.Context, path string, slot uint, pin []byte) (Key, error) {
	return OpenTokenKey(ctx, path, slot, pin, func(*x509.Certificate) bool { return true })
}

// OpenTokenKey opens the signing key of a certificate that is wanted.
func OpenTokenKey(ctx context.Context, path string, slot uint, pin []byte, want func(*x509.Certificate) bool) (Key, error) {
	if len(pin) == 0 {
		return nil, PINForm
	}
	m, err := openModule(path)
	if err != nil {
		return nil, err
	}
	k := &tokenKey{m: m}
	err = m.call(ctx, func() error { return k.open(slot, pin, want) })
	if err != nil {
		// A call that was given up may still be using the session: only the
		// module's own count of users tells when it can stop.
		_ = m.close()
		return nil, tokenFailure("opening the token", err)
	}
	return k, nil
}

// tokenKey is a key that never leaves its token.
type tokenKey struct {
	m           *module
	session     pkcs11.SessionHandle
	object      pkcs11.ObjectHandle
	certificate *x509.Certificate
	chain       []*x509.Certificate
	pin         []byte // only where every signature needs it
	closed      bool
}

// open logs in and finds the key. A token that is locked is not tried, and
// whatever fails leaves no session behind.
func (k *tokenKey) open(slot uint, pin []byte, want func(*x509.Certificate) bool) (err error) {
	info, err := k.m.c.GetTokenInfo(slot)
	if err != nil {
		return err
	}
	if info.Flags&pkcs11.CKF_USER_PIN_LOCKED != 0 {
		return PINLocked
	}
	if k.session, err = k.m.c.OpenSession(slot, pkcs11.CKF_SERIAL_SESSION); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = k.m.c.CloseSession(k.session)
		}
	}()
	if err := k.login(slot, pin); err != nil {
		return err
	}
	return k.choose(want, pin)
}

// login tells, after a wrong PIN, how near the token is to locking.
func (k *tokenKey) login(slot uint, pin []byte) error {
	err := k.m.c.Login(k.session, pkcs11.CKU_USER, string(pin))
	if err == nil || said(err, pkcs11.CKR_USER_ALREADY_LOGGED_IN) {
		return nil
	}
	if !said(err, pkcs11.CKR_PIN_INCORRECT) {
		return err
	}
	info, infoErr := k.m.c.GetTokenInfo(slot)
	switch {
	case infoErr == nil && info.Flags&pkcs11.CKF_USER_PIN_LOCKED != 0:
		return PINLocked.Because(err)
	case infoErr == nil && info.Flags&pkcs11.CKF_USER_PIN_FINAL_TRY != 0:
		return PINLastTry.Because(err)
	}
	return err
}

// choose picks the certificate and finds its key.
func (k *tokenKey) choose(want func(*x509.Certificate) bool, pin []byte) error {
	all, err := k.m.certificates(k.session)
	if err != nil {
		return err
	}
	pool := make([]*x509.Certificate, len(all))
	for n, h := range all {
		pool[n] = h.c
	}
	slices.SortStableFunc(all, func(a, b held) int { return b.c.NotAfter.Compare(a.c.NotAfter) })
	for _, h := range all {
		if !want(h.c) || !forSigning(h.c) {
			continue
		}
		keys, err := k.m.find(k.session, pkcs11.NewAttribute(pkcs11.CKA_CLASS, pkcs11.CKO_PRIVATE_KEY), pkcs11.NewAttribute(pkcs11.CKA_ID, h.id))
		if err != nil {
			return err
		}
		if len(keys) > 0 {
			k.object, k.certificate, k.chain = keys[0], h.c, order(h.c, pool)
			k.keepWhereAsked(pin)
			return nil
		}
	}
	return NoKeyOnToken
}

// keepWhereAsked keeps the PIN for a key that wants it for every signature.
func (k *tokenKey) keepWhereAsked(pin []byte) {
	values, err := k.m.c.GetAttributeValue(k.session, k.object, []*pkcs11.Attribute{pkcs11.NewAttribute(pkcs11.CKA_ALWAYS_AUTHENTICATE, nil)})
	if err == nil && len(values[0].Value) == 1 && values[0].Value[0] != 0 {
		k.pin = bytes.Clone(pin)
	}
}

func (k *tokenKey) Certificate() *x509.Certificate { return k.certificate }
func (k *tokenKey) Chain() []*x509.Certificate     { return k.chain }

// Sign has the token sign. After a call that was given up the key is closed:
// nobody knows what the token is doing.
func (k *tokenKey) Sign(ctx context.Context, digest []byte, how crypto.SignerOpts) ([]byte, error) {
	if k.closed {
		return nil, TokenAway.Because(errors.New("the key is closed"))
	}
	mechanism, input, err := k.mechanism(digest, how)
	if err != nil {
		return nil, err
	}
	value := make(chan []byte, 1)
	err = k.m.call(ctx, func() error {
		if err := k.m.c.SignInit(k.session, []*pkcs11.Mechanism{mechanism}, k.object); err != nil {
			return err
		}
		if k.pin != nil {
			if err := k.m.c.Login(k.session, pkcs11.CKU_CONTEXT_SPECIFIC, string(k.pin)); err != nil {
				return err
			}
		}
		v, err := k.m.c.Sign(k.session, input)
		value <- v
		return err
	})
	if errors.Is(err, TokenSlow) || (err != nil && ctx.Err() != nil) {
		k.abandon()
	}
	if err != nil {
		return nil, tokenFailure("signing on the token", err)
	}
	if k.certificate.PublicKeyAlgorithm == x509.ECDSA {
		return pairToDER(<-value)
	}
	return <-value, nil
}

// The heads of DigestInfo (RFC 8017, 9.2) before a digest.
var digestHeads = map[crypto.Hash][]byte{
	crypto.SHA256: {0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20},
	crypto.SHA384: {0x30, 0x41, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2, 5, 0, 4, 0x30},
	crypto.SHA512: {0x30, 0x51, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3, 5, 0, 4, 0x40},
}

var pssMechanisms = map[crypto.Hash][2]uint{
	crypto.SHA256: {pkcs11.CKM_SHA256, pkcs11.CKG_MGF1_SHA256},
	crypto.SHA384: {pkcs11.CKM_SHA384, pkcs11.CKG_MGF1_SHA384},
	crypto.SHA512: {pkcs11.CKM_SHA512, pkcs11.CKG_MGF1_SHA512},
}

func (k *tokenKey) mechanism(digest []byte, how crypto.SignerOpts) (*pkcs11.Mechanism, []byte, error) {
	hash := how.HashFunc()
	head, known := digestHeads[hash]
	if !known || len(digest) != hash.Size() {
		return nil, nil, fmt.Errorf("a digest of %d bytes by %v", len(digest), hash)
	}
	switch public := k.certificate.PublicKey.(type) {
	case *ecdsa.PublicKey:
		return pkcs11.NewMechanism(pkcs11.CKM_ECDSA, nil), digest, nil
	case *rsa.PublicKey:
		if pss, is := how.(*rsa.PSSOptions); is {
			m := pssMechanisms[hash]
			salt := pss.SaltLength
			if salt <= 0 { // the hash's length, or the longest that fits
				salt = hash.Size()
			}
			return pkcs11.NewMechanism(pkcs11.CKM_RSA_PKCS_PSS, pkcs11.NewPSSParams(m[0], m[1], uint(salt))), digest, nil
		}
		return pkcs11.NewMechanism(pkcs11.CKM_RSA_PKCS, nil), append(bytes.Clone(head), digest...), nil
	default:
		return nil, nil, KeyOdd.Because(fmt.Errorf("a key of kind %T", public))
	}
}

// abandon gives the key up without touching the token.
func (k *tokenKey) abandon() {
	k.closed = true
	_ = k.m.close()
}

// Close ends the session and forgets the PIN.
func (k *tokenKey) Close() error {
	if k.closed {
		return nil
	}
	k.closed = true
	clear(k.pin)
	err := k.m.c.CloseSession(k.session)
	if said(err, pkcs11.CKR_SESSION_HANDLE_INVALID, pkcs11.CKR_DEVICE_REMOVED, pkcs11.CKR_TOKEN_NOT_PRESENT) {
		err = nil // the token is gone, and the session with it
	}
	return errors.Join(err, k.m.close())
}
