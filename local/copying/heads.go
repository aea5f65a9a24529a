package copying

import (
	"context"
	"errors"
	"slices"

	"tram/local/office"
)

// HeadAt is the newest entry of a station's own journal that its copy on a target has, and
// when that was copied: the time of the target's newest segment that can be read. It fails
// with NoCopy where there is none, NotThePlace, and Gone.
func HeadAt(ctx context.Context, t Target, id Identity, place, station office.ID) (office.JournalHead, error) {
	n, err := namesOf(id)
	if err != nil {
		return office.JournalHead{}, err
	}
	p, err := placeAt(ctx, t, id, n)
	if errors.Is(err, ErrNone) || err == nil && p.ID != place {
		return office.JournalHead{}, NotThePlace.About(t.Said()).Because(err)
	}
	if err != nil {
		return office.JournalHead{}, err
	}
	j, err := journalAt(ctx, t, n.segments(station))
	if err != nil {
		return office.JournalHead{}, err
	}
	read, _ := j.parted()
	failed := error(NoCopy.About(t.Said()))
	for _, s := range slices.Backward(read) {
		h, _, err := segmentAt(ctx, t, id, n, station, s)
		if err == nil {
			return office.JournalHead{Seq: h.To.Seq, Hash: h.To.Hash, At: h.Made}, nil
		}
		if failed = err; !errors.Is(err, Incomplete) {
			break
		}
	}
	return office.JournalHead{}, failed
}
