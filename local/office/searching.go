package office

// SearchWish is what one search over all kinds of records asks for: words, and what narrows them.
// Each of its fields but Text may be empty, and lets all through then.
type SearchWish struct {
	Text   string `json:"text,omitempty"` // with days as people say them
	Kind   Kind   `json:"kind,omitempty"`
	Flow   Flow   `json:"flow,omitempty"`   // of a document on a register
	Year   int    `json:"year,omitempty"`   // of its register; of a work file; of the day of what was digitised
	Type   string `json:"type,omitempty"`   // code of a DocumentType
	Issuer string `json:"issuer,omitempty"` // as its name begins
	Holder ID     `json:"holder,omitempty"` // who has the document now
	State  string `json:"state,omitempty"`  // in words, as the lists show it
	From   string `json:"from,omitempty"`   // yyyy-mm-dd: of a day of the record itself, both within
	To     string `json:"to,omitempty"`
}

// Found is what one search over all kinds found.
type Found struct {
	Rows  []Row       // conversions
	Lines []FoundLine // records of all other kinds
	More  bool        // there are more than were asked for
	Meant []string    // the stretches of days that were understood, in words
}

// FoundLine is a record of a kind that has a line.
type FoundLine struct {
	Kind   Kind   `json:"kind"`
	Word   string `json:"word"` // what people call the kind
	ID     ID     `json:"id"`
	Title  string `json:"title"`
	Below  string `json:"below,omitempty"`
	State  State  `json:"state,omitempty"`
	Stands string `json:"stands,omitempty"` // its state in words
	At     string `json:"at,omitempty"`     // yyyy-mm-dd, of Việt Nam
	Met    string `json:"met,omitempty"`    // the day of the record that lies in the days that were asked for; empty: none were
}

// Empty tells whether nothing is asked for.
func (w SearchWish) Empty() bool { return w == SearchWish{} }

// SavedSearch is a search that a person kept under a name of their own.
type SavedSearch struct {
	Name string     `json:"name"`
	Wish SearchWish `json:"wish"`
}

// FoundWritten is what was written of what a search found.
type FoundWritten struct {
	Rows int  `json:"rows"`
	More bool `json:"more"` // there were more than are written out at once
}
