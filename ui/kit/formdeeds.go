package kit

import "slices"

// formDeeds makes what is typed in a form deeds that can be taken back.
type formDeeds struct {
	deeds   *Deeds   // nil: nothing is remembered
	saved   func()   // saves words that were put back
	known   []string // what stands in the form, as the deeds know it
	writing *typing  // what is being typed; nil: the next word is a deed of its own
}

// typing is what is being typed in one field.
type typing struct {
	field         int
	before, after []string
	deed          *Deed
}

// Remember makes each answer a deed that can be taken back; saved is told when older
// words stand in the form again.
func (f *Form[R]) Remember(deeds *Deeds, saved func()) { f.deeds.deeds, f.deeds.saved = deeds, saved }

// Begin begins the deeds of another record, as the form shows it by now.
func (f *Form[R]) Begin() { f.deeds.known, f.deeds.writing = f.Texts(), nil }

// Rest ends what was being typed: what is typed next is another deed.
func (f *Form[R]) Rest() { f.deeds.writing = nil }

// Typed says that the clerk typed something into a widget of the page's own.
func (f *Form[R]) Typed() { f.typed(&Ask[R]{}) }

// Left says that such a widget was left.
func (f *Form[R]) Left() { f.left(&Ask[R]{}) }

// Chosen says that the clerk chose something in one, which is typed and left at once.
func (f *Form[R]) Chosen() { f.chosen(&Ask[R]{}) }

// Texts is all that stands in the form but for passwords, in the order of the questions.
func (f *Form[R]) Texts() []string {
	all := make([]string, len(f.asks))
	for i, a := range f.asks {
		if a.secret == nil {
			all[i] = a.input.read()
		}
	}
	return all
}

// wrote remembers what the clerk typed or chose: one deed a field, until the typing
// rests or something else is done. Letters that changed another field besides belong
// to the same deed.
func (f *Form[R]) wrote() {
	d := &f.deeds
	if d.deeds == nil {
		return
	}
	before, now := d.known, f.Texts()
	i := firstChanged(before, now)
	if i < 0 {
		return
	}
	d.known = now
	if w := d.writing; w != nil && w.field == i && w.deed == d.deeds.Last() {
		w.after = now
		return
	}
	w := &typing{field: i, before: before, after: now}
	w.deed = d.deeds.Did(f.deed(T("kit.did-write", f.asks[i].Said), w))
	d.writing = w
}

// deed is what was typed, as something that can be taken back.
func (f *Form[R]) deed(said string, w *typing) Deed {
	return Deed{Said: said,
		Back:  func(ended func(bool)) { f.rewrite(w.after, w.before); ended(true) },
		Again: func(ended func(bool)) { f.rewrite(w.before, w.after); ended(true) }}
}

// rewrite puts those answers that a deed changed as they were before, or after it.
func (f *Form[R]) rewrite(from, to []string) {
	now := f.Texts()
	i := -1
	f.quietly(func(a *Ask[R]) {
		if i = slices.Index(f.asks, a); from[i] != to[i] && now[i] != to[i] {
			a.input.write(to[i])
		}
	})
	f.Begin()
	f.reoffer()
	f.deeds.saved()
}

// firstChanged is the first text that differs; -1: none.
func firstChanged(a, b []string) int {
	for i := range b {
		if i >= len(a) || a[i] != b[i] {
			return i
		}
	}
	return -1
}
