package office

import "time"

// Emergency (tình huống khẩn cấp) is a time in which the office works without a line, or
// without the central system, and gives paper receipts (Điều 13.1). It is on until somebody
// says that work goes as usual again; then it is over, and closed once nothing of it is open.
// Moments are stored as RFC 3339, UTC.
type Emergency struct {
	ID      ID     `json:"id"`
	Version int64  `json:"version"`
	Why     string `json:"why"`             // free words
	Cause   string `json:"cause,omitempty"` // by what the station itself began it; empty: a person did
	Begun   string `json:"begun"`
	Ended   string `json:"ended,omitempty"`
	State   State  `json:"state"`
}

// The states of an Emergency.
const (
	EmergencyOn     State = "on"
	EmergencyOver   State = "over"
	EmergencyClosed State = "closed"
)

// Pad (quyển biên nhận) is a run of numbered slips that was printed at once. Its number is
// drawn when it is made and never again; its slips are numbered from 1. It is made before its
// paper is: what came of the paper cannot give a number back.
type Pad struct {
	ID      ID     `json:"id"`
	Version int64  `json:"version"`
	Number  string `json:"number"` // PadDigits digits
	Slips   int    `json:"slips"`
	Used    int    `json:"used,omitempty"`    // the last slip that was written on, as a person saw; 0: none
	Counted string `json:"counted,omitempty"` // when that person looked
	State   State  `json:"state"`
}

// The states of a Pad. One that is ended is written on no more; one is closed with the
// emergency at whose end it was written on no more and all of it settled.
const (
	PadMade   State = "made"
	PadSpoilt State = "spoilt" // its paper could not be made
	PadEnded  State = "ended"
	PadClosed State = "closed"
)

// Looked tells whether a person has looked at the pad since a moment, or need not. A look that is
// still to come was noted under a clock that ran ahead: when it was nobody knows.
func (p Pad) Looked(since, now time.Time) bool {
	if p.State != PadMade || p.Used == p.Slips {
		return true
	}
	at := MomentOf(p.Counted)
	return p.Counted != "" && !at.Before(since) && !at.After(now)
}

// Receipt (biên nhận giấy) is one slip of a pad that was given to a person, written in after
// it was. It is open until it was entered as a record, cancelled or found lost.
type Receipt struct {
	ID        ID     `json:"id"`
	Version   int64  `json:"version"`
	Number    string `json:"number"` // as it is printed
	From      string `json:"from,omitempty"`
	Given     string `json:"given,omitempty"` // RFC 3339, UTC
	Phone     string `json:"phone,omitempty"`
	Matter    string `json:"matter,omitempty"`
	Papers    string `json:"papers,omitempty"`
	Record    string `json:"record,omitempty"`    // what it was entered as here: a lookup code or an ID
	Elsewhere string `json:"elsewhere,omitempty"` // its number in a system of others
	Reason    string `json:"reason,omitempty"`    // why it was cancelled, or how it was lost
	State     State  `json:"state"`
}

// The states of a Receipt.
const (
	ReceiptOpen      State = "open"
	ReceiptEntered   State = "entered"
	ReceiptCancelled State = "cancelled"
	ReceiptLost      State = "lost"
)

// Slip is one number of a pad, and what became of it.
type Slip struct {
	Number  string `json:"number"`
	State   State  `json:"state"` // of its receipt; SlipMissing: nobody has written it in
	Receipt ID     `json:"receipt,omitempty"`
	Said    string `json:"said,omitempty"` // who came, and with what
	How     string `json:"how,omitempty"`  // what it was entered as, or why it was not
	Record  string `json:"record,omitempty"`
}

// SlipMissing is the state of a slip that was written on and not written in.
const SlipMissing State = "missing"

// Open tells that something is still to be done about a slip.
func (s Slip) Open() bool { return s.State == SlipMissing || s.State == ReceiptOpen }

// PadCount is one pad with the slips that were written on, and those that were written in.
type PadCount struct {
	Pad
	Said    string `json:"said"`              // its number, as it is printed
	Looked  bool   `json:"looked"`            // since the emergency ended, or the pad needs no look
	Doubled bool   `json:"doubled,omitempty"` // another pad bears the same number
	Written []Slip `json:"written"`
}

// Reckoning (đối chiếu) is how emergencies stand that are not closed, with every pad and every
// slip that was written on.
type Reckoning struct {
	Emergencies []Emergency `json:"emergencies"` // on or over, the earliest first
	Pads        []PadCount  `json:"pads"`        // the newest first
	Others      []Slip      `json:"others"`      // open ones of pads that are closed, or that this station does not know
}

// Open counts the slips about which something is to be done, and the pads at which nobody
// has looked.
func (r Reckoning) Open() (slips, pads int) {
	for _, p := range r.Pads {
		if !p.Looked {
			pads++
		}
		slips += openSlips(p.Written)
	}
	return slips + openSlips(r.Others), pads
}

func openSlips(all []Slip) (n int) {
	for _, s := range all {
		if s.Open() {
			n++
		}
	}
	return n
}

// On tells whether an emergency is on, since when, and why: the earliest first, each reason
// once.
func (r Reckoning) On() (on bool, since time.Time, why []string) {
	said := map[string]bool{}
	for _, e := range r.Emergencies {
		if e.State != EmergencyOn {
			continue
		}
		if at := MomentOf(e.Begun); since.IsZero() || at.Before(since) {
			since = at
		}
		if on = true; !said[e.Why] {
			said[e.Why], why = true, append(why, e.Why)
		}
	}
	return on, since, why
}

// Over tells whether an emergency has ended that nobody has closed.
func (r Reckoning) Over() bool {
	for _, e := range r.Emergencies {
		if e.State == EmergencyOver {
			return true
		}
	}
	return false
}

// EmergencyStands is what a window tells of emergencies at all times.
type EmergencyStands struct {
	On    bool      `json:"on"`
	Since time.Time `json:"since,omitzero"`
	Why   []string  `json:"why,omitempty"`
	Over  bool      `json:"over"`  // one has ended and is not closed
	Slips int       `json:"slips"` // that are to be settled
	Pads  int       `json:"pads"`  // at which nobody has looked since it ended; 0 while one is on
	Waits []Held    `json:"waits"` // what waits until there is a line again
}

// Held is a sort of what waits for a line, counted.
type Held struct {
	Sort  WaitSort `json:"sort"`
	Count int      `json:"count"`
}
