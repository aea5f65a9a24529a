package people

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
	page *Page
	deed deed
	user office.User // as the form was opened; the zero value: a new one

	title, about *widget.Label
	asks         *kit.Form[answers]
	act          *kit.Button
	card, foot   *fyne.Container // the foot is always in sight
}

// answers are what was typed. The passwords are wiped when the deed is done.
type answers struct {
	Name, Position, Why, Until, Label string
	Posts                             []office.Post
	Rights                            []office.Right
	To                                office.ID
	Before, Password                  []byte
}

func newForm(p *Page) *form {
	f := &form{page: p, title: kit.Subheading(""), about: kit.Muted(""), asks: kit.NewForm[answers]()}
	f.act = kit.NewMainButton("", kit.IconMet, f.press)
	f.asks.OnEnter = f.press
	f.card = kit.Card(f.title, f.about, f.asks.Content)
	f.foot = container.NewHBox(f.act, kit.NewButton(kit.T("kit.reason-not"), nil, f.shut))
	return f
}

// open asks what a deed of an account needs.
func (f *form) open(d deed, u office.User) {
	f.asks.Wipe()
	f.deed, f.user = d, u
	said := strings.TrimSuffix(kit.T("people.do-"+d.key), "…")
	f.title.SetText(said)
	f.about.SetText(kit.T("people.about-" + d.key))
	f.act.SetText(said)
	f.asks.Lay(d.asks(f.page, u)...)
	f.asks.Fill(answers{Posts: u.Posts})
	f.page.desk.News.Clear() // it spoke of the form before
	f.seen(true)
	if first := f.asks.First(); first != nil {
		f.page.desk.Focus(first)
	} else {
		f.page.desk.Focus(f.act)
	}
}

// shut puts the form away, and what was typed with it.
func (f *form) shut() {
	f.asks.Wipe()
	f.seen(false)
}

// seen shows the form, which needs the room of what else is told of the account.
func (f *form) seen(yes bool) {
	p := f.page
	kit.Seen(f.card, yes)
	kit.Seen(f.foot, yes)
	kit.Seen(p.facts, !yes)
	kit.Seen(p.deeds, !yes)
	kit.Seen(p.note, !yes && p.note.Said() != "")
	if p.content != nil {
		p.content.Refresh()
	}
}

// press sends what was typed, or leads to what is missing.
func (f *form) press() {
	if f.act.Disabled() || !f.asks.Check(f.page.desk) {
		return
	}
	d, u, a := f.deed, f.user, f.asks.Hand()
	f.page.send(kit.T("people.done-"+d.key), func(ctx context.Context) error {
		defer clear(a.Before)
		defer clear(a.Password)
		return d.do(ctx, f.page, u, a)
	}, f.fail)
}

// fail tells what is wrong beside the question that it is about.
func (f *form) fail(err error) {
	if f.card.Visible() {
		f.asks.Tell(f.page.desk, err)
	} else {
		f.page.desk.Tell(err)
	}
}
