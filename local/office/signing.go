package office

import (
	"image"
	"time"
)

// Role says in whose name a signature is made (Nghị định 30, Phụ lục I).
type Role string

// ByOffice is the signature of the office, its seal in the digital sense;
// ByPerson that of someone with the authority to sign.
const (
	ByOffice Role = "office"
	ByPerson Role = "person"
)

var roleNames = map[Role]string{ByOffice: "Cơ quan, tổ chức", ByPerson: "Người có thẩm quyền"}

// Name is how the role is told.
func (r Role) Name() string { return roleNames[r] }

// ParseRole reads a role; empty means the office.
func ParseRole(s string) (Role, error) {
	if s == "" {
		return ByOffice, nil
	}
	if _, known := roleNames[Role(s)]; !known {
		return "", UnknownRole.About(s)
	}
	return Role(s), nil
}

// KeyPlace says where a private key is kept.
type KeyPlace string

// A key lies in a PKCS #12 file, never leaves a token, is one of those of which the
// system keeps the certificates, or belongs to the signature service of the PC; the last
// two ask for the PIN by themselves.
const (
	KeyInFile    KeyPlace = "file"
	KeyOnToken   KeyPlace = "token"
	KeyInStore   KeyPlace = "store"
	KeyInService KeyPlace = "service"
)

var keyPlaces = map[KeyPlace]string{KeyInFile: "Tệp .p12", KeyOnToken: "USB Token", KeyInStore: "Kho chứng thư của Windows", KeyInService: "Dịch vụ ký trên máy"}

// Name is where that is, in Vietnamese.
func (p KeyPlace) Name() string { return keyPlaces[p] }

// KeySource (nơi giữ khóa) names one key without its secret.
type KeySource struct {
	Place  KeyPlace `json:"place"`
	Path   string   `json:"path,omitempty"` // of the file, or of the PKCS #11 module
	Slot   uint     `json:"slot,omitempty"`
	SHA256 Digest   `json:"sha256,omitempty"` // of the certificate; empty: the one that ends last
}

// SigningCertificate (chứng thư chữ ký số) is a certificate as a person reads
// it.
type SigningCertificate struct {
	Subject      string    `json:"subject"`
	Organisation string    `json:"organisation,omitempty"`
	Issuer       string    `json:"issuer"`
	Serial       string    `json:"serial"` // hexadecimal
	SHA256       Digest    `json:"sha256"`
	From         time.Time `json:"from"`
	To           time.Time `json:"to"`
	Trouble      string    `json:"trouble,omitempty"` // why it may not sign now, Vietnamese; empty: it may
}

// Token (USB Token) is a device that keeps private keys.
type Token struct {
	Module       string               `json:"module"` // path of the PKCS #11 module that reaches it
	Slot         uint                 `json:"slot"`
	Label        string               `json:"label"`
	Maker        string               `json:"maker,omitempty"`
	Model        string               `json:"model,omitempty"`
	Serial       string               `json:"serial,omitempty"`
	Certificates []SigningCertificate `json:"certificates"`

	// What the device says of wrong PINs: there is no number in PKCS #11.
	PINTried   bool `json:"pin_tried,omitempty"`    // a wrong one was given since the last right one
	PINLastTry bool `json:"pin_last_try,omitempty"` // one more locks it
	PINLocked  bool `json:"pin_locked,omitempty"`
}

// HeldKey is a key that was opened with its PIN or password, once for this
// session. The secret itself is not kept.
type HeldKey struct {
	Source      KeySource          `json:"source"`
	Certificate SigningCertificate `json:"certificate"`
	Standing    CertificateStatus  `json:"standing"`       // in the word of its issuer, as far as it is known here
	Note        string             `json:"note,omitempty"` // Vietnamese: which key of several it is
}

// Look is how a signature shows on its page (Nghị định 30, Phụ lục I).
type Look string

// LookHidden shows nothing; LookOnMark lies over our own mark, which tells the
// data, and shows nothing more; LookCopy and LookAnnex are lines at the top
// right; LookPerson is a signature drawn by hand, LookSeal the seal.
const (
	LookHidden Look = "hidden"
	LookOnMark Look = "on-mark"
	LookCopy   Look = "copy"
	LookAnnex  Look = "annex"
	LookPerson Look = "person"
	LookSeal   Look = "seal"
)

