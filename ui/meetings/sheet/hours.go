package sheet

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// The hours that are seen without scrolling where there is room for them.
const (
	firstHour = 6
	lastHour  = 20
)

// startHour is with which the board begins where it has no room for all of those: most work begins then.
const startHour = 7

// readable is how wide a card is at least, in heights of a line: the beginning of a title can be read.
const readable = 3

// gutter is how wide the hours at the left are.
func (s *Sheet) gutter() float32 {
	if s.view == ByMonth {
		return 0
	}
	return max(s.ink.widthOf("00:00", false), s.ink.widthOf(kit.T("meetings.sheet-all-day"), false)) + s.ink.pad
}

// column is how wide a day is. The bar of the scroll stands beside the last.
func (s *Sheet) column() float32 {
	return (s.Size().Width - s.gutter() - theme.Size(theme.SizeNameScrollBar)) / float32(s.view.columns())
}

// hourTall has room for two lines, so that half an hour can be read, and for all hours of a day where
// the window has it.
func (s *Sheet) hourTall() float32 {
	return max(2*(s.ink.line+1), (s.scroll.Size().Height-s.ink.line)/(lastHour-firstHour))
}

// start is how far the board is scrolled at first: the first hour is seen with its number; of a month
// the first week, unless the day to which the sheet was led is further below.
func (s *Sheet) start() float32 {
	if s.view == ByMonth {
		return max(0, s.cell(s.day).bottom()-s.scroll.Size().Height)
	}
	first := startHour
	if s.scroll.Size().Height >= s.down((lastHour-firstHour)*hour) {
		first = firstHour
	}
	return s.down(first*hour) - s.ink.line/2
}

// boardTall is how high what is scrolled must be.
func (s *Sheet) boardTall() float32 {
	if s.view == ByMonth {
		return weeksOfMonth * s.leastRow()
	}
	return 24 * s.hourTall()
}

// across is where the column of a day begins.
func (s *Sheet) across(day int) float32 {
	return s.gutter() + float32((day-s.span()[0])%s.view.columns())*s.column()
}

// down is how far below midnight a minute of a day lies.
func (s *Sheet) down(minute int) float32 { return float32(minute) / hour * s.hourTall() }

// edge is how high the lower edge of a meeting is that can be taken.
func (s *Sheet) edge() float32 { return s.ink.pad }

func (s *Sheet) drawBoard(p *pane) {
	if s.view == ByMonth {
		s.drawMonth(p)
		return
	}
	s.drawGrid(p)
	span := s.span()
	for day := span[0]; day < span[1]; day++ {
		s.drawDay(p, day)
	}
	s.drawNow(p)
	s.drawCursor(p)
	s.drawGhost(p)
}

// view is the part of the board that is seen.
func (s *Sheet) seen() (top, bottom float32) {
	return s.scroll.Offset.Y, s.scroll.Offset.Y + s.scroll.Size().Height
}

// drawGrid draws days off, hours and the lines between the days.
func (s *Sheet) drawGrid(p *pane) {
	k, span, width := s.ink, s.span(), s.column()
	top, bottom := s.seen()
	tall := bottom - top
	for day := span[0]; day < span[1]; day++ {
		f := frame{fyne.NewPos(s.across(day), top), fyne.NewSize(width, tall)}
		if s.dayCalled(day).Off {
			p.paper.shape(ground, f, k.off, none, 0, 0)
		}
	}
	for h := range 24 {
		y := s.down(h * hour)
		if y+s.hourTall() < top || y > bottom {
			continue
		}
		line := fyne.NewSize(p.Size().Width-s.gutter(), 1)
		p.paper.shape(ground, frame{fyne.NewPos(s.gutter(), y), line}, k.line2, none, 0, 0)
		if h > 0 {
			said := clock(h*hour+span[0]*whole, false)
			p.paper.text(ground, fyne.NewPos(s.gutter()-k.pad-k.widthOf(said, false), y-k.line/2), k, said, k.muted, false)
		}
	}
	for day := span[0]; day < span[1]; day++ {
		p.paper.shape(ground, frame{fyne.NewPos(s.across(day), top), fyne.NewSize(1, tall)}, k.line1, none, 0, 0)
	}
}

// least is how long a meeting is drawn at least, in minutes: as long as a line is high.
func (s *Sheet) least() int { return int((s.ink.line+1)/s.hourTall()*hour + 0.99) }

// plan places what takes hours of a day.
func (s *Sheet) plan(day int) []placed {
	if known, is := s.plans[day]; is {
		return known
	}
	var bars []bar
	for _, i := range s.ledger.byDay[day] {
		if m := s.ledger.all[i]; !m.strip {
			from := min(max(m.from-day*whole, 0), whole-s.least())
			bars = append(bars, bar{i, from, max(min(m.to-day*whole, whole), from+s.least())})
		}
	}
	s.plans[day] = lanes(bars, int(s.column()/(readable*s.ink.line)))
	return s.plans[day]
}

// drawDay draws what takes hours of a day, as far as it is seen.
func (s *Sheet) drawDay(p *pane, day int) {
	top, bottom := s.seen()
	for _, at := range s.plan(day) {
		width := (s.column() - 2*s.ink.gap) / float32(at.of)
		f := frame{
			fyne.NewPos(s.across(day)+s.ink.gap+float32(at.lane)*width, s.down(at.from)+0.5),
			fyne.NewSize(width-s.ink.gap, s.down(at.to-at.from)-1),
		}
		if f.bottom() < top || f.at.Y > bottom {
			continue
		}
		if at.at < 0 {
			s.drawMore(p, f, at.more, day)
			continue
		}
		m := s.ledger.all[at.at]
		s.drawCard(p, f, at.at, max(top, f.at.Y))
		p.spots = append(p.spots, spot{frame: f, at: at.at, day: day, stretch: dayOf(m.to-1) == day})
	}
}

