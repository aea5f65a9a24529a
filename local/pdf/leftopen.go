package pdf

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"tram/local/pdf/cos"
)

// leftovers is what the content of a page leaves open at its end. A reader runs
// the streams of a page as one, so what is left open would reach ours.
type leftovers struct {
	saved  int  // q without Q
	marked int  // BMC or BDC without EMC: it may be a layer that is hidden
	text   bool // BT without ET
	path   bool // a path that is not painted

	// broken content has a Q without q, a value that is cut off, or something that
	// is no operator: readers do not agree on where they are behind it.
	broken bool
}

// mostOpen is how many things may be left open one in the other.
const mostOpen = 1000

// closing is what ends all that was left open.
func (l leftovers) closing() string {
	s := "\n"
	if l.path {
		s += "n\n"
	}
	if l.text {
		s += "ET\n"
	}
	return s + strings.Repeat("EMC\n", l.marked) + strings.Repeat("Q ", l.saved)
}

// contentScan reads content in one go, without keeping it.
type contentScan struct {
	b     *bufio.Reader
	given operands // since the last operator
	left  leftovers
	open  []byte // brackets of arrays and dictionaries
}

// scanContent tells what content leaves open. An error is one of reading; what
// came before it counts all the same.
func scanContent(r io.Reader) (leftovers, error) {
	s := &contentScan{b: bufio.NewReaderSize(r, 16<<10)}
	err := s.run()
	if len(s.open) > 0 || s.left.saved > mostOpen || s.left.marked > mostOpen {
		s.left.broken = true
	}
	if err == io.EOF {
		err = nil
	}
	return s.left, err
}

// skip goes over a byte that was peeked at.
func (s *contentScan) skip() { _, _ = s.b.ReadByte() }

func (s *contentScan) run() error {
	for {
		c, err := s.b.ReadByte()
		if err != nil {
			return err
		}
		switch {
		case c == '%':
			err = s.comment()
		case c == '(':
			err = s.literal()
		case c == '<' || c == '>':
			err = s.angle(c)
		case c == '[':
			s.push(']')
		case c == ']':
			s.pop(']')
		case c == ')' || c == '{' || c == '}':
			s.left.broken = true
		case c == '/':
			s.given.names++
			_, err = s.word(nil)
		case !isWordEnd(c):
			err = s.operator(c)
		}
		if err != nil {
			return err
		}
	}
}

func (s *contentScan) push(c byte) {
	if len(s.open) < mostOpen {
		s.open = append(s.open, c)
	}
}

func (s *contentScan) pop(c byte) {
	n := len(s.open) - 1
	if n < 0 || s.open[n] != c {
		s.left.broken = true
		return
	}
	s.open = s.open[:n]
}

func (s *contentScan) comment() error {
	for {
		c, err := s.b.ReadByte()
		if err != nil || c == '\n' || c == '\r' {
			return err
		}
	}
}

func (s *contentScan) literal() error {
	depth := 1
	for depth > 0 {
		c, err := s.b.ReadByte()
		if err == nil && c == '\\' {
			_, err = s.b.ReadByte()
		}
		if err != nil {
			s.left.broken = true
			return err
		}
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	return nil
}

// angle reads "<<", ">>" or a hexadecimal string.
func (s *contentScan) angle(c byte) error {
	next, err := s.b.Peek(1)
	if err == nil && next[0] == c {
		s.skip()
		if c == '<' {
			s.push('>')
		} else {
			s.pop('>')
		}
		return nil
	}
	if c == '>' {
		s.left.broken = true
		return nil
	}
	for c != '>' {
		if c, err = s.b.ReadByte(); err != nil {
			s.left.broken = true
			return err
		}
	}
	return nil
}

// word reads on to the end of a word.
func (s *contentScan) word(b []byte) ([]byte, error) {
	for {
		next, err := s.b.Peek(1)
		if err != nil || isWordEnd(next[0]) {
			if err == io.EOF {
				err = nil
			}
			return b, err
		}
		s.skip()
		if len(b) < mostWord {
			b = append(b, next[0])
		}
	}
}

const mostWord = 8 // bytes: no operator is as long

// operator notes what an operator opens or ends.
func (s *contentScan) operator(first byte) error {
	w, err := s.word([]byte{first})
	if err != nil {
		return err
	}
	if first == '+' || first == '-' || first == '.' || first >= '0' && first <= '9' {
		s.given.numbers++
		return nil
	}
	given, least := s.given, leastOperands[string(w)]
	s.given = operands{}
	// Some readers give up the rest of the page at such an operator.
	s.left.broken = s.left.broken || given.numbers < least.numbers || given.names < least.names
	switch string(w) {
	case "q":
		s.left.saved++
	case "Q":
		if s.left.saved--; s.left.saved < 0 {
			s.left.saved, s.left.broken = 0, true
		}
	case "BT", "ET":
		s.left.text = w[0] == 'B'
	case "BMC", "BDC":
		s.left.marked++
	case "EMC":
		s.left.marked = max(0, s.left.marked-1)
	case "m", "l", "c", "v", "y", "h", "re":
		s.left.path = true
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n":
		s.left.path = false
	case "ID":
		return s.inlineImage()
	default:
		s.left.broken = s.left.broken || !s.harmless(string(w))
	}
	return nil
}

// operands of an operator, by kind.
type operands struct{ numbers, names int }

// leastOperands is what operators that change a state, or call for something, need
// before them (ISO 32000-1, Annex A).
var leastOperands = map[string]operands{
	"cm": {numbers: len(matrix{})}, "Tm": {numbers: len(matrix{})}, "Td": {numbers: 2}, "TD": {numbers: 2},
	"Tf": {numbers: 1, names: 1}, "gs": {names: 1}, "Do": {names: 1},
}

// operators are those that leave nothing open (ISO 32000-1, Annex A).
var operators = strings.Fields("b BI BX cm CS cs d d0 d1 Do DP EX G g gs i J j K k M MP RG rg ri SC sc SCN scn sh " +
	"T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz W W* w ' \"")

// harmless tells whether a word leaves nothing open: an operator, or a value where
// one may stand.
func (s *contentScan) harmless(w string) bool {
	return slices.Contains(operators, w) && len(s.open) == 0 || w == "true" || w == "false" || w == "null"
}

// inlineImage goes behind the EI of an inline image. Its samples may look like
// one: a true one is followed by what content is made of.
func (s *contentScan) inlineImage() error {
	var before byte = ' '
	for {
		c, err := s.b.ReadByte()
		if err != nil {
			s.left.broken = true
			return err
		}
		if c == 'E' && cos.IsSpace(before) {
			if next, _ := s.b.Peek(1 + afterImage); len(next) > 0 && next[0] == 'I' && plain(next[1:]) {
				s.skip()
				return nil
			}
		}
		before = c
	}
}

const afterImage = 10 // bytes that are looked at behind an EI

// plain tells whether bytes can be the operators behind an image.
func plain(b []byte) bool {
	if len(b) > 0 && !cos.IsSpace(b[0]) && !cos.IsDelimiter(b[0]) {
		return false
	}
	for _, c := range b {
		if c >= 0x7f || c < ' ' && !cos.IsSpace(c) {
			return false
		}
	}
	return true
}

func isWordEnd(c byte) bool { return cos.IsSpace(c) || cos.IsDelimiter(c) }
