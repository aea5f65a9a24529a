package store

import (
	"testing"

	"tram/local/office"
)

// found searches and returns the subjects, first hit first.
func found(t testing.TB, s *Store, q Query) []string {
	t.Helper()
	hits := must(s.Find(t.Context(), q))(t)
	var subjects []string
	for _, r := range must(s.Rows(t.Context(), hits.Keys))(t) {
		subjects = append(subjects, r.Subject)
	}
	return subjects
}

func TestSearchSmoke(t *testing.T) {
	s := fresh(t)
	must(s.SaveConversion(t.Context(), by, aConversion(15, "QĐ-UBND", "Về việc cấp đất", 1)))(t)
	for _, q := range []string{"", "cap dat", "cấp đất", "15/QĐ-UBND", "quyet d", "mau son"} {
		if got := found(t, s, Query{Text: q, States: []office.State{office.Finished}, Most: 10}); len(got) != 1 {
			t.Errorf("%q found %q", q, got)
		}
	}
}
