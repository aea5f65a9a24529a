package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/store/veil"
	"tram/local/whole"
)

// A copy of this store is made of what its journal gained (Leaving, ArrivedAfter) and now
// and then of all its pages (Pages). It is put together again by Settle and Resume.

// ArrivedAfter hands over what arrived from other stations after a place, in the order in
// which it did, with the place of each and the words that lie beside the journal.
func (s *Store) ArrivedAfter(ctx context.Context, after int64, yield func(place int64, a Arrival) error) error {
	rows, err := s.reader.QueryContext(ctx, `SELECT `+entryColumns+`, raw, place FROM arrived WHERE place > ? ORDER BY place`, after)
	if err != nil {
		return told("reading what arrived", err)
	}
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		var place int64
		e, err := scanEntry(rows, &raw, &place)
		if err != nil {
			return told("reading what arrived", err)
		}
		a := Arrival{Entry: e, Raw: raw}
		if len(raw) == 0 {
			if err := s.takeWords(ctx, &a); err != nil {
				return err
			}
		}
		if err := yield(place, a); err != nil {
			return err
		}
	}
	return told("reading what arrived", rows.Err())
}

// takeWords gives an entry the words that it names, as far as they are still here.
func (s *Store) takeWords(ctx context.Context, a *Arrival) error {
	if a.Entry.Kind != office.KindConversion || wordsNamed(a.Entry.Body) == "" {
		return nil
	}
	words, err := s.beside(ctx, a.Entry.Record)
	if err != nil {
		return told("reading the words of a record", err)
	}
	if body, salt := wordsFor(a.Entry, words); salt != "" {
		a.Words, a.Salt = body, salt
	}
	return nil
}

// WordsNamed is the hash of the words that an entry names; empty: it holds its body itself.
func WordsNamed(e office.Entry) office.Digest {
	if e.Kind != office.KindConversion || e.Form > newestForm {
		return ""
	}
	return wordsNamed(e.Body)
}

// LivingWords are the hashes of all words that lie beside the journal now.
func (s *Store) LivingWords(ctx context.Context) (map[office.Digest]bool, error) {
	living := map[office.Digest]bool{}
	err := s.eachWords(ctx, func(hash office.Digest, _ []byte, _ string) bool {
		living[hash] = true
		return true
	})
	return living, err
}

var errNoWords = errors.New("no such words lie beside the journal")

// WordsOf finds words that lie beside the journal by their hash.
func (s *Store) WordsOf(ctx context.Context, hash office.Digest) (words []byte, salt string, err error) {
	found := false
	err = s.eachWords(ctx, func(is office.Digest, body []byte, its string) bool {
		if is == hash {
			words, salt, found = body, its, true
		}
		return !found
	})
	if err == nil && !found {
		err = errNoWords
	}
	return words, salt, err
}

// eachWords hands over words that lie beside the journal, until yield says that it is enough.
func (s *Store) eachWords(ctx context.Context, yield func(hash office.Digest, words []byte, salt string) bool) error {
	rows, err := s.reader.QueryContext(ctx, `SELECT body, salt FROM records WHERE salt <> '' UNION ALL SELECT words, salt FROM heads WHERE salt <> ''`)
	if err != nil {
		return told("listing words beside the journal", err)
	}
	defer rows.Close()
	for more := true; more && rows.Next(); {
		var body []byte
		var salt string
		if err := rows.Scan(&body, &salt); err != nil {
			return told("listing words beside the journal", err)
		}
		more = yield(wordsHash(salt, body), body, salt)
	}
	return told("listing words beside the journal", rows.Err())
}

