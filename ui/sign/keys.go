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

	about, wait *widget.Label
	callout     *kit.Callout // what keeps certificates from being found
	picks       *kit.Picks
	more        *kit.Button  // searches again, or chooses a file
	told        *kit.Callout // what the token says of wrong PINs, or why there is no key
	open        *kit.Button
	content     fyne.CanvasObject
}

func newKeys(p *Page) *keys {
	k := &keys{p: p, about: kit.Prose(""), wait: kit.Muted(""), callout: kit.NewCallout(), told: kit.NewCallout()}
	k.picks = kit.NewPicks(func(int) {
		k.way.calm()
		k.chosen()
	})
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
	doors, asks := kit.Flow(), container.NewVBox(k.told)
	for _, w := range k.ways {
		doors.Add(w.door)
		if w.ask != nil {
			asks.Add(w.ask)
		}
	}
	asks.Add(kit.Flow(kit.NewButton(kit.T("sign.later"), nil, k.p.closeKeys), layout.NewSpacer(), k.open))
	from := container.NewVBox(k.about, k.wait, k.callout, k.picks, container.NewHBox(k.more))
	head := container.NewVBox(kit.Subheading(kit.T("sign.key-title")), kit.Muted(kit.T("sign.key-about")), doors, widget.NewSeparator())
	body := kit.Border(head, nil, nil, nil, kit.NewBench(0, &kit.Part{Name: kit.T("sign.part-keys"), Wide: keysLeast, Of: kit.NewFormScroll(from), Rest: true},
		&kit.Part{Name: kit.T("sign.part-ask"), Wide: askWide, Of: kit.NewFormScroll(asks)}))
	return container.NewStack(kit.NewGround(kit.ColorCard, 10).Bordered(theme.ColorNameSeparator), kit.Padded(12, body))
}

// show opens the desk where a key of the kind used last is opened.
func (k *keys) show() {
	last := k.p.setup.LastKey
	if k.path == "" && last.Place == office.KeyInFile {
		k.path = last.Path
	}
	k.goTo(k.at(last.Place))
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
		each.calm()
	}
	k.callout.Fail(nil)
	k.waiting(false)
	k.ready(true)
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

// asks tells whether a secret can be asked for: of a certificate that was chosen, of a
// token that is not locked, or of a file.
func (k *keys) asks() bool {
	if k.way.place == office.KeyInFile {
		return k.path != ""
	}
	o, chosen := k.inHand()
	return chosen && !o.token.PINLocked
}

// ask shows the field of the secret, or takes it away.
func (k *keys) ask() {
	for _, w := range k.ways {
		if w.ask != nil {
			kit.Seen(w.ask, w == k.way && k.asks())
		}
	}
	kit.Able(k.open, k.asks() || k.way.place != office.KeyOnToken)
	k.content.Refresh()
}

// focus moves the keyboard to what is asked next.
func (k *keys) focus() {
	_, chosen := k.inHand()
	switch {
	case k.way.ask != nil && k.way.ask.Visible() && !k.way.secret.Disabled():
		k.p.desk.Focus(k.way.secret)
	case k.way.ask == nil && (chosen || !k.way.chooses()):
		k.p.desk.Focus(k.open)
	case k.picks.First() != nil:
		k.p.desk.Focus(k.picks.First())
	default:
		k.p.desk.Focus(k.more)
	}
}

// leave empties the fields and stops what runs.
func (k *keys) leave() {
	k.stop()
	for _, w := range k.ways {
		clear(w.take())
	}
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
