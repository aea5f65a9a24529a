package anchor

import (
	"bytes"
	"errors"
)

// grown is a text that only grows by lines, as far as it was read: a program asks its books
// again and again, and each line is worth reading once.
type grown struct {
	text  []byte
	other int  // lines that said nothing
	long  bool // one of them was longer than any line of the book
}

// errLong tells that a book holds what no program wrote: its other lines are read, and what is
// wanting in it may lie there.
var errLong = errors.New("a line is longer than any line of the book")

// read hands the lines of a text to take that were not read yet, which tells by false of one
// that says nothing. One of more than most bytes says nothing, and is told as errLong when all
// others are read. Of a text that is another one than before, anew is called first.
func (g *grown) read(text []byte, most int, anew func(), take func(line []byte) bool) error {
	if !bytes.Equal(text, g.text) {
		g.goOn(text, most, anew, take)
	}
	if g.long {
		return errLong
	}
	return nil
}

func (g *grown) goOn(text []byte, most int, anew func(), take func(line []byte) bool) {
	if !bytes.HasPrefix(text, g.text) || !bytes.HasSuffix(g.text, []byte("\n")) {
		anew()
		*g = grown{}
	}
	for line := range bytes.Lines(text[len(g.text):]) {
		line = bytes.TrimRight(line, "\r\n")
		long := len(line) > most
		if g.long = g.long || long; len(bytes.TrimSpace(line)) > 0 && (long || !take(line)) {
			g.other++
		}
	}
	g.text = text
}
