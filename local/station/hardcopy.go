package station

import (
	"context"
	"io"

	"tram/local/hardcopy"
	"tram/local/heading"
	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/store"
)

// Hardcopy (ra giấy) turns data messages into paper, and holds paper against what was
// printed (Điều 5).
type Hardcopy struct {
	*ground
	entrance *Entrance
	records  *Records
	proving  *Proving
}

// Printing is what the station is handed of the rooms that put data messages on
// paper: local knows no printers.
type Printing struct {
	Press hardcopy.Press
	Spool hardcopy.Spool // nil: this program reaches no printer
}

// messageStates are those that the list of data messages shows.
var messageStates = []office.State{office.Draft, office.Checked, office.Printed, office.Unsealed, office.Finished}

// FindMessages searches the data messages that become paper, newest first.
func (s *Hardcopy) FindMessages(ctx context.Context, text string, most int) ([]int64, bool, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, false, err
	}
	hits, err := s.store.Find(ctx, store.Query{Text: text, Direction: office.DataToPaper, States: messageStates, Most: most})
	return hits.Keys, hits.More, err
}

// ImportMessage stores a data message as a draft (Điều 5.1).
func (s *Hardcopy) ImportMessage(ctx context.Context, o office.MessageOrder, p *job.Progress) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	ctx = pdf.OneAct(ctx)
	if why := s.store.Unwritable(); why != nil {
		return office.Conversion{}, why
	}
	if err := s.roomForFiles(o.Path); err != nil {
		return office.Conversion{}, err
	}
	return s.press.Import(ctx, o, p)
}

// DescribeMessage saves what the clerk typed of a data message.
func (s *Hardcopy) DescribeMessage(ctx context.Context, typed office.Conversion) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	return s.press.Describe(ctx, typed)
}

// OnPaper reads an act whole. Words that are not saved yet, where there are some, are
// weighed instead of those that are stored.
func (s *Hardcopy) OnPaper(ctx context.Context, id office.ID, words *office.Conversion) (now office.OnPaper, err error) {
	if now.Conversion, err = s.records.Conversion(ctx, id); err != nil {
		return now, err
	}
	if now.Printouts, err = s.press.Printouts(ctx, id); err != nil {
		return now, err
	}
	if told, withdrawn, err := s.records.Withdrawal(ctx, id); err != nil {
		return now, err
	} else if withdrawn {
		now.Withdrawn = &told
	}
	if now.Station, err = s.records.BornAt(ctx, id); err != nil {
		return now, err
	}
	if words != nil {
		now.Conditions, err = s.press.Weigh(ctx, *words)
	} else {
		now.Conditions, err = s.press.Conditions(ctx, id)
	}
	return now, err
}

// DecideMessage records why a doubtful original is printed.
func (s *Hardcopy) DecideMessage(ctx context.Context, id office.ID, clerk office.Clerk, why string) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	return s.press.Decide(ctx, id, clerk, why)
}

// DiscardMessage puts a draft away.
func (s *Hardcopy) DiscardMessage(ctx context.Context, id office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	return s.press.Discard(ctx, id)
}

// RestoreMessage brings a draft back that was put away.
func (s *Hardcopy) RestoreMessage(ctx context.Context, id office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	return s.press.Restore(ctx, id)
}

// MakeCopy makes the print copy. bare are the pages, from 0, that had no room for
// the line that names the record.
func (s *Hardcopy) MakeCopy(ctx context.Context, id office.ID, p *job.Progress) (c office.Conversion, bare []int, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return c, bare, err
	}
	ctx = pdf.OneAct(ctx)
	return s.press.Make(ctx, id, p)
}

// ReopenMessage lets a print copy be made anew while nothing was sent to a printer.
func (s *Hardcopy) ReopenMessage(ctx context.Context, id office.ID) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	return s.press.Reopen(ctx, id)
}

// OpenOriginal opens the original for the eye (Điều 5.3a).
func (s *Hardcopy) OpenOriginal(ctx context.Context, id office.ID) (_ office.Book, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	file, err := s.press.Original(ctx, id)
	return asBook(ctx, file, err)
}

func asBook(ctx context.Context, file hardcopy.File, err error) (office.Book, error) {
	if err != nil {
		return nil, err
	}
	r, err := pdf.Open(ctx, file, file.Size(), "")
	if err != nil {
		file.Close()
		return nil, err
	}
	return book{r, file}, nil
}

// book is a PDF that is open, with the file that it reads.
type book struct {
	*pdf.Reading
	file io.Closer
}

// Close closes both.
func (b book) Close() error {
	err := b.Reading.Close()
	if closed := b.file.Close(); err == nil {
		err = closed
	}
	return err
}

// Printers lists the printers of this machine.
func (s *Hardcopy) Printers(ctx context.Context) ([]office.Printer, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return nil, err
	}
	return s.press.Printers(ctx)
}

// PrintCopy sends the print copy to a printer.
func (s *Hardcopy) PrintCopy(ctx context.Context, id office.ID, clerk office.Clerk, wish office.PrintWish, p *job.Progress) (office.Printout, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Printout{}, err
	}
	if wish.File != "" {
		if err := Outward(s.home, wish.File); err != nil {
			return office.Printout{}, err
		}
	}
	ctx = pdf.OneAct(ctx)
	return s.press.Print(ctx, id, clerk, wish, p)
}

// FollowPrint asks the printer how far an order is.
func (s *Hardcopy) FollowPrint(ctx context.Context, order office.Printout) (office.Printout, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Printout{}, err
	}
	return s.press.Follow(ctx, order)
}

// CancelPrint asks the printer to drop an order.
func (s *Hardcopy) CancelPrint(ctx context.Context, order office.Printout) (office.Printout, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Printout{}, err
	}
	return s.press.CancelPrint(ctx, order)
}

// TellPrint records how many whole copies came out.
func (s *Hardcopy) TellPrint(ctx context.Context, id office.ID, clerk office.Clerk, came int) (office.Conversion, office.Printout, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, office.Printout{}, err
	}
	return s.press.Tell(ctx, id, clerk, came)
}

// ConfirmInk records that copies were signed and sealed (Luật GDĐT Điều 12.2d).
func (s *Hardcopy) ConfirmInk(ctx context.Context, id office.ID, clerk office.Clerk, wet office.WetSignature) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MaySign)
	if err != nil {
		return office.Conversion{}, err
	}
	return s.press.Ink(ctx, id, clerk, wet)
}

// Heading reads the head of an original that has letters, for the clerk to be offered
// what it says; one that cannot be read says nothing.
func (s *Hardcopy) Heading(ctx context.Context, id office.ID) (h office.Heading, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return h, err
	}
	file, err := s.press.Original(ctx, id)
	open, err := asBook(ctx, file, err)
	if err != nil {
		return h, err
	}
	defer open.Close()
	read := open.(book)
	lines, err := read.Lines(ctx, 0)
	if err != nil || len(lines) == 0 {
		return h, err
	}
	used, err := s.records.Used(ctx)
	return heading.Read(lines, read.Shapes()[0], s.types, used.Issuers), err
}
