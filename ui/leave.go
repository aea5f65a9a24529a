package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"tram/ui/kit"
)

// keepingLong is how long the window waits for words to be saved before the clerk
// is asked.
const keepingLong = 8 * time.Second

// leave closes the window. Only where work would be lost it asks first: the
// one question that stands in the clerk's way.
func (w *Window) leave() {
	if w.leaving {
		return
	}
	if !w.desk.Jobs.LosesWork() {
		w.keep()
		return
	}
	running := ""
	for _, j := range w.desk.Jobs.Running() {
		if j.Precious {
			running = j.Title
			break
		}
	}
	w.ask(question{title: kit.T("frame.leave-title"), said: kit.T("frame.leave-said", running), stay: kit.T("frame.leave-stay"), leave: kit.T("frame.leave-go"), left: w.keep, moot: func() bool { return !w.desk.Jobs.LosesWork() }})
}

// keep saves what was typed, and closes once that is done. What cannot be saved
// is named, and the clerk decides.
func (w *Window) keep() {
	w.leaving = true
	waiting := w.showKeeping()
	w.desk.Keep(func(unkept []kit.Unkept) {
		if !waiting.end() {
			return // the clerk has decided meanwhile
		}
		if len(unkept) == 0 {
			w.goHome()
			return
		}
		w.ask(question{title: kit.T("frame.unkept-title"), said: unkeptSaid(unkept), stay: kit.T("frame.leave-stay"), leave: kit.T("frame.unkept-go"),
			again: kit.T("frame.unkept-again"), left: w.goHome, more: w.keep})
	})
}

// unkeptSaid names words that could not be saved, and why.
func unkeptSaid(unkept []kit.Unkept) string {
	var said []string
	for _, u := range unkept {
		why, _ := kit.Explain(u.Err)
		said = append(said, kit.T("frame.unkept", u.Title, why.String()))
	}
	return strings.Join(said, "\n")
}

// keeping shows that the window waits, once that lasts.
type keeping struct {
	shown dialog.Dialog
	later []*time.Timer
	late  func() // asks the clerk
	over  bool
}

// showKeeping tells after a moment what the window waits for, and after a long
// one lets the clerk choose.
func (w *Window) showKeeping() *keeping {
	k := &keeping{}
	after := func(long time.Duration, do func()) {
		k.later = append(k.later, time.AfterFunc(long, func() {
			kit.OnScreen(func() {
				if !k.over {
					do()
				}
			})
		}))
	}
	after(kit.ShowsAfter, func() {
		words := container.NewVBox(widget.NewLabel(kit.T("frame.keeping")), widget.NewProgressBarInfinite())
		k.shown = dialog.NewCustomWithoutButtons(kit.T("frame.title"), words, w.win)
		k.shown.Show()
	})
	k.late = func() {
		k.end()
		w.ask(question{title: kit.T("frame.unkept-title"), said: kit.T("frame.keeping-long"), stay: kit.T("frame.leave-stay"), leave: kit.T("frame.unkept-go"),
			again: kit.T("kit.again"), left: w.goHome, more: w.keep})
	}
	after(keepingLong, k.late)
	return k
}

// end takes it away, and tells whether it was waiting until now.
func (k *keeping) end() bool {
	if k.over {
		return false
	}
	k.over = true
	for _, t := range k.later {
		t.Stop()
	}
	if k.shown != nil {
		k.shown.Hide()
	}
	return true
}

// question is asked before the window closes: to stay, to close all the same, and
// where there is a word for it, to try again.
type question struct {
	title, said        string
	stay, leave, again string
	left, more         func()
	moot               func() bool // it has no cause any more; nil: it has, until it is answered
}

// ask offers to stay, where the keyboard is, or to close all the same. A question whose
// cause has gone goes away by itself.
func (w *Window) ask(q question) {
	w.leaving = false
	var over *kit.Over
	away := func(do func()) func() {
		return func() {
			over.Hide()
			do()
		}
	}
	stay := kit.NewMainButton(q.stay, nil, func() { over.Hide() })
	buttons := []fyne.CanvasObject{kit.NewButton(q.leave, nil, away(q.left))}
	if q.again != "" {
		buttons = append(buttons, kit.NewButton(q.again, nil, away(q.more)))
	}
	over = w.desk.LayOver(q.title, kit.Prose(q.said), askWide, askTall, stay, append(buttons, stay)...)
	w.desk.Focus(stay)
	if q.moot != nil {
		gone, end := context.WithCancel(w.desk.Context())
		over.OnGone = end
		go watchMoot(gone, q.moot, over.Hide)
	}
}

// The size of a question, in units of the screen.
const (
	askWide = 520
	askTall = 240
)

// mootAsked is how often it is asked whether a question still has its cause.
const mootAsked = 300 * time.Millisecond

// watchMoot takes a question away once its cause has gone.
func watchMoot(ctx context.Context, moot func() bool, hide func()) {
	tick := time.NewTicker(mootAsked)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if moot() {
				kit.OnScreen(hide)
				return
			}
		}
	}
}

// goHome keeps the size of the window, ends what runs, closes the station,
// and quits.
func (w *Window) goHome() {
	w.leaving = true
	size := w.win.Canvas().Size()
	w.app.Preferences().SetFloat(prefWidth, float64(size.Width))
	w.app.Preferences().SetFloat(prefHeight, float64(size.Height))
	w.win.Hide()
	if w.frame != nil {
		w.frame.close()
	}
	kit.Load(context.Background(), func(context.Context) (struct{}, error) {
		w.desk.Jobs.CancelAll()
		if w.services == nil {
			return struct{}{}, nil
		}
		return struct{}{}, w.services.Close()
	}, func(_ struct{}, err error) {
		kit.Explain(err)
		w.app.Quit()
	})
}
