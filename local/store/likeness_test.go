package store

import (
	"math/rand/v2"
	"path/filepath"
	"testing"

	"tram/local/office"
)

// TestARecordIsAsLikeAsItsWholeSays compares how much records are like what was typed with what they
// say as a whole, where some say it in their titles and some in words that no list shows.
func TestARecordIsAsLikeAsItsWholeSays(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 3))
	s := openWith(t, filepath.Join(t.TempDir(), "a.db"), Options{Clock: office.SystemClock{}, Kinds: thingKinds()})
	var all []Change
	for range 150 {
		one := thing{Name: saidText(r), Note: saidText(r), Room: saidText(r)}
		all = append(all, things[0].Put(&one))
	}
	must(0, s.Save(t.Context(), entering, all...))(t)
	keys := must(s.joinedKeys(t.Context(), `SELECT group_concat(key, ' ') FROM lines WHERE kind = ?`, things[0].Name))(t)
	whole := must(s.linesAt(t.Context(), keys))(t)
	hidden, scores := 0, map[int]int{}
	for range 150 {
		terms := termsOf(askedPhrase(r, []string{saidText(r), saidText(r)}))
		got := must(s.likenesses(t.Context(), keys, terms))(t)
		for _, key := range keys {
			want := numberLikeness(whole[key].Title, terms)
			if whole[key].carries(terms) {
				want++
				if !(Line{Title: whole[key].Title, Below: whole[key].Below}).carries(terms) {
					hidden++
				}
			}
			if scores[want]++; got[key] != want {
				t.Fatalf("%v is like %+v by %d, not %d", terms, whole[key], got[key], want)
			}
		}
	}
	if hidden == 0 || scores[0] == 0 || scores[1] == 0 || scores[2] == 0 || scores[3] == 0 {
		t.Errorf("%d are told by what lists do not show, and how like they are: %v", hidden, scores)
	}
}
