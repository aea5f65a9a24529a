package papercode

import (
	"crypto/ed25519"
	"errors"
)

// vouchedBy comes before whatever a key vouches for, so that such a signature never
// passes for that of a code.
const vouchedBy = "tram station vouches 1\n"

// Vouch signs b with the station's key, for something that is no code on paper.
func (k Key) Vouch(b []byte) ([]byte, error) {
	if len(k.private) != ed25519.PrivateKeySize {
		return nil, errors.New("an empty key")
	}
	return ed25519.Sign(k.private, append([]byte(vouchedBy), b...)), nil
}

// Vouched tells whether the key signed b by Vouch.
func (p PublicKey) Vouched(b, signature []byte) bool {
	key, is := p.key.(ed25519.PublicKey)
	return is && ed25519.Verify(key, append([]byte(vouchedBy), b...), signature)
}
