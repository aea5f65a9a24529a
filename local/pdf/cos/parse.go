package cos

import (
	"errors"
	"fmt"
	"strconv"
)

const (
	mostDepth  = 100
	mostValues = 4_000_000 // of one object
	mostName   = 4096
)

// errShort says that the bytes ended inside a value: a longer piece of the file
// may hold it.
var errShort = errors.New("the object ends early")

// parser reads values out of a piece of a file.
type parser struct {
	b      []byte
	at     int
	whole  bool // nothing follows the piece
	values int
	strict bool // odd is asked for
	odd    string
}

// note keeps the first thing that some reader may read otherwise.
func (p *parser) note(odd string) {
	if p.odd == "" {
		p.odd = odd
	}
}

// IsSpace tells what separates values.
func IsSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

// IsDelimiter tells what ends a word without a space.
func IsDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// Skip goes over white space and comments, and returns where it stopped.
func Skip(b []byte, at int) int {
	for at < len(b) {
		switch c := b[at]; {
		case c == '%':
			for at < len(b) && b[at] != '\n' && b[at] != '\r' {
				at++
			}
		case IsSpace(c):
			at++
		default:
			return at
		}
	}
	return at
}

func (p *parser) skip() {
	from := p.at
	p.at = Skip(p.b, p.at)
	if p.strict {
		p.noteSpace(p.b[from:p.at])
	}
}

func (p *parser) value(depth int) (Object, error) {
	if depth > mostDepth {
		return nil, errors.New("values nest too deep")
	}
	if depth > mostDepthAlike {
		p.note("values that nest deeper than some readers go")
	}
	if p.values++; p.values > mostValues {
		return nil, errors.New("too many values in one object")
	}
	p.skip()
	if p.at >= len(p.b) {
		return nil, errShort
	}
	switch c := p.b[p.at]; c {
	case '/':
		return p.name()
	case '(':
		return p.literal()
	case '[':
		return p.array(depth)
	case '<':
		if p.at+1 >= len(p.b) {
			return nil, errShort
		}
		if p.b[p.at+1] == '<' {
			return p.dict(depth)
		}
		return p.hex()
	case ']':
		p.at++
		return keyword("]"), nil
	case '>':
		if p.at+1 >= len(p.b) {
			return nil, errShort
		}
		if p.b[p.at+1] == '>' {
			p.at += 2
			return keyword(">>"), nil
		}
	}
	return p.atom()
}

// word reads up to the next space or delimiter.
func (p *parser) word() (string, error) {
	from := p.at
	for p.at < len(p.b) && !IsSpace(p.b[p.at]) && !IsDelimiter(p.b[p.at]) {
		p.at++
	}
	if p.at == len(p.b) && !p.whole {
		return "", errShort
	}
	if p.strict {
		p.noteWord(p.b[from:p.at])
	}
	return string(p.b[from:p.at]), nil
}

// atom reads a number, a reference or a keyword.
func (p *parser) atom() (Object, error) {
	w, err := p.word()
	if err != nil {
		return nil, err
	}
	switch w {
	case "":
		return nil, fmt.Errorf("an unexpected %q", p.b[p.at])
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	if c := w[0]; c != '+' && c != '-' && c != '.' && (c < '0' || c > '9') {
		return keyword(w), nil
	}
	p.noteNumber(w)
	if n, err := strconv.ParseInt(w, 10, 64); err == nil {
		return p.reference(n)
	}
	f, err := strconv.ParseFloat(w, 64)
	for _, c := range w {
		if c != '+' && c != '-' && c != '.' && (c < '0' || c > '9') {
			return nil, fmt.Errorf("a broken number %.20q", w)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("a broken number %.20q", w)
	}
	return Real(f), nil
}

// reference looks whether a whole number begins "n g R".
func (p *parser) reference(n int64) (Object, error) {
	const most = 1 << 31
	if n < 0 || n >= most || p.b[p.at-1] < '0' {
		return Int(n), nil
	}
	back := p.at
	p.skip()
	if p.at >= len(p.b) && !p.whole {
		return nil, errShort
	}
	gen, digits := 0, 0
	for ; p.at < len(p.b) && p.b[p.at] >= '0' && p.b[p.at] <= '9' && digits < 6; p.at++ {
		gen, digits = gen*10+int(p.b[p.at]-'0'), digits+1
	}
	spaced := p.at < len(p.b) && IsSpace(p.b[p.at])
	p.skip()
	if digits > 0 && p.at+1 >= len(p.b) && !p.whole {
		return nil, errShort
	}
	if digits > 0 && spaced && p.at < len(p.b) && p.b[p.at] == 'R' &&
		(p.at+1 == len(p.b) || IsSpace(p.b[p.at+1]) || IsDelimiter(p.b[p.at+1])) {
		p.at++
		return Ref{int(n), gen}, nil
	}
	p.at = back
	return Int(n), nil
}

func (p *parser) name() (Object, error) {
	p.at++
	w, err := p.word()
	if err != nil {
		return nil, err
	}
	if len(w) > mostName {
		return nil, errors.New("a name without end")
	}
	p.noteName(w)
	out := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			if c, err := strconv.ParseUint(w[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(c))
				i += 2
				continue
			}
		}
		out = append(out, w[i])
	}
	return Name(out), nil
}

func (p *parser) array(depth int) (Object, error) {
	a := Array{From: p.at}
	p.at++
	for {
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if k, is := v.(keyword); is {
			if k == "]" {
				a.To = p.at
				return a, nil
			}
			return nil, fmt.Errorf("%.20q inside an array", string(k))
		}
		a.Items = append(a.Items, v)
	}
}

func (p *parser) dict(depth int) (Object, error) {
	d := Dict{From: p.at}
	p.at += 2
	for {
		k, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if k == keyword(">>") {
			d.To = p.at
			if p.strict && d.Twice() {
				p.note("a key that stands twice")
			}
			return d, nil
		}
		key, is := k.(Name)
		if !is {
			return nil, errors.New("a dictionary key that is no name")
		}
		if key == "" {
			p.note("a key without a name, over which some readers go")
		}
		p.skip()
		from := p.at
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if k, is := v.(keyword); is {
			return nil, fmt.Errorf("%.20q as a value", string(k))
		}
		d.Entries = append(d.Entries, Entry{Key: key, Value: v, From: from, To: p.at})
	}
}

// Parse reads the value at the begin of some bytes.
func Parse(b []byte) (Object, error) {
	p := parser{b: b, whole: true}
	v, err := p.value(0)
	if k, is := v.(keyword); is && err == nil {
		return nil, fmt.Errorf("%.20q as a value", string(k))
	}
	return v, err
}
