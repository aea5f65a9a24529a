package store

import (
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tram/local/office"
	"tram/local/whole"
)

var update = flag.Bool("update", false, "write the database of today's schema into testdata")

// written makes a file with the given content.
func written(t testing.TB, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "office.db")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// sqled makes a database by raw SQL, without the store.
func sqled(t testing.TB, statements string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "office.db")
	db := must(sql.Open("sqlite", dsn(path, "")))(t)
	defer db.Close()
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestADatabaseThatCannotBeOpenedIsToldInASentence(t *testing.T) {
	for name, c := range map[string]struct {
		path string
		want office.Failure
	}{
		"not a database":    {written(t, strings.Repeat("Đây không phải là cơ sở dữ liệu. ", 100)), Damaged},
		"a folder":          {t.TempDir(), whole.NotAFile},
		"below a file":      {filepath.Join(written(t, "x"), "sub", "office.db"), NoPermission},
		"a later version":   {sqled(t, `CREATE TABLE journal (seq); PRAGMA user_version = 9999`), TooNew},
		"another program's": {sqled(t, `CREATE TABLE recipes (name TEXT)`), NotOurs},
		"without tables":    {sqled(t, `PRAGMA user_version = 1`), office.Failure{}},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(t.Context(), c.path, Options{Clock: newClock()})
			if err == nil {
				s.Close()
			}
			if err == nil || c.want.Name != "" && !errors.Is(err, c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAForeignDatabaseIsLeftAsItWas(t *testing.T) {
	path := sqled(t, `CREATE TABLE recipes (name TEXT)`)
	before := must(os.ReadFile(path))(t)
	if err := second(Open(t.Context(), path, Options{Clock: newClock()})); !errors.Is(err, NotOurs) {
		t.Fatal(err)
	}
	if string(must(os.ReadFile(path))(t)) != string(before) {
		t.Error("it was changed")
	}
}

func TestABirthThatWasCutShortIsMadeGood(t *testing.T) {
	for name, path := range map[string]string{
		"an empty file":      written(t, ""),
		"only goose's table": sqled(t, `CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now'))); INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)`),
	} {
		s := open(t, path)
		if n := noFaults(t, s).Entries; n != 1 {
			t.Errorf("%s: %d entries", name, n)
		}
	}
}

func TestATruncatedDatabaseIsDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	s := must(Open(t.Context(), path, Options{Clock: newClock()}))(t)
	must(s.SaveConversion(t.Context(), by, aConversion(1, "QĐ", "về việc", 300)))(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, must(os.Stat(path))(t).Size()/2); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), path, Options{Clock: newClock()})
	if err == nil {
		defer s.Close()
		_, err = s.VerifyJournal(t.Context(), nil)
	}
	if !errors.Is(err, Damaged) {
		t.Errorf("got %v", err)
	}
}

func TestAFullDiskLosesNothingThatWasThere(t *testing.T) {
	s := fresh(t)
	kept := must(s.SaveConversion(t.Context(), by, aConversion(1, "QĐ", "về việc", 1)))(t)
	var pages int64
	if err := s.writer.QueryRow(`PRAGMA max_page_count = 1`).Scan(&pages); err != nil { // the least that holds what is there
		t.Fatal(err)
	}
	if err := second(s.SaveConversion(t.Context(), by, aConversion(2, "QĐ", "về việc", 900))); !errors.Is(err, DiskFull) {
		t.Fatalf("at %d pages: %v", pages, err)
	}
	if diff := cmp.Diff(kept, must(s.Conversion(t.Context(), kept.ID))(t)); diff != "" {
		t.Error(diff)
	}
	noFaults(t, s)
	if _, err := s.writer.Exec(`PRAGMA max_page_count = 100000`); err != nil {
		t.Fatal(err)
	}
	must(s.SaveConversion(t.Context(), by, aConversion(2, "QĐ", "về việc", 900)))(t)
}

// held keeps the database locked for writing until the test ends.
func held(t *testing.T, path string) {
	t.Helper()
	other := open(t, path)
	tx := must(other.writer.Begin())(t)
	t.Cleanup(func() { tx.Rollback() })
}

