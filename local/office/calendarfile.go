package office

// CalendarRead is what came in of a calendar file or a mail, and what was odd about it.
type CalendarRead struct {
	Came []CalendarCame `json:"came"`
	Odd  []string       `json:"odd"` // Vietnamese
}

// CalendarCame is a meeting, or an answer, that a calendar file holds.
type CalendarCame struct {
	Meeting ID     `json:"id,omitempty"` // empty: nothing was kept of it
	UID     string `json:"uid"`
	Title   string `json:"title"`
	What    string `json:"what"`           // "new", "changed", "same", "cancelled", "answer", "not-taken"
	Said    string `json:"said,omitempty"` // why it was not taken, who answered what; Vietnamese
}

// What became of something that a calendar file holds.
const (
	CameNew       = "new"
	CameChanged   = "changed"
	CameSame      = "same"
	CameCancelled = "cancelled"
	CameAnswer    = "answer"
	CameNot       = "not-taken"
)
