package settings

import (
	"cmp"
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// machineSection holds what is of this computer: look, language, size of the text, where
// the data lies, and whether new marks carry a QR code.
type machineSection struct {
	desk     *kit.Desk
	services Machine
	qr       *kit.Form[office.Office]
	read     *kit.Awaited
}

func newMachineSection(d *kit.Desk, s Machine, look Look) *machineSection {
	m := &machineSection{desk: d, services: s}
	m.qr = kit.NewForm(kit.AskCheck("qr", kit.T("settings.qr"), func(o *office.Office) *bool { return &o.WithQR }))
	m.qr.OnTyped = m.switched
	marks := kit.Card(kit.Subheading(kit.T("settings.qr-title")), m.qr.Content, kit.Muted(kit.T("settings.qr-note")))
	m.read = kit.NewAwaited(kit.T("settings.reading"), kit.NewFormScroll(kit.Columns(
		kit.Column(lookCard(look), remindCard(look), marks), kit.Column(dataCard(d, s, look)))))
	return m
}

// textSizes are offered, in percent: the window is drawn in steps of a tenth.
var textSizes = []int{100, 120, 150}

func lookCard(l Look) fyne.CanvasObject {
	return kit.Card(kit.Subheading(kit.T("settings.look")),
		atOnce(kit.T("settings.language"), kit.T("settings.language-note"), []office.Choice{{Key: kit.Vietnamese, Said: "Tiếng Việt"}, {Key: kit.English, Said: "English"}},
			kit.Spoken(), l.SetLanguage),
		atOnce(kit.T("settings.ground"), "", []office.Choice{{Key: "false", Said: kit.T("settings.light")}, {Key: "true", Said: kit.T("settings.dark")}},
			strconv.FormatBool(l.Dark), func(chosen string) { l.SetDark(chosen == "true") }),
		textSizeChoice(l))
}

// remindCard asks whether meetings are told of before they begin.
func remindCard(l Look) fyne.CanvasObject {
	form := kit.NewForm(kit.AskCheck("reminds", kit.T("settings.reminds"), func(yes *bool) *bool { return yes }))
	form.Fill(l.Reminds)
	form.OnTyped = func() { l.SetReminds(form.Value()) }
	return kit.Card(kit.Subheading(kit.T("settings.reminds-title")), form.Content, kit.Muted(kit.T("settings.reminds-note")))
}

// textSizeChoice is hidden where the window does not tell how its text grows.
func textSizeChoice(l Look) fyne.CanvasObject {
	var sizes []office.Choice
	for _, percent := range textSizes {
		sizes = append(sizes, office.Choice{Key: strconv.Itoa(percent), Said: kit.T("settings.percent", percent)})
	}
	choice := atOnce(kit.T("settings.text-size"), "", sizes, strconv.Itoa(cmp.Or(l.TextSize, textSizes[0])), func(chosen string) {
		percent, _ := strconv.Atoi(chosen) // of the choices
		l.SetTextSize(percent)
	})
	kit.Seen(choice, l.SetTextSize != nil)
	return choice
}

// atOnce is a choice that changes the window as it is made: there is nothing to save.
func atOnce(name, hint string, of []office.Choice, now string, take func(key string)) fyne.CanvasObject {
	form := kit.NewForm(kit.AskOne("", name, of, func(key *string) *string { return key }).Hinted(hint))
	form.Fill(now)
	form.OnTyped = func() { take(form.Value()) }
	return form.Content
}

func dataCard(d *kit.Desk, s Machine, look Look) fyne.CanvasObject {
	said, weak := s.KeptSaid()
	chip := kit.NewChip(kit.Good, kit.IconLock, kit.T("settings.key-safe"))
	if weak {
		chip.Set(kit.Warn, nil, kit.T("settings.key-weak"))
	}
	open := kit.NewButton(kit.T("settings.data-open"), theme.FolderOpenIcon(), func() { d.View(look.OpenFolder, s.Home()) })
	return kit.Card(kit.Subheading(kit.T("settings.data")), kit.Prose(s.Home()), container.NewHBox(open), kit.Muted(kit.T("settings.data-note")),
		kit.Subheading(kit.T("settings.key")), container.NewHBox(chip), kit.Prose(kit.Said(said)))
}

func (m *machineSection) Content() fyne.CanvasObject { return m.read.Content }

func (m *machineSection) Main() *kit.Button { return nil }

// Enter reads again how the marks of the office are made.
func (m *machineSection) Enter(ctx context.Context) {
	kit.Await(ctx, m.desk, m.read, m.services.Office, m.qr.Fill)
}

// switched keeps at once whether marks carry a code; one that could not be kept does not
// look so.
func (m *machineSection) switched() {
	now := m.qr.Value()
	m.desk.Run(kit.T("kit.saving"), true, func(ctx context.Context, _ *job.Progress) (err error) {
		now, err = m.services.SaveOffice(ctx, now)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			m.qr.Fill(m.qr.Stored())
			m.desk.Tell(err)
			return
		case now.WithQR:
			m.desk.Good(kit.T("settings.qr-on"))
		default:
			m.desk.Good(kit.T("settings.qr-off"))
		}
		m.qr.Fill(now)
	})
}
