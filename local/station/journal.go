package station

import (
	"context"

	"tram/local/anchor"
	"tram/local/office"
)

// Journal (nhật ký) is the station's own chain of entries, held against all that is known
// of it outside of the database.
type Journal struct {
	*ground
	entrance  *Entrance
	trust     *Trust
	watch     *watch                                    // nil until the store is open
	copyHeads func(context.Context) ([]copyHead, error) // what targets know of it
	after     func()                                    // is told of each commit, and is quick
}

// committed hands each head of the journal on, once there is somebody to watch it.
func (s *Journal) committed(first int64, at office.JournalHead) {
	if s.watch != nil {
		s.watch.committed(first, at)
	}
	s.after()
}

// gate keeps acts from being finished while the data are known to be turned back
// and nobody has said what is to be done, and where nothing can be written.
func (s *Journal) gate(context.Context) error {
	if why := s.store.Unwritable(); why != nil {
		return why
	}
	if t := s.watch.troubled(); t != nil {
		return TurnedBack.About(t.Said)
	}
	return nil
}

// JournalTrouble tells that the data on the disk are not those that this station
// wrote last; false: they are, or a person's word on it is in the journal.
func (s *Journal) JournalTrouble() (office.JournalTrouble, bool) {
	if t := s.watch.troubled(); t != nil {
		return *t, true
	}
	return office.JournalTrouble{}, false
}

// mark has the head of the journal vouched for by the station's key and the sealing
// identity, and tells in the journal that marks are kept. A journal that disagrees
// with what is known of it is never vouched for.
func (s *Journal) mark(ctx context.Context) error {
	if s.watch.troubled() != nil {
		return nil
	}
	made, err := s.markHead(ctx)
	if err != nil || made.Seq == 0 {
		return err
	}
	if told, err := s.tellOfMarks(ctx, made); err != nil || !told {
		return err
	}
	_, err = s.markHead(ctx) // with the entry that tells of it
	return err
}

// markHead makes one mark and returns its head; empty: the journal disagrees, or has
// nothing new but what another program at work will vouch for. It tells of words that
// are coming.
func (s *Journal) markHead(ctx context.Context, coming ...anchor.Word) (none office.JournalHead, err error) {
	key, said, err := s.trust.stationKey(ctx)
	if err != nil {
		return none, err
	}
	head := s.watch.newest() // what came after it another wrote, or is being written
	if goesOn, err := s.watch.goesOn(ctx, 0); err != nil || !goesOn {
		return none, err
	}
	if trouble, err := s.watch.compare(ctx, nearBy, coming...); err != nil || trouble != nil {
		if trouble != nil {
			s.watch.tell(ctx, *trouble)
		}
		return none, err
	}
	if err := s.watch.isDark(); err != nil {
		return none, err
	}
	m := anchor.Mark{Station: s.store.Station(), Head: head, Made: s.clock.Now(), KeyID: said.KeyID, Public: said.Public}
	if err := s.watch.carriedOn(ctx, &m, coming); err != nil {
		return none, err
	}
	if aside, err := s.watch.found(ctx, &m); err != nil || aside {
		return none, err
	}
	if m.Signature, err = key.Vouch(m.Statement()); err != nil {
		return none, err
	}
	if m.Witness, err = s.sealing.Witness(m.Statement()); err != nil {
		return none, err
	}
	return head, s.watch.keep(m)
}
