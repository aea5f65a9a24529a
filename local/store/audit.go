package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// Asked chooses entries of the journal, of all stations whose entries stand here. What
// is empty asks for nothing.
type Asked struct {
	Since  time.Time // from this time on
	Until  time.Time // before this time
	Actors []string  // any of them; nil: whoever
	Record office.ID // and what tells about it: its signed form, its withdrawal, its prints, who looked at it
	Kind   office.Kind
	But    office.Kind // of which none is told
	Oldest bool        // the oldest first; otherwise the newest
}

// PlaceOf tells where an entry stands.
func PlaceOf(e office.Entry) office.DeedPlace {
	return office.DeedPlace{At: e.At, Seq: e.Seq, Station: e.Station}
}

// AuditPage reads at most so many of the entries that are asked for, in the order of
// their time, after a place; the zero place: from the first.
func (s *Store) AuditPage(ctx context.Context, a Asked, after office.DeedPlace, most int) ([]office.Entry, error) {
	where, args := a.where(after)
	order := ` ORDER BY at DESC, seq DESC, station DESC LIMIT ?`
	if a.Oldest {
		order = ` ORDER BY at, seq, station LIMIT ?`
	}
	args = append(slices.Concat(args, args), newestForm, most)
	page, err := entriesFrom(ctx, s.reader, `FROM journal`+a.index()+where+
		` UNION ALL SELECT `+entryColumns+` FROM arrived`+where+` AND stands = 1 AND form <= ?`+order, args...)
	if err != nil {
		return nil, told("reading the journal by time", err)
	}
	return page, s.markHere(ctx, page)
}

// markHere tells of entries whether they stand in the own journal.
func (s *Store) markHere(ctx context.Context, page []office.Entry) error {
	seqs := make([]int64, len(page))
	for i, e := range page {
		seqs[i] = e.Seq
	}
	have, err := s.HashesAt(ctx, seqs)
	for i, e := range page {
		page[i].Here = err == nil && have[e.Seq] == e.Hash
	}
	return err
}

// index names the one that finds the entries, as the planner would not where the
// database has no figures of itself.
func (a Asked) index() string {
	switch {
	case a.Record != "":
		return ` INDEXED BY journal_record`
	case len(a.Actors) > 0:
		return ` INDEXED BY journal_actor`
	case a.Kind != "" && a.Kind != office.KindConversion:
		return ` INDEXED BY journal_kind`
	}
	return ` INDEXED BY journal_at`
}

// where is the condition for one table.
func (a Asked) where(after office.DeedPlace) (string, []any) {
	said, args := []string{`at >= ?`, `at < ?`}, []any{timeText(a.Since), timeText(a.Until)}
	if a.Until.IsZero() {
		args[1] = "a" // after every time
	}
	add := func(condition string, values ...any) { said, args = append(said, condition), append(args, values...) }
	if a.Record != "" {
		add(`record IN (SELECT ? UNION ALL SELECT r.id FROM facts f JOIN records r USING (key) WHERE f.facet IN ('conversion', 'of', 'document') AND f.value = ?
			AND f.kind IN ('signed-file', 'withdrawal', 'printout', 'access', 'route-step', 'request-entry'))`, a.Record, a.Record)
	}
	if a.Kind != "" {
		add(`kind = ?`, a.Kind)
	}
	if a.But != "" {
		add(`kind <> ?`, a.But)
	}
	if a.Kind != "" && a.Kind != office.KindConversion {
		add(`kind <> 'conversion'`) // so says the index
	}
	if a.Actors != nil {
		list, _ := json.Marshal(a.Actors) // strings always can
		add(`actor IN (SELECT value FROM json_each(?))`, string(list))
	}
	if after != (office.DeedPlace{}) {
		at := timeText(after.At)
		if a.Oldest {
			add(`at >= ? AND (at, seq, station) > (?, ?, ?)`, at, at, after.Seq, after.Station)
		} else {
			add(`at <= ? AND (at, seq, station) < (?, ?, ?)`, at, at, after.Seq, after.Station)
		}
	}
	return ` WHERE ` + strings.Join(said, ` AND `), args
}

// timeText is a time as it is stored; empty, which comes before every time: none.
func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(timeForm)
}

// Actors lists everybody who stands in the journal.
func (s *Store) Actors(ctx context.Context) ([]string, error) {
	rows, err := s.reader.QueryContext(ctx, `
		WITH RECURSIVE one (name) AS (
			SELECT min(actor) FROM journal
			UNION ALL SELECT (SELECT min(actor) FROM journal WHERE actor > name) FROM one WHERE name IS NOT NULL
		) SELECT name FROM one WHERE name IS NOT NULL UNION SELECT actor FROM arrived WHERE stands = 1 ORDER BY 1`)
	if err != nil {
		return nil, told("listing who stands in the journal", err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, told("listing who stands in the journal", err)
		}
		all = append(all, name)
	}
	return all, told("listing who stands in the journal", rows.Err())
}

// Followed reads the entries from which an entry was made: those that it names, or, of
// form 1, its station's entry of the version that it names. None for a birth.
func (s *Store) Followed(ctx context.Context, e office.Entry) ([]office.Entry, error) {
	if e.Base == 0 && len(e.Follows) == 0 {
		return nil, nil
	}
	condition, args := `WHERE record = ? AND station = ? AND version = ? AND seq < ?`, []any{e.Record, e.Station, e.Base, e.Seq}
	if len(e.Follows) > 0 {
		list, err := json.Marshal(e.Follows)
		if err != nil {
			return nil, err
		}
		condition, args = `WHERE record = ? AND id IN (SELECT value FROM json_each(?))`, []any{e.Record, string(list)}
	}
	found, err := entriesFrom(ctx, s.reader, `FROM journal INDEXED BY journal_record `+condition+
		` UNION ALL SELECT `+entryColumns+` FROM arrived `+condition+` AND stands = 1 ORDER BY at, seq`, slices.Concat(args, args)...)
	return found, told("reading what an entry follows", err)
}

// Now is the kind of a record and what is stored of it, and whether it is there.
func (s *Store) Now(ctx context.Context, record office.ID) (k AnyKind, body []byte, there bool, err error) {
	var kind office.Kind
	err = s.reader.QueryRowContext(ctx, `SELECT kind, body FROM records WHERE id = ?`, record).Scan(&kind, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, false, nil
	}
	return s.kind(kind), body, err == nil, told("reading a record", err)
}

// HashOf is what the hash of an entry must be.
func HashOf(e office.Entry) office.Digest { return hashOf(e) }

// NewestForm is the newest form of an entry whose hash this program can compute.
const NewestForm = newestForm

// FirstSince is the number of the first entry of the own journal that was written at a
// time or later; 0: there is none. Numbers follow the order of writing, also where the
// clock went back.
func (s *Store) FirstSince(ctx context.Context, since time.Time) (seq int64, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce(min(seq), 0) FROM journal INDEXED BY journal_at WHERE at >= ?`, timeText(since)).Scan(&seq)
	return seq, told("finding an entry by its time", err)
}
