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
// NoSuchRecord or CodeTaken.
func (s *Store) SaveConversion(ctx context.Context, by Act, c office.Conversion) (office.Conversion, error) {
	saved, err := s.SaveConversions(ctx, by, []office.Conversion{c})
	if err != nil {
		return c, err
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
	PDF office.Digest
}

// derivedFrom reads the list columns out of a body. Texts are in NFC.
func derivedFrom(body []byte) (derived, error) {
	var c office.Conversion
	if err := json.Unmarshal(body, &c); err != nil {
		return derived{}, fmt.Errorf("decoding a conversion: %w", err)
	}
	return derived{PDF: c.PDF, Row: RowOf(c)}, nil
}

// RowOf is a conversion as a list shows it.
func RowOf(c office.Conversion) office.Row {
	at := c.Begun
	if !c.Finished.IsZero() {
		at = c.Finished
	}
	d := c.Document
	return office.Row{
		ID: c.ID, Code: c.Code, State: c.State, Form: c.Form, Type: d.Type,
		Number: norm.NFC.String(d.Number), Symbol: norm.NFC.String(d.Symbol), Subject: norm.NFC.String(d.Subject),
		Issuer: norm.NFC.String(d.Issuer), Issued: d.Issued, Clerk: norm.NFC.String(c.Clerk.Name),
		Pages: len(c.Pages), At: at.UTC(),
	}
}

// deriveNew puts a new conversion into the list and the search.
func (w *writing) deriveNew(key int64, body []byte) error {
	d, err := derivedFrom(body)
	if err != nil {
		return err
	}
	_, err = w.exec(`INSERT INTO conversions (`+derivedColumns+`, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
	_, err = w.exec(`UPDATE conversions SET (`+derivedColumns+`) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE key = ?`,
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
const derivedColumns = `id, code, state, form, type, number, symbol, subject, issuer, issued, clerk, pages, at, pdf`

func (d derived) columns() []any {
	return []any{
		d.ID, d.Code, d.State, d.Form, d.Type, d.Number, d.Symbol, d.Subject, d.Issuer, d.Issued, d.Clerk, d.Pages,
		d.At.Format(timeForm), d.PDF,
	}
}

// scanDerived reads derivedColumns, after the given columns before them.
func scanDerived(row interface{ Scan(...any) error }, before ...any) (derived, error) {
	var d derived
	var at string
	err := row.Scan(append(before, &d.ID, &d.Code, &d.State, &d.Form, &d.Type, &d.Number, &d.Symbol, &d.Subject,
		&d.Issuer, &d.Issued, &d.Clerk, &d.Pages, &at, &d.PDF)...)
	if err != nil {
		return d, err
	}
	d.At, err = time.Parse(timeForm, at)
	return d, err
}