// Looks lists them in the order in which they are offered.
var Looks = []Look{LookOnMark, LookCopy, LookAnnex, LookPerson, LookSeal, LookHidden}

var lookNames = map[Look]string{
	LookHidden: "Không hiện trên trang", LookOnMark: "Gắn vào ký hiệu riêng", LookCopy: "Bản sao điện tử",
	LookAnnex: "Phụ lục, văn bản kèm theo", LookPerson: "Chữ ký của người có thẩm quyền", LookSeal: "Dấu của cơ quan",
}

// ParseLook reads a look; empty stays empty.
func ParseLook(s string) (Look, error) {
	if _, known := lookNames[Look(s)]; !known && s != "" {
		return "", UnknownLook.About(s)
	}
	return Look(s), nil
}

// Name is how the look is told.
func (l Look) Name() string { return lookNames[l] }

// LookSpot is where a signature shows: millimetres from the top left of the
// page as it is seen.
type LookSpot struct {
	Page int     `json:"page"` // from 0
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	W    float64 `json:"w"`
	H    float64 `json:"h"`
}

// SigningWish (yêu cầu ký) says how a document is to be signed.
type SigningWish struct {
	Role   Role      `json:"role"`
	Look   Look      `json:"look,omitempty"` // empty: as remembered for the type, or as the decree has it
	Spot   *LookSpot `json:"spot,omitempty"` // where the clerk put it; nil: where it fits best
	Reason string    `json:"reason,omitempty"`
	Clerk  Clerk     `json:"clerk"` // who does it here

	// Picture is a PNG that stands for the kept one; nil: the kept one.
	Picture []byte `json:"-"`
}

// SigningAsk is one document that is to be signed, and how.
type SigningAsk struct {
	ID   ID
	Wish SigningWish
}

// AskedAlike has several documents signed in the same way.
func AskedAlike(ids []ID, wish SigningWish) (all []SigningAsk) {
	for _, id := range ids {
		all = append(all, SigningAsk{ID: id, Wish: wish})
	}
	return all
}

// LookView is a signature as the window shows it before it is made.
type LookView struct {
	Look    Look
	Spot    LookSpot
	Picture image.Image // its ink on nothing, at PictureDPI; nil: nothing shows
	SheetW  float64     // mm, of the page
	SheetH  float64
	Notes   []string // what the clerk should know of it, Vietnamese
	Choices []Look   // what can be chosen for this document
}

// Task is what a document waits for on the page Ký số.
type Task string

// TaskFinish: a checked draft that the law lets be finished only with the
// office's signature. TaskSign: finished, and still without one. TaskExtend: signed
// with no network, so that proof of time or of its certificates is missing. TaskMay:
// finished of late without one, which the law does not ask for.
const (
	TaskFinish Task = "finish"
	TaskSign   Task = "sign"
	TaskExtend Task = "extend"
	TaskMay    Task = "may"
)

// SigningTask is one line of the list of what waits.
type SigningTask struct {
	Task   Task   `json:"task"`
	Row    Row    `json:"row"`
	Why    string `json:"why"`              // Vietnamese
	Signer string `json:"signer,omitempty"` // of what is to be extended
}

// SigningResult is how it went with one document of a queue.
type SigningResult struct {
	ID    ID             `json:"id"`
	Code  LookupCode     `json:"code"`
	Level SignatureLevel `json:"level,omitempty"`
	Note  string         `json:"note,omitempty"` // what is still owed, Vietnamese
	Err   error          `json:"-"`              // nil: signed
}

// Attestation tells who signed a conversion when the act was finished.
type Attestation struct {
	Role         Role           `json:"role"`
	Signer       string         `json:"signer"`
	Organisation string         `json:"organisation,omitempty"`
	Serial       string         `json:"serial"`
	At           time.Time      `json:"at"`
	Level        SignatureLevel `json:"level"`
}

