package dayend

import (
	"context"

	"tram/local/office"
)

// Services is what the sheet asks of the station.
type Services interface {
	DayToClose(ctx context.Context, day string) (office.DayDraft, error) // empty: today
	CloseDay(ctx context.Context, clerk office.Clerk, day string) (office.DaySheet, error)
	DaySheets(ctx context.Context, most int) ([]office.DaySheet, error) // newest first
	OpenDays(ctx context.Context) ([]office.OpenDay, error)             // before today
	SaveDaySheet(ctx context.Context, id office.ID, path string) error
	PrintDaySheet(ctx context.Context, id office.ID, clerk office.Clerk, wish office.PrintWish) (office.DaySheet, error)
	DayPrinters(ctx context.Context) ([]office.Printer, error)
	Clerks(ctx context.Context) ([]office.Clerk, error)
}
