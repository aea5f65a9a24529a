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
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

// ownKey is a key of Windows' store. It never leaves the place where Windows or a token's
// driver has it: what it signs goes there.
type ownKey struct {
	certificate *x509.Certificate
	chain       []*x509.Certificate

	mu     sync.Mutex // a call that was given up may still be at work
	key    windows.Handle
	spec   uint32 // modern: the key itself (CNG); else a provider of the old kind (CSP) and which of its keys
	ours   bool   // to be let go
	closed bool
}

// modern is the spec of a key of CNG.
const modern = 0xffffffff

func (k *ownKey) acquire(c *windows.CertContext) error {
	window := windows.GetForegroundWindow()
	flags := uint32(windows.CRYPT_ACQUIRE_PREFER_NCRYPT_KEY_FLAG)
	var asker unsafe.Pointer
	if window != 0 {
		flags, asker = flags|windows.CRYPT_ACQUIRE_WINDOW_HANDLE_FLAG, unsafe.Pointer(&window)
	}
	if err := windows.CryptAcquireCertificatePrivateKey(c, flags, asker, &k.key, &k.spec, &k.ours); err != nil {
		return err
	}
	if k.spec == modern {
		return nil
	}
	if stronger, is := strongerFor(c); is {
		err := k.letGo()
		k.key, k.ours = stronger, true
		return err
	}
	return nil
}

func (k *ownKey) Certificate() *x509.Certificate { return k.certificate }
func (k *ownKey) Chain() []*x509.Certificate     { return k.chain }

// Sign has Windows sign. A call that was given up leaves the driver's window where it is;
// what comes of it then is dropped.
func (k *ownKey) Sign(ctx context.Context, digest []byte, how crypto.SignerOpts) ([]byte, error) {
	if len(digest) != how.HashFunc().Size() {
		return nil, fmt.Errorf("a digest of %d bytes by %v", len(digest), how.HashFunc())
	}
	value, err := apart(ctx, func() ([]byte, error) { return k.sign(bytes.Clone(digest), how) }, func([]byte) {})
	if err != nil {
		return nil, ownFailure("signing with a key of the system", err)
	}
	return value, nil
}

func (k *ownKey) sign(digest []byte, how crypto.SignerOpts) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.closed:
		return nil, KeyPutAway.Because(errors.New("the key is closed"))
	case k.spec != modern:
		return signOld(k.key, k.spec, digest, how)
	}
	switch public := k.certificate.PublicKey.(type) {
	case *rsa.PublicKey:
		return signModern(k.key, digest, how)
	case *ecdsa.PublicKey:
		pair, err := signPlain(k.key, digest)
		if err != nil {
			return nil, err
		}
		return pairToDER(pair)
	default:
		return nil, KeyOdd.Because(fmt.Errorf("a key of kind %T", public))
	}
}

// Close lets the key go.
func (k *ownKey) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return nil
	}
	k.closed = true
	return k.letGo()
}

func (k *ownKey) letGo() error {
	switch {
	case !k.ours:
		return nil
	case k.spec != modern:
		return windows.CryptReleaseContext(k.key, 0)
	}
	status, _, _ := ncryptFree.Call(uintptr(k.key))
	return answered(status)
}
