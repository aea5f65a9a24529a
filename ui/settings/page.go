// Package settings is where the office changes what it said at its set-up: its names
// and its people, and how the window looks. The wording of its marks, how it signs and whom
// it trusts, and the data themselves have a package each below.
package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/ui/kit"
	"tram/ui/settings/copies"
	"tram/ui/settings/data"
	"tram/ui/settings/lines"
	"tram/ui/settings/marks"
	"tram/ui/settings/scanning"
	"tram/ui/settings/trust"
)

// Look is how the window looks and speaks now, what changes it, and how it
// reaches files.
type Look struct {
	Dark        bool
	SetDark     func(dark bool)
	TextSize    int // percent of the size that the window comes with
	SetTextSize func(percent int)
	SetLanguage func(language string)
	Reminds     bool // meetings are told of before they begin
	SetReminds  func(yes bool)
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
	trust    *trust.Section
	data     *data.Section
	scanning *scanning.Section
	copies   *copies.Section
	lines    *lines.Section

	ctx   context.Context // ends when the clerk leaves
	leave context.CancelFunc
}

// section is one group of settings.
type section interface {
	Content() fyne.CanvasObject
	Enter(ctx context.Context) // reads again what it shows
	Main() *kit.Button         // that it has now; nil: none
}

// New makes the page.
func New(d *kit.Desk, s Services, look Look) *Page {
	p := &Page{desk: d, sheet: container.NewStack(), trust: trust.New(d, s, look.Save), data: data.New(d, s), scanning: scanning.New(d, s, look.OpenFolder),
		copies: copies.New(d, s), lines: lines.New(d, s)}
	p.ctx, p.leave = context.WithCancel(d.Context())
	row := kit.Flow()
	p.add(row, kit.IconOffice, kit.T("settings.office"), newOfficeSection(d, s))
	p.add(row, kit.IconPerson, kit.T("settings.people"), newPeopleSection(d, s))
	p.add(row, kit.IconPage, kit.T("settings.marks"), marks.New(d, s))
	p.add(row, kit.IconKey, kit.T("settings.trust"), p.trust)
	p.add(row, kit.IconSettings, kit.T("settings.machine"), newMachineSection(d, s, look))
	p.add(row, kit.IconRecords, kit.T("settings.data-section"), p.data)
	p.add(row, kit.IconScan, kit.T("settings.scanning"), p.scanning)
	p.add(row, kit.IconLock, kit.T("settings.copies"), p.copies)
	p.add(row, theme.MailComposeIcon(), kit.T("settings.lines"), p.lines)
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
	p.sections[p.now].Enter(p.ctx)
}

// Leave ends what is being read.
func (p *Page) Leave() { p.leave() }

// Section is the one in sight, as Show counts them.
func (p *Page) Section() int { return p.now }

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
	p.sheet.Objects = []fyne.CanvasObject{p.sections[i].Content()}
	p.sheet.Refresh()
}

// ToKeys leads to where the keys of other offices are added.
func (p *Page) ToKeys() {
	p.trust.ToKeys()
	p.Show(slices.Index(p.sections, section(p.trust)))
}

// ToLines leads to the account for letters and the calendars that are shared.
func (p *Page) ToLines() { p.Show(slices.Index(p.sections, section(p.lines))) }

// ToCopies leads to where the office keeps copies of itself.
func (p *Page) ToCopies() { p.Show(slices.Index(p.sections, section(p.copies))) }

// ToScanning leads to the scanners and the watched folder.
func (p *Page) ToScanning() { p.Show(slices.Index(p.sections, section(p.scanning))) }

// ToData leads to what is known of the data themselves.
func (p *Page) ToData() { p.Show(slices.Index(p.sections, section(p.data))) }

// Finish saves what was typed in the section in sight (Ctrl+Enter).
func (p *Page) Finish() { kit.Press(p.sections[p.now].Main()) }

// Turn goes to the section before or after.
func (p *Page) Turn(by int) {
	if to := p.now + by; to >= 0 && to < len(p.sections) {
		p.Show(to)
	}
}
