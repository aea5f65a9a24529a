package trust

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// moduleFiles are the endings of PKCS #11 modules.
var moduleFiles = []string{".so", ".dll", ".dylib"}

// stampCard sets the time-stamp server and the program of the token, and keeps the setup
// of which the other cards change their own part.
type stampCard struct {
	*kit.Keeping[office.SigningSetup]
	found *fyne.Container // the modules of this computer, each a way to take it
	card  fyne.CanvasObject
}

func newStampCard(c *Section) *stampCard {
	s := &stampCard{found: container.NewVBox()}
	form := kit.NewForm(
		kit.AskWords("url", kit.T("trust.stamp"), func(g *office.SigningSetup) *string { return &g.StampURL }).Hinted(kit.T("trust.stamp-hint")).
			Like("http://tsa.ca.gov.vn").About("station.bad-address"),
		kit.AskWords("module", kit.T("trust.module"), func(g *office.SigningSetup) *string { return &g.Module }).Hinted(kit.T("trust.module-hint")).
			Empty(kit.T("trust.module-empty")),
	)
	s.Keeping = kit.NewKeeping(c.desk, form, kit.KeepingOf[office.SigningSetup]{
		Name: "signing", Word: kit.T("trust.save"), May: office.MayRun, Save: c.services.SaveSigningSetup,
		After: func(before *office.SigningSetup, after office.SigningSetup) { before.Version = after.Version },
		Said:  func(office.SigningSetup) string { return kit.T("trust.saved") }, Kept: func(office.SigningSetup) { c.pictures.Update() },
	})
	choose := kit.NewButton(kit.T("trust.module-choose"), theme.FolderOpenIcon(), func() { c.pickFile(moduleFiles, s.take) })
	self := kit.NewButton(kit.T("trust.module-self"), theme.SearchIcon(), func() { s.take("") })
	s.card = kit.Card(kit.Subheading(kit.T("trust.signing")), form.Content, s.found, container.NewHBox(choose, self), container.NewHBox(s.Save))
	return s
}

// take puts the path of a module into its field.
func (s *stampCard) take(path string) { s.Form.Type(map[string]string{"module": path}) }

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
		ways = append(ways, kit.NewWayTo(path, func() { s.take(path) }))
	}
	s.found.Add(container.NewVBox(ways...))
}
