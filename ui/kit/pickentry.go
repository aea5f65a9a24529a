package kit

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tram/ui/kit/folder"
)

// pickEntry is a field of the picker: the keys of the page below do not pass.
type pickEntry struct {
	Entry
	p      *picker
	onDown func() // may be nil
}

func newPickEntry(p *picker) *pickEntry {
	e := &pickEntry{p: p}
	e.Wrapping, e.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey empties the field by Esc, and leaves the picker where it is empty.
func (e *pickEntry) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyEscape && e.p.find == e && e.Text != "":
		e.SetText("")
	case ev.Name == fyne.KeyEscape:
		e.p.close()
	case ev.Name == fyne.KeyDown && e.onDown != nil:
		e.onDown()
	default:
		e.Entry.Entry.TypedKey(ev)
	}
}

// TypedShortcut leaves the picker's combinations to it.
func (e *pickEntry) TypedShortcut(s fyne.Shortcut) {
	if !e.p.combo(s) {
		e.Entry.Entry.TypedShortcut(s)
	}
}

// combo does what a combination means in the picker, and tells whether it was one: of
// those of the window, the lock and Ctrl+Enter are known here.
func (p *picker) combo(s fyne.Shortcut) bool {
	c, is := s.(*desktop.CustomShortcut)
	switch {
	case !is:
		return false
	case c.KeyName == fyne.KeyUp && c.Modifier == fyne.KeyModifierAlt:
		p.up()
	case c.KeyName == fyne.KeyReturn, c.KeyName == fyne.KeyEnter, c.KeyName == fyne.KeyL:
		return passCombo(s)
	}
	return true
}

// pathEntry shows where one is, and takes a path: the folders that fit what is being typed
// hang below it.
type pathEntry struct {
	pickEntry
	hanger *Hanger
	shown  string // what it says of the folder in sight
	fits   []Option
	at     int // of those, lit; -1: none
	drop   context.CancelFunc
}

func newPathEntry(p *picker) *pathEntry {
	e := &pathEntry{hanger: NewHanger(), at: -1}
	e.p, e.Wrapping, e.Scroll = p, fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	e.ExtendBaseWidget(e)
	e.OnChanged = func(string) { e.offer() }
	e.OnSubmitted = func(string) { e.submit() }
	return e
}

// put shows the folder in sight.
func (e *pathEntry) put(dir string) {
	e.shown = Foreign(dir)
	e.SetText(e.shown)
	e.CursorColumn = len([]rune(e.shown))
	e.hide()
}

func (e *pathEntry) hide() {
	if e.drop != nil {
		e.drop()
	}
	e.fits, e.at = nil, -1
	e.hanger.Take(e)
}

// offer finds the folders that fit.
func (e *pathEntry) offer() {
	e.hide()
	if e.Text == e.shown {
		return
	}
	ctx, drop := context.WithCancel(e.p.ctx)
	e.drop = drop
	text, from := e.Text, e.p.dir
	Load(ctx, func(ctx context.Context) ([]string, error) { return folder.Complete(ctx, text, from, home()), nil }, func(found []string, _ error) {
		e.fits = nil
		for _, dir := range found {
			e.fits = append(e.fits, Option{Key: dir, Name: Foreign(filepath.Base(dir))})
		}
		e.hang()
	})
}

func (e *pathEntry) hang() { e.hanger.Hang(e, e.fits, e.at, e.take) }

func (e *pathEntry) take(o Option) {
	e.hide()
	e.p.goTo(o.Key)
}

// submit goes where was typed, or to the one that is lit.
func (e *pathEntry) submit() {
	if e.at >= 0 && e.at < len(e.fits) {
		e.take(e.fits[e.at])
		return
	}
	e.hide()
	e.p.typedPath(e.Text)
}

// FocusLost takes the list away.
func (e *pathEntry) FocusLost() {
	e.pickEntry.FocusLost()
	e.hide()
}

// TypedKey walks through the folders that hang below.
func (e *pathEntry) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyDown && len(e.fits) > 0:
		e.at = min(e.at+1, len(e.fits)-1)
		e.hang()
	case ev.Name == fyne.KeyUp && len(e.fits) > 0:
		e.at = max(e.at-1, 0)
		e.hang()
	case ev.Name == fyne.KeyDown:
		e.p.desk.Focus(e.p.list)
	case ev.Name == fyne.KeyEscape && e.Text != e.shown:
		e.put(e.p.dir)
	default:
		e.pickEntry.TypedKey(ev)
	}
}

func home() string {
	dir, err := os.UserHomeDir()
	if err != nil {
		return string(filepath.Separator)
	}
	return dir
}

// typedPath goes to the folder that was typed, or takes the file.
func (p *picker) typedPath(text string) {
	if text == p.path.shown {
		p.goTo(p.dir)
		return
	}
	path := folder.Typed(text, p.dir, home())
	p.enter(path, func(ctx context.Context) (a arrival, err error) {
		e, err := folder.Look(ctx, path)
		switch {
		case err != nil:
			return a, err
		case e.Folder:
			return p.read(ctx, path)
		case p.saving == nil && !folder.Fits(e.Name, p.endings):
			return a, folder.OtherKind.About(Foreign(e.Name), endingsSaid(p.endings))
		}
		a, err = p.read(ctx, filepath.Dir(path))
		a.file = path
		return a, err
	})
}

// named ticks a file of which the path was typed, or takes its name.
func (p *picker) named(path string) {
	if p.saving != nil {
		p.name.SetText(filepath.Base(path))
		p.desk.Focus(p.name)
		return
	}
	if !p.many {
		clear(p.chosen)
	}
	p.chosen[path] = true
	p.ticked()
	p.desk.Focus(p.accept)
}
