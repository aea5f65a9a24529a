package veil

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

var key = bytes.Repeat([]byte{7}, KeySize)

const typed = "NguyễnVănMẫu"

func handleOn(t testing.TB, path string, key []byte, parameters string) *sql.DB {
	t.Helper()
	name, err := Register(key, "")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(path)+"?vfs="+name+parameters)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func born(t testing.TB) string {
	t.Helper()
	page, err := Empty(key)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "office.db")
	if err := os.WriteFile(path, page, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func do(t testing.TB, db interface {
	Exec(string, ...any) (sql.Result, error)
}, statement string, args ...any) {
	t.Helper()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func one[T any](t testing.TB, db *sql.DB, question string) (v T) {
	t.Helper()
	if err := db.QueryRow(question).Scan(&v); err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	return v
}

const logged = "&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"

func fill(t testing.TB, db *sql.DB, rows int) {
	t.Helper()
	do(t, db, `CREATE TABLE people (name TEXT, note BLOB)`)
	do(t, db, `CREATE VIRTUAL TABLE words USING fts5(x)`)
	for i := range rows {
		do(t, db, `INSERT INTO people VALUES (?, ?)`, fmt.Sprint(typed, i), strings.Repeat(typed, i%300))
		do(t, db, `INSERT INTO words VALUES (?)`, typed)
	}
}

// readable are the files of a folder in which something that was typed can be read.
func readable(t testing.TB, folder string) (found []string) {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(folder, f.Name()))
		for _, said := range []string{typed, typed[:8], "CREATE", "people", "SQLite"} {
			if err != nil || bytes.Contains(b, []byte(said)) {
				found = append(found, fmt.Sprintf("%s: %q %v", f.Name(), said, err))
			}
		}
	}
	return found
}

func TestNothingThatWasTypedCanBeReadInAnyFile(t *testing.T) {
	for mode, parameters := range map[string]string{"log": logged, "journal": "&_pragma=journal_mode(DELETE)&_pragma=cache_size(5)"} {
		t.Run(mode, func(t *testing.T) {
			path := born(t)
			db := handleOn(t, path, key, parameters)
			db.SetMaxOpenConns(1)
			fill(t, db, 200)
			do(t, db, `BEGIN`)
			do(t, db, `UPDATE people SET note = note || name`) // so much that it goes to the disk before its end
			if found := readable(t, filepath.Dir(path)); len(found) > 0 {
				t.Errorf("before the end: %q", found)
			}
			if b, _ := os.ReadFile(path + "-" + map[string]string{"log": "wal", "journal": "journal"}[mode]); len(b) < 10*sectorSize {
				t.Errorf("%d bytes beside the database: nothing was looked at", len(b))
			}
			do(t, db, `ROLLBACK`)
			if said := one[string](t, db, `PRAGMA integrity_check`); said != "ok" {
				t.Error(said)
			}
			db.Close()
			if found := readable(t, filepath.Dir(path)); len(found) > 0 {
				t.Errorf("after it was closed: %q", found)
			}
		})
	}
}

