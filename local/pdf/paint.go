package pdf

import (
	"context"
	"errors"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// What a scanner's page shows is found by running its content: an image that
// covers what was painted before it hides it, invisible text (the layer of a
// character reader) shows nothing.

// painted is one visible thing on a page.
type painted struct {
	image types.Dict // of an image that could be taken out; nil: text, lines or an inline image
	raw   *types.StreamDict
	at    matrix
	mixed bool // drawn through a mask or half transparent
	inked bool // text or lines, not an image
}

const (
	mostOperators = 3_000_000
	mostForms     = 500
	mostFormDepth = 8
	mostStates    = 200
	mostOperands  = 64
	invisible     = 3 // text rendering modes of ISO 32000-1, table 106
	clipOnly      = 7
)

// look is the part of the graphics state that matters here.
type look struct {
	at     matrix
	render int
	mixed  bool
}

// painter runs content streams and notes what shows.
type painter struct {
	ctx       context.Context
	f         *foreign
	shown     []painted
	operators int
	forms     int
}

// run follows one content stream from the given state.
func (p *painter) run(content []byte, resources types.Dict, start look, depth int) error {
	t := tokens{b: content}
	now, saved := start, []look(nil)
	var operands []any
	for {
		v, err := t.next(0)
		if errors.Is(err, errTokensEnd) {
			return nil
		}
		if err != nil {
			return err
		}
		op, is := v.(keyword)
		if !is {
			if len(operands) < mostOperands {
				operands = append(operands, v)
			}
			continue
		}
		if p.operators++; p.operators > mostOperators {
			return errors.New("too many operators")
		}
		if p.operators%1000 == 0 && p.ctx.Err() != nil {
			return p.ctx.Err()
		}
		switch op {
		case "q":
			if len(saved) >= mostStates {
				return errors.New("too many saved states")
			}
			saved = append(saved, now)
		case "Q":
			if len(saved) > 0 {
				now, saved = saved[len(saved)-1], saved[:len(saved)-1]
			}
		case "BI":
			p.shown = append(p.shown, painted{at: now.at, mixed: now.mixed})
			err = t.skipInlineImage()
		case "Do":
			err = p.draw(operands, resources, now, depth)
		default:
			err = p.step(op, operands, resources, &now)
		}
		if err != nil {
			return err
		}
		operands = operands[:0]
	}
}

// step runs the operators that change the state or put ink on the page.
func (p *painter) step(op keyword, operands []any, resources types.Dict, now *look) error {
	switch op {
	case "cm":
		m, ok := sixNumbers(operands)
		if !ok {
			return errors.New("a broken transformation")
		}
		now.at = m.times(now.at)
	case "Tr":
		if len(operands) == 1 {
			mode, _ := operands[0].(float64)
			now.render = int(mode)
		}
	case "gs":
		now.mixed = now.mixed || p.f.blends(resources, operands)
	case "Tj", "TJ", "'", "\"":
		if now.render != invisible && now.render != clipOnly && hasLetters(operands) {
			p.shown = append(p.shown, painted{inked: true})
		}
	case "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh":
		p.shown = append(p.shown, painted{inked: true})
	}
	return nil
}

// draw runs a form or notes an image.
func (p *painter) draw(operands []any, resources types.Dict, now look, depth int) error {
	if len(operands) != 1 {
		return errors.New("a drawing without a name")
	}
	called, _ := operands[0].(name)
	objects, err := p.f.dict(resources["XObject"])
	if err != nil {
		return err
	}
	object, err := p.f.stream(objects[string(called)])
	if err != nil || object == nil {
		return err
	}
	switch p.f.nameOf(object.Dict["Subtype"]) {
	case "Image":
		p.shown = append(p.shown, painted{image: object.Dict, raw: object, at: now.at,
			mixed: now.mixed || object.Dict["OC"] != nil})
	case "Form":
		if p.forms++; p.forms > mostForms || depth >= mostFormDepth {
			return errors.New("too many forms within forms")
		}
		return p.form(object, resources, now, depth)
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
	if own, ok := p.f.numbers(object.Dict["Matrix"], 6); ok {
		now.at = matrix(own).times(now.at)
	}
	now.mixed = now.mixed || object.Dict["OC"] != nil
	return p.run(content, resources, now, depth+1)
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