// drawMore lists what there is no room for beside each other, a line each, and counts the rest.
func (s *Sheet) drawMore(p *pane, f frame, more []int, day int) {
	p.paper.shape(cards, f, s.ink.bar, s.ink.line1, 1, 4)
	p.spots = append(p.spots, spot{frame: f, at: -1, more: more, day: day})
	s.drawTitles(p, f, day, more, int((f.size.Height+1)/s.ink.line))
}

// moreSaid tells how many are left out.
func moreSaid(n int) string { return kit.T("meetings.sheet-more", n) }

// drawCard draws a meeting: its title as far as it goes, and below it its hours and its place.
func (s *Sheet) drawCard(p *pane, f frame, at int, from float32) {
	m, k := s.ledger.all[at], s.ink
	s.drawCardGround(p, f, at)
	from = min(from, max(f.at.Y, f.bottom()-k.line))
	room := int((f.bottom() - from + 1) / k.line)
	left, inner := f.at.X+k.pad+k.gap, f.size.Width-2*k.pad
	title := max(1, room-1)
	lines := s.cuts.lines(k, m.Title, inner, title, true)
	word := k.word
	if m.State == office.MeetingCancelled {
		word = k.muted
	}
	for i, l := range lines {
		at := fyne.NewPos(left, from+float32(i)*k.line)
		p.paper.text(cards, at, k, l, word, true)
		if m.State == office.MeetingCancelled {
			p.paper.shape(struck, frame{at.AddXY(0, k.line*0.55), fyne.NewSize(k.widthOf(l, true), 1.5)}, k.muted, none, 0, 0)
		}
	}
	if room > len(lines) {
		said := s.cuts.lines(k, s.below(m), inner, room-len(lines), false)
		for i, l := range said {
			p.paper.text(cards, fyne.NewPos(left, from+float32(len(lines)+i)*k.line), k, l, k.muted, false)
		}
	}
}

// below is what stands below a title.
func (s *Sheet) below(m meet) string {
	said := hoursOf(m.from, m.to)
	switch m.State {
	case office.MeetingTentative:
		said += " · " + kit.T("meetings.sheet-tentative")
	case office.MeetingCancelled:
		said += " · " + kit.T("meetings.sheet-cancelled")
	}
	if m.Place != "" {
		said += " · " + m.Place
	}
	return said
}

// drawCardGround draws what is certain as a filled card with an edge, what is not as an outline, and
// what was cancelled as a thin one.
func (s *Sheet) drawCardGround(p *pane, f frame, at int) {
	k := s.ink
	fill, stroke, wide := k.filled, none, float32(0)
	switch s.ledger.all[at].State {
	case office.MeetingTentative:
		fill, stroke, wide = k.plain, k.act, 1.5
	case office.MeetingCancelled:
		fill, stroke, wide = k.bar, k.line1, 1
	}
	if at == s.chosen && s.here {
		stroke, wide = k.word, 2.5
	}
	const round = 4
	p.paper.shape(cards, f, fill, stroke, wide, round)
	if s.ledger.all[at].State != office.MeetingTentative && s.ledger.all[at].State != office.MeetingCancelled {
		p.paper.shape(cards, frame{f.at.AddXY(1.5, 3), fyne.NewSize(3, max(0, f.size.Height-6))}, k.act, none, 0, 1.5)
	}
}

// drawNow draws where now is. It lies below the meetings, and tells the day by a knob at its line.
func (s *Sheet) drawNow(p *pane) {
	now := minuteOf(s.now())
	if span := s.span(); dayOf(now) < span[0] || dayOf(now) >= span[1] {
		return
	}
	x, y := s.across(dayOf(now)), s.down(now-dayOf(now)*whole)
	const knob = 8
	p.paper.shape(ground, frame{fyne.NewPos(x, y-1), fyne.NewSize(s.column(), 2)}, s.ink.word, none, 0, 0)
	p.paper.shape(held, frame{fyne.NewPos(x-knob/2, y-knob/2), fyne.NewSquareSize(knob)}, s.ink.word, none, 0, knob/2)
}

// slot is how long the slot of the cursor is, in minutes.
const slot = 30

// drawCursor outlines the slot at which the keyboard is, unless a meeting is chosen there.
func (s *Sheet) drawCursor(p *pane) {
	if s.chosen >= 0 || s.ghost != nil {
		return
	}
	day, k := dayOf(s.cursor), s.ink
	f := frame{fyne.NewPos(s.across(day)+1, s.down(s.cursor-day*whole)), fyne.NewSize(s.column()-1, s.down(slot))}
	stroke := k.line1
	if s.here {
		stroke = k.act
	}
	p.paper.shape(held, f, none, stroke, 2, 4)
	if !s.here || s.taken(day, s.cursor, s.cursor+slot) {
		return
	}
	said := s.cuts.line(k, "+ "+clock(s.cursor, false), f.size.Width-2*k.pad, false)
	p.paper.text(held, fyne.NewPos(f.at.X+k.pad, f.at.Y+(f.size.Height-k.line)/2), k, said, k.act, false)
}

// taken tells that a meeting is drawn at a time.
func (s *Sheet) taken(day, from, to int) bool {
	for _, at := range s.plan(day) {
		if at.from < to-day*whole && at.to > from-day*whole {
			return true
		}
	}
	return false
}
