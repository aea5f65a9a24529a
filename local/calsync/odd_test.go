package calsync_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"tram/local/calsync"
	"tram/local/calsync/calsynctest"
)

// desk is what is held here.
type desk struct {
	items map[string]calsync.Item
	state calsync.State
	told  []calsync.Clash
	stays map[string]bool // what nobody removes here
}

func newDesk(titles ...string) *desk {
	d := &desk{items: map[string]calsync.Item{}}
	for _, title := range titles {
		d.set(title, title)
	}
	return d
}

func (d *desk) set(uid, title string) {
	d.items[uid] = calsync.Item{UID: uid, Version: d.items[uid].Version + 1, Fields: map[string]string{"title": title}}
}

func (d *desk) Life() string { return "" }

func (d *desk) Items(context.Context) iter.Seq2[calsync.Item, error] {
	return func(yield func(calsync.Item, error) bool) {
		for _, it := range d.items {
			if !yield(it, nil) {
				return
			}
		}
	}
}

func (d *desk) Read(text string) (calsync.Item, error) { return calsynctest.Item(text) }

func (d *desk) Write(it calsync.Item) (string, error) { return calsynctest.Text(it), nil }

func (d *desk) Take(_ context.Context, it calsync.Item, was int64, _ string) (int64, error) {
	it.Version = was + 1
	d.items[it.UID] = it
	return it.Version, nil
}

func (d *desk) Drop(_ context.Context, uid string, _ int64) error {
	delete(d.items, uid)
	return nil
}

func (d *desk) Stays(_ context.Context, uid string) (bool, error) { return d.stays[uid], nil }

func (d *desk) Tell(_ context.Context, c calsync.Clash) error {
	d.told = append(d.told, c)
	return nil
}

func (d *desk) Keep(_ context.Context, s calsync.State) error {
	d.state = s
	return nil
}

func (d *desk) run(t *testing.T, far calsync.Far) calsync.Result {
	t.Helper()
	is, err := calsync.Run(t.Context(), far, d, d.state, calsync.Wish{})
	if err != nil {
		t.Fatal(err)
	}
	return is
}

// writes has somebody else write an object, whatever lies there.
func writes(t *testing.T, s *calsynctest.Server, href, text string) {
	t.Helper()
	etag := ""
	for o := range s.Fetch(t.Context(), []string{href}) {
		etag = o.ETag
	}
	if _, err := s.Put(t.Context(), href, text, etag); err != nil {
		t.Fatal(err)
	}
}

func text(uid, title string) string {
	return calsynctest.Text(calsync.Item{UID: uid, Fields: map[string]string{"title": title}})
}

const task = "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:viec\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"

// TestACalendarThatIsSuddenlyEmptyEmptiesNothingHere until somebody says that it is meant.
func TestACalendarThatIsSuddenlyEmptyEmptiesNothingHere(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk()
	for i := range 30 {
		d.set(fmt.Sprint("u", i), "họp")
	}
	d.run(t, far)
	d.run(t, far) // by a token that it gave out since
	_, err := calsync.Run(t.Context(), calsynctest.NewServer(), d, d.state, calsync.Wish{})
	if !errors.Is(err, calsync.Emptied) || len(d.items) != 30 {
		t.Fatalf("%v; %d are held", err, len(d.items))
	}
	if is := d.run(t, far); is.Taken+is.Sent+is.Dropped != 0 || is.Again {
		t.Errorf("back at the right one: %+v", is)
	}
	is, err := calsync.Run(t.Context(), calsynctest.NewServer(), d, d.state, calsync.Wish{Emptied: true})
	if err != nil || is.Dropped != 30 || len(d.items) != 0 {
		t.Errorf("meant: %+v, %v", is, err)
	}
}

