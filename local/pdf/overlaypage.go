package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// room is a resource dictionary written anew, with our forms in it.
type room struct {
	at      cos.Ref
	self    cos.Dict // as it was; zero: there was none
	source  []byte
	objects cos.Dict // its XObjects
	beside  []byte   // the source of those
	prefix  string
	forms   []cos.Ref
	names   map[cos.Ref]string
	written bool
	tagged  bool // what is drawn is marked as no part of the text
}

// room reads the resources of a page.
func (o *overlaying) room(page seat) (*room, error) {
	r := &room{at: cos.Ref{Num: o.d.e.reserve()}, names: map[cos.Ref]string{}, prefix: o.name + "F", tagged: o.tagged()}
	var err error
	if r.self, r.source, err = o.dictionary(page.resources, page.resourcesSource); err != nil {
		return nil, err
	}
	if r.objects, r.beside, err = o.dictionary(r.self.Get("XObject"), r.source); err != nil {
		return nil, err
	}
	return r, nil
}

// dictionary reads a dictionary where it stands: in the given source, or
// elsewhere. What is none counts as an empty one, as readers take it.
func (o *overlaying) dictionary(v cos.Object, source []byte) (cos.Dict, []byte, error) {
	for range mostRefHops {
		at, is := v.(cos.Ref)
		if !is {
			d, _ := v.(cos.Dict)
			if d.Twice() {
				return d, nil, errors.New("a dictionary with a key twice")
			}
			return d, source, nil
		}
		item, err := o.f.Follow(at)
		if err != nil {
			return cos.Dict{}, nil, err
		}
		v, source = item.Value, item.Source
	}
	return cos.Dict{}, nil, errors.New("references that run in a circle")
}

// name is what a form is called in the room.
func (r *room) name(form cos.Ref) string {
	if called, known := r.names[form]; known {
		return called
	}
	called := r.prefix + strconv.Itoa(len(r.forms))
	r.names[form] = called
	r.forms = append(r.forms, form)
	return called
}

// text is the resource dictionary as PDF writes it.
func (r *room) text() string {
	sets := make([]cos.Set, len(r.forms))
	for i, form := range r.forms {
		sets[i] = cos.Set{Key: cos.Name(r.names[form]), Value: pointer(form)}
	}
	objects := extended(r.objects, r.beside, sets...)
	return extended(r.self, r.source, cos.Set{Key: "XObject", Value: objects})
}

// extended is a dictionary with more in it; a zero one is empty.
func extended(d cos.Dict, source []byte, sets ...cos.Set) string {
	if d.To == 0 {
		source = []byte("<<>>")
		d.To = len(source)
	}
	return d.With(source, sets...)
}

// contents writes what is drawn over a page and lists it behind the old content.
func (o *overlaying) contents(page seat, r *room, forms []stamp) (string, error) {
	shape := o.paper(page)
	old, err := o.oldContents(page)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if len(old) == 0 {
		r.show(&b, forms, shape)
		return pointer(o.stream(b.Bytes())), nil
	}
	left, err := o.leftOpen(old)
	if err != nil {
		return "", err
	}
	if left.broken {
		before, err := o.apart(old, r, shape)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "q /%s Do Q\n", r.name(before))
		r.show(&b, forms, shape)
		return pointer(o.stream(b.Bytes())), nil
	}
	if o.start.Num == 0 {
		o.start = o.stream([]byte("q\n"))
	}
	b.WriteString(left.closing() + "Q\n")
	r.show(&b, forms, shape)
	list := pointer(o.start) + " "
	for _, at := range old {
		list += pointer(at) + " "
	}
	return "[" + list + pointer(o.stream(b.Bytes())) + "]", nil
}

// stream writes content, packed where that is worth it.
func (o *overlaying) stream(content []byte) cos.Ref {
	at := cos.Ref{Num: o.d.e.reserve()}
	entries := ""
	const worthIt = 200 // bytes
	if len(content) > worthIt {
		content, entries = deflate(content), "/Filter /FlateDecode"
	}
	o.d.e.bytes(at.Num, entries, content)
	return at
}

// oldContents lists the streams of a page.
func (o *overlaying) oldContents(page seat) ([]cos.Ref, error) {
	v := page.self.Get("Contents")
	at, elsewhere := v.(cos.Ref)
	if elsewhere {
		item, err := o.f.Follow(at)
		if err != nil {
			return nil, err
		}
		if item.Stream > 0 {
			return []cos.Ref{at}, nil
		}
		v = item.Value
	}
	list, is := v.(cos.Array)
	if !is {
		return nil, nil
	}
	var streams []cos.Ref
	for _, part := range list.Items {
		at, is := part.(cos.Ref)
		if !is {
			if part == nil {
				continue
			}
			return nil, fmt.Errorf("a %T among the streams of a page", part)
		}
		item, err := o.f.Follow(at)
		if err != nil {
			return nil, err
		}
		if item.Stream > 0 {
			streams = append(streams, at)
		}
	}
	return streams, nil
}

// pageShape is how a page is seen.
type pageShape struct {
	sheet box // the MediaBox, in units of the page
	seen  box // what shows of it
	turn  int // quarter turns clockwise
	unit  float64
}

// usual is the size that readers give a page that says none.
var usual = box{0, 0, 612, 792}

// paper is the shape of a page; where it says nothing sensible, what readers take.
func (o *overlaying) paper(page seat) pageShape {
	s := pageShape{sheet: usual, unit: 1}
	if media, ok, err := corners(o.f, page.media); err == nil && ok && media.area() > 0 {
		s.sheet = media
	}
	s.seen = s.sheet
	if crop, ok, err := corners(o.f, page.crop); err == nil && ok && s.seen.and(crop).area() > 0 {
		s.seen = s.seen.and(crop)
	}
	if v, err := o.f.Value(page.turn); err == nil {
		degrees, _ := cos.Number(v)
		s.turn = (int(degrees)/90%4 + 4) % 4
	}
	if v, err := o.f.Value(page.self.Get("UserUnit")); err == nil {
		if unit, is := cos.Number(v); is && unit > 0 {
			s.unit = unit
		}
	}
	return s
}

// size is the page as it is seen, upright, in millimetres.
func (s pageShape) size() office.PageShape {
	w, h := s.seen.width()*s.unit, s.seen.height()*s.unit
	if s.turn%2 == 1 {
		w, h = h, w
	}
	return office.PageShape{W: w / office.PointsPerMM, H: h / office.PointsPerMM}
}

// exact writes numbers that other numbers are multiplied with.
func exact(fs ...float64) string {
	parts := make([]string, len(fs))
	for i, f := range fs {
		parts[i] = strconv.FormatFloat(f, 'f', -1, 64)
		if len(parts[i]) > 12 {
			parts[i] = strconv.FormatFloat(f, 'f', 8, 64)
		}
		if f == 0 {
			parts[i] = "0"
		}
	}
	return strings.Join(parts, " ")
}
