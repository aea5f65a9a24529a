package sheet

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// Day is what a day is called beside its number.
type Day struct {
	Lunar   string // 15/7; of the first of a lunar month with its month too
	Holiday string // name of a day off; empty: it has none
	Off     bool   // nobody works
}

// Sheet is the calendar of meetings. It shows what it was given last; what the clerk moves stays where
// it was until it is shown anew.
//
// By pointer: a click opens a meeting, a drag moves it, a drag of its lower edge stretches it, a drag
// over empty time begins a new one, as does a second click on an empty slot. By keyboard: see TypedKey.
type Sheet struct {
	widget.BaseWidget

	OnSpan func(from, to time.Time)                      // other days are seen: what lies there has to be shown
	OnView func(View)                                    // the sheet turned to another view by itself
	OnOpen func(office.Occurrence)                       // one was chosen to be opened
	OnNew  func(from, to time.Time)                      // a new one is wished; from midnight to midnight: at no certain hour
	OnMove func(o office.Occurrence, from, to time.Time) // it is wished elsewhere; of whole days: midnights

	now    func() time.Time
	view   View
	day    int // in view, which the sheet was led to
	days   func(time.Time) Day
	known  map[int]Day // of days
	ledger ledger

	cursor int // moment
	chosen int // of ledger.all; -1: none
	tap    int // slot that the pointer was at last; -1: none
	ghost  *ghost
	drag   *drag

	here  bool    // the keyboard is here
	top   float32 // how much of the board lies above what is seen, as a share; less than 0: nobody scrolled
	cuts  cuts
	plans map[int][]placed // of days, in the hours
	ink   ink

	head, board *pane
	scroll      *container.Scroll
	ring        [4]*canvas.Rectangle // its sides: one around all would be painted over all
}

// nowhere is no slot.
const nowhere = -1 << 40

// New makes a sheet of the week in which now is.
func New(now func() time.Time) *Sheet {
	s := &Sheet{now: now, chosen: -1, tap: nowhere, top: -1, cuts: cuts{}, plans: map[int][]placed{}, known: map[int]Day{}, ledger: newLedger(nil)}
	s.day = dayOf(minuteOf(now()))
	s.cursor = s.day*whole + morning
	s.head = newPane(s, func(p *pane) { s.drawHead(p) }, func() fyne.Size { return fyne.NewSize(leastWide, s.headTall()) })
	s.board = newPane(s, func(p *pane) { s.drawBoard(p) }, func() fyne.Size { return fyne.NewSize(leastWide, s.boardTall()) })
	s.scroll = container.NewVScroll(s.board)
	s.scroll.OnScrolled = func(at fyne.Position) { s.scrolled(at.Y) }
	for i := range s.ring {
		s.ring[i] = canvas.NewRectangle(color.Transparent)
		s.ring[i].Hidden = true
	}
	s.ink = newInk()
	s.ExtendBaseWidget(s)
	return s
}

// Least width and height at which it can be worked with, in units of the screen.
const (
	leastWide = 320
	leastTall = 180
)

// Put shows other meetings, and what the days are called.
func (s *Sheet) Put(all []office.Occurrence, days func(time.Time) Day) {
	if s.drag != nil { // what the pointer holds may be no more
		s.takeBack()
	}
	var chosen, moved *meet
	if s.chosen >= 0 {
		chosen = &s.ledger.all[s.chosen]
	}
	if s.ghost != nil && s.ghost.at >= 0 {
		moved = &s.ledger.all[s.ghost.at]
	}
	s.ledger = newLedger(all)
	s.days = days
	clear(s.known)
	s.chosen = -1
	switch {
	case chosen != nil:
		s.chosen = s.ledger.find(*chosen)
	case s.here: // the keyboard came before what it lies on
		s.chosen = s.under()
	}
	if moved != nil {
		s.follow(*moved)
	}
	s.drawn()
}

// follow has what waits for Enter go on after others were shown, unless it is gone or lies elsewhere.
func (s *Sheet) follow(moved meet) {
	at := s.ledger.find(moved)
	if at < 0 || s.ledger.all[at].from != moved.from || s.ledger.all[at].to != moved.to {
		s.ghost = nil
		return
	}
	s.ghost.at = at
}

// Turn shows other days at once, around the one that the sheet was led to.
func (s *Sheet) Turn(v View) {
	if v == s.view {
		return
	}
	was := s.span()
	s.takeBack()
	s.view, s.top = v, -1
	s.day = dayOf(s.cursor)
	s.led(was)
}

// View is how many days are seen.
func (s *Sheet) View() View { return s.view }

// Go shows a day.
func (s *Sheet) Go(day time.Time) { s.goTo(dayOf(minuteOf(day))) }

// Back shows the days before those that are seen.
func (s *Sheet) Back() { s.goTo(s.view.turned(s.day, -1)) }

// Forward shows the days after those that are seen.
func (s *Sheet) Forward() { s.goTo(s.view.turned(s.day, 1)) }

