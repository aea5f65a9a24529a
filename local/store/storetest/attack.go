// Package storetest does to a database what somebody with the file in hand could do:
// no secret, no code of the store, a script of some lines.
package storetest

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Run runs SQL on the database at path, without the triggers that guard the journal.
func Run(t testing.TB, path string, statements ...string) {
	t.Helper()
	db := Open(t, path)
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, s := range append([]string{`PRAGMA foreign_keys = 0`, `DROP TRIGGER IF EXISTS journal_keeps`, `DROP TRIGGER IF EXISTS journal_forgets_nothing`}, statements...) {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	Rehash(t, db)
}

// CutLast takes the last entry of the journal away, with the record that it made or
// the version that it gave one.
func CutLast(t testing.TB, path string) {
	t.Helper()
	Run(t, path,
		`DELETE FROM conversions WHERE id = (SELECT record FROM journal ORDER BY seq DESC LIMIT 1) AND (SELECT version FROM journal ORDER BY seq DESC LIMIT 1) = 1`,
		`DELETE FROM records WHERE id = (SELECT record FROM journal ORDER BY seq DESC LIMIT 1) AND (SELECT version FROM journal ORDER BY seq DESC LIMIT 1) = 1`,
		`UPDATE records SET version = version - 1, salt = '', body = (SELECT body FROM journal WHERE record = records.id ORDER BY seq DESC LIMIT 1 OFFSET 1)
			WHERE id = (SELECT record FROM journal ORDER BY seq DESC LIMIT 1)`,
		`DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)`)
}

// Stick makes every write to the journal fail, as on a disk that is full, until the
// function it returns is called.
func Stick(t testing.TB, path string) (free func()) {
	t.Helper()
	do := func(statement string) {
		t.Helper()
		db := Open(t, path)
		defer db.Close()
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	do(`CREATE TRIGGER stuck BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'stuck'); END`)
	return func() { do(`DROP TRIGGER stuck`) }
}

// Drop takes every record of a kind away with its entries, and closes the gaps that
// they leave.
func Drop(t testing.TB, path, kind string) {
	t.Helper()
	var statements []string
	for range 64 {
		statements = append(statements,
			fmt.Sprintf(`UPDATE journal SET seq = -(seq - 1) WHERE seq > (SELECT max(seq) FROM journal WHERE kind = '%s')`, kind),
			fmt.Sprintf(`DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal WHERE kind = '%s')`, kind),
			`UPDATE journal SET seq = -seq WHERE seq < 0`)
	}
	for _, derived := range []string{"facts", "lines"} {
		statements = append(statements, fmt.Sprintf(`DELETE FROM %s WHERE kind = '%s'`, derived, kind))
	}
	Run(t, path, append(statements, fmt.Sprintf(`DELETE FROM records WHERE kind = '%s'`, kind))...)
}

// Rehash makes every hash of the chain right again.
func Rehash(t testing.TB, db *sql.DB) {
	t.Helper()
	rows, err := db.Query(`SELECT seq, id, kind, record, step, version, base, body, actor, station, at, clock_source, clock_offset, form, follows FROM journal ORDER BY seq`)
	if err != nil {
		t.Fatal(err)
	}
	var seqs []int64
	var hashes []string
	prev := ""
	for rows.Next() {
		var seq, version, base, offset, form int64
		var id, kind, record, step, body, actor, station, at, source, follows string
		if err := rows.Scan(&seq, &id, &kind, &record, &step, &version, &base, &body, &actor, &station, &at, &source, &offset, &form, &follows); err != nil {
			t.Fatal(err)
		}
		h := sha256.New()
		fmt.Fprintf(h, "tram journal %d\n", form)
		for _, field := range []any{seq, id, kind, record, step, version, base, body, actor, station, at, source, offset, prev} {
			add(h, field)
		}
		if form > 1 {
			add(h, int64(len(strings.Fields(follows))))
			for _, id := range strings.Fields(follows) {
				add(h, id)
			}
		}
		prev = hex.EncodeToString(h.Sum(nil))
		seqs, hashes = append(seqs, seq), append(hashes, prev)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		t.Fatal(err)
	}
	before := ""
	for i, seq := range seqs {
		if _, err := db.Exec(fmt.Sprintf(`UPDATE journal SET prev = '%s', hash = '%s' WHERE seq = %d`, before, hashes[i], seq)); err != nil {
			t.Fatal(err)
		}
		before = hashes[i]
	}
}

func add(h hash.Hash, field any) {
	number := func(n int64) { h.Write(binary.BigEndian.AppendUint64(nil, uint64(n))) }
	switch v := field.(type) {
	case int64:
		number(v)
	case string:
		number(int64(len(v)))
		h.Write([]byte(v))
	}
}

// Say puts a record of a kind into the journal behind the last entry, as if the one who
// wrote that had said it: with a body, by a step.
func Say(t testing.TB, path, kind, step, id, body string) {
	t.Helper()
	quoted := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	Run(t, path,
		fmt.Sprintf(`INSERT INTO journal SELECT seq + 1, %[1]s || '-entry', %[2]s, %[1]s, %[3]s, 1, 0, %[4]s, actor, station, at, clock_source, clock_offset, '', '', form, ''
			FROM journal ORDER BY seq DESC LIMIT 1`, quoted(id), quoted(kind), quoted(step), quoted(body)),
		fmt.Sprintf(`INSERT INTO records (kind, id, version, body) VALUES (%s, %s, 1, %s)`, quoted(kind), quoted(id), quoted(body)),
		fmt.Sprintf(`DELETE FROM made WHERE kind = %s`, quoted(kind))) // the next opening makes its lines
}
