package look

import (
	"errors"
	"fmt"
	"math"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
)

// Where a signature shows:
//
//   - over our mark, where the mark stands;
//   - the words of a copy or an annex at the top right of page one, above all
//     that is written there (mark.TopRight);
//   - a person's image in the middle of the gap between title and name
//     (gap.go), made smaller where the gap is low, else in the blank of the lower
//     right quarter;
//   - a seal, never made smaller, over the left third of the person's image
//     (seal.go); alone, where a person's image would go.
//
// No look covers ink, but for the seal on the signature that it belongs to.
// Where there is no room the signature stays hidden, and the result says so. A
// look that is dragged goes to the nearest place that keeps the same rule.
// Measures are in millimetres from the top left of the page as it is seen,
// unless they are said to be points.
const (
	clearMM    = 1.0 // around words and a person's image
	sealClear  = 0.5 // around a seal, which is large
	leastScale = 0.6 // of a person's image
	lowerX     = 0.7 // middle of an image in the lower right, in parts of the page
	lowerY     = 0.75
)

// Wish is a look that is asked for.
type Wish struct {
	Layout Layout
	Page   int       // from 0: the first for copies and annexes, the last for a person
	Ink    *page.Ink // of that page as it is seen
	Lines  []string  // of Copy and Annex: CopyLines, AnnexLines
	Image  Picture   // of Person and Seal: ReadImage

	Mark office.Spot // of OnMark: where the mark is, which also names the page

	// Over is the place of the signature that a seal belongs to, as
	// Result.Rect tells it; zero: the seal stands alone. Anyway places the seal
	// even where it covers words outside of that signature.
	Over   [4]float64
	Anyway bool
}

// Result is a look with its place, in the terms of pdf.Field.
type Result struct {
	Layout Layout
	Page   int
	Rect   [4]float64 // points: left, top, right, bottom on the page as it is seen
	Look   *pdf.Look  // nil: the signature stays hidden, because it was to be or because Free is false

	// Free is false where the page has no room. A seal that had none is shown
	// only if it was to be placed anyway; Covers is how much of it, 0 to 1,
	// lies or would lie on ink outside of the signature that it belongs to.
	Free   bool
	Covers float64
	Said   string // in Vietnamese, where Free is false
}

// Put enters the look into a signature field.
func (r Result) Put(f pdf.Field) pdf.Field {
	f.Page, f.Rect, f.Look = r.Page, r.Rect, r.Look
	return f
}

// Place finds the place of a look. The same wish always gives the same result.
// What a look needs and the wish lacks is a Failure; that the page has no room
// is none.
func Place(w Wish) (Result, error) {
	switch w.Layout {
	case Hidden:
		return Result{Layout: Hidden, Free: true}, nil
	case OnMark:
		return w.onMark()
	case Copy, Annex:
		return w.words()
	case Person, Seal:
		return w.picture()
	}
	return Result{}, fmt.Errorf("no layout %q", w.Layout)
}

// Move finds the place nearest to where a look was dragged: x and y are its top
// left corner in millimetres. It keeps the size that it was placed in, or gets
// its full size where there was no room for it. Where the page has no blank at
// all it stays as it was.
func Move(w Wish, placed Result, x, y float64) (Result, error) {
	if w.Layout == Hidden || w.Layout == OnMark {
		return placed, nil
	}
	s, err := w.again(placed)
	if err != nil {
		return placed, err
	}
	nx, ny, free := mark.Nearest(w.Ink, s.w, s.h, x, y, w.freeFor(s))
	if !free {
		return placed, nil
	}
	return w.at(s, nx, ny), nil
}

// onMark is a field that shows nothing and lies over the mark.
func (w Wish) onMark() (Result, error) {
	place := box{w.Mark.X, w.Mark.Y, w.Mark.X + w.Mark.W, w.Mark.Y + w.Mark.H}
	if place.empty() {
		return Result{}, errors.New("there is no mark for a signature to lie on")
	}
	return Result{Layout: OnMark, Page: w.Mark.Page, Rect: place.points(), Look: &pdf.Look{}, Free: true}, nil
}

func (w Wish) words() (Result, error) {
	all, err := w.shapes()
	if err != nil {
		return Result{}, err
	}
	spot, free := mark.TopRight(w.Ink, all)
	if !free {
		return w.nowhere("Góc trên bên phải của trang không còn chỗ trống, nên chữ ký số sẽ không hiện trên trang."), nil
	}
	return w.at(setWords(all[spot.Shape]), spot.X, spot.Y), nil
}

