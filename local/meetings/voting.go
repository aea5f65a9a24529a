package meetings

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// Vote (biểu quyết) is a motion with what became of it. An open one by names holds who chose what; of a
// secret one nobody ever writes down more than who voted and what all ballots came to.
type Vote struct {
	Motion  office.Motion
	Moved   office.MeetingEntry // its ID names the vote
	Opened  *office.MeetingEntry
	Closed  *office.MeetingEntry
	May     []office.ID // who may vote, once it is opened
	Ballots []Ballot    // of an open one by names, in the order of May
	Late    []office.MeetingEntry
}

// Ballot is what somebody chose in an open vote.
type Ballot struct {
	Seat   office.ID
	Choice []int
	At     time.Time
}

// Open tells that it goes on.
func (v Vote) Open() bool { return v.Opened != nil && v.Closed == nil }

func (s *Session) vote(e office.MeetingEntry) {
	if e.Deed == office.MeetingMoved {
		s.Votes = append(s.Votes, Vote{Motion: e.Motion, Moved: e})
		return
	}
	i := slices.IndexFunc(s.Votes, func(v Vote) bool { return v.Moved.ID == e.Of })
	if i < 0 {
		s.Odd = append(s.Odd, "Có điều ghi về một lần biểu quyết mà máy này chưa có vấn đề được nêu.")
		return
	}
	v := &s.Votes[i]
	switch e.Deed {
	case office.MeetingVoteOpen:
		if v.Opened == nil {
			v.Opened, v.May = &e, e.May
		}
	case office.MeetingVoteClose:
		if v.Closed == nil {
			v.Closed = &e
		} else {
			s.Odd = append(s.Odd, fmt.Sprintf("Biểu quyết “%s” được ghi kết thúc hai lần.", v.Motion.Title))
		}
	case office.MeetingVoted:
		if v.Closed != nil || v.Motion.Secret || !takes(v.Motion, e.Choice) || !slices.Contains(v.May, e.Seat) {
			v.Late = append(v.Late, e)
			return
		}
		v.Ballots = slices.DeleteFunc(v.Ballots, func(b Ballot) bool { return b.Seat == e.Seat })
		v.Ballots = append(v.Ballots, Ballot{Seat: e.Seat, Choice: e.Choice, At: e.At})
	}
}

// takes tells that somebody may choose so: at least one of the choices, none twice, no more than the
// motion lets.
func takes(m office.Motion, choice []int) bool {
	sorted := slices.Compact(slices.Sorted(slices.Values(choice)))
	return len(choice) > 0 && len(sorted) == len(choice) && len(choice) <= m.AtMost() && sorted[0] >= 0 && sorted[len(sorted)-1] < len(m.All())
}

// Count is what the ballots of an open vote by names come to.
func (v Vote) Count() office.Counted {
	c := office.Counted{Tally: make([]int, len(v.Motion.All()))}
	for _, seat := range v.May {
		i := slices.IndexFunc(v.Ballots, func(b Ballot) bool { return b.Seat == seat })
		if i < 0 {
			continue
		}
		c.Voters = append(c.Voters, seat)
		for _, choice := range v.Ballots[i].Choice {
			c.Tally[choice]++
		}
	}
	return c
}

// Counted is what it came to, as it was written down when it ended. It is nil before.
func (v Vote) Counted() *office.Counted {
	if v.Closed == nil {
		return nil
	}
	return v.Closed.Counted
}

// Result (kết quả biểu quyết) is what a vote came to by its rule.
type Result struct {
	Tally   []int
	Of      int   // how many its majority is counted of; 0: of nobody
	Needs   int   // how many a choice needs; 0: more than the others
	Carried []int // the choices that have it
	Tied    []int // the choices between which nothing is decided
	Said    string
}

// Result tells what it came to; false: it goes on, or was not taken.
func (s Session) Result(v Vote) (r Result, is bool) {
	c := v.Counted()
	if c == nil || len(c.Tally) != len(v.Motion.All()) {
		return r, false
	}
	r.Tally = c.Tally
	r.Of, r.Needs = s.majority(v)
	switch v.Motion.Rule {
	case office.VoteMore:
		if len(v.Motion.Choices) == 0 && c.Tally[0] > c.Tally[1] {
			r.Carried = []int{0}
		}
	case office.VoteMost:
		r.Carried, r.Tied = most(c.Tally, v.Motion.AtMost())
	default:
		for i, n := range c.Tally {
			if n >= r.Needs && (len(v.Motion.Choices) > 0 || i == 0) {
				r.Carried = append(r.Carried, i)
			}
		}
		if len(r.Carried) > v.Motion.AtMost() {
			r.Carried, r.Tied = mostOf(c.Tally, r.Carried, v.Motion.AtMost())
		}
	}
	r.Said = r.said(v.Motion)
	return r, true
}

