package office

import "time"

// The kinds of what belongs to a document on a register.
const (
	KindEnclosed     Kind = "registered-file"
	KindArrivalStamp Kind = "arrival-stamp"
)

// Enclosed (tệp của văn bản) is a file of a document on a register: a data message that lies in
// the vault as it came, or the conversion by which its paper was digitised. It is never changed,
// and stays when the document is cancelled.
type Enclosed struct {
	ID         ID           `json:"id"`
	Version    int64        `json:"version"`
	Document   ID           `json:"document"` // on the register
	Rank       int          `json:"rank"`     // among those that came with it, from 0, which is the document itself
	Message    *DataMessage `json:"message,omitempty"`
	Conversion ID           `json:"conversion,omitempty"` // a finished one; empty: there is a message
}

// Shown tells whether there are pages of it to be seen and stamped.
func (e Enclosed) Shown() bool { return e.Message == nil || e.Message.Shown() }

// Same is what two have that are one file, byte for byte, or one conversion.
func (e Enclosed) Same() string {
	if e.Message != nil {
		return string(e.Message.File)
	}
	return string(e.Conversion)
}

// Kept are the files of the vault that it stands on. A conversion keeps its own.
func (e Enclosed) Kept() []Digest {
	switch {
	case e.Message == nil:
		return nil
	case !e.Message.Shown() || e.Message.PDF == e.Message.File:
		return []Digest{e.Message.File}
	}
	return []Digest{e.Message.File, e.Message.PDF}
}

// ArrivalStamp (dấu ĐẾN) is the form of a document that bears the stamp of Nghị định 30/2020,
// Phụ lục IV: the PDF as it came, which stays as it is, and what was appended to it.
type ArrivalStamp struct {
	ID       ID       `json:"id"`
	Version  int64    `json:"version"`
	Document ID       `json:"document"` // on the register
	Of       ID       `json:"of"`       // the Enclosed that was stamped
	Base     []Digest `json:"base"`     // pieces of the PDF under it, one behind the other
	More     Digest   `json:"more"`     // what was appended
	PDF      Digest   `json:"pdf"`      // of the whole
	Size     int64    `json:"size"`     // of the whole, in bytes
	Number   int      `json:"number"`   // số đến that it says
	Lines    []string `json:"lines"`    // all that it says
	Spot     Spot     `json:"spot"`
	Note     bool     `json:"note,omitempty"` // it lies on the page as a note, since the file is signed

	At time.Time `json:"at"`
}

// Pieces are the files of the vault that make the whole, one behind the other.
func (s ArrivalStamp) Pieces() []Digest { return append(append([]Digest{}, s.Base...), s.More) }

// Enclosing is what a clerk puts to a document on a register.
type Enclosing struct {
	Paths      []string // files, the document itself first
	Password   string   // of a locked PDF; it is not kept
	Conversion string   // ID or lookup code of a finished conversion; empty: none
	Secrecy    Secrecy  // that somebody who looked at the files says they have; empty: nobody said
}

// Empty tells that there is nothing.
func (e Enclosing) Empty() bool { return len(e.Paths) == 0 && e.Conversion == "" }

// RegisteredWhole is a document on a register with what belongs to it.
type RegisteredWhole struct {
	Registered
	Files  []Enclosed     `json:"files"`            // the document itself first
	Stamps []ArrivalStamp `json:"stamps,omitempty"` // one, unless two stations stamped it apart

	Amended []AmendedTold `json:"amended,omitempty"` // that it was recalled, updated, replaced; or that it does so to another

	There []string `json:"there,omitempty"` // names of files that were to be put to it, and were there already
}

// RegisteredTwin is a document on a register that another one may be, and by what.
type RegisteredTwin struct {
	Registered Registered `json:"registered"`
	SameFile   bool       `json:"same_file,omitempty"`   // byte for byte
	SameNumber bool       `json:"same_number,omitempty"` // number, symbol and issuer, of no other year
}

// Said tells in words why it may be the same.
func (t RegisteredTwin) Said() string {
	switch {
	case t.SameFile && t.SameNumber:
		return "cùng tệp, cùng số, ký hiệu và cơ quan ban hành"
	case t.SameFile:
		return "cùng tệp"
	}
	return "cùng số, ký hiệu và cơ quan ban hành"
}
