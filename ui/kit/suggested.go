package kit

import (
	"cmp"
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

	// Doubted is taken by itself alone: whoever takes it has held it against the paper.
	Doubted bool
}

// suggested stands above the questions of a close form and says what is suggested for
// empty ones. One press takes all of it, as one deed, but for what is doubted: of that each
// has a press of its own.
type suggested[R any] struct {
	form    *Form[R]
	all     []Suggestion
	said    *widget.Label
	take    *Button
	doubted *fyne.Container
	doubts  string // what it says
	shown   *fyne.Container
}

func newSuggested[R any](f *Form[R]) *suggested[R] {
	s := &suggested[R]{form: f, said: Prose(""), doubted: container.NewVBox()}
	s.take = NewButton(T("kit.take-suggested"), theme.ContentPasteIcon(), f.TakeSuggested)
	s.shown = container.NewStack(NewGround(ColorCard, 8).Bordered(theme.ColorNameSeparator),
		Padded(6, container.NewVBox(Lines(Strong(T("kit.suggested")), s.said), container.NewHBox(s.take), s.doubted)))
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

// Suggested are the suggestions in sight that nothing is doubted of, as the clerk reads them.
func (f *Form[R]) Suggested() (said []string) {
	for _, each := range f.close.offer.open(false) {
		said = append(said, each.said())
	}
	return said
}

// Doubted are those in sight that are taken one by one.
func (f *Form[R]) Doubted() (said []string) {
	for _, each := range f.close.offer.open(true) {
		said = append(said, each.said())
	}
	return said
}

func (s Suggestion) said() string { return cmp.Or(s.Said, s.Text) }

// TakeSuggested takes those that nothing is doubted of, as one deed.
func (f *Form[R]) TakeSuggested() { f.takeSuggested(f.close.offer.open(false)) }

// TakeDoubted takes one that is doubted, by the key of its question.
func (f *Form[R]) TakeDoubted(key string) {
	f.takeSuggested(slices.DeleteFunc(f.close.offer.open(true), func(s Suggestion) bool { return s.Key != key }))
}

func (f *Form[R]) takeSuggested(open []Suggestion) {
	w := &typing{before: f.Texts()}
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

// open are those whose question has no answer, doubted ones or the others.
func (s *suggested[R]) open(doubted bool) (open []Suggestion) {
	for _, each := range s.all {
		a := s.form.ask(each.Key)
		if a != nil && each.Doubted == doubted && each.Text != "" && a.input.read() == "" && (each.While == nil || each.While()) {
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
	s, text, doubted := f.close.offer, strings.Join(f.Suggested(), " · "), f.close.offer.open(true)
	said := strings.Join(f.Doubted(), "\n")
	if shown := text+said != ""; text != s.said.Text || said != s.doubts || shown != s.shown.Visible() {
		s.said.SetText(text)
		Seen(s.said, text != "")
		Seen(s.take, text != "")
		s.doubts = said
		s.doubted.RemoveAll()
		for _, each := range doubted {
			s.doubted.Add(Border(nil, nil, nil, NewQuietButton(T("kit.take-doubted"), nil, func() { f.TakeDoubted(each.Key) }), Prose(T("kit.doubted", each.said()))))
		}
		Seen(s.shown, shown)
		f.grown()
	}
}
