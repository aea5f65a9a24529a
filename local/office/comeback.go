package office

import "time"

// CopyFound (bản sao tìm thấy) is the copy of one station that lies at a place, as its own
// word there says.
type CopyFound struct {
	Station ID        `json:"station"`
	Office  string    `json:"office"`
	Code    string    `json:"code"`
	Begun   time.Time `json:"begun"` // when the copying began
	Bytes   int64     `json:"bytes"` // that lie there, sealed

	// What the journal and the names there tell; nothing is told (Head.Seq is 0) of a copy whose
	// journal could not be read. What is in the files was not read.
	Head    JournalHead `json:"head"`    // as far as it would come back
	Records int64       `json:"records"` // of all kinds
	Files   int64       `json:"files"`   // that lie there by name
	Missing int64       `json:"missing"` // that the journal names and that do not lie there
	Torn    int64       `json:"torn"`    // parts of the journal that cannot be read
	Spanned int64       `json:"spanned"` // entry up to which a snapshot has what lies in them; 0: they are at the end
	Past    bool        `json:"past"`    // there is more, of after the moment that was wished for
	Nothing bool        `json:"nothing"` // at that moment there was nothing yet

	// Unsigned tells that its own word is lost or damaged: Office and Code are not known, and only
	// what can be read of it comes back.
	Unsigned bool `json:"unsigned"`
}

// ComeBackWish says which copy the office comes back from.
type ComeBackWish struct {
	Where   string     // where the copy lies: a folder, or the address of a server
	HostKey string     // of that server, which a person confirmed
	Secret  CopySecret // opens it
	Key     string     // recovery key, as it was typed
	Station ID         // of several; empty: the only one
	Partial bool       // as far as the copy can be read
	At      string     // as it stood at that moment, RFC 3339 or as it was typed; empty: at the newest entry
}

// CameBack tells what came back.
type CameBack struct {
	Office  string
	Head    JournalHead // of the copied journal
	Files   int64
	Bytes   int64
	Torn    int64 // parts of the journal that could not be read
	Spanned int64 // entry up to which a snapshot had what lay in them; 0: they are left out
	Trays   int64 // drafts whose scanned pages could not be brought back
}
