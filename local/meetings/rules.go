package meetings

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// What may be written down, and when. A rule is asked when an entry is written, never when one of another
// station comes in: what happened has happened.

// The bounds of what is written of a meeting, in letters, people, items and choices.
const (
	mostWords   = 10_000
	mostTitle   = 500
	mostPeople  = 1_000
	mostItems   = 200
	mostChoices = 100
)

// LeastSecret is how many ballots a secret vote has at least: fewer tell of each whose it is.
const LeastSecret = 3

// Check tells whether an entry may be written down now. It fails with a sentence of this package.
func (s Session) Check(e office.MeetingEntry, now time.Time) error {
	if err := s.fits(e, now); err != nil {
		return err
	}
	switch e.Deed {
	case office.MeetingOpened:
		return s.mayOpen()
	case office.MeetingAttended:
		return s.mayAttend(e)
	case office.MeetingProxy:
		return s.mayProxy(e)
	case office.MeetingMoved:
		return mayMove(e.Motion)
	case office.MeetingVoteOpen, office.MeetingVoted, office.MeetingVoteClose:
		return s.checkVote(e)
	case office.MeetingTasked:
		return mayTask(e)
	case office.MeetingStruck:
		return s.mayStrike(e)
	case office.MeetingTaskDone:
		if i := slices.IndexFunc(s.Tasks, func(t Task) bool { return t.Entry.ID == e.Of }); i < 0 {
			return NoSuchEntry
		} else if s.Tasks[i].Done != nil {
			return TaskDone
		}
		return nil
	}
	return s.checkCourse(e)
}

// fits asks what holds for each entry: the meeting stands, the words are no longer than a paper has room
// for, and the moment is one that was.
func (s Session) fits(e office.MeetingEntry, now time.Time) error {
	beside := e.Deed == office.MeetingTaskDone || e.Deed == office.MeetingMinuted || e.Deed == office.MeetingSigned
	switch {
	case e.Deed.Said() == "":
		return NoSuchDeed.About(office.Visible(string(e.Deed), 20))
	case s.off:
		return Cancelled
	case len([]rune(e.Say)) > mostWords || len([]rune(e.Authority)) > mostTitle || len([]rune(e.Deputy)) > mostTitle:
		return TooLong.About(mostWords)
	case secretLines(e.Say) || secretLines(e.Motion.Title) || secretLines(strings.Join(e.Motion.Choices, "\n")):
		return SecretMatter
	case e.At.IsZero() || e.At.After(now):
		return NotYet
	case len(s.Minutes) > 0 && !beside:
		return MinutesStand
	case !s.Closed.IsZero() && !beside && e.Deed != office.MeetingStruck && e.At.After(s.Closed):
		return Over
	case !s.Opened.IsZero() && e.At.Before(s.Opened) && !early(e.Deed):
		return BeforeOpening
	}
	return nil
}

// early tells that something may happen before a meeting is opened.
func early(d office.MeetingDeed) bool {
	return d == office.MeetingAttended || d == office.MeetingProxy || d == office.MeetingMoved || d == office.MeetingStruck
}

// checkCourse asks that what happens follows on what did.
func (s Session) checkCourse(e office.MeetingEntry) error {
	stage := s.Stage()
	if stage == ToCome {
		return NotOpened
	}
	switch e.Deed {
	case office.MeetingPaused:
		if stage != GoesOn {
			return NotGoingOn
		}
		return s.noVoteOpen()
	case office.MeetingResumed:
		if stage != Rests {
			return NotResting
		}
	case office.MeetingItemBegun:
		return s.mayBegin(e)
	case office.MeetingSpoken:
		if e.Seat == "" && strings.TrimSpace(e.Say) == "" {
			return NoWords
		}
	case office.MeetingNoted:
		if strings.TrimSpace(e.Say) == "" {
			return NoWords
		}
	case office.MeetingClosed:
		if stage != GoesOn && stage != Rests {
			return Over
		}
		return s.mayClose(e)
	case office.MeetingSigned:
		if len(s.Minutes) == 0 || e.Of != s.Minutes[len(s.Minutes)-1].ID || e.Paper.File == "" {
			return NoSuchEntry
		}
	case office.MeetingMinuted:
		switch {
		case s.Closed.IsZero():
			return NotClosed
		case len(s.Minutes) > 0 && e.Of != s.Minutes[len(s.Minutes)-1].ID: // another one takes its place, once its number was cancelled
			return MinutesStand
		case !slices.Equal(e.Paper.Last, s.Covered()):
			return MinutesOld
		}
	}
	return nil
}

