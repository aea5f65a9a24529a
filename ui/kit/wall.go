package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Wall is a window of its own, to be moved to a screen on the wall: lines in letters that are read from the
// door, each as large as its share of the window and no longer than the window is wide. F11 fills the screen.
type Wall struct {
	fyne.Window
	Lines []*canvas.Text

	Gone   chan struct{} // is closed with it
	shares []float32
}

// The least screen, in units of the screen.
const (
	wallWide = 480
	wallTall = 360
)

// ofLetters is how much of its line a letter takes.
const ofLetters = 0.72

// NewWall makes one with a line for each share; the line that is marked stands out. shut is called once it
// was closed.
func NewWall(title string, marked int, shut func(), shares ...float32) *Wall {
	w := &Wall{Window: fyne.CurrentApp().NewWindow(title), Gone: make(chan struct{}), shares: shares}
	black := color.NRGBA{R: 0x10, G: 0x18, B: 0x28, A: 0xff}
	blue := color.NRGBA{R: 0x15, G: 0x4f, B: 0xb3, A: 0xff}
	lines := make([]fyne.CanvasObject, len(shares))
	for i := range shares {
		c := canvas.NewText("", black)
		if i == marked {
			c.Color = blue
		}
		c.Alignment, c.TextStyle.Bold = fyne.TextAlignCenter, true
		w.Lines, lines[i] = append(w.Lines, c), c
	}
	w.SetContent(container.NewStack(canvas.NewRectangle(color.White), container.New(asLarge{w}, lines...)))
	w.Resize(fyne.NewSize(2*wallWide, 2*wallTall))
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		switch ev.Name {
		case fyne.KeyF11:
			w.SetFullScreen(!w.FullScreen())
		case fyne.KeyEscape:
			w.SetFullScreen(false)
		}
	})
	w.SetOnClosed(func() {
		close(w.Gone)
		shut()
	})
	return w
}

// Say sets the words of the lines, the first first.
func (w *Wall) Say(words ...string) {
	for i, each := range w.Lines {
		if i < len(words) {
			each.Text = words[i]
		}
		each.Refresh()
	}
	w.Content().Refresh()
}

// asLarge sets the lines one below another, each as large as it has room to be.
type asLarge struct{ w *Wall }

func (asLarge) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(wallWide, wallTall) }

func (l asLarge) Layout(lines []fyne.CanvasObject, size fyne.Size) {
	var whole, y float32
	for _, share := range l.w.shares {
		whole += share
	}
	for i, line := range lines {
		t := line.(*canvas.Text)
		tall := size.Height * l.w.shares[i] / whole
		t.TextSize = tall * ofLetters
		if wide := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle).Width; wide > size.Width && wide > 0 {
			t.TextSize *= size.Width / wide
		}
		t.Resize(fyne.NewSize(size.Width, tall))
		t.Move(fyne.NewPos(0, y))
		y += tall
	}
}
