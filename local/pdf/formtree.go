package pdf

import (
	"errors"
	"fmt"

	"tram/local/pdf/cos"
)

const (
	mostFields     = 50_000
	mostFieldDepth = 50
)

// acroForm is the interactive form of a PDF: where it stands and what is in it.
type acroForm struct {
	at     *cos.Ref // nil: in the catalog, or nowhere
	self   cos.Dict
	source []byte
	fields []formField // all that end a branch, with what they inherit
}

// formField is a field that holds a value.
type formField struct {
	name  string // with its parents, joined by dots
	kind  cos.Name
	value cos.Object
	self  cos.Dict
	at    cos.Ref // zero: it stands in its parent
}

// readForm reads the form of the catalog.
func (s *signing) readForm() (acroForm, error) {
	f, err := readForm(s.f, s.catalog, s.source)
	if err != nil {
		return f, broken(err)
	}
	return f, nil
}

func readForm(f *cos.File, catalog cos.Dict, source []byte) (acroForm, error) {
	form := acroForm{source: source}
	entry := catalog.Get("AcroForm")
	if at, is := entry.(cos.Ref); is {
		item, err := f.Follow(at)
		if err != nil {
			return form, err
		}
		form.at, form.source, entry = &at, item.Source, item.Value
	}
	switch v := entry.(type) {
	case nil:
		form.at = nil
		return form, nil
	case cos.Dict:
		form.self = v
	default:
		return form, errors.New("a form that is no dictionary")
	}
	list, err := f.List(form.self.Get("Fields"))
	if err != nil {
		return form, err
	}
	w := fieldWalk{f: f, seen: map[cos.Ref]bool{}}
	for _, kid := range list.Items {
		if err := w.field(kid, formField{}, 0); err != nil {
			return form, err
		}
	}
	form.fields = w.found
	return form, nil
}

// fieldWalk goes through the tree of fields.
type fieldWalk struct {
	f     *cos.File
	seen  map[cos.Ref]bool
	found []formField
	nodes int
}

