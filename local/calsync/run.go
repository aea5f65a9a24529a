package calsync

import (
	"context"
	"errors"
	"fmt"

	"tram/local/office"
)

const (
	mostObjects = 200_000 // of a calendar
	keepEach    = 20      // items sent or removed until the state is kept
	fewGone     = 10      // so many may vanish of any calendar at once in which others stay
	allGone     = 2       // that many, and nothing is left: the calendar vanished, not a meeting
	mostTries   = 3       // so often in a row another version may lie there until it is told
	mostTwins   = 1000    // objects of one round that wait for another of the same meeting
)

// Wish is how it is done.
type Wish struct {
	Emptied bool // somebody said that what is missing there was removed there
}

// Result is what was done.
type Result struct {
	Sent, Taken, Merged, Removed, Dropped int

	Clashes []Clash
	Odd     []Odd
	Again   bool // something moved meanwhile: the next round goes on
}

// Odd is what was left as it is.
type Odd struct {
	Href string // empty: it is not in the calendar
	UID  string // empty: not known
	Err  error  // of office.Failure
}

// round is one exchange.
type round struct {
	far   Far
	near  Near
	wish  Wish
	state State
	ours  map[string]*Item
	at    map[string]string // UIDs by Href
	seen  map[string]string // ETags of what was told of, by Href
	whole bool              // they are all that lies there
	lost  bool              // an item does not lie any more where it lay
	gone  map[string]bool   // names that are not there any more
	looks []string          // names that are read
	done  map[string]bool   // UIDs of which theirs was read
	twins []Object          // that wait until it is known whether another lies where it lay
	sends []string          // UIDs of what is put or removed there
	tries map[string]int    // as State.Tries, of this round
	later []string          // names of what became other after the token of this round was given out
	next  string            // token
	is    Result
}

// Run has both sides come to the same. What it tells in an error it did not do; what it did before
// is kept, and the next run goes on from there. Of one calendar one runs at a time.
func Run(ctx context.Context, far Far, near Near, s State, wish Wish) (Result, error) {
	r := &round{
		far: far, near: near, wish: wish, state: s.of(near.Life()),
		ours: map[string]*Item{}, at: map[string]string{}, seen: map[string]string{}, gone: map[string]bool{}, done: map[string]bool{},
		tries: map[string]int{},
	}
	if err := r.look(ctx); err != nil {
		return r.is, err
	}
	for _, part := range []func(context.Context) error{r.read, r.missed, r.plain, r.settled, r.send} {
		if err := part(ctx); err != nil {
			return r.is, errors.Join(err, r.keep(context.WithoutCancel(ctx)))
		}
	}
	return r.is, r.end(ctx)
}

// look finds out what is here and what became other there.
func (r *round) look(ctx context.Context) error {
	for it, err := range r.near.Items(ctx) {
		if err != nil {
			return err
		}
		r.ours[it.UID] = &it
	}
	for uid, e := range r.state.Items {
		r.at[e.Href] = uid
	}
	if r.unmet() {
		r.state.Token = ""
	}
	c, err := r.far.Changes(ctx, r.state.Token)
	if err == nil && !r.tells(c) {
		c, err = r.far.Changes(ctx, "")
	}
	if err != nil {
		return err
	}
	if len(c.Changed) > mostObjects {
		return Endless.About(mostObjects)
	}
	r.next, r.whole = c.Next, c.Whole
	for _, ref := range c.Changed {
		if _, twice := r.seen[ref.Href]; !twice && r.news(ref) {
			r.looks = append(r.looks, ref.Href)
		}
		r.seen[ref.Href] = ref.ETag
	}
	for _, href := range c.Gone {
		_, there := r.seen[href]
		r.gone[href] = !there
	}
	r.rest()
	return nil
}

// unmet tells that something is held here that another holder took out of the calendar: whether it
// still lies there, only all that lies there tells.
func (r *round) unmet() bool {
	for uid, ours := range r.ours {
		if _, known := r.state.Items[uid]; !known && !ours.Gone && ours.wholly() {
			return true
		}
	}
	return false
}

// tells tells whether all that happened since the token is told. What was sent or met after it was
// given out is to be told of, unless somebody took it back: to a server whose tokens tell what lies
// there, nothing happened then.
func (r *round) tells(c Changes) bool {
	if c.Whole {
		return true
	}
	told := map[string]bool{}
	for _, ref := range c.Changed {
		told[ref.Href] = true
	}
	for _, href := range c.Gone {
		told[href] = true
	}
	for href := range r.state.Since {
		if !told[href] {
			return false
		}
	}
	return true
}

