package pdf

import (
	"errors"
	"image"
	"image/draw"
	"slices"

	"tram/local/pdf/cos"
)

// What annotations showed when a page was signed was signed too: the value of a form,
// a note, the look of an earlier signature. On that look alone something may be laid: a
// seal with a clear ground leaves it legible, a white one does not. Beside and on
// everything else, and into an earlier look, a signature must not write.

const (
	mostHidden  = 0.3 // of the edges of an earlier look, or of a part of it
	someHidden  = 0.1 // of a whole look: fewer are where lines cross
	inkStep     = 32  // of 256 shades, between paper and ink
	paleStep    = 8   // between paper and letters that are hardly seen
	mostErased  = 8   // pixels of ink that may be paper after it, by chance
	cellsOfWord = 4   // cells that a short word takes
	inkTouches  = 4   // pixels of new ink at signed ink
	leastSeal   = 28  // points: what is less high is a line of words, and no seal
	nearAcross  = 15  // points, beside a row of letters
	nearAbove   = 18  // points, from row to row
	leastSigned = 8   // pixels of ink that are a sign, and no speck
)

// signedInto is what was signed and must stay.
type signedInto struct {
	whole   *image.Gray       // as it was seen, but for the places that get another look
	under   *image.Gray       // and without the looks of earlier signatures
	earlier []image.Rectangle // where those are
	others  *image.Gray       // what others showed where something gets another look
}

// bound is what was signed where something lies and must stay.
func (c *comparison) bound(p pictures, l laid, all []laid) (s signedInto, err error) {
	s.whole = copyOf(p.seen)
	theirs := map[cos.Ref]bool{}
	for _, other := range all {
		if other.fresh || other.kind == Annotated {
			continue
		}
		theirs[other.at] = true
		if err := c.shownAs(p.page, s.whole, other.page, []box{other.place}, 0); err != nil {
			return s, err
		}
	}
	neighbours, err := c.shown(l.page, func(at cos.Ref, d cos.Dict) bool { return !theirs[at] && c.visible(d) })
	s.others = image.NewGray(p.seen.Rect)
	draw.Draw(s.others, s.others.Rect, image.White, image.Point{}, draw.Src)
	for _, picture := range []*image.Gray{s.whole, s.others} {
		err = errors.Join(err, c.shownAs(p.seen, picture, l.page, neighbours, 3*edgeReach))
	}
	if err != nil {
		return s, err
	}
	s.under = copyOf(s.whole)
	if !l.arrival.sign {
		return s, nil
	}
	earlier, err := c.shown(l.page, func(_ cos.Ref, d cos.Dict) bool { return c.signedField(d) })
	for _, place := range earlier {
		here, problem := laid{page: l.page, place: place}.onImage(c.now.f, p.seen.Rect)
		err = errors.Join(err, problem)
		s.earlier = append(s.earlier, here)
	}
	return s, errors.Join(err, c.shownAs(p.page, s.under, l.page, earlier, 0))
}

// shownAs copies places of a page from one picture to another, less so many pixels at
// their sides: fields of a form touch.
func (c *comparison) shownAs(from, to *image.Gray, page seat, places []box, less int) error {
	for _, place := range places {
		here, err := laid{page: page, place: place}.onImage(c.now.f, to.Rect)
		if err != nil {
			return err
		}
		here = here.Inset(less)
		draw.Draw(to, here, from, here.Min, draw.Src)
	}
	return nil
}

func copyOf(picture *image.Gray) *image.Gray {
	c := image.NewGray(picture.Rect)
	draw.Draw(c, c.Rect, picture, picture.Rect.Min, draw.Src)
	return c
}

// shown are the places of those annotations on a page that were there when it was signed.
func (c *comparison) shown(page seat, which func(at cos.Ref, d cos.Dict) bool) (places []box, err error) {
	list, err := c.then.f.List(page.self.Get("Annots"))
	if err != nil {
		return nil, err
	}
	for _, o := range list.Items {
		d, err := c.then.f.Dict(o)
		if err != nil {
			return nil, err
		}
		at, _ := o.(cos.Ref) // one that stands in the list itself gets no other look
		if place, ok := c.placeOf(d); ok && which(at, d) {
			places = append(places, place)
		}
	}
	return places, nil
}

// visible tells whether an annotation showed.
func (c *comparison) visible(d cos.Dict) bool {
	was := tables{f: c.then.f}
	return d.Get("AP") != nil && was.flags(d)&(flagHidden|flagNoView) == 0
}

// signedField tells whether an annotation was the place of a signature.
func (c *comparison) signedField(d cos.Dict) bool {
	field := d
	if d.Get("FT") == nil && d.Get("Parent") != nil {
		parent, err := c.then.f.Dict(d.Get("Parent"))
		if err != nil {
			return false
		}
		field = parent
	}
	return d.Get("Subtype") == cos.Name("Widget") && field.Get("FT") == cos.Name("Sig") && field.Get("V") != nil
}

