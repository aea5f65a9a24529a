package sign

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// how is the right column: with which key, in whose name, how it looks, and
// the main act. Before the queue of what evidence is owed for, it says instead
// what will be added.
type how struct {
	p       *Page
	choices []office.Look

	key        *keycard
	roles      *kit.Picks
	look       *kit.Select
	move, here *kit.Button
	notes      *fyne.Container
	why        *kit.Callout    // there is no such signature
	stamp      *fyne.Container // what lacks where no time-stamp server is set
	ticked     *widget.Label
	act        *kit.Button

	signing, adding fyne.CanvasObject
	content         fyne.CanvasObject
}

// roles in the order in which they are offered.
var roles = []office.Role{office.ByOffice, office.ByPerson}

func newHow(p *Page) *how {
	h := &how{p: p, key: newKeycard(p), notes: kit.Lines(), why: kit.NewCallout(), stamp: kit.Lines(), ticked: kit.Muted("")}
	h.roles = kit.NewPicks(func(i int) {
		p.wishes.Role = roles[i]
		p.front.lookAgain()
	}).Across()
	h.roles.Set([]kit.Pick{{Name: kit.T("sign.by-office")}, {Name: kit.T("sign.by-person")}}, 0)
	h.look = kit.NewSelect(nil, func(string) {
		p.wishes.Choose(p.front.line.Row, h.choices[h.look.SelectedIndex()])
		p.front.lookAgain()
	})
	h.look.PlaceHolder = " " // of what was signed nothing is to be chosen
	h.move = kit.NewQuietButton(kit.T("sign.move"), theme.ViewFullScreenIcon(), func() { p.front.leaves.Rail.BeginMove() })
	h.here = kit.NewQuietButton(kit.T("sign.here"), kit.IconPage, func() { p.front.here() })
	h.act = kit.NewButton("", kit.IconSign, p.Finish)
	p.desk.Guard(office.MaySign, h.act)
	h.ticked.Alignment = fyne.TextAlignCenter
	h.content = h.layOut()
	return h
}

func (h *how) layOut() fyne.CanvasObject {
	h.signing = container.NewVBox(h.key.content, kit.Strong(kit.T("sign.role")), h.roles,
		container.NewBorder(nil, nil, kit.Strong(kit.T("sign.look")), container.NewStack(h.move, h.here)), h.look, h.why, h.notes)
	h.adding = kit.Card(kit.Subheading(kit.T("sign.extend-title")), kit.Prose(kit.T("sign.extend-about")), kit.Muted(kit.T("sign.extend-needs")))
	foot := container.NewVBox(widget.NewSeparator(), h.ticked, h.act)
	return kit.Border(nil, foot, nil, nil, kit.NewFormScroll(container.NewVBox(h.signing, h.adding, h.stamp)))
}

// looked shows what can be chosen for the document in front, what is chosen,
// and what there is to know of it; err says why it cannot be made.
func (h *how) looked(v office.LookView, err error) {
	if len(v.Choices) > 0 {
		h.choices = v.Choices
	} else if err != nil && h.choices == nil {
		h.choices = office.Looks // the clerk can still choose another
	}
	var names []string
	for _, each := range h.choices {
		names = append(names, kit.T("sign.look-"+string(each)))
	}
	h.look.Offer(names, slices.Index(h.choices, v.Look))
	h.notes.RemoveAll()
	for _, note := range v.Notes {
		h.notes.Add(kit.Muted(note))
	}
	h.why.Fail(err)
	h.paged()
}

// paged offers what can be done with the signature on the page in view.
func (h *how) paged() {
	f := h.p.front
	there := f.view.Spot.Page == f.leaves.At()
	kit.Able(h.look, f.shows())
	kit.Seen(h.move, f.movable() && there)
	kit.Seen(h.here, f.movable() && !there)
}

// show draws all that does not hang on the document in front.
func (h *how) show() {
	owing := h.p.queue == h.p.owe
	kit.Seen(h.signing, !owing)
	kit.Seen(h.adding, owing)
	h.key.show(h.p.held, h.p.setup.LastKey)
	h.sayStamp(owing)
	h.count()
	h.content.Refresh()
}

// sayStamp tells what is missing where no time-stamp server was set, and where
// to set it.
func (h *how) sayStamp(owing bool) {
	h.stamp.RemoveAll()
	if h.p.setup.StampURL != "" {
		return
	}
	said := kit.T("sign.no-stamp")
	if owing {
		said = kit.T("sign.no-stamp-owing")
	}
	h.stamp.Add(kit.Muted(said))
	h.stamp.Add(kit.NewWayTo(kit.T("sign.to-settings"), func() { h.p.OpenSettings() }))
}

// count tells on the main button what it is about.
func (h *how) count() {
	lines := h.p.queue.Ticked()
	h.ticked.SetText(h.tally(lines))
	h.act.SetText(h.word(lines))
	kit.Able(h.act, h.p.running == nil)
	h.act.Calls(len(lines) > 0)
}

// tally is how far the work is, or how many are ticked.
func (h *how) tally(lines []*office.SigningLine) string {
	if r := h.p.running; r != nil {
		did, failures, _ := r.count()
		return kit.T("sign.done-of", did+failures, len(r.lines))
	}
	hidden := 0
	for _, l := range lines {
		if h.p.list.where(l) < 0 {
			hidden++
		}
	}
	if hidden > 0 {
		return kit.T("sign.ticked-hidden", len(lines), h.p.queue.Waits(), hidden)
	}
	return kit.T("sign.ticked", len(lines), h.p.queue.Waits())
}

// word is what the main button says.
func (h *how) word(lines []*office.SigningLine) string {
	owing, n := h.p.queue == h.p.owe, len(lines)
	switch {
	case h.p.running != nil && h.p.running.queue == h.p.owe:
		return kit.T("sign.extending")
	case h.p.running != nil:
		return kit.T("sign.signing")
	case owing && n == 0:
		return kit.T("sign.extend-none")
	case owing:
		return kit.T("sign.extend", n)
	case n == 0:
		return kit.T("sign.sign-none")
	case !slices.ContainsFunc(lines, func(l *office.SigningLine) bool { return l.Task != office.TaskFinish }):
		return kit.T("sign.sign-and-finish", n)
	}
	return kit.T("sign.sign", n)
}
