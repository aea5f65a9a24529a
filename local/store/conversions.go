package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// SaveConversion stores the next version of a conversion; Version 0 makes a
// new one. It fails with FinishedForever for one that is finished, Stale,
// NoSuchRecord or CodeTaken, and then returns no conversion.
func (s *Store) SaveConversion(ctx context.Context, by Act, c office.Conversion) (office.Conversion, error) {
	saved, err := s.SaveConversions(ctx, by, []office.Conversion{c})
	if err != nil {
		return office.Conversion{}, err
	}
	return saved[0], nil
}

// SaveConversions stores many in one transaction: all of them, or none. Each
// has its own journal entry.
func (s *Store) SaveConversions(ctx context.Context, by Act, given []office.Conversion) ([]office.Conversion, error) {
	saved := make([]office.Conversion, len(given))
	err := s.write(ctx, by, func(w *writing) error {
		for i, c := range given {
			if err := w.refuseFinished(c.ID); err != nil {
				return err
			}
			if err := w.refuseSecondNumber(c); err != nil {
				return err
			}
			c.ID, c.Version = w.identify(c.ID, c.Version)
			if err := w.put(office.KindConversion, c.ID, c.Version, c); err != nil {
				return err
			}
			saved[i] = c
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return saved, nil
}

// refuseFinished keeps a finished conversion as it is for ever.
func (w *writing) refuseFinished(id office.ID) error {
	if id == "" {
		return nil
	}
	var state office.State
	err := w.row(`SELECT c.state FROM records r JOIN conversions c ON c.key = r.key WHERE r.id = ?`, id).Scan(&state)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	case state == office.Finished:
		return FinishedForever
	}
	return nil
}

// refuseSecondNumber keeps a place in the yearly series of copies for one copy.
func (w *writing) refuseSecondNumber(c office.Conversion) error {
	d := derivedOf(c)
	if d.CopyYear == 0 {
		return nil
	}
	var taken bool
	err := w.row(`SELECT EXISTS (SELECT 1 FROM conversions WHERE copy_year = ? AND copy_number = ? AND id <> ?)`,
		d.CopyYear, d.CopyNumber, c.ID).Scan(&taken)
	if err == nil && taken {
		return NumberTaken.About(d.CopyNumber, d.CopyYear)
	}
	return err
}

// DrawCopyNumber gives a draft the first free number after those of a year's
// series, which SAO Y, SAO LỤC and TRÍCH SAO share (Nghị định 30, Phụ lục I), and
// stores it with it: of several that draw at once each has its own.
func (s *Store) DrawCopyNumber(ctx context.Context, by Act, c office.Conversion, n office.CopyNumber) (office.Conversion, error) {
	next := c
	err := s.write(ctx, by, func(w *writing) error {
		if err := w.refuseFinished(c.ID); err != nil {
			return err
		}
		err := w.row(`SELECT coalesce(max(copy_number), 0) + 1 FROM conversions WHERE copy_year = ?`, n.Year).Scan(&n.Number)
		if err != nil {
			return err
		}
		copied := *c.Print
		copied.Number, next.Print = &n, &copied
		next.ID, next.Version = w.identify(c.ID, c.Version)
		return w.put(office.KindConversion, next.ID, next.Version, next)
	})
	return orNothing(next, err)
}

// ConversionsOfMessage lists the conversions that were made of the file with the
// given SHA-256, newest first.
func (s *Store) ConversionsOfMessage(ctx context.Context, file office.Digest) ([]office.Conversion, error) {
	return bodies[office.Conversion](ctx, s, "reading what was made of a message",
		`SELECT body FROM records WHERE key IN (SELECT key FROM conversions WHERE message = ? AND message <> '') ORDER BY key DESC`, file)
}

// Conversion reads one by its ID, or fails with NoSuchRecord.
func (s *Store) Conversion(ctx context.Context, id office.ID) (office.Conversion, error) {
	return s.conversion(ctx, `id = ?`, id)
}

// ConversionByCode reads one by its lookup code (Điều 5.1b).
func (s *Store) ConversionByCode(ctx context.Context, code office.LookupCode) (office.Conversion, error) {
	return s.conversion(ctx, `key = (SELECT key FROM conversions WHERE code = ? AND code <> '')`, code)
}

// ConversionByPDF reads the one whose PDF has the given SHA-256.
func (s *Store) ConversionByPDF(ctx context.Context, d office.Digest) (office.Conversion, error) {
	return s.conversion(ctx, `key = (SELECT min(key) FROM conversions WHERE pdf = ? AND pdf <> '')`, d)
}

func (s *Store) conversion(ctx context.Context, where string, asked any) (office.Conversion, error) {
	row := s.reader.QueryRowContext(ctx, `SELECT body FROM records WHERE kind = 'conversion' AND `+where, asked)
	c, err := scanBody[office.Conversion](row)
	if errors.Is(err, sql.ErrNoRows) {
		return c, NoSuchRecord.Because(err)
	}
	return c, told("reading a conversion", err)
}

// derived is what the lists keep of a conversion.
type derived struct {
	office.Row
	PDF                  office.Digest
	CopyYear, CopyNumber int           // 0: it is no copy with a number
	Message              office.Digest // file of the data message; empty: it comes from paper
}

// derivedFrom reads the list columns out of a body. Texts are in NFC.
func derivedFrom(body []byte) (derived, error) {
	var c office.Conversion
	if err := json.Unmarshal(body, &c); err != nil {
		return derived{}, fmt.Errorf("decoding a conversion: %w", err)
	}
	return derivedOf(c), nil
}

func derivedOf(c office.Conversion) derived {
	d := derived{PDF: c.PDF, Row: RowOf(c)}
	if c.Message != nil {
		d.Message = c.Message.File
	}
	if c.Print != nil && c.Print.Number != nil {
		d.CopyYear, d.CopyNumber = c.Print.Number.Year, c.Print.Number.Number
	}
	return d
}

// RowOf is a conversion as a list shows it.
func RowOf(c office.Conversion) office.Row {
	at := c.Begun
	if !c.Finished.IsZero() {
		at = c.Finished
	}
	d, pages, direction := c.Document, len(c.Pages), c.Direction
	if c.Message != nil {
		pages = c.Message.Pages
	}
	if direction == "" {
		direction = office.PaperToData
	}
	return office.Row{
		ID: c.ID, Code: c.Code, Direction: direction, State: c.State, Form: c.Form, Type: d.Type,
		Number: norm.NFC.String(d.Number), Symbol: norm.NFC.String(d.Symbol), Subject: norm.NFC.String(d.Subject),
		Issuer: norm.NFC.String(d.Issuer), Issued: d.Issued, Clerk: norm.NFC.String(c.Clerk.Name),
		Pages: pages, At: at.UTC(),
	}
}

// deriveNew puts a new conversion into the list and the search.
func (w *writing) deriveNew(key int64, body []byte) error {
	d, err := derivedFrom(body)
	if err != nil {
		return err
	}
	_, err = w.exec(`INSERT INTO conversions (`+derivedColumns+`, key) VALUES (`+derivedPlaces+`, ?)`,
		append(d.columns(), key)...)
	if err != nil {
		return takenOr(err)
	}
	_, err = w.exec(`INSERT INTO search (rowid, words) VALUES (?, ?)`, key, indexed(d.Row))
	return err
}

// deriveAgain makes the list and the search tell what a newer body says.
func (w *writing) deriveAgain(key int64, body []byte) error {
	d, err := derivedFrom(body)
	if err != nil {
		return err
	}
	_, err = w.exec(`UPDATE conversions SET (`+derivedColumns+`) = (`+derivedPlaces+`) WHERE key = ?`,
		append(d.columns(), key)...)
	if err != nil {
		return takenOr(err)
	}
	_, err = w.exec(`INSERT OR REPLACE INTO search (rowid, words) VALUES (?, ?)`, key, indexed(d.Row))
	return err
}

// takenOr tells the refusal of a second conversion with one code.
func takenOr(err error) error {
	if refusedTwice(err) {
		return CodeTaken.Because(err)
	}
	return err
}

// refusedTwice tells whether a line was refused because there may be one of it
// only.
func refusedTwice(err error) bool {
	var refused *sqlite.Error
	return errors.As(err, &refused) && refused.Code() == lib.SQLITE_CONSTRAINT_UNIQUE
}

// derivedColumns are read by scanDerived and given by columns in this order.
const (
	derivedColumns = `id, code, direction, state, form, type, number, symbol, subject, issuer, issued, clerk, pages, at, pdf, copy_year, copy_number, message`
	derivedPlaces  = `?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?`
)

func (d derived) columns() []any {
	return []any{
		d.ID, d.Code, d.Direction, d.State, d.Form, d.Type, d.Number, d.Symbol, d.Subject, d.Issuer, d.Issued, d.Clerk, d.Pages,
		d.At.Format(timeForm), d.PDF, d.CopyYear, d.CopyNumber, d.Message,
	}
}

// scanDerived reads derivedColumns, after the given columns before them.
func scanDerived(row interface{ Scan(...any) error }, before ...any) (derived, error) {
	var d derived
	var at string
	err := row.Scan(append(before, &d.ID, &d.Code, &d.Direction, &d.State, &d.Form, &d.Type, &d.Number, &d.Symbol, &d.Subject,
		&d.Issuer, &d.Issued, &d.Clerk, &d.Pages, &at, &d.PDF, &d.CopyYear, &d.CopyNumber, &d.Message)...)
	if err != nil {
		return d, err
	}
	d.At, err = time.Parse(timeForm, at)
	return d, err
}
