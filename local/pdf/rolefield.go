package pdf

import (
	"tram/local/pdf/cos"
)

// fieldState is what a field hands down to its parts.
type fieldState struct {
	kind   cos.Name
	name   string
	signed bool // an empty signature field got its signature
	filled bool // another field got another value
	depth  int
}

// arrival is an annotation that came or shows something else: where it lies, and by
// what it is called.
type arrival struct {
	at    cos.Ref
	kind  ChangeKind
	field string
	self  cos.Dict
	sign  bool // of a signature
	stamp bool // of a time stamp of the whole document
	fresh bool // its field came too

	unveiled bool // it was there, and shows where it did not
}

// fields compares two lists of fields: the older ones must all be there, in their order,
// and what came before, between and behind them must be signatures.
func (c *comparison) fields(was, is cos.Object, above fieldState) {
	then, now, ok := c.lists(was, is, roleFields, placeForm)
	if !ok {
		return
	}
	if len(now) < len(then) || above.depth > mostFieldDepth {
		c.content(placeForm)
		return
	}
	for _, kid := range now {
		switch at, by := kid.(cos.Ref); {
		case len(then) > 0 && by && cos.Same(then[0], kid):
			c.field(at, above)
			then = then[1:]
		case len(then) > 0 && !by:
			c.stay("", then[0], kid, placeForm)
			then = then[1:]
		default:
			c.newField(kid, above)
		}
	}
	if len(then) > 0 {
		c.content(placeForm)
	}
}

// field compares a field that was there before.
func (c *comparison) field(at cos.Ref, above fieldState) {
	if c.roles[at.Num] == roleField || len(c.roles) > mostSeats {
		c.content(placeForm)
		return
	}
	then, now, ok := c.dicts(at, at, roleField, placeForm)
	if !ok {
		return
	}
	here := c.described(then, above)
	c.values(then, now, &here)
	place := placeField(here.name)
	each(then, now, func(key cos.Name, was, is cos.Object) {
		switch {
		case key == "Kids":
			c.fields(was, is, here)
		case key == "AP" && here.redrawn():
			c.lead(is, key, roleLook, place)
		case key == "Type" && optional(was) && optional(is): // some programs leave it out
		case key == "V" && here.signed && !cos.Same(was, is): // its signature was walked through
		case key == "V" && here.filled:
			c.lead(is, key, roleValue, place)
		case here.mayChange(key, was, is):
			c.lead(is, key, rolePart, place)
		default:
			c.stay(key, was, is, place)
		}
	})
	if now.Get("Rect") != nil && (here.signed || here.filled) {
		kind := FormFilled
		if here.signed {
			kind = AnotherSignature
		}
		c.arrivals[at] = &arrival{at: at, kind: kind, field: here.name, self: now, sign: here.signed, unveiled: c.unveils(then, now)}
	}
}

// optional tells whether /Type of an annotation says what it has to, or nothing.
func optional(o cos.Object) bool { return o == nil || o == cos.Name("Annot") }

// described takes over what a field says of itself.
func (c *comparison) described(d cos.Dict, above fieldState) fieldState {
	here := above
	here.depth++
	kind, err := c.then.f.Value(d.Get("FT"))
	if k, is := kind.(cos.Name); is && err == nil {
		here.kind = k
	}
	part, err := c.then.f.Value(d.Get("T"))
	if s, is := part.(cos.String); is && err == nil {
		if here.name != "" {
			here.name += "."
		}
		here.name += s.Text()
	}
	return here
}

// values tells whether a field was signed or filled.
func (c *comparison) values(then, now cos.Dict, here *fieldState) {
	before, err := itemOf(c.then.f, then.Get("V"))
	if err != nil {
		return
	}
	after, err := itemOf(c.now.f, now.Get("V"))
	if err != nil {
		return
	}
	switch here.kind {
	case "Sig":
		if before.Value != nil || after.Value == nil {
			return
		}
		if c.signature(now.Get("V"), here.name) {
			here.signed = true
			c.noteField(AnotherSignature, here.name)
		}
	case "Tx", "Ch", "Btn":
		// A value of its own, or what the widget of a button shows.
		if cos.Same(before.Value, after.Value) && before.Stream == after.Stream && cos.Same(then.Get("AS"), now.Get("AS")) {
			return
		}
		here.filled = true
		if _, dict := after.Value.(cos.Dict); dict && after.Stream == 0 {
			c.content(placeField(here.name))
		}
		c.noteField(FormFilled, here.name)
	}
}

// redrawn tells whether a field shows something else with its value. A button keeps
// its pictures and shows another of them.
func (s fieldState) redrawn() bool { return s.signed || s.filled && s.kind != "Btn" }

