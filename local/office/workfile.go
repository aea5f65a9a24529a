package office

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// PlannedFile (dòng của danh mục hồ sơ) is a work file that the office means to keep in a year
// (Nghị định 30/2020, Điều 28; Phụ lục V, mục I). Its number is given within its heading, from 01.
type PlannedFile struct {
	ID           ID        `json:"id"`
	Version      int64     `json:"version"`
	Year         int       `json:"year"`
	Heading      string    `json:"heading"`        // đề mục lớn: a department, or a field of work
	Part         string    `json:"part,omitempty"` // đề mục nhỏ
	Abbreviation string    `json:"abbreviation"`   // of the heading: "TCCB"
	Number       int       `json:"number"`
	Title        string    `json:"title"`
	Retention    Retention `json:"retention"`
	Creator      string    `json:"creator"`
	Note         string    `json:"note,omitempty"`
	State        State     `json:"state"`
}

// KindWorkFile is a WorkFile in the journal.
const KindWorkFile Kind = "work-file"

// The states of a PlannedFile.
const (
	FilePlanned State = "planned"
	FileDropped State = "dropped"
)

// Notation (số và ký hiệu hồ sơ) is the number with the abbreviation of its heading: 01.TCCB.
func (p PlannedFile) Notation() string { return fmt.Sprintf("%02d.%s", p.Number, p.Abbreviation) }

// WorkFile (hồ sơ công việc) gathers the documents of one piece of work (Nghị định 30/2020, Điều
// 29–31), with the fields of Phụ lục VI. How many documents and pages it has is counted and never
// typed.
type WorkFile struct {
	ID        ID        `json:"id"`
	Version   int64     `json:"version"`
	Organ     string    `json:"organ,omitempty"` // mã định danh of the office that keeps it
	Year      int       `json:"year"`
	Notation  string    `json:"notation"`
	Title     string    `json:"title"`
	Retention Retention `json:"retention"`
	Use       string    `json:"use,omitempty"` // chế độ sử dụng
	Creator   string    `json:"creator"`
	Language  string    `json:"language,omitempty"`
	Note      string    `json:"note,omitempty"`
	Opened    string    `json:"opened"`          // yyyy-mm-dd
	Ended     string    `json:"ended,omitempty"` // yyyy-mm-dd: the work has ended; empty: the file is open
	Keep      string    `json:"keep,omitempty"`  // yyyy-mm-dd: kept back until then, after it was due
	Handed    string    `json:"handed,omitempty"`
	HandedTo  string    `json:"handed_to,omitempty"`
	Reason    string    `json:"reason,omitempty"` // of the last step that asks for one
	Readers   []ID      `json:"readers,omitempty"`
	Keepers   []ID      `json:"keepers,omitempty"`
	State     State     `json:"state"`
}

// The states of a WorkFile. One that is kept back is closed, and the office uses it longer than
// the year after which it is handed over. Of one that is destroyed the record stays.
const (
	FileOpen      State = "open"
	FileClosed    State = "closed"
	FileKeptBack  State = "kept-back"
	FileHanded    State = "handed-over"
	FileDestroyed State = "destroyed"
)

// Code is how the file is named among all offices: Mã hồ sơ of Phụ lục VI.
func (f WorkFile) Code() string {
	parts := []string{strconv.Itoa(f.Year), f.Notation}
	if f.Organ != "" {
		parts = append([]string{f.Organ}, parts...)
	}
	return strings.Join(parts, ".")
}

// Shut tells whether the file takes no document any more.
func (f WorkFile) Shut() bool { return f.State != FileOpen }

// MayRead tells whether a person may see what is in the file; who is not named may where the
// file names nobody.
func (f WorkFile) MayRead(who ID) bool {
	return len(f.Readers) == 0 || slices.Contains(f.Readers, who) || slices.Contains(f.Keepers, who)
}

// MayKeep tells whether a person may change the file.
func (f WorkFile) MayKeep(who ID) bool {
	return f.MayRead(who) && (len(f.Keepers) == 0 || slices.Contains(f.Keepers, who))
}

// yearsToHandOver is how long after the end of the work a file is handed over to the archive of
// the office at the latest; mostYearsBack how long it can be kept back then (Nghị định 30/2020,
// Điều 30 và 31).
const (
	yearsToHandOver = 1
	mostYearsBack   = 2
)

// LeastYearsHanded is the shortest retention with which a file goes to the archive (Điều 30).
const LeastYearsHanded = 5

// HandOverDue is the last day on which a closed file is to be handed over; false: it is open, is
// handed over, or goes to no archive.
func (f WorkFile) HandOverDue() (time.Time, bool) {
	if f.State == FileKeptBack {
		return BeginOf(f.Keep)
	}
	if f.State != FileClosed || f.Retention.Years() > 0 && f.Retention.Years() < LeastYearsHanded {
		return time.Time{}, false
	}
	return f.firstDue()
}

func (f WorkFile) firstDue() (time.Time, bool) {
	ended, is := BeginOf(f.Ended)
	return ended.AddDate(yearsToHandOver, 0, 0), is
}

// LongestBack is the last day until which the file can be kept back.
func (f WorkFile) LongestBack() (time.Time, bool) {
	due, is := f.firstDue()
	return due.AddDate(mostYearsBack, 0, 0), is
}

// RetentionEnds is the last day of the term for which a file is kept, which is counted from the
// year in which its work ended; false: it is open, or is kept for ever.
func (f WorkFile) RetentionEnds() (time.Time, bool) {
	ended, is := BeginOf(f.Ended)
	if !is || f.Retention.Years() == 0 {
		return time.Time{}, false
	}
	return time.Date(ended.Year()+f.Retention.Years(), time.December, 31, 0, 0, 0, 0, VietNam), true
}

