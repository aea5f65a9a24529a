package store

import (
	"context"
	"slices"
	"time"

	"tram/local/office"
)

// BeginChain gives a restored store a chain and a name of its own, which names the head
// it came from: what the station before wrote after that head is then another
// station's, and enters as such. What is given is kept by the same act: all of it, or
// nothing.
func (s *Store) BeginChain(ctx context.Context, by Act, all ...Change) (office.ID, error) {
	return s.begin(ctx, by, true, all...)
}

func (s *Store) begin(ctx context.Context, by Act, copied bool, all ...Change) (office.ID, error) {
	start := &beginning{now: s.clock.Now().UTC().Round(0), copied: copied}
	if err := s.Save(ctx, by, append([]Change{start}, all...)...); err != nil {
		return "", err
	}
	return start.id, s.readStation(ctx)
}

// beginning is the birth of a station that goes on from a copy of another's store.
type beginning struct {
	now    time.Time
	copied bool
	id     office.ID
}

func (b *beginning) forget() { b.id = "" }

func (b *beginning) put(w *writing) error {
	if err := w.mayAct(office.MayRun); err != nil {
		return err
	}
	was := w.act
	defer func() { w.act = was }()
	w.act.Step = birth
	b.id = office.NewID(b.now)
	if err := w.bear(born{ID: b.id, Version: 1, Born: b.now, From: &origin{Station: w.station, Seq: w.head.seq, Hash: w.head.hash}, Copied: b.copied}); err != nil {
		return err
	}
	// What the station before wrote elsewhere was another machine's, and is of this one's past
	// from here on.
	w.from = nil
	r := newReceiving(w)
	if err := r.touchAll(); err != nil {
		return err
	}
	return r.settle()
}

// AcceptRestored begins a chain where the data of this computer were turned back, with the
// word of the person who lets work go on.
func (s *Store) AcceptRestored(ctx context.Context, by Act, n office.Notice) (office.Notice, error) {
	_, err := s.begin(ctx, by, false, notices.Put(&n))
	return n, err
}

// Ours tells whether a station is this one, or one that it was restored from.
func (s *Store) Ours(ctx context.Context, station office.ID) (bool, error) {
	if slices.Contains(s.names(), station) {
		return true, nil
	}
	err := s.readStation(ctx) // another program may have begun a chain
	return slices.Contains(s.names(), station), told("reading the station", err)
}

// Names are those of the stations that this one goes on from, oldest first, and its own, last.
func (s *Store) Names() []office.ID { return slices.Clone(s.names()) }

// First is the one of Names whose data folder this is, back to the day on which it was made
// from a copy: what was before lay elsewhere, and may go on there.
func (s *Store) First() office.ID {
	s.naming.RLock()
	defer s.naming.RUnlock()
	return s.first
}

// Chain is what is known here of the chain of one station.
type Chain struct {
	Station office.ID `json:"station"`
	Own     bool      `json:"own"`
	Stand   int64     `json:"stand"`  // entries that hang on its birth
	Wait    int64     `json:"wait"`   // entries of which one before is not here
	Unread  int64     `json:"unread"` // entries of a form that a newer program wrote
	Newest  int64     `json:"newest"` // number of the last one that stands
}

// Chains lists the chains that are here, the own first.
func (s *Store) Chains(ctx context.Context) ([]Chain, error) {
	rows, err := s.reader.QueryContext(ctx, `
		SELECT ?1, 1, coalesce(max(seq), 0), 0, 0, coalesce(max(seq), 0) FROM journal
		UNION ALL
		SELECT station, 0, sum(stands = 1), sum(stands = 0 AND raw = ''), sum(stands = 0 AND raw <> ''), max(CASE WHEN stands = 1 THEN seq ELSE 0 END)
		FROM arrived WHERE stands >= 0 GROUP BY station
		ORDER BY 2 DESC, 1`, s.Station())
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
