package store

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"tram/local/office"
)

// A stretch of days is a word of the index for each of its years, months and days. Where these are
// many, other words are asked for first, and the days of the few records that have those are read.

const (
	fewBeginnings = 3    // of a stretch, for which the index is asked at once
	fewDated      = 2000 // records whose days are read
)

// understood lets a sifting be asked of the index as it is: until another is whole one of an older
// program answers.
func (s *Store) understood(ctx context.Context, sifting *Sifting) error {
	if len(sifting.Days) == 0 && len(sifting.All) == 0 {
		return nil
	}
	whole, err := s.indexAnswers(ctx)
	sifting.older = !whole
	return err
}

// days are those by which a record is found, as the table holds them.
func (f findable) days() (all []int) {
	for key := range strings.FieldsSeq(f.keys) {
		if digits, is := strings.CutPrefix(key, daySign); is {
			if day, err := strconv.Atoi(digits); err == nil {
				all = append(all, day)
			}
		}
	}
	return all
}

// enterDays puts the days of a record into their table.
func (w *writing) enterDays(key int64, f findable, fresh bool) error {
	if !fresh {
		if _, err := w.exec(`DELETE FROM days WHERE key = ?`, key); err != nil {
			return err
		}
	}
	for _, day := range f.days() {
		if _, err := w.exec(`INSERT OR IGNORE INTO days (key, day) VALUES (?, ?)`, key, day); err != nil {
			return err
		}
	}
	return nil
}

// DaysOf are the days of records by which a search is narrowed, the oldest first. Of one that an index
// of older rules holds there are none until that is made anew.
func (s *Store) DaysOf(ctx context.Context, ids []office.ID) (map[office.ID][]string, error) {
	all := map[office.ID][]string{}
	err := s.eachOf(ctx, `SELECT r.id, printf('%04d-%02d-%02d', d.day / 10000, d.day / 100 % 100, d.day % 100) FROM records r JOIN days d ON d.key = r.key WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY d.day`, ids,
		func(id office.ID, day string) { all[id] = append(all[id], day) })
	return all, told("reading the days of records", err)
}

// sifted asks a table of the words of an index, newest first, for what has words and lies in a
// sifting.
func (s *Store) sifted(ctx context.Context, table, match string, in Sifting, at place, limit int) ([]int64, error) {
	days := in.Days
	in.Days = nil
	if rest := narrowed(match, in.match()); rest != "" && len(days) > 0 && beginningsOf(days) > fewBeginnings {
		whole, err := s.indexAnswers(ctx)
		if err != nil {
			return nil, err
		}
		if whole {
			met, all, err := s.dated(ctx, table, rest, days, at)
			if err != nil || all || limit >= 0 && len(met) >= limit {
				return firstOf(met, limit), err
			}
		}
	}
	in.Days = days
	return s.hits(ctx, table, narrowed(match, in.match()), at, limit)
}

func beginningsOf(days []Days) (n int) {
	for _, d := range days {
		n += len(d.beginnings())
	}
	return n
}

// dated are those of the newest that a table names which have a day in any of some stretches; all: it
// names no others.
func (s *Store) dated(ctx context.Context, table, match string, days []Days, at place) (met []int64, all bool, err error) {
	keys, err := s.hits(ctx, table, at.signed(match), at.anywhere(), fewDated+1)
	if err == nil && len(keys) > fewDated { // others may be newer than what stands there
		keys, err = s.hits(ctx, table, match, at, fewDated+1)
	}
	if err != nil {
		return nil, false, err
	}
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, false, err
	}
	var within []string
	args := []any{string(asked)}
	for _, d := range days {
		from, to := d.numbers()
		within = append(within, `d.day BETWEEN ? AND ?`)
		args = append(args, from, to)
	}
	met, err = s.joinedKeys(ctx, `SELECT coalesce(group_concat(key, ' '), '') FROM (SELECT DISTINCT d.key FROM json_each(?) asked CROSS JOIN days d ON d.key = asked.value WHERE `+strings.Join(within, ` OR `)+` ORDER BY 1 DESC)`, args...)
	if err == nil {
		met, err = s.placed(ctx, met, at)
	}
	return met, len(keys) <= fewDated, err
}

// numbers are the ends of a stretch as the table holds days.
func (d Days) numbers() (from, to int) {
	number := func(day string, open int) int {
		if n, err := strconv.Atoi(strings.ReplaceAll(day, "-", "")); err == nil {
			return n
		}
		return open
	}
	const last = 9999_12_31
	return number(d.From, 0), number(d.To, last)
}
