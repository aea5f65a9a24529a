package meetings

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

var eight = time.Date(2026, 12, 7, 8, 0, 0, 0, office.VietNam)

// hall is a meeting of five who vote, with a chair, a secretary and a guest.
func hall() office.Meeting {
	m := office.Meeting{ID: "m", UID: "m@tram", Sort: office.MeetingPlain, Title: "Giao ban tuần", State: office.MeetingConfirmed, Way: office.MeetingBoth, Place: "Phòng họp tầng 2", Link: "https://hop.vi-du.vn/a",
		Quorum: office.QuorumHalf, When: office.Timing{Start: "2026-12-07T08:00:00", Lasts: 7200},
		Agenda: []office.AgendaItem{{ID: "i1", Title: "Công tác tuần"}, {ID: "i2", Title: "Ngân sách"}}}
	for i, name := range []string{"Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Văn Thử", "Phạm Thị Giả", "Hoàng Văn Định"} {
		m.People = append(m.People, office.MeetingPerson{Seat: office.ID(fmt.Sprint("p", i)), Name: name, Votes: true, Role: office.MeetingMember})
	}
	m.People[0].Role, m.People[1].Role = office.MeetingChair, office.MeetingSecretary
	m.People = append(m.People, office.MeetingPerson{Seat: "g", Name: "Vũ Thị Khách", Role: office.MeetingGuest})
	return m
}

// play writes entries down one after the other, a minute each, as a live write would.
type play struct {
	t   *testing.T
	m   office.Meeting
	all []office.MeetingEntry
	at  time.Time
}

func begin(t *testing.T, m office.Meeting) *play { return &play{t: t, m: m, at: eight} }

func (p *play) try(e office.MeetingEntry) error {
	p.at = p.at.Add(time.Minute)
	e.ID, e.Meeting = office.ID(fmt.Sprintf("e%03d", len(p.all))), p.m.ID
	if e.At.IsZero() {
		e.At = p.at
	}
	if err := p.live().Check(e, p.at); err != nil {
		return err
	}
	p.all = append(p.all, e)
	return nil
}

func (p *play) do(e office.MeetingEntry) office.ID {
	p.t.Helper()
	if err := p.try(e); err != nil {
		p.t.Fatalf("%s: %v", e.Deed, err)
	}
	return p.all[len(p.all)-1].ID
}

func (p *play) live() Session { return Live(p.m, "", p.all) }

func (p *play) come(seats ...office.ID) {
	p.t.Helper()
	for _, s := range seats {
		p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: s, How: office.AttendHere})
	}
}

func (p *play) opened(seats ...office.ID) {
	p.t.Helper()
	p.come(seats...)
	p.do(office.MeetingEntry{Deed: office.MeetingOpened})
}

func (p *play) motion(m office.Motion) office.ID {
	p.t.Helper()
	return p.do(office.MeetingEntry{Deed: office.MeetingMoved, Motion: m})
}

func (p *play) voteOpens(motion office.ID) {
	p.t.Helper()
	p.do(office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: motion, May: p.live().Voters(p.at.Add(time.Minute))})
}

func (p *play) refused(want office.Failure, e office.MeetingEntry) {
	p.t.Helper()
	if err := p.try(e); !errors.Is(err, want) {
		p.t.Errorf("%s: %v, want %s", e.Deed, err, want.Name)
	}
}

