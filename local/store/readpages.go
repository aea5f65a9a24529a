package store

import (
	"bytes"
	"compress/zlib"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"tram/local/office"
)

// Words that a program read on pages lie beside records and journal: they are nobody's
// word, and can be read again. Those of a draft wait for the file that is made of it; those
// of what is finished are found by the search, behind all that a clerk put on record. The
// grade of a secret takes them away in the transaction in which it is told.

// mostReadBytes is more than the words of a page take, unpacked.
const mostReadBytes = 16 << 20

// Read is what was read on a page as it lay.
type Read struct {
	Page  office.ID
	Lay   string // as whoever keeps it calls that
	Lines []office.ReadLine
}

// KeepRead keeps what was read on a page of a conversion that is worked on or finished,
// in the place of what was read before. Of any other nothing is kept.
func (s *Store) KeepRead(ctx context.Context, record office.ID, r Read) error {
	return s.KeepReads(ctx, record, []Read{r})
}

// KeepReads is KeepRead of many pages of one conversion: all of them, or none.
func (s *Store) KeepReads(ctx context.Context, record office.ID, all []Read) error {
	packed := make([][]byte, len(all))
	for i, r := range all {
		var err error
		if packed[i], err = packLines(r.Lines); err != nil {
			return err
		}
	}
	return s.besideJournal(ctx, "keeping what was read on pages", func(w *writing) error {
		for i, r := range all {
			_, err := w.exec(`INSERT OR REPLACE INTO read_pages (record, page, lay, words)
				SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM records r JOIN conversions c USING (key) WHERE r.id = ?1 AND c.state <> 'discarded')`,
				record, r.Page, r.Lay, packed[i])
			if err != nil {
				return err
			}
		}
		return w.indexRead(record)
	})
}

// ReadOf is what was read on the pages of a conversion, in no order.
func (s *Store) ReadOf(ctx context.Context, record office.ID) (all []Read, err error) {
	all, err = readOf(ctx, s.reader, record)
	return all, told("reading what was read on pages", err)
}

// IndexRead lets a conversion that was finished be found by what was read on its pages.
func (s *Store) IndexRead(ctx context.Context, record office.ID) error {
	return s.besideJournal(ctx, "entering what was read on pages", func(w *writing) error { return w.indexRead(record) })
}

// besideJournal writes what is no record.
func (s *Store) besideJournal(ctx context.Context, what string, fn func(*writing) error) error {
	if s.unwritable != nil {
		return s.unwritable
	}
	_, err := s.transact(ctx, Act{Step: "read"}, fn)
	return s.because(told(what, err))
}

// indexRead enters the words of a finished conversion.
func (w *writing) indexRead(record office.ID) error {
	var key int64
	err := w.row(`SELECT key FROM records WHERE id = ?`, record).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	f, pages, err := w.readOn(key)
	if err != nil || pages == 0 {
		return err
	}
	return w.enterFound(onPages, key, f, false)
}

// readOn is what a finished conversion is found by with what was read on its pages, and their
// count; 0: it is none, or there are none.
func (w *writing) readOn(key int64) (f findable, pages int, err error) {
	var id office.ID
	var body []byte
	err = w.row(`SELECT r.id, body FROM records r JOIN conversions c USING (key) WHERE key = ? AND c.state = 'finished'`, key).Scan(&id, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return f, 0, nil
	}
	if err != nil {
		return f, 0, err
	}
	read, err := readOf(w.ctx, w.tx, id)
	if err != nil || len(read) == 0 {
		return f, 0, err
	}
	var c office.Conversion
	if err := json.Unmarshal(body, &c); err != nil {
		return f, 0, Damaged.Because(err)
	}
	return readFound(RowOf(c), read), len(read), nil
}

// indexUnread enters what a kill, or other rules of words, left out.
func (s *Store) indexUnread(ctx context.Context) error {
	ids, err := s.unindexed(ctx)
	for _, id := range ids {
		if err = s.IndexRead(ctx, id); err != nil {
			break
		}
	}
	return err
}

