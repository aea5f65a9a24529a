package pdf

import (
	"fmt"

	"tram/local/pdf/cos"
)

// ofNote are the keys that a note may bring along.
var ofNote = []cos.Name{
	"Type", "Subtype", "Rect", "Contents", "P", "NM", "M", "F", "AP", "C", "T", "Popup", "CA", "ca", "RC", "CreationDate", "IRT", "RT", "IT",
	"Subj", "QuadPoints", "Name", "State", "StateModel", "Open", "Parent", "Sy", "RD", "Lang", "DA",
}

// noteKinds are annotations that mark or comment what is there. Others can lie
// over the page and show something else in its place.
var noteKinds = map[cos.Name]bool{
	"Text": true, "Popup": true, "Highlight": true, "Underline": true, "Squiggly": true, "StrikeOut": true, "Caret": true,
}

// drawnKinds are notes that put words and figures of their own on the page, and what they
// say besides.
var (
	drawnKinds = map[cos.Name]bool{
		"FreeText": true, "Line": true, "Square": true, "Circle": true, "Polygon": true, "PolyLine": true, "Ink": true, "Stamp": true,
	}
	ofDrawing = []cos.Name{"DS", "Q", "BS", "BE", "Border", "CL", "IC", "LE", "LL", "LLE", "Cap", "L", "Vertices", "InkList", "Rotate"}
)

// oldNote compares an annotation that was there before: a note may get a window of
// its own, and be answered, but not show something else.
func (c *comparison) oldNote(at cos.Ref, page seat, index int) {
	place := placePage(index)
	then, now, ok := c.dicts(at, at, roleNote, place)
	if !ok {
		return
	}
	kind, _ := then.Get("Subtype").(cos.Name)
	each(then, now, func(key cos.Name, was, is cos.Object) {
		_, by := is.(cos.Ref)
		switch {
		case cos.Same(was, is):
			c.lead(is, key, roleKept, place)
		case noteKinds[kind] && (key == "M" && !by || key == "Popup" && was == nil):
			c.lead(is, key, rolePart, place)
		default:
			c.content(place)
		}
	})
	if c.differs[at.Num] && noteKinds[kind] {
		c.noted(now, page, index)
	}
}

// newNote judges a note that came.
func (c *comparison) newNote(at cos.Ref, page seat, index int) {
	place := placePage(index)
	_, d, ok := c.dicts(nil, at, roleNote, place)
	if !ok {
		return
	}
	kind, _ := d.Get("Subtype").(cos.Name)
	if drawnKinds[kind] && onlyKeys(d, append(ofNote, ofDrawing...)...) {
		c.drawnNote(d, page, index)
		return
	}
	if !noteKinds[kind] || !onlyKeys(d, ofNote...) || kind == "Popup" && d.Get("AP") != nil {
		c.content(place)
		return
	}
	c.leadNote(d, place)
	c.noted(d, page, index)
	c.lies(&arrival{kind: Annotated, self: d}, page, index)
}

func (c *comparison) leadNote(d cos.Dict, place string) {
	for _, e := range d.Entries {
		r := rolePart
		if e.Key == "AP" {
			r = roleLook
		}
		c.lead(e.Value, e.Key, r, place)
	}
}

// drawnNote tells of a note that writes or draws: nobody asks what it hides, since others
// can read on the page what was not signed.
func (c *comparison) drawnNote(d cos.Dict, page seat, index int) {
	place, ok := c.placeOf(d)
	if !ok {
		c.content(placePage(index))
		return
	}
	c.touched[index] = page
	c.leadNote(d, placePage(index))
	c.add(Change{Kind: DrawnOn, Places: c.onPage(place, page, index)})
	c.laid = append(c.laid, laid{arrival: &arrival{kind: DrawnOn, self: d, fresh: true}, index: index, page: page, place: place})
}

// noted tells of a note, and where it lies.
func (c *comparison) noted(d cos.Dict, page seat, index int) {
	c.touched[index] = page
	change := Change{Kind: Annotated}
	if place, ok := c.placeOf(d); ok {
		change.Places = c.onPage(place, page, index)
	}
	c.add(change)
}

// placeOf is the /Rect of an annotation, and what it marks outside of that.
func (c *comparison) placeOf(d cos.Dict) (box, bool) {
	corners, err := c.now.f.List(d.Get("Rect"))
	if err != nil {
		return box{}, false
	}
	place, ok := rectangle(corners)
	marked, err := c.now.f.List(d.Get("QuadPoints"))
	if err != nil {
		return box{}, false
	}
	for i := 0; i+1 < len(marked.Items); i += 2 {
		x, _ := cos.Number(marked.Items[i])
		y, _ := cos.Number(marked.Items[i+1])
		place = box{min(place[0], x), min(place[1], y), max(place[2], x), max(place[3], y)}
	}
	return place, ok
}

