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
	BusinessUpdate:  {"Cập nhật, đính chính văn bản", "Đã được đính chính bởi", "Đính chính"},
	BusinessReplace: {"Thay thế văn bản", "Đã bị thay thế bởi", "Thay thế"},
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
	Other string `json:"other,omitempty"` // number of the other document; empty: there is none, or it has not come here
	Said  string `json:"said"`            // "Đã bị thay thế bởi 16/QĐ-UBND: sai số tiền"
}

// Tell words it for one of its documents. other is the number of the other one.
func (a Amended) Tell(of ID, other string) AmendedTold {
	is, words := AmendedTold{Amended: a, Other: other}, businessNames[a.Business]
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
