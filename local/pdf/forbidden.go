package pdf

import (
	"errors"
	"strings"

	"tram/local/pdf/cos"
)

// forbidden finds changes that the signer did not allow: by the certification of
// the file (DocMDP), or by a lock on fields (FieldMDP and /Lock).
func (e *examination) forbidden(then *view, d cos.Dict) error {
	locks, err := locksOf(then.f, d, e.field)
	if err != nil {
		return err
	}
	for _, change := range e.s.Since {
		if !allowed(locks.level, change.Kind) || locks.hold(change) {
			e.fault(NotAllowed)
			break
		}
	}
	if e.s.Certify == 0 || locks.level == mayAnnotate {
		return nil
	}
	for _, change := range e.s.Since {
		if change.Kind == AnotherSignature && change.New && len(change.Places) > 0 {
			change.Kind = SignShows
			change.Said = worded(change)
			e.s.Since = append(e.s.Since, change)
		}
	}
	return nil
}

// mayAnnotate is the level at which others may write on the page.
const mayAnnotate = 3

// allowed tells what a certification lets happen (ISO 32000-1, table 254);
// evidence may always come (ISO 32000-2, 12.8.2.2), and programs that bring it write
// down the day.
func allowed(level int, kind ChangeKind) bool {
	switch {
	case kind >= Content || level == 0:
		return level == 0
	case kind == EvidenceAdded || kind == Redated || kind == Stray || kind == Unsettled:
		return true
	case level == 1:
		return false
	case level == 2:
		return kind != Annotated && kind != SmallCover && kind != DrawnOn
	}
	return true
}

// locks are what one signature forbids.
type locks struct {
	level int // 1…3: of changes; 0: says nothing
	lists []fieldLock
}

// fieldLock is a list of fields that are locked, or of those that are not.
type fieldLock struct {
	action cos.Name
	fields []string
}

// locksOf reads what a signature dictionary and its field say of later changes. All
// that is said counts.
func locksOf(f *cos.File, signature, field cos.Dict) (locks, error) {
	var all locks
	level, err := docMDP(f, signature)
	if err != nil {
		return all, err
	}
	all.level = level
	references, err := f.List(signature.Get("Reference"))
	if err != nil {
		return all, err
	}
	for _, o := range references.Items {
		reference, err := f.Dict(o)
		if err != nil {
			return all, err
		}
		method, err := f.Value(reference.Get("TransformMethod"))
		if err != nil {
			return all, err
		}
		if method == cos.Name("FieldMDP") {
			if err := all.lock(f, reference.Get("TransformParams")); err != nil {
				return all, err
			}
		}
	}
	if field.Get("Lock") != nil {
		return all, all.lockOf(f, field.Get("Lock"))
	}
	return all, nil
}

// lockOf reads /Lock of a field: fields, and a level for the whole file
// (ISO 32000-2, table 236).
func (l *locks) lockOf(f *cos.File, o cos.Object) error {
	d, err := f.Dict(o)
	if err != nil || d.To == 0 {
		return err
	}
	if d.Get("P") != nil {
		level, err := levelIn(f, d)
		if err != nil {
			return err
		}
		if l.level == 0 || level < l.level {
			l.level = level
		}
	}
	return l.lock(f, o)
}

// lock reads /Action and /Fields.
func (l *locks) lock(f *cos.File, o cos.Object) error {
	d, err := f.Dict(o)
	if err != nil {
		return err
	}
	action, err := f.Value(d.Get("Action"))
	if err != nil {
		return err
	}
	list, err := f.List(d.Get("Fields"))
	if err != nil {
		return err
	}
	here := fieldLock{}
	here.action, _ = action.(cos.Name)
	for _, o := range list.Items {
		v, err := f.Value(o)
		s, is := v.(cos.String)
		if err != nil || !is {
			return errors.Join(errors.New("a locked field without a name"), err)
		}
		here.fields = append(here.fields, s.Text())
	}
	l.lists = append(l.lists, here)
	return nil
}

// hold tells whether a change is to a locked field. A field that came later was not
// there to be locked: the level of the file is what binds it.
func (l locks) hold(change Change) bool {
	if change.Kind != FormFilled && change.Kind != AnotherSignature {
		return false
	}
	for _, list := range l.lists {
		if list.locks(change.Field) && !change.New {
			return true
		}
	}
	return false
}

func (l fieldLock) locks(field string) bool {
	named := func() bool {
		for _, f := range l.fields {
			if within(field, f) || within(f, field) {
				return true
			}
		}
		return false
	}
	switch l.action {
	case "Include":
		return named()
	case "Exclude":
		for _, f := range l.fields {
			if within(field, f) {
				return false
			}
		}
	}
	return true
}

// within tells whether a field is another one, or part of it.
func within(field, above string) bool {
	return field == above || strings.HasPrefix(field, above+".")
}