func TestAMeetingGoesFromTheFirstWhoComesToItsEnd(t *testing.T) {
	p := begin(t, hall())
	p.refused(NotOpened, office.MeetingEntry{Deed: office.MeetingNoted, Say: "…"})
	p.opened("p0", "p1", "p2")
	p.refused(Opened, office.MeetingEntry{Deed: office.MeetingOpened})
	p.do(office.MeetingEntry{Deed: office.MeetingItemBegun, Item: "i1"})
	p.do(office.MeetingEntry{Deed: office.MeetingSpoken, Item: "i1", Seat: "p2", Say: "Đã xong việc A."})
	p.come("p3")
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p4", How: office.AttendAbsent, Say: "đi công tác"})
	p.do(office.MeetingEntry{Deed: office.MeetingPaused})
	p.refused(NotGoingOn, office.MeetingEntry{Deed: office.MeetingPaused})
	p.do(office.MeetingEntry{Deed: office.MeetingResumed})
	p.refused(NotResting, office.MeetingEntry{Deed: office.MeetingResumed})
	p.do(office.MeetingEntry{Deed: office.MeetingItemBegun, Item: "i2"})
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p2", How: office.AttendLeft})
	task := p.do(office.MeetingEntry{Deed: office.MeetingTasked, Say: "Lập dự toán", Task: office.Duties{Who: office.RoutePerson{Name: "Lê Văn Thử"}, Due: "2026-12-20"}})
	p.refused(NotClosed, office.MeetingEntry{Deed: office.MeetingMinuted})
	p.do(office.MeetingEntry{Deed: office.MeetingClosed})
	p.refused(Over, office.MeetingEntry{Deed: office.MeetingNoted, Say: "thêm"})
	s := p.live()
	if s.Stage() != IsOver || len(s.Pauses) != 1 || s.Pauses[0].To.IsZero() {
		t.Errorf("%s %+v", s.Stage(), s.Pauses)
	}
	if _, late := s.Came(s.Attending[3]); !late || s.Attending[2].Left().IsZero() || !s.Attending[4].Gone {
		t.Errorf("%+v", s.Attending)
	}
	if _, late := s.Came(s.Attending[0]); late {
		t.Error("who came before the opening is late")
	}
	if s.Items[0].Ended.IsZero() || s.Items[1].Ended.IsZero() || !s.Items[0].Ended.Equal(s.Items[1].Begun) {
		t.Errorf("%+v", s.Items)
	}
	p.refused(MinutesOld, office.MeetingEntry{Deed: office.MeetingMinuted, Paper: office.Minuted{Last: s.Covered()[1:]}})
	p.do(office.MeetingEntry{Deed: office.MeetingMinuted, Paper: office.Minuted{Last: s.Covered()}})
	p.refused(MinutesStand, office.MeetingEntry{Deed: office.MeetingStruck, Of: task, Say: "nhầm"})
	p.do(office.MeetingEntry{Deed: office.MeetingTaskDone, Of: task})
	p.refused(TaskDone, office.MeetingEntry{Deed: office.MeetingTaskDone, Of: task})
	if is := p.live(); is.Stage() != Minuted || is.Tasks[0].Done == nil {
		t.Errorf("%s %+v", is.Stage(), is.Tasks)
	}
}

