package pdf

import (
	"bytes"
	"errors"
	"slices"

	"tram/local/pdf/cos"
)

// form compares the interactive form: signatures may come and fields be filled.
func (c *comparison) form(was, is cos.Object) {
	then, now, ok := c.dicts(was, is, roleForm, placeForm)
	if !ok {
		return
	}
	each(then, now, func(key cos.Name, was, is cos.Object) {
		switch key {
		case "Fields":
			c.fields(was, is, fieldState{})
		case "SigFlags":
			c.flags(was, is)
		case "DR":
			c.formLooks(was, is)
		case "NeedAppearances":
			if !cos.Same(was, is) && (is == true || was == true && c.then.form.filled()) {
				c.content(placeForm)
			}
		case "DA":
			if _, words := is.(cos.String); !cos.Same(was, is) && (was != nil || !words || c.bare(nil)) {
				c.content(placeForm)
			}
		default:
			c.stay(key, was, is, placeForm)
		}
	})
}

// flags of a form tell that there are signatures: none of them may be taken back.
func (c *comparison) flags(was, is cos.Object) {
	if cos.Same(was, is) {
		return
	}
	old, _ := was.(cos.Int)
	if flags, number := is.(cos.Int); !number || flags&old != old {
		c.note(Unknown)
	}
}

// formLooks compares fonts and such of the form: some may come, and each that was
// there must be what it was, be it by another number. Another may take the place of
// what is no font where no look asks for it by its name: programs that sign keep the
// looks of their signatures there, all under one name.
func (c *comparison) formLooks(was, is cos.Object) {
	then, now, ok := c.dicts(was, is, roleLook, placeForm)
	if !ok {
		return
	}
	replaced := map[string]bool{}
	each(then, now, func(key cos.Name, was, is cos.Object) {
		before, beforeErr := itemOf(c.then.f, was)
		after, afterErr := itemOf(c.now.f, is)
		_, wasDict := before.Value.(cos.Dict)
		_, isDict := after.Value.(cos.Dict)
		if beforeErr != nil || afterErr != nil || before.Value != nil && !wasDict || !isDict {
			c.sameLook(was, is)
			return
		}
		older, newer, ok := c.dicts(was, is, roleLook, placeForm)
		if !ok {
			return
		}
		each(older, newer, func(name cos.Name, was, is cos.Object) {
			if key != "Font" && was != nil && is != nil && !cos.Same(was, is) && !c.alike(was, is) {
				replaced[string(name)] = true
				was = nil
			}
			c.sameLook(was, is)
		})
	})
	if came := c.newFonts(then, now); len(came) > 0 && c.bare(came) || c.waiting(then, now) || c.asked(replaced) {
		c.content(placeForm)
	}
}

// sameLook compares what looks are made of, where it was there before.
func (c *comparison) sameLook(was, is cos.Object) {
	switch {
	case was != nil && cos.Same(was, is):
		c.lead(is, "", roleKept, placeForm)
		return
	case was != nil && !c.alike(was, is):
		c.content(placeForm)
	}
	c.lead(is, "", roleLook, placeForm)
}

// newFonts are the names of fonts that came.
func (c *comparison) newFonts(before, after cos.Dict) map[cos.Name]bool {
	then, err := c.then.f.Dict(before.Get("Font"))
	if err != nil {
		return nil
	}
	now, err := c.now.f.Dict(after.Get("Font"))
	if err != nil {
		return nil
	}
	came := map[cos.Name]bool{}
	for _, e := range now.Entries {
		if then.Get(e.Key) == nil {
			came[e.Key] = true
		}
	}
	return came
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

const (
	mostWaiting  = 2000    // looks that are read
	mostLookText = 1 << 20 // bytes of one, unpacked
)

// waiting tells whether a look that was there draws with a name that it does not
// know: readers then take what the form has by that name.
func (c *comparison) waiting(then, now cos.Dict) bool {
	came := map[string]bool{}
	each(then, now, func(key cos.Name, was, is cos.Object) {
		before, err := c.then.f.Dict(was)
		after, problem := c.now.f.Dict(is)
		if err != nil || problem != nil {
			return
		}
		for _, e := range after.Entries {
			if before.Get(e.Key) == nil {
				came[string(e.Key)] = true
			}
		}
	})
	return c.asked(came)
}

// asked tells whether a look that was there draws with one of these names.
func (c *comparison) asked(came map[string]bool) bool {
	if len(came) == 0 {
		return false
	}
	looks := 0
	for _, field := range c.then.form.fields {
		if looks++; looks > mostWaiting || c.lookWaits(field.self, came) {
			return true
		}
	}
	return false
}

// lookWaits looks through the looks of a field and of its parts.
func (c *comparison) lookWaits(d cos.Dict, came map[string]bool) bool {
	kids, err := c.then.f.List(d.Get("Kids"))
	if err != nil {
		return true
	}
	for _, kid := range kids.Items {
		part, err := c.then.f.Dict(kid)
		if err != nil || part.Get("Kids") == nil && c.lookWaits(part, came) {
			return true
		}
	}
	return c.looksWait(d.Get("AP"), came, 0)
}

// looksWait looks through one look, or several by their states.
func (c *comparison) looksWait(o cos.Object, came map[string]bool, depth int) bool {
	item, err := itemOf(c.then.f, o)
	d, dict := item.Value.(cos.Dict)
	switch {
	case err != nil || depth > 2:
		return true
	case item.Stream > 0:
		return c.formWaits(item, came)
	case !dict:
		return false
	}
	for _, e := range d.Entries {
		if c.looksWait(e.Value, came, depth+1) {
			return true
		}
	}
	return false
}

func (c *comparison) formWaits(item cos.Item, came map[string]bool) bool {
	own := map[string]bool{}
	resources, err := c.then.f.Dict(item.Value.(cos.Dict).Get("Resources"))
	if err != nil {
		return true
	}
	for _, category := range resources.Entries {
		names, err := c.then.f.Dict(category.Value)
		if err != nil {
			return true
		}
		for _, e := range names.Entries {
			own[string(e.Key)] = true
		}
	}
	content, err := c.then.f.Unpacked(item, mostLookText)
	if err != nil {
		return true
	}
	t := tokens{b: content}
	for {
		v, err := t.next(0)
		if err != nil {
			return !errors.Is(err, errTokensEnd)
		}
		if n, is := v.(name); is && came[string(n)] && !own[string(n)] {
			return true
		}
	}
}

// filled tells whether the form has fields with a value to show.
func (f acroForm) filled() bool {
	return slices.ContainsFunc(f.fields, func(field formField) bool { return field.kind != "Sig" && field.value != nil })
}

// known tells whether a field of that name was there before, or came already.
func (c *comparison) known(name string) bool {
	return c.names[name] || slices.ContainsFunc(c.then.form.fields, func(field formField) bool { return field.name == name })
}
