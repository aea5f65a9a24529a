package ui

import (
	"context"
	"time"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/settings/copies"
)

const (
	// idleFor is how long nobody may have touched the computer before a drill begins by itself.
	idleFor = 5 * time.Minute
	// idleAsked is how often the system is asked for the last touch while one is on.
	idleAsked = time.Second
)

// followIdle begins a drill that is owed while nobody uses the computer and nothing else runs
// in the window, until ctx ends. Where the system does not tell of the last touch none begins.
func (f *frame) followIdle(ctx context.Context) {
	tick := time.NewTicker(touchAsked)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		since, told := f.w.options.Untouched()
		if told && since < idleFor || len(f.w.desk.Jobs.Running()) > 0 {
			continue
		}
		if owed, err := f.w.services.DrillOwed(ctx, told); err == nil && owed {
			kit.OnScreen(func() {
				if ctx.Err() == nil && len(f.w.desk.Jobs.Running()) == 0 {
					f.drill()
				}
			})
		}
	}
}

func (f *frame) idle() bool {
	since, known := f.w.options.Untouched()
	return known && since >= idleFor
}

// drill has a drill held that ends as soon as somebody uses the computer; the bar at the foot
// ends it, too.
func (f *frame) drill() {
	var held office.Drill
	f.w.desk.Run(kit.T("frame.drilling-itself"), false, func(ctx context.Context, p *job.Progress) (err error) {
		ctx, end := context.WithCancel(ctx)
		defer end()
		go f.endAtTouch(ctx, end)
		kit.Later(ctx, changesRest, f.changed) // “Hôm nay” tells of it
		held, err = f.w.services.DrillByItself(ctx, p)
		return err
	}, func(err error) {
		if err != nil {
			kit.Explain(err) // whoever comes is told on “Hôm nay” that it is owed still
		} else {
			copies.TellDrill(f.w.desk, held)
		}
		f.changed()
	})
}

// endAtTouch ends a work once somebody uses the computer, or nobody can tell any more.
func (f *frame) endAtTouch(ctx context.Context, end func()) {
	tick := time.NewTicker(idleAsked)
	defer tick.Stop()
	for f.idle() {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
	end()
}
