package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

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
	content fyne.CanvasObject
	first   fyne.Focusable // where the keyboard begins
}

func newTrouble(d *kit.Desk, o Options, err error, open func(string)) *trouble {
	t := &trouble{desk: d, options: o, open: open}
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
	column.Add(container.NewHBox(again))
	t.content = kit.NewFormScroll(kit.Padded(24, kit.Narrow(720, kit.Card(column))))
	return t
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
