package office

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// KindDaySheet is the kind of a DaySheet.
const KindDaySheet Kind = "day-sheet"

// DaySheet (tờ khóa sổ cuối ngày) tells that a day was closed: what was counted of it,
// the head of the journal that was printed, and the sheet of paper itself, which lies
// sealed in the vault so that it prints the same again. A sheet never changes; a further
// one of the same day names the one before.
type DaySheet struct {
	ID      ID        `json:"id"`
	Version int64     `json:"version"`
	Station ID        `json:"station"`
	Day     string    `json:"day"` // yyyy-mm-dd by the office's time (+07:00)
	No      int       `json:"no"`  // of the sheets of this day, from 1
	Former  ID        `json:"former,omitempty"`
	Clerk   string    `json:"clerk"`
	At      time.Time `json:"at"`             // when it was made
	Late    bool      `json:"late,omitempty"` // the day was over by then

	Head  JournalHead `json:"head"` // of the own journal, as it is printed
	Count DayCount    `json:"count"`

	PDF   Digest `json:"pdf"`
	Size  int64  `json:"size"` // bytes
	Pages int    `json:"pages"`

	Prints []DayPrint `json:"prints,omitempty"`
}

// DayPrint is one sending of a sheet to a printer.
type DayPrint struct {
	At    time.Time `json:"at"`
	Clerk string    `json:"clerk"`
	Order PrintWish `json:"order"`
	Job   PrintJob  `json:"job"` // as the printer answered
}

// DayCount is the figures of a day, of this station's own journal alone. Where something
// could not be counted, Uncounted says so in Vietnamese and the figure says nothing.
type DayCount struct {
	First   int64 `json:"first"` // number of the first entry of the day; 0: there is none
	Last    int64 `json:"last"`
	Entries int64 `json:"entries"`

	Papers    int `json:"papers"`    // drafts of paper that were begun
	Messages  int `json:"messages"`  // data messages that came in to be printed
	Digitised int `json:"digitised"` // paper that became data, finished
	Sheets    int `json:"sheets"`    // of paper, in those
	Printed   int `json:"printed"`   // data that became paper, finished
	Unsigned  int `json:"unsigned"`  // of those that must be signed and are not, when the sheet was made
	Open      int `json:"open"`      // begun on the day, and neither finished nor put away when the sheet was made
	Refused   int `json:"refused"`   // by their grade of secrecy
	Discarded int `json:"discarded"` // drafts that were put away and not taken back that day
	Withdrawn int `json:"withdrawn"`
	Signed    int `json:"signed"` // records that were signed
	Orders    int `json:"orders"` // sendings to a printer

	// What is owed at the station when the sheet was made, of whatever day.
	WaitSigning  int `json:"wait_signing"`
	OweEvidence  int `json:"owe_evidence"`
	WaitCounting int `json:"wait_counting"` // prints of which nobody has said what came out
	MissingFiles int `json:"missing_files"` // of the vault

	Kinds     []KindCount `json:"kinds"`               // each entry of the day is in one of them
	Elsewhere int64       `json:"elsewhere,omitempty"` // entries of other stations of that day that are here, and are not counted
	Uncounted []string    `json:"uncounted,omitempty"`
}

// KindCount is how many entries tell of a kind of record.
type KindCount struct {
	Kind    Kind   `json:"kind"`
	Said    string `json:"said"`
	Entries int64  `json:"entries"`
}

// Made is how many records were finished.
func (c DayCount) Made() int { return c.Digitised + c.Printed }

// DayDraft is what a sheet will say, before it is made.
type DayDraft struct {
	DaySheet
	Made    []DayRecord `json:"made"`
	Open    []DayRecord `json:"open"`              // by their codes alone: their words may still have to go (Điều 6.1)
	Grades  []string    `json:"grades,omitempty"`  // of what was refused, in words
	Remarks []string    `json:"remarks,omitempty"` // Vietnamese: what the figures do not hold
}

// DayRecord is one record as the sheet lists it.
type DayRecord struct {
	ID       ID         `json:"id"`
	Code     LookupCode `json:"code"`
	Document string     `json:"document,omitempty"` // number, symbol and subject
	Way      Direction  `json:"way"`
	Sheets   int        `json:"sheets,omitempty"` // of paper
	Stands   string     `json:"stands"`           // Vietnamese
}

