package office

import (
	"fmt"
	"strings"
	"time"
)

// KindRegistered is a Registered in the journal.
const KindRegistered Kind = "registered"

// Registered (văn bản trong sổ) is a document that was put on a register: it came, it goes
// out, or it stays within the office (Nghị định 30/2020, Điều 15, 22). Its number is given when
// it is written down, and stays with it.
type Registered struct {
	ID       ID       `json:"id"`
	Version  int64    `json:"version"`
	Flow     Flow     `json:"flow"`
	Document Document `json:"document"` // of what came in: number and symbol of whoever sent it
	Entered  string   `json:"entered"`  // yyyy-mm-dd: ngày đến, ngày đăng ký
	To       string   `json:"to,omitempty"`
	Signer   string   `json:"signer,omitempty"`
	Note     string   `json:"note,omitempty"`
	Copies   int      `json:"copies,omitempty"` // số lượng bản; of what goes by post số lượng bì; 0: nobody counted
	Keeper   string   `json:"keeper,omitempty"` // đơn vị, người nhận bản lưu
	Series   string   `json:"series"`
	Year     int      `json:"year"`
	Number   int      `json:"number,omitempty"`  // 0: it has a provisional one
	Waiting  string   `json:"waiting,omitempty"` // the provisional number that it has, or had
	Reason   string   `json:"reason,omitempty"`  // why it was cancelled
	Why      string   `json:"why,omitempty"`     // why it was put right last after it had been signed
	From     ID       `json:"from,omitempty"`    // the conversion that it was digitised by
	Brought  Brought  `json:"brought,omitzero"`  // from an old register; zero: its number was given here
	State    State    `json:"state"`

	DaySure bool `json:"day_sure,omitempty"` // a person says that the day of the document is as entered, though it is doubted (DayDoubted)

	Clock *ClockWord `json:"clock,omitempty"` // why the day of the PC was right where the journal knows a later one; nil: nothing spoke against it
}

// MostCopies is more than any document has, and more envelopes than any goes out in.
const MostCopies = 100_000

// The states of a Registered. A cancelled one keeps its number, which nobody gets again.
const (
	RegisteredStands    State = "registered"
	RegisteredCancelled State = "cancelled"
)

// Said is the number as it is written: 05, 15, 137; a provisional one says that it is.
func (r Registered) Said() string {
	if r.Number == 0 {
		return "tạm " + r.Waiting
	}
	if r.Brought.Number != "" {
		return r.Brought.Number
	}
	return fmt.Sprintf("%02d", r.Number)
}

// RegisterYear tells whether an office of the State can have registers of a year: none is older than
// the State itself.
func RegisterYear(year int) bool { return year >= 1945 && year <= 2199 }

// DayDoubted tells of a day on a document that is likelier a slip of the hand: after the day on which it
// is entered, or before there were registers. It fails with DayAhead and DayLongAgo; nobody is kept from
// entering what stands on the paper.
func (d Document) DayDoubted(at time.Time) error {
	day, err := time.ParseInLocation(time.DateOnly, d.Issued, VietNam)
	switch said := day.Format("02/01/2006"); {
	case err != nil:
		return nil
	case day.After(at):
		return DayAhead.About(said, at.In(VietNam).Format("02/01/2006"))
	case !RegisterYear(day.Year()):
		return DayLongAgo.About(said)
	}
	return nil
}

// DayDoubted tells of a day as Document.DayDoubted does, and of one that is not of the year in which the
// document gets its number (Nghị định 30/2020, Điều 15), with DayOtherYear.
func (r Registered) DayDoubted(at time.Time) error {
	if err := r.Document.DayDoubted(at); err != nil {
		return err
	}
	day, err := time.ParseInLocation(time.DateOnly, r.Document.Issued, VietNam)
	if year := at.In(VietNam).Year(); err == nil && (r.Flow.Makes() || r.Flow == FlowCopies) && day.Year() != year {
		return DayOtherYear.About(day.Format("02/01/2006"), year)
	}
	return nil
}

// DayVouched is the record with the word of whoever enters it on its day, which is kept where the day is doubted.
// Without that word it fails as DayDoubted does.
func (r Registered) DayVouched(at time.Time) (Registered, error) {
	err := r.DayDoubted(at)
	if err != nil && !r.DaySure {
		return r, err
	}
	r.DaySure = err != nil
	return r, nil
}

