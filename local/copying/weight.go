package copying

import (
	"context"

	"tram/local/office"
)

// Weigh is how many bytes a target has of the copy of a station: a restore needs about as
// much room.
func Weigh(ctx context.Context, t Target, id Identity, station office.ID) (bytes int64, err error) {
	n, err := namesOf(id)
	if err != nil {
		return 0, err
	}
	for _, folder := range []string{n.files(), n.station(station)} {
		if err := t.List(ctx, folder, func(_ string, size int64) error { bytes += size; return nil }); err != nil {
			return bytes, err
		}
	}
	return bytes, nil
}

// Weight is what Weigh tells of this copy.
func (c *Copy) Weight(ctx context.Context) (int64, error) {
	return Weigh(ctx, c.target, c.id, c.About.Station)
}

// Segments is how many segments were read and proven.
func (c *Copy) Segments() int { return len(c.heads) }
