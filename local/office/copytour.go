package office

import (
	"slices"
	"time"
)

// CopyTour (lượt đọc lại) is how far reading back every byte of a copy has come. All that it
// remembers may be lost: then it begins anew.
type CopyTour struct {
	Begun   time.Time   `json:"begun,omitzero"` // zero: none goes on
	Objects int64       `json:"objects"`        // that were read
	Of      int64       `json:"of"`
	Bytes   int64       `json:"bytes"` // of them, as they lie sealed
	OfBytes int64       `json:"of_bytes"`
	Found   []CopyFault `json:"found,omitempty"` // at most MostCopyFaults
	Open    int64       `json:"open"`            // what was found and could not be made good

	Last *CopyToured `json:"last,omitempty"` // nil: none has ended yet

	// Where it goes on. The journal comes first, each segment linked to the one before.
	After   string   `json:"after,omitempty"`   // the last object that was read
	Number  int64    `json:"number,omitempty"`  // of the last segment that was read
	Link    string   `json:"link,omitempty"`    // of its last line; empty: it could not be read
	Lacking []Digest `json:"lacking,omitempty"` // files that segments name and that are not there
}

// CopyToured is a tour that has ended.
type CopyToured struct {
	Begun   time.Time   `json:"begun"`
	Ended   time.Time   `json:"ended"`
	Objects int64       `json:"objects"`
	Bytes   int64       `json:"bytes"`
	Found   []CopyFault `json:"found,omitempty"`
	Open    int64       `json:"open"`
}

// CopyFault is something of a copy, or of the vault, that was found damaged or missing.
type CopyFault struct {
	At   time.Time `json:"at"`
	What string    `json:"what"` // "file", "vault", "journal", "words", "tray", "snapshot", "sign", "foreign"
	Name string    `json:"name"` // the SHA-256 of a file where it is known, the number of a segment, or the name of an object
	Said string    `json:"said"` // Vietnamese: what was found, and what was done
	Good bool      `json:"good"` // it was made good
}

// MostCopyFaults is how many are named; all are counted.
const MostCopyFaults = 50

// Find takes something down.
func (t *CopyTour) Find(f CopyFault) {
	if !f.Good {
		t.Open++
	}
	if len(t.Found) < MostCopyFaults {
		t.Found = append(t.Found, f)
	}
}

// Unmended is how much was found in this tour, or in the last one while this has found
// nothing of its own, and could not be made good.
func (t CopyTour) Unmended() int64 {
	if t.Last == nil {
		return t.Open
	}
	return max(t.Open, t.Last.Open)
}

// Worst is the first thing that was found and could not be made good; empty: nothing.
func (t CopyTour) Worst() string {
	all := t.Found
	if t.Last != nil && t.Open == 0 {
		all = t.Last.Found
	}
	if i := slices.IndexFunc(all, func(f CopyFault) bool { return !f.Good }); i >= 0 {
		return all[i].Said
	}
	return ""
}

// Share is how far it has come, in percent; 100 only at the end.
func (t CopyTour) Share() int {
	if t.OfBytes <= 0 {
		return 0
	}
	return int(min(99, t.Bytes*100/t.OfBytes))
}
