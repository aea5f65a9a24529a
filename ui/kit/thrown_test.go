package kit

import (
	"context"
	"errors"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

func TestEachOfTheNewestThatWereThrownAwayIsOfferedUntilItIsBack(t *testing.T) {
	d, back, fails := newDesk(t), "", error(nil)
	ok := func(context.Context, office.ID) error { return fails }
	x := NewThrown(d, ThrownOf{Discard: ok, Restore: ok, Said: func(title string) string { return "Đã bỏ " + title }, Changed: func() {},
		Restored: func(id office.ID) { back += string(id) }})
	for _, id := range []office.ID{"1", "2", "3", "4"} {
		x.Throw(id, string(id))
		Settle()
	}
	if n := len(x.Content.Objects); n != mostThrown || !x.Content.Visible() || d.News.Said() != "Đã bỏ 4" {
		t.Errorf("%d are offered, said %q", n, d.News.Said())
	}
	fails = errors.New("no")
	x.Back()
	if Settle(); back != "" {
		t.Errorf("%q is back though it failed", back)
	}
	fails = nil
	test.Tap(&x.Content.Objects[1].(*Button).Button)
	Settle()
	for x.Back() {
		Settle()
	}
	if back != "3421" || x.Content.Visible() {
		t.Errorf("back came %q", back)
	}
}
