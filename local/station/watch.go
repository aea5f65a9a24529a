package station

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"tram/local/anchor"
	"tram/local/child"
	"tram/local/office"
)

// Names of the files that know the head of the journal: in the data folder, and in
// the folder of this account's programs outside of it, by station.
const (
	headsName   = "journal.heads"
	marksName   = "journal.marks"
	papersName  = "journal.papers"
	headsAfter  = ".heads"
	marksAfter  = ".marks"
	papersAfter = ".papers"
)

const (
	// syncAfter is how long a head may wait in the system's memory, so that many
	// commits share one sync and none waits for it.
	syncAfter = 250 * time.Millisecond

	// A mark is made when so many entries, or so much time, have passed since the
	// last one, and at the end of a sitting.
	entriesToMark = 50
	timeToMark    = 15 * time.Minute

	// quietToMark is how long nothing is written before a mark is made: a power cut
	// seldom comes in the midst of work.
	quietToMark = time.Minute
)

// watch (người gác) writes the head of the journal down outside of the database
// after each commit, and has it vouched for now and then. Its files may fail: that
// is logged, and a commit stands all the same.
type watch struct {
	s      *Journal
	heads  []*anchor.Heads // the data folder, and the place outside
	marks  []*anchor.Marks
	papers []*anchor.Heads // heads of sheets of paper that were read back

	working sync.Mutex // held while a timer's work reads or writes: an office that is closed lies still

	mu      sync.Mutex
	timer   *time.Timer // nil: nothing waits to be synced
	idle    *time.Timer // nil: nothing waits for quiet
	quiet   time.Duration
	last    office.JournalHead
	marked  office.JournalHead // when the last mark was made
	at      time.Time
	mine    []office.JournalHead   // when the station opened, and that this program wrote
	own     []anchor.Span          // the entries that this program wrote, since it opened
	checked int64                  // the newest of mine that was seen to stand
	opened  int64                  // the newest entry when the station opened
	trouble *office.JournalTrouble // nil: the journal goes on where it ended
	dark    []string               // files that could not be read
	wrote   bool                   // this program itself, since it opened
	ended   bool
	here    *child.Sitting // by which others see that this program will vouch for what it wrote
}

// DefaultState is the folder in which the operating system keeps for this account
// what a program remembers, beside its data. Empty where the system does not tell.
func DefaultState() string {
	home, _ := os.UserHomeDir()
	base := os.Getenv("XDG_STATE_HOME")
	switch {
	case runtime.GOOS == "windows":
		base = os.Getenv("APPDATA") // the data lie in LOCALAPPDATA
	case runtime.GOOS == "darwin":
		base = filepath.Join(home, "Library", "Preferences")
	case !filepath.IsAbs(base):
		base = filepath.Join(home, ".local", "state")
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "tram")
}

// newWatch looks after a journal whose station is known.
func newWatch(s *Journal) *watch {
	w := &watch{s: s, quiet: quietToMark, heads: []*anchor.Heads{anchor.NewHeads(filepath.Join(s.home, headsName))},
		marks:  []*anchor.Marks{anchor.NewMarks(filepath.Join(s.home, marksName))},
		papers: []*anchor.Heads{anchor.NewHeads(filepath.Join(s.home, papersName))}}
	if s.state != "" {
		w.outside(s.store.First())
	}
	for _, h := range w.heads {
		w.log("heads were not thinned out", h.Thin())
	}
	for _, m := range w.marks {
		w.log("marks were not thinned out", m.Thin())
	}
	return w
}

// outside adds the books of a station that lie outside of the data folder.
func (w *watch) outside(station office.ID) {
	name := filepath.Join(w.s.state, string(station))
	w.heads = append(w.heads, anchor.NewHeads(name+headsAfter))
	w.marks = append(w.marks, anchor.NewMarks(name+marksAfter))
	w.papers = append(w.papers, anchor.NewHeads(name+papersAfter))
}

// before are the books of the stations that this one was restored from, where they were
// kept by this account, to be read once: whoever has them still may write in them.
func (w *watch) before() *watch {
	past := &watch{s: w.s}
	if w.s.state == "" {
		return past
	}
	for _, name := range w.s.store.Names() {
		if name == w.s.store.First() {
			break
		}
		past.outside(name)
	}
	return past
}

