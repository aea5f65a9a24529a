package meetings

import (
	"cmp"
	"slices"
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// Session is what happened in one meeting, as far as it was written down.
type Session struct {
	Meeting office.Meeting
	Time    string // Occurrence.Of

	Opened, Closed time.Time // zero: not yet
	Pauses         []Pause
	Attending      []Attending // in the order of the invitation
	Proxies        []office.MeetingEntry
	Items          []Item
	Votes          []Vote // in the order in which they were moved
	Tasks          []Task
	Said           []office.MeetingEntry // what was noted and who spoke, in order
	Minutes        []office.MeetingEntry // papers that tell of it; the last one counts
	Signed         []office.MeetingEntry // each time that one was signed, with the file that it made
	Struck         []Struck
	Odd            []string // what stations wrote apart that cannot both be, Vietnamese

	off     bool                  // the meeting was cancelled
	entries []office.MeetingEntry // that stand, in order
	all     map[office.ID]office.MeetingEntry
}

// Pause is a time in which the meeting rested. A zero To: it rests still.
type Pause struct{ From, To time.Time }

// Item is an item of the agenda as it was dealt with.
type Item struct {
	office.AgendaItem
	Begun, Ended time.Time // zero: it was not reached, or is dealt with still
}

// Task is what somebody was given to do.
type Task struct {
	Entry office.MeetingEntry
	Done  *office.MeetingEntry // nil: it is open
}

// Struck is what was written by mistake, and the entry that says so.
type Struck struct{ Was, By office.MeetingEntry }

// Live follows what happened in a meeting. Entries of other times of the same meeting are left out.
func Live(m office.Meeting, at string, all []office.MeetingEntry) Session {
	s := Session{Meeting: occurring(tidied(m), at), Time: at, off: m.State == office.MeetingCancelled, all: map[office.ID]office.MeetingEntry{}}
	for _, e := range all {
		if e = legible(e); e.Time == at && e.Meeting == m.ID {
			s.all[e.ID] = e
			s.entries = append(s.entries, e)
		}
	}
	slices.SortFunc(s.entries, inOrder)
	s.strike()
	s.frame()
	for _, p := range s.Meeting.People {
		s.Attending = append(s.Attending, Attending{MeetingPerson: p})
	}
	for _, item := range s.Meeting.Agenda {
		s.Items = append(s.Items, Item{AgendaItem: item})
	}
	for _, e := range s.entries {
		s.heed(e)
	}
	s.compare()
	return s
}

// occurring is a meeting as one time of it is called.
func occurring(m office.Meeting, at string) office.Meeting {
	for _, shift := range m.Shifts {
		if at != "" && shift.Of == at && !shift.Following {
			m.Title, m.Place = cmp.Or(shift.Title, m.Title), cmp.Or(shift.Place, m.Place)
		}
	}
	return m
}

// Frame is what of a meeting holds for its session: as it stood when it was opened.
func Frame(m office.Meeting, at string) *office.Meeting {
	m = occurring(m, at)
	m.Foreign, m.Shifts = "", nil
	return &m
}

// frame has the meeting be as it stood when it was opened: who is invited later, or called otherwise, changes
// nothing of what was counted.
func (s *Session) frame() {
	for _, e := range s.entries {
		if e.Deed == office.MeetingOpened && e.Frame != nil {
			s.Meeting = tidied(*e.Frame)
			return
		}
	}
}

// inOrder puts entries one after the other as they happened; what happened at one moment as it was
// written down.
func inOrder(a, b office.MeetingEntry) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}

// strike takes away what was struck. What strikes is never struck itself.
func (s *Session) strike() {
	struck := map[office.ID]bool{}
	for _, e := range s.entries {
		was, is := s.all[e.Of]
		if e.Deed == office.MeetingStruck && is && was.Deed != office.MeetingStruck && !struck[e.Of] {
			struck[e.Of] = true
			s.Struck = append(s.Struck, Struck{was, e})
		}
	}
	s.fallen(struck)
	s.entries = slices.DeleteFunc(s.entries, func(e office.MeetingEntry) bool {
		return struck[e.ID] || e.Deed == office.MeetingStruck || s.hangsOn(struck, e)
	})
}

// hangsOn tells that what an entry belongs to was struck: a vote of a motion that was never moved.
func (s *Session) hangsOn(struck map[office.ID]bool, e office.MeetingEntry) bool {
	for range len(s.all) { // no longer than there are entries, whoever wrote a ring
		if struck[e.Of] {
			return true
		}
		above, is := s.all[e.Of]
		if !is {
			return false
		}
		e = above
	}
	return false
}

func (s *Session) heed(e office.MeetingEntry) {
	switch e.Deed {
	case office.MeetingOpened:
		if s.Opened.IsZero() {
			s.Opened = e.At
		}
	case office.MeetingClosed:
		s.Closed = e.At
		s.endItem(e.At)
		s.resume(e.At)
	case office.MeetingPaused:
		if n := len(s.Pauses); n == 0 || !s.Pauses[n-1].To.IsZero() {
			s.Pauses = append(s.Pauses, Pause{From: e.At})
		}
	case office.MeetingResumed:
		s.resume(e.At)
	case office.MeetingAttended:
		s.attend(e)
	case office.MeetingProxy:
		s.Proxies = append(s.Proxies, e)
	case office.MeetingItemBegun:
		s.beginItem(e)
	case office.MeetingSpoken, office.MeetingNoted:
		s.Said = append(s.Said, e)
	case office.MeetingMoved, office.MeetingVoteOpen, office.MeetingVoted, office.MeetingVoteClose:
		s.vote(e)
	case office.MeetingTasked:
		s.Tasks = append(s.Tasks, Task{Entry: e})
	case office.MeetingTaskDone:
		if i := slices.IndexFunc(s.Tasks, func(t Task) bool { return t.Entry.ID == e.Of }); i >= 0 && s.Tasks[i].Done == nil {
			s.Tasks[i].Done = &e
		}
	case office.MeetingMinuted:
		s.Minutes = append(s.Minutes, e)
	case office.MeetingSigned:
		s.Signed = append(s.Signed, e)
	}
}

