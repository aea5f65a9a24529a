package pdf

import (
	"fmt"
	"image"
	"image/draw"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// A signature that came later may show, and then lies over the page. Whether
// it hides what was signed is found as a person would: the page is drawn as it
// was signed, with and without its annotations, and as it is now. The edges of
// letters and lines that were seen must still be seen, cell by cell, however pale they
// were. The look of an earlier signature is apart (sealover): the decree lays the
// office's seal over the signature of a person.

const (
	uncoverDPI = 100
	cellPixels = 12   // about 3 mm, a letter
	edgeReach  = 2    // pixels
	edgeSeen   = 24   // difference of shades of 256: more than the grain of a scanned page
	edgeShare  = 0.35 // of the strongest edge about a cell: the soft rims of its letters are none
	edgeGone   = 45   // at most, and half of what it was
	cellEdges  = 8    // fewer are specks
	mostLost   = 0.6  // of the edges of a cell
)

// hidden judges all that lies on a page, from 0, of which three pictures were made. By one
// colour alone nothing is said of a seal on a clear ground, nor of marked words: red ink is
// none in red light, and what is marked in yellow is dark in blue light.
func (c *comparison) hidden(p pictures, all []laid, index int) (hidden bool, err error) {
	small := 0
	for _, l := range all {
		if !l.gazed && !l.sign || p.oneColour && (l.clear || l.kind == Annotated) {
			continue
		}
		place, err := l.onImage(c.now.f, p.is.Rect)
		if err != nil {
			return false, err
		}
		signed, err := c.bound(p, l, all)
		if err != nil {
			return false, err
		}
		switch {
		case l.arrival.sign && !c.staysLegible(p, signed, l, place, index):
			return true, nil
		case l.kind == FormFilled && inkOf(p.seen, p.is, place, true).on(signed.others) >= inkTouches:
			return true, nil
		case l.kind == FormFilled && !l.button() && inkOf(p.seen, p.is, place, true).on(signed.whole) >= inkTouches:
			c.add(Change{Kind: FilledOver, Field: l.field, Places: c.onPage(l.place, l.page, index)})
			if lost(signed.under, p.seen, p.is, place) {
				return true, nil
			}
		case l.clear && goneOf(signed.under, p.seen, p.is, place) <= mostHidden:
			// What the ink of a seal touches was told.
		case !lost(signed.under, p.seen, p.is, place) && !(l.solid && lost(signed.under, p.seen, image.NewGray(p.is.Rect), place)):
		case l.sign && l.small():
			small++
		default:
			return true, nil
		}
	}
	if small == 1 {
		c.note(SmallCover)
	}
	return small > 1, nil
}

func (l laid) small() bool { return max(l.place.width(), l.place.height()) <= mostSign }

// onImage is where it lies on a picture of its page.
func (l laid) onImage(f *cos.File, picture image.Rectangle) (image.Rectangle, error) {
	seen, turn, err := shapeOf(f, l.page)
	if err != nil {
		return image.Rectangle{}, err
	}
	return onImage(offPage(l.place, seen, turn), seen, turn, picture), nil
}

// hues is a picture of a page by its shades, and by its red, green and blue: what differs
// in colour alone is seen as well.
type hues [4]*image.Gray

// shown draws one page on white.
func (v *eye) shown(index, dpi int, flag enums.FPDF_RENDER_FLAG) (c hues, err error) {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: v.file, Index: index}}
	size, err := v.engine.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return c, fmt.Errorf("measuring a page: %w", err)
	}
	if size.Width*size.Height*float64(dpi*dpi) > renderPixels*office.PointsPerInch*office.PointsPerInch {
		return c, fmt.Errorf("a page of %.0f×%.0f points", size.Width, size.Height)
	}
	picture, err := v.engine.RenderPageInDPI(&requests.RenderPageInDPI{Page: page, DPI: dpi, RenderFlags: flag, RenderForm: flag != 0})
	if err != nil {
		return c, fmt.Errorf("rendering a page: %w", err)
	}
	defer picture.Cleanup()
	on := picture.Result.RenderedImage
	whole := image.NewRGBA(on.Bounds())
	draw.Draw(whole, whole.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(whole, whole.Rect, on, on.Bounds().Min, draw.Over)
	return huesOf(whole), nil
}

