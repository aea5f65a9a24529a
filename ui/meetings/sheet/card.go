package sheet

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// frame is a part of a pane.
type frame struct {
	at   fyne.Position
	size fyne.Size
}

func (f frame) holds(p fyne.Position) bool {
	return p.X >= f.at.X && p.Y >= f.at.Y && p.X < f.at.X+f.size.Width && p.Y < f.at.Y+f.size.Height
}

func (f frame) bottom() float32 { return f.at.Y + f.size.Height }
func (f frame) right() float32  { return f.at.X + f.size.Width }

// paper is what a pane draws on: shapes and texts that are used again from one drawing to the next,
// each sort in the order in which it is asked for. Later layers lie over earlier ones.
type paper struct {
	layers  [layers]layer
	objects []fyne.CanvasObject
}

// The layers of a paper: the ground with its lines and words, the meetings, what strikes them out, and
// what is held.
const (
	ground = iota
	cards
	struck
	held
	layers
)

type layer struct {
	shapes []*canvas.Rectangle
	texts  []*canvas.Text
	used   [2]int // of both, now
}

// begin forgets what was drawn.
func (p *paper) begin() {
	for i := range p.layers {
		p.layers[i].used = [2]int{}
	}
}

// end hides what was not used again, and tells whether there are more objects than before.
func (p *paper) end() (grown bool) {
	n := 0
	for i := range p.layers {
		l := &p.layers[i]
		for _, each := range l.shapes[l.used[0]:] {
			each.Hidden = true
		}
		for _, each := range l.texts[l.used[1]:] {
			each.Hidden = true
		}
		n += len(l.shapes) + len(l.texts)
	}
	if n == len(p.objects) {
		return false
	}
	p.objects = make([]fyne.CanvasObject, 0, n)
	for _, l := range p.layers {
		for _, each := range l.shapes {
			p.objects = append(p.objects, each)
		}
		for _, each := range l.texts {
			p.objects = append(p.objects, each)
		}
	}
	return true
}

// shape draws a rectangle. A stroke of no width is none.
func (p *paper) shape(layer int, f frame, fill, stroke color.Color, wide, radius float32) {
	l := &p.layers[layer]
	if l.used[0] == len(l.shapes) {
		l.shapes = append(l.shapes, &canvas.Rectangle{})
	}
	r := l.shapes[l.used[0]]
	l.used[0]++
	r.Hidden = false
	r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = fill, stroke, wide, radius
	r.Move(f.at)
	r.Resize(f.size)
}

// text writes a line; bold where it is a title.
func (p *paper) text(layer int, at fyne.Position, k ink, said string, c color.Color, bold bool) {
	if said == "" {
		return
	}
	l := &p.layers[layer]
	if l.used[1] == len(l.texts) {
		l.texts = append(l.texts, &canvas.Text{})
	}
	t := l.texts[l.used[1]]
	l.used[1]++
	t.Hidden = false
	t.Color, t.TextSize, t.TextStyle.Bold = c, k.size, bold
	if t.Text != said || t.Size().IsZero() {
		t.Text = said
		t.Resize(t.MinSize())
	}
	t.Move(at)
}

// none is no colour at all.
var none color.Color = color.Transparent
