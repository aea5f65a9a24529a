package settings

import (
	"context"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// whitePaper is the colour of paper in either look.
var whitePaper = color.White

// machineSection holds what is of this computer: look, language, where the
// data lies, and whether new marks carry a QR code.
type machineSection struct {
	desk     *kit.Desk
	services Machine
	qr       *kit.Check
	office   office.Office
	filling  bool
	all      fyne.CanvasObject
}

func newMachineSection(d *kit.Desk, s Machine, look Look) *machineSection {
	m := &machineSection{desk: d, services: s}
	m.qr = kit.NewCheck(kit.T("settings.qr"), m.withQR)
	m.qr.Disable()
	marks := kit.Card(kit.Subheading(kit.T("settings.qr-title")), m.qr, kit.Muted(kit.T("settings.qr-note")))
	m.all = kit.NewFormScroll(kit.Columns(
		kit.Column(lookCard(look), marks), kit.Column(dataCard(d, s, look))))
	return m
}

func lookCard(look Look) fyne.CanvasObject {
	words := map[string]string{kit.Vietnamese: "Tiếng Việt", kit.English: "English"}
	language := kit.NewSelect([]string{words[kit.Vietnamese], words[kit.English]}, nil)
	language.SetSelected(words[kit.Spoken()])
	language.OnChanged = func(chosen string) {
		for code, word := range words {
			if word == chosen && code != kit.Spoken() {
				look.SetLanguage(code)
			}
		}
	}
	light, dark := kit.T("settings.light"), kit.T("settings.dark")
	ground := kit.NewSelect([]string{light, dark}, nil)
	ground.SetSelected(light)
	if look.Dark {
		ground.SetSelected(dark)
	}
	ground.OnChanged = func(chosen string) { look.SetDark(chosen == dark) }
	return kit.Card(kit.Subheading(kit.T("settings.look")),
		kit.NewField(kit.T("settings.language"), language, kit.T("settings.language-note")),
		kit.NewField(kit.T("settings.ground"), ground, ""))
}

func dataCard(d *kit.Desk, s Machine, look Look) fyne.CanvasObject {
	said, weak := s.KeptSaid()
	chip := kit.NewChip(kit.Good, kit.IconLock, kit.T("settings.key-safe"))
	if weak {
		chip.Set(kit.Warn, nil, kit.T("settings.key-weak"))
	}
	open := kit.NewButton(kit.T("settings.data-open"), theme.FolderOpenIcon(), func() { d.View(look.OpenFolder, s.Home()) })
	return kit.Card(kit.Subheading(kit.T("settings.data")), kit.Prose(s.Home()), container.NewHBox(open), kit.Muted(kit.T("settings.data-note")),
		kit.Subheading(kit.T("settings.key")), container.NewHBox(chip), kit.Prose(said))
}

func (m *machineSection) content() fyne.CanvasObject { return m.all }

func (m *machineSection) enter(ctx context.Context) {
	kit.Load(ctx, m.services.Office, func(got office.Office, err error) {
		if err != nil {
			m.desk.Tell(err)
			return
		}
		m.show(got)
	})
}

func (m *machineSection) show(got office.Office) {
	m.filling = true
	m.office = got
	m.qr.SetChecked(got.WithQR)
	m.qr.Enable()
	m.filling = false
}

func (m *machineSection) withQR(on bool) {
	if m.filling {
		return
	}
	o := m.office
	o.WithQR = on
	m.qr.Disable()
	m.desk.Run(kit.T("settings.saving"), true, func(ctx context.Context, _ *job.Progress) (err error) {
		o, err = m.services.SaveOffice(ctx, o)
		return err
	}, func(err error) {
		if err != nil {
			m.show(m.office)
			m.desk.Tell(err)
			return
		}
		m.show(o)
		if on {
			m.desk.Good(kit.T("settings.qr-on"))
		} else {
			m.desk.Good(kit.T("settings.qr-off"))
		}
	})
}
