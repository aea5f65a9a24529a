package office

import (
	"encoding/json"
	"fmt"
	"slices"
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

// Part names the part of the clerk's desk where a missing condition is met, so
// that the window can lead the eye there.
type Part string

// The parts of the desk, in the order in which a clerk works through them.
const (
	PartPages         Part = "pages"      // pages must be taken in, replaced or read again
	PartPaper         Part = "paper-size" // a page's size on paper is not known
	PartViewed        Part = "viewed"     // pages not paged through yet
	PartDescription   Part = "description"
	PartIssued        Part = "issued" // the day of the document
	PartSecrecy       Part = "secrecy"
	PartSource        Part = "source"
	PartDossier       Part = "dossier"
	PartCertification Part = "certification"
	PartClerk         Part = "clerk"
	PartCount         Part = "count"     // the count of the paper
	PartMark          Part = "mark"      // the mark cannot be made or placed
	PartSignature     Part = "signature" // the office signs when the act is finished
	PartSystems       Part = "systems"   // the systems of a data message and their owners
	PartDecision      Part = "decision"  // why paper is made of a doubtful original
	PartSigner        Part = "signer"    // who signs a copy on paper
	PartPrint         Part = "print"     // sending to a printer, and saying what came out
	PartWet           Part = "wet"       // the wet signature and the seal
	PartTwin          Part = "twin"      // another record may be of the same document
	PartElsewhere     Part = ""          // nothing on this desk: the settings, or a later time
)

// Condition (điều kiện) is one point of the law that a conversion must meet,
// with what shows that it does.
type Condition struct {
	Point    string `json:"point"` // "Luật GDĐT 12.1a"
	Asks     string `json:"asks"`  // what the law asks, in the clerk's words
	Met      Met    `json:"met"`
	Evidence string `json:"evidence"` // what shows it, or what is missing
	Next     string `json:"next,omitempty"`
	Part     Part   `json:"part,omitempty"`   // where to meet it
	Record   ID     `json:"record,omitempty"` // another one that is to be looked at
}

// Meet is the condition as met, with what shows it.
func (c Condition) Meet(evidence string, args ...any) Condition {
	c.Met, c.Evidence, c.Next = IsMet, fmt.Sprintf(evidence, args...), ""
	return c
}

// Miss is the condition as missing, with what is missing and what to do.
func (c Condition) Miss(evidence, next string) Condition {
	c.Met, c.Evidence, c.Next = IsMissed, evidence, next
	return c
}

// Owe is the condition as owed, with what is still to come and what to do.
func (c Condition) Owe(evidence, next string) Condition {
	c.Met, c.Evidence, c.Next = IsOwed, evidence, next
	return c
}

// Doubts tells whether it is about what may be a slip of the hand, which keeps nobody from
// the act.
func (c Condition) Doubts() bool {
	return (c.Part == PartIssued || c.Part == PartTwin) && c.Met == IsOwed
}

// FirstMissed is the first condition that stops the act, false: none does. The signature,
// which is made last, comes after all others.
func FirstMissed(list []Condition) (first Condition, yes bool) {
	for _, c := range list {
		if c.Met == IsMissed && (!yes || first.Part == PartSignature && c.Part != PartSignature) {
			first, yes = c, true
		}
	}
	return first, yes
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
	Verdict    Verdict     `json:"proof"`
	Said       string      `json:"said"` // one Vietnamese sentence
	Conversion ID          `json:"conversion,omitempty"`
	Code       LookupCode  `json:"code,omitempty"`
	Checks     []Condition `json:"checks"`

	// Signatures is what is found out about the digital signatures of a file;
	// nil where it carries none.
	Signatures *SignatureReport `json:"signatures,omitempty"`

	// Reserved tells of a journal that holds together, parts of which stand on a
	// person's word or were vouched for late.
	Reserved bool `json:"reserved,omitempty"`

	// Unchecked tells that the file may be signed, which could not be looked at.
	Unchecked bool `json:"unchecked,omitempty"`

	// Paper is what the code on a scan or photo says; nil where none was read.
	Paper *PaperProof `json:"paper,omitempty"`

	// Sheet is the sheet of a closed day that was read back; nil: it is none.
	Sheet *SheetProof `json:"sheet,omitempty"`

	// Anchors are what vouches for a journal from outside of it.
	Anchors []Anchor `json:"anchors,omitempty"`

	// Withdrawn tells that the office does not stand by the document any more.
	Withdrawn *Withdrawal `json:"withdrawn,omitempty"`
}

// Anchor (mốc) is what is known of a journal outside of it and agrees with it.
type Anchor struct {
	Kind    string    `json:"kind"`            // "head", "mark", "stamp", "brought", "paper", "copy"
	At      time.Time `json:"at"`              // when it was made
	Place   string    `json:"place,omitempty"` // the file; empty: it was brought
	UpTo    int64     `json:"up_to"`           // the last entry that it vouches for
	Against string    `json:"against"`         // who cannot have changed what it vouches for, Vietnamese
}

// Kind of record that a journal entry holds.
type Kind string

// The kinds that the store keeps.
const (
	KindStation    Kind = "station" // the first entry of every journal
	KindOffice     Kind = "office"
	KindClerk      Kind = "clerk"
	KindAccount    Kind = "account"
	KindTemplate   Kind = "mark-template"
	KindConversion Kind = "conversion"
	KindRefusal    Kind = "refusal"
	KindRoot       Kind = "trusted-root"
	KindSigned     Kind = "signed-file"
	KindSigning    Kind = "signing-setup"
	KindStationKey Kind = "station-key"
	KindWithdrawal Kind = "withdrawal"
	KindPrintout   Kind = "printout"
	KindComparison Kind = "comparison"
	KindAccess     Kind = "access"
	KindNotice     Kind = "notice"
	KindScanSetup  Kind = "scan-setup"
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

	// Form tells which rule made the hash. Follows are the entries of the record that
	// this one was made from: none for its birth, two or more where it settles a clash.
	// Entries of form 1 name their base alone.
	Form    int  `json:"form,omitempty"`
	Follows []ID `json:"follows,omitempty"`

	// Here tells that the entry stands in this station's own journal: what bears the
	// station's name may be another machine's.
	Here bool `json:"-"`
}

// InOrder puts entries of several chains into one order: each chain in its own, and
// beside one another by their time. Those of one chain come together and in order.
func InOrder(entries []Entry) []Entry {
	chains := map[ID][]Entry{}
	var names []ID
	for _, e := range entries {
		if chains[e.Station] == nil {
			names = append(names, e.Station)
		}
		chains[e.Station] = append(chains[e.Station], e)
	}
	if len(names) < 2 {
		return entries
	}
	slices.Sort(names)
	all := make([]Entry, 0, len(entries))
	for len(all) < len(entries) {
		next := ID("")
		for _, name := range names {
			if len(chains[name]) > 0 && (next == "" || chains[name][0].At.Before(chains[next][0].At)) {
				next = name
			}
		}
		all, chains[next] = append(all, chains[next][0]), chains[next][1:]
	}
	return all
}
