package sheet

import (
	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// mostRows are those of whole days above the hours.
const mostRows = 3

// headTall is how high the names of the days are, with what takes whole days below them.
func (s *Sheet) headTall() float32 {
	k := s.ink
	if s.view == ByMonth {
		return k.line + 2*k.gap
	}
	return 2*(k.line+k.gap) + float32(s.rows())*(k.line+k.gap) + k.gap
}

// rows are those that what takes whole days needs.
func (s *Sheet) rows() (n int) {
	for _, p := range s.stripPlan() {
		n = max(n, p.lane+1)
	}
	return n
}

// stripPlan places what takes whole days, one below the other where they overlap.
func (s *Sheet) stripPlan() []placed {
	if known, is := s.plans[nowhere]; is {
		return known
	}
	span := s.span()
	var bars []bar
	for _, i := range s.ledger.inDays(span[0], span[1]) {
		if m := s.ledger.all[i]; m.strip {
			bars = append(bars, bar{i, max(dayOf(m.from), span[0]), min(dayOf(m.to-1)+1, span[1])})
		}
	}
	s.plans[nowhere] = lanes(bars, mostRows)
	return s.plans[nowhere]
}

func (s *Sheet) drawHead(p *pane) {
	k, span := s.ink, s.span()
	if s.view == ByMonth {
		name := s.naming(columnNames)
		for day := span[0]; day < span[0]+week; day++ {
			said := s.cuts.line(k, name(day), s.column()-2*k.pad, true)
			p.paper.text(ground, fyne.NewPos(s.across(day)+k.pad, k.gap), k, said, k.muted, true)
		}
		return
	}
	name := s.naming(dayNames)
	for day := span[0]; day < span[1]; day++ {
		s.drawDayName(p, day, name(day))
	}
	s.drawStrip(p)
	p.paper.shape(ground, frame{fyne.NewPos(0, p.Size().Height-1), fyne.NewSize(p.Size().Width, 1)}, k.line1, none, 0, 0)
	s.drawStripGhost(p)
}

// Names of columns and of days, the fullest first.
var (
	columnNames = []func(day int) string{longDay, shortDay}
	dayNames    = []func(day int) string{
		func(day int) string { return longDay(day) + timeOf(day*whole).Format(" 02/01") },
		func(day int) string { return shortDay(day) + timeOf(day*whole).Format(" 02/01") },
		func(day int) string { return shortDay(day) + timeOf(day*whole).Format(" 02") },
	}
)

// naming is the fullest way to name days for which each column has room.
func (s *Sheet) naming(ways []func(int) string) func(day int) string {
	first := s.span()[0]
	for _, way := range ways {
		fits := true
		for day := first; day < first+s.view.columns(); day++ {
			fits = fits && s.ink.widthOf(way(day), true) <= s.column()-2*s.ink.pad
		}
		if fits {
			return way
		}
	}
	return ways[len(ways)-1]
}

// drawDayName writes a day, and below it what it is called; that of today stands on blue.
func (s *Sheet) drawDayName(p *pane, day int, name string) {
	k, called := s.ink, s.dayCalled(day)
	f := frame{fyne.NewPos(s.across(day), 0), fyne.NewSize(s.column(), 2*(k.line+k.gap))}
	room := f.size.Width - 2*k.pad
	if called.Off {
		p.paper.shape(ground, frame{f.at, fyne.NewSize(f.size.Width, p.Size().Height)}, k.off, none, 0, 0)
	}
	said, word := s.cuts.line(k, name, room, true), k.word
	if day == s.today() {
		word = k.onAct
		p.paper.shape(ground, frame{f.at.AddXY(k.pad/2, k.gap), fyne.NewSize(k.widthOf(said, true)+k.pad, k.line)}, k.act, none, 0, k.line/2)
	}
	p.paper.text(ground, f.at.AddXY(k.pad, k.gap), k, said, word, true)
	below := fyne.NewPos(f.at.X+k.pad, k.line+2*k.gap)
	second, bold := s.secondLine(called, room)
	p.paper.text(ground, below, k, second, k.muted, bold)
	p.paper.shape(ground, frame{f.at, fyne.NewSize(1, p.Size().Height)}, k.line1, none, 0, 0)
	if s.view == ByWeek { // it opens the day
		p.spots = append(p.spots, spot{frame: f, at: -1, day: day})
	}
}

// secondLine is what a day is called: its holiday first.
func (s *Sheet) secondLine(called Day, room float32) (said string, bold bool) {
	if called.Holiday == "" {
		for _, said := range corners(called) {
			if s.ink.widthOf(said, false) <= room {
				return said, false
			}
		}
		return "", false
	}
	if both := called.Holiday + " · " + called.Lunar; called.Lunar != "" && s.ink.widthOf(both, true) <= room {
		return both, true
	}
	return s.cuts.line(s.ink, called.Holiday, room, true), true
}

// stripFrame is where days of the strip lie.
func (s *Sheet) stripFrame(from, to, row int) frame {
	k := s.ink
	top := 2*(k.line+k.gap) + float32(row)*(k.line+k.gap)
	return frame{fyne.NewPos(s.across(from)+k.gap, top), fyne.NewSize(float32(to-from)*s.column()-2*k.gap, k.line)}
}

// drawStrip draws what takes whole days.
func (s *Sheet) drawStrip(p *pane) {
	k := s.ink
	for i, at := range s.stripPlan() {
		if i == 0 {
			p.paper.text(ground, fyne.NewPos(k.pad/2, s.stripFrame(at.from, at.to, 0).at.Y), k, kit.T("meetings.sheet-all-day"), k.muted, false)
		}
		f := s.stripFrame(at.from, at.to, at.lane)
		if at.at < 0 {
			s.drawMore(p, f, at.more, at.from)
			continue
		}
		s.drawCardGround(p, f, at.at)
		m := s.ledger.all[at.at]
		word := k.word
		said := s.cuts.line(k, m.Title, f.size.Width-2*k.pad, true)
		if m.State == office.MeetingCancelled {
			word = k.muted
			p.paper.shape(struck, frame{f.at.AddXY(k.pad+k.gap, k.line*0.55), fyne.NewSize(k.widthOf(said, true), 1.5)}, k.muted, none, 0, 0)
		}
		p.paper.text(cards, f.at.AddXY(k.pad+k.gap, 0), k, said, word, true)
		p.spots = append(p.spots, spot{frame: f, at: at.at, day: at.from})
	}
}
