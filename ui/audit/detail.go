package audit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// detail tells all of one deed: who, when, from where, and each field before and after.
type detail struct {
	title   *widget.Label
	facts   *kit.Facts
	changes *widget.Label
	note    *widget.Label
	card    *fyne.Container
	choose  *widget.Label
	content fyne.CanvasObject
}

func newDetail() *detail {
	d := &detail{title: kit.Subheading(""), facts: kit.NewFacts(), changes: kit.Prose(""), note: kit.Muted(""), choose: kit.Muted(kit.T("audit.choose"))}
	d.title.Wrapping = fyne.TextWrapWord
	d.choose.Alignment = fyne.TextAlignCenter
	d.card = container.NewVBox(d.title, d.facts, kit.Subheading(kit.T("audit.changes")), d.changes, d.note)
	d.content = container.NewStack(kit.NewFormScroll(d.card), container.NewCenter(kit.Narrow(320, d.choose)))
	d.clear()
	return d
}

func (d *detail) clear() {
	d.card.Hide()
	d.choose.Show()
}

func (d *detail) show(of office.Deed) {
	d.title.SetText(of.Did)
	d.facts.Set([]kit.Fact{
		{Name: kit.T("audit.who-did"), Value: of.Who}, {Name: kit.T("audit.when"), Value: kit.At(of.At)}, {Name: kit.T("audit.where"), Value: of.Where},
		{Name: kit.T("audit.with"), Value: of.With()}, {Name: kit.T("audit.entry"), Value: kit.T("audit.entry-is", of.Seq, short(of.Hash))},
	})
	var said []string
	for _, c := range of.Changes {
		said = append(said, c.Said())
	}
	d.changes.SetText(strings.Join(said, "\n"))
	kit.Seen(d.changes, len(said) > 0)
	d.note.SetText(noted(of))
	kit.Seen(d.note, d.note.Text != "")
	d.choose.Hide()
	d.card.Show()
	d.card.Refresh()
}

// noted says why nothing is told of before and after, where nothing is.
func noted(of office.Deed) string {
	if len(of.Changes) == 0 && of.Note == "" {
		return kit.T("audit.no-changes")
	}
	return of.Note
}

// short is enough of a hash to compare by eye.
func short(d office.Digest) string { return string(d[:min(12, len(d))]) }
