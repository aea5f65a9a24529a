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
	telling bool

	key    *keycard
	roles  *kit.Picks
	look   *kit.Select
	move   *kit.Button
	here   *kit.Button
	notes  *fyne.Container
	why    *kit.Callout    // there is no such signature
	stamp  *fyne.Container // what lacks where no time-stamp server is set
	owing  *fyne.Container // the same before what is owed
	ticked *widget.Label
	act    *kit.Button

	signing, adding fyne.CanvasObject
	content         fyne.CanvasObject
}

// roles in the order in which they are offered.
var roles = []office.Role{office.ByOffice, office.ByPerson}

func newHow(p *Page) *how {
	h := &how{p: p, key: newKeycard(p), notes: kit.Lines(), why: kit.NewCallout(), stamp: kit.Lines(), owing: kit.Lines(), ticked: kit.Muted("")}
	h.roles = kit.NewPicks(func(i int) { p.inRole(roles[i]) }).Across()
	h.look = kit.NewSelect(nil, h.chose)
	h.look.PlaceHolder = " " // of what was signed nothing is to be chosen
	h.move = kit.NewQuietButton(kit.T("sign.move"), theme.ViewFullScreenIcon(), func() { p.front.leaves.Rail.BeginMove() })
	h.here = kit.NewQuietButton(kit.T("sign.here"), kit.IconPage, func() { p.front.here() })
	h.act = kit.NewButton("", kit.IconSign, p.Finish)
	p.desk.Guard(office.MaySign, h.act)
	h.ticked.Alignment = fyne.TextAlignCenter
	h.setRole(office.ByOffice)
	h.signing = container.NewVBox(h.key.content, bold(kit.T("sign.role")), h.roles,
		container.NewBorder(nil, nil, bold(kit.T("sign.look")), container.NewStack(h.move, h.here)), h.look, h.why, h.notes, h.stamp)
	h.adding = kit.Card(kit.Subheading(kit.T("sign.extend-title")), kit.Prose(kit.T("sign.extend-about")), kit.Muted(kit.T("sign.extend-needs")))
	h.adding = container.NewVBox(h.adding, h.owing)
	foot := container.NewVBox(widget.NewSeparator(), h.ticked, h.act)
	h.content = kit.Border(nil, foot, nil, nil, kit.NewFormScroll(container.NewVBox(h.signing, h.adding)))
	return h
}

func bold(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.TextStyle.Bold = true
	return l
}

func (h *how) setRole(r office.Role) {
	h.roles.Set([]kit.Pick{{Name: kit.T("sign.by-office")}, {Name: kit.T("sign.by-person")}}, slices.Index(roles, r))
}

// looked shows what can be chosen for the document in front, what is chosen,
// and what there is to know of it; err says why it cannot be made.
func (h *how) looked(v office.LookView, err error) {
	if len(v.Choices) > 0 {
		h.choices = v.Choices
	} else if err != nil && h.choices == nil {
		h.choices = office.Looks // the clerk can still choose another
	}
	names := make([]string, len(h.choices))
	for i, each := range h.choices {
		names[i] = lookName(each)
	}
	h.telling = true
	h.look.SetOptions(names)
	if v.Look == "" {
		h.look.ClearSelected()
	} else {
		h.look.SetSelected(lookName(v.Look))
	}
	h.telling = false
	h.notes.RemoveAll()
	for _, note := range v.Notes {
		h.notes.Add(kit.Muted(note))
	}
	h.why.Fail(err)
	h.paged()
}

// lookName is a look in the language of the window.
func lookName(l office.Look) string { return kit.T("sign.look-" + string(l)) }

func (h *how) chose(name string) {
	if h.telling {
		return
	}
	for _, each := range h.choices {
		if lookName(each) == name {
			h.p.withLook(each)
		}
	}
}

// paged offers what can be done with the signature on the page in view.
func (h *how) paged() {
	f := h.p.front
	if f == nil {
		return
	}
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
	h.sayStamp()
	h.count()
	h.content.Refresh()
}

// sayStamp tells what is missing where no time-stamp server was set, and where
// to set it.
func (h *how) sayStamp() {
	missing := h.p.read && h.p.setup.StampURL == ""
	for box, said := range map[*fyne.Container]string{h.stamp: kit.T("sign.no-stamp"), h.owing: kit.T("sign.no-stamp-owing")} {
		box.RemoveAll()
		if !missing {
			continue
		}
		box.Add(kit.Muted(said))
		if h.p.OpenSettings != nil {
			box.Add(kit.NewWayTo(kit.T("sign.to-settings"), h.p.OpenSettings))
		}
	}
}

// count tells on the main button what it is about.
func (h *how) count() {
	lines := h.p.queue.ticked()
	h.ticked.SetText(h.tally(lines))
	h.act.SetText(h.word(lines))
	kit.Able(h.act, h.p.running == nil)
	h.act.Importance = widget.HighImportance
	if len(lines) == 0 {
		h.act.Importance = widget.MediumImportance
	}
	h.act.Refresh()
}

// tally is how far the work is, or how many are ticked.
func (h *how) tally(lines []*line) string {
	if r := h.p.running; r != nil {
		return kit.T("sign.done-of", r.done+r.failed, r.total)
	}
	all := h.p.queue.waits()
	if hidden := len(lines) - len(slices.DeleteFunc(slices.Clone(lines), func(l *line) bool { return h.p.list.where(l) < 0 })); hidden > 0 {
		return kit.T("sign.ticked-hidden", len(lines), all, hidden)
	}
	return kit.T("sign.ticked", len(lines), all)
}

// word is what the main button says.
func (h *how) word(lines []*line) string {
	switch {
	case h.p.running != nil && h.p.running.queue == h.p.owe:
		return kit.T("sign.extending")
	case h.p.running != nil:
		return kit.T("sign.signing")
	case h.p.queue == h.p.owe && len(lines) == 0:
		return kit.T("sign.extend-none")
	case h.p.queue == h.p.owe:
		return kit.T("sign.extend", len(lines))
	case len(lines) == 0:
		return kit.T("sign.sign-none")
	case !slices.ContainsFunc(lines, func(l *line) bool { return l.task.Task != office.TaskFinish }):
		return kit.T("sign.sign-and-finish", len(lines))
	}
	return kit.T("sign.sign", len(lines))
}