func (w *fieldWalk) field(o cos.Object, above formField, depth int) error {
	if w.nodes++; w.nodes > mostFields || depth > mostFieldDepth {
		return errors.New("a form without end")
	}
	here := above
	here.at = cos.Ref{}
	if at, is := o.(cos.Ref); is {
		if w.seen[at] {
			return fmt.Errorf("the field %v stands twice in the form", at)
		}
		w.seen[at] = true
		here.at = at
	}
	d, err := w.f.Dict(o)
	if err != nil || d.To == 0 {
		return err
	}
	here.self = d
	if err := w.inherit(&here, d); err != nil {
		return err
	}
	kids, err := w.f.List(d.Get("Kids"))
	if err != nil {
		return err
	}
	var deeper []cos.Object
	for _, kid := range kids.Items {
		k, err := w.f.Dict(kid)
		if err != nil {
			return err
		}
		if k.Get("T") != nil {
			deeper = append(deeper, kid)
		}
	}
	if len(deeper) == 0 {
		w.found = append(w.found, here)
	}
	for _, kid := range deeper {
		if err := w.field(kid, here, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// inherit takes over what a field says of itself.
func (w *fieldWalk) inherit(here *formField, d cos.Dict) error {
	t, err := w.f.Value(d.Get("T"))
	if err != nil {
		return err
	}
	if part, is := t.(cos.String); is {
		if here.name != "" {
			here.name += "."
		}
		here.name += part.Text()
	}
	kind, err := w.f.Value(d.Get("FT"))
	if err != nil {
		return err
	}
	if k, is := kind.(cos.Name); is {
		here.kind = k
	}
	if v := d.Get("V"); v != nil {
		here.value = v
	}
	return nil
}

// freeName is a name that no field has.
func (f acroForm) freeName(wish string) (string, error) {
	taken := map[string]bool{}
	for _, field := range f.fields {
		taken[field.name] = true
	}
	if wish != "" {
		if taken[wish] {
			return "", errors.New("a field of that name exists")
		}
		return wish, nil
	}
	for n := 1; ; n++ {
		if name := fmt.Sprintf("ChuKy%d", n); !taken[name] {
			return name, nil
		}
	}
}

// permits refuses what a certification or the kind of form forbids.
func (f acroForm) permits(s *signing, field Field) error {
	if f.self.Get("XFA") != nil {
		return DynamicForm
	}
	level, err := certified(s.f, s.catalog)
	if err != nil {
		return broken(err)
	}
	for _, other := range f.fields {
		if other.kind != "Sig" || other.value == nil {
			continue
		}
		if field.Certify > 0 {
			return CertifyFirst
		}
		signature, err := s.f.Dict(other.value)
		if err != nil {
			return broken(err)
		}
		locks, err := locksOf(s.f, signature, other.self)
		if err != nil {
			return broken(err)
		}
		if locks.level == 1 {
			level = 1
		}
	}
	if level == 1 && field.SubFilter != DocumentStamp {
		return ChangesForbidden
	}
	return nil
}

// certified is what the certification of a file allows (1…3); 0 where it has
// none.
func certified(f *cos.File, catalog cos.Dict) (int, error) {
	perms, err := f.Dict(catalog.Get("Perms"))
	if err != nil {
		return 0, err
	}
	if perms.Get("DocMDP") == nil {
		return 0, nil
	}
	signature, err := f.Dict(perms.Get("DocMDP"))
	if err != nil {
		return 0, err
	}
	if level, err := docMDP(f, signature); level > 0 || err != nil {
		return level, err
	}
	return 2, nil
}

// docMDP reads what a signature dictionary says about later changes: the strictest
// where it says several things.
func docMDP(f *cos.File, signature cos.Dict) (int, error) {
	references, err := f.List(signature.Get("Reference"))
	if err != nil {
		return 0, err
	}
	level := 0
	for _, o := range references.Items {
		reference, err := f.Dict(o)
		if err != nil {
			return 0, err
		}
		if method, err := f.Value(reference.Get("TransformMethod")); err != nil || method != cos.Name("DocMDP") {
			continue
		}
		parms, err := f.Dict(reference.Get("TransformParams"))
		if err != nil {
			return 0, err
		}
		here, err := levelIn(f, parms)
		if err != nil {
			return 0, err
		}
		if level == 0 || here < level {
			level = here
		}
	}
	return level, nil
}

// levelIn reads /P: 2 where it is not said (ISO 32000-1, table 254), and the
// strictest where it says nothing sensible.
func levelIn(f *cos.File, parms cos.Dict) (int, error) {
	p, err := f.Value(parms.Get("P"))
	if err != nil {
		return 0, err
	}
	if p == nil {
		return 2, nil
	}
	if n, is := p.(cos.Int); is && n >= 1 && n <= 3 {
		return int(n), nil
	}
	return 1, nil
}

// enter puts a field into the form.
func (s *signing) enter(form acroForm, widget cos.Ref) error {
	if form.self.To == 0 {
		at := s.d.add(fmt.Sprintf("<< /Fields [%s] /SigFlags %d >>", pointer(widget), sigFlags))
		s.sets = append(s.sets, cos.Set{Key: "AcroForm", Value: pointer(at)})
		return nil
	}
	var sets []cos.Set
	fields, err := s.append(form.self.Get("Fields"), form.source, widget)
	if err != nil {
		return err
	}
	if fields != "" {
		sets = append(sets, cos.Set{Key: "Fields", Value: fields})
	}
	flags, _ := form.self.Get("SigFlags").(cos.Int)
	if flags&sigFlags != sigFlags {
		sets = append(sets, cos.Set{Key: "SigFlags", Value: fmt.Sprint(flags | sigFlags)})
	}
	switch {
	case len(sets) == 0:
	case form.at != nil:
		s.d.replace(*form.at, form.self.With(form.source, sets...))
	default:
		s.sets = append(s.sets, cos.Set{Key: "AcroForm", Value: form.self.With(form.source, sets...)})
	}
	return nil
}

// append lengthens a list by one reference: where it stands elsewhere there, and
// the answer is empty; else the answer is the new list.
func (s *signing) append(list cos.Object, source []byte, more cos.Ref) (string, error) {
	at, elsewhere := list.(cos.Ref)
	if elsewhere {
		item, err := s.f.Follow(at)
		if err != nil {
			return "", broken(err)
		}
		list, source = item.Value, item.Source
	}
	switch v := list.(type) {
	case nil:
		return "[" + pointer(more) + "]", nil
	case cos.Array:
		longer := v.With(source, pointer(more))
		if elsewhere {
			s.d.replace(at, longer)
			return "", nil
		}
		return longer, nil
	}
	return "", broken(errors.New("a list that is none"))
}
