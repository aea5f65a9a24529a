// Package copies is where the office keeps copies of itself (bản sao, Điều 13.2a): the places
// that it copies to, and how old the last copy of each is that was read back whole.
package copies

import (
	"context"
	"reflect"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// Services is what the section asks of the station.
type Services interface {
	CopyStates(ctx context.Context) ([]office.CopyState, error)
	CopyNow(ctx context.Context, p *job.Progress) ([]office.CopyState, error)
	AddCopyTarget(ctx context.Context, where string) (office.CopyTarget, error)
	AddFarPlace(ctx context.Context, f office.FarPlace) (office.CopyTarget, error)
	RemoveCopyTarget(ctx context.Context, called string) (office.CopyTarget, error)
	RemoveFormerCopy(ctx context.Context, called string, p *job.Progress) (office.FormerCopy, error)
	Drill(ctx context.Context, clerk office.Clerk, w office.DrillWish, p *job.Progress) (office.Drill, error)
	Drills(ctx context.Context) ([]office.Drill, error) // newest first
	DrillsStand(ctx context.Context) (office.DrillsStand, error)
	DrillSetup(ctx context.Context) (office.DrillSetup, error)
	SetDrillsOff(ctx context.Context, off bool) error // those that the station begins by itself
	SaveDrill(ctx context.Context, id office.ID, path string) error
	HeldKey() (office.HeldKey, bool)
	LetCopyingGoOn(ctx context.Context, clerk office.Clerk, why string, falseAlarm bool) error // after the guard stopped it
}

// Section is the copies of the settings.
type Section struct {
	desk     *kit.Desk
	services Services
	list     *fyne.Container
	now      *kit.Button // copies at once
	mistaken *kit.Button // the same, for it was stopped by mistake
	goOn     *kit.Button // lets copying go on that was stopped
	trial    *trial
	server   *server
	read     *kit.Awaited
	ctx      context.Context // of the reading of it
	asking   *kit.Reason     // why copying goes on; nil: nobody asked yet
	shown    standing
	ages     []string      // of the copies, as they are shown
	every    time.Duration // between two looks while it is shown; of a test it is less
}

// looksEvery is how often the section looks at how the copies stand while it is shown: they go on
// beside what is done in the window.
const looksEvery = 5 * time.Second

// New lays the section out.
func New(d *kit.Desk, s Services) *Section {
	p := &Section{desk: d, services: s, list: container.NewVBox(), every: looksEvery}
	add := kit.NewButton(kit.T("copies.add"), theme.ContentAddIcon(), p.choose)
	d.Guard(office.MayRun, add)
	p.now = kit.NewMainButton(kit.T("copies.now"), nil, p.copyNow)
	kit.Able(p.now, false)
	p.goOn = kit.NewButton(kit.T("copies.go-on"), nil, func() { p.askGoOn(kit.T("copies.go-on"), kit.T("copies.go-on-about"), false) })
	p.mistaken = kit.NewButton(kit.T("copies.false-alarm"), nil, func() { p.askGoOn(kit.T("copies.false-alarm"), kit.T("copies.false-alarm-about"), true) })
	p.goOn.Hide()
	p.mistaken.Hide()
	d.Guard(office.MayRun, p.goOn, p.mistaken)
	places := kit.Card(kit.Border(nil, nil, nil, add, kit.Subheading(kit.T("copies.places"))), kit.Muted(kit.T("copies.places-note")), p.list, container.NewHBox(p.now, p.goOn, p.mistaken))
	p.trial, p.server = newTrial(p), newServer(p)
	back := kit.Card(kit.Subheading(kit.T("copies.back")), kit.Prose(kit.T("copies.back-note")))
	p.read = kit.NewAwaited(kit.T("settings.reading"), kit.NewFormScroll(kit.Columns(kit.Column(places, p.server.card), kit.Column(p.trial.card, back))))
	return p
}

// Content is the whole section.
func (p *Section) Content() fyne.CanvasObject { return p.read.Content }

// Main copies at once.
func (p *Section) Main() *kit.Button { return p.now }

// Enter reads again how the copies stand.
func (p *Section) Enter(ctx context.Context) {
	if p.ctx != ctx {
		p.ctx = ctx
		p.watch(ctx)
	}
	kit.Await(ctx, p.desk, p.read, p.ask, p.show)
}

// watch shows what changed until the section is left. What is typed or chosen stays.
func (p *Section) watch(ctx context.Context) {
	go func() {
		look := time.NewTicker(p.every)
		defer look.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-look.C:
			}
			if s, err := p.ask(office.Glance(ctx)); err == nil {
				kit.OnScreen(func() { p.follow(ctx, s) })
			}
		}
	}()
}

