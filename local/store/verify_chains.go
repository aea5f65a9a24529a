package store

import (
	"database/sql"
	"fmt"

	"tram/local/office"
)

// arrived verifies the chains of other stations: each entry has its own hash and stands
// exactly where the one before it does. What another station did wrong is told as
// such: nothing of the own journal hangs on it. What came in a form that nobody here
// could read lies as it came.
func (v *verification) arrived() error {
	said := map[string]bool{}
	return v.eachArrived(func(e office.Entry, stands bool) error {
		if !wellFormed(e) {
			v.fault(0, "Dòng nhật ký số %d của trạm %s đã bị sửa.", e.Seq, e.Station)
			return nil
		}
		hangs, why, err := v.hangs(e)
		if err != nil {
			return err
		}
		if hangs != stands {
			v.fault(0, "Dòng nhật ký số %d của trạm %s không đứng đúng chỗ trong chuỗi của nó.", e.Seq, e.Station)
		}
		if twice, err := v.forks(e); err != nil {
			return err
		} else if twice {
			why = fmt.Sprintf("Hai chuỗi nhật ký cùng mang tên trạm %s từ dòng số %d: hai máy dùng chung một bản dữ liệu.", e.Station, e.Seq)
		}
		if why != "" && !said[why] {
			said[why] = true
			v.report.Elsewhere = append(v.report.Elsewhere, ChainFault{Station: e.Station, Seq: e.Seq, Entry: e.ID, Said: why})
		}
		return nil
	})
}

func (v *verification) eachArrived(yield func(e office.Entry, stands bool) error) error {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT `+entryColumns+`, stands FROM arrived WHERE raw = '' ORDER BY station, seq, hash`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var stands bool
		e, err := scanEntry(rows, &stands)
		if err != nil {
			return err
		}
		if err := yield(e, stands); err != nil {
			return err
		}
	}
	return rows.Err()
}

// hangs is hangsOn within the snapshot.
func (v *verification) hangs(e office.Entry) (bool, string, error) {
	row := func(query string, args ...any) *sql.Row { return v.tx.QueryRowContext(v.ctx, query, args...) }
	if why, err := bearsMe(e, row); err != nil || why != "" {
		return false, why, err
	}
	return hangsOn(e, func() (office.Entry, bool, error) { return linkBefore(e, row) })
}

// forks tells whether another entry of the same station has the same place and hangs
// on the same one.
func (v *verification) forks(e office.Entry) (twice bool, err error) {
	err = v.tx.QueryRowContext(v.ctx, `SELECT
		EXISTS (SELECT 1 FROM arrived WHERE station = ?1 AND seq = ?2 AND hash <> ?3 AND stands = 1) OR
		EXISTS (SELECT 1 FROM journal WHERE seq = ?2 AND station = ?1 AND hash <> ?3)`, e.Station, e.Seq, e.Hash).Scan(&twice)
	return twice, err
}

// views compares each record of which something arrived with what its entries amount
// to.
func (v *verification) views() error {
	from, err := v.lineage()
	if err != nil {
		return err
	}
	records, err := v.arrivedRecords()
	if err != nil {
		return err
	}
	for _, record := range records {
		v.p.Did(1)
		if err := v.view(from, record); err != nil {
			return err
		}
	}
	return nil
}

func (v *verification) arrivedRecords() (ids []office.ID, err error) {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT DISTINCT record FROM arrived WHERE stands = 1 ORDER BY record`)
	if err != nil {
		return nil, err
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

func (v *verification) lineage() (lineage, error) {
	return lineageAt(v.ctx, v.tx, v.store.Station())
}

// view compares what is shown of one record with its entries.
func (v *verification) view(from lineage, record office.ID) error {
	all, err := entriesOf(v.ctx, v.tx, record)
	if err != nil {
		return err
	}
	k := v.store.kindOf(all)
	want := viewOf(k, from, all)
	var body []byte
	var salt string
	var entry, station office.ID
	var apart, heads int
	err = v.tx.QueryRowContext(v.ctx, `SELECT body, salt, entry, station, apart, (SELECT count(*) FROM heads h WHERE h.key = records.key AND NOT h.twin) FROM records WHERE id = ?`, record).
		Scan(&body, &salt, &entry, &station, &apart, &heads)
	if err != nil {
		return v.ctx.Err() // a record that is not there is told by lost
	}
	same := string(body) == string(want.shown.Body) || salt != "" && wordsHash(salt, body) == wordsNamed(want.shown.Body)
	if entry != "" && entry != want.shown.ID || !same || apart != len(want.apart) || heads != apart || from.misowned(want.birth, station) {
		v.fault(0, "%s %s không hiện đúng như các dòng nhật ký của nó.", k.Word(), record)
	}
	if len(want.apart) > 0 {
		v.report.Apart = append(v.report.Apart, Parted{Kind: k.Kind(), Record: record, Versions: len(want.apart) + 1})
	}
	return nil
}
