package pdf

import (
	"context"
	"errors"
	"math"

	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf/cos"
)

// A scanned page is most often one JPEG. PDFium takes six tenths of a second for
// it; its own bytes tell where the ink is in a tenth. Whatever is not plainly such
// a page is no photo: it is drawn.

const (
	photoContent  = 1 << 20 // bytes of the content of such a page, unpacked
	photoDepth    = 3       // of forms
	photoOffMM    = 0.5     // between the edges of the image and of the page
	photoOperator = 50_000
)

// photo maps the ink of a page that is one JPEG; nil: it is not.
func (s *Sight) photo(ctx context.Context, index int, shape office.PageShape) (ink *page.Ink, err error) {
	found := s.shot(index)
	if found == nil {
		return nil, nil
	}
	paper := s.photos.paper(s.seats[index])
	orientation, fits := paper.orientation(found.at)
	if !fits {
		return nil, nil
	}
	raw, err := s.photos.f.Raw(found.item)
	if err != nil {
		return nil, nil //nolint:nilerr // as above
	}
	img, err := page.Decode(ctx, raw, raw.Size(), 0)
	if err != nil {
		return nil, ctx.Err() // PDFium may know better
	}
	size := img.Bounds().Size()
	w, h := shape.W/office.MMPerInch, shape.H/office.MMPerInch
	if orientation >= 5 {
		w, h = h, w
	}
	return page.InkOf(img, float64(size.X)/w, float64(size.Y)/h, orientation), nil
}

// shot is the one image that a page shows; nil: it shows something else, or cannot
// be followed and is drawn.
func (s *Sight) shot(index int) (found *shot) {
	if s.photos == nil || index < 0 || index >= len(s.seats) {
		return nil
	}
	err := guarded(func() (err error) {
		found, err = s.photos.onlyShot(s.seats[index])
		return err
	})
	if err != nil {
		return nil
	}
	return found
}

// orientation tells how an image lies on a page that it fills, as EXIF counts, and
// whether it does.
func (s pageShape) orientation(at matrix) (orientation int, fills bool) {
	turned, straight := orientationOf(at)
	around := extent(at)
	off := photoOffMM * office.PointsPerMM / s.unit
	for i := range around {
		straight = straight && math.Abs(around[i]-s.seen[i]) <= off
	}
	return office.Page{Orientation: turned, Turn: s.turn}.Upright(), straight
}

// shot is a JPEG as a page shows it.
type shot struct {
	item cos.Item
	at   matrix
}

var errNoPhoto = errors.New("the page is no photo")

// onlyShot finds the one image that is all that a page shows.
func (o *overlaying) onlyShot(page seat) (*shot, error) {
	if notes, err := o.f.List(page.self.Get("Annots")); err != nil || len(notes.Items) > 0 {
		return nil, errors.Join(errNoPhoto, err)
	}
	resources, _, err := o.dictionary(page.resources, page.resourcesSource)
	if err != nil {
		return nil, err
	}
	streams, err := o.oldContents(page)
	if err != nil {
		return nil, err
	}
	var content []byte
	for _, at := range streams {
		item, err := o.f.Follow(at)
		if err != nil {
			return nil, err
		}
		b, err := o.f.Unpacked(item, photoContent)
		if err != nil || len(content)+len(b) > photoContent {
			return nil, errors.Join(errNoPhoto, err)
		}
		content = append(append(content, b...), '\n')
	}
	p := shooting{f: o.f}
	if err := p.run(content, resources, shotState{at: matrix{1, 0, 0, 1, 0, 0}}, 0); err != nil {
		return nil, err
	}
	return p.found, nil
}

// shooting runs the content of a page as long as it shows one image and nothing
// else that is seen.
type shooting struct {
	f         *cos.File
	found     *shot
	operators int
}

type shotState struct {
	at     matrix
	hidden bool // letters are the invisible ones of a character reader
}