// huesOf parts a picture. Where it is grey all are one.
func huesOf(whole *image.RGBA) (c hues) {
	c[0] = image.NewGray(whole.Rect)
	draw.Draw(c[0], c[0].Rect, whole, whole.Rect.Min, draw.Src)
	grey := true
	for i := range c[1:] {
		tone := image.NewGray(whole.Rect)
		for at := range tone.Pix {
			tone.Pix[at] = whole.Pix[4*at+i]
			grey = grey && tone.Pix[at] == whole.Pix[4*at]
		}
		c[i+1] = tone
	}
	if grey {
		return hues{c[0], c[0], c[0], c[0]}
	}
	return c
}

// offPage is a place in the page's own coordinates as it is seen, from its top
// left: onPage the other way.
func offPage(place, seen box, turn int) box {
	corner := func(x, y float64) (float64, float64) {
		switch turn {
		case 1:
			return y - seen[1], x - seen[0]
		case 2:
			return seen[2] - x, y - seen[1]
		case 3:
			return seen[3] - y, seen[2] - x
		}
		return x - seen[0], seen[3] - y
	}
	x0, y0 := corner(place[0], place[1])
	x1, y1 := corner(place[2], place[3])
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

// onImage scales a place to a picture of the page, with a little more all round.
func onImage(place, seen box, turn int, picture image.Rectangle) image.Rectangle {
	w, h := seen.width(), seen.height()
	if turn%2 == 1 {
		w, h = h, w
	}
	sx, sy := float64(picture.Dx())/w, float64(picture.Dy())/h
	return image.Rect(int(place[0]*sx)-edgeReach, int(place[1]*sy)-edgeReach,
		int(place[2]*sx)+edgeReach, int(place[3]*sy)+edgeReach).Intersect(picture)
}

// lost looks for a cell of a place in which the edges that the page had, and
// that were seen, are gone.
func lost(page, seen, now *image.Gray, place image.Rectangle) bool {
	for y := place.Min.Y; y < place.Max.Y; y += cellPixels / 2 {
		for x := place.Min.X; x < place.Max.X; x += cellPixels / 2 {
			if cellLost(page, seen, now, image.Rect(x, y, x+cellPixels, y+cellPixels).Intersect(place)) {
				return true
			}
		}
	}
	return false
}

func cellLost(page, seen, now *image.Gray, cell image.Rectangle) bool {
	had, gone := 0, 0
	least := leastEdge(page, cell.Inset(-cellPixels))
	for y := cell.Min.Y; y < cell.Max.Y; y++ {
		for x := cell.Min.X; x < cell.Max.X; x++ {
			for _, to := range []image.Point{{x + edgeReach, y}, {x, y + edgeReach}} {
				if !to.In(page.Rect) || contrast(page, x, y, to) < least || contrast(seen, x, y, to) < least {
					continue
				}
				had++
				if contrast(now, x, y, to) < min(edgeGone, contrast(seen, x, y, to)/2) {
					gone++
				}
			}
		}
	}
	return had >= cellEdges && float64(gone) > mostLost*float64(had)
}

// leastEdge is what counts as an edge about a cell: beside black letters more than beside
// pale ones.
func leastEdge(page *image.Gray, cell image.Rectangle) int {
	strongest := 0
	for y := cell.Min.Y; y < cell.Max.Y; y++ {
		for x := cell.Min.X; x < cell.Max.X; x++ {
			for _, to := range []image.Point{{x + edgeReach, y}, {x, y + edgeReach}} {
				if image.Pt(x, y).In(page.Rect) && to.In(page.Rect) {
					strongest = max(strongest, contrast(page, x, y, to))
				}
			}
		}
	}
	return max(edgeSeen, int(edgeShare*float64(strongest)))
}

func contrast(img *image.Gray, x, y int, to image.Point) int {
	a, b := int(img.GrayAt(x, y).Y), int(img.GrayAt(to.X, to.Y).Y)
	return max(a-b, b-a)
}
