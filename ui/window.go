package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/setup"
)

// The size at which the window opens first: it fits a screen of 1366×768 with
// a task bar and a title.
const (
	firstWidth  = 1320
	firstHeight = 680
)

// Names under which the clerk's choices are kept.
const (
	prefLanguage = "language"
	prefDark     = "dark"
	prefWidth    = "window.width"
	prefHeight   = "window.height"
)

// Window is the one window of the program.
type Window struct {
	app     fyne.App
	win     fyne.Window
	desk    *kit.Desk
	options Options
	own     float64         // how large the system has all drawn
	sheet   *fyne.Container // holds the state in sight
	floor   *fyne.Container // the sheet, and until there is a frame the news and bars over it

	services Services
	frame    *frame              // nil until the desk is reached
	founding *setup.Page         // in sight before there is a desk; nil: none
	welcome  *kit.Trouble        // of an office that came back, told at its desk; nil: none did
	leaving  bool                // the window is being closed
	locked   bool                // the lock screen is in sight
	covered  []fyne.CanvasObject // dialogs that lay over the desk when it was locked
	last     office.ID           // whose desk lies behind it
	lastDoor office.Door         // who may come in, as a lock screen last told
	unkept   int                 // how many records' words could not be saved when it was locked
	end      context.CancelFunc

	passphrase string // with which the data could not be opened
	repaired   string // what a repair did, until somebody enters
}

// New makes the window and begins to open the data. ShowAndRun shows it.
func New(ctx context.Context, a fyne.App, o Options) (*Window, error) {
	if err := kit.Speak(language(a, o)); err != nil {
		return nil, err
	}
	a.SetIcon(kit.AppIcon())
	w := &Window{app: a, win: a.NewWindow(kit.T("frame.title")), options: o, sheet: kit.Level(), own: ownScale(a)}
	w.scale()
	ctx, w.end = context.WithCancel(ctx)
	w.desk = kit.NewDesk(ctx, w.win)
	w.desk.Machine = o.Machine
	w.win.SetPadded(false)
	w.floor = container.New(floating{}, w.sheet, w.desk.News, w.desk.Works)
	w.win.SetContent(w.floor)
	w.takeRoom()
	w.win.SetMaster()
	w.win.SetCloseIntercept(w.leave)
	w.win.SetOnDropped(w.dropped)
	w.bindKeys()
	w.bindAway()
	w.open("")
	return w, nil
}

// ShowAndRun shows the window and returns when it has closed.
func (w *Window) ShowAndRun() {
	w.win.ShowAndRun()
	w.end()
}

// language is that of the option, else the clerk's, else Vietnamese, whatever
// the system speaks.
func language(a fyne.App, o Options) string {
	if o.Language != "" {
		return o.Language
	}
	return a.Preferences().StringWithFallback(prefLanguage, kit.Vietnamese)
}

// open opens the data away from the screen.
func (w *Window) open(passphrase string) {
	var got Services
	w.desk.Run(kit.T("frame.opening"), false, func(ctx context.Context, p *job.Progress) (err error) {
		got, err = w.options.Open(ctx, passphrase, p)
		return err
	}, func(err error) {
		if err != nil {
			w.passphrase = passphrase
			w.unopened(err)
			return
		}
		w.services = got
		w.arrive()
	})
}

// unopened says why the data could not be opened.
func (w *Window) unopened(err error) {
	t := newTrouble(w.desk, w.options, err, w.open, w.mended)
	t.typed = w.passphrase
	w.put(t.content)
	w.desk.Focus(t.first)
}

// mended opens the office after a repair, and keeps what was done for who enters.
func (w *Window) mended(said string, err error) {
	if err != nil {
		w.unopened(err)
		return
	}
	w.repaired = said
	w.open(w.passphrase)
}

// arrive goes to the desk, or to the set-up where there is no office yet.
func (w *Window) arrive() {
	if w.services.Ready() {
		w.enter()
		return
	}
	w.found()
}

// found asks for the office, or shows the recovery key that is owed to whoever is there.
func (w *Window) found() {
	p := setup.New(w.desk, w.services, setup.Files{Save: w.options.Save, Open: w.options.View}, w.returning(), w.comeIn)
	w.founding = p
	w.put(p.Content())
	p.Enter()
}

// returning is how an office comes back in the place of the set-up: the data, which hold
// none, are closed before it moves in, and opened anew after it.
func (w *Window) returning() setup.Returning {
	return setup.Returning{
		Find: w.options.FindCopies,
		Restore: func(ctx context.Context, wish office.ComeBackWish, p *job.Progress) (office.CameBack, error) {
			came, err := w.options.ComeBack(ctx, wish, w.services.Close, p)
			return came, err
		},
		Done: func(came office.CameBack) {
			w.founding = nil
			w.welcome = welcome(came)
			w.open("")
		},
	}
}

