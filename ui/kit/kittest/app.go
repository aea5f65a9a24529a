package kittest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
)

// App is Fyne's of tests, and lets a test press the cross of the window and drop files
// on it, which that one has no way for.
type App struct {
	fyne.App
	Window *Window // the newest
	Ended  bool    // the program has quit
}

// NewWindow makes a window whose cross can be pressed.
func (a *App) NewWindow(title string) fyne.Window {
	a.Window = &Window{Window: a.App.NewWindow(title)}
	return a.Window
}

// Quit ends the program.
func (a *App) Quit() { a.Ended = true }

// Window is one of an App.
type Window struct {
	fyne.Window
	crossed func()
	dropped func(fyne.Position, []fyne.URI)
}

// SetCloseIntercept takes what the cross does.
func (w *Window) SetCloseIntercept(do func()) { w.crossed = do }

// SetOnDropped takes what a drop does.
func (w *Window) SetOnDropped(do func(fyne.Position, []fyne.URI)) { w.dropped = do }

// Cross presses the cross of the window.
func (w *Window) Cross() { w.crossed() }

// Drop drops files on the window.
func (w *Window) Drop(paths ...string) {
	var items []fyne.URI
	for _, each := range paths {
		items = append(items, storage.NewFileURI(each))
	}
	w.dropped(fyne.Position{}, items)
}