// TestWhatIsNotUnderstoodStaysAsItIs on both sides, and is not read again until it is another.
func TestWhatIsNotUnderstoodStaysAsItIs(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk("a", "b")
	d.run(t, far)
	writes(t, far, "viec.ics", task)
	writes(t, far, "rac.ics", "BEGIN:VEVENT rác")
	writes(t, far, "a.ics", "BEGIN:VEVENT rác")
	d.set("a", "a mới")
	is := d.run(t, far)
	odd := []string{}
	for _, o := range is.Odd {
		odd = append(odd, o.Href+" "+o.UID)
		if !errors.Is(o.Err, calsync.Unreadable) {
			t.Errorf("%+v", o)
		}
	}
	slices.Sort(odd)
	if !slices.Equal(odd, []string{"a.ics a", "rac.ics "}) || is.Again || d.items["a"].Fields["title"] != "a mới" {
		t.Fatalf("%+v, held: %+v", is, d.items)
	}
	d.run(t, far)         // ours goes on, and theirs is not written over
	d.set("a", "mới nữa") // nor now
	for range 2 {
		if is := d.run(t, far); len(is.Odd) != 0 || is.Again {
			t.Errorf("again: %+v", is)
		}
	}
	if got := far.Texts(); got["a.ics"] != "BEGIN:VEVENT rác" || got["rac.ics"] != "BEGIN:VEVENT rác" || got["viec.ics"] != task || len(got) != 4 {
		t.Errorf("%q", got)
	}
	writes(t, far, "a.ics", text("a", "đã sửa"))
	d.run(t, far)
	if d.items["a"].Fields["title"] != "đã sửa" || len(d.told) != 1 || d.told[0].Ours.Fields["title"] != "mới nữa" {
		t.Errorf("%+v, told: %+v", d.items["a"], d.told)
	}
}

// TestOneMeetingThatLiesThereTwiceIsHeldOnce, and the other one is told of.
func TestOneMeetingThatLiesThereTwiceIsHeldOnce(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk("a")
	far.Lax = true
	d.run(t, far)
	writes(t, far, "ban-sao.ics", text("a", "bản khác"))
	is := d.run(t, far)
	if len(is.Odd) != 1 || is.Odd[0].Href != "ban-sao.ics" || !errors.Is(is.Odd[0].Err, calsync.Twice) || d.items["a"].Fields["title"] != "a" {
		t.Errorf("%+v, %+v", is, d.items)
	}
	fresh := newDesk()
	writes(t, far, "ban-ba.ics", text("a", "bản ba"))
	if is := fresh.run(t, far); len(fresh.items) != 1 || len(is.Odd) != 2 || is.Taken != 1 {
		t.Errorf("from anew: %+v, %+v", is, fresh.items)
	}
}

// TestAMeetingIsFollowedWhereverItLies: its object may be called anew, or two may change places.
func TestAMeetingIsFollowedWhereverItLies(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk("a", "b", "c")
	far.Lax = true
	d.run(t, far)
	writes(t, far, "a.ics", text("b", "b"))
	writes(t, far, "b.ics", text("a", "a mới"))
	writes(t, far, "c-moi.ics", text("c", "c"))
	for o := range far.Fetch(t.Context(), []string{"c.ics"}) {
		if err := far.Remove(t.Context(), o.Href, o.ETag); err != nil {
			t.Fatal(err)
		}
	}
	for range 4 {
		d.run(t, far)
	}
	if len(d.items) != 3 || d.items["a"].Fields["title"] != "a mới" || d.state.Items["a"].Href != "b.ics" || d.state.Items["c"].Href != "c-moi.ics" || len(far.Texts()) != 3 {
		t.Errorf("%+v, %+v, %q", d.items, d.state, far.Texts())
	}
	d.set("a", "a mới nữa")
	d.run(t, far)
	if !strings.Contains(far.Texts()["b.ics"], "a mới nữa") {
		t.Errorf("%q", far.Texts())
	}
}

// TestAMeetingThatGaveItsPlaceToAnotherIsGone, once it was looked for everywhere; what was changed
// here is sent anew.
func TestAMeetingThatGaveItsPlaceToAnotherIsGone(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk("a", "b")
	far.Lax = true
	d.run(t, far)
	d.set("b", "b mới")
	writes(t, far, "a.ics", text("x", "x"))
	writes(t, far, "b.ics", text("y", "y"))
	if d.run(t, far); len(d.items) != 4 {
		t.Errorf("before it was looked for: %+v", d.items)
	}
	for range 3 {
		d.run(t, far)
	}
	if _, held := d.items["a"]; held || len(d.items) != 3 || len(d.told) != 1 || !d.told[0].Theirs.Gone || len(far.Texts()) != 3 {
		t.Errorf("%+v, told %+v, %q", d.items, d.told, far.Texts())
	}
}

// TestWhatAnotherThingIsCalledIsNotTaken for a new one.
func TestWhatAnotherThingIsCalledIsNotTaken(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk("a", "viec", "../x y")
	writes(t, far, "a.ics", text("khác", "khác"))
	writes(t, far, "viec.ics", task)
	for range 4 {
		d.run(t, far)
	}
	if got := far.Texts(); len(got) != 5 || !strings.Contains(got["a.ics"], "khác") || got["viec.ics"] != task || len(d.items) != 4 {
		t.Errorf("%q, %+v", got, d.items)
	}
	for href := range far.Texts() {
		if strings.ContainsAny(href, "/ ") {
			t.Errorf("%q is the name of an object", href)
		}
	}
}

