//go:build unix

package spool

import (
	"context"
	"errors"
	"io"
	"os/user"

	"tram/local/office"
)

// system is CUPS, or the printer whose address was given; where it cannot be
// reached, the commands of CUPS, which know more ways to it (a server of another
// machine in client.conf, with TLS).
func system(o Options) Spool {
	if o.User == "" {
		o.User = "tram"
		if u, err := user.Current(); err == nil {
			o.User = u.Username
		}
	}
	s, err := newServer(o)
	if err != nil {
		return away{NoService.Because(err)}
	}
	return fallback{first: cups{server: s, clock: o.Clock, draw: o.Draw}, second: commands{patience: o.Patience, clock: o.Clock, draw: o.Draw}}
}

// fallback asks the second where the first cannot be reached.
type fallback struct {
	first  cups
	second commands
}

func (f fallback) to(err error) bool {
	return err != nil && f.first.single == "" && errors.Is(err, errUnreachable) && f.second.there()
}

func (f fallback) Printers(ctx context.Context) ([]office.Printer, error) {
	printers, err := f.first.Printers(ctx)
	if f.to(err) {
		return f.second.Printers(ctx)
	}
	return printers, err
}

func (f fallback) Print(ctx context.Context, wish office.PrintWish, file io.ReaderAt, size int64) (office.PrintJob, error) {
	job, err := f.first.Print(ctx, wish, file, size)
	if f.to(err) {
		return f.second.Print(ctx, wish, file, size)
	}
	return job, err
}

func (f fallback) Job(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	now, err := f.first.Job(ctx, job)
	if f.to(err) {
		return f.second.Job(ctx, job)
	}
	return now, err
}

func (f fallback) Jobs(ctx context.Context) ([]office.PrintJob, error) {
	jobs, err := f.first.Jobs(ctx)
	if f.to(err) {
		return f.second.Jobs(ctx)
	}
	return jobs, err
}

func (f fallback) Cancel(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	now, err := f.first.Cancel(ctx, job)
	if f.to(err) {
		return f.second.Cancel(ctx, job)
	}
	return now, err
}
