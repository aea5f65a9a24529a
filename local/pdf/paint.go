package pdf

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// What a scanner's page shows is found by running its content. Only what is
// understood to the last operand is followed: a list names the operators and the
// entries of resources that are, and whatever else stands on a page makes it one
// that is drawn. An image that covers what was painted before it hides it;
// invisible text (the layer of a character reader) shows nothing.

// painted is one visible thing on a page.
type painted struct {
	image types.Dict // of an image that could be taken out; nil: text, lines or an inline image
	raw   *types.StreamDict
	at    matrix
	mixed bool // cut by a clip, in a layer, drawn through a mask or half transparent
	inked bool // text or lines, not an image
}

const (
	mostOperators = 3_000_000
	mostForms     = 500
	mostFormDepth = 28
	mostStates    = 200
	mostOperands  = 64
	invisible     = 3 // text rendering modes of ISO 32000-1, table 106
	firstClipping = 4 // this mode and all above it cut what follows
)

// look is the part of the graphics state that matters here.
type look struct {
	at     matrix
	render int
	drawn  bool // the font's letters are drawn by content of their own, in any mode
	mixed  bool
	clip   box // what a rectangle leaves of the plane
}

// painter runs content streams and notes what shows.
type painter struct {
	ctx       context.Context
	f         *foreign
	shown     []painted
	doubt     error // what on the page is not understood; nil: all of it is
	seen      box   // what a reader shows of the page
	operators int
	forms     int
}

// unbounded is the clip before anything cuts it.
var unbounded = box{math.Inf(-1), math.Inf(-1), math.Inf(1), math.Inf(1)}

// running is one content stream on its way.
type running struct {
	*painter
	tokens
	resources types.Dict
	depth     int
	now       look
	saved     []look
	path      outline
	layers    []bool // of each marked content that is open, whether it is one
	operands  []any
}

// run follows one content stream from the given state.
func (p *painter) run(content []byte, resources types.Dict, start look, depth int) error {
	r := running{painter: p, tokens: tokens{b: content}, resources: resources, depth: depth, now: start}
	for {
		v, err := r.next(0)
		if errors.Is(err, errTokensEnd) {
			return nil
		}
		if err != nil {
			r.doubted("%w", err)
			return nil
		}
		op, is := v.(keyword)
		if !is || op == "<<" || op == ">>" {
			if len(r.operands) < mostOperands {
				r.operands = append(r.operands, v)
			}
			continue
		}
		if err := r.counted(); err != nil {
			return err
		}
		if err := r.operate(op); err != nil {
			return err
		}
		r.operands = r.operands[:0]
	}
}

func (p *painter) counted() error {
	if p.operators++; p.operators > mostOperators {
		return errors.New("too many operators")
	}
	if p.operators%1000 == 0 {
		return p.ctx.Err()
	}
	return nil
}

// doubted notes that a page is not understood. It goes on: what the page is,
// a scan or an electronic document, is still to be told.
func (p *painter) doubted(format string, about ...any) {
	if p.doubt == nil {
		p.doubt = fmt.Errorf(format, about...)
	}
}

func (r *running) operate(op keyword) error {
	if slices.ContainsFunc(r.operands, inCodes) {
		r.doubted("a name with a code in it before %q", op)
	}
	switch op {
	case "q":
		if len(r.saved) >= mostStates {
			return errors.New("too many saved states")
		}
		r.saved = append(r.saved, r.now)
	case "Q":
		if len(r.saved) > 0 {
			r.now, r.saved = r.saved[len(r.saved)-1], r.saved[:len(r.saved)-1]
		}
	case "BI":
		r.doubted("an inline image")
		r.shown = append(r.shown, painted{at: r.now.at, mixed: r.now.mixed})
		return r.skipInlineImage()
	case "Do":
		return r.draw()
	default:
		r.step(op)
	}
	return nil
}

// inCodes tells a name that is spelled with codes, which readers resolve.
func inCodes(operand any) bool {
	n, is := operand.(name)
	return is && strings.Contains(string(n), "#")
}

// spelledOut resolves the codes of a name.
func spelledOut(n name) string {
	var out []byte
	for i := 0; i < len(n); i++ {
		if n[i] == '#' && i+2 < len(n) {
			if v, err := strconv.ParseUint(string(n[i+1:i+3]), 16, 8); err == nil {
				out, i = append(out, byte(v)), i+2
				continue
			}
		}
		out = append(out, n[i])
	}
	return string(out)
}

// silent are the operators that neither show anything nor change how an image
// shows, each with its number of operands; -1: any.
var silent = map[keyword]int{
	"w": 1, "J": 1, "j": 1, "M": 1, "d": 2, "i": 1, "ri": 1,
	"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4, "cs": 1, "CS": 1, "sc": -1, "SC": -1, "scn": -1, "SCN": -1,
	"BT": 0, "ET": 0, "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Ts": 1, "Td": 2, "TD": 2, "Tm": 6, "T*": 0,
	"MP": 1, "DP": -1,
}

// step runs the operators that change the state or put ink on the page.
func (r *running) step(op keyword) {
	switch op {
	case "cm":
		m, ok := sixNumbers(r.operands)
		if !ok {
			r.doubted("a broken transformation")
			return
		}
		r.now.at = m.times(r.now.at)
	case "gs":
		r.now.mixed = r.now.mixed || !r.f.paintsPlainly(r.resources, r.operands)
	case "Tr", "Tf", "Tj", "TJ", "'", "\"":
		r.text(op)
	case "m", "l", "c", "v", "y", "h", "re", "W", "W*":
		r.path.grow(op, r.operands, r.now.at)
	case "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n":
		if op != "n" {
			r.shown = append(r.shown, painted{inked: true})
		}
		r.now.narrow(r.path)
		r.path = outline{}
	case "sh":
		r.shown = append(r.shown, painted{inked: true})
	case "BMC", "BDC", "EMC":
		r.mark(op)
	default:
		if want, known := silent[op]; !known || want >= 0 && want != len(r.operands) {
			r.doubted("the operator %.20q with %d operands", op, len(r.operands))
		}
	}
}

