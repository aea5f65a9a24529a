package office

import "time"

// KindDraftNote is a DraftNote in the journal.
const KindDraftNote Kind = "draft-note"

// DraftNote (góp ý) is what somebody says of a version of a draft, or in answer to that. It is
// written once and never changes: a comment is settled by an answer that says so.
type DraftNote struct {
	ID       ID          `json:"id"`
	Version  int64       `json:"version"`
	Document ID          `json:"document"`          // a Registered
	Draft    ID          `json:"draft"`             // the step by which the version was submitted
	Of       ID          `json:"of,omitempty"`      // the comment that it answers; empty: it is one
	Settles  bool        `json:"settles,omitempty"` // of an answer: nothing is left to do
	By       RoutePerson `json:"by"`
	At       time.Time   `json:"at"`
	Page     int         `json:"page,omitempty"`  // 0: of no page
	Quote    string      `json:"quote,omitempty"` // words of the draft that it is about
	Say      string      `json:"say"`

	Actor RouteActor `json:"-"` // whose note it is to be; never kept
}

// DraftNoteWish is what somebody wishes to say.
type DraftNoteWish struct {
	Document ID
	Draft    int // of a comment: the number of the version, from 1; 0: the last
	Of       ID  // of an answer: the comment
	Settles  bool
	Page     int
	Quote    string
	Say      string
}

// DraftComment is a comment with what was answered.
type DraftComment struct {
	DraftNote
	Number  int         `json:"number"` // of the version that it is about, from 1
	Answers []DraftNote `json:"answers,omitempty"`
	Open    bool        `json:"open"`
}