// majority tells of how many a vote needs how many.
func (s Session) majority(v Vote) (of, needs int) {
	switch v.Motion.Rule {
	case office.VoteMembersHalf:
		of = s.Body()
		needs = of/2 + 1
	case office.VoteMembersTwoThirds:
		of = s.Body()
		needs = (2*of + 2) / 3
	case office.VotePresentHalf:
		of = len(v.May)
		needs = of/2 + 1
	case office.VotePresentTwoThirds:
		of = len(v.May)
		needs = (2*of + 2) / 3
	}
	return of, max(needs, min(of, 1))
}

// most are the choices that most people chose, as many as there are places. Where the last place would
// fall to several, it falls to none.
func most(tally []int, places int) (carried, tied []int) {
	order := make([]int, len(tally))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return tally[b] - tally[a] })
	if places >= len(order) {
		places = len(order)
	}
	last := tally[order[places-1]]
	for _, i := range order {
		switch {
		case tally[i] == 0 || tally[i] < last:
		case tally[i] > last:
			carried = append(carried, i)
		default:
			tied = append(tied, i)
		}
	}
	if len(carried)+len(tied) <= places {
		return append(carried, tied...), nil
	}
	return carried, tied
}

// mostOf is most among some of the choices.
func mostOf(tally []int, among []int, places int) (carried, tied []int) {
	only := make([]int, len(tally))
	for _, i := range among {
		only[i] = tally[i]
	}
	return most(only, places)
}

// said is the result in one sentence that can be read aloud.
func (r Result) said(m office.Motion) string {
	all := m.All()
	if len(m.Choices) == 0 {
		how := "không thông qua"
		if len(r.Carried) > 0 {
			how = "thông qua"
		}
		if r.Of == 0 {
			return fmt.Sprintf("%s: %d tán thành, %d không tán thành, %d không có ý kiến.", capital(how), r.Tally[0], r.Tally[1], r.Tally[2])
		}
		return fmt.Sprintf("%s: %d tán thành trên %d (cần %d), %d không tán thành, %d không có ý kiến.", capital(how), r.Tally[0], r.Of, r.Needs, r.Tally[1], r.Tally[2])
	}
	named := func(of []int) string {
		var names []string
		for _, i := range of {
			names = append(names, fmt.Sprintf("%s (%d)", all[i], r.Tally[i]))
		}
		return strings.Join(names, ", ")
	}
	var parts []string
	if len(r.Carried) > 0 {
		parts = append(parts, "được chọn: "+named(r.Carried))
	}
	if len(r.Tied) > 0 {
		parts = append(parts, "bằng phiếu, chưa chọn được: "+named(r.Tied))
	}
	said := "Không phương án nào đạt"
	if len(parts) > 0 {
		said = capital(strings.Join(parts, "; "))
	}
	if r.Of > 0 {
		said += fmt.Sprintf(" (cần %d trên %d)", r.Needs, r.Of)
	}
	return said + "."
}

func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// compare looks whether what is written of votes agrees with itself.
func (s *Session) compare() {
	for i := range s.Votes {
		v := &s.Votes[i]
		if len(v.Late) > 0 {
			s.Odd = append(s.Odd, fmt.Sprintf("Biểu quyết “%s”: %d phiếu không tính: ghi sau khi đã kết thúc, của người không có quyền biểu quyết, hoặc không hợp lệ.", v.Motion.Title, len(v.Late)))
		}
		slices.SortStableFunc(v.Ballots, func(a, b Ballot) int { return slices.Index(v.May, a.Seat) - slices.Index(v.May, b.Seat) })
		if c := v.Counted(); c != nil && !v.Motion.Secret && !c.Hands {
			if is := v.Count(); !slices.Equal(is.Tally, c.Tally) || !slices.Equal(is.Voters, c.Voters) {
				s.Odd = append(s.Odd, fmt.Sprintf("Biểu quyết “%s”: kết quả đã ghi không khớp với phiếu của từng người.", v.Motion.Title))
			}
		}
	}
}

// Holds are the seats for which a seat votes at a moment: its own, and those whose vote it holds.
func (s Session) Holds(seat office.ID, at time.Time) (all []office.ID) {
	for _, may := range s.Voters(at) {
		if may == seat || s.holder(may, at) == seat {
			all = append(all, may)
		}
	}
	return all
}

// holder is the seat that votes for another one at a moment; empty: none does.
func (s Session) holder(seat office.ID, at time.Time) (holder office.ID) {
	if i := s.seat(seat); i < 0 || s.Attending[i].There(at) {
		return ""
	}
	for _, e := range s.Proxies {
		if e.Seat == seat && !e.At.After(at) {
			holder = e.Holder
		}
	}
	if i := s.seat(holder); i < 0 || !s.Attending[i].votesAt(at) {
		return ""
	}
	return holder
}

// Voters are the seats of who may vote at a moment, in the order of the invitation: who is there, and
// whose vote is held by somebody who is.
func (s Session) Voters(at time.Time) (seats []office.ID) {
	for _, a := range s.Attending {
		if a.votesAt(at) || a.Votes && s.holder(a.Seat, at) != "" {
			seats = append(seats, a.Seat)
		}
	}
	return seats
}
