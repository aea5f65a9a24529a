package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

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
	Station office.ID
	Seq     int64
	Entry   office.ID
	Said    string // Vietnamese
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

// mostVersions is more than a record ever has.
const mostVersions = 1 << 40

// wellFormed tells whether an entry has its own hash and says nothing impossible.
func wellFormed(e office.Entry) bool {
	return hashOf(e) == e.Hash && e.Seq > 0 && json.Valid(e.Body) && e.Version > e.Base && e.Base >= 0 && e.Version < mostVersions &&
		(e.Form > firstForm || len(e.Follows) == 0) && isID(e.Station) && isID(e.Record) && isID(e.ID) && !slices.ContainsFunc(e.Follows, func(id office.ID) bool { return !isID(id) })
}

// isID tells whether an ID lies in the store as it is written.
func isID(id office.ID) bool { return id != "" && !strings.ContainsAny(string(id), " \t\r\n\x00") }

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

// bearsMe says of an entry that it gives the name of this station, or of one that it was
// restored from, to another machine; empty: it does not. The births of this one stand in the
// own journal, and nowhere else.
func bearsMe(e office.Entry, row func(query string, args ...any) *sql.Row) (why string, err error) {
	if e.Kind != office.KindStation {
		return "", nil
	}
	var mine bool
	err = row(`SELECT EXISTS (SELECT 1 FROM journal WHERE record = ? AND kind = ?)`, e.Record, office.KindStation).Scan(&mine)
	if err != nil || !mine {
		return "", err
	}
	return fmt.Sprintf("Dòng nhật ký số %d khai sinh một máy khác mang tên của chính trạm này.", e.Seq), nil
}

// hangsOn tells whether an entry is the next link of a chain that is here: the entry
// before it (last) stands, is of the same station or gives birth to it, and of no newer
// form. why: what is wrong with it; empty: nothing, though the entry before it may not
// be here.
func hangsOn(e office.Entry, before func() (last office.Entry, there bool, err error)) (hangs bool, why string, err error) {
	bears := e.Kind == office.KindStation && e.Step == birth && e.Record == e.Station && e.Base == 0
	if e.Seq == 1 || e.Prev == "" {
		if e.Seq != 1 || e.Prev != "" || !bears {
			return false, fmt.Sprintf("Dòng nhật ký số %d đứng đầu chuỗi mà không phải dòng khai sinh của trạm.", e.Seq), nil
		}
		return true, "", nil
	}
	last, there, err := before()
	if err != nil || !there {
		return false, "", err
	}
	switch {
	case e.Seq != last.Seq+1:
		why = fmt.Sprintf("Dòng nhật ký số %d nối vào dòng số %d.", e.Seq, last.Seq)
	case last.Station != e.Station && !bears:
		why = fmt.Sprintf("Dòng nhật ký số %d nối vào chuỗi của một trạm khác.", e.Seq)
	case last.Station == e.Station && bears:
		why = fmt.Sprintf("Dòng nhật ký số %d khai sinh một trạm đã có.", e.Seq)
	case e.Form < last.Form:
		why = fmt.Sprintf("Dòng nhật ký số %d có dạng cũ hơn dòng trước nó.", e.Seq)
	case bears && !namesOrigin(e, last.Station):
		why = fmt.Sprintf("Dòng nhật ký số %d khai sinh một trạm mà không nêu đúng trạm nó tiếp nối.", e.Seq)
	}
	return why == "", why, nil
}

// namesOrigin tells whether the birth of a restored station names the head that it
// came from.
func namesOrigin(e office.Entry, station office.ID) bool {
	var b born
	return json.Unmarshal(e.Body, &b) == nil && b.From != nil && *b.From == origin{station, e.Seq - 1, e.Prev}
}