// text notes letters that are seen, and letters that cut what follows.
func (r *running) text(op keyword) {
	switch op {
	case "Tr":
		mode, is := 0.0, len(r.operands) == 1
		if is {
			mode, is = r.operands[0].(float64)
		}
		if !is || mode != math.Trunc(mode) || mode < 0 || mode > 7 {
			r.doubted("a text rendering mode %v", r.operands)
		}
		r.now.render = int(mode)
	case "Tf":
		r.now.drawn = r.f.drawsItsLetters(r.resources, r.operands)
	default:
		if !hasLetters(r.operands) {
			return
		}
		if r.now.render != invisible || r.now.drawn {
			r.shown = append(r.shown, painted{inked: true})
		}
		r.now.mixed = r.now.mixed || r.now.render >= firstClipping
	}
}

// mark opens or closes marked content, which may be a layer.
func (r *running) mark(op keyword) {
	if op == "EMC" {
		if len(r.layers) > 0 {
			r.layers = r.layers[:len(r.layers)-1]
		}
		return
	}
	if len(r.layers) >= mostStates || len(r.operands) == 0 {
		r.doubted("marked content without end or name")
		return
	}
	tag, _ := r.operands[0].(name)
	r.layers = append(r.layers, spelledOut(tag) == "OC")
}

// mixedNow tells whether what is drawn may show otherwise than it is.
func (r *running) mixedNow() bool { return r.now.mixed || slices.Contains(r.layers, true) }

// draw runs a form or notes an image.
func (r *running) draw() error {
	if len(r.operands) != 1 {
		r.doubted("a drawing without a name")
		return nil
	}
	called, _ := r.operands[0].(name)
	objects, err := r.f.dict(r.resources["XObject"])
	if err != nil {
		return err
	}
	object, err := r.f.stream(objects[spelledOut(called)])
	if err != nil {
		return err
	}
	if object == nil {
		r.doubted("nothing is called %.40q", called)
		return nil
	}
	mixed := r.mixedNow() || object.Dict["OC"] != nil
	switch r.f.nameOf(object.Dict["Subtype"]) {
	case "Image":
		r.shown = append(r.shown, painted{image: object.Dict, raw: object, at: r.now.at, mixed: mixed || r.now.cuts(r.now.at, r.seen)})
	case "Form":
		if r.forms++; r.forms > mostForms || r.depth >= mostFormDepth {
			r.doubted("too many forms within forms") // one may even draw itself, which readers pass over
			return nil
		}
		inside := r.now
		inside.mixed = mixed
		return r.form(object, r.resources, inside, r.depth)
	default:
		r.doubted("a drawing of another kind")
	}
	return nil
}

func (p *painter) form(object *types.StreamDict, outer types.Dict, now look, depth int) error {
	content, err := p.f.decoded(object, mostContent)
	if err != nil {
		return err
	}
	resources, err := p.f.dict(object.Dict["Resources"])
	if err != nil {
		return err
	}
	if resources == nil {
		resources = outer
	}
	if object.Dict["Matrix"] != nil {
		own, ok := p.f.numbers(object.Dict["Matrix"], 6)
		if !ok {
			p.doubted("a broken transformation")
			return nil
		}
		now.at = matrix(own).times(now.at)
	}
	bounds := p.f.box(object.Dict["BBox"], nil)
	if bounds == nil || object.Dict["Ref"] != nil || object.Dict["OPI"] != nil || object.Dict["PS"] != nil || !p.f.plainGroup(object.Dict) {
		p.doubted("a form of another kind")
	} else {
		now.narrow(pathAround(*bounds, now.at))
	}
	return p.run(content, resources, now, depth+1)
}

// plainGroup tells whether what is painted in a group shows as it would without
// it: one that blends in other colours shows them otherwise.
func (f *foreign) plainGroup(of types.Dict) bool {
	if of["Group"] == nil {
		return true
	}
	group, err := f.dict(of["Group"])
	if err != nil || group == nil {
		return false
	}
	if group["CS"] == nil {
		return true
	}
	space, known := f.space(group["CS"])
	return known && space.palette == nil
}

// drawsItsLetters tells a font whose letters are drawings: the mode that hides
// text does not hide them in every reader.
func (f *foreign) drawsItsLetters(resources types.Dict, operands []any) bool {
	if len(operands) != 2 {
		return true
	}
	called, _ := operands[0].(name)
	fonts, err := f.dict(resources["Font"])
	if err != nil {
		return true
	}
	font, err := f.dict(fonts[string(called)])
	return err != nil || f.nameOf(font["Subtype"]) == "Type3"
}

func sixNumbers(operands []any) (m matrix, ok bool) {
	if len(operands) != len(m) {
		return m, false
	}
	for i, o := range operands {
		if m[i], ok = o.(float64); !ok || math.Abs(m[i]) > 1e9 {
			return m, false
		}
	}
	return m, true
}

// hasLetters tells whether a show operator shows anything.
func hasLetters(operands []any) bool {
	for _, o := range operands {
		switch o := o.(type) {
		case text16:
			if len(o) > 0 {
				return true
			}
		case array:
			if hasLetters(o) {
				return true
			}
		}
	}
	return false
}

// times is m applied first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}
