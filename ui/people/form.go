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

// form asks what a deed needs, with its passwords, which no form keeps.
type form struct {
	page *Page
	deed deed
	user office.User // as the form was opened; the zero value: a new one

	title, about *widget.Label
	asks         *kit.Asks
	before       *kit.Secret
	beforeAsk    *kit.Field
	fresh        *kit.NewPassword
	act          *kit.Button
	card, foot   *fyne.Container // the foot is always in sight
}

// answers are what was typed. The passwords are wiped when the deed is done.
type answers struct {
	words            map[string]string
	before, password []byte
}

func newForm(p *Page) *form {
	f := &form{page: p, title: kit.Subheading(""), about: kit.Muted(""), asks: kit.NewAsks()}
	f.act = kit.NewMainButton("", kit.IconMet, f.press)
	f.fresh = kit.NewNewPassword(kit.T("people.password-hint"), f.press)
	f.before = kit.NewSecret(func() { p.desk.Focus(f.fresh.First) })
	f.beforeAsk = kit.NewField(kit.T("people.password-before"), f.before, "")
	f.before.OnChanged = func(string) { f.beforeAsk.Clear() }
	no := kit.NewButton(kit.T("kit.reason-not"), nil, f.shut)
	f.card = kit.Card(f.title, f.about, f.asks.Content, f.beforeAsk, f.fresh.Content)
	f.foot = container.NewHBox(f.act, no)
	return f
}

// open asks what a deed of an account needs.
func (f *form) open(d deed, u office.User) {
	f.wipe()
	f.deed, f.user = d, u
	said := strings.TrimSuffix(kit.T("people.do-"+d.key), "…")
	f.title.SetText(said)
	f.about.SetText(kit.T("people.about-" + d.key))
	f.act.SetText(said)
	f.asks.Lay(nil)
	if d.asks != nil {
		f.asks.Lay(d.asks(f.page, u))
	}
	if d.stands != nil {
		f.asks.Fill(d.stands(u))
	}
	kit.Seen(f.beforeAsk, d.password && u.Own && u.HasPassword)
	kit.Seen(f.fresh.Content, d.password)
	f.beforeAsk.Clear()
	f.page.desk.News.Clear() // it spoke of the form before
	f.seen(true)
	f.page.desk.Focus(f.first())
}

// first is where the keyboard begins.
func (f *form) first() fyne.Focusable {
	switch first := f.asks.First(); {
	case first != nil:
		return first
	case f.beforeAsk.Visible():
		return f.before
	case f.deed.password:
		return f.fresh.First
	}
	return f.act
}

// shut puts the form away, and what was typed with it.
func (f *form) shut() {
	f.wipe()
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

func (f *form) wipe() {
	clear(f.before.Take())
	f.fresh.Empty()
}

// wait keeps a deed from being sent twice.
func (f *form) wait(sent bool) { kit.Able(f.act, !sent) }

// press sends what was typed, or leads to what is missing.
func (f *form) press() {
	if f.deed.password && !f.fresh.Same(f.page.desk) {
		return
	}
	d, u := f.deed, f.user
	a := answers{words: f.asks.Answers(), before: f.before.Take(), password: f.fresh.Typed()}
	f.page.send(kit.T("people.done-"+d.key), func(ctx context.Context) error {
		defer clear(a.before)
		defer clear(a.password)
		return d.do(ctx, f.page, u, a)
	}, f.fail)
}

// placeOf names the question that a failure is about.
var placeOf = map[string]string{
	"office.bad-clerk-name": "name", "people.has-account": "name", "people.no-post": "posts", "people.inspector-alone": "posts", "people.last-admin": "posts",
	"people.no-substitute": "to", NoSubstitute.Name: "to", "people.handover-over": "until", "people.handover-too-long": "until", "people.token-day": "until", NoDay.Name: "until", "office.bad-date": "until",
	"people.password-wrong": "before", "people.too-many-tries": "before", "people.others-try": "before",
}

// fail tells what is wrong beside the question that it is about.
func (f *form) fail(err error) {
	told, _ := office.FailureIn(err)
	place := placeOf[told.Name]
	switch {
	case f.card.Visible() && f.asks.Fail(f.page.desk, place, err):
	case f.card.Visible() && place == "before" && f.beforeAsk.Visible():
		f.beforeAsk.Fail(err)
		f.page.desk.Focus(f.before)
	case f.card.Visible() && f.deed.password && strings.HasPrefix(told.Name, "people.password-"):
		f.fresh.Fail(f.page.desk, err)
	default:
		f.page.desk.Tell(err)
	}
}
