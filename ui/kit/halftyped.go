package kit

import (
	"context"
	"encoding/json"

	"fyne.io/fyne/v2"
)

// HalfTyped keeps what a clerk typed into a form that is saved by a press of its
// button, and did not press: such words outlive the window, on this account of
// this computer and of whoever works at it (Desk.Who), and are no one's record yet.
// Nothing secret may be typed there.
type HalfTyped[T any] struct {
	draft *Draft[string]
	name  string
	plain string // its name where nobody has an account
	read  func() (T, bool)
	open  bool // the form shows what is saved, so that what differs was typed
	kept  fyne.Preferences
}

// NewHalfTyped keeps the words of the form of that name; read tells them, and
// whether they differ from what is saved.
func NewHalfTyped[T any](desk *Desk, name string, read func() (T, bool)) *HalfTyped[T] {
	h := &HalfTyped[T]{draft: NewDraft[string](desk), name: "half-typed." + name, plain: "half-typed." + name, read: read, kept: fyne.CurrentApp().Preferences()}
	if desk.Who != "" {
		h.name += "." + desk.Who
	}
	h.draft.Read = func() (string, bool) { return h.words(), h.open }
	h.draft.Of = func(string) string { return h.name }
	h.draft.Title = func(string) string { return name }
	h.draft.Same = func(a, b string) bool { return a == b }
	h.draft.Save = func(_ context.Context, words string) (string, error) {
		h.kept.SetString(h.name, words)
		return words, nil
	}
	h.draft.Ended = func(string, string, error) bool { return false }
	h.draft.Begin(h.kept.String(h.name))
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
	words := h.kept.String(h.name)
	if words == "" && h.name != h.plain { // whoever comes first goes on with what was nobody's
		words = h.kept.String(h.plain)
		h.kept.RemoveValue(h.plain)
	}
	if words == "" || json.Unmarshal([]byte(words), &left) != nil {
		return left, false
	}
	return left, true
}
