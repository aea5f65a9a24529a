package cos

import (
	"encoding/hex"
	"errors"
	"unicode/utf16"
	"unicode/utf8"
)

// literal reads "(…)" with its escapes.
func (p *parser) literal() (Object, error) {
	s := String{From: p.at}
	open := 1
	for p.at++; p.at < len(p.b); p.at++ {
		c := p.b[p.at]
		switch c {
		case '\\':
			if p.at+4 >= len(p.b) && !p.whole {
				return nil, errShort
			}
			s.Bytes = p.escaped(s.Bytes)
			continue
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				p.at++
				s.To = p.at
				return s, nil
			}
		case '\r':
			if p.at+1 < len(p.b) && p.b[p.at+1] == '\n' {
				p.at++
			}
			c = '\n'
		}
		s.Bytes = append(s.Bytes, c)
	}
	return nil, errShort
}

// escaped reads what follows a backslash and stays on its last byte.
func (p *parser) escaped(to []byte) []byte {
	p.at++
	if p.at >= len(p.b) {
		return to
	}
	switch c := p.b[p.at]; c {
	case 'n':
		return append(to, '\n')
	case 'r':
		return append(to, '\r')
	case 't':
		return append(to, '\t')
	case 'b':
		return append(to, '\b')
	case 'f':
		return append(to, '\f')
	case '\n':
		return to
	case '\r':
		if p.at+1 < len(p.b) && p.b[p.at+1] == '\n' {
			p.at++
		}
		return to
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := c - '0'
		for range 2 {
			if p.at+1 >= len(p.b) || p.b[p.at+1] < '0' || p.b[p.at+1] > '7' {
				break
			}
			p.at++
			if n > 0o37 {
				p.note("a sign of more than eight bits")
			}
			n = n<<3 | (p.b[p.at] - '0')
		}
		return append(to, n)
	default:
		return append(to, c)
	}
}

// hex reads "<…>"; an odd digit at the end counts as if a 0 followed.
func (p *parser) hex() (Object, error) {
	s := String{From: p.at, Hex: true}
	var digits []byte
	for p.at++; p.at < len(p.b); p.at++ {
		switch c := p.b[p.at]; {
		case c == '>':
			if len(digits)%2 == 1 {
				digits = append(digits, '0')
			}
			s.Bytes = make([]byte, len(digits)/2)
			if _, err := hex.Decode(s.Bytes, digits); err != nil {
				return nil, errors.New("a broken hexadecimal string")
			}
			p.at++
			s.To = p.at
			return s, nil
		case !IsSpace(c):
			digits = append(digits, c)
		}
	}
	return nil, errShort
}

// Text reads a text string: UTF-16 or UTF-8 with its mark, else PDFDocEncoding,
// of which the ASCII part and Latin-1 are known.
func (s String) Text() string {
	b := s.Bytes
	switch {
	case len(b) >= 2 && (b[0] == 0xfe && b[1] == 0xff || b[0] == 0xff && b[1] == 0xfe):
		big := b[0] == 0xfe
		var units []uint16
		for i := 2; i+1 < len(b); i += 2 {
			if big {
				units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
			} else {
				units = append(units, uint16(b[i+1])<<8|uint16(b[i]))
			}
		}
		return string(utf16.Decode(units))
	case len(b) >= 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf && utf8.Valid(b[3:]):
		return string(b[3:])
	}
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}
