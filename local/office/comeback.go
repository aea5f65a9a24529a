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
}

// ComeBackWish says which copy the office comes back from.
type ComeBackWish struct {
	Where   string // where the copy lies
	Key     string // recovery key, as it was typed
	Station ID     // of several; empty: the only one
}

// CameBack tells what came back.
type CameBack struct {
	Office string
	Head   JournalHead // of the copied journal
	Files  int64
	Bytes  int64
	Torn   int64 // parts of the journal at the end that could not be read
	Trays  int64 // drafts whose scanned pages could not be brought back
}
