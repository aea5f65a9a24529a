package requests

import (
	"context"
	"image/color"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// turns is the queue at the counter: numbers are taken and called, and a screen shows them in big letters
// to who waits.
type turns struct {
	page    *Page
	is      office.Turns
	said    *widget.Label
	counter *kit.Entry // as the screen names it
	call    *kit.Button
	again   *kit.Button
	reading kit.Latest
	screen  *screen // nil: none is open
	content fyne.CanvasObject
}

func newTurns(p *Page) *turns {
	t := &turns{page: p, said: widget.NewLabel(""), counter: kit.NewEntry()}
	t.counter.SetPlaceHolder(kit.T("requests.turn-counter"))
	take := kit.NewButton(kit.T("requests.turn-take"), nil, func() { t.change(p.services.TakeTurn, t.taken) })
	t.call = kit.NewMainButton(kit.T("requests.turn-call"), nil, func() { t.calls(0) })
	t.again = kit.NewButton(kit.T("requests.turn-again"), nil, func() { t.calls(t.is.Last().Number) })
	p.desk.Guard(office.MayKeep, take, t.call, t.again)
	show := kit.NewButton(kit.T("requests.turn-screen"), nil, t.open)
	t.content = kit.Card(kit.Flow(container.NewCenter(t.said), t.call, t.again, take, show, kit.AsWide(counterWide, t.counter)))
	t.content.Hide()
	return t
}

const counterWide = 150

// calls calls a number; 0: the next one.
func (t *turns) calls(number int) {
	counter := kit.Typed(t.counter.Text)
	t.change(func(ctx context.Context) (office.Turns, error) { return t.page.services.CallTurn(ctx, number, counter) }, t.show)
}

// taken tells the number to say to who came, in the place of what stands: news would move what is pressed next.
func (t *turns) taken(is office.Turns) {
	t.show(is)
	t.said.SetText(kit.T("requests.turn-given", is.Given, is.Waits()))
}

func (t *turns) change(do func(context.Context) (office.Turns, error), then func(office.Turns)) {
	kit.Do(t.page.desk, do, func(is office.Turns, err error) {
		if err != nil {
			t.page.desk.Tell(err)
			return
		}
		then(is)
	})
}

// toggle shows the queue above the list, or puts it away.
func (t *turns) toggle() {
	kit.Seen(t.content, !t.content.Visible())
	t.read()
	t.page.content.Refresh()
}

// read reads the queue: another program at this PC may have changed it.
func (t *turns) read() { t.readTo(t.page.desk.Tell) }

// readTo is read that tells of a failure elsewhere; what stood before stays.
func (t *turns) readTo(tell func(error)) {
	if !t.content.Visible() && t.screen == nil {
		return
	}
	kit.Load(t.reading.Next(office.Again(t.page.desk.Context())), t.page.services.Turns, func(is office.Turns, err error) {
		if err != nil {
			tell(err)
			return
		}
		t.show(is)
	})
}

func (t *turns) show(is office.Turns) {
	t.is = is
	last := is.Last().Number
	t.said.SetText(kit.T("requests.turn-none", is.Waits()))
	if last > 0 {
		t.said.SetText(kit.T("requests.turn-stands", last, is.Waits()))
	}
	kit.Able(t.call, is.Next() > 0)
	kit.Able(t.again, last > 0)
	if t.screen != nil {
		t.screen.show(is)
	}
	t.page.content.Refresh()
}

// open opens the screen for who waits, or brings it to the front.
func (t *turns) open() {
	if t.screen != nil {
		t.screen.window.RequestFocus()
		return
	}
	t.screen = newScreen(func() { t.screen = nil })
	t.screen.show(t.is)
	t.screen.window.Show()
	go t.follow(t.screen)
}

// looksEach is how often the screen looks what was called: also by another program at this PC, or by none,
// because the day is over.
const looksEach = 2 * time.Second

// follow has the screen say what stands, until it is shut.
func (t *turns) follow(s *screen) {
	tick := time.NewTicker(looksEach)
	defer tick.Stop()
	for {
		select {
		case <-s.gone:
			return
		case <-t.page.desk.Context().Done():
			kit.OnScreen(s.window.Close)
			return
		case <-tick.C:
			kit.OnScreen(func() { t.readTo(func(error) {}) }) // a locked desk reads nothing: what was called stays on the screen
		}
	}
}

// screen is a window of its own, to be moved to the screen above the counter: the number that is called, in
// letters that are read from the door, and those before it.
type screen struct {
	window                       fyne.Window
	title, number, at, before, n *canvas.Text
	gone                         chan struct{}
}

// The least screen, in units of the screen, and how many numbers are told that were called before.
const (
	screenWide = 480
	screenTall = 360
	beforeTold = 5
)

// asLarge sets the lines one below another, each in letters as large as its share of the window.
type asLarge struct{ s *screen }

// shares are those of the title, the number, its counter, the numbers before it, and how many wait.
var shares = [...]float32{0.10, 0.52, 0.12, 0.08, 0.08}

// ofLetters is how much of its line a letter takes.
const ofLetters = 0.72

func (asLarge) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(screenWide, screenTall) }

