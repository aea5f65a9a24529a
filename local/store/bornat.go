package store

import (
	"context"

	"tram/local/office"
)

// BornElsewhere tells of records the stations where they were born; one that is not named
// was born here, or at the station that this one goes on from.
func (s *Store) BornElsewhere(ctx context.Context, ids []office.ID) (map[office.ID]office.ID, error) {
	at := map[office.ID]office.ID{}
	err := s.eachOf(ctx, `SELECT id, station FROM records WHERE station <> '' AND id IN (SELECT value FROM json_each(?))`, ids,
		func(id office.ID, station string) { at[id] = office.ID(station) })
	return at, told("reading where records were born", err)
}
