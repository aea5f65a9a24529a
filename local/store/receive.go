package store

import (
	"context"
	"encoding/json"
	"fmt"

	"tram/local/office"
)

// Received tells what became of entries that arrived.
type Received struct {
	New     int64 // kept, whether they stand or wait
	Stand   int64 // of New, and of those that waited before, which stand from here on
	Known   int64 // were here already
	Unread  int64 // of a form that a newer program wrote: kept whole and not shown
	Changed int64 // records that show something else, or another version beside
	Faults  []ChainFault
}

// ChainFault is an entry that is not what it says it is, or whose place in its chain is
// not what it says.
type ChainFault struct {
	Station office.ID `json:"station"`
	Seq     int64     `json:"seq"`
	Entry   office.ID `json:"entry"`
	Said    string    `json:"said"` // Vietnamese
}

// Receive takes entries of other stations in, in any order, and keeps each that is
// sound by itself: whole or not at all. What does not hang on the birth of a station
// yet waits. Nothing of the own journal changes; what can be merged is, by an entry of
// this station.
func (s *Store) Receive(ctx context.Context, by Act, each func(yield func(Arrival) error) error) (Received, error) {
	var r *receiving
	err := s.write(ctx, by, func(w *writing) error {
		if err := w.mayAct(office.MayRun); err != nil {
			return err
		}
		r = newReceiving(w)
		if err := each(r.take); err != nil {
			return err
		}
		return r.settle()
	})
	if err != nil {
		return Received{}, err
	}
	return r.Received, nil
}

// receiving is one transaction that takes entries in.
type receiving struct {
	Received
	w       *writing
	touched map[office.ID]bool      // records of which entries stand that did not
	order   []office.ID             // of touched, as they came
	shown   map[office.ID]bool      // those that show something else
	words   map[office.ID][]Arrival // beside, by record
}

func newReceiving(w *writing) *receiving {
	return &receiving{w: w, touched: map[office.ID]bool{}, shown: map[office.ID]bool{}, words: map[office.ID][]Arrival{}}
}

func (r *receiving) fault(e office.Entry, said string) {
	if len(r.Faults) < maxFaults {
		r.Faults = append(r.Faults, ChainFault{Station: e.Station, Seq: e.Seq, Entry: e.ID, Said: said})
	}
}

// take keeps one entry.
func (r *receiving) take(a Arrival) error {
	e := a.Entry
	switch {
	case e.Form > newestForm && len(a.Raw) > 0:
		// What its hash is made of nobody knows here: it goes by what came.
		a.Entry.Hash = office.DigestOf(a.Raw)
		e = a.Entry
	case e.Form > newestForm || e.Form < firstForm:
		r.fault(e, "Dòng nhật ký không rõ dạng.")
		return nil
	case !wellFormed(e):
		r.fault(e, fmt.Sprintf("Dòng nhật ký số %d đã bị sửa: mã băm không khớp.", e.Seq))
		return nil
	case e.Form <= newestForm && !r.readable(e):
		r.fault(e, fmt.Sprintf("Dòng nhật ký số %d không nói về mục mà nó nêu tên, hay không đọc được.", e.Seq))
		return nil
	}
	if len(a.Words) > 0 {
		r.words[e.Record] = append(r.words[e.Record], a)
	}
	held, err := r.held(e)
	if err != nil || held {
		r.Known++
		if held && len(a.Words) > 0 {
			r.touch(e.Record)
		}
		return err
	}
	return r.keep(a)
}

// readable tells whether an entry of a known kind tells of the record that it names, and
// in words of the kind. One that does not would stand in the way of all that is read with it.
func (r *receiving) readable(e office.Entry) bool {
	k, known := r.w.store.KindOf(e.Kind)
	if !known {
		return true
	}
	var of struct {
		ID      office.ID `json:"id"`
		Version int64     `json:"version"`
	}
	named := json.Unmarshal(e.Body, &of) == nil && of.ID == e.Record && of.Version == e.Version
	if !named && e.Kind != office.KindStation { // whom a birth names, its place in the chain tells
		return false
	}
	_, err := k.LineOf(e.Body)
	return err == nil
}

// held tells whether the entry is here.
func (r *receiving) held(e office.Entry) (held bool, err error) {
	err = r.w.row(`SELECT EXISTS (SELECT 1 FROM journal WHERE seq = ? AND hash = ?) OR EXISTS (SELECT 1 FROM arrived WHERE hash = ?)`, e.Seq, e.Hash, e.Hash).Scan(&held)
	return held, err
}

