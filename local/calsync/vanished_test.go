package calsync_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"tram/local/calsync"
	"tram/local/calsync/calsynctest"
)

// TestACalendarOfWhichNothingIsLeftWaitsForAPerson, however few it held: of one alone somebody may have removed it.
func TestACalendarOfWhichNothingIsLeftWaitsForAPerson(t *testing.T) {
	for name, way := range map[string]struct {
		uids   []string
		remove []string
		tokens bool
		empty  bool // another, empty calendar answers
		asks   bool
	}{
		"two of two, told one by one":       {[]string{"a", "b"}, []string{"a", "b"}, true, false, true},
		"two of two, in a list":             {[]string{"a", "b"}, []string{"a", "b"}, false, false, true},
		"five of five, by an empty list":    {[]string{"a", "b", "c", "d", "e"}, nil, false, true, true},
		"one of one":                        {[]string{"a"}, []string{"a"}, true, false, false},
		"two of three":                      {[]string{"a", "b", "c"}, []string{"a", "b"}, true, false, false},
		"one of two, the other one by hand": {[]string{"a", "b"}, []string{"a"}, true, false, false},
	} {
		far, d := calsynctest.NewServer(), newDesk(way.uids...)
		far.NoTokens = !way.tokens
		d.run(t, far)
		d.run(t, far)
		for _, uid := range way.remove {
			if err := far.Remove(t.Context(), uid+".ics", etagOf(t, far, uid+".ics")); err != nil {
				t.Fatal(err)
			}
		}
		if way.empty {
			far = calsynctest.NewServer()
		}
		held := len(d.items)
		is, err := calsync.Run(t.Context(), far, d, d.state, calsync.Wish{})
		if errors.Is(err, calsync.Emptied) != way.asks || way.asks && (is.Dropped != 0 || len(d.items) != held) || !way.asks && (err != nil || is.Dropped != len(way.remove)) {
			t.Errorf("%s: %+v %v, %d held", name, is, err, len(d.items))
		}
		if !way.asks {
			continue
		}
		if _, err := calsync.Run(t.Context(), far, d, d.state, calsync.Wish{}); !errors.Is(err, calsync.Emptied) {
			t.Errorf("%s: it is asked until somebody answers: %v", name, err)
		}
		if is, err := calsync.Run(t.Context(), far, d, d.state, calsync.Wish{Emptied: true}); err != nil || is.Dropped != held {
			t.Errorf("%s, meant: %+v %v", name, is, err)
		}
	}
}

// TestWhatWasRemovedOnBothSidesLeavesNobodyWaiting.
func TestWhatWasRemovedOnBothSidesLeavesNobodyWaiting(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk("a", "b", "c")
	d.run(t, far)
	d.run(t, far)
	for _, uid := range []string{"a", "b", "c"} {
		if err := far.Remove(t.Context(), uid+".ics", etagOf(t, far, uid+".ics")); err != nil {
			t.Fatal(err)
		}
	}
	for _, uid := range []string{"a", "b"} {
		d.items[uid] = calsync.Item{UID: uid, Version: 9, Gone: true}
	}
	if is, err := calsync.Run(t.Context(), far, d, d.state, calsync.Wish{}); err != nil || is.Dropped != 1 {
		t.Errorf("%+v %v", is, err)
	}
}

// TestACalendarThatWasTidiedUpAsksNobody: of what stays here nothing is lost.
func TestACalendarThatWasTidiedUpAsksNobody(t *testing.T) {
	for over, asks := range map[int]bool{30: false, 29: false, 28: true, 0: true} {
		far, d := calsynctest.NewServer(), newDesk()
		d.stays = map[string]bool{}
		for i := range 30 {
			uid := fmt.Sprint("m", i)
			d.set(uid, uid)
			d.stays[uid] = i < over
		}
		d.run(t, far)
		if _, err := calsync.Run(t.Context(), calsynctest.NewServer(), d, d.state, calsync.Wish{}); errors.Is(err, calsync.Emptied) != asks {
			t.Errorf("%d of 30 are over: %v", over, err)
		}
	}
}

// stubborn is a calendar that says of some objects always that there is another version.
type stubborn struct {
	*calsynctest.Server
	of map[string]bool
}

func (s stubborn) Put(ctx context.Context, href, text, etag string) (string, error) {
	if s.of[href] {
		return "", calsync.Overtaken
	}
	return s.Server.Put(ctx, href, text, etag)
}

func (s stubborn) Remove(ctx context.Context, href, etag string) error {
	if s.of[href] {
		return calsync.Overtaken
	}
	return s.Server.Remove(ctx, href, etag)
}

// TestACalendarThatAlwaysHasAnotherVersionIsTold after some times: a new meeting, a change, a removal. Twice it
// may be that somebody else writes at the same time.
func TestACalendarThatAlwaysHasAnotherVersionIsTold(t *testing.T) {
	d := newDesk("đổi", "xóa", "yên")
	far := stubborn{calsynctest.NewServer(), map[string]bool{}}
	d.run(t, far)
	d.set("mới", "mới")
	d.set("đổi", "khác")
	d.items["xóa"] = calsync.Item{UID: "xóa", Version: 9, Gone: true}
	for _, uid := range []string{"mới", "đổi", "xóa"} {
		e, known := d.state.Items[uid]
		if !known {
			e.Href = calsync.NameOf(uid)
		}
		far.of[e.Href] = true
	}
	for n := range 6 {
		is := d.run(t, far)
		told := map[string]bool{}
		for _, o := range is.Odd {
			if told[o.UID] = true; !errors.Is(o.Err, calsync.Stubborn) {
				t.Errorf("%+v", o)
			}
		}
		if n < 2 && len(told) != 0 || n >= 2 && (len(told) != 3 || told["yên"]) {
			t.Fatalf("time %d: %+v", n, is)
		}
	}
	far.of = nil
	if is := d.run(t, far); is.Sent != 2 || is.Removed != 1 || len(is.Odd) != 0 {
		t.Errorf("once it takes them: %+v", is)
	}
	far.of = map[string]bool{d.state.Items["đổi"].Href: true}
	d.set("đổi", "khác nữa")
	if is := d.run(t, far); len(is.Odd) != 0 {
		t.Errorf("it is counted from the start: %+v", is)
	}
}
