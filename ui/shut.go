package ui

import (
	"tram/local/office"
	"tram/ui/kit"
)

// shut shows the lock screen. Where the store cannot tell who may come in, those stand
// there whom it told last: what cannot be asked opens nothing.
func (w *Window) shut(d office.Door, err error, unkept int) {
	w.unkept = unkept
	switch {
	case err == nil:
		w.showLock(d)
	case len(w.lastDoor.People) > 0:
		w.showLock(w.lastDoor)
	default:
		t := newTrouble(w.desk, w.options, err, func(string) {
			w.locked = false
			w.lock()
		}, nil)
		w.put(t.content)
		w.desk.Focus(t.first)
	}
}

// keepAgain saves once more what could not be saved when the window was locked, for who
// typed it, and names what still cannot.
func (w *Window) keepAgain() {
	if w.unkept == 0 {
		return
	}
	w.unkept = 0
	w.desk.Keep(func(unkept []kit.Unkept) {
		if len(unkept) > 0 {
			w.desk.News.Warn(kit.Trouble{Said: unkeptSaid(unkept)})
		}
	})
}

// leftBehind tells another that words of who sat there before them are lost, and none of
// the words.
func (w *Window) leftBehind() []string {
	if w.unkept == 0 {
		return nil
	}
	n := w.unkept
	w.unkept = 0
	return []string{kit.T("frame.unkept-left", n)}
}
