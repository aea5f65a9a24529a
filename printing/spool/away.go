package spool

import (
	"context"
	"io"

	"tram/local/office"
)

// away is a system that has no printers for a reason.
type away struct{ why office.Failure }

func (a away) Printers(context.Context) ([]office.Printer, error) { return nil, a.why }

func (a away) Print(context.Context, office.PrintWish, io.ReaderAt, int64) (office.PrintJob, error) {
	return office.PrintJob{}, a.why
}

func (a away) Job(_ context.Context, job office.PrintJob) (office.PrintJob, error) { return job, a.why }

func (a away) Jobs(context.Context) ([]office.PrintJob, error) { return nil, a.why }

func (a away) Cancel(_ context.Context, job office.PrintJob) (office.PrintJob, error) {
	return job, a.why
}