// follow shows what is otherwise than it is shown, unless the keyboard is at one of its buttons.
func (p *Section) follow(ctx context.Context, s standing) {
	same := reflect.DeepEqual(s, p.shown) && slices.Equal(agesOf(s.copies), p.ages)
	if ctx.Err() == nil && !same && !p.desk.KeyboardIn(p.list) && !p.desk.KeyboardIn(p.trial.list) {
		p.show(s)
	}
}

// agesOf are the words for how old copies are.
func agesOf(all []office.CopyState) (said []string) {
	for _, c := range all {
		said = append(said, Age(c.Age(time.Now()))) //nolint:forbidigo // on the screen: it is no time of a record
	}
	return said
}

// standing is what the section shows.
type standing struct {
	copies []office.CopyState
	drills stand
}

func (p *Section) ask(ctx context.Context) (s standing, err error) {
	if s.copies, err = p.services.CopyStates(ctx); err == nil {
		s.drills, err = p.trial.read(ctx)
	}
	return s, err
}

func (p *Section) show(s standing) {
	all := s.copies
	p.shown, p.ages = s, agesOf(all)
	p.trial.show(s.drills, len(all))
	p.list.RemoveAll()
	for _, c := range all {
		p.list.Add(p.line(c))
	}
	if len(all) == 0 {
		p.list.Add(kit.Prose(kit.T("copies.nowhere")))
	}
	kit.Able(p.now, len(all) > 0)
	halted := slices.ContainsFunc(all, func(c office.CopyState) bool { return c.Silent == stopped })
	for _, b := range []*kit.Button{p.goOn, p.mistaken} {
		kit.Seen(b, halted)
	}
	p.list.Refresh()
}

// stopped is the name of what is told while the guard lets nothing be copied.
const stopped = "station.guard-stopped"

// askGoOn lets copying go on once a person has said why; a false alarm ends its incident, too.
func (p *Section) askGoOn(word, about string, falseAlarm bool) {
	p.asking = p.desk.AskReason(word, about, word, func(why string) {
		p.act(kit.T("copies.copying"), func(ctx context.Context, progress *job.Progress) error {
			if err := p.services.LetCopyingGoOn(ctx, office.Clerk{}, why, falseAlarm); err != nil {
				return err
			}
			_, err := p.services.CopyNow(ctx, progress)
			return err
		}, func() { p.desk.Good(kit.T("copies.gone-on")) })
	})
}

// line tells how one copy stands.
func (p *Section) line(c office.CopyState) fyne.CanvasObject {
	drop := kit.NewQuietButton(kit.T("copies.drop"), theme.DeleteIcon(), func() { p.remove(c) })
	p.desk.Guard(office.MayRun, drop)
	age := Age(c.Age(time.Now())) //nolint:forbidigo // on the screen: it is no time of a record
	tone, said := toneOf(c.Level), kit.T("copies.never")
	if !c.Verified.IsZero() {
		said = kit.T("copies.whole-at", kit.At(c.Verified))
	}
	lines := container.NewVBox(kit.Border(nil, nil, container.NewCenter(kit.NewChip(tone, nil, age)), container.NewCenter(drop), kit.Prose(c.Where)), kit.Muted(said))
	if c.Behind > 0 {
		lines.Add(kit.Muted(kit.T("copies.behind", c.Behind)))
	}
	if c.SameDisk {
		lines.Add(kit.Prose(kit.T("copies.same-disk") + " " + kit.T("copies.same-disk-next")))
	}
	if c.Kept > 0 {
		lines.Add(kit.Prose(kit.T("copies.kept", c.Kept)))
	}
	if c.Old > 0 {
		lines.Add(kit.Muted(kit.T("copies.old", c.Old)))
	}
	if c.Former.Objects > 0 {
		lines.Add(p.former(c))
	}
	if c.Silent != "" {
		lines.Add(kit.Prose(kit.Said(c.Said) + " " + kit.Said(c.Next)))
	}
	lines.Add(kit.Muted(tourSaid(c.Tour)))
	if worst := c.Tour.Worst(); worst != "" {
		lines.Add(kit.Prose(kit.Said(worst)))
	}
	return lines
}

