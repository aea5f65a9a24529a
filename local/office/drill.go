package office

import "time"

// DrillVerdict is how a drill ended.
type DrillVerdict string

// A drill is good when everything that it looked at came back as it was, and bad otherwise.
const (
	DrillGood DrillVerdict = "good"
	DrillBad  DrillVerdict = "bad"
)

var drillVerdictNames = map[DrillVerdict]string{DrillGood: "Đạt", DrillBad: "Không đạt"}

// Name is the Vietnamese name of the verdict.
func (v DrillVerdict) Name() string { return drillVerdictNames[v] }

// DrillKey says by which key a drill opened the copy.
type DrillKey string

// By the recovery key that was typed from its sheet, or by the key that this computer has:
// then nothing was shown of the sheet.
const (
	ByRecoveryKey DrillKey = "recovery"
	ByOwnKey      DrillKey = "own"
)

var drillKeyNames = map[DrillKey]string{ByRecoveryKey: "Khóa khôi phục gõ từ tờ giấy cất giữ", ByOwnKey: "Chìa niêm phong có trên máy"}

// Name is the Vietnamese name of the key.
func (k DrillKey) Name() string { return drillKeyNames[k] }

// DrillWish says which copy is tried, and how.
type DrillWish struct {
	Copy string // where it lies, or its ID; empty: the one that was chosen first
	Key  string // recovery key, typed from its sheet; empty: the key that this computer has
	All  bool   // every finished document is opened, and not only the newest and some others
	Sign bool   // the page of evidence is signed with the key that is open
}

// Drill (diễn tập khôi phục, Điều 13.2b) is one trial of bringing the office back from a copy,
// beside the office that goes on. It tells what was looked at, and no more.
type Drill struct {
	ID       ID        `json:"id"`
	Version  int64     `json:"version"`
	At       time.Time `json:"at"` // begun
	Station  ID        `json:"station"`
	Clerk    string    `json:"clerk"`
	ByItself bool      `json:"by_itself,omitempty"` // the station began it while nobody worked
	Copy     ID        `json:"copy"`                // the target
	Where    string    `json:"where"`
	Key      DrillKey  `json:"key"`

	Verdict DrillVerdict `json:"verdict"`
	Said    string       `json:"said"` // one sentence
	Checks  []Condition  `json:"checks"`

	Head       JournalHead `json:"head"`       // of the journal that came back
	Lacks      int64       `json:"lacks"`      // entries that the office had and the copy had not
	Records    int64       `json:"records"`    // that came back, of all kinds
	Files      int64       `json:"files"`      // of the vault, each held against its SHA-256
	Bytes      int64       `json:"bytes"`      // of them, as they lie sealed
	Documents  int64       `json:"documents"`  // finished ones that were opened and judged
	Finished   int64       `json:"finished"`   // that there are
	Signatures int64       `json:"signatures"` // digital ones on those that were judged
	Restoring  float64     `json:"restoring"`  // seconds until the office lay there, proven
	Seconds    float64     `json:"seconds"`    // of all of it

	PDF   Digest `json:"pdf"` // the page of evidence, as it was made
	Size  int64  `json:"size"`
	Pages int    `json:"pages"`

	// Signer is whose certificate signed the page; empty: no key was open.
	Signer string `json:"signer,omitempty"`
}

// DrillsStand is how the drills of an office stand.
type DrillsStand struct {
	Last *Drill    `json:"last,omitempty"` // the newest; nil: there was none
	Good *Drill    `json:"good,omitempty"` // the newest good one
	Due  time.Time `json:"due,omitzero"`   // when the next is to be held; zero: there is nothing to be copied from
	Late bool      `json:"late,omitempty"`
}

// DrillSetup is what a station was told of the drills that it begins by itself.
type DrillSetup struct {
	ID      ID    `json:"id"`
	Version int64 `json:"version"`
	Off     bool  `json:"off"` // it begins none
}
