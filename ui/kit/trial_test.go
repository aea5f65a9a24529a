package kit

import (
	"context"
	"slices"
	"testing"
)

func TestATrialAsksOnceAtATimeAndThenTheLast(t *testing.T) {
	var trial Trial
	var asked, shown []int
	try := func(ctx context.Context, n int) {
		Try(&trial, ctx, func(context.Context) (int, error) { asked = append(asked, n); return n, nil }, func(n int, _ error) { shown = append(shown, n) })
	}
	for n := range 4 {
		try(t.Context(), n)
	}
	Settle()
	try(t.Context(), 4)
	Settle()
	if want := []int{0, 3, 4}; !slices.Equal(asked, want) || !slices.Equal(shown, want) {
		t.Errorf("asked %v, shown %v", asked, shown)
	}
	ended, end := context.WithCancel(t.Context())
	try(ended, 5)
	end()
	Settle()
	try(t.Context(), 6)
	Settle()
	if !slices.Contains(shown, 6) {
		t.Error("after one that was dropped nothing is asked any more")
	}
}
