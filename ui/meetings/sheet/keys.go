package sheet

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tram/ui/kit"
)

// FocusGained shows where the keyboard is.
func (s *Sheet) FocusGained() {
	s.here = true
	if s.chosen < 0 {
		s.chosen = s.under()
	}
	s.Refresh()
	kit.Reveal(s)
}

// FocusLost takes back what was not let go.
func (s *Sheet) FocusLost() {
	s.here = false
	s.takeBack()
	s.Refresh()
}

// TypedRune has no letter that means anything here.
func (s *Sheet) TypedRune(rune) {}

// AcceptsTab tells whether Tab goes to another meeting: from the last one, and with Shift from the
// first one, it leads out of the sheet.
func (s *Sheet) AcceptsTab() bool { return s.ghost == nil && s.neighbour(s.tabs()) >= 0 }

// tabs is which way Tab goes now.
func (s *Sheet) tabs() int {
	if kit.Modifiers()&fyne.KeyModifierShift != 0 {
		return -1
	}
	return 1
}

// neighbour is the meeting in view after the one that is chosen, or before it; where none is, after the
// cursor. -1: there is none.
func (s *Sheet) neighbour(by int) int {
	span := s.span()
	seen := s.ledger.inDays(span[0], span[1])
	at := -1
	for i, each := range seen {
		switch {
		case each == s.chosen:
			at = i + by
		case s.chosen < 0 && by > 0 && at < 0 && s.ahead(each):
			at = i
		case s.chosen < 0 && by < 0 && !s.ahead(each):
			at = i
		}
	}
	if at < 0 || at >= len(seen) {
		return -1
	}
	return seen[at]
}

// ahead tells that a meeting does not lie before the cursor; on a day of a month, and above the hours,
// that of the day counts.
func (s *Sheet) ahead(at int) bool {
	m := s.ledger.all[at]
	if s.view == ByMonth || m.strip {
		return dayOf(m.from) >= dayOf(s.cursor)
	}
	return m.to > s.cursor
}

// TypedKey moves the cursor by the arrows, turns to other days by PgUp and PgDn, goes to today by Home,
// from meeting to meeting by Tab, and opens the chosen one or begins one by Enter. While something is
// held, the arrows move it, Enter lets it go and Esc takes it back.
func (s *Sheet) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		if s.ghost != nil {
			s.push(e.Name)
		} else {
			s.walk(e.Name)
		}
	case fyne.KeyPageUp:
		s.turnBy(-1)
	case fyne.KeyPageDown:
		s.turnBy(1)
	case fyne.KeyHome:
		s.takeBack()
		s.Today(s.now())
	case fyne.KeyTab:
		if next := s.neighbour(s.tabs()); next >= 0 {
			s.choose(next)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		s.enter()
	case fyne.KeyEscape:
		if !s.takeBack() {
			kit.PassKey(e)
		}
	default:
		kit.PassKey(e)
	}
}

// TypedShortcut moves the chosen meeting by Alt or Ctrl and the arrows, and stretches it with Shift.
func (s *Sheet) TypedShortcut(sc fyne.Shortcut) {
	c, is := sc.(*desktop.CustomShortcut)
	if is && moves(c) {
		s.hold()
		switch {
		case s.ghost == nil:
		case c.Modifier&fyne.KeyModifierShift != 0:
			s.stretch(c.KeyName)
		default:
			s.push(c.KeyName)
		}
		return
	}
	kit.PassShortcut(sc)
}

// moves tells that a combination moves meetings.
func moves(c *desktop.CustomShortcut) bool {
	switch c.KeyName {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		held := c.Modifier &^ fyne.KeyModifierShift
		return held == fyne.KeyModifierAlt || held == fyne.KeyModifierControl || held == fyne.KeyModifierShortcutDefault
	}
	return false
}

// turnBy shows the days before or after; what is held goes with them.
func (s *Sheet) turnBy(by int) {
	g := s.ghost
	if g == nil {
		s.goTo(s.view.turned(s.day, by))
		return
	}
	day := dayOf(g.from)
	s.shift((s.view.turned(day, by) - day) * whole)
}

// walk moves the cursor, and chooses what lies under it.
func (s *Sheet) walk(key fyne.KeyName) {
	day := dayOf(s.cursor)
	minute := s.cursor - day*whole
	switch down := arrows[key].Y; {
	case s.view == ByMonth:
		day += arrows[key].X + week*down
	case down == 0:
		day += arrows[key].X
	default:
		minute = max(0, min(floor(minute+down*slot, slot)*slot, whole-slot))
	}
	s.cursor, s.tap, s.chosen = day*whole+minute, nowhere, -1
	s.chosen = s.under()
	s.bring(day)
	s.reveal()
}

