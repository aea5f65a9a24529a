package meetings

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

// minute is a moment so many minutes after the meeting begins.
func minute(n int) time.Time { return eight.Add(time.Duration(n) * time.Minute) }

// roll is an entry of attendance at such a moment.
func roll(seat office.ID, how string, at int) office.MeetingEntry {
	return office.MeetingEntry{Deed: office.MeetingAttended, Seat: seat, How: how, At: minute(at)}
}

// rolled plays attendance to the minutes it names, then goes on after the last of them.
func rolled(t *testing.T, all ...office.MeetingEntry) *play {
	t.Helper()
	p := begin(t, hall())
	p.at = minute(100)
	p.do(office.MeetingEntry{Deed: office.MeetingOpened, At: minute(0)})
	for _, e := range all {
		p.do(e)
	}
	return p
}

// Who is out for a while counts neither for the quorum nor for a vote while they are.
func TestWhoIsOutForAWhileIsNotCountedThen(t *testing.T) {
	out := roll("p2", office.AttendLeft, 70)
	out.Say = "đi tiếp dân"
	p := rolled(t, roll("p0", office.AttendHere, 1), roll("p1", office.AttendHere, 1), roll("p2", office.AttendHere, 1), out, roll("p2", office.AttendHere, 100))
	s := p.live()
	for at, want := range map[int]int{69: 3, 70: 2, 99: 2, 100: 3} {
		if there, _, enough := s.Quorum(minute(at)); there != want || enough != (want == 3) || len(s.Voters(minute(at))) != want {
			t.Errorf("after %d minutes: %d there, %v", at, there, s.Voters(minute(at)))
		}
	}
	gaps := s.Gaps(s.Attending[2])
	if len(gaps) != 1 || !gaps[0].From.Equal(minute(70)) || !gaps[0].To.Equal(minute(100)) || gaps[0].Why != "đi tiếp dân" {
		t.Errorf("%+v", gaps)
	}
	if len(s.Gaps(s.Attending[0])) != 0 || !s.Attending[2].Left().IsZero() {
		t.Errorf("%+v", s.Attending)
	}
	p.refused(LeftAlready, roll("p2", office.AttendLeft, 80))
	is := p.motion(office.Motion{Title: "A", Rule: office.VotePresentHalf})
	p.do(roll("p1", office.AttendLeft, 101))
	p.refused(NoQuorum, office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: is, May: []office.ID{"p0", "p2"}})
}

// Who goes from the room to the line was never away.
func TestWhoGoesOnAtADistanceWasNotAway(t *testing.T) {
	p := rolled(t, roll("p0", office.AttendHere, 1), roll("p0", office.AttendRemote, 30), roll("p0", office.AttendHere, 50))
	a := p.live().Attending[0]
	remotely := a.Remotely()
	if len(p.live().Gaps(a)) != 0 || !a.There(minute(30)) || len(remotely) != 1 || !remotely[0].From.Equal(minute(30)) || !remotely[0].To.Equal(minute(50)) {
		t.Errorf("%+v %+v", a.Tours, remotely)
	}
}

// A deputy is one from the hour on at which they came, and who they stand in for is themselves before and
// after.
func TestADeputyHoldsFromTheHourOfTheirOwn(t *testing.T) {
	stands := roll("p3", office.AttendHere, 40)
	stands.Deputy = "Đỗ Văn Thay"
	p := rolled(t, roll("p3", office.AttendHere, 1), stands, roll("p3", office.AttendHere, 60))
	a := p.live().Attending[3]
	for at, want := range map[int]bool{39: true, 40: false, 59: false, 60: true} { // one without a paper does not vote
		if slices.Contains(p.live().Voters(minute(at)), "p3") != want {
			t.Errorf("after %d minutes they vote: %v", at, !want)
		}
	}
	if d := a.Deputies(); len(d) != 1 || !d[0].From.Equal(minute(40)) || !d[0].To.Equal(minute(60)) || a.Last().Deputy != "" {
		t.Errorf("%+v", d)
	}
	stands = roll("p4", office.AttendHere, 1)
	stands.Deputy, stands.Authority = "Đỗ Văn Thay", "Giấy 02"
	p.at = minute(100)
	p.do(stands)
	p.do(roll("p4", office.AttendLeft, 20))
	if d := p.live().Attending[4].Deputies(); len(d) != 1 || d[0] != (Stretch{Who: "Đỗ Văn Thay", By: "Giấy 02"}) {
		t.Errorf("one for the whole time: %+v", d)
	}
	stands.At = minute(30)
	p.do(stands)
	other := stands
	other.Deputy, other.At = "Ngô Thị Khác", minute(50)
	p.do(other)
	if d := p.live().Attending[4].Deputies(); len(d) != 2 || !d[0].To.Equal(minute(50)) || d[1].Who != "Ngô Thị Khác" || !d[1].From.Equal(minute(50)) {
		t.Errorf("one after the other: %+v", d)
	}
}

