package office

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Digest is a SHA-256 in 64 lower-case hexadecimal digits. It names a file in
// the vault and an entry in the journal.
type Digest string

// DigestOf hashes a whole value that is already in memory.
func DigestOf(b []byte) Digest {
	sum := sha256.Sum256(b)
	return Digest(hex.EncodeToString(sum[:]))
}

// ParseDigest reads the 64-digit form.
func ParseDigest(s string) (Digest, error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != sha256.Size || hex.EncodeToString(b) != s {
		return "", fmt.Errorf("not a SHA-256 in lower-case hexadecimal digits")
	}
	return Digest(s), nil
}
