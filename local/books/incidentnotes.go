package books

import (
	"tram/local/office"
	"tram/local/store"
)

// IncidentNotes is the timeline of incidents. A line of it never changes.
var IncidentNotes = store.Kind[office.IncidentNote]{
	Name: "incident-note", Said: "Diễn biến sự cố", Clash: store.Alone, Silent: true,
	Named: func(n *office.IncidentNote) (*office.ID, *int64) { return &n.ID, &n.Version },
	Steps: []store.Step{{Name: StepNote, Said: "Ghi diễn biến", From: []office.State{store.Unborn}, Needs: office.MayKeep}},
	Line: func(n office.IncidentNote) store.Line {
		return store.Line{Title: n.Said, At: n.At, Words: []string{n.Clerk}, Facts: map[string][]string{store.FacetOf: {string(n.Incident)}}}
	},
	Fields: map[string]string{"incident": "Sự cố", "at": "Lúc", "said": "Diễn biến", "clerk": "Người ghi"},
}

// StepNote is the step by which a line of a timeline is written.
const StepNote = "note"