func (s *Session) resume(at time.Time) {
	if n := len(s.Pauses); n > 0 && s.Pauses[n-1].To.IsZero() {
		s.Pauses[n-1].To = at
	}
}

func (s *Session) endItem(at time.Time) {
	for i := range s.Items {
		if !s.Items[i].Begun.IsZero() && s.Items[i].Ended.IsZero() {
			s.Items[i].Ended = at
		}
	}
}

// beginItem begins an item of the agenda; one that was there before is gone on with.
func (s *Session) beginItem(e office.MeetingEntry) {
	s.endItem(e.At)
	i := slices.IndexFunc(s.Items, func(it Item) bool { return it.ID == e.Item })
	if i < 0 { // it was put on the agenda in the meeting
		s.Items = append(s.Items, Item{AgendaItem: office.AgendaItem{ID: e.Item, Title: e.Say}})
		i = len(s.Items) - 1
	}
	if s.Items[i].Begun.IsZero() {
		s.Items[i].Begun = e.At
	}
	s.Items[i].Ended = time.Time{}
}

// Stage says how far a meeting is.
type Stage string

// The stages: it is to come, goes on, rests, is over, is told by minutes.
const (
	ToCome  Stage = "to-come"
	GoesOn  Stage = "goes-on"
	Rests   Stage = "rests"
	IsOver  Stage = "over"
	Minuted Stage = "minuted"
)

var stageSaid = map[Stage]string{ToCome: "Chưa họp", GoesOn: "Đang họp", Rests: "Đang tạm nghỉ", IsOver: "Đã bế mạc", Minuted: "Đã lập biên bản"}

// Said is the Vietnamese name.
func (s Stage) Said() string { return stageSaid[s] }

// Stage tells how far it is.
func (s Session) Stage() Stage {
	switch {
	case len(s.Minutes) > 0:
		return Minuted
	case !s.Closed.IsZero():
		return IsOver
	case s.Opened.IsZero():
		return ToCome
	case len(s.Pauses) > 0 && s.Pauses[len(s.Pauses)-1].To.IsZero():
		return Rests
	}
	return GoesOn
}

// Now is the item of the agenda that is dealt with, and who has the word; empty: none, nobody.
func (s Session) Now() (item Item, speaks string) {
	for _, it := range s.Items {
		if !it.Begun.IsZero() && it.Ended.IsZero() {
			item = it
		}
	}
	for _, e := range slices.Backward(s.Said) {
		if e.Deed == office.MeetingSpoken {
			if e.Item == item.ID {
				speaks = cmp.Or(s.NameOf(e.Seat), e.Say)
			}
			break
		}
	}
	return item, speaks
}

// NameOf is who sits on a seat; empty: nobody does.
func (s Session) NameOf(seat office.ID) string {
	if i := s.seat(seat); i >= 0 {
		return s.Attending[i].Name
	}
	return ""
}

func (s Session) seat(seat office.ID) int {
	if seat == "" {
		return -1
	}
	return slices.IndexFunc(s.Attending, func(a Attending) bool { return a.Seat == seat })
}

// Entries are those that stand, in order.
func (s Session) Entries() []office.MeetingEntry { return s.entries }

// Chair is who leads it, and Secretary who writes; the zero value: nobody was named.
func (s Session) Chair() office.MeetingPerson     { return s.Meeting.Chair() }
func (s Session) Secretary() office.MeetingPerson { return s.Meeting.OfRole(office.MeetingSecretary) }

// Covered are the entries that minutes tell of: all that stand, but what was done since.
func (s Session) Covered() (all []office.ID) {
	for _, e := range s.entries {
		if e.Deed != office.MeetingMinuted && e.Deed != office.MeetingSigned && e.Deed != office.MeetingTaskDone {
			all = append(all, e.ID)
		}
	}
	slices.Sort(all)
	return all
}

// Only is what happened as far as some entries tell it.
func (s Session) Only(these []office.ID) Session {
	var all []office.MeetingEntry
	for _, e := range s.all {
		if slices.Contains(these, e.ID) {
			all = append(all, e)
		}
	}
	return Live(s.Meeting, s.Time, all)
}

// takesPlace asks, before anything is written down, that the meeting has the time that is meant. It fails with
// NoSuchTime.
func (s Session) takesPlace() error {
	if len(s.entries)+len(s.Struck) > 0 {
		return nil
	}
	again := s.Meeting.When.Again != "" || len(s.Meeting.When.Also) > 0
	if s.Time == "" {
		if again {
			return NoSuchTime.About("")
		}
		return nil
	}
	is, err := calendar.Has(s.Meeting, s.Time)
	if err == nil && is {
		_, is, err = calendar.Of(s.Meeting, s.Time) // one that was called off is none
	}
	if err == nil && !is {
		err = NoSuchTime.About(office.Visible(s.Time, 30))
	}
	return err
}
