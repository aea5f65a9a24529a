// Package settings is where the office changes what it said at its set-up:
// its names, its people, the wording of its marks, how it signs and whom it
// trusts, and how the window looks.
package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/ui/kit"
)

// Look is how the window looks and speaks now, what changes it, and how it
// reaches files.
type Look struct {
	Dark        bool
	SetDark     func(dark bool)
	SetLanguage func(language string)
	OpenFolder  func(path string) error                 // in the system's file browser
	Save        func(path string, content []byte) error // whole or not at all
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

// saver is a section that has a main button now; nil: none.
type saver interface{ main() *kit.Button }

// trust is the section of signing and of whom the office trusts.
const trust = 3

// data is the section of the data themselves.
const data = 5

// New makes the page.
func New(d *kit.Desk, s Services, look Look) *Page {
	p := &Page{desk: d, sheet: container.NewStack()}
	p.ctx, p.leave = context.WithCancel(d.Context())
	row := container.NewHBox()
	p.add(row, kit.IconOffice, kit.T("settings.office"), newOfficeSection(d, s))
	p.add(row, kit.IconPerson, kit.T("settings.people"), newPeopleSection(d, s))
	p.add(row, kit.IconPage, kit.T("settings.marks"), newMarkSection(d, s))
	p.add(row, kit.IconKey, kit.T("settings.trust"), newSigningSection(d, s, look.Save))
	p.add(row, kit.IconSettings, kit.T("settings.machine"), newMachineSection(d, s, look))
	p.add(row, kit.IconRecords, kit.T("settings.data-section"), newDataSection(d, s))
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

// ToKeys leads to where the keys of other offices are added.
func (p *Page) ToKeys() {
	p.sections[trust].(*signingSection).toKeys = true
	p.Show(trust)
}

// ToData leads to what is known of the data themselves.
func (p *Page) ToData() { p.Show(data) }

// Finish saves what was typed in the section in sight (Ctrl+Enter).
func (p *Page) Finish() {
	if s, saves := p.sections[p.now].(saver); saves {
		kit.Press(s.main())
	}
}

// Turn goes to the section before or after.
func (p *Page) Turn(by int) {
	if to := p.now + by; to >= 0 && to < len(p.sections) {
		p.Show(to)
	}
}
