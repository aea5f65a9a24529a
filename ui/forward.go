package ui

import (
	"time"

	"tram/ui/kit"
)

// forwardWait is how long a window that is at work may take to come forward.
const forwardWait = 2 * time.Second

// ComeForward brings the window before those of other programs, also from where it was put
// down to. It tells whether it was asked in time, and may be called from any goroutine.
func (w *Window) ComeForward() bool {
	done := make(chan struct{})
	kit.OnScreen(func() {
		if w.options.Raise != nil {
			w.options.Raise(w.win)
		}
		w.win.RequestFocus()
		close(done)
	})
	select {
	case <-done:
		return true
	case <-time.After(forwardWait):
		return false
	}
}
