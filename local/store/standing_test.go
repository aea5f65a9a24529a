package store

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// TestRowsOfAPageAreFoundByTheirKeysAlone looks at how SQLite answers what completes the rows of a list:
// of the conversions of an office those are walked that are asked for.
func TestRowsOfAPageAreFoundByTheirKeysAlone(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	s.reader.SetMaxOpenConns(1)
	rows := []office.Row{{ID: office.NewID(time.Unix(1, 0)), State: office.Finished}}
	if err := s.Standing(t.Context(), rows); err != nil {
		t.Fatal(err)
	}
	if err := s.ToSign(t.Context(), rows, SignedBy{Types: []string{"quyet-dinh"}, Known: []string{"quyet-dinh"}}); err != nil {
		t.Fatal(err)
	}
	var asked []string
	for query := range aConnection(t, s).rests {
		if strings.Contains(query, " conversions c ") && strings.Contains(query, "json_each(?") {
			asked = append(asked, query)
		}
	}
	if len(asked) != 3 {
		t.Fatalf("%d questions are asked of conversions: %q", len(asked), asked)
	}
	for _, query := range asked {
		steps := planOf(t, s, query)
		if !slices.Contains(steps, "SEARCH c USING INTEGER PRIMARY KEY (rowid=?)") {
			t.Errorf("%s\nis answered by %q", query, steps)
		}
	}
}

// planOf are the steps by which SQLite answers a question.
func planOf(t *testing.T, s *Store, query string) (steps []string) {
	t.Helper()
	args := []any{"[]", "{}"}
	if !strings.Contains(query, "?2") {
		args = args[:1]
	}
	found := must(s.reader.QueryContext(t.Context(), `EXPLAIN QUERY PLAN `+query, args...))(t)
	defer found.Close()
	for found.Next() {
		var id, parent, unused int
		var step string
		if err := found.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
