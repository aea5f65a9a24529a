package printing

import (
	"context"

	"tram/local/job"
	"tram/local/office"
)

// Services is what this page asks of the station.
type Services interface {
	Types() []office.DocumentType
	Clerks(ctx context.Context) ([]office.Clerk, error)
	Office(ctx context.Context) (office.Office, error)
	Messages
	Act
	Books
	Printing
	Comparing
}

// Messages is the acts of this direction that are on record.
type Messages interface {
	FindMessages(ctx context.Context, text string, most int) (keys []int64, more bool, err error) // in any state but discarded, newest first
	Rows(ctx context.Context, keys []int64) ([]office.Row, error)
	Conversion(ctx context.Context, id office.ID) (office.Conversion, error)
	OnPaper(ctx context.Context, id office.ID, words *office.Conversion) (office.OnPaper, error) // the whole act, weighed with words that are not saved; nil: as it is stored
	Named(ctx context.Context, codeOrID string) (office.Conversion, error)                       // by the code on paper, as typed
	Heading(ctx context.Context, id office.ID) (office.Heading, error)                           // what the head of the original says
	Used(ctx context.Context) (office.Used, error)                                               // words of records of late
}

// Act is one data message brought in, weighed against the law and made ready for paper.
type Act interface {
	ImportMessage(ctx context.Context, o office.MessageOrder, p *job.Progress) (office.Conversion, error)
	DescribeMessage(ctx context.Context, typed office.Conversion) (office.Conversion, error)
	DecideMessage(ctx context.Context, id office.ID, clerk office.Clerk, why string) (office.Conversion, error)
	DiscardMessage(ctx context.Context, id office.ID) error
	RestoreMessage(ctx context.Context, id office.ID) error // what was discarded; nothing that was refused
	VouchClock(ctx context.Context, id office.ID, clerk office.Clerk, why string) (office.Conversion, error)
	MakeCopy(ctx context.Context, id office.ID, p *job.Progress) (c office.Conversion, bare []int, err error) // bare: pages without room for the line, from 0
	ReopenMessage(ctx context.Context, id office.ID) (office.Conversion, error)                               // while nothing was sent to a printer
}

// Books is what is shown beside each other: the original, the print copy, a scan.
type Books interface {
	OpenOriginal(ctx context.Context, id office.ID) (office.Book, error)
	OpenCopy(ctx context.Context, id office.ID) (office.Book, error)
	OpenScan(ctx context.Context, paths []string) (office.Book, error)
	ExportCopy(ctx context.Context, id office.ID, path string) error
}

// Printing is what is sent to a printer, and what came out of it.
type Printing interface {
	Printers(ctx context.Context) ([]office.Printer, error)
	PrintCopy(ctx context.Context, id office.ID, clerk office.Clerk, wish office.PrintWish, p *job.Progress) (office.Printout, error)
	FollowPrint(ctx context.Context, order office.Printout) (office.Printout, error)
	CancelPrint(ctx context.Context, order office.Printout) (office.Printout, error)
	TellPrint(ctx context.Context, id office.ID, clerk office.Clerk, came int) (office.Conversion, office.Printout, error) // whole copies that came out
	ConfirmInk(ctx context.Context, id office.ID, clerk office.Clerk, wet office.WetSignature) (office.Conversion, error)
}

// Comparing is a paper held against what was printed.
type Comparing interface {
	ComparePaper(ctx context.Context, id office.ID, paths []string, p *job.Progress) (office.Comparison, error)
	CompareCode(ctx context.Context, paths []string, p *job.Progress) (office.Conversion, office.Comparison, error)
	Compared(ctx context.Context, id office.ID) (found office.ComparedPaper, there bool, err error) // what the last comparison found
	OpenCompared(ctx context.Context, id office.ID) (office.Book, error)                            // the scans of the last comparison, where they lie there unchanged
	LookedAtCompared(ctx context.Context, id office.ID) error                                       // the result is in sight, and waits no more
}
