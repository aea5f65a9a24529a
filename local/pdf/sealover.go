package pdf

import (
	"image"
	"image/draw"

	"tram/local/pdf/cos"
)

// What annotations showed when a page was signed was signed too: the value of a form,
// a note. Of that only the look of an earlier signature may have something laid on it,
// and must stay legible: a seal with a clear ground leaves it so, a white one does not.
// Beside and on everything else a signature must not write.

const (
	mostHidden  = 0.3 // of the edges of an earlier look
	someHidden  = 0.1 // fewer are where lines cross
	inkStep     = 32  // of 256 shades, between paper and ink
	inkTouches  = 4   // pixels of new ink at signed ink
	nearAcross  = 15  // points, beside a row of letters
	nearAbove   = 18  // points, from row to row
	leastSigned = 8   // pixels of ink that are a sign, and no speck
)

// bound is the picture of what was signed and must stay: the page as it was seen, but
// for the looks that others may lie on or take the place of.
func (c *comparison) bound(p pictures, l laid, all []laid) (*image.Gray, error) {
	if l.kind == FormFilled {
		return p.page, nil // its own value takes the place of the older one
	}
	under := image.NewGray(p.seen.Rect)
	draw.Draw(under, under.Rect, p.seen, p.seen.Rect.Min, draw.Src)
	places, err := c.earlier(l.page)
	if err != nil {
		return nil, err
	}
	for _, other := range all {
		if !other.fresh && other.kind != Annotated {
			places = append(places, other.place)
		}
	}
	for _, place := range places {
		here, err := laid{page: l.page, place: place}.onImage(c.now.f, p.seen.Rect)
		if err != nil {
			return nil, err
		}
		draw.Draw(under, here, p.page, here.Min, draw.Src)
	}
	return under, nil
}

// earlier are the places of signatures on a page that were there when it was signed.
func (c *comparison) earlier(page seat) (places []box, err error) {
	list, err := c.then.f.List(page.self.Get("Annots"))
	if err != nil {
		return nil, err
	}
	for _, o := range list.Items {
		d, err := c.then.f.Dict(o)
		if err != nil || d.Get("Subtype") != cos.Name("Widget") {
			continue
		}
		field := d
		if d.Get("FT") == nil {
			if field, err = c.then.f.Dict(d.Get("Parent")); err != nil {
				continue
			}
		}
		if place, ok := c.placeOf(d); ok && field.Get("FT") == cos.Name("Sig") && field.Get("V") != nil {
			places = append(places, place)
		}
	}
	return places, nil
}

// staysLegible tells whether a signature leaves what was signed as it was read, and
// notes where it should be looked at.
func (c *comparison) staysLegible(p pictures, under *image.Gray, l laid, place image.Rectangle, index int) bool {
	note := func(kind ChangeKind) {
		c.add(Change{Kind: kind, Field: l.field, Places: c.onPage(l.place, l.page, index)})
	}
	gone, err := c.mostGone(p, under, l, place)
	if err != nil || gone > mostHidden {
		return false
	}
	if gone > someHidden {
		note(SealOver)
	}
	touched, drawn := inkOn(under, p.seen, p.is, place)
	if touched >= inkTouches && l.written {
		return false
	}
	if touched >= inkTouches || l.written && nearInk(under, drawn, float64(p.is.Rect.Dx())/seenWidth(c, l)) {
		note(Beside)
	}
	return true
}

// seenWidth is the width of a page as it is seen, in points.
func seenWidth(c *comparison, l laid) float64 {
	seen, turn, err := shapeOf(c.now.f, l.page)
	if err != nil {
		return 1
	}
	if turn%2 == 1 {
		return seen.height()
	}
	return seen.width()
}

// mostGone is how much of one of the earlier looks that a signature lies on is no
// longer seen.
func (c *comparison) mostGone(p pictures, under *image.Gray, l laid, place image.Rectangle) (most float64, err error) {
	places, err := c.earlier(l.page)
	for _, one := range places {
		here, problem := laid{page: l.page, place: one}.onImage(c.now.f, p.seen.Rect)
		if problem != nil {
			return 0, problem
		}
		if here.Overlaps(place) {
			most = max(most, hiddenOf(under, p.seen, p.is, here))
		}
	}
	return most, err
}

