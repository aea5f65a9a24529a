package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/ui/kit"
)

// footEdge lies at both ends of the line at the foot of the window.
const footEdge = 8

// foot sets the line at the foot: some at its left end, some at its right one, and the bars
// between them have the rest. What matters less makes way where the room ends, whatever the
// window and its words.
type foot struct {
	left, right []fyne.CanvasObject // each in its box, as a reader goes
	weighty     []fyne.CanvasObject // the same boxes, what matters most first
	between     fyne.CanvasObject
}

// footed boxes what stands in the line, and bars between; most is the order of what matters,
// first what stays.
func footed(left, right, most []fyne.CanvasObject, between fyne.CanvasObject) *fyne.Container {
	f, boxes := &foot{between: between}, map[fyne.CanvasObject]fyne.CanvasObject{}
	all := container.New(f, between)
	boxed := func(o fyne.CanvasObject) fyne.CanvasObject {
		boxes[o] = container.NewCenter(o)
		all.Add(boxes[o])
		return boxes[o]
	}
	for _, o := range left {
		f.left = append(f.left, boxed(o))
	}
	for _, o := range right {
		f.right = append(f.right, boxed(o))
	}
	boxes[between] = between
	for _, o := range most {
		f.weighty = append(f.weighty, boxes[o])
	}
	return all
}

// MinSize asks for no width: the line takes what there is.
func (*foot) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, statusHeight) }

// Layout shows what there is room for.
func (f *foot) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	gap, room := theme.Padding(), s.Width-2*footEdge
	for _, o := range f.weighty {
		wide := o.MinSize().Width
		kit.Seen(o, wide > 0 && wide <= room)
		if o.Visible() {
			room -= wide + gap
		}
	}
	from := float32(footEdge)
	for _, o := range f.left {
		from = f.set(o, from, s.Height) + gap
	}
	to := s.Width - footEdge
	for i := len(f.right) - 1; i >= 0; i-- {
		if f.right[i].Visible() {
			to -= f.right[i].MinSize().Width
			f.set(f.right[i], to, s.Height)
			to -= gap
		}
	}
	high := f.between.MinSize().Height
	f.between.Move(fyne.NewPos(from, (s.Height-high)/2))
	f.between.Resize(fyne.NewSize(to-from, high))
}

// set sets a box and gives its right edge; one that makes way takes no room.
func (*foot) set(o fyne.CanvasObject, from, high float32) (right float32) {
	if !o.Visible() {
		return from - theme.Padding()
	}
	size := o.MinSize()
	o.Resize(size)
	o.Move(fyne.NewPos(from, (high-size.Height)/2))
	return from + size.Width
}