// Each rule of a majority at its edge: one vote below it and right on it.
func TestEachMajorityIsCountedOfWhomItIsOf(t *testing.T) {
	for _, c := range []struct {
		rule              string
		members, may, yes int
		no                int
		carried           bool
		of, needs         int
	}{
		{office.VotePresentHalf, 0, 4, 2, 2, false, 4, 3},
		{office.VotePresentHalf, 0, 4, 3, 1, true, 4, 3},
		{office.VotePresentHalf, 0, 5, 3, 0, true, 5, 3},
		{office.VotePresentTwoThirds, 0, 5, 3, 0, false, 5, 4},
		{office.VotePresentTwoThirds, 0, 5, 4, 1, true, 5, 4},
		{office.VoteMembersHalf, 20, 5, 5, 0, false, 20, 11},
		{office.VoteMembersHalf, 8, 5, 5, 0, true, 8, 5},
		{office.VoteMembersHalf, 9, 5, 5, 0, true, 9, 5},
		{office.VoteMembersTwoThirds, 6, 5, 4, 1, true, 6, 4},
		{office.VoteMembersTwoThirds, 7, 5, 4, 1, false, 7, 5},
		{office.VoteMore, 0, 5, 2, 2, false, 0, 0},
		{office.VoteMore, 0, 5, 2, 1, true, 0, 0},
	} {
		m := hall()
		m.Members, m.Quorum = c.members, ""
		p := begin(t, m)
		seats := []office.ID{"p0", "p1", "p2", "p3", "p4"}[:c.may]
		p.opened(seats...)
		is := p.motion(office.Motion{Title: "Thông qua", Rule: c.rule})
		p.voteOpens(is)
		tally := []int{0, 0, 0}
		for i, seat := range seats {
			choice := 2
			if i < c.yes {
				choice = 0
			} else if i < c.yes+c.no {
				choice = 1
			}
			tally[choice]++
			p.do(office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: seat, Choice: []int{choice}})
		}
		p.do(office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &office.Counted{Voters: seats, Tally: tally}})
		s := p.live()
		r, done := s.Result(s.Votes[0])
		if !done || (len(r.Carried) == 1) != c.carried || r.Of != c.of || r.Needs != c.needs {
			t.Errorf("%+v: %+v", c, r)
		}
		if said := strings.HasPrefix(r.Said, "Thông qua"); said != c.carried {
			t.Errorf("%+v: %s", c, r.Said)
		}
	}
}

func TestAnElectionNamesWhoGotTheMostAndBetweenWhomNothingIsDecided(t *testing.T) {
	for _, c := range []struct {
		tally         []int
		places        int
		carried, tied []int
	}{
		{[]int{5, 3, 1}, 1, []int{0}, nil},
		{[]int{3, 3, 1}, 1, nil, []int{0, 1}},
		{[]int{3, 3, 1}, 2, []int{0, 1}, nil},
		{[]int{5, 3, 3}, 2, []int{0}, []int{1, 2}},
		{[]int{0, 0, 0}, 2, nil, nil},
		{[]int{4, 0, 0}, 2, []int{0}, nil},
		{[]int{1, 2, 3, 3}, 3, []int{2, 3, 1}, nil},
	} {
		carried, tied := most(c.tally, c.places)
		if !slices.Equal(carried, c.carried) || !slices.Equal(tied, c.tied) {
			t.Errorf("%v for %d: %v and %v", c.tally, c.places, carried, tied)
		}
	}
}

func TestAVoteIsTakenOnceByWhoMayAndCountsWhatWasChosenLast(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1", "p2", "g")
	is := p.motion(office.Motion{Title: "Thông qua dự toán", Rule: office.VotePresentHalf})
	p.refused(VoteNotOpen, office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: "p0", Choice: []int{0}})
	p.refused(OthersVote, office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: is, May: []office.ID{"p0", "g"}})
	p.voteOpens(is)
	vote := func(seat office.ID, choice ...int) office.MeetingEntry {
		return office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: seat, Choice: choice}
	}
	p.do(vote("p0", 1))
	p.do(vote("p0", 0))
	p.do(vote("p1", 0))
	p.refused(NoVote, vote("g", 0))
	p.refused(NoVote, vote("p3", 0))
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p1", How: office.AttendLeft})
	p.refused(NoVote, vote("p1", 0))
	p.come("p1")
	p.refused(BadChoice, vote("p2", 0, 1))
	p.refused(BadChoice, vote("p2"))
	p.refused(BadChoice, vote("p2", 3))
	p.refused(VoteGoesOn, office.MeetingEntry{Deed: office.MeetingClosed})
	for name, c := range map[string]office.Counted{
		"more than voted": {Voters: []office.ID{"p0", "p1"}, Tally: []int{3, 0, 0}},
		"another":         {Voters: []office.ID{"p0", "p1"}, Tally: []int{1, 1, 0}},
		"who did not":     {Voters: []office.ID{"p0", "p1", "p2"}, Tally: []int{2, 0, 0}},
		"short":           {Voters: []office.ID{"p0", "p1"}, Tally: []int{2}},
		"less than none":  {Voters: []office.ID{"p0", "p1"}, Tally: []int{3, -1, 0}},
	} {
		if err := p.try(office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &c}); !errors.Is(err, BadCount) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s := p.live()
	counted := s.Votes[0].Count()
	p.do(office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &counted})
	p.refused(VoteOver, vote("p2", 0))
	s = p.live()
	if r, _ := s.Result(s.Votes[0]); r.Said != "Thông qua: 2 tán thành trên 3 (cần 2), 0 không tán thành, 0 không có ý kiến." {
		t.Error(r.Said)
	}
	if len(s.Odd) > 0 {
		t.Error(s.Odd)
	}
}

