package meetings

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// session is the meeting that goes on: who is there, what is dealt with, what is voted, what is written
// down. Everything is kept at the press of its button, so that nothing is lost with the light.
type session struct {
	page *Page
	id   office.ID // empty: none lies open
	at   string
	is   office.SessionTold
	read kit.Latest

	writing bool // several entries are being written: nothing else is, until they are

	title   *widget.Label
	banner  *kit.Callout
	course  *fyne.Container // what may be done with the whole
	odd     *kit.Callout
	roll    *roll
	agenda  *fyne.Container
	notes   *notes
	votes   *votes
	tasks   *tasks
	entries *fyne.Container
	minutes *minutes
	wall    *wall
	noting  fyne.CanvasObject // the cards in which there may be nothing to do
	voting  fyne.CanvasObject
	scroll  *container.Scroll
	content fyne.CanvasObject
}

func newSession(p *Page, h *kit.Hanger) *session {
	s := &session{page: p, title: kit.Subheading(""), banner: kit.NewCallout(), course: container.NewHBox(), odd: kit.NewCallout(), agenda: container.NewVBox(), entries: container.NewVBox()}
	s.title.Truncation = fyne.TextTruncateEllipsis
	s.roll, s.notes, s.votes, s.tasks, s.minutes = newRoll(s, h), newNotes(s), newVotes(s), newTasks(s, h), newMinutes(s)
	part := func(name string, of fyne.CanvasObject) fyne.CanvasObject { return kit.Card(kit.Strong(name), of) }
	s.noting, s.voting = part(kit.T("meetings.notes"), s.notes.content), part(kit.T("meetings.votes"), s.votes.content)
	s.scroll = kit.NewFormScroll(kit.Columns(
		kit.Column(part(kit.T("meetings.items"), s.agenda), s.noting, s.voting, part(kit.T("meetings.course"), s.entries)),
		kit.Column(part(kit.T("meetings.roll"), s.roll.content), part(kit.T("meetings.tasks"), s.tasks.content), part(kit.T("meetings.minutes-title"), s.minutes.content))))
	back := kit.NewButton(kit.T("meetings.back"), theme.NavigateBackIcon(), func() { p.face(p.detail.Content) })
	show := kit.NewButton(kit.T("meetings.wall"), nil, s.toWall)
	head := container.NewVBox(kit.Flow(back, kit.Stretch(titleLeast, s.title), show, s.course), s.banner, s.odd)
	s.content = kit.Border(head, nil, nil, nil, s.scroll)
	return s
}

// titleLeast is how wide the title of a meeting is at least, in units of the screen.
const titleLeast = 240

func (s *session) enter(context.Context) {
	s.notes.opened()
	s.renew()
}

// open brings the meeting forward.
func (s *session) open(id office.ID, at string) {
	s.notes.putAway()
	s.id, s.at = id, at
	s.page.face(s.content)
	s.scroll.ScrollToTop()
	s.renew()
	s.notes.begin()
}

// renew reads it again.
func (s *session) renew() {
	if s.id == "" {
		return
	}
	id, at := s.id, s.at
	kit.Load(s.read.Next(office.Again(s.page.desk.Context())), func(ctx context.Context) (office.SessionTold, error) {
		return s.page.services.MeetingSession(ctx, id, at)
	}, func(is office.SessionTold, err error) {
		if err != nil {
			s.page.desk.Tell(err)
			return
		}
		s.show(is)
	})
}

// show lays out what happened so far.
func (s *session) show(is office.SessionTold) {
	if is.Meeting.ID != s.id || is.Time != s.at {
		return // another one was opened meanwhile
	}
	s.is = is
	s.title.SetText(is.Meeting.Title)
	s.banner.Say(kit.Info, kit.Trouble{Said: s.standing()})
	var odd []string
	for _, o := range is.Odd {
		odd = append(odd, kit.Said(o))
	}
	s.odd.Say(kit.Warn, kit.Trouble{Said: strings.Join(odd, "\n")})
	s.offer()
	s.roll.show(is)
	s.showAgenda()
	s.notes.show(is)
	s.votes.show(is)
	s.tasks.show(is)
	s.minutes.show(is)
	kit.Seen(s.noting, !s.over() || kit.Typed(s.notes.words.Text) != "")
	kit.Seen(s.voting, !s.over() || len(is.Votes) > 0)
	s.showEntries()
	if s.wall != nil {
		s.wall.show(is)
	}
	s.content.Refresh()
}