// hiddenOf is how much of an earlier look is no longer seen: a part of its edges.
func hiddenOf(under, seen, now *image.Gray, place image.Rectangle) float64 {
	return partGone(seen, now, place, func(x, y int, to image.Point) bool { return contrast(under, x, y, to) < edgeSeen })
}

// goneOf is how much of what must stay is no longer seen in a place.
func goneOf(under, seen, now *image.Gray, place image.Rectangle) float64 {
	return partGone(seen, now, place, func(x, y int, to image.Point) bool { return contrast(under, x, y, to) >= edgeSeen })
}

// partGone is the part of the edges in a place, of those that count, that is gone.
func partGone(seen, now *image.Gray, place image.Rectangle, counts func(x, y int, to image.Point) bool) float64 {
	had, gone := 0, 0
	for y := place.Min.Y; y < place.Max.Y; y++ {
		for x := place.Min.X; x < place.Max.X; x++ {
			for _, to := range []image.Point{{x + edgeReach, y}, {x, y + edgeReach}} {
				was := 0
				if to.In(seen.Rect) {
					was = contrast(seen, x, y, to)
				}
				if was < edgeSeen || !counts(x, y, to) {
					continue
				}
				had++
				if contrast(now, x, y, to) < min(edgeGone, was/2) {
					gone++
				}
			}
		}
	}
	if had < cellEdges {
		return 0
	}
	return float64(gone) / float64(had)
}

// inkOn counts the pixels that a look changed at signed ink, and tells where it changed
// any.
func inkOn(under, seen, now *image.Gray, place image.Rectangle) (touched int, drawn image.Rectangle) {
	ink := signedInk(under, place.Inset(-cellPixels))
	for y := place.Min.Y; y < place.Max.Y; y++ {
		for x := place.Min.X; x < place.Max.X; x++ {
			at := image.Pt(x, y)
			if d := int(now.GrayAt(x, y).Y) - int(seen.GrayAt(x, y).Y); max(d, -d) < inkStep {
				continue
			}
			drawn = drawn.Union(image.Rectangle{at, at.Add(image.Pt(1, 1))})
			if anyInk(ink, image.Rectangle{at, at.Add(image.Pt(1, 1))}.Inset(-1), 1) {
				touched++
			}
		}
	}
	return touched, drawn
}

// nearInk tells whether what was drawn stands at a row of signed letters; scale is in
// pixels a point.
func nearInk(under *image.Gray, drawn image.Rectangle, scale float64) bool {
	if drawn.Empty() {
		return false
	}
	across, above := int(nearAcross*scale), int(nearAbove*scale)
	around := image.Rect(drawn.Min.X-across, drawn.Min.Y-above, drawn.Max.X+across, drawn.Max.Y+above).Intersect(under.Rect)
	return anyInk(signedInk(under, around), around, leastSigned)
}

// signedInk marks the pixels that stand out from the paper round them.
func signedInk(page *image.Gray, place image.Rectangle) *image.Alpha {
	place = place.Intersect(page.Rect)
	ink := image.NewAlpha(place)
	for y := place.Min.Y; y < place.Max.Y; y += cellPixels {
		for x := place.Min.X; x < place.Max.X; x += cellPixels {
			cell := image.Rect(x, y, x+cellPixels, y+cellPixels).Intersect(place)
			markInk(page, cell, ink)
		}
	}
	return ink
}

// markInk marks the ink of one cell.
func markInk(page *image.Gray, cell image.Rectangle, ink *image.Alpha) {
	paper := 0
	around := cell.Inset(-cellPixels).Intersect(page.Rect)
	for y := around.Min.Y; y < around.Max.Y; y++ {
		for x := around.Min.X; x < around.Max.X; x++ {
			paper = max(paper, int(page.GrayAt(x, y).Y))
		}
	}
	for y := cell.Min.Y; y < cell.Max.Y; y++ {
		for x := cell.Min.X; x < cell.Max.X; x++ {
			if paper-int(page.GrayAt(x, y).Y) >= inkStep {
				ink.Pix[ink.PixOffset(x, y)] = 0xff
			}
		}
	}
}

// anyInk tells whether a place has so many marked pixels.
func anyInk(ink *image.Alpha, place image.Rectangle, least int) bool {
	place = place.Intersect(ink.Rect)
	for y := place.Min.Y; y < place.Max.Y; y++ {
		for x := place.Min.X; x < place.Max.X; x++ {
			if ink.AlphaAt(x, y).A > 0 {
				least--
			}
		}
	}
	return least <= 0
}
