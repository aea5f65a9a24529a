package requests

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
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
		t.screen.RequestFocus()
		return
	}
	t.screen = newScreen(func() { t.screen = nil })
	t.screen.show(t.is)
	t.screen.Show()
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
		case <-s.Gone:
			return
		case <-t.page.desk.Context().Done():
			kit.OnScreen(s.Close)
			return
		case <-tick.C:
			kit.OnScreen(func() { t.readTo(func(error) {}) }) // a locked desk reads nothing: what was called stays on the screen
		}
	}
}

// screen is on the wall above the counter: the number that is called, and those before it.
type screen struct{ *kit.Wall }

// beforeTold is how many numbers are told that were called before.
const beforeTold = 5

// The lines of the screen: the title, the number, its counter, the numbers before it, and how many wait.
const (
	screenTitle = iota
	screenNumber
	screenAt
	screenBefore
	screenWaits
)

func newScreen(shut func()) *screen {
	return &screen{kit.NewWall(kit.T("requests.turn-screen"), screenNumber, shut, 0.10, 0.52, 0.12, 0.08, 0.08)}
}

// show shows what was called last, to which counter, what was called before, and how many wait.
func (s *screen) show(is office.Turns) {
	last := is.Last()
	number, told := "–", ""
	if last.Number > 0 {
		number = strconv.Itoa(last.Number)
	}
	var before string
	for i := len(is.Called) - 2; i >= max(0, len(is.Called)-1-beforeTold); i-- {
		before = kit.Joined(before, strconv.Itoa(is.Called[i].Number))
	}
	if before != "" {
		told = kit.T("requests.screen-before", before)
	}
	s.Say(kit.T("requests.screen-title"), number, last.Counter, told, kit.T("requests.screen-waits", is.Waits()))
}
