package pdf

import (
	"tram/local/pdf/cos"
)

// noteKinds are annotations that mark or comment what is there. Others can lie
// over the page and show something else in its place.
var noteKinds = map[cos.Name]bool{
	"Text": true, "Popup": true, "Highlight": true, "Underline": true, "Squiggly": true, "StrikeOut": true, "Caret": true,
}

// A later signature or note may cover so much of a page, or so many square
// points on a small one: a greater one hides what was signed.
const (
	mostOfPage = 0.25
	mostOfAny  = 280 * 70
	mostSign   = 32 // points: the side of a sign that a note is clicked by
)

// a4 stands for the page of a field that names none, in points.
var a4 = box{0, 0, 595, 842}

// pages explains pages and their lists of annotations, and notes that were
// there before.
func (c *comparison) pages() error {
	for num := range c.changed {
		if c.explained[num] {
			continue
		}
		gen, _ := c.then.f.Gen(num)
		at := cos.Ref{Num: num, Gen: gen}
		value, err := c.then.f.Value(at)
		if err != nil {
			continue // it stays unexplained
		}
		switch v := value.(type) {
		case cos.Dict:
			if v.Get("Type") == cos.Name("Page") {
				err = c.page(at, v)
			} else if kind, is := v.Get("Subtype").(cos.Name); is && noteKinds[kind] && v.Get("Rect") != nil {
				err = c.oldNote(at, v)
			}
		case cos.Array:
			err = c.annotationList(at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// page compares a page: only its annotations may change.
func (c *comparison) page(at cos.Ref, then cos.Dict) error {
	now, err := c.now.f.Dict(at)
	if err != nil {
		return err
	}
	c.explained[at.Num] = true
	if now.Twice() || now.To == 0 {
		c.note(Content)
		return nil
	}
	keys(then, now, func(key cos.Name, _, _ cos.Object) {
		if key != "Annots" {
			c.note(Content)
		}
	})
	return c.annotations(then.Get("Annots"), now.Get("Annots"), then)
}

// annotationList explains a list of annotations that stands by itself: every
// page that has it as its own.
func (c *comparison) annotationList(at cos.Ref) error {
	for from := range c.referrers[at.Num] {
		gen, _ := c.then.f.Gen(from)
		page, err := c.then.f.Dict(cos.Ref{Num: from, Gen: gen})
		if err != nil {
			return err
		}
		if page.Get("Type") != cos.Name("Page") || page.Get("Annots") != at {
			return nil
		}
		uses := 0
		cos.Refs(page, func(r cos.Ref) {
			if r == at {
				uses++
			}
		})
		if uses != 1 {
			return nil
		}
		if err := c.annotations(at, at, page); err != nil {
			return err
		}
	}
	c.explained[at.Num] = true
	return nil
}

// annotations compares two lists: the older ones must all be there, in their
// order.
func (c *comparison) annotations(before, after cos.Object, page cos.Dict) error {
	then, err := c.then.f.List(before)
	if err != nil {
		return err
	}
	now, err := c.now.f.List(after)
	if err != nil {
		return err
	}
	if len(now.Items) < len(then.Items) {
		c.note(Content)
		return nil
	}
	for i, o := range then.Items {
		if !cos.Same(o, now.Items[i]) {
			c.note(Content)
		}
	}
	for _, o := range now.Items[len(then.Items):] {
		if err := c.annotation(o, page); err != nil {
			return err
		}
	}
	return nil
}

// annotation judges one that came.
func (c *comparison) annotation(o cos.Object, page cos.Dict) error {
	at, is := o.(cos.Ref)
	d, err := c.now.f.Dict(o)
	if err != nil {
		return err
	}
	kind, _ := d.Get("Subtype").(cos.Name)
	switch {
	case !is || d.Twice():
		c.note(Content)
	case c.widgets[at] && kind == "Widget":
		return c.signatureShows(at, d, page)
	case !c.fresh(at) || !noteKinds[kind] || d.Get("AP") != nil && !c.fits(d, page):
		c.note(Content)
	default:
		return c.noteShows(d, kind)
	}
	return nil
}

// signatureShows judges how a signature that came lies on its page.
func (c *comparison) signatureShows(at cos.Ref, d, page cos.Dict) error {
	if !c.fits(d, page) {
		c.note(Content)
		return nil
	}
	could, err := c.covers(d, true)
	if could {
		c.over = append(c.over, at)
	}
	return err
}

// noteShows judges the look that a note brings along: it marks what is there,
// or is a sign to click on.
func (c *comparison) noteShows(d cos.Dict, kind cos.Name) error {
	c.note(Annotated)
	corners, err := c.now.f.List(d.Get("Rect"))
	if err != nil {
		return err
	}
	place, ok := rectangle(corners)
	if ok && (kind == "Text" || kind == "Caret") && max(place.width(), place.height()) <= mostSign {
		return nil
	}
	could, err := c.covers(d, false)
	if could {
		c.note(Content)
	}
	return err
}

// fits tells whether a signature or a note leaves most of the page to be seen.
func (c *comparison) fits(widget, page cos.Dict) bool {
	corners, err := c.now.f.List(widget.Get("Rect"))
	if err != nil {
		return false
	}
	rect, ok := rectangle(corners)
	return ok && rect.area() <= max(mostOfAny, mostOfPage*c.pageArea(page))
}

// pageArea is the size of a page in its own units, which it may inherit; a field
// that names no page has it on A4.
func (c *comparison) pageArea(page cos.Dict) float64 {
	if page.To == 0 {
		return a4.area()
	}
	for range recursionMax {
		corners, err := c.then.f.List(page.Get("MediaBox"))
		if err != nil {
			return 0
		}
		if media, ok := rectangle(corners); ok {
			return media.area()
		}
		if page, err = c.then.f.Dict(page.Get("Parent")); err != nil || page.To == 0 {
			return 0
		}
	}
	return 0
}

// rectangle reads four numbers, whichever corners they name.
func rectangle(a cos.Array) (box, bool) {
	var n [4]float64
	if len(a.Items) != len(n) {
		return box{}, false
	}
	for i, o := range a.Items {
		var is bool
		if n[i], is = cos.Number(o); !is {
			return box{}, false
		}
	}
	return box{min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3])}, true
}

// oldNote compares a note that was there before: it may get a window of its
// own, and be answered, but not show something else.
func (c *comparison) oldNote(at cos.Ref, then cos.Dict) error {
	now, err := c.now.f.Dict(at)
	if err != nil {
		return err
	}
	c.explained[at.Num] = true
	c.note(Annotated)
	if now.Twice() || now.To == 0 {
		c.note(Content)
	}
	keys(then, now, func(key cos.Name, was, _ cos.Object) {
		if key != "M" && (key != "Popup" || was != nil) {
			c.note(Content)
		}
	})
	return nil
}
