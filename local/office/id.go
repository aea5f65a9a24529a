package office

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"sync"
	"time"
)

// ID names a record. It is born on the station as a UUIDv7, so two stations
// without a network never give the same one, and later IDs sort after earlier
// ones. A human number (số văn bản) is something else.
type ID string

// NewID makes an ID whose leading 48 bits are the milliseconds of now; of one millisecond those that this
// program makes sort in their order.
func NewID(now time.Time) ID {
	var b [16]byte
	ms := now.UnixMilli()
	binary.BigEndian.PutUint64(b[:8], uint64(ms)<<16)
	rand.Read(b[8:])
	binary.BigEndian.PutUint16(b[6:], 0x7000|within(ms))
	b[8] = b[8]&0x3f | 0x80
	return IDOf(b)
}

// made is the last moment of which this program made an ID, and which of it that was.
var made struct {
	sync.Mutex
	ms int64
	n  uint16
}

const mostWithin = 0xfff // what 12 bits hold

// within is where an ID of a millisecond stands among those that this program makes of it: they sort in
// the order in which they were made. The first of each begins anywhere in the lower half, so that two
// programs are as far apart as chance has it.
func within(ms int64) uint16 {
	made.Lock()
	defer made.Unlock()
	if ms == made.ms && made.n < mostWithin {
		made.n++
		return made.n
	}
	var b [2]byte
	rand.Read(b[:])
	made.ms, made.n = ms, binary.BigEndian.Uint16(b[:])&(mostWithin>>1)
	return made.n
}

// IDOf writes 128 bits in the canonical text form.
func IDOf(b [16]byte) ID {
	s := hex.EncodeToString(b[:])
	return ID(s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:])
}

// ParseID reads the canonical text form: 36 characters, lower-case.
func ParseID(s string) (ID, error) {
	if len(s) != 36 {
		return "", fmt.Errorf("an ID has 36 characters, not %d", len(s))
	}
	for i, r := range s {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		hexDigit := r >= '0' && r <= '9' || r >= 'a' && r <= 'f'
		if dash != (r == '-') || !dash && !hexDigit {
			return "", fmt.Errorf("character %d of the ID is %q", i+1, r)
		}
	}
	return ID(s), nil
}

// Short is enough of an ID to tell it from others: its end is random, its beginning the
// time.
func (id ID) Short() string {
	const digits = 8
	return string(id[max(0, len(id)-digits):])
}

// StationSaid is what a station is called by those who know only its ID.
func StationSaid(id ID) string { return "Trạm " + id.Short() }

// Bytes returns the 128 bits of the ID, or zeros if it is not a canonical ID.
func (id ID) Bytes() (b [16]byte) {
	if _, err := ParseID(string(id)); err != nil {
		return b
	}
	s := string(id)
	_, _ = hex.Decode(b[:], []byte(s[:8]+s[9:13]+s[14:18]+s[19:23]+s[24:]))
	return b
}
