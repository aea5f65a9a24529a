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

// drawnByReaders are the keys by which readers draw an annotation themselves.
var drawnByReaders = []cos.Name{"BS", "Border", "DA", "C", "IC"}

// idle tells whether a widget that came leaves readers nothing to draw.
func (c *comparison) idle(a *arrival) bool {
	if !c.blank(a.self.Get("AP")) {
		return false
	}
	if !a.fresh {
		return true // what else it says was signed
	}
	for _, key := range drawnByReaders {
		if a.self.Get(key) != nil {
			return false
		}
	}
	turned, err := c.now.f.Dict(a.self.Get("MK"))
	return err == nil && onlyKeys(turned, "R")
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
	here.written = walk.written
	if hides, err := c.covers(a.self, true); err == nil && !hides && !walk.written {
		here.clear = true
	}
	if here.place.nowhere() || c.blank(a.self.Get("AP")) {
		walk.odd = oddHidden
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
