package store

import (
	"context"

	"tram/local/office"
)

// SavePrintout stores the next version of what was sent to a printer, and with it
// the conversion where its state changes by the same act: both, or neither. nil:
// the conversion stays as it is. With an error it is emptied.
func (s *Store) SavePrintout(ctx context.Context, by Act, p office.Printout, changed *office.Conversion) (office.Printout, error) {
	err := s.Save(ctx, by, with(changed, printouts.Put(&p))...)
	return p, err
}

// Printouts lists what was sent to printers of a conversion, in the order of the
// orders.
func (s *Store) Printouts(ctx context.Context, conversion office.ID) ([]office.Printout, error) {
	return bodies[office.Printout](ctx, s, "listing printouts",
		`SELECT body FROM records WHERE key IN (SELECT key FROM facts WHERE kind = 'printout' AND facet = 'conversion' AND value = ?) ORDER BY key`, conversion)
}
