// Package scanning is with what this station scans: the folder to which machines scan, the
// addresses of scanners that people typed, and the office's own profiles.
package scanning

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// Services is what the section asks of the station.
type Services interface {
	ScanSetup(ctx context.Context) (office.ScanSetup, error)
	SaveScanSetup(ctx context.Context, s office.ScanSetup) (office.ScanSetup, error)
	SaveScanFolder(ctx context.Context, dir string) (office.ScanSetup, error)
}

// Section is the scanners of the settings.
type Section struct {
	desk     *kit.Desk
	services Services
	folder   *kit.Keeping[office.ScanSetup]
	own      *fyne.Container // profiles, each with a way to drop it
	typed    *fyne.Container // addresses, as those
	read     *kit.Awaited
}

// New lays the section out; view shows a folder in the system's own program.
func New(d *kit.Desk, s Services, view func(path string) error) *Section {
	p := &Section{desk: d, services: s, own: container.NewVBox(), typed: container.NewVBox()}
	form := kit.NewForm(kit.AskWords("folder", kit.T("settings.scan-folder"), func(s *office.ScanSetup) *string { return &s.Folder }).
		Like(kit.T("settings.scan-folder-like")).Hinted(kit.T("settings.scan-folder-hint")).About("watched.unreachable", "station.own-folder"))
	p.folder = kit.NewKeeping(d, form, kit.KeepingOf[office.ScanSetup]{
		Name: "scan-folder", Word: kit.T("settings.scan-folder-save"), May: office.MayRun,
		Save: func(ctx context.Context, now office.ScanSetup) (office.ScanSetup, error) {
			return s.SaveScanFolder(ctx, now.Folder)
		},
		After: func(before *office.ScanSetup, after office.ScanSetup) { before.Version = after.Version },
		Said: func(s office.ScanSetup) string {
			if s.Folder == "" {
				return kit.T("settings.scan-folder-none")
			}
			return kit.T("settings.scan-folder-saved")
		},
		Kept: p.show,
	})
	choose := kit.NewButton(kit.T("settings.scan-folder-choose"), theme.FolderOpenIcon(), p.choose)
	open := kit.NewButton(kit.T("settings.scan-folder-open"), theme.FolderIcon(), func() {
		if at := p.folder.Now().Folder; at != "" {
			d.View(view, at)
		}
	})
	folder := kit.Card(kit.Subheading(kit.T("settings.scan-folder-title")), kit.Muted(kit.T("settings.scan-folder-note")), form.Content, kit.Flow(p.folder.Save, choose, open))
	p.read = kit.NewAwaited(kit.T("settings.reading"), kit.NewFormScroll(kit.Columns(kit.Column(folder),
		kit.Column(kit.Card(kit.Subheading(kit.T("settings.scan-typed")), kit.Muted(kit.T("settings.scan-typed-note")), p.typed),
			kit.Card(kit.Subheading(kit.T("settings.scan-own")), kit.Muted(kit.T("settings.scan-own-note")), p.own)))))
	return p
}

// Content is the whole section.
func (p *Section) Content() fyne.CanvasObject { return p.read.Content }

// Main is the button that keeps the folder.
func (p *Section) Main() *kit.Button { return p.folder.Save }

// Enter reads with what this station scans.
func (p *Section) Enter(ctx context.Context) {
	kit.Await(ctx, p.desk, p.read, p.services.ScanSetup, p.show)
}

func (p *Section) show(s office.ScanSetup) {
	p.folder.Show(s)
	p.typed.RemoveAll()
	for _, address := range s.Addresses {
		without := s
		without.Addresses = slices.DeleteFunc(slices.Clone(s.Addresses), func(a string) bool { return a == address })
		p.typed.Add(p.line(address, without))
	}
	p.own.RemoveAll()
	for _, own := range s.Profiles {
		p.own.Add(p.line(own.Name, s.Without(own.Name)))
	}
	for _, box := range []*fyne.Container{p.typed, p.own} {
		if len(box.Objects) == 0 {
			box.Add(kit.Prose(kit.T("settings.scan-nothing")))
		}
		box.Refresh()
	}
}

// line is something that can be dropped, and the setup without it.
func (p *Section) line(said string, without office.ScanSetup) fyne.CanvasObject {
	drop := kit.NewQuietButton(kit.T("settings.scan-drop"), theme.DeleteIcon(), func() { p.keep(without, true) })
	p.desk.Guard(office.MayConvert, drop)
	return kit.Border(nil, nil, nil, drop, kit.Prose(said))
}

// keep keeps a setup from which something was dropped, and offers to take that back.
func (p *Section) keep(now office.ScanSetup, offer bool) {
	was := p.folder.Now()
	kit.Do(p.desk, func(ctx context.Context) (office.ScanSetup, error) { return p.services.SaveScanSetup(ctx, now) }, func(kept office.ScanSetup, err error) {
		p.desk.Tell(err)
		if err != nil {
			return
		}
		p.show(kept)
		if offer {
			p.desk.Undoable(kit.T("settings.scan-dropped"), func() { p.keep(was, false) })
		}
	})
}

// choose takes the folder that the clerk shows.
func (p *Section) choose() {
	p.desk.PickFolder(func(dir string) { p.folder.Form.Type(map[string]string{"folder": dir}) })
}
