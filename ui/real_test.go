package ui

import (
	"context"
	"testing"

	"tram/local/station/stationtest"
	"tram/ui/kit"
)

// onStation starts a window on a real office.
func onStation(t *testing.T) *Window {
	t.Helper()
	s := stationtest.New(t)
	return open(t, nil, func(o *Options) {
		o.Open = func(context.Context, string) (Services, error) { return s, nil }
	})
}

func TestTheWindowComesToTheDeskOfARealOffice(t *testing.T) {
	w := onStation(t)
	if w.frame == nil || w.locked {
		t.Fatal("the window did not come to the desk of an office without accounts")
	}
	for i := range w.frame.pages {
		w.frame.goTo(i)
		kit.Settle()
		if said := w.desk.News.Said(); said != "" {
			t.Errorf("place %d says %q in an office where nothing happened yet", i, said)
		}
	}
}
