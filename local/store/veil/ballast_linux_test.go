package veil

import (
	"os"
	"path/filepath"
	"testing"

	"tram/local/whole"
	"tram/local/whole/wholetest"
)

// TestADatabaseOnAFullDiskGoesOnOnItsBallast: the transaction that meets the full disk is
// committed, and what was committed before is there.
func TestADatabaseOnAFullDiskGoesOnOnItsBallast(t *testing.T) {
	wholetest.OnSmallDisk(t, 8<<20, func(t *testing.T, dir string) {
		page, err := Empty(key)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "office.db")
		if err := os.WriteFile(path, page, 0o600); err != nil {
			t.Fatal(err)
		}
		given := 0
		b := whole.KeepBallast(filepath.Join(dir, "ballast"), 2<<20, func() { given++ })
		t.Cleanup(b.Leave)
		if err := b.Fill(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !wholetest.Mounted(dir) {
			t.Log("no disk runs full here: that the ballast is there is all that is seen")
			return
		}
		db := handleOn(t, path, key, "&_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(0)")
		do(t, db, `CREATE TABLE said (words)`)
		rows := 0
		for ; given == 0; rows++ {
			if _, err := db.Exec(`INSERT INTO said VALUES (randomblob(100000))`); err != nil {
				t.Fatalf("row %d, with the ballast there: %v", rows, err)
			}
			if rows > 100 {
				t.Fatal("the disk never ran full")
			}
		}
		if n := one[int](t, db, `SELECT count(*) FROM said`); n != rows {
			t.Errorf("%d rows of %d", n, rows)
		}
		if sound := one[string](t, db, `PRAGMA integrity_check`); sound != "ok" {
			t.Error(sound)
		}
	})
}
