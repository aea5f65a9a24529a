package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"tram/local/office"
)

// Across asks for records of several kinds that have lines. Every word of Text is a prefix and
// all must be there, as in Query; empty asks for all that the sifting lets through. Most 0: no
// limit.
type Across struct {
	Kinds  []office.Kind
	Text   string
	Sifted Sifting
	Among  []int64 // keys of which each is; nil: any
	Keep   func(context.Context, []int64) ([]int64, error)
	Most   int
}

// widened is how many times more are asked for where too many were not kept.
const widened = 4

// FindAcross finds records of several kinds: what has the numbers that were typed whole before
// what only begins so, where there are few what has the accents as they were typed, and then the
// newest. more: there were more than q.Most, or not all were looked into. Keep says which of
// some are shown at all: nothing is told of any other, not even that there is one.
func (s *Store) FindAcross(ctx context.Context, q Across) (all []Listed, more bool, err error) {
	if err := s.understood(ctx, &q.Sifted); err != nil {
		return nil, false, told("searching across kinds", err)
	}
	if all, more, err = s.findAcross(ctx, q); err != nil || len(all) > 0 {
		return all, more, err
	}
	loose, is, err := s.loosened(ctx, q.Sifted)
	if err != nil || !is {
		return all, more, told("searching across kinds", err)
	}
	q.Sifted = loose
	return s.findAcross(ctx, q)
}

func (s *Store) findAcross(ctx context.Context, q Across) (all []Listed, more bool, err error) {
	terms := termsOf(q.Text)
	if len(terms) == 0 && (strings.TrimSpace(q.Text) != "" || q.Sifted.match() == "" && q.Among == nil) {
		return nil, false, nil
	}
	wanted := -1
	if q.Most > 0 {
		wanted = max(q.Most, narrow) + 1
	}
	keys, cut, err := s.acrossSteps(ctx, terms, q, wanted)
	if err != nil {
		return nil, false, told("searching across kinds", err)
	}
	if len(keys) <= narrow {
		if keys, err = s.likestAcross(ctx, keys, terms); err != nil {
			return nil, false, told("ranking what was found", err)
		}
	}
	if more = cut || q.Most > 0 && len(keys) > q.Most; more && len(keys) > q.Most {
		keys = keys[:q.Most]
	}
	all, err = s.listed(ctx, keys)
	return all, more, told("listing what was found", err)
}

// acrossSteps asks from the strict to the loose, until there is enough.
func (s *Store) acrossSteps(ctx context.Context, terms []term, q Across, wanted int) (keys []int64, cut bool, err error) {
	steps := stepsOf(terms)
	if len(terms) == 0 {
		steps = []step{{}}
	}
	_, phrases := parted(q.Text)
	known := map[int64]bool{}
	for _, step := range steps {
		if step.instead && len(keys) > 0 || wanted > 0 && len(keys) >= wanted {
			break
		}
		found, cutHere, err := s.acrossKept(ctx, step, phrases, q, wanted)
		if err != nil {
			return nil, false, err
		}
		cut = cut || cutHere
		for _, key := range found {
			if !known[key] {
				known[key] = true
				keys = append(keys, key)
			}
		}
	}
	return keys, cut, nil
}

// acrossKept asks for more where what was found is not kept.
func (s *Store) acrossKept(ctx context.Context, step step, phrases []phrase, q Across, wanted int) (keys []int64, cut bool, err error) {
	look := s.linesSaying(phrases)
	for limit := atLeast(wanted, narrow+1); ; limit *= widened {
		keys, cut, err = s.acrossKeys(ctx, step, phrases, q, limit, look)
		if err != nil {
			return nil, false, err
		}
		all := limit < 0 || len(keys) < limit
		if q.Keep != nil {
			if keys, err = q.Keep(ctx, keys); err != nil {
				return nil, false, err
			}
		}
		if all || len(keys) >= wanted {
			return keys, cut, nil
		}
	}
}

func (s *Store) acrossKeys(ctx context.Context, step step, phrases []phrase, q Across, limit int, look looking) (keys []int64, cut bool, err error) {
	at, err := q.place()
	if err != nil {
		return nil, false, err
	}
	sh, err := s.shares(ctx)
	if err != nil {
		return nil, false, err
	}
	at.few = sh.fewLines
	if narrowed(step.match, q.Sifted.match()) == "" { // nothing is asked of the words
		step.match, at.sign = at.sign, ""
	}
	if len(phrases) == 0 {
		keys, err = s.sifted(ctx, onRecord.words, step.match, q.Sifted, at, limit)
		return keys, false, err
	}
	return s.saying(ctx, quest{in: onRecord, step: step, phrases: phrases, by: q.Sifted.match(), at: at, limit: limit, look: look, enough: limit, most: mostOpened})
}

