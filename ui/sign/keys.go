package sign

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// keys is the desk at which a key is opened, once for the session. It lies
// over the document and how it is signed: a token with one of its
// certificates, a file, a certificate of the system's own store, or the signature
// service of the PC. What was used last is offered first.
type keys struct {
	p     *Page
	place office.KeyPlace
	path  string         // of the key file
	found []office.Token // what the last search found
	certs []certAt       // in the order in which they are offered
	busy  *job.Job       // a search or an opening that runs

	doors    map[office.KeyPlace]*kit.Place
	parts    map[office.KeyPlace][]fyne.CanvasObject
	wait     *widget.Label
	callout  *kit.Callout // what keeps a token from being used
	picks    *kit.Picks
	tries    *kit.Callout // what the token says of wrong PINs
	pin      *kit.Secret
	pinAsk   *kit.Field
	again    *kit.Button
	file     *widget.Label
	choose   *kit.Button
	word     *kit.Secret
	wordAsk  *kit.Field
	fileTold *kit.Callout
	service  *kit.Callout
	store    *ownStore
	open     *kit.Button
	close    *kit.Button
	content  fyne.CanvasObject
}

// certAt is a certificate on one of the tokens that were found; -1: a token
// that has none.
type certAt struct{ token, cert int }

func newKeys(p *Page) *keys {
	k := &keys{p: p, wait: kit.Muted(""), callout: kit.NewCallout(), tries: kit.NewCallout(), fileTold: kit.NewCallout(), service: kit.NewCallout(), file: kit.Prose("")}
	k.store = newOwnStore(k)
	k.picks = kit.NewPicks(func(int) {
		k.pinAsk.Clear()
		k.chosen()
	})
	k.pin, k.word = kit.NewSecret(k.use), kit.NewSecret(k.use)
	k.pinAsk = kit.NewField(kit.T("sign.pin"), k.pin, kit.T("sign.pin-hint"))
	k.wordAsk = kit.NewField(kit.T("sign.password"), k.word, kit.T("sign.password-hint"))
	k.again = kit.NewButton(kit.T("sign.search-again"), theme.ViewRefreshIcon(), k.search)
	k.choose = kit.NewButton(kit.T("sign.choose-file"), theme.FolderOpenIcon(), k.pickFile)
	k.open = kit.NewMainButton(kit.T("sign.open-key"), kit.IconKey, k.use)
	p.desk.Guard(office.MaySign, k.open)
	k.close = kit.NewButton(kit.T("sign.later"), nil, p.closeKeys)
	k.content = k.layOut()
	k.content.Hide()
	return k
}

// way is one by which a key is had: behind its door what is chosen from, and what is asked.
type way struct {
	place     office.KeyPlace
	icon      fyne.Resource
	word      string
	from, ask fyne.CanvasObject
}

// Widths of what is asked for and, at least, of what is chosen from, in units of the
// screen.
const (
	askWide   = 330
	keysLeast = 280
)

// layOut sets the ways behind their doors; below them what is chosen
// from, and right of it what is asked for, which is always in sight.
func (k *keys) layOut() fyne.CanvasObject {
	k.doors, k.parts = map[office.KeyPlace]*kit.Place{}, map[office.KeyPlace][]fyne.CanvasObject{}
	row, from, ask := kit.Flow(), container.NewStack(), container.NewStack()
	for _, each := range []way{
		{office.KeyOnToken, kit.IconKey, kit.T("sign.place-token"),
			container.NewVBox(k.wait, k.callout, k.picks, container.NewHBox(k.again)), container.NewVBox(k.tries, k.pinAsk)},
		{office.KeyInFile, theme.FileIcon(), kit.T("sign.place-file"),
			container.NewVBox(k.file, container.NewHBox(k.choose)), container.NewVBox(k.fileTold, k.wordAsk)},
		{office.KeyInService, theme.ComputerIcon(), kit.T("sign.place-service"),
			container.NewVBox(kit.Prose(kit.T("sign.service-about"))), container.NewVBox(k.service)},
		{office.KeyInStore, theme.StorageIcon(), kit.T("sign.place-store"), k.store.from, k.store.ask},
	} {
		if each.place == office.KeyInStore && !k.p.services.HasOwnStore() {
			continue
		}
		k.doors[each.place] = kit.NewPlace(each.icon, each.word, "", func() { k.goTo(each.place) })
		k.parts[each.place] = []fyne.CanvasObject{each.from, each.ask}
		row.Add(k.doors[each.place])
		from.Add(each.from)
		ask.Add(each.ask)
	}
	head := container.NewVBox(kit.Subheading(kit.T("sign.key-title")), kit.Muted(kit.T("sign.key-about")), row, widget.NewSeparator())
	right := kit.NewFormScroll(container.NewVBox(ask, kit.Flow(k.close, layout.NewSpacer(), k.open)))
	body := kit.Border(head, nil, nil, nil, kit.NewBench(0, &kit.Part{Name: kit.T("sign.part-keys"), Wide: keysLeast, Of: kit.NewFormScroll(from), Rest: true},
		&kit.Part{Name: kit.T("sign.part-ask"), Wide: askWide, Of: right}))
	return container.NewStack(kit.NewGround(kit.ColorCard, 10).Bordered(theme.ColorNameSeparator), kit.Padded(12, body))
}

