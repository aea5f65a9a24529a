package pagetest

import (
	"testing"

	"tram/local/office"
)

// Judge tells whether what became of the file is its fate: so many pages, or a refusal that
// has a sentence and a next step.
func (h Hostile) Judge(t testing.TB, pages int, refused error) {
	t.Helper()
	said, told := office.FailureIn(refused)
	switch {
	case refused == nil && h.Fate == Refused:
		t.Errorf("it was taken, as %d pages", pages)
	case refused == nil && pages != max(1, h.Pages):
		t.Errorf("%d pages of it were taken", pages)
	case refused != nil && h.Fate == Kept:
		t.Errorf("it was refused: %v", refused)
	case refused != nil && pages != 0:
		t.Errorf("it was refused, and %d pages taken: %v", pages, refused)
	case refused != nil && (!told || said.Said == "" || said.Next == ""):
		t.Errorf("it was refused without a sentence: %v", refused)
	}
}