func (w *watch) log(doing string, err error) {
	if err != nil {
		w.s.log.Warn(doing, "cause", err.Error())
	}
}

// committed is told each new head that this program writes, with the first entry below it
// that is new. It is known as its own before anything else, so that no mark that is made
// meanwhile takes it for another's. Heads of data of which a later
// head is known are not written down: they would speak against the true data.
func (w *watch) committed(first int64, at office.JournalHead) {
	w.remember(first, at)
	if t := w.troubled(); t == nil || t.Lost.Seq == 0 {
		for _, h := range w.heads {
			w.log("the head of the journal was not written down", h.Add(at))
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer == nil && !w.ended {
		w.timer = time.AfterFunc(syncAfter, w.pause)
	}
}

func (w *watch) remember(first int64, at office.JournalHead) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wrote = true
	w.mine = newestOf(append(w.mine, at), mostMine)
	w.own = joined(w.own, anchor.Span{From: first, To: at.Seq})
	w.sit()
	if at.Seq > w.last.Seq {
		w.last = at
	}
}

// pause syncs what was written, and has it vouched for where enough has gathered, or
// when it has been quiet for a while.
func (w *watch) pause() {
	w.working.Lock()
	defer w.working.Unlock()
	w.sync()
	w.look(context.Background())
	w.mu.Lock()
	w.timer = nil
	due := !w.ended && w.s.Ready() && (w.last.Seq-w.marked.Seq >= entriesToMark || w.last.Seq > w.marked.Seq && w.s.clock.Now().Sub(w.at).Abs() >= timeToMark)
	if w.idle != nil {
		w.idle.Stop()
	}
	if !due && !w.ended {
		w.idle = time.AfterFunc(w.quiet, w.markMoved)
	}
	w.mu.Unlock()
	if due {
		w.log("the head of the journal was not vouched for", w.s.mark(context.Background()))
	}
}

// markMoved has the head vouched for where it has moved.
func (w *watch) markMoved() {
	w.working.Lock()
	defer w.working.Unlock()
	w.mu.Lock()
	moved := !w.ended && w.wrote && w.last.Seq > w.marked.Seq
	w.mu.Unlock()
	if moved {
		w.log("the head of the journal was not vouched for", w.s.mark(context.Background()))
	}
}

// look sees whether what was written since the last look still stands.
func (w *watch) look(ctx context.Context) {
	w.mu.Lock()
	idle, from := w.ended || w.trouble != nil, w.checked
	w.mu.Unlock()
	if !idle {
		_, err := w.goesOn(ctx, from)
		w.log("the journal was not looked at", err)
	}
}

func (w *watch) sync() {
	for _, h := range w.heads {
		w.log("the head of the journal was not synced", h.Sync())
	}
}

// close ends the watch: the head is vouched for where this program moved it. Who only
// looked vouches for nothing: another may be at work, whose entries they are.
func (w *watch) close() {
	w.mu.Lock()
	if w.ended {
		w.mu.Unlock()
		return
	}
	w.ended = true
	for _, waits := range []*time.Timer{w.timer, w.idle} {
		if waits != nil {
			waits.Stop()
		}
	}
	w.mu.Unlock()
	w.working.Lock() // what a timer began is ended first
	defer w.working.Unlock()
	w.mu.Lock()
	moved := w.wrote && w.last.Seq > w.marked.Seq
	w.mu.Unlock()
	if moved && w.s.Ready() {
		w.log("the head of the journal was not vouched for", w.s.mark(context.Background()))
	}
	w.leave()
	w.sync()
}

// troubled is what was found wrong at the start; nil: nothing, or it was accepted.
func (w *watch) troubled() *office.JournalTrouble {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.trouble
}

// newest is the newest entry that this program found or wrote.
func (w *watch) newest() office.JournalHead {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.last
}

// keep writes a mark into each file that takes it.
func (w *watch) keep(m anchor.Mark) error {
	var failed error
	for _, f := range w.marks {
		if err := f.Add(m); err != nil {
			failed = err
		}
	}
	w.mu.Lock()
	if m.Head.Seq > w.marked.Seq {
		w.marked, w.at = m.Head, m.Made
	}
	w.mu.Unlock()
	return failed
}
