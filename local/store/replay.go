package store

import (
	"context"
	"fmt"

	"tram/local/office"
)

// Replay writes this store's journal into an unborn one, entry by entry, and
// makes the records anew from it: identical entries, identical records. The words
// of drafts, which the journal only names, are taken from the records. It is done
// whole or not at all. It fails with NotEmpty, and with JournalBroken at
// the first entry that does not hold.
func (s *Store) Replay(ctx context.Context, into *Store) error {
	_, err := into.transact(ctx, Act{Step: "replay"}, func(w *writing) error {
		if w.head.seq > 0 {
			return NotEmpty
		}
		return s.Journal(ctx, 0, func(e office.Entry) error {
			if err := w.follows(e); err != nil {
				return JournalBroken.About(e.Seq).Because(err)
			}
			if err := w.append(e); err != nil {
				return err
			}
			body, salt, err := s.beside(ctx, e)
			if err != nil {
				return err
			}
			return w.apply(e, body, salt)
		})
	})
	if err != nil {
		return told("replaying the journal", err)
	}
	return told("reading the replayed station", into.readStation(ctx))
}

// follows tells whether an entry is the next link of the chain.
func (w *writing) follows(e office.Entry) error {
	switch {
	case e.Seq != w.head.seq+1:
		return fmt.Errorf("entry %d follows entry %d", e.Seq, w.head.seq)
	case e.Prev != w.head.hash:
		return fmt.Errorf("entry %d does not name the hash before it", e.Seq)
	case e.Hash != hashOf(e):
		return fmt.Errorf("entry %d does not have its own hash", e.Seq)
	}
	return nil
}
