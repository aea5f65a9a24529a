package pdf

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"tram/local/mark"
)

// What draw writes is what Dissect reads: one BT…ET a composed line, one show
// operator a text of that line.

// bleed is the room round a form in which a tall accent is not cut off, in
// points.
const bleed = 2.0

// draw writes the content of a form with its origin at the bottom left, and
// tells which fonts it uses.
func (w *Writer) draw(l mark.Layout) (content []byte, fonts inStyles[bool], err error) {
	var b bytes.Buffer
	b.WriteString("0 g\n")
	for i, t := range l.Texts {
		if i == 0 || t.Line != l.Texts[i-1].Line {
			b.WriteString("BT\n")
		}
		style := styleOf(t)
		codes, err := w.face(style).encode(norm.NFC.String(t.S))
		if err != nil {
			return nil, fonts, err
		}
		fonts[style] = true
		fmt.Fprintf(&b, "/F%d %s Tf 1 0 0 1 %s Tm <%x> Tj\n", style, number(t.Size), numbers(t.X, l.H-t.Y), codes)
		if i == len(l.Texts)-1 || t.Line != l.Texts[i+1].Line {
			b.WriteString("ET\n")
		}
	}
	for _, r := range l.Rules {
		fmt.Fprintf(&b, "%s re\nf\n", numbers(r.X, l.H-r.Y-r.Thick, r.W, r.Thick))
	}
	if l.Code != nil {
		drawCode(&b, *l.Code, l.H)
	}
	return b.Bytes(), fonts, nil
}

// drawCode writes the black modules as one path, so that no reader leaves
// hairlines between neighbours. Runs of a row are one rectangle.
func drawCode(b *bytes.Buffer, c mark.Code, height float64) {
	for y, bits := range c.Bits {
		for x := 0; x < len(bits); x++ {
			from := x
			for x < len(bits) && bits[x] {
				x++
			}
			if x > from {
				fmt.Fprintf(b, "%s re\n", numbers(c.X+float64(from)*c.Module, height-c.Y-float64(y+1)*c.Module,
					float64(x-from)*c.Module, c.Module))
			}
		}
	}
	b.WriteString("f\n")
}

func formEntries(l mark.Layout, fonts string) string {
	return fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [%s] /Resources << /Font << %s >> >> /Filter /FlateDecode",
		numbers(-bleed, -bleed, l.W+bleed, l.H+bleed), fonts)
}

func (w *Writer) fontResources(used inStyles[bool]) string {
	var s strings.Builder
	for style, is := range used {
		if is {
			fmt.Fprintf(&s, "/F%d %d 0 R ", style, w.faces[style].object)
		}
	}
	return s.String()
}

// face returns the font of that style, begun at its first use.
func (w *Writer) face(style int) *face {
	if w.faces[style] == nil {
		w.faces[style] = newFace(style, w.e.reserve())
	}
	return w.faces[style]
}
