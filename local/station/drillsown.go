package station

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"tram/local/copying"
	"tram/local/drilling"
	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
)

// Drills that begin by themselves: the window asks whether one is owed while nobody uses the
// computer, and ends it as soon as somebody does. It is kept like one that a person held.

const (
	// ownAfter is how much time passes after a drill before the station begins one.
	ownAfter = 24 * time.Hour

	// ownAgain is how much time passes after one that was ended or could not be held.
	ownAgain = time.Hour
)

// owned is what one program knows of the drills that it begins by itself.
type owned struct {
	mu     sync.Mutex
	on     bool
	untold bool      // whether somebody uses the computer
	tried  time.Time // in vain; zero: not in this sitting
	why    string    // Vietnamese; empty: somebody came
}

// DrillSetup is what this station was told of them; of version 0 where nobody said.
func (s *Drilling) DrillSetup(ctx context.Context) (office.DrillSetup, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.DrillSetup{}, err
	}
	return s.drillSetup(ctx)
}

func (s *Drilling) drillSetup(ctx context.Context) (office.DrillSetup, error) {
	all, err := store.Here(ctx, s.store, drilling.Setups)
	if err != nil || len(all) == 0 {
		return office.DrillSetup{}, err
	}
	return all[0], nil
}

// SetDrillsOff has the station begin no drill by itself, or begin them again.
func (s *Drilling) SetDrillsOff(ctx context.Context, off bool) error {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return err
	}
	setup, err := s.drillSetup(ctx)
	if err != nil || setup.Off == off {
		return err
	}
	if setup.Off = off; setup.ID == "" {
		setup.ID = office.NewID(s.clock.Now())
	}
	return s.store.Save(ctx, store.Act{Actor: account(), Step: drilling.StepSetUp}, drilling.Setups.Put(&setup))
}

// DrillOwed tells whether the station is to begin a drill now, if nobody uses the computer. told
// is whether the system tells of that; where it does not, none begins.
func (s *Drilling) DrillOwed(ctx context.Context, told bool) (bool, error) {
	s.byItself.mu.Lock()
	s.byItself.untold = !told
	s.byItself.mu.Unlock()
	if !told || !s.Ready() || s.onBattery() {
		return false, nil
	}
	if why := s.store.Unwritable(); why != nil {
		return false, nil //nolint:nilerr // it is told elsewhere, and no drill is begun
	}
	now := s.clock.Now()
	s.byItself.mu.Lock()
	rests := s.byItself.on || !s.byItself.tried.IsZero() && now.Sub(s.byItself.tried).Abs() < ownAgain
	s.byItself.mu.Unlock()
	if rests {
		return false, nil
	}
	setup, err := s.drillSetup(ctx)
	if err != nil || setup.Off {
		return false, err
	}
	stand, err := s.drillsStand(ctx)
	if err != nil || !drilling.Told(stand, now) {
		return false, err
	}
	return stand.Last == nil || now.Sub(stand.Last.At).Abs() >= ownAfter, nil
}

// DrillByItself holds a drill that is owed, as an act of the station. Whoever calls it ends ctx
// as soon as somebody works: nothing of the drill stays then, and it is owed again after a
// while. It fails as Drill does.
func (s *Drilling) DrillByItself(ctx context.Context, p *job.Progress) (d office.Drill, err error) {
	s.beginOwn()
	defer func() { s.endOwn(err, ctx.Err() != nil) }()
	if err := s.mayTry(); err != nil {
		return d, err
	}
	at, err := s.wellCopied(ctx)
	if err != nil {
		return d, err
	}
	mains, end := s.byMains(ctx)
	defer end()
	act := actOf("tự diễn tập khi không ai dùng máy", drilling.StepByItself)
	d, err = s.held(mains, office.Drill{Clerk: act.Actor, ByItself: true}, at, office.DrillWish{}, p)
	if err != nil && errors.Is(context.Cause(mains), OnBattery) {
		err = OnBattery.Because(err)
	}
	return d, err
}

func (s *Drilling) beginOwn() {
	s.byItself.mu.Lock()
	defer s.byItself.mu.Unlock()
	s.byItself.on = true
}

func (s *Drilling) endOwn(err error, ended bool) {
	s.byItself.mu.Lock()
	defer s.byItself.mu.Unlock()
	s.byItself.on, s.byItself.tried, s.byItself.why = false, time.Time{}, ""
	if err == nil {
		return
	}
	s.byItself.tried = s.clock.Now()
	if f, told := office.FailureIn(err); told && !ended {
		s.byItself.why = f.Said
	}
}

// wellCopied is the first target that answered last, or the first of all.
func (s *Drilling) wellCopied(ctx context.Context) (c office.CopyTarget, err error) {
	all, err := s.copies.targets(ctx)
	if err != nil {
		return c, err
	}
	if len(all) == 0 {
		return c, copying.NoTarget
	}
	states, err := s.copies.copyStates(ctx)
	if err != nil {
		return c, err
	}
	well := slices.IndexFunc(all, func(c office.CopyTarget) bool {
		return slices.ContainsFunc(states, func(is office.CopyState) bool { return is.ID == c.ID && is.Silent == "" && !is.Verified.IsZero() })
	})
	return all[max(0, well)], nil
}

// ownSaid tells what the station does about a drill that is due, Vietnamese; empty: nothing.
func (s *Drilling) ownSaid(ctx context.Context) (string, error) {
	s.byItself.mu.Lock()
	on, untold, why := s.byItself.on, s.byItself.untold, s.byItself.why
	s.byItself.mu.Unlock()
	if on {
		return "Máy đang tự diễn tập; muốn dừng thì bấm “Dừng” ở cuối cửa sổ, hoặc cứ dùng máy.", nil
	}
	setup, err := s.drillSetup(ctx)
	switch {
	case err != nil || setup.Off || untold:
		return "", err
	case why != "":
		return "Máy chưa tự làm được: " + why, nil
	}
	return "Để máy bật khi không ai dùng, cắm điện, thì máy tự làm.", nil
}
