package copying_test

import (
	"errors"
	"testing"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/seal"
)

// TestWhatAFormerIdentitySealedGoesWhereThePlaceLetsIt, and never under the one in force.
func TestWhatAFormerIdentitySealedGoesWhereThePlaceLetsIt(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	for range 3 {
		b.work()
	}
	b.round(b.copier(target))
	station, many := b.store.Station(), len(target.Objects())
	key, err := b.id.Key(copying.NamesPurpose)
	if err != nil {
		t.Fatal(err)
	}
	next, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := copying.Prepare(t.Context(), target, next, b.clock.Now()); err != nil {
		t.Fatal(err)
	}
	f := copying.Former{Recipient: b.id.Recipient(), Names: key, Until: b.clock.Now()}
	if is, err := f.Weigh(t.Context(), target, station); err != nil || int(is.Objects) != many || is.Bytes == 0 || is.Shared || !is.Since.Equal(f.Until) {
		t.Errorf("of %d objects: %+v, %v", many, is, err)
	}
	if err := f.Remove(t.Context(), target, b.id, station); err == nil || len(target.Objects()) != many+1 {
		t.Errorf("of the identity in force: %v, and %d objects of %d", err, len(target.Objects()), many+1)
	}
	if err := f.Remove(t.Context(), once{target}, next, station); !errors.Is(err, copying.FormerKept) {
		t.Errorf("where nothing is given up: %v", err)
	}
	target.Left = many / 2
	if err := f.Remove(t.Context(), target, next, station); !errors.Is(err, copying.Gone) {
		t.Errorf("pulled out: %v", err)
	}
	target.Left = -1
	if err := f.Remove(t.Context(), target, next, station); err != nil || len(target.Objects()) != 1 {
		t.Errorf("%v, and %d objects are left", err, len(target.Objects()))
	}
	if is, err := f.Weigh(t.Context(), target, station); err != nil || is.Objects != 0 || !is.Since.IsZero() {
		t.Errorf("after it: %+v, %v", is, err)
	}
}
