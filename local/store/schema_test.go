package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What the store does not derive: the journal, what arrived, the records with the heads
// that they show, what tells how far lines are made, counts of tries,
// what is half typed, and what was read on pages. Each has its
// key for good.
var notDerived = []string{"journal", "arrived", "records", "heads", "made", "tries", "half_typed", "read_pages", "goose_db_version", "sqlite_sequence"}

// TestNoDerivedTableRefusesAnything reads the schema of a new store: a derived table may
// be unique in the key of its record and in nothing else, so that an entry of another
// station always fits.
func TestNoDerivedTableRefusesAnything(t *testing.T) {
	s := fresh(t)
	derived := derivedTables(t, s)
	if len(derived) < 3 {
		t.Fatalf("only %q are derived: the search is broken", derived)
	}
	for _, table := range derived {
		for _, unique := range uniqueColumns(t, s, table) {
			if !slices.Contains(unique, "key") {
				t.Errorf("%s is unique in %s\n\tbut a derived table refuses nothing: what happened elsewhere has happened", table, strings.Join(unique, ", "))
			}
		}
	}
}

func TestATableThatRefusesIsCaught(t *testing.T) {
	s := fresh(t)
	for name, made := range map[string]string{
		"index":  `CREATE TABLE planted_index (key INTEGER PRIMARY KEY, code TEXT) STRICT; CREATE UNIQUE INDEX planted ON planted_index (code) WHERE code <> ''`,
		"column": `CREATE TABLE planted_column (key INTEGER PRIMARY KEY, code TEXT UNIQUE) STRICT`,
		"key":    `CREATE TABLE planted_key (code TEXT PRIMARY KEY, key INTEGER) STRICT, WITHOUT ROWID`,
	} {
		if _, err := s.writer.ExecContext(t.Context(), made); err != nil {
			t.Fatal(err)
		}
		caught := slices.ContainsFunc(uniqueColumns(t, s, "planted_"+name), func(unique []string) bool { return !slices.Contains(unique, "key") })
		if !caught || !slices.Contains(derivedTables(t, s), "planted_"+name) {
			t.Errorf("a unique %s was not caught", name)
		}
	}
}

// derivedTables are all but those above and the parts of the search.
func derivedTables(t *testing.T, s *Store) []string {
	t.Helper()
	all := column(t, s, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
	return slices.DeleteFunc(all, func(name string) bool {
		return slices.Contains(notDerived, name) || name == "search_made" ||
			slices.ContainsFunc(indexes, func(i indexMade) bool { return name == i.name || strings.HasPrefix(name, i.name+"_") })
	})
}

// uniqueColumns are the columns of each index, and of each primary key, that lets no
// value in twice.
func uniqueColumns(t *testing.T, s *Store, table string) (all [][]string) {
	t.Helper()
	for _, index := range column(t, s, fmt.Sprintf(`SELECT name FROM pragma_index_list('%s') WHERE "unique" = 1`, table)) {
		all = append(all, column(t, s, fmt.Sprintf(`SELECT coalesce(name, 'an expression') FROM pragma_index_info('%s') ORDER BY seqno`, index)))
	}
	if key := column(t, s, fmt.Sprintf(`SELECT name FROM pragma_table_info('%s') WHERE pk > 0 ORDER BY pk`, table)); len(key) > 0 {
		all = append(all, key)
	}
	return all
}

func column(t *testing.T, s *Store, query string) (all []string) {
	t.Helper()
	rows, err := s.writer.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
