package reader

import (
	"image"
	"image/color"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/ui/kit"
)

// mostMarks is how many places are drawn on one page.
const mostMarks = 400

// slot shows one page: its paper, its picture, what is marked on it, and in the
// place of the picture why there is none.
type slot struct {
	page    int
	shade   *canvas.Rectangle
	paper   *canvas.Rectangle
	picture *canvas.Image
	marks   []fyne.CanvasObject
	wait    *canvas.Text
	failure *kit.EmptyState
	failing error
	later   *time.Timer // shows that the clerk waits
	waits   bool        // the clerk is told to wait
	shown   func()      // something came into sight
}

func newSlot(shown func()) *slot {
	s := &slot{page: -1, shown: shown, shade: canvas.NewRectangle(color.NRGBA{A: 40}), paper: canvas.NewRectangle(color.White),
		picture: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest},
		wait:    canvas.NewText("", toneInks[kit.Neutral]), failure: kit.NewEmptyState(kit.IconWarning, "", "", nil)}
	s.paper.StrokeWidth = 1
	s.wait.Alignment = fyne.TextAlignCenter
	s.wait.Hide()
	s.failure.Hide()
	return s
}

// objects are what the slot is made of, the lowest first.
func (s *slot) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{s.shade, s.paper, s.picture}
	return append(append(out, s.marks...), s.wait, s.failure)
}

// turnTo makes the slot that of another page.
func (s *slot) turnTo(page int) {
	s.stopWaiting()
	s.page, s.failing = page, nil
	s.picture.Image = nil
	s.failure.Hide()
}

// lay sets the slot where its page lies.
func (s *slot) lay(at fyne.Position, size fyne.Size) {
	for _, o := range []fyne.CanvasObject{s.shade, s.paper, s.picture} {
		o.Resize(size)
		o.Move(at)
	}
	s.shade.Move(at.AddXY(2, 2))
	s.wait.Resize(fyne.NewSize(size.Width, s.wait.MinSize().Height))
	s.wait.Move(at.AddXY(0, min(size.Height/3, 160)))
	s.failure.Resize(fyne.NewSize(size.Width-2*margin, min(size.Height, failureHigh)))
	s.failure.Move(at.AddXY(margin, 0))
	s.paper.StrokeColor = theme.Color(theme.ColorNameInputBorder)
}

// failureHigh keeps a failure near the head of its page.
const failureHigh = 420

// show puts the picture on the paper; nil leaves it white.
func (s *slot) show(img image.Image) {
	if s.picture.Image == img {
		return
	}
	s.picture.Image = img
	s.picture.Refresh()
}

// fail says in the place of the picture why there is none.
func (s *slot) fail(err error, again func()) {
	if s.failing != nil {
		return
	}
	s.failing = err
	s.paper.FillColor = theme.Color(kit.ColorCard)
	s.failure.Fail(err, again)
	s.failure.Show()
}

// mend takes a failure away.
func (s *slot) mend() {
	s.paper.FillColor = color.White
	if s.failing != nil {
		s.failing = nil
		s.failure.Hide()
	}
}

// startWaiting tells the clerk after a moment that the page is on its way.
func (s *slot) startWaiting() {
	if s.later != nil || s.waits {
		return
	}
	page := s.page
	s.later = time.AfterFunc(kit.ShowsAfter, func() {
		kit.OnScreen(func() {
			if s.page != page || s.later == nil {
				return
			}
			s.later, s.waits = nil, true
			s.wait.Text = kit.T("reader.drawing", page+1)
			s.wait.TextSize = theme.TextSize()
			s.wait.Show()
			s.shown() // what was never seen cannot have itself painted
		})
	})
}

func (s *slot) stopWaiting() {
	if s.later != nil {
		s.later.Stop()
		s.later = nil
	}
	if s.waits {
		s.waits = false
		s.wait.Hide()
	}
}

// hit is a found place on a page.
type hit struct {
	boxes [][4]float64
	here  bool // the one that the clerk stands at
}

// mark draws the places that are marked, u being the length of a millimetre.
func (s *slot) mark(at fyne.Position, u float64, marks []Mark, hits []hit) {
	s.marks = nil
	for _, h := range hits {
		for _, b := range h.boxes {
			s.marks = append(s.marks, found(at, u, b, h.here))
		}
	}
	for _, m := range marks {
		s.marks = append(s.marks, framed(at, u, m)...)
	}
	if len(s.marks) > mostMarks {
		s.marks = s.marks[:mostMarks]
	}
}

// Colours on the paper, which is white in every look.
var (
	foundFill = color.NRGBA{R: 0xff, G: 0xc8, A: 0x50}
	hereFill  = color.NRGBA{R: 0xff, G: 0x96, A: 0x48}
	hereLine  = color.NRGBA{R: 0x8a, G: 0x3c, A: 0xff}
	toneInks  = map[kit.Tone]color.NRGBA{
		kit.Neutral: {R: 0x55, G: 0x60, B: 0x6f, A: 0xff}, kit.Good: {R: 0x1b, G: 0x6e, B: 0x3c, A: 0xff}, kit.Warn: {R: 0x8a, G: 0x52, A: 0xff},
		kit.Bad: {R: 0xb3, G: 0x26, B: 0x1e, A: 0xff}, kit.Info: {R: 0x1a, G: 0x5f, B: 0xb4, A: 0xff},
	}
)

// found lies over words that were searched for; the one at which the clerk
// stands has a line around it.
func found(at fyne.Position, u float64, b [4]float64, here bool) fyne.CanvasObject {
	r, air := canvas.NewRectangle(foundFill), float32(2)
	if here {
		r.FillColor, r.StrokeColor, r.StrokeWidth = hereFill, hereLine, 2
		air = 5 // the line lies inside the rectangle
	}
	lie(r, at, u, b, air)
	return r
}

// framed is a line around a place, with its number on a plate.
func framed(at fyne.Position, u float64, m Mark) []fyne.CanvasObject {
	ink := toneInks[m.Tone]
	frame := canvas.NewRectangle(color.NRGBA{R: ink.R, G: ink.G, B: ink.B, A: 0x1c})
	frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = ink, 2, 2
	lie(frame, at, u, m.Box, 3)
	if m.Number == 0 {
		return []fyne.CanvasObject{frame}
	}
	word := canvas.NewText(strconv.Itoa(m.Number), color.White)
	word.TextSize, word.TextStyle.Bold, word.Alignment = plateText, true, fyne.TextAlignCenter
	ground := canvas.NewRectangle(ink)
	ground.CornerRadius = 4
	plate := container.NewStack(ground, word)
	plate.Resize(word.MinSize().AddWidthHeight(8, 0))
	plate.Move(frame.Position().SubtractXY(plate.Size().Width/2, plate.Size().Height/2))
	return []fyne.CanvasObject{frame, plate}
}

const plateText = 13

// lie sets a rectangle over a box in mm, with air around.
func lie(r *canvas.Rectangle, at fyne.Position, u float64, b [4]float64, air float32) {
	r.Move(at.AddXY(float32(b[0]*u)-air, float32(b[1]*u)-air))
	r.Resize(fyne.NewSize(float32((b[2]-b[0])*u)+2*air, float32((b[3]-b[1])*u)+2*air))
}
