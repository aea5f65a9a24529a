// Package ocr (đọc chữ) reads the words on the picture of a page with Tesseract, where that
// is installed. What it gives are suggestions: nothing of it is known to be true.
package ocr

import (
	"image"
	"math"
	"strings"
)

// Text is what was read on a page. Places are pixels of the picture, from its upper left.
type Text struct {
	W, H  int
	Lines []Line
}

// Line is words that stand on one line, from the left.
type Line struct {
	Words []Word
	Block int // lines of one block of writing bear one number, from 1
}

// Word is letters without a space.
type Word struct {
	S    string
	Box  image.Rectangle
	Sure float64 // 0 … 1, by the program's own word
}

// String is the lines one below the other.
func (t Text) String() string {
	var b strings.Builder
	for _, l := range t.Lines {
		b.WriteString(l.String())
		b.WriteByte('\n')
	}
	return b.String()
}

// String is the words of a line.
func (l Line) String() string {
	all := make([]string, len(l.Words))
	for i, w := range l.Words {
		all[i] = w.S
	}
	return strings.Join(all, " ")
}

// Box is around all words of a line.
func (l Line) Box() (box image.Rectangle) {
	for _, w := range l.Words {
		box = box.Union(w.Box)
	}
	return box
}

// Sure is how sure the program is of the word of a line that it is least sure of.
func (l Line) Sure() float64 {
	least := 1.0
	for _, w := range l.Words {
		least = min(least, w.Sure)
	}
	return least
}

// letters counts those of a text, and tells how sure the program is of each on the whole.
func (t Text) letters() (n int, sure float64) {
	for _, l := range t.Lines {
		for _, w := range l.Words {
			long := len([]rune(w.S))
			n += long
			sure += w.Sure * float64(long)
		}
	}
	return n, sure / float64(max(n, 1))
}

// wellRead tells that a page was read as it should be.
func (t Text) wellRead() bool {
	n, sure := t.letters()
	return n >= fewSure && sure >= wellSure
}

// worth weighs a reading: a letter that the program guessed counts against it.
func (t Text) worth() float64 {
	const guessed = 0.5
	n, sure := t.letters()
	return float64(n) * (sure - guessed)
}

// scaled is a text on a picture so many times as large, of so many pixels.
func (t Text) scaled(by float64, size image.Point) Text {
	t.W, t.H = size.X, size.Y
	for _, l := range t.Lines {
		for i := range l.Words {
			b := &l.Words[i].Box
			*b = image.Rect(int(float64(b.Min.X)*by), int(float64(b.Min.Y)*by), int(math.Ceil(float64(b.Max.X)*by)), int(math.Ceil(float64(b.Max.Y)*by)))
		}
	}
	return t
}
