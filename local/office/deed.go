package office

import (
	"fmt"
	"strings"
	"time"
)

// Deed (việc đã làm) is one entry of the journal as people read it.
type Deed struct {
	Seq     int64         `json:"seq"` // its number at its station
	Hash    Digest        `json:"hash"`
	At      time.Time     `json:"at"`
	Who     string        `json:"who"`
	Where   string        `json:"where"` // the station
	Step    string        `json:"step"`  // as the journal names it, for programs: "finish"
	Did     string        `json:"did"`   // the step in words: "Hoàn thành"
	Kind    string        `json:"kind"`  // of the record: "Hồ sơ"
	Of      string        `json:"of"`    // the record by its title or number
	Record  ID            `json:"record"`
	Changes []FieldChange `json:"changes"`
	Note    string        `json:"note,omitempty"` // what cannot be shown, and why
}

// FieldChange is a field that is not what it was. Both are empty where only the fact
// can be told.
type FieldChange struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Now   string `json:"now"`
}

// Said is the deed in one sentence, without its time.
func (d Deed) Said() string { return fmt.Sprintf("%s: %s, %s", d.Who, d.Did, d.With()) }

// With is the record with what it is: "Mẫu ký hiệu riêng: Sao y".
func (d Deed) With() string {
	if strings.HasPrefix(d.Of, d.Kind) {
		return d.Of
	}
	return d.Kind + ": " + d.Of
}

// Differs tells all changes of a deed in one text.
func (d Deed) Differs() string {
	var said []string
	for _, c := range d.Changes {
		said = append(said, c.Said())
	}
	if d.Note != "" {
		said = append(said, d.Note)
	}
	return strings.Join(said, "; ")
}

// Said is the change in words.
func (c FieldChange) Said() string {
	switch {
	case c.Was == "" && c.Now == "":
		return c.Field + ": đã đổi"
	case c.Was == "":
		return c.Field + ": " + c.Now
	case c.Now == "":
		return c.Field + ": bỏ “" + c.Was + "”"
	}
	return c.Field + ": từ “" + c.Was + "” thành “" + c.Now + "”"
}

// Version is one of the versions of a record that stations made apart, of which a person keeps one.
type Version struct {
	Entry   ID            `json:"entry"`
	Said    string        `json:"said"`              // who made it, when and where, Vietnamese
	Differs []FieldChange `json:"differs,omitempty"` // from the version that is shown; of that one none
}

// DeedWish chooses deeds. What is empty asks for nothing.
type DeedWish struct {
	Since, Until time.Time // from, and before
	Who          string    // a part of a name, with or without accents
	Record       string    // its ID, or a lookup code
	Kind         Kind
	But          Kind // of which none is told
}

// DeedPlace is where a deed stands in the order of time, to go on from; the zero value:
// before all.
type DeedPlace struct {
	At      time.Time
	Seq     int64
	Station ID
}

// DeedPage is some deeds and where to go on.
type DeedPage struct {
	Deeds []Deed
	Last  DeedPlace // of the last one
	More  bool
}

// JournalReview (lần soát xét nhật ký) tells that a person went through the journal, up
// to which entry, and what was found (Điều 13.2a: logs are reviewed each week).
type JournalReview struct {
	ID       ID          `json:"id"`
	Version  int64       `json:"version"`
	Reviewer string      `json:"reviewer"`
	At       time.Time   `json:"at"`
	Since    time.Time   `json:"since,omitzero"` // of the entry up to which the one before went; zero: the first one
	Upto     JournalHead `json:"upto"`
	Found    string      `json:"found"` // “không có gì lạ” is an answer, nothing is none
}

// KindWord is a kind of record with what people call it.
type KindWord struct {
	Kind Kind   `json:"kind"`
	Said string `json:"said"`
}
