package fax

// Encoder writes rows as Group 4.
type Encoder struct {
	width int
	out   bitWriter
	above []int
	row   []int
}

// NewEncoder writes rows of so many pixels.
func NewEncoder(width int) *Encoder { return &Encoder{width: width} }

// Row adds a row, a bit a pixel, 1 is black.
func (e *Encoder) Row(line []byte) {
	e.above, e.row = e.row, changes(line, e.width, e.above[:0])
	at, colour, begun := 0, white, false
	for at < e.width {
		own, after := edgesOf(e.row, at, colour, begun, e.width)
		first, second := edgesOf(e.above, at, colour, begun, e.width)
		switch {
		case second < own:
			e.out.put(codeOf(passCode))
			at = second
		case own-first >= -3 && own-first <= 3:
			e.out.put(verticals[own-first+3])
			at, colour = own, colour^1
		default:
			e.out.put(codeOf(horizontalCode))
			e.run(colour, own-at)
			e.run(colour^1, after-own)
			at = after
		}
		begun = true
	}
}

var verticals = func() (codes [7]code) {
	for i, printed := range verticalCodes {
		codes[i] = codeOf(printed)
	}
	return codes
}()

// run writes the length of a run.
func (e *Encoder) run(colour, length int) {
	for ; length > greatest; length -= greatest {
		e.out.put(runsOf[colour][terminated-1+greatest/terminated])
	}
	if length >= terminated {
		e.out.put(runsOf[colour][terminated-1+length/terminated])
	}
	e.out.put(runsOf[colour][length%terminated])
}

// Size is how many bytes the rows so far take.
func (e *Encoder) Size() int { return len(e.out.b) }

// End gives the coded rows with their end.
func (e *Encoder) End() []byte {
	e.out.put(codeOf(lineEnd))
	e.out.put(codeOf(lineEnd))
	return e.out.end()
}

// changes lists where a row changes colour, beginning with white.
func changes(line []byte, width int, found []int) []int {
	colour := byte(0)
	for x := 0; x < width; {
		if x%8 == 0 && line[x/8] == -colour {
			x += 8 // all of the colour that it had
			continue
		}
		if line[x/8]>>(7-x%8)&1 != colour {
			found = append(found, x)
			colour ^= 1
		}
		x++
	}
	return found
}

type bitWriter struct {
	b    []byte
	held uint64
	n    int // bits held
}

func (w *bitWriter) put(c code) {
	w.held = w.held<<c.length | uint64(c.bits)
	for w.n += c.length; w.n >= 8; w.n -= 8 {
		w.b = append(w.b, byte(w.held>>(w.n-8)))
	}
}

func (w *bitWriter) end() []byte {
	if w.n > 0 {
		w.b = append(w.b, byte(w.held<<(8-w.n)))
		w.n = 0
	}
	return w.b
}
