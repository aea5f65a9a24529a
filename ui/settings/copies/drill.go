package copies

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// drillsShown are the newest drills that are listed; all of them are found by the search.
const drillsShown = 4

const keyRows = 4

// trial is the card of drills (diễn tập khôi phục): when one is due, the button that holds
// one, and what the last ones showed.
type trial struct {
	p    *Section
	form *kit.Form[office.DrillWish]
	due  *fyne.Container
	list *fyne.Container
	sign *kit.Check
	now  *kit.Button
	auto *kit.Button // turns on or off that the station begins drills by itself
	off  bool        // it does not
	self *fyne.Container
	busy bool // one is being held
	card fyne.CanvasObject
}

func newTrial(p *Section) *trial {
	t := &trial{p: p, due: container.NewVBox(), list: container.NewVBox(), sign: kit.NewCheck("", func(bool) {})}
	t.form = kit.NewForm(kit.AskLines("key", kit.T("copies.drill-key"), keyRows, func(w *office.DrillWish) *string { return &w.Key }).
		Hinted(kit.T("copies.drill-key-hint")).About("seal.*", "copying.of-another"))
	t.now = kit.NewButton(kit.T("copies.drill-now"), theme.MediaPlayIcon(), t.hold)
	t.auto, t.self = kit.NewQuietButton("", nil, t.turn), container.NewVBox()
	p.desk.Guard(office.MayRun, t.now, t.auto)
	t.sign.Hide()
	t.card = kit.Card(kit.Subheading(kit.T("copies.drill")), kit.Muted(kit.T("copies.drill-note")), t.due, t.form.Content, t.sign, container.NewHBox(t.now, t.auto), t.self, t.list)
	return t
}

// stand is how the drills stand, with those that were held.
type stand struct {
	is    office.DrillsStand
	held  []office.Drill
	setup office.DrillSetup
}

func (t *trial) read(ctx context.Context) (s stand, err error) {
	if s.held, err = t.p.services.Drills(ctx); err == nil {
		s.is, err = t.p.services.DrillsStand(ctx)
	}
	if err == nil {
		s.setup, err = t.p.services.DrillSetup(ctx)
	}
	return s, err
}

// show tells how the drills stand; without a copy there is nothing to try.
func (t *trial) show(s stand, copies int) {
	kit.Able(t.now, copies > 0 && !t.busy)
	t.due.RemoveAll()
	if copies > 0 && len(s.held) == 0 {
		t.due.Add(kit.Prose(kit.T("copies.drill-none")))
	}
	switch day := kit.DayOf(s.is.Due); {
	case s.is.Due.IsZero():
	case s.is.Late:
		t.due.Add(container.NewHBox(kit.NewChip(kit.Warn, nil, kit.T("copies.drill-late", day))))
	default:
		t.due.Add(kit.Muted(kit.T("copies.drill-due", day)))
	}
	held, open := t.p.services.HeldKey()
	t.sign.SetText(kit.T("copies.drill-sign", kit.Foreign(held.Certificate.Subject)))
	kit.Seen(t.sign, open)
	t.showSetup(s.setup.Off)
	t.list.RemoveAll()
	for _, d := range s.held[:min(len(s.held), drillsShown)] {
		t.list.Add(t.line(d))
	}
	t.list.Refresh()
	t.due.Refresh()
}

// showSetup tells whether the station begins drills by itself, with the button that changes it.
func (t *trial) showSetup(off bool) {
	t.off = off
	word := kit.T("copies.drill-itself-off")
	if off {
		word = kit.T("copies.drill-itself-on")
	}
	t.auto.SetText(word)
	t.self.RemoveAll()
	t.self.Add(kit.Muted(setupSaid(off)))
}

func setupSaid(off bool) string {
	if off {
		return kit.T("copies.drill-itself-none")
	}
	return kit.T("copies.drill-itself")
}

func (t *trial) turn() {
	off := !t.off
	t.p.act(kit.T("kit.saving"), func(ctx context.Context, _ *job.Progress) error { return t.p.services.SetDrillsOff(ctx, off) }, func() {
		t.p.desk.Good(setupSaid(off))
	})
}

// line tells of one drill and of the key by which it was held, and saves its page of evidence.
func (t *trial) line(d office.Drill) fyne.CanvasObject {
	tone, said := kit.Good, kit.T("copies.drill-good")
	if d.Verdict != office.DrillGood {
		tone, said = kit.Bad, kit.T("copies.drill-bad")
	}
	key := kit.T("copies.drill-own")
	if d.Key == office.ByRecoveryKey {
		key = kit.T("copies.drill-paper")
	}
	if d.ByItself {
		key = kit.T("copies.drill-by-itself") + " " + key
	}
	save := kit.NewQuietButton(kit.T("copies.drill-save"), theme.DocumentSaveIcon(), func() { t.save(d) })
	return container.NewVBox(kit.Border(nil, nil, container.NewCenter(kit.NewChip(tone, nil, said)), container.NewCenter(save), kit.Muted(kit.At(d.At))), kit.Prose(kit.Said(d.Said)), kit.Muted(key))
}

func (t *trial) save(d office.Drill) {
	t.p.desk.PickSave(kit.T("copies.drill-file", office.DayOf(d.At)), func(path string) {
		t.p.desk.Run(kit.T("files.saving"), true, func(ctx context.Context, _ *job.Progress) error {
			return t.p.services.SaveDrill(ctx, d.ID, path)
		}, func(err error) {
			t.p.desk.Tell(err)
			if err == nil {
				t.p.desk.Saved(path)
			}
		})
	})
}

// hold holds a drill, and tells what it showed.
func (t *trial) hold() {
	if t.now.Disabled() || !t.form.Check(t.p.desk) {
		return
	}
	w := t.form.Hand()
	w.Sign = t.sign.Visible() && t.sign.Checked
	t.busy = true
	t.now.Disable()
	var held office.Drill
	t.p.desk.Run(kit.T("copies.drilling"), false, func(ctx context.Context, progress *job.Progress) (err error) {
		held, err = t.p.services.Drill(ctx, office.Clerk{}, w, progress)
		return err
	}, func(err error) {
		t.busy = false
		t.now.Enable()
		switch {
		case err != nil && t.form.Place(t.p.desk, err):
			return
		case err != nil:
			t.p.desk.Tell(err)
			return
		}
		TellDrill(t.p.desk, held)
		t.form.Type(map[string]string{"key": ""}) // it stays no longer than it must
		t.p.again()
	})
}

// TellDrill tells what a drill showed, whoever began it.
func TellDrill(desk *kit.Desk, held office.Drill) {
	said := kit.Said(held.Said)
	if held.ByItself {
		said = kit.T("copies.drill-by-itself") + " " + said
	}
	if held.Verdict == office.DrillGood {
		desk.Good(said)
		return
	}
	desk.News.Warn(kit.Trouble{Said: said, Next: kit.T("copies.drill-bad-next")})
}
