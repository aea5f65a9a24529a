package audit

import (
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// detail tells all of one deed: who, when, from where, and each field before and after.
type detail struct {
	*kit.Detail[office.Deed]
	facts   *kit.Facts
	changes *widget.Label
	note    *widget.Label
}

func newDetail(desk *kit.Desk) *detail {
	d := &detail{facts: kit.NewFacts(), changes: kit.Prose(""), note: kit.Muted("")}
	card := container.NewVBox(d.facts, kit.Subheading(kit.T("audit.changes")), d.changes, d.note)
	d.Detail = kit.NewDetail[office.Deed](desk, kit.T("audit.choose"), kit.NewFormScroll(card))
	d.Show = d.tell
	return d
}

func (d *detail) tell(of office.Deed, _ bool) {
	d.Title(kit.Said(of.Did))
	d.facts.Set([]kit.Fact{
		{Name: kit.T("audit.who-did"), Value: of.Who}, {Name: kit.T("audit.when"), Value: kit.At(of.At)}, {Name: kit.T("audit.where"), Value: of.Where},
		{Name: kit.T("audit.with"), Value: kit.SaidOf(of.With())}, {Name: kit.T("audit.entry"), Value: kit.T("audit.entry-is", of.Seq, kit.ShortHash(of.Hash))},
	})
	var said []string
	for _, c := range of.Changes {
		said = append(said, c.Said())
	}
	d.changes.SetText(strings.Join(said, "\n"))
	kit.Seen(d.changes, len(said) > 0)
	d.note.SetText(noted(of))
	kit.Seen(d.note, d.note.Text != "")
}

// noted says why nothing is told of before and after, where nothing is.
func noted(of office.Deed) string {
	if len(of.Changes) == 0 && of.Note == "" {
		return kit.T("audit.no-changes")
	}
	return of.Note
}
