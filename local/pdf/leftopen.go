package pdf

import (
	"bufio"
	"io"
	"strings"

	"tram/local/pdf/cos"
)

// leftovers is what the content of a page leaves open at its end. A reader runs
// the streams of a page as one, so what is left open would reach ours.
type leftovers struct {
	saved  int     // q without Q
	excess []int64 // where each Q without q stands: readers pass over it
	marked int     // BMC or BDC without EMC: it may be a layer that is hidden
	text   bool    // BT without ET
	path   bool    // a path that is not painted
	token  string  // ends a value that is cut off
}

// mostOpen is how many values may be left open one in the other.
const mostOpen = 10_000

// closing is what ends all that was left open.
func (l leftovers) closing() string {
	s := l.token + "\n"
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
	b    *bufio.Reader
	at   int64 // of the byte that comes next
	left leftovers
	open []byte // brackets of arrays and dictionaries
}

// scanContent tells what content leaves open. An error is one of reading; what
// came before it counts all the same.
func scanContent(r io.Reader) (leftovers, error) {
	s := &contentScan{b: bufio.NewReaderSize(r, 16<<10)}
	err := s.run()
	for i := len(s.open) - 1; i >= 0; i-- {
		s.left.token += string(s.open[i : i+1])
		if s.open[i] == '>' {
			s.left.token += ">"
		}
	}
	if err == io.EOF {
		err = nil
	}
	return s.left, err
}

func (s *contentScan) read() (byte, error) {
	c, err := s.b.ReadByte()
	if err == nil {
		s.at++
	}
	return c, err
}

func (s *contentScan) run() error {
	for {
		c, err := s.read()
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
		case c == '/':
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
	if n := len(s.open) - 1; n >= 0 && s.open[n] == c {
		s.open = s.open[:n]
	}
}

func (s *contentScan) comment() error {
	for {
		c, err := s.read()
		if err != nil || c == '\n' || c == '\r' {
			return err
		}
	}
}

func (s *contentScan) literal() error {
	depth := 1
	for depth > 0 {
		c, err := s.read()
		if err == nil && c == '\\' {
			_, err = s.read()
		}
		if err != nil {
			s.left.token = strings.Repeat(")", min(depth, mostOpen))
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
		s.read()
		if c == '<' {
			s.push('>')
		} else {
			s.pop('>')
		}
		return nil
	}
	for c != '>' {
		if c, err = s.read(); err != nil {
			s.left.token = ">"
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
		s.read()
		if len(b) < mostWord {
			b = append(b, next[0])
		}
	}
}

const mostWord = 8 // bytes: no operator is as long

// operator notes what an operator opens or ends. Inside an array or a dictionary
// it is none.
func (s *contentScan) operator(first byte) error {
	at := s.at - 1
	w, err := s.word([]byte{first})
	if err != nil || len(s.open) > 0 {
		return err
	}
	switch string(w) {
	case "q":
		s.left.saved++
	case "Q":
		if s.left.saved > 0 {
			s.left.saved--
		} else {
			s.left.excess = append(s.left.excess, at)
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
	}
	return nil
}

// inlineImage goes behind the EI of an inline image. Its samples may look like
// one: a true one is followed by what content is made of.
func (s *contentScan) inlineImage() error {
	s.left.token = "\nEI"
	var before byte = ' '
	for {
		c, err := s.read()
		if err != nil {
			return err
		}
		if c == 'E' && cos.IsSpace(before) {
			if next, _ := s.b.Peek(1 + afterImage); len(next) > 0 && next[0] == 'I' && plain(next[1:]) {
				s.read()
				s.left.token = ""
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
