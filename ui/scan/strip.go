package scan

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// strip tells how a scan goes and how it ended, with what can be done then. It lies over no
// page, and leaves those that came as they are.
type strip struct {
	d       *Desk
	said    *kit.Callout
	halt    *kit.Button
	more    *kit.Button // goes on
	backs   *kit.Button
	away    *kit.Button
	lay     *beside
	content *fyne.Container
}

func newStrip(d *Desk) *strip {
	s := &strip{d: d, said: kit.NewCallout().Scrolling(), lay: &beside{}}
	s.halt = kit.NewButton(kit.T("scan.stop"), theme.MediaStopIcon(), d.stop)
	s.more = kit.NewMainButton(kit.T("scan.go-on"), theme.MediaPlayIcon(), d.goOn)
	s.backs = kit.NewButton(kit.T("scan.backs"), theme.ViewRefreshIcon(), d.scanBacks)
	s.away = kit.NewQuietButton(kit.T("scan.close"), theme.CancelIcon(), func() { s.shut() })
	d.desk.Guard(office.MayConvert, s.more, s.backs)
	s.content = container.New(s.lay, s.said, container.NewHBox(s.halt, s.more, s.backs, s.away))
	s.content.Hide()
	return s
}

// shut puts it away, and tells whether it was in sight. While a scan goes it stays.
func (s *strip) shut() bool {
	was := s.content.Visible() && s.d.now == nil
	if was {
		s.content.Hide()
		s.d.table.Faced()
	}
	return was
}

// say says a sentence. Beside a form the strip keeps the height that it has: what is below it
// moves when a scan begins or ends, and not while the clerk types.
func (s *strip) say(tone kit.Tone, t kit.Trouble, buttons ...*kit.Button) {
	s.lay.least = 0
	s.tell(tone, t, buttons...)
}

func (s *strip) tell(tone kit.Tone, t kit.Trouble, buttons ...*kit.Button) {
	s.said.Say(tone, t)
	all := []*kit.Button{s.halt, s.more, s.backs}
	for _, b := range all {
		b.Hidden = true
	}
	for _, b := range buttons {
		b.Hidden = false
	}
	s.away.Hidden = s.d.now != nil
	shown := s.content.Visible()
	s.content.Show()
	s.content.Refresh()
	if !shown || s.d.now == nil {
		s.d.table.Faced()
	}
}

// going tells how far a scan is.
func (s *strip) going(r *run) {
	said := kit.T("scan.going", r.device)
	if n := len(r.pages); n > 0 {
		said = kit.T("scan.going-pages", r.device, n)
	}
	t := kit.Trouble{Said: said, Next: kit.T("scan.going-next")}
	if r.joins > 0 {
		t.Said, t.Next = said+" "+kit.T("scan.joins", r.joins), kit.T("scan.joins-next")
	}
	s.halt.Enable()
	s.say(kit.Info, t, s.halt)
}

func (s *strip) stopping() {
	s.halt.Disable()
	s.say(kit.Info, kit.Trouble{Said: kit.T("scan.stopping"), Next: kit.T("scan.stopping-next")}, s.halt)
}

// ended tells how a scan ended, and what is next.
func (s *strip) ended(r *run) {
	n, done := len(r.pages), kit.Good
	if r.coarse > 0 {
		done = kit.Warn
	}
	s.more.SetText(kit.T("scan.go-on"))
	switch {
	case r.err != nil:
		s.failed(r)
	case r.out.End == office.ScanStopped && n == 0:
		s.say(kit.Info, kit.Trouble{Said: kit.T("scan.stopped-none")}, s.more)
	case r.out.End == office.ScanStopped:
		s.say(kit.Info, kit.Trouble{Said: kit.T("scan.stopped", n), Next: kit.T("scan.stopped-next")}, s.more)
	case r.goal == apart:
		t := kit.Trouble{Said: r.coarsely(kit.T("scan.parted", n, len(s.d.pile.drafts)))}
		if r.out.Sheets > 0 {
			t.Next = kit.T("scan.parted-sheets", r.out.Sheets)
		}
		s.say(done, t)
	case r.goal == over:
		s.say(done, kit.Trouble{Said: r.coarsely(kit.T("scan.again-done", r.page)), Next: kit.T("scan.again-next")})
	case r.goal == backs:
		s.say(done, kit.Trouble{Said: r.coarsely(kit.T("scan.interleaved", len(r.fronts), n)), Next: r.toCount()})
	case r.turnable():
		s.say(done, kit.Trouble{Said: r.coarsely(r.done()), Next: r.toCount() + " " + kit.T("scan.turn-next")}, s.backs)
	default:
		s.say(done, kit.Trouble{Said: r.coarsely(r.done()), Next: r.toCount()})
	}
}

