package pdf

import (
	"slices"

	"tram/local/pdf/cos"
)

// forbidden finds changes that the signer did not allow: by the certification
// of the file (DocMDP) or by a lock on fields (FieldMDP).
func (e *examination) forbidden(then *view, d cos.Dict) error {
	locked, err := lockedFields(then.f, d)
	if err != nil {
		return err
	}
	for _, change := range e.s.Since {
		if !allowed(e.s.Certify, change.Kind) || change.Kind == FormFilled && locked(change.Field) {
			e.fault(NotAllowed)
			return nil
		}
	}
	return nil
}

// allowed tells what a certification lets happen (ISO 32000-1, table 254);
// evidence may always come (ISO 32000-2, 12.8.2.2).
func allowed(level int, kind ChangeKind) bool {
	switch level {
	case 1:
		return kind == EvidenceAdded
	case 2:
		return kind != Annotated && kind < Content
	case 3:
		return kind < Content
	}
	return true
}

// lockedFields reads which fields a signature locks.
func lockedFields(f *cos.File, d cos.Dict) (func(field string) bool, error) {
	none := func(string) bool { return false }
	references, err := f.List(d.Get("Reference"))
	if err != nil {
		return none, err
	}
	for _, o := range references.Items {
		reference, err := f.Dict(o)
		if err != nil {
			return none, err
		}
		if reference.Get("TransformMethod") != cos.Name("FieldMDP") {
			continue
		}
		parms, err := f.Dict(reference.Get("TransformParams"))
		if err != nil {
			return none, err
		}
		list, err := f.List(parms.Get("Fields"))
		if err != nil {
			return none, err
		}
		named := func(field string) bool {
			return slices.ContainsFunc(list.Items, func(o cos.Object) bool {
				s, is := o.(cos.String)
				return is && s.Text() == field
			})
		}
		switch parms.Get("Action") {
		case cos.Name("Include"):
			return named, nil
		case cos.Name("Exclude"):
			return func(field string) bool { return !named(field) }, nil
		}
		return func(string) bool { return true }, nil
	}
	return none, nil
}
