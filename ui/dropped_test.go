package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"tram/local/station/stationtest"
	"tram/ui/digitise"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
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

func TestFilesThatAreRefusedAreToldWhateverPartIsInFront(t *testing.T) {
	w := openOn(t, stationtest.New(t))
	w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(stationtest.Scan(t))})
	kit.Settle()
	w.settleAt(screen{1024, 600, 150}.room(), new(kittest.Frames))
	bad := filepath.Join(t.TempDir(), "hỏng.jpg")
	if err := os.WriteFile(bad, []byte("không phải ảnh"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(bad)})
	kit.Settle()
	for range mostParts {
		kit.NextPart(w.frame.page().Content())
		w.settleAt(screen{1024, 600, 150}.room(), new(kittest.Frames))
		if !tells(w, "hỏng.jpg") {
			t.Error("a part of the desk does not tell of a file that was refused")
		}
	}
	w.escapePage()
	if tells(w, "hỏng.jpg") {
		t.Error("Esc does not put it away")
	}
}

// tells says whether words are in sight.
func tells(w *Window, words string) bool {
	return slices.ContainsFunc(below(w.win.Content()), func(o fyne.CanvasObject) bool {
		l, is := o.(*widget.Label)
		return is && strings.Contains(l.Text, words)
	})
}
