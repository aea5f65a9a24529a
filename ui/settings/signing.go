package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// signingSection is "Ký số và tin cậy": how this station signs, whose
// certificates it trusts, and the keys of the codes on paper. Each card reads
// and writes its own; what all of them begin with is read once.
type signingSection struct {
	desk     *kit.Desk
	services Signing
	save     func(path string, content []byte) error
	ctx      context.Context

	// The clerk is asked for files through these.
	pickFile func(endings []string, then func(path string))

	setup    office.SigningSetup // as it stands in the store
	toKeys   bool                // the clerk comes to add the key of another office
	waiting  bool                // the cards are being read
	onFound  func()              // once the programs of tokens are found; may be nil
	stamp    *stampCard
	pictures *pictureCard
	roots    *rootCard
	keys     *keyCard

	form  *container.Scroll
	empty *kit.EmptyState
	all   fyne.CanvasObject
}

func newSigningSection(d *kit.Desk, s Signing, save func(string, []byte) error) *signingSection {
	c := &signingSection{desk: d, services: s, save: save, ctx: d.Context()}
	c.pickFile = func(endings []string, then func(string)) {
		d.PickFiles(endings, false, func(paths []string) { then(paths[0]) })
	}
	c.stamp, c.pictures, c.roots, c.keys = newStampCard(c), newPictureCard(c), newRootCard(c), newKeyCard(c)
	c.form = kit.NewFormScroll(kit.Columns(kit.Column(c.stamp.card, c.pictures.card), kit.Column(c.roots.card, c.keys.ours, c.keys.others)))
	c.form.Hide()
	c.empty = kit.NewEmptyState(kit.IconKey, "", "", nil)
	c.empty.Hide()
	c.all = container.NewStack(c.form, c.empty)
	return c
}

func (c *signingSection) content() fyne.CanvasObject { return c.all }

func (c *signingSection) main() *kit.Button { return c.stamp.save }

// signingState is all that the section shows, as it was read.
type signingState struct {
	setup  office.SigningSetup
	office office.Office
	clerks []office.Clerk
	roots  []office.TrustedRoot
	keys   []office.StationKey
}

func (c *signingSection) read(ctx context.Context) (s signingState, err error) {
	if s.setup, err = c.services.SigningSetup(ctx); err != nil {
		return s, err
	}
	if s.office, err = c.services.Office(ctx); err != nil {
		return s, err
	}
	if s.clerks, err = c.services.AllClerks(ctx); err != nil {
		return s, err
	}
	if s.roots, err = c.services.Roots(ctx); err != nil {
		return s, err
	}
	s.keys, err = c.services.StationKeys(ctx)
	return s, err
}

func (c *signingSection) enter(ctx context.Context) {
	c.ctx = ctx
	c.waits(ctx)
	c.search(ctx)
	kit.Load(ctx, c.read, func(s signingState, err error) {
		c.waiting = false
		if err != nil {
			c.fail(err)
			return
		}
		c.empty.Hide()
		c.form.Show()
		c.pictures.people(s.clerks)
		c.roots.show(s.roots)
		c.keys.show(s.office, s.keys)
		c.show(s.setup)
		c.stamp.goOn()
		if c.toKeys {
			c.toKeys = false
			c.showKeys()
			c.desk.Focus(c.keys.take)
			c.onFound = c.showKeys // what is found later moves the cards
		}
	})
}

// showKeys scrolls to the keys of other offices.
func (c *signingSection) showKeys() {
	c.settle()
	c.form.ScrollToOffset(c.keys.others.Position())
}

// waits says that the cards are being read, where that takes more than a moment.
func (c *signingSection) waits(ctx context.Context) {
	c.waiting = true
	time.AfterFunc(kit.ShowsAfter, func() {
		kit.OnScreen(func() {
			if c.waiting && ctx.Err() == nil && !c.form.Visible() {
				c.empty.Say(kit.T("settings.reading"))
				c.empty.Button.Hide()
				c.empty.Show()
			}
		})
	})
}

// search looks for the programs of tokens beside the rest: that may take seconds.
func (c *signingSection) search(ctx context.Context) {
	c.onFound = nil
	c.stamp.searching()
	kit.Load(ctx, func(context.Context) ([]string, error) { return c.services.KeyModules(), nil },
		func(modules []string, _ error) {
			c.stamp.offer(modules)
			if c.onFound != nil {
				c.onFound()
			}
		})
}

// settle lays the form out now, so that it is known where each card will be
// before the form is painted: words wrap at the width that they are given first, and only
// then tell how high they are.
func (c *signingSection) settle() {
	const passes = 3 // as deep as words lie in columns, cards and rows
	for range passes {
		content := c.form.Content
		content.Resize(fyne.NewSize(c.form.Size().Width, content.MinSize().Height))
		content.Refresh()
	}
	c.form.Refresh()
}

// fail says in the place of the cards why they cannot be shown: empty ones would
// say that nobody is trusted.
func (c *signingSection) fail(err error) {
	if c.empty.Fail(err, func() { c.enter(c.ctx) }) {
		c.form.Hide()
		c.empty.Show()
	}
}

// show gives the cards another setup.
func (c *signingSection) show(s office.SigningSetup) {
	before := c.setup
	c.setup = s
	c.stamp.show(before, s)
	c.pictures.show()
}

// write saves a setup and says so, and offers to take it back.
func (c *signingSection) write(s office.SigningSetup, said string) {
	before := c.setup
	c.change(func(ctx context.Context) (office.SigningSetup, error) { return c.services.SaveSigningSetup(ctx, s) },
		func() { c.undoable(said, before) }, c.desk.Tell)
}

// undoable says what was done; what was before can be saved again.
func (c *signingSection) undoable(said string, before office.SigningSetup) {
	c.desk.Undoable(said, func() {
		before.Version = c.setup.Version
		c.change(func(ctx context.Context) (office.SigningSetup, error) {
			return c.services.SaveSigningSetup(ctx, before)
		},
			func() { c.desk.Good(kit.T("settings.taken-back")) }, c.desk.Tell)
	})
}

// change runs what makes a new setup, and shows it.
func (c *signingSection) change(work func(context.Context) (office.SigningSetup, error), then func(), failed func(error)) {
	var got office.SigningSetup
	c.desk.Run(kit.T("settings.saving"), true, func(ctx context.Context, _ *job.Progress) (err error) {
		got, err = work(ctx)
		return err
	}, func(err error) {
		if err != nil {
			failed(err)
			return
		}
		c.show(got)
		then()
	})
}

// run does a work that makes no setup.
func (c *signingSection) run(work func(context.Context) error, then func()) {
	c.desk.Run(kit.T("settings.saving"), true, func(ctx context.Context, _ *job.Progress) error { return work(ctx) }, func(err error) {
		if err != nil {
			c.desk.Tell(err)
			return
		}
		then()
	})
}