// place is where a line stands that is asked for.
func (q Across) place() (place, error) {
	kinds, err := json.Marshal(q.Kinds)
	if err != nil {
		return place{}, err
	}
	at := place{join: `CROSS JOIN lines l ON l.key = i.rowid`, where: ` AND l.kind IN (SELECT value FROM json_each(?))`, args: []any{string(kinds)}, sign: asked(lineSign, false)}
	if q.Among == nil {
		return at, nil
	}
	among, err := json.Marshal(q.Among)
	at.where, at.args = at.where+` AND i.rowid IN (SELECT value FROM json_each(?))`, append(at.args, string(among))
	return at, err
}

// atLeast is a limit that is no smaller than another; less than 0: there is none.
func atLeast(limit, least int) int {
	if limit < 0 {
		return limit
	}
	return max(limit, least)
}

// linesSaying are those of keys whose records say each phrase, in their order; each is opened once.
func (s *Store) linesSaying(phrases []phrase) looking {
	said := map[int64]bool{}
	return func(ctx context.Context, keys []int64) (met []int64, err error) {
		lines, err := s.linesAt(ctx, slices.DeleteFunc(slices.Clone(keys), func(key int64) bool { _, known := said[key]; return known }))
		if err != nil {
			return nil, err
		}
		for key, line := range lines {
			said[key] = sayAll(textsOf(line), phrases)
		}
		return slices.DeleteFunc(slices.Clone(keys), func(key int64) bool { return !said[key] }), nil
	}
}

// sayAll tells whether each phrase stands in one of the texts.
func sayAll(texts []string, phrases []phrase) bool {
	cut := make([][]word, len(texts))
	for i, text := range texts {
		cut[i] = split(text)
	}
	return !slices.ContainsFunc(phrases, func(p phrase) bool { return !slices.ContainsFunc(cut, p.in) })
}

// likestAcross puts what is more like what was typed before the others, and leaves those that
// are alike in their order.
func (s *Store) likestAcross(ctx context.Context, keys []int64, terms []term) ([]int64, error) {
	if len(keys) < 2 || !slices.ContainsFunc(terms, term.isCarried) {
		return keys, nil
	}
	score, err := s.likenesses(ctx, keys, terms)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(keys, func(a, b int64) int { return score[b] - score[a] })
	return keys, nil
}

// likenesses tell of records how much they are like what was typed. Those alone are opened whose
// title and the line below do not have it all.
func (s *Store) likenesses(ctx context.Context, keys []int64, terms []term) (map[int64]int, error) {
	shown, err := s.shownAt(ctx, keys)
	if err != nil {
		return nil, err
	}
	score := make(map[int64]int, len(keys))
	var open []int64
	for _, key := range keys {
		line := shown[key]
		score[key] = numberLikeness(line.Title, terms)
		if line.carries(terms) {
			score[key]++
			continue
		}
		open = append(open, key)
	}
	if len(open) == 0 {
		return score, nil
	}
	said, err := s.linesAt(ctx, open)
	for _, key := range open {
		if said[key].carries(terms) {
			score[key]++
		}
	}
	return score, err
}

// shownAt are the lines of records as lists show them: what they are found by beside is not read.
func (s *Store) shownAt(ctx context.Context, keys []int64) (map[int64]Line, error) {
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	rows, err := s.reader.QueryContext(ctx, `SELECT l.key, l.title, l.below FROM json_each(?) asked CROSS JOIN lines l ON l.key = asked.value`, string(asked))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	shown := make(map[int64]Line, len(keys))
	for rows.Next() {
		var key int64
		var l Line
		if err := rows.Scan(&key, &l.Title, &l.Below); err != nil {
			return nil, err
		}
		shown[key] = l
	}
	return shown, rows.Err()
}

// carries tells whether a line has every typed word with its accents. A type's code has none, so it
// answers for words with and without.
func (l Line) carries(terms []term) bool {
	said, kind := onePlaced(clean(strings.Join(textsOf(l), " "))), strings.Join(l.Sifted[SiftType], " ")
	carried := func(t term) bool {
		for i, typed := range t.words {
			if !hasWord(said, onePlaced(typed.exact), i > 0 || !t.whole) && !hasWord(kind, typed.plain, true) {
				return false
			}
		}
		return true
	}
	return !slices.ContainsFunc(terms, func(t term) bool { return t.isCarried() && !carried(t) })
}

// numberLikeness is more for a title that begins with the number that was typed.
func numberLikeness(title string, terms []term) (score int) {
	first := split(title)
	for _, t := range terms {
		if (t.whole || t.isBare() || t.cited) && len(first) > 0 && first[0].plain == t.words[0].plain {
			score += 2
		}
	}
	return score
}

