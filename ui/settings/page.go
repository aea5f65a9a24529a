// Package settings is where the office changes what it said at its set-up:
// its names, its people, the wording of its marks, and how the window looks.
package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// Services is what the settings ask of the station.
type Services interface {
	Office(ctx context.Context) (office.Office, error)
	SaveOffice(ctx context.Context, o office.Office) (office.Office, error)
	AllClerks(ctx context.Context) ([]office.Clerk, error)
	SaveClerk(ctx context.Context, c office.Clerk) (office.Clerk, error)
	Templates(ctx context.Context) ([]office.MarkTemplate, error)
	SaveTemplate(ctx context.Context, t office.MarkTemplate) (office.MarkTemplate, error)
	SampleMark(ctx context.Context, t office.MarkTemplate) (office.MarkView, error)
	Types() []office.DocumentType
	Home() string
	KeptSaid() (said string, weak bool)
}

// Look is how the window looks and speaks now, and what changes it.
type Look struct {
	Dark        bool
	SetDark     func(dark bool)
	SetLanguage func(language string)
	OpenFolder  func(path string) error // in the system's file browser
}

// Page holds the sections, one in sight.
type Page struct {
	desk     *kit.Desk
	sections []section
	doors    []*kit.Place
	sheet    *fyne.Container
	content  fyne.CanvasObject
	now      int

	ctx   context.Context // ends when the clerk leaves
	leave context.CancelFunc
}

// section is one group of settings. enter reads again what it shows.
type section interface {
	content() fyne.CanvasObject
	enter(ctx context.Context)
}

// New makes the page.
func New(d *kit.Desk, s Services, look Look) *Page {
	p := &Page{desk: d, sheet: container.NewStack()}
	p.ctx, p.leave = context.WithCancel(d.Context())
	row := container.NewHBox()
	p.add(row, kit.IconOffice, kit.T("settings.office"), newOfficeSection(d, s))
	p.add(row, kit.IconPerson, kit.T("settings.people"), newPeopleSection(d, s))
	p.add(row, kit.IconPage, kit.T("settings.marks"), newMarkSection(d, s))
	p.add(row, kit.IconSettings, kit.T("settings.machine"), newMachineSection(d, s, look))
	head := container.NewVBox(kit.Heading(kit.T("settings.title")), row)
	p.content = kit.Padded(16, kit.Border(head, nil, nil, nil, kit.Padded(kit.Gap/2, p.sheet)))
	p.show(0)
	return p
}

func (p *Page) add(row *fyne.Container, icon fyne.Resource, name string, s section) {
	i := len(p.sections)
	p.sections = append(p.sections, s)
	door := kit.NewPlace(icon, name, "", func() { p.Show(i) })
	p.doors = append(p.doors, door)
	row.Add(door)
}

// Content is the whole page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads the section in sight again.
func (p *Page) Enter() {
	p.ctx, p.leave = context.WithCancel(p.desk.Context())
	p.sections[p.now].enter(p.ctx)
}

// Leave ends what is being read.
func (p *Page) Leave() { p.leave() }

// Show brings a section into sight, counted from 0.
func (p *Page) Show(i int) {
	p.leave()
	p.show(i)
	p.Enter()
}

func (p *Page) show(i int) {
	p.now = i
	for j, door := range p.doors {
		door.SetHere(i == j)
	}
	p.sheet.Objects = []fyne.CanvasObject{p.sections[i].content()}
	p.sheet.Refresh()
}

// Turn goes to the section before or after.
func (p *Page) Turn(by int) {
	if to := p.now + by; to >= 0 && to < len(p.sections) {
		p.Show(to)
	}
}
