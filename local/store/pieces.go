package store

import (
	"context"
	"time"

	"tram/local/office"
)

// pieceOf is how many entries are taken in, or records merged, in one transaction: others
// who write wait for some tenths of a second.
const pieceOf = 400

// breath is left between two transactions, so that another program has its turn.
const breath = 20 * time.Millisecond

// ReceiveByPieces is Receive in many short transactions. Each leaves the journal of the
// other station as it was at some earlier time. Whoever is interrupted has the same
// entries given once more, in the same order (ResumeReceiving): nothing comes in twice.
// Merges come last, when everything is there, so that they are those of Receive.
func (s *Store) ReceiveByPieces(ctx context.Context, by Act, each func(yield func(Arrival) error) error) (Received, error) {
	ask := func(w *writing) error { return w.mayAct(office.MayRun) }
	p := &byPieces{s: s, by: by, ask: ask, size: pieceOf, breath: breath}
	return p.receive(ctx, each)
}

// ResumeReceiving goes on with what a person began and was cut off.
func (s *Store) ResumeReceiving(ctx context.Context, each func(yield func(Arrival) error) error) (Received, error) {
	p := &byPieces{s: s, by: Act{Actor: s.program, Step: "exchange"}, ask: func(*writing) error { return nil }, size: pieceOf, breath: breath}
	return p.receive(ctx, each)
}

// byPieces is what is known between two of them.
type byPieces struct {
	Received
	s       *Store
	ctx     context.Context
	by      Act
	ask     func(*writing) error
	size    int // of a piece
	breath  time.Duration
	waiting []Arrival
	changed map[office.ID]bool
	records map[office.ID]bool
	order   []office.ID // of records
}

func (p *byPieces) receive(ctx context.Context, each func(yield func(Arrival) error) error) (Received, error) {
	p.ctx, p.changed, p.records = ctx, map[office.ID]bool{}, map[office.ID]bool{}
	if err := each(p.add); err != nil {
		return p.Received, err
	}
	if err := p.take(); err != nil {
		return p.Received, err
	}
	err := p.merge()
	return p.Received, err
}

func (p *byPieces) add(a Arrival) error {
	p.waiting = append(p.waiting, a)
	if len(p.waiting) < p.size {
		return nil
	}
	return p.take()
}

// take takes a piece in, and shows what its entries amount to.
func (p *byPieces) take() error {
	if len(p.waiting) == 0 {
		return nil
	}
	var r *receiving
	err := p.write(func(w *writing) error {
		r = newReceiving(w)
		for _, a := range p.waiting {
			if err := r.take(a); err != nil {
				return err
			}
		}
		return r.showAll()
	})
	if err != nil {
		return err
	}
	for _, a := range p.waiting {
		p.touch(a.Entry.Record)
	}
	p.count(r)
	p.waiting = p.waiting[:0]
	return nil
}

func (p *byPieces) write(fn func(*writing) error) error {
	err := p.s.write(p.ctx, p.by, func(w *writing) error {
		if err := p.ask(w); err != nil {
			return err
		}
		return fn(w)
	})
	if err != nil {
		return err
	}
	select {
	case <-p.ctx.Done():
		return p.ctx.Err()
	case <-time.After(p.breath):
		return nil
	}
}

// count adds up what became of a piece; a record counts once.
func (p *byPieces) count(r *receiving) {
	p.New, p.Stand, p.Known, p.Unread = p.New+r.New, p.Stand+r.Stand, p.Known+r.Known, p.Unread+r.Unread
	if room := maxFaults - len(p.Faults); room > 0 {
		p.Faults = append(p.Faults, r.Faults[:min(room, len(r.Faults))]...)
	}
	for _, record := range r.order {
		p.touch(record)
		if r.shown[record] {
			p.changed[record] = true
		}
	}
	p.Changed = int64(len(p.changed))
}

func (p *byPieces) touch(record office.ID) {
	if !p.records[record] {
		p.records[record] = true
		p.order = append(p.order, record)
	}
}

// merge makes one of what stands apart of the records that came, where that can be.
func (p *byPieces) merge() error {
	for at := 0; at < len(p.order); at += p.size {
		piece, err := p.s.apartOf(p.ctx, p.order[at:min(at+p.size, len(p.order))])
		if err != nil {
			return err
		}
		if len(piece) == 0 {
			continue
		}
		err = p.write(func(w *writing) error {
			for _, record := range piece {
				all, err := w.entriesOf(record)
				if err == nil && len(all) > 0 {
					err = w.merge(all)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// apartOf are those of some records of which another version stands beside.
func (s *Store) apartOf(ctx context.Context, records []office.ID) (apart []office.ID, err error) {
	err = s.eachOf(ctx, `SELECT id, '' FROM records WHERE id IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1 FROM heads h WHERE h.key = records.key)`, records,
		func(id office.ID, _ string) { apart = append(apart, id) })
	return apart, told("looking for versions that stand apart", err)
}
