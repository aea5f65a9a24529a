package kit

import (
	"context"
	"slices"
	"time"
)

// TypingPause is how long the clerk must stop typing before what they typed is
// saved.
const TypingPause = 700 * time.Millisecond

// savedAtLatest is how long words wait while the clerk types on without a pause: a
// kill loses what was typed since, and the time of one save.
const savedAtLatest = 1200 * time.Millisecond

// Draft keeps the half-typed words of one record after another. It saves them
// after a pause, one request at a time. Words that are to be saved while a request
// is under way follow it, those of each record by themselves, also where another
// record lies on the desk by then. What could not be saved is asked for again when
// the window closes, and named where that fails too. All its methods are for the
// screen.
type Draft[T any] struct {
	Read  func() (T, bool)                             // what is typed; false: no record lies on the desk
	Of    func(T) string                               // tells records apart
	Title func(T) string                               // what a clerk calls the record
	Same  func(a, b T) bool                            // nothing that was typed differs
	Save  func(context.Context, T) (T, error)          // away from the screen
	Ended func(asked, stored T, err error) (over bool) // on the screen; over: the record takes no words any more

	desk    *Desk
	kept    T      // the words of the record on the desk, as they are stored
	of      string // that record
	refused *T     // words that are not asked for again until something changes
	busy    bool
	next    []T         // to be saved, the newest of each record
	lost    []unkept[T] // could not be saved, the newest of each record
	pause   *time.Timer
	length  time.Duration // of that pause
	latest  *time.Timer   // saves though there is no pause
	doubt   bool          // the stored words may be others
	then    []func()      // to do once the words on the desk are saved
}

// unkept are words that could not be saved, and why.
type unkept[T any] struct {
	words T
	err   error
}

// NewDraft makes a keeper that knows no record yet; the page sets its functions.
func NewDraft[T any](desk *Desk) *Draft[T] {
	d := &Draft[T]{desk: desk}
	desk.keepers = append(desk.keepers, d)
	return d
}

// Begin goes on with another record, whose stored words are these.
func (d *Draft[T]) Begin(stored T) {
	d.Rest()
	d.kept, d.of, d.refused, d.then, d.doubt = stored, d.Of(stored), nil, nil, false
}

// Recall gives the words of a record that could not be saved before it left the
// desk.
func (d *Draft[T]) Recall(of string) (words T, there bool) {
	for _, u := range d.lost {
		if d.Of(u.words) == of {
			return u.words, true
		}
	}
	return words, false
}

// Drop lets go of all words of a record: it was refused, or thrown away.
func (d *Draft[T]) Drop(of string) {
	d.next = slices.DeleteFunc(d.next, func(w T) bool { return d.Of(w) == of })
	d.lost = slices.DeleteFunc(d.lost, func(u unkept[T]) bool { return d.Of(u.words) == of })
	if d.of == of {
		d.Rest()
		d.of, d.refused, d.then = "", nil, nil
	}
}

// After saves when nothing more has come for so long; while more comes all the
// time, now and then. It does not put off what a shorter pause will save.
func (d *Draft[T]) After(pause time.Duration) {
	if d.pause != nil && d.length < pause {
		return
	}
	still(&d.pause)
	d.length, d.pause = pause, d.later(pause)
	if d.latest == nil && pause < savedAtLatest {
		d.latest = d.later(savedAtLatest)
	}
}

func (d *Draft[T]) later(wait time.Duration) *time.Timer {
	return time.AfterFunc(wait, func() { OnScreen(d.Now) })
}

// Typed waits for a pause in the typing.
func (d *Draft[T]) Typed() { d.After(TypingPause) }

// Doubt has the words on the desk saved once more though nobody changed them: the
// station may have.
func (d *Draft[T]) Doubt() { d.doubt = true }

// Rest forgets the pause that is waited for.
func (d *Draft[T]) Rest() {
	still(&d.pause)
	still(&d.latest)
}

// still stops a timer that may be running.
func still(t **time.Timer) {
	if *t != nil {
		(*t).Stop()
		*t = nil
	}
}

// Then saves, and does something once all of this record is saved. A save that
// fails, and another record, forget it.
func (d *Draft[T]) Then(do func()) {
	d.then = append(d.then, do)
	d.Now()
}

// Leave saves, for the record goes from the desk; do is told when it is saved, or
// at once where it is.
func (d *Draft[T]) Leave(do func()) {
	d.Now()
	d.of, d.then = "", nil
	if d.busy {
		d.then = []func(){do}
	} else {
		do()
	}
}

// Now saves what is news.
func (d *Draft[T]) Now() {
	d.Rest()
	now, there := d.Read()
	switch {
	case !there:
	case d.news(now):
		d.put(now)
	case !d.busy:
		d.settle()
	}
}

// news tells words that are neither saved nor refused. While a request is under
// way that cannot be known: they follow it.
func (d *Draft[T]) news(now T) bool {
	if d.busy || d.doubt || d.Of(now) != d.of {
		return true
	}
	return !d.Same(now, d.kept) && (d.refused == nil || !d.Same(now, *d.refused))
}

// put hands words to the station, after those that are under way.
func (d *Draft[T]) put(words T) {
	if !d.busy {
		d.send(words)
		return
	}
	d.next = append(slices.DeleteFunc(d.next, func(w T) bool { return d.Of(w) == d.Of(words) }), words)
}

func (d *Draft[T]) send(words T) {
	d.busy, d.doubt = true, false
	Do(d.desk, func(ctx context.Context) (T, error) { return d.Save(ctx, words) }, func(stored T, err error) {
		d.busy = false
		d.came(words, err)
		if d.Ended(words, stored, err) {
			d.Drop(d.Of(words))
		}
		d.goOn(words, err == nil)
	})
}

// came remembers what became of words that were sent.
func (d *Draft[T]) came(words T, err error) {
	of := d.Of(words)
	d.lost = slices.DeleteFunc(d.lost, func(u unkept[T]) bool { return d.Of(u.words) == of })
	if err != nil {
		d.lost = append(d.lost, unkept[T]{words, err})
	}
	switch {
	case of != d.of:
	case err != nil:
		d.refused, d.then = &words, nil
	default:
		d.kept, d.refused = words, nil
	}
}

// goOn sends what waits, but for what was just saved, or does what waited for all
// to be sent.
func (d *Draft[T]) goOn(sent T, saved bool) {
	for len(d.next) > 0 && !d.busy {
		words := d.next[0]
		d.next = d.next[1:]
		if !saved || d.Of(words) != d.Of(sent) || !d.Same(words, sent) {
			d.send(words)
		}
	}
	if !d.busy {
		d.settle()
	}
}

func (d *Draft[T]) settle() {
	then := d.then
	d.then = nil
	for _, do := range then {
		do()
	}
}

// keep asks once more for what could not be saved, and saves what is typed.
func (d *Draft[T]) keep() {
	again := d.lost
	d.lost, d.refused = nil, nil
	for _, u := range again {
		if d.Of(u.words) != d.of { // what lies on the desk is read from there
			d.put(u.words)
		}
	}
	d.Now()
}

// Waits tells whether something is typed that no request was made for.
func (d *Draft[T]) Waits() bool {
	now, there := d.Read()
	return there && !d.busy && d.news(now)
}

// unkept names what could not be saved.
func (d *Draft[T]) unkept() (all []Unkept) {
	for _, u := range d.lost {
		all = append(all, Unkept{Title: d.Title(u.words), Err: u.err})
	}
	return all
}
