package store

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAllKeysOfAKindStandNewestFirst has lines of several states and kinds.
func TestAllKeysOfAKindStandNewestFirst(t *testing.T) {
	s := manyMixed(t, rand.New(rand.NewPCG(13, 9)), 200)
	for _, k := range things[:2] {
		all, more, err := s.LineKeys(t.Context(), LineQuery{Kind: k.Name})
		if err != nil || more || len(all) < 30 || !slices.IsSortedFunc(all, newerFirst) {
			t.Fatalf("%d keys in order, more: %v, %v", len(all), more, err)
		}
		for _, n := range must(s.NamesOf(t.Context(), all))(t) {
			if n.Kind != k.Name {
				t.Errorf("%+v is among each %s", n, k.Name)
			}
		}
		count := must(s.CountLines(t.Context(), k.Name))(t)
		some, more, err := s.LineKeys(t.Context(), LineQuery{Kind: k.Name, Most: 20})
		if err != nil || !more || len(all) != count || !slices.Equal(some, all[:20]) {
			t.Errorf("of %d the first are %v, not %v; more: %v, %v", count, some, all[:20], more, err)
		}
	}
}
