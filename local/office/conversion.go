package office

import (
	"slices"
	"time"
)

// Direction of a conversion (chuyển đổi).
type Direction string

// PaperToData is Điều 4 of the decree, DataToPaper its Điều 5.
const (
	PaperToData Direction = "paper-to-data"
	DataToPaper Direction = "data-to-paper"
)

// State of a conversion. The clerk's desk moves it forward and never back,
// but for a checked one whose pages change, which is a draft again.
type State string

// Draft: pages and words are being gathered. Checked: the clerk has seen each
// page and counted the paper. Finished: the act is done and sealed. Discarded:
// a draft that was put away. Between Checked and Finished, a data message that
// becomes paper is Printed (its print copy is made and may be on paper) and,
// where the law asks for a wet signature and seal (Luật GDĐT Điều 12.2d),
// Unsealed until they are confirmed.
const (
	Draft     State = "draft"
	Checked   State = "checked"
	Printed   State = "printed"
	Unsealed  State = "unsealed"
	Finished  State = "finished"
	Discarded State = "discarded"
)

var stateNames = map[State]string{
	Draft: "Bản nháp", Checked: "Chờ hoàn thành", Printed: "Đã làm bản in", Unsealed: "Chờ ký, đóng dấu",
	Finished: "Hoàn thành", Discarded: "Đã bỏ",
}

// Name is the Vietnamese name of the state.
func (s State) Name() string { return stateNames[s] }

// Conversion (chuyển đổi) is one legal act: from the first page taken in, as a
// draft, until it is finished with its mark, its evidence and its PDF. A
// finished one never changes again.
type Conversion struct {
	ID        ID         `json:"id"`
	Version   int64      `json:"version"`
	Direction Direction  `json:"direction"`
	State     State      `json:"state"`
	Code      LookupCode `json:"code"`
	Form      Form       `json:"form"`
	Source    Source     `json:"source"`
	Document  Document   `json:"document"`

	// Certification is what a notarised or certified copy says of itself.
	Certification *Certification `json:"certification,omitempty"`

	// Exception is why the office need not sign, where the law says so.
	Exception *SignatureException `json:"signature_exception,omitempty"`

	Office Office `json:"office"` // as it was named at that time
	Clerk  Clerk  `json:"clerk"`

	Begun    time.Time `json:"begun"`
	Finished time.Time `json:"finished,omitzero"` // the time on the mark

	FromPaper

	Mark    *Mark  `json:"mark,omitempty"`
	PDF     Digest `json:"pdf,omitempty"`
	PDFSize int64  `json:"pdf_size,omitempty"`

	FromMessage

	// Signed tells who signed when the act was finished; the signed form is a
	// SignedFile, and PDF is what was signed.
	Signed *Attestation `json:"signed,omitempty"`

	// Clock is why the act was done although the time looked wrong; nil: it did not.
	Clock *ClockWord `json:"clock,omitempty"`

	Conditions []Condition `json:"conditions,omitempty"`
}

// FromPaper is what only a paper that becomes a data message has (Điều 4). It is written
// among the fields of its conversion.
type FromPaper struct {
	Pages      []Page `json:"pages"`
	PaperPages int    `json:"paper_pages"`           // the clerk's count; 0 not counted
	Viewed     []ID   `json:"viewed,omitempty"`      // pages that the clerk has paged through
	Declared   bool   `json:"declared,omitempty"`    // by the clerk's word in a command: no page of them was shown here
	WordsBelow int    `json:"words_below,omitempty"` // pages below which the PDF holds what a machine read on them
	BlankOut   []Side `json:"blank_out,omitempty"`   // found blank by the program, and taken out by a clerk

	Entering *Entering `json:"entering,omitempty"` // what comes once it is digitised; nil: nothing
}

// Side names a side of a sheet that is not among the pages any more.
type Side struct {
	ID   ID     `json:"id"`
	Name string `json:"name"` // of the file it came from
}

