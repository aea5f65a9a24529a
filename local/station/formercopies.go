package station

import (
	"context"
	"errors"

	"tram/local/copying"
	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
)

// What former sealing identities sealed stays at each place after a renewal, and is told until a
// person has it removed. Only what this station itself put there goes.

// formerCopies are the identities of which copies may lie at places.
func (s *ground) formerCopies() (all []copying.Former, err error) {
	known, err := s.formers()
	for _, f := range known {
		if len(f.Names) > 0 && f.Recipient != s.sealing.Recipient() {
			all = append(all, copying.Former{Recipient: f.Recipient, Names: f.Names, Until: f.Until})
		}
	}
	return all, err
}

// weighFormer tells what lies at a target of former identities.
func (s *ground) weighFormer(ctx context.Context, t copying.Target) (is office.FormerCopy, err error) {
	all, err := s.formerCopies()
	for _, f := range all {
		var one office.FormerCopy
		if err == nil {
			one, err = f.Weigh(ctx, t, s.store.Station())
		}
		is = is.And(one)
	}
	return is, err
}

// lookForFormer looks once what lies there, after a round under the identity in force.
func (f *follower) lookForFormer(ctx context.Context) {
	if f.lookedUnder == f.copier.Under.Folder || f.s.sealing.Follows() {
		return
	}
	is, err := f.s.weighFormer(ctx, f.copier.Target)
	if err != nil {
		f.s.log.WarnContext(ctx, "what a former identity sealed at a target was not looked for", "cause", err.Error())
		return
	}
	f.lookedUnder = f.copier.Under.Folder
	f.mu.Lock()
	f.state.Former = is
	f.mu.Unlock()
}

// RemoveFormerCopy removes what this station put at a target under former identities, and tells
// what that was. Before that the target is brought up to date, and everything that lies there
// under the identity in force is read back: FormerNeeded. It fails with FormerAhead while the data
// may have gone back, FormerLast while the vault lacks files, NoFormer, FormerKept, and as
// CheckCopy does.
func (s *Copies) RemoveFormerCopy(ctx context.Context, called string, p *job.Progress) (is office.FormerCopy, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return is, err
	}
	c, err := s.target(ctx, called)
	if err != nil {
		return is, err
	}
	t := s.targetOf(c)
	defer copying.Leave(t)
	if is, err = s.weighFormer(ctx, t); err != nil {
		return is, err
	}
	if is.Objects == 0 {
		return is, copying.NoFormer.About(c.Where)
	}
	if err := s.needsNoFormer(ctx, c, p); err != nil {
		return is, err
	}
	c.FormerGone = s.clock.Now()
	if err := s.store.Save(ctx, store.Act{Actor: account(), Step: copying.StepFormer}, copying.Targets.Put(&c)); err != nil {
		return is, err
	}
	defer s.formerChanged(ctx, c)
	p.Say("Đang xóa bản sao lập bằng chìa cũ")
	all, err := s.formerCopies()
	for _, f := range all {
		if err == nil {
			err = f.Remove(ctx, t, s.sealing, s.store.Station())
		}
	}
	return is, err
}

// needsNoFormer fails unless a target has everything under the identity in force, as it was read
// back just now.
func (s *Copies) needsNoFormer(ctx context.Context, c office.CopyTarget, p *job.Progress) error {
	if s.sealing.Follows() {
		return copying.FormerNeeded.About(c.Where).Because(errors.New("the renewal is not ended"))
	}
	if _, is := s.journal.JournalTrouble(); is {
		return copying.FormerAhead.About(c.Where)
	}
	if lacks := s.needed(ctx); len(lacks) > 0 {
		return copying.FormerLast.About(len(lacks), c.Where)
	}
	head, err := s.store.Head(ctx)
	if err != nil {
		return err
	}
	f := s.followerOf(ctx, c)
	f.recheck()
	if !f.round(ctx) {
		return copying.FormerNeeded.About(c.Where).Because(errors.Join(ctx.Err(), errors.New("the target is not brought up to date")))
	}
	is, err := s.CheckCopy(ctx, string(c.ID), p)
	if err != nil {
		return err
	}
	if !is.Good() || is.Head.Seq < head.Seq {
		return copying.FormerNeeded.About(c.Where)
	}
	return nil
}

// formerChanged has what lies there looked at anew.
func (s *Copies) formerChanged(ctx context.Context, c office.CopyTarget) {
	f := s.followerOf(ctx, c)
	f.one.Lock()
	f.lookedUnder = ""
	f.lookForFormer(context.WithoutCancel(ctx))
	f.one.Unlock()
	s.putDown(true)
}
