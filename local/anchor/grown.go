package anchor

import "bytes"

// grown is a text that only grows by lines, as far as it was read: a program asks its books
// again and again, and each line is worth reading once.
type grown struct {
	text  []byte
	other int // lines that said nothing
}

// read hands the lines of a text to take that were not read yet, which tells by false of one
// that says nothing; one of more than most bytes says nothing. Of a text that is another one
// than before, anew is called first.
func (g *grown) read(text []byte, most int, anew func(), take func(line []byte) bool) {
	if bytes.Equal(text, g.text) {
		return
	}
	if !bytes.HasPrefix(text, g.text) || !bytes.HasSuffix(g.text, []byte("\n")) {
		anew()
		*g = grown{}
	}
	for line := range bytes.Lines(text[len(g.text):]) {
		line = bytes.TrimRight(line, "\r\n")
		if len(bytes.TrimSpace(line)) > 0 && (len(line) > most || !take(line)) {
			g.other++
		}
	}
	g.text = text
}
