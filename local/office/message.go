package office

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// SystemPart says what an information system did with a data message (Luật GDĐT
// Điều 12.2b).
type SystemPart string

// The four parts that the law names.
const (
	Created  SystemPart = "created"
	Sent     SystemPart = "sent"
	Received SystemPart = "received"
	Stored   SystemPart = "stored"
)

// SystemParts lists them in the order of the law.
var SystemParts = []SystemPart{Created, Sent, Received, Stored}

var systemPartNames = map[SystemPart]string{Created: "Khởi tạo", Sent: "Gửi", Received: "Nhận", Stored: "Lưu trữ"}

// Name is the Vietnamese name of the part.
func (p SystemPart) Name() string { return systemPartNames[p] }

// InfoSystem (hệ thống thông tin) is a system that created, sent, received or
// stores a data message, and its owner (chủ quản, Điều 5.1a).
type InfoSystem struct {
	Part  SystemPart `json:"part"`
	Name  string     `json:"name"`
	Owner string     `json:"owner"`
}

// DataMessage (thông điệp dữ liệu) is the original from which paper is made. Its
// file lies in the vault as it came and is never rewritten.
type DataMessage struct {
	Name   string `json:"name"`  // of the file, as the clerk knows it
	Media  string `json:"media"` // "pdf", "jpeg", "docx", …
	File   Digest `json:"file"`
	Size   int64  `json:"size"`
	Pages  int    `json:"pages"`
	PDF    Digest `json:"pdf"` // what is shown and printed: File itself, or what was made of it; empty: neither
	PDFLen int64  `json:"pdf_size"`

	// Made tells how PDF was made of File; nil: they are the same.
	Made *MadeFrom `json:"made,omitempty"`

	Systems []InfoSystem `json:"systems"`
	Address string       `json:"address,omitempty"` // full link or unique code in the storing system (Điều 5.1b); empty: our own code

	// Restrictions are what the owner of an encrypted file does not allow, in
	// Vietnamese ("không cho in"). They are told, not ignored.
	Restrictions []string `json:"restrictions,omitempty"`
	Sealed       bool     `json:"sealed,omitempty"` // the file opens with a password only; PDF is without

	// Otherwise are the pages of PDF, from 0, that print otherwise than they show on
	// a screen: notes or layers that are meant for one of them.
	Otherwise []int `json:"otherwise,omitempty"`

	// Told is the latest time that the file tells of itself; zero: none.
	Told time.Time `json:"told,omitzero"`

	// Signatures is what was found out when it was brought in; nil: it has none.
	Signatures *SignatureReport `json:"signatures,omitempty"`
}

// Shown tells whether there are pages of it to be seen; otherwise it is only kept as it came.
func (m DataMessage) Shown() bool { return m.PDF != "" }

// MessageOrder (phiếu) is a data message that a clerk brings in.
type MessageOrder struct {
	Clerk    Clerk
	Document Document
	Form     Form
	Source   Source // empty: the usual one of the form
	Systems  []InfoSystem
	Address  string
	Path     string
	Password string // of a locked PDF; it is not kept
	WithQR   bool
}

// MadeFrom tells which program made a PDF of a file of another kind.
type MadeFrom struct {
	Program string    `json:"program"` // "LibreOffice 7.4.7"
	At      time.Time `json:"at"`
}

// Tidy is the message with its words on one line each, and without systems that
// say nothing.
func (m DataMessage) Tidy() DataMessage {
	m.Address = OneLine(m.Address)
	var kept []InfoSystem
	for _, s := range m.Systems {
		s.Name, s.Owner = OneLine(s.Name), OneLine(s.Owner)
		if s.Name != "" || s.Owner != "" {
			kept = append(kept, s)
		}
	}
	m.Systems = kept
	return m
}

