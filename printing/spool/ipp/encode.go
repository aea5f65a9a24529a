package ipp

import (
	"encoding/binary"
	"errors"
	"math"
)

// ErrTooLong is an attribute that does not fit into a message.
var ErrTooLong = errors.New("an IPP name or value is too long")

// Encode writes a message. What a request is followed by, such as a document,
// follows it on the wire.
func Encode(m Message) ([]byte, error) {
	e := encoder{b: make([]byte, 0, 1024)}
	e.b = append(e.b, m.Major, m.Minor)
	e.b = binary.BigEndian.AppendUint16(e.b, m.Code)
	e.b = binary.BigEndian.AppendUint32(e.b, uint32(m.ID))
	for _, g := range m.Groups {
		e.b = append(e.b, byte(g.Tag))
		for _, a := range g.Attrs {
			e.attr(a)
		}
	}
	e.b = append(e.b, byte(endOfAttributes))
	return e.b, e.err
}

type encoder struct {
	b   []byte
	err error
}

func (e *encoder) attr(a Attr) {
	name := a.Name
	for _, v := range a.Values {
		e.value(name, v)
		name = "" // a further value of the same attribute
	}
}

func (e *encoder) value(name string, v Value) {
	e.b = append(e.b, byte(v.Tag))
	e.short(name)
	switch v.Tag {
	case Integer, Enum:
		e.number(4, v.Int)
	case Boolean:
		e.b = append(e.b, 0, 1, byte(v.Int))
	case Range:
		e.number(8, v.Int)
		e.b = binary.BigEndian.AppendUint32(e.b, uint32(int32(v.Upper)))
	case collection:
		e.members(v.Members)
	case DateTime, Resolution, TextLang, NameLang:
		e.err = errors.New("an IPP value that is only read")
	default:
		e.short(v.Text)
	}
}

// members writes a collection: each member is its name as a value, then its
// values without one.
func (e *encoder) members(attrs []Attr) {
	e.short("")
	for _, a := range attrs {
		e.b = append(e.b, byte(memberName))
		e.short("")
		e.short(a.Name)
		for _, v := range a.Values {
			e.value("", v)
		}
	}
	e.b = append(e.b, byte(endOfCol), 0, 0, 0, 0)
}

func (e *encoder) number(length uint16, n int) {
	if n < math.MinInt32 || n > math.MaxInt32 {
		e.err = ErrTooLong
	}
	e.b = binary.BigEndian.AppendUint16(e.b, length)
	e.b = binary.BigEndian.AppendUint32(e.b, uint32(int32(n)))
}

func (e *encoder) short(s string) {
	if len(s) > math.MaxInt16 {
		e.err, s = ErrTooLong, ""
	}
	e.b = binary.BigEndian.AppendUint16(e.b, uint16(len(s)))
	e.b = append(e.b, s...)
}
