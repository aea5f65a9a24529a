package office

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Retouch (chỉnh trang) is what a clerk chose to do to a page, as a description that lies
// beside its capture. The capture is never rewritten: what goes into the file is made of it
// anew. The zero value is the page as it was scanned.
type Retouch struct {
	Straightened float64 `json:"straightened,omitempty"` // degrees clockwise that the lines run in the capture, and are turned back by
	Box          Box     `json:"box,omitzero"`           // what is left of the straightened capture; zero: as large as the capture
	Cropped      bool    `json:"cropped,omitempty"`      // the box is that of the paper
	Lightened    bool    `json:"lightened,omitempty"`    // the background is made even and white
	Aside        bool    `json:"aside,omitempty"`        // described only: the page goes into the file as it was scanned
}

// Box is a part of a picture in pixels. What of it reaches beyond the picture is white.
type Box struct {
	X int `json:"x"`
	Y int `json:"y"`
	W int `json:"w"`
	H int `json:"h"`
}

// None tells that nothing was chosen.
func (r Retouch) None() bool { return r == Retouch{} || r == Retouch{Aside: true} }

// Said tells in Vietnamese what is done, in its order.
func (r Retouch) Said() string {
	var said []string
	if r.Straightened != 0 {
		side := "ngược chiều kim đồng hồ"
		if r.Straightened < 0 {
			side = "theo chiều kim đồng hồ"
		}
		said = append(said, strings.Replace(fmt.Sprintf("làm thẳng %.2f° %s", math.Abs(r.Straightened), side), ".", ",", 1))
	}
	if r.Cropped {
		said = append(said, "cắt theo giấy")
	}
	if r.Lightened {
		said = append(said, "làm sáng nền")
	}
	return strings.Join(said, ", ")
}

// RetouchedQuality is that of the JPEG which a retouched page becomes whose capture is one;
// all others are written without loss.
const RetouchedQuality = 95

// Retouched tells that a page goes into the file otherwise than it was scanned.
func (p Page) Retouched() bool { return !p.Retouch.None() && !p.Retouch.Aside }

// Pixels is the size of the page as it goes into the file, before turning.
func (p Page) Pixels() (w, h int) {
	if p.Retouched() && p.Retouch.Box != (Box{}) {
		return p.Retouch.Box.W, p.Retouch.Box.H
	}
	return p.Width, p.Height
}

// SameLook tells that a page looks as another one does, but for how it is turned.
func (p Page) SameLook(q Page) bool {
	return p.Retouched() == q.Retouched() && (!p.Retouched() || p.Retouch == q.Retouch)
}

// Tone is in which colours a device captured a page.
type Tone string

// In colour, or not known: empty.
const (
	GreyTone    Tone = "grey"
	LineartTone Tone = "lineart"
)

// Name is the Vietnamese name of a tone.
func (t Tone) Name() string {
	switch t {
	case GreyTone:
		return "xám"
	case LineartTone:
		return "đen trắng"
	}
	return ""
}

// Retouching is a wish of a clerk about pages.
type Retouching string

// The wishes. Upright turns by quarters and touches no pixel. AsScanned puts what was
// chosen aside, and AsRetouched takes it up again. KeepBlank says that a blank side stays.
const (
	Straighten  Retouching = "straighten"
	Crop        Retouching = "crop"
	Lighten     Retouching = "lighten"
	Upright     Retouching = "upright"
	AsScanned   Retouching = "as-scanned"
	AsRetouched Retouching = "as-retouched"
	KeepBlank   Retouching = "keep-blank"
	DropBlank   Retouching = "drop-blank"
)

// Retouchings are all of them in the order in which they are done.
var Retouchings = []Retouching{DropBlank, KeepBlank, Upright, Straighten, Crop, Lighten, AsScanned, AsRetouched}

// Known tells a wish that there is.
func (r Retouching) Known() bool { return slices.Contains(Retouchings, r) }

// RetouchTold is what became of a wish, by pages.
type RetouchTold struct {
	Changed []ID `json:"changed,omitempty"`
	Fine    []ID `json:"fine,omitempty"`   // there was nothing to do
	Untold  []ID `json:"untold,omitempty"` // nothing on the page tells what would be right
}
