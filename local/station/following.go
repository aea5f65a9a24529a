package station

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/whole"
)

// Following: what is committed is on each target within a second while that answers. The
// work that commits only leaves a sign.

const (
	// restBetween lets many commits share one segment.
	restBetween = 400 * time.Millisecond

	// lookEvery is how often another program's commits are looked for.
	lookEvery = 500 * time.Millisecond

	// visitEvery is after how much time a target that has everything is asked again.
	visitEvery = time.Minute

	// A target that fails is tried again after a while, which grows.
	leastPause = 2 * time.Second
	mostPause  = 30 * time.Second

	// slowAfter is how long a round may take before the copy is said to be slow.
	slowAfter = time.Minute

	// lastRound is how long the end of a sitting waits for what was not copied yet.
	lastRound = 3 * time.Second
)

// follower keeps the copy at one target.
type follower struct {
	s      *Copies
	signed chan struct{} // something was committed

	one    sync.Mutex // held during a round
	copier *copying.Copier
	secret time.Time // when what opens the server was written; zero: nothing does
	read   time.Time // when a slice was read back last
	asked  time.Time // who goes on with the office

	lookedUnder string // the folder of the identity under which was looked for former copies; empty: nobody looked

	mu     sync.Mutex
	atWork bool // it copies by itself; else when it is asked to
	state  office.CopyState
	begun  time.Time // of the round that is at work; zero: none is
}

// followerOf is the follower of a target; one that is not at work copies when it is asked to.
func (s *Copies) followerOf(ctx context.Context, c office.CopyTarget) *follower {
	known := s.known()[c.ID]
	o, err := s.store.Office(ctx)
	if err != nil {
		s.log.WarnContext(ctx, "a copy does not say whose it is", "cause", err.Error())
	}
	line, err := s.lineage(ctx)
	if err != nil {
		s.log.WarnContext(ctx, "the old computer is not told who goes on", "cause", err.Error())
	}
	former := office.ID("")
	if len(line) > 1 {
		former = line[1]
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.followers[c.ID]; f != nil && f.isAt(c) {
		return f
	}
	known.ID, known.Where, known.HostKey = c.ID, c.Where, c.HostKey
	whole.SweepFor(filepath.Join(s.home, copiesName))
	whole.SweepFor(s.pagesOf(c.ID))
	f := &follower{s: s, signed: make(chan struct{}, 1), state: known, secret: s.secretAt(c), copier: &copying.Copier{
		Target: s.targetOf(c), ID: s.sealing, Records: s.store, Files: s.vault, Trays: s.trays, Clock: s.clock, Place: c.ID,
		About: copying.About{Office: o.Name, Code: o.Code}, Former: former, Marks: s.journal.watch.allMarks,
		Knew: known.Head, KnewOf: known.Of, Under: known.Under, Old: known.Old, Memory: s.pagesOf(c.ID), Recover: s.recoverFile, Called: s.calledFile, Needed: s.needed,
		Rests: s.onBattery,
		Tell: func(found office.CopyFault, why error) {
			s.log.WarnContext(ctx, "something of a copy was found damaged", "where", c.Where, "what", found.What, "name", found.Name, "mended", found.Good, "cause", why.Error())
		},
	}}
	if s.followers == nil {
		s.followers = map[office.ID]*follower{}
	}
	s.followers[c.ID] = f
	return f
}

// FollowCopies copies to every target from here on, and checks the database, until the station
// is closed; before the office is set up it waits for that.
func (s *Copies) FollowCopies(ctx context.Context) (err error) {
	s.onceSetUp(ctx, func(ctx context.Context) {
		s.turn.Lock()
		defer s.turn.Unlock()
		if err = s.followCopies(ctx); err != nil {
			s.log.WarnContext(ctx, "the copies are not followed", "cause", err.Error())
		}
		s.heedOthers(ctx)
	})
	return err
}

// followCopies follows them; whoever calls it has the turn.
func (s *Copies) followCopies(ctx context.Context) error {
	s.mu.Lock()
	if s.leaveOff != nil {
		s.mu.Unlock()
		return nil
	}
	s.mu.Unlock()
	if err := s.sweepCopySecrets(ctx); err != nil {
		return err
	}
	all, err := s.targets(ctx)
	if err != nil {
		return err
	}
	working, leaveOff := context.WithCancel(context.WithoutCancel(ctx))
	s.mu.Lock()
	s.leaveOff = leaveOff
	s.mu.Unlock()
	for _, c := range all {
		f := s.followerOf(ctx, c)
		f.goToWork()
		s.working.Go(func() { f.follow(working) })
	}
	s.working.Go(func() { s.followChecks(working) })
	return nil
}

// refollow follows the targets as they are chosen now, where any are followed.
func (s *Copies) refollow(ctx context.Context) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	s.mu.Lock()
	following := s.leaveOff != nil
	s.mu.Unlock()
	if !following {
		return nil
	}
	s.endCopying()
	return s.followCopies(ctx)
}

