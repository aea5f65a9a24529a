package reader

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
)

func TestBesideAFormTheLineStaysShortAndThePanelTakesThePlaceOfTheSmallPages(t *testing.T) {
	r := reading(t, newBook(a4, a4)).Compact()
	r.desk.Window.SetContent(container.NewBorder(r.Door(), nil, nil, nil, r.Content()))
	r.desk.Window.Resize(fyne.NewSize(680, 600))
	if one := r.bar.content.Objects[0].MinSize().Height; r.bar.content.Size().Height > one+1 {
		t.Errorf("the line is %g high, not %g", r.bar.content.Size().Height, one)
	}
	r.SetAbout(About{Signatures: &office.SignatureReport{Verdict: office.SignatureInvalid}})
	if r.thumbs.list.Visible() || !r.side.content.Visible() || !r.Door().Visible() {
		t.Error("an invalid signature does not open the panel in the place of the small pages")
	}
	r.Door().OnTapped()
	if !r.thumbs.list.Visible() || r.side.content.Visible() {
		t.Error("the small pages did not come back")
	}
}

func TestTwoDocumentsSideBySideShowNothingButTheirPages(t *testing.T) {
	r := reading(t, newBook(a4, a4)).Slim()
	r.desk.Window.Resize(fyne.NewSize(350, 600))
	if got := r.Content().MinSize().Width; got > 350 {
		t.Errorf("it needs %g", got)
	}
	if r.thumbs.list.Visible() || len(r.bar.what().Objects) > 0 || r.view.Position().X != 0 {
		t.Errorf("the pages begin at %g", r.view.Position().X)
	}
}