func TestWithoutAQuorumNothingIsVoted(t *testing.T) {
	m := hall()
	m.Quorum, m.Members = office.QuorumTwoThirds, 7
	p := begin(t, m)
	p.opened("p0", "p1", "p2", "p3")
	is := p.motion(office.Motion{Title: "A", Rule: office.VoteMembersHalf})
	p.refused(NoQuorum, office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: is, May: p.live().Voters(p.at)})
	p.come("p4")
	p.voteOpens(is)
	if there, needs, enough := p.live().Quorum(p.at); there != 5 || needs != 5 || !enough {
		t.Errorf("%d of %d: %v", there, needs, enough)
	}
}

func TestAProxyVotesOnlyWhileItsHolderIsThereAndItsGiverIsNot(t *testing.T) {
	p := begin(t, hall())
	proxy := office.MeetingEntry{Deed: office.MeetingProxy, Seat: "p4", Holder: "p0"}
	p.refused(NoAuthority, proxy)
	proxy.Authority = "Giấy ủy quyền 01 ngày 05/12/2026"
	p.do(proxy)
	p.refused(ProxyTwice, office.MeetingEntry{Deed: office.MeetingProxy, Seat: "p3", Holder: "p4", Authority: "x"})
	p.refused(NoVote, office.MeetingEntry{Deed: office.MeetingProxy, Seat: "g", Holder: "p0", Authority: "x"})
	p.opened("p0", "p1", "p2")
	if is := p.live().Holds("p0", p.at); !slices.Equal(is, []office.ID{"p0", "p4"}) {
		t.Errorf("%v", is)
	}
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendLeft})
	if is := p.live().Voters(p.at); !slices.Equal(is, []office.ID{"p1", "p2"}) {
		t.Errorf("the holder left: %v", is)
	}
	p.come("p0", "p4")
	if is := p.live().Holds("p0", p.at); !slices.Equal(is, []office.ID{"p0"}) {
		t.Errorf("the giver is there: %v", is)
	}
	council := hall()
	council.Sort = office.MeetingCouncil
	begin(t, council).refused(NoProxy, proxy)
}

func TestADeputyVotesOnlyWithAPaper(t *testing.T) {
	p := begin(t, hall())
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendHere, Deputy: "Đỗ Văn Thay"})
	if is := p.live().Present(p.at); len(is) != 0 {
		t.Errorf("%v", is)
	}
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendLeft})
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendHere, Deputy: "Đỗ Văn Thay", Authority: "Giấy ủy quyền 02"})
	if is := p.live().Present(p.at); !slices.Equal(is, []office.ID{"p0"}) {
		t.Errorf("%v", is)
	}
}

