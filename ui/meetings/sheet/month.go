package sheet

import (
	"time"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// mostTitles are told of a day of a month; the others are counted.
const mostTitles = 4

// leastRow has room for the number of a day and two lines below it.
func (s *Sheet) leastRow() float32 { return 3*s.ink.line + 3*s.ink.gap }

// cell is where a day of a month lies.
func (s *Sheet) cell(day int) frame {
	tall := s.board.Size().Height / weeksOfMonth
	row := (day - s.span()[0]) / week
	return frame{fyne.NewPos(s.across(day), float32(row)*tall), fyne.NewSize(s.column(), tall)}
}

func (s *Sheet) drawMonth(p *pane) {
	k, span := s.ink, s.span()
	top, bottom := s.seen()
	for day := span[0]; day < span[1]; day++ {
		f := s.cell(day)
		if f.bottom() < top || f.at.Y > bottom {
			continue
		}
		if s.dayCalled(day).Off {
			p.paper.shape(ground, f, k.off, none, 0, 0)
		}
		p.paper.shape(ground, frame{f.at, fyne.NewSize(f.size.Width, 1)}, k.line1, none, 0, 0)
		p.paper.shape(ground, frame{f.at, fyne.NewSize(1, f.size.Height)}, k.line2, none, 0, 0)
		y := s.drawNumber(p, f, day)
		rest := frame{fyne.NewPos(f.at.X, y), fyne.NewSize(f.size.Width, f.bottom()-y)}
		s.drawTitles(p, rest, day, s.ledger.byDay[day], min(mostTitles, int(rest.size.Height/k.line)))
	}
	s.drawMonthCursor(p)
	s.drawGhost(p)
}

// drawNumber writes the number of a day with what it is called, and tells where its titles begin.
func (s *Sheet) drawNumber(p *pane, f frame, day int) (y float32) {
	k, called, t := s.ink, s.dayCalled(day), timeOf(day*whole)
	said, word := t.Format("2"), k.word
	if t.Month() != s.month() {
		word = k.muted
	}
	if t.Day() == 1 {
		said = t.Format("2/1")
	}
	at := f.at.AddXY(k.pad, k.gap)
	width := k.widthOf(said, true)
	if day == s.today() {
		p.paper.shape(ground, frame{at.SubtractXY(k.pad/2, 0), fyne.NewSize(width+k.pad, k.line)}, k.act, none, 0, k.line/2)
		word = k.onAct
	}
	p.paper.text(ground, at, k, said, word, true)
	s.drawCorner(p, f, called, f.size.Width-3*k.pad-width)
	y = f.at.Y + k.gap + k.line
	if called.Holiday != "" && f.bottom()-y >= 3*k.line {
		p.paper.text(ground, fyne.NewPos(f.at.X+k.pad, y), k, s.cuts.line(k, called.Holiday, f.size.Width-2*k.pad, true), k.word, true)
		y += k.line
	}
	return y
}

// month is the one that the sheet was led to.
func (s *Sheet) month() time.Month { return timeOf(s.day * whole).Month() }

// drawCorner writes at the right of a number, in the room that is left there: the lunar day, and that
// nobody works where no name tells it.
func (s *Sheet) drawCorner(p *pane, f frame, called Day, room float32) {
	k := s.ink
	for _, said := range corners(called) {
		if width := k.widthOf(said, false); width <= room {
			p.paper.text(ground, fyne.NewPos(f.right()-k.pad-width, f.at.Y+k.gap), k, said, k.muted, false)
			return
		}
	}
}

// corners are what may stand in a corner, the fullest first.
func corners(called Day) []string {
	off := ""
	if called.Off {
		off = kit.T("meetings.sheet-off")
	}
	both := called.Lunar
	if off != "" && both != "" {
		both = off + " · " + both
	}
	if off == "" {
		return []string{both}
	}
	return []string{both, off}
}

// titles are how many of so many meetings there is room for, and from which on they are told: the
// chosen one is among them.
func (s *Sheet) titles(of []int, room int) (from, n int) {
	if len(of) <= room {
		return 0, len(of)
	}
	n = max(0, room-1)
	for i, at := range of {
		if at == s.chosen && i >= n && room > 0 {
			n = max(1, n)
			from = i - n + 1
		}
	}
	return from, n
}

// drawTitles writes meetings in the lowest lines of a frame for which there is room, and counts those
// that are left out.
func (s *Sheet) drawTitles(p *pane, f frame, day int, of []int, room int) {
	k := s.ink
	line := frame{f.at.AddXY(k.gap, 0), fyne.NewSize(f.size.Width-2*k.gap, k.line)}
	from, n := s.titles(of, room)
	for _, at := range of[from : from+n] {
		s.drawTitle(p, line, at)
		p.spots = append(p.spots, spot{frame: line, at: at, day: day})
		line.at.Y += k.line
	}
	if n == len(of) || n >= room {
		return
	}
	said := s.cuts.line(k, moreSaid(len(of)-n), line.size.Width-2*k.pad, false)
	p.paper.text(cards, line.at.AddXY(k.pad, 0), k, said, k.act, false)
	p.spots = append(p.spots, spot{frame: line, at: -1, more: of, day: day})
}

// drawTitle writes a meeting on a line: a full dot before what is certain, an open one before what is
// not, and a bar behind what takes whole days.
func (s *Sheet) drawTitle(p *pane, f frame, at int) {
	m, k := s.ledger.all[at], s.ink
	word := k.word
	fill, stroke, wide := none, none, float32(0)
	if m.strip {
		fill = k.filled
		if m.State != office.MeetingConfirmed {
			fill, stroke, wide = k.plain, k.line1, 1
		}
	}
	if at == s.chosen && s.here {
		stroke, wide = k.word, 2
	}
	p.paper.shape(cards, frame{f.at.AddXY(0, 0.5), f.size.SubtractWidthHeight(0, 1)}, fill, stroke, wide, 3)
	const dot = 8
	inner := f.at.AddXY(k.pad+dot, 0)
	where := frame{f.at.AddXY(k.pad/2, (f.size.Height-dot)/2), fyne.NewSquareSize(dot)}
	switch m.State {
	case office.MeetingTentative:
		p.paper.shape(cards, where, k.plain, k.act, 1.5, dot/2)
	case office.MeetingCancelled:
		word = k.muted
		p.paper.shape(cards, frame{where.at.AddXY(0, dot/2-1), fyne.NewSize(dot, 2)}, k.muted, none, 0, 0)
	default:
		p.paper.shape(cards, where, k.act, none, 0, dot/2)
	}
	said := s.cuts.line(k, s.titleSaid(m, f.right()-k.gap-inner.X), f.right()-k.gap-inner.X, false)
	p.paper.text(cards, inner, k, said, word, false)
	if m.State == office.MeetingCancelled {
		p.paper.shape(struck, frame{inner.AddXY(0, k.line*0.55), fyne.NewSize(k.widthOf(said, false), 1.5)}, k.muted, none, 0, 0)
	}
}

// titleSaid is a title with its hour before it, where that leaves room for a title.
func (s *Sheet) titleSaid(m meet, room float32) string {
	said := clock(m.from, false) + " "
	if m.strip || room < s.ink.widthOf(said, false)+readable*s.ink.line {
		return m.Title
	}
	return said + m.Title
}

// drawMonthCursor outlines the day at which the keyboard is.
func (s *Sheet) drawMonthCursor(p *pane) {
	stroke := s.ink.line1
	if s.here && s.chosen < 0 && s.ghost == nil {
		stroke = s.ink.act
	}
	p.paper.shape(held, s.cell(dayOf(s.cursor)), none, stroke, 2, 0)
}
