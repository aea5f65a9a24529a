package spool

import (
	"context"
	"io"
	"slices"
	"time"

	"tram/local/office"
)

// Spool is the printers of a machine. Errors are Failures, or those of the
// context.
type Spool interface {
	// Printers lists what can be printed on. The printer that writes files is
	// there even when the others cannot be asked, and then comes with the error.
	Printers(ctx context.Context) ([]office.Printer, error)
	// Print hands a PDF over. A job that comes with an error (Unsure) may or may
	// not have been taken.
	Print(ctx context.Context, wish office.PrintWish, file io.ReaderAt, size int64) (office.PrintJob, error)
	// Job tells how far a job is now, and why it does not go on.
	Job(ctx context.Context, job office.PrintJob) (office.PrintJob, error)
	// Jobs lists those of this user, newest first: waiting ones, and ended ones
	// that the machine still remembers.
	Jobs(ctx context.Context) ([]office.PrintJob, error)
	// Cancel ends a job. One that is over stays as it ended.
	Cancel(ctx context.Context, job office.PrintJob) (office.PrintJob, error)
}

// Pages is a document as it is drawn, for measuring its pages and for printers
// that take only pictures. Its errors are Failures, or those of the context.
type Pages interface {
	Count() int
	// Size is that of a page, from 0, as it is seen, in millimetres.
	Size(page int) (w, h float64, err error)
	// Band draws the rows from y0 up to y1 of a page that is w×h pixels in all,
	// as rows of blue, green, red and an unused byte.
	Band(ctx context.Context, page, w, h, y0, y1 int) ([]byte, error)
	Close()
}

// Options are what a spool works with.
type Options struct {
	Clock office.Clock
	// Draw opens a document. Nil: it is sent without having been measured, and
	// nothing can be printed on Windows.
	Draw func(ctx context.Context, file io.ReaderAt, size int64) (Pages, error)
	// Server is where to ask instead of this machine's own service: a socket, a
	// host with or without port, or the address of one printer (ipp://…).
	Server string
	// User is in whose name is printed; empty: the one who runs the program.
	User string
	// Patience is how long the other side may stay silent; 0: Patience.
	Patience time.Duration
}

// Patience is how long a print service may stay silent before it is told as
// silent. A printer that has to wake up for an answer takes some 10 s.
const Patience = 30 * time.Second

// Open gives the printers of this machine. It asks nothing yet.
func Open(o Options) Spool {
	if o.Patience == 0 {
		o.Patience = Patience
	}
	return machine{system: system(o), file: filePrinter{clock: o.Clock}}
}

// machine is the printers of the system, and the one that writes files.
type machine struct {
	system Spool
	file   filePrinter
}

func (m machine) Printers(ctx context.Context) ([]office.Printer, error) {
	printers, err := m.system.Printers(ctx)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return append(printers, m.file.printer()), err
}

func (m machine) Print(ctx context.Context, wish office.PrintWish, file io.ReaderAt, size int64) (office.PrintJob, error) {
	if wish.Copies < 1 {
		wish.Copies = 1
	}
	if wish.Sides == "" {
		wish.Sides = office.OneSide
	}
	wish.Title = cleaned(wish.Title, longestTitle)
	if size <= 0 {
		return office.PrintJob{}, NothingToPrint
	}
	spans, err := ordered(wish.Pages)
	if err != nil {
		return office.PrintJob{}, err
	}
	wish.Pages = spans
	if wish.Printer == FilePrinter {
		return m.file.print(ctx, wish, file, size)
	}
	return m.system.Print(ctx, wish, file, size)
}

func (m machine) Job(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	if job.Printer == FilePrinter {
		return m.file.job(job), nil
	}
	return m.system.Job(ctx, job)
}

func (m machine) Jobs(ctx context.Context) ([]office.PrintJob, error) {
	jobs, err := m.system.Jobs(ctx)
	slices.SortStableFunc(jobs, func(a, b office.PrintJob) int { return b.At.Compare(a.At) })
	return jobs, err
}

func (m machine) Cancel(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	if job.Printer == FilePrinter {
		return m.file.job(job), nil
	}
	return m.system.Cancel(ctx, job)
}

// ordered sorts the spans and joins those that meet, as printers want them.
func ordered(spans []office.PageSpan) ([]office.PageSpan, error) {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b office.PageSpan) int { return a.From - b.From })
	var out []office.PageSpan
	for _, s := range spans {
		if s.From < 1 || s.To < s.From || s.To > mostPages {
			return nil, BadPages
		}
		if last := len(out) - 1; last >= 0 && s.From <= out[last].To+1 {
			out[last].To = max(out[last].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out, nil
}

// mostPages is more than any document here has.
const mostPages = 1_000_000

// told keeps an error that can be shown: a Failure, or that the clerk stopped.
func told(ctx context.Context, err error, otherwise office.Failure) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if f, is := office.FailureIn(err); is && f.Name != "" {
		return err
	}
	return otherwise.Because(err)
}
