package pdf

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strconv"
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
	b := []byte("0 g\n")
	var codes []byte
	for i, t := range l.Texts {
		if i == 0 || t.Line != l.Texts[i-1].Line {
			b = append(b, "BT\n"...)
		}
		style := styleOf(t)
		if codes, err = w.face(style).encode(codes[:0], norm.NFC.String(t.S)); err != nil {
			return nil, fonts, err
		}
		fonts[style] = true
		b = append(strconv.AppendInt(append(b, "/F"...), int64(style), 10), ' ')
		b = append(appendNumber(b, t.Size), " Tf 1 0 0 1 "...)
		b = append(appendNumbers(b, t.X, l.H-t.Y), " Tm <"...)
		b = append(hex.AppendEncode(b, codes), "> Tj\n"...)
		if i == len(l.Texts)-1 || t.Line != l.Texts[i+1].Line {
			b = append(b, "ET\n"...)
		}
	}
	for _, r := range l.Rules {
		b = append(appendNumbers(b, r.X, l.H-r.Y-r.Thick, r.W, r.Thick), " re\nf\n"...)
	}
	if l.Code != nil {
		b = append(b, drawnCode(*l.Code, l.H)...)
	}
	return b, fonts, nil
}

// drawnCode is the black modules as one path, so that no reader leaves
// hairlines between neighbours. Runs of a row are one rectangle.
func drawnCode(c mark.Code, height float64) []byte {
	var b bytes.Buffer
	for y, bits := range c.Bits {
		for x := 0; x < len(bits); x++ {
			from := x
			for x < len(bits) && bits[x] {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "%s re\n", numbers(c.X+float64(from)*c.Module, height-c.Y-float64(y+1)*c.Module,
					float64(x-from)*c.Module, c.Module))
			}
		}
	}
	b.WriteString("f\n")
	return b.Bytes()
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
