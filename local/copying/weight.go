package copying

import "context"

// Weight is how many bytes a target has of this copy: a restore needs about as much room.
func (c *Copy) Weight(ctx context.Context) (bytes int64, err error) {
	for _, folder := range []string{c.names.files(), c.names.station(c.About.Station)} {
		if err := c.target.List(ctx, folder, func(_ string, size int64) error { bytes += size; return nil }); err != nil {
			return bytes, err
		}
	}
	return bytes, nil
}

// Segments is how many segments were read and proven.
func (c *Copy) Segments() int { return len(c.heads) }
