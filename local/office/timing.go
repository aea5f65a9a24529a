package office

// Timing (thời gian) is when something takes place, once or again and again, as a calendar writes it
// (RFC 5545). Times are those of a clock on the wall of its zone, so that they stay where people agreed
// on them when a zone changes its rules.
type Timing struct {
	Start  string `json:"start"`             // 2006-01-02T15:04:05; of whole days: 2006-01-02
	Lasts  int64  `json:"lasts"`             // seconds; of whole days: how many of them
	AllDay bool   `json:"all_day,omitempty"` // whole days, wherever the reader is
	Zone   string `json:"zone,omitempty"`    // as the IANA names it, or of Rules; empty: the office's
	Rules  string `json:"rules,omitempty"`   // VTIMEZONE, of a zone that the IANA has no name for

	Again  string   `json:"again,omitempty"`  // RRULE, its value: FREQ=WEEKLY;BYDAY=MO
	Also   []string `json:"also,omitempty"`   // RDATE, each as Start
	Except []string `json:"except,omitempty"` // EXDATE, each as Start
}

// Shift (lần họp đổi khác) is one occurrence that is not as the others are: moved, called off, or of
// other words (RECURRENCE-ID).
type Shift struct {
	Of        string `json:"of"`                  // the Start that it had by the rule, in the zone of the whole
	Following bool   `json:"following,omitempty"` // and all after it (RANGE=THISANDFUTURE)
	Off       bool   `json:"off,omitempty"`       // called off
	When      Timing `json:"when,omitzero"`       // empty Start: not moved
	Title     string `json:"title,omitempty"`     // empty: as the others
	Place     string `json:"place,omitempty"`
	Note      string `json:"note,omitempty"`
}
