// Package convert is the legal act (chuyển đổi): it takes pages and a clerk's
// words from draft to finished, refuses what the law refuses, and proves the
// result again later.
//
// The rules, in the order in which they are asked:
//
//  1. A secret document never enters: no file, one register line (Điều 6.1).
//  2. A conversion is a draft until the clerk has paged through every page and
//     the count of the paper matches; a checked one whose pages change is a
//     draft again (Luật GDĐT Điều 12.1a, Điều 4.2a).
//  3. It is finished only when no condition of Luật GDĐT Điều 12.1 and Nghị
//     định 137/2024 Điều 4 is missing, and each has its evidence.
//  4. A finished conversion never changes again. What follows it, a signature
//     or a withdrawal, is a record of its own.
//  5. Papers that Luật GDĐT Điều 12.1d names, and the copies of Nghị định 30,
//     are finished only with a signature of the office that verifies, or with
//     the legal basis on which there need be none.
package convert

import (
	"context"
	"errors"
	"image"
	"io"
	"sync"
	"time"

	"tram/local/intake"
	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
	"tram/local/store"
	"tram/local/vault"
)

// Records keeps conversions with their journal entries.
type Records interface {
	SaveConversion(context.Context, store.Act, office.Conversion) (office.Conversion, error)
	Conversion(context.Context, office.ID) (office.Conversion, error)
	ConversionByCode(context.Context, office.LookupCode) (office.Conversion, error)
	ConversionByPDF(context.Context, office.Digest) (office.Conversion, error)
	Alike(context.Context, office.Document) ([]office.Row, error)
}

// Followers keeps what follows a finished conversion.
type Followers interface {
	SaveSigned(context.Context, store.Act, office.SignedFile, *office.Conversion) (office.SignedFile, error)
	SignedOf(context.Context, office.ID) (office.SignedFile, error)
	SignedByPDF(context.Context, office.Digest) (office.SignedFile, error)
	SaveWithdrawal(context.Context, store.Act, office.Withdrawal) (office.Withdrawal, error)
	WithdrawalOf(context.Context, office.ID) (office.Withdrawal, error)
}

// Settings tells who works here and how a mark is worded.
type Settings interface {
	Office(context.Context) (office.Office, error)
	Templates(context.Context) ([]office.MarkTemplate, error)
}

// Register takes the one line that a refused document leaves, and with it what is
// left of its draft.
type Register interface {
	Refuse(context.Context, store.Act, office.Refusal, *office.Conversion) (office.Refusal, error)
}

// Journal proves that the records are what was written.
type Journal interface {
	VerifyJournal(context.Context, *job.Progress) (store.JournalReport, error)
	Entries(context.Context, office.ID) ([]office.Entry, error)
	NewestTime(context.Context) (time.Time, error)
}

// Desk (bàn làm việc) carries conversions out. It is safe for several
// goroutines; each tray is worked on by one at a time.
type Desk struct {
	Records   Records
	Followers Followers
	Settings  Settings
	Register  Register
	Journal   Journal
	Vault     *vault.Vault
	Trays     *intake.Intake
	Lift      intake.Lifter // page images out of a scanner's PDF
	Types     []office.DocumentType
	Clock     office.Clock

	// Signatures judges the digital signatures of a PDF, ours or not; nil where
	// it carries none.
	Signatures func(ctx context.Context, r io.ReaderAt, size int64) (*office.SignatureReport, error)

	// Code gives the text of a mark's QR code from its lines, with the proof that
	// this station wrote them; nil: the lines alone.
	Code func(ctx context.Context, lines []string) (string, error)

	// Words tells what was read on the pages of a conversion, by their places: it lies in
	// its file below them. nil: nothing was. It reads none.
	Words func(ctx context.Context, id office.ID, pages []office.Page) (map[int][]office.ReadLine, error)

	// Paper proves a conversion of the other direction (Điều 5); nil: there are none.
	Paper func(ctx context.Context, c office.Conversion, p *job.Progress) (office.Proof, error)

	// Gate is asked before an act is finished; an error keeps it from being. nil:
	// nothing is asked.
	Gate func(context.Context) error

	// Hand tells in whose name an act is done.
	Hand office.Hand

	// Beside is told of trouble with what lies beside an act that is on record by
	// then; nil: nobody.
	Beside func(context.Context, office.ID, error)

	claims sync.Map // which records the PDFs in trays say to be of, by their digest

	mu   sync.Mutex
	open map[office.ID]*intake.Tray
	shut bool                // the station has closed: what asks late opens nothing
	inks map[office.ID]inked // of the first page of each open draft
}

// pages is where the act finds its pages: a tray, or the clerk's own files.
type pages interface {
	Pages() []office.Page
	Info(office.ID) (page.Info, error)
	Open(office.ID) (intake.Content, error)
	Container(office.Digest) (intake.Content, error)
}

// Type returns the document type of a code.
func (d *Desk) Type(code string) (office.DocumentType, error) {
	return office.FindType(d.Types, code)
}

// Close puts every open tray down. What it holds waits for the next start.
func (d *Desk) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.shut = true
	var first error
	for id, t := range d.open {
		if err := t.Close(); err != nil && first == nil {
			first = err
		}
		delete(d.open, id)
	}
	return first
}

// tray returns the open tray of a draft, opening it at first.
func (d *Desk) tray(ctx context.Context, id office.ID) (*intake.Tray, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if t := d.open[id]; t != nil {
		return t, nil
	}
	if d.shut {
		return nil, context.Canceled
	}
	t, err := d.Trays.Tray(ctx, id)
	if errors.Is(err, intake.PutAway) && d.bringBack(ctx, id) == nil {
		t, err = d.Trays.Tray(ctx, id)
	}
	if err != nil {
		return nil, err
	}
	if d.open == nil {
		d.open = map[office.ID]*intake.Tray{}
	}
	d.open[id] = t
	return t, nil
}

// putDown closes the tray of a conversion that needs it no more.
func (d *Desk) putDown(id office.ID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.open[id]
	delete(d.open, id)
	delete(d.inks, id)
	if t == nil {
		return nil
	}
	return t.Close()
}

// Picture shows one page of a draft, upright, no side longer than maxSide
// pixels.
func (d *Desk) Picture(ctx context.Context, id, which office.ID, maxSide int) (image.Image, error) {
	t, err := d.tray(ctx, id)
	if err != nil {
		return nil, err
	}
	return t.Picture(ctx, which, maxSide)
}
