package kit

import (
	"context"
	"errors"
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