func (r *receiving) keep(a Arrival) error {
	e, raw := a.Entry, ""
	if e.Form > newestForm {
		raw, e.Body = string(a.Raw), json.RawMessage(`{}`)
		r.Unread++
	}
	_, err := r.w.exec(`INSERT INTO arrived (hash, stands, form, seq, id, kind, record, step, version, base, body, actor, station, at, clock_source, clock_offset, prev, follows, raw)
		VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.Hash, e.Form, e.Seq, e.ID, e.Kind, e.Record, e.Step, e.Version, e.Base, string(e.Body), e.Actor, e.Station,
		e.At.UTC().Format(timeForm), e.ClockSource, int64(e.ClockOffset), e.Prev, idsText(e.Follows), raw)
	if err != nil {
		return fmt.Errorf("keeping an entry of another station: %w", err)
	}
	r.New++
	if e.Form > newestForm {
		return nil
	}
	return r.stand(e)
}

// stand lets an entry stand where the one before it does, and then those that waited
// for it.
func (r *receiving) stand(e office.Entry) error {
	waiting := []office.Entry{e}
	for len(waiting) > 0 {
		e, waiting = waiting[0], waiting[1:]
		hangs, err := r.hangs(e)
		if err != nil {
			return err
		}
		if !hangs {
			continue
		}
		if _, err := r.w.exec(`UPDATE arrived SET stands = 1 WHERE hash = ?`, e.Hash); err != nil {
			return err
		}
		r.Stand++
		r.touch(e.Record)
		if e.Kind == office.KindStation {
			if err := r.bear(e); err != nil {
				return err
			}
		}
		next, err := r.w.entries(`FROM arrived WHERE prev = ? AND stands = 0 AND form <= ?`, e.Hash, newestForm)
		if err != nil {
			return err
		}
		waiting = append(waiting, next...)
	}
	return nil
}

func (r *receiving) touch(record office.ID) {
	if !r.touched[record] {
		r.touched[record] = true
		r.order = append(r.order, record)
	}
}

// hangs tells whether an entry has its place in a chain that is here.
func (r *receiving) hangs(e office.Entry) (bool, error) {
	if why, err := bearsMe(e, r.w.row); err != nil || why != "" {
		r.fault(e, why)
		return false, err
	}
	hangs, why, err := hangsOn(e, func() (office.Entry, bool, error) { return linkBefore(e, r.w.row) })
	if why != "" {
		r.fault(e, why)
	}
	return hangs, err
}

// settle shows of each record what its entries amount to, and merges what can be.
func (r *receiving) settle() error {
	for _, record := range r.order {
		all, err := r.show(record)
		if err == nil && len(all) > 0 {
			err = r.w.merge(all)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// showAll is settle without merging.
func (r *receiving) showAll() error {
	for _, record := range r.order {
		if _, err := r.show(record); err != nil {
			return err
		}
	}
	return nil
}

// show shows of a record what its entries amount to, which it returns.
func (r *receiving) show(record office.ID) ([]office.Entry, error) {
	all, err := r.w.entriesOf(record)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	changed, err := r.w.review(all, r.words[record])
	if changed {
		r.Changed++
		r.shown[record] = true
	}
	return all, err
}

// bear shows a station at once: what other entries amount to depends on its descent.
func (r *receiving) bear(e office.Entry) error {
	all, err := r.w.entriesOf(e.Record)
	if err != nil {
		return err
	}
	was, err := r.w.lineage()
	if err != nil {
		return err
	}
	r.w.from = nil
	if _, err = r.w.review(all, nil); err != nil {
		return err
	}
	r.w.from = nil
	is, err := r.w.lineage()
	if parent, known := was.parent[e.Record]; err == nil && known && parent != is.parent[e.Record] {
		return r.touchAll() // a second birth of that name: what was shown may be another thing
	}
	return err
}

// touchAll has every record looked at again of which something arrived.
func (r *receiving) touchAll() error {
	rows, err := r.w.tx.QueryContext(r.w.ctx, `SELECT DISTINCT record FROM arrived WHERE stands = 1`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id office.ID
		if err := rows.Scan(&id); err != nil {
			return err
		}
		r.touch(id)
	}
	return rows.Err()
}
