package kit

import (
	"context"

	"fyne.io/fyne/v2"

	"tram/local/job"
)

// Desk is what the frame lends to every page: the window for file dialogs and
// focus, the line of news, and the board of work. It lives as long as the
// window.
type Desk struct {
	Window fyne.Window
	News   *News
	Jobs   *job.Board
	Works  *Works // bars of the running work, shown by the frame

	ctx context.Context
}

// NewDesk makes the desk of a window; ctx ends when the program does.
func NewDesk(ctx context.Context, w fyne.Window) *Desk {
	return &Desk{Window: w, News: NewNews(), Jobs: &job.Board{}, Works: NewWorks(), ctx: ctx}
}

// Context ends when the window closes.
func (d *Desk) Context() context.Context { return d.ctx }

// Run starts work away from the screen, shows its bar while it lasts, and
// hands its error to done on the screen. precious work is asked about before
// the window closes. done may be nil: a failure is then told on the line.
func (d *Desk) Run(title string, precious bool, work func(context.Context, *job.Progress) error, done func(error)) *job.Job {
	flights.start()
	j := d.Jobs.Start(d.ctx, title, precious, work)
	d.Works.Add(j)
	go func() {
		defer flights.end()
		err := j.Wait()
		OnScreen(func() {
			d.Works.Remove(j)
			if done != nil {
				done(err)
			} else {
				d.Tell(err)
			}
		})
	}()
	return j
}

// Tell says a failure on the line of news; nil and "the clerk stopped it" say
// nothing. It is told in amber: nothing was lost, and red is for danger.
func (d *Desk) Tell(err error) {
	if t, ok := Explain(err); ok {
		d.News.Warn(t)
	}
}

// Good says good news, on a line that goes away by itself.
func (d *Desk) Good(said string) { d.News.Good(said) }

// Undoable says what was done and offers to take it back for a while.
func (d *Desk) Undoable(said string, undo func()) { d.News.Undoable(said, undo) }

// Focus moves the keyboard to a widget.
func (d *Desk) Focus(on fyne.Focusable) { d.Window.Canvas().Focus(on) }
