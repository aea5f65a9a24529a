package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// trouble says why the data could not be opened and what to do. Where the
// sealing identity is what is missing, it takes the passphrase or the recovery
// key there and then.
type trouble struct {
	desk    *kit.Desk
	options Options
	open    func(passphrase string)
	mended  func(said string, err error) // what to do after a repair
	content fyne.CanvasObject
	first   fyne.Focusable // where the keyboard begins
	typed   string         // passphrase with which the data were to be opened
}

func newTrouble(d *kit.Desk, o Options, err error, open func(string), mended func(string, error)) *trouble {
	t := &trouble{desk: d, options: o, open: open, mended: mended}
	told, ok := kit.Explain(err)
	if !ok {
		told = kit.Trouble{Said: kit.T("frame.not-opened")}
	}
	icon := container.NewGridWrap(fyne.NewSquareSize(48), widget.NewIcon(kit.Tinted(kit.IconWarning, theme.ColorNameWarning)))
	again := kit.NewButton(kit.T("kit.again"), theme.ViewRefreshIcon(), func() { open("") })
	t.first = again
	column := container.NewVBox(container.NewHBox(icon), kit.Subheading(kit.T("frame.not-opened")), kit.Prose(told.Said), kit.Prose(told.Next))
	if f, known := office.FailureIn(err); known && strings.HasPrefix(f.Name, "seal.") {
		if strings.HasPrefix(f.Name, "seal.passphrase") {
			column.Add(t.askPassphrase())
		}
		column.Add(t.askRecoveryKey())
	}
	buttons := container.NewHBox(again)
	if partial, can := t.mends(err); can {
		word := kit.T("frame.mend")
		if partial {
			word = kit.T("frame.mend-partial")
		}
		buttons.Add(kit.NewButton(word, theme.StorageIcon(), func() { t.mend(partial) }))
	}
	column.Add(buttons)
	t.content = kit.NewFormScroll(kit.Padded(24, kit.Narrow(720, kit.Card(column))))
	return t
}

// mendable are the situations in which a database that is put together anew helps.
var mendable = []string{"store.damaged", "store.not-ours", "store.key-wrong", "station.records-gone", "station.mend-nothing", "station.mend-in-use", mendLess}

// mendLess is told where that is to be had only with a loss.
const mendLess = "station.mend-less"

// mends tells whether that can be tried, and whether only with a loss.
func (t *trouble) mends(err error) (partial, can bool) {
	f, known := office.FailureIn(err)
	return f.Name == mendLess, known && t.mended != nil && t.options.Mend != nil && slices.Contains(mendable, f.Name)
}

// mend puts the database together anew.
func (t *trouble) mend(partial bool) {
	var said string
	t.desk.Run(kit.T("frame.mending"), true, func(ctx context.Context, p *job.Progress) (err error) {
		said, err = t.options.Mend(ctx, t.typed, partial, p)
		return err
	}, func(err error) { t.mended(said, err) })
}

func (t *trouble) askPassphrase() fyne.CanvasObject {
	e := kit.NewEntry()
	e.Password = true
	t.first = e
	try := func() { t.open(e.Text) }
	e.OnSubmitted = func(string) { try() }
	button := kit.NewMainButton(kit.T("frame.passphrase-try"), kit.IconKey, try)
	return kit.NewField(kit.T("frame.passphrase"), kit.Border(nil, nil, nil, button, e), "")
}

func (t *trouble) askRecoveryKey() fyne.CanvasObject {
	e := kit.NewTextArea(4)
	if _, passphraseAsked := t.first.(*kit.Entry); !passphraseAsked {
		t.first = e
	}
	field := kit.NewField(kit.T("frame.recovery-key"), e, kit.T("frame.recovery-hint"))
	e.OnChanged = func(string) { field.Clear() }
	button := kit.NewButton(kit.T("frame.recovery-try"), kit.IconKey, func() {
		if field.Fail(t.options.Recover(e.Text)) {
			t.desk.Focus(e)
			return
		}
		t.open("")
	})
	return container.NewVBox(field, container.NewHBox(button))
}
