package store

import (
	"context"

	"tram/local/office"
)

// RestoreStep is the birth of a station that goes on from a copy of another's store.
// BeginChain gives a restored store a chain and a name of its own, which names the head
// it came from: what the station before wrote after that head is then another
// station's, and enters as such.
func (s *Store) BeginChain(ctx context.Context, by Act) (office.ID, error) {
	var id office.ID
	err := s.write(ctx, Act{Actor: by.Actor, Step: birth}, func(w *writing) error {
		now := s.clock.Now().UTC().Round(0)
		b := born{ID: office.NewID(now), Version: 1, Born: now, From: &origin{Station: w.station, Seq: w.head.seq, Hash: w.head.hash}}
		id = b.ID
		return w.bear(b)
	})
	if err != nil {
		return "", err
	}
	s.station = id
	return id, nil
}

// Chain is what is known here of the chain of one station.
type Chain struct {
	Station office.ID
	Own     bool
	Stand   int64 // entries that hang on its birth
	Wait    int64 // entries of which one before is not here
	Unread  int64 // entries of a form that a newer program wrote
	Newest  int64 // number of the last one that stands
}

// Chains lists the chains that are here, the own first.
func (s *Store) Chains(ctx context.Context) ([]Chain, error) {
	rows, err := s.reader.QueryContext(ctx, `
		SELECT ?1, 1, coalesce(max(seq), 0), 0, 0, coalesce(max(seq), 0) FROM journal
		UNION ALL
		SELECT station, 0, sum(stands = 1), sum(stands = 0 AND raw = ''), sum(stands = 0 AND raw <> ''), max(CASE WHEN stands = 1 THEN seq ELSE 0 END)
		FROM arrived WHERE stands >= 0 GROUP BY station
		ORDER BY 2 DESC, 1`, s.station)
	if err != nil {
		return nil, told("listing the chains", err)
	}
	defer rows.Close()
	var all []Chain
	for rows.Next() {
		var c Chain
		if err := rows.Scan(&c.Station, &c.Own, &c.Stand, &c.Wait, &c.Unread, &c.Newest); err != nil {
			return nil, told("listing the chains", err)
		}
		all = append(all, c)
	}
	return all, told("listing the chains", rows.Err())
}