// leave ends the following for good.
func (s *Copies) leave() {
	s.heedNobody()
	s.turn.Lock()
	defer s.turn.Unlock()
	s.endCopying()
}

// endCopying ends what goes on, and has what was not copied yet copied while the targets
// are quick.
func (s *Copies) endCopying() {
	s.mu.Lock()
	leaveOff := s.leaveOff
	s.leaveOff = nil
	all := make([]*follower, 0, len(s.followers))
	for _, f := range s.followers {
		all = append(all, f)
	}
	s.mu.Unlock()
	if leaveOff != nil {
		leaveOff()
		s.working.Wait()
		ctx, done := context.WithTimeout(context.Background(), lastRound)
		defer done()
		for _, f := range all {
			if f.isWell() {
				f.round(ctx)
			}
		}
		s.putDown(true)
	}
	for _, f := range all {
		copying.Leave(f.copier.Target)
	}
	s.mu.Lock()
	s.followers = nil
	s.mu.Unlock()
}

// wake leaves each follower a sign that something was committed.
func (s *Copies) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.followers {
		select {
		case f.signed <- struct{}{}:
		default:
		}
	}
}

// follow copies until ctx ends.
func (f *follower) follow(ctx context.Context) {
	pause := leastPause
	for ctx.Err() == nil {
		if f.round(ctx) {
			pause = leastPause
			f.readOn(ctx)
			f.await(ctx)
			continue
		}
		sleep(ctx, pause)
		pause = min(2*pause, mostPause)
	}
}

// await waits until there is something new, or the target is to be visited.
func (f *follower) await(ctx context.Context) {
	sleep(ctx, restBetween)
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	visit := time.NewTimer(visitEvery)
	defer visit.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.signed:
			return
		case <-visit.C:
			return
		case <-look.C:
			if f.isBehind(ctx) {
				return
			}
		}
	}
}

// isBehind tells whether another program wrote.
func (f *follower) isBehind(ctx context.Context) bool {
	head, err := f.s.store.Head(ctx)
	f.mu.Lock()
	defer f.mu.Unlock()
	return err == nil && head.Seq != f.state.Head.Seq
}

func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// round brings the target up to date; false: something keeps it from that.
func (f *follower) round(ctx context.Context) bool {
	f.one.Lock()
	defer f.one.Unlock()
	f.mu.Lock()
	f.begun = f.s.clock.Now()
	was := f.state.Silent
	f.mu.Unlock()
	done, err := f.s.guardedRound(ctx, f.copier)
	if isElsewhere(err) {
		done, err = f.roundElsewhere(ctx, err)
	}
	if err == nil {
		f.lookForFormer(ctx)
	}
	beside := err == nil && f.s.liesBeside(f.copier.Target.Said())
	var others []office.GoesOn
	if err == nil {
		others = f.goingOn(ctx, done.Read)
	}
	now := f.s.clock.Now()
	f.mu.Lock()
	f.begun = time.Time{}
	switch {
	case err == nil:
		if done.Back != nil {
			f.state.Tour.Find(wentBack(f.state.Head, *done.Back, now))
			f.s.log.WarnContext(ctx, "a target went back", "where", f.state.Where, "from", f.state.Head.Seq, "to", done.Back.Seq)
		}
		f.state.SameDisk, f.state.Under, f.state.Others = beside, f.copier.Under, others
		f.state.Verified, f.state.Head, f.state.Of, f.state.Kept, f.state.Old = done.Read, done.Head, done.Of, done.Kept, done.Old
		f.state.Silent, f.state.Said, f.state.Next, f.state.Since = "", "", "", time.Time{}
	case ctx.Err() == nil:
		quiet(&f.state, err, now)
		if f.state.Silent != was {
			f.s.log.WarnContext(ctx, "a copy does not go on", "where", f.state.Where, "cause", err.Error())
		}
	}
	changed := f.state.Silent != was
	f.mu.Unlock()
	f.s.putDown(changed)
	return err == nil
}

// recheck has the next round look at the target, whatever was seen there a moment ago.
func (f *follower) recheck() {
	f.one.Lock()
	defer f.one.Unlock()
	f.copier.Recheck()
}

func (f *follower) isAtWork() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.atWork
}

func (f *follower) goToWork() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.atWork = true
}

// isAt tells whether it copies to a target as that is chosen now.
func (f *follower) isAt(c office.CopyTarget) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state.Where == c.Where && f.state.HostKey == c.HostKey
}

func (f *follower) isWell() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state.Silent == "" && !f.state.Verified.IsZero()
}

// told is what is known of the copy now.
func (f *follower) told(now time.Time) office.CopyState {
	f.mu.Lock()
	defer f.mu.Unlock()
	state := f.state
	if state.Silent == "" && !f.begun.IsZero() && now.Sub(f.begun) >= slowAfter {
		quiet(&state, copying.Slow.About(state.Where), f.begun)
	}
	return state
}
