package seal

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
)

// witnessPurpose keeps the key of witnesses apart from whatever else may be derived
// from the identity.
const witnessPurpose = "tram witness 1"

// Witness (dấu chứng) is a code over b that only this identity makes: whoever has
// the sealed files and not the identity can neither make nor change one.
func (i *Identity) Witness(b []byte) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, []byte(i.text()), nil, witnessPurpose, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("deriving the key of witnesses: %w", err)
	}
	defer clear(key)
	h := hmac.New(sha256.New, key)
	h.Write(b)
	return h.Sum(nil), nil
}

// Witnessed tells whether a code is this identity's over b.
func (i *Identity) Witnessed(b, code []byte) bool {
	want, err := i.Witness(b)
	return err == nil && hmac.Equal(want, code)
}