// OpenDay is a day that was worked on and not closed, or worked on after it was closed.
type OpenDay struct {
	Day     string `json:"day"`     // yyyy-mm-dd
	Entries int64  `json:"entries"` // that no sheet of the day counts
	Sheets  int    `json:"sheets"`  // of the day that there are; 0: it was never closed
}

// Said tells the day in a sentence.
func (d OpenDay) Said() string {
	if d.Sheets == 0 {
		return fmt.Sprintf("Ngày %s chưa khóa sổ (%d mục nhật ký).", DaySaid(d.Day), d.Entries)
	}
	return fmt.Sprintf("Ngày %s đã khóa sổ rồi còn ghi thêm %d mục nhật ký.", DaySaid(d.Day), d.Entries)
}

// DaySaid is a day, yyyy-mm-dd, as it is read: dd/mm/yyyy. What is no day stays as it is.
func DaySaid(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("02/01/2006")
}

// DayOf is the day of a moment by the office's time, yyyy-mm-dd.
func DayOf(t time.Time) string { return t.In(VietNam).Format(time.DateOnly) }

// DayBounds are the first moment of a day and the first one after it.
func DayBounds(day string) (from, to time.Time, err error) {
	from, err = time.ParseInLocation(time.DateOnly, day, VietNam)
	return from, from.AddDate(0, 0, 1), err
}

// Called is how a sheet is called: by its day, and its number where there are several.
func (s DaySheet) Called() string {
	return fmt.Sprintf("Tờ khóa sổ ngày %s, tờ số %d", DaySaid(s.Day), s.No)
}

// HashGroups is a hash as people read it out: in groups of four.
func HashGroups(d Digest) []string {
	const group = 4
	var all []string
	for s := string(d); s != ""; s = s[min(group, len(s)):] {
		all = append(all, s[:min(group, len(s))])
	}
	return all
}

// SheetFinding says how the head on a day's sheet stands to the journal at hand.
type SheetFinding string

// Stands: this station's own journal has it, and holds up to it. Broken: it has it, and
// something before it does not hold. Cut: it has it, but not
// the entry by which the sheet itself was made. Gone: this station's journal has it not.
// Twin: another machine that bears this station's name has it. Elsewhere: it stands in
// what arrived from another station of the office. NotHere: so much of that station's
// journal has not arrived. Parted: what arrived has another entry in its place. Foreign:
// the sheet is another office's, whose journal is not here. Differs: this station's own
// journal has it, but the paper shows something else than the file that was sealed.
// Unseen: it has it, but not all that is printed could be held against that file.
const (
	SheetStands    SheetFinding = "stands"
	SheetBroken    SheetFinding = "broken"
	SheetCut       SheetFinding = "cut"
	SheetGone      SheetFinding = "gone"
	SheetTwin      SheetFinding = "twin"
	SheetElsewhere SheetFinding = "elsewhere"
	SheetNotHere   SheetFinding = "not-here"
	SheetParted    SheetFinding = "parted"
	SheetForeign   SheetFinding = "foreign"
	SheetDiffers   SheetFinding = "differs"
	SheetUnseen    SheetFinding = "unseen"
)

// SheetProof is what a day's sheet that was read back says, held against the journal.
// Finding is empty where the code on it is not one to believe.
type SheetProof struct {
	Finding SheetFinding `json:"finding,omitempty"`
	Said    string       `json:"said,omitempty"` // Vietnamese
	Day     string       `json:"day"`
	No      int          `json:"no"`
	Office  string       `json:"office"`
	Station ID           `json:"station"`
	Head    JournalHead  `json:"head"` // as it is printed: its time to the second
}

// sheetIs tells whether a proof is of a sheet of which one of these was found.
func (p Proof) sheetIs(found ...SheetFinding) bool {
	if p.Sheet == nil {
		return false
	}
	for _, f := range found {
		if p.Sheet.Finding == f {
			return true
		}
	}
	return false
}

// Below tells of a day's sheet in a line of a list.
func (s DaySheet) Below() string {
	return strings.Join([]string{cmp.Or(s.Clerk, "—"), s.At.In(VietNam).Format("15:04 02/01/2006"), fmt.Sprintf("đầu nhật ký mục %d", s.Head.Seq)}, ", ")
}
