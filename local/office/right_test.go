package office

import (
	"errors"
	"slices"
	"testing"
)

func TestAnInspectorReadsAllAndChangesNothing(t *testing.T) {
	for _, right := range []Right{MayConvert, MaySign, MayWithdraw, MayKeep, MayDecide, MayRun, MayAdmit, MayReview} {
		if AsInspector.Has(right) {
			t.Errorf("an inspector may %s", right)
		}
	}
	if !AsInspector.Has(MayRead) || !AsInspector.Has(MayAudit) {
		t.Error("an inspector cannot read all")
	}
}

func TestEachPostHasANameAndReads(t *testing.T) {
	for _, p := range Posts {
		if p.Name() == "" || !p.Has(MayRead) {
			t.Errorf("%s: name %q, reads %v", p, p.Name(), p.Has(MayRead))
		}
	}
	if Post("stranger").Has(MayRead) {
		t.Error("a post that nobody knows reads")
	}
}

func TestEachRightOfEachPostIsWorded(t *testing.T) {
	for _, p := range Posts {
		for _, r := range p.Rights() {
			if !p.Has(r) || !slices.Contains(Rights, r) {
				t.Errorf("%s lists %s, which it does not give", p, r)
			}
		}
	}
	for _, r := range Rights {
		if r.Name() == "" {
			t.Errorf("the right %s has no words", r)
		}
	}
}

func TestAPostAndARightAreReadAsTheyAreTyped(t *testing.T) {
	for _, p := range Posts {
		if read, err := ParsePost(string(p)); err != nil || read != p {
			t.Errorf("%s is read as %q, %v", p, read, err)
		}
	}
	for _, r := range Rights {
		if read, err := ParseRight(string(r)); err != nil || read != r {
			t.Errorf("%s is read as %q, %v", r, read, err)
		}
	}
	if _, err := ParsePost("boss"); !errors.Is(err, UnknownPost) {
		t.Errorf("a post that nobody knows: %v", err)
	}
	if _, err := ParseRight("fly"); !errors.Is(err, UnknownRight) {
		t.Errorf("a right that nobody knows: %v", err)
	}
}