// Of a secret vote an entry holds sums and who voted, and nothing else is ever taken.
func TestASecretVoteIsWrittenDownOnceAsSums(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1")
	is := p.motion(office.Motion{Title: "Bầu", Choices: []string{"Ông A", "Bà B", "Ông C"}, Most: 2, Rule: office.VoteMost, Secret: true})
	p.refused(NoQuorum, office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: is, May: p.live().Voters(p.at)})
	p.come("p2", "p3", "p4")
	p.voteOpens(is)
	p.refused(IsSecret, office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: "p0", Choice: []int{0}})
	close := func(c office.Counted) office.MeetingEntry {
		return office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &c}
	}
	p.refused(IsSecret, close(office.Counted{Hands: true, Tally: []int{3, 0, 0}}))
	p.refused(BadVoters, close(office.Counted{Voters: []office.ID{"p1", "p0", "p2"}, Tally: []int{3, 0, 0}}))
	p.refused(BadVoters, close(office.Counted{Voters: []office.ID{"p0", "g", "p2"}, Tally: []int{3, 0, 0}}))
	voters := []office.ID{"p0", "p1", "p2", "p3"}
	p.refused(BallotsDiffer, close(office.Counted{Voters: voters, Tally: []int{5, 0, 0}}))
	p.refused(BallotsDiffer, close(office.Counted{Voters: voters, Tally: []int{4, 4, 1}}))
	p.refused(BallotsDiffer, close(office.Counted{Voters: voters, Tally: []int{1, 1, 1}}))
	p.refused(BadPaper, close(office.Counted{Voters: voters, Given: 2, Back: 3, Tally: []int{4, 0, 0}}))
	p.refused(BadPaper, close(office.Counted{Voters: voters, Given: 5, Back: 4, Tally: []int{4, 0, 0}}))
	p.refused(TooFewBallots, close(office.Counted{Voters: voters[:2], Tally: []int{2, 0, 0}}))
	p.do(close(office.Counted{Voters: voters, Given: 2, Back: 1, Invalid: 0, Tally: []int{3, 2, 1}}))
	s := p.live()
	r, _ := s.Result(s.Votes[0])
	if !slices.Equal(r.Carried, []int{0, 1}) || r.Said != "Được chọn: Ông A (3), Bà B (2)." {
		t.Errorf("%+v", r)
	}
	if len(s.Votes[0].Ballots) != 0 || len(s.Odd) != 0 {
		t.Errorf("%+v %v", s.Votes[0], s.Odd)
	}
	few := begin(t, hall())
	few.m.Quorum = ""
	few.opened("p0", "p1")
	is = few.motion(office.Motion{Title: "Bầu", Rule: office.VotePresentHalf, Secret: true})
	few.refused(TooFewForSecret, office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: is, May: few.live().Voters(few.at)})
}

func TestWhatWasStruckCountsForNothingAndIsTold(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1", "p2")
	note := p.do(office.MeetingEntry{Deed: office.MeetingNoted, Say: "nhầm"})
	p.refused(NoWhy, office.MeetingEntry{Deed: office.MeetingStruck, Of: note})
	p.do(office.MeetingEntry{Deed: office.MeetingStruck, Of: note, Say: "ghi nhầm cuộc họp"})
	p.refused(NoSuchEntry, office.MeetingEntry{Deed: office.MeetingStruck, Of: note, Say: "lần nữa"})
	is := p.motion(office.Motion{Title: "A", Rule: office.VotePresentHalf})
	p.voteOpens(is)
	p.do(office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: "p0", Choice: []int{0}})
	p.do(office.MeetingEntry{Deed: office.MeetingStruck, Of: is, Say: "nêu nhầm"})
	s := p.live()
	if len(s.Said) != 0 || len(s.Votes) != 0 || len(s.Struck) != 2 || len(s.Odd) != 0 {
		t.Errorf("%+v", s)
	}
	p.do(office.MeetingEntry{Deed: office.MeetingClosed})
}

func TestTheSameEntriesTellTheSameInWhateverOrderTheyCome(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1", "p2", "p3")
	is := p.motion(office.Motion{Title: "A", Rule: office.VotePresentHalf})
	p.voteOpens(is)
	p.do(office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: "p0", Choice: []int{0}})
	p.do(office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: "p0", Choice: []int{1}})
	counted := p.live().Votes[0].Count()
	p.do(office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &counted})
	want := fmt.Sprintf("%+v", p.live().Votes[0].Ballots)
	turned := slices.Clone(p.all)
	slices.Reverse(turned)
	if is := fmt.Sprintf("%+v", Live(p.m, "", turned).Votes[0].Ballots); is != want {
		t.Errorf("%s, turned %s", want, is)
	}
}

