package office

import (
	"encoding/json"
	"testing"
	"time"
)

// TestAConversionIsStoredInOneForm holds the text in which both directions lie in the
// journal: its hash stands in a chain, and a station of an older build reads it.
func TestAConversionIsStoredInOneForm(t *testing.T) {
	begun := time.Date(2026, 11, 27, 1, 0, 0, 0, time.UTC)
	const shared = `{"type":"","secrecy":""},"office":{"id":"","version":0,"name":"","code":"","system":"","owner":"","with_qr":false},` +
		`"clerk":{"id":"","version":0,"name":""},"begun":"2026-11-27T01:00:00Z",`
	for want, c := range map[string]Conversion{
		`{"id":"a","version":2,"direction":"paper-to-data","state":"checked","code":"","form":"plain","source":"","document":` + shared +
			`"pages":[],"paper_pages":3,"viewed":["p1"],"pdf":"d","pdf_size":9}`: {ID: "a", Version: 2, Direction: PaperToData, State: Checked, Form: Plain, Begun: begun,
			FromPaper: FromPaper{Pages: []Page{}, PaperPages: 3, Viewed: []ID{"p1"}}, PDF: "d", PDFSize: 9},
		`{"id":"b","version":1,"direction":"data-to-paper","state":"printed","code":"","form":"plain","source":"","document":` + shared +
			`"pages":null,"paper_pages":0,"message":{"name":"a.pdf","media":"pdf","file":"f","size":1,"pages":1,"pdf":"f","pdf_size":1,"systems":null},"print":{"pages":2}}`: {ID: "b", Version: 1, Direction: DataToPaper, State: Printed, Form: Plain, Begun: begun,
			FromMessage: FromMessage{Message: &DataMessage{Name: "a.pdf", Media: "pdf", File: "f", Size: 1, Pages: 1, PDF: "f", PDFLen: 1}, Print: &PrintCopy{Pages: 2}}},
	} {
		got, err := json.Marshal(c)
		if err != nil || string(got) != want {
			t.Errorf("stored as\n%s\nwant\n%s\n%v", got, want, err)
		}
		var back Conversion
		if err := json.Unmarshal(got, &back); err != nil {
			t.Error(err)
		}
		if again, _ := json.Marshal(back); string(again) != want {
			t.Errorf("read and stored again: %s", again)
		}
	}
}