// Names tells whether the certificate is made out to an office: a certificate of a
// person may sign in the office's role by mistake.
func (a Attestation) Names(o Office) bool {
	want := Fold(OneLine(o.Name))
	return Fold(OneLine(a.Signer)) == want || Fold(OneLine(a.Organisation)) == want
}

// SignatureException (trường hợp pháp luật có quy định khác) is why a document
// that needs the office's signature is finished without one (Luật GDĐT Điều
// 12.1d).
type SignatureException struct {
	LegalBasis string `json:"legal_basis"`
}

// SignedFile (bản ký số) is the signed form of a finished conversion: the PDF
// as it was made, and what was appended to it since, each piece sealed by
// itself, so that no byte before it ever changes. Each piece makes a version.
type SignedFile struct {
	ID         ID           `json:"id"`
	Version    int64        `json:"version"`
	Conversion ID           `json:"conversion"`
	Base       Digest       `json:"base"` // the PDF of the conversion
	BaseSize   int64        `json:"base_size"`
	Parts      []SignedPart `json:"parts"`
	Owes       bool         `json:"owes,omitempty"` // evidence or a time stamp is still to be added
}

// SignedPart is one increment of a signed file.
type SignedPart struct {
	Digest Digest    `json:"digest"` // of the piece, in the vault
	Size   int64     `json:"size"`
	Whole  Digest    `json:"whole"` // of the file that ends with it
	Step   string    `json:"step"`  // "sign", "extend"
	At     time.Time `json:"at"`
	Actor  string    `json:"actor"`

	Role   Role           `json:"role,omitempty"`
	Signer string         `json:"signer,omitempty"`
	Serial string         `json:"serial,omitempty"`
	Level  SignatureLevel `json:"level,omitempty"`
	Look   Look           `json:"look,omitempty"`
	Spot   *LookSpot      `json:"spot,omitempty"` // where it shows; nil: nowhere
}

// PDF is the digest of the whole signed file as it is now.
func (f SignedFile) PDF() Digest {
	if len(f.Parts) == 0 {
		return f.Base
	}
	return f.Parts[len(f.Parts)-1].Whole
}

// Pieces names what the signed file is made of in the vault, in order.
func (f SignedFile) Pieces() []Digest {
	all := []Digest{f.Base}
	for _, p := range f.Parts {
		all = append(all, p.Digest)
	}
	return all
}

// Size is that of the whole signed file, in bytes.
func (f SignedFile) Size() int64 {
	size := f.BaseSize
	for _, p := range f.Parts {
		size += p.Size
	}
	return size
}

// LookPicture is an image of a seal or of a hand-drawn signature that the
// office keeps.
type LookPicture struct {
	Digest  Digest  `json:"digest"` // PNG in the vault
	WidthMM float64 `json:"width_mm"`
}

// SigningSetup (thiết lập ký số) is how this station signs. Each change is in
// the journal.
type SigningSetup struct {
	ID       ID                 `json:"id"`
	Version  int64              `json:"version"`
	StampURL string             `json:"stamp_url,omitempty"` // time-stamp server (RFC 3161); empty: none
	Module   string             `json:"module,omitempty"`    // PKCS #11 module; empty: the usual ones are probed
	LastKey  KeySource          `json:"last_key,omitzero"`   // offered first
	Seal     *LookPicture       `json:"seal,omitempty"`
	Hands    map[ID]LookPicture `json:"hands,omitempty"` // signatures drawn by hand, by clerk
	Looks    map[string]Look    `json:"looks,omitempty"` // by role and document type: "office/quyet-dinh"
}

// LookKey is under which name a look is remembered for a document type.
func LookKey(r Role, docType string) string { return string(r) + "/" + docType }

// Withdrawal (thu hồi) says that a finished conversion is not to be relied on
// any more. Its files and its record stay.
type Withdrawal struct {
	ID         ID        `json:"id"`
	Version    int64     `json:"version"`
	Conversion ID        `json:"conversion"`
	Reason     string    `json:"reason"`
	Clerk      string    `json:"clerk"`
	At         time.Time `json:"at"`

	Clock *ClockWord `json:"clock,omitempty"` // where At is before the act: why it stands; nil: it is not
}
