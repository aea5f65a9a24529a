package pdf

import (
	"tram/local/pdf/cos"
)

// interactive explains the form: signatures may come and fields be filled.
func (c *comparison) interactive() error {
	if at, is := c.then.catalog.Get("AcroForm").(cos.Ref); is && c.own(at.Num) {
		c.explained[at.Num] = true
	}
	before, after := c.then.form.self, c.now.form.self
	if after.Twice() {
		c.note(Content)
	}
	keys(before, after, func(key cos.Name, was, is cos.Object) {
		switch key {
		case "Fields":
		case "SigFlags":
			old, _ := was.(cos.Int)
			flags, _ := is.(cos.Int)
			if flags&old != old {
				c.note(Unknown)
			}
		case "DR":
		case "NeedAppearances":
			if is == true || was == true && c.then.form.filled() {
				c.note(Content)
			}
		case "DA":
			if was != nil || c.bare(nil) {
				c.note(Content)
			}
		default:
			c.note(Content)
		}
	})
	if err := c.resources(before.Get("DR"), after.Get("DR")); err != nil {
		return err
	}
	if err := c.newFonts(before.Get("DR"), after.Get("DR")); err != nil {
		return err
	}
	return c.fields(before.Get("Fields"), after.Get("Fields"), fieldState{})
}

// fieldState is what a field hands down to its parts.
type fieldState struct {
	kind   cos.Name
	name   string
	signed bool // an empty signature field got its signature
	filled bool // another field got another value
	depth  int
}

// list reads an array in both states, and explains it where it stands by itself.
func (c *comparison) list(before, after cos.Object) (then, now cos.Array, err error) {
	if then, err = c.then.f.List(before); err != nil {
		return then, now, err
	}
	if now, err = c.now.f.List(after); err != nil {
		return then, now, err
	}
	if at, is := before.(cos.Ref); is && c.own(at.Num) {
		c.explained[at.Num] = true
	}
	return then, now, nil
}

// fields compares two lists of fields: the older ones must all be there, in
// their order, and what comes behind them must be signatures.
func (c *comparison) fields(before, after cos.Object, above fieldState) error {
	then, now, err := c.list(before, after)
	if err != nil {
		return err
	}
	if len(now.Items) < len(then.Items) || above.depth > mostFieldDepth {
		c.note(Content)
		return nil
	}
	for i, kid := range then.Items {
		at, is := kid.(cos.Ref)
		if !cos.Same(kid, now.Items[i]) {
			c.note(Content)
		} else if is {
			if err := c.field(at, above); err != nil {
				return err
			}
		}
	}
	for _, kid := range now.Items[len(then.Items):] {
		if err := c.newField(kid); err != nil {
			return err
		}
	}
	return nil
}

// field compares a field that was there before.
func (c *comparison) field(at cos.Ref, above fieldState) error {
	then, err := c.then.f.Dict(at)
	if err != nil {
		return err
	}
	now, err := c.now.f.Dict(at)
	if err != nil {
		return err
	}
	here := above
	here.depth++
	if kind, is := then.Get("FT").(cos.Name); is {
		here.kind = kind
	}
	if part, is := then.Get("T").(cos.String); is {
		if here.name != "" {
			here.name += "."
		}
		here.name += part.Text()
	}
	if now.Twice() {
		c.note(Content)
	}
	if err := c.values(then, now, &here); err != nil {
		return err
	}
	c.explained[at.Num] = true
	keys(then, now, func(key cos.Name, was, is cos.Object) {
		if key != "Kids" && !here.mayChange(key, was, is) {
			c.note(Content)
		}
	})
	if err := c.appearance(at, then, now, here); err != nil {
		return err
	}
	return c.fields(then.Get("Kids"), now.Get("Kids"), here)
}

// values tells whether a field was signed or filled.
func (c *comparison) values(then, now cos.Dict, here *fieldState) error {
	before, err := c.then.f.Value(then.Get("V"))
	if err != nil {
		return err
	}
	after, err := c.now.f.Value(now.Get("V"))
	if err != nil {
		return err
	}
	switch here.kind {
	case "Sig":
		if before != nil || after == nil {
			return nil
		}
		if value, is := now.Get("V").(cos.Ref); !is || !c.fresh(value) {
			c.note(Content)
			return nil
		}
		here.signed = true
		c.noteField(AnotherSignature, here.name)
	case "Tx", "Ch", "Btn":
		// A value of its own, or what the widget of a button shows.
		if !cos.Same(before, after) || !cos.Same(then.Get("AS"), now.Get("AS")) {
			here.filled = true
			c.noteField(FormFilled, here.name)
			if value, is := then.Get("V").(cos.Ref); is && c.own(value.Num) {
				c.explained[value.Num] = true
			}
		}
	}
	return nil
}

// mayChange tells which keys of a field may change with it.
func (s fieldState) mayChange(key cos.Name, was, is cos.Object) bool {
	switch key {
	case "V", "AP", "M":
		return s.signed || s.filled
	case "AS", "I", "RV":
		return s.filled
	case "F", "P":
		return s.signed && (was == nil || key == "F")
	}
	return false
}

// newField judges a field that came: only a signature may, with a value of its
// own.
func (c *comparison) newField(o cos.Object) error {
	at, is := o.(cos.Ref)
	if !is || !c.fresh(at) {
		c.note(Content)
		return nil
	}
	d, err := c.now.f.Dict(at)
	if err != nil {
		return err
	}
	value, is := d.Get("V").(cos.Ref)
	if d.Get("FT") != cos.Name("Sig") || !is || !c.fresh(value) || d.Twice() {
		c.note(Content)
		return nil
	}
	signature, err := c.now.f.Dict(value)
	if err != nil {
		return err
	}
	name, _ := d.Get("T").(cos.String)
	if signature.Get("ByteRange") == nil || signature.Get("Contents") == nil || c.known(name.Text()) {
		c.note(Content)
		return nil
	}
	kind := AnotherSignature
	if corners, is := d.Get("Rect").(cos.Array); is && signature.Get("SubFilter") == cos.Name(DocumentStamp) {
		if rect, ok := rectangle(corners); ok && rect.area() == 0 {
			kind = EvidenceAdded
		}
	}
	c.noteField(kind, name.Text())
	c.names[name.Text()] = true
	c.widgets[at] = true
	return c.newWidgets(d)
}

// newWidgets judges the parts of a signature field that came: places where it
// shows, and nothing else.
func (c *comparison) newWidgets(d cos.Dict) error {
	kids, err := c.now.f.List(d.Get("Kids"))
	if err != nil {
		return err
	}
	for _, kid := range kids.Items {
		part, err := c.now.f.Dict(kid)
		if err != nil {
			return err
		}
		widget, is := kid.(cos.Ref)
		if !is || !c.fresh(widget) || part.Get("FT") != nil || part.Get("T") != nil || part.Get("Kids") != nil {
			c.note(Content)
			return nil
		}
		c.widgets[widget] = true
	}
	return nil
}

// known tells whether a field of that name was there before, or came already.
func (c *comparison) known(name string) bool {
	if c.names[name] {
		return true
	}
	for _, field := range c.then.form.fields {
		if field.name == name {
			return true
		}
	}
	return false
}
