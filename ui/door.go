package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/unlock"
)

const (
	// awayFor is how long the window may lie behind others, or be put down, and how long
	// nobody may have touched the computer, before it locks.
	awayFor = 10 * time.Minute
	// touchAsked is how often the system is asked for the last touch.
	touchAsked = 5 * time.Second
)

// watchTouch has the window lock where nobody touches the computer, although it is in
// front. Once a time: where nobody has to unlock it stays as it is.
func (w *Window) watchTouch(ctx context.Context) {
	tick := time.NewTicker(touchAsked)
	defer tick.Stop()
	for away := false; ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			since, known := w.options.Untouched()
			gone := known && since >= awayFor
			if gone && !away {
				kit.OnScreen(w.lock)
			}
			away = gone
		}
	}
}

// bindAway has the window lock where nobody looks at it.
func (w *Window) bindAway() {
	if w.options.Untouched != nil {
		go w.watchTouch(w.desk.Context())
	}
	var patience *time.Timer
	w.app.Lifecycle().SetOnExitedForeground(func() {
		patience = time.AfterFunc(awayFor, func() { kit.OnScreen(w.lock) })
	})
	w.app.Lifecycle().SetOnEnteredForeground(func() {
		if patience != nil {
			patience.Stop()
		}
	})
}

// enter leads to the desk whoever may come in: past the lock screen where people have
// passwords.
func (w *Window) enter() {
	kit.Load(w.desk.Context(), w.services.Door, func(d office.Door, err error) {
		switch {
		case err != nil:
			w.unopened(err)
		case len(d.People) == 0 && w.services.RecoveryOwed():
			w.found()
		case d.Open:
			w.comeIn()
		default:
			w.showLock(d)
		}
	})
}

// comeIn is how one comes in where nobody has to say who they are.
func (w *Window) comeIn() {
	kit.Load(w.desk.Context(), func(ctx context.Context) ([]string, error) { return w.services.LetIn(ctx, "", nil) }, func(told []string, err error) {
		if err != nil {
			w.unopened(err)
			return
		}
		w.entered(told)
	})
}

// lock puts the desk out of sight, and the key away. What is typed is saved and stays on
// its page; work that runs goes on. Where nobody has to unlock nothing is locked.
func (w *Window) lock() {
	w.leaveTo(w.uncover)
}

// lockAsked locks for whoever asks for it, by the door at the foot of the sidebar or Ctrl+L,
// and tells them where nobody has to unlock.
func (w *Window) lockAsked() {
	w.leaveTo(func() {
		w.uncover()
		w.desk.News.Warn(kit.Trouble{Said: kit.T("frame.lock-open"), Next: kit.T("frame.lock-open-next")})
	})
}

// unseat takes the desk from whoever may work no more: the next one comes in by the door,
// also where that stands open.
func (w *Window) unseat() {
	w.leaveTo(w.comeIn)
}

// leaveTo covers the desk and goes to the lock screen; open is what is done where there is
// none to go to.
func (w *Window) leaveTo(open func()) {
	if w.frame == nil || w.locked {
		return
	}
	w.cover()
	kit.Load(w.desk.Context(), w.services.Door, func(d office.Door, err error) {
		if err == nil && d.Open {
			open()
			return
		}
		w.desk.Tell(w.services.PutKeyAway())
		w.desk.Keep(func(unkept []kit.Unkept) { w.shut(d, err, len(unkept)) })
	})
}

// cover puts out of sight what the window shows, and what lies over it, before anything
// is asked.
func (w *Window) cover() {
	w.locked = true
	_, w.last = w.services.Sits()
	overlays := w.win.Canvas().Overlays()
	for _, o := range overlays.List() {
		w.covered = append(w.covered, o)
		overlays.Remove(o)
	}
	w.put(kit.NewGround(theme.ColorNameBackground, 0))
}

// uncover shows it again, to the one who left it.
func (w *Window) uncover() {
	w.locked = false
	w.put(w.frame.content)
	for _, o := range w.covered {
		w.win.Canvas().Overlays().Add(o)
	}
	w.covered = nil
}

func (w *Window) showLock(d office.Door) {
	w.locked = true
	w.lastDoor = d
	w.desk.News.Empty()
	_, w.last = w.services.Sits()
	p := unlock.New(w.desk, w.services, d, w.last, w.entered, w.nameAdministrator)
	w.put(p.Content())
	w.win.SetTitle(kit.T("frame.title"))
	p.Enter()
}

// entered leads to the desk: the one that was left, for who left it; a new one for
// another, who sees nothing of what was typed there. What lay on a desk at which nobody had
// an account is kept by whoever comes first.
func (w *Window) entered(told []string) {
	_, now := w.services.Sits()
	switch {
	case w.frame != nil && now == w.last:
		w.uncover()
		w.frame.goTo(w.frame.now)
		w.keepAgain()
		w.tellWhoEnters(told)
	case w.frame != nil && w.last == "":
		w.desk.Keep(func([]kit.Unkept) { w.newDesk(now, told) })
	default:
		w.newDesk(now, append(told, w.leftBehind()...))
	}
}

func (w *Window) newDesk(of office.ID, told []string) {
	w.locked, w.covered = false, nil
	w.desk.Forget()
	w.desk.Who = string(of)
	w.toDesk(0)
	w.lookBack()
	w.tellWhoEnters(told)
	if w.services.RecoveryOwed() {
		w.offerKey()
	}
}

// offerKey shows the recovery key that nobody has put away yet to who may have it: a
// renewal was cut off before its sheet was written.
func (w *Window) offerKey() {
	kit.Load(w.frame.ctx, w.services.Recovery, func(_ office.Recovery, err error) {
		if err == nil {
			w.found()
		}
	})
}

func (w *Window) tellWhoEnters(told []string) {
	if w.repaired != "" {
		told, w.repaired = append([]string{w.repaired}, told...), ""
	}
	if len(told) > 0 {
		w.desk.News.Warn(kit.Trouble{Said: strings.Join(told, " ")})
	}
}

// nameAdministrator covers the desk with where the recovery key makes an administrator.
// From there one goes back, or on to the door.
func (w *Window) nameAdministrator() {
	wasLocked := w.locked
	if !wasLocked {
		w.cover()
	}
	kit.Load(w.desk.Context(), w.known, func(names []string, err error) {
		if err != nil {
			w.unopened(err)
			return
		}
		back := w.uncover
		if wasLocked {
			back = w.enter
		}
		p := unlock.NewRecovery(w.desk, w.services, unlock.Files{Save: w.options.Save, Open: w.options.View}, names, back, w.enter)
		w.put(p.Content())
		p.Enter()
	})
}

// known are those who may be made administrator: people with an account, and where there
// are none who works here.
func (w *Window) known(ctx context.Context) (names []string, err error) {
	d, err := w.services.Door(ctx)
	for _, v := range d.People {
		names = append(names, v.Name)
	}
	if err != nil || len(names) > 0 {
		return names, err
	}
	clerks, err := w.services.Clerks(ctx)
	for _, c := range clerks {
		names = append(names, c.Name)
	}
	return names, err
}