func (s Session) mayBegin(e office.MeetingEntry) error {
	known := slices.ContainsFunc(s.Items, func(it Item) bool { return it.ID == e.Item })
	switch {
	case e.Item == "" || !known && strings.TrimSpace(e.Say) == "":
		return NoItem
	case len(s.Items) >= mostItems && !known:
		return TooMany.About("mục chương trình", mostItems)
	}
	return nil
}

func (s Session) noVoteOpen() error {
	if i := slices.IndexFunc(s.Votes, Vote.Open); i >= 0 {
		return VoteGoesOn.About(s.Votes[i].Motion.Title)
	}
	return nil
}

// mayClose refuses an end before the last thing that happened, or while a vote goes on.
func (s Session) mayClose(e office.MeetingEntry) error {
	if n := len(s.entries); n > 0 && e.At.Before(s.entries[n-1].At) {
		return EndsBefore
	}
	return s.noVoteOpen()
}

func (s Session) mayOpen() error {
	switch {
	case !s.Opened.IsZero():
		return Opened
	case s.Meeting.State == office.MeetingTentative:
		return NotConfirmed
	case s.Chair().Name == "":
		return NoChair
	}
	return nil
}

func (s Session) mayAttend(e office.MeetingEntry) error {
	switch {
	case !oneOf(office.Attendances, e.How):
		return NoAttendance
	case e.Seat == "":
		return NoSeat
	case s.seat(e.Seat) < 0 && strings.TrimSpace(e.Say) == "":
		return NoSeat
	case s.seat(e.Seat) < 0 && len(s.Attending) >= mostPeople:
		return TooMany.About("người dự", mostPeople)
	case e.Deputy != "" && s.Meeting.Sort == office.MeetingCouncil && s.votes(e.Seat):
		return NoProxy
	case s.twice(e) != "":
		return DeputyTwice.About(s.sits(e), s.NameOf(s.twice(e)))
	case s.votedSince(e.At):
		return BeforeVote
	case e.How == office.AttendRemote && !s.Meeting.Distant():
		return NotDistant
	case e.How == office.AttendLeft && !s.hasCome(e.Seat):
		return NotThere.About(s.NameOf(e.Seat))
	case e.How == office.AttendLeft && !s.Attending[s.seat(e.Seat)].There(e.At):
		return LeftAlready.About(s.NameOf(e.Seat))
	case e.How == office.AttendAbsent && s.hasCome(e.Seat):
		return WasThere.About(s.NameOf(e.Seat))
	}
	return nil
}

// sits is the name of who comes by an entry: the deputy, or who was invited.
func (s Session) sits(e office.MeetingEntry) string { return cmp.Or(e.Deputy, s.NameOf(e.Seat)) }

// twice is another seat with a vote in which whoever comes by an entry sits at its moment: nobody
// is there twice. Two who were invited and bear one name are two.
func (s Session) twice(e office.MeetingEntry) office.ID {
	if !s.votes(e.Seat) || e.How != office.AttendHere && e.How != office.AttendRemote {
		return ""
	}
	for _, a := range s.Attending {
		t, there := a.tourAt(e.At)
		if a.Seat == e.Seat || !there || !a.Votes || e.Deputy == "" && t.Deputy == "" {
			continue
		}
		if office.Fold(cmp.Or(t.Deputy, a.Name)) == office.Fold(s.sits(e)) {
			return a.Seat
		}
	}
	return ""
}

// votes tells that whoever sits there was invited to vote.
func (s Session) votes(seat office.ID) bool {
	i := s.seat(seat)
	return i >= 0 && s.Attending[i].Votes
}