// linesAt are the lines of records, with what they are found by.
func (s *Store) linesAt(ctx context.Context, keys []int64) (map[int64]Line, error) {
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	rows, err := s.reader.QueryContext(ctx, `SELECT key, kind, body FROM records WHERE key IN (SELECT value FROM json_each(?))`, string(asked))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	said := make(map[int64]Line, len(keys))
	for rows.Next() {
		var key int64
		var kind office.Kind
		var body []byte
		if err := rows.Scan(&key, &kind, &body); err != nil {
			return nil, err
		}
		said[key] = lineOf(s.kind(kind), body)
	}
	return said, rows.Err()
}

// listed reads lines by their keys, in their order.
func (s *Store) listed(ctx context.Context, keys []int64) (all []Listed, err error) {
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	rows, err := s.reader.QueryContext(ctx, `SELECT r.id, l.kind, r.apart, l.title, l.below, l.state, l.at, l.due
		FROM json_each(?) asked JOIN lines l ON l.key = asked.value JOIN records r ON r.key = l.key ORDER BY asked.key`, string(asked))
	if err != nil {
		return nil, err
	}
	all, err = scanListed(rows)
	return all, errors.Join(err, rows.Close())
}

// Named is what a key of the search is the key of.
type Named struct {
	Key  int64
	Kind office.Kind
	ID   office.ID
}

// NamesOf tells of keys which records they are of, in their order.
func (s *Store) NamesOf(ctx context.Context, keys []int64) (all []Named, err error) {
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	rows, err := s.reader.QueryContext(ctx, `SELECT r.key, r.kind, r.id FROM json_each(?) asked JOIN records r ON r.key = asked.value ORDER BY asked.key`, string(asked))
	if err != nil {
		return nil, told("reading which records were found", err)
	}
	defer rows.Close()
	for rows.Next() {
		var n Named
		if err := rows.Scan(&n.Key, &n.Kind, &n.ID); err != nil {
			return nil, told("reading which records were found", err)
		}
		all = append(all, n)
	}
	return all, told("reading which records were found", rows.Err())
}

// IDsBy are the records of a kind of which a facet has one of some values, by the value.
func (s *Store) IDsBy(ctx context.Context, kind office.Kind, facet string, values []office.ID) (map[office.ID][]office.ID, error) {
	all := map[office.ID][]office.ID{}
	err := s.eachOf(ctx, `SELECT f.value, r.id FROM facts f JOIN records r USING (key) WHERE f.value IN (SELECT value FROM json_each(?)) AND f.kind = ? AND f.facet = ?`, values,
		func(value office.ID, said string) { all[value] = append(all[value], office.ID(said)) }, kind, facet)
	return all, told("reading what is said of each "+string(kind), err)
}

// Beside are the values of a facet in records of a kind of which another one has one of some
// values, by that value.
func (s *Store) Beside(ctx context.Context, kind office.Kind, facet string, values []office.ID, other string) (map[office.ID][]office.ID, error) {
	all := map[office.ID][]office.ID{}
	err := s.eachOf(ctx, `SELECT a.value, b.value FROM facts a JOIN facts b ON b.key = a.key AND b.kind = a.kind
		WHERE a.value IN (SELECT value FROM json_each(?1)) AND a.kind = ?2 AND a.facet = ?3 AND b.facet = ?4`, values,
		func(value office.ID, said string) { all[value] = append(all[value], office.ID(said)) }, kind, facet, other)
	return all, told("reading what is said of each "+string(kind), err)
}

// Match is one question to the indexes as a search asks them: of what has a line in one, of
// conversions in that and in the one of their pages.
type Match struct {
	OnRecord, OnPages  string // tables
	Lines, Conversions string
	Words              string // that what the tables name must have beside; empty: none
}

// Matches are the questions of a search that is answered by the first step from the strict to the
// loose, for whoever asks the database by another program.
func Matches(text string, by Sifting) (all []Match) {
	steps := stepsOf(termsOf(text))
	if len(steps) == 0 {
		steps = []step{{}}
	}
	m := Match{OnRecord: onRecord.words, OnPages: onPages.words, Conversions: narrowed(steps[0].match, by.match())}
	if _, phrases := parted(text); len(phrases) > 0 {
		m = Match{OnRecord: onRecord.said, OnPages: onPages.said, Conversions: narrowed(sureOf(phrases), by.match()), Words: steps[0].without(phrases)}
	}
	m.Lines = narrowed(m.Conversions, asked(lineSign, false))
	return []Match{m}
}