// standing is the state of the meeting in one sentence.
func (s *session) standing() string {
	parts := []string{kit.Said(s.is.Said)}
	if !s.is.Opened.IsZero() {
		parts = append(parts, kit.T("meetings.opened-at", clock(s.is.Opened)))
	}
	switch {
	case s.is.Needs > 0 && !s.is.Enough:
		parts = append(parts, kit.T("meetings.quorum-not", s.is.There, s.is.Needs))
	case s.is.Needs > 0:
		parts = append(parts, kit.T("meetings.quorum-is", s.is.There, s.is.Needs))
	default:
		parts = append(parts, kit.T("meetings.present", s.is.There))
	}
	if s.is.Item != "" {
		parts = append(parts, s.is.Item)
	}
	return strings.Join(parts, " · ")
}

// offer puts a button above for what may come next.
func (s *session) offer() {
	s.course.RemoveAll()
	add := func(main bool, word string, d office.MeetingDeed) {
		b := kit.NewButton(word, nil, func() {
			if d == office.MeetingOpened && !slices.ContainsFunc(s.is.People, here) {
				s.page.desk.Tell(kit.Refused("meetings.nobody-there")) // whoever is marked after it came late
				return
			}
			if d == office.MeetingClosed && s.unwritten() {
				return
			}
			s.note(office.MeetingEntry{Deed: d}, nil)
		})
		if main {
			b = kit.NewMainButton(word, nil, b.OnTapped)
		}
		s.page.desk.Guard(office.MayKeep, b)
		kit.Able(b, !s.writing)
		s.course.Add(b)
	}
	switch s.is.Stage {
	case "to-come":
		add(true, kit.T("meetings.open"), office.MeetingOpened)
	case "goes-on":
		add(false, kit.T("meetings.pause"), office.MeetingPaused)
		add(false, kit.T("meetings.close"), office.MeetingClosed)
	case "rests":
		add(true, kit.T("meetings.resume"), office.MeetingResumed)
		add(false, kit.T("meetings.close"), office.MeetingClosed)
	}
	kit.Seen(s.course, len(s.course.Objects) > 0)
}

// unwritten tells, and says, that words were typed and not written down: minutes would leave them out.
func (s *session) unwritten() bool {
	if kit.Typed(s.notes.words.Text) == "" {
		return false
	}
	s.page.desk.Tell(kit.Refused("meetings.note-typed"))
	s.page.desk.Focus(s.notes.words)
	return true
}

// here tells that somebody was marked as there.
func here(p office.AttendTold) bool {
	return p.How == office.AttendHere || p.How == office.AttendRemote
}

// note writes an entry down; then is called once it is kept.
func (s *session) note(e office.MeetingEntry, then func()) {
	e.Meeting, e.Time = s.id, s.at
	by := s.page.by
	kit.Do(s.page.desk, func(ctx context.Context) (office.SessionTold, error) {
		return s.page.services.NoteInMeeting(ctx, by, e)
	}, func(is office.SessionTold, err error) {
		if err != nil {
			if failed(err, countedOnce) {
				s.strikeSure(e, err)
			} else {
				s.page.desk.Tell(err)
			}
			s.renew() // what the screen shows may be what is refused
			return
		}
		s.page.desk.News.Clear()
		if then != nil {
			then()
		}
		s.show(is)
	})
}

