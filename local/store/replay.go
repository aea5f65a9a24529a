package store

import (
	"context"
	"fmt"

	"tram/local/office"
)

// Replay writes this store's journal into an unborn one, entry by entry, with what
// arrived from other stations, and makes the records anew from it: identical entries,
// identical records. The words of drafts, which the journal only names, are taken from
// the records. It is done whole or not at all. It fails with NotEmpty, and with
// JournalBroken at the first entry that does not hold.
func (s *Store) Replay(ctx context.Context, into *Store) error {
	_, err := into.transact(ctx, Act{Step: "replay"}, func(w *writing) error {
		if w.head.seq > 0 {
			return NotEmpty
		}
		w.station = s.Station()
		stations, err := s.copyJournal(ctx, w)
		if err != nil {
			return err
		}
		arrived := newReceiving(w)
		if err := s.eachArrived(ctx, arrived.take); err != nil {
			return err
		}
		for station := range stations { // shown already
			arrived.touched[station] = true
		}
		if err := s.showOwn(ctx, w, arrived.touched); err != nil {
			return err
		}
		return s.showTouched(ctx, w, arrived.order)
	})
	if err != nil {
		return told("replaying the journal", err)
	}
	return told("reading the replayed station", into.readStation(ctx))
}

// copyJournal copies the own journal, and shows the stations whose it is: what other
// records amount to depends on their descent.
func (s *Store) copyJournal(ctx context.Context, w *writing) (stations map[office.ID]bool, err error) {
	stations = map[office.ID]bool{}
	err = s.Journal(ctx, 0, func(e office.Entry) error {
		if err := w.follows(e); err != nil {
			return JournalBroken.About(e.Seq).Because(err)
		}
		if err := w.append(e); err != nil || e.Kind != office.KindStation || stations[e.Record] {
			return err
		}
		stations[e.Record] = true
		return w.show(w.store.kind(e.Kind), standing{}, view{shown: e}, e.Body, "")
	})
	return stations, err
}

// follows tells whether an entry is the next link of the chain.
func (w *writing) follows(e office.Entry) error {
	switch {
	case e.Seq != w.head.seq+1:
		return fmt.Errorf("entry %d follows entry %d", e.Seq, w.head.seq)
	case e.Prev != w.head.hash:
		return fmt.Errorf("entry %d does not name the hash before it", e.Seq)
	case e.Form < w.head.form:
		return fmt.Errorf("entry %d is of an older form than the one before it", e.Seq)
	case e.Hash != hashOf(e):
		return fmt.Errorf("entry %d does not have its own hash", e.Seq)
	}
	return nil
}

// showOwn shows the records of which no entry arrived: the last entry of each is what
// is shown.
func (s *Store) showOwn(ctx context.Context, w *writing, but map[office.ID]bool) error {
	lasts, err := s.lastEntries(ctx)
	if err != nil {
		return err
	}
	for _, seq := range lasts {
		entries, err := w.entries(`FROM journal WHERE seq = ?`, seq)
		if err != nil {
			return err
		}
		e := entries[0]
		if but[e.Record] {
			continue
		}
		var words []Arrival
		if wordsNamed(e.Body) != "" {
			if words, err = s.beside(ctx, e.Record); err != nil {
				return err
			}
		}
		body, salt := wordsFor(e, words)
		if err := w.show(w.store.kind(e.Kind), standing{}, view{shown: e}, body, salt); err != nil {
			return err
		}
	}
	return nil
}

// lastEntries are the numbers of the last entry of each record, in the order in which
// the records began.
func (s *Store) lastEntries(ctx context.Context) (seqs []int64, err error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT min(seq), max(seq) FROM journal GROUP BY record ORDER BY 1`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var first, last int64
		if err := rows.Scan(&first, &last); err != nil {
			return nil, err
		}
		seqs = append(seqs, last)
	}
	return seqs, rows.Err()
}

// showTouched shows the records of which an entry arrived.
func (s *Store) showTouched(ctx context.Context, w *writing, records []office.ID) error {
	for _, record := range records {
		all, err := w.entriesOf(record)
		if err != nil {
			return err
		}
		words, err := s.beside(ctx, record)
		if err != nil {
			return err
		}
		if _, err := w.review(all, words); err != nil {
			return err
		}
	}
	return nil
}

// eachArrived hands over what arrived, in the order in which it did, as it came.
func (s *Store) eachArrived(ctx context.Context, yield func(Arrival) error) error {
	rows, err := s.reader.QueryContext(ctx, `SELECT `+entryColumns+`, raw FROM arrived ORDER BY place`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		e, err := scanEntry(rows, &raw)
		if err != nil {
			return err
		}
		a := Arrival{Entry: e}
		if len(raw) > 0 {
			if a, err = ParseArrival(raw); err != nil {
				a = Arrival{Entry: e, Raw: raw}
			}
		}
		if err := yield(a); err != nil {
			return err
		}
	}
	return rows.Err()
}