func TestAWriterThatNeverEndsIsBusyAndReadersDoNotWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	s := openWith(t, path, Options{Clock: newClock(), Patience: 30 * time.Millisecond})
	must(s.SaveOffice(t.Context(), settings, anOffice()))(t)
	held(t, path)
	if err := second(s.SaveClerk(t.Context(), settings, office.Clerk{Name: "Nguyễn Văn Mẫu"})); !errors.Is(err, Busy) {
		t.Errorf("got %v", err)
	}
	must(s.Office(t.Context()))(t)
	noFaults(t, s)
}

func TestAWaitingWriteEndsWithItsContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	s := open(t, path)
	held(t, path)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	err := second(s.SaveClerk(ctx, settings, office.Clerk{Name: "Nguyễn Văn Mẫu"}))
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > usualPatience/2 {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

func TestHandlesOfOneProcessMayMeetAtBirth(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	const crowd = 5
	type outcome struct {
		s   *Store
		err error
	}
	opened := make(chan outcome)
	for range crowd {
		go func() {
			s, err := Open(t.Context(), path, Options{Clock: newClock()})
			opened <- outcome{s, err}
		}()
	}
	stations := map[office.ID]bool{}
	for range crowd {
		o := <-opened
		if o.err != nil {
			t.Error(o.err)
			continue
		}
		stations[o.s.Station()] = true
		defer o.s.Close()
	}
	if len(stations) != 1 {
		t.Errorf("%d stations were born", len(stations))
	}
}

// TestADatabaseOfEveryEarlierSchemaOpens keeps a store that each schema made,
// for ever.
func TestADatabaseOfEveryEarlierSchemaOpens(t *testing.T) {
	if *update {
		writeOld(t, must(newest())(t))
	}
	for schema, entries := range map[int64]int64{1: 6, 2: 9, 3: 11, 4: 13} {
		t.Run(fmt.Sprint(schema), func(t *testing.T) {
			s := open(t, written(t, unpacked(t, oldName(schema, "db.gz"))))
			report := noFaults(t, s)
			if want := strings.TrimSpace(string(must(os.ReadFile(oldName(schema, "head")))(t))); report.Entries != entries || string(report.Head) != want {
				t.Errorf("%d entries, head %s", report.Entries, report.Head)
			}
			if got := found(t, s, Query{Text: "thu nhat"}); len(got) != 1 {
				t.Errorf("the search found %q", got)
			}
			must(s.SaveClerk(t.Context(), settings, office.Clerk{Name: "Trần Thị Ví Dụ"}))(t)
			noFaults(t, s)
		})
	}
}

func oldName(schema int64, ending string) string {
	return fmt.Sprintf("testdata/schema-%d.%s", schema, ending)
}

// writeOld packs a store that today's code made.
func writeOld(t *testing.T, schema int64) {
	t.Helper()
	s, c := lived(t)
	signed(t, s, c)
	must(s.SavePrintout(t.Context(), Act{by.Actor, "print"}, office.Printout{Conversion: must(s.SaveConversion(t.Context(), by, aCopy(2026, 1)))(t).ID}, nil))(t)
	must(s.SaveConversion(t.Context(), by, aDraft("về việc còn dở")))(t)
	must(s.SaveNotice(t.Context(), Act{by.Actor, "sweep"}, office.Notice{Kind: office.NoticeSwept, Why: "đã xem"}))(t)
	path := filepath.Join(t.TempDir(), "copy.db")
	if _, err := s.writer.Exec(`VACUUM INTO ?`, dsn(path, "vfs=unix")); err != nil {
		t.Fatal(err)
	}
	var packed strings.Builder
	z := must(gzip.NewWriterLevel(&packed, gzip.BestCompression))(t)
	if _, err := z.Write(must(os.ReadFile(path))(t)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{oldName(schema, "db.gz"): packed.String(), oldName(schema, "head"): string(noFaults(t, s).Head) + "\n"} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func unpacked(t *testing.T, path string) string {
	t.Helper()
	f := must(os.Open(path))(t)
	defer f.Close()
	return string(must(io.ReadAll(must(gzip.NewReader(f))(t)))(t))
}

func TestEachMigrationSetsItsOwnNumber(t *testing.T) {
	s := fresh(t)
	var byGoose, byPragma int64
	err := s.reader.QueryRow(`SELECT (SELECT max(version_id) FROM goose_db_version), (SELECT user_version FROM pragma_user_version)`).Scan(&byGoose, &byPragma)
	if want := must(newest())(t); err != nil || byGoose != want || byPragma != want {
		t.Errorf("goose says %d, the pragma %d, the files %d: %v", byGoose, byPragma, want, err)
	}
}
