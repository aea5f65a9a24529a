package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// SaveConversion stores the next version of a conversion; Version 0 makes a
// new one. It fails with FinishedForever for one that is finished, Stale,
// NoSuchRecord or CodeTaken, and then returns no conversion.
func (s *Store) SaveConversion(ctx context.Context, by Act, c office.Conversion) (office.Conversion, error) {
	return saved(ctx, s, by, conversions, c)
}

// SaveConversions stores many in one transaction: all of them, or none. Each
// has its own journal entry.
func (s *Store) SaveConversions(ctx context.Context, by Act, given []office.Conversion) ([]office.Conversion, error) {
	all := slices.Clone(given)
	wishes := make([]Change, len(all))
	for i := range all {
		wishes[i] = conversions.Put(&all[i])
	}
	if err := s.Save(ctx, by, wishes...); err != nil {
		return nil, err
	}
	return all, nil
}

// conversionRule keeps a finished conversion as it is for ever, a lookup code for one
// of them, and a place in the yearly series of copies for one copy.
func conversionRule(w *writing, before standing, c *office.Conversion) error {
	if c.OfBoth() {
		return errOfBoth
	}
	var state office.State
	var code office.LookupCode
	var year, number int
	if before.key != 0 {
		err := w.row(`SELECT state, code, copy_year, copy_number FROM conversions WHERE key = ?`, before.key).Scan(&state, &code, &year, &number)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	if state == office.Finished {
		return FinishedForever
	}
	if c.Code != "" && c.Code != code {
		if err := w.refuseTaken(CodeTaken, `SELECT EXISTS (SELECT 1 FROM conversions WHERE code = ? AND code <> '')`, c.Code); err != nil {
			return err
		}
	}
	if c.Print == nil || c.Print.Number == nil || c.Print.Number.Year == year && c.Print.Number.Number == number {
		return nil
	}
	n := *c.Print.Number
	return w.refuseTaken(NumberTaken.About(n.Number, n.Year),
		`SELECT EXISTS (SELECT 1 FROM conversions WHERE copy_year = ? AND copy_number = ? AND copy_year <> 0)`, n.Year, n.Number)
}

// errOfBoth marks an act that a desk mixed up: no clerk can bring one about.
var errOfBoth = errors.New("a conversion with parts of both directions")

// refuseTaken refuses what a query finds to be another record's.
func (w *writing) refuseTaken(f office.Failure, query string, args ...any) error {
	var taken bool
	if err := w.row(query, args...).Scan(&taken); err != nil {
		return err
	}
	if taken {
		return f
	}
	return nil
}

// DrawCopyNumber gives a draft the first free number after those of a year's
// series, which SAO Y, SAO LỤC and TRÍCH SAO share (Nghị định 30, Phụ lục I), and
// stores it with it: of several that draw at once each has its own.
func (s *Store) DrawCopyNumber(ctx context.Context, by Act, c office.Conversion, n office.CopyNumber) (office.Conversion, error) {
	draw := drawing{wish[office.Conversion]{conversions, &c}, n}
	err := s.Save(ctx, by, draw)
	return c, err
}

// drawing is a conversion on its way into the store that takes a number there.
type drawing struct {
	wish[office.Conversion]
	number office.CopyNumber
}

func (d drawing) put(w *writing) error {
	err := w.row(`SELECT coalesce(max(copy_number), 0) + 1 FROM conversions WHERE copy_year = ? AND copy_year <> 0`, d.number.Year).Scan(&d.number.Number)
	if err != nil {
		return err
	}
	copied := *d.t.Print
	copied.Number, d.t.Print = &d.number, &copied
	return d.wish.put(w)
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

// ConversionByCode reads the one of a lookup code (Điều 5.1b). It fails with
// NoSuchRecord, and with SeveralOfOne where two stations gave one code.
func (s *Store) ConversionByCode(ctx context.Context, code office.LookupCode) (office.Conversion, error) {
	return s.onlyConversion(ctx, "mã tra cứu "+string(code), `SELECT key FROM conversions WHERE code = ?1 AND code <> ''
		UNION SELECT key FROM facts WHERE kind = 'conversion' AND facet = 'code' AND value = ?1`, code)
}

// ConversionByPDF reads the one whose PDF has the given SHA-256; of several the first.
func (s *Store) ConversionByPDF(ctx context.Context, d office.Digest) (office.Conversion, error) {
	return s.conversion(ctx, `key = (SELECT min(key) FROM (SELECT key FROM conversions WHERE pdf = ?1 AND pdf <> ''
		UNION SELECT key FROM facts WHERE kind = 'conversion' AND facet = 'pdf' AND value = ?1))`, d)
}

// mostAlike is how many records of one number, symbol and day are told.
const mostAlike = 5

// Alike lists the finished conversions of the number, the symbol and the day of a document, the
// newest first; none where it has no number or no symbol.
func (s *Store) Alike(ctx context.Context, d office.Document) ([]office.Row, error) {
	if d.Number == "" || d.Symbol == "" {
		return nil, nil
	}
	keys, _, err := s.newestOf(ctx, `FROM conversions c WHERE number = ?1 AND number <> '' AND symbol = ?2 AND issued = ?3 AND state = 'finished' AND direction = 'paper-to-data'`,
		mostAlike, norm.NFC.String(d.Number), norm.NFC.String(d.Symbol), d.Issued)
	if err != nil {
		return nil, err
	}
	return s.Rows(ctx, keys)
}

// onlyConversion reads the one conversion that a query finds the key of.
func (s *Store) onlyConversion(ctx context.Context, said, keys string, asked any) (office.Conversion, error) {
	all, err := bodies[office.Conversion](ctx, s, "reading a conversion", `SELECT body FROM records WHERE key IN (`+keys+`) ORDER BY key`, asked)
	switch {
	case err != nil:
		return office.Conversion{}, err
	case len(all) == 0:
		return office.Conversion{}, NoSuchRecord
	case len(all) > 1:
		return office.Conversion{}, SeveralOfOne.About(len(all), said)
	}
	return all[0], nil
}

func (s *Store) conversion(ctx context.Context, where string, asked any) (office.Conversion, error) {
	row := s.reader.QueryRowContext(ctx, `SELECT body FROM records WHERE kind = 'conversion' AND `+where, asked)
	c, err := scanBody[office.Conversion](row)
	if errors.Is(err, sql.ErrNoRows) {
		return c, NoSuchRecord.Because(err)
	}
	return c, told("reading a conversion", err)
}

// lineOfConversion is what is known of a conversion that stands beside the one that is
// shown; what is shown lies in the table of its own.
func lineOfConversion(c office.Conversion) Line {
	d := derivedOf(c)
	l := Line{
		Title: c.Document.Subject, Below: string(c.Code), State: c.State, At: d.At.Format(timeForm),
		Words: []string{d.Number, d.Symbol, d.Issuer, d.Type, d.Clerk},
		Facts: map[string][]string{"code": {string(c.Code)}, "pdf": {string(d.PDF)}, "message": {string(d.Message)}},
	}
	if d.CopyYear != 0 {
		l.Facts["copy"] = []string{fmt.Sprint(d.CopyYear, "/", d.CopyNumber)}
	}
	return l
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

// glance is what the lists keep of a conversion's JSON.
type glance struct {
	ID        office.ID
	Direction office.Direction
	State     office.State
	Code      office.LookupCode
	Form      office.Form
	Document  struct{ Type, Number, Symbol, Subject, Issuer, Issued string }
	Clerk     struct{ Name string }
	Begun     time.Time
	Finished  time.Time
	Pages     []passedOver
	PDF       office.Digest
	Message   *struct {
		File  office.Digest
		Pages int
	}
	Print *struct{ Number *office.CopyNumber }
}

// passedOver is a part of a JSON text that is counted and not decoded.
type passedOver struct{}

// UnmarshalJSON takes whatever there is.
func (*passedOver) UnmarshalJSON([]byte) error { return nil }

// glanced is derivedFrom for bodies that can be decoded, in half the time.
func glanced(body []byte) (derived, error) {
	var g glance
	if err := json.Unmarshal(body, &g); err != nil {
		return derived{}, err
	}
	c := office.Conversion{ID: g.ID, Direction: g.Direction, State: g.State, Code: g.Code, Form: g.Form, Begun: g.Begun, Finished: g.Finished, PDF: g.PDF}
	d := g.Document
	c.Document = office.Document{Type: d.Type, Number: d.Number, Symbol: d.Symbol, Subject: d.Subject, Issuer: d.Issuer, Issued: d.Issued}
	c.Clerk.Name = g.Clerk.Name
	if g.Message != nil {
		c.Message = &office.DataMessage{File: g.Message.File, Pages: g.Message.Pages}
	}
	if g.Print != nil {
		c.Print = &office.PrintCopy{Number: g.Print.Number}
	}
	seen := derivedOf(c)
	if g.Message == nil {
		seen.Row.Pages = len(g.Pages)
	}
	return seen, nil
}

// derivedAtHand spares a body that was just made of a conversion its decoding, where both
// give the same.
func derivedAtHand(of any, body []byte) (d derived, same bool) {
	c, is := of.(office.Conversion)
	if !is || bytes.Contains(body, []byte(`\ufffd`)) { // letters that JSON could not write
		return derived{}, false
	}
	return derivedOf(c), wholeMinutes(c.Begun) && wholeMinutes(c.Finished)
}

// wholeMinutes tells whether JSON can write the time zone of a time.
func wholeMinutes(t time.Time) bool {
	_, offset := t.Zone()
	return offset%60 == 0
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

// conversionTable is the derived table of conversions: lists of a million rows want one
// of their own.
type conversionTable struct{}

func (conversionTable) state(w *writing, key int64) (state office.State, err error) {
	err = w.row(`SELECT state FROM conversions WHERE key = ?`, key).Scan(&state)
	return state, err
}

// derive makes the list tell what a body says, and returns what it is found by.
func (conversionTable) derive(w *writing, key int64, body []byte, of any, fresh bool) (found findable, err error) {
	d, same := derivedAtHand(of, body)
	if !same {
		d, err = derivedFrom(body)
	}
	if err != nil {
		d = derived{Row: office.Row{State: Unread}} // it is kept, and shown as what cannot be read
	}
	statement := `UPDATE conversions SET (` + derivedColumns + `) = (` + derivedPlaces + `) WHERE key = ?`
	if fresh {
		statement = `INSERT INTO conversions (` + derivedColumns + `, key) VALUES (` + derivedPlaces + `, ?)`
	}
	_, err = w.exec(statement, append(d.columns(), key)...)
	return rowFound(d.Row), err
}

// found is what a body is found by.
func (conversionTable) found(body []byte) findable {
	d, err := derivedFrom(body)
	if err != nil {
		return findable{}
	}
	return rowFound(d.Row)
}

// derivedColumns are read by scanDerived and given by columns in this order.
const (
	derivedColumns = `id, code, direction, state, form, type, number, symbol, subject, issuer, issued, clerk, pages, at, pdf, copy_year, copy_number, message`
	derivedPlaces  = `?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?`
)

// columnsOf are derivedColumns of a table that goes by a name.
func columnsOf(table string) string {
	return table + `.` + strings.ReplaceAll(derivedColumns, `, `, `, `+table+`.`)
}

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

// Latest reads the conversions that this office put on record last, the newest first, but
// for drafts and what was discarded.
func (s *Store) Latest(ctx context.Context, most int) ([]office.Conversion, error) {
	return bodies[office.Conversion](ctx, s, "listing the latest conversions",
		`SELECT r.body FROM conversions c JOIN records r USING (key) WHERE c.state IN (?, ?, ?) ORDER BY c.key DESC LIMIT ?`,
		office.Finished, office.Unsealed, office.Printed, most)
}