func (asLarge) Layout(lines []fyne.CanvasObject, size fyne.Size) {
	var whole, y float32
	for _, share := range shares {
		whole += share
	}
	for i, line := range lines {
		tall := size.Height * shares[i] / whole
		line.(*canvas.Text).TextSize = tall * ofLetters
		line.Resize(fyne.NewSize(size.Width, tall))
		line.Move(fyne.NewPos(0, y))
		y += tall
	}
}

func newScreen(shut func()) *screen {
	s := &screen{window: fyne.CurrentApp().NewWindow(kit.T("requests.turn-screen")), gone: make(chan struct{})}
	black := color.NRGBA{R: 0x10, G: 0x18, B: 0x28, A: 0xff}
	blue := color.NRGBA{R: 0x15, G: 0x4f, B: 0xb3, A: 0xff}
	line := func(ink color.Color) *canvas.Text {
		c := canvas.NewText("", ink)
		c.Alignment, c.TextStyle.Bold = fyne.TextAlignCenter, true
		return c
	}
	s.title, s.number, s.at, s.before, s.n = line(black), line(blue), line(black), line(black), line(black)
	s.title.Text = kit.T("requests.screen-title")
	ground := canvas.NewRectangle(color.White)
	s.window.SetContent(container.NewStack(ground, container.New(asLarge{s}, s.title, s.number, s.at, s.before, s.n)))
	s.window.Resize(fyne.NewSize(2*screenWide, 2*screenTall))
	s.window.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		switch ev.Name {
		case fyne.KeyF11:
			s.window.SetFullScreen(!s.window.FullScreen())
		case fyne.KeyEscape:
			s.window.SetFullScreen(false)
		}
	})
	s.window.SetOnClosed(func() {
		close(s.gone)
		shut()
	})
	return s
}

// show shows what was called last, to which counter, what was called before, and how many wait.
func (s *screen) show(is office.Turns) {
	last := is.Last()
	s.number.Text, s.at.Text, s.before.Text = "–", last.Counter, ""
	if last.Number > 0 {
		s.number.Text = strconv.Itoa(last.Number)
	}
	var before string
	for i := len(is.Called) - 2; i >= max(0, len(is.Called)-1-beforeTold); i-- {
		before = kit.Joined(before, strconv.Itoa(is.Called[i].Number))
	}
	if before != "" {
		s.before.Text = kit.T("requests.screen-before", before)
	}
	s.n.Text = kit.T("requests.screen-waits", is.Waits())
	for _, each := range []*canvas.Text{s.number, s.at, s.before, s.n} {
		each.Refresh()
	}
	s.window.Content().Refresh()
}
