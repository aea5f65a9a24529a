package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"tram/local/office"
)

// mixed is a store in which every third record is a thing with a line and the others are conversions;
// of each sort every second one says đất.
func mixed(t *testing.T, size int) *Store {
	t.Helper()
	s := openWith(t, filepath.Join(t.TempDir(), "a.db"), Options{Clock: office.SystemClock{}, Kinds: thingKinds()})
	for i := range size {
		said := "Cấp nhà"
		if i/3%2 == 0 {
			said = fmt.Sprint("Cấp đất ", i)
		}
		if i%3 > 0 {
			c := aConversion(i+1, "QĐ-UBND", said, 1)
			c.Code = ""
			must(s.SaveConversion(t.Context(), by, c))(t)
			continue
		}
		one := thing{Name: said}
		if err := s.Save(t.Context(), entering, things[0].Put(&one)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// TestWhatIsAskedWhereverItStandsIsWhatItsSignNames asks the index in both ways for what stands in one
// table, with limits that the rows of the other table use up, and some that they do not.
func TestWhatIsAskedWhereverItStandsIsWhatItsSignNames(t *testing.T) {
	s := mixed(t, 90)
	lines := must(Across{Kinds: []office.Kind{things[0].Name}}.place())(t)
	conversions := must(Query{States: []office.State{office.Finished}}.place())(t)
	conversions.sign = conversionsOnly
	for name, at := range map[string]place{"lines": lines, "conversions": conversions, "lines between": lines.between(20, 70), "conversions between": conversions.between(20, 70)} {
		for _, match := range []string{`"dat"`, `"cap"`, `"cap" AND "dat"`, `"d"*`, `"zzz"`} {
			all := must(s.hits(t.Context(), onRecord.words, match, at, -1))(t)
			for limit := range 70 {
				got := must(s.hits(t.Context(), onRecord.words, match, at, limit))(t)
				if !slices.Equal(got, firstOf(all, limit)) {
					t.Fatalf("%s with %s, at most %d: %v of %v", name, match, limit, got, all)
				}
			}
			by := at
			by.few = true
			if got := must(s.hits(t.Context(), onRecord.words, match, by, 10))(t); !slices.Equal(got, firstOf(all, 10)) {
				t.Errorf("%s with %s by the sign: %v of %v", name, match, got, all)
			}
		}
	}
	if all := must(s.hits(t.Context(), onRecord.words, `"dat"`, lines, -1))(t); len(all) != 15 {
		t.Errorf("%d lines", len(all))
	}
	if got := must(s.shares(t.Context()))(t); got.fewConversions || got.fewLines {
		t.Errorf("few are %+v", got)
	}
}

func TestWhatIsFewAmongTheRecordsIsCounted(t *testing.T) {
	if got := must(shelf(t, "a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "l", "m", "n").shares(t.Context()))(t); !got.fewLines || got.fewConversions {
		t.Errorf("of conversions: %+v", got)
	}
	if got := must(fresh(t).shares(t.Context()))(t); !got.fewConversions || got.fewLines {
		t.Errorf("of a store without any: %+v", got)
	}
}
