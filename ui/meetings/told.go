package meetings

import (
	"strings"
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

// What happened in a meeting is told from what is known of it, in the language of the window: the words of
// the station are Vietnamese, and names stand among them.

func clock(at time.Time) string { return at.In(office.VietNam).Format("15:04") }

// attendSaid is what is to be told of somebody besides how they attend: that they came late or left, why they
// are absent, who is there in their place.
func attendSaid(p office.AttendTold) string {
	said := ""
	switch {
	case p.Why != "":
		said = kit.T("meetings.told-absent", p.Why)
	case !p.Left.IsZero():
		said = kit.T("meetings.told-left", clock(p.Left))
	case !p.Late.IsZero():
		said = kit.T("meetings.told-late", clock(p.Late))
	}
	if p.Deputy != "" {
		said = kit.Joined(said, kit.T("meetings.told-deputy", p.Deputy))
	}
	if p.Holder != "" && !here(p) { // who is there votes for themselves
		said = kit.Joined(said, kit.T("meetings.told-holder", p.Holder))
	}
	return said
}

// choicesOf are those of a motion, in the language of the window where they are nobody's own.
func choicesOf(m office.Motion) []string {
	if len(m.Choices) > 0 {
		return m.Choices
	}
	all := make([]string, len(office.VoteChoices))
	for i, said := range office.VoteChoices {
		all[i] = kit.Said(said)
	}
	return all
}

// resultSaid is what a vote came to, in one sentence that can be read aloud.
func resultSaid(v office.VoteTold) string {
	if len(v.Tally) != len(v.Motion.All()) {
		return kit.Said(v.Result)
	}
	if len(v.Motion.Choices) == 0 {
		how := kit.T("meetings.told-not-carried")
		if v.Won {
			how = kit.T("meetings.told-carried")
		}
		if v.Of == 0 {
			return kit.T("meetings.told-votes", how, v.Tally[0], v.Tally[1], v.Tally[2])
		}
		return kit.T("meetings.told-votes-of", how, v.Tally[0], v.Of, v.Needs, v.Tally[1], v.Tally[2])
	}
	said := electedSaid(v)
	if v.Of > 0 {
		said += " " + kit.T("meetings.told-needs", v.Needs, v.Of)
	}
	return said + "."
}

func electedSaid(v office.VoteTold) string {
	named := func(of []int) string {
		var names []string
		for _, i := range of {
			names = append(names, kit.T("meetings.told-choice", v.Motion.Choices[i], v.Tally[i]))
		}
		return strings.Join(names, ", ")
	}
	carried, tied := "", ""
	if len(v.Carried) > 0 {
		carried = kit.T("meetings.told-elected", named(v.Carried))
	}
	if len(v.Tied) > 0 {
		tied = kit.T("meetings.told-tied", named(v.Tied))
	}
	switch {
	case carried == "" && tied == "":
		return kit.T("meetings.told-none")
	case carried == "" || tied == "":
		return kit.Capital(carried + tied)
	}
	return kit.Capital(carried + "; " + tied)
}

// entrySaid is what was written down, in one line.
func (s *session) entrySaid(e office.EntryTold) string {
	name := s.name(e.Seat)
	if name == "" {
		name = e.Say
	}
	switch e.Deed {
	case office.MeetingAttended:
		said := kit.T("meetings.told-of", name, strings.ToLower(kit.Said(office.ChoiceSaid(office.Attendances, e.How))))
		if s.name(e.Seat) != "" && e.Say != "" {
			said += ": " + e.Say
		}
		return said
	case office.MeetingProxy:
		return kit.T("meetings.told-proxy", s.name(e.Seat), s.name(e.Holder))
	case office.MeetingMoved, office.MeetingVoteOpen, office.MeetingVoteClose, office.MeetingVoted:
		return s.votedSaid(e)
	case office.MeetingTasked:
		return kit.T("meetings.told-task", e.Task.Who.Name, e.Say)
	case office.MeetingSpoken:
		if e.Seat != "" && e.Say != "" {
			return kit.T("meetings.told-of", s.name(e.Seat), e.Say)
		}
		return kit.T("meetings.told-spoke", name)
	case office.MeetingItemBegun:
		for _, it := range s.is.Items {
			if it.ID == e.Item {
				return kit.T("meetings.told-item", it.Title)
			}
		}
	case office.MeetingNoted:
		return e.Say
	}
	return kit.Said(e.Deed.Said())
}

// votedSaid is what was written down of a vote. Of one that goes on it holds nothing that was counted.
func (s *session) votedSaid(e office.EntryTold) string {
	if e.Deed == office.MeetingMoved {
		return kit.T("meetings.told-motion", e.Motion.Title)
	}
	var v office.VoteTold
	for _, each := range s.is.Votes {
		if each.ID == e.Of {
			v = each
		}
	}
	switch {
	case e.Deed == office.MeetingVoted:
		var names []string
		for _, c := range e.Choice {
			if all := choicesOf(v.Motion); c >= 0 && c < len(all) {
				names = append(names, all[c])
			}
		}
		return kit.T("meetings.told-voted", s.name(e.Seat), strings.Join(names, ", "))
	case e.Deed == office.MeetingVoteClose && v.Stage == "closed":
		return kit.T("meetings.told-of", v.Motion.Title, resultSaid(v))
	}
	return kit.T("meetings.told-of", kit.Said(e.Deed.Said()), v.Motion.Title)
}

// againSaid is how often a meeting takes place, in words; empty: once.
func againSaid(is office.MeetingTold) string {
	if is.Again == "" || kit.Spoken() == kit.Vietnamese {
		return is.Again
	}
	f := planOf(is.Meeting)
	said := kit.Said(office.ChoiceSaid(repeats(), f.Repeat))
	if f.Until != "" {
		said = kit.T("meetings.told-until", said, kit.Day(f.Until))
	}
	return said
}
