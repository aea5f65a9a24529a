package ui

import (
	"context"
	"strconv"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/settings/copies"
)

const (
	statusHeight = 36
	// Changes that come close together are read once, after a moment.
	changesRest = 300 * time.Millisecond
	// asksEvery is how often the store is asked whether another program wrote.
	asksEvery = 3 * time.Second
	// agesEvery is how often the age of the copies is told anew.
	agesEvery = 30 * time.Second
	// draftsWait is what the line tells of all that waits.
	draftsWait office.WaitSort = "draft"
)

// status is the line at the foot: how many records, what waits, what runs,
// and what weakens the protection of the files.
type status struct {
	services Services
	records  *widget.Label
	waiting  *kit.LeadChip
	works    *widget.Label
	making   *widget.Label // that lists and search are made anew
	asksSoon bool          // it is read again in a moment
	agesSoon bool          // and within a minute
	copied   *kit.LeadChip // how old the last copy is that was read back
	copies   []office.CopyState
	disk     *kit.LeadChip // that the disk is known not to be encrypted
	space    *kit.LeadChip // that a disk has little room
	scarce   office.Space  // of which that tells
	plan     *kit.LeadChip // that there is no plan to rely on
	power    *kit.Chip     // that the machine runs by battery
	line     *fyne.Container
	content  fyne.CanvasObject
}

type counts struct {
	finished, waiting int
	made, toMake      int64
	copies            []office.CopyState
	spaces            []office.Space
	plan              office.PlanStand
}

func newStatus(w *Window) *status {
	s := &status{services: w.services, records: widget.NewLabel(""), works: widget.NewLabel(""), making: widget.NewLabel("")}
	s.waiting = kit.NewLeadChip(kit.Info, nil, "", func() { w.frame.goTo(0) })
	s.waiting.Hide()
	s.works.Importance = widget.HighImportance
	s.works.Hide()
	s.making.Hide()
	w.desk.Works.Count = s.running
	s.copied = kit.NewLeadChip(kit.Neutral, nil, "", func() { w.frame.toCopies() })
	s.copied.Hide()
	s.disk = kit.NewLeadChip(kit.Warn, nil, kit.T("frame.disk-open"), w.frame.toData)
	s.disk.Hide()
	s.space = kit.NewLeadChip(kit.Warn, nil, "", func() {
		if s.scarce.Own {
			w.frame.toData()
			return
		}
		w.frame.toCopies()
	})
	s.space.Hide()
	s.plan = kit.NewLeadChip(kit.Warn, nil, "", func() { w.frame.toPlan() })
	s.plan.Hide()
	s.power = kit.NewChip(kit.Warn, nil, "")
	s.power.Hide()
	key := keyChip(w)
	w.desk.Works.InRow()
	s.line = footed(
		[]fyne.CanvasObject{s.records, s.waiting, s.works, s.making}, []fyne.CanvasObject{s.power, s.space, s.plan, s.copied, key, s.disk},
		[]fyne.CanvasObject{s.copied, s.waiting, s.power, s.space, w.desk.Works, s.disk, s.plan, key, s.works, s.making, s.records}, w.desk.Works)
	ground := container.NewStack(kit.NewGround(theme.ColorNameHeaderBackground, 0), container.NewVBox(widget.NewSeparator()))
	s.content = container.NewStack(ground, s.line)
	return s
}

// keyChip tells where the key of the files lies, and leads to what can be done about it.
func keyChip(w *Window) *kit.LeadChip {
	lead := func() { w.frame.toData() }
	if _, weak := w.services.KeptSaid(); weak {
		return kit.NewLeadChip(kit.Warn, kit.IconKey, kit.T("frame.key-weak"), lead)
	}
	return kit.NewLeadChip(kit.Good, kit.IconKey, kit.T("frame.key-safe"), lead)
}

// askDisk warns where it is known that the disk is not encrypted. The system may take
// its time to tell.
func (s *status) askDisk(ctx context.Context) {
	ask := func(ctx context.Context) (office.AtRest, error) { return s.services.AtRest(ctx), nil }
	kit.Load(ctx, ask, func(is office.AtRest, _ error) {
		if is.Disk == office.DiskCipherOff {
			s.disk.Show()
			s.line.Refresh()
		}
	})
}

// read counts again. Copies grow old by themselves, also while nothing can be read.
func (s *status) read(ctx context.Context) {
	kit.Load(ctx, s.count, func(c counts, err error) {
		s.again(ctx, &s.agesSoon, agesEvery)
		if err != nil {
			kit.Explain(err) // the page in front tells it; here it only goes to the log
			s.age()
			return
		}
		s.show(c)
		s.followMaking(ctx, c)
	})
}

