package books

import (
	"context"
	"testing"
	"time"

	"tram/local/office"
)

func (s *shelf) SaveSheetPaper(context.Context, string, office.ID, string, string) error { return nil }

func (s *shelf) SheetText(_ context.Context, _ string, _ office.ID, name string) (string, error) {
	return "[TBSC] " + name, nil
}

func (s *shelf) NoteIncident(_ context.Context, by office.Clerk, id office.ID, at, said string) (office.IncidentNote, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := office.IncidentNote{Incident: id, At: at, Said: said, Clerk: by.Name}
	s.notes = append(s.notes, n)
	return n, nil
}

func (s *shelf) IncidentNotes(context.Context, office.ID) ([]office.IncidentNote, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.notes, nil
}

// TestWhatARecordOwesIsLateOnlyWhileItIsNotDone looks at a duty before its time, after it,
// and done too late.
func TestWhatARecordOwesIsLateOnlyWhileItIsNotDone(t *testing.T) {
	past, ahead := time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	for name, c := range map[string]struct {
		of   office.Duty
		late bool
	}{
		"to come":       {office.Duty{By: ahead}, false},
		"over":          {office.Duty{By: past}, true},
		"done too late": {office.Duty{By: past, Done: time.Now()}, false},
		"by no time":    {office.Duty{}, false},
	} {
		if late(office.Sheet{Duties: []office.Duty{c.of}}) != c.late {
			t.Errorf("%s: late is told wrongly", name)
		}
	}
}