// welcome says what came back; Next is what did not.
func welcome(came office.CameBack) *kit.Trouble {
	t := kit.Trouble{Said: kit.T("setup.back-done", kit.Foreign(came.Office), came.Files, kit.At(came.Head.At))}
	var not []string
	switch {
	case came.Spanned > 0:
		not = append(not, kit.T("setup.back-spanned", came.Spanned))
	case came.Torn > 0:
		not = append(not, kit.T("setup.back-torn"))
	}
	if came.Trays > 0 {
		not = append(not, kit.T("setup.back-trays", came.Trays))
	}
	t.Next = strings.Join(not, " ")
	return &t
}

func (w *Window) tellWelcome() {
	switch t := w.welcome; {
	case t == nil:
		return
	case t.Next == "":
		w.desk.News.Good(t.Said)
	default:
		w.desk.News.Warn(*t)
	}
	w.welcome = nil
}

// lookBack leads to what is known of the data where they are not those that were
// written last, and has the head of the journal stamped where that is owed.
func (w *Window) lookBack() {
	if trouble, is := w.services.JournalTrouble(); is {
		w.frame.toData()
		w.desk.News.Warn(kit.Trouble{Said: trouble.Said, Next: kit.T("settings.data-by", trouble.By)})
	}
	kit.Load(w.frame.ctx, w.services.FreshFiles, func(fresh []office.Orphan, err error) {
		if err == nil && len(fresh) > 0 {
			w.frame.toData()
		}
	})
	kit.Load(w.frame.ctx, w.services.MissingFiles, func(gaps []office.Gap, err error) {
		kit.Explain(err) // what keeps the vault from being looked through goes to the log
		if told := office.GapsTold(gaps); len(told) > 0 {
			w.frame.toData()
			last := len(told) - 1
			w.desk.News.Bad(kit.Trouble{Said: told[0].Said + strings.Repeat(" "+told[last].Said, last), Next: told[0].Next})
		}
	})
	kit.Load(w.frame.ctx, w.services.StampJournal, func(int, error) {}) // what cannot be had is owed, and asked for again
}

// toDesk builds the frame anew, in the language and look of now, and goes to
// a place.
func (w *Window) toDesk(place int) {
	if w.frame != nil {
		w.frame.close()
	}
	w.desk.Drawer = w.services
	w.desk.News.Empty()
	w.floor.Objects = w.floor.Objects[:1] // news and bars have their rooms in the frame
	w.frame = newFrame(w)
	w.put(w.frame.content)
	w.frame.goTo(place)
	w.win.SetTitle(kit.T("frame.title"))
	w.tellWelcome()
}

func (w *Window) put(o fyne.CanvasObject) {
	w.sheet.Objects = []fyne.CanvasObject{o}
	w.sheet.Refresh()
}

// setDark changes the look at once and keeps the choice.
func (w *Window) setDark(dark bool) {
	w.app.Preferences().SetBool(prefDark, dark)
	w.app.Settings().SetTheme(kit.Look{Dark: dark})
	if w.frame != nil {
		for _, p := range w.frame.pages { // those out of sight are not painted anew by themselves
			p.Content().Refresh()
		}
	}
}

// setLanguage changes the words at once and keeps the choice.
func (w *Window) setLanguage(language string) {
	if err := kit.Speak(language); err != nil {
		w.desk.Tell(err)
		return
	}
	w.app.Preferences().SetString(prefLanguage, language)
	w.desk.Keep(func([]kit.Unkept) { // what was typed goes with the old pages
		w.desk.Forget()
		section := w.frame.own.Section()
		w.toDesk(w.frame.now)
		w.frame.own.Show(section)
	})
}

// dropped takes files in at the page in front, else at the first place that takes some.
func (w *Window) dropped(_ fyne.Position, items []fyne.URI) {
	if w.frame == nil || w.locked {
		return
	}
	var paths []string
	for _, each := range items {
		if each.Scheme() == "file" {
			paths = append(paths, each.Path())
		}
	}
	if len(paths) > 0 {
		withPage(w.frame, func(to kit.Dropper) { to.Drop(paths) })
	}
}

// floating lays the news at the lower left and the bars of running work at
// the lower right, over what fills the window, while it is not the desk.
type floating struct{}

const (
	newsWidest = 780
	newsLeast  = 420
	worksWide  = 380
	floatGap   = 12
)

func (floating) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastWidth, leastHeight)
}

func (floating) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(s)
	o[0].Move(fyne.Position{})
	if len(o) == 1 {
		return
	}
	bottom := s.Height - statusHeight - floatGap
	works := fyne.Min(worksWide, s.Width-2*floatGap)
	place(o[2], s.Width-works-floatGap, bottom, works)
	if beside := s.Width - works - 3*floatGap; beside >= newsLeast {
		place(o[1], floatGap, bottom, fyne.Min(newsWidest, beside))
		return
	}
	if o[2].Visible() {
		bottom = o[2].Position().Y - floatGap
	}
	place(o[1], floatGap, bottom, s.Width-2*floatGap)
}

// place sets an object of its own height, at a width, upon a line.
func place(o fyne.CanvasObject, x, bottom, width float32) {
	o.Move(fyne.NewPos(x, bottom-kit.HeightAt(o, width)))
}