// LastPlace is that of what arrived last; 0: nothing did.
func (s *Store) LastPlace(ctx context.Context) (place int64, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce(max(place), 0) FROM arrived`).Scan(&place)
	return place, told("reading the place of what arrived last", err)
}

// Entries hands entries over, one after the other, until yield returns an error.
type Entries func(yield func(Arrival) error) error

// Resume goes on with the journal of this store by entries that were copied from it: own
// ones in the order of their chain, each of which must be the next link, and then those
// that had arrived. A store without a station begins with the first. Whole or not at all.
// Nobody's right is asked: the entries were made by those who had it. It fails with
// JournalBroken.
func (s *Store) Resume(ctx context.Context, own, arrived Entries) error {
	_, err := s.transact(ctx, Act{Step: "resume"}, func(w *writing) error {
		r := &resuming{w: w, last: map[office.ID]int64{}, words: map[office.ID][]Arrival{}}
		if err := own(r.take); err != nil {
			return err
		}
		others := newReceiving(w)
		if err := arrived(others.take); err != nil {
			return err
		}
		if err := r.show(others.touched); err != nil {
			return err
		}
		for record, words := range r.words {
			others.words[record] = append(others.words[record], words...)
		}
		return others.showAll()
	})
	if err != nil {
		return told("going on with a copied journal", err)
	}
	err = s.readStation(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // there was nothing to go on with
	}
	return told("reading the station", err)
}

// resuming is one transaction that goes on with a journal.
type resuming struct {
	w     *writing
	last  map[office.ID]int64 // number of the last entry of each record that got one
	order []office.ID         // of last, as the records came
	words map[office.ID][]Arrival
}

func (r *resuming) take(a Arrival) error {
	e := a.Entry
	if err := r.w.follows(e); err != nil {
		return JournalBroken.About(e.Seq).Because(err)
	}
	if !wellFormed(e) {
		return JournalBroken.About(e.Seq).Because(errors.New("the entry says what cannot be"))
	}
	r.w.station, r.w.from = e.Station, nil
	if err := r.w.append(e); err != nil {
		return err
	}
	if len(a.Words) > 0 {
		r.words[e.Record] = append(r.words[e.Record], a)
	}
	if _, known := r.last[e.Record]; !known {
		r.order = append(r.order, e.Record)
	}
	r.last[e.Record] = e.Seq
	if e.Kind == office.KindStation { // what other records amount to depends on its descent
		return r.showLast(e.Record)
	}
	return nil
}

// show shows the records that got an entry, but for those that are shown with what arrived.
func (r *resuming) show(but map[office.ID]bool) error {
	for _, record := range r.order {
		if but[record] {
			continue
		}
		if err := r.showLast(record); err != nil {
			return err
		}
	}
	return nil
}

func (r *resuming) showLast(record office.ID) error {
	var arrived bool
	if err := r.w.row(`SELECT EXISTS (SELECT 1 FROM arrived WHERE record = ? AND stands = 1)`, record).Scan(&arrived); err != nil {
		return err
	}
	if arrived {
		all, err := r.w.entriesOf(record)
		if err == nil {
			_, err = r.w.review(all, r.words[record])
		}
		return err
	}
	found, err := r.w.entries(`FROM journal WHERE seq = ?`, r.last[record])
	if err != nil {
		return err
	}
	e := found[0]
	now, words, err := r.w.standingOf(record)
	if err != nil || now.entry == e.ID {
		return err
	}
	body, salt := wordsFor(e, append(words, r.words[record]...))
	return r.w.show(r.w.store.kind(e.Kind), now, view{shown: e}, body, salt)
}

// WipedAfter tells whether an entry after a number of the own journal, or one that arrived
// after a place, tells of files that were removed for good.
func (s *Store) WipedAfter(ctx context.Context, seq, place int64) (wiped bool, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM journal WHERE seq > ?1 AND (kind = ?3 AND step = 'refuse-secret' OR kind = ?4 AND step = 'sweep'))
		OR EXISTS (SELECT 1 FROM arrived WHERE place > ?2 AND (kind = ?3 AND step = 'refuse-secret' OR kind = ?4 AND step = 'sweep'))`, seq, place, office.KindConversion, office.KindNotice).Scan(&wiped)
	return wiped, told("looking for files that were wiped", err)
}

// PageSet is what the pages of a database amount to at one moment.
type PageSet struct {
	Head  office.JournalHead `json:"head"`  // of the journal that lies on them
	Place int64              `json:"place"` // of what had arrived last
	Count int64              `json:"count"` // pages
	Size  int                `json:"size"`  // bytes of each
}

// Pages hands over every page of the database as it is at one moment, in order from 1, in
// the clear. begun is told first what they amount to. Work goes on meanwhile: what others
// write is not among them. A page is good until yield returns.
func (s *Store) Pages(ctx context.Context, begun func(PageSet) error, yield func(number int64, page []byte) error) error {
	tx, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return told("reading the pages of the database", err)
	}
	defer tx.Rollback()
	var set PageSet
	err = s.eachEntry(ctx, tx, `ORDER BY seq DESC LIMIT 1`, nil, func(e office.Entry, _ error) error {
		set.Head = office.JournalHead{Seq: e.Seq, Hash: e.Hash, At: e.At}
		return nil
	})
	if err == nil {
		err = tx.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(place), 0) FROM arrived), (SELECT page_count FROM pragma_page_count), (SELECT page_size FROM pragma_page_size)`).
			Scan(&set.Place, &set.Count, &set.Size)
	}
	if err != nil {
		return told("reading the pages of the database", err)
	}
	if err := begun(set); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `SELECT pgno, data FROM sqlite_dbpage ORDER BY pgno`)
	if err != nil {
		return told("reading the pages of the database", err)
	}
	defer rows.Close()
	last := int64(0)
	for rows.Next() {
		var number int64
		var page sql.RawBytes
		if err := rows.Scan(&number, &page); err != nil {
			return told("reading the pages of the database", err)
		}
		if last++; number != last || len(page) != set.Size {
			return fmt.Errorf("page %d of %d bytes came as the %dth", number, len(page), last)
		}
		if err := yield(number, page); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return told("reading the pages of the database", err)
	}
	if last != set.Count {
		return fmt.Errorf("%d pages came of %d", last, set.Count)
	}
	return nil
}

// Settle makes a new database at path of pages in the clear, under a key. They never lie
// in the clear on the disk.
func Settle(path string, pages io.Reader, key []byte) error {
	return whole.WriteNew(path, 0o600, func(w io.Writer) error { return veil.Cover(w, pages, nil, key) })
}

// Wipes tells whether an entry tells of files that were removed for good: of a paper that
// proved secret (Điều 6.1), or of nobody.
func Wipes(e office.Entry) bool {
	return e.Step == "refuse-secret" && e.Kind == office.KindConversion || e.Step == "sweep" && e.Kind == office.KindNotice
}

// Wiped gathers every SHA-256 that the entries of such records name. What of it lies in the
// vault all the same belongs to another record, too.
func (s *Store) Wiped(ctx context.Context) (map[office.Digest]bool, error) {
	wiped := map[office.Digest]bool{}
	for _, table := range []string{`journal`, `arrived`} {
		rows, err := s.reader.QueryContext(ctx, `SELECT body FROM `+table+` WHERE record IN
			(SELECT record FROM `+table+` WHERE kind = ? AND step = 'refuse-secret' OR kind = ? AND step = 'sweep')`, office.KindConversion, office.KindNotice)
		if err != nil {
			return nil, told("looking for files that were wiped", err)
		}
		if err := gather(rows, wiped); err != nil {
			return nil, told("looking for files that were wiped", err)
		}
	}
	return wiped, nil
}
