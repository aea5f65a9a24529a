package pdf

import (
	"errors"

	"tram/local/pdf/cos"
)

// How an annotation shows is looked at with one question: could it hide what is
// under it? A glance errs towards yes. What it lets pass is
//   - lines that are thin, and areas that multiply with what is under them, as a
//     highlighter does;
//   - in the look of a signature also dark letters, and pictures of which
//     nothing but dark ink is opaque, such as a seal with a clear background.

const (
	glanceBytes     = 4 << 20 // of a content stream, unpacked
	glanceOperators = 20_000
	glanceDepth     = 5
	thickLine       = 5.0 // points
	darkInk         = 0.6 // a shade that shows on white paper; 1 is white
)

// glance looks through one look.
type glance struct {
	f         *cos.File
	signature bool
	operators int
}

// brush is the part of the graphics state that matters here.
type brush struct {
	multiplied   bool
	fill, stroke float64 // shades
	width        float64 // of lines
	scale        float64 // of the page, at most
}

// blownUp applies the first four numbers of a matrix.
func (b brush) blownUp(by ...float64) brush {
	most := 0.0
	for _, n := range by {
		most = max(most, n, -n)
	}
	b.scale *= most
	return b
}

// covers tells whether an annotation could hide something.
func (c *comparison) covers(d cos.Dict, signature bool) (bool, error) {
	looks, err := c.now.f.Dict(d.Get("AP"))
	if err != nil {
		return false, err
	}
	corners, err := c.now.f.List(d.Get("Rect"))
	if err != nil {
		return false, err
	}
	place, ok := rectangle(corners)
	if ok && place.area() == 0 {
		return false, nil
	}
	g := glance{f: c.now.f, signature: signature}
	for _, e := range looks.Entries {
		if hides, err := g.look(e.Value, place, 0); hides || err != nil {
			return hides, err
		}
	}
	return false, nil
}

// look is a form, or forms by the state of the annotation.
func (g *glance) look(o cos.Object, place box, depth int) (bool, error) {
	at, is := o.(cos.Ref)
	if !is || depth > 1 {
		return o != nil, nil
	}
	item, err := g.f.Follow(at)
	if err != nil {
		return false, err
	}
	d, is := item.Value.(cos.Dict)
	switch {
	case item.Value == nil:
		return false, nil
	case !is || d.Twice():
		return true, nil
	case item.Stream > 0:
		return g.shown(item, place)
	}
	for _, e := range d.Entries {
		if hides, err := g.look(e.Value, place, depth+1); hides || err != nil {
			return hides, err
		}
	}
	return false, nil
}

// shown is a form that a reader fits into a place on the page.
func (g *glance) shown(item cos.Item, place box) (bool, error) {
	d := item.Value.(cos.Dict)
	corners, err := g.f.List(d.Get("BBox"))
	if err != nil {
		return false, err
	}
	own, ok := rectangle(corners)
	if !ok || own.area() == 0 {
		return true, nil
	}
	m, _, err := g.matrix(d)
	if err != nil {
		return false, err
	}
	wide, high := own.width(), own.height()
	if m[1] != 0 || m[2] != 0 {
		wide, high = min(wide, high), min(wide, high) // it is turned
	}
	return g.form(item, brush{width: 1, scale: 1}.blownUp(place.width()/wide, place.height()/high), 0)
}

// matrix is what turns and scales a form.
func (g *glance) matrix(d cos.Dict) (m matrix, ok bool, err error) {
	list, err := g.f.List(d.Get("Matrix"))
	if err != nil || d.Get("Matrix") == nil {
		return matrix{1, 0, 0, 1, 0, 0}, true, err
	}
	six := make([]any, len(list.Items))
	for i, o := range list.Items {
		six[i], _ = cos.Number(o)
	}
	m, ok = sixNumbers(six)
	return m, ok, nil
}

// form runs a form XObject.
func (g *glance) form(item cos.Item, now brush, depth int) (bool, error) {
	d := item.Value.(cos.Dict)
	if depth > glanceDepth || d.Get("Ref") != nil {
		return true, nil
	}
	m, ok, err := g.matrix(d)
	if err != nil || !ok {
		return true, err
	}
	content, err := g.f.Unpacked(item, glanceBytes)
	if err != nil {
		return true, nil //nolint:nilerr // what cannot be looked at could hide anything
	}
	resources, err := g.f.Dict(d.Get("Resources"))
	if err != nil {
		return false, err
	}
	return g.run(content, resources, now.blownUp(m[:4]...), depth)
}

