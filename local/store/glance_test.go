package store

import (
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
)

// TestAGlanceSeesWhatDecodingSees holds the quick reading of a conversion to the whole
// one, also where a body is not as this program writes it.
func TestAGlanceSeesWhatDecodingSees(t *testing.T) {
	paper := aConversion(7, "QĐ-UBND", "ve\u0302\u0300 việc <&> \xff", 3)
	message := aConversion(8, "NQ-HĐND", "về đất", 0)
	message.Direction, message.Message = office.DataToPaper, &office.DataMessage{File: office.DigestOf([]byte("a")), Pages: 12}
	message.Print = &office.PrintCopy{Number: &office.CopyNumber{Year: 2026, Number: 41}}
	both := message
	both.Pages = paper.Pages
	draft := paper
	draft.State, draft.Finished, draft.Code, draft.PDF, draft.Direction = office.Draft, time.Time{}, "", "", ""
	bodies := []string{
		`{}`, `{"pages":null,"message":null,"print":{"number":null}}`, `{"pages":[null,{},{"width":1}]}`, `{"PAGES":[{}],"State":"draft"}`,
		`{"pages":[{}],"pages":[]}`, `{"message":{"pages":2},"message":{"file":"ab"}}`, `{"clerk":null,"document":null,"begun":null}`,
		`{"begun":"2026-11-23T09:00:00+07:00","finished":"2026-11-23T09:00:00.000000001Z","of":"a newer program"}`,
	}
	for _, c := range []office.Conversion{paper, message, both, draft, {}} {
		bodies = append(bodies, string(must(json.Marshal(c))(t)))
	}
	for _, body := range bodies {
		want, err := derivedFrom([]byte(body))
		if err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		if seen, err := glanced([]byte(body)); err != nil || seen != want {
			t.Errorf("%s:\na glance sees %+v, %v\ndecoding gives %+v", body, seen, err, want)
		}
	}
}

// TestVerificationSeesEveryColumnOfTheList changes one column after another.
func TestVerificationSeesEveryColumnOfTheList(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	must(s.SaveConversion(t.Context(), by, aConversion(1, "QĐ-UBND", "về việc", 2)))(t)
	noFaults(t, s)
	for column, wrong := range map[string]any{
		"id": "x", "code": "x", "direction": "x", "state": "x", "form": "x", "type": "x", "number": "x", "symbol": "x", "subject": "x", "issuer": "x",
		"issued": "x", "clerk": "x", "pages": 3, "at": "2026-11-23T09:00:00.000000000Z", "pdf": "x", "copy_year": 1, "copy_number": 1, "message": "x",
	} {
		var was any
		if err := s.writer.QueryRowContext(t.Context(), `SELECT `+column+` FROM conversions`).Scan(&was); err != nil {
			t.Fatal(err)
		}
		must(s.writer.ExecContext(t.Context(), `UPDATE conversions SET `+column+` = ?`, wrong))(t)
		if report := must(s.VerifyJournal(t.Context(), nil))(t); len(report.Faults) != 1 {
			t.Errorf("the list shows another %s, and %d faults are told", column, len(report.Faults))
		}
		must(s.writer.ExecContext(t.Context(), `UPDATE conversions SET `+column+` = ?`, was))(t)
	}
	must(s.writer.ExecContext(t.Context(), `DELETE FROM conversions`))(t)
	if report := must(s.VerifyJournal(t.Context(), nil))(t); len(report.Faults) != 1 {
		t.Errorf("the list shows nothing, and %d faults are told", len(report.Faults))
	}
}
