package kit

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Awaited stands in the place of what a page has still to read, so that a page that
// knows nothing yet is not taken for one that holds nothing. For a moment it shows
// nothing, then that it reads, and later what; where reading failed, why, with a button
// that tries again. Once there was something to show, that stays in sight while it is
// read anew.
type Awaited struct {
	Content *fyne.Container

	of    fyne.CanvasObject
	what  string
	sign  *fyne.Container
	doing *widget.Label
	going *widget.ProgressBarInfinite
	fails *EmptyState
	over  bool            // the sign stands over the content, which is empty by itself
	there bool            // something can be shown
	ctx   context.Context // of what is being read; nil: nothing is
}

// barWide is the width of the bar of the sign, in units of the screen.
const barWide = 320

// NewAwaited hides content until it was read. what is told to whoever waits long.
func NewAwaited(what string, content fyne.CanvasObject) *Awaited {
	a := &Awaited{of: content, what: what, doing: Muted(""), going: widget.NewProgressBarInfinite(), fails: NewEmptyState(IconWarning, "", "", nil)}
	a.doing.Alignment = fyne.TextAlignCenter
	a.going.Stop()
	bar := container.NewCenter(container.NewGridWrap(fyne.NewSize(barWide, a.going.MinSize().Height), a.going))
	a.sign = Narrow(2*barWide, container.NewVBox(bar, a.doing))
	a.Content = container.NewStack(content, a.sign, a.fails)
	a.put(nil)
	return a
}

// Over leaves the content in sight while it is read: it shows by itself that it is empty.
func (a *Awaited) Over() *Awaited {
	a.over = true
	a.put(nil)
	return a
}

// Clear lets go of what was read.
func (a *Awaited) Clear() {
	a.ctx, a.there = nil, false
	a.put(nil)
}

// Await reads away from the screen as Load does, with the sign in the place of what is
// read, and hands that to show on the screen. A failure is told there too; where older
// things stay in sight, it is told among the news.
func Await[R any](ctx context.Context, d *Desk, a *Awaited, load func(context.Context) (R, error), show func(R)) {
	a.ctx = ctx
	said := Later(ctx, ShowsAfter, func() { a.say(ctx, T("kit.reading")) })
	told := Later(ctx, tellsAfter, func() { a.say(ctx, a.what) })
	left := context.AfterFunc(ctx, func() { OnScreen(func() { a.leave(ctx) }) })
	Load(ctx, load, func(got R, err error) {
		said()
		told()
		left()
		a.ctx = nil
		if err != nil {
			a.fail(d, err, func() { Await(ctx, d, a, load, show) })
			return
		}
		show(got)
		a.there = true
		a.put(a.of)
	})
}

// say shows the sign while there is nothing else to show.
func (a *Awaited) say(ctx context.Context, doing string) {
	if a.ctx != ctx || ctx.Err() != nil || a.there {
		return
	}
	a.doing.SetText(doing)
	a.put(a.sign)
}

// leave puts the sign away: nothing moves on a page that is out of sight.
func (a *Awaited) leave(ctx context.Context) {
	if a.ctx == ctx && !a.there {
		a.put(nil)
	}
}

func (a *Awaited) fail(d *Desk, err error, again func()) {
	switch {
	case a.there:
		d.Tell(err)
	case a.fails.Fail(err, again):
		a.put(a.fails)
	}
}

// put shows one of content, sign and failure; nil: none of them.
func (a *Awaited) put(now fyne.CanvasObject) {
	for _, o := range a.Content.Objects {
		Seen(o, o == now || o == a.of && a.over && now != a.fails)
	}
	if now == a.sign {
		a.going.Start()
	} else {
		a.going.Stop()
	}
	a.Content.Refresh()
}

// There tells whether something was read that can be shown.
func (a *Awaited) There() bool { return a.there }