// run follows a content stream.
func (g *glance) run(content []byte, resources cos.Dict, now brush, depth int) (bool, error) {
	t := tokens{b: content}
	var saved []brush
	var operands []any
	for {
		v, err := t.next(0)
		if errors.Is(err, errTokensEnd) {
			return false, nil
		}
		if err != nil || len(saved) > mostStates || len(operands) > mostOperands {
			return true, nil //nolint:nilerr // what cannot be read could hide anything
		}
		op, is := v.(keyword)
		if !is {
			operands = append(operands, v)
			continue
		}
		if g.operators++; g.operators > glanceOperators {
			return true, nil
		}
		switch op {
		case "q":
			saved = append(saved, now)
		case "Q":
			if len(saved) > 0 {
				now, saved = saved[len(saved)-1], saved[:len(saved)-1]
			}
		default:
			if hides, err := g.step(op, operands, resources, &now, depth); hides || err != nil {
				return hides, err
			}
		}
		operands = operands[:0]
	}
}

// step runs one operator.
func (g *glance) step(op keyword, operands []any, resources cos.Dict, now *brush, depth int) (bool, error) {
	switch op {
	case "cm":
		m, ok := sixNumbers(operands)
		*now = now.blownUp(m[:4]...)
		return !ok, nil
	case "w":
		if len(operands) == 1 {
			now.width = plainNumber(operands[0])
		}
	case "gs":
		return g.state(operands, resources, now)
	case "g", "rg", "k":
		now.fill = shade(operands)
	case "G", "RG", "K":
		now.stroke = shade(operands)
	case "cs", "sc", "scn":
		now.fill = 1
	case "CS", "SC", "SCN":
		now.stroke = 1
	case "S", "s":
		thick := now.width*now.scale > thickLine
		return !now.multiplied && (thick || g.signature && now.stroke > darkInk), nil
	case "f", "F", "f*", "B", "B*", "b", "b*":
		return !now.multiplied, nil
	case "Tf":
		return g.font(operands, resources)
	case "Tr":
		return len(operands) != 1 || plainNumber(operands[0]) != 0, nil
	case "Tj", "TJ", "'", "\"":
		return hasLetters(operands) && !(g.signature && now.fill <= darkInk), nil
	case "BI", "sh":
		return true, nil
	case "Do":
		return g.draw(operands, resources, *now, depth)
	}
	return false, nil
}

func plainNumber(o any) float64 {
	n, _ := o.(float64)
	return n
}

// shade is how light a colour is: grey, red-green-blue, or four inks.
func shade(operands []any) float64 {
	n := make([]float64, len(operands))
	for i, o := range operands {
		n[i] = plainNumber(o)
	}
	switch len(n) {
	case 1:
		return n[0]
	case 3:
		return 0.3*n[0] + 0.59*n[1] + 0.11*n[2]
	case 4:
		return (1 - n[3]) * (1 - 0.3*n[0] - 0.59*n[1] - 0.11*n[2])
	}
	return 1
}

// state reads what a graphics state says about blending and lines.
func (g *glance) state(operands []any, resources cos.Dict, now *brush) (bool, error) {
	d, err := g.resource(operands, resources, "ExtGState")
	if err != nil {
		return false, err
	}
	if width, is := cos.Number(d.Get("LW")); is {
		now.width = width
	}
	mode, err := g.f.Value(d.Get("BM"))
	if err != nil {
		return false, err
	}
	if list, is := mode.(cos.Array); is && len(list.Items) > 0 {
		mode = list.Items[0]
	}
	if mode != nil {
		now.multiplied = mode == cos.Name("Multiply") || mode == cos.Name("Darken")
	}
	return d.Get("Font") != nil, nil
}

// font refuses letters that are drawings of their own.
func (g *glance) font(operands []any, resources cos.Dict) (bool, error) {
	d, err := g.resource(operands, resources, "Font")
	return d.To == 0 || d.Get("Subtype") == cos.Name("Type3"), err
}

// resource finds what an operator names first.
func (g *glance) resource(operands []any, resources cos.Dict, category cos.Name) (cos.Dict, error) {
	item, err := g.item(operands, resources, category)
	d, _ := item.Value.(cos.Dict)
	return d, err
}

func (g *glance) item(operands []any, resources cos.Dict, category cos.Name) (cos.Item, error) {
	all, err := g.f.Dict(resources.Get(category))
	if err != nil || len(operands) == 0 {
		return cos.Item{}, err
	}
	called, _ := operands[0].(name)
	if at, is := all.Get(cos.Name(called)).(cos.Ref); is {
		return g.f.Follow(at)
	}
	return cos.Item{Value: all.Get(cos.Name(called))}, nil
}

// draw looks at a form or a picture.
func (g *glance) draw(operands []any, resources cos.Dict, now brush, depth int) (bool, error) {
	item, err := g.item(operands, resources, "XObject")
	if err != nil {
		return false, err
	}
	d, is := item.Value.(cos.Dict)
	switch {
	case item.Value == nil:
		return false, nil
	case !is || item.Stream == 0 || d.Twice():
		return true, nil
	case d.Get("Subtype") == cos.Name("Form"):
		return g.form(item, now, depth+1)
	}
	return !now.multiplied && !(g.signature && g.inkAlone(item, d)), nil
}