// linkBefore is the entry on which another hangs, if it stands.
func linkBefore(e office.Entry, row func(query string, args ...any) *sql.Row) (last office.Entry, there bool, err error) {
	for _, from := range []string{
		`SELECT seq, station, form FROM journal WHERE seq = ?1 AND hash = ?2`,
		`SELECT seq, station, form FROM arrived WHERE hash = ?2 AND stands = 1`,
	} {
		err := row(from, e.Seq-1, e.Prev).Scan(&last.Seq, &last.Station, &last.Form)
		if err == nil {
			return last, true, nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return last, false, err
		}
	}
	return last, false, nil
}

// entries reads entries of one table within the transaction.
func (w *writing) entries(from string, args ...any) ([]office.Entry, error) {
	return entriesFrom(w.ctx, w.tx, from, args...)
}

func entriesFrom(ctx context.Context, q querier, from string, args ...any) ([]office.Entry, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+entryColumns+` `+from, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []office.Entry
	for rows.Next() {
		e, err := scanEntry(rows)
		if malformed := (badTime{}); err != nil && !errors.As(err, &malformed) {
			return nil, err
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

// entriesOf are all entries of a record that stand.
func (w *writing) entriesOf(record office.ID) ([]office.Entry, error) {
	return entriesOf(w.ctx, w.tx, record)
}

func entriesOf(ctx context.Context, q querier, record office.ID) ([]office.Entry, error) {
	own, err := entriesFrom(ctx, q, `FROM journal WHERE record = ?`, record)
	if err != nil {
		return nil, err
	}
	for i := range own {
		own[i].Here = true
	}
	others, err := entriesFrom(ctx, q, `FROM arrived WHERE record = ? AND stands = 1`, record)
	return append(own, others...), err
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

// review shows of a record what its entries amount to.
func (w *writing) review(all []office.Entry, beside []Arrival) (changed bool, err error) {
	from, err := w.lineage()
	if err != nil {
		return false, err
	}
	v := viewOf(w.store.kindOf(all), from, all)
	now, words, err := w.standingOf(v.shown.Record)
	if err != nil {
		return false, err
	}
	was := now.station
	now.station = from.ownerOf(v.birth)
	words = append(words, beside...)
	body, salt := wordsFor(v.shown, words)
	if now.key != 0 && was != now.station {
		if _, err := w.exec(`UPDATE records SET station = ? WHERE key = ?`, now.station, now.key); err != nil {
			return false, err
		}
	}
	if now.key != 0 && now.heads == 0 && len(v.apart) == 0 && len(v.twins) == 0 && now.entry == v.shown.ID && string(body) == string(words[0].Words) {
		return false, nil
	}
	for i, a := range v.apart {
		v.apart[i].body, v.apart[i].salt = wordsFor(a.entry, words)
	}
	w.changed = append(w.changed, change{v.shown.Kind, v.shown.Record})
	if err := w.show(w.store.kind(v.shown.Kind), now, v, body, salt); err != nil {
		return false, err
	}
	if now.key != 0 && was == now.station || v.shown.Kind != office.KindConversion {
		return true, nil
	}
	return true, w.followers(v.shown.Record)
}

// wordsFor are the words that an entry names the hash of. Without them its outline is
// all there is.
func wordsFor(e office.Entry, words []Arrival) (body []byte, salt string) {
	named := wordsNamed(e.Body)
	if named == "" {
		return e.Body, ""
	}
	for _, a := range words {
		if a.Salt != "" && wordsHash(a.Salt, a.Words) == named && json.Valid(a.Words) {
			return a.Words, a.Salt
		}
	}
	return e.Body, ""
}

// standingOf is what is shown of a record of any kind, and the words that lie beside
// the journal, of what is shown first.
func (w *writing) standingOf(record office.ID) (b standing, words []Arrival, err error) {
	var shown Arrival
	err = w.row(`SELECT key, kind, version, entry, station, apart, body, salt, (SELECT count(*) FROM heads h WHERE h.key = records.key) FROM records WHERE id = ?`, record).
		Scan(&b.key, &b.kind, &b.version, &b.entry, &b.station, &b.apart, &shown.Words, &shown.Salt, &b.heads)
	if errors.Is(err, sql.ErrNoRows) {
		return standing{}, nil, nil
	}
	if words = append(words, shown); err != nil || b.apart == 0 {
		return b, words, err
	}
	rows, err := w.tx.QueryContext(w.ctx, `SELECT words, salt FROM heads WHERE key = ? AND salt <> ''`, b.key)
	if err != nil {
		return b, words, err
	}
	defer rows.Close()
	for rows.Next() {
		var a Arrival
		if err := rows.Scan(&a.Words, &a.Salt); err != nil {
			return b, words, err
		}
		words = append(words, a)
	}
	return b, words, rows.Err()
}

// lineage reads from which station each restored one goes on.
func (w *writing) lineage() (lineage, error) {
	if w.from != nil {
		return *w.from, nil
	}
	from, err := lineageAt(w.ctx, w.tx, w.station)
	if err == nil {
		w.from = &from
	}
	return from, err
}

// lineageAt reads the descent of stations for one of them.
func lineageAt(ctx context.Context, q querier, self office.ID) (lineage, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, body FROM records WHERE kind = ?`, office.KindStation)
	if err != nil {
		return lineage{}, err
	}
	parent, err := lineageIn(rows)
	return lineage{parent: parent, self: self}, err
}

// lineageIn reads the descent of stations from their bodies, and closes the rows.
func lineageIn(rows *sql.Rows) (map[office.ID]office.ID, error) {
	defer rows.Close()
	from := map[office.ID]office.ID{}
	for rows.Next() {
		var id office.ID
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		var b born
		if json.Unmarshal(body, &b) == nil && b.From != nil {
			from[id] = b.From.Station
		}
	}
	return from, rows.Err()
}

// keepHeads writes down the heads that are not shown.
func (w *writing) keepHeads(b standing, v view) error {
	key := b.key
	if b.heads > 0 {
		if _, err := w.exec(`DELETE FROM heads WHERE key = ?`, key); err != nil {
			return err
		}
	}
	for _, r := range v.apart {
		words := r.body
		if r.salt == "" {
			words = nil
		}
		if err := w.keepHead(key, r.entry, false, words, r.salt); err != nil {
			return err
		}
	}
	for _, e := range v.twins {
		if err := w.keepHead(key, e, true, nil, ""); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) keepHead(key int64, e office.Entry, twin bool, words []byte, salt string) error {
	_, err := w.exec(`INSERT OR IGNORE INTO heads (key, entry, hash, twin, words, salt) VALUES (?, ?, ?, ?, ?, ?)`, key, e.ID, e.Hash, twin, string(words), salt)
	return err
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

// reread takes in what came in a form that the program did not know when it came, and
// that it knows now.
func (s *Store) reread(ctx context.Context) error {
	waiting, err := s.unreadKnown(ctx)
	if err != nil || len(waiting) == 0 {
		return told("reading entries of other stations again", err)
	}
	return s.write(ctx, Act{Actor: s.program, Step: "reread"}, func(w *writing) error {
		r := newReceiving(w)
		for _, raw := range waiting {
			if a, err := ParseArrival(raw); err == nil { // else it stays as it came
				if err := r.take(a); err != nil {
					return err
				}
			}
			if _, err := w.exec(`UPDATE arrived SET stands = ? WHERE hash = ?`, readAgain, office.DigestOf(raw)); err != nil {
				return err
			}
		}
		return r.settle()
	})
}

// readAgain marks what lies in the form in which it came and was read since.
const readAgain = -1

// unreadKnown are the texts of entries that lie unread although their form is known.
func (s *Store) unreadKnown(ctx context.Context) (all [][]byte, err error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT raw FROM arrived INDEXED BY arrived_unread WHERE raw <> '' AND form <= ? AND stands = 0`, newestForm)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		if err := rows.Scan(&raw); err != nil {
			return nil, err
		}
		all = append(all, raw)
	}
	return all, rows.Err()
}