// The people behind a secret vote are those who were there then, whoever sits there later.
func TestHandsAreThoseOfTheMoment(t *testing.T) {
	first := roll("p3", office.AttendHere, 1)
	first.Deputy, first.Authority = "Đỗ Văn Thay", "Giấy 02"
	same := roll("p4", office.AttendHere, 1)
	same.Deputy, same.Authority = "Đỗ Văn Thay", "Giấy 03"
	p := rolled(t, roll("p0", office.AttendHere, 1), first)
	same.ID, same.Meeting = "e900", p.m.ID
	p.all = append(p.all, same) // another station wrote it: here it is refused
	p.do(roll("p4", office.AttendHere, 50))
	s := p.live()
	for at, want := range map[int]int{40: 2, 50: 3} {
		if n := s.hands([]office.ID{"p0", "p3", "p4"}, minute(at)); n != want {
			t.Errorf("after %d minutes: %d people", at, n)
		}
	}
}

// TestOneWhoSitsForSeveralIsOneWhoIsThere: a quorum is of people, whatever papers they hold and however their name
// is typed, and so are those who throw a secret ballot.
func TestOneWhoSitsForSeveralIsOneWhoIsThere(t *testing.T) {
	p := begin(t, hall())
	deputy := func(seat office.ID, who string) office.MeetingEntry {
		return office.MeetingEntry{Deed: office.MeetingAttended, Seat: seat, How: office.AttendHere, Deputy: who, Authority: "Giấy 02"}
	}
	counts := func(want int) {
		t.Helper()
		at := p.at.Add(time.Second)
		there, needs, enough := p.live().Quorum(at)
		if there != want || needs != 3 || enough != (want >= 3) || p.live().hands(p.live().Voters(at), at) != want {
			t.Errorf("%d of %d, %v; %d vote", there, needs, enough, p.live().hands(p.live().Voters(at), at))
		}
	}
	elsewhere := func(e office.MeetingEntry) { // another station wrote it: here it is refused
		p.at = p.at.Add(time.Second)
		e.ID, e.Meeting, e.At = office.ID(fmt.Sprintf("f%03d", len(p.all))), p.m.ID, p.at
		p.all = append(p.all, e)
	}
	p.come("p0")
	p.do(deputy("p2", "Đỗ Văn Thay"))
	elsewhere(deputy("p3", " đỗ  văn THAY"))
	counts(2)
	elsewhere(deputy("p4", "nguyễn văn mẫu")) // who leads sits there already
	counts(2)
	if may := p.live().Voters(p.at); len(may) != 4 {
		t.Errorf("each paper is one vote: %v", may)
	}
	p.do(deputy("p3", "Đỗ Văn Thay (Phòng Y tế)"))
	counts(3)
	p.do(office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendLeft})
	counts(3) // they go on sitting for another
}

// TestAQuorumIsRoundedUp: of five members two thirds are four, and half is more than two.
func TestAQuorumIsRoundedUp(t *testing.T) {
	for _, c := range []struct{ members, half, thirds int }{{3, 2, 2}, {4, 3, 3}, {5, 3, 4}, {6, 4, 4}, {7, 4, 5}, {30, 16, 20}, {31, 16, 21}} {
		m := hall()
		m.Members = c.members
		for quorum, want := range map[string]int{office.QuorumHalf: c.half, office.QuorumTwoThirds: c.thirds, "": 0} {
			m.Quorum = quorum
			if _, needs, _ := begin(t, m).live().Quorum(eight); needs != want {
				t.Errorf("%d members, %q: %d, not %d", c.members, quorum, needs, want)
			}
		}
	}
}

// TestWhatTwoStationsOpenedWasOpenedOnce, at the first of both hours.
func TestWhatTwoStationsOpenedWasOpenedOnce(t *testing.T) {
	p := begin(t, hall())
	p.opened("p0")
	first := p.live().Opened
	again := office.MeetingEntry{ID: "zz", Meeting: p.m.ID, Deed: office.MeetingOpened, At: first.Add(time.Hour)}
	if s := Live(p.m, "", append(p.all, again)); !s.Opened.Equal(first) {
		t.Errorf("%v, not %v", s.Opened, first)
	}
}

// TestNobodyIsThereTwice: not as the deputy of two, nor in a seat of their own beside another's.
func TestNobodyIsThereTwice(t *testing.T) {
	first, second := roll("p0", office.AttendHere, 1), roll("p1", office.AttendHere, 2)
	first.Deputy, first.Authority = "Đỗ Văn Thay", "Giấy 02"
	second.Deputy, second.Authority = "đỗ văn thay", "Giấy 03"
	p := rolled(t, first)
	p.refused(DeputyTwice, second)
	p.do(roll("p2", office.AttendHere, 3))
	member := roll("p1", office.AttendHere, 4)
	member.Deputy = p.live().NameOf("p2")
	p.refused(DeputyTwice, member)
	p.do(roll("p0", office.AttendLeft, 10))
	second.At = minute(11)
	p.do(second) // for one after the other they may
	if there, _, _ := p.live().Quorum(minute(12)); there != 2 {
		t.Errorf("%d are there", there)
	}
	comes := rolled(t, member)
	comes.refused(DeputyTwice, roll("p2", office.AttendHere, 5))
}

// Nobody is late who was marked in the minute in which the meeting was opened.
func TestNobodyIsLateInTheMinuteOfTheOpening(t *testing.T) {
	for seconds, want := range map[int]bool{-30: false, 0: false, 40: false, 60: true} {
		comes := roll("p0", office.AttendHere, 0)
		comes.At = minute(0).Add(time.Duration(seconds) * time.Second)
		s := rolled(t, comes).live()
		if _, late := s.Came(s.Attending[0]); late != want {
			t.Errorf("%d seconds after it: late is %v", seconds, late)
		}
	}
}
