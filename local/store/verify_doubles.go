package store

import (
	"fmt"
	"strings"

	"tram/local/office"
)

// doubles finds records that share what stands for one of them: codes and numbers that
// two stations gave. Nothing refuses them, and none of them is valid.
func (v *verification) doubles() error {
	for _, of := range []struct{ said, query string }{
		{"mã tra cứu %s", `SELECT value, group_concat(id, ' ') FROM (
			SELECT code AS value, id FROM conversions WHERE code <> '' AND code IN (
				SELECT code FROM conversions WHERE code <> '' GROUP BY code HAVING count(*) > 1
				UNION SELECT value FROM facts WHERE kind = 'conversion' AND facet = 'code')
			UNION SELECT f.value, r.id FROM facts f JOIN records r USING (key) WHERE f.kind = 'conversion' AND f.facet = 'code')
			GROUP BY value HAVING count(*) > 1`},
		{"số bản sao %s", `SELECT value, group_concat(id, ' ') FROM (
			SELECT copy_number || ' năm ' || copy_year AS value, id FROM conversions WHERE copy_year <> 0 AND state = 'finished')
			GROUP BY value HAVING count(*) > 1`},
	} {
		if err := v.doublesOf(of.said, of.query); err != nil {
			return err
		}
	}
	return nil
}

func (v *verification) doublesOf(said, query string) error {
	rows, err := v.tx.QueryContext(v.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var value, ids string
		if err := rows.Scan(&value, &ids); err != nil {
			return err
		}
		d := Double{Said: fmt.Sprintf(said, value)}
		for id := range strings.FieldsSeq(ids) {
			d.Records = append(d.Records, office.ID(id))
		}
		v.report.Doubles = append(v.report.Doubles, d)
	}
	return rows.Err()
}
