package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
)

// planted is a change that must be found.
type planted struct {
	kind, what     string
	x0, y0, x1, y1 float64 // mm
}

func (p planted) in(d office.Difference) bool {
	return d.X < p.x1 && p.x0 < d.X+d.W && d.Y < p.y1 && p.y0 < d.Y+d.H
}

// forged is a copy of a page in which a digit, a word and a line are others.
type forged struct {
	*sheet
	planted []planted
	t       testing.TB
	r       *rand.Rand
	used    map[int]bool // lines
}

const digits = "0123456789"

func forge(t testing.TB, s *sheet, seed uint64) *forged {
	twin := *s
	twin.words = slices.Clone(s.words)
	f := &forged{&twin, nil, t, rand.New(rand.NewPCG(seed, 41)), map[int]bool{}}
	f.digit()
	f.word()
	f.wholeLine()
	return f
}

// pick takes a word that fits from a line that is still as it was.
func (f *forged) pick(fits func(w word) bool) *word {
	for {
		w := &f.words[f.r.IntN(len(f.words))]
		if !f.used[w.line] && fits(*w) {
			f.used[w.line] = true
			return w
		}
	}
}

func (f *forged) plant(kind string, was, now word, x0, x1 float64) {
	what := fmt.Sprintf("%q → %q at %.1f pt", was.text, now.text, was.pt)
	f.planted = append(f.planted, planted{kind, what, x0 - 0.5, was.y - was.pt*0.4, x1 + 0.5, was.y + was.pt*0.15})
}

func (f *forged) digit() {
	w := f.pick(func(w word) bool { return strings.ContainsAny(w.text, digits) })
	was := *w
	n := strings.IndexAny(w.text, digits)
	for k := n; k < len(w.text); k++ {
		if strings.Contains(digits, w.text[k:k+1]) && f.r.IntN(3) == 0 {
			n = k
		}
	}
	other := (int(w.text[n]-'0') + 1 + f.r.IntN(9)) % 10
	w.text = w.text[:n] + digits[other:other+1] + w.text[n+1:]
	x := w.x + widthMM(f.t, w.text[:n], w.pt, w.bold)
	f.plant("digit", was, *w, x, x+widthMM(f.t, "0", w.pt, w.bold))
}

// word puts another word in the place of one, or none.
func (f *forged) word() {
	w := f.pick(func(w word) bool { return len(w.text) > 2 && !strings.ContainsAny(w.text, digits) })
	was := *w
	room := widthMM(f.t, was.text+"n", w.pt, w.bold)
	for w.text == was.text || widthMM(f.t, w.text, w.pt, w.bold) > room {
		w.text = vocabulary[f.r.IntN(len(vocabulary))]
		if f.r.IntN(5) == 0 {
			w.text = ""
		}
	}
	f.plant("word", was, *w, was.x, was.x+widthMM(f.t, was.text, w.pt, w.bold))
}

// wholeLine takes a line out; every other time another stands in its place.
func (f *forged) wholeLine() {
	first := *f.pick(func(w word) bool { return w.pt != tablePt })
	x0, x1 := first.x, first.x
	for i := range f.words {
		if w := &f.words[i]; w.line == first.line {
			x0, x1 = min(x0, w.x), max(x1, w.x+widthMM(f.t, w.text, w.pt, w.bold))
			w.text = ""
		}
	}
	f.plant("line", first, word{}, x0, x1)
	if f.r.IntN(2) == 0 {
		f.line(f.t, f.r, x0, x1+3, first.y, first.pt, first.line, true)
	}
}
