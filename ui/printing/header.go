package printing

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// header is the line above: where the clerk is, the way back, and who works
// here. The reading line stands over the document alone, and tells which of the
// two it is.
type header struct {
	page    *Page
	back    *kit.Button
	title   *widget.Label
	chip    *kit.Chip
	discard *kit.Button
	found   *kit.Button // opens again what comparing found
	content fyne.CanvasObject

	which   *kit.Picks
	name    *widget.Label // of the original, while it is the only one
	compare *kit.Button
	export  *kit.Button
	reading fyne.CanvasObject
}

// The least widths of the title and of the name of the original, in units of the screen.
const (
	titleLeast = 240
	nameLeast  = 60
)

func newHeader(p *Page) *header {
	h := &header{page: p, title: kit.Heading(kit.T("printing.title")), chip: kit.NewChip(kit.Neutral, nil, "")}
	h.title.Truncation = fyne.TextTruncateEllipsis
	h.back = kit.NewButton(kit.T("printing.back"), theme.NavigateBackIcon(), p.goBack)
	h.discard = kit.NewQuietButton(kit.T("printing.discard"), theme.DeleteIcon(), p.discard)
	p.desk.Guard(office.MayConvert, h.discard)
	h.found = kit.NewQuietButton(kit.T("printing.see-compared"), kit.IconProof, p.seeCompared)
	h.content = kit.Flow(h.back, kit.Stretch(titleLeast, h.title), h.chip, p.Deeds.Small(), h.found, h.discard, p.Who.Content)
	h.which = kit.NewPicks(func(i int) { p.readOther(i == 0) }).Across()
	h.compare = kit.NewButton(kit.T("printing.compare"), kit.IconProof, p.Scan)
	h.export = kit.NewButton(kit.T("printing.export"), theme.DocumentSaveIcon(), p.export)
	h.name = kit.Muted("")
	h.name.Wrapping, h.name.Truncation = fyne.TextWrapOff, fyne.TextTruncateEllipsis
	h.reading = kit.Flow(h.which, kit.Stretch(nameLeast, h.name), p.view.reader.Door(), h.compare, h.export)
	return h
}

// at tells which face is shown.
func (h *header) at(face int) {
	a := h.page.act
	typing := face == atAct && a != nil && a.stage() == filling
	kit.Seen(h.back, face != atList)
	kit.Seen(h.chip, face != atList)
	kit.Seen(h.discard, typing)
	kit.Seen(h.page.Deeds.Content, typing)
	kit.Seen(h.found, face == atAct && a != nil && h.page.comparisons[a.Conversion.ID] != nil)
	title, size := kit.T("printing.title"), theme.SizeNameHeadingText
	if a != nil && face != atList {
		title, size = kit.From(a.Station, titleOf(a.Conversion)), theme.SizeNameSubHeadingText
		h.chip.SetRow(office.Row{State: a.Conversion.State, Withdrawn: a.Withdrawn != nil})
		h.reads(a)
	}
	h.back.SetText(kit.T("printing.back"))
	if face == atPair {
		h.back.SetText(kit.T("printing.back-to-act"))
	}
	h.title.SizeName = size
	h.title.SetText(title)
	h.content.Refresh()
}

// reads tells which of the two documents is read, once there are two.
func (h *header) reads(a *act) {
	two := a.HasCopy()
	for _, o := range []fyne.CanvasObject{h.which, h.compare, h.export} {
		kit.Seen(o, two)
	}
	kit.Seen(h.name, !two)
	if m := a.Conversion.Message; m != nil && !two {
		h.name.SetText(kit.Joined(kit.Foreign(m.Name), kit.T("printing.pages", m.Pages)))
	}
	at := 1
	if a.original {
		at = 0
	}
	if two && h.which.Picked() != at {
		h.which.Set([]kit.Pick{{Name: kit.T("printing.original")}, {Name: kit.T("printing.copy")}}, at)
	}
	h.reading.Refresh()
}

// titleOf names a document by what is known of it.
func titleOf(c office.Conversion) string {
	name := kit.Named(c.Document.Number, c.Document.Symbol, c.Document.Subject)
	if c.Message != nil {
		name = cmp.Or(name, kit.Foreign(c.Message.Name))
	}
	return cmp.Or(name, kit.T("kit.unnamed"))
}
