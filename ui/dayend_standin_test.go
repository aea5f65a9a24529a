package ui

import (
	"context"
	"time"

	"tram/local/office"
)

func (s *standIn) DayToClose(_ context.Context, day string) (office.DayDraft, error) {
	s.closing = day
	return office.DayDraft{DaySheet: office.DaySheet{Day: "2026-11-28", No: 1, At: time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC),
		Head: office.JournalHead{Seq: 7, Hash: office.DigestOf(nil)}, Count: office.DayCount{Papers: 3, Entries: 7}}}, s.failing
}

func (s *standIn) CloseDay(context.Context, office.Clerk, string) (office.DaySheet, error) {
	return office.DaySheet{}, s.failing
}

func (s *standIn) DaySheets(context.Context, int) ([]office.DaySheet, error) { return nil, s.failing }
func (s *standIn) OpenDays(context.Context) ([]office.OpenDay, error) {
	return []office.OpenDay{{Day: "2026-11-27", Entries: 3}}, s.failing
}

func (s *standIn) SaveDaySheet(context.Context, office.ID, string) error { return s.failing }

func (s *standIn) PrintDaySheet(context.Context, office.ID, office.Clerk, office.PrintWish) (office.DaySheet, error) {
	return office.DaySheet{}, s.failing
}

func (s *standIn) DayPrinters(context.Context) ([]office.Printer, error) { return nil, s.failing }
