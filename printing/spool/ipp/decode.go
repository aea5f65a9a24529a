package ipp

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"
)

// Limits of what is read. A server with a hundred queues tells some 300 KB.
const (
	MostBytes  = 8 << 20
	mostValues = 200_000
	mostDepth  = 8 // of collections within collections; media-col-database has 3
	mostName   = 255
)

// What can be wrong with a message.
var (
	ErrCut      = errors.New("the IPP message ends too early")
	ErrNonsense = errors.New("not an IPP message")
	ErrTooLarge = errors.New("the IPP message is too large")
)

// Read reads one message to the end of its attributes. Whatever follows is left
// alone.
func Read(r io.Reader) (Message, error) {
	b, err := io.ReadAll(io.LimitReader(r, MostBytes+1))
	if err != nil {
		return Message{}, fmt.Errorf("%w: %w", ErrCut, err)
	}
	if len(b) > MostBytes {
		return Message{}, ErrTooLarge
	}
	return Decode(b)
}

// Decode reads a message out of bytes.
func Decode(b []byte) (Message, error) {
	if len(b) < 8 {
		return Message{}, ErrCut
	}
	m := Message{Major: b[0], Minor: b[1], Code: binary.BigEndian.Uint16(b[2:]), ID: int32(binary.BigEndian.Uint32(b[4:]))}
	if m.Major < 1 || m.Major > 2 {
		return Message{}, fmt.Errorf("%w: version %d.%d", ErrNonsense, m.Major, m.Minor)
	}
	d := decoder{b: b[8:]}
	for {
		tag := d.tag()
		switch {
		case d.err != nil:
			return Message{}, d.err
		case tag == endOfAttributes:
			return m, nil
		case tag < firstValue:
			m.Groups = append(m.Groups, Group{Tag: tag})
		case len(m.Groups) == 0:
			return Message{}, fmt.Errorf("%w: a value before the first group", ErrNonsense)
		default:
			g := &m.Groups[len(m.Groups)-1]
			g.Attrs = d.attr(g.Attrs, tag)
		}
		if d.count(); d.err != nil {
			return Message{}, d.err
		}
	}
}

// decoder walks through a message; the first error stays.
type decoder struct {
	b    []byte
	read int // values and groups so far
	err  error
}

func (d *decoder) fail(err error) {
	if d.err == nil {
		d.err = err
	}
	d.b = nil
}

func (d *decoder) count() {
	if d.read++; d.read > mostValues {
		d.fail(ErrTooLarge)
	}
}

func (d *decoder) take(n int) []byte {
	if n > len(d.b) {
		d.fail(ErrCut)
		return nil
	}
	taken := d.b[:n]
	d.b = d.b[n:]
	return taken
}

func (d *decoder) tag() Tag {
	if t := d.take(1); t != nil {
		return Tag(t[0])
	}
	return 0
}

// short reads bytes behind their length.
func (d *decoder) short() []byte {
	n := d.take(2)
	if n == nil {
		return nil
	}
	return d.take(int(binary.BigEndian.Uint16(n)))
}

// attr reads one value into the attributes of a group: a value without a name
// belongs to the attribute before it.
func (d *decoder) attr(attrs []Attr, tag Tag) []Attr {
	name := d.short()
	v := d.value(tag, 0)
	switch {
	case d.err != nil:
		return attrs
	case len(name) > mostName:
		d.fail(fmt.Errorf("%w: a name of %d bytes", ErrNonsense, len(name)))
	case len(name) > 0:
		return append(attrs, Attr{Name: string(name), Values: []Value{v}})
	case len(attrs) == 0:
		d.fail(fmt.Errorf("%w: a further value of nothing", ErrNonsense))
	default:
		last := &attrs[len(attrs)-1]
		last.Values = append(last.Values, v)
	}
	return attrs
}

func (d *decoder) value(tag Tag, depth int) Value {
	b := d.short()
	v := Value{Tag: tag}
	if d.err != nil {
		return v
	}
	switch tag {
	case Integer, Enum, Boolean, Resolution, Range:
		d.number(&v, b)
	case DateTime:
		v.Time = moment(b)
	case TextLang, NameLang:
		v.Text = withoutLanguage(b)
	case collection:
		v.Members = d.members(depth + 1)
	default:
		v.Text = string(b)
	}
	return v
}

var widths = map[Tag]int{Integer: 4, Enum: 4, Boolean: 1, Range: 8, Resolution: 9}

func (d *decoder) number(v *Value, b []byte) {
	if len(b) != widths[v.Tag] {
		d.fail(fmt.Errorf("%w: a value of kind %#x in %d bytes", ErrNonsense, byte(v.Tag), len(b)))
		return
	}
	if v.Tag == Boolean {
		v.Int = int(b[0])
		return
	}
	v.Int = int(int32(binary.BigEndian.Uint32(b)))
	if len(b) >= 8 {
		v.Upper = int(int32(binary.BigEndian.Uint32(b[4:])))
	}
}

// members reads a collection to its end.
func (d *decoder) members(depth int) (attrs []Attr) {
	if depth > mostDepth {
		d.fail(fmt.Errorf("%w: collections %d deep", ErrNonsense, depth))
	}
	for d.err == nil {
		tag := d.tag()
		if tag < firstValue {
			d.fail(fmt.Errorf("%w: a collection that does not end", ErrNonsense))
		}
		d.short() // no member has a name here
		switch tag {
		case endOfCol:
			d.short()
			return attrs
		case memberName:
			attrs = append(attrs, Attr{Name: string(d.short())})
		default:
			v := d.value(tag, depth)
			if len(attrs) == 0 {
				d.fail(fmt.Errorf("%w: a member without a name", ErrNonsense))
				return nil
			}
			last := &attrs[len(attrs)-1]
			last.Values = append(last.Values, v)
		}
		d.count()
	}
	return nil
}

// moment reads RFC 2579 DateAndTime; nonsense is no time.
func moment(b []byte) time.Time {
	if len(b) != 11 {
		return time.Time{}
	}
	offset := (int(b[9])*60 + int(b[10])) * 60
	if b[8] == '-' {
		offset = -offset
	}
	return time.Date(int(b[0])<<8|int(b[1]), time.Month(b[2]), int(b[3]), int(b[4]), int(b[5]), int(b[6]), int(b[7])*int(100*time.Millisecond),
		time.FixedZone("", offset))
}

// withoutLanguage is the words of a value that names its language first.
func withoutLanguage(b []byte) string {
	d := decoder{b: b}
	d.short()
	return string(d.short())
}
