package pdf

import (
	"errors"
	"fmt"

	"tram/local/pdf/cos"
)

// A signature that does not show has nothing that a reader could draw. Readers do not
// agree on a place of no size, nor on what they draw where no look is given.

const leastSide = 1 // point: what is thinner has no place on the page

// nowhere tells whether a place is too thin to show anything.
func (b box) nowhere() bool { return min(b.width(), b.height()) < leastSide }

// keysOfReaders are the keys by which readers draw an annotation themselves.
var keysOfReaders = []cos.Name{"BS", "Border", "DA", "C", "IC"}

// idle tells whether a widget that came leaves readers nothing to draw.
func (c *comparison) idle(a *arrival) bool {
	if !c.blank(a.self.Get("AP")) {
		return false
	}
	if !a.fresh && !a.unveiled {
		return true // what else it says was signed, and shows as it did
	}
	return !c.drawnByReaders(a.self)
}

// drawnByReaders tells whether readers may draw an annotation that has no look.
func (c *comparison) drawnByReaders(d cos.Dict) bool {
	for _, key := range keysOfReaders {
		if d.Get(key) != nil {
			return true
		}
	}
	turned, err := c.now.f.Dict(d.Get("MK"))
	return err != nil || !onlyKeys(turned, "R")
}

// flagsOfUse are those that say what may be done with an annotation, and nothing of
// how it shows (ISO 32000-1, table 165): read only, locked, contents locked.
const flagsOfUse = 1<<6 | 1<<7 | 1<<9

// unveils tells whether a field that was there shows where it did not, or no longer.
func (c *comparison) unveils(then, now cos.Dict) bool {
	was, is := tables{f: c.then.f}, tables{f: c.now.f}
	return (was.flags(then)^is.flags(now))&^flagsOfUse != 0
}

// grounded tells whether readers may paint a ground by themselves.
func (c *comparison) grounded(d cos.Dict) bool {
	says, err := c.now.f.Dict(d.Get("MK"))
	return err != nil || says.Get("BG") != nil
}

// signatureLies judges where and how a signature shows that came.
func (c *comparison) signatureLies(a *arrival, here laid) laid {
	idle := c.idle(a)
	if here.place.nowhere() && idle {
		return here
	}
	if a.kind == FieldAdded || !idle {
		c.signatureShows(a, here)
	}
	if idle {
		return here
	}
	here.gazed = true
	walk := c.plainLook(a.self)
	here.drawn = walk.drawn
	if hides, err := c.covers(a.self, true); err == nil && !hides && walk.drawn == picturesAlone {
		here.clear = true
	}
	switch {
	case here.place.nowhere():
		walk.odd = oddHidden
	case c.blank(a.self.Get("AP")):
		walk.odd = oddUndrawn
		here.solid = a.unveiled && c.grounded(a.self)
		here.clear = here.clear && !here.solid
	}
	if walk.odd != "" {
		c.add(Change{Kind: OddLook, Field: a.field, Places: c.onPage(here.place, here.page, here.index),
			Said: fmt.Sprintf("%s (ô %q, %s): %s; hãy xem trang ấy.", changeSaid[OddLook], a.field, placePage(here.index), walk.odd)})
	}
	return here
}

// drawsNothing tells whether a form has no operator that leaves ink.
func (c *comparison) drawsNothing(item cos.Item) bool {
	content, err := c.now.f.Unpacked(item, mostLookText)
	if err != nil {
		return false
	}
	t := tokens{b: content}
	for {
		v, err := t.next(0)
		if err != nil {
			return errors.Is(err, errTokensEnd)
		}
		if op, is := v.(keyword); !is || op != "q" && op != "Q" {
			return false
		}
	}
}
