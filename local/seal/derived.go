package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
)

// keyPurpose keeps the keys for others apart from the key of witnesses.
const keyPurpose = "tram key 1 "

// KeySize is the length of a derived key in bytes.
const KeySize = 32

// Key derives a key for one purpose: the same each time, and of no use to find the
// identity or the key for another purpose.
func (i *Identity) Key(purpose string) ([]byte, error) { return derived(i.text(), purpose) }

// FormerKey is what Key was of the identity before, while that is there: NoIdentity.
func (i *Identity) FormerKey(purpose string) ([]byte, error) {
	former := i.keys.Load().former
	if former == nil {
		return nil, NoIdentity
	}
	return derived(former.String(), purpose)
}

func derived(secret, purpose string) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, []byte(secret), nil, keyPurpose+purpose, KeySize)
	if err != nil {
		return nil, fmt.Errorf("deriving a key: %w", err)
	}
	return key, nil
}
