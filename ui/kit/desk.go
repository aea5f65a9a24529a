package kit

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2"

	"tram/local/job"
	"tram/local/office"
)

// Desk is what the frame lends to every page: the window for file dialogs and
// focus, the line of news, and the board of work. It lives as long as the
// window.
type Desk struct {
	Who string // account of whoever works at this window; empty: people have none

	Drawer Drawer // of what is half typed; nil: there is no office yet

	Window fyne.Window
	News   *News
	Jobs   *job.Board
	Works  *Works // bars of the running work, shown by the frame

	Machine Machine                                           // what the computer does for the window
	AskSave func(s Saving, then func(path string, over bool)) // in the place of the picker; nil: the picker

	AskFolder func(then func(dir string)) // the same for a folder

	OnFaced func() // the page shows another face: paper came in front, or went; may be nil

	ctx     context.Context
	keepers []keeper
	doing   int        // acts that Do began and that have not ended
	waiting []func()   // for them to end
	asking  []question // that lie over the page, one over the other

	guards []guard                   // buttons that need a right
	denied map[office.Right]*Trouble // rights that whoever works here lacks
}

// Machine is what the computer does for the window. What is nil is not offered.
type Machine struct {
	Open    func(path string) error                                               // a file or a folder, with the system's own program
	Move    func(from, to string) error                                           // a whole file into the place of another, for good
	Picture func(ctx context.Context, path string, side int) (image.Image, error) // small, of a picture file or the first page of a PDF
	Warm    func()                                                                // loads what draws pages, before one is asked for
}

// keeper is a Draft of whatever kind of record.
type keeper interface {
	keep()
	Waits() bool
	unkept() []Unkept
}

// Unkept are words that could not be saved, by what a clerk calls their record.
type Unkept struct {
	Title string
	Err   error
}

// NewDesk makes the desk of a window; ctx ends when the program does.
func NewDesk(ctx context.Context, w fyne.Window) *Desk {
	return &Desk{Window: w, News: NewNews(), Jobs: &job.Board{}, Works: NewWorks(), ctx: ctx}
}

// Faced is said by a page that shows another face.
func (d *Desk) Faced() {
	if d.OnFaced != nil {
		d.OnFaced()
	}
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

// Do does something to the records away from the screen and hands what came of it
// to show on the screen. The window does not close before it has ended.
func Do[T any](d *Desk, do func(context.Context) (T, error), show func(T, error)) {
	d.doing++
	Load(d.ctx, do, func(got T, err error) {
		show(got, err)
		d.doing--
		d.rested()
	})
}

// Act does something to the records of which nothing is shown but whether it was done.
func (d *Desk) Act(do func(context.Context) error, then func(error)) {
	Do(d, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) { then(err) })
}

// Carry has the station do something, says that it is done, and goes on then; a failure is told,
// and nothing follows it.
func (d *Desk) Carry(done string, work func(context.Context) error, then func()) {
	d.Run(T("kit.saving"), true, func(ctx context.Context, _ *job.Progress) error { return work(ctx) }, func(err error) {
		if err != nil {
			d.Tell(err)
			return
		}
		d.Good(done)
		then()
	})
}

// Keep saves all that is typed on any page, waits for all that is being done to
// the records, and names what could not be saved. What is typed meanwhile is
// saved too.
func (d *Desk) Keep(then func([]Unkept)) {
	for _, k := range d.keepers {
		k.keep()
	}
	d.waiting = append(d.waiting, func() { d.kept(then) })
	d.rested()
}

func (d *Desk) kept(then func([]Unkept)) {
	if slices.ContainsFunc(d.keepers, keeper.Waits) {
		d.Keep(then)
		return
	}
	var all []Unkept
	for _, k := range d.keepers {
		all = append(all, k.unkept()...)
	}
	then(all)
}

// Forget lets go of the keepers of pages that are gone. Keep is asked first.
func (d *Desk) Forget() { d.keepers = nil }

// rested does what waited for the acts to end.
func (d *Desk) rested() {
	if d.doing > 0 {
		return
	}
	waiting := d.waiting
	d.waiting = nil
	for _, do := range waiting {
		do()
	}
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

// View opens a file or a folder with the system's own program away from the
// screen, and tells where there is none.
func (d *Desk) View(open func(path string) error, path string) {
	Load(d.ctx, func(context.Context) (struct{}, error) { return struct{}{}, open(path) }, func(_ struct{}, err error) { d.Tell(err) })
}

// Lead says how work ended while the clerk was elsewhere, with a button that
// leads to it.
func (d *Desk) Lead(tone Tone, t Trouble, word string, to func()) (gone func()) {
	return d.News.Lead(tone, t, word, to)
}

// Undoable says what was done and offers to take it back for a while.
func (d *Desk) Undoable(said string, undo func()) (gone func()) { return d.News.Undoable(said, undo) }

// Focus moves the keyboard to a widget, and brings the part of the page forward in which
// it lies.
func (d *Desk) Focus(on fyne.Focusable) {
	if o, is := on.(fyne.CanvasObject); is {
		Bring(o)
	}
	d.Window.Canvas().Focus(on)
}
