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
// over the document and how it is signed. What was used last is offered first.
type keys struct {
	p      *Page
	ways   []*way
	way    *way     // the one in front
	path   string   // of the key file
	offers []offer  // in the order in which they stand
	busy   *job.Job // a search or an opening that runs

	about   *widget.Label
	callout *kit.Callout // that certificates are looked for, or what keeps them from being found
	picks   *kit.Picks
	more    *kit.Button // searches again, or chooses a file
	form    *kit.Form[asked]
	told    *kit.Callout // what the token says of wrong PINs, or why there is no key
	open    *kit.Button
	content fyne.CanvasObject
}

func newKeys(p *Page) *keys {
	k := &keys{p: p, about: kit.Prose(""), callout: kit.NewCallout(), told: kit.NewCallout()}
	k.picks = kit.NewPicks(func(int) { k.chosen() })
	k.form = kit.NewForm(askSecret(office.KeyOnToken, kit.T("sign.pin"), kit.T("sign.pin-hint")),
		askSecret(office.KeyInFile, kit.T("sign.password"), kit.T("sign.password-hint")))
	k.form.OnEnter = k.use
	k.more = kit.NewButton("", nil, k.findMore)
	k.open = kit.NewMainButton(kit.T("sign.open-key"), kit.IconKey, k.use)
	p.desk.Guard(office.MaySign, k.open)
	k.ways = waysOf(k)
	k.content = k.layOut()
	k.content.Hide()
	return k
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
	doors := kit.Flow()
	for _, w := range k.ways {
		doors.Add(w.door)
	}
	asks := container.NewVBox(k.told, k.form.Content, kit.Flow(kit.NewButton(kit.T("sign.later"), nil, k.p.closeKeys), layout.NewSpacer(), k.open))
	from := container.NewVBox(k.about, k.callout, k.picks, container.NewHBox(k.more))
	head := container.NewVBox(kit.Subheading(kit.T("sign.key-title")), kit.Muted(kit.T("sign.key-about")), doors, widget.NewSeparator())
	body := kit.Border(head, nil, nil, nil, kit.NewBench(0, &kit.Part{Name: kit.T("sign.part-keys"), Wide: keysLeast, Of: kit.NewFormScroll(from), Rest: true},
		&kit.Part{Name: kit.T("sign.part-ask"), Wide: askWide, Of: kit.NewFormScroll(asks)}))
	return container.NewStack(kit.NewGround(kit.ColorCard, 10).Bordered(theme.ColorNameSeparator), kit.Padded(12, body))
}

// show opens the desk where a key of the kind used last is opened, or where it was left:
// with the file that was chosen.
func (k *keys) show() {
	last := k.p.setup.LastKey
	if k.path == "" && last.Place == office.KeyInFile {
		k.path = last.Path
	}
	if k.way == nil {
		k.way = k.at(last.Place)
	}
	k.goTo(k.way)
}

// at is the way by a place, or else that by a token.
func (k *keys) at(place office.KeyPlace) *way {
	for _, w := range k.ways {
		if w.place == place {
			return w
		}
	}
	return k.ways[0]
}

// goTo shows one of the ways.
func (k *keys) goTo(w *way) {
	k.stop()
	k.way = w
	for _, each := range k.ways {
		each.door.SetHere(each == w)
	}
	k.callout.Fail(nil)
	kit.Able(k.more, true)
	k.words()
	k.offer(nil)
	if w.chooses() {
		k.search()
	}
	k.focus()
}

// words says what the way is, and what its buttons do.
func (k *keys) words() {
	about, more, icon := k.way.about, kit.T("sign.search-again"), theme.ViewRefreshIcon()
	if k.way.place == office.KeyInFile {
		about, more, icon = kit.T("sign.no-file"), kit.T("sign.choose-file"), theme.FolderOpenIcon()
		if k.path != "" {
			about, more = k.path, kit.T("sign.other-file")
		}
	}
	k.about.SetText(about)
	kit.Seen(k.about, about != "")
	k.more.SetText(more)
	k.more.SetIcon(icon)
	kit.Seen(k.more, k.way.place != office.KeyInService)
	k.open.SetText(kit.T("sign.open-key"))
	if k.way.place == office.KeyInService {
		k.open.SetText(kit.T("sign.use-service"))
	}
}

// ask asks for the secret of a certificate that was chosen, of a token that is not locked,
// or of a file.
func (k *keys) ask() {
	var can asked
	o, chosen := k.inHand()
	if chosen && !o.token.PINLocked || k.way.place == office.KeyInFile && k.path != "" {
		can.place = k.way.place
	}
	k.form.Fill(can)
	kit.Able(k.open, can.place != "" || k.way.place != office.KeyOnToken)
	k.content.Refresh()
}

// focus moves the keyboard to what is asked next.
func (k *keys) focus() {
	_, chosen := k.inHand()
	next := k.form.First()
	switch {
	case next != nil:
	case k.way.place == office.KeyInService || k.way.place == office.KeyInStore && chosen:
		next = k.open
	case k.picks.First() != nil:
		next = k.picks.First()
	default:
		next = k.more
	}
	k.p.desk.Focus(next)
}

// leave empties the fields and stops what runs.
func (k *keys) leave() {
	k.stop()
	k.form.Wipe()
}

func (k *keys) stop() {
	if k.busy != nil {
		k.busy.Cancel()
		k.busy = nil
	}
}

// findMore searches again, or asks for the file that holds the key.
func (k *keys) findMore() {
	if k.way.chooses() {
		k.search()
		return
	}
	k.p.PickFiles(func(paths []string) {
		if len(paths) > 0 {
			k.take(paths[0])
		}
	})
}

// take shows the way by file, with this one.
func (k *keys) take(path string) {
	k.path = path
	k.goTo(k.at(office.KeyInFile))
}
