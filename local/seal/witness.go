package seal

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"

	"filippo.io/age"
)

// witnessPurpose keeps the key of witnesses apart from whatever else may be derived
// from the identity.
const witnessPurpose = "tram witness 1"

// Witness (dấu chứng) is a code over b that only this identity makes: whoever has
// the sealed files and not the identity can neither make nor change one.
func (i *Identity) Witness(b []byte) ([]byte, error) { return witness(i.text(), b) }

func witness(secret string, b []byte) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, []byte(secret), nil, witnessPurpose, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("deriving the key of witnesses: %w", err)
	}
	defer clear(key)
	h := hmac.New(sha256.New, key)
	h.Write(b)
	return h.Sum(nil), nil
}

// Witnessed tells whether a code is this identity's over b, or the former one's as long
// as that is there.
func (i *Identity) Witnessed(b, code []byte) bool {
	held := i.keys.Load()
	return witnessedBy(held.now, b, code) || held.former != nil && witnessedBy(held.former, b, code)
}

func witnessedBy(key *age.X25519Identity, b, code []byte) bool {
	want, err := witness(key.String(), b)
	return err == nil && hmac.Equal(want, code)
}
