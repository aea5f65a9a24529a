package seal

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"io"

	"filippo.io/age"
)

// witnessPurpose keeps the key of witnesses apart from whatever else may be derived
// from the identity.
const witnessPurpose = "tram witness 1"

// Witness (dấu chứng) is a code over b that only this identity makes: whoever has
// the sealed files and not the identity can neither make nor change one.
func (i *Identity) Witness(b []byte) ([]byte, error) { return witness(i.text(), b) }

func witness(secret string, b []byte) ([]byte, error) {
	key, err := witnessKey(secret)
	if err != nil {
		return nil, err
	}
	defer clear(key)
	return key.code(b), nil
}

// WitnessKey makes and knows the witnesses of one identity, and opens nothing.
type WitnessKey []byte

func witnessKey(secret string) (WitnessKey, error) {
	key, err := hkdf.Key(sha256.New, []byte(secret), nil, witnessPurpose, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("deriving the key of witnesses: %w", err)
	}
	return key, nil
}

func (k WitnessKey) code(b []byte) []byte {
	h := hmac.New(sha256.New, k)
	h.Write(b)
	return h.Sum(nil)
}

// Witnessed tells whether a code over b was made by this key.
func (k WitnessKey) Witnessed(b, code []byte) bool {
	return len(k) == sha256.Size && hmac.Equal(k.code(b), code)
}

// Format shows nothing of the key, whatever the verb.
func (k WitnessKey) Format(s fmt.State, _ rune) { io.WriteString(s, "seal.WitnessKey") }

// FormerWitness is the key by which the witnesses of the former identity are known after
// that is forgotten, with its public half.
func (i *Identity) FormerWitness() (recipient string, key WitnessKey, err error) {
	former := i.keys.Load().former
	if former == nil {
		return "", nil, NoIdentity
	}
	key, err = witnessKey(former.String())
	return former.Recipient().String(), key, err
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
