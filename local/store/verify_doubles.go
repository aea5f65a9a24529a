package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"tram/local/office"
)

// double is what two conversions may share, and how it is found.
type double struct{ said, query string }

func (d double) called(value string) string { return fmt.Sprintf(d.said, value) }

var doubleActs = []double{
	{"mã tra cứu %s", `SELECT value, group_concat(id, ' ') FROM (
			SELECT code AS value, id FROM conversions WHERE code <> '' AND code IN (
				SELECT code FROM conversions WHERE code <> '' GROUP BY code HAVING count(*) > 1
				UNION SELECT value FROM facts WHERE kind = 'conversion' AND facet = 'code')
			UNION SELECT f.value, r.id FROM facts f JOIN records r USING (key) WHERE f.kind = 'conversion' AND f.facet = 'code')
			GROUP BY value HAVING count(*) > 1`},
	{"số bản sao %s", `SELECT value, group_concat(id, ' ') FROM (
			SELECT copy_number || ' năm ' || copy_year AS value, id FROM conversions WHERE copy_year <> 0 AND state = 'finished')
			GROUP BY value HAVING count(*) > 1`},
}

// doubles finds records that share what stands for one of them: what two stations gave
// while they did not know of each other. Nothing refuses them, and no conversion among
// them is valid.
func (v *verification) doubles() error {
	for _, of := range doubleActs {
		found, err := doublesBy(v.ctx, v.tx, office.KindConversion, of.called, of.query)
		if err != nil {
			return err
		}
		v.report.Doubles = append(v.report.Doubles, found...)
	}
	for _, k := range v.store.Kinds() {
		found, err := doublesOf(v.ctx, v.tx, k)
		if err != nil {
			return err
		}
		v.report.Doubles = append(v.report.Doubles, found...)
	}
	return nil
}

// single is a kind of which a value may stand for one record.
type single interface {
	AnyKind
	ones() (facets []string, gone []office.State)
}

func (k Kind[T]) ones() (facets []string, gone []office.State) { return k.Only, k.Gone }

// DoublesOf lists the records of a kind that share what stands for one of them, those
// that are out of use left out.
func (s *Store) DoublesOf(ctx context.Context, kind office.Kind) ([]Double, error) {
	k, known := s.kinds[kind]
	if !known {
		return nil, nil
	}
	found, err := doublesOf(ctx, s.reader, k)
	return found, told("looking for doubles of "+string(kind), err)
}

func doublesOf(ctx context.Context, in querier, k AnyKind) (all []Double, err error) {
	one, is := k.(single)
	if !is {
		return nil, nil
	}
	facets, gone := one.ones()
	out, err := json.Marshal(gone)
	if err != nil {
		return nil, err
	}
	for _, facet := range facets {
		found, err := doublesBy(ctx, in, k.Kind(), func(value string) string { return sharedSaid(k, facet, value) },
			`SELECT f.value, group_concat(r.id, ' ') FROM facts f JOIN records r USING (key) LEFT JOIN lines l USING (key)
			WHERE f.kind = ? AND f.facet = ? AND f.value <> '' AND (r.station = '' OR NOT ?)
				AND (? = 'null' OR coalesce(l.state, '') NOT IN (SELECT value FROM json_each(?)))
			GROUP BY f.value HAVING count(*) > 1`, k.Kind(), facet, k.policy() == Local, string(out), string(out))
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// sharedSaid names what is shared, and nobody's ID.
func sharedSaid(k AnyKind, facet, value string) string {
	word := strings.ToLower(k.Word())
	if _, err := office.ParseID(value); err == nil {
		return word + " của cùng một mục"
	}
	if field := k.Field(facet); field != "" {
		return fmt.Sprintf("%s “%s” (%s)", strings.ToLower(field), value, word)
	}
	return fmt.Sprintf("“%s” (%s)", value, word)
}

func doublesBy(ctx context.Context, in querier, kind office.Kind, said func(string) string, query string, args ...any) (all []Double, err error) {
	rows, err := in.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var value, ids string
		if err := rows.Scan(&value, &ids); err != nil {
			return nil, err
		}
		d := Double{Kind: kind, Said: said(value)}
		for id := range strings.FieldsSeq(ids) {
			d.Records = append(d.Records, office.ID(id))
		}
		all = append(all, d)
	}
	return all, rows.Err()
}