// arrows are where the keys lead.
var arrows = map[fyne.KeyName]struct{ X, Y int }{fyne.KeyUp: {0, -1}, fyne.KeyDown: {0, 1}, fyne.KeyLeft: {-1, 0}, fyne.KeyRight: {1, 0}}

// under is the meeting that lies under the cursor among the hours; -1: none does.
func (s *Sheet) under() int {
	if s.view == ByMonth {
		return -1
	}
	for _, at := range s.ledger.byDay[dayOf(s.cursor)] {
		if m := s.ledger.all[at]; !m.strip && m.from < s.cursor+slot && m.to > s.cursor {
			return at
		}
	}
	return -1
}

// bring has a day in view, and draws all anew. A month is not turned for a day of its first or last week.
func (s *Sheet) bring(day int) {
	was := s.span()
	if s.view != ByMonth || day < was[0] || day >= was[1] {
		s.day = day
	}
	if s.span() != was {
		s.led(was)
	} else {
		s.place()
	}
}

// choose brings the keyboard to a meeting.
func (s *Sheet) choose(at int) {
	s.chosen = at
	s.cursorTo(s.ledger.all[at])
	s.place()
	s.reveal()
}

// cursorTo puts the cursor where a meeting begins, as far as that is in view.
func (s *Sheet) cursorTo(m meet) {
	span := s.span()
	day := max(dayOf(m.from), span[0])
	minute := s.cursor - dayOf(s.cursor)*whole
	if !m.strip {
		minute = max(0, floor(m.from-day*whole, slot)*slot)
	}
	s.cursor = day*whole + minute
}

// reveal scrolls so that the cursor is seen, or what is held.
func (s *Sheet) reveal() {
	from, to := s.cursor, s.cursor+slot
	if s.ghost != nil {
		from, to = s.ghost.from, min(s.ghost.to, s.ghost.from+2*hour)
	}
	var f frame
	if day := dayOf(from); s.view == ByMonth {
		f = s.cell(max(s.span()[0], min(day, s.span()[1]-1)))
	} else {
		f = frame{fyne.NewPos(0, s.down(from-day*whole)), fyne.NewSize(0, s.down(to-from))}
	}
	switch top, bottom := s.seen(); {
	case f.at.Y < top:
		s.scrollTo(f.at.Y - s.ink.line)
	case f.bottom() > bottom:
		s.scrollTo(s.scroll.Offset.Y + f.bottom() - bottom + s.ink.line)
	}
}

// enter lets go what is held, opens what is chosen, or begins a meeting in the slot.
func (s *Sheet) enter() {
	switch {
	case s.ghost != nil:
		s.letIt()
	case s.chosen >= 0:
		s.open()
	default:
		s.begin()
	}
}

// open tells that the chosen meeting is to be opened.
func (s *Sheet) open() {
	if s.OnOpen != nil {
		s.OnOpen(s.ledger.all[s.chosen].Occurrence)
	}
}

// begin tells that a meeting is to begin at the cursor.
func (s *Sheet) begin() {
	from, to := s.cursor, s.cursor+slot
	if s.view == ByMonth {
		from = dayOf(s.cursor) * whole
		to = from + whole
	}
	if s.OnNew != nil {
		s.OnNew(timeOf(from), timeOf(to))
	}
}

// hold takes the chosen meeting in hand.
func (s *Sheet) hold() {
	if s.ghost == nil && s.chosen >= 0 && s.drag == nil {
		m := s.ledger.all[s.chosen]
		s.ghost = &ghost{at: s.chosen, from: m.from, to: m.to, byKey: true}
	}
}

// push moves what is held: by quarters of an hour and by days, in a month by days and weeks.
func (s *Sheet) push(key fyne.KeyName) {
	if !s.ghost.byKey { // the pointer has it
		return
	}
	by := arrows[key].X * whole
	switch {
	case s.view == ByMonth:
		by += arrows[key].Y * week * whole
	case !s.wholeDays() && arrows[key].Y != 0:
		by = round(s.ghost.from+arrows[key].Y*step, step) - s.ghost.from
	}
	s.shift(by)
}

// shift moves what is held by minutes, and has it in view.
func (s *Sheet) shift(by int) {
	s.ghost.from += by
	s.ghost.to += by
	s.held()
}

// stretch has what is held end later or earlier; what takes whole days, by days.
func (s *Sheet) stretch(key fyne.KeyName) {
	g := s.ghost
	switch down := arrows[key].Y; {
	case !g.byKey || down == 0:
		return
	case s.wholeDays():
		g.to = max(g.from+whole, g.to+down*whole)
	default:
		g.to = max(g.from+step, round(g.to+down*step, step))
	}
	s.held()
}

// held has in view what is held.
func (s *Sheet) held() {
	s.cursor = floor(s.ghost.from, slot) * slot
	s.bring(dayOf(s.ghost.from))
	s.reveal()
	s.place()
}
