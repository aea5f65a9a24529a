package kit

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

var unread = office.Failure{Name: "test.unread", Said: "Chưa đọc được.", Next: "Hãy thử lại."}

// awaiting is a page of one label that is read when told to.
func awaiting(t *testing.T) (*Desk, *Awaited, chan error, func(context.Context)) {
	d := newDesk(t)
	of, come := Prose(""), make(chan error)
	a := NewAwaited("Đang đọc sổ…", of)
	return d, a, come, func(ctx context.Context) {
		Await(ctx, d, a, func(context.Context) (string, error) { return "đã đọc", <-come }, of.SetText)
	}
}

// passes lets time go by, and does what came to the screen meanwhile.
func passes(of time.Duration) {
	time.Sleep(of)
	synctest.Wait()
	for {
		flights.mu.Lock()
		if len(flights.waiting) == 0 {
			flights.mu.Unlock()
			return
		}
		fn := flights.waiting[0]
		flights.waiting = flights.waiting[1:]
		flights.mu.Unlock()
		fn()
	}
}

func TestAPageThatIsBeingReadSaysSoAndNeverLooksEmpty(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, a, come, read := awaiting(t)
		read(t.Context())
		if passes(ShowsAfter / 2); a.of.Visible() || a.sign.Visible() {
			t.Error("something flickers before a moment has passed")
		}
		if passes(ShowsAfter); !a.sign.Visible() || a.doing.Text != "Đang đọc…" {
			t.Errorf("after a moment: sign %v, %q", a.sign.Visible(), a.doing.Text)
		}
		if passes(tellsAfter); a.doing.Text != "Đang đọc sổ…" {
			t.Errorf("who waits long is told %q", a.doing.Text)
		}
		come <- nil
		if passes(0); !a.of.Visible() || a.sign.Visible() || a.going.Running() {
			t.Error("what was read is not in sight, or the sign goes on")
		}
		read(t.Context())
		if passes(2 * tellsAfter); !a.of.Visible() || a.sign.Visible() {
			t.Error("reading anew takes away what was in sight")
		}
		come <- nil
		passes(0)
	})
}

func TestWhatCannotBeReadIsToldInItsPlaceAndTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, a, come, read := awaiting(t)
		read(t.Context())
		come <- unread
		if passes(0); !a.fails.Visible() || a.of.Visible() || d.News.Visible() || a.There() {
			t.Error("a page that could not be read looks like an empty one, or is told elsewhere")
		}
		test.Tap(&a.fails.Button.Button)
		come <- nil
		if passes(0); !a.of.Visible() || a.fails.Visible() {
			t.Error("trying again does not show what was read")
		}
		read(t.Context())
		come <- errors.New("away")
		if passes(0); !a.of.Visible() || !d.News.Visible() {
			t.Error("what was read goes out of sight, or nobody says that it is old")
		}
	})
}

func TestASignDoesNotMoveOnAPageThatWasLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, a, come, read := awaiting(t)
		ctx, leave := context.WithCancel(t.Context())
		read(ctx)
		passes(tellsAfter)
		if leave(); a.going.Running() {
			passes(0)
		}
		if a.sign.Visible() || a.going.Running() {
			t.Error("the sign goes on where nobody looks")
		}
		come <- nil
		if passes(0); a.of.Visible() {
			t.Error("a page that was left is filled")
		}
	})
}

func TestWhatShowsByItselfThatItIsEmptyStaysInSightUntilReadingFails(t *testing.T) {
	d, a, come, read := awaiting(t)
	a.Over()
	if !a.of.Visible() {
		t.Error("it is hidden before it is read")
	}
	read(t.Context())
	come <- unread
	if Settle(); a.of.Visible() || !a.fails.Visible() || d.News.Visible() {
		t.Error("the failure does not stand in its place")
	}
	a.fails.Button.OnTapped()
	come <- nil
	if Settle(); !a.of.Visible() || !a.There() || a.fails.Visible() {
		t.Error("what was read is not in sight")
	}
	if a.Clear(); a.There() || !a.of.Visible() {
		t.Error("what was let go counts as read")
	}
}

// shutting is something that was read and has to be closed.
type shutting struct{ shut chan bool }

func (s *shutting) Close() error { close(s.shut); return nil }

func TestWhatNobodyWaitsForAnyMoreIsClosed(t *testing.T) {
	newDesk(t)
	for name, early := range map[string]bool{"while it was read": true, "on its way to the screen": false} {
		ctx, leave := context.WithCancel(t.Context())
		s, come := &shutting{make(chan bool)}, make(chan bool)
		Load(ctx, func(context.Context) (*shutting, error) { <-come; return s, nil }, func(*shutting, error) { t.Errorf("%s: it is shown", name) })
		if early {
			leave()
		}
		close(come)
		for !early {
			if flights.mu.Lock(); len(flights.waiting) > 0 {
				flights.mu.Unlock()
				break
			}
			flights.mu.Unlock()
			runtime.Gosched()
		}
		leave()
		Settle()
		select {
		case <-s.shut:
		default:
			t.Errorf("%s: it stays open", name)
		}
	}
	Load(t.Context(), func(context.Context) (*shutting, error) { return nil, unread }, func(*shutting, error) {})
	Settle() // and nothing is closed that never was
}
