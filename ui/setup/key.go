package setup

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// keyView shows the recovery key, which comes back until the clerk says that it was
// put away: then the way on opens.
type keyView struct {
	desk    *kit.Desk
	files   Files
	office  office.Office
	got     office.Recovery
	content fyne.CanvasObject

	save, open, on *kit.Button
	kept           *kit.Check
	where          *widget.Label
	path           string
}

func newKeyView(d *kit.Desk, f Files, o office.Office, got office.Recovery, done func()) *keyView {
	k := &keyView{desk: d, files: f, office: o, got: got, where: kit.Muted(kit.T("setup.key-print-hint"))}
	k.save = kit.NewMainButton(kit.T("setup.key-save"), theme.DocumentSaveIcon(), k.askWhere)
	k.open = kit.NewButton(kit.T("setup.key-open"), theme.DocumentPrintIcon(), func() { d.View(f.Open, k.path) })
	k.open.Disable()
	k.on = kit.NewMainButton(kit.T("setup.key-on"), theme.NavigateNextIcon(), done)
	k.on.Disable()
	k.kept = kit.NewCheck(kit.T("setup.key-kept"), func(kept bool) { kit.Able(k.on, kept) })
	k.kept.Disable() // nobody has put away what was never taken out
	k.content = k.layOut()
	return k
}

func (k *keyView) layOut() fyne.CanvasObject {
	head := container.NewVBox(kit.Heading(kit.T("setup.key-title")), kit.Prose(kit.T("setup.key-why", k.office.Name)))
	sheet := kit.Card(container.NewVBox(keyLines(k.got.Key)...))
	tone := kit.Good
	if k.got.Weak {
		tone = kit.Warn
	}
	lies := kit.Border(nil, nil, container.NewVBox(kit.NewChip(tone, kit.IconLock, kit.T("setup.key-lies"))), nil, kit.Prose(k.got.Kept))
	actions := container.NewHBox(k.save, k.open)
	column := container.NewVBox(head, sheet, actions, k.where, lies, k.kept, container.NewHBox(layout.NewSpacer(), k.on))
	return kit.NewFormScroll(kit.Padded(16, kit.Narrow(820, column)))
}

// keyLines writes the key large, four groups a line, each below the other, as
// it will be typed back.
func keyLines(key string) []fyne.CanvasObject {
	groups := strings.FieldsFunc(key, func(r rune) bool { return r == '-' || r == ' ' || r == '\n' })
	var lines []fyne.CanvasObject
	for i := 0; i < len(groups); i += 4 {
		line := container.NewHBox(layout.NewSpacer())
		for _, group := range groups[i:min(i+4, len(groups))] {
			word := canvas.NewText(group, theme.Color(theme.ColorNameForeground))
			word.TextSize, word.TextStyle.Bold, word.Alignment = 26, true, fyne.TextAlignCenter
			line.Add(container.NewGridWrap(fyne.NewSize(130, word.MinSize().Height), word))
		}
		line.Add(layout.NewSpacer())
		lines = append(lines, line)
	}
	return lines
}

// askWhere asks for a place where nothing lies yet, and writes the sheet.
func (k *keyView) askWhere() {
	k.desk.Save(kit.Saving{Purpose: "recovery-key", Name: kit.T("setup.key-file"), Size: int64(len(k.got.PDF)), Fresh: true,
		Write: func(_ context.Context, path string) error { return k.files.Save(path, k.got.PDF) }, Then: k.saved})
}

// saved offers what is there to be printed.
func (k *keyView) saved(path string) {
	k.path = path
	k.open.Enable()
	k.kept.Enable()
	k.where.SetText(kit.T("setup.key-saved", path))
	k.desk.Focus(k.open)
}

// finish goes on once the key was put away; before, it leads to the word that it
// was.
func (k *keyView) finish() {
	if k.on.Disabled() {
		if k.kept.Disabled() {
			k.desk.Focus(k.save)
		} else {
			k.desk.Focus(k.kept)
		}
		return
	}
	kit.Press(k.on)
}
