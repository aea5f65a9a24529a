package look

import (
	"fmt"
	"image"
	"math"

	"tram/local/mark"
)

// How a seal lies over a signature. Nghị định 30/2020, Phụ lục I: it is red, of
// its real size, and covers about a third of the signature on its left. The
// decree lets it lie on the signature and on nothing else, but a seal is wider
// than the signature is high and reaches past title and name, as it does on
// paper. So:
//
//   - a round seal is looked at as it is drawn, row by row: its corners are no
//     ink and may lie over words;
//   - inside of the signature's place, and a millimetre round it that was left
//     blank for it, the seal may lie on anything;
//   - outside it covers no ink and keeps half a millimetre from it, or where that
//     is nowhere to be had a fifth, which is more than the pixel by which whoever
//     draws a page smears edges: it goes left, right, up and down by some
//     millimetres from where it covers just the third, as long as it covers about
//     that, to the nearest place that is free;
//   - where none is, it is not placed. The result tells how much of it would lie
//     on ink at the best place, and a caller that has asked the clerk may place
//     it there anyway.
const (
	third      = 1.0 / 3
	leastThird = 0.2 // of the signature's width that the seal covers
	mostThird  = 0.45
	upDownMM   = 8.0 // by which it leaves the middle of the signature
	stripMM    = 0.5 // height of the rows that a seal is looked at in
	tryMM      = 1.0 // steps in which the least evil place is looked for
	nearMM     = 0.2 // that such a place keeps from ink
)

// sealed puts the seal over the signature.
func (w Wish) sealed() Result {
	s, over := w.sight(1), boxOf(w.Over)
	x, y := over[0]+third*over.w()-s.w, (over[1]+over[3]-s.h)/2
	left, right := (third-leastThird)*over.w(), (mostThird-third)*over.w()
	open := w.freeFor(s)
	fx, fy, free := mark.Nearest(w.Ink, s.w, s.h, x, y, func(nx, ny float64) bool {
		return nx >= x-left && nx <= x+right && math.Abs(ny-y) <= upDownMM && open(nx, ny)
	})
	if free {
		return w.at(s, fx, fy)
	}
	bx, by, covers, fits := w.leastCovered(s, box{x - left, y - upDownMM, x + right, y + upDownMM})
	if fits && covers == 0 && w.freeFor(s.near())(bx, by) {
		return w.at(s, bx, by)
	}
	r := w.nowhere("Dấu không vừa ở bên trái chữ ký, nên phần mềm không đặt dấu lên trang.")
	if fits {
		r.Said = "Dấu sẽ " + coversSaid(covers) + ", nên phần mềm không đặt dấu lên trang."
	}
	if fits && w.Anyway {
		r = w.at(s, bx, by)
		r.Free, r.Said = false, "Dấu "+coversSaid(covers)+"."
	}
	r.Covers = covers
	return r
}

// near is the same sight where it may come nearer to ink.
func (s sight) near() sight {
	s.clear = nearMM
	return s
}

// coversSaid tells of a seal that has no room: one that lies on nothing touches
// words once it is drawn.
func coversSaid(covers float64) string {
	if covers == 0 {
		return "nằm sát chữ ở ngoài chữ ký"
	}
	return fmt.Sprintf("đè lên chữ ở ngoài chữ ký (khoảng %.0f%% mặt dấu)", math.Ceil(100*covers))
}

// leastCovered tries top left corners in a range, as far as it lies on the
// page, for where the seal covers the least ink outside of its signature: of the
// places where it covers none, one that keeps clear of it.
func (w Wish) leastCovered(s sight, within box) (x, y, covers float64, fits bool) {
	pageW, pageH := w.Ink.SizeMM()
	open := w.freeFor(s.near())
	for ny := within[1]; ny <= within[3]; ny += tryMM {
		for nx := within[0]; nx <= within[2]; nx += tryMM {
			if nx < edgeMM || ny < edgeMM || nx+s.w > pageW-edgeMM || ny+s.h > pageH-edgeMM {
				continue
			}
			c := w.covered(s, nx, ny)
			if c == 0 && open(nx, ny) {
				return nx, ny, 0, true
			}
			if !fits || c < covers {
				x, y, covers, fits = nx, ny, c, true
			}
		}
	}
	return x, y, covers, fits
}

// covered is how much of a seal lies on ink outside of its signature, 0 to 1.
func (w Wish) covered(s sight, x, y float64) float64 {
	own := w.own()
	inked, all := 0.0, 0.0
	for _, part := range s.face {
		all += part.w() * part.h()
		for _, rest := range part.moved(x, y).without(own) {
			inked += w.Ink.Share(rest[0], rest[1], rest.w(), rest.h()) * rest.w() * rest.h()
		}
	}
	return inked / all
}

// faceOf is what a seal covers: in each row of it all between its first and its
// last ink.
func faceOf(img *image.NRGBA, w, h float64) (face []box) {
	rows := max(1, min(img.Rect.Dy(), int(math.Ceil(h/stripMM))))
	perX, perY := w/float64(img.Rect.Dx()), h/float64(img.Rect.Dy())
	for n := range rows {
		first, end := n*img.Rect.Dy()/rows, (n+1)*img.Rect.Dy()/rows
		from, to := img.Rect.Dx(), 0
		for y := first; y < end; y++ {
			if a, b := shownIn(img, y); b > a {
				from, to = min(from, a), max(to, b)
			}
		}
		if to > from {
			face = append(face, box{float64(from) * perX, float64(first) * perY, float64(to) * perX, float64(end) * perY})
		}
	}
	return face
}
