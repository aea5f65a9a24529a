package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"tram/ui/kit"
)

// leave closes the window. Only where work would be lost it asks first: the
// one question that stands in the clerk's way.
func (w *Window) leave() {
	if !w.desk.Jobs.LosesWork() {
		w.goHome()
		return
	}
	running := ""
	for _, j := range w.desk.Jobs.Running() {
		if j.Precious {
			running = j.Title
			break
		}
	}
	w.ask(kit.T("frame.leave-said", running))
}

// ask offers to stay, where the keyboard is, or to close all the same.
func (w *Window) ask(said string) {
	words := container.NewGridWrap(fyne.NewSize(460, 90), kit.Prose(said))
	d := dialog.NewCustomWithoutButtons(kit.T("frame.leave-title"), words, w.win)
	stay := kit.NewMainButton(kit.T("frame.leave-stay"), nil, d.Hide)
	closing := kit.NewButton(kit.T("frame.leave-go"), nil, func() {
		d.Hide()
		w.goHome()
	})
	d.SetButtons([]fyne.CanvasObject{closing, stay})
	d.Show()
	w.desk.Focus(stay)
}

// goHome keeps the size of the window, ends what runs, closes the station,
// and quits.
func (w *Window) goHome() {
	size := w.win.Canvas().Size()
	w.app.Preferences().SetFloat(prefWidth, float64(size.Width))
	w.app.Preferences().SetFloat(prefHeight, float64(size.Height))
	w.win.Hide()
	if w.frame != nil {
		w.frame.page().Leave()
		w.frame.close()
	}
	kit.Load(context.Background(), func(context.Context) (struct{}, error) {
		w.desk.Jobs.CancelAll()
		if w.services == nil {
			return struct{}{}, nil
		}
		return struct{}{}, w.services.Close()
	}, func(_ struct{}, err error) {
		kit.Explain(err)
		w.app.Quit()
	})
}
