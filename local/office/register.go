package office

import (
	"strings"
	"time"
)

// Register (sổ) is a register that the office keeps, as pages and verbs know it: each kind
// of record that is a list of answers to the same questions.
type Register struct {
	Name  string         `json:"name"`  // in the terminal: "kenh"
	Title string         `json:"title"` // "Kênh giao tiếp"
	One   string         `json:"one"`   // what one of them is called: "kênh"
	Basis string         `json:"basis"` // the article of the decree that it serves
	Kind  Kind           `json:"kind"`
	Asks  []Ask          `json:"asks"`
	Moves []RegisterMove `json:"moves,omitempty"`
	Open  []State        `json:"open,omitempty"` // in which answers can be changed

	Papers []RegisterPaper `json:"papers,omitempty"`
	Single bool            `json:"single,omitempty"` // it holds one record
	Closed bool            `json:"closed,omitempty"` // it tells of persons, and is read by who keeps the registers alone
	Leads  string          `json:"leads,omitempty"`  // the question whose answer names a conversion; empty: none does

	// First is what a new record begins with, by the keys of its questions; nil: nothing.
	First map[string]string `json:"-"`
	Notes bool              `json:"notes,omitempty"` // a timeline is kept beside each record
}

// RegisterPaper is a document that can be made of one record, or a text to be sent.
type RegisterPaper struct {
	Name string `json:"name"` // in the terminal: "bm03"
	Said string `json:"said"`
	Text bool   `json:"text,omitempty"` // to be copied, and not a PDF
}

// PaperStands tells of a document that is to be made of a record: the name of its file, which
// tells it from those of other records, and what it must have and has not.
type PaperStands struct {
	File  string `json:"file"`
	Lacks []Lack `json:"lacks,omitempty"` // none: it can be made
}

// Lack is an answer that is wanting: of which register, which of its records and which question.
type Lack struct {
	Book   string `json:"book"`
	Record ID     `json:"record,omitempty"` // empty: the register has none yet
	Key    string `json:"key"`
}

// RegisterMove is a step that takes a record out of use, or back.
type RegisterMove struct {
	Step string  `json:"step"`
	Said string  `json:"said"`
	From []State `json:"from"`
}

// Ask is one question of a form. Its answer is a text: of How Several the keys of the
// choices, a line each.
type Ask struct {
	Key     string   `json:"key"`  // of the record's JSON
	Said    string   `json:"said"` // "Tên kênh"
	Hint    string   `json:"hint,omitempty"`
	How     AskHow   `json:"how"`
	Choices []Choice `json:"choices,omitempty"`
	Needed  bool     `json:"needed,omitempty"`
}

// Told is an answer as people read it: choices by their words, a day as dd/mm/yyyy, a
// moment with its hour.
func (a Ask) Told(answer string) string {
	if a.How == AskDay {
		if day, err := time.Parse(time.DateOnly, answer); err == nil {
			return day.Format("02/01/2006")
		}
	}
	if at := MomentOf(answer); a.How == AskMoment && !at.IsZero() {
		return MomentSaid(at)
	}
	if a.How != AskOne && a.How != AskSeveral {
		return answer
	}
	var said []string
	for line := range strings.SplitSeq(answer, "\n") {
		for _, c := range a.Choices {
			if c.Key == line {
				said = append(said, c.Said)
			}
		}
	}
	return strings.Join(said, ", ")
}

// AskHow says what an answer is made of.
type AskHow string

// Words: one line. Lines: several. Day: yyyy-mm-dd. Moment: RFC 3339, UTC. One and Several:
// of the choices. Receipt: the number of a paper receipt, as it is printed.
const (
	AskWords   AskHow = "words"
	AskLines   AskHow = "lines"
	AskDay     AskHow = "day"
	AskMoment  AskHow = "moment"
	AskOne     AskHow = "one"
	AskSeveral AskHow = "several"
	AskReceipt AskHow = "receipt"
)

// Choice is an answer that can be picked.
type Choice struct {
	Key  string `json:"key"`
	Said string `json:"said"`
}

// ChoiceSaid is a choice in words; empty: there is none with that key.
func ChoiceSaid(all []Choice, key string) string {
	for _, c := range all {
		if c.Key == key {
			return c.Said
		}
	}
	return ""
}

// Sheet is one record of a book: its answers by the keys of their questions.
type Sheet struct {
	ID      ID                `json:"id"`
	Version int64             `json:"version"`
	Title   string            `json:"title"`
	Below   string            `json:"below"`
	State   State             `json:"state"`
	Stands  string            `json:"stands"` // the state in Vietnamese
	Answers map[string]string `json:"answers"`
	Warns   []string          `json:"warns,omitempty"`   // what is missing, Vietnamese
	Duties  []Duty            `json:"duties,omitempty"`  // what is to be done in time, and when it was
	Apart   int               `json:"apart,omitempty"`   // more versions stand beside this one
	By      string            `json:"by,omitempty"`      // of a version: who made it, and when
	Entry   ID                `json:"entry,omitempty"`   // of a version: its entry in the journal
	Station ID                `json:"station,omitempty"` // where it was born; empty: here
}
