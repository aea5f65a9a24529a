// Package trust is how this station signs (ký số), whose certificates it trusts (tin cậy),
// and the keys of the codes on paper.
package trust

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/settings/pictures"
)

// Section is the cards of signing. Each writes its own; what all of them begin with is
// read once.
type Section struct {
	desk     *kit.Desk
	services Services
	save     func(path string, content []byte) error
	ctx      context.Context

	// The clerk is asked for files through this.
	pickFile func(endings []string, then func(path string))

	toKeys   bool   // the clerk comes to add the key of another office
	onFound  func() // once the programs of tokens are found; may be nil
	stamp    *stampCard
	pictures *pictures.Card
	roots    *rootCard
	keys     *keyCard

	form *container.Scroll
	read *kit.Awaited
}

// New lays the cards out; save writes a file whole or not at all.
func New(d *kit.Desk, s Services, save func(string, []byte) error) *Section {
	c := &Section{desk: d, services: s, save: save, ctx: d.Context()}
	c.pickFile = func(endings []string, then func(string)) {
		d.PickFiles(endings, false, func(paths []string) { then(paths[0]) })
	}
	c.stamp, c.roots, c.keys = newStampCard(c), newRootCard(c), newKeyCard(c)
	c.pictures = pictures.New(d, s, c.stamp.Keeping)
	c.form = kit.NewFormScroll(kit.Columns(kit.Column(c.stamp.card, c.pictures.Content), kit.Column(c.roots.card, c.keys.ours, c.keys.others)))
	c.read = kit.NewAwaited(kit.T("trust.reading"), c.form)
	return c
}

// Content is what the section shows.
func (c *Section) Content() fyne.CanvasObject { return c.read.Content }

// Main saves the time stamp and the token.
func (c *Section) Main() *kit.Button { return c.stamp.Save }

// ToKeys has the next entering lead to where the keys of other offices are added.
func (c *Section) ToKeys() { c.toKeys = true }

// state is all that the section shows, as it was read.
type state struct {
	setup  office.SigningSetup
	office office.Office
	clerks []office.Clerk
	roots  []office.TrustedRoot
	keys   []office.StationKey
}

func (c *Section) load(ctx context.Context) (s state, err error) {
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

// Enter reads the cards again.
func (c *Section) Enter(ctx context.Context) {
	c.ctx = ctx
	c.search(ctx)
	kit.Await(ctx, c.desk, c.read, c.load, func(s state) {
		c.roots.show(s.roots)
		c.keys.show(s.office, s.keys)
		c.stamp.Show(s.setup)
		c.pictures.Enter(ctx, s.clerks)
		if c.toKeys {
			c.toKeys = false
			c.form.Show() // what is not in sight is not laid out
			c.showKeys()
			c.desk.Focus(c.keys.take)
			c.onFound = c.showKeys // what is found later moves the cards
		}
	})
}

// showKeys scrolls to the keys of other offices.
func (c *Section) showKeys() {
	c.settle()
	c.form.ScrollToOffset(c.keys.others.Position())
}

// search looks for the programs of tokens beside the rest: that may take seconds.
func (c *Section) search(ctx context.Context) {
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
func (c *Section) settle() {
	const passes = 3 // as deep as words lie in columns, cards and rows
	for range passes {
		content := c.form.Content
		content.Resize(fyne.NewSize(c.form.Size().Width, content.MinSize().Height))
		content.Refresh()
	}
	c.form.Refresh()
}

// act does something that makes no setup, and shows what came of it.
func (c *Section) act(do func(context.Context) error, then func()) {
	c.desk.Run(kit.T("kit.saving"), true, func(ctx context.Context, _ *job.Progress) error { return do(ctx) }, func(err error) {
		if err != nil {
			c.desk.Tell(err)
			return
		}
		then()
	})
}

// reread reads a list of whom the office trusts again.
func reread[R any](c *Section, load func(context.Context) (R, error), show func(R)) {
	kit.Load(c.ctx, load, func(got R, err error) {
		if err != nil {
			c.desk.Tell(err)
			return
		}
		show(got)
	})
}

// trusted is a list of those whom the office trusts, each with a way to trust it no more.
type trusted struct {
	desk  *kit.Desk
	list  *fyne.Container
	drops []*kit.Button // by row
}

func newTrusted(d *kit.Desk) *trusted { return &trusted{desk: d, list: container.NewVBox()} }

// empty takes all rows away; none is said as long as there is no other.
func (e *trusted) empty(none string, is bool) {
	e.list.RemoveAll()
	e.drops = nil
	if is {
		e.list.Add(kit.Prose(none))
	}
}

// add lists one: its name, what tells it from others, and what trusts it no more.
func (e *trusted) add(name, facts string, drop func()) {
	b := kit.NewQuietButton(kit.T("trust.distrust"), theme.DeleteIcon(), drop)
	e.desk.Guard(office.MayRun, b)
	e.drops = append(e.drops, b)
	title := kit.Prose(name)
	title.TextStyle.Bold = true
	e.list.Add(widget.NewSeparator())
	e.list.Add(kit.Border(nil, nil, nil, container.NewVBox(b), kit.Lines(title, kit.Muted(facts))))
}
