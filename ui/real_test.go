package ui

import (
	"testing"

	"tram/local/station/stationtest"
	"tram/ui/kit"
)

func TestTheWindowComesToTheDeskOfARealOffice(t *testing.T) {
	w := openOn(t, stationtest.New(t))
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
