package copying

import "tram/local/office"

// HashAt is the hash of an entry of the own journal; empty: the copy has none of that number.
func (c *Copy) HashAt(seq int64) office.Digest { return c.hashAt[seq] }
