package pdf

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
)

// The grammar of the objects that emitter writes, and of no others: one space
// or line feed between tokens, literal strings without escapes, hexadecimal
// strings without gaps.

type (
	name    string
	keyword string
	ref     int
	text16  []byte // a string, its bytes
	dict    map[name]any
	array   []any
)

const (
	maxDepth  = 8
	maxTokens = 2_000_000
)

// errShort says that the bytes ended inside an object: a longer piece of the
// file may hold it.
var errShort = errors.New("the object ends early")

// scanner reads values out of a piece of a file.
type scanner struct {
	b      []byte
	at     int
	tokens int
}

// value reads one value: float64, name, keyword, ref, text16, dict or array.
func (s *scanner) value(depth int) (any, error) {
	if depth > maxDepth {
		return nil, errors.New("values nest too deep")
	}
	if s.tokens++; s.tokens > maxTokens {
		return nil, errors.New("too many values")
	}
	s.space()
	if s.at >= len(s.b) {
		return nil, errShort
	}
	switch c := s.b[s.at]; {
	case c == '/':
		s.at++
		return name(s.word()), nil
	case c == '(':
		return s.until(')')
	case c == '[':
		s.at++
		return s.array(depth)
	case c == '<':
		if s.at+1 >= len(s.b) {
			return nil, errShort
		}
		if s.b[s.at+1] == '<' {
			s.at += 2
			return s.dict(depth)
		}
		return s.hex()
	case c == ']' || c == '>':
		return s.closing(c)
	}
	return s.atom()
}

// closing reads "]" or ">>", which end an array or a dictionary.
func (s *scanner) closing(c byte) (any, error) {
	if c == ']' {
		s.at++
		return keyword("]"), nil
	}
	if s.at+1 >= len(s.b) {
		return nil, errShort
	}
	if s.b[s.at+1] != '>' {
		return nil, errors.New("a lone >")
	}
	s.at += 2
	return keyword(">>"), nil
}

func (s *scanner) space() {
	for s.at < len(s.b) && (s.b[s.at] == ' ' || s.b[s.at] == '\n') {
		s.at++
	}
}

// word reads up to the next space or delimiter.
func (s *scanner) word() string {
	from := s.at
	for s.at < len(s.b) {
		switch s.b[s.at] {
		case ' ', '\n', '/', '<', '>', '[', ']', '(', ')':
			return string(s.b[from:s.at])
		}
		s.at++
	}
	return string(s.b[from:])
}

// atom reads a number, a reference or a keyword.
func (s *scanner) atom() (any, error) {
	w := s.word()
	if s.at >= len(s.b) {
		return nil, errShort
	}
	if w == "" {
		return nil, fmt.Errorf("an unexpected %q", s.b[s.at])
	}
	f, err := strconv.ParseFloat(w, 64)
	if err != nil {
		return keyword(w), nil //nolint:nilerr // what is no number is a keyword
	}
	const tail = " 0 R"
	if s.at+len(tail) <= len(s.b) && string(s.b[s.at:s.at+len(tail)]) == tail && f > 0 && f == float64(int32(f)) {
		s.at += len(tail)
		return ref(f), nil
	}
	return f, nil
}

// until reads a literal string.
func (s *scanner) until(end byte) (any, error) {
	s.at++
	from := s.at
	for s.at < len(s.b) && s.b[s.at] != end {
		if s.b[s.at] == '\\' || s.b[s.at] == '(' {
			return nil, errors.New("a string with an escape")
		}
		s.at++
	}
	if s.at >= len(s.b) {
		return nil, errShort
	}
	s.at++
	return text16(s.b[from : s.at-1]), nil
}

func (s *scanner) hex() (any, error) {
	s.at++
	digits := s.word()
	if s.at >= len(s.b) {
		return nil, errShort
	}
	if s.b[s.at] != '>' {
		return nil, errors.New("a broken hexadecimal string")
	}
	s.at++
	b, err := hex.DecodeString(digits)
	return text16(b), err
}

func (s *scanner) array(depth int) (any, error) {
	a := array{}
	for {
		v, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if k, is := v.(keyword); is {
			if k == "]" {
				return a, nil
			}
			return nil, fmt.Errorf("%q inside an array", k)
		}
		a = append(a, v)
	}
}

func (s *scanner) dict(depth int) (any, error) {
	d := dict{}
	for {
		k, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if k == keyword(">>") {
			return d, nil
		}
		key, is := k.(name)
		if !is {
			return nil, errors.New("a dictionary key that is no name")
		}
		if _, twice := d[key]; twice {
			return nil, fmt.Errorf("the key %s stands twice", key)
		}
		v, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if k, is := v.(keyword); is && k != "true" && k != "false" {
			return nil, fmt.Errorf("%q as a value", k)
		}
		d[key] = v
	}
}
