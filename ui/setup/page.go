// Package setup is the first start of a station: the office says who it is
// and who converts, and takes its recovery key home on paper.
package setup

import (
	"cmp"
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// Services is what the set-up asks of the station.
type Services interface {
	SetUp(ctx context.Context, o office.Office, clerks []office.Clerk) (office.Recovery, error)
	Office(ctx context.Context) (office.Office, error)

	RecoveryOwed() bool                                    // the office is there, and nobody has put its key away
	Recovery(ctx context.Context) (office.Recovery, error) // the key again, while it is owed
	RecoveryKept() error                                   // it was put away
}

// Page asks, sets up, and shows the key; then it calls done.
type Page struct {
	desk     *kit.Desk
	services Services
	files    Files
	by       Returning
	done     func()

	form    *kit.Form[office.Office]
	people  *people
	sample  *widget.Label
	begin   *kit.Button
	key     *keyView // nil until there is one to put away
	back    *back    // nil unless an office is to come back
	typed   *kit.HalfTyped[answers]
	content *fyne.Container
}

// answers is what was typed so far. Nothing of it is secret.
type answers struct {
	Office office.Office
	People []office.Clerk
}

// Files is how the recovery sheet leaves the program.
type Files struct {
	Save func(path string, content []byte) error // whole or not at all
	Open func(path string) error                 // with the system's viewer
}

// New makes the page; done is called when the key was put away.
func New(d *kit.Desk, s Services, f Files, by Returning, done func()) *Page {
	p := &Page{desk: d, services: s, files: f, by: by, done: done, form: kit.NewForm(kit.OfficeAsks()...), sample: kit.Prose("")}
	p.form.OnTyped = p.changed
	p.people = newPeople(d, p.changed)
	p.begin = kit.NewMainButton(kit.T("setup.go"), kit.IconOffice, p.Finish)
	p.content = container.NewStack(p.questions())
	p.typed = kit.NewHalfTyped(d, "setup", p.halfTyped)
	p.preview()
	return p
}

// Content is the whole page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter puts the cursor into the first question, or shows the key of an office whose
// set-up was cut off before the key was put away.
func (p *Page) Enter() {
	if p.services.RecoveryOwed() {
		p.owed()
		return
	}
	if left, there := p.typed.Open(); there {
		p.form.Fill(left.Office)
		p.people.fill(left.People)
		p.preview()
	}
	p.desk.Focus(p.form.First())
}

// halfTyped tells the answers while they are no office's yet.
func (p *Page) halfTyped() (now answers, news bool) {
	now = answers{p.form.Value(), p.people.value()}
	blank := now.Office == office.Office{} && len(now.People) == 1 && now.People[0] == office.Clerk{}
	return now, p.key == nil && !blank
}

// owed reads the key again, for an office whose set-up was cut off.
func (p *Page) owed() {
	type again struct {
		office office.Office
		key    office.Recovery
	}
	read := kit.NewAwaited(kit.T("setup.working"), container.NewStack())
	p.content.Objects = []fyne.CanvasObject{read.Content}
	p.content.Refresh()
	kit.Await(p.desk.Context(), p.desk, read, func(ctx context.Context) (got again, err error) {
		if got.office, err = p.services.Office(ctx); err == nil {
			got.key, err = p.services.Recovery(ctx)
		}
		return got, err
	}, func(got again) { p.hand(got.office, got.key) })
}

// hand shows the key, which is owed until the clerk goes on.
func (p *Page) hand(o office.Office, got office.Recovery) {
	k := newKeyView(p.desk, p.files, o, got, func() {
		p.desk.Tell(p.services.RecoveryKept())
		p.done()
	})
	p.key = k
	p.typed.Typed() // they are the office's: nothing is left half typed
	p.content.Objects = []fyne.CanvasObject{k.content}
	p.content.Refresh()
	p.desk.Focus(k.save)
}

// Leave has nothing to free.
func (p *Page) Leave() {}

func (p *Page) questions() fyne.CanvasObject {
	head := container.NewVBox(kit.Heading(kit.T("setup.title")), kit.Prose(kit.T("setup.why")))
	left := kit.Card(p.form.Content)
	right := kit.Column(
		kit.Card(kit.Subheading(kit.T("setup.people")), kit.Muted(kit.T("setup.people-hint")), p.people.content),
		kit.Card(kit.Subheading(kit.T("setup.sample")), p.sample),
	)
	columns := kit.Columns(kit.NewFormScroll(left), kit.NewFormScroll(right))
	comeBack := kit.NewButton(kit.T("setup.back"), theme.DownloadIcon(), p.comeBack)
	foot := container.NewHBox(comeBack, layout.NewSpacer(), p.begin)
	return kit.Padded(16, kit.Border(head, foot, nil, nil, columns))
}

// comeBack asks for a copy in the place of the questions, which stay as they were answered.
func (p *Page) comeBack() {
	asked := p.content.Objects
	p.back = newBack(p.desk, p.by, func() {
		p.back = nil
		p.content.Objects = asked
		p.content.Refresh()
		p.desk.Focus(p.form.First())
	})
	p.content.Objects = []fyne.CanvasObject{p.back.content}
	p.content.Refresh()
	p.desk.Focus(p.back.form.First())
}

func (p *Page) changed() {
	p.preview()
	p.typed.Typed()
}

// preview shows the names as they will stand on every mark.
func (p *Page) preview() {
	o, who := p.form.Value(), ""
	if all := p.people.value(); len(all) > 0 {
		who = all[0].Name
	}
	said := kit.T("setup.sample-lines", cmp.Or(o.Name, "…"), cmp.Or(who, "…"))
	if o.Lookup != "" {
		said += "\n" + kit.T("setup.sample-lookup", o.Lookup)
	}
	p.sample.SetText(said)
}

// Finish sets the office up, or shows what is missing and goes there; once there is
// a key to put away, it goes on from that.
func (p *Page) Finish() {
	switch {
	case p.key != nil:
		p.key.finish()
		return
	case p.back != nil:
		p.back.Finish()
		return
	}
	if p.begin.Disabled() || p.services.RecoveryOwed() {
		return // it is being done
	}
	people := p.people.check() // whoever is wrong first gets the keyboard last
	if office := p.form.Check(p.desk); !office || !people {
		return
	}
	p.begin.Disable()
	var got office.Recovery
	o, clerks := p.form.Value(), p.people.value()
	p.desk.Run(kit.T("setup.working"), true, func(ctx context.Context, _ *job.Progress) (err error) {
		got, err = p.services.SetUp(ctx, o, clerks)
		return err
	}, func(err error) { p.ended(o, got, err) })
}

func (p *Page) ended(o office.Office, got office.Recovery, err error) {
	p.begin.Enable()
	if err != nil {
		p.tell(err)
		return
	}
	p.hand(o, got)
}

// tell says a failure beside the person whom it is about, else on the line.
func (p *Page) tell(err error) {
	ofPerson := errors.Is(err, office.BadClerkName) || errors.Is(err, office.NoClerkName)
	if !ofPerson || p.people.check() {
		p.desk.Tell(err)
	}
}
