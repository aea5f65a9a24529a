package papercode

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/veraison/go-cose"
)

// KeyID names a public key in 16 lower-case hexadecimal digits.
type KeyID string

const keyIDBytes = 8

// Key is what a station signs its codes with: Ed25519. It is made once on the
// station and kept as its seed, sealed, by another room. Formatting it shows
// only the key id.
type Key struct{ private ed25519.PrivateKey }

// NewKey makes a key from the randomness of the operating system.
func NewKey() (Key, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return Key{}, fmt.Errorf("making a key: %w", err)
	}
	return Key{private}, nil
}

// KeyFromSeed gives the key back whose Seed was kept.
func KeyFromSeed(seed []byte) (Key, error) {
	if len(seed) != ed25519.SeedSize {
		return Key{}, fmt.Errorf("a seed of %d bytes", len(seed))
	}
	return Key{ed25519.NewKeyFromSeed(seed)}, nil
}

// Seed is the secret, 32 bytes. It is only to be sealed.
func (k Key) Seed() []byte { return k.private.Seed() }

// Public is the half that others check with.
func (k Key) Public() (PublicKey, error) {
	if len(k.private) != ed25519.PrivateKeySize {
		return PublicKey{}, errors.New("an empty key")
	}
	spki, err := x509.MarshalPKIXPublicKey(k.private.Public())
	if err != nil {
		return PublicKey{}, err
	}
	return ParsePublicKey(spki)
}

// Format shows the public half, whatever the verb.
func (k Key) Format(s fmt.State, _ rune) {
	public, _ := k.Public()
	io.WriteString(s, "papercode key "+string(public.ID()))
}

// PublicKey checks codes: Ed25519 (EdDSA), or ECDSA on P-256 (ES256), which
// other offices may use.
type PublicKey struct {
	spki      string
	key       crypto.PublicKey
	algorithm cose.Algorithm
}

// ParsePublicKey reads a SubjectPublicKeyInfo in DER, in its one canonical form.
func ParsePublicKey(spki []byte) (PublicKey, error) {
	key, err := x509.ParsePKIXPublicKey(spki)
	if err != nil {
		return PublicKey{}, fmt.Errorf("reading a public key: %w", err)
	}
	p := PublicKey{spki: string(spki), key: key}
	switch k := key.(type) {
	case ed25519.PublicKey:
		p.algorithm = cose.AlgorithmEdDSA
	case *ecdsa.PublicKey:
		p.algorithm = cose.AlgorithmES256
		if k.Curve != elliptic.P256() {
			return PublicKey{}, errors.New("a public key on another curve than P-256")
		}
	default:
		return PublicKey{}, fmt.Errorf("a public key of kind %T", key)
	}
	if again, err := x509.MarshalPKIXPublicKey(key); err != nil || !bytes.Equal(again, spki) {
		return PublicKey{}, errors.New("a public key that is not in canonical DER")
	}
	return p, nil
}

// SPKI is the key as a SubjectPublicKeyInfo in DER.
func (p PublicKey) SPKI() []byte { return []byte(p.spki) }

// ID is the key id that stands in the codes signed with this key.
func (p PublicKey) ID() KeyID {
	sum := sha256.Sum256([]byte(p.spki))
	return KeyID(hex.EncodeToString(sum[:keyIDBytes]))
}
