package pdf

import (
	"bytes"
	"slices"

	"tram/local/pdf/cos"
)

// appearance explains how a field shows: it may change with the value, and only
// where nothing else shows the same. A button keeps its pictures.
func (c *comparison) appearance(at cos.Ref, then, now cos.Dict, here fieldState) error {
	if here.kind == "Btn" && !cos.Same(then.Get("AP"), now.Get("AP")) {
		c.note(Content)
		return nil
	}
	if !here.signed && !(here.filled && here.kind != "Btn") {
		return nil
	}
	if now.Get("Rect") != nil {
		if err := c.fieldShows(at, then, now, here); err != nil {
			return err
		}
	}
	if ap, is := then.Get("AP").(cos.Ref); is {
		if !c.own(ap.Num) {
			return nil
		}
		c.explained[ap.Num] = true
	}
	ap, err := c.then.f.Dict(then.Get("AP"))
	if err != nil {
		return err
	}
	if normal, is := ap.Get("N").(cos.Ref); is && c.own(normal.Num) {
		c.explained[normal.Num] = true
	}
	return nil
}

// fieldShows judges the size of a field that was signed or filled, and what a
// signature does to the page under it.
func (c *comparison) fieldShows(at cos.Ref, then, now cos.Dict, here fieldState) error {
	page, err := c.then.f.Dict(then.Get("P"))
	if err != nil {
		return err
	}
	annotations, err := c.then.f.List(page.Get("Annots"))
	if err != nil {
		return err
	}
	if !slices.Contains(annotations.Items, cos.Object(at)) {
		page = cos.Dict{} // it only says that it is there
	}
	if here.signed {
		return c.signatureShows(at, now, page)
	}
	if !c.fits(now, page) {
		c.note(Content)
	}
	return nil
}

// resources explains fonts and such of the form: some may come.
func (c *comparison) resources(before, after cos.Object) error {
	then, err := c.then.f.Dict(before)
	if err != nil {
		return err
	}
	now, err := c.now.f.Dict(after)
	if err != nil {
		return err
	}
	alone := true
	if at, is := before.(cos.Ref); is {
		if alone = c.own(at.Num); alone {
			c.explained[at.Num] = true
		}
	}
	for _, e := range then.Entries {
		category, err := c.then.f.Dict(e.Value)
		if err != nil {
			return err
		}
		other, err := c.now.f.Dict(now.Get(e.Key))
		if err != nil {
			return err
		}
		if category.To == 0 {
			if !cos.Same(e.Value, now.Get(e.Key)) {
				c.note(Content)
			}
			continue
		}
		for _, name := range category.Entries {
			if !cos.Same(name.Value, other.Get(name.Key)) {
				c.note(Content)
			}
		}
		if at, is := e.Value.(cos.Ref); is && alone && c.own(at.Num) {
			c.explained[at.Num] = true
		}
	}
	return nil
}

// newFonts looks whether a font came by a name that a field was waiting for.
func (c *comparison) newFonts(before, after cos.Object) error {
	fonts := func(f *cos.File, o cos.Object) (cos.Dict, error) {
		d, err := f.Dict(o)
		if err != nil {
			return d, err
		}
		return f.Dict(d.Get("Font"))
	}
	then, err := fonts(c.then.f, before)
	if err != nil {
		return err
	}
	now, err := fonts(c.now.f, after)
	if err != nil {
		return err
	}
	came := map[cos.Name]bool{}
	for _, e := range now.Entries {
		if then.Get(e.Key) == nil {
			came[e.Key] = true
		}
	}
	if len(came) > 0 && c.bare(came) {
		c.note(Content)
	}
	return nil
}

// bare tells whether a field has a value that readers draw by themselves: in one
// of these fonts, or, where none are given, without having been told how.
func (c *comparison) bare(fonts map[cos.Name]bool) bool {
	for _, field := range c.then.form.fields {
		if field.kind == "Sig" || field.value == nil || field.self.Get("AP") != nil {
			continue
		}
		how, is := field.self.Get("DA").(cos.String)
		if fonts == nil {
			if !is {
				return true
			}
			continue
		}
		if !is {
			how, _ = c.then.form.self.Get("DA").(cos.String)
		}
		words := bytes.Fields(how.Bytes)
		for i := 2; i < len(words); i++ {
			if string(words[i]) == "Tf" && fonts[cos.Name(bytes.TrimPrefix(words[i-2], []byte("/")))] {
				return true
			}
		}
	}
	return false
}

// filled tells whether the form has fields with a value to show.
func (f acroForm) filled() bool {
	return slices.ContainsFunc(f.fields, func(field formField) bool { return field.kind != "Sig" && field.value != nil })
}