// Called is what people call it by: its number; of one that came in that of whoever sent it.
func (r Registered) Called() string {
	if sent := Numbered(r.Document.Number, r.Document.Symbol); r.Flow == FlowIn && sent != "" {
		return sent
	}
	return r.Numbered()
}

// Numbered is the number with its symbol, as it stands on what goes out: 15/QĐ-UBND. Of what
// came in it is số đến alone, and of what goes by post the place in its register: number and symbol are
// those of the document in the envelope. A provisional number stands on no paper: it is empty.
func (r Registered) Numbered() string {
	switch {
	case r.Number == 0:
		return ""
	case r.Flow == FlowIn, r.Flow == FlowPost:
		return r.Said()
	}
	return Numbered(r.Said(), r.Document.Symbol)
}

// SaysSame tells whether two entries say the same of a document, wherever they are from.
func (r Registered) SaysSame(o Registered) bool {
	r.ID, r.Version, r.Waiting, r.From, r.Brought = o.ID, o.Version, o.Waiting, o.From, Brought{Number: r.Brought.Number}
	r.DaySure, o.Brought = o.DaySure, Brought{Number: o.Brought.Number}
	return r == o
}

// Counting is how the office counts what it makes within a year (Nghị định 30/2020, Điều 15): it is
// chosen when the year is opened, and stays.
type Counting struct {
	Together string `json:"together,omitempty"` // types that share a row of numbers: "BC, TB; CV, GM", or "tất cả"; empty: each has its own
	Internal bool   `json:"internal,omitempty"` // what stays in the office counts with what goes out
	Said     string `json:"said,omitempty"`     // in words, for people; nobody types it

	Unsettled bool `json:"unsettled,omitempty"` // nobody who is known here opened the year: so it would count if nothing else is chosen then
}

// YearWish is a year whose registers are to be opened.
type YearWish struct {
	Year   int
	Anew   bool      // a person says that no station of the office gave numbers by this program yet
	Counts *Counting // nil: as the year before
}

// SeriesStands is how the numbers of a series stand, by what this station knows.
type SeriesStands struct {
	Series  string `json:"series"`
	Said    string `json:"said"`              // "Sổ văn bản đi 2026, Quyết định"
	Here    bool   `json:"here"`              // this station gives them
	Station ID     `json:"station,omitempty"` // who does; empty: nobody that is known here
	Next    int    `json:"next,omitempty"`    // here
	Upto    int    `json:"upto,omitempty"`    // the last one that this station may give
	Given   int    `json:"given"`             // how many numbers are known here
	Brought int    `json:"brought,omitempty"` // documents whose numbers came with an old register
	Waiting int    `json:"waiting,omitempty"` // documents with a provisional number
	Past    bool   `json:"past,omitempty"`    // numbers were given here by another way of counting, and are no more
	Doubled bool   `json:"doubled,omitempty"` // two stations opened the year: numbers may be the same
}

// NumbersSaid is a stretch of a series in words, for whoever asks why a number is missing.
type NumbersSaid struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Said string `json:"said"`
}

// RegisteredWish is what is searched for on the registers; its zero value asks for all.
type RegisteredWish struct {
	Text string
	Flow Flow // empty: any
	Year int  // 0: any
}

// RegisteredRow is a document as a list of the registers shows it.
type RegisteredRow struct {
	Registered
	Station ID  // where it was entered; empty: here
	Apart   int // versions that other stations made apart, to be settled

	Comments int // on its draft, that are open

	Amended   Business   // how its force ended, or else that it was corrected; empty: neither
	Corrected Correction // how, where it was corrected
	AmendedBy string     // number of the document that did it; empty: there is none, or it has not come here
}

// RegisteredVersion is one of the versions of a document that stations made apart.
type RegisteredVersion struct {
	Registered
	Entry ID     `json:"entry"` // of the journal, by which a person keeps it
	By    string `json:"by"`    // who made it, when and where; Vietnamese
}

// RegisterWords are words that were entered on the registers of a flow of late, the newest
// first.
type RegisterWords struct {
	Issuers, To, Signers []string
	Symbols              map[string][]string // by the type of the document
}

// Tidy is the record as it is kept, however it was typed or copied: its document tidy, and nothing that
// no eye sees in what it says beside that, nor blanks around it.
func (r Registered) Tidy() Registered {
	r.Document = r.Document.Tidy()
	for _, field := range []*string{&r.To, &r.Signer, &r.Note, &r.Keeper, &r.Why} {
		*field = strings.TrimSpace(Legible(*field))
	}
	return r
}
