package store

import (
	"cmp"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
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

// TestWhatAFacetSaysIsReadInOrder whatever signs are in it, and nothing beside what was asked for.
func TestWhatAFacetSaysIsReadInOrder(t *testing.T) {
	s := openWith(t, filepath.Join(t.TempDir(), "a.db"), Options{Clock: office.SystemClock{}, Kinds: thingKinds()})
	said := []string{"2026/1.VP", "2026/10.VP", "2026/1.VP", "2026/", "2025/1.VP", "20260/1", "2026", "2026/Đ 3 12\n\x00\x1f", "2026/~", "đ", "đa", "đ\U0010ffff", "\x7f"}
	at := map[string][]int64{}
	for i, room := range said {
		one := thing{Name: "x", Room: room}
		must(0, s.Save(t.Context(), entering, things[i/12].Put(&one)))(t)
		if i < 12 {
			at[room] = append(at[room], must(s.KeysOf(t.Context(), things[0].Name, []office.ID{one.ID}))(t)[one.ID])
		}
	}
	for _, begins := range []string{"", "2026/", "2026/1", "2026", "đ", "nothing", "2026/~", "\x7f"} {
		var want []Placed
		for room, keys := range at {
			for _, key := range keys {
				if strings.HasPrefix(room, begins) {
					want = append(want, Placed{room, key})
				}
			}
		}
		slices.SortFunc(want, func(a, b Placed) int { return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.Key, b.Key)) })
		if is, err := s.PlacedBy(t.Context(), things[0].Name, "room", begins); err != nil || !slices.Equal(is, want) {
			t.Errorf("after %q there are %v, not %v, %v", begins, is, want, err)
		}
	}
}