// What another station wrote is never refused, whatever it holds: what cannot be is told.
func TestEntriesThatCannotBeAreToldAndNeverFallOver(t *testing.T) {
	entry := func(id string, minute int, e office.MeetingEntry) office.MeetingEntry {
		e.ID, e.Meeting, e.At = office.ID(id), "m", eight.Add(time.Duration(minute)*time.Minute)
		return e
	}
	all := []office.MeetingEntry{
		entry("a", 1, office.MeetingEntry{Deed: office.MeetingMoved, Motion: office.Motion{Title: "A", Rule: office.VoteMore, Choices: []string{"một"}}}),
		entry("b", 2, office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: "a", May: []office.ID{"p0", "p9"}}),
		entry("c", 3, office.MeetingEntry{Deed: office.MeetingVoted, Of: "a", Seat: "p0", Choice: []int{7}}),
		entry("d", 4, office.MeetingEntry{Deed: office.MeetingVoteClose, Of: "a", Counted: &office.Counted{Tally: []int{1}}}),
		entry("e", 5, office.MeetingEntry{Deed: office.MeetingVoteClose, Of: "a"}),
		entry("f", 6, office.MeetingEntry{Deed: office.MeetingVoted, Of: "nothing", Seat: "p0", Choice: []int{0}}),
		entry("g", 7, office.MeetingEntry{Deed: office.MeetingAttended, Seat: "x"}),
		entry("h", 8, office.MeetingEntry{Deed: office.MeetingStruck, Of: "h"}),
		entry("i", 9, office.MeetingEntry{Deed: office.MeetingMoved, Of: "j", Motion: office.Motion{Title: "B", Most: -3}}),
		entry("j", 10, office.MeetingEntry{Deed: office.MeetingVoteClose, Of: "i", Counted: &office.Counted{Tally: []int{1, 2, 3}}}),
		entry("k", 11, office.MeetingEntry{Deed: "what"}),
		entry("l", 12, office.MeetingEntry{Deed: office.MeetingStruck, Of: "g"}),
	}
	s := Live(hall(), "", all)
	for _, v := range s.Votes {
		s.Result(v)
	}
	if len(s.Odd) < 3 {
		t.Errorf("%v", s.Odd)
	}
}

// A vote by name that another station wrote of a secret motion would tell a choice: it counts for nothing,
// stands with no ballot, and is told.
func TestNobodysNameStandsWithASecretChoice(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1", "p2", "p3", "p4")
	is := p.motion(office.Motion{Title: "Bầu", Rule: office.VotePresentHalf, Secret: true})
	p.voteOpens(is)
	foreign := append(slices.Clone(p.all), office.MeetingEntry{ID: "x", Meeting: "m", Deed: office.MeetingVoted, Of: is, Seat: "p0", Choice: []int{1}, At: p.at})
	s := Live(p.m, "", foreign)
	if len(s.Votes[0].Ballots) != 0 || len(s.Odd) != 1 {
		t.Errorf("%+v %v", s.Votes[0].Ballots, s.Odd)
	}
}

func TestAVoteThatWasCountedIsNotTakenBack(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1", "p2")
	is := p.motion(office.Motion{Title: "A", Rule: office.VotePresentHalf})
	p.voteOpens(is)
	vote := p.do(office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: "p0", Choice: []int{0}})
	other := p.do(office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: "p1", Choice: []int{0}})
	p.do(office.MeetingEntry{Deed: office.MeetingStruck, Of: other, Say: "ghi nhầm người"})
	counted := p.live().Votes[0].Count()
	if len(counted.Voters) != 1 {
		t.Errorf("%+v", counted)
	}
	p.do(office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &counted})
	p.refused(VoteOver, office.MeetingEntry{Deed: office.MeetingStruck, Of: vote, Say: "nhầm"})
}

