package office

import (
	"fmt"
	"slices"
)

// RegisterTableWish is what a person says of a table whose rows they bring into a register.
type RegisterTableWish struct {
	Path   string
	Update bool // records that are here and differ become what the table says; the versions before stay in the journal
	Rest   bool // rows that cannot be entered are left out, and the others taken
	Hidden bool // rows, columns and sheets that are hidden are read too
}

// TableVerdict is what becomes of a row of a table that is brought into a register.
type TableVerdict string

// The verdicts. TableDiffers is TableUpdates where nobody said to update.
const (
	TableEnters  TableVerdict = "new"
	TableThere   TableVerdict = "there"
	TableDiffers TableVerdict = "differs"
	TableUpdates TableVerdict = "update"
	TableWrong   TableVerdict = "wrong"
	TableLeft    TableVerdict = "left" // it was to come in, and did not
)

// TableVerdicts are all of them.
var TableVerdicts = []TableVerdict{TableEnters, TableThere, TableDiffers, TableUpdates, TableWrong, TableLeft}

var tableVerdictSaid = map[TableVerdict]string{
	TableEnters: "Ghi mới", TableThere: "Đã có", TableDiffers: "Khác mục đã có, để nguyên", TableUpdates: "Sửa mục đã có", TableWrong: "Cần người xem", TableLeft: "Chưa ghi",
}

// Said is the verdict in Vietnamese.
func (v TableVerdict) Said() string { return tableVerdictSaid[v] }

// Enters tells that a row with this verdict is written.
func (v TableVerdict) Enters() bool { return v == TableEnters || v == TableUpdates }

// AnswerDiffers is an answer of a table that is another than that of the record that is here; both as
// people read them.
type AnswerDiffers struct {
	Key  string `json:"key"`
	Said string `json:"said"` // the question
	Was  string `json:"was"`
	Now  string `json:"now"`
}

// TableRow is a row of a table with what becomes of it.
type TableRow struct {
	Sheet   string            `json:"sheet,omitempty"`
	Line    int               `json:"line"` // from 1, as the table counts
	Verdict TableVerdict      `json:"verdict"`
	Why     string            `json:"why,omitempty"`
	Said    []string          `json:"said,omitempty"`    // how it was read, where that does not stand in it as it is
	Answers map[string]string `json:"answers,omitempty"` // by the keys of the questions that the table asks
	Differs []AnswerDiffers   `json:"differs,omitempty"`
	Stands  string            `json:"stands,omitempty"` // what the table says of its state, which no row changes
	Record  ID                `json:"record,omitempty"` // that is here, or was entered
}

// Place names the row for people.
func (r TableRow) Place() string {
	if r.Sheet == "" {
		return fmt.Sprintf("Dòng %d", r.Line)
	}
	return fmt.Sprintf("%s, dòng %d", r.Sheet, r.Line)
}

// RegisterTable is a table with what becomes of each of its rows.
type RegisterTable struct {
	File    string     `json:"file"`
	Hash    Digest     `json:"sha256"`
	Rows    []TableRow `json:"rows"`
	Notes   []string   `json:"notes,omitempty"` // of the table as a whole, Vietnamese
	Entered int        `json:"entered"`         // rows of this run
	Updated int        `json:"updated"`
}

// Count is how many rows have a verdict.
func (t RegisterTable) Count(v TableVerdict) (n int) {
	for _, row := range t.Rows {
		if row.Verdict == v {
			n++
		}
	}
	return n
}

// Verdicts are those that a row has, in their order.
func (t RegisterTable) Verdicts() []TableVerdict {
	return slices.DeleteFunc(slices.Clone(TableVerdicts), func(v TableVerdict) bool { return t.Count(v) == 0 })
}
