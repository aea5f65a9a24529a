package store

import (
	"math/rand/v2"
	"slices"
	"testing"

	"tram/local/office"
)

// partsOf counts the parts in which an index lies.
func partsOf(t *testing.T, s *Store, table string) (n int) {
	t.Helper()
	if err := s.reader.QueryRowContext(t.Context(), `SELECT count(DISTINCT segid) FROM `+table+`_idx`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestPartsOfAnIndexAreGatheredAndNothingIsFoundOtherwise has many commits, with some of what was
// written written over, and asks before and after.
func TestPartsOfAnIndexAreGatheredAndNothingIsFoundOtherwise(t *testing.T) {
	s, r := fresh(t), rand.New(rand.NewPCG(3, 5))
	var all []office.Conversion
	for i := range 30 {
		batch := make([]office.Conversion, 20)
		for j := range batch {
			batch[j] = likely(r, i*len(batch)+j)
			batch[j].State = office.Draft
		}
		all = append(all, must(s.SaveConversions(t.Context(), by, batch))(t)...)
	}
	for i := range 40 {
		c := all[i*7]
		c.Document.Subject = "Về việc đấu giá"
		must(s.SaveConversion(t.Context(), by, c))(t)
	}
	asked := []string{"đất", "quy hoạch", `"đấu giá"`, "QĐ-UBND", "nguyễn", "tháng 11 năm 2025", "n", ""}
	answers := func() (all [][]int64) {
		for _, typed := range asked {
			all = append(all, must(s.Find(t.Context(), Query{Text: typed}))(t).Keys)
		}
		return all
	}
	before := answers()
	for _, table := range []string{onRecord.words, onRecord.said} {
		if n := partsOf(t, s, table); n < gatherFrom {
			t.Fatalf("%s has %d parts before it is gathered", table, n)
		}
	}
	if err := s.Gather(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{onRecord.words, onRecord.said} {
		if n := partsOf(t, s, table); n != 1 {
			t.Errorf("%s has %d parts", table, n)
		}
	}
	for i, now := range answers() {
		if len(before[i]) == 0 || !slices.Equal(now, before[i]) {
			t.Errorf("%q: %d were found before, and then %d", asked[i], len(before[i]), len(now))
		}
	}
	must(s.SaveConversion(t.Context(), by, likely(r, 1)))(t)
	if err := s.Gather(t.Context()); err != nil || partsOf(t, s, onRecord.words) != 2 {
		t.Errorf("one more record has all written anew: %v", err)
	}
}