// What is changed of a meeting after it was opened changes nothing of what was counted and told.
func TestAMeetingIsHeldAsItStoodWhenItWasOpened(t *testing.T) {
	p := begin(t, hall())
	p.come("p0", "p1", "p2")
	p.do(office.MeetingEntry{Deed: office.MeetingOpened, Frame: Frame(p.m, "")})
	p.m.Title, p.m.People, p.m.Members = "Tên khác", p.m.People[:2], 40
	s := p.live()
	if s.Meeting.Title != "Giao ban tuần" || s.Body() != 5 || len(s.Attending) != 6 {
		t.Errorf("%q of %d, %d attend", s.Meeting.Title, s.Body(), len(s.Attending))
	}
	p.m.State = office.MeetingCancelled
	p.refused(Cancelled, office.MeetingEntry{Deed: office.MeetingNoted, Say: "…"})
}

func TestWhoWasCountedForAVoteIsNotStruckFromTheRoll(t *testing.T) {
	p := begin(t, hall())
	came := p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendHere})
	p.opened("p1", "p2")
	is := p.motion(office.Motion{Title: "A", Rule: office.VotePresentHalf})
	p.voteOpens(is)
	p.refused(StrikeLater, office.MeetingEntry{Deed: office.MeetingStruck, Of: came, Say: "nhầm"})
	late := p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p3", How: office.AttendHere})
	p.do(office.MeetingEntry{Deed: office.MeetingStruck, Of: late, Say: "nhầm người"})
	left := p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendLeft})
	p.do(office.MeetingEntry{Deed: office.MeetingStruck, Of: left, Say: "còn ngồi đây"})
}

// What is refused of ballots on paper follows from the paper alone, and what is not ballots is refused.
func TestPaperIsAskedBeforeTheBox(t *testing.T) {
	v := Vote{Motion: office.Motion{Title: "Bầu", Choices: []string{"A", "B", "C"}, Most: 2, Secret: true}, May: []office.ID{"p0", "p1", "p2", "p3", "p4", "p5"}}
	takers := []office.ID{"p3", "p4", "p5"}
	good := office.Counted{Voters: takers, Given: 3, Back: 3, Invalid: 0, Tally: []int{3, 2, 0}}
	if err := CheckPaper(v, good); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*office.Counted){
		"one less than none":    func(c *office.Counted) { c.Tally = []int{-1, 3, 2} },
		"more than were taken":  func(c *office.Counted) { c.Given = 4 },
		"less than none":        func(c *office.Counted) { c.Tally = []int{-3, 4, 0} },
		"invalid below none":    func(c *office.Counted) { c.Invalid = -1 },
		"one twice on a ballot": func(c *office.Counted) { c.Tally = []int{4, 0, 0} },
		"more than came back":   func(c *office.Counted) { c.Back = 4 },
		"a guest":               func(c *office.Counted) { c.Voters = []office.ID{"p3", "p4", "g"} },
		"figures without paper": func(c *office.Counted) { c.Voters, c.Given, c.Back = nil, 0, 0 },
		"too few":               func(c *office.Counted) { c.Voters, c.Given, c.Back, c.Tally = takers[:2], 2, 2, []int{2, 0, 0} },
		"too many named":        func(c *office.Counted) { c.Tally = []int{3, 3, 1} },
		"other choices":         func(c *office.Counted) { c.Tally = []int{3, 2} },
	} {
		c := good
		change(&c)
		if err := CheckPaper(v, c); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	both, err := WithPaper(v, office.Counted{Voters: []office.ID{"p0", "p1", "p2"}, Tally: []int{1, 1, 1}}, good)
	if err != nil || !slices.Equal(both.Tally, []int{4, 3, 1}) || len(both.Voters) != 6 {
		t.Errorf("%+v %v", both, err)
	}
}

