package pdf

import "tram/local/pdf/cos"

// structure lets the structure of a tagged file grow: a program that signs one enters
// its field there. It is what is read out, and shows on no page.
func (c *comparison) structure(was, is cos.Object) {
	if was == nil || is == nil {
		c.stay("StructTreeRoot", was, is, placeCatalogue("StructTreeRoot"))
		return
	}
	if !cos.Same(was, is) {
		c.changed[roleStructure] = true
	}
	c.lead(is, "", roleStructure, placeCatalogue("StructTreeRoot"))
}

// colours lets the meaning of colours be said where nothing was said before, as
// PDF/A asks; a reader may show other colours by it.
func (c *comparison) colours(was, is cos.Object) {
	if was != nil || is == nil {
		c.stay("OutputIntents", was, is, placeCatalogue("OutputIntents"))
		return
	}
	c.changed[roleColours] = true
	c.lead(is, "", roleColours, placeCatalogue("OutputIntents"))
}

// byRole tells what is told once for all objects of a role.
func (c *comparison) byRole() {
	if c.changed[roleStructure] {
		c.note(Structured)
	}
	if c.changed[roleColours] {
		c.note(Coloured)
	}
}
