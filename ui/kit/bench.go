package kit

import (
	"slices"
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Bench sets the parts of a desk side by side. Where there is no room for that, parts
// that are neighbours fold into tabs of one place, of which one is in front: nothing is
// ever out of reach. The first fold is where the page says, the next takes in the rest.
type Bench struct {
	widget.BaseWidget

	parts []*Part
	first int // parts first and first+1 are the first that fold
	front int // of the parts that are folded, the one that was brought forward last
	tabs  *fyne.Container
	order []fyne.CanvasObject
	lay   folds // as it is laid out
}

// Part is one of them.
type Part struct {
	Name string // on its tab
	Icon fyne.Resource
	Of   fyne.CanvasObject
	Wide float32 // in units of the screen; of the one that takes the rest, the least
	Rest bool    // it takes what the others leave

	slot *fyne.Container
	tab  *Button
}

// folds tells how far the parts are folded.
type folds int

const (
	unfolded folds = iota // each in a column of its own
	foldPair              // two of them in one place
	foldAll               // all of them
)

// NewBench lays parts out; first and the part right of it fold first. The part that
// takes the rest is in front until another is brought forward.
func NewBench(first int, parts ...*Part) *Bench {
	b := &Bench{parts: parts, first: first, tabs: container.NewHBox()}
	b.front = b.rest()
	for i, p := range parts {
		p.slot = container.NewStack(p.Of)
		p.tab = NewQuietButton(p.Name, p.Icon, func() { b.Turn(i) })
		b.tabs.Add(p.tab)
	}
	b.order = []fyne.CanvasObject{b.tabs}
	for _, p := range parts {
		b.order = append(b.order, p.slot)
	}
	b.ExtendBaseWidget(b)
	benches = append(slices.DeleteFunc(benches, func(w weak.Pointer[Bench]) bool { return w.Value() == nil }), weak.Make(b))
	b.show()
	return b
}

// benches are those of all pages of windows that are still there.
var benches []weak.Pointer[Bench]

// Turn brings a part forward, where it is folded with others.
func (b *Bench) Turn(part int) {
	b.front = part
	b.show()
	b.Refresh()
}

// next brings the next of the folded parts forward, and tells whether it was the last that
// was in front, or none is folded.
func (b *Bench) next() (last bool) {
	folded := b.folded()
	if len(folded) == 0 {
		return true
	}
	at := slices.IndexFunc(folded, func(i int) bool { return !b.Folded(i) })
	b.Turn(folded[(at+1)%len(folded)])
	return at == len(folded)-1
}

// Folded tells whether a part is behind another.
func (b *Bench) Folded(part int) bool { return !b.parts[part].slot.Visible() }

// Bring brings an object forward that lies in a folded part of any bench.
func Bring(o fyne.CanvasObject) {
	for _, w := range benches {
		b := w.Value()
		if b == nil {
			continue
		}
		for i, p := range b.parts {
			if b.Folded(i) && holds(p.Of, o) {
				b.Turn(i)
			}
		}
	}
}

// NextPart brings the next part of a page forward (F6), where its parts are folded. Where
// a part is a bench itself, that goes through its own parts first: each is reached.
func NextPart(page fyne.CanvasObject) {
	nextIn(page)
}

// nextIn tells whether all that is folded in an object has been in front.
func nextIn(o fyne.CanvasObject) (last bool) {
	last = true
	for _, b := range outermost(o) {
		inner := true
		for _, p := range b.parts {
			if p.slot.Visible() {
				inner = nextIn(p.Of) && inner
			}
		}
		last = inner && b.next() && last
	}
	return last
}

// outermost are the benches that are seen in an object, but for those in another of them.
func outermost(o fyne.CanvasObject) (all []*Bench) {
	switch o := o.(type) {
	case *Bench:
		return []*Bench{o}
	case *fyne.Container:
		for _, each := range o.Objects {
			if each.Visible() {
				all = append(all, outermost(each)...)
			}
		}
	case *container.Scroll:
		return outermost(o.Content)
	}
	return all
}

// folded are the parts that share a place.
func (b *Bench) folded() []int {
	switch b.lay {
	case foldPair:
		return []int{b.first, b.first + 1}
	case foldAll:
		all := make([]int, len(b.parts))
		for i := range all {
			all[i] = i
		}
		return all
	}
	return nil
}

// show shows the parts that have a place, and the tabs of those that share one.
func (b *Bench) show() {
	folded := b.folded()
	front := b.front
	if len(folded) > 0 && !slices.Contains(folded, front) {
		front = folded[0]
	}
	for i, p := range b.parts {
		behind := slices.Contains(folded, i)
		Seen(p.slot, !behind || i == front)
		Seen(p.tab, behind)
		p.tab.Importance = widget.LowImportance
		if behind && i == front {
			p.tab.Importance = widget.MediumImportance
		}
		p.tab.Refresh()
	}
	Seen(b.tabs, len(folded) > 0)
}

// fits tells how far the parts have to be folded in a width.
func (b *Bench) fits(wide float32) folds {
	need := func(skip int) (sum float32) {
		for i, p := range b.parts {
			if i != skip {
				sum += p.Wide + Gap
			}
		}
		return sum - Gap
	}
	switch narrower := min(b.parts[b.first].Wide, b.parts[b.first+1].Wide); {
	case need(-1) <= wide:
		return unfolded
	case len(b.parts) > 2 && need(-1)-narrower-Gap <= wide:
		return foldPair
	}
	return foldAll
}

// CreateRenderer lays the parts out for the room that there is.
func (b *Bench) CreateRenderer() fyne.WidgetRenderer { return &benchRenderer{b} }

type benchRenderer struct{ b *Bench }

func (r *benchRenderer) Destroy()                     {}
func (r *benchRenderer) Objects() []fyne.CanvasObject { return r.b.order }

// MinSize is that of the widest part in front, all of them folded.
func (r *benchRenderer) MinSize() (least fyne.Size) {
	for _, p := range r.b.parts {
		if p.slot.Visible() {
			least = least.Max(p.Of.MinSize())
		}
	}
	if r.b.tabs.Visible() {
		least.Height += r.b.tabs.MinSize().Height + theme.Size(theme.SizeNamePadding)
	}
	return least
}

func (r *benchRenderer) Refresh() {
	r.Layout(r.b.Size())
	for _, o := range r.b.order {
		o.Refresh()
	}
}

func (r *benchRenderer) Layout(s fyne.Size) {
	b := r.b
	if lay := b.fits(s.Width); lay != b.lay {
		b.lay = lay
		b.show()
	}
	x := float32(0)
	for i, wide := range b.widths(s.Width) {
		if wide == 0 {
			continue
		}
		r.set(i, x, wide, s.Height)
		x += wide + Gap
	}
}

// set sets a part into its place, the one that shares it at the same, below the tabs.
func (r *benchRenderer) set(i int, x, wide, high float32) {
	b, top := r.b, float32(0)
	if folded := b.folded(); slices.Contains(folded, i) {
		top = b.tabs.MinSize().Height
		b.tabs.Move(fyne.NewPos(x, 0))
		b.tabs.Resize(fyne.NewSize(wide, top))
		top += theme.Size(theme.SizeNamePadding)
		for _, j := range folded {
			b.parts[j].slot.Move(fyne.NewPos(x, top))
			b.parts[j].slot.Resize(fyne.NewSize(wide, high-top))
		}
		return
	}
	b.parts[i].slot.Move(fyne.NewPos(x, top))
	b.parts[i].slot.Resize(fyne.NewSize(wide, high-top))
}

// widths are those of the places, at the first part of each; 0 where a part shares the
// place of one before it. Those that take the rest have equal parts of what is left beyond
// the least of each.
func (b *Bench) widths(all float32) []float32 {
	wide, rests := make([]float32, len(b.parts)), map[int]bool{}
	folded := b.folded()
	for i, p := range b.parts {
		place := i
		if slices.Contains(folded, i) {
			place = folded[0]
		}
		rests[place] = rests[place] || p.Rest
		wide[place] = max(wide[place], p.Wide)
	}
	left, n := all+Gap, float32(0)
	for place, w := range wide {
		if w > 0 {
			left -= w + Gap
		}
		if w > 0 && rests[place] {
			n++
		}
	}
	for place, w := range wide {
		if w > 0 && rests[place] {
			wide[place] += left / n
		}
	}
	return wide
}

// rest is the first part that takes what the others leave.
func (b *Bench) rest() int {
	return slices.IndexFunc(b.parts, func(p *Part) bool { return p.Rest })
}

func (b *Bench) within() []fyne.CanvasObject { return b.order }
