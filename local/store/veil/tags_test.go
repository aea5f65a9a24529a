package veil

import (
	"bytes"
	"database/sql"
	"errors"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// judged counts the verdicts on all pages of a database.
func judged(t testing.TB, path string) (tally map[Verdict]int, bad []int64) {
	t.Helper()
	p, err := OpenPages(path, key)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	count, err := p.Count()
	if err != nil {
		t.Fatal(err)
	}
	tally = map[Verdict]int{}
	for n := range count {
		v := p.Judge(n)
		if tally[v]++; v == Other {
			bad = append(bad, n)
		}
	}
	return tally, bad
}

// shut is a database with so many rows that was closed: nothing lies in its log.
func shut(t testing.TB, rows int) (path string) {
	t.Helper()
	path = born(t)
	db := handleOn(t, path, key, logged)
	fill(t, db, rows)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func rewrite(t testing.TB, path string, change func([]byte)) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		change(b)
		err = os.WriteFile(path, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestEachFlippedBitOfAPageIsFound wherever it lies, on pages that nothing uses as well: each
// bit of some bytes of each page.
func TestEachFlippedBitOfAPageIsFound(t *testing.T) {
	path := shut(t, 40)
	if tally, _ := judged(t, path); tally[Other] > 0 || tally[Untagged] > 0 {
		t.Fatalf("before a bit is flipped: %v", tally)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		var page int64
		flip := func(b []byte) {
			r := rand.New(rand.NewPCG(r.Uint64(), 3))
			at := 2*blockSize + r.IntN(len(b)-2*blockSize) // the first blocks are refused at once
			page = int64(at / sectorSize)
			b[at] ^= 1 << r.IntN(8)
		}
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rewrite(t, path, flip)
		if _, bad := judged(t, path); len(bad) != 1 || bad[0] != page {
			t.Fatalf("a bit of page %d: found %v", page, bad)
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAPageThatRottedIsNotRead, and so never written again as if nothing were wrong.
func TestAPageThatRottedIsNotRead(t *testing.T) {
	path := shut(t, 60)
	whole := handleOn(t, path, key, logged)
	rows := one[int](t, whole, `SELECT count(*) FROM people`)
	root := one[int](t, whole, `SELECT rootpage FROM sqlite_schema WHERE name = 'people'`)
	if err := whole.Close(); err != nil {
		t.Fatal(err)
	}
	rewrite(t, path, func(b []byte) { b[root*sectorSize-2000] ^= 1 })
	db := handleOn(t, path, key, logged)
	var n int
	err := db.QueryRow(`SELECT count(*) FROM people`).Scan(&n)
	var told *sqlite.Error
	if !errors.As(err, &told) || told.Code() != lib.SQLITE_IOERR_DATA {
		t.Errorf("%d of %d rows, %v", n, rows, err)
	}
	if _, err := db.Exec(`INSERT INTO people VALUES ('x', 'y')`); err == nil {
		t.Error("it is written to")
	}
}

// TestABitOfATagSpeaksAgainstNoPage: that page has none until it is given one.
func TestABitOfATagSpeaksAgainstNoPage(t *testing.T) {
	path := shut(t, 40)
	rewrite(t, TagsOf(path), func(b []byte) { b[entryAt(3)+5] ^= 4 })
	if tally, _ := judged(t, path); tally[Other] != 0 || tally[Untagged] != 1 {
		t.Fatalf("with a bit of a tag flipped: %v", tally)
	}
	p, err := OpenPages(path, key)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if err := p.Adopt(3); err != nil {
		t.Fatal(err)
	}
	if tally, _ := judged(t, path); tally[Other] != 0 || tally[Untagged] != 0 {
		t.Errorf("with a tag given: %v", tally)
	}
	rewrite(t, path, func(b []byte) { b[3*sectorSize+77] ^= 1 })
	if _, bad := judged(t, path); len(bad) != 1 || bad[0] != 3 {
		t.Errorf("of the page that was given one: %v", bad)
	}
}

// TestPagesThatAreWrittenAgainKeepTheirTags: changed, taken away, put to other uses, by two
// that have the database open, and while the log is long.
func TestPagesThatAreWrittenAgainKeepTheirTags(t *testing.T) {
	path := shut(t, 60)
	one, two := handleOn(t, path, key, logged), handleOn(t, path, key, logged+"&_busy_timeout=9000")
	for i := range 30 {
		db := []*sql.DB{one, two}[i%2]
		do(t, db, `UPDATE people SET note = zeroblob(?)`, 100*i)
		do(t, db, `DELETE FROM people WHERE rowid % 7 = ?`, i%7)
		if i%5 == 0 {
			do(t, db, `PRAGMA wal_checkpoint(PASSIVE)`)
			if tally, _ := judged(t, path); tally[Other] > 0 || tally[Untagged] > 0 {
				t.Fatalf("after %d: %v", i, tally)
			}
		}
	}
	do(t, one, `VACUUM`)
	for _, db := range []*sql.DB{one, two} {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if tally, _ := judged(t, path); tally[Other] > 0 || tally[Untagged] > 0 {
		t.Errorf("in the end: %v", tally)
	}
}

// TestTagsOfAnotherDatabaseSayNothing, as where an older file lies beside a new one.
func TestTagsOfAnotherDatabaseSayNothing(t *testing.T) {
	path, other := shut(t, 10), shut(t, 20)
	if err := os.Rename(TagsOf(other), TagsOf(path)); err != nil {
		t.Fatal(err)
	}
	if tally, _ := judged(t, path); tally[Other] > 0 || tally[Same] > 0 {
		t.Errorf("held against another's: %v", tally)
	}
	db := handleOn(t, path, key, logged)
	do(t, db, `UPDATE people SET note = 'anew'`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if tally, _ := judged(t, path); tally[Other] > 0 || tally[Same] == 0 {
		t.Errorf("after a write: %v", tally)
	}
}

// TestTheFirstPageThatRottedIsNotRead either: that it differs alone does not make the file
// another, of which the tags say nothing.
func TestTheFirstPageThatRottedIsNotRead(t *testing.T) {
	for _, at := range []int{100, 2653, sectorSize - 1} {
		path := shut(t, 40)
		rewrite(t, path, func(b []byte) { b[at] ^= 4 })
		db := handleOn(t, path, key, logged)
		var n int
		if err := db.QueryRow(`SELECT count(*) FROM people`).Scan(&n); err == nil {
			t.Errorf("with a bit of byte %d flipped %d rows are read", at, n)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if !TookRot(path) {
			t.Errorf("a bit of byte %d is not told", at)
		}
		if _, bad := judged(t, path); len(bad) != 1 || bad[0] != 0 {
			t.Errorf("with a bit of byte %d flipped: %v", at, bad)
		}
	}
}

// TestAnOlderFileInItsPlaceIsRead: its tags are not those that lie there.
func TestAnOlderFileInItsPlaceIsRead(t *testing.T) {
	path := shut(t, 40)
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	db := handleOn(t, path, key, logged)
	do(t, db, `CREATE TABLE more (name TEXT)`)
	do(t, db, `UPDATE people SET note = zeroblob(5000)`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	again := handleOn(t, path, key, logged)
	if n := one[int](t, again, `SELECT count(*) FROM people`); n == 0 {
		t.Error("nothing is read")
	}
}

// TestAnOlderFileInItsPlaceIsReadBesideOneThatIsOpen under the same key, whose pages are remembered.
func TestAnOlderFileInItsPlaceIsReadBesideOneThatIsOpen(t *testing.T) {
	path := shut(t, 40)
	beside := path + " bên cạnh"
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(beside, old, 0o600); err != nil {
		t.Fatal(err)
	}
	db := handleOn(t, path, key, logged)
	do(t, db, `CREATE TABLE more (name TEXT)`)
	do(t, db, `UPDATE people SET note = zeroblob(5000)`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	open := handleOn(t, beside, key, logged)
	if n := one[int](t, open, `SELECT count(*) FROM sqlite_schema`); n == 0 { // its first page alone
		t.Fatal("nothing is read beside")
	}
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	again := handleOn(t, path, key, logged)
	if n := one[int](t, again, `SELECT count(*) FROM people`); n == 0 {
		t.Error("nothing is read")
	}
}

// TestAFirstPageThatIsJustBeingMovedIsRead once it lies there with its tag, and nobody says that
// it rotted.
func TestAFirstPageThatIsJustBeingMovedIsRead(t *testing.T) {
	path := shut(t, 40)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	db := handleOn(t, path, key, logged)
	do(t, db, `CREATE TABLE more (name TEXT)`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	var after []byte
	rewrite(t, path, func(b []byte) {
		after = bytes.Clone(b[:sectorSize])
		copy(b, before[:sectorSize])
	})
	moved := make(chan error)
	go func() {
		time.Sleep(50 * time.Millisecond)
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err == nil {
			_, err = f.WriteAt(after, 0) // that it stays open lets go of no lock
		}
		moved <- err
	}()
	again := handleOn(t, path, key, logged)
	if n := one[int](t, again, `SELECT count(*) FROM more`); n != 0 {
		t.Errorf("%d rows are read", n)
	}
	if err := <-moved; err != nil {
		t.Fatal(err)
	}
	if TookRot(path) {
		t.Error("it is told as rotten")
	}
	if tally, bad := judged(t, path); len(bad) > 0 || tally[Same] == 0 {
		t.Errorf("afterwards: %v, %v", tally, bad)
	}
}
