package kit

import (
	"cmp"
	"image"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// Suggestion is an answer that the clerk may take where there is none yet, in a field of
// words. It is nobody's word until it is taken.
type Suggestion struct {
	Key   string      // of its question
	Said  string      // as the clerk reads it; empty: as the answer
	Text  string      // the answer; empty: nothing is suggested
	While func() bool // nil: as long as there is no answer

	// Doubted says in words that it is not sure: whoever takes it has held it against the
	// paper.
	Doubted bool
	Group   string      // those of one group stand on the page as one, and are taken as one; empty: it stands alone
	Strip   image.Image // of the page where it was read; nil: none is at hand
}

func (s Suggestion) said() string { return cmp.Or(s.Said, s.Text) }

// suggested has each suggestion stand in the empty field of its question, faintly. With the
// keyboard in that field a card hangs below it, over the page and moving nothing: it shows
// where the words were read, and takes them or leaves them by one key.
type suggested[R any] struct {
	form *Form[R]
	card *offerCard // nil: nothing hangs anywhere
	all  []Suggestion
	left map[string]bool // by their keys: the clerk answers otherwise
	at   string          // the question below which the card hangs; empty: none
}

// OffersOn has what is suggested for the fields of a close form hang on h.
func (f *Form[R]) OffersOn(h *Hanger) *Form[R] {
	s := f.close.offer
	s.card = newOfferCard(h)
	s.card.take.do, s.card.leave.do = func() { f.TakeSuggested(s.at) }, func() { f.LeaveSuggested(s.at) }
	s.card.do = func() { s.lead(s.at) }
	return f
}

// Suggest suggests answers instead of those suggested so far.
func (f *Form[R]) Suggest(all ...Suggestion) {
	if f.close != nil {
		f.close.offer.all, f.close.offer.left = all, map[string]bool{}
		f.reoffer()
	}
}

// Suggested are the suggestions in sight by the keys of their questions, in the order in
// which they are asked.
func (f *Form[R]) Suggested() (keys []string) {
	for _, each := range f.close.offer.open() {
		keys = append(keys, each.Key)
	}
	return keys
}

// SaidOf is a suggestion in sight as the clerk reads it; empty: there is none.
func (f *Form[R]) SaidOf(key string) string {
	said, doubted := saidOf(f.close.offer.group(key))
	if doubted {
		return T("kit.doubted-in", said)
	}
	return said
}

func saidOf(group []Suggestion) (said string, doubted bool) {
	all := make([]string, len(group))
	for i, each := range group {
		all[i], doubted = each.said(), doubted || each.Doubted
	}
	return strings.Join(all, " · "), doubted
}

// Offering is the question below which a suggestion is shown; empty: none is.
func (f *Form[R]) Offering() string { return f.close.offer.at }

// TakeSuggested takes the suggestion for a question, with those of its group, as one deed,
// and leads to the next.
func (f *Form[R]) TakeSuggested(key string) {
	s := f.close.offer
	group, w := s.group(key), &typing{before: f.Texts()}
	if len(group) == 0 {
		return
	}
	f.quietly(func(a *Ask[R]) {
		if i := slices.IndexFunc(group, func(each Suggestion) bool { return each.Key == a.Key }); i >= 0 {
			a.input.write(group[i].Text)
			entryOf(a).toEnd()
		}
	})
	if w.after = f.Texts(); slices.Equal(w.before, w.after) {
		return
	}
	f.Begin()
	if f.deeds.deeds != nil {
		f.deeds.deeds.Did(f.deed(T("kit.did-take", f.ask(key).Said), w))
	}
	f.rest()
	s.next(key)
}

// LeaveSuggested lets go of the suggestion for a question, with those of its group: the
// clerk answers otherwise.
func (f *Form[R]) LeaveSuggested(key string) {
	s := f.close.offer
	for _, each := range s.group(key) {
		s.left[each.Key] = true
	}
	f.reoffer()
	s.lead(key)
}

// ToSuggested leads the keyboard to the first suggestion, and tells whether there is one.
func (f *Form[R]) ToSuggested() bool {
	open := f.close.offer.open()
	if len(open) > 0 {
		f.close.offer.lead(open[0].Key)
	}
	return len(open) > 0
}

// next leads to the suggestion after one that was taken, else to the first.
func (s *suggested[R]) next(key string) {
	open := s.open()
	if len(open) == 0 {
		s.lead(key)
		return
	}
	after := slices.IndexFunc(open, func(each Suggestion) bool { return s.rank(each.Key) > s.rank(key) })
	s.lead(open[max(after, 0)].Key)
}

func (s *suggested[R]) rank(key string) int {
	return slices.IndexFunc(s.form.asks, func(a *Ask[R]) bool { return a.Key == key })
}

// lead leads the keyboard to the field of a question.
func (s *suggested[R]) lead(key string) {
	a := s.form.ask(key)
	if a == nil {
		return
	}
	if on, is := a.input.first().(interface {
		fyne.CanvasObject
		fyne.Focusable
	}); is {
		focusOn(on)
	}
}

// open are those whose question is asked and has no answer, in the order of the questions.
func (s *suggested[R]) open() (open []Suggestion) {
	for _, a := range s.form.asks {
		if each, is := s.of(a); is {
			open = append(open, each)
		}
	}
	return open
}

// of is what is suggested for a question now.
func (s *suggested[R]) of(a *Ask[R]) (one Suggestion, is bool) {
	i := slices.IndexFunc(s.all, func(each Suggestion) bool { return each.Key == a.Key && each.Text != "" })
	if i < 0 || s.left[a.Key] || entryOf(a) == nil || a.input.read() != "" || !a.row().Visible() {
		return one, false
	}
	one = s.all[i]
	return one, one.While == nil || one.While()
}

// group are the suggestions in sight that are taken with the one for a question.
func (s *suggested[R]) group(key string) (group []Suggestion) {
	open := s.open()
	i := slices.IndexFunc(open, func(each Suggestion) bool { return each.Key == key })
	if i < 0 {
		return nil
	}
	of := open[i].Group
	return slices.DeleteFunc(open, func(each Suggestion) bool { return each.Key != key && (of == "" || each.Group != of) })
}

// entryOf is the field of words that answers a question; nil: none does.
func entryOf[R any](a *Ask[R]) *Entry {
	switch on := a.input.first().(type) {
	case *Entry:
		return on
	case *Offered:
		return &on.Entry
	case *Choice:
		return &on.Entry
	}
	return nil
}

// reoffer has what can be taken by now stand in the fields, and nothing else.
func (f *Form[R]) reoffer() {
	if f.close == nil {
		return
	}
	s := f.close.offer
	for _, a := range f.asks {
		e := entryOf(a)
		if e == nil {
			continue
		}
		var o *offering
		if one, is := s.of(a); is {
			o = s.offering(a, one)
		}
		e.offer(o)
	}
	if s.at != "" && len(s.group(s.at)) == 0 {
		s.hide()
	}
}

// offering is a suggestion in the field of its question.
func (s *suggested[R]) offering(a *Ask[R], one Suggestion) *offering {
	named := T("kit.offered-in", one.said())
	if one.Doubted {
		named = T("kit.doubted-in", one.said())
	}
	return &offering{
		said: one.said(), named: named,
		show: func() { s.show(a) },
		hide: func() { s.lost(a.Key) },
		key:  func(ev *fyne.KeyEvent) bool { return s.key(a.Key, ev) },
	}
}

// show hangs the card below a question.
func (s *suggested[R]) show(a *Ask[R]) {
	group := s.group(a.Key)
	if len(group) == 0 || s.card == nil {
		return
	}
	said, doubted := saidOf(group)
	var strip image.Image
	for _, each := range group {
		if strip == nil {
			strip = each.Strip
		}
	}
	s.at = a.Key
	s.card.say(said, doubted, strip)
	s.card.hang(a.input.shown)
}

// key takes or leaves what the card shows, and tells whether it was that key.
func (s *suggested[R]) key(key string, ev *fyne.KeyEvent) bool {
	if s.at != key || !s.card.hangs() {
		return false
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		s.form.TakeSuggested(key)
	case fyne.KeyEscape:
		s.form.LeaveSuggested(key)
	default:
		return false
	}
	return true
}

// lost takes the card away with the keyboard, unless the mouse is about to press it.
func (s *suggested[R]) lost(key string) {
	if s.at == key && !s.card.held {
		s.hide()
	}
}

func (s *suggested[R]) hide() {
	s.at = ""
	s.card.drop()
}
