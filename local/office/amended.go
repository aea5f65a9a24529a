package office

import "time"

// KindAmended is an Amended in the journal.
const KindAmended Kind = "registered-amended"

// Business (nghiệp vụ) is what is done with a document that was sent with mistakes (Nghị định
// 30/2020, Điều 18), named as the business types 1 to 3 of edXML.
type Business string

// The kinds. One that is recalled or replaced is no more in force; one that is updated (đính chính)
// stands, with what another document says of it.
const (
	BusinessRecall  Business = "recall"
	BusinessUpdate  Business = "update"
	BusinessReplace Business = "replace"
)

// Businesses lists them in the order of edXML: 1, 2, 3.
var Businesses = []Business{BusinessRecall, BusinessUpdate, BusinessReplace}

var businessNames = map[Business][3]string{
	BusinessRecall:  {"Thu hồi văn bản", "Đã thu hồi", ""},
	BusinessUpdate:  {"Sửa đổi, đính chính văn bản", "Đã được sửa đổi, đính chính bởi", "Sửa đổi, đính chính"},
	BusinessReplace: {"Thay thế văn bản", "Đã bị thay thế bởi", "Thay thế"},
}

// Correction is what a document that puts another right does, by their forms (Nghị định 30/2020, Điều 18).
type Correction string

// The kinds: how a document says something is put right by a công văn, what it says by a document of its
// own form. Empty: their forms do not tell, as of a công văn by another, or of what others sent.
const (
	CorrectsForm    Correction = "form"
	CorrectsContent Correction = "content"
)

var correctionNames = map[Correction][2]string{
	CorrectsForm:    {"Đã được đính chính bởi", "Đính chính"},
	CorrectsContent: {"Đã được sửa đổi, bổ sung bởi", "Sửa đổi, bổ sung"},
}

// Said is what people call it.
func (b Business) Said() string { return businessNames[b][0] }

// Ends tells of what ends the force of a document.
func (b Business) Ends() bool { return b == BusinessRecall || b == BusinessReplace }

// AmendedBack is an Amended that was written by mistake and taken back; one that stands has no state.
const AmendedBack State = "taken-back"

// Amended (thu hồi, đính chính, thay thế) is that one document was recalled, updated or replaced. It
// is written once; one that was a mistake is taken back with why, and stays in the journal.
type Amended struct {
	ID       ID        `json:"id"`
	Version  int64     `json:"version"`
	Business Business  `json:"business"`
	Document ID        `json:"document"`     // to which it was done
	By       ID        `json:"by,omitempty"` // the document that replaces or updates it; of a recall the one that says so, or none
	Why      string    `json:"why"`
	Clerk    string    `json:"clerk"`
	At       time.Time `json:"at"`
	State    State     `json:"state,omitempty"`
	Back     string    `json:"back,omitempty"` // why it was taken back
}

// AmendedTold is an Amended as one of its two documents tells of it.
type AmendedTold struct {
	Amended
	Other      string     `json:"other,omitempty"`      // number of the other document; empty: there is none, or it has not come here
	Correction Correction `json:"correction,omitempty"` // of an update what it is
	Said       string     `json:"said"`                 // "Đã bị thay thế bởi 16/QĐ-UBND: sai số tiền"
}

// Tell words it for one of its documents. other is the number of the other one; how is what an update is.
func (a Amended) Tell(of ID, other string, how Correction) AmendedTold {
	is, words := AmendedTold{Amended: a, Other: other, Correction: how}, businessNames[a.Business]
	if said, told := correctionNames[how]; told {
		words[1], words[2] = said[0], said[1]
	}
	switch {
	case of != a.Document && a.Business == BusinessRecall:
		is.Said = "Thu hồi văn bản " + other
	case of != a.Document:
		is.Said = words[2] + " văn bản " + other
	case a.By == "":
		is.Said = words[1]
	case a.Business == BusinessRecall:
		is.Said = words[1] + " theo văn bản " + other
	default:
		is.Said = words[1] + " văn bản " + other
	}
	if is.Said[len(is.Said)-1] == ' ' {
		is.Said += "chưa có ở máy này"
	}
	is.Said += ": " + a.Why
	return is
}