// solid tells whether readers may draw a note by themselves so that nothing is seen
// under it: the sign of one, a window that is open, a dark highlight.
func (c *comparison) solid(kind cos.Name, a *arrival) bool {
	switch {
	case a.kind != Annotated:
		return false
	case kind == "Popup":
		note, err := c.now.f.Dict(a.self.Get("Parent"))
		return err != nil || a.self.Get("Open") == true || note.Get("Open") == true
	case a.self.Get("AP") != nil:
		return false
	case kind == "Highlight":
		colour, err := c.now.f.List(a.self.Get("C"))
		if err != nil {
			return true
		}
		numbers := make([]any, len(colour.Items))
		for i, o := range colour.Items {
			numbers[i], _ = cos.Number(o)
		}
		return len(numbers) > 0 && shade(numbers) < darkInk
	}
	return kind == "Text" || kind == "Caret"
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

// A later signature or note may cover so much of a page, or so many square
// points on a small one: a greater one hides what was signed.
const (
	mostOfPage = 0.25
	mostOfAny  = 280 * 70
	mostSign   = 32 // points: the side of a sign that a note is clicked by
)

// laid is something that came to lie on a page, or shows something else there.
type laid struct {
	*arrival
	index int
	page  seat
	place box
	sign  bool // a small sign, which readers may draw by themselves
	solid bool // readers may draw it so that nothing under it is seen
	gazed bool // it could hide something, and has to be looked under

	drawn inkKind // what its look draws
	clear bool    // its look is dark ink on a clear ground, as a seal is
}

// lies judges how an annotation lies on its page.
func (c *comparison) lies(a *arrival, page seat, index int) {
	c.touched[index] = page
	place, ok := c.placeOf(a.self)
	if !ok {
		if a.self.Get("AP") != nil || a.sign && !c.idle(a) {
			c.content(placePage(index))
		}
		return
	}
	here := laid{arrival: a, index: index, page: page, place: place}
	kind, _ := a.self.Get("Subtype").(cos.Name)
	small := max(place.width(), place.height()) <= mostSign
	here.sign = a.kind == Annotated && (kind == "Text" || kind == "Caret")
	here.solid = c.solid(kind, a)
	switch {
	case place.area() == 0 && a.kind == Annotated && !c.blank(a.self.Get("AP")):
		c.content(placePage(index))
		return
	case place.area() == 0 && !a.sign:
		return
	case kind == "Popup" && !here.solid:
		return // a window that nobody opened
	case (a.kind != Annotated || a.self.Get("AP") != nil) && !a.button() && !c.fits(place, page):
		c.content(placePage(index))
		return
	case a.kind == Annotated && !(here.sign && small):
		if hides, err := c.covers(a.self, false); hides || err != nil {
			c.content(placePage(index))
		}
		here.gazed = true
	case a.sign:
		here = c.signatureLies(a, here)
	default:
		here.gazed = true
		if a.kind == FormFilled {
			c.add(Change{Kind: a.kind, Field: a.field, Places: c.onPage(place, page, index)})
			c.filledLooks(a, page, index, place)
		}
	}
	c.laid = append(c.laid, here)
}

// filledLooks asks of what a field shows with its value what is asked of signatures: that
// readers draw it alike.
func (c *comparison) filledLooks(a *arrival, page seat, index int, place box) {
	if a.button() || a.self.Get("AP") == nil {
		return
	}
	if walk := c.plainLook(a.self); walk.odd != "" {
		c.add(Change{Kind: OddLook, Field: a.field, Places: c.onPage(place, page, index),
			Said: fmt.Sprintf("Sau đó có ô được điền mà hình của nó mỗi chương trình có thể vẽ một khác (ô %q, %s): %s; hãy xem trang ấy.", a.field, placePage(index), walk.odd)})
	}
}

// button tells whether a field shows one of the pictures that it always had.
func (a *arrival) button() bool { return a.kind == FormFilled && a.self.Get("AS") != nil }

// signatureShows tells where a signature shows.
func (c *comparison) signatureShows(a *arrival, here laid) {
	places := c.onPage(here.place, here.page, here.index)
	if a.stamp {
		c.add(Change{Kind: StampShows, Field: a.field, Places: places})
		return
	}
	c.add(Change{Kind: a.kind, Field: a.field, Places: places})
}

// fits tells whether a signature or a note leaves most of the page to be seen.
func (c *comparison) fits(place box, page seat) bool {
	media, ok, err := corners(c.now.f, page.media)
	if err != nil || !ok {
		media = box{}
	}
	return place.area() <= max(mostOfAny, mostOfPage*media.area())
}

// onPage is a place as the page is seen.
func (c *comparison) onPage(place box, page seat, index int) []Place {
	seen, turn, err := shapeOf(c.now.f, page)
	if err != nil {
		return nil
	}
	return []Place{{Page: index, Rect: offPage(place, seen, turn)}}
}

// blank tells whether a look draws nothing at all.
func (c *comparison) blank(looks cos.Object) bool {
	item, err := itemOf(c.now.f, looks)
	d, dict := item.Value.(cos.Dict)
	switch {
	case err != nil:
		return false
	case item.Value == nil:
		return true
	case item.Stream > 0:
		return c.blankForm(item)
	case !dict:
		return false
	}
	for _, e := range d.Entries {
		if !c.blank(e.Value) {
			return false
		}
	}
	return true
}
