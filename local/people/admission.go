package people

import (
	"encoding/json"
	"fmt"

	"tram/local/office"
)

// Admission (xác thực) is what lets a person in: their standing, the verifier of their
// password, and the sums of their tokens. Each change makes the next generation.
//
// The journal names its hash. It lies open there, and nobody can try passwords against
// it: the random salt is part of what is hashed.
type Admission struct {
	Account    office.ID `json:"account"`
	Generation int64     `json:"generation"`
	Standing
	Password  *Verifier         `json:"password,omitempty"` // nil: none
	TokenSums map[string][]byte `json:"token_sums,omitempty"`

	// Begun: the account is new, and the book does not know yet whether the journal ever
	// named it. It is no part of what is hashed.
	Begun bool `json:"-"`
}

const admissionDomain = "tram admission 1\n"

// Digest is the SHA-256 of the canonical bytes: the line admissionDomain and the JSON of
// the fields in the order of their declaration, the names of a map sorted.
func (a Admission) Digest() (office.Digest, error) {
	b, err := json.Marshal(a)
	if err != nil {
		return "", fmt.Errorf("writing an admission: %w", err)
	}
	defer clear(b)
	return office.DigestOf(append([]byte(admissionDomain), b...)), nil
}

// isOf tells whether the admission is the one that an account of the journal names.
func (a Admission) isOf(account Account) bool {
	digest, err := a.Digest()
	return err == nil && digest == account.Admission && a.Account == account.ID &&
		a.Generation == account.Generation && a.Standing.same(account.Standing) && (a.Password != nil) == account.HasPassword
}

// of makes the account tell of an admission.
func (a Account) of(next Admission) (Account, error) {
	digest, err := next.Digest()
	a.Standing, a.Generation, a.Admission, a.HasPassword = next.clone(), next.Generation, digest, next.Password != nil
	return a, err
}
