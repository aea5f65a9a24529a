package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"

	"tram/local/mark"
	"tram/local/pdf/cos"
)

// Look is how a signature shows on its page: the images in their order, and
// words over them. Its size is that of the layout, or of its place on the page
// where there are no words; it is scaled into that place, which must have its
// shape.
type Look struct {
	Layout mark.Layout
	Images []LookImage
}

// LookImage is a picture in a look, such as a seal or a signature drawn by
// hand. What is transparent in it stays so.
type LookImage struct {
	Image image.Image
	Rect  [4]float64 // left, top, right, bottom in points from the top left of the look
}

const (
	mostLookPixels = 16 << 20
	mostLookImages = 8
	mostSkew       = 0.01 // of the shape of a look from that of its place
)

// look writes the appearance of a signature and returns the entries of its
// widget.
func (s *signing) look(f Field, page seat) (string, error) {
	if f.Look == nil {
		return "/Rect [0 0 0 0]", nil
	}
	place := box(f.Rect)
	w, h := f.Look.Layout.W, f.Look.Layout.H
	if w == 0 || h == 0 {
		w, h = place.width(), place.height()
	}
	if !(w > 0 && h > 0) || !(place.area() > 0) || math.Abs(place.width()/w*h/place.height()-1) > mostSkew {
		return "", errors.New("the look of a signature has another shape than its place")
	}
	seen, turn, err := s.shape(page)
	if err != nil {
		return "", broken(err)
	}
	scale := place.width() / w
	edge := bleed * scale
	rect := onPage(box{place[0] - edge, place[1] - edge, place[2] + edge, place[3] + edge}, seen, turn)
	form, err := s.drawLook(*f.Look, w, h, turn)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("/Rect [%s] /AP << /N %s >> /MK << /R %d >>", numbers(rect[:]...), pointer(form), turn*90), nil
}

// drawLook writes the form that shows the signature, upright on a turned page.
func (s *signing) drawLook(look Look, w, h float64, turn int) (cos.Ref, error) {
	if len(look.Images) > mostLookImages {
		return cos.Ref{}, fmt.Errorf("%d images in the look of a signature", len(look.Images))
	}
	var content, objects bytes.Buffer
	for i, img := range look.Images {
		at, err := s.image(img.Image)
		if err != nil {
			return cos.Ref{}, err
		}
		r := box(img.Rect)
		fmt.Fprintf(&content, "q %s cm /I%d Do Q\n", numbers(r.width(), 0, 0, r.height(), r[0], h-r[3]), i)
		fmt.Fprintf(&objects, "/I%d %s ", i, pointer(at))
	}
	words := Writer{e: s.d.e}
	letters, fonts, err := words.draw(look.Layout)
	if err != nil {
		return cos.Ref{}, err
	}
	content.Write(letters)
	entries := fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [%s] /Matrix [%s] /Resources << /Font << %s >> /XObject << %s >> >> /Filter /FlateDecode",
		numbers(-bleed, -bleed, w+bleed, h+bleed), numbers(turned(turn)...), words.fontResources(fonts), objects.String())
	at := cos.Ref{Num: s.d.e.reserve()}
	s.d.e.bytes(at.Num, entries, deflate(content.Bytes()))
	for _, face := range words.faces {
		if face != nil {
			if err := face.emit(s.d.e, false); err != nil {
				return at, err
			}
		}
	}
	return at, s.d.e.err
}

// image writes a picture and, where it has any, its transparency.
func (s *signing) image(img image.Image) (cos.Ref, error) {
	size := img.Bounds().Size()
	if size.X <= 0 || size.Y <= 0 || size.X > mostLookPixels/size.Y {
		return cos.Ref{}, errors.New("an image of no sensible size in the look of a signature")
	}
	colours, alpha := make([]byte, 0, 3*size.X*size.Y), make([]byte, 0, size.X*size.Y)
	solid := true
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			if c.A == 0 {
				c = color.NRGBA{R: 0xff, G: 0xff, B: 0xff}
			}
			solid = solid && c.A == 0xff
			colours = append(colours, c.R, c.G, c.B)
			alpha = append(alpha, c.A)
		}
	}
	shape := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /Filter /FlateDecode", size.X, size.Y)
	at, mask := cos.Ref{Num: s.d.e.reserve()}, ""
	if !solid {
		soft := s.d.e.reserve()
		s.d.e.bytes(soft, shape+" /ColorSpace /DeviceGray", deflate(alpha))
		mask = fmt.Sprintf(" /SMask %d 0 R", soft)
	}
	s.d.e.bytes(at.Num, shape+" /ColorSpace /DeviceRGB"+mask, deflate(colours))
	return at, s.d.e.err
}

// shape is what a reader shows of a page, in the page's units, and its quarter
// turns clockwise.
func (s *signing) shape(page seat) (seen box, turn int, err error) { return shapeOf(s.f, page) }

func shapeOf(f *cos.File, page seat) (seen box, turn int, err error) {
	media, ok, err := corners(f, page.media)
	if err != nil || !ok {
		return seen, 0, errors.Join(errors.New("a page without a size"), err)
	}
	if crop, ok, err := corners(f, page.crop); err != nil {
		return seen, 0, err
	} else if ok {
		media = media.and(crop)
	}
	v, err := f.Value(page.turn)
	if err != nil {
		return seen, 0, err
	}
	degrees, _ := v.(cos.Int)
	return media, (int(degrees/90%4) + 4) % 4, nil
}

// corners reads a rectangle of which each number may stand elsewhere.
func corners(f *cos.File, o cos.Object) (box, bool, error) {
	list, err := f.List(o)
	if err != nil {
		return box{}, false, err
	}
	for i, n := range list.Items {
		if list.Items[i], err = f.Value(n); err != nil {
			return box{}, false, err
		}
	}
	b, ok := rectangle(list)
	return b, ok, nil
}

// onPage turns a place on the page as it is seen, from its top left, into the
// page's own coordinates.
func onPage(place, seen box, turn int) box {
	x0, y0 := pointOnPage(place[0], place[1], seen, turn)
	x1, y1 := pointOnPage(place[2], place[3], seen, turn)
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

func pointOnPage(x, y float64, seen box, turn int) (float64, float64) {
	switch turn {
	case 1:
		return seen[0] + y, seen[1] + x
	case 2:
		return seen[2] - x, seen[1] + y
	case 3:
		return seen[2] - y, seen[3] - x
	}
	return seen[0] + x, seen[3] - y
}

// turned is the matrix that keeps a form upright on a turned page. Readers move
// and scale the form into its rectangle themselves.
func turned(quarters int) []float64 {
	return [4][]float64{{1, 0, 0, 1, 0, 0}, {0, 1, -1, 0, 0, 0}, {-1, 0, 0, -1, 0, 0}, {0, -1, 1, 0, 0, 0}}[quarters]
}
