package hardcopy

import (
	"context"
	"errors"
	"io"
	"time"

	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
	"tram/local/vault"
)

// Records keeps conversions and what was printed of them.
type Records interface {
	SaveConversion(context.Context, store.Act, office.Conversion) (office.Conversion, error)
	SaveAdopted(context.Context, store.Act, office.Conversion, office.Notice) (office.Conversion, error)
	Conversion(context.Context, office.ID) (office.Conversion, error)
	DrawCopyNumber(context.Context, store.Act, office.Conversion, office.CopyNumber) (office.Conversion, error)
	ConversionsOfMessage(context.Context, office.Digest) ([]office.Conversion, error)
	EachKept(ctx context.Context, atHand func(office.Digest) bool, tell func(office.Gap)) error
	SavePrintout(context.Context, store.Act, office.Printout, *office.Conversion) (office.Printout, error)
	Printouts(context.Context, office.ID) ([]office.Printout, error)
	WithdrawalOf(context.Context, office.ID) (office.Withdrawal, error)
	Refuse(context.Context, store.Act, office.Refusal, *office.Conversion) (office.Refusal, error)
	Refused(context.Context) ([]office.Conversion, error)
}

// Settings tells who works here and how a mark is worded.
type Settings interface {
	Office(context.Context) (office.Office, error)
	Templates(context.Context) ([]office.MarkTemplate, error)
}

// Journal proves that the records are what was written.
type Journal interface {
	VerifyJournal(context.Context, *job.Progress) (store.JournalReport, error)
	Entries(context.Context, office.ID) ([]office.Entry, error)
	NewestTime(context.Context) (time.Time, error)
}

// Press (xưởng in) makes the print copy of an original. It touches no record.
type Press interface {
	// Lines words the mark, so that its proof can be made before its code is.
	Lines(c office.Conversion, t office.MarkTemplate) ([]string, error)

	// Press puts the mark, the lines of the pages and the block of a copy on an
	// original. qr is the text of the code; empty: there is none.
	Press(ctx context.Context, original io.ReaderAt, size int64, c office.Conversion, t office.MarkTemplate, qr string, p *job.Progress) (Pressed, error)
}

// Pressed is a print copy that was made.
type Pressed struct {
	Rewritten []byte // the whole copy, where the original could not be added to; nil: it was
	More      []byte // what is appended to the original otherwise
	Mark      office.Mark
	Pages     int
	Bare      []int // pages, from 0, that have no room for the line that names the record
}

// Spool is the printers of this machine.
type Spool interface {
	Printers(context.Context) ([]office.Printer, error)
	Print(ctx context.Context, wish office.PrintWish, file io.ReaderAt, size int64) (office.PrintJob, error)
	Job(context.Context, office.PrintJob) (office.PrintJob, error)
	Cancel(context.Context, office.PrintJob) (office.PrintJob, error)
}

// Desk (bàn in) carries the act out. It is safe for several goroutines.
type Desk struct {
	Records  Records
	Settings Settings
	Journal  Journal
	Vault    *vault.Vault
	Types    []office.DocumentType
	Clock    office.Clock
	Press    Press
	Spool    Spool // nil: this program reaches no printer

	// Gate is asked before a print copy is made; an error keeps it from being. nil:
	// nothing is asked.
	Gate func(context.Context) error

	// Hand tells in whose name an act is done.
	Hand office.Hand

	// Bring stores the file of a data message and finds out what it is.
	Bring func(ctx context.Context, path, password string, p *job.Progress) (office.DataMessage, error)

	// Signatures judges the digital signatures of a PDF; nil where it has none.
	Signatures func(ctx context.Context, r io.ReaderAt, size int64) (*office.SignatureReport, error)

	// Code gives the text of a mark's QR code from its lines, with the proof that
	// this station wrote them.
	Code func(ctx context.Context, lines []string) (string, error)
}

// message reads a conversion that makes paper of a data message.
func (d *Desk) message(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := d.Records.Conversion(ctx, id)
	if err != nil {
		return c, err
	}
	if c.Direction != office.DataToPaper || c.Message == nil {
		return c, NotAMessage.About(c.Code)
	}
	if c.Print == nil {
		c.Print = &office.PrintCopy{}
	}
	return c, nil
}

// draft reads a conversion whose print copy is not made yet. Until then it carries
// the office's data of now, for that is what the mark tells.
func (d *Desk) draft(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := d.message(ctx, id)
	switch {
	case err != nil:
		return c, err
	case c.State == office.Discarded:
		return c, DiscardedAlready
	case c.State != office.Draft && c.State != office.Checked:
		return c, CopyIsMade.About(c.Code)
	}
	withQR := c.Office.WithQR
	c.Office, err = d.Settings.Office(ctx)
	c.Office.WithQR = withQR
	c.Clerk = d.Hand.Of(ctx, c.Clerk)
	return c, err
}

// made reads a conversion that has a print copy and was not withdrawn.
func (d *Desk) made(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := d.message(ctx, id)
	if err != nil {
		return c, err
	}
	if c.State != office.Printed && c.State != office.Unsealed && c.State != office.Finished {
		return c, NoCopyYet.About(c.Code)
	}
	w, err := d.Records.WithdrawalOf(ctx, id)
	if err == nil {
		return c, Withdrawn.About(c.Code, w.At.In(office.VietNam).Format("02/01/2006"), w.Reason)
	}
	if !errors.Is(err, store.NoSuchRecord) {
		return c, err
	}
	return c, nil
}

// needsInk tells whether the paper needs a wet signature and the seal: a chứng thư
// điện tử (Luật GDĐT Điều 12.2d), which is the electronic form of the papers that
// Điều 12.1d names, and the copies of Nghị định 30.
func (d *Desk) needsInk(c office.Conversion) bool {
	t, err := office.FindType(d.Types, c.Document.Type)
	return c.Form.IsCopy() || err == nil && t.NeedsKey
}

func actOf(c office.Conversion, step string) store.Act {
	return store.Act{Actor: c.Clerk.Name, Step: step}
}
