package office

import "time"

// SignatureVerdict is the one answer to "may I rely on this signature?".
type SignatureVerdict string

// Valid: everything was checked and holds. Reserved: nothing speaks against it,
// but something could not be checked. Unsigned: nobody vouches for it, and nothing
// speaks against it. Invalid: something speaks against it.
const (
	SignatureValid    SignatureVerdict = "valid"
	SignatureReserved SignatureVerdict = "reservation"
	SignatureUnsigned SignatureVerdict = "unsigned"
	SignatureInvalid  SignatureVerdict = "invalid"
)

var signatureVerdictNames = map[SignatureVerdict]string{
	SignatureValid: "Hợp lệ", SignatureReserved: "Cần lưu ý", SignatureUnsigned: "Không có chữ ký", SignatureInvalid: "Không hợp lệ",
}

// Name is how the verdict is told.
func (v SignatureVerdict) Name() string { return signatureVerdictNames[v] }

// Worse returns the less trusting of two verdicts.
func (v SignatureVerdict) Worse(other SignatureVerdict) SignatureVerdict {
	rank := map[SignatureVerdict]int{SignatureValid: 0, SignatureReserved: 1, SignatureUnsigned: 2, SignatureInvalid: 3}
	if rank[other] > rank[v] {
		return other
	}
	return v
}

// CertificateStatus of a signing certificate at one time.
type CertificateStatus string

// CertificateUnknown: no fresh word from its issuer is at hand.
const (
	CertificateGood        CertificateStatus = "good"
	CertificateRevoked     CertificateStatus = "revoked"
	CertificateExpired     CertificateStatus = "expired"
	CertificateNotYetValid CertificateStatus = "not-yet-valid"
	CertificateUnknown     CertificateStatus = "unknown"
)

var certificateStatusNames = map[CertificateStatus]string{
	CertificateGood: "còn hiệu lực", CertificateRevoked: "đã bị thu hồi", CertificateExpired: "đã hết hạn",
	CertificateNotYetValid: "chưa có hiệu lực", CertificateUnknown: "chưa biết",
}

// Name is how the status is told.
func (s CertificateStatus) Name() string { return certificateStatusNames[s] }

// TimeSource says how sure the time of a signature is.
type TimeSource string

// TimeStamped: an authority that is trusted says so. TimeClaimed: only the
// signer's clock says so. TimeUnknown: nobody says.
const (
	TimeStamped TimeSource = "stamp"
	TimeClaimed TimeSource = "claimed"
	TimeUnknown TimeSource = "unknown"
)

var timeSourceNames = map[TimeSource]string{
	TimeStamped: "theo dấu thời gian", TimeClaimed: "theo đồng hồ máy của người ký", TimeUnknown: "không rõ",
}

// Name is how the source is told.
func (s TimeSource) Name() string { return timeSourceNames[s] }

// SignatureLevel is how much a signature brings along for later proof (ETSI EN
// 319 142-1).
type SignatureLevel string

// LevelPlain is none of these levels: it lacks the name of its certificate under
// the signature, or is of another kind than PAdES. B-T adds a time stamp, B-LT
// what shows that the certificates were good.
const (
	LevelPlain SignatureLevel = "CMS"
	LevelB     SignatureLevel = "B-B"
	LevelT     SignatureLevel = "B-T"
	LevelLT    SignatureLevel = "B-LT"
)

// SignatureFinding tells of one signature who made it, when, and whether it
// holds (Luật GDĐT Điều 22.3).
type SignatureFinding struct {
	Field        string           `json:"field,omitempty"` // of the PDF form
	Stamp        bool             `json:"stamp,omitempty"` // a time stamp of the whole document, not a person's signature
	Verdict      SignatureVerdict `json:"verdict"`
	Signer       string           `json:"signer"`
	Organisation string           `json:"organisation,omitempty"`
	Issuer       string           `json:"issuer"`
	Serial       string           `json:"serial,omitempty"` // hexadecimal

	At       time.Time      `json:"at,omitzero"`
	AtFrom   TimeSource     `json:"at_from"`
	Level    SignatureLevel `json:"level,omitempty"`    // of a person's signature that holds
	ValidTo  time.Time      `json:"valid_to,omitzero"`  // end of the certificate
	StatusOf time.Time      `json:"status_of,omitzero"` // age of the newest word on revocation

	CertificateThen CertificateStatus `json:"certificate_then"`
	CertificateNow  CertificateStatus `json:"certificate_now"`

	CoversFile bool     `json:"covers_file"`       // nothing was added after it
	Since      []string `json:"since,omitempty"`   // what was added after it, Vietnamese
	Reasons    []string `json:"reasons,omitempty"` // Vietnamese, the gravest first
}

// WithoutUnheld takes from a finding what is true only of a signature that holds.
func (f SignatureFinding) WithoutUnheld() SignatureFinding {
	if f.Verdict == SignatureInvalid {
		f.Level = ""
	}
	return f
}

// SignatureReport is the answer for a whole document: the worst of its
// signatures, in one sentence.
type SignatureReport struct {
	Verdict    SignatureVerdict   `json:"verdict"`
	Said       string             `json:"said"`
	Signatures []SignatureFinding `json:"signatures"`
}
