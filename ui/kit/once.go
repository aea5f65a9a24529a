package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
)

// ShowOnce shows a secret that is kept nowhere, to be copied and put away.
func (d *Desk) ShowOnce(title, about, text, copyWord, keptWord string) {
	const wide, high = 720, 220
	shown := NewEntry()
	shown.SetText(text)
	shown.OnChanged = func(typed string) {
		if typed != text {
			shown.SetText(text)
		}
	}
	var over dialog.Dialog
	copied := NewMainButton(copyWord, theme.ContentCopyIcon(), func() { fyne.CurrentApp().Clipboard().SetContent(text) })
	kept := NewButton(keptWord, IconMet, func() { over.Hide() })
	over = dialog.NewCustomWithoutButtons(title, container.NewVBox(Prose(about), shown, container.NewHBox(copied, kept)), d.Window)
	over.Resize(fyne.NewSize(wide, high))
	over.Show()
	d.Focus(copied)
}
