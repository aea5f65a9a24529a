package records

import (
	"context"

	"fyne.io/fyne/v2"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// withdraw (thu hồi) is a quiet button below the facts of a record that stands,
// and in its place, once it is pressed, the form that asks why and by whom. A
// withdrawal is for ever: what cannot be undone is asked before.
type withdraw struct {
	*kit.Declaration
	detail *detail
	asking *kit.Reason // the last question about the clock
}

func newWithdraw(d *detail) *withdraw {
	w := &withdraw{detail: d}
	w.Declaration = kit.NewDeclaration(d.page.desk, kit.DeclarationSaid{
		Begin: kit.T("records.withdraw"), Title: kit.T("records.withdraw-title"), About: kit.T("records.withdraw-about"),
		Words: kit.T("records.withdraw-reason"), Hint: kit.T("records.withdraw-hint"), Clerk: kit.T("records.withdraw-clerk"),
		Act: kit.T("records.withdraw-act"), Not: kit.T("records.withdraw-not"), Danger: true, Needs: office.MayWithdraw, Keep: "withdraw",
	})
	w.OnOpen, w.OnGrown, w.Do = w.opened, w.grown, w.do
	return w
}

// offer shows the button, or takes all away where there is nothing to withdraw.
func (w *withdraw) offer(yes bool) {
	if !yes {
		w.Shut()
	}
	kit.Seen(w.Content, yes)
}

// opened brings the form into sight, and offers those who work here.
func (w *withdraw) opened() {
	w.bring()
	page := w.detail.page
	kit.Load(page.visit.Now(), page.services.Clerks, func(clerks []office.Clerk, err error) {
		page.desk.Tell(err)
		w.Offer(clerks)
	})
}

// do withdraws the record that is shown, for a reason.
func (w *withdraw) do(reason string, by office.Clerk) {
	if reason == "" {
		w.Fail(kit.Refused("records.no-reason"))
		return
	}
	w.send(w.detail.Of(), by, reason, "")
}

// send has the station withdraw a record; clockWhy is the clerk's word for the time
// of the PC, where one was asked for.
func (w *withdraw) send(id office.ID, by office.Clerk, reason, clockWhy string) {
	page := w.detail.page
	w.Ready(false)
	page.desk.Run(kit.T("records.withdrawing"), true, func(ctx context.Context, _ *job.Progress) error {
		_, err := page.services.WithdrawOver(ctx, id, by, reason, clockWhy)
		return err
	}, func(err error) {
		w.Ready(true)
		here := w.detail.Of() == id && page.visit.Now().Err() == nil
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
		w.Shut()
		w.detail.page.desk.Focus(w.detail.prove)
	}
	w.detail.Renew()
}

// grown lays the words out again around a form that takes more room, or less.
func (w *withdraw) grown() {
	w.detail.words.Content.Refresh()
	w.detail.words.Refresh()
}

// bring scrolls all of the form into sight, or its beginning where it is higher
// than what is seen at once.
func (w *withdraw) bring() {
	words, top := w.detail.words, w.Content.Position().Y
	bottom := top + w.Form.MinSize().Height + kit.Gap - words.Size().Height
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