// show opens the desk where a key of the kind used last is opened.
func (k *keys) show() {
	last := k.p.setup.LastKey
	if k.path == "" && last.Place == office.KeyInFile {
		k.path = last.Path
	}
	place := last.Place
	if k.parts[place] == nil {
		place = office.KeyOnToken
	}
	k.goTo(place)
}

// goTo shows one of the ways.
func (k *keys) goTo(place office.KeyPlace) {
	k.stop()
	k.place = place
	for each, parts := range k.parts {
		for _, part := range parts {
			kit.Seen(part, each == place)
		}
		k.doors[each].SetHere(each == place)
	}
	k.pinAsk.Clear()
	k.wordAsk.Clear()
	k.fileTold.Say(kit.Neutral, kit.Trouble{})
	k.service.Say(kit.Neutral, kit.Trouble{})
	k.store.told.Say(kit.Neutral, kit.Trouble{})
	k.ready(true)
	k.fileChosen()
	k.asking(false)
	k.open.SetText(kit.T("sign.open-key"))
	if place == office.KeyInService {
		k.open.SetText(kit.T("sign.use-service"))
	}
	switch place {
	case office.KeyOnToken:
		k.search()
	case office.KeyInStore:
		k.store.search()
	}
	k.focus()
}

// focus moves the keyboard to what is asked next.
func (k *keys) focus() {
	switch {
	case k.place == office.KeyInService:
		k.p.desk.Focus(k.open)
	case k.place == office.KeyInStore:
		k.p.desk.Focus(k.store.next())
	case k.place == office.KeyInFile && k.path == "":
		k.p.desk.Focus(k.choose)
	case k.place == office.KeyInFile:
		k.p.desk.Focus(k.word)
	case k.pinAsk.Visible() && !k.pin.Disabled():
		k.p.desk.Focus(k.pin)
	case k.picks.First() != nil:
		k.p.desk.Focus(k.picks.First())
	default:
		k.p.desk.Focus(k.again)
	}
}

// leave empties the fields and stops what runs.
func (k *keys) leave() {
	k.stop()
	clear(k.pin.Take())
	clear(k.word.Take())
}

func (k *keys) stop() {
	if k.busy != nil {
		k.busy.Cancel()
		k.busy = nil
	}
}

// pickFile asks for the file that holds the key.
func (k *keys) pickFile() {
	k.p.PickFiles(func(paths []string) {
		if len(paths) > 0 {
			k.take(paths[0])
		}
	})
}

// take shows the way by file, with this one.
func (k *keys) take(path string) {
	k.path = path
	k.goTo(office.KeyInFile)
}

func (k *keys) fileChosen() {
	if k.path == "" {
		k.file.SetText(kit.T("sign.no-file"))
		k.choose.SetText(kit.T("sign.choose-file"))
	} else {
		k.file.SetText(k.path)
		k.choose.SetText(kit.T("sign.other-file"))
	}
	kit.Seen(k.wordAsk, k.path != "")
}
