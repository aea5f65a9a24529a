package copying_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
)

// TestEachThatWasRestoredFromOneCopySaysSo by a note of its own, and what else lies there says
// nothing.
func TestEachThatWasRestoredFromOneCopySaysSo(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	b.work()
	b.round(b.copier(target))
	old := office.NewID(b.clock.Now())
	c := b.copier(target)
	c.Former = old
	b.round(c)
	is, err := copying.Successors(t.Context(), target, b.id, old)
	if err != nil || len(is) != 1 || is[0].Station != b.store.Station() || is[0].Of != old {
		t.Fatalf("%+v, %v", is, err)
	}
	var note string
	for name := range target.Objects() {
		if strings.Contains(name, "/n/") {
			note = name
		}
	}
	folder := note[:strings.LastIndex(note, "/")+1]
	first := target.Objects()[note]
	for i := range 200 { // somebody puts notes there: garbage, huge ones, and the same under other names
		target.Objects()[fmt.Sprintf("%sx%03d", folder, i)] = [][]byte{sealedTo(t, b.id, []byte("giả")), make([]byte, 1<<20), first}[i%3]
	}
	if is, err := copying.Successors(t.Context(), target, b.id, old); err != nil || len(is) > 1 || len(is) == 1 && is[0].Station != b.store.Station() {
		t.Errorf("among others: %+v, %v", is, err)
	}
	if is, err := copying.Successors(t.Context(), target, b.id, b.store.Station()); err != nil || len(is) > 0 {
		t.Errorf("of the station itself: %+v, %v", is, err)
	}
	maps.DeleteFunc(target.Objects(), func(name string, _ []byte) bool { return strings.HasPrefix(name, folder+"x") })
	target.Objects()[note][90] ^= 4
	again := b.copier(target)
	again.Former = old
	b.round(again)
	if is, err := copying.Successors(t.Context(), target, b.id, old); err != nil || len(is) != 1 {
		t.Errorf("a note that rotted is not put anew: %+v, %v", is, err)
	}
}
