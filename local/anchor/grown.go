package anchor

import (
	"bufio"
	"bytes"
	"strings"
)

// grown is a text that only grows by lines, as far as it was read: a program asks its books
// again and again, and each line is worth reading once.
type grown struct {
	text  []byte
	other int // lines that said nothing
}

// read hands the lines of a text to take that were not read yet, and tells by false of one
// that says nothing. Of a text that is another one than before, anew is called first. A line
// of more than most bytes is an error; then all is read again the next time.
func (g *grown) read(text []byte, most int, anew func(), take func(line []byte) bool) error {
	if bytes.Equal(text, g.text) {
		return nil
	}
	if !bytes.HasPrefix(text, g.text) || !bytes.HasSuffix(g.text, []byte("\n")) {
		anew()
		*g = grown{}
	}
	lines := bufio.NewScanner(bytes.NewReader(text[len(g.text):]))
	lines.Buffer(nil, most)
	for lines.Scan() {
		if !take(lines.Bytes()) && strings.TrimSpace(lines.Text()) != "" {
			g.other++
		}
	}
	if g.text = text; lines.Err() != nil {
		g.text = nil
	}
	return lines.Err()
}