// FileNotice is how many days before a file is due whoever keeps it is told (Phụ lục VI).
const FileNotice = 30

// BeginOf reads a day, yyyy-mm-dd, as it begins in Việt Nam.
func BeginOf(day string) (time.Time, bool) {
	at, err := time.ParseInLocation(time.DateOnly, day, VietNam)
	return at, err == nil
}

// Retention (thời hạn bảo quản) is how long a file is kept, in years; Forever: vĩnh viễn.
type Retention int

// Forever is the retention of what is never destroyed; MostYearsKept bounds all others.
const (
	Forever       Retention = -1
	MostYearsKept           = 200
)

// Said is the retention as the lists of the decree write it; empty: none was said.
func (r Retention) Said() string {
	switch {
	case r == Forever:
		return "Vĩnh viễn"
	case r <= 0:
		return ""
	}
	return fmt.Sprintf("%d năm", int(r))
}

// Years is how many they are; 0: for ever.
func (r Retention) Years() int { return max(int(r), 0) }

// Valid tells whether it is a retention.
func (r Retention) Valid() bool { return r == Forever || r > 0 && r <= MostYearsKept }

// ParseRetention reads “Vĩnh viễn”, “20 năm”, 20; false: it is none of these.
func ParseRetention(s string) (Retention, bool) {
	plain := Fold(strings.TrimSpace(s))
	if plain == "vinh vien" {
		return Forever, true
	}
	years, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(plain, "nam")))
	return Retention(years), err == nil && years > 0 && Retention(years).Valid()
}

// Filed (văn bản trong hồ sơ) is that a document lies in a work file. A document may lie in many:
// it is never copied.
type Filed struct {
	ID       ID     `json:"id"`
	Version  int64  `json:"version"`
	File     ID     `json:"file"`
	Document ID     `json:"document"`
	Pages    int    `json:"pages"` // of paper or of its PDF; 0: nobody counted
	Note     string `json:"note,omitempty"`
	Added    string `json:"added"` // yyyy-mm-dd
	Reason   string `json:"reason,omitempty"`
	State    State  `json:"state"`
}

// The states of a Filed. A recalled document freezes its files until a person has looked; then it
// stays in them as what was recalled.
const (
	FiledIn       State = "in"
	FiledOut      State = "out"
	FiledRecalled State = "recalled"
	FiledLooked   State = "recalled-seen"
)

// FileClosing (kết thúc hồ sơ) is what a closed file holds: the documents in the order in which
// they have their ordinals.
type FileClosing struct {
	ID      ID     `json:"id"`
	Version int64  `json:"version"`
	File    ID     `json:"file"`
	Day     string `json:"day"` // yyyy-mm-dd
	Order   []ID   `json:"order"`
}

// FileRight is that what a person may do with a work file was changed.
type FileRight struct {
	ID      ID     `json:"id"`
	Version int64  `json:"version"`
	File    ID     `json:"file"`
	Person  ID     `json:"person"`
	Said    string `json:"said"` // Vietnamese
	State   State  `json:"state"`
}

// The states of a FileRight.
const (
	FileRightTold State = "told"
	FileRightSeen State = "seen"
)

// FiledDocument is a document as it stands in a work file.
type FiledDocument struct {
	Ordinal  int        `json:"ordinal"`        // from 1, in order of time
	Late     bool       `json:"late,omitempty"` // another station added it, and it was not there when the file was closed
	Missing  bool       `json:"missing,omitempty"`
	Filed    Filed      `json:"filed"`
	Document Registered `json:"document"`
}

// Recalled tells whether the document was recalled or cancelled.
func (d FiledDocument) Recalled() bool {
	return d.Filed.State == FiledRecalled || d.Filed.State == FiledLooked || d.Document.State == RegisteredCancelled
}

// FileContents is a work file with what lies in it.
type FileContents struct {
	WorkFile
	Documents []FiledDocument `json:"documents"`
	Pages     int             `json:"pages"`
	Uncounted int             `json:"uncounted,omitempty"` // documents whose pages nobody counted
	From      string          `json:"from,omitempty"`      // yyyy-mm-dd: of the earliest document
	To        string          `json:"to,omitempty"`
	Frozen    bool            `json:"frozen,omitempty"` // a document was recalled, and nobody has looked
	Late      int             `json:"late,omitempty"`
	Remarks   []string        `json:"remarks,omitempty"` // Vietnamese
}

// FileWish is what work files are listed: those of a year, and of them those that say something.
type FileWish struct {
	Year int
	Text string // words of the number, the title, who made it and the note; empty: all
}

// FileStands is a work file as a list tells of it.
type FileStands struct {
	WorkFile
	Documents int  `json:"documents"`
	Doubled   bool `json:"doubled,omitempty"` // two stations gave the same số và ký hiệu
	Apart     bool `json:"apart,omitempty"`   // two versions of it stand, and nobody chose
}

// FileLooks is how often a person looked into a work file or took it out, here.
type FileLooks struct {
	Who   string    `json:"who"`
	Seen  int       `json:"seen"`
	Taken int       `json:"taken"`
	Last  time.Time `json:"last"`
}

// FileWritten is what was written out of a work file.
type FileWritten struct {
	Documents int `json:"documents"`
	Files     int `json:"files"`             // of documents
	Without   int `json:"without,omitempty"` // documents that have no file here
}
