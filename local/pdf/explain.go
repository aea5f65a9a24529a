package pdf

import (
	"tram/local/pdf/cos"
)

// explain applies the rules to everything that may change after a signature.
func (c *comparison) explain() error {
	if c.then.root != c.now.root {
		c.note(Content)
		return nil
	}
	for _, step := range []func() error{c.info, c.catalog, c.interactive, c.evidence, c.pages} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// info explains the document information.
func (c *comparison) info() error {
	before, after := c.then.f.Trailer.Get("Info"), c.now.f.Trailer.Get("Info")
	if !cos.Same(before, after) {
		c.note(Described)
	}
	if at, is := before.(cos.Ref); is && c.changed[at.Num] && c.own(at.Num) {
		c.explained[at.Num] = true
		c.note(Described)
	}
	return nil
}

// catalog explains the root of the file: the form and the evidence have rules
// of their own.
func (c *comparison) catalog() error {
	c.explained[c.then.root.Num] = true
	if c.now.catalog.Twice() {
		c.note(Content)
	}
	keys(c.then.catalog, c.now.catalog, func(key cos.Name, _, after cos.Object) {
		switch key {
		case "AcroForm", "Extensions":
		case "DSS":
			c.note(EvidenceAdded)
		case "Metadata":
			c.note(Described)
		case "Version":
			if _, is := after.(cos.Name); !is {
				c.note(Unknown)
			}
		case "Perms", "PieceInfo", "Legal":
			c.note(Unknown)
		default:
			c.note(Content)
		}
	})
	if at, is := c.then.catalog.Get("Metadata").(cos.Ref); is && c.changed[at.Num] && c.own(at.Num) {
		c.explained[at.Num] = true
		c.note(Described)
	}
	if at, is := c.then.catalog.Get("Extensions").(cos.Ref); is && c.own(at.Num) {
		c.explained[at.Num] = true
	}
	return nil
}

// evidence explains the store of certificates and revocation lists, where
// nothing but the store refers to any part of it.
func (c *comparison) evidence() error {
	inside := map[int]int32{} // how often the store refers to its parts
	var waiting []cos.Ref
	enter := func(r cos.Ref) {
		if inside[r.Num]++; inside[r.Num] == 1 {
			waiting = append(waiting, r)
		}
	}
	cos.Refs(c.then.catalog.Get("DSS"), enter)
	for len(waiting) > 0 && len(inside) < mostNodes {
		at := waiting[0]
		waiting = waiting[1:]
		item, err := c.then.f.Follow(at)
		if err != nil {
			return err
		}
		cos.Refs(item.Value, enter)
	}
	for num, refs := range inside {
		if num < len(c.uses) && c.uses[num] != refs {
			return nil
		}
	}
	for num := range inside {
		if c.changed[num] {
			c.explained[num] = true
			c.note(EvidenceAdded)
		}
	}
	return nil
}
