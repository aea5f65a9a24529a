package sheet

import (
	"fyne.io/fyne/v2"

	"tram/ui/kit"
)

// ghost is where something would lie if it were let go now.
type ghost struct {
	at       int // of ledger.all; -1: it is new
	from, to int // moments
	byKey    bool
}

// wholeDays tells that the ghost has no hours: it lies in the strip, or over days of a month.
func (s *Sheet) wholeDays() bool {
	g := s.ghost
	if g.at < 0 {
		return g.from%whole == 0 && g.to%whole == 0
	}
	return s.ledger.all[g.at].strip
}

// moved tells that a ghost lies elsewhere than what it is of.
func (s *Sheet) moved() bool {
	m := s.ledger.all[s.ghost.at]
	return m.from != s.ghost.from || m.to != s.ghost.to
}

// letIt tells the wish for which the ghost stood. What it is of stays where it was.
func (s *Sheet) letIt() {
	g := s.ghost
	if g == nil {
		return
	}
	moved := g.at >= 0 && s.moved()
	s.ghost = nil
	s.place()
	switch {
	case g.at < 0 && s.OnNew != nil:
		s.OnNew(timeOf(g.from), timeOf(g.to))
	case moved && s.OnMove != nil:
		s.OnMove(s.ledger.all[g.at].Occurrence, timeOf(g.from), timeOf(g.to))
	}
}

// takeBack forgets the ghost, and tells whether there was one.
func (s *Sheet) takeBack() bool {
	if s.drag != nil {
		s.drag.dead = true
	}
	was := s.ghost != nil
	s.ghost = nil
	if was {
		s.place()
	}
	return was
}

// drawGhost draws it on the board, with its hours above it.
func (s *Sheet) drawGhost(p *pane) {
	switch g := s.ghost; {
	case g == nil:
	case s.view == ByMonth:
		s.drawMonthGhost(p)
	case !s.wholeDays():
		var about frame
		for day := dayOf(g.from); day <= dayOf(g.to-1); day++ {
			if span := s.span(); day < span[0] || day >= span[1] {
				continue
			}
			from, to := max(g.from-day*whole, 0), min(g.to-day*whole, whole)
			f := frame{fyne.NewPos(s.across(day)+1, s.down(from)), fyne.NewSize(s.column()-2, s.down(to-from))}
			p.paper.shape(held, f, s.ink.here, s.ink.act, 2.5, 4)
			if about.size.IsZero() {
				about = f
			}
		}
		top, bottom := s.seen()
		s.drawPill(p, about, top, bottom)
	}
}

// drawMonthGhost outlines the days on which it would lie.
func (s *Sheet) drawMonthGhost(p *pane) {
	g, span := s.ghost, s.span()
	var about frame
	for day := max(dayOf(g.from), span[0]); day <= min(dayOf(g.to-1), span[1]-1); day++ {
		f := s.cell(day)
		p.paper.shape(held, f, s.ink.here, s.ink.act, 2.5, 4)
		if about.size.IsZero() {
			about = f
		}
	}
	top, bottom := s.seen()
	s.drawPill(p, about, top, bottom)
}

// drawStripGhost draws it above the hours.
func (s *Sheet) drawStripGhost(p *pane) {
	if s.ghost == nil || s.view == ByMonth || !s.wholeDays() {
		return
	}
	span := s.span()
	from, to := max(dayOf(s.ghost.from), span[0]), min(dayOf(s.ghost.to-1)+1, span[1])
	if from >= to {
		return
	}
	f := frame{fyne.NewPos(s.across(from)+1, 1), fyne.NewSize(float32(to-from)*s.column()-2, p.Size().Height-2)}
	p.paper.shape(held, f, s.ink.here, s.ink.act, 2.5, 4)
	s.drawPill(p, frame{f.at, fyne.NewSize(f.size.Width, 0)}, 0, p.Size().Height)
}

// drawPill writes where a ghost would lie, and how it is let go, on a ground of its own: above it, else
// below, always in view.
func (s *Sheet) drawPill(p *pane, about frame, top, bottom float32) {
	k := s.ink
	said := []string{s.ghostSaid()}
	if s.ghost.byKey {
		said = append(said, kit.T("meetings.sheet-held"))
	}
	size := fyne.NewSize(0, float32(len(said))*k.line+2*k.gap)
	for i, each := range said {
		said[i] = s.cuts.line(k, each, p.Size().Width-3*k.pad, true)
		size.Width = max(size.Width, k.widthOf(said[i], true)+2*k.pad)
	}
	at := about.at.SubtractXY(0, size.Height+k.gap)
	if at.Y < top {
		at.Y = about.bottom() + k.gap
	}
	at.X = max(0, min(at.X, p.Size().Width-size.Width))
	at.Y = max(top, min(at.Y, bottom-size.Height))
	p.paper.shape(held, frame{at, size}, k.act, none, 0, 4)
	for i, each := range said {
		p.paper.text(held, at.AddXY(k.pad, k.gap+float32(i)*k.line), k, each, k.onAct, true)
	}
}

// ghostSaid is when it would be.
func (s *Sheet) ghostSaid() string {
	g := s.ghost
	first, last := dayOf(g.from), dayOf(g.to-1)
	said := shortDay(first) + timeOf(first*whole).Format(" 02/01")
	if last > first {
		said += "–" + timeOf(last*whole).Format("02/01")
	}
	if !s.wholeDays() {
		said += " · " + hoursOf(g.from, g.to)
	}
	return said
}