// silent is a calendar that lists what it does not give out.
type silent struct{ *calsynctest.Server }

func (silent) Fetch(context.Context, []string) iter.Seq2[calsync.Object, error] {
	return func(func(calsync.Object, error) bool) {}
}

// TestWhatIsListedAndNotGivenIsNotTakenForRemoved.
func TestWhatIsListedAndNotGivenIsNotTakenForRemoved(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk("a")
	d.run(t, far)
	writes(t, far, "a.ics", text("a", "mới"))
	if is := d.run(t, silent{far}); len(d.items) != 1 || !is.Again {
		t.Errorf("%+v, %+v", is, d.items)
	}
	if is := d.run(t, far); is.Taken != 1 || d.items["a"].Fields["title"] != "mới" {
		t.Errorf("later: %+v", is)
	}
}

// unread is one that gives out one object that nobody can read.
type unread struct{ *calsynctest.Server }

func (u unread) Fetch(ctx context.Context, hrefs []string) iter.Seq2[calsync.Object, error] {
	return func(yield func(calsync.Object, error) bool) {
		for o := range u.Server.Fetch(ctx, hrefs) {
			if o.Href == "b.ics" {
				if !yield(calsync.Object{}, calsync.Unread{Href: o.Href, Err: errors.New("its bytes")}) {
					return
				}
			} else if !yield(o, nil) {
				return
			}
		}
	}
}

func TestOneThatCannotBeReadHoldsUpNoOther(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk("a", "b", "c")
	d.run(t, far)
	for _, uid := range []string{"a", "b", "c"} {
		writes(t, far, uid+".ics", text(uid, "mới"))
	}
	is := d.run(t, unread{far})
	if is.Taken != 2 || len(is.Odd) != 1 || is.Odd[0].UID != "b" || len(d.items) != 3 || d.items["b"].Fields["title"] != "b" {
		t.Errorf("%+v, %+v", is, d.items)
	}
	if is := d.run(t, far); is.Taken != 1 || d.items["b"].Fields["title"] != "mới" {
		t.Errorf("once it can be read: %+v, %+v", is, d.items)
	}
}

// unfit is one that takes no long words.
type unfit struct{ *calsynctest.Server }

func (u unfit) Put(ctx context.Context, href, text, etag string) (string, error) {
	if strings.Contains(text, "dài") {
		return "", calsync.Unfit.About("lich.example.vn", "dài quá")
	}
	return u.Server.Put(ctx, href, text, etag)
}

// TestWhatTheCalendarDoesNotTakeStaysHere, and what it takes goes there.
func TestWhatTheCalendarDoesNotTakeStaysHere(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk("a", "b", "dài")
	is := d.run(t, unfit{far})
	if is.Sent != 2 || len(is.Odd) != 1 || is.Odd[0].UID != "dài" || !errors.Is(is.Odd[0].Err, calsync.Unfit) || len(d.items) != 3 {
		t.Errorf("%+v", is)
	}
	d.set("a", "dài")
	if is := d.run(t, unfit{far}); len(is.Odd) != 2 || is.Again || d.items["a"].Fields["title"] != "dài" {
		t.Errorf("%+v", is)
	}
	if is := d.run(t, far); is.Sent != 2 || len(is.Odd)+len(d.told) != 0 {
		t.Errorf("%+v", is)
	}
}

// TestAStateMayBeLost: nothing is sent or taken for it, whatever the calendar holds.
func TestAStateMayBeLost(t *testing.T) {
	far, d := calsynctest.NewServer(), newDesk("a", "b")
	d.run(t, far)
	b, err := json.Marshal(d.state)
	if err != nil || strings.Contains(string(b), "title\":\"a") {
		t.Fatalf("%s, %v", b, err)
	}
	d.state = calsync.State{}
	if is := d.run(t, far); is.Sent+is.Taken+is.Merged+is.Removed+is.Dropped != 0 || len(far.Texts()) != 2 || len(d.told) != 0 {
		t.Errorf("%+v", is)
	}
}

// left is a holder who does not take one item, or remove it.
type left struct {
	*desk
	takes bool
}

