package pdf

import (
	"errors"

	"tram/local/pdf/cos"
)

// seat is a page of any PDF with what it inherits of its shape.
type seat struct {
	at     cos.Ref
	self   cos.Dict
	source []byte
	media  cos.Object
	crop   cos.Object
	turn   cos.Object

	resources       cos.Object
	resourcesSource []byte
	resourcesAt     cos.Ref // the object in which they stand: pages of the same one share them

	parent cos.Ref // in whose list of kids it stands, and where
	slot   int
	twin   bool // it stood in the tree before
}

// seatWalk goes through the page tree until it stands before one page, or
// through all of it.
type seatWalk struct {
	f     *cos.File
	left  int // pages before the one that is looked for
	nodes int
	seen  map[cos.Ref]bool
	twins bool // a page may stand in the tree twice
	found *seat
	each  func(seat) error // called with every page; nil: one is looked for
}

const (
	mostSeats     = 200_000
	mostTreeDepth = 500
)

var errPageTree = errors.New("the page tree is broken")

// page finds a page, from 0.
func (s *signing) page(index int) (seat, error) {
	w := seatWalk{f: s.f, left: index, seen: map[cos.Ref]bool{}}
	if err := w.node(s.catalog.Get("Pages"), seat{}, 0); err != nil {
		return seat{}, broken(err)
	}
	if w.found == nil || index < 0 {
		return seat{}, broken(errPageTree)
	}
	return *w.found, nil
}

func (w *seatWalk) node(o cos.Object, above seat, depth int) error {
	at, is := o.(cos.Ref)
	twin := w.seen[at]
	if w.nodes++; !is || twin && !w.twins || w.nodes > mostSeats || depth > mostTreeDepth {
		return errPageTree
	}
	w.seen[at] = true
	item, err := w.f.Follow(at)
	if err != nil {
		return err
	}
	d, is := item.Value.(cos.Dict)
	if !is || d.Twice() {
		return errPageTree
	}
	here := above
	here.at, here.self, here.source, here.twin = at, d, item.Source, twin
	for _, inherited := range []struct {
		key cos.Name
		to  *cos.Object
	}{{"MediaBox", &here.media}, {"CropBox", &here.crop}, {"Rotate", &here.turn}} {
		if v := d.Get(inherited.key); v != nil {
			*inherited.to = v
		}
	}
	here.provide()
	if d.Get("Kids") == nil {
		if w.each != nil {
			return w.each(here)
		}
		if w.left == 0 {
			w.found = &here
		}
		w.left--
		return nil
	}
	kids, err := w.f.List(d.Get("Kids"))
	if err != nil {
		return err
	}
	if twin && len(kids.Items) > 0 {
		return errPageTree
	}
	here.parent = at
	for slot, kid := range kids.Items {
		here.slot = slot
		if err := w.node(kid, here, depth+1); err != nil || w.found != nil {
			return err
		}
	}
	return nil
}

// provide notes the resources that a node of the tree says; a page without any has
// a place of its own for them.
func (s *seat) provide() {
	v := s.self.Get("Resources")
	if v == nil {
		if s.resources == nil {
			s.resourcesAt = s.at
		}
		return
	}
	s.resources, s.resourcesSource, s.resourcesAt = v, s.source, s.at
	if at, is := v.(cos.Ref); is {
		s.resourcesAt = at
	}
}

// annotate puts the widget of a signature on its page.
func (s *signing) annotate(page seat, widget cos.Ref) error {
	list, err := s.append(page.self.Get("Annots"), page.source, widget)
	if err != nil {
		return err
	}
	if list != "" {
		s.d.replace(page.at, page.self.With(page.source, cos.Set{Key: "Annots", Value: list}))
	}
	return nil
}
