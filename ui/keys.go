package ui

import (
	"fyne.io/fyne/v2"

	"tram/ui/kit"
)

// bindKeys gives the keys of the window to the page in front, or to the place
// that has a use for them.
func (w *Window) bindKeys() {
	k := kit.NewKeys(w.win.Canvas())
	for i, key := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9, fyne.Key0} {
		k.With(fyne.KeyModifierAlt, key, w.atDesk(func(f *frame) {
			if i < len(f.pages)-1 { // the last one is the help, which has F1
				f.walkTo(i)
			}
		}))
	}
	k.With(fyne.KeyModifierAlt, fyne.KeyV, w.atDesk(func(f *frame) { f.toShelf() }))
	k.With(fyne.KeyModifierAlt, fyne.KeyH, w.atDesk(func(f *frame) { f.toFiles() }))
	k.With(fyne.KeyModifierAlt, fyne.KeyM, w.atDesk(func(f *frame) { f.toDesk() }))
	k.With(fyne.KeyModifierAlt, fyne.KeyC, w.atDesk(func(f *frame) { f.toAgenda() }))
	k.On(fyne.KeyF1, w.atDesk(func(f *frame) { f.walkTo(len(f.pages) - 1) }))
	k.On(fyne.KeyEscape, func() {
		if !w.desk.Escape() && !w.escapePage() {
			w.desk.News.Shut()
		}
	})
	k.With(fyne.KeyModifierControl, fyne.KeyL, w.lockAsked)
	k.With(fyne.KeyModifierControl, fyne.KeyN, w.atDesk(func(f *frame) { withPage(f, kit.Beginner.Begin) }))
	k.With(fyne.KeyModifierControl, fyne.KeyK, w.everywhere)
	k.With(fyne.KeyModifierControl, fyne.KeyF, w.atDesk((*frame).search))
	for _, enter := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter} {
		k.With(fyne.KeyModifierControl, enter, w.finish)
	}
	k.On(fyne.KeyF6, w.atDesk(func(f *frame) { kit.NextPart(f.page().Content()) }))
	k.On(fyne.KeyF8, w.atDesk((*frame).closeDay))
	k.On(fyne.KeyF5, w.atDesk(func(f *frame) { withPage(f, kit.Scanner.Scan) }))
	k.On(fyne.KeyPageUp, w.atDesk(func(f *frame) { inFront(f, func(p kit.Pager) { p.Turn(-1) }) }))
	k.On(fyne.KeyPageDown, w.atDesk(func(f *frame) { inFront(f, func(p kit.Pager) { p.Turn(1) }) }))
	k.With(fyne.KeyModifierAlt, fyne.KeyUp, w.atDesk(func(f *frame) { inFront(f, func(p kit.Mover) { p.Move(-1) }) }))
	k.With(fyne.KeyModifierAlt, fyne.KeyDown, w.atDesk(func(f *frame) { inFront(f, func(p kit.Mover) { p.Move(1) }) }))
	for key, by := range map[fyne.KeyName]int{fyne.KeyPlus: 1, fyne.KeyEqual: 1, fyne.KeyMinus: -1, fyne.Key0: 0} {
		k.With(fyne.KeyModifierControl, key, w.atDesk(func(f *frame) { inFront(f, func(p kit.Zoomer) { p.Zoom(by) }) }))
	}
	k.OnShortcut(&fyne.ShortcutUndo{}, func() bool { return w.atPage() && inFront(w.frame, kit.Undoer.Undo) })
	k.OnShortcut(&fyne.ShortcutRedo{}, func() bool { return w.atPage() && inFront(w.frame, kit.Undoer.Redo) })
}

// finish does the main act of the page in sight, also before there is a desk.
func (w *Window) finish() {
	switch {
	case w.locked:
	case w.frame != nil:
		w.desk.Finish(w.frame.page())
	case w.founding != nil:
		w.desk.Finish(w.founding)
	}
}

// escapePage has the page in front put away what it tells, and tells whether it did.
func (w *Window) escapePage() (did bool) {
	if w.atPage() && w.desk.News.Said() == "" {
		inFront(w.frame, func(p kit.Escaper) { did = p.Escape() })
	}
	return did
}

// atPage tells that nothing lies over the page in front.
func (w *Window) atPage() bool {
	return w.frame != nil && !w.locked && w.win.Canvas().Overlays().Top() == nil
}

// atDesk is a deed that waits until the desk is reached, and until nothing lies over it.
func (w *Window) atDesk(do func(*frame)) func() {
	return func() {
		if w.atPage() {
			do(w.frame)
		}
	}
}

// walkTo goes to a place by key: the keyboard stands at its door, unless the
// page itself has a better place for it.
func (f *frame) walkTo(i int) {
	f.w.desk.Focus(f.side.doors[i])
	f.goTo(i)
}

// search searches at the page in front, else among the records.
func (f *frame) search() {
	if _, here := f.page().(kit.Searcher); !here {
		f.goToPage(f.finder)
	}
	inFront(f, kit.Searcher.Search)
}

// inFront does a deed if the page in front knows it, and tells whether it does.
func inFront[T any](f *frame, do func(T)) bool {
	p, knows := f.page().(T)
	if knows {
		do(p)
	}
	return knows
}

// withPage does a deed at the page in front, else at the first place that
// knows it, and goes there.
func withPage[T any](f *frame, do func(T)) {
	if _, here := f.page().(T); here {
		inFront(f, do)
		return
	}
	for i, p := range f.pages {
		if _, knows := p.(T); knows {
			f.goTo(i)
			inFront(f, do)
			return
		}
	}
}