func TestAnotherKeyAndNoneOpenNothingAndTouchNothing(t *testing.T) {
	path := born(t)
	db := handleOn(t, path, key, logged)
	fill(t, db, 20)
	db.Close()
	before, _ := os.ReadFile(path)
	none, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer none.Close()
	for name, db := range map[string]*sql.DB{"another": handleOn(t, path, bytes.Repeat([]byte{8}, KeySize), logged), "none": none} {
		var refused *sqlite.Error
		if _, err := db.Exec(`CREATE TABLE t (x)`); !errors.As(err, &refused) || refused.Code() != lib.SQLITE_NOTADB {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(after, before) {
		t.Error("the database was changed")
	}
	if f, err := Look(path); err != nil || !f.Fits(key) || f.Fits(bytes.Repeat([]byte{8}, KeySize)) || f.IsPlain() || f.IsEmpty() {
		t.Errorf("looked at: %+v, %v", f, err)
	}
}

func TestALogThatIsCutAnywhereHasEveryCommitBeforeTheCut(t *testing.T) {
	path := born(t)
	db := handleOn(t, path, key, logged+"&_pragma=wal_autocheckpoint(0)")
	db.SetMaxOpenConns(1)
	do(t, db, `CREATE TABLE people (name TEXT, note BLOB)`)
	var ends []int64 // of the log after each commit
	for i := range 40 {
		do(t, db, `INSERT INTO people VALUES (?, ?)`, typed, strings.Repeat(typed, i*40))
		info, err := os.Stat(path + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, info.Size())
	}
	database, _ := os.ReadFile(path)
	log, _ := os.ReadFile(path + "-wal")
	for range 60 {
		cut := rand.Int64N(int64(len(log)) + 1)
		want := 0
		for want < len(ends) && ends[want] <= cut {
			want++
		}
		torn := append(bytes.Clone(log[:cut]), make([]byte, rand.IntN(2*slotSize))...)
		rand.NewChaCha8([32]byte{byte(cut)}).Read(torn[cut:])
		copied := filepath.Join(t.TempDir(), "office.db")
		if err := errors.Join(os.WriteFile(copied, database, 0o600), os.WriteFile(copied+"-wal", torn, 0o600)); err != nil {
			t.Fatal(err)
		}
		after := handleOn(t, copied, key, "")
		if want == 0 {
			continue // the table may lie behind the cut
		}
		if n := one[int](t, after, `SELECT count(*) FROM people`); n != want {
			t.Errorf("cut at %d: %d of %d commits", cut, n, want)
		}
		if said := one[string](t, after, `PRAGMA integrity_check`); said != "ok" {
			t.Errorf("cut at %d: %s", cut, said)
		}
		after.Close()
	}
}

func TestALogThatIsCutBackKeepsWhatItHolds(t *testing.T) {
	path := born(t)
	db := handleOn(t, path, key, logged+"&_pragma=journal_size_limit(100000)&_pragma=wal_autocheckpoint(0)")
	db.SetMaxOpenConns(1)
	do(t, db, `CREATE TABLE people (name TEXT, note BLOB)`)
	do(t, db, `INSERT INTO people VALUES ('', zeroblob(3000000))`)
	do(t, db, `PRAGMA wal_checkpoint`)
	do(t, db, `INSERT INTO people VALUES ('', zeroblob(2000000))`)
	info, err := os.Stat(path + "-wal")
	if err != nil || info.Size() > 2_100_000 {
		t.Errorf("the log was not cut back: %v, %v", info.Size(), err)
	}
	copied := filepath.Join(t.TempDir(), "office.db")
	for _, part := range []string{"", "-wal"} {
		if err := os.WriteFile(copied+part, must(os.ReadFile(path+part)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if n := one[int](t, handleOn(t, copied, key, ""), `SELECT sum(length(note)) FROM people`); n != 5_000_000 {
		t.Errorf("%d bytes are left", n)
	}
}

func TestADatabaseIsCarriedFromKeyToKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, db, 300)
	db.Close()
	other := bytes.Repeat([]byte{8}, KeySize)
	plain, _ := os.ReadFile(path)
	last := plain
	for i, way := range [][2][]byte{{nil, key}, {key, other}, {other, key}, {key, nil}} {
		var out bytes.Buffer
		if err := Cover(&out, bytes.NewReader(last), way[0], way[1]); err != nil {
			t.Fatal(err)
		}
		if last = out.Bytes(); way[1] == nil {
			break
		}
		next := filepath.Join(t.TempDir(), "office.db")
		if err := os.WriteFile(next, last, 0o600); err != nil {
			t.Fatal(err)
		}
		db := handleOn(t, next, way[1], "")
		if n := one[int](t, db, `SELECT count(*) FROM words WHERE words MATCH 'NguyễnVănMẫu'`); n != 300 {
			t.Errorf("way %d: %d rows", i, n)
		}
		db.Close()
	}
	if !bytes.Equal(last, plain) {
		t.Error("the way back gives another database")
	}
	for name, c := range map[string]struct {
		from []byte
		what []byte
	}{
		"under a key, said to be plain": {nil, must(Empty(key))}, "another key": {other, must(Empty(key))}, "plain, said to be under a key": {key, plain},
		"half a page": {nil, plain[:len(plain)-100]}, "nothing": {nil, nil}, "other pages": {nil, append(append([]byte(plainSign), 0x20, 0), make([]byte, 2*sectorSize-18)...)},
	} {
		if Cover(&bytes.Buffer{}, bytes.NewReader(c.what), c.from, key) == nil {
			t.Errorf("%s was carried over", name)
		}
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}