// rest is about what was not told of: whether it is there, and whether it has to be read.
func (r *round) rest() {
	for uid, e := range r.state.Items {
		_, aside := r.state.Aside[e.Href]
		_, seen := r.seen[e.Href]
		switch {
		case e.Href == "" || seen || r.gone[e.Href]:
		case r.whole:
			r.gone[e.Href] = true
		case !aside && e.asks(r.ours[uid]):
			r.looks = append(r.looks, e.Href)
		}
	}
	for href, etag := range r.state.Aside {
		_, seen := r.seen[href]
		switch {
		case r.whole && !seen || r.gone[href]:
			delete(r.state.Aside, href)
		case !seen && etag == "": // in which version it could not be read is not known
			r.looks = append(r.looks, href)
		}
	}
}

// news tells whether what is told of an object is not known already.
func (r *round) news(ref Ref) bool {
	if etag, aside := r.state.Aside[ref.Href]; aside && etag == ref.ETag && etag != "" {
		return false
	}
	uid, known := r.at[ref.Href]
	if !known {
		return true
	}
	e := r.state.Items[uid]
	return ref.ETag == "" || ref.ETag != e.ETag || e.asks(r.ours[uid])
}

// read reads what is new there and settles it.
func (r *round) read(ctx context.Context) error {
	came := map[string]bool{}
	for o, err := range r.far.Fetch(ctx, r.looks) {
		if u, unread := errors.AsType[Unread](err); unread {
			came[u.Href] = true
			r.aside(Ref{Href: u.Href}, Unreadable.About(u.Href).Because(u.Err))
			continue
		}
		if err != nil {
			return err
		}
		came[o.Href] = true
		if err := r.object(ctx, o, false); err != nil {
			return err
		}
	}
	r.unanswered(came)
	for _, o := range r.twins {
		if err := r.object(ctx, o, true); err != nil {
			return err
		}
	}
	return nil
}

// unanswered is about what was asked for and did not come.
func (r *round) unanswered(came map[string]bool) {
	for _, href := range r.looks {
		_, seen := r.seen[href]
		switch {
		case came[href]:
		case seen: // it was removed after the list was made: the next one says so
			r.is.Again = true
			r.done[r.at[href]] = true
		default:
			r.gone[href] = true
		}
	}
}

// object settles one that was read. Of one that lies elsewhere, too, it waits until all were looked
// for: it may be there no more.
func (r *round) object(ctx context.Context, o Object, last bool) error {
	it, err := r.near.Read(o.Text)
	switch {
	case errors.Is(err, ErrNotOurs):
		r.state.Aside[o.Href] = o.ETag
		r.done[r.at[o.Href]] = true
		return nil
	case err != nil:
		r.aside(o.Ref, Unreadable.About(o.Href).Because(err))
		return nil
	}
	if old, known := r.at[o.Href]; known && it.UID != old {
		r.moved(old)
	}
	e, known := r.state.Items[it.UID]
	other := known && e.Href != "" && e.Href != o.Href && !r.gone[e.Href]
	switch {
	case other && !r.done[it.UID] && !last && len(r.twins) < mostTwins:
		r.twins = append(r.twins, o)
		return nil
	case other || r.done[it.UID]:
		r.aside(o.Ref, Twice.About(o.Href))
		return nil
	}
	if listed, seen := r.seen[o.Href]; seen && listed != o.ETag || !seen && e.ETag != o.ETag {
		r.later = append(r.later, o.Href) // it is another than when the token was given out
	}
	delete(r.state.Aside, o.Href)
	if known && e.Href != o.Href {
		delete(r.at, e.Href)
	}
	r.at[o.Href], r.done[it.UID], r.state.Since[o.Href] = it.UID, true, true
	e.Href, e.ETag = o.Href, o.ETag
	return r.perform(ctx, it.UID, e, Theirs{Item: &it}, o.Text)
}

// moved has it that an item does not lie any more where it lay; where it went is looked for
// among all that lies there.
func (r *round) moved(uid string) {
	e := r.state.Items[uid]
	delete(r.at, e.Href)
	e.Href, e.ETag = "", ""
	r.state.Items[uid] = e
	r.state.Aside = map[string]string{}
	r.next, r.state.Token, r.is.Again, r.lost = "", "", true, true
}

// aside leaves an object as it is, and what is held here of it, too.
func (r *round) aside(ref Ref, why office.Failure) {
	was, told := r.state.Aside[ref.Href]
	r.state.Aside[ref.Href] = ref.ETag
	uid := r.at[ref.Href]
	r.done[uid] = true
	if told && was == ref.ETag && was != "" {
		return
	}
	r.is.Odd = append(r.is.Odd, Odd{Href: ref.Href, UID: uid, Err: why})
}

