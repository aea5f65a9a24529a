package office

import "time"

// StationKey (khóa của trạm) signs the codes on paper, or checks those of
// another station that the office took in. Each import and each change is in
// the journal; the private half lies sealed in the vault.
type StationKey struct {
	ID         ID        `json:"id"`
	Version    int64     `json:"version"`
	KeyID      string    `json:"key_id"` // hexadecimal, as the code names it
	Public     []byte    `json:"public"` // SPKI in DER
	Office     string    `json:"office"`
	OfficeCode string    `json:"office_code"`
	Station    ID        `json:"station"`
	Created    time.Time `json:"created"`

	Ours          bool      `json:"ours"`
	Secret        Digest    `json:"secret,omitempty"`        // of the sealed private half; ours alone
	Certification []byte    `json:"certification,omitempty"` // CMS of the office's signing certificate over the statement
	CertifiedBy   string    `json:"certified_by,omitempty"`
	Imported      time.Time `json:"imported,omitzero"`
	Retired       bool      `json:"retired,omitempty"` // signs no more (ours), or is trusted no more (others')
}

// PaperProof is what the code on a paper, a scan or a photo says, checked with
// no network against the keys at hand.
type PaperProof struct {
	Verdict SignatureVerdict `json:"verdict"`
	Said    string           `json:"said"`  // one Vietnamese sentence
	Lines   []string         `json:"lines"` // to compare with what is printed
	KeyID   string           `json:"key_id,omitempty"`
	Office  string           `json:"office,omitempty"` // whose key it is
	Ours    bool             `json:"ours,omitempty"`
	Reasons []string         `json:"reasons,omitempty"` // Vietnamese, the gravest first

	Withdrawn *Withdrawal `json:"withdrawn,omitempty"` // the document was withdrawn

	// Others are the other codes on the same sheet, none of which is worse.
	Others []PaperProof `json:"others,omitempty"`
}
