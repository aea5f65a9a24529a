package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"tram/local/office"
)

// SignedBy tells which conversions the office must sign (Luật GDĐT Điều 12.1d, Nghị định
// 30): by their type, or by their form where the type is a known one. An exception of the
// law frees a record from it.
type SignedBy struct {
	Forms []office.Form `json:"forms"`
	Types []string      `json:"types"`
	Known []string      `json:"known"` // all types
}

// mustBeSigned is true of a conversion c that has no signed form and must have one, by the
// SignedBy that stands at a place among what is asked with.
func mustBeSigned(place int) string {
	return strings.ReplaceAll(`c.direction = 'paper-to-data'
		AND (c.type IN (SELECT value FROM json_each(?N, '$.types')) OR c.form IN (SELECT value FROM json_each(?N, '$.forms')) AND c.type IN (SELECT value FROM json_each(?N, '$.known')))
		AND NOT EXISTS (SELECT 1 FROM facts f WHERE f.kind IN ('signed-file', 'withdrawal') AND f.facet = 'conversion' AND f.value = c.id)
		AND NOT EXISTS (SELECT 1 FROM records r WHERE r.key = c.key AND trim(coalesce(json_extract(r.body, '$.signature_exception.legal_basis'), '')) <> '')`,
		"?N", fmt.Sprint("?", place))
}

// standing is what a query asks besides words, direction and states, as it is put after n
// arguments.
func (q Query) standing(n int) (from string, args []any, err error) {
	and := func(condition string, arg any) {
		args = append(args, arg)
		from += ` AND ` + strings.ReplaceAll(condition, "?N", fmt.Sprint("?", n+len(args)))
	}
	const follows = `EXISTS (SELECT 1 FROM facts f WHERE f.kind = ?N AND f.facet = 'conversion' AND f.value = c.id)`
	if !q.Since.IsZero() {
		and(`c.at >= ?N`, q.Since.UTC().Format(timeForm))
	}
	if !q.Until.IsZero() {
		and(`c.at < ?N`, q.Until.UTC().Format(timeForm))
	}
	if q.With != "" {
		and(follows, q.With)
	}
	if q.Without != "" {
		and(`NOT `+follows, q.Without)
	}
	if q.ToSign != nil {
		by, err := json.Marshal(q.ToSign)
		if err != nil {
			return "", nil, err
		}
		and(mustBeSigned(n+len(args)+1)+` AND `+bornHere, string(by))
	}
	return from, args, nil
}

// ToSign tells of rows that the signature is wanting that they must have: of finished
// records, and of acts that were checked and wait to be finished by it. What is of another
// station waits there.
func (s *Store) ToSign(ctx context.Context, rows []office.Row, by SignedBy) error {
	asked, err := json.Marshal(by)
	if err != nil {
		return err
	}
	at := map[office.ID]*office.Row{}
	var ids []office.ID
	for i, row := range rows {
		if row.State == office.Finished || row.State == office.Checked {
			at[row.ID] = &rows[i]
			ids = append(ids, row.ID)
		}
	}
	err = s.eachOf(ctx, `SELECT c.id, '' FROM conversions c WHERE c.key IN (SELECT key FROM records WHERE id IN (SELECT value FROM json_each(?1))) AND `+mustBeSigned(2)+` AND `+bornHere,
		ids, func(id office.ID, _ string) { at[id].ToSign = true }, string(asked))
	return told("reading what is to be signed", err)
}
