package documents

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// hurdle is what keeps a document from coming on its register, with the button that helps.
type hurdle struct {
	page    *Page
	callout *kit.Callout
	sure    *kit.Check // a person says what no computer can know
	act     *kit.Button
	see     *kit.Button
	content *fyne.Container

	name    string // of the failure that stands; empty: none
	pressed bool   // it came up as a document was to be kept, which is tried again
	as      office.ID
}

func newHurdle(p *Page) *hurdle {
	h := &hurdle{page: p, callout: kit.NewCallout()}
	h.sure = kit.NewCheck(kit.T("documents.first"), func(yes bool) { kit.Able(h.act, yes) })
	h.act = kit.NewMainButton("", nil, h.press)
	h.see = kit.NewButton(kit.T("documents.twin-see"), nil, func() { p.Open(h.as) })
	p.desk.Guard(office.MayKeep, h.act)
	h.content = container.NewVBox(h.callout, h.sure, kit.Flow(h.act, h.see))
	h.content.Hide()
	return h
}

// Names of the failures of the station that have a way out here.
const (
	notBegun  = "numbering.not-begun"
	notOpen   = "documents.year-not-open"
	exhausted = "numbering.exhausted"
	taken     = "documents.number-taken"
)

// words are those of the button that leads out of a failure.
var words = map[string]func() string{notBegun: openSaid, notOpen: openSaid,
	exhausted: func() string { return kit.T("documents.to-numbers") },
	taken:     func() string { return kit.T("documents.try") },
	twinThere: func() string { return kit.T("documents.twin-keep") },
}

func openSaid() string { return kit.T("documents.open") }

// look asks whether this year's numbers can be given, before anybody types.
func (h *hurdle) look() {
	kit.Load(h.page.visit.Now(), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, h.page.services.NumbersStand(ctx, thisYear())
	}, func(_ struct{}, err error) {
		if h.name != "" && h.pressed && err == nil && h.name != notBegun && h.name != notOpen {
			return // another one stands, of the document in the form
		}
		if !h.stands(err, h.pressed) {
			h.clear()
		}
	})
}

// stands shows a failure with its way out, and tells whether it has one.
func (h *hurdle) stands(err error, pressed bool) bool {
	told, _ := office.FailureIn(err)
	word, leads := words[told.Name]
	if !leads {
		return false
	}
	if h.name != told.Name {
		h.sure.SetChecked(false)
	}
	h.name, h.pressed, h.as = told.Name, pressed, ""
	var t there
	if errors.As(err, &t) {
		h.as = t.as
	}
	h.callout.Fail(err)
	h.act.SetText(word())
	kit.Seen(h.sure, told.Name == notBegun)
	kit.Able(h.act, told.Name != notBegun || h.sure.Checked)
	kit.Seen(h.see, h.as != "")
	h.content.Show()
	h.page.content.Refresh()
	return true
}

func (h *hurdle) clear() {
	h.name, h.pressed = "", false
	if h.content.Visible() {
		h.content.Hide()
		h.page.content.Refresh()
	}
}

// press takes the way out.
func (h *hurdle) press() {
	e := h.page.entry
	switch h.name {
	case notBegun, notOpen:
		h.open(thisYear(), h.name == notBegun)
	case exhausted:
		h.page.face(h.page.numbers.content)
	case taken:
		e.kept.Press()
	default:
		e.again = true
		e.kept.Press()
	}
}

// open opens the registers of a year, and keeps the document that waited for it.
func (h *hurdle) open(year int, anew bool) {
	again := h.pressed
	h.page.do(kit.T("documents.opened", year), func(ctx context.Context) error {
		return h.page.services.OpenYear(ctx, h.page.by, year, anew)
	}, func() {
		h.clear()
		if again {
			h.page.entry.kept.Press()
		}
	})
}

// do has the station do something, says that it is done, and goes on then; may be nil.
func (p *Page) do(done string, work func(context.Context) error, then func()) {
	p.desk.Run(kit.T("kit.saving"), true, func(ctx context.Context, _ *job.Progress) error { return work(ctx) }, func(err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		p.desk.Good(done)
		p.Changed()
		if then != nil {
			then()
		}
	})
}