// followMaking reads again until all is made: nobody tells of each piece.
func (s *status) followMaking(ctx context.Context, c counts) {
	if c.made < c.toMake {
		s.again(ctx, &s.asksSoon, asksEvery)
	}
}

// again reads once more after a while, unless that is to come already.
func (s *status) again(ctx context.Context, soon *bool, after time.Duration) {
	if *soon {
		return
	}
	*soon = true
	kit.Later(ctx, after, func() {
		*soon = false
		s.read(ctx)
	})
}

func (s *status) count(ctx context.Context) (c counts, err error) {
	finished, err := s.services.FinishedCount(ctx)
	if err != nil {
		return c, err
	}
	drafts, err := s.services.WaitingOf(ctx, draftsWait) // as Hôm nay counts them
	if err != nil {
		return c, err
	}
	all, err := s.services.CopyStates(ctx)
	if err != nil {
		return c, err
	}
	spaces, err := s.services.SpaceStates(ctx)
	if err != nil {
		return c, err
	}
	plan, err := s.services.PlanStand(ctx)
	if err != nil {
		return c, err
	}
	made, toMake, err := s.services.Making(ctx)
	return counts{finished: finished, waiting: drafts.Count, made: made, toMake: toMake, copies: all, spaces: spaces, plan: plan}, err
}

func (s *status) show(c counts) {
	s.records.SetText(kit.T("frame.records-count", grouped(c.finished)))
	s.waiting.Chip.Set(kit.Info, nil, kit.T("frame.waiting", c.waiting))
	s.waiting.Hidden = c.waiting == 0
	s.waiting.Refresh()
	if s.making.Hidden = c.made >= c.toMake; !s.making.Hidden {
		s.making.SetText(kit.T("frame.making", c.made*100/c.toMake))
	}
	s.making.Refresh()
	s.warn(c)
	s.copies = c.copies
	s.copied.Show()
	s.age()
}

// warn tells of disks that have little room, and of a plan that is none to rely on.
func (s *status) warn(c counts) {
	is, scarce := scarcest(c.spaces)
	if s.scarce, s.space.Hidden = is, !scarce; scarce {
		tone, said := spaceSaid(is)
		s.space.Chip.Set(tone, nil, said)
	}
	if s.plan.Hidden = c.plan == office.PlanStands; !s.plan.Hidden {
		s.plan.Chip.Set(kit.Warn, nil, kit.T("frame.plan-"+string(c.plan)))
	}
}

// powered tells that the machine runs by battery, and how much of it is left.
func (s *status) powered(is office.Power) {
	if s.power.Hidden = !is.Battery; is.Battery {
		tone, said := kit.Warn, kit.T("frame.power-battery")
		if is.Percent > 0 {
			said = kit.T("frame.power-chip", is.Percent)
		}
		if is.Low() {
			tone = kit.Bad
		}
		s.power.Set(tone, nil, said)
	}
	s.line.Refresh()
}

// age tells how old the copies are by now, as they were known last.
func (s *status) age() {
	tone, said := copies.Chip(s.copies, time.Now()) //nolint:forbidigo // an age on the screen is no time of a record
	s.copied.Chip.Set(tone, nil, said)
	s.line.Refresh()
}

func (s *status) running(n int) {
	s.works.SetText(kit.T("frame.running", n))
	s.works.Hidden = n == 0
	s.line.Refresh()
}

// grouped writes 12345 as 12.345, as Vietnamese does.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return digits
}

// follow calls changed on the screen after records changed, here or in
// another program, until ctx ends.
func follow(ctx context.Context, s Services, changed func()) {
	var resting atomic.Bool
	wake := func() {
		if resting.CompareAndSwap(false, true) {
			kit.Later(ctx, changesRest, func() {
				resting.Store(false)
				changed()
			})
		}
	}
	stop := s.OnChange(wake)
	go func() {
		defer stop()
		watchOthers(ctx, s, wake)
	}()
}

// watchOthers asks now and then whether another program wrote to the store.
func watchOthers(ctx context.Context, s Services, wake func()) {
	tick := time.NewTicker(asksEvery)
	defer tick.Stop()
	last, _ := s.DataVersion(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if v, err := s.DataVersion(ctx); err == nil && v != last {
				last = v
				wake()
			}
		}
	}
}