// mayChange tells which other keys of a field may change with its value.
func (s fieldState) mayChange(key cos.Name, was, is cos.Object) bool {
	if cos.Same(was, is) {
		return false
	}
	switch _, ref := is.(cos.Ref); key {
	case "M":
		return (s.signed || s.filled) && !ref
	case "AS", "I", "RV", "DA":
		return s.filled && !ref
	case "F":
		return s.signed && !ref
	case "P":
		return s.signed && was == nil
	}
	return false
}

// signature asks that a value is a signature that came, in a dictionary of its own
// that leads to no stream.
func (c *comparison) signature(o cos.Object, field string) bool {
	at, by := o.(cos.Ref)
	if !by || !c.fresh(at) || c.roles[at.Num] != roleKept {
		c.content(placeField(field))
		return false
	}
	item, err := c.now.f.Follow(at)
	d, dict := item.Value.(cos.Dict)
	if err != nil || !dict || item.Stream > 0 || d.Get("ByteRange") == nil || d.Get("Contents") == nil {
		c.content(placeField(field))
		return false
	}
	c.take(at.Num, roleSignature)
	c.lead(d, "", roleSignature, placeField(field))
	return true
}

// ofNewField are the keys that a field for a signature may bring along.
var ofNewField = []cos.Name{
	"Type", "Subtype", "FT", "T", "TU", "TM", "V", "F", "P", "Rect", "AP", "AS", "Kids", "Parent", "Ff", "MK", "DA", "Q", "H", "M", "NM",
	"Lock", "SV", "BS", "Border", "StructParent", "Contents", "DR",
}

// newField judges a field that came: only a signature may, with a value of its own.
func (c *comparison) newField(o cos.Object, above fieldState) {
	at, by := o.(cos.Ref)
	if !by || !c.fresh(at) || c.roles[at.Num] != roleKept {
		c.content(placeForm)
		return
	}
	_, d, ok := c.dicts(nil, at, roleField, placeForm)
	if !ok {
		return
	}
	name, said := d.Get("T").(cos.String)
	called := fieldState{name: above.name}.under(name.Text())
	if d.Get("FT") != cos.Name("Sig") || !said || c.known(called) || !onlyKeys(d, ofNewField...) {
		c.content(placeForm)
		return
	}
	c.names[called] = true
	stamp, empty := false, d.Get("V") == nil
	if !empty {
		if !c.signature(d.Get("V"), called) {
			return
		}
		signature, _ := c.now.f.Dict(d.Get("V")) // it was read before
		stamp = signature.Get("SubFilter") == cos.Name(DocumentStamp)
	}
	if empty && (!c.blank(d.Get("AP")) || d.Get("Kids") != nil) {
		c.content(placeForm)
		return
	}
	kind := AnotherSignature
	switch {
	case empty:
		kind = FieldAdded
	case stamp:
		kind = EvidenceAdded
	}
	if stamp {
		c.note(kind)
	} else {
		c.add(Change{Kind: kind, Field: called, New: true})
	}
	a := &arrival{kind: kind, field: called, sign: true, stamp: stamp, fresh: true}
	c.widget(at, d, a)
	c.newWidgets(d.Get("Kids"), at, a)
}

// under joins names of fields.
func (s fieldState) under(part string) string {
	if s.name == "" {
		return part
	}
	return s.name + "." + part
}

// widget notes a place where a signature that came shows.
func (c *comparison) widget(at cos.Ref, d cos.Dict, a *arrival) {
	here := *a
	here.at, here.self = at, d
	c.arrivals[at] = &here
	for _, e := range d.Entries {
		switch e.Key {
		case "AP", "DR":
			c.lead(e.Value, e.Key, roleLook, placeField(a.field))
		case "V", "Kids":
		default:
			c.lead(e.Value, e.Key, rolePart, placeField(a.field))
		}
	}
}

// newWidgets judges the parts of a signature field that came: places where it
// shows, and nothing else.
func (c *comparison) newWidgets(o cos.Object, field cos.Ref, a *arrival) {
	if o == nil {
		return
	}
	_, kids, _ := c.lists(nil, o, roleFields, placeForm)
	for _, kid := range kids {
		at, by := kid.(cos.Ref)
		if !by || !c.fresh(at) || c.roles[at.Num] != roleKept {
			c.content(placeForm)
			return
		}
		_, part, ok := c.dicts(nil, at, roleField, placeForm)
		if !ok {
			return
		}
		if part.Get("FT") != nil || part.Get("T") != nil || part.Get("V") != nil || part.Get("Kids") != nil ||
			part.Get("Parent") != nil && part.Get("Parent") != field || !onlyKeys(part, ofNewField...) {
			c.content(placeForm)
			return
		}
		c.widget(at, part, a)
	}
}
