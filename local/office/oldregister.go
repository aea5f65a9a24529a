package office

import "slices"

// KindOldRegister is an OldRegister that was taken over, in the journal.
const KindOldRegister Kind = "old-register"

// OldRegisterWish is what a person says of an old register, kept as a table, that they bring.
type OldRegisterWish struct {
	Path    string
	Flow    Flow   // empty: as the table says
	Year    int    // 0: as the days of its rows say
	Type    string // of rows that do not say their type; empty: they are left to a person
	Dates   string // DayFirst, MonthFirst; empty: as the table shows
	Hidden  bool   // rows, columns and sheets that are hidden are taken too
	Doubled bool   // of rows with one number each is taken, and those that may be a document that came in already
	Gaps    bool   // numbers of the year that runs that stand far above all others are right
	Rest    bool   // rows that need a person are left out, and the others taken
}

// The orders in which days may be written.
const (
	DayFirst   = "dmy"
	MonthFirst = "mdy"
)

// OldVerdict is what becomes of a row of an old register.
type OldVerdict string

// The verdicts. None of them changes what is on a register already.
const (
	OldEnters   OldVerdict = "new"
	OldThere    OldVerdict = "there"
	OldSkipped  OldVerdict = "skipped"
	OldJoined   OldVerdict = "joined"
	OldDoubtful OldVerdict = "doubtful"
	OldLeft     OldVerdict = "left" // it was to come in, and did not
)

// OldVerdicts are all of them.
var OldVerdicts = []OldVerdict{OldEnters, OldThere, OldJoined, OldSkipped, OldDoubtful, OldLeft}

// Said is the verdict in Vietnamese.
func (v OldVerdict) Said() string {
	return map[OldVerdict]string{
		OldEnters: "Vào sổ mới", OldThere: "Đã có", OldSkipped: "Bỏ qua", OldJoined: "Nối vào dòng trên", OldDoubtful: "Cần người xem", OldLeft: "Chưa ghi",
	}[v]
}

// OldRow is a row of an old register with what becomes of it.
type OldRow struct {
	Sheet      string     `json:"sheet,omitempty"`
	Line       int        `json:"line"` // from 1, as the table counts
	Verdict    OldVerdict `json:"verdict"`
	Why        string     `json:"why,omitempty"`
	Said       []string   `json:"said,omitempty"` // how it was read, where that does not stand in it as it is
	Registered Registered `json:"document,omitzero"`
}

// OldRegisterRead is an old register with what becomes of each of its rows.
type OldRegisterRead struct {
	File  string   `json:"file"`
	Hash  Digest   `json:"sha256"`
	Rows  []OldRow `json:"rows"`
	Notes []string `json:"notes,omitempty"` // of the table as a whole
	Kept  int      `json:"kept"`            // how many rows were put on the registers by this run
}

// Count is how many rows have a verdict.
func (r OldRegisterRead) Count(v OldVerdict) (n int) {
	for _, row := range r.Rows {
		if row.Verdict == v {
			n++
		}
	}
	return n
}

// Verdicts are those to tell of: that rows were left is told where some were.
func (r OldRegisterRead) Verdicts() []OldVerdict {
	if r.Count(OldLeft) > 0 {
		return OldVerdicts
	}
	return slices.DeleteFunc(slices.Clone(OldVerdicts), func(v OldVerdict) bool { return v == OldLeft })
}

// Brought (nhập từ sổ cũ) is from where an entry of a register was taken over. Its number was
// given by whoever kept that register, and by no station of the office.
type Brought struct {
	Run     ID     `json:"run"`
	File    string `json:"file"`
	Hash    Digest `json:"sha256"`
	Sheet   string `json:"sheet,omitempty"`
	Line    int    `json:"line"`
	Number  string `json:"number,omitempty"`  // as it was written, where that is no plain number: 15a
	Doubled bool   `json:"doubled,omitempty"` // others of that register have its number too
}

// OldRegister (sổ cũ) is a part of a table whose rows were taken over in one act.
type OldRegister struct {
	ID      ID       `json:"id"`
	Version int64    `json:"version"`
	File    string   `json:"file"`
	Hash    Digest   `json:"sha256"`
	Rows    int      `json:"rows"`
	Series  []string `json:"series"`

	Upto map[string]int `json:"upto,omitempty"` // by series: the highest number of the whole table, also of what is still to come
}
