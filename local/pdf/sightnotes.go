package pdf

import (
	"math"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// What readers and printers make of notes differs: one that is not for the screen, or
// not for paper, is drawn by some for either, and one that keeps upright on a turned
// page (NoRotate) turns about its upper left corner in some. Wherever such a note may
// lie counts as ink.

// unsettled lists the places of such notes on a page, in millimetres as it is seen:
// left, top, width and height.
func (s *Sight) unsettled(index int) (places [][4]float64) {
	if s.photos == nil || index < 0 || index >= len(s.seats) {
		return nil
	}
	page := s.seats[index]
	t := tables{f: s.photos.f}
	notes, err := t.f.List(page.self.Get("Annots"))
	if err != nil || len(notes.Items) == 0 {
		return nil
	}
	shape := s.photos.paper(page)
	for _, o := range notes.Items {
		note, err := t.f.Dict(o)
		if err != nil || !t.draws(note) {
			continue
		}
		switch flags := t.flags(note); {
		case flags&flagHidden != 0:
		case flags&flagNoRotate != 0 && shape.turn != 0:
			places = append(places, t.around(note, shape)...)
		case differsInPrint(flags) || flags&flagNoView != 0:
			places = append(places, t.under(note, shape)...)
		}
	}
	return places
}

// under is where a note lies.
func (t *tables) under(note cos.Dict, shape pageShape) [][4]float64 {
	at, ok := t.box(note.Get("Rect"))
	if !ok || at.area() == 0 {
		return nil
	}
	x0, y0 := shape.asSeen(at[0], at[1])
	x1, y1 := shape.asSeen(at[2], at[3])
	return [][4]float64{{math.Min(x0, x1), math.Min(y0, y1), math.Abs(x1 - x0), math.Abs(y1 - y0)}}
}

// around is the square in which a note lies however it is turned.
func (t *tables) around(note cos.Dict, shape pageShape) [][4]float64 {
	at, ok := t.box(note.Get("Rect"))
	if !ok || at.area() == 0 {
		return nil
	}
	x, y := shape.asSeen(at[0], at[3])
	far := math.Max(at.width(), at.height()) * shape.unit / office.PointsPerMM
	return [][4]float64{{x - far, y - far, 2 * far, 2 * far}}
}

// asSeen is where a point of a page lies as the page is seen, in millimetres from
// the top left.
func (s pageShape) asSeen(x, y float64) (float64, float64) {
	w, h := s.seen.width(), s.seen.height()
	x, y = x-s.seen[0], s.seen[3]-y
	switch s.turn {
	case 1:
		x, y = h-y, x
	case 2:
		x, y = w-x, h-y
	case 3:
		x, y = y, w-x
	}
	return x * s.unit / office.PointsPerMM, y * s.unit / office.PointsPerMM
}
