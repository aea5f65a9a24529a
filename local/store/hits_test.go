package store

import (
	"fmt"
	"math/rand/v2"
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

// manyMixed are things with lines and conversions in turns that nobody can foresee, of a few words each.
func manyMixed(t *testing.T, r *rand.Rand, size int) *Store {
	t.Helper()
	s := openWith(t, filepath.Join(t.TempDir(), "a.db"), Options{Clock: office.SystemClock{}, Kinds: thingKinds()})
	said := []string{"cấp đất", "cấp đất quy hoạch", "cấp quy hoạch", "cấp quy đất hoạch", "cấp nhà", "cấp đất nhà quy hoạch", "nhà"}
	text := func() string { return said[r.IntN(len(said))] }
	for made := 0; made < size; {
		count := min(1+r.IntN(40), size-made)
		made += count
		if r.IntN(3) == 0 {
			all := make([]office.Conversion, count)
			for i := range all {
				all[i] = aConversion(made-i, "QĐ-UBND", text(), 1)
				all[i].Code, all[i].State = "", []office.State{office.Finished, office.Draft}[r.IntN(2)]
			}
			must(s.SaveConversions(t.Context(), by, all))(t)
			continue
		}
		var all []Change
		for range count {
			one := thing{Name: text(), State: []office.State{"", "gone"}[r.IntN(2)]}
			all = append(all, things[r.IntN(2)].Put(&one))
		}
		must(0, s.Save(t.Context(), entering, all...))(t)
	}
	return s
}

// keysBetween are those of keys after one and before another.
func keysBetween(keys []int64, after, before int64) []int64 {
	return slices.DeleteFunc(slices.Clone(keys), func(key int64) bool { return key <= after || key >= before })
}

// both are those of keys that are among others, too.
func both(keys, others []int64) (met []int64) {
	for _, key := range keys {
		if slices.Contains(others, key) {
			met = append(met, key)
		}
	}
	return met
}

// TestWordsBesideAPhraseAreAskedForInAnyWay asks for what has words and says something, of few and of
// many, in each place and between any keys, and sets it beside all that have the words, all that say it
// and all that stands there.
func TestWordsBesideAPhraseAreAskedForInAnyWay(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 7))
	const size = 6 * narrow
	s := manyMixed(t, r, size)
	lines := must(Across{Kinds: []office.Kind{things[0].Name}}.place())(t)
	finished := must(Query{States: []office.State{office.Finished}}.place())(t)
	finished.sign = conversionsOnly
	everything := must(s.hits(t.Context(), onRecord.words, `"c"* OR "nha"`, place{}, -1))(t)
	if len(everything) != size {
		t.Fatalf("%d of %d records have words", len(everything), size)
	}
	full, some := 0, 0
	for range 200 {
		words := []string{`"dat"`, `"c"*`, `"nha"`, `"dat" AND "nha"`, `"zzz"`, `"hoach"`}[r.IntN(6)]
		said := []string{`"quy·hoach"`, `"cap·dat"`, `"nha·"*`, `"zzz·zzz"`}[r.IntN(4)]
		by := []string{"", asked(Sifted{SiftKind, string(things[0].Name)}.key(), false), conversionsOnly}[r.IntN(3)]
		at := []place{lines, finished, {}}[r.IntN(3)]
		at.few = r.IntN(2) == 0
		want := both(must(s.hits(t.Context(), onRecord.words, narrowed(words, by), at, -1))(t), must(s.hits(t.Context(), onRecord.said, narrowed(said, by), place{}, -1))(t))
		if r.IntN(3) == 0 {
			after := r.Int64N(size)
			before := after + r.Int64N(size)
			at, want = at.between(after, before), keysBetween(want, after, before)
		}
		for _, limit := range []int{-1, 1, 20, narrow + 1} {
			got := must(s.hitsOfBoth(t.Context(), onRecord, words, said, by, at, limit))(t)
			if !slices.Equal(got, firstOf(want, limit)) {
				t.Fatalf("%s with %s in %q at %+v, at most %d: %d, not %d", words, said, by, at, limit, len(got), len(firstOf(want, limit)))
			}
		}
		switch {
		case len(want) > narrow:
			full++
		case len(want) > 0:
			some++
		}
	}
	if full < 5 || some < 25 {
		t.Errorf("%d questions find more than is shown, and %d some: the others show little", full, some)
	}
}

// TestAsManyAreAskedForAsAreWanted has what stands in a place in clusters, so that the next rows have
// fewer of it than the first.
func TestAsManyAreAskedForAsAreWanted(t *testing.T) {
	s := manyMixed(t, rand.New(rand.NewPCG(13, 11)), 900)
	lines := must(Across{Kinds: []office.Kind{things[0].Name, things[1].Name}}.place())(t)
	all := must(s.hits(t.Context(), onRecord.words, `"dat"`, lines, -1))(t)
	if len(all) < 200 {
		t.Fatalf("%d lines", len(all))
	}
	for limit := 1; limit < len(all)+20; limit += 3 {
		if got := must(s.hits(t.Context(), onRecord.words, `"dat"`, lines, limit))(t); !slices.Equal(got, firstOf(all, limit)) {
			t.Fatalf("at most %d: %d of %d", limit, len(got), len(all))
		}
	}
}

// TestKeysFarApartAreAskedForByThemselves has few keys with many rows of a word between them, and many
// keys with few.
func TestKeysFarApartAreAskedForByThemselves(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 8))
	s := manyMixed(t, r, 5*walkedForOne)
	everything := must(s.hits(t.Context(), onRecord.words, `"c"* OR "nha"`, place{}, -1))(t)
	for _, match := range []string{`"c"*`, `"dat"`, `"quy" AND "dat"`, `"zzz"`} {
		all := must(s.hits(t.Context(), onRecord.words, match, place{}, -1))(t)
		for _, count := range []int{0, 1, 2, 3, 4, 40, 400} {
			for range 5 {
				var keys []int64
				for _, i := range r.Perm(len(everything))[:count] {
					keys = append(keys, everything[i])
				}
				slices.SortFunc(keys, newerFirst)
				for _, begins := range []bool{true, false} {
					if got, want := must(s.among(t.Context(), onRecord.words, match, keys, begins))(t), both(keys, all); !slices.Equal(got, want) {
						t.Fatalf("%s of %v: %v, not %v", match, keys, got, want)
					}
				}
			}
		}
	}
}
