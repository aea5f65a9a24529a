package office

import "testing"

func TestAnInspectorReadsAllAndChangesNothing(t *testing.T) {
	for _, right := range []Right{MayConvert, MaySign, MayWithdraw, MayKeep, MayRun, MayAdmit, MayReview} {
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
