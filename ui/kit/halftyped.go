package kit

import (
	"context"
	"encoding/json"

	"fyne.io/fyne/v2"
)

// Drawer keeps what is half typed until the window opens again. Its words are nobody's
// record yet.
type Drawer interface {
	HalfTyped(ctx context.Context, name string) (words string, err error) // empty: nothing
	KeepHalfTyped(ctx context.Context, name, words string) error
}

// plainDrawer is that of a window that has no office yet: a file of the toolkit, in the
// clear.
type plainDrawer struct{ fyne.Preferences }

func (d plainDrawer) HalfTyped(_ context.Context, name string) (string, error) {
	return d.String(name), nil
}

func (d plainDrawer) KeepHalfTyped(_ context.Context, name, words string) error {
	if words == "" {
		d.RemoveValue(name)
	} else {
		d.SetString(name, words)
	}
	return nil
}

// HalfTyped keeps what a clerk typed into a form that is saved by a press of its
// button, and did not press: such words outlive the window, of whoever works at it
// (Desk.Who), in the drawer of the desk. Nothing secret may be typed there.
type HalfTyped[T any] struct {
	draft *Draft[string]
	name  string
	plain string // its name where nobody has an account
	read  func() (T, bool)
	open  bool // the form shows what is saved, so that what differs was typed
	desk  *Desk

	drawer Drawer
	clear  plainDrawer // in which an earlier program left words of an office
}

// NewHalfTyped keeps the words of the form of that name; read tells them, and
// whether they differ from what is saved.
func NewHalfTyped[T any](desk *Desk, name string, read func() (T, bool)) *HalfTyped[T] {
	h := &HalfTyped[T]{draft: NewDraft[string](desk), name: "half-typed." + name, plain: "half-typed." + name, read: read, desk: desk, clear: plainDrawer{fyne.CurrentApp().Preferences()}}
	h.drawer = h.clear
	if desk.Drawer != nil {
		h.drawer = desk.Drawer
	}
	if desk.Who != "" {
		h.name += "." + desk.Who
	}
	h.draft.Read = func() (string, bool) { return h.words(), h.open }
	h.draft.Of = func(string) string { return h.name }
	h.draft.Title = func(string) string { return name }
	h.draft.Same = func(a, b string) bool { return a == b }
	h.draft.Save = func(ctx context.Context, words string) (string, error) {
		return words, h.drawer.KeepHalfTyped(ctx, h.name, words)
	}
	h.draft.Ended = func(string, string, error) bool { return false }
	h.draft.Begin(h.in(h.drawer, h.name))
	return h
}

// words are the typed ones; empty where they are saved.
func (h *HalfTyped[T]) words() string {
	typed, news := h.read()
	if !news {
		return ""
	}
	words, err := json.Marshal(typed)
	if err != nil {
		return ""
	}
	return string(words)
}

// Typed keeps the words once the typing rests.
func (h *HalfTyped[T]) Typed() { h.draft.Typed() }

// Open gives the words that were left half typed when the window closed, once:
// from now on the form shows what is saved, or these.
func (h *HalfTyped[T]) Open() (left T, there bool) {
	if h.open {
		return left, false
	}
	h.open = true
	words := h.in(h.drawer, h.name)
	for _, other := range []struct {
		in   Drawer
		name string
	}{{h.drawer, h.plain}, {h.clear, h.name}, {h.clear, h.plain}} {
		if words == "" { // whoever comes first goes on with what was nobody's, or lay in the clear
			words = h.taken(other.in, other.name)
		}
	}
	h.draft.Begin(words)
	if words == "" || json.Unmarshal([]byte(words), &left) != nil {
		return left, false
	}
	return left, true
}

// in are the words that lie in a drawer.
func (h *HalfTyped[T]) in(d Drawer, name string) string {
	words, err := d.HalfTyped(h.desk.Context(), name)
	Explain(err) // why they cannot be read goes to the log
	return words
}

// taken are words that lay elsewhere, where they are no more once they lie under the name
// of this form.
func (h *HalfTyped[T]) taken(from Drawer, name string) string {
	words := h.in(from, name)
	if words == "" || name == h.name && from == h.drawer {
		return words
	}
	ctx := h.desk.Context()
	err := h.drawer.KeepHalfTyped(ctx, h.name, words)
	if err == nil {
		err = from.KeepHalfTyped(ctx, name, "")
	}
	Explain(err)
	return words
}
