package station

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"tram/local/copying"
	"tram/local/guard"
	"tram/local/office"
	"tram/local/store"
)

// The ransomware guard (canh mã độc): before a copy goes on, the sealed files are looked at.
// Where many vanished or were overwritten nothing is copied any more, so that what lies at
// the targets stays as it was; only a person who may run the office lets it go on, with a
// reason. Both stand in the journal, which every program of the station asks.

// guardRest is how much time passes at least between two looks.
const guardRest = 5 * time.Second

// guarding is what the guard of one program knows.
type guarding struct {
	mu     sync.Mutex
	watch  guard.Watch
	looked time.Time
	lifted office.ID // the word that was heeded last
}

// Steps of the guard's words.
const (
	stepGuardStop = "guard-stop"
	stepGuardLift = "guard-lift"
)

// guardedRound is a round of a copier, unless copying is stopped.
func (s *Copies) guardedRound(ctx context.Context, c *copying.Copier) (copying.Round, error) {
	if err := s.lookOut(ctx); err != nil {
		return copying.Round{}, err
	}
	return c.Round(ctx)
}

// lookOut fails with GuardStopped where copying was stopped, or is to be from here on.
func (s *Copies) lookOut(ctx context.Context) error {
	last, err := s.guardWord(ctx)
	if err != nil {
		return err
	}
	if last.Kind == office.NoticeGuard {
		return GuardStopped.About(len(last.Files), moment(last.At))
	}
	s.guarding.mu.Lock()
	defer s.guarding.mu.Unlock()
	if last.ID != s.guarding.lifted {
		s.guarding.watch.Forget(last.Files)
		s.guarding.lifted = last.ID
	}
	now := s.clock.Now()
	if now.Sub(s.guarding.looked).Abs() < guardRest {
		return nil
	}
	s.guarding.looked = now
	found, err := s.guarding.watch.Look(ctx, s.vault, now)
	if err != nil || len(found) < guard.Enough {
		return err
	}
	if found, err = s.unexplained(ctx, found, last.Files); err != nil || len(found) < guard.Enough {
		return err
	}
	return s.stopCopying(ctx, found)
}

// unexplained leaves out what the journal says was removed for good, what belongs to no
// record, and what a person has answered for.
func (s *Copies) unexplained(ctx context.Context, found, answered []office.Digest) ([]office.Digest, error) {
	wiped, err := s.store.Wiped(ctx)
	if err != nil {
		return nil, err
	}
	kept := map[office.Digest]bool{}
	err = s.store.EachKept(ctx, func(d office.Digest) bool { return !slices.Contains(found, d) }, func(g office.Gap) { kept[g.Digest] = true })
	return slices.DeleteFunc(found, func(d office.Digest) bool { return wiped[d] || !kept[d] || slices.Contains(answered, d) }), err
}

// stopCopying puts down that copying is stopped, and has an incident raised.
func (s *Copies) stopCopying(ctx context.Context, found []office.Digest) error {
	stopped := GuardStopped.About(len(found), moment(s.clock.Now()))
	n := office.Notice{Kind: office.NoticeGuard, Clerk: program, At: s.clock.Now(), Files: found[:min(len(found), mostAccepted)],
		Found: fmt.Sprintf("%d tệp của kho biến mất hoặc không còn là tệp đã niêm phong trong thời gian ngắn; ngừng sao.", len(found))}
	if _, err := s.store.SaveNotice(ctx, actOf("canh kho tệp", stepGuardStop), n); err != nil {
		s.log.ErrorContext(ctx, "that copying is stopped is not journalled", "cause", err.Error())
		return stopped
	}
	s.tellBeside(ctx, "", stopped)
	if _, err := s.raise(ctx, office.Incident{Sort: "malware", Cause: "canh kho tệp", Name: "Nhiều tệp trong kho biến mất hoặc bị ghi đè", Described: n.Found}); err != nil {
		s.log.ErrorContext(ctx, "an incident is not written down", "cause", err.Error())
	}
	return stopped
}

// guardWord is the newest word on the guard; the zero value: there is none.
func (s *Copies) guardWord(ctx context.Context) (last office.Notice, err error) {
	all, err := s.store.Notices(ctx)
	for _, n := range all {
		if n.Kind == office.NoticeGuard || n.Kind == office.NoticeGuardLifted {
			last = n
		}
	}
	return last, err
}

// LetCopyingGoOn takes back that copying was stopped, by the word of a person who answers for
// the files as they are. It fails with NotStopped and NoReason.
func (s *Copies) LetCopyingGoOn(ctx context.Context, clerk office.Clerk, why string) error {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return err
	}
	last, err := s.guardWord(ctx)
	if err != nil {
		return err
	}
	if last.Kind != office.NoticeGuard {
		return NotStopped
	}
	clerk = s.entrance.own(ctx, clerk)
	clerk.Name = cmp.Or(clerk.Name, account())
	if why, err = reasonGiven(clerk, why); err != nil {
		return err
	}
	s.guarding.mu.Lock()
	now, err := s.guarding.watch.Look(ctx, s.vault, s.clock.Now()) // what happened since is answered for, too
	s.guarding.mu.Unlock()
	if err != nil {
		return err
	}
	all := slices.Concat(last.Files, now)
	slices.Sort(all)
	n := office.Notice{Kind: office.NoticeGuardLifted, Why: why, Clerk: clerk.Name, At: s.clock.Now(), Found: last.Found, Files: newestOf(slices.Compact(all), mostAccepted)}
	if _, err := s.store.SaveNotice(ctx, store.Act{Actor: clerk.Name, Step: stepGuardLift}, n); err != nil {
		return err
	}
	s.wake()
	return nil
}