func (w Wish) picture() (Result, error) {
	if err := w.drawable(); err != nil {
		return Result{}, err
	}
	if w.Layout == Seal && !boxOf(w.Over).empty() {
		return w.sealed(), nil
	}
	for _, g := range gaps(w.Ink) {
		for _, s := range w.sights(g.bottom - g.top - 2*clearMM) {
			if x, y, free := g.place(w, s); free {
				return w.at(s, x, y), nil
			}
		}
	}
	for _, s := range w.sights(math.Inf(1)) {
		if x, y, free := w.lowerRight(s); free {
			return w.at(s, x, y), nil
		}
	}
	return w.nowhere("Trang không còn chỗ trống để đặt ảnh, nên chữ ký số sẽ không hiện trên trang."), nil
}

// lowerRight is the nearest blank to where signatures stand in most documents.
func (w Wish) lowerRight(s sight) (x, y float64, free bool) {
	pageW, pageH := w.Ink.SizeMM()
	open := w.freeFor(s)
	return mark.Nearest(w.Ink, s.w, s.h, lowerX*pageW-s.w/2, lowerY*pageH-s.h/2, func(x, y float64) bool {
		return x+s.w/2 >= pageW/2 && y+s.h/2 >= pageH/2 && open(x, y)
	})
}

func (w Wish) nowhere(said string) Result { return Result{Layout: w.Layout, Page: w.Page, Said: said} }

func (w Wish) at(s sight, x, y float64) Result {
	return Result{Layout: w.Layout, Page: w.Page, Rect: box{x, y, x + s.w, y + s.h}.points(), Look: &s.look, Free: true}
}

// freeFor tells of a place whether a look would cover no ink there, nor any pixel
// that is longer than what it keeps from ink.
func (w Wish) freeFor(s sight) func(x, y float64) bool {
	own := w.own()
	return func(x, y float64) bool {
		for _, part := range s.face {
			at := part.moved(x, y)
			if anyIn(at.grown(s.clear).without(own), w.Ink.Covered) || anyIn(at.without(own), w.Ink.Touched) {
				return false
			}
		}
		return true
	}
}

// own is where a seal may lie on ink.
func (w Wish) own() box {
	if w.Layout != Seal {
		return box{}
	}
	return boxOf(w.Over).grown(clearMM)
}

// shapes are the ways to set the words.
func (w Wish) shapes() ([]mark.Layout, error) {
	if w.Ink == nil {
		return nil, errNoInk
	}
	return shapes(w.Lines)
}

// drawable refuses an image without which there is nothing to show.
func (w Wish) drawable() error {
	if w.Ink == nil {
		return errNoInk
	}
	if w.Image.Image == nil || !(w.Image.W > 0 && w.Image.H > 0) {
		return NoPicture.About(w.Layout.Name())
	}
	return nil
}

var errNoInk = errors.New("a look needs the ink of its page")

// again is the look in the shape and size that it was placed in.
func (w Wish) again(placed Result) (sight, error) {
	if w.Layout == Copy || w.Layout == Annex {
		all, err := w.shapes()
		switch {
		case err != nil:
			return sight{}, err
		case placed.Look != nil:
			return setWords(placed.Look.Layout), nil
		}
		return setWords(all[0]), nil
	}
	if err := w.drawable(); err != nil {
		return sight{}, err
	}
	if placed.Look == nil {
		return w.sight(1), nil
	}
	return w.sight(boxOf(placed.Rect).w() / w.Image.W), nil
}

// sights are the sizes that an image may have in a room of that height, the
// largest first. A seal keeps its real size.
func (w Wish) sights(room float64) []sight {
	if w.Layout == Seal {
		return []sight{w.sight(1)}
	}
	largest := min(1, room/w.Image.H)
	if largest < leastScale {
		return nil
	}
	return []sight{w.sight(largest), w.sight((largest + leastScale) / 2), w.sight(leastScale)}
}

func (w Wish) sight(scale float64) sight {
	img, whole := w.Image.Image, box{0, 0, w.Image.W * scale, w.Image.H * scale}
	s := sight{w: whole.w(), h: whole.h(), face: []box{whole}, clear: clearMM}
	s.look = pdf.Look{Images: []pdf.LookImage{{Image: img, Rect: whole.points()}}}
	if w.Layout == Seal {
		s.face, s.clear = faceOf(img, s.w, s.h), sealClear
	}
	return s
}

// sight is a look that has a size and no place yet.
type sight struct {
	w, h  float64
	face  []box // what of it covers the page, from its top left
	clear float64
	look  pdf.Look
}

func setWords(l mark.Layout) sight {
	w, h := l.SizeMM()
	return sight{w: w, h: h, face: []box{{0, 0, w, h}}, clear: clearMM, look: pdf.Look{Layout: l}}
}