// Became keeps which blank sides are out of the document, when its pages were so and become
// so: one that comes back is out no longer.
func (f *FromPaper) Became(was, now []Page) {
	in := map[ID]bool{}
	for _, p := range now {
		in[p.ID] = true
	}
	f.BlankOut = slices.DeleteFunc(slices.Clone(f.BlankOut), func(s Side) bool { return in[s.ID] })
	for _, p := range was {
		if p.Blank == Yes && !p.BlankKept && !in[p.ID] {
			f.BlankOut = append(f.BlankOut, Side{p.ID, p.Name})
		}
	}
}

// Ticked are the pages that were seen where they were shown: what was declared in a command
// is no tick.
func (f FromPaper) Ticked() []ID {
	if f.Declared {
		return nil
	}
	return f.Viewed
}

// Unchecked takes back what the clerk said of the pages: how many, and that each was seen.
func (f *FromPaper) Unchecked() { f.PaperPages, f.Viewed, f.Declared = 0, nil, false }

// FromMessage is what only a data message that becomes paper has (Điều 5): the original,
// and the print copy, whose file is the PDF of the conversion. It is written among the
// fields of its conversion, too.
type FromMessage struct {
	Message *DataMessage `json:"message,omitempty"`
	Print   *PrintCopy   `json:"print,omitempty"`
}

// OfBoth tells whether a conversion bears parts of both directions: no desk makes one, and
// what its mark or its proof would say is of neither.
func (c Conversion) OfBoth() bool {
	paper := len(c.Pages) > 0 || c.PaperPages > 0 || len(c.Viewed) > 0
	return paper && (c.Message != nil || c.Print != nil)
}

// PlaceOf is where a page lies among those of a conversion, from 0; -1: it does not.
func (c Conversion) PlaceOf(page ID) int {
	return slices.IndexFunc(c.Pages, func(p Page) bool { return p.ID == page })
}

// Certification records the act of another body on the paper (Điều 4.1b).
type Certification struct {
	Body   string `json:"body"`
	Number string `json:"number"`
	Date   string `json:"date"` // yyyy-mm-dd
}

// Row is a conversion as a list shows it.
type Row struct {
	ID        ID         `json:"id"`
	Code      LookupCode `json:"code"`
	Direction Direction  `json:"direction"`
	State     State      `json:"state"`
	Form      Form       `json:"form"`
	Type      string     `json:"type"`
	Number    string     `json:"number"`
	Symbol    string     `json:"symbol"`
	Subject   string     `json:"subject"`
	Issuer    string     `json:"issuer"`
	Issued    string     `json:"issued"`
	Clerk     string     `json:"clerk"`
	Pages     int        `json:"pages"`
	At        time.Time  `json:"at"` // finished, or begun while it is not

	Signed    bool   `json:"signed"`
	Withdrawn bool   `json:"withdrawn"`
	ToSign    bool   `json:"to_sign,omitempty"` // the signature that it must have is wanting
	Doubled   bool   `json:"doubled,omitempty"` // another finished one bears its number, symbol and day
	Name      string `json:"name,omitempty"`    // of the file of a data message, while its subject is not known; among drafts that of the first page
	Head      string `json:"head,omitempty"`    // among drafts: what a program read at the head, while nobody said what it is
	Station   ID     `json:"station,omitempty"` // where it was born; empty: here

	Excerpt Excerpt `json:"excerpt,omitzero"` // where what was searched for stands on a page
}

// Standing tells in a word how far a conversion is, and that it was withdrawn.
func (r Row) Standing() string {
	switch {
	case r.Withdrawn:
		return "Đã thu hồi"
	case r.Signed:
		return "Đã ký số"
	}
	return r.State.Name()
}

// Refusal (dòng sổ) is the only trace that a secret document leaves: no file,
// no subject (Điều 6.1).
type Refusal struct {
	ID      ID        `json:"id"`
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
	Clerk   string    `json:"clerk"`
	Secrecy Secrecy   `json:"secrecy"`
	Number  string    `json:"number,omitempty"`
	Symbol  string    `json:"symbol,omitempty"`
	Issuer  string    `json:"issuer,omitempty"`
	Issued  string    `json:"issued,omitempty"`
}