// Today shows the day on which now is.
func (s *Sheet) Today(now time.Time) { s.Go(now) }

// Tick draws the line of the time that now is where it is now; a page does so each minute.
func (s *Sheet) Tick() { s.place() }

// Span are the days that are seen: from the first moment to the first after them.
func (s *Sheet) Span() (from, to time.Time) {
	span := s.span()
	return timeOf(span[0] * whole), timeOf(span[1] * whole)
}

// span is the first day in view and the first after them.
func (s *Sheet) span() [2]int {
	from := s.view.firstOf(s.day)
	return [2]int{from, from + s.view.days()}
}

// Day is the one at which the cursor is.
func (s *Sheet) Day() time.Time { return timeOf(dayOf(s.cursor) * whole) }

// Title names what is seen.
func (s *Sheet) Title() string { return s.view.title(s.day) }

// goTo leads to a day; the cursor keeps its hour.
func (s *Sheet) goTo(day int) {
	was := s.span()
	s.cursor = day*whole + s.cursor - dayOf(s.cursor)*whole
	s.day = day
	s.chosen = s.under()
	s.led(was)
}

// led tells of other days in view, and draws them.
func (s *Sheet) led(was [2]int) {
	s.tap = nowhere
	if s.chosen >= 0 && !s.sees(s.ledger.all[s.chosen]) {
		s.chosen = -1
	}
	s.drawn()
	if s.span() != was && s.OnSpan != nil {
		s.OnSpan(s.Span())
	}
}

// sees tells that a part of a meeting is in view.
func (s *Sheet) sees(m meet) bool {
	span := s.span()
	return m.from < span[1]*whole && m.to > span[0]*whole
}

// dayCalled is what a day is called, asked once.
func (s *Sheet) dayCalled(day int) Day {
	if d, known := s.known[day]; known || s.days == nil {
		return d
	}
	s.known[day] = s.days(timeOf(day * whole))
	return s.known[day]
}

// today is the day that now is.
func (s *Sheet) today() int { return dayOf(minuteOf(s.now())) }

// grasp brings the keyboard here.
func (s *Sheet) grasp() {
	if !s.here {
		kit.FocusOn(s)
	}
}

// drawn draws all anew, where other things may lie.
func (s *Sheet) drawn() {
	clear(s.plans)
	s.lay()
	s.place()
}

// place draws all anew.
func (s *Sheet) place() {
	s.head.place()
	s.board.place()
}

// lay gives head and board their room. The same is seen as before; at first, the hours of work.
func (s *Sheet) lay() {
	size := s.Size()
	if size.IsZero() {
		return
	}
	s.ink = newInk()
	tall, top := s.headTall(), s.top
	s.head.Resize(fyne.NewSize(size.Width, tall))
	s.scroll.Move(fyne.NewPos(0, tall))
	s.scroll.Resize(fyne.NewSize(size.Width, size.Height-tall))
	board := fyne.NewSize(size.Width, max(s.boardTall(), size.Height-tall))
	if s.board.Size() != board {
		s.board.Resize(board)
		s.scroll.Refresh() // its bar is as long as what is seen of the board
	}
	s.layRing(size)
	if top >= 0 {
		s.scrollTo(top * s.board.Size().Height)
	} else {
		s.scrollTo(s.start())
	}
	s.top = top // the clerk did not scroll
}

// layRing lays the four sides around a size.
func (s *Sheet) layRing(size fyne.Size) {
	const wide = 2
	for i, f := range [4]frame{
		{size: fyne.NewSize(size.Width, wide)}, {fyne.NewPos(0, size.Height-wide), fyne.NewSize(size.Width, wide)},
		{size: fyne.NewSize(wide, size.Height)}, {fyne.NewPos(size.Width-wide, 0), fyne.NewSize(wide, size.Height)},
	} {
		s.ring[i].Move(f.at)
		s.ring[i].Resize(f.size)
	}
}

// scrolled draws what came into view, and remembers where that is.
func (s *Sheet) scrolled(y float32) {
	s.top = y / s.board.Size().Height
	s.board.place()
}

// CreateRenderer lays the head above the hours.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetRenderer{s} }

type sheetRenderer struct{ s *Sheet }

func (r *sheetRenderer) Destroy()           {}
func (r *sheetRenderer) MinSize() fyne.Size { return fyne.NewSize(leastWide, leastTall) }

func (r *sheetRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.s.head, r.s.scroll, r.s.ring[0], r.s.ring[1], r.s.ring[2], r.s.ring[3]}
}

func (r *sheetRenderer) Layout(fyne.Size) {
	clear(r.s.plans)
	r.s.lay()
	r.s.place()
}

func (r *sheetRenderer) Refresh() {
	for _, side := range r.s.ring {
		side.Hidden = !r.s.here
		side.FillColor = theme.Color(theme.ColorNamePrimary)
		side.Refresh()
	}
	r.s.drawn()
}
