package copying

import (
	"time"

	"tram/local/office"
)

// moment is up to when a copy is wanted, held against entries as they are read in the order of
// their chain. A clock may have run ahead for a while, or behind: what is wanted ends where
// fewest entries lie on the side of it that their time does not tell. So one entry with a time
// in next year keeps back nothing that was written after it, and one with a time of last year
// brings nothing with it of what the moment is to leave out.
type moment struct {
	until time.Time // zero: all is wanted

	sum, most int // entries by their time up to then, less those of after it: up to here, and up to where it ends

	heads  int         // segments up to the one in which what is not wanted begins
	beyond []office.ID // records of entries read since
}

// wants tells whether something was written by then, as its time tells.
func (m *moment) wants(at time.Time) bool { return m.until.IsZero() || !at.After(m.until) }

// comesAfter tells of the next entry whether what is wanted goes on up to it.
func (m *moment) comesAfter(at time.Time) bool {
	if !m.wants(at) {
		m.sum--
		return false
	}
	m.sum++
	if m.sum < m.most {
		return false
	}
	m.most = m.sum
	return true
}
