package store

import (
	"context"

	"tram/local/office"
)

// reread takes in what came in a form that the program did not know when it came, and
// that it knows now.
func (s *Store) reread(ctx context.Context) error {
	waiting, err := s.unreadKnown(ctx)
	if err != nil || len(waiting) == 0 {
		return told("reading entries of other stations again", err)
	}
	return s.write(ctx, Act{Actor: s.program, Step: "reread"}, func(w *writing) error {
		r := newReceiving(w)
		for _, raw := range waiting {
			if a, err := ParseArrival(raw); err == nil { // else it stays as it came
				if err := r.take(a); err != nil {
					return err
				}
			}
			if _, err := w.exec(`UPDATE arrived SET stands = ? WHERE hash = ?`, readAgain, office.DigestOf(raw)); err != nil {
				return err
			}
		}
		return r.settle()
	})
}

// readAgain marks what lies in the form in which it came and was read since.
const readAgain = -1

// unreadKnown are the texts of entries that lie unread although their form is known.
func (s *Store) unreadKnown(ctx context.Context) (all [][]byte, err error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT raw FROM arrived INDEXED BY arrived_unread WHERE raw <> '' AND form <= ? AND stands = 0`, newestForm)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		if err := rows.Scan(&raw); err != nil {
			return nil, err
		}
		all = append(all, raw)
	}
	return all, rows.Err()
}
