package office

// KindEntering is a record in the journal that the paper of a conversion is meant for the register.
const KindEntering Kind = "entering"

// Entering (vào sổ văn bản đến) is what is to be done with a paper that came in once it is
// digitised: it gets its number and the stamp ĐẾN, and goes to whoever deals with it (Nghị định
// 30/2020, Điều 22–24). It is kept with the draft, so that whoever is stopped can go on.
type Entering struct {
	To      string `json:"to,omitempty"`       // nơi nhận, on the register and on the stamp; empty: whoever it is given to
	Give    ID     `json:"give,omitempty"`     // a Clerk; empty: it stays at the desk of văn thư
	Due     string `json:"due,omitempty"`      // yyyy-mm-dd; empty: no day
	DaySure string `json:"day_sure,omitempty"` // yyyy-mm-dd: the day of the document, of which a person says that it is right though it is doubted
	Another bool   `json:"another,omitempty"`  // a person says that it is none of those on the register that it may be
}

// TakenIn is how far one paper is that comes in: what is done of it stays done, whatever else could
// not be.
type TakenIn struct {
	Conversion Conversion    // finished, or a draft where it could not be
	Document   Registered    // on the register; without an ID: it is not there yet
	Before     bool          // it stood there before: what was typed anew is not entered
	Stamp      *ArrivalStamp // nil: it bears none
	NotStamped error         // why not
	Given      RoutePerson   // who has it; nobody: it lies at the desk of văn thư
	NotGiven   error         // why whoever was wished for does not have it
}
