package kit

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"tram/local/job"
	"tram/local/office"
)

// Reason asks a clerk for a word that the journal keeps: what it is about stands
// above, and nothing is done until something was typed.
type Reason struct {
	Why *Entry
	Yes *Button
	No  *Button

	field  *Field
	dialog dialog.Dialog
	do     func(why string)
}

// reasonRows is how many lines of a reason are seen at once.
const reasonRows = 3

// AskReason asks; do gets what was typed. Going away does nothing.
func (d *Desk) AskReason(title, about, yes string, do func(why string)) *Reason {
	r := &Reason{Why: NewTextArea(reasonRows), do: do}
	r.field = NewField(T("kit.reason"), r.Why, T("kit.reason-hint"))
	r.Why.OnChanged = func(string) { r.field.Clear() }
	r.Yes = NewMainButton(yes, nil, r.press)
	r.No = NewButton(T("kit.reason-not"), nil, func() { r.dialog.Hide() })
	const wide, high = 560, 320
	content := container.NewVBox(Prose(about), r.field, container.NewHBox(r.No, r.Yes))
	r.dialog = dialog.NewCustomWithoutButtons(title, content, d.Window)
	r.dialog.Resize(fyne.NewSize(wide, high))
	r.dialog.Show()
	d.asks(r.Yes, r.dialog.Hide)
	d.Focus(r.Why)
	return r
}

func (r *Reason) press() {
	why := strings.Join(strings.Fields(Typed(r.Why.Text)), " ")
	if why == "" {
		r.field.Fail(Refused("kit.no-reason-typed"))
		return
	}
	r.dialog.Hide()
	r.do(why)
}

// ClockDoubted tells that an act was refused because the time of the PC looks wrong,
// and that a clerk's word lets it go on.
func ClockDoubted(err error) (office.Failure, bool) {
	f, told := office.FailureIn(err)
	return f, told && errors.Is(err, office.ClockDoubted)
}

// ClockBehind tells that an act was refused because the PC tells an earlier time
// than the act that it is about, and that a clerk's word lets it go on.
func ClockBehind(err error) (office.Failure, bool) {
	f, told := office.FailureIn(err)
	return f, told && errors.Is(err, office.ClockBefore)
}

// AskClock asks for that word.
func (d *Desk) AskClock(f office.Failure, do func(why string)) *Reason {
	return d.AskReason(T("kit.clock"), f.Said+" "+T("kit.clock-about"), T("kit.clock-yes"), do)
}

// VouchClock asks for that word, has it kept with the act that it is about, and goes on.
func (d *Desk) VouchClock(f office.Failure, doing string, vouch func(ctx context.Context, why string) error, then func()) *Reason {
	return d.AskClock(f, func(why string) {
		d.Run(doing, true, func(ctx context.Context, _ *job.Progress) error { return vouch(ctx, why) }, func(err error) {
			d.Tell(err)
			if err == nil {
				then()
			}
		})
	})
}
