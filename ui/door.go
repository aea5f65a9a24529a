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

// awayFor is how long the window may lie behind others, or be put down, before it locks.
const awayFor = 10 * time.Minute

// bindAway has the window lock where nobody looks at it.
func (w *Window) bindAway() {
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
// its page; work that runs goes on.
func (w *Window) lock() {
	if w.frame == nil || w.locked {
		return
	}
	w.cover()
	kit.Load(w.desk.Context(), w.services.Door, func(d office.Door, err error) {
		if err != nil || d.Open {
			w.uncover()
			w.desk.Tell(err)
			return
		}
		w.desk.Tell(w.services.PutKeyAway())
		w.desk.Keep(func([]kit.Unkept) { w.showLock(d) })
	})
}

// cover puts out of sight what the window shows, and what lies over it, before anything
// is asked.
func (w *Window) cover() {
	w.locked = true
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
	w.desk.News.Empty()
	_, last := w.services.Sits()
	p := unlock.New(w.desk, w.services, d, last, w.entered)
	w.put(p.Content())
	w.win.SetTitle(kit.T("frame.title"))
	p.Enter()
	w.last = last
}

// entered leads to the desk: the one that was left, for who left it; a new one for
// another, who sees nothing of what was typed there.
func (w *Window) entered(told []string) {
	w.locked = false
	_, now := w.services.Sits()
	if w.frame != nil && now == w.last {
		w.uncover()
		w.frame.goTo(w.frame.now)
	} else {
		w.covered = nil
		w.desk.Forget()
		w.desk.Who = string(now)
		w.toDesk(0)
		w.lookBack()
	}
	if len(told) > 0 {
		w.desk.News.Warn(kit.Trouble{Said: strings.Join(told, " ")})
	}
}
