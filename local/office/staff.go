package office

import "time"

// Staff (người dùng) is who has an account here, as a list shows it to one who may read.
type Staff struct {
	Users    []User
	Unmanned bool // nobody has an account yet, and all work as clerks

	// Note tells what weakens all passwords here, Vietnamese; empty: nothing.
	Note string
}

// User (người dùng) is a person with an account.
type User struct {
	Account  ID
	Name     string
	Position string
	Posts    []Post

	HasPassword  bool
	Locked, Left bool
	Own          bool   // it is whoever looks
	Why          string // of the last step, as a person gave it

	Lent   []Lending // what stands at this moment
	Takes  []Lending // what others have lent to them
	Tokens []ScriptToken

	// Denied are what they were denied of late, newest first, Vietnamese; empty for who
	// may not read the journal.
	Denied []string
}

// Lending is a handover (bàn giao) as one of its two sides sees it.
type Lending struct {
	With  string // the other side
	Until time.Time
	Why   string
}

// ScriptToken (thẻ của lệnh tự động) lets a script in with some rights until a day.
type ScriptToken struct {
	ID     string
	Label  string
	Rights []Right
	Until  time.Time
}

// LastDay is the last day on which something stands that ends at a moment: dd/mm/yyyy.
func LastDay(until time.Time) string {
	return until.In(VietNam).Add(-time.Second).Format("02/01/2006")
}
