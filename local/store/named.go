package store

import (
	"context"
	"database/sql"

	"tram/local/office"
)

// NamedFiles gathers every SHA-256 that a record or an entry of the journal names,
// whatever it names it for: what lies in the vault under another name belongs to
// nobody. A body is searched as text, so that no kind of record can be forgotten.
func (s *Store) NamedFiles(ctx context.Context) (map[office.Digest]bool, error) {
	named := map[office.Digest]bool{}
	for _, query := range []string{`SELECT body FROM records`, `SELECT body FROM journal`, `SELECT body || raw FROM arrived`} {
		rows, err := s.reader.QueryContext(ctx, query)
		if err != nil {
			return nil, told("looking for files that are named", err)
		}
		if err := gather(rows, named); err != nil {
			return nil, told("looking for files that are named", err)
		}
	}
	return named, nil
}

func gather(rows *sql.Rows, into map[office.Digest]bool) error {
	defer rows.Close()
	var body sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&body); err != nil {
			return err
		}
		DigestsIn(body, func(d office.Digest) { into[d] = true })
	}
	return rows.Err()
}

// DigestsIn tells each run of exactly 64 lower-case hexadecimal digits.
func DigestsIn(b []byte, tell func(office.Digest)) {
	digestsAt(b, func(_ int, d office.Digest) { tell(d) })
}

// digestsAt tells where each begins, too.
func digestsAt(b []byte, tell func(at int, d office.Digest)) {
	const digits = 64
	from := 0
	for i := 0; i <= len(b); i++ {
		if i < len(b) && (b[i] >= '0' && b[i] <= '9' || b[i] >= 'a' && b[i] <= 'f') {
			continue
		}
		if i-from == digits {
			tell(from, office.Digest(b[from:i]))
		}
		from = i + 1
	}
}
