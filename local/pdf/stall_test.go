package pdf

import (
	"errors"
	"testing"
	"time"
)

func TestAThousandPagesOfUsualTimeTakeNothingFromAnAct(t *testing.T) {
	s := stallOf(OneAct(t.Context()))
	for range 1000 {
		if s.allows(sightTime) != sightTime {
			t.Fatal("an honest page has less time than any other")
		}
		s.took(pageUsual)
	}
	if s.left != stallTime {
		t.Errorf("%v are left of %v", s.left, stallTime)
	}
}

// TestPagesThatAllTakeNearlyTheirTimeEndTheAct never runs a page into its own limit.
func TestPagesThatAllTakeNearlyTheirTimeEndTheAct(t *testing.T) {
	ctx := OneAct(t.Context())
	var whole time.Duration
	for range 1000 {
		each := stallOf(OneAct(ctx)).allows(sightTime) // as every file of the act begins
		if each > sightTime {
			t.Fatalf("a page has %v", each)
		}
		whole += each
		stallOf(ctx).took(each)
	}
	if whole > time.Minute || whole < stallTime {
		t.Errorf("a thousand pages take %v", whole)
	}
	if stallOf(t.Context()).allows(sightTime) != sightTime {
		t.Error("another act has less")
	}
}

func TestAFileOfSlowPagesIsDrawnNoMoreOnceTheActHasWaited(t *testing.T) {
	sight, shape := looked(t, hanging())
	sight.stall = &stall{usual: 50 * time.Millisecond, left: 300 * time.Millisecond}
	began := time.Now()
	if _, err := sight.Ink(t.Context(), 1, shape); !errors.Is(err, Unseeable) {
		t.Errorf("a page that hangs: %v", err)
	}
	if took := time.Since(began); took > sightTime/2 {
		t.Errorf("it took %v", took)
	}
	if _, err := sight.Ink(t.Context(), 0, shape); !errors.Is(err, errHung) || !errors.Is(err, Unseeable) {
		t.Errorf("the next page: %v", err)
	}
}
