package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Keys sends the keys of the window to what they do. Fyne gives a key to the
// focused widget alone; the kit's widgets pass on those that they have no use
// for, so that Alt+2 and F1 work from inside a field too.
type Keys struct {
	canvas fyne.Canvas
	plain  map[fyne.KeyName]func()
	combos map[string]func()
	tried  map[string]func() bool // that a page may have a use for
}

// windowKeys are those of the one window, to which the kit's widgets pass on.
var windowKeys *Keys

// NewKeys takes the keys of a canvas.
func NewKeys(c fyne.Canvas) *Keys {
	k := &Keys{canvas: c, plain: map[fyne.KeyName]func(){}, combos: map[string]func(){}, tried: map[string]func() bool{}}
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { k.pressed(ev) })
	windowKeys = k
	return k
}

// On binds a key that is pressed alone.
func (k *Keys) On(key fyne.KeyName, do func()) { k.plain[key] = do }

// With binds a key that is pressed together with Ctrl, Alt or both. On a Mac
// Ctrl stands for Command.
func (k *Keys) With(mod fyne.KeyModifier, key fyne.KeyName, do func()) {
	if mod == fyne.KeyModifierControl {
		mod = fyne.KeyModifierShortcutDefault
	}
	s := &desktop.CustomShortcut{KeyName: key, Modifier: mod}
	k.combos[s.ShortcutName()] = do
	k.canvas.AddShortcut(s, func(fyne.Shortcut) { do() })
}

// OnShortcut binds one of Fyne's own combinations (undo, redo). A text field has
// it for itself where do tells that the page has no use for it.
func (k *Keys) OnShortcut(s fyne.Shortcut, do func() bool) {
	k.tried[s.ShortcutName()] = do
	k.canvas.AddShortcut(s, func(fyne.Shortcut) { do() })
}

func (k *Keys) pressed(ev *fyne.KeyEvent) {
	if do := k.plain[ev.Name]; do != nil {
		do()
	}
}

// PassKey is how a widget outside the kit hands on a key that it has no use for.
func PassKey(ev *fyne.KeyEvent) { passKey(ev) }

// PassShortcut is how a widget outside the kit hands on a combination that it has no use for.
func PassShortcut(s fyne.Shortcut) { passCombo(s) }

// passKey hands a key that a widget has no use for to the window.
func passKey(ev *fyne.KeyEvent) {
	if windowKeys != nil {
		windowKeys.pressed(ev)
	}
}

// passCombo hands a combination of the window to it, and tells whether it was
// one.
func passCombo(s fyne.Shortcut) bool {
	if windowKeys == nil {
		return false
	}
	if try := windowKeys.tried[s.ShortcutName()]; try != nil {
		return try()
	}
	if windowKeys.combos[s.ShortcutName()] == nil {
		return false
	}
	windowKeys.combos[s.ShortcutName()]()
	return true
}

// Modifiers are the keys that are held besides; none where the screen cannot
// tell.
var Modifiers = func() fyne.KeyModifier {
	if d, is := fyne.CurrentApp().Driver().(desktop.Driver); is {
		return d.CurrentKeyModifiers()
	}
	return 0
}