func (l *left) Take(ctx context.Context, it calsync.Item, was int64, text string) (int64, error) {
	if !l.takes {
		return 0, calsync.Left{Err: calsync.Twice}
	}
	return l.desk.Take(ctx, it, was, text)
}

func (l *left) Drop(ctx context.Context, uid string, was int64) error {
	if !l.takes {
		return calsync.Left{Err: calsync.Twice}
	}
	return l.desk.Drop(ctx, uid, was)
}

// TestWhatIsNotTakenHereIsAskedForAgain while all else goes on, and taken once it can be.
func TestWhatIsNotTakenHereIsAskedForAgain(t *testing.T) {
	s, d := calsynctest.NewServer(), newDesk("a", "b")
	d.run(t, s)
	writes(t, s, "a.ics", calsynctest.Text(calsync.Item{UID: "a", Fields: map[string]string{"title": "khác"}}))
	if err := s.Remove(t.Context(), "b.ics", etagOf(t, s, "b.ics")); err != nil {
		t.Fatal(err)
	}
	d.set("c", "c")
	l := &left{desk: d}
	for range 2 {
		is, err := calsync.Run(t.Context(), s, l, d.state, calsync.Wish{})
		if err != nil || len(is.Odd) != 2 || !errors.Is(is.Odd[0].Err, calsync.Twice) || d.items["a"].Fields["title"] != "a" || d.items["b"].UID == "" {
			t.Fatalf("%+v %v %+v", is, err, d.items)
		}
	}
	if len(s.Texts()) != 2 {
		t.Errorf("the others went on: %q", s.Texts())
	}
	l.takes = true
	is, err := calsync.Run(t.Context(), s, l, d.state, calsync.Wish{})
	if err != nil || is.Taken != 1 || is.Dropped != 1 || d.items["a"].Fields["title"] != "khác" || d.items["b"].UID != "" {
		t.Errorf("%+v %v %+v", is, err, d.items)
	}
}

func etagOf(t *testing.T, s *calsynctest.Server, href string) string {
	t.Helper()
	for o := range s.Fetch(t.Context(), []string{href}) {
		return o.ETag
	}
	t.Fatal(href + " is not there")
	return ""
}

// bears marks all of an item as taken out of the calendar by another holder.
func (d *desk) bears(uid string) {
	it := d.items[uid]
	it.Borne = map[string]bool{"title": true}
	d.items[uid] = it
}

// TestWhatAnotherHolderTookOutOfTheCalendarIsNoChangeOfOurs: the calendar stands, nobody is told of a clash,
// and what is gone there is not put back.
func TestWhatAnotherHolderTookOutOfTheCalendarIsNoChangeOfOurs(t *testing.T) {
	s, d := calsynctest.NewServer(), newDesk("a", "b", "c")
	d.run(t, s)
	d.set("a", "cũ của lịch") // what the calendar said before, as the other one took it
	d.bears("a")
	writes(t, s, "b.ics", calsynctest.Text(calsync.Item{UID: "b", Fields: map[string]string{"title": "mới"}}))
	d.set("b", "cũ của lịch")
	d.bears("b")
	d.set("x", "đã xóa ở đó") // came by the other one, and was never met there
	d.bears("x")
	is := d.run(t, s)
	if len(is.Clashes) != 0 || is.Sent != 0 || is.Taken != 2 || is.Dropped != 1 {
		t.Errorf("%+v", is)
	}
	if d.items["a"].Fields["title"] != "a" || d.items["b"].Fields["title"] != "mới" || d.items["x"].UID != "" || len(s.Texts()) != 3 {
		t.Errorf("%+v, %q", d.items, s.Texts())
	}
	d.set("c", "sửa ở đây")
	if is := d.run(t, s); is.Sent != 1 || is.Taken != 0 {
		t.Errorf("what is ours is sent: %+v", is)
	}
}

// TestManyThatAnotherHolderTookAreNotDroppedAtOnce where the calendar is suddenly empty.
func TestManyThatAnotherHolderTookAreNotDroppedAtOnce(t *testing.T) {
	s, d := calsynctest.NewServer(), newDesk()
	for n := range 30 {
		uid := fmt.Sprint("m", n)
		d.set(uid, uid)
		d.bears(uid)
	}
	if _, err := calsync.Run(t.Context(), s, d, d.state, calsync.Wish{}); !errors.Is(err, calsync.Emptied) || len(d.items) != 30 {
		t.Errorf("%v, %d left", err, len(d.items))
	}
}