func (p *shooting) run(content []byte, resources cos.Dict, now shotState, depth int) error {
	t := tokens{b: content}
	var saved []shotState
	var operands []any
	for {
		v, err := t.next(0)
		if errors.Is(err, errTokensEnd) {
			return nil
		}
		if err != nil || len(operands) > mostOperands || len(saved) > mostStates {
			return errors.Join(errNoPhoto, err)
		}
		op, is := v.(keyword)
		if !is {
			operands = append(operands, v)
			continue
		}
		if p.operators++; p.operators > photoOperator {
			return errNoPhoto
		}
		switch op {
		case "q":
			saved = append(saved, now)
		case "Q":
			if len(saved) > 0 {
				now, saved = saved[len(saved)-1], saved[:len(saved)-1]
			}
		case "Do":
			err = p.show(operands, resources, now, depth)
		default:
			err = now.step(op, operands)
		}
		if err != nil {
			return err
		}
		operands = operands[:0]
	}
}

// step runs the operators that put nothing on the page.
func (s *shotState) step(op keyword, operands []any) error {
	switch op {
	case "cm":
		m, ok := sixNumbers(operands)
		if !ok {
			return errNoPhoto
		}
		s.at = m.times(s.at)
	case "Tr":
		s.hidden = len(operands) == 1 && operands[0] == float64(invisible)
	case "Tj", "TJ", "'", "\"":
		if !s.hidden && hasLetters(operands) {
			return errNoPhoto
		}
	case "gs", "sh", "BI", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s":
		return errNoPhoto
	}
	return nil
}

// show notes an image, or runs a form.
func (p *shooting) show(operands []any, resources cos.Dict, now shotState, depth int) error {
	item, err := (&glance{f: p.f}).item(operands, resources, "XObject")
	if err != nil {
		return err
	}
	d, is := item.Value.(cos.Dict)
	if !is || item.Stream == 0 || d.Twice() || d.Get("OC") != nil {
		return errNoPhoto
	}
	if d.Get("Subtype") == cos.Name("Form") {
		return p.form(item, d, resources, now, depth)
	}
	if p.found != nil || !p.isJPEG(d) {
		return errNoPhoto
	}
	p.found = &shot{item: item, at: now.at}
	return nil
}

func (p *shooting) form(item cos.Item, d, outer cos.Dict, now shotState, depth int) error {
	content, err := p.f.Unpacked(item, photoContent)
	if err != nil || depth >= photoDepth {
		return errors.Join(errNoPhoto, err)
	}
	resources := outer
	if d.Get("Resources") != nil {
		if resources, err = p.f.Dict(d.Get("Resources")); err != nil {
			return err
		}
	}
	m, ok, err := (&glance{f: p.f}).matrix(d)
	if err != nil || !ok {
		return errors.Join(errNoPhoto, err)
	}
	now.at = m.times(now.at)
	return p.run(content, resources, now, depth+1)
}

// isJPEG tells an opaque JPEG in grey or in three colours, packed in no other way.
func (p *shooting) isJPEG(d cos.Dict) bool {
	for _, bends := range []cos.Name{"SMask", "Mask", "ImageMask", "Decode", "DecodeParms"} {
		if d.Get(bends) != nil {
			return false
		}
	}
	packing, err := p.f.Value(d.Get("Filter"))
	if list, is := packing.(cos.Array); is && len(list.Items) == 1 {
		packing = list.Items[0]
	}
	space, failed := p.f.Value(d.Get("ColorSpace"))
	if err != nil || failed != nil || packing != cos.Name("DCTDecode") {
		return false
	}
	if list, is := space.(cos.Array); is && len(list.Items) == 2 {
		return p.isPlainSpace(list)
	}
	return space == cos.Name("DeviceGray") || space == cos.Name("DeviceRGB")
}

func (p *shooting) isPlainSpace(list cos.Array) bool {
	switch list.Items[0] {
	case cos.Name("CalGray"), cos.Name("CalRGB"):
		return true
	case cos.Name("ICCBased"):
		at, is := list.Items[1].(cos.Ref)
		if !is {
			return false
		}
		item, err := p.f.Follow(at)
		profile, _ := item.Value.(cos.Dict)
		return err == nil && (profile.Get("N") == cos.Int(1) || profile.Get("N") == cos.Int(3))
	}
	return false
}
