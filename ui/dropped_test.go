package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"tram/local/station/stationtest"
	"tram/ui/digitise"
	"tram/ui/kit"
)

func TestPagesDroppedOnThePlaceOfWhatWaitsBeginADocument(t *testing.T) {
	s := stationtest.New(t)
	w := openOn(t, s)
	w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(stationtest.Scan(t))})
	kit.Settle()
	if _, there := w.frame.page().(*digitise.Page); !there {
		t.Errorf("the window shows place %d", w.frame.now)
	}
	if drafts, err := s.Drafts(t.Context()); err != nil || len(drafts) != 1 || drafts[0].Pages != 1 {
		t.Errorf("drafts: %v, %v", drafts, err)
	}
}
