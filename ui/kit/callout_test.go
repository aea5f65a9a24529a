package kit

import (
	"strings"
	"testing"
)

func TestACalloutSaysTheFirstFewCountsTheRestAndIsPutAway(t *testing.T) {
	newDesk(t)
	c, all := NewCallout().Shuttable(), make([]Trouble, mostTold+2)
	for i := range all {
		all[i].Said = strings.Repeat("x", i+1)
	}
	c.SayAll(Warn, all)
	if lines := strings.Split(c.Said(), "\n"); len(lines) != mostTold+1 || lines[mostTold] != T("kit.more-said", 2) {
		t.Errorf("said %q", lines)
	}
	if !c.Visible() || !c.Shut() || c.Visible() || c.Shut() {
		t.Error("it is not put away once")
	}
	if c.SayAll(Warn, nil); c.Visible() {
		t.Error("it stands there with nothing to say")
	}
}
