package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
)

// askedOnce runs a question on the reading handle and closes it.
func askedOnce(t *testing.T, s *Store, query string, args ...any) (said string) {
	t.Helper()
	if err := s.reader.QueryRowContext(t.Context(), query, args...).Scan(&said); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return said
}

// aConnection is the only one that reads.
func aConnection(t *testing.T, s *Store) (is *connection) {
	t.Helper()
	c := must(s.reader.Conn(t.Context()))(t)
	defer c.Close()
	if err := c.Raw(func(raw any) error { is = raw.(*connection); return nil }); err != nil {
		t.Fatal(err)
	}
	return is
}

// TestAStatementIsCompiledOnceAConnection asks twice, and then with rows still open:
// each open question has a statement of its own.
func TestAStatementIsCompiledOnceAConnection(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	s.reader.SetMaxOpenConns(1)
	const query = `SELECT 'a' || ? WHERE ? = 'yes'`
	for i := range 3 {
		if said := askedOnce(t, s, query, fmt.Sprint(i), "yes"); said != fmt.Sprint("a", i) {
			t.Errorf("asked again, the answer to %d is %q", i, said)
		}
	}
	c := aConnection(t, s)
	first := c.rests[query]
	if first == nil {
		t.Fatal("the statement is not kept")
	}
	if err := s.reader.QueryRowContext(t.Context(), query, "b", "no").Scan(new(string)); err == nil {
		t.Error("a kept statement answers with values of before")
	}
	if c.rests[query] != first {
		t.Error("the statement was compiled again")
	}
	tx := must(s.reader.BeginTx(t.Context(), nil))(t)
	defer tx.Rollback()
	outer := must(tx.QueryContext(t.Context(), `SELECT value FROM json_each('[1,2,3]') WHERE value > ?`, 0))(t)
	sum := 0
	for outer.Next() {
		inner := must(tx.QueryContext(t.Context(), `SELECT value FROM json_each('[1,2,3]') WHERE value > ?`, 1))(t)
		for inner.Next() {
			var n int
			if err := inner.Scan(&n); err != nil {
				t.Fatal(err)
			}
			sum += n
		}
		if err := errors.Join(inner.Err(), inner.Close()); err != nil {
			t.Fatal(err)
		}
	}
	if err := outer.Err(); err != nil {
		t.Fatal(err)
	}
	if sum != 3*(2+3) {
		t.Errorf("questions within a question of the same words read %d of 15", sum)
	}
}

// TestKeptStatementsFollowTheSchema changes a table under a kept statement, on another
// connection.
func TestKeptStatementsFollowTheSchema(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	s.reader.SetMaxOpenConns(1)
	exec := func(query string) { must(s.writer.ExecContext(t.Context(), query))(t) }
	exec(`CREATE TABLE shelf (name TEXT, more TEXT DEFAULT 'old')`)
	exec(`INSERT INTO shelf (name) VALUES ('first')`)
	if said := askedOnce(t, s, `SELECT name || more FROM shelf`); said != "firstold" {
		t.Fatalf("read %q", said)
	}
	exec(`DROP TABLE shelf`)
	exec(`CREATE TABLE shelf (more TEXT DEFAULT 'new', other TEXT, name TEXT)`)
	exec(`INSERT INTO shelf (name) VALUES ('second')`)
	if said := askedOnce(t, s, `SELECT name || more FROM shelf`); said != "secondnew" {
		t.Errorf("a kept statement reads %q of the changed table", said)
	}
}

// TestAConnectionKeepsFewStatements asks many different questions.
func TestAConnectionKeepsFewStatements(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	s.reader.SetMaxOpenConns(1)
	for i := range 3 * statementsKept {
		askedOnce(t, s, `SELECT 'often'`)
		askedOnce(t, s, fmt.Sprintf(`SELECT 'once %d'`, i))
	}
	c := aConnection(t, s)
	if len(c.rests) > statementsKept {
		t.Errorf("%d statements are kept, at most %d should be", len(c.rests), statementsKept)
	}
	if c.rests[`SELECT 'often'`] == nil {
		t.Error("what is asked most is not kept")
	}
	if c.rests[fmt.Sprintf(`SELECT 'once %d'`, 3*statementsKept-1)] == nil || c.rests[`SELECT 'once 0'`] != nil {
		t.Error("the oldest is kept, and not the newest")
	}
}

// TestAStatementAtRestHoldsNothing leaves a question after its first row, and then lets
// the log be moved into the database, for which nobody may be reading.
func TestAStatementAtRestHoldsNothing(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	rows := must(s.reader.QueryContext(t.Context(), `SELECT hash FROM journal UNION ALL SELECT 'more'`))(t)
	if !rows.Next() || rows.Err() != nil || rows.Close() != nil {
		t.Fatal("nothing was read")
	}
	must(s.SaveConversion(t.Context(), by, aConversion(1, "QĐ-UBND", "về việc", 1)))(t)
	var busy, logged, moved int64
	if err := s.writer.QueryRowContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &logged, &moved); err != nil || busy != 0 || logged != 0 {
		t.Errorf("the log is held: busy %d, %d pages left, %v", busy, logged, err)
	}
}

// TestAFaultDoesNotStayWithItsStatement refuses a row, and lets the next one in by the
// same statement; then a context ends in the middle.
func TestAFaultDoesNotStayWithItsStatement(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	const insert = `INSERT INTO tries (what, counted, at) VALUES (?, ?, ?)`
	must(s.writer.ExecContext(t.Context(), insert, "a", 1, ""))(t)
	if _, err := s.writer.ExecContext(t.Context(), insert, "a", 1, ""); err == nil {
		t.Fatal("one key stands twice")
	}
	must(s.writer.ExecContext(t.Context(), insert, "b", 2, ""))(t)
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := s.writer.ExecContext(ended, insert, "c", 3, ""); err == nil {
		t.Fatal("a statement runs after its context has ended")
	}
	must(s.writer.ExecContext(t.Context(), insert, "c", 3, ""))(t)
	if said := askedOnce(t, s, `SELECT group_concat(what, '') || sum(counted) FROM tries`); said != "abc6" {
		t.Errorf("the table holds %q", said)
	}
}

// TestWhatIsDerivedAtHandIsWhatTheBodySays saves records whose JSON says something else
// than their fields do: letters that are none, a zone of before there were zones.
func TestWhatIsDerivedAtHandIsWhatTheBodySays(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	plain := aConversion(1, "QĐ-UBND", "về việc", 2)
	wrong := aConversion(2, "QĐ-UBND", "về \xff\xfe việc", 2)
	code := aConversion(3, "QĐ-UBND", `\ufffd`, 1)
	code.Clerk.Name = "Nguyễn Văn M\xe1\xbaẫu"
	decomposed := aConversion(4, "QĐ-UBND", "ve\u0302\u0300 vie\u0323\u0302c <&>\u2028", 1)
	zone := aConversion(5, "QĐ-UBND", "về việc", 1)
	zone.Begun = zone.Begun.In(time.FixedZone("", 7*3600+6*60+30))
	zone.Finished = zone.Begun
	for _, c := range []office.Conversion{plain, wrong, code, decomposed, zone} {
		c = must(s.SaveConversion(t.Context(), by, c))(t)
		if c.State == office.Finished {
			continue
		}
		c.Document.Subject += " \xff"
		must(s.SaveConversion(t.Context(), by, c))(t)
	}
	noFaults(t, s)
}