// coarsely adds that pages came coarser than was asked for, where they did.
func (r *run) coarsely(said string) string {
	if r.coarse == 0 {
		return said
	}
	return said + " " + kit.T("scan.coarse", r.order.Wish.DPI, r.coarse)
}

// done tells how many pages came, and behind which.
func (r *run) done() string {
	said := kit.T("scan.done", len(r.pages))
	if r.joins > 0 {
		said += " " + kit.T("scan.joins", r.joins)
	}
	return said
}

// toCount tells what paper is to be counted: all of the document, of which a part may have
// lain there before.
func (r *run) toCount() string {
	if r.joins > 0 {
		return kit.T("scan.count-all-next")
	}
	return kit.T("scan.count-next")
}

// failed tells what the paper or the device did.
func (s *strip) failed(r *run) {
	t, told := kit.Explain(r.err)
	if !told {
		s.shut()
		return
	}
	if len(r.pages) == 0 {
		s.more.SetText(kit.T("scan.again"))
	}
	if r.goal == over && len(r.pages) == 0 {
		t.Next += " " + kit.T("scan.again-kept", r.page)
	}
	if r.goal == over && len(r.pages) > 0 { // it lies there: there is nothing to go on with
		s.say(kit.Warn, t)
		return
	}
	s.say(kit.Warn, t, s.more)
}

// Count tells whether the clerk's count of the paper is that of the pages, once one was
// typed after a scan; where nothing is told of that any more, only that they differ.
func (d *Desk) Count(counted, pages int) {
	if d.now != nil || d.last == nil || !d.last.clear() || counted == 0 {
		return
	}
	s := d.strip
	if s.lay.least = 0; s.content.Visible() {
		s.lay.least = s.content.Size().Height
	}
	switch lying, _, _ := d.table.Lying(); {
	case lying != d.last.draft || counted == pages && !s.content.Visible():
	case counted == pages && d.last.coarse > 0:
		s.tell(kit.Warn, kit.Trouble{Said: d.last.coarsely(kit.T("scan.counted", pages))})
	case counted == pages:
		s.tell(kit.Good, kit.Trouble{Said: kit.T("scan.counted", pages)})
	case counted > pages:
		s.tell(kit.Warn, kit.Trouble{Said: kit.T("scan.counted-more", counted, pages), Next: kit.T("scan.counted-more-next")})
	default:
		s.tell(kit.Warn, kit.Trouble{Said: kit.T("scan.counted-less", counted, pages), Next: kit.T("scan.counted-less-next")})
	}
}

// beside sets buttons right of what is said where that leaves room for the words, else below.
type beside struct {
	least float32 // its height at least, at the width that it has
	wide  float32
}

const (
	wordsLeast = 420 // units of the screen
	besideGap  = 6
)

// MinSize is that of the width which the words had last: they break their lines.
func (l *beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	words, buttons := o[0], o[1].MinSize()
	high := words.MinSize().Height + besideGap + buttons.Height
	if words.Size().Width >= wordsLeast && words.Position().Y == o[1].Position().Y {
		high = max(words.MinSize().Height, buttons.Height)
	}
	return fyne.NewSize(buttons.Width, max(high, l.least))
}

func (l *beside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if s.Width != l.wide {
		l.wide, l.least = s.Width, 0
	}
	words, buttons := o[0], o[1].MinSize()
	o[1].Resize(buttons)
	words.Move(fyne.NewPos(0, 0))
	if left := s.Width - buttons.Width - besideGap; left >= wordsLeast {
		kit.HeightAt(words, left)
		o[1].Move(fyne.NewPos(left+besideGap, 0))
		return
	}
	o[1].Move(fyne.NewPos(0, kit.HeightAt(words, s.Width)+besideGap))
}