// tourSaid tells how far the copy is being read back, or how the last time came out.
func tourSaid(t office.CopyTour) string {
	switch {
	case t.Last == nil && t.Begun.IsZero():
		return kit.T("copies.tour-none")
	case t.Last == nil:
		return kit.T("copies.tour-first", t.Share())
	case t.Last.Open > 0:
		return kit.T("copies.tour-bad", kit.At(t.Last.Ended), t.Last.Open)
	case len(t.Last.Found) > 0:
		return kit.T("copies.tour-mended", kit.At(t.Last.Ended), len(t.Last.Found))
	}
	return kit.T("copies.tour-good", kit.At(t.Last.Ended))
}

// choose takes the folder that the clerk shows as one more place.
func (p *Section) choose() { p.desk.PickFolder(p.add) }

// onlyOf are the states of one place.
func onlyOf(all []office.CopyState, id office.ID) []office.CopyState {
	return slices.DeleteFunc(all, func(c office.CopyState) bool { return c.ID != id })
}

func (p *Section) add(where string) {
	var at office.CopyTarget
	var all []office.CopyState
	p.act(kit.T("copies.adding"), func(ctx context.Context, progress *job.Progress) (err error) {
		if at, err = p.services.AddCopyTarget(ctx, where); err != nil {
			return err
		}
		all, err = p.services.CopyNow(ctx, progress)
		return err
	}, func() {
		p.tell(onlyOf(all, at.ID), kit.T("copies.added", at.Where))
	})
}

// tell says that copies are whole, or why one of them is not.
func (p *Section) tell(all []office.CopyState, whole string) {
	for _, c := range all {
		if c.Silent != "" {
			p.desk.News.Warn(kit.Trouble{Said: kit.Said(c.Said), Next: kit.Said(c.Next)})
			return
		}
	}
	if len(all) > 0 && !slices.ContainsFunc(all, func(c office.CopyState) bool { return !c.SameDisk }) {
		p.desk.News.Warn(kit.Trouble{Said: kit.T("copies.same-disk"), Next: kit.T("copies.same-disk-next")})
		return
	}
	p.desk.Good(whole)
}

// remove has the office copy to a place no more, and offers to take that back: what lies there
// stays, and is gone on with.
func (p *Section) remove(c office.CopyState) {
	p.act(kit.T("kit.saving"), func(ctx context.Context, _ *job.Progress) error {
		_, err := p.services.RemoveCopyTarget(ctx, string(c.ID))
		return err
	}, func() { p.desk.Undoable(kit.T("copies.dropped", c.Where), func() { p.add(c.Where) }) })
}

// copyNow brings every copy up to date, or tells why one is not.
func (p *Section) copyNow() {
	var all []office.CopyState
	p.act(kit.T("copies.copying"), func(ctx context.Context, progress *job.Progress) (err error) {
		all, err = p.services.CopyNow(ctx, progress)
		return err
	}, func() {
		if len(all) == 1 {
			p.tell(all, kit.T("copies.copied-one"))
			return
		}
		p.tell(all, kit.T("copies.copied", len(all)))
	})
}

// act does something to the copies, and shows them as they are then.
func (p *Section) act(title string, do func(context.Context, *job.Progress) error, done func()) {
	p.desk.Run(title, false, do, func(err error) {
		p.desk.Tell(err)
		if err == nil {
			done()
		}
		p.again()
	})
}

// again reads how all of it stands, where somebody still looks.
func (p *Section) again() {
	if p.ctx != nil && p.ctx.Err() == nil {
		p.Enter(p.ctx)
	}
}
