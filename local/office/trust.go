package office

import "time"

// TrustedRoot (gốc tin cậy) is the certificate of an authority that the office
// decided to trust, as the root of the chứng thư số chuyên dùng công vụ is.
// Each import and each removal is in the journal.
type TrustedRoot struct {
	ID          ID        `json:"id"`
	Version     int64     `json:"version"`
	Name        string    `json:"name"`
	SHA256      Digest    `json:"sha256"`
	Certificate []byte    `json:"certificate"` // DER
	ValidTo     time.Time `json:"valid_to"`
	Added       time.Time `json:"added"`
	Removed     bool      `json:"removed,omitempty"`
}
