package store

import (
	"encoding/json"
	"fmt"
	"time"

	"tram/local/office"
)

// Arrival is an entry of another station on its way in. Words and Salt are what lies
// beside the journal of a record that is not finished; Raw is the text in which it came,
// which is kept where its form is not known here.
type Arrival struct {
	Entry office.Entry
	Words []byte
	Salt  string
	Raw   []byte
}

// Written is an entry in JSON, as it leaves the store. The body is a text, so that no
// writer of JSON changes a byte of it. The form and what the entry follows stand beside
// it, each file in its own place.
type Written struct {
	Seq         int64         `json:"seq"`
	ID          office.ID     `json:"id"`
	Kind        office.Kind   `json:"kind"`
	Record      office.ID     `json:"record"`
	Step        string        `json:"step"`
	Version     int64         `json:"version"`
	Base        int64         `json:"base"`
	Body        string        `json:"body"`
	Actor       string        `json:"actor"`
	Station     office.ID     `json:"station"`
	At          time.Time     `json:"at"`
	ClockSource string        `json:"clock_source"`
	ClockOffset int64         `json:"clock_offset"` // nanoseconds
	Prev        office.Digest `json:"prev"`
	Hash        office.Digest `json:"hash"`
}

// WrittenOf puts an entry down.
func WrittenOf(e office.Entry) Written {
	return Written{Seq: e.Seq, ID: e.ID, Kind: e.Kind, Record: e.Record, Step: e.Step, Version: e.Version, Base: e.Base, Body: string(e.Body),
		Actor: e.Actor, Station: e.Station, At: e.At.UTC(), ClockSource: e.ClockSource, ClockOffset: int64(e.ClockOffset), Prev: e.Prev, Hash: e.Hash}
}

// Entry is what was put down, with what stands beside it.
func (w Written) Entry(form int, follows []office.ID) office.Entry {
	return office.Entry{Form: form, Seq: w.Seq, ID: w.ID, Kind: w.Kind, Record: w.Record, Step: w.Step, Version: w.Version, Base: w.Base, Body: json.RawMessage(w.Body),
		Actor: w.Actor, Station: w.Station, At: w.At, ClockSource: w.ClockSource, ClockOffset: time.Duration(w.ClockOffset), Prev: w.Prev, Hash: w.Hash, Follows: follows}
}

// travelling is an entry as it travels.
type travelling struct {
	Form int `json:"form"`
	Written
	Follows []office.ID `json:"follows,omitempty"`
	Words   string      `json:"words,omitempty"`
	Salt    string      `json:"salt,omitempty"`
}

// Text is the entry as it travels, in UTF-8.
func (a Arrival) Text() ([]byte, error) {
	return json.Marshal(travelling{Form: a.Entry.Form, Written: WrittenOf(a.Entry), Follows: a.Entry.Follows, Words: string(a.Words), Salt: a.Salt})
}

// ParseArrival reads an entry that travelled. That it holds is seen by Receive.
func ParseArrival(text []byte) (Arrival, error) {
	var t travelling
	if err := json.Unmarshal(text, &t); err != nil {
		return Arrival{}, fmt.Errorf("reading an entry that travelled: %w", err)
	}
	return Arrival{Raw: text, Words: []byte(t.Words), Salt: t.Salt, Entry: t.Entry(t.Form, t.Follows)}, nil
}
