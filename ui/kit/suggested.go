package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Suggestion is an answer that the clerk may take where there is none yet. It is nobody's
// word until it is taken.
type Suggestion struct {
	Key   string      // of its question
	Said  string      // as the clerk reads it; empty: as the answer
	Text  string      // the answer; empty: nothing is suggested
	While func() bool // nil: as long as there is no answer
}

// suggested stands above the questions of a close form and says what is suggested for
// empty ones. One press takes all of it, as one deed.
type suggested[R any] struct {
	form  *Form[R]
	all   []Suggestion
	said  *widget.Label
	shown *fyne.Container
}

func newSuggested[R any](f *Form[R]) *suggested[R] {
	s := &suggested[R]{form: f, said: Prose("")}
	take := NewButton(T("kit.take-suggested"), theme.ContentPasteIcon(), f.TakeSuggested)
	s.shown = container.NewStack(NewGround(ColorCard, 8).Bordered(theme.ColorNameSeparator),
		Padded(6, container.NewVBox(Lines(Strong(T("kit.suggested")), s.said), container.NewHBox(take))))
	s.shown.Hide()
	return s
}

// Suggest suggests answers instead of those suggested so far.
func (f *Form[R]) Suggest(all ...Suggestion) {
	if f.close != nil {
		f.close.offer.all = all
		f.reoffer()
	}
}

// Suggested are the suggestions in sight, as the clerk reads them.
func (f *Form[R]) Suggested() (said []string) {
	for _, each := range f.close.offer.open() {
		if each.Said == "" {
			each.Said = each.Text
		}
		said = append(said, each.Said)
	}
	return said
}

// TakeSuggested takes them, as one deed.
func (f *Form[R]) TakeSuggested() {
	w, open := &typing{before: f.Texts()}, f.close.offer.open()
	f.quietly(func(a *Ask[R]) {
		if i := slices.IndexFunc(open, func(each Suggestion) bool { return each.Key == a.Key }); i >= 0 {
			a.input.write(open[i].Text)
		}
	})
	if w.after = f.Texts(); slices.Equal(w.before, w.after) {
		return
	}
	f.Begin()
	if f.deeds.deeds != nil {
		f.deeds.deeds.Did(f.deed(T("kit.did-take"), w))
	}
	f.rest()
}

// open are those whose question has no answer.
func (s *suggested[R]) open() (open []Suggestion) {
	for _, each := range s.all {
		a := s.form.ask(each.Key)
		if a != nil && each.Text != "" && a.input.read() == "" && (each.While == nil || each.While()) {
			open = append(open, each)
		}
	}
	return open
}

// reoffer says what can be taken by now.
func (f *Form[R]) reoffer() {
	if f.close == nil {
		return
	}
	s, text := f.close.offer, strings.Join(f.Suggested(), " · ")
	if shown := text != ""; text != s.said.Text || shown != s.shown.Visible() {
		s.said.SetText(text)
		Seen(s.shown, shown)
		f.grown()
	}
}
