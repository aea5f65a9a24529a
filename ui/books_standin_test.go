package ui

import (
	"context"

	"tram/local/office"
)

func (s *standIn) Books() []office.Register {
	return []office.Register{{Name: "kenh", Title: "Sổ kênh giao tiếp", One: "kênh", Asks: []office.Ask{{Key: "name", Said: "Tên kênh", Needed: true}}}}
}

func (s *standIn) FindSheets(context.Context, string, string, int) ([]office.Sheet, bool, error) {
	return nil, false, s.failing
}

func (s *standIn) SheetPaper(context.Context, string, office.ID, string) (office.PaperStands, error) {
	return office.PaperStands{}, s.failing
}

func (s *standIn) SaveSheetPaper(context.Context, string, office.ID, string, string) error {
	return s.failing
}

func (s *standIn) SheetText(context.Context, string, office.ID, string) (string, error) {
	return "", s.failing
}

func (s *standIn) NoteIncident(context.Context, office.Clerk, office.ID, string, string) (office.IncidentNote, error) {
	return office.IncidentNote{}, s.failing
}

func (s *standIn) IncidentNotes(context.Context, office.ID) ([]office.IncidentNote, error) {
	return nil, s.failing
}
