package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
)

// FillVersions shows in a box what stations made of a record apart, and lets one be kept: keep is given its entry
// and those of all that were seen. Where nothing is to be chosen the box is hidden.
func FillVersions(d *Desk, box *fyne.Container, about string, all []office.Version, keep func(entry office.ID, seen []office.ID)) {
	box.RemoveAll()
	Seen(box, len(all) > 1)
	if len(all) < 2 {
		return
	}
	var seen []office.ID
	for _, v := range all {
		seen = append(seen, v.Entry)
	}
	card := []fyne.CanvasObject{Prose(about)}
	for i, v := range all {
		said := []string{Said(v.Said)}
		if i == 0 {
			said = append(said, T("kit.version-shown"))
		}
		for _, each := range v.Differs {
			said = append(said, Said(each.Field)+": "+Said(each.Now))
		}
		b := NewButton(T("kit.version-keep"), nil, func() { keep(v.Entry, seen) })
		d.Guard(office.MayKeep, b)
		card = append(card, Border(nil, nil, nil, container.NewVBox(b), Prose(strings.Join(said, "\n"))))
	}
	box.Add(Card(card...))
}
