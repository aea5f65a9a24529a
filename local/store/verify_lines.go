package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"tram/local/office"
)

// lines compares what lists, rules and search know of records of every other kind with
// their bodies.
func (v *verification) lines() error {
	made, err := v.madeWhole()
	if err != nil {
		return err
	}
	line, err := v.tx.PrepareContext(v.ctx, `SELECT kind, state, at, due, title, below FROM lines WHERE key = ?`)
	if err != nil {
		return err
	}
	facts, err := v.tx.PrepareContext(v.ctx, `SELECT facet, value FROM facts WHERE key = ? ORDER BY facet, value`)
	if err != nil {
		return err
	}
	rows, err := v.tx.QueryContext(v.ctx, `SELECT key, kind, id, body, apart FROM records WHERE kind <> 'conversion' ORDER BY key`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key, apart int64
		var kind office.Kind
		var id office.ID
		var body []byte
		if err := rows.Scan(&key, &kind, &id, &body, &apart); err != nil {
			return err
		}
		v.p.Did(1)
		if !made[kind] {
			continue // they are being made
		}
		k := v.store.kind(kind)
		want := lineOf(k, body)
		strange, err := strangeTo(k, key, want, func(query string, args ...any) *sql.Row { return v.tx.QueryRowContext(v.ctx, query, args...) }, v.lineage)
		if err != nil {
			return err
		}
		if strange {
			want.Facts = nil
		}
		var shown Line
		var of office.Kind
		err = line.QueryRowContext(v.ctx, key).Scan(&of, &shown.State, &shown.At, &shown.Due, &shown.Title, &shown.Below)
		if ended := v.ctx.Err(); ended != nil {
			return ended
		}
		have, unread := factsAt(facts.QueryContext(v.ctx, key))
		if unread != nil {
			return unread
		}
		if err != nil || of != kind || !sameLine(shown, want) || apart == 0 && !slices.Equal(have, factsSorted(want.Facts)) {
			v.fault(0, "%s %s không được ghi đúng trong danh sách.", k.Word(), cmp.Or(want.Title, string(id)))
		}
	}
	return rows.Err()
}

// factsAt reads facts and closes the rows.
func factsAt(rows *sql.Rows, err error) (all []string, _ error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var facet, value string
		if err := rows.Scan(&facet, &value); err != nil {
			return nil, err
		}
		all = append(all, fmt.Sprint(facet, "=", value))
	}
	return all, rows.Err()
}

// madeWhole tells of which kinds the lines are all made.
func (v *verification) madeWhole() (map[office.Kind]bool, error) {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT kind FROM made WHERE whole`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	whole := map[office.Kind]bool{}
	for rows.Next() {
		var k office.Kind
		if err := rows.Scan(&k); err != nil {
			return nil, err
		}
		whole[k] = true
	}
	return whole, rows.Err()
}

func sameLine(a, b Line) bool {
	return a.State == b.State && a.At == b.At && a.Due == b.Due && a.Title == b.Title && a.Below == b.Below
}

// factsSorted are facts as factsAt reads them.
func factsSorted(facts map[string][]string) (all []string) {
	for _, facet := range slices.Sorted(maps.Keys(facts)) {
		for _, value := range slices.Compact(slices.Sorted(slices.Values(facts[facet]))) {
			if value != "" {
				all = append(all, fmt.Sprint(facet, "=", value))
			}
		}
	}
	return all
}