func (s *Store) unindexed(ctx context.Context) (ids []office.ID, err error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT DISTINCT p.record FROM read_pages p JOIN records r ON r.id = p.record JOIN conversions c USING (key)
		WHERE c.state = 'finished' AND NOT EXISTS (SELECT 1 FROM read_search_docsize d WHERE d.id = r.key)`)
	if err != nil {
		return nil, told("looking for what was read and is not found", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id office.ID
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// unread is the wish that what was read of a conversion be gone.
type unread struct{ record office.ID }

func (u unread) put(w *writing) error {
	var key int64
	err := w.row(`SELECT key FROM records WHERE id = ?`, u.record).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // then nothing was kept of it
	}
	if err == nil {
		err = w.enterFound(onPages, key, findable{}, false)
	}
	if err == nil {
		_, err = w.exec(`DELETE FROM read_pages WHERE record = ?`, u.record)
	}
	return err
}

func (unread) forget() {}

func readOf(ctx context.Context, from querier, record office.ID) (all []Read, err error) {
	rows, err := from.QueryContext(ctx, `SELECT page, lay, words FROM read_pages WHERE record = ?`, record)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r Read
		var packed []byte
		if err := rows.Scan(&r.Page, &r.Lay, &packed); err != nil {
			return nil, err
		}
		if r.Lines, err = unpackLines(packed); err != nil {
			return nil, Damaged.Because(err)
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

func packLines(lines []office.ReadLine) ([]byte, error) {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	err := errors.Join(json.NewEncoder(z).Encode(lines), z.Close())
	return b.Bytes(), err
}

func unpackLines(packed []byte) (lines []office.ReadLine, err error) {
	err = unpack(packed, &lines)
	return lines, err
}

// unpack reads of the words of a page what into has room for.
func unpack(packed []byte, into any) error {
	z, err := unpacking(packed)
	if err != nil {
		return err
	}
	if err := json.NewDecoder(z).Decode(into); err != nil {
		return fmt.Errorf("unpacking words: %w", err)
	}
	return nil
}

func unpacking(packed []byte) (io.Reader, error) {
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.LimitReader(z, mostReadBytes), nil
}

// inPages asks what was read on pages, for as many as are wanted beside those that are
// known; more tells that some were not looked into.
func (s *Store) inPages(ctx context.Context, terms []term, quoted []phrase, q Query, limit int, known []int64) (_ []int64, more bool, err error) {
	is := make(map[int64]bool, len(known))
	for _, key := range known {
		is[key] = true
	}
	for _, step := range append(inGroupsStep(terms), stepsOf(terms)...) {
		if limit > 0 && len(known) >= limit {
			break
		}
		found, cut, err := s.stepInPages(ctx, step, quoted, q, limit, is)
		if err != nil {
			return nil, false, err
		}
		more = more || cut
		for _, key := range found {
			is[key] = true
		}
		known = append(known, found...)
		if step.as == begun && len(known) > 0 {
			break // what comes after it is asked only where nothing was found
		}
	}
	return known, more, nil
}

// stepInPages asks one step of what was read, for what is not known.
func (s *Store) stepInPages(ctx context.Context, step step, quoted []phrase, q Query, limit int, known map[int64]bool) (found []int64, cut bool, err error) {
	at, err := q.place()
	if err != nil {
		return nil, false, err
	}
	phrases := slices.Concat(quoted, step.standing)
	if len(phrases) == 0 {
		found, err = s.wordsInPages(ctx, step, q.Sifted, at, limit)
	} else {
		enough := limit
		if q.Most > 0 {
			enough = max(0, q.Most+1-len(known)) // pages are unpacked for it
		}
		look := func(ctx context.Context, keys []int64) ([]int64, error) { return s.rowsWith(ctx, keys, phrases, true) }
		found, cut, err = s.saying(ctx, quest{in: onPages, step: step, phrases: phrases, by: q.Sifted.match(), at: at, limit: limit, known: known, look: look, enough: enough, most: mostLookedInto})
	}
	return slices.DeleteFunc(found, func(key int64) bool { return known[key] }), cut, err
}

// wordsInPages asks a step of the words on pages, of which the index knows no long beginnings: FTS5 walks
// all rows of all words that begin so before it gives one. What has the words whole and what has their
// shorter beginnings is found at once, and where that is the same it is what was asked for.
func (s *Store) wordsInPages(ctx context.Context, step step, in Sifting, at place, limit int) ([]int64, error) {
	if whole, shorter, long := step.bounds(); long {
		most, err := s.sifted(ctx, onPages.words, shorter, in, at, limit)
		if err != nil || len(most) == 0 {
			return nil, err
		}
		least, err := s.sifted(ctx, onPages.words, whole, in, at, limit)
		if err != nil || slices.Equal(least, most) {
			return least, err
		}
	}
	return s.sifted(ctx, onPages.words, step.match, in, at, limit)
}

// OnPages marks what a search means on what was read on pages: for each page, by its ID, the
// places in parts of it, once each. Where what was typed stands somewhere as it was typed,
// word by word, that alone is marked, and otherwise each of its words; of a phrase in quotes
// nothing but the whole. Accents count where there is any word with the same ones.
func OnPages(text string, read []Read) map[office.ID][][4]float64 {
	found := map[office.ID][][4]float64{}
	for page, lines := range standingOn(text, read) {
		for _, l := range lines {
			for _, box := range l.at {
				if !slices.Contains(found[page], box) {
					found[page] = append(found[page], box)
				}
			}
		}
	}
	return found
}

// metLine is a line of a page with what of a search stands on it.
type metLine struct {
	text  string
	first int // of its words that is meant
	met   int // of the runs that are sought
	at    [][4]float64
}

// fromWord is a line that begins a few words before one that is meant: a list has room for the
// beginning alone.
func fromWord(l office.ReadLine, first int) string {
	const before, least = 3, 3
	if first < before+least {
		return l.String()
	}
	return "… " + l[first-before:].String()
}

// standingOn finds what a search means on pages, by the strictest way in which any of it stands
// there.
func standingOn(text string, read []Read) map[office.ID][]metLine {
	pages := make(map[office.ID]cutPage, len(read))
	for _, r := range read {
		pages[r.Page] = cutLines(r.Lines)
	}
	for _, runs := range sought(text) {
		for _, exact := range []bool{true, false} {
			found := map[office.ID][]metLine{}
			for page, cut := range pages {
				if lines := cut.met(runs, exact); len(lines) > 0 {
					found[page] = lines
				}
			}
			if len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// sought are the runs of words that a search means, the strictest way first. Words in quotes
// are one run in each.
func sought(text string) [][]phrase {
	outside, quoted := parted(text)
	typed := meant(outside)
	var single []phrase
	for _, w := range typed {
		single = append(single, phrase{words: []word{w}, begun: true})
	}
	if len(quoted) > 0 || len(typed) == 0 {
		return [][]phrase{append(quoted, single...)}
	}
	return [][]phrase{{{words: typed, begun: true}}, single}
}

// meant are the words of a search that do not only lead to others.
func meant(text string) (words []word) {
	for _, t := range termsOf(text) {
		if !t.weak {
			words = append(words, t.words...)
		}
	}
	return words
}

// cutPage is a page with the words of its lines, which are cut once for all ways of looking.
type cutPage struct {
	lines  []office.ReadLine
	words  []word
	of, in []int // the line of a word, and its place there
}

func cutLines(lines []office.ReadLine) cutPage {
	p := cutPage{lines: lines}
	for i, l := range lines {
		for j, w := range l {
			for _, part := range split(w.S) {
				p.words, p.of, p.in = append(p.words, part), append(p.of, i), append(p.in, j)
			}
		}
	}
	return p
}

// met are the lines on which runs stand; one that goes on in the next line is of both.
func (p cutPage) met(runs []phrase, exact bool) (all []metLine) {
	at := map[int]*metLine{}
	line := func(i int) *metLine {
		if at[i] == nil {
			at[i] = &metLine{first: len(p.lines[i])}
		}
		return at[i]
	}
	for _, run := range runs {
		seen := map[int]bool{}
		for i := range p.words {
			taken := run.standsAt(p.words[i:], exact)
			if taken == 0 {
				continue
			}
			for j := i; j < i+taken; j++ {
				l := line(p.of[j])
				l.at, l.first = append(l.at, p.lines[p.of[j]][p.in[j]].Box), min(l.first, p.in[j])
			}
			seen[p.of[i]] = true
		}
		for i := range seen {
			line(i).met++
		}
	}
	for _, i := range slices.Sorted(maps.Keys(at)) {
		at[i].text = fromWord(p.lines[i], at[i].first)
		all = append(all, *at[i])
	}
	return all
}

const leastBegun = 3 // letters of a beginning: shorter ones stand everywhere

// stands tells whether a word is the typed one, or begins with it.
func (t word) stands(w word, exact bool) bool {
	if exact && t.exact != t.plain && !strings.HasPrefix(w.exact, t.exact) {
		return false
	}
	return w.plain == t.plain || len(t.plain) >= leastBegun && strings.HasPrefix(w.plain, t.plain)
}
