package station

import (
	"context"
	"os"
	"time"

	"tram/local/copying"
	"tram/local/office"
)

// Heeding: another program may choose or give up a target, or what opens one, beside the
// program that copies. Who looks for that is none of those who copy, so that it can wait
// for them to end. What else others change is read from the store where it is asked for.

// heedOthers follows the targets as other programs choose them, until heedNobody.
func (s *Copies) heedOthers(ctx context.Context) {
	if s.heeds != nil {
		return
	}
	ctx, s.heeds = context.WithCancel(context.WithoutCancel(ctx))
	last, _ := s.store.DataVersion(ctx) //nolint:errcheck // then the first look finds another
	s.heeding.Go(func() {
		for sleep(ctx, lookEvery); ctx.Err() == nil; sleep(ctx, lookEvery) {
			version, err := s.store.DataVersion(ctx)
			if err != nil || version == last && !s.openOtherwise() {
				continue
			}
			last = version
			s.heedTargets(ctx)
		}
	})
}

func (s *Copies) heedNobody() {
	s.turn.Lock()
	end := s.heeds
	s.turn.Unlock()
	if end != nil {
		end()
		s.heeding.Wait()
	}
}

// heedTargets follows the targets anew where they are not those that are followed. What was
// begun is ended whatever becomes of ctx: who closes the station waits for it.
func (s *Copies) heedTargets(ctx context.Context) {
	all, err := s.targets(ctx)
	if err == nil && !s.follows(all) {
		s.log.InfoContext(ctx, "another program changed where copies go")
		err = s.refollow(context.WithoutCancel(ctx))
	}
	if err != nil && ctx.Err() == nil {
		s.log.WarnContext(ctx, "what another program changed of the copies is not followed", "cause", err.Error())
	}
}

// follows tells whether these targets are followed, and no others.
func (s *Copies) follows(all []office.CopyTarget) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range all {
		if f := s.followers[c.ID]; f == nil || !f.isAtWork() || !f.isAt(c) || f.isOpenedOtherwise() {
			return false
		}
	}
	return len(all) == len(s.followers)
}

// openOtherwise tells whether what opens a server was written anew: no commit tells of that.
func (s *Copies) openOtherwise() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.followers {
		if f.isOpenedOtherwise() {
			return true
		}
	}
	return false
}

func (f *follower) isOpenedOtherwise() bool {
	f.mu.Lock()
	c := office.CopyTarget{ID: f.state.ID, Where: f.state.Where}
	f.mu.Unlock()
	return !f.secret.Equal(f.s.secretAt(c))
}

// secretAt is when what opens a target was written; zero: it needs nothing, or has it not.
func (s *ground) secretAt(c office.CopyTarget) time.Time {
	if !copying.IsFar(c.Where) {
		return time.Time{}
	}
	info, err := os.Stat(s.copySecretPath(c.ID))
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}
