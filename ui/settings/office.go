package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// officeSection changes who the office is.
type officeSection struct {
	*kit.Keeping[office.Office]
	desk     *kit.Desk
	services Naming
	read     *kit.Awaited
}

func newOfficeSection(d *kit.Desk, s Naming) *officeSection {
	keeping := kit.NewKeeping(d, kit.NewForm(kit.OfficeAsks()...).InColumns(2), kit.KeepingOf[office.Office]{
		Name: "office", Word: kit.T("settings.office-save"), May: office.MayRun,
		Save: s.SaveOffice, After: after, Said: func(office.Office) string { return kit.T("settings.office-saved") },
	})
	card := kit.Card(keeping.Form.Content, kit.Muted(kit.T("settings.office-note")), container.NewHBox(keeping.Save))
	return &officeSection{keeping, d, s, kit.NewAwaited(kit.T("settings.reading"), kit.NewFormScroll(container.NewVBox(card)))}
}

// after makes an office the version that follows another.
func after(before *office.Office, after office.Office) { before.Version = after.Version }

func (o *officeSection) Content() fyne.CanvasObject { return o.read.Content }

// Enter reads the office again.
func (o *officeSection) Enter(ctx context.Context) {
	kit.Await(ctx, o.desk, o.read, o.services.Office, o.Show)
}

func (o *officeSection) Main() *kit.Button { return o.Save }
