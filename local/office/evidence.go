package office

import (
	"encoding/json"
	"time"
)

// Met says how far a condition of the law is met.
type Met string

// Owed does not stop the act, but stays on the record until it is made good.
const (
	IsMet    Met = "met"
	IsMissed Met = "missing"
	IsOwed   Met = "owed"
)

// Condition (điều kiện) is one point of the law that a conversion must meet,
// with what shows that it does.
type Condition struct {
	Point    string `json:"point"` // "Luật GDĐT 12.1a"
	Asks     string `json:"asks"`  // what the law asks, in the clerk's words
	Met      Met    `json:"met"`
	Evidence string `json:"evidence"` // what shows it, or what is missing
	Next     string `json:"next,omitempty"`
}

// Verdict of a proof.
type Verdict string

// Proven: unchanged, and ours. Changed: it says it is ours, but differs from
// what is stored. Stranger: not one of ours. Broken: what is stored is damaged.
const (
	Proven   Verdict = "proven"
	Changed  Verdict = "changed"
	Stranger Verdict = "stranger"
	Broken   Verdict = "broken"
)

// Proof (bằng chứng) is the answer to "is this what was converted, unchanged?",
// found again from what is stored, without a network.
type Proof struct {
	Verdict    Verdict     `json:"verdict"`
	Said       string      `json:"said"` // one Vietnamese sentence
	Conversion ID          `json:"conversion,omitempty"`
	Code       LookupCode  `json:"code,omitempty"`
	Checks     []Condition `json:"checks"`
}

// Kind of record that a journal entry holds.
type Kind string

// The kinds that the store keeps.
const (
	KindOffice     Kind = "office"
	KindClerk      Kind = "clerk"
	KindTemplate   Kind = "mark-template"
	KindConversion Kind = "conversion"
	KindRefusal    Kind = "refusal"
)

// Entry is one line of the journal (nhật ký): the full new body of a record,
// chained to the entry before by its hash.
type Entry struct {
	Seq         int64           `json:"seq"`
	ID          ID              `json:"id"`
	Kind        Kind            `json:"kind"`
	Record      ID              `json:"record"`
	Step        string          `json:"step"` // what was done: "finish"
	Version     int64           `json:"version"`
	Base        int64           `json:"base"` // version it was made from; 0: new
	Body        json.RawMessage `json:"body"`
	Actor       string          `json:"actor"`
	Station     ID              `json:"station"`
	At          time.Time       `json:"at"`
	ClockSource string          `json:"clock_source"`
	ClockOffset time.Duration   `json:"clock_offset"`
	Prev        Digest          `json:"prev"`
	Hash        Digest          `json:"hash"`
}
