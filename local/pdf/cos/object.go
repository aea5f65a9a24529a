package cos

import (
	"slices"
	"strings"
)

// Object is a value of a PDF: nil (null), bool, Int, Real, Name, String, Ref,
// Array or Dict.
type Object any

type (
	Int  int64
	Real float64
	Name string // with its #xx unfolded

	// Ref points at an indirect object.
	Ref struct{ Num, Gen int }

	// String is a text or bytes, and where it stands in the source.
	String struct {
		Bytes    []byte
		Hex      bool
		From, To int // with its brackets
	}

	// Array is a list, and where it stands in the source.
	Array struct {
		Items    []Object
		From, To int // with its brackets
	}

	// Dict is a dictionary in the order of the file, and where it stands in the
	// source. A key that stands twice is kept twice.
	Dict struct {
		Entries  []Entry
		From, To int // with its brackets
	}

	// Entry is a key of a dictionary; From and To enclose its value.
	Entry struct {
		Key      Name
		Value    Object
		From, To int
	}

	keyword string
)

// Get is the first value of a key; nil where there is none.
func (d Dict) Get(key Name) Object {
	for _, e := range d.Entries {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// Twice tells whether a key stands twice: readers differ on which one counts.
func (d Dict) Twice() bool {
	seen := make(map[Name]bool, len(d.Entries))
	for _, e := range d.Entries {
		if seen[e.Key] {
			return true
		}
		seen[e.Key] = true
	}
	return false
}

// Twice tells whether any dictionary inside a value has a key twice.
func Twice(o Object) bool {
	switch o := o.(type) {
	case Array:
		return slices.ContainsFunc(o.Items, Twice)
	case Dict:
		return o.Twice() || slices.ContainsFunc(o.Entries, func(e Entry) bool { return Twice(e.Value) })
	}
	return false
}

// Set is a key of a dictionary and what it is to stand for, as PDF writes it.
type Set struct {
	Key   Name
	Value string
}

// With writes the dictionary anew with values replaced or added; everything
// else stays byte for byte. The source is that of the item it stands in.
func (d Dict) With(source []byte, sets ...Set) string {
	var b strings.Builder
	at := d.From
	done := map[Name]bool{}
	for _, e := range d.Entries {
		for _, s := range sets {
			if s.Key == e.Key && !done[s.Key] {
				done[s.Key] = true
				b.Write(source[at:e.From])
				b.WriteString(" " + s.Value + " ")
				at = e.To
			}
		}
	}
	end := d.To - len(">>")
	b.Write(source[at:end])
	for _, s := range sets {
		if !done[s.Key] {
			b.WriteString("\n/" + string(s.Key) + " " + s.Value)
		}
	}
	b.Write(source[end:d.To])
	return b.String()
}

// With writes the array anew with one value more at its end.
func (a Array) With(source []byte, value string) string {
	end := a.To - len("]")
	return string(source[a.From:end]) + "\n" + value + string(source[end:a.To])
}

// Same tells whether two values mean the same, wherever they stand.
func Same(a, b Object) bool {
	switch a := a.(type) {
	case String:
		other, is := b.(String)
		return is && string(a.Bytes) == string(other.Bytes)
	case Array:
		other, is := b.(Array)
		if !is || len(a.Items) != len(other.Items) {
			return false
		}
		for i := range a.Items {
			if !Same(a.Items[i], other.Items[i]) {
				return false
			}
		}
		return true
	case Dict:
		other, is := b.(Dict)
		return is && sameEntries(a, other)
	}
	x, number := Number(a)
	y, other := Number(b)
	if number || other {
		return number && other && x == y
	}
	switch b.(type) {
	case String, Array, Dict:
		return false
	}
	return a == b
}

// sameEntries compares dictionaries whatever their order; a null is no entry.
// One with a key twice is like no other.
func sameEntries(a, b Dict) bool {
	if a.Twice() || b.Twice() {
		return false
	}
	values := make(map[Name]Object, len(b.Entries))
	for _, e := range b.Entries {
		if e.Value != nil {
			values[e.Key] = e.Value
		}
	}
	for _, e := range a.Entries {
		if e.Value == nil {
			continue
		}
		other, is := values[e.Key]
		if !is || !Same(e.Value, other) {
			return false
		}
		delete(values, e.Key)
	}
	return len(values) == 0
}

// Number is the value of an Int or a Real.
func Number(o Object) (float64, bool) {
	switch n := o.(type) {
	case Int:
		return float64(n), true
	case Real:
		return float64(n), true
	}
	return 0, false
}

// Refs calls with every reference inside a value.
func Refs(o Object, call func(Ref)) {
	switch o := o.(type) {
	case Ref:
		call(o)
	case Array:
		for _, v := range o.Items {
			Refs(v, call)
		}
	case Dict:
		for _, e := range o.Entries {
			Refs(e.Value, call)
		}
	}
}
