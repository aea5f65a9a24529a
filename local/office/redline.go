package office

import "slices"

// DraftHow is what became of words from one version of a draft to the next.
type DraftHow string

// Words stayed, went or came. Those of eight words or more that stand elsewhere, letter by letter,
// left and arrived. Of words that stand where the other version has pages that were not read nobody
// knows whether they went or came.
const (
	DraftSame    DraftHow = "same"
	DraftGone    DraftHow = "gone"
	DraftCame    DraftHow = "came"
	DraftLeft    DraftHow = "left"
	DraftArrived DraftHow = "arrived"

	DraftMaybeGone DraftHow = "maybe-gone"
	DraftMaybeCame DraftHow = "maybe-came"
)

// DraftPiece is a stretch of words, in the order of the newer version; what is no more in it stands
// where it stood.
type DraftPiece struct {
	How  DraftHow `json:"how"`
	Text string   `json:"text"`
	Move int      `json:"move,omitempty"` // of words that left, and of those that arrived: the same number, from 1
}

// DraftChange is one place at which two versions of a draft (bản dự thảo) differ.
type DraftChange struct {
	Was    string       `json:"was"`              // where it stands in the older one: "trang 2", "đoạn 12"; empty: it has nothing of it
	Is     string       `json:"is"`               // in the newer one
	Before string       `json:"before,omitempty"` // some words that stayed
	Pieces []DraftPiece `json:"pieces"`
	After  string       `json:"after,omitempty"`

	// What went and came of numbers, dates, amounts: all words with a digit, where they are not the
	// same in the same order. Turned has them by the words that stayed between them.
	NumbersGone []string     `json:"numbers_gone,omitempty"`
	NumbersCame []string     `json:"numbers_came,omitempty"`
	Turned      []DraftTurns `json:"turned,omitempty"`

	// Both have these words on this page, in another order: of pages that two programs laid out nobody
	// knows whether they were moved.
	Reordered bool `json:"reordered,omitempty"`
}

// DraftTurns are the numbers that went, and those that came instead of them.
type DraftTurns struct {
	Gone []string `json:"gone,omitempty"`
	Came []string `json:"came,omitempty"`
}

// Numbers tells whether a number, a date or an amount is another one.
func (c DraftChange) Numbers() bool { return len(c.Turned) > 0 }

// Doubtful tells that of no word of the change it is known whether it went or came.
func (c DraftChange) Doubtful() bool {
	return !slices.ContainsFunc(c.Pieces, func(p DraftPiece) bool {
		return p.How != DraftSame && p.How != DraftMaybeGone && p.How != DraftMaybeCame
	})
}

// DraftFile are two files that were laid beside each other.
type DraftFile struct {
	Was     string        `json:"was,omitempty"` // its name in the older version; empty: the file is new
	Is      string        `json:"is,omitempty"`  // in the newer one; empty: it is no more there
	Same    bool          `json:"same,omitempty"`
	Said    string        `json:"said"`              // what was found, in one sentence
	Changes []DraftChange `json:"changes,omitempty"` // in the order of the newer one
	Unread  []string      `json:"unread,omitempty"`  // what was not looked at; Vietnamese sentences
	Words   [2]int        `json:"words,omitzero"`    // that were laid beside each other, older and newer
	Whole   bool          `json:"whole"`             // every page of both has letters that were read
	Coarse  bool          `json:"coarse,omitempty"`  // so much differs that what stayed was not looked for everywhere
	Pieces  []DraftPiece  `json:"-"`                 // of the whole
}

// DraftsCompared are two versions of what was submitted, laid beside each other.
type DraftsCompared struct {
	Document ID          `json:"document"`
	From     int         `json:"from"` // the number of the version, from 1
	To       int         `json:"to"`
	Steps    [2]ID       `json:"steps"` // by which they were submitted
	Said     string      `json:"said"`  // in one sentence
	Files    []DraftFile `json:"files"`
}
