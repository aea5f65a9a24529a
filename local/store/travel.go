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

// travelling is an entry as it travels. The body is a text, so that no writer of JSON
// changes a byte of it.
type travelling struct {
	Form        int           `json:"form"`
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
	Follows     []office.ID   `json:"follows,omitempty"`
	Words       string        `json:"words,omitempty"`
	Salt        string        `json:"salt,omitempty"`
}

// Text is the entry as it travels, in UTF-8.
func (a Arrival) Text() ([]byte, error) {
	e := a.Entry
	return json.Marshal(travelling{
		Form: e.Form, Seq: e.Seq, ID: e.ID, Kind: e.Kind, Record: e.Record, Step: e.Step, Version: e.Version, Base: e.Base, Body: string(e.Body),
		Actor: e.Actor, Station: e.Station, At: e.At.UTC(), ClockSource: e.ClockSource, ClockOffset: int64(e.ClockOffset), Prev: e.Prev, Hash: e.Hash,
		Follows: e.Follows, Words: string(a.Words), Salt: a.Salt,
	})
}

// ParseArrival reads an entry that travelled. That it holds is seen by Receive.
func ParseArrival(text []byte) (Arrival, error) {
	var t travelling
	if err := json.Unmarshal(text, &t); err != nil {
		return Arrival{}, fmt.Errorf("reading an entry that travelled: %w", err)
	}
	return Arrival{Raw: text, Words: []byte(t.Words), Salt: t.Salt, Entry: office.Entry{
		Form: t.Form, Seq: t.Seq, ID: t.ID, Kind: t.Kind, Record: t.Record, Step: t.Step, Version: t.Version, Base: t.Base, Body: json.RawMessage(t.Body),
		Actor: t.Actor, Station: t.Station, At: t.At, ClockSource: t.ClockSource, ClockOffset: time.Duration(t.ClockOffset), Prev: t.Prev, Hash: t.Hash, Follows: t.Follows,
	}}, nil
}
