package volume

import (
	"strings"

	"tram/local/mark"
	"tram/local/office"
)

// The cover, in millimetres of an A4 page and points of letters. The decree draws a frame with the
// name of the office at its head, the title at a third of its height, and the volume at its foot.
const (
	frameTop    = 20.0
	frameLeft   = 30.0
	frameRight  = 15.0
	frameBottom = 20.0
	frameThick  = 0.75 // points
	frameAir    = 8.0  // between the frame and the words

	nameAt   = 38.0 // of the first line's foot, from the upper edge of the page
	titleAt  = 105.0
	yearAt   = 150.0
	volumeAt = 255.0

	nameSize  = 14.0
	titleSize = 24.0
	saidSize  = 16.0
	lineStep  = 1.5 // of the size of letters
	mostRunes = 300 // of a name
)

// cover draws the cover, over a whole page.
func (v Volume) cover() mark.Layout {
	a4 := office.Papers["A4"]
	c := coverSetter{l: mark.Layout{W: a4[0] * office.PointsPerMM, H: a4[1] * office.PointsPerMM}}
	c.frame(frameLeft*office.PointsPerMM, frameTop*office.PointsPerMM, (a4[0]-frameRight)*office.PointsPerMM, (a4[1]-frameBottom)*office.PointsPerMM)
	c.at(nameAt)
	if v.Superior != "" {
		c.line(strings.ToUpper(v.Superior), nameSize, false)
	}
	c.line(strings.ToUpper(v.Office), nameSize, true)
	c.at(titleAt)
	for part := range strings.SplitSeq(v.Title, "\n") {
		c.line(part, titleSize, true)
	}
	said := v.sayings()
	c.at(yearAt)
	for _, s := range said[:len(said)-1] {
		c.line(s, saidSize, false)
	}
	c.at(volumeAt)
	c.line(said[len(said)-1], saidSize, true)
	return c.l
}

// coverSetter sets lines in the middle between the sides of the frame.
type coverSetter struct {
	l mark.Layout
	y float64 // points: where the next line stands
}

// at goes on at a height in millimetres, but never above what stands already.
func (c *coverSetter) at(mm float64) { c.y = max(c.y, mm*office.PointsPerMM) }

func (c *coverSetter) line(words string, size float64, bold bool) {
	left, right := (frameLeft+frameAir)*office.PointsPerMM, c.l.W-(frameRight+frameAir)*office.PointsPerMM
	for _, s := range mark.Lines(mark.Printable(words, mostRunes), size, bold, right-left) {
		x := (left + right - mark.Width(s, size, bold)) / 2
		c.l.Texts = append(c.l.Texts, mark.Text{X: x, Y: c.y, Size: size, Bold: bold, S: s, Line: len(c.l.Texts)})
		c.y += size * lineStep
	}
}

// frame draws a rectangle between two corners, in points.
func (c *coverSetter) frame(left, top, right, bottom float64) {
	c.l.Rules = append(c.l.Rules,
		mark.Rule{X: left, Y: top, W: right - left, Thick: frameThick}, mark.Rule{X: left, Y: bottom - frameThick, W: right - left, Thick: frameThick},
		mark.Rule{X: left, Y: top, W: frameThick, Thick: bottom - top}, mark.Rule{X: right - frameThick, Y: top, W: frameThick, Thick: bottom - top},
	)
}
