package kit

import (
	"context"
	"testing"
)

func TestOnlyTheLatestOfSeveralLoadsComesToTheScreen(t *testing.T) {
	var l Latest
	if l.Now().Err() == nil {
		t.Error("something counts before anything was begun")
	}
	came := ""
	first := make(chan struct{})
	for _, each := range []struct {
		name string
		hold chan struct{}
	}{{"the older", first}, {"the newer", nil}} {
		Load(l.Next(t.Context()), func(context.Context) (string, error) {
			if each.hold != nil {
				<-each.hold
			}
			return each.name, nil
		}, func(name string, _ error) { came += name })
	}
	close(first)
	Settle()
	if came != "the newer" {
		t.Errorf("%q came", came)
	}
}

func TestWhatIsDroppedOrBelongsToWhatEndedDoesNotCome(t *testing.T) {
	for name, end := range map[string]func(l *Latest, visit context.CancelFunc){
		"dropped":                 func(l *Latest, _ context.CancelFunc) { l.Drop() },
		"of a visit that is over": func(_ *Latest, visit context.CancelFunc) { visit() },
	} {
		var l Latest
		visit, over := context.WithCancel(t.Context())
		hold := make(chan struct{})
		Load(l.Next(visit), func(context.Context) (int, error) {
			<-hold
			return 0, nil
		}, func(int, error) { t.Error(name + ": it came") })
		end(&l, over)
		if l.Now().Err() == nil {
			t.Error(name + ": it still counts")
		}
		close(hold)
		Settle()
		over()
	}
}