// missed settles what is in the calendar no more. Where nearly all of it is gone, or all, something else
// happened than that people removed meetings.
func (r *round) missed(ctx context.Context) error {
	var all, lost []string
	stay := 0
	for uid, e := range r.state.Items {
		nowhere := e.Href == "" && r.whole && !r.lost
		if r.done[uid] || !nowhere && (e.Href == "" || !r.gone[e.Href]) {
			stay++
			continue
		}
		all = append(all, uid)
		if Plan(e, r.ours[uid], Theirs{}).Do == Drop {
			lost = append(lost, uid)
		}
	}
	unmet := r.nowhere()
	all, lost = append(all, unmet...), append(lost, unmet...)
	drops, err := r.losing(ctx, lost)
	if err != nil {
		return err
	}
	if !r.wish.Emptied && (drops > max(fewGone, (drops+stay)/2) || stay == 0 && drops >= allGone) {
		return Emptied.About(drops, drops+stay)
	}
	for _, uid := range all {
		e := r.state.Items[uid]
		if e.Href != "" {
			r.state.Since[e.Href] = true
		}
		e.Href = r.name(uid)
		r.done[uid] = true
		if err := r.perform(ctx, uid, e, Theirs{}, ""); err != nil {
			return err
		}
	}
	return nil
}

// losing is how many of some items would not stay here if they were removed.
func (r *round) losing(ctx context.Context, uids []string) (n int, err error) {
	for _, uid := range uids {
		stays, err := r.near.Stays(ctx, uid)
		if err != nil {
			return n, err
		}
		if !stays {
			n++
		}
	}
	return n, nil
}

// nowhere are the UIDs of what another holder took out of the calendar and what lies there no more.
func (r *round) nowhere() (all []string) {
	for uid, ours := range r.ours {
		_, known := r.state.Items[uid]
		if r.whole && !r.lost && !known && !r.done[uid] && !ours.Gone && ours.wholly() {
			all = append(all, uid)
		}
	}
	return all
}

// plain settles what nobody changed there.
func (r *round) plain(ctx context.Context) error {
	for uid, ours := range r.ours {
		if r.done[uid] {
			continue
		}
		e, known := r.state.Items[uid]
		theirs := Theirs{Same: known}
		switch {
		case known && (e.Href == "" || e.asks(ours)): // it was looked for, and not understood
			continue
		case known:
			e.Sent = nil
		case ours.Gone || ours.wholly():
			continue
		default:
			e.Href = r.name(uid)
		}
		if err := r.perform(ctx, uid, e, theirs, ""); err != nil {
			return err
		}
	}
	return nil
}

// perform does what is to be done here, and notes what is to be done there.
func (r *round) perform(ctx context.Context, uid string, e Entry, theirs Theirs, text string) error {
	ours := r.ours[uid]
	step := Plan(e, ours, theirs)
	if step.Clash != nil {
		if err := r.near.Tell(ctx, *step.Clash); err != nil {
			return fmt.Errorf("telling of a clash: %w", err)
		}
		r.is.Clashes = append(r.is.Clashes, *step.Clash)
	}
	switch step.Do {
	case Nothing:
		r.state.Items[uid] = e
	case Agree:
		r.state.Items[uid] = agreed(Ref{e.Href, e.ETag}, *ours)
	case Take, Merge:
		return r.take(ctx, e, step, *theirs.Item, text)
	case Send, Remove:
		r.state.Items[uid] = e.before(theirs)
		r.at[e.Href] = uid
		r.sends = append(r.sends, uid)
	case Drop:
		return r.drop(ctx, *ours)
	case Forget:
		delete(r.state.Items, uid)
		delete(r.at, e.Href)
	}
	return nil
}

func (r *round) take(ctx context.Context, e Entry, step Step, theirs Item, text string) error {
	uid, was := theirs.UID, int64(0)
	if ours := r.ours[uid]; ours != nil && !ours.Gone {
		was = ours.Version
	}
	version, err := r.near.Take(ctx, step.Item, was, text)
	if errors.Is(err, ErrMoved) {
		r.is.Again = true
		return nil
	}
	if left, is := errors.AsType[Left](err); is {
		r.state.Aside[e.Href] = "" // it is read again next time
		r.is.Odd = append(r.is.Odd, Odd{Href: e.Href, UID: uid, Err: left.Err})
		return nil
	}
	if err != nil {
		return err
	}
	step.Item.Version = version
	r.ours[uid] = &step.Item
	r.state.Items[uid] = agreed(Ref{e.Href, e.ETag}, theirs)
	if step.Do == Merge {
		r.is.Merged++
		r.sends = append(r.sends, uid)
		return nil
	}
	r.is.Taken++
	return nil
}

func (r *round) drop(ctx context.Context, ours Item) error {
	err := r.near.Drop(ctx, ours.UID, ours.Version)
	if errors.Is(err, ErrMoved) {
		r.is.Again = true
		return nil
	}
	if left, is := errors.AsType[Left](err); is {
		r.is.Odd = append(r.is.Odd, Odd{UID: ours.UID, Err: left.Err})
		if e, known := r.state.Items[ours.UID]; known {
			r.later = append(r.later, e.Href) // that it is gone is to be told again
		}
		return nil
	}
	if err != nil {
		return err
	}
	r.is.Dropped++
	delete(r.at, r.state.Items[ours.UID].Href)
	delete(r.state.Items, ours.UID)
	return nil
}
