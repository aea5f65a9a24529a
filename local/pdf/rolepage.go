package pdf

import (
	"slices"

	"tram/local/pdf/cos"
)

// pageTree compares the pages in their order: of a page only its annotations may
// change.
func (c *comparison) pageTree(was, is cos.Object) {
	if !cos.Same(was, is) {
		c.content(placeTree)
		return
	}
	c.node(is, seat{}, 0)
}

// node compares a node of the tree, or a page.
func (c *comparison) node(o cos.Object, above seat, depth int) {
	at, by := o.(cos.Ref)
	if !by || depth > mostTreeDepth || c.pages > mostSeats {
		c.lead(o, "", roleKept, placeTree)
		return
	}
	item, err := c.now.f.Follow(at)
	d, dict := item.Value.(cos.Dict)
	if err != nil || !dict {
		c.lead(o, "", roleKept, placeTree)
		return
	}
	here := above
	here.at, here.self = at, d
	here.inherit()
	if d.Get("Kids") == nil {
		c.pages++
		c.page(at, here, c.pages-1)
		return
	}
	if c.roles[at.Num] == rolePages {
		c.lead(o, "", roleKept, placeTree)
		return
	}
	c.take(at.Num, rolePages)
	then, now, ok := c.dicts(at, at, rolePages, placeTree)
	if !ok {
		return
	}
	each(then, now, func(key cos.Name, was, is cos.Object) {
		if key != "Kids" {
			c.stay(key, was, is, placeTree)
		}
	})
	c.kids(then.Get("Kids"), now.Get("Kids"), here, depth)
}

func (c *comparison) kids(was, is cos.Object, here seat, depth int) {
	then, now, ok := c.lists(was, is, rolePages, placeTree)
	if !ok {
		return
	}
	if !slices.EqualFunc(then, now, cos.Same) {
		c.content(placeTree)
		return
	}
	for _, kid := range now {
		c.node(kid, here, depth+1)
	}
}

// page compares a page.
func (c *comparison) page(at cos.Ref, here seat, index int) {
	if c.roles[at.Num] == rolePage {
		return // it stands in the tree again
	}
	then, now, ok := c.dicts(at, at, rolePage, placePage(index))
	if !ok {
		return
	}
	place := placePage(index)
	each(then, now, func(key cos.Name, was, is cos.Object) {
		if key != "Annots" {
			c.stay(key, was, is, place)
		}
	})
	c.annotations(then.Get("Annots"), now.Get("Annots"), here, index)
}

// annotations compares two lists: the older ones must all be there, in their
// order.
func (c *comparison) annotations(was, is cos.Object, page seat, index int) {
	then, now, ok := c.lists(was, is, roleList, placePage(index))
	if !ok {
		return
	}
	if len(now) < len(then) {
		c.content(placePage(index))
		return
	}
	for i, o := range then {
		at, by := o.(cos.Ref)
		if !by || !cos.Same(o, now[i]) {
			c.stay("", o, now[i], placePage(index))
			continue
		}
		c.oldAnnotation(at, page, index)
	}
	for _, o := range now[len(then):] {
		c.annotation(o, page, index)
	}
}

// oldAnnotation compares one that was there before: a field has rules of its own.
func (c *comparison) oldAnnotation(at cos.Ref, page seat, index int) {
	if a := c.arrivals[at]; a != nil {
		c.lies(a, page, index)
		return
	}
	if r := c.roles[at.Num]; r == roleField || r == roleNote {
		return
	}
	c.oldNote(at, page, index)
}

// annotation judges one that came.
func (c *comparison) annotation(o cos.Object, page seat, index int) {
	at, by := o.(cos.Ref)
	a := c.arrivals[at]
	switch {
	case !by || a != nil && (!a.fresh || a.self.Get("Subtype") != cos.Name("Widget")):
		c.content(placePage(index))
	case a != nil:
		c.lies(a, page, index)
	case !c.fresh(at) || c.roles[at.Num] != roleKept && c.roles[at.Num] != roleNote:
		c.content(placePage(index))
	default:
		c.newNote(at, page, index)
	}
}

// inherit takes over what a node says of the shape of its pages.
func (s *seat) inherit() {
	for _, inherited := range []struct {
		key cos.Name
		to  *cos.Object
	}{{"MediaBox", &s.media}, {"CropBox", &s.crop}, {"Rotate", &s.turn}} {
		if v := s.self.Get(inherited.key); v != nil {
			*inherited.to = v
		}
	}
}