// noteAll writes several entries down as of now, one after the other, and shows what came of all of them.
func (s *session) noteAll(title string, all []office.MeetingEntry) {
	if s.writing || len(all) == 0 {
		return
	}
	s.writing = true
	s.show(s.is)
	by, is, id, at := s.page.by, s.is, s.id, s.at
	s.page.desk.Run(title, true, func(ctx context.Context, done *job.Progress) (err error) {
		done.Expect(int64(len(all)))
		var now time.Time // of the first of them, by the clock of the station
		for _, e := range all {
			e.Meeting, e.Time, e.At = id, at, now
			if is, err = s.page.services.NoteInMeeting(ctx, by, e); err != nil {
				return err
			}
			for _, each := range is.Entries {
				if now.IsZero() && each.Struck == "" && each.Deed == e.Deed && each.Seat == e.Seat {
					now = each.At
				}
			}
			done.Did(1)
		}
		return nil
	}, func(err error) {
		s.writing = false
		if err != nil {
			s.page.desk.Tell(err)
			s.renew()
			return
		}
		s.show(is)
	})
}

// over tells that the meeting was ended: nothing more is written down of it but what was forgotten.
func (s *session) over() bool { return s.is.Stage == "over" || s.is.Stage == "minuted" }

// live tells that something may be written down.
func (s *session) live() bool { return s.is.Stage == "goes-on" }

func (s *session) showAgenda() {
	s.agenda.RemoveAll()
	if len(s.is.Items) == 0 {
		s.agenda.Add(kit.Muted(kit.T("meetings.items-none")))
	}
	for i, it := range s.is.Items {
		said := wrapped(kit.Joined(kit.T("meetings.item", i+1, it.Title), itemTimes(it), it.Who))
		if it.Begun.IsZero() || !it.Ended.IsZero() {
			b := kit.NewButton(kit.T("meetings.item-begin"), nil, func() { s.note(office.MeetingEntry{Deed: office.MeetingItemBegun, Item: it.ID}, nil) })
			s.page.desk.Guard(office.MayKeep, b)
			kit.Able(b, s.live())
			s.agenda.Add(kit.Border(nil, nil, nil, b, said))
			continue
		}
		said.TextStyle.Bold = true
		s.agenda.Add(said)
	}
}

// itemTimes tells when an item was begun and ended, and how long it may take.
func itemTimes(it office.ItemTold) string {
	switch {
	case it.Begun.IsZero() && it.Lasts > 0:
		return kit.T("meetings.minutes", it.Lasts)
	case it.Begun.IsZero():
		return ""
	case it.Ended.IsZero():
		return kit.T("meetings.item-since", clock(it.Begun))
	}
	return clock(it.Begun) + "–" + clock(it.Ended)
}

// showEntries lists what was written down, the newest first: that is what may be wrong.
func (s *session) showEntries() {
	s.entries.RemoveAll()
	for _, e := range slices.Backward(s.is.Entries) {
		words := clock(e.At) + "  " + s.entrySaid(e)
		if e.Struck != "" {
			words = kit.T("meetings.struck", words, e.Struck)
		}
		said := wrapped(words)
		if e.Struck != "" || s.is.Stage == "minuted" || e.Deed == office.MeetingMinuted {
			s.entries.Add(said)
			continue
		}
		b := kit.NewQuietButton(kit.T("meetings.strike"), nil, func() { s.strike(e) })
		s.page.desk.Guard(office.MayKeep, b)
		s.entries.Add(kit.Border(nil, nil, nil, b, said))
	}
}

func (s *session) strike(e office.EntryTold) {
	s.page.desk.AskReason(kit.T("meetings.strike-title"), s.entrySaid(e), kit.T("meetings.strike-yes"), func(why string) {
		s.note(office.MeetingEntry{Deed: office.MeetingStruck, Of: e.ID, Say: why}, nil)
	})
}

// finish keeps what is being typed (Ctrl+Enter).
func (s *session) finish() { s.notes.keep() }

// toWall opens the screen for the wall, or brings it to the front.
func (s *session) toWall() {
	if s.wall != nil {
		s.wall.RequestFocus()
		return
	}
	s.wall = newWall(func() { s.wall = nil })
	s.wall.show(s.is)
	s.wall.Show()
}
