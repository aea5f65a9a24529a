package office

import "time"

// Wait (việc chờ) is one thing that waits for a person: to be gone on with, looked at or
// put right. It goes away by itself once that is done.
type Wait struct {
	Row   *Row      // the document that it is about; nil: about none, and Title names it
	Title string    // Vietnamese
	Below string    // what is to be done, or what was found, Vietnamese
	Since time.Time // zero: not known
	Due   time.Time // zero: by no day
	Grave Gravity

	To     Lead
	Record ID     // what is opened there; empty: the place itself
	Book   string // Register.Name, where To is ToBook
}

// Gravity says how much a Wait calls for the eye.
type Gravity int

// Calm: work like any other. Wanting: something is owed, or has gone otherwise than it
// should. Alarming: data may be lost or forged.
const (
	Calm Gravity = iota
	Wanting
	Alarming
)

// Lead is where a Wait is dealt with.
type Lead string

// The places that a Wait leads to.
const (
	ToDigitise   Lead = "digitise"
	ToEntering   Lead = "entering" // where a paper that is digitised comes on its register
	ToPrinting   Lead = "printing"
	ToComparison Lead = "comparison" // what comparing the paper of Wait.Record found
	ToSign       Lead = "sign"
	ToRecord     Lead = "record"
	ToBook       Lead = "book"
	ToJournal    Lead = "journal"
	ToData       Lead = "data"     // of the station itself: files, the head of the journal
	ToRecovery   Lead = "recovery" // where the recovery key is put away
	ToDayEnd     Lead = "day-end"  // where the day of Wait.Since is closed
	ToScanning   Lead = "scanning" // where the scanners and the watched folder are chosen
	ToCopies     Lead = "copies"   // where the places for copies are chosen
	ToEmergency  Lead = "emergency"
	ToWorkFile   Lead = "work-file"
	ToDocument   Lead = "document" // where a document of a register lies open; of none, what whoever works there has to do
	ToLate       Lead = "late"     // where the documents are listed that are late

	ToRequests     Lead = "requests" // the one-stop desk: what whoever sits there has to do
	ToRequestsLate Lead = "requests-late"

	ToMeetings Lead = "meetings" // the calendar; of a record: that meeting
	ToLines    Lead = "lines"    // where the account for letters and the calendars that are shared are chosen
)

// Leads lists them: a window has a way to each.
var Leads = []Lead{ToDigitise, ToEntering, ToPrinting, ToComparison, ToSign, ToRecord, ToBook, ToJournal, ToData, ToRecovery, ToDayEnd, ToScanning, ToCopies, ToEmergency, ToDocument, ToLate, ToWorkFile, ToRequests, ToRequestsLate, ToMeetings, ToLines}

// WaitSort is a sort of Wait: the window has a word for each.
type WaitSort string

// Waiting is what waits of one sort.
type Waiting struct {
	Sort   WaitSort
	Count  int    // of all of them
	More   bool   // there are more than Count: nobody counted further
	Newest []Wait // at most WaitsTold, the newest first
	All    Lead   // where all of them are listed
}

// WaitsTold is how many of a sort are told one by one; the others are counted.
const WaitsTold = 8
