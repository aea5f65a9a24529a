package store

import (
	"context"

	"tram/local/office"
)

// Leaving hands over the entries of the own journal after a number, as another station
// of the office takes them in, with the words that lie beside the journal as far as
// they are still here.
func (s *Store) Leaving(ctx context.Context, after int64, yield func(Arrival) error) error {
	return s.Journal(ctx, after, func(e office.Entry) error {
		a := Arrival{Entry: e}
		if e.Kind == office.KindConversion && wordsNamed(e.Body) != "" {
			words, err := s.beside(ctx, e.Record)
			if err != nil {
				return told("reading the words of a record", err)
			}
			if body, salt := wordsFor(e, words); salt != "" {
				a.Words, a.Salt = body, salt
			}
		}
		return yield(a)
	})
}
