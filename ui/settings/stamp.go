package settings

import (
	"net/url"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// moduleFiles are the endings of PKCS #11 modules.
var moduleFiles = []string{".so", ".dll", ".dylib"}

// stampCard sets the time-stamp server and the program of the token.
type stampCard struct {
	section  *signingSection
	url      *kit.Entry
	urlField *kit.Field
	module   *kit.Entry
	found    *fyne.Container // the modules of this computer, each a way to take it
	save     *kit.Button
	half     *kit.HalfTyped[stampWords]
	card     fyne.CanvasObject
}

// stampWords are what is typed on the card.
type stampWords struct{ URL, Module string }

func (s *stampCard) words() (stampWords, bool) {
	typed := stampWords{kit.Typed(s.url.Text), kit.Typed(s.module.Text)}
	return typed, typed != stampWords{s.section.setup.StampURL, s.section.setup.Module}
}

// goOn puts words into the fields that were left half typed.
func (s *stampCard) goOn() {
	left, there := s.half.Open()
	if !there {
		return
	}
	s.url.SetText(left.URL)
	s.module.SetText(left.Module)
	s.section.desk.Good(kit.T("settings.half-typed"))
}

func newStampCard(c *signingSection) *stampCard {
	s := &stampCard{section: c, url: kit.NewEntry(), module: kit.NewEntry(), found: container.NewVBox()}
	s.url.PlaceHolder = "http://tsa.ca.gov.vn"
	s.module.PlaceHolder = kit.T("trust.module-self")
	s.urlField = kit.NewField(kit.T("trust.stamp"), s.url, kit.T("trust.stamp-hint"))
	s.half = kit.NewHalfTyped(c.desk, "stamp", s.words)
	typed := func(string) {
		s.wake()
		s.half.Typed()
	}
	s.url.OnChanged, s.module.OnChanged = typed, typed
	s.url.OnSubmitted = func(string) { s.press() }
	s.module.OnSubmitted = func(string) { s.press() }
	s.save = kit.NewMainButton(kit.T("trust.save"), theme.DocumentSaveIcon(), s.press)
	c.desk.Guard(office.MayRun, s.save)
	s.save.Disable()
	choose := kit.NewButton(kit.T("trust.module-choose"), theme.FolderOpenIcon(), func() { c.pickFile(moduleFiles, s.module.SetText) })
	self := kit.NewButton(kit.T("trust.module-self"), theme.SearchIcon(), func() { s.module.SetText("") })
	s.card = kit.Card(kit.Subheading(kit.T("trust.signing")), s.urlField, kit.NewField(kit.T("trust.module"), s.module, kit.T("trust.module-hint")),
		s.found, container.NewHBox(choose, self), container.NewHBox(s.save))
	return s
}

// searching says that the modules of this computer are being looked for.
func (s *stampCard) searching() {
	if len(s.found.Objects) == 0 {
		s.found.Add(kit.Muted(kit.T("trust.module-searching")))
	}
}

// offer lists the modules that this computer has.
func (s *stampCard) offer(modules []string) {
	s.found.RemoveAll()
	if len(modules) == 0 {
		s.found.Add(kit.Muted(kit.T("trust.module-none")))
		return
	}
	ways := []fyne.CanvasObject{kit.Muted(kit.T("trust.module-found"))}
	for _, path := range modules {
		ways = append(ways, kit.NewWayTo(path, func() { s.module.SetText(path) }))
	}
	s.found.Add(kit.Lines(ways...))
}

// show puts a setup into the fields, but for one in which the clerk has typed.
func (s *stampCard) show(before, now office.SigningSetup) {
	if kit.Typed(s.url.Text) == before.StampURL {
		s.url.SetText(now.StampURL)
	}
	if kit.Typed(s.module.Text) == before.Module {
		s.module.SetText(now.Module)
	}
	s.wake()
}

// wake lets the button be pressed while there is something to save.
func (s *stampCard) wake() {
	s.urlField.Clear()
	_, news := s.words()
	kit.Able(s.save, news)
}

func (s *stampCard) press() {
	setup := s.section.setup
	setup.StampURL, setup.Module = kit.Typed(s.url.Text), kit.Typed(s.module.Text)
	if s.urlField.Fail(checkStampURL(setup.StampURL)) {
		s.section.desk.Focus(s.url)
		return
	}
	s.section.write(setup, kit.T("trust.saved"))
}

func checkStampURL(typed string) error {
	if typed == "" {
		return nil
	}
	u, err := url.Parse(typed)
	if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https"}, u.Scheme) {
		return BadStampURL.About(typed)
	}
	return nil
}
