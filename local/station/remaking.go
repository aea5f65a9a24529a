package station

import (
	"context"

	"tram/local/office"
)

// Making tells how much of what lists and search know of the records is made, of how
// much; equal: all of it.
func (s *Records) Making(ctx context.Context) (done, total int64, err error) {
	return s.store.Making(ctx)
}

// IndexBytes tells how much of the database the indexes take by which the search finds words, and
// those by which it finds phrases; it reads them.
func (s *Records) IndexBytes(ctx context.Context) (words, phrases int64, err error) {
	return s.store.IndexBytes(ctx)
}

// Remake makes lists and search anew from the records. Work goes on meanwhile; one that
// was cut off goes on by itself. It needs office.MayRun.
func (s *Records) Remake(ctx context.Context) error {
	if err := s.entrance.May(ctx, office.MayRun); err != nil {
		return err
	}
	return s.store.Remake(ctx)
}
