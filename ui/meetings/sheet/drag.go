package sheet

import "fyne.io/fyne/v2"

// step is by how many minutes things are moved.
const step = 15

// drag is what the pointer holds.
type drag struct {
	at      int  // of ledger.all; -1: a new one is drawn over empty time
	stretch bool // its end is held
	began   place
	days    bool // whole days are held
	dead    bool // Esc: the rest of the way of the pointer moves nothing
}

// place is what a place of the sheet stands for. At the lower end of a day the minute is that of its
// 24:00.
type place struct{ day, minute int }

// take has the pointer hold what lies at a place.
func (s *Sheet) take(p *pane, at fyne.Position) {
	found, edge, is := p.spotAt(at)
	d := &drag{at: -1, began: s.placeAt(p, at), days: p == s.head || s.view == ByMonth, dead: is && found.at < 0}
	if is && found.at >= 0 {
		d.at, d.stretch = found.at, edge && s.view != ByMonth && p == s.board
		s.chosen = found.at
	}
	s.tap, s.ghost = nowhere, nil
	s.drag = d
}

// placeAt is what a place of a pane stands for; midnight where there are no hours.
func (s *Sheet) placeAt(p *pane, at fyne.Position) place {
	column := max(0, min(int((at.X-s.gutter())/s.column()), s.view.columns()-1))
	day := s.span()[0] + column
	switch {
	case p == s.head:
		return place{day: day}
	case s.view == ByMonth:
		row := int(at.Y / p.Size().Height * weeksOfMonth)
		return place{day: day + week*max(0, min(row, weeksOfMonth-1))}
	}
	return place{day, max(0, min(int(at.Y/s.hourTall()*hour), whole))}
}

// dragTo shows where what is held would lie.
func (s *Sheet) dragTo(p *pane, at fyne.Position) {
	d := s.drag
	if d == nil || d.dead {
		return
	}
	s.nudge(p, at)
	now := s.placeAt(p, at)
	switch {
	case d.days:
		s.ghost = s.ghostOfDays(now.day)
	case d.at < 0:
		s.ghost = newGhost(d.began, now.minute)
	case d.stretch:
		m := s.ledger.all[d.at]
		s.ghost = &ghost{at: d.at, from: m.from, to: max(dayOf(m.to-1)*whole+round(now.minute, step), m.from+step)}
	default:
		s.ghost = s.ghostMoved(now)
	}
	s.place()
}

// ghostMoved lies as far from where it was as the pointer is from where it began, and never begins on
// another day than that.
func (s *Sheet) ghostMoved(now place) *ghost {
	m, began := s.ledger.all[s.drag.at], s.drag.began
	midnight := (dayOf(m.from) + now.day - began.day) * whole
	minute := m.from - dayOf(m.from)*whole + now.minute - began.minute
	from := midnight + max(0, min(round(minute, step), whole-step))
	return &ghost{at: s.drag.at, from: from, to: from + m.to - m.from}
}

// newGhost is the time over which the pointer went, within the day in which it began.
func newGhost(began place, now int) *ghost {
	from, to := floor(min(began.minute, now), step)*step, -floor(-max(began.minute, now), step)*step
	from = min(from, whole-step)
	return &ghost{at: -1, from: began.day*whole + from, to: began.day*whole + max(to, from+step)}
}

// ghostOfDays is what is held so many days further on, or the days over which the pointer went.
func (s *Sheet) ghostOfDays(day int) *ghost {
	d := s.drag
	if d.at < 0 {
		return &ghost{at: -1, from: min(d.began.day, day) * whole, to: (max(d.began.day, day) + 1) * whole}
	}
	m, by := s.ledger.all[d.at], (day-d.began.day)*whole
	return &ghost{at: d.at, from: m.from + by, to: m.to + by}
}

// nudge scrolls on where the pointer leaves what is seen.
func (s *Sheet) nudge(p *pane, at fyne.Position) {
	if p != s.board {
		return
	}
	top, bottom := s.seen()
	by := s.ink.line
	switch {
	case at.Y < top:
		s.scrollTo(top - by)
	case at.Y > bottom:
		s.scrollTo(top + by)
	}
}

// scrollTo scrolls as far as there is something.
func (s *Sheet) scrollTo(y float32) {
	y = max(0, min(y, s.board.Size().Height-s.scroll.Size().Height))
	if y != s.scroll.Offset.Y {
		s.scroll.ScrollToOffset(fyne.NewPos(0, y))
		s.scrolled(y)
	}
}

// letGo ends what the pointer held.
func (s *Sheet) letGo() {
	d := s.drag
	s.drag = nil
	if d != nil {
		s.letIt()
	}
}

// tapped opens what lies at a place. A click on empty time puts the cursor there, a second one begins
// a meeting.
func (s *Sheet) tapped(p *pane, at fyne.Position) {
	if s.takeBack() {
		return
	}
	found, _, is := p.spotAt(at)
	switch {
	case is && found.at >= 0:
		s.chosen, s.tap = found.at, nowhere
		s.cursorTo(s.ledger.all[found.at])
		s.place()
		s.open()
	case is && s.view != ByDay:
		s.openDay(found.day)
	case is && len(found.more) > 0:
		s.chooseNext(found.more)
	case p == s.board:
		s.tappedTime(s.placeAt(p, at))
	}
}

// tappedTime puts the cursor where no meeting lies; the second time it begins one.
func (s *Sheet) tappedTime(at place) {
	minute := min(floor(at.minute, slot)*slot, whole-slot)
	if s.view == ByMonth {
		minute = morning
	}
	s.cursor, s.chosen = at.day*whole+minute, -1
	twice := s.tap == s.cursor
	s.tap = s.cursor
	s.place()
	if twice {
		s.begin()
	}
}

// chooseNext chooses the next of those that are left out.
func (s *Sheet) chooseNext(of []int) {
	next := of[0]
	for i, at := range of {
		if at == s.chosen {
			next = of[(i+1)%len(of)]
		}
	}
	s.chosen = next
	s.place()
}

// openDay shows a day by itself.
func (s *Sheet) openDay(day int) {
	was := s.span()
	s.view, s.top, s.chosen = ByDay, -1, -1
	s.cursor = day*whole + s.cursor - dayOf(s.cursor)*whole
	s.day = day
	s.led(was)
	if s.OnView != nil {
		s.OnView(s.view)
	}
}
