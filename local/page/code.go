package page

import (
	"cmp"
	"context"
	"image"
	"slices"
)

// How QR codes are found on a photo, a scan or a rendered page, turned by any
// angle and seen from aside:
//
//  1. The picture is made grey and halved again and again. On a level those
//     codes are seen whose modules have about two to eight of its pixels.
//  2. What is darker than its surroundings is black. Rows are searched for the
//     proportions 1:1:3:1:1 of a finder pattern, which hold at any angle, and
//     what has them is compared with one in the grey picture.
//  3. Three finder patterns may be the corners of a code. The timing patterns
//     between them tell how many modules it has and how far it leans away; the
//     alignment patterns, nearest first, bind the rest.
//  4. The modules are measured in the grey picture, and each is judged against
//     those around it, with which blur mixes it. The code's own redundancy
//     corrects what is left of errors.
//
// Nothing is decided in black and white that is asked again later. Harder looks
// follow where no code was found, or one was seen and not read.
const (
	mostLevel  = 12_000_000 // pixels of the first level that is looked at
	leastLevel = 40         // pixels of the shorter side of the last level
	mostCodes  = 64         // on one page
	mostUnread = 24         // failures with what looks like a code, after which nothing more is tried
)

// look is one way to tell black from white when finder patterns are sought.
type look struct {
	smooth bool // lessens noise, and blurs
	reach  int  // pixels to every side with which a pixel is compared
}

var looks = []look{{true, 12}, {true, 20}, {false, 12}, {true, 7}}

// FindCodes reads the QR codes on a picture, whichever way it lies, and gives
// their texts from top to bottom; none is no error. Mirrored ones are read too.
// A module should have 2.5 pixels and more (170 dpi for the codes of marks). It
// ends with a Failure when
// the picture is beyond the limits of a page, and with the context's error when
// that is done.
func FindCodes(ctx context.Context, img image.Image) ([]string, error) {
	size := img.Bounds().Size()
	if err := within(size.X, size.Y); err != nil {
		return nil, err
	}
	s := &search{ctx: ctx}
	s.run(img)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(s.found, func(a, b foundCode) int { return cmp.Compare(a.y, b.y) })
	var texts []string
	for _, c := range s.found {
		texts = append(texts, c.text)
	}
	return texts, nil
}

// search is one picture that is being searched.
type search struct {
	ctx    context.Context
	found  []foundCode
	unread int // codes that were seen and not read, in all looks
}

// foundCode is a code that was read, and where: the middle and half of the
// diagonal, in pixels of the picture.
type foundCode struct {
	text         string
	x, y, radius float64
}

// run looks at every level from the first that is not too large, and at larger
// ones only when there was nothing.
func (s *search) run(img image.Image) {
	levels := levelsOf(img)
	first := 0
	for first+1 < len(levels) && levels[first].size() > mostLevel {
		first++
	}
	for _, how := range looks {
		before := s.unread
		for _, l := range levels[first:] {
			s.level(l, how)
		}
		if len(s.found) > 0 && s.unread == before {
			return
		}
	}
	for ; first > 0 && len(s.found) == 0; first-- {
		s.level(levels[first-1], looks[0])
	}
}

// over tells whether nothing more is to be tried.
func (s *search) over() bool {
	return s.ctx.Err() != nil || len(s.found) >= mostCodes || s.unread >= mostUnread
}

// level looks at one level in one way.
func (s *search) level(l *level, how look) {
	if s.over() {
		return
	}
	grey := &l.greys
	if how.smooth {
		grey = l.smoothed()
	}
	finders := l.finders(s.ctx, grey.darks(how.reach))
	for _, t := range triplesOf(finders) {
		if s.over() {
			return
		}
		if t.used() || s.isKnown(t, l.scale) {
			continue
		}
		text, seen, read := l.read(t)
		switch {
		case read:
			x, y, radius := t.place(l.scale)
			s.found = append(s.found, foundCode{text, x, y, radius})
			t.use()
		case seen:
			s.unread++
		}
	}
}

// isKnown tells whether a code was already read at that place.
func (s *search) isKnown(t triple, scale float64) bool {
	x, y, radius := t.place(scale)
	for _, c := range s.found {
		dx, dy, near := x-c.x, y-c.y, max(radius, c.radius)/2
		if dx*dx+dy*dy < near*near {
			return true
		}
	}
	return false
}
