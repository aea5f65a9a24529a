package pdf

import (
	"slices"

	"tram/local/pdf/cos"
)

// mostSteps is how many states between two are looked into for objects that the
// newest one leads to no more.
const mostSteps = 40

// strays looks for changed objects to which no road leads. A later increment may
// have put others in their place, so the states in which they came are compared too.
func (c *comparison) strays() {
	left := c.unreached()
	if len(left) == 0 || len(c.places) > 0 {
		return
	}
	for _, end := range c.statesBetween() {
		between, err := c.now.f.Until(end)
		if err != nil {
			c.content(placeNowhere)
			return
		}
		v, err := viewOf(between)
		if err != nil {
			c.content(placeNowhere)
			return
		}
		step := newComparison(c.ctx, c.then, v)
		if err := step.difference(); err != nil {
			c.content(placeNowhere)
			return
		}
		step.walkAll()
		for _, place := range step.places {
			c.content(place)
		}
		for _, change := range step.found {
			change.Places = nil // it need not show any more
			c.add(change)
		}
		missed := step.unreached()
		left = slices.DeleteFunc(left, func(num int) bool {
			return step.differs[num] && !slices.Contains(missed, num) && c.now.f.SamePlace(v.f, num)
		})
		if len(left) == 0 {
			return
		}
	}
	c.weighStrays(left)
}

// weighStrays tells of objects that nothing leads to. No reader shows one that is
// new, unless it looks like a root to begin from. Some programs leave parts of looks
// behind, which do nothing where nothing draws them.
func (c *comparison) weighStrays(left []int) {
	for _, num := range left {
		item, err := c.now.f.Item(num)
		d, dict := item.Value.(cos.Dict)
		_, used := c.then.f.Gen(num)
		switch {
		case err != nil || used || roots[typeOf(d)]:
			c.content(placeNowhere)
		case !dict || !idle(d):
			c.note(Stray)
		}
	}
}

// roots are what a reader begins from that makes its own table.
var roots = map[cos.Name]bool{
	"Catalog": true, "Pages": true, "Page": true, "ObjStm": true, "XRef": true,
}

// idle tells whether an object is a part of a look.
func idle(d cos.Dict) bool {
	switch typeOf(d) {
	case "Font", "FontDescriptor", "ExtGState":
		return true
	}
	subtype, _ := d.Get("Subtype").(cos.Name)
	return subtype == "Form" || subtype == "Image"
}

// blankForm tells whether an object is a form without content. Readers find the bytes
// of a stream that does not end where it says.
func (c *comparison) blankForm(item cos.Item) bool {
	d, dict := item.Value.(cos.Dict)
	if !dict || item.Stream == 0 || d.Get("Subtype") != cos.Name("Form") {
		return false
	}
	raw, err := c.now.f.Raw(item)
	return err == nil && (raw.Size() == 0 || c.drawsNothing(item))
}

// statesBetween are the ends of the states after the older one and before the newer.
func (c *comparison) statesBetween() (ends []int64) {
	for _, end := range revisionEnds(c.now.f) {
		if end > c.then.f.End && end < c.now.f.End && len(ends) < mostSteps {
			ends = append(ends, end)
		}
	}
	slices.Reverse(ends)
	return ends
}

// unreached are the changed objects to which no road leads but the tables.
func (c *comparison) unreached() (nums []int) {
	for num := range c.differs {
		if _, used := c.now.f.Gen(num); used && c.roles[num] == roleKept && !c.kept[num] && !c.ofTables(num) {
			nums = append(nums, num)
		}
	}
	slices.Sort(nums)
	return nums
}

// ofTables tells whether an object is a table of cross-references, or holds other
// objects.
func (c *comparison) ofTables(num int) bool {
	item, err := c.now.f.Item(num)
	d, dict := item.Value.(cos.Dict)
	if err != nil || !dict || item.Stream == 0 {
		return false
	}
	switch d.Get("Type") {
	case cos.Name("XRef"):
		return c.ofSection(item) || c.beside(num)
	case cos.Name("ObjStm"):
		return slices.Contains(c.packs(), num)
	}
	return false
}

// ofSection tells whether a stream is one of the tables.
func (c *comparison) ofSection(item cos.Item) bool {
	return slices.ContainsFunc(c.now.f.Sections, func(s cos.Section) bool { return s.Stream && s.At == item.At })
}

// beside tells whether a stream of cross-references came with a number of its own.
// That it says what the table says is looked at with the bytes of the increment
// (cos.File.Tail).
func (c *comparison) beside(num int) bool {
	_, used := c.then.f.Gen(num)
	return !used
}

// packs are the object streams in use.
func (c *comparison) packs() []int {
	if c.holding == nil {
		c.holding = []int{}
		for num := 1; num < c.now.f.Count(); num++ {
			if in := c.now.f.Pack(num); in > 0 && (len(c.holding) == 0 || c.holding[len(c.holding)-1] != in) {
				c.holding = append(c.holding, in)
			}
		}
	}
	return c.holding
}

func typeOf(d cos.Dict) cos.Name {
	name, _ := d.Get("Type").(cos.Name)
	return name
}
