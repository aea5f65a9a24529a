package meetings

import (
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

// counted plays a secret vote to its count, and names its motion and the entry that ends it.
func (p *play) counted(motion office.ID, voters ...office.ID) (closed office.ID) {
	p.t.Helper()
	p.voteOpens(motion)
	return p.do(office.MeetingEntry{Deed: office.MeetingVoteClose, Of: motion, Counted: &office.Counted{Voters: voters, Tally: []int{len(voters), 0, 0}}})
}

var secretly = office.Motion{Title: "Bầu", Rule: office.VotePresentHalf, Secret: true}

// A secret count that is struck takes its opening along: its box is gone, and all vote anew. Whoever strikes
// says that they know what two counts tell.
func TestASecretCountThatIsStruckIsTakenFromTheBeginning(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1", "p2", "p3")
	is := p.motion(secretly)
	closed := p.counted(is, "p0", "p1", "p2", "p3")
	for _, of := range []office.ID{closed, is} {
		p.refused(NoWhy, office.MeetingEntry{Deed: office.MeetingStruck, Of: of, Sure: true})
		p.refused(SecretCounted, office.MeetingEntry{Deed: office.MeetingStruck, Of: of, Say: "kiểm nhầm"})
	}
	p.do(office.MeetingEntry{Deed: office.MeetingStruck, Of: closed, Say: "kiểm nhầm", Sure: true})
	s := p.live()
	v, _ := s.VoteOf(is)
	if v.Opened != nil || v.Closed != nil || len(s.Struck) != 2 || len(s.StruckCounts(is)) != 1 || s.StruckCounts(is)[0].ID != closed {
		t.Fatalf("%+v, %d struck", v, len(s.Struck))
	}
	if slices.ContainsFunc(s.Entries(), func(e office.MeetingEntry) bool { return e.Of == is }) {
		t.Error("the opening of the struck count stands")
	}
	p.refused(VoteNotOpen, office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &office.Counted{Voters: []office.ID{"p0", "p1", "p2"}, Tally: []int{3, 0, 0}}})
	p.counted(is, "p0", "p1", "p2")
	s = p.live()
	if v, _ := s.VoteOf(is); v.Counted() == nil || v.Counted().Tally[0] != 3 || len(s.Odd) != 0 {
		t.Errorf("the repeat: %+v %v", v, s.Odd)
	}
	p.do(office.MeetingEntry{Deed: office.MeetingClosed})
}

// An open vote whose count is struck goes on: its ballots bear names, and nothing of them is hidden.
func TestAnOpenCountThatIsStruckGoesOn(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0", "p1", "p2")
	is := p.motion(office.Motion{Title: "A", Rule: office.VotePresentHalf})
	p.voteOpens(is)
	p.do(office.MeetingEntry{Deed: office.MeetingVoted, Of: is, Seat: "p0", Choice: []int{0}})
	counted := p.live().Votes[0].Count()
	closed := p.do(office.MeetingEntry{Deed: office.MeetingVoteClose, Of: is, Counted: &counted})
	p.do(office.MeetingEntry{Deed: office.MeetingStruck, Of: closed, Say: "kết thúc sớm"})
	if v := p.live().Votes[0]; !v.Open() || len(v.Ballots) != 1 {
		t.Errorf("%+v", v)
	}
}

// Between two counts of nearly the same people the ballots of the others stand out.
func TestASecretVoteIsNotRepeatedWithOneMoreOrOneLess(t *testing.T) {
	open := func(p *play, is office.ID) error {
		return p.try(office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: is, May: p.live().Voters(p.at.Add(time.Minute))})
	}
	for name, c := range map[string]struct {
		come, leave []office.ID
		few         bool
	}{
		"the same":       {nil, nil, false},
		"one more":       {[]office.ID{"p5"}, nil, true},
		"two more":       {[]office.ID{"p5", "p6"}, nil, true},
		"three more":     {[]office.ID{"p5", "p6", "p7"}, nil, false},
		"one less":       {nil, []office.ID{"p4"}, true},
		"one for one":    {[]office.ID{"p5"}, []office.ID{"p4"}, true},
		"three for none": {nil, []office.ID{"p2", "p3", "p4"}, false},
	} {
		m := hall()
		m.Quorum = ""
		for i, name := range []string{"Đỗ Văn Sáu", "Ngô Thị Bảy", "Bùi Văn Tám"} {
			m.People = append(m.People, office.MeetingPerson{Seat: office.ID([]string{"p5", "p6", "p7"}[i]), Name: name, Votes: true})
		}
		p := begin(t, m)
		p.opened("p0", "p1", "p2", "p3", "p4")
		p.come("p5", "p6", "p7")
		for _, seat := range []office.ID{"p5", "p6", "p7"} {
			p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: seat, How: office.AttendLeft})
		}
		is := p.motion(secretly)
		p.voteOpens(is) // an opening that was never counted says nothing
		p.do(office.MeetingEntry{Deed: office.MeetingStruck, Of: p.all[len(p.all)-1].ID, Say: "nhầm"})
		closed := p.counted(is, "p0", "p1", "p2", "p3", "p4")
		p.do(office.MeetingEntry{Deed: office.MeetingStruck, Of: closed, Say: "kiểm nhầm", Sure: true})
		p.come(c.come...)
		for _, seat := range c.leave {
			p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: seat, How: office.AttendLeft})
		}
		if name == "three for none" { // too few are left to vote at all
			p.come("p5", "p6", "p7")
		}
		err := open(p, is)
		if f, _ := office.FailureIn(err); c.few != (f.Name == NearlySame.Name) || !c.few && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
