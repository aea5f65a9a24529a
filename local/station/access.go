package station

import (
	"context"

	"tram/local/office"
	"tram/local/people"
)

// takeDownAccesses opens the book of who looked at what (Nghị định 30, Phụ lục VI). Only
// the outermost reading of a person takes down what it showed: what the station reads for
// itself is nobody's. gate tells whether anything may be written.
func (s *Entrance) takeDownAccesses(gate func(context.Context) error) {
	kept := people.Stored{Store: s.store, Station: program}
	s.accesses = &people.Accesses{
		Gate: s.persons, Clock: s.clock,
		Keep: func(ctx context.Context, a people.Access) error {
			if err := gate(ctx); err != nil {
				return err
			}
			return kept.Accessed(ctx, a)
		},
		Count: kept.CountAccesses,
		Tell: func(err error) {
			s.log.Warn("what was looked at is not journalled", "cause", err.Error())
		},
	}
}

// seen takes down that a record was shown, where nothing kept it from being shown. Use as
// a deferred call.
func (s *Entrance) seen(ctx context.Context, record office.ID, failed *error) {
	s.accessed(ctx, people.StepSeen, record, "", *failed)
}

// taken takes down that a record was written to a file.
func (s *Entrance) taken(ctx context.Context, record office.ID, failed *error) {
	s.accessed(ctx, people.StepTaken, record, "", *failed)
}

// takenAll takes down that much at once was written to a file.
func (s *Entrance) takenAll(ctx context.Context, called string, failed *error) {
	s.accessed(ctx, people.StepTaken, "", called, *failed)
}

func (s *Entrance) accessed(ctx context.Context, way string, record office.ID, called string, failed error) {
	if failed != nil || s.accesses == nil || s.store.Unwritable() != nil || office.IsAgain(ctx) {
		return
	}
	s.accesses.Looked(ctx, way, record, called)
}

// writeAccesses waits until what was looked at is written.
func (s *Entrance) writeAccesses(ctx context.Context) {
	if s.accesses != nil {
		s.accesses.Written(ctx)
	}
}
