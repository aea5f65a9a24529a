package workfiles

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// form asks what a deed needs.
type form struct {
	page   *Page
	hanger *kit.Hanger
	deed   deed
	of     opened    // as the form was opened; the zero value: a new file
	paper  office.ID // the document that the deed is about; empty: about none

	title, about *widget.Label
	asks         *kit.Form[answers]
	act          *kit.Button
	scroll       *container.Scroll
	content      fyne.CanvasObject
}

func newForm(p *Page, h *kit.Hanger) *form {
	f := &form{page: p, hanger: h, title: kit.Subheading(""), about: kit.Muted(""), asks: kit.NewForm[answers]()}
	f.act = kit.NewMainButton("", kit.IconMet, f.press)
	f.asks.OnEnter = f.press
	f.scroll = kit.NewFormScroll(kit.Column(kit.Card(f.title, f.about, f.asks.Content)))
	f.content = kit.Border(nil, container.NewHBox(f.act, kit.NewButton(kit.T("kit.reason-not"), nil, f.back)), nil, nil, f.scroll)
	return f
}

// open asks what a deed needs, with what is known of it.
func (f *form) open(d deed, of opened, first answers) {
	p := f.page
	f.deed, f.of, f.paper = d, of, ""
	if d.onPaper != nil {
		f.paper = of.is.Documents[p.detail.paper].Document.ID
	}
	said := strings.TrimSuffix(kit.T("workfiles.do-"+d.key), "…")
	f.title.SetText(kit.Joined(said, of.is.Notation))
	f.about.SetText(kit.T("workfiles.about-" + d.key))
	f.act.SetText(said)
	f.asks.Lay(d.asks(f)...)
	f.asks.Fill(first)
	p.desk.News.Clear() // it spoke of what lay there before
	f.scroll.ScrollToTop()
	if of.is.ID == "" {
		p.finder.Choose("")
		p.plan.load()
	}
	p.face(f.content)
	p.desk.Focus(f.asks.First())
}

// press sends what was typed, or leads to what is missing.
func (f *form) press() {
	if f.act.Disabled() || !f.asks.Check(f.page.desk) {
		return
	}
	d, of, a := f.deed, f.of, f.asks.Value()
	f.act.Disable() // it is sent once
	f.page.send(kit.T("workfiles.done-"+d.key), func(ctx context.Context) error { return d.do(ctx, f.page, of, a) }, func(err error) {
		f.act.Enable()
		if err != nil {
			f.asks.Tell(f.page.desk, err)
			return
		}
		f.back()
	})
}

// back puts the form away.
func (f *form) back() {
	switch {
	case !f.content.Visible():
	case f.deed.key == planKey:
		f.page.face(f.page.plan.content)
	default:
		f.page.face(f.page.detail.Content)
	}
}