// SystemLines tells the systems as they stand on paper: one line for each pair of
// system and owner, with all that it did.
func (m DataMessage) SystemLines() []string {
	type pair struct{ name, owner string }
	var order []pair
	parts := map[pair][]string{}
	for _, s := range m.Systems {
		p := pair{s.Name, s.Owner}
		if !slices.Contains(order, p) {
			order = append(order, p)
		}
		if s.Part.Name() != "" {
			parts[p] = append(parts[p], strings.ToLower(s.Part.Name()))
		}
	}
	lines := make([]string, len(order))
	for i, p := range order {
		did := ""
		if n := len(parts[p]); n > 0 && n < len(SystemParts) {
			did = " (" + strings.Join(parts[p], ", ") + ")"
		}
		lines[i] = "Hệ thống" + did + ": " + p.name + " – Chủ quản: " + p.owner
	}
	return lines
}

// CopyNumber (số bản sao) is the place of a copy in the common yearly series of
// SAO Y, SAO LỤC and TRÍCH SAO (Nghị định 30, Phụ lục I).
type CopyNumber struct {
	Year   int    `json:"year"`
	Number int    `json:"number"`
	Symbol string `json:"symbol"` // "SY-UBND"
}

// Said is the number as it stands on paper: 05/SY-UBND.
func (n CopyNumber) Said() string { return Numbered(fmt.Sprintf("%02d", n.Number), n.Symbol) }

// CopySigner is what the block of a copy says beside its number: who signs it,
// where, and who gets it.
type CopySigner struct {
	Place      string   `json:"place"`    // địa danh
	Position   string   `json:"position"` // "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"
	Name       string   `json:"name"`
	Recipients []string `json:"recipients,omitempty"`
}

// WetSignature (chữ ký, đóng dấu trên giấy) confirms that the printed paper was
// signed and sealed (Luật GDĐT Điều 12.2d).
type WetSignature struct {
	Signer   string    `json:"signer"`
	Position string    `json:"position,omitempty"`
	Sealed   bool      `json:"sealed"`
	At       time.Time `json:"at"`
	Clerk    string    `json:"clerk"` // who confirms it
}

// Decision (quyết định) is why paper was made of an original that has an invalid
// signature or a restriction.
type Decision struct {
	Why   string    `json:"why"`
	Clerk string    `json:"clerk"`
	At    time.Time `json:"at"`
}

// PrintCopy (bản để in) is what was made of a data message to be put on paper:
// its pages at 100 %, the mark, the lines on the pages that follow, and the block
// of a copy.
type PrintCopy struct {
	Pages   int  `json:"pages"`             // with the sheets of its own that were added
	Rewrote bool `json:"rewrote,omitempty"` // the original could not be added to, so its pages were written anew

	// More is what was appended to the original's PDF, a piece of its own in the
	// vault; empty where the original was written anew.
	More    Digest `json:"more,omitempty"`
	MoreLen int64  `json:"more_size,omitempty"`

	Number *CopyNumber `json:"number,omitempty"`
	Signer *CopySigner `json:"signer,omitempty"`

	Decision *Decision     `json:"decision,omitempty"`
	Wet      *WetSignature `json:"wet,omitempty"` // of the first copies; nil: none is asked for, or it is waited for
}

// Printout (lượt in) is one order to a printer for a print copy, and what came of
// it. Only what a clerk confirms counts as copies.
type Printout struct {
	ID         ID        `json:"id"`
	Version    int64     `json:"version"`
	Conversion ID        `json:"conversion"`
	Order      PrintWish `json:"order"`
	Job        PrintJob  `json:"job"`
	Clerk      string    `json:"clerk"`
	At         time.Time `json:"at"`

	First  int       `json:"first"` // number of the first of these copies, from 1
	Came   int       `json:"came"`  // whole copies that came out, as the clerk says
	Told   time.Time `json:"told,omitzero"`
	ToldBy string    `json:"told_by,omitempty"`

	Wet *WetSignature `json:"wet,omitempty"` // of these copies
}

// Confirmed tells whether it is known what came out: a clerk has said so, or nothing can
// have.
func (p Printout) Confirmed() bool { return !p.Told.IsZero() }

// Filed tells whether it wrote a file of which no clerk has said that it was put on paper.
func (p Printout) Filed() bool { return p.Job.State == JobFiled && p.Came == 0 }

// WaitsForInk tells whether copies that came out were not signed and sealed yet.
func (p Printout) WaitsForInk() bool { return p.Came > 0 && p.Wet == nil }
