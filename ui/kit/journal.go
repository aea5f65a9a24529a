package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Journal (nhật ký của một hồ sơ) tells what was done to a record in the words of the steps:
// what, when, by whom, and where it stands in the journal.
type Journal struct {
	Content *fyne.Container
	shown   []office.Deed
}

// NewJournal tells nothing yet.
func NewJournal() *Journal { return &Journal{Content: container.NewVBox()} }

// Set tells other deeds, the oldest first.
func (j *Journal) Set(deeds []office.Deed) {
	j.shown = deeds
	j.Content.RemoveAll()
	for _, each := range deeds {
		who := Muted(T("kit.deed-by", At(each.At), each.Who))
		link := Muted(T("kit.deed-entry", each.Seq, ShortHash(each.Hash)))
		j.Content.Add(Lines(widget.NewLabel(each.Did), who, link))
	}
}

// Shown are those that are told.
func (j *Journal) Shown() []office.Deed { return j.shown }

// ShortHash is enough of a hash to compare by eye.
func ShortHash(d office.Digest) string { return string(d[:min(12, len(d))]) }