func TestAnElectionByAMajorityFillsNoMorePlacesThanThereAre(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1", "p2", "p3", "p4")
	is := p.motion(office.Motion{Title: "Bầu", Choices: []string{"X", "Y", "Z"}, Most: 2, Rule: office.VotePresentHalf})
	p.voteOpens(is)
	p.refused(TooManyVotes, office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &office.Counted{Hands: true, Tally: []int{9, 1, 0}}})
	p.do(office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &office.Counted{Hands: true, Tally: []int{4, 3, 3}}})
	s := p.live()
	if r, _ := s.Result(s.Votes[0]); !slices.Equal(r.Carried, []int{0}) || !slices.Equal(r.Tied, []int{1, 2}) {
		t.Errorf("%+v", r)
	}
}

func TestHandsDoNotOverruleNames(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1", "p2")
	is := p.motion(office.Motion{Title: "A", Rule: office.VotePresentHalf})
	p.voteOpens(is)
	p.do(office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: "p0", Choice: []int{0}})
	p.refused(NamesThere, office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &office.Counted{Hands: true, Tally: []int{0, 3, 0}}})
	p.refused(BeforeVote, office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p1", How: office.AttendLeft, At: eight.Add(2 * time.Minute)})
}

// Whoever holds the votes of others knows their ballots: a secret vote needs as many people as ballots tell
// nothing of.
func TestASecretVoteCountsPeopleAndNotBallots(t *testing.T) {
	p := begin(t, hall())
	p.m.Quorum = ""
	for _, giver := range []office.ID{"p3", "p4"} {
		p.do(office.MeetingEntry{Deed: office.MeetingProxy, Seat: giver, Holder: "p0", Authority: "Giấy ủy quyền"})
	}
	p.opened("p0", "p1")
	is := p.motion(office.Motion{Title: "Bầu", Rule: office.VotePresentHalf, Secret: true})
	if may := p.live().Voters(p.at); len(may) != 4 {
		t.Fatalf("%v", may)
	}
	p.refused(TooFewForSecret, office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: is, May: p.live().Voters(p.at.Add(time.Minute))})
	council := hall()
	council.Sort = office.MeetingCouncil
	begin(t, council).refused(NoProxy, office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendHere, Deputy: "Đỗ Văn Thay", Authority: "Giấy"})
}

func TestAHolderWhoMayNotVoteHoldsNoVote(t *testing.T) {
	p := begin(t, hall())
	p.do(office.MeetingEntry{Deed: office.MeetingProxy, Seat: "p4", Holder: "p0", Authority: "Giấy ủy quyền"})
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendHere, Deputy: "Đỗ Văn Thay"})
	p.opened("p1")
	if may := p.live().Voters(p.at); !slices.Equal(may, []office.ID{"p1"}) {
		t.Errorf("%v", may)
	}
}

// Who left before the meeting was opened, and a deputy without a paper, are nobody of the count.
func TestTheCountOfThoseThereIsOfWhoCouldVote(t *testing.T) {
	p := begin(t, hall())
	p.come("p0", "p1")
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendLeft})
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p2", How: office.AttendHere, Deputy: "Đỗ Văn Thay"})
	p.opened("p3")
	if opening, most, fewest := p.live().Numbers(); opening != 2 || most != 2 || fewest != 2 {
		t.Errorf("%d, most %d, fewest %d", opening, most, fewest)
	}
}

// A vote in which nobody's choice was written down came to nothing: hands that were counted are told as such.
func TestAVoteOfNobodyHasNoResult(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1", "p2")
	is := p.motion(office.Motion{Title: "A", Rule: office.VotePresentHalf})
	p.voteOpens(is)
	v, _ := p.live().VoteOf(is)
	nothing := v.Count()
	p.refused(NobodyVoted, office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &nothing})
	p.do(office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &office.Counted{Hands: true, Tally: []int{2, 1, 0}}})
}