// staysLegible tells whether a signature leaves what was signed as it was read, and
// notes where it should be looked at.
func (c *comparison) staysLegible(p pictures, s signedInto, l laid, place image.Rectangle, index int) bool {
	note := func(kind ChangeKind) {
		c.add(Change{Kind: kind, Field: l.field, Places: c.onPage(l.place, l.page, index)})
	}
	if p.oneColour && l.drawn == picturesAlone {
		return true // whether it hides words is asked of what follows
	}
	ink := inkOf(p.seen, p.is, place, l.drawn > picturesAlone)
	whole, part, erased := s.mostGone(p, ink.drawn)
	touched, over := ink.on(s.under), ink.within(s.earlier).on(s.whole)
	if whole > mostHidden || touched >= inkTouches && l.drawn > picturesAlone || part > mostHidden && l.drawn > linesAlone {
		return false
	}
	covers := whole > someHidden || part > mostHidden || erased || over >= inkTouches && l.drawn > picturesAlone
	if covers {
		note(SealOver)
	}
	scale := float64(p.is.Rect.Dx()) / seenWidth(c, l)
	near := nearInk(s.under, ink.drawn, scale) || !covers && !p.oneColour && ink.into(s.earlier)
	words := l.drawn > picturesAlone || float64(ink.drawn.Dy()) < leastSeal*scale
	if touched >= inkTouches || near && words {
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

// mostGone is how much of an earlier look is no longer seen: of the whole, and of its
// part that something was drawn over; and whether ink of it was taken away, or so much of
// it is gone as a word has. By one colour alone no look is judged.
func (s signedInto) mostGone(p pictures, drawn image.Rectangle) (whole, part float64, erased bool) {
	for _, here := range s.earlier {
		over := here.Intersect(drawn)
		if over.Empty() || p.oneColour {
			continue
		}
		whole = max(whole, hiddenOf(s.under, p.seen, p.is, here))
		part = max(part, hiddenOf(s.under, p.seen, p.is, over))
		erased = erased || inkGone(p.seen, p.is, over) >= mostErased || cellsLost(p.seen, p.is, over) >= cellsOfWord
	}
	return whole, part, erased
}

// inkGone counts the pixels that were ink and are paper: what has a clear ground takes none
// away.
func inkGone(seen, now *image.Gray, place image.Rectangle) (gone int) {
	was, is := signedInk(seen, place), signedInk(now, place)
	for at, ink := range was.Pix {
		if ink > 0 && is.Pix[at] == 0 {
			gone++
		}
	}
	return gone
}

// cellsLost counts the cells of a place in which nothing of what was seen is left.
func cellsLost(seen, now *image.Gray, place image.Rectangle) (lost int) {
	for y := place.Min.Y; y < place.Max.Y; y += cellPixels {
		for x := place.Min.X; x < place.Max.X; x += cellPixels {
			if cellLost(seen, seen, now, image.Rect(x, y, x+cellPixels, y+cellPixels).Intersect(place)) {
				lost++
			}
		}
	}
	return lost
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

// newInk is what a look changed on its page.
type newInk struct {
	pixels *image.Alpha
	drawn  image.Rectangle // about them
}

// inkOf finds the ink of a look in its place. What letters and lines darken counts
// however pale they are; the rim of a picture does not.
func inkOf(seen, now *image.Gray, place image.Rectangle, written bool) newInk {
	ink := newInk{pixels: image.NewAlpha(place)}
	darker := inkStep
	if written {
		darker = paleStep
	}
	for y := place.Min.Y; y < place.Max.Y; y++ {
		for x := place.Min.X; x < place.Max.X; x++ {
			if d := int(seen.GrayAt(x, y).Y) - int(now.GrayAt(x, y).Y); d >= darker || -d >= inkStep {
				ink.pixels.Pix[ink.pixels.PixOffset(x, y)] = 0xff
				ink.drawn = ink.drawn.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return ink
}

// on counts the pixels that touch signed ink.
func (n newInk) on(under *image.Gray) (touched int) {
	ink := signedInk(under, n.drawn.Inset(-cellPixels))
	for y := n.drawn.Min.Y; y < n.drawn.Max.Y; y++ {
		for x := n.drawn.Min.X; x < n.drawn.Max.X; x++ {
			if n.pixels.AlphaAt(x, y).A > 0 && anyInk(ink, image.Rect(x-1, y-1, x+2, y+2), 1) {
				touched++
			}
		}
	}
	return touched
}

// within is the ink that stands inside some places.
func (n newInk) within(places []image.Rectangle) newInk {
	inside := newInk{pixels: image.NewAlpha(n.pixels.Rect)}
	for _, place := range places {
		here := place.Inset(2 * edgeReach).Intersect(n.drawn)
		draw.Draw(inside.pixels, here, n.pixels, here.Min, draw.Src)
		inside.drawn = inside.drawn.Union(here)
	}
	return inside
}

// into tells whether any of it stands inside one of some places.
func (n newInk) into(places []image.Rectangle) bool {
	return slices.ContainsFunc(places, func(place image.Rectangle) bool {
		return anyInk(n.pixels, place.Inset(2*edgeReach), inkTouches)
	})
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
