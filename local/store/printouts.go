package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"tram/local/office"
)

// SavePrintout stores the next version of what was sent to a printer, and with it
// the conversion where its state changes by the same act: both, or neither. nil:
// the conversion stays as it is. With an error it is emptied.
func (s *Store) SavePrintout(ctx context.Context, by Act, p office.Printout, changed *office.Conversion) (office.Printout, error) {
	next := p
	err := s.write(ctx, by, func(w *writing) error {
		if err := w.putWith(changed); err != nil {
			return err
		}
		next.ID, next.Version = w.identify(p.ID, p.Version)
		return w.put(office.KindPrintout, next.ID, next.Version, next)
	})
	emptyUnsaved(changed, err)
	return orNothing(next, err)
}

// putWith stores a conversion that the act changes along with another record; nil:
// it changes none.
func (w *writing) putWith(changed *office.Conversion) error {
	if changed == nil {
		return nil
	}
	if err := w.refuseFinished(changed.ID); err != nil {
		return err
	}
	changed.ID, changed.Version = w.identify(changed.ID, changed.Version)
	return w.put(office.KindConversion, changed.ID, changed.Version, *changed)
}

// emptyUnsaved keeps a conversion that was to be from being taken for one that is.
func emptyUnsaved(changed *office.Conversion, err error) {
	if err != nil && changed != nil {
		*changed = office.Conversion{}
	}
}

// Printouts lists what was sent to printers of a conversion, in the order of the
// orders.
func (s *Store) Printouts(ctx context.Context, conversion office.ID) ([]office.Printout, error) {
	return bodies[office.Printout](ctx, s, "listing printouts",
		`SELECT body FROM records WHERE key IN (SELECT key FROM printouts WHERE conversion = ?) ORDER BY key`, conversion)
}

// UntoldPrintouts lists those of which no clerk has said yet what came out,
// newest first.
func (s *Store) UntoldPrintouts(ctx context.Context, most int) ([]office.Printout, error) {
	return bodies[office.Printout](ctx, s, "listing printouts that wait",
		`SELECT body FROM records WHERE key IN (SELECT key FROM printouts WHERE told = 0 ORDER BY key DESC LIMIT ?) ORDER BY key DESC`, most)
}

// printed is what is derived from a printout.
type printed struct {
	Conversion office.ID
	Told       bool
}

func printedFrom(body []byte) (printed, error) {
	var p office.Printout
	err := json.Unmarshal(body, &p)
	if err == nil && p.Conversion == "" {
		err = errors.New("it names no conversion")
	}
	if err != nil {
		return printed{}, fmt.Errorf("decoding a printout: %w", err)
	}
	return printed{p.Conversion, p.Confirmed()}, nil
}

func (w *writing) enterPrintout(key int64, body []byte) error {
	p, err := printedFrom(body)
	if err != nil {
		return err
	}
	_, err = w.exec(`INSERT INTO printouts (key, conversion, told) VALUES (?, ?, ?)`, key, p.Conversion, p.Told)
	return err
}

func (w *writing) enterPrintoutAgain(key int64, body []byte) error {
	p, err := printedFrom(body)
	if err != nil {
		return err
	}
	_, err = w.exec(`UPDATE printouts SET conversion = ?, told = ? WHERE key = ?`, p.Conversion, p.Told, key)
	return err
}

// printouts compares what is derived from printouts with their bodies.
func (v *verification) printouts() error {
	rows, err := v.tx.QueryContext(v.ctx, `
		SELECT r.body, coalesce(p.conversion, ''), coalesce(p.told, 0)
		FROM records r LEFT JOIN printouts p ON p.key = r.key WHERE r.kind = 'printout' ORDER BY r.key`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var body []byte
		var is printed
		if err := rows.Scan(&body, &is.Conversion, &is.Told); err != nil {
			return err
		}
		if want, undecoded := printedFrom(body); undecoded != nil || is != want {
			v.fault(0, "%s của hồ sơ %s không được ghi đúng trong danh sách.", kindNames[office.KindPrintout], want.Conversion)
		}
		v.p.Did(1)
	}
	return rows.Err()
}
