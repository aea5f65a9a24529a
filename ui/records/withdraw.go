package records

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// withdraw (thu hồi) is a quiet button below the facts of a record that stands,
// and in its place, once it is pressed, the form that asks why and by whom. A
// withdrawal is for ever: what cannot be undone is asked before.
type withdraw struct {
	detail *detail
	by     office.Clerk
	asking *kit.Reason // the last question about the clock

	begin    *kit.Button
	reason   *kit.Entry
	ask      *kit.Field
	clerk    *kit.ClerkChoice
	act, not *kit.Button
	form     *fyne.Container
	content  *fyne.Container
}

// reasonRows is how many lines of a reason are seen at once.
const reasonRows = 2

func newWithdraw(d *detail) *withdraw {
	w := &withdraw{detail: d, reason: kit.NewTextArea(reasonRows)}
	w.begin = kit.NewButton(kit.T("records.withdraw"), nil, w.open)
	w.ask = kit.NewField(kit.T("records.withdraw-reason"), w.reason, kit.T("records.withdraw-hint"))
	w.reason.OnChanged = func(string) { w.answered() }
	w.clerk = kit.NewClerkChoice(kit.T("records.withdraw-clerk"), func(c office.Clerk) { w.by = c })
	w.act = kit.NewButton(kit.T("records.withdraw-act"), nil, w.do)
	d.page.desk.Guard(office.MayWithdraw, w.begin, w.act)
	w.act.Importance = widget.DangerImportance
	w.not = kit.NewButton(kit.T("records.withdraw-not"), nil, w.leave)
	w.form = kit.Card(kit.Subheading(kit.T("records.withdraw-title")), kit.Prose(kit.T("records.withdraw-about")), w.ask,
		w.clerk.Content, container.NewBorder(nil, nil, w.not, w.act))
	w.content = container.NewVBox(container.NewHBox(w.begin), w.form)
	w.form.Hide()
	return w
}

// offer shows the button, or takes all away where there is nothing to withdraw.
func (w *withdraw) offer(yes bool) {
	if !yes {
		w.shut()
	}
	kit.Seen(w.content, yes)
}

// open asks why and by whom.
func (w *withdraw) open() {
	w.begin.Hide()
	w.form.Show()
	w.grown()
	w.bring()
	w.detail.page.desk.Focus(w.reason)
	kit.Load(w.detail.page.ctx, w.detail.page.services.Clerks, func(clerks []office.Clerk, err error) {
		w.detail.page.desk.Tell(err)
		w.setClerks(clerks)
	})
}

// setClerks offers those who work here; the first one withdraws until another is
// chosen.
func (w *withdraw) setClerks(clerks []office.Clerk) {
	w.clerk.Offer(clerks)
	here := w.clerk.Offered()
	if len(here) > 0 && !slices.ContainsFunc(here, func(c office.Clerk) bool { return c.ID == w.by.ID }) {
		w.by = here[0]
	}
	w.clerk.Choose(w.by)
}

// shut puts the form away with what was typed: it was about this record.
func (w *withdraw) shut() {
	w.reason.SetText("")
	w.ask.Clear()
	w.ready(true)
	w.form.Hide()
	w.begin.Show()
}

// leave is the clerk's wish not to withdraw after all.
func (w *withdraw) leave() {
	w.shut()
	w.grown()
	w.detail.page.desk.Focus(w.begin)
}

// answered takes back what was said of an empty reason.
func (w *withdraw) answered() {
	if w.ask.Bad() {
		w.ask.Clear()
		w.grown()
	}
}

// do withdraws the record that is shown, for a reason.
func (w *withdraw) do() {
	reason := strings.TrimSpace(w.reason.Text)
	if reason == "" {
		w.ask.Fail(NoReason)
		w.grown()
		w.detail.page.desk.Focus(w.reason)
		return
	}
	w.send(w.detail.record.ID, w.by, reason, "")
}

// Finish withdraws the record (Ctrl+Enter) where the form asks for it.
func (p *Page) Finish() {
	w := p.detail.withdraw
	if w.form.Visible() && w.content.Visible() && !w.act.Disabled() {
		w.do()
	}
}

// send has the station withdraw a record; clockWhy is the clerk's word for the time
// of the PC, where one was asked for.
func (w *withdraw) send(id office.ID, by office.Clerk, reason, clockWhy string) {
	page := w.detail.page
	w.ready(false)
	page.desk.Run(kit.T("records.withdrawing"), true, func(ctx context.Context, _ *job.Progress) error {
		_, err := page.services.WithdrawOver(ctx, id, by, reason, clockWhy)
		return err
	}, func(err error) {
		w.ready(true)
		here := w.detail.record.ID == id && page.ctx.Err() == nil
		if f, behind := kit.ClockBehind(err); behind && here {
			w.asking = page.desk.AskClock(f, func(why string) { w.send(id, by, reason, why) })
			return
		}
		page.desk.Tell(err)
		if here {
			w.ended(err)
		}
	})
}

// ended reads from the station what came of the withdrawal.
func (w *withdraw) ended(err error) {
	if err == nil {
		w.shut()
		w.detail.page.desk.Focus(w.detail.prove)
	}
	w.detail.readAgain()
}

// ready lets the form be used, or holds it while the station works.
func (w *withdraw) ready(yes bool) {
	for _, each := range []fyne.Disableable{w.reason, w.act, w.not} {
		kit.Able(each, yes)
	}
}

// grown lays the words out again around a form that takes more room, or less.
// The form is as high as its width makes it, which it is given first.
func (w *withdraw) grown() {
	w.form.Resize(fyne.NewSize(w.content.Size().Width, w.form.Size().Height))
	w.detail.words.Content.Refresh()
	w.detail.words.Refresh()
}

// bring scrolls all of the form into sight, or its beginning where it is higher
// than what is seen at once.
func (w *withdraw) bring() {
	words, top := w.detail.words, w.content.Position().Y
	bottom := top + w.form.MinSize().Height + kit.Gap - words.Size().Height
	if to := min(top, bottom); to > words.Offset.Y {
		words.ScrollToOffset(fyne.NewPos(0, to))
	}
}

// withdrawnSaid tells that a record was withdrawn; of one that stands it says
// nothing.
func withdrawnSaid(o opened) (t kit.Trouble) {
	if o.withdrawn {
		t = kit.WithdrawnSaid(o.told, kit.T("records.withdrawn-next"))
	}
	return t
}
