package look

import (
	"image/color"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// anyPaper draws a page of random size and random ink: boxes, lines of text, a
// title and a name with a gap of any height, and specks as dense as may be.
func anyPaper(t *rapid.T) *paper {
	num := func(name string, least, most float64) float64 { return rapid.Float64Range(least, most).Draw(t, name) }
	size := rapid.SampledFrom([][3]float64{{210, 297, 72}, {297, 210, 60}, {148, 210, 100}, {420, 594, 40}, {1000, 800, 10}, {0, 0, 90}}).Draw(t, "paper")
	w, h, dpi := size[0], size[1], size[2]
	if w == 0 {
		w, h = num("w", 1, 250), num("h", 1, 250)
	}
	p := newPaper(w, h, dpi)
	for range rapid.IntRange(0, 5).Draw(t, "boxes") {
		p.box(num("x", -5, w), num("y", -5, h), num("wide", 0, w/3), num("high", 0, h/4))
	}
	if rapid.Bool().Draw(t, "text") {
		p.lines(num("left", 0, w/2), num("top", 0, h/3), num("right", w/2, w), num("bottom", h/3, h))
	}
	if rapid.Bool().Draw(t, "block") {
		middle, top, gap := num("middle", 0.6*w, 0.8*w), num("title", 0, 0.9*h), num("gap", 10, 60)
		p.box(middle-20, top, 40, 3).box(middle-15, top+3+gap, 30, 3)
	}
	specks := rapid.SampledFrom([]float64{0, 0, 0, 1e-5, 1e-4, 1e-3, 0.1}).Draw(t, "specks")
	return p.speckled(specks, rapid.Uint64().Draw(t, "seed"))
}

// speckled strews dirt: dark pixels on a share of all.
func (p *paper) speckled(share float64, seed uint64) *paper {
	from := rand.New(rand.NewPCG(seed, 7))
	for range int(share * float64(len(p.written))) {
		p.dot(from.IntN(p.Rect.Dx()), from.IntN(p.Rect.Dy()), color.Gray{Y: uint8(from.IntN(60))})
	}
	return p
}

// wishes are one of each layout that shows something.
func wishes(t *testing.T) []Wish {
	t.Helper()
	return []Wish{
		{Layout: Copy, Lines: copyLines(t)}, {Layout: Annex, Lines: annexLines(t)},
		{Layout: Person, Image: picture(t, Person)}, {Layout: Seal, Image: picture(t, Seal)},
	}
}

func TestNoLookCoversInk(t *testing.T) {
	all := wishes(t)
	rapid.Check(t, func(t *rapid.T) {
		p := anyPaper(t)
		ink := p.ink()
		for _, w := range all {
			w.Ink = ink
			suits(t, p, w, [4]float64{})
		}
		w := all[3]
		w.Ink, w.Over = ink, anyPlace(t, p)
		own := boxOf(w.Over).grown(clearMM).points()
		suits(t, p, w, own)
	})
}

func TestASealCoversNothingButTheSignature(t *testing.T) {
	all := wishes(t)
	signed := 0
	rapid.Check(t, func(t *rapid.T) {
		p := anyPaper(t)
		person, seal := all[2], all[3]
		person.Ink = p.ink()
		r, err := Place(person)
		if err != nil {
			t.Fatal(err)
		}
		if !r.Free {
			return
		}
		signed++
		seal.Over, seal.Ink = r.Rect, person.Ink
		if rapid.Bool().Draw(t, "the signature shows") {
			seal.Ink = p.with(r).ink()
		}
		suits(t, p, seal, r.Rect)
	})
	if signed == 0 {
		t.Error("no paper had room for a signature")
	}
}

// TestASealAmongSpecksKeepsClearOfThem strews so many specks that some seals find a
// place that keeps clear of them all, and some only one that just misses them.
func TestASealAmongSpecksKeepsClearOfThem(t *testing.T) {
	put, beside, image := 0, 0, picture(t, Seal)
	for seed := range uint64(60) {
		p := newPaper(120, 70, 40).speckled(0.0012, seed)
		w := Wish{Layout: Seal, Image: image, Ink: p.ink(), Over: box{60, 28, 105, 44}.points()}
		r := placed(t, w)
		switch b := boxOf(r.Rect); {
		case r.Free && (p.covers(r, w.own().points()) || !w.freeFor(w.sight(1).near())(b[0], b[1])):
			t.Errorf("seed %d: it lies on a speck or too near to one", seed)
		case r.Free:
			put++
		case r.Covers == 0:
			beside++
			if strings.Contains(r.Said, "đè") || !strings.Contains(r.Said, "sát") {
				t.Errorf("seed %d covers nothing: %s", seed, r.Said)
			}
		}
	}
	if put == 0 || beside == 0 {
		t.Errorf("%d placed, %d that only just miss", put, beside)
	}
}

// suits checks a place, and one to which the look is dragged, against the
// pixels of the page themselves.
func suits(t *rapid.T, p *paper, w Wish, but [4]float64) {
	r, err := Place(w)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Place(w)
	if err != nil || r.Rect != again.Rect || r.Free != again.Free {
		t.Fatal("the same wish gives another place")
	}
	if !r.Free {
		if r.Look != nil || r.Rect != [4]float64{} || r.Said == "" {
			t.Fatalf("there is no room, and yet %+v", r)
		}
		return
	}
	lies(t, p, w, r, but)
	pageW, pageH := p.sizeMM()
	x, y := rapid.Float64Range(-50, pageW+50).Draw(t, "x"), rapid.Float64Range(-50, pageH+50).Draw(t, "y")
	moved, err := Move(w, r, x, y)
	if err != nil {
		t.Fatal(err)
	}
	lies(t, p, w, moved, but)
}

func lies(t *rapid.T, p *paper, w Wish, r Result, but [4]float64) {
	const rounding = 1e-6
	pageW, pageH := p.sizeMM()
	b := boxOf(r.Rect)
	if b[0] < -rounding || b[1] < -rounding || b[2] > pageW+rounding || b[3] > pageH+rounding {
		t.Fatalf("%s leaves the page of %g×%g mm: %v", w.Layout, pageW, pageH, b)
	}
	if p.covers(r, but) {
		t.Fatalf("%s covers ink at %v", w.Layout, b)
	}
}

// anyPlace is where somebody signed, by hand or not.
func anyPlace(t *rapid.T, p *paper) [4]float64 {
	w, h := p.sizeMM()
	x, y := rapid.Float64Range(0, w).Draw(t, "signed x"), rapid.Float64Range(0, h).Draw(t, "signed y")
	return box{x, y, x + rapid.Float64Range(0.1, 90).Draw(t, "signed w"), y + rapid.Float64Range(0.1, 60).Draw(t, "signed h")}.points()
}