// votedSince tells that a vote was opened after a moment: who was there then was counted.
func (s Session) votedSince(at time.Time) bool {
	return slices.ContainsFunc(s.Votes, func(v Vote) bool { return v.Opened != nil && v.Opened.At.After(at) })
}

func (s Session) hasCome(seat office.ID) bool {
	i := s.seat(seat)
	return i >= 0 && len(s.Attending[i].Tours) > 0
}

func (s Session) mayProxy(e office.MeetingEntry) error {
	from, to := s.seat(e.Seat), s.seat(e.Holder)
	switch {
	case from < 0 || to < 0 || from == to:
		return NoSeat
	case !s.Attending[from].Votes || !s.Attending[to].Votes:
		return NoVote.About(s.NameOf(e.Seat))
	case s.Meeting.Sort == office.MeetingCouncil:
		return NoProxy
	case s.votedSince(e.At):
		return BeforeVote
	case strings.TrimSpace(e.Authority) == "":
		return NoAuthority.About(s.NameOf(e.Seat))
	case slices.ContainsFunc(s.Proxies, func(p office.MeetingEntry) bool { return p.Seat == e.Seat || p.Seat == e.Holder || p.Holder == e.Seat }):
		return ProxyTwice
	}
	return nil
}

func mayTask(e office.MeetingEntry) error {
	if strings.TrimSpace(e.Say) == "" {
		return NoWords
	}
	if strings.TrimSpace(e.Task.Who.Name) == "" {
		return NoOwner
	}
	if _, err := time.Parse(time.DateOnly, e.Task.Due); e.Task.Due != "" && err != nil {
		return BadDay.About(office.Visible(e.Task.Due, 20))
	}
	return nil
}

func (s Session) mayStrike(e office.MeetingEntry) error {
	was, is := s.all[e.Of]
	switch {
	case !is || was.Deed == office.MeetingStruck || was.Deed == office.MeetingMinuted || was.Deed == office.MeetingSigned || !slices.ContainsFunc(s.entries, func(o office.MeetingEntry) bool { return o.ID == e.Of }):
		return NoSuchEntry
	case strings.TrimSpace(e.Say) == "":
		return NoWhy
	case was.Deed == office.MeetingOpened && len(s.entries) > 1 && slices.ContainsFunc(s.entries, func(o office.MeetingEntry) bool { return !early(o.Deed) && o.ID != e.Of }):
		return StrikeLater
	case (was.Deed == office.MeetingAttended || was.Deed == office.MeetingProxy) && s.counted(was):
		return StrikeLater
	case was.Deed == office.MeetingVoteOpen && s.closedAfter(was):
		return StrikeLater
	case was.Deed == office.MeetingVoted && !s.openVote(was.Of):
		return VoteOver
	}
	if v, is := s.losesCount(was); is && !e.Sure {
		return SecretCounted.About(v.Motion.Title)
	}
	return nil
}

// VoteOf finds a vote by its motion.
func (s Session) VoteOf(motion office.ID) (v Vote, is bool) {
	i := slices.IndexFunc(s.Votes, func(v Vote) bool { return v.Moved.ID == motion })
	if i < 0 {
		return v, false
	}
	return s.Votes[i], true
}

// counted tells that a vote was opened since for whoever an entry is about.
func (s Session) counted(was office.MeetingEntry) bool {
	return slices.ContainsFunc(s.Votes, func(v Vote) bool {
		return v.Opened != nil && !v.Opened.At.Before(was.At) && slices.Contains(v.May, was.Seat)
	})
}

func (s Session) closedAfter(opened office.MeetingEntry) bool {
	v, is := s.VoteOf(opened.Of)
	return is && v.Closed != nil
}

func (s Session) openVote(motion office.ID) bool {
	v, is := s.VoteOf(motion)
	return is && v.Open()
}

func oneOf(all []office.Choice, key string) bool {
	return slices.ContainsFunc(all, func(c office.Choice) bool { return c.Key == key })
}
